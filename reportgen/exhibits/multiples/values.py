"""The values of small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from reportgen.document.charts import Chart, Point

MOST_PANELS = 20
"""Panels that fit on a page, four in a row."""
MOST_YEARS = 60
"""Columns that are still apart in a panel of half the page's width."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SmallMultiples(Chart):
    """Panels of columns side by side on one scale; the last year stands out, negative values hang below the base."""

    kind: ClassVar[str] = "multiples"

    panels: tuple[Panel, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.panels) <= MOST_PANELS:
            raise ValueError(f"small multiples have 1 to {MOST_PANELS} panels, not {len(self.panels)}")
        years = [point.year for point in self.panels[0].points]
        if not 1 <= len(years) <= MOST_YEARS:
            raise ValueError(f"a panel has 1 to {MOST_YEARS} years, not {len(years)}")
        if any(after <= before for before, after in pairwise(years)):
            raise ValueError(f"the years of a panel are in order, not {years}")
        if any([point.year for point in panel.points] != years for panel in self.panels):
            raise ValueError("all panels of small multiples have the same years")
