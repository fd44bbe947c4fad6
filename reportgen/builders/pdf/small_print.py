"""The small print of a table that runs over pages: where it is long, a page may end inside it, too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import TextBox
from reportgen.exhibits.tables.small_print import FEWEST_LINES, LONG_NOTE, SHORT
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.canvas import TaggedCanvas

Notes = tuple[tuple[float, "Box"], ...]
"""Notes, and last the source, each with the gap above it."""


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """The notes and the source of a table, or a part of them."""

    notes: Notes
    continued: TextBox
    """Words over a later part: `Table 4, continued`."""
    gap: float
    """Below these words."""
    is_later: bool = False
    in_word: bool = False
    """Whether it is set as Word sets it, which has no words over a later part."""

    @property
    def height(self) -> float:
        """All notes and the gaps between, and the words over a later part."""
        return self._over + fsum(gap + box.height for gap, box in self.notes)

    @property
    def _over(self) -> float:
        return self.continued.height + self.gap if self.is_later and not self.in_word else 0

    def split(self, room: float, *, least: int) -> tuple[Box, Box] | None:
        """Return the notes that fit and the rest, a few lines at the least on either side."""
        if _lines(self.notes) < SHORT:
            return None
        for first, rest in self._cuts(room - self._over):
            if _lines(first) >= max(FEWEST_LINES, least) and _lines(rest) >= FEWEST_LINES:
                later = ((0.0, rest[0][1]), *rest[1:])
                return replace(self, notes=first), replace(self, notes=later, is_later=True)
        return None

    def _cuts(self, room: float) -> Iterator[tuple[Notes, Notes]]:
        """Yield the ways to cut the notes so that the first part fits, from the longest first part to the shortest."""
        for index in reversed(range(len(self.notes))):
            before, (gap, box) = self.notes[:index], self.notes[index]
            left = room - fsum(above + each.height for above, each in before)
            halves = box.split(left - gap, least=1) if _lines(((gap, box),)) >= LONG_NOTE else None
            if halves:
                yield (*before, (gap, halves[0])), ((0.0, halves[1]), *self.notes[index + 1 :])
            if fits_in(0, left):
                yield before, self.notes[index:]

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the notes from top to bottom."""
        if self.is_later:
            self.continued.draw(canvas, x=x, top=top)
            top -= self._over
        for gap, box in self.notes:
            top -= gap
            box.draw(canvas, x=x, top=top)
            top -= box.height


def _lines(notes: Notes) -> int:
    """Return the number of lines; notes that share a line are one."""
    return sum(len(box.lines) if isinstance(box, TextBox) else 1 for _, box in notes)
