"""What the values of all charts have in common: numbers with the words that are printed beside them.

Every number comes twice: `value`, which is drawn, and `text`, which is printed. `None` for a value is a gap, and a
gap is never bridged. The kinds of charts stand in `reportgen.exhibits`, each in a room of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import ClassVar

from reportgen.frozen import frozen
from reportgen.measure import MarkCode
from reportgen.periods import Period

MOST_PARTS = 6
"""Parts that a whole may be cut into in a chart: more could not be told apart by their colours."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The values of a chart of any kind; a kind's own values extend it, and check themselves when they are made."""

    kind: ClassVar[str]
    """Name of the kind in `reportgen.exhibits.KINDS`."""
    noted: ClassVar[tuple[str, ...]] = ()
    """The fields in which references to notes stand, tuples of them for each heading; numbering fills these in."""


def check_value(value: float | None, text: str) -> None:
    """Raise ValueError when a number cannot be drawn, or a gap has a figure to print."""
    if value is not None and not isfinite(value):
        raise ValueError(f"a value of a chart is a finite number or a gap, not {value}")
    if value is None and any(character.isdigit() for character in text):
        raise ValueError(f"a gap prints no figure, not `{text}`")


@frozen
class Value:
    """One value of a chart that has no year of its own: of a bar, a part, a tile."""

    value: float | None
    """In the chart's unit, unrounded; None where there is none to draw."""
    text: str
    """As printed beside what is drawn, `29.4` or `more than 21.7`; empty for a gap."""
    marks: tuple[MarkCode, ...] = ()
    """Printed after the text: `29.4 [r]`; of a gap, the mark in its place: `[x]`."""

    def __post_init__(self) -> None:
        check_value(self.value, self.text)


@frozen
class Point:
    """One value of a line or a column."""

    year: Period
    value: float | None
    """In the chart's unit, unrounded; None where nothing was published."""
    text: str
    """As printed at the point, `29.4` or `more than 21.7`; empty for a gap."""
    marks: tuple[MarkCode, ...] = ()
    """Printed after the text: `29.4 [r]`; of a gap, the mark in its place: `[x]`."""

    change: str = ""
    """How it differs from the one before it, `+2.4% on 2023`, where the two can be compared; for who points at it."""

    def __post_init__(self) -> None:
        check_value(self.value, self.text)
