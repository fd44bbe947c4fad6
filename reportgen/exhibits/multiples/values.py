"""The values of small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart, Point


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SmallMultiples(Chart):
    """Panels of columns side by side on one scale; the last year stands out."""

    kind: ClassVar[str] = "multiples"

    panels: tuple[Panel, ...]
