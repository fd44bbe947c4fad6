"""Keep the pages of Word in step with those of the PDF, so that one number is right in both.

Word lays the document out anew when it is opened. It does so by the same rules, from the same heights, but for what is
known here: it has no words over the later parts of a table, lets two lines stand below a heading, and may be off by a
few points on each page. So the document is laid out that way, too, once a little tighter and once a little looser.
Where that would change a page number, a page begins on purpose: in Word only, or in print, too, if print has put on a
page what may not fit there in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import WIDOW, Stack
from reportgen.builders.pdf.grid import Grid
from reportgen.builders.pdf.pages import Item, NewPage, chunks, fill_pages
from reportgen.builders.pdf.small_print import SmallPrint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.pages import Page
    from reportgen.theme import Page as Sheet

SLACK = 5.0
"""How far what stands on a page may be off in Word, in points: twice what was measured."""
MOST_STEPS = 60
"""Each step settles one page; documents need few or none."""

Flow = tuple["Item | NewPage", ...]


@dataclass(frozen=True, slots=True)
class InStep:
    """The pages of a PDF, and what Word has to do for the same ones."""

    pages: tuple[Page, ...]
    in_word: tuple[Page, ...]
    """The pages as Word will have them."""
    starts: frozenset[int]
    """Indexes of the blocks with which Word begins a page on purpose."""
    is_settled: bool
    """Whether every page number is the same in both; else nobody knows those of Word."""


def in_step(flows: Sequence[Flow], *, first: Flow, sheet: Sheet, anchors: Collection[str]) -> InStep:
    """Return the blocks of a document on the pages of print and of Word; the pages of `anchors` are the same in both.

    `first` is what stands before all blocks.
    """
    return _Stepper(flows, first, sheet, frozenset(anchors)).settled()


def numbers(pages: Sequence[Page]) -> dict[str, int]:
    """Return the page of each anchor, counted from 1."""
    return {
        anchor: number
        for number, page in enumerate(pages, start=1)
        for placed in page.placed
        for anchor in placed.item.anchors
    }


class _Stepper:
    """Lays a document out for print and for Word, until both have the same page numbers."""

    def __init__(self, flows: Sequence[Flow], first: Flow, sheet: Sheet, anchors: frozenset[str]) -> None:
        self._flows = [tuple(_named(item, block) for item in flow) for block, flow in enumerate(flows)]
        self._word_flows = [tuple(map(_as_in_word, flow)) for flow in self._flows]
        self._first = first
        self._sheet = sheet
        self._anchors = anchors
        self._in_both: set[int] = set()
        self._in_word: set[int] = set()

    def settled(self) -> InStep:
        """Return the pages as soon as nothing is out of step."""
        for _ in range(MOST_STEPS):
            pages = self._fill(self._flows, self._in_both)
            words = [self._fill_word(slack) for slack in (0.0, -SLACK, SLACK)]
            starts = frozenset(self._in_both | self._in_word)
            wrong = self._first_wrong(numbers(pages), [numbers(each) for each in words])
            if not wrong:
                starts |= self._with_long_chains(pages)
                return InStep(pages, words[0], starts, is_settled=True)
            if not self._begin_page(wrong, _begun(pages), [_begun(each) for each in words]):
                break
        return InStep(pages, words[0], starts, is_settled=False)

    def _first_wrong(self, ours: Mapping[str, int], words: Sequence[Mapping[str, int]]) -> range:
        """Return the first block whose page Word may not have, with those before it that print none; else nothing."""
        blocks = self._anchored()
        last = -1
        for anchor, page in ours.items():
            if anchor in self._anchors:
                if any(each[anchor] != page for each in words):
                    return range(min(last + 1, blocks[anchor]), blocks[anchor] + 1)
                last = blocks[anchor]
        return range(0)

    def _begin_page(self, wrong: range, ours: Mapping[int, int], words: Sequence[Mapping[int, int]]) -> bool:
        """Begin a page with the first of the blocks that Word may have on another; return whether that was possible."""
        heads = self._heads()
        for block in wrong:
            others = [each[block] for each in words if block in ours and each[block] != ours[block]]
            starts = self._in_both if others and max(others) > ours[block] else self._in_word
            head = heads.get(block)
            if others and head is not None and head not in starts | self._in_both:
                starts.add(head)
                return True
        return False

    def _with_long_chains(self, pages: Sequence[Page]) -> set[int]:
        """Return the blocks that lead to a table over several pages and begin a page.

        Word leaves some of what has to stay together behind, where it is more than a page with all of the table.
        """
        begun = {id(page.placed[0].item) for page in pages if page.placed}
        blocks = self._blocks()
        return {
            blocks[id(chunk[0])]
            for chunk in self._chunks()
            if len(chunk) > 1 and id(chunk[0]) in begun & blocks.keys() and _is_loose(chunk[-1])
        }

    def _anchored(self) -> dict[str, int]:
        """Return the block of each anchor."""
        return {
            anchor: block for block, flow in enumerate(self._flows) for item in _items(flow) for anchor in item.anchors
        }

    def _heads(self) -> dict[int, int]:
        """Return for each block the one with which a page begins if it does: what leads to it.

        None can where that is inside of a block.
        """
        firsts = self._blocks()
        heads: dict[int, int] = {}
        for chunk in self._chunks():
            if id(chunk[0]) in firsts:
                for item in chunk:
                    heads.setdefault(_block(item), firsts[id(chunk[0])])
        return heads

    def _blocks(self) -> dict[int, int]:
        """Return the blocks by the items that they begin with."""
        return {id(item): block for block, flow in enumerate(self._flows) for item in flow[:1]}

    def _chunks(self) -> Iterator[Sequence[Item]]:
        """Yield the items of print that have to begin on one page."""
        for chunk in chunks(item for flow in self._flows for item in flow):
            if not isinstance(chunk, NewPage):
                yield chunk

    def _fill_word(self, slack: float) -> tuple[Page, ...]:
        return self._fill(self._word_flows, self._in_both | self._in_word, slack=slack, least=WIDOW)

    def _fill(self, flows: Sequence[Flow], starts: set[int], **rules: float) -> tuple[Page, ...]:
        items = (*self._first, *_started(flows, starts))
        height, turned = self._sheet.content_height, self._sheet.turned.content_height
        return fill_pages(items, height, turned_height=turned, **rules)  # type: ignore[arg-type]


def _is_loose(item: Item) -> bool:
    return isinstance(item.box, Stack) and item.box.is_loose


def _started(flows: Sequence[Flow], starts: set[int]) -> Iterator[Item | NewPage]:
    for index, flow in enumerate(flows):
        if index in starts:
            yield NewPage()
        yield from flow


def _begun(pages: Sequence[Page]) -> dict[int, int]:
    """Return the page on which each block begins."""
    begun: dict[int, int] = {}
    for number, page in enumerate(pages, start=1):
        for placed in page.placed:
            if placed.item.block is not None:
                begun.setdefault(placed.item.block, number)
    return begun


def _items(flow: Flow) -> Iterator[Item]:
    return (item for item in flow if isinstance(item, Item))


def _named(item: Item | NewPage, block: int) -> Item | NewPage:
    return replace(item, block=block) if isinstance(item, Item) else item


def _block(item: Item) -> int:
    assert item.block is not None, "each item was given its block"
    return item.block


def _as_in_word(item: Item | NewPage) -> Item | NewPage:
    """Return an item as Word sets it: only tables over several pages differ."""
    if not isinstance(item, Item) or not isinstance(item.box, Stack) or not item.box.is_loose:
        return item
    parts = tuple((gap, _box_in_word(box)) for gap, box in item.box.parts)
    return replace(item, box=replace(item.box, parts=parts))


def _box_in_word(box: Box) -> Box:
    return replace(box, in_word=True) if isinstance(box, Grid | SmallPrint) else box
