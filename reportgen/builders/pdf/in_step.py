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
        self._flows = flows
        self._word_flows = [tuple(map(_as_in_word, flow)) for flow in flows]
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
            out = self._first_out_of_step(numbers(pages), [numbers(each) for each in words])
            if out is None:
                starts |= self._with_long_chains(pages)
                return InStep(pages, words[0], starts, is_settled=True)
            anchor, is_late = out
            start = self._start_of(anchor)
            known = self._in_both if is_late else self._in_word | self._in_both
            if start is None or start in known:
                break
            (self._in_both if is_late else self._in_word).add(start)
        return InStep(pages, words[0], starts, is_settled=False)

    def _first_out_of_step(
        self, print_: Mapping[str, int], words: Sequence[Mapping[str, int]]
    ) -> tuple[str, bool] | None:
        """Return the first anchor that Word may have on another page, and whether that is a later one."""
        for anchor, page in print_.items():
            if anchor in self._anchors:
                found = {each[anchor] for each in words} - {page}
                if found:
                    return anchor, max(found) > page
        return None

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

    def _start_of(self, anchor: str) -> int | None:
        """Return the block with which a page begins if this anchor does; None where that is inside of a block."""
        for chunk in self._chunks():
            if any(anchor in item.anchors for item in chunk):
                return self._blocks().get(id(chunk[0]))
        return None

    def _blocks(self) -> dict[int, int]:
        """Return the blocks by the items that they begin with."""
        return {id(item): index for index, flow in enumerate(self._flows) for item in flow[:1]}

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


def _as_in_word(item: Item | NewPage) -> Item | NewPage:
    """Return an item as Word sets it: only tables over several pages differ."""
    if not isinstance(item, Item) or not isinstance(item.box, Stack) or not item.box.is_loose:
        return item
    parts = tuple((gap, _box_in_word(box)) for gap, box in item.box.parts)
    return replace(item, box=replace(item.box, parts=parts))


def _box_in_word(box: Box) -> Box:
    return replace(box, in_word=True) if isinstance(box, Grid | SmallPrint) else box
