"""The values of panels that have separate scales."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from reportgen.document.charts import Chart, Point
from reportgen.document.inlines import Note

MOST_PANELS = 8
"""Panels that fit on a page, two in a row."""
MOST_YEARS = 12
"""Columns of a panel as wide as a page: with more, not every value could be printed."""


@dataclass(frozen=True, slots=True)
class ScaledPanel:
    """One series over the years, on its own scale."""

    title: str
    points: tuple[Point, ...]
    bounds: frozenset[int] = frozenset()
    """Indexes of the points of which only a bound was published, such as `more than`: their columns are hatched."""
    breaks: frozenset[int] = frozenset()
    """Indexes of the points before which the series breaks."""


@dataclass(frozen=True, slots=True)
class ScaledPanels(Chart):
    """Panels of columns, each on its own scale from zero; the last year stands out, and every value is printed."""

    kind: ClassVar[str] = "panels"
    noted: ClassVar[tuple[str, ...]] = ("notes",)

    panels: tuple[ScaledPanel, ...]
    notes: tuple[tuple[Note, ...], ...] = ()
    """References to notes after the title of each panel; empty where none has any."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.panels) <= MOST_PANELS:
            raise ValueError(f"there are 1 to {MOST_PANELS} panels, not {len(self.panels)}")
        years = [point.year for point in self.panels[0].points]
        if not 1 <= len(years) <= MOST_YEARS:
            raise ValueError(f"a panel has 1 to {MOST_YEARS} years, not {len(years)}")
        if any(after <= before for before, after in pairwise(years)):
            raise ValueError(f"the years of a panel are in order, not {years}")
        if any([point.year for point in panel.points] != years for panel in self.panels):
            raise ValueError("all panels have the same years")
        if any(not self._is_sound(panel) for panel in self.panels):
            raise ValueError("a bound is a point with a value, and a break stands between two points")
        if len(self.notes) not in (0, len(self.panels)):
            raise ValueError("each panel has its notes, or none has any")

    @staticmethod
    def _is_sound(panel: ScaledPanel) -> bool:
        has_values = all(0 <= at < len(panel.points) and panel.points[at].value is not None for at in panel.bounds)
        return has_values and all(0 < at < len(panel.points) for at in panel.breaks)

    def notes_of(self, index: int) -> tuple[Note, ...]:
        """Return the references to notes after the title of a panel."""
        return self.notes[index] if self.notes else ()
