"""Keep the pages of Word in step with those of the PDF, so that one number is right in both.

Word lays the document out anew when it is opened. It does so by the same rules, from the same heights, but for what is
known here: it has no words over the later parts of a table, lets two lines stand below a heading, and may be off by a
few points on each page. So the document is laid out that way, too, once a little tighter and once a little looser.
Where that would change a page number, a page begins on purpose: in Word only, or in print, too, if print has put on a
page what may not fit there in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import WIDOW, Stack
from reportgen.builders.pdf.grid import Grid
from reportgen.builders.pdf.pages import Item, NewPage, chunks, fill_pages
from reportgen.builders.pdf.small_print import SmallPrint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.pages import Flow, Page, Place
    from reportgen.theme import Page as Sheet

SLACK = 5.0
"""How far what stands on a page may be off in Word, in points: twice what was measured."""
MOST_STEPS = 60
"""Each step settles one page; documents need few or none."""


@dataclass(frozen=True, slots=True)
class InStep:
    """The pages of a PDF, and what Word has to do for the same ones."""

    pages: tuple[Page, ...]
    in_word: tuple[Page, ...]
    """The pages as Word will have them."""
    starts: frozenset[Place]
    """The items with which Word begins a page on purpose."""
    is_settled: bool
    """Whether every page number is the same in both; else nobody knows those of Word."""


def in_step(
    flows: Sequence[Flow], *, first: Flow, sheet: Sheet, anchors: Collection[str], open_: Collection[int] = ()
) -> InStep:
    """Return the blocks of a document on the pages of print and of Word; the pages of `anchors` are the same in both.

    `first` is what stands before all blocks. Within the blocks `open_` every item is a paragraph of Word, so that a
    page may begin with any of them.
    """
    return _Stepper(flows, first, sheet, anchors=frozenset(anchors), open_=frozenset(open_)).settled()


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

    def __init__(
        self, flows: Sequence[Flow], first: Flow, sheet: Sheet, *, anchors: frozenset[str], open_: frozenset[int]
    ) -> None:
        self._flow = tuple(
            _placed(item, (block, at)) for block, flow in enumerate(flows) for at, item in enumerate(flow)
        )
        self._word_flow = tuple(map(_as_in_word, self._flow))
        self._first = first
        self._sheet = sheet
        self._anchors = anchors
        self._open = open_
        self._in_both: set[Place] = set()
        self._in_word: set[Place] = set()

    def settled(self) -> InStep:
        """Return the pages as soon as nothing is out of step."""
        for _ in range(MOST_STEPS):
            pages = self._fill(self._flow, self._in_both)
            words = [self._fill_word(slack) for slack in (0.0, -SLACK, SLACK)]
            starts = frozenset(self._in_both | self._in_word)
            wrong = self._first_wrong(numbers(pages), [numbers(each) for each in words])
            if not wrong:
                starts |= self._uncertain(pages)
                return InStep(pages, words[0], starts, is_settled=True)
            if not self._begin_page(wrong, _begun(pages), [_begun(each) for each in words]):
                break
        return InStep(pages, words[0], starts, is_settled=False)

    def _first_wrong(self, ours: Mapping[str, int], words: Sequence[Mapping[str, int]]) -> range:
        """Return the first block whose page Word may not have, with those before it that print none; else nothing."""
        blocks = {anchor: _place(item)[0] for item in self._items() for anchor in item.anchors}
        last = -1
        for anchor, page in ours.items():
            if anchor in self._anchors:
                if any(each[anchor] != page for each in words):
                    return range(min(last + 1, blocks[anchor]), blocks[anchor] + 1)
                last = blocks[anchor]
        return range(0)

    def _begin_page(self, wrong: range, ours: Mapping[Place, int], words: Sequence[Mapping[Place, int]]) -> bool:
        """Begin a page with the first item that Word may have on another one; return whether that was possible."""
        heads = self._heads()
        for place, page in ours.items():
            others = [each[place] for each in words if each[place] != page] if place[0] in wrong else []
            starts = self._in_both if others and max(others) > page else self._in_word
            if others and place in heads and heads[place] not in starts | self._in_both:
                starts.add(heads[place])
                return True
        return False

    def _uncertain(self, pages: Sequence[Page]) -> set[Place]:
        """Return where pages begin that other programs may begin elsewhere, though everything has room.

        What leads to a table over several pages is partly left behind where it is more than a page with all of the
        table; what stays together is not always kept so below the rest of one.
        """
        heads = {_place(chunk[0]): chunk for chunk in self._chunks() if self._may_begin(chunk[0])}
        found: set[Place] = set()
        for before, page in pairwise(pages):
            begins = heads.get(page.placed[0].item.place or (-1, -1)) if page.placed else None
            if begins and not page.placed[0].item.continues:
                is_below_rest = bool(before.placed and before.placed[0].item.continues)
                is_long = len(begins) > 1 and _is_loose(begins[-1])
                found |= {_place(begins[0])} if is_below_rest or is_long else set()
        return found

    def _heads(self) -> dict[Place, Place]:
        """Return for each item the one with which a page begins if it does: what leads to it.

        None can where that is inside of a block.
        """
        return {
            _place(item): _place(chunk[0]) for chunk in self._chunks() if self._may_begin(chunk[0]) for item in chunk
        }

    def _may_begin(self, item: Item) -> bool:
        block, at = _place(item)
        return at == 0 or block in self._open

    def _items(self) -> Iterator[Item]:
        return (item for item in self._flow if isinstance(item, Item))

    def _chunks(self) -> Iterator[Sequence[Item]]:
        """Yield the items of print that have to begin on one page."""
        for chunk in chunks(self._flow):
            if not isinstance(chunk, NewPage):
                yield chunk

    def _fill_word(self, slack: float) -> tuple[Page, ...]:
        return self._fill(self._word_flow, self._in_both | self._in_word, slack=slack, least=WIDOW)

    def _fill(self, flow: Flow, starts: set[Place], **rules: float) -> tuple[Page, ...]:
        items = (*self._first, *_started(flow, starts))
        height, turned = self._sheet.content_height, self._sheet.turned.content_height
        return fill_pages(items, height, turned_height=turned, **rules)  # type: ignore[arg-type]


def _is_loose(item: Item) -> bool:
    return isinstance(item.box, Stack) and item.box.is_loose


def _started(flow: Flow, starts: set[Place]) -> Iterator[Item | NewPage]:
    for item in flow:
        if isinstance(item, Item) and item.place in starts:
            yield NewPage()
        yield item


def _begun(pages: Sequence[Page]) -> dict[Place, int]:
    """Return the page on which each item begins, in their order."""
    begun: dict[Place, int] = {}
    for number, page in enumerate(pages, start=1):
        for placed in page.placed:
            if placed.item.place is not None:
                begun.setdefault(placed.item.place, number)
    return begun


def _placed(item: Item | NewPage, place: Place) -> Item | NewPage:
    return replace(item, place=place) if isinstance(item, Item) else item


def _place(item: Item) -> Place:
    assert item.place is not None, "each item was given its place"
    return item.place


def _as_in_word(item: Item | NewPage) -> Item | NewPage:
    """Return an item as Word sets it: only tables over several pages differ."""
    if not isinstance(item, Item) or not isinstance(item.box, Stack) or not item.box.is_loose:
        return item
    parts = tuple((gap, _box_in_word(box)) for gap, box in item.box.parts)
    return replace(item, box=replace(item.box, parts=parts))


def _box_in_word(box: Box) -> Box:
    return replace(box, in_word=True) if isinstance(box, Grid | SmallPrint) else box
