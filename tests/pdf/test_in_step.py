"""Word has the page numbers of the PDF: where its pages would end elsewhere, one begins on purpose."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.builders import Surroundings
from reportgen.builders.docx import build as build_word
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.builders.pdf.boxes import Stack, TextBox
from reportgen.builders.pdf.in_step import SLACK, in_step, numbers
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.small_print import SmallPrint
from reportgen.builders.pdf.structure import LAYOUT
from reportgen.builders.pdf.text import Line
from reportgen.document import List, ListItem, PageBreak, TableOfContents
from reportgen.template.themes import read_theme
from tests.documents import heading, long_table, paragraph, small_document, words
from tests.docx.reading import W, part

THEME = read_theme("default", Path("templates"))
LEADING = 10.0
LINES = 20
"""On a page of these tests."""
SHEET = replace(THEME.page, top=0, bottom=0, height=LINES * LEADING)


def text(lines: int) -> TextBox:
    return TextBox(LAYOUT, (Line((), 0.0),) * lines, 8, LEADING, widow=lines)


def whole(anchor: str, lines: float, **rules) -> tuple[Item, ...]:
    """A block that no page ends inside of."""
    return (Item(TextBox(LAYOUT, (Line((), 0.0),), 8, lines * LEADING), anchors=(anchor,), **rules),)


def table(anchor: str, notes: int) -> tuple[Item, ...]:
    """A table of which only the small print is left, with words of one line over a later part."""
    small = SmallPrint(((0.0, text(1)),) * notes, text(1), 0.0)
    return (Item(Stack(((0.0, small),), may_split=True, is_loose=True), anchors=(anchor,)),)


def stepped(*flows, open_=()):
    anchors = {item.anchors[0] for flow in flows for item in flow}
    found = in_step(flows, first=(), sheet=SHEET, anchors=anchors, open_=open_)
    return found, numbers(found.pages)


def test_pages_that_agree_need_nothing():
    found, pages = stepped(whole("a", 12), whole("b", 12), whole("c", 3))
    assert pages == {"a": 1, "b": 2, "c": 2}
    assert (found.starts, found.is_settled) == (frozenset(), True)


def test_what_fits_below_the_rest_of_a_table_in_word_only_begins_a_page_there():
    found, pages = stepped(table("a", 32), whole("b", 8))  # 12 lines and the words over them leave 7
    assert pages == {"a": 1, "b": 3}
    assert (found.starts, found.is_settled) == ({(1, 0)}, True)
    assert numbers(found.in_word) == pages


def test_what_only_just_fits_in_print_begins_a_page_in_both():
    found, pages = stepped(whole("a", 12), whole("b", 8 - SLACK / LEADING / 2))
    assert pages == {"a": 1, "b": 2}
    assert (found.starts, found.is_settled) == ({(1, 0)}, True)


def test_what_only_just_does_not_fit_in_print_begins_a_page_in_word():
    found, pages = stepped(whole("a", 12), whole("b", 8 + SLACK / LEADING / 2))
    assert pages == {"a": 1, "b": 2}
    assert found.starts == {(1, 0)}


def test_a_page_begins_with_the_heading_of_what_has_to():
    found, pages = stepped(table("a", 32), whole("head", 1, keeps_next=True), whole("b", 7))
    assert pages == {"a": 1, "head": 3, "b": 3}
    assert found.starts == {(1, 0)}


def test_a_block_as_high_as_a_page_has_one():
    found, pages = stepped(whole("a", 1), whole("b", LINES), whole("c", 1))
    assert pages == {"a": 1, "b": 2, "c": 3}
    assert found.is_settled


def test_nobody_knows_the_pages_of_word_where_none_can_begin():
    inside = (*whole("b", 1), *whole("c", 7))
    found, _ = stepped(table("a", 32), inside)
    assert not found.is_settled


def test_a_page_may_begin_within_a_list():
    inside = (*whole("b", 1), *whole("c", 7))
    found, pages = stepped(table("a", 32), inside, open_={1})
    assert pages == {"a": 1, "b": 2, "c": 3}
    assert (found.starts, found.is_settled) == ({(1, 1)}, True)


def test_what_does_not_fit_below_the_rest_of_a_table_begins_its_page_in_word():
    found, pages = stepped(table("a", 32), whole("b", 12))
    assert pages == {"a": 1, "b": 3}
    assert found.starts == {(1, 0)}


def test_what_leads_to_a_table_over_several_pages_begins_its_page_in_word():
    found, pages = stepped(whole("a", 19), whole("head", 2, keeps_next=True), table("b", 30))
    assert pages["head"] == pages["b"] == 2
    assert found.starts == {(1, 0)}


# -- in a document --------------------------------------------------------------------------------------------------


def contents_of(*blocks):
    return small_document(TableOfContents(words("Contents"), 2), PageBreak(), *blocks)


def test_a_heading_does_not_stand_alone_before_a_table_as_high_as_a_page():
    for rows in range(20, 40):
        result = lay_out(contents_of(heading(1, "One", "one"), paragraph("Said. " * 40), long_table(rows)), THEME)
        assert result.pages["one"] == result.pages["table-long"]


def test_the_first_page_of_a_table_has_room_for_the_line_that_word_has_there():
    line = THEME.styles.exhibit_subtitle
    for lead in range(0, 30, 2):
        layout = lay_out(small_document(*[paragraph("Said.")] * lead, long_table(60)), THEME).layout
        first = next(page for page in layout.pages if any("table-long" in each.item.anchors for each in page.placed))
        last = first.placed[-1]
        assert last.down + last.item.box.height <= THEME.page.content_height - line.leading - line.after


def test_word_begins_a_page_with_a_block_that_has_to():
    document = contents_of(heading(1, "One", "one"), paragraph("Said."), heading(1, "Two", "two"))
    index = [getattr(block, "anchor", "") for block in document.blocks].index("two")
    raw = build_docx(document, THEME, page_numbers={"one": 2, "two": 3}, page_starts=frozenset({(index, 0)}))
    begun = [each for each in part(raw).iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(each.itertext()) for each in begun][-1] == "Two"
    assert begun[-1].find(f"{W}pPr/{W}spacing").get(f"{W}before") == "0"


def test_word_begins_a_page_within_a_list():
    listed = List(tuple(ListItem((paragraph(text),)) for text in ("First", "Second", "Third")))
    document = small_document(listed)
    place = document.blocks.index(listed)
    raw = build_docx(document, THEME, page_numbers={"one": 2}, page_starts=frozenset({(place, 1)}))
    begun = [each for each in part(raw).iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(each.itertext()) for each in begun] == ["Second"]


@pytest.mark.parametrize("is_in_step", [True, False])
def test_a_page_that_nobody_knows_is_left_to_word_and_said(is_in_step):
    document = contents_of(heading(1, "One", "one"), paragraph("Said."))
    laid_out = lay_out(document, THEME)
    layout = laid_out.layout
    step = replace(layout.in_word, is_settled=is_in_step)
    result = replace(laid_out, layout=replace(layout, in_word=step))
    told = []
    raw = build_word(document, THEME, Surroundings(pages=lambda: result, tell=told.append))
    listed = ["".join(each.itertext()) for each in part(raw).iter(f"{W}p")]
    entry = next(each for each in listed if each.startswith("One") and "PAGEREF" in each)
    assert entry.endswith(" 3") == is_in_step
    assert bool(told) == (not is_in_step)
    assert all("without page numbers" in note for note in told)
