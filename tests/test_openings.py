"""What opens a section stays with its first exhibit."""

from dataclasses import replace
from pathlib import Path

from reportgen.builders.pdf.layout import lay_out_pages
from reportgen.document import Document, PageBreak, Paragraph, Text
from reportgen.document.openings import MOST_LETTERS, openings
from reportgen.numbering import number
from reportgen.template.themes import read_theme
from tests.documents import figure, heading, long_table, metadata

THEME = read_theme("default", Path("templates"))


def text(words):
    return Paragraph((Text(words),))


def a_table(anchor):
    return replace(long_table(3), anchor=anchor)


def laid_out(*blocks):
    return lay_out_pages(number(Document(metadata("Openings"), blocks)), THEME)


def test_heading_and_text_stay_with_the_first_exhibit():
    blocks = (heading(1, "One", "one"), text("Some words."), text("More."), a_table("t"), text("After."))
    assert openings(blocks) == {0, 1, 2}


def test_a_second_exhibit_and_a_lower_heading_open_nothing():
    blocks = (heading(1, "One", "one"), a_table("t"), heading(2, "Two", "two"), text("Words."), a_table("u"))
    assert openings(blocks) == {0}


def test_a_long_text_is_read_by_itself():
    blocks = (heading(1, "One", "one"), text("x" * (MOST_LETTERS + 1)), a_table("t"))
    assert not openings(blocks)


def test_a_section_without_an_exhibit_opens_with_nothing():
    blocks = (heading(1, "One", "one"), text("Words."), PageBreak(), a_table("t"))
    assert not openings(blocks)


def test_heading_and_text_go_to_the_next_page_with_an_exhibit_that_does_not_fit():
    filling = tuple(text("Words fill the page. " * 40) for _ in range(4))
    chart = replace(figure("line", "A finding"), anchor="chart")
    layout = laid_out(heading(1, "First", "first"), *filling, heading(1, "Second", "second"), text("Words."), chart)
    assert layout.page_numbers["second"] == layout.page_numbers["chart"] == 2


def test_a_table_that_may_be_split_begins_below_its_text():
    layout = laid_out(heading(1, "One", "one"), text("Words."), a_table("t"), long_table(200))
    assert layout.page_numbers["one"] == layout.page_numbers["t"] == 1
