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


def test_lines_become_rows_with_their_gaps():
    assert lines("line") == [
        "Series | 2020 | 2021 | 2022 | 2023 | 2024",
        "All cases | 29,782 | 27,733 | 27,644 | 28,886 | 29,568",
        "Resolved | 27,349 | [x] | 24,229 | 25,386 | 27,033",
        "Active | 2,433 | [x] | 3,415 | 3,500 | 2,535",
    ]


def test_a_series_break_stands_before_its_column():
    table = value_table(figure("broken-line", "A headline"))
    assert [column.break_before for column in table.columns] == [False] * 5 + [True]
    assert lines("broken-line")[0].endswith("2023 | [b]2024")


def test_stacked_columns_end_with_their_totals():
    assert lines("stacked-columns")[-1] == "All | 3,588 | [x] | 3,144 | [x] | 2,508"


def test_bars_have_their_earlier_values():
    assert lines("ranked-bars")[:2] == ["Name | 2024 | 2020", "New York | 2,684 | 2,502"]


def test_shares_have_their_whole():
    assert lines("stacked-shares")[:2] == [
        "Name | Resolved | Active | Cases",
        "Nonfamily abduction | 98.1% | 1.9% | 104",
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
