"""Filling pages: what stays together, what may be split, how much space is between."""

from dataclasses import dataclass

import pytest

from reportgen.builders.pdf.boxes import Stack, TextBox
from reportgen.builders.pdf.pages import Item, NewPage, Page, fill_pages
from reportgen.builders.pdf.structure import LAYOUT
from reportgen.builders.pdf.text import Line
from reportgen.errors import BuildError

HEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Block:
    """Something that cannot be split."""

    height: float

    def split(self, room, *, least):
        return None


def block(height: float, **more) -> Item:
    return Item(Block(height), **more)


def text(lines: int, **more) -> Item:
    return Item(TextBox(LAYOUT, (Line((), 0.0),) * lines, 8, 10), **more)


def heading(**more) -> Item:
    return block(10, keeps_next=True, **more)


def heights(*flow: Item | NewPage) -> list[list[float]]:
    return [[placed.item.box.height for placed in page.placed] for page in fill_pages(flow, HEIGHT)]


def downs(*flow: Item) -> list[list[float]]:
    return [[placed.down for placed in page.placed] for page in fill_pages(flow, HEIGHT)]


def test_blocks_follow_each_other_until_a_page_is_full():
    assert heights(block(40), block(40), block(40)) == [[40, 40], [40]]


def test_the_larger_of_two_spaces_counts():
    assert downs(block(10, after=8), block(10, before=20)) == [[0, 30]]


def test_there_is_no_space_at_the_top_of_a_page():
    assert downs(block(95), block(10, before=20)) == [[0], [0]]


def test_below_a_heading_only_its_own_space_counts():
    assert downs(heading(after=4), block(10, before=20)) == [[0, 14]]


def test_below_a_topic_the_larger_space_counts_and_it_does_not_end_a_page():
    topic = block(10, after=4, keeps_next=True, is_open=True)
    assert downs(topic, block(10, before=20)) == [[0, 30]]
    assert heights(block(80), topic, block(30)) == [[80], [10, 30]]


def test_small_print_stays_close_to_what_it_belongs_to():
    first, second = (block(10, before=5, after=8, pulls_up=True, between=1) for _ in range(2))
    assert downs(block(10, after=20), first, second) == [[0, 15, 26]]


def test_a_paragraph_is_split_without_widow_lines():
    assert heights(block(50), text(6)) == [[50, 40], [20]]


def test_three_lines_are_not_split_into_two_and_one():
    assert heights(block(80), text(3)) == [[80], [30]]


def test_a_heading_takes_three_lines_along():
    assert heights(block(60), heading(), text(6)) == [[60, 10, 30], [30]]
    assert heights(block(65), heading(), text(6)) == [[65], [10, 60]]


def test_a_heading_over_a_short_paragraph_takes_the_next_block_along():
    assert heights(block(50), heading(), text(2), block(30)) == [[50], [10, 20, 30]]


def test_a_new_page_begins_where_asked_but_never_twice():
    assert heights(block(10), NewPage(), NewPage(), block(20), NewPage()) == [[10], [20]]


def test_a_long_text_runs_over_several_pages():
    assert heights(text(25)) == [[100], [100], [50]]


def test_a_block_higher_than_a_page_is_named():
    with pytest.raises(BuildError, match="figure `x` is 120 points high, the page has 100"):
        heights(block(120, where="figure `x`"))


def test_a_stack_that_may_split_does_so_in_its_long_part():
    stack = Stack(((0, Block(20)), (5, TextBox(LAYOUT, (Line((), 0.0),) * 20, 8, 10)), (5, Block(10))), may_split=True)
    assert heights(Item(stack)) == [[95], [100], [45]]


def test_notes_that_do_not_fit_take_lines_along():
    stack = Stack(((0, TextBox(LAYOUT, (Line((), 0.0),) * 9, 8, 10)), (5, Block(20))), may_split=True)
    assert heights(Item(stack)) == [[70], [45]]


def test_an_empty_document_has_one_page():
    assert fill_pages((), HEIGHT) == (Page(),)
