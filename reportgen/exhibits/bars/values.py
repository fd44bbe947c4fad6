"""The values of ranked bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart, Value

MOST_ROWS = 40
"""Bars that fit on a page, with names of one line."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar, with the same place's earlier value as a tick."""

    name: str
    value: Value
    earlier: Value | None = None
    """None in a chart without earlier values; a value that is a gap where this one is missing."""


@dataclass(frozen=True, slots=True)
class RankedBars(Chart):
    """Horizontal bars from zero, already in the order to be drawn; those of negative values reach to the left."""

    kind: ClassVar[str] = "bars"

    rows: tuple[BarRow, ...]
    title: str
    """Head of the value column: `2024`."""
    earlier_title: str = ""
    """Head of the column of earlier values: `2020`; empty when there are none."""
    is_context: bool = False
    """Whether the bars are only there to compare with, such as those of the country in a report about a place."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise ValueError(f"ranked bars have 1 to {MOST_ROWS} rows, not {len(self.rows)}")
        if any((row.earlier is None) is bool(self.earlier_title) for row in self.rows):
            raise ValueError("all bars have an earlier value, and these a title, or none of them has one")
