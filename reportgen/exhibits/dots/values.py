"""The values of paired dots."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar, Literal

from reportgen.document.charts import Chart, Value

MOST_ROWS = 20
"""Rows that can still be told apart on a page."""
LEAST_SPAN = 20.0
"""Percentage points that an axis of shares spans, at the least, so that a small difference does not look large."""
STEP = 10.0
"""An axis that does not begin at zero begins and ends at one of these."""
LEAST_START = 0.4
"""An axis begins at zero unless it could begin beyond this part of its end."""


@dataclass(frozen=True, slots=True)
class DotRow:
    """Two values of a year, or of anything else."""

    name: str
    first: Value
    second: Value


@dataclass(frozen=True, slots=True)
class PairedDots(Chart):
    """Rows of two dots each, the first filled, the second hollow, on one scale."""

    kind: ClassVar[str] = "dots"

    rows: tuple[DotRow, ...]
    names: tuple[str, str]
    """Of the first and of the second series."""
    title: str
    """What the rows are: `Year`."""
    scale: Literal["one", "percent"] = "percent"

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise ValueError(f"paired dots have 1 to {MOST_ROWS} rows, not {len(self.rows)}")
        if len(self.values) != 2 * len(self.rows):
            raise ValueError("each row of paired dots has both values")

    @property
    def values(self) -> tuple[float, ...]:
        """All numbers that are drawn."""
        every = (value.value for row in self.rows for value in (row.first, row.second))
        return tuple(value for value in every if value is not None)

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the axis: zero and the furthest value, or for shares far from zero a part of the scale."""
        low, high = min(self.values), max(self.values)
        if self.scale != "percent":
            return min(low, 0.0), max(high, 0.0)
        start, end = floor(low / STEP) * STEP, ceil(high / STEP) * STEP
        if end - start < LEAST_SPAN:
            end = min(start + LEAST_SPAN, max(end, 100.0))
            start = min(start, end - LEAST_SPAN)
        if low < 0 or start < LEAST_START * end:
            return min(start, 0.0) if low < 0 else 0.0, max(end, 0.0)
        return start, end
