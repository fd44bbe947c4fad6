"""The values of a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart
from reportgen.exhibits.bars.values import BarRow


@dataclass(frozen=True, slots=True)
class Ranking(Chart):
    """All places as slim bars, largest first, with one of them marked."""

    kind: ClassVar[str] = "ranking"

    rows: tuple[BarRow, ...]
    marked: int | None
    """Index of the row drawn in the main colour and labelled."""
    labels: tuple[tuple[int, str], ...] = ()
    """Further rows that are named: (index, text)."""
    first_text: str = ""
    last_text: str = ""
