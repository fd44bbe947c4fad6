"""Tables as they are resolved: what a PDF, a Word file and whatever else is built from them have to obey."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.document import Block, Callout, Column, Figure, NoteLine, PageBreak, Paragraph, Row, Table
from reportgen.errors import BuildError
from reportgen.exhibits.tables import Room, decimal_tail, resolve_tables, room_of, small_print_lines
from reportgen.exhibits.tables import resolve_table as resolve_parts
from reportgen.template.themes import read_theme
from tests.documents import (
    caption,
    cell,
    figure,
    grouped_table,
    heading,
    label_and_figures,
    paragraph,
    row,
    small_document,
    wide_table,
    words,
)  # fmt: skip
from tests.docx.test_sections import sections

THEME = read_theme("default", Path("templates"))
ROOM = room_of(THEME.page)


def table(*columns: tuple[str, ...], label: str = "Label", **more) -> Table:
    """A table of columns of figures, their labels before them."""
    rows = tuple(row(f"Row {index}", *texts) for index, texts in enumerate(zip(*columns, strict=True), start=1))
    head = (row(label, *(str(2020 + index) for index in range(len(columns)))),)
    values = {"rows": rows, **more}
    return Table("t", caption("Table", "Figures"), label_and_figures(len(columns)), head, **values)


def resolve_table(block: Table, theme, room):
    """The only part of a table that fits."""
    (resolved,) = resolve_parts(block, theme, room)
    return resolved


def indents(resolved, column: int = 1) -> list[float]:
    return [round(each.cells[column].indent, 2) for each in resolved.rows]


# -- decimal signs --------------------------------------------------------------------------------------------------


def test_the_decimal_signs_of_a_column_are_in_line():
    whole, half, quarter = indents(resolve_table(table(("20", "3.5", "12.25")), THEME, ROOM))
    assert quarter == 0
    assert 0 < half < whole


def test_figures_of_one_form_end_at_the_edge_of_their_column():
    assert indents(resolve_table(table(("1,234.5", "3.5", "−12.2")), THEME, ROOM)) == [0, 0, 0]


def test_a_share_is_in_line_with_shares_and_a_count_with_counts():
    count, share, all_of_it, other = indents(resolve_table(table(("1,234", "82.1%", "100%", "27")), THEME, ROOM))
    assert (count, share, other) == (0, 0, 0)
    assert all_of_it > 0


def test_rows_that_count_something_else_are_not_set_in_line():
    files, views = (Row(row(name, text).cells, unit="million") for name, text in (("Files", "2"), ("Views", "1.5")))
    rows = (row("Cases", "3,220"), files, views)
    count, whole, half = indents(resolve_table(table(("1",), rows=rows), THEME, ROOM))
    assert (count, half) == (0, 0)
    assert whole > 0


def test_what_is_no_number_ends_at_the_edge():
    assert indents(resolve_table(table(("1.5", "not published", "20")), THEME, ROOM))[:2] == [0, 0]


@pytest.mark.parametrize(
    ("text", "tail", "unit"),
    [("29,568", "", ""), ("82.1%", ".1%", "%"), ("+1.5 pp", ".5 pp", " pp"), ("more than 21.7", ".7", ""),
     ("1,500 to 2,000", "", "")],
)  # fmt: skip
def test_a_number_is_cut_at_its_decimal_sign(text, tail, unit):
    found = decimal_tail(cell(text))
    assert (found.text, found.unit) == (tail, unit)


def test_words_come_before_decimal_signs_where_the_room_is_narrow():
    def longest(label: str) -> float:
        rows = tuple(row(label, *((text,) * 6)) for text in ("1.5", "123,456", "20"))
        resolved = resolve_table(table(*(("1",),) * 6, rows=rows), THEME, ROOM)
        return max(cell.indent for each in resolved.rows for cell in each.cells)

    assert longest("A label") > 0
    assert longest("A label that takes all of the room that is there for it") == 0


def signs_in_pdf(block: Table, *texts: str) -> list[float]:
    """Where the decimal sign of each figure, or its end where it has none, stands on the page."""
    found = []
    with pypdfium2.PdfDocument(lay_out(small_document(block), THEME).bytes) as pdf:
        page = next(page.get_textpage() for page in pdf if "Figures" in page.get_textpage().get_text_bounded())
        for text in texts:
            start, _ = page.search(text, match_whole_word=True).get_next()
            whole = text.split(".")[0]
            found.append(page.get_charbox(start + len(whole) - 1)[2])
    return found


def test_a_pdf_has_the_decimal_signs_in_line():
    first, *others = signs_in_pdf(table(("27", "3.5", "12.25")), "27", "3.5", "12.25")
    assert others == pytest.approx([first] * 2, abs=0.6)  # the box of a digit is its ink


def cells_of(block: Table) -> list[list[docx.table._Cell]]:
    return [
        list(each.cells) for each in docx.Document(BytesIO(build_docx(small_document(block), THEME))).tables[-1].rows
    ]


def test_word_has_the_decimal_signs_in_line():
    block = table(("27", "3.5", "12.25"))
    indented = [each[1].paragraphs[0].paragraph_format.right_indent for each in cells_of(block)[1:]]
    wanted = indents(resolve_table(block, THEME, ROOM))
    assert [each.pt if each else 0 for each in indented] == pytest.approx(wanted, abs=0.05)


# -- figures that a spreadsheet takes -------------------------------------------------------------------------------


def test_a_figure_below_zero_in_word_has_the_minus_sign_of_a_keyboard():
    block = table(("−68", "−1,234.5", "−12.5%", "+4"), label="−1")
    assert [each[1].text for each in cells_of(block)] == ["2020", "-68", "-1,234.5", "-12.5%", "+4"]
    assert cells_of(block)[0][0].text == "−1"


def test_words_keep_their_minus_sign_in_word():
    block = table(("−1.5 pp", "between −3 and −1"))
    assert [each[1].text for each in cells_of(block)[1:]] == ["−1.5 pp", "between −3 and −1"]


# -- upright or turned ----------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 25), st.sampled_from(["9", "9,999", "99,999", "999,999"]), st.booleans())
def test_a_pdf_and_a_word_file_turn_the_same_tables(years, figure, is_total):
    block = table(*((figure, figure),) * years)
    block = replace(block, rows=(*block.rows, replace(block.rows[0], role="total" if is_total else "body")))
    made = small_document(block)
    is_turned = bool(lay_out(made, THEME).landscape)
    assert any(turned for turned, _ in sections(build_docx(made, THEME))) == is_turned
    assert resolve_parts(block, THEME, ROOM)[0].is_turned == is_turned


def carried(*blocks: Block, **more) -> list[int]:
    return sorted(resolve_tables(blocks, THEME, ROOM).on_turned, **more)


def test_a_few_lines_below_a_heading_stay_with_what_follows_in_word():
    blocks = (heading(1, "One", "one"), paragraph("Short."), paragraph("Short, too."), LONG, paragraph("Short."))
    assert resolve_tables(blocks, THEME, ROOM).kept == {1, 2}
    made = docx.Document(BytesIO(build_docx(small_document(*blocks), THEME)))
    texts = ["Short.", "Short, too.", LONG.children[0].text, "Short."]
    kept = [each.paragraph_format.keep_with_next for each in made.paragraphs if each.text in texts]
    assert kept == [True, True, None, None]


SMALL_PRINT = Paragraph(words("Small print."), "notes")
LEGEND = Callout((words("[x] not published"),), role="legend")
LONG = paragraph("A sentence that goes on for long. " * 9)


def test_a_heading_goes_along_with_a_wide_table():
    assert carried(paragraph("Before."), heading(1, "One", "one"), wide_table(), paragraph("After.")) == [1, 2]


def test_a_few_lines_below_a_heading_go_along_with_both():
    assert carried(heading(1, "One", "one"), paragraph("Short."), wide_table()) == [0, 1, 2]
    assert carried(heading(1, "One", "one"), LONG, wide_table()) == [2]
    assert carried(paragraph("Short."), wide_table()) == [1]


def test_nothing_goes_along_from_before_the_end_of_a_page():
    assert carried(heading(1, "One", "one"), PageBreak(), wide_table()) == [1, 2]


def test_small_print_and_a_legend_go_along_from_below():
    assert carried(wide_table(), SMALL_PRINT, LEGEND, SMALL_PRINT, paragraph("After.")) == [0, 1, 2, 3]
    assert carried(wide_table(), Callout((words("A box."),)), SMALL_PRINT) == [0]


def pages_of(*blocks: Block) -> list[str]:
    with pypdfium2.PdfDocument(lay_out(small_document(*blocks), THEME).bytes) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_what_goes_along_stands_on_the_turned_page_in_both_formats():
    blocks = (paragraph("Before."), heading(1, "A series", "one"), paragraph("Short."), wide_table(), SMALL_PRINT)
    before, turned, _ = pages_of(*blocks)
    assert all(said in turned and said not in before for said in ("A series", "Short.", "Small print."))
    body = docx.Document(BytesIO(build_docx(small_document(*blocks), THEME))).element.body
    first, second = [each for each in body.iterchildren() if each.xpath("./w:pPr/w:sectPr")]
    assert first.getnext().xpath("string()") == "A series"
    assert second.xpath("string()") == "Small print."


# -- refused --------------------------------------------------------------------------------------------------------


def test_a_row_without_all_columns_is_refused():
    block = table(("1", "2"))
    short = replace(block, rows=(*block.rows, Row((cell("Row"),))))
    for build in (lay_out, build_docx):
        with pytest.raises(BuildError, match="expected 2 columns in row 4, found 1"):
            build(small_document(short), THEME)


# -- pages ----------------------------------------------------------------------------------------------------------


def ends(*roles: str) -> str:
    """`|` below each row below which a page may end."""
    rows = tuple(row("Row" if role != "group" else "Group", "1", role=role) for role in roles)
    resolved = resolve_table(table(("1",), rows=rows), THEME, ROOM)
    return "".join(role[0] + "|" * each.may_end for role, each in zip(roles, resolved.rows, strict=True))


def test_a_page_ends_neither_near_the_ends_of_a_table_nor_below_a_group_nor_above_a_total():
    assert ends(*["body"] * 8) == "bbb|b|b|bbb"
    assert ends(*["body"] * 4, "group", *["body"] * 3, "total") == "bbb|b|gb|bbt"
    assert ends(*["body"] * 5, "total", *["body"] * 4) == "bbb|b|bt|b|bbb"


def test_thirty_rows_stand_on_one_page():
    assert resolve_table(table(("1",) * 30), THEME, ROOM).is_kept
    assert not resolve_table(table(("1",) * 31), THEME, ROOM).is_kept


# -- small print ----------------------------------------------------------------------------------------------------


def lines(*notes: str, width: float = 480) -> list[int]:
    """How many notes stand on each line."""
    block: Figure = replace(figure("line", "A line"), notes=tuple(NoteLine(None, words(each)) for each in notes),
                            source=words("Source: reports."))  # fmt: skip
    return [len(line) for line in small_print_lines(block, THEME, width=width)]


def test_short_notes_share_a_line():
    assert lines("One.", "Two.", "Three.") == [4]
    assert lines("One.", "A note that goes on for long. " * 8, "Two.") == [1, 1, 2]
    assert lines("One.", "Two.", width=40) == [1, 1, 1]


def test_a_narrow_room_of_a_word_template_follows_the_same_rule():
    block = table(*(("99,999",),) * 13)
    assert not resolve_table(block, THEME, ROOM).is_turned
    assert resolve_table(block, THEME, Room(360, 560, 360, stretch=1.12)).is_turned


# -- blocks ---------------------------------------------------------------------------------------------------------


def bars_table(count: int, *, name: str = "Place", blocks: int = 2, columns: int = 1) -> Table:
    """Rows with figures and a bar after the first of them."""
    bars = (Column("left", is_row_header=True), Column(), Column("left", holds="bars"), *(Column(),) * (columns - 1))
    more = ("12,345",) * (columns - 1)
    rows = tuple(row(f"{name} {index}", "1,234", "", *more) for index in range(count))
    return Table("t", caption("Table", "Figures"), bars, (row("Place", "2024", "", *more),), rows, blocks=blocks)


@pytest.mark.parametrize(("count", "blocks"), [(56, (28, 28)), (57, (29, 28)), (4, (2, 2)), (1, (1,))])
def test_rows_go_on_in_the_next_block(count, blocks):
    resolved = resolve_table(bars_table(count), THEME, ROOM)
    assert tuple(map(len, resolved.blocks)) == blocks
    assert all(block[-1].rule == "edge" for block in resolved.blocks)


def test_blocks_and_the_room_between_them_fill_the_page():
    assert resolve_table(bars_table(10), THEME, ROOM).width == pytest.approx(ROOM.upright)


def test_bars_are_left_out_where_only_they_have_no_room():
    with_bars, without = (resolve_table(bars_table(9, columns=each), THEME, ROOM) for each in (3, 7))
    assert [column.holds for column in with_bars.table.columns] == ["words", "words", "bars", "words", "words"]
    assert len(without.blocks) == 2
    assert {column.holds for column in without.table.columns} == {"words"}


def test_fewer_blocks_stand_where_more_have_no_room():
    found = [len(resolve_table(bars_table(12, blocks=3, columns=each), THEME, ROOM).blocks) for each in (1, 5, 9)]
    assert found == [3, 2, 1]


@pytest.mark.parametrize("block", [replace(grouped_table(), blocks=2), bars_table(61)])
def test_groups_and_more_rows_than_stand_on_a_page_are_in_one_block(block):
    assert len(resolve_table(block, THEME, ROOM).blocks) == 1


def test_blocks_of_long_names_that_would_be_higher_than_a_page_are_one():
    resolved = resolve_table(bars_table(58, name="A place with a name of many words " * 3), THEME, ROOM)
    assert len(resolved.blocks) == 1


# -- as wide as it has to be ----------------------------------------------------------------------------------------


def test_a_table_is_no_wider_than_it_has_to_be_and_its_notes_take_all_the_room():
    notes = (NoteLine(None, words("A note of some length. " * 4)), NoteLine(None, words("And another.")))
    resolved = resolve_table(table(("1", "2"), notes=notes), THEME, ROOM)
    assert resolved.width < ROOM.upright / 2
    assert len(resolved.small_print) == 1


@pytest.mark.parametrize(("length", "tightness"), [(30, "wide"), (36, "close"), (45, "wide")])
def test_columns_are_closer_where_fewer_lines_break_so(length, tightness):
    label = ("A label of words that may break " * 2)[:length].strip()
    rows = (row(f"{label}s", *("123,456,789",) * 6),)
    block = Table("t", caption("Table", "Figures"), label_and_figures(6), (row("", *"123456"),), rows)
    assert resolve_table(block, THEME, ROOM).fit.tightness == tightness
