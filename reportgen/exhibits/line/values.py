"""The values of a line chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from reportgen.document.charts import Chart, Point


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a line chart."""

    name: str
    points: tuple[Point, ...]
    """One for each year of the chart, in order, gaps included."""
    role: Literal["first", "second", "third", "fourth", "total"] = "first"
    """Which of the theme's colours it takes; `total` is the grey of totals."""
    hollow: bool = False
    """Hollow markers: another measure than the other lines."""


@dataclass(frozen=True, slots=True)
class Break:
    """A series break, drawn as a dotted line between two years; no line crosses it."""

    year: int
    """First year after the break."""
    text: str
    """Printed beside the dotted line at the top: `[b] series break: 2024 cannot be compared with earlier years`."""
    apart: tuple[int, ...] = ()
    """The years that stand apart, where these begin or end here; empty where a new series begins."""


@dataclass(frozen=True, slots=True)
class LineChart(Chart):
    """Lines over years with direct labels, from zero."""

    kind: ClassVar[str] = "line"

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()
    scale: Literal["one", "thousand", "million", "percent"] = "one"
    """How the value axis words its ticks: `30,000`, `30 thousand`, `30 million`, `30%`; values stay in full units."""
