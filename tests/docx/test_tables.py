"""Tables in a Word file: bars, trends, and blocks side by side."""

import pytest

from tests.documents import blocks_table, trends_table
from tests.docx.reading import WP, W, build, paragraphs, part, text

NAMES = {"w": W.strip("{}")}


def rows(raw):
    """The cells of each row of the only table."""
    return [row.findall(f"{W}tc") for row in part(raw).iter(f"{W}tr")]


def style_of(cell):
    return cell.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val")


def bar_length(cell):
    """The width of a cell without the indent at the right of its paragraph, in points."""
    indent = cell.find(f"{W}p/{W}pPr/{W}ind")
    width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
    return (width - (0 if indent is None else int(indent.get(f"{W}right")))) / 20


def test_blocks_are_columns_of_one_table_with_an_empty_one_between_them():
    found = [[text(cell) for cell in row] for row in rows(build(blocks_table(6)))]
    assert found == [
        ["Place", "2024", "", "", "Place", "2024", ""],
        ["Place 1", "1", "", "", "Place 4", "4", ""],
        ["Place 2", "2", "", "", "Place 5", "5", ""],
        ["Place 3", "3", "", "", "All", "6", ""],
    ]


def test_where_the_last_block_is_shorter_its_cells_are_one_empty_cell_without_rules():
    *_, last = rows(build(blocks_table(5)))
    assert [text(cell) for cell in last] == ["Place 3", "3", "", "", ""]
    assert last[-1].find(f"{W}tcPr/{W}gridSpan").get(f"{W}val") == "3"
    assert {side.get(f"{W}val") for side in last[-1].find(f"{W}tcPr/{W}tcBorders")} == {"nil"}


def test_only_the_head_of_blocks_is_repeated_on_another_page():
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in part(build(blocks_table(6))).iter(f"{W}tr")]
    assert heads == [True, False, False, False]


def test_a_bar_is_the_shade_of_an_empty_line():
    raw = build(blocks_table(6))
    _, first, second, third = rows(raw)
    assert [style_of(row[2]) for row in (first, second, third)] == ["TableBarDense"] * 3
    assert [bar_length(row[2]) for row in (first, second, third)] == pytest.approx([34 / 6, 34 / 3, 17], abs=0.1)
    assert style_of(third[6]) == "TableTextDense"
    (shade,) = part(raw, "word/styles.xml").xpath("//*[@w:styleId='TableBarDense']//w:shd/@w:fill", namespaces=NAMES)
    assert shade == "7398BF"


def test_a_trend_is_a_picture_that_tells_its_values():
    told = [each.get("descr") for each in part(build(trends_table())).iter(f"{WP}docPr")]
    assert told == [
        "2020 300; 2021 no number; 2022 350; 2023 320",
        "2020 300; 2021 no number; 2022 350; 2023 320; series break before 2023",
    ]


def test_the_row_that_the_document_is_about_has_a_style_of_its_own():
    styles = {said: style for style, said in paragraphs(build(blocks_table(6)))}
    assert (styles["Place 2"], styles["2"]) == ("TableOwnDense", "TableOwnFigureDense")
