"""The values of every kind of chart as a table."""

import pytest

from reportgen.document import plain_text
from reportgen.exhibits import value_table
from tests.documents import CHARTS, figure, small_document


def lines(kind: str) -> list[str]:
    table = value_table(figure(kind, "A headline"))
    return [
        " | ".join(plain_text((*cell.marks, *cell.children)) for cell in row.cells)
        for row in (*table.head, *table.rows)
    ]


def test_places_of_a_map_are_in_the_order_of_their_codes():
    assert [line.split(" | ")[0] for line in lines("tile-map")[:4]] == ["Place", "AK", "AL", "AR"]


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_fits_into_a_numbered_document(kind):
    drawn = figure(kind, "A headline")
    document = small_document(*([] if kind == "line" else [drawn]), value_table(drawn))
    table = document.blocks[-3]
    assert all(len(row.cells) == len(table.columns) for row in (*table.head, *table.rows))
    assert plain_text(table.caption.headline) == f"Values of Figure {1 if kind == 'line' else 2}"
