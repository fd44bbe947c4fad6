"""Fill pages with boxes: what may be split, what stays together, where a new page begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import Stack, TextBox
from reportgen.errors import BuildError
from reportgen.exhibits.tables.sides import LEAST_BELOW_HEADING
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.builders.pdf.boxes import Box


Place = tuple[int, int]
"""Indexes of a block in its document and of an item in its block."""


@frozen
class Item:
    """A box in the flow of the document, with the space around it.

    Of two spaces that meet, the larger counts; below a heading only its own does.
    """

    box: Box
    before: float = 0
    after: float = 0
    keeps_next: bool = False
    """Whether the next item has to begin on the same page, as far below as this one says."""
    stays_with_next: bool = False
    """The same without a word on the space between, for what is no heading."""
    is_open: bool = False
    """Whether the larger of two spaces counts below it, though the next item has to begin on its page."""
    pulls_up: bool = False
    """Whether it belongs to what stands above it, as small print does: only its own space counts."""
    between: float = 0
    """Space to the next item when both pull up."""
    anchors: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    """Anchors of the item of which this is a later part."""
    is_turned: bool = False
    """Whether it needs a page that lies on its long side."""
    where: str = ""
    """What to call it in a message."""
    place: Place | None = None
    """Which it is among the items of which block, where that matters."""


@frozen
class NewPage:
    """What follows begins on a new page."""


Flow = tuple[Item | NewPage, ...]
"""What a block is made of."""


@frozen
class Placed:
    """An item at its place: so far below the top of the page's content."""

    item: Item
    down: float


@frozen
class Page:
    """What stands on a page, from top to bottom."""

    placed: tuple[Placed, ...] = ()
    is_turned: bool = False
    """Whether it lies on its long side."""


def fill_pages(
    flow: Iterable[Item | NewPage],
    height: float,
    *,
    turned_height: float = 0,
    slack: float = 0,
    least: int = LEAST_BELOW_HEADING,
) -> tuple[Page, ...]:
    """Return the pages, at least one; `turned_height` is that of the contents of a page that lies on its long side.

    Nothing is placed in the last `slack` points of a page, or further below it where that is negative, unless it stands
    there alone. Of what is split, `least` lines stay below a heading.

    Raises BuildError when something that cannot be split is higher than its page.
    """
    filler = _Filler(height, turned_height, slack=slack, least=least)
    for chunk in chunks(flow):
        if isinstance(chunk, NewPage):
            filler.break_page()
        else:
            filler.place(chunk)
    return filler.finish()


def chunks(flow: Iterable[Item | NewPage]) -> Iterator[Sequence[Item] | NewPage]:
    """Yield items together with those that have to begin on their page."""
    chunk: list[Item] = []
    for item in flow:
        if isinstance(item, NewPage):
            if chunk:
                yield chunk
            yield item
            chunk = []
            continue
        if chunk and item.is_turned != chunk[-1].is_turned:
            # what has to stay together was given pages that lie alike
            yield chunk
            chunk = []
        chunk.append(item)
        if not (item.keeps_next or item.stays_with_next) and not _too_short(chunk):
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _too_short(chunk: Sequence[Item]) -> bool:
    """Return whether fewer lines follow the heading in the chunk than have to."""
    following = [item.box for item in chunk if not item.keeps_next]
    if len(following) == len(chunk):
        return False
    lines = sum(len(box.lines) if isinstance(box, TextBox) else LEAST_BELOW_HEADING for box in following)
    return lines < LEAST_BELOW_HEADING


class _Filler:
    """Pages being filled, from top to bottom."""

    def __init__(self, height: float, turned_height: float, *, slack: float, least: int) -> None:
        self._heights = {False: height, True: turned_height}
        self._slack = slack
        self._least = least
        self._is_turned = False
        self._pages: list[Page] = []
        self._placed: list[Placed] = []
        self._down = 0.0
        self._above: Item | None = None

    def place(self, chunk: Sequence[Item]) -> None:
        """Place a chunk here, or split its last item, or begin a new page with it."""
        if not self._may_stand_here(chunk):
            self.break_page()
            self._is_turned = not self._is_turned
        if fits_in(self._reach(chunk), self._height):
            self._put(chunk)
            return
        *lead, last = chunk
        room = self._height - (self._reach(chunk) - last.box.height)
        parts = last.box.split(room, least=self._least if lead else 1) if room > 0 else None
        if parts:
            self._put([*lead, replace(last, box=parts[0])])
            self.break_page()
            later = last.anchors or last.continues
            self.place([replace(last, box=parts[1], before=0, anchors=(), continues=later)])
        elif self._placed:
            self.break_page()
            self.place(chunk)
        elif lead and isinstance(last.box, Stack) and last.box.is_loose and not last.box.may_split:
            self.place([*lead, replace(last, box=replace(last.box, may_split=True))])
        elif lead:
            self._put(lead)
            self.place([last])
        elif fits_in(last.box.height, self._heights[self._is_turned]):
            self._put([last])
        else:
            page = self._heights[self._is_turned]
            raise BuildError(
                f"{last.where or 'a block'} is {last.box.height:.0f} points high, the page has {page:.0f}",
                hint="make it smaller, or let the theme have smaller margins",
            )

    def break_page(self) -> None:
        """End the page, unless nothing stands on it yet."""
        if self._placed:
            self._pages.append(Page(tuple(self._placed), self._is_turned))
            self._placed, self._down, self._above = [], 0.0, None

    def finish(self) -> tuple[Page, ...]:
        """Return the pages."""
        self.break_page()
        return tuple(self._pages) or (Page(),)

    @property
    def _height(self) -> float:
        return self._heights[self._is_turned] - self._slack

    def _may_stand_here(self, chunk: Sequence[Item]) -> bool:
        """Return whether the page lies as the chunk wants it."""
        return any(item.is_turned for item in chunk) == self._is_turned

    def _reach(self, items: Sequence[Item]) -> float:
        """Return how far down the page the items would reach."""
        down, above = self._down, self._above
        for item in items:
            down += _gap(above, item) + item.box.height
            above = item
        return down

    def _put(self, items: Sequence[Item]) -> None:
        for item in items:
            self._down += _gap(self._above, item)
            self._placed.append(Placed(item, self._down))
            self._down += item.box.height
            self._above = item


def _gap(above: Item | None, item: Item) -> float:
    """Return the space between two items; there is none at the top of a page."""
    if above is None:
        return 0
    if above.keeps_next and not above.is_open:
        return above.after
    if item.pulls_up:
        return above.between if above.pulls_up else item.before
    return max(above.after, item.before)
