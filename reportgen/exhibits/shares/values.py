"""The values of stacked shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One stacked bar that adds up to the whole."""

    name: str
    values: tuple[float, ...]
    """Shares in percent, in the order of the parts."""
    texts: tuple[str, ...]
    total_text: str


@dataclass(frozen=True, slots=True)
class StackedShares(Chart):
    """Horizontal bars, each cut into the shares of its whole."""

    kind: ClassVar[str] = "shares"

    parts: tuple[str, ...]
    """Names of the parts, at most four, in the order of drawing."""
    rows: tuple[ShareRow, ...]
    total_title: str
    """Head of the column of totals: `Cases`."""
