"""The values of a chart, ready to be drawn: numbers with the words that are printed beside them.

Every number comes twice: `value`, which is drawn, and `text`, which is printed. `None` for a value is a gap, and a
gap is never bridged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.measure import MarkCode


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line or a column."""

    year: int
    value: float | None
    """In the chart's unit, unrounded; None where nothing was published."""
    text: str
    """As printed at the point, `29.4` or `more than 21.7`; empty for a gap."""
    marks: tuple[MarkCode, ...] = ()
    """Printed after the text: `29.4 [r]`; of a gap, the mark in its place: `[x]`."""


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
class LineChart:
    """Lines over years with direct labels, from zero."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()
    scale: Literal["one", "thousand", "million", "percent"] = "one"
    """How the value axis words its ticks: `30,000`, `30 thousand`, `30 million`, `30%`; values stay in full units."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar, with the same place's earlier value as a tick."""

    name: str
    value: float | None
    text: str
    earlier: float | None = None
    earlier_text: str = ""


@dataclass(frozen=True, slots=True)
class RankedBars:
    """Horizontal bars from zero, already in the order to be drawn."""

    rows: tuple[BarRow, ...]
    title: str
    """Head of the value column: `2024`."""
    earlier_title: str = ""
    """Head of the column of earlier values: `2020`; empty when there are none."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One stacked bar that adds up to the whole."""

    name: str
    values: tuple[float, ...]
    """Shares in percent, in the order of the parts."""
    texts: tuple[str, ...]
    total_text: str


@dataclass(frozen=True, slots=True)
class StackedShares:
    """Horizontal bars, each cut into the shares of its whole."""

    parts: tuple[str, ...]
    """Names of the parts, at most four, in the order of drawing."""
    rows: tuple[ShareRow, ...]
    total_title: str
    """Head of the column of totals: `Cases`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One part of a stacked column chart: its values over the years."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class StackedColumns:
    """Columns over years, each stacked from its parts, with the total above; a missing year keeps its slot."""

    years: tuple[int, ...]
    parts: tuple[Columns, ...]
    """From the base line upwards."""
    totals: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """Panels of columns side by side on one scale; the last year stands out."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a map, from light to dark."""

    text: str
    """`100–249`."""


@dataclass(frozen=True, slots=True)
class MapTile:
    """One place on a tile-grid map."""

    code: str
    row: int
    column: int
    text: str
    """The value as printed, or the mark in its place: `[x]`."""
    map_class: int | None
    """Index of its class, 0 the lightest; None for a place without a figure, drawn white and dashed."""


@dataclass(frozen=True, slots=True)
class TileMap:
    """A tile for each place, shaded by class. Counts, not rates."""

    tiles: tuple[MapTile, ...]
    classes: tuple[MapClass, ...]
    title: str
    """Head of the legend: `Cases`."""
    missing_text: str = "[x] no figure"
    """Printed in the legend when a tile has no class."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All places as slim bars, largest first, with one of them marked."""

    rows: tuple[BarRow, ...]
    marked: int | None
    """Index of the row drawn in the main colour and labelled."""
    labels: tuple[tuple[int, str], ...] = ()
    """Further rows that are named: (index, text)."""
    first_text: str = ""
    last_text: str = ""


Chart = LineChart | RankedBars | StackedShares | StackedColumns | SmallMultiples | TileMap | Ranking
