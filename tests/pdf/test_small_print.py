"""The small print of a table that runs over pages."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen.builders.pdf import build_pdf, lay_out
from reportgen.builders.pdf.boxes import TextBox
from reportgen.builders.pdf.small_print import SmallPrint
from reportgen.builders.pdf.structure import LAYOUT
from reportgen.builders.pdf.text import Line
from reportgen.document import NoteLine, Table
from reportgen.template.themes import read_theme
from tests.documents import long_table, small_document, words
from tests.pdf.test_structure import read

THEME = read_theme("default", Path("templates"))
LEADING = 10.0


def text(lines: int) -> TextBox:
    return TextBox(LAYOUT, (Line((), 0.0),) * lines, 8, LEADING)


def small_print(*lines: int) -> SmallPrint:
    """Notes of so many lines, without gaps."""
    return SmallPrint(tuple((0.0, text(count)) for count in lines), text(1), 4.0)


def cut(notes: SmallPrint, *, room: int) -> tuple[list[int], list[int]] | None:
    """Lines of each note before and after the end of a page on which so many lines have room."""
    halves = notes.split(room * LEADING, least=1)
    if halves is None:
        return None
    first, rest = ([len(box.lines) for _, box in half.notes] for half in halves)
    return first, rest


def test_a_page_ends_between_two_notes():
    assert cut(small_print(*[1] * 20), room=12) == ([1] * 12, [1] * 8)
    assert cut(small_print(*[2] * 10), room=7) == ([2] * 3, [2] * 7)


@pytest.mark.parametrize("room", [0, 1, 2])
def test_fewer_than_three_lines_do_not_stand_alone_below_the_rows(room):
    assert cut(small_print(*[1] * 20), room=room) is None


def test_fewer_than_three_lines_do_not_begin_a_page():
    assert cut(small_print(*[1] * 20), room=19) == ([1] * 17, [1] * 3)
    assert cut(small_print(*[1] * 18, 2), room=19) == ([1] * 17, [1, 2])


def test_a_few_notes_are_kept_together():
    assert cut(small_print(*[1] * 7), room=4) is None


def test_only_a_long_note_is_cut():
    assert cut(small_print(1, 1, 5, 1, 1, 1), room=5) is None
    assert cut(small_print(1, 1, 6, 1, 1, 1), room=5) == ([1, 1, 3], [3, 1, 1, 1])


def test_notes_on_a_later_page_say_whose_they_are():
    first, rest = small_print(*[1] * 20).split(100, least=1)
    assert (first.height, first.is_later) == (100, False)
    assert (rest.height, rest.is_later) == (100 + LEADING + 4, True)


# -- in a document --------------------------------------------------------------------------------------------------


def noted_table(rows: int, notes: int) -> Table:
    lines = (NoteLine(None, words(f"What note {index} says. " * 5)) for index in range(1, notes + 1))
    return replace(long_table(rows), notes=tuple(lines))


def texts(raw: bytes) -> list[str]:
    with pypdfium2.PdfDocument(raw) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_rows_stay_where_they_are_though_the_notes_below_them_do_not_fit():
    pages = texts(build_pdf(small_document(noted_table(40, 50)), THEME))
    last_row, first_note, last_note = (
        next(index for index, page in enumerate(pages) if said in page)
        for said in ("Entry 40 ", "What note 1 says", "What note 50 says")
    )
    assert last_row == first_note == last_note - 1
    assert pages[last_note].startswith("Table 2, continued")


def test_a_table_ends_where_its_last_row_stands():
    result = lay_out(small_document(noted_table(40, 50)), THEME)
    pages = texts(result.bytes)
    (end,) = (number for number, page in enumerate(pages, start=1) if "Entry 40 " in page)
    assert result.last_pages == {"table-long": end}


def test_notes_over_two_pages_are_read_in_order_and_once():
    with pikepdf.open(BytesIO(build_pdf(small_document(noted_table(40, 50)), THEME))) as pdf:
        found = [text.split(" says")[0] for _, tag, text in read(pdf) if tag == "P" and text.startswith("What note")]
    assert found == [f"What note {index}" for index in range(1, 51)]


def test_a_subtitle_is_printed_below_a_caption_that_is_one_run_of_text():
    appendix = read_theme("appendix", Path("templates"))
    table = replace(long_table(3), caption=replace(long_table(3).caption, subtitle=words("Where, number, when")))
    pages = texts(build_pdf(small_document(table), appendix))
    assert appendix.exhibits.run_in
    assert any("Where, number, when" in page for page in pages)
