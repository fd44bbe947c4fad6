"""Tables in a finished file: bars, blocks side by side, and what heads their cells."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen.builders.pdf import build_pdf
from reportgen.template.themes import read_theme
from tests.documents import blocks_table, small_document, trends_table
from tests.pdf.test_structure import is_unseen, read, structure

THEME = read_theme("default", Path("templates"))


def elements(node: pikepdf.Object):
    """Every element of a structure, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node and not is_unseen(node):
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def cells_of(pdf: pikepdf.Pdf, number: int) -> list[pikepdf.Object]:
    """The cells of the table with this number, counted from 0."""
    tables = [each for each in elements(pdf.Root.StructTreeRoot.K) if each.S == "/Table"]
    return [each for each in elements(tables[number]) if each.S in ("/TH", "/TD")]


def attribute(cell: pikepdf.Object, name: str, default=None):
    return cell.A.get(name, default) if "/A" in cell else default


def places_of(pdf: bytes, words: list[str]) -> dict[str, tuple[float, float]]:
    """Where words begin, from the lower left corner of the only page that has them."""
    found = {}
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for word in words:
            match = text.search(word, match_whole_word=True).get_next()
            if match:
                left, bottom, _, _ = text.get_charbox(match[0])
                found[word] = (round(left), round(bottom))
    return found


def test_a_table_in_blocks_is_one_table_that_is_read_row_by_row():
    found = structure(blocks_table(7))
    start = max(index for index, (_, tag, _) in enumerate(found) if tag == "Table")
    assert [tag for _, tag, _ in found[start:]].count("THead") == 1
    texts = [text for _, tag, text in found[start:] if tag in ("TH", "TD")]
    rows = [text for index in range(1, 7) for text in (f"Place {index}", str(index))]
    assert texts == ["Place", "2024", *rows, "All", "7"]


def test_the_rows_of_a_table_in_blocks_go_on_at_the_right():
    at = places_of(build_pdf(small_document(blocks_table(8)), THEME), ["Place 1", "Place 4", "Place 5", "All"])
    left, right = at["Place 1"][0], at["Place 5"][0]
    assert right > left + 60
    assert at["Place 1"][1] == at["Place 5"][1]
    assert at["Place 4"][0] == left
    assert at["All"] == (pytest.approx(right, abs=2), at["Place 4"][1])


def test_a_table_of_more_rows_than_stand_on_a_page_is_in_one_block():
    found = structure(blocks_table(140))
    assert [text for _, tag, text in found if tag == "TH"].count("Place") == 1
    at = places_of(build_pdf(small_document(blocks_table(140)), THEME), ["Place 3", "Place 138"])
    assert at["Place 3"][0] == at["Place 138"][0]


def test_a_bar_is_not_read_and_its_figure_takes_its_column():
    with pikepdf.open(BytesIO(build_pdf(small_document(blocks_table(4)), THEME))) as pdf:
        assert [int(attribute(cell, "/ColSpan", 1)) for cell in cells_of(pdf, 1)] == [1, 2] * 5


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("28,886", ["2023", "Missing children", "Cases reported"]),
        ("5,251", ["2024", "Online", "Requests for image and video analysis"]),
        ("Cases reported", ["Indicator", "Missing children"]),
    ],
)
def test_the_title_of_a_group_heads_the_cells_of_its_rows(text, heads):
    with pikepdf.open(BytesIO(build_pdf(small_document(), THEME))) as pdf:
        texts = [text for _, tag, text in read(pdf) if tag in ("TH", "TD")]
        said = dict(zip(texts, cells_of(pdf, 0), strict=True))
        names = {bytes(cell.ID): text for text, cell in said.items() if "/ID" in cell}
        assert [names[bytes(each)] for each in attribute(said[text], "/Headers")] == heads


def test_a_trend_is_a_figure_in_its_cell_that_tells_its_values():
    with pikepdf.open(BytesIO(build_pdf(small_document(trends_table()), THEME))) as pdf:
        figures = [each for cell in cells_of(pdf, 1) for each in elements(cell) if each.S == "/Figure"]
        assert [str(each.Alt) for each in figures] == [
            "2020 300; 2021 no number; 2022 350; 2023 320",
            "2020 300; 2021 no number; 2022 350; 2023 320; series break before 2023",
        ]
