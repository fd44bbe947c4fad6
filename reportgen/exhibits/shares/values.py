"""The values of stacked shares."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import ClassVar

from reportgen.document.charts import MOST_PARTS, Chart, Value

MOST_ROWS = 30
"""Bars that fit on a page that stands upright."""
WHOLE = 100.0
ROUNDING = 1.0
"""Percentage points by which shares may miss the whole because the figures were rounded."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One bar, cut into the shares of its whole; what they leave of it stays empty."""

    name: str
    parts: tuple[Value, ...]
    """Shares in percent, in the order of the parts."""
    total: Value
    """The whole, with its own text and marks: `104`; printed at the right, not drawn."""

    @property
    def rest(self) -> float:
        """Return what the shares leave of the whole, in percent; 0 where rounding explains it."""
        rest = WHOLE - fsum(part.value or 0.0 for part in self.parts)
        return rest if rest > ROUNDING else 0.0


@dataclass(frozen=True, slots=True)
class StackedShares(Chart):
    """Horizontal bars on one scale of 100%, each cut into the shares of its whole."""

    kind: ClassVar[str] = "shares"

    parts: tuple[str, ...]
    """Names of the parts, no more than there are colours for, in the order of drawing."""
    rows: tuple[ShareRow, ...]
    total_title: str
    """Head of the column of totals: `Cases`."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.parts) <= MOST_PARTS:
            raise ValueError(f"stacked shares have 1 to {MOST_PARTS} parts, not {len(self.parts)}")
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise ValueError(f"stacked shares have 1 to {MOST_ROWS} bars, not {len(self.rows)}")
        for row in self.rows:
            self._check(row)

    def _check(self, row: ShareRow) -> None:
        if len(row.parts) != len(self.parts):
            raise ValueError(f"`{row.name}` needs one share for each of the {len(self.parts)} parts")
        shares = [part.value for part in row.parts if part.value is not None]
        if any(share < 0 for share in shares):
            raise ValueError(f"`{row.name}`: a share of a whole is never below zero")
        if fsum(shares) > WHOLE + ROUNDING:
            raise ValueError(f"`{row.name}`: its shares add to {fsum(shares):.1f}%, more than the whole")
