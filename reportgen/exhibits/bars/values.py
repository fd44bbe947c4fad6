"""The values of ranked bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar, with the same place's earlier value as a tick."""

    name: str
    value: float | None
    text: str
    earlier: float | None = None
    earlier_text: str = ""


@dataclass(frozen=True, slots=True)
class RankedBars(Chart):
    """Horizontal bars from zero, already in the order to be drawn."""

    kind: ClassVar[str] = "bars"

    rows: tuple[BarRow, ...]
    title: str
    """Head of the value column: `2024`."""
    earlier_title: str = ""
    """Head of the column of earlier values: `2020`; empty when there are none."""
