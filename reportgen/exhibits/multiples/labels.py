"""Which values of a panel are printed, and where: none over another, over a column or beyond the panel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.charts.metrics import CAP_HEIGHT, DESCENT
from reportgen.charts.placement import Box
from reportgen.charts.style import marks_text
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.style import Style
    from reportgen.document.charts import Point

VALUE_GAP = 2.5
"""Between two values, at the least."""
RISE, MARK_RISE = 3.0, 5.0
"""From the end of a column to a value, and from the base line to the mark of a gap."""
TIER = 10.0
"""By so much a label moves away that would meet another one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One year of a panel, as far as its column is decided."""

    index: int
    point: Point
    x: float
    height: float
    is_last: bool
    width: float
    """Of its value with its marks, as wide as it may be."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed value with its marks, or the marks of a gap: its left end, its base line above that of the panel."""

    index: int
    """The point that it belongs to; of a run of gaps, the middle one."""
    x: float
    y: float
    width: float
    text: str
    marks: str
    is_strong: bool
    size: float

    @property
    def top(self) -> float:
        """The upper edge of its capitals."""
        return self.y + CAP_HEIGHT * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its descenders."""
        return self.y - DESCENT * self.size

    @property
    def box(self) -> Box:
        """What it covers; labels keep a little apart."""
        return Box(self.x, self.bottom, self.x + self.width + VALUE_GAP, self.top)


def printed_width(point: Point, style: Style) -> float:
    """Return how wide a value is with its marks, in the heavier of the two voices."""
    return _width(point.text, marks_text(point.marks), style, is_strong=True)


def _width(text: str, marks: str, style: Style, *, is_strong: bool) -> float:
    voice = style.value if is_strong else style.name
    if not marks:
        return voice.width(text)
    return (voice.width(f"{text} ") if text else 0.0) + style.mark.width(marks)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where labels may stand, and what they may not cover."""

    slots: Sequence[Slot]
    style: Style
    column: float
    width: float

    def at_column(self, slot: Slot) -> Label:
        """Return the label of a slot at the end of its column, or above the base line in a gap."""
        text, marks = slot.point.text, marks_text(slot.point.marks)
        is_strong = slot.is_last and bool(text)
        width = slot.width if is_strong else _width(text, marks, self.style, is_strong=False)
        size = self.style.name.size
        rise = RISE if text else MARK_RISE
        y = slot.height + rise if slot.height >= 0 else slot.height - RISE - CAP_HEIGHT * size
        # a wide value over the first or the last column keeps within the panel
        left = max(min(slot.x - width / 2, self.width - width), 0.0)
        return Label(slot.index, left, y, width, text, marks, is_strong, size)

    def clear(self, slot: Slot, taken: Sequence[Label]) -> Label:
        """Return the label of a slot clear of all columns, and of the labels that have their place."""
        label = self.at_column(slot)
        crossed = [
            each.height - slot.height for each in self.slots if self._reaches(each, label.x, label.x + label.width)
        ]
        away, tier = (min([0.0, *crossed]), -TIER) if slot.height < 0 else (max([0.0, *crossed]), TIER)
        label = replace(label, y=label.y + away)
        while any(label.box.overlaps(other.box) for other in taken):
            label = replace(label, y=label.y + tier)
        return label

    def _reaches(self, slot: Slot, left: float, right: float) -> bool:
        return bool(slot.height) and slot.x - self.column / 2 < right and left < slot.x + self.column / 2


def labels(slots: Sequence[Slot], style: Style, *, pitch: float, column: float, width: float) -> tuple[Label, ...]:
    """Return the labels of a panel: all where they fit between their neighbours.

    Else the last value, the marks of all gaps, and the first value where it stands at its column.
    """
    frame = _Frame(slots, style, column, width)
    if all(fits_in(slot.width, pitch - VALUE_GAP) for slot in slots):
        return tuple(frame.at_column(slot) for slot in slots if slot.point.text or slot.point.marks)
    placed: list[Label] = []
    if slots[-1].point.text:
        placed.append(frame.clear(slots[-1], ()))
    for gap in _gaps(slots, style, pitch=pitch):
        placed.append(frame.clear(gap, placed))
    if len(slots) > 1 and slots[0].point.text:
        first = frame.clear(slots[0], placed)
        is_near = abs(first.y - frame.at_column(slots[0]).y) < TIER / 2
        placed += [first] if is_near else []
    return tuple(sorted(placed, key=lambda label: label.index))


def _gaps(slots: Sequence[Slot], style: Style, *, pitch: float) -> list[Slot]:
    """Return the gaps that print their marks; for a run of gaps where each has no room, one in its middle."""
    gaps: list[Slot] = []
    for marks, group in groupby(slots, key=lambda slot: () if slot.point.text else slot.point.marks):
        run = tuple(group)
        if not marks:
            continue
        if fits_in(style.mark.width(marks_text(marks)), pitch - VALUE_GAP):
            gaps += run
        else:
            gaps.append(replace(run[len(run) // 2], x=(run[0].x + run[-1].x) / 2))
    return gaps
