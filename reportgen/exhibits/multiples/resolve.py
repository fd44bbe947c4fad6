"""Draw small panels of columns side by side, all on one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING

from reportgen.charts.style import chart_style, marks_text

if TYPE_CHECKING:
    from reportgen.charts.style import Style
    from reportgen.document.charts import Point
    from reportgen.exhibits.multiples.values import Panel, SmallMultiples
    from reportgen.theme import Theme

HEIGHT, BASE = 96.0, 17.0
PLOT = 50.0
"""Height of the tallest column."""
TITLE_DROP, TITLE_LEADING = 9.0, 11.0
PANEL_GAP, ROW_GAP = 24.0, 14.0
MOST_IN_A_ROW = 4
COLUMN_SHARE, WIDEST_COLUMN = 0.65, 40.0
THINNEST = 0.75
VALUE_GAP = 2.5
"""Between two values, at the least."""


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """One year of a panel: the middle of its column, the column's height, and the texts above and below."""

    x: float
    height: float
    text_height: float
    """What the text stands on; higher than the column where the text reaches over a taller one."""
    text: str
    marks: str
    year: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """One panel: its left edge and base line, the lines of its title, its columns."""

    left: float
    base: float
    title: tuple[tuple[float, str], ...]
    columns: tuple[PanelColumn, ...]


@dataclass(frozen=True, slots=True)
class ResolvedMultiples:
    """Small multiples in points."""

    chart: SmallMultiples
    width: float
    height: float
    panel_width: float
    column: float
    panels: tuple[PanelPlace, ...]


def panels_in_a_row(count: int, *, rows: int = 1) -> int:
    """Return how many panels stand side by side: up to four; five and six take two rows of three, at the least."""
    return -(-count // max(rows, -(-count // MOST_IN_A_ROW), 1))


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots for columns in every panel, in proportion to time: a year that is left out leaves its slot empty."""

    first: int
    step: int
    count: int

    def of(self, year: int) -> int:
        """Return the number of a year's slot."""
        return (year - self.first) // self.step


def resolve(chart: SmallMultiples, theme: Theme, width: float) -> ResolvedMultiples:
    """Return the places of panels, columns and labels; more rows where the values are too wide for one."""
    style = chart_style(theme)
    slots = _slots(chart)
    across = _across(chart, style, width, slots=slots)
    panel_width = _panel_width(width, across)
    titles = [style.value.lines(panel.title, panel_width) for panel in chart.panels]
    extra = TITLE_LEADING * (max((len(lines) for lines in titles), default=1) - 1)
    row_height = HEIGHT + extra
    rows = -(-len(chart.panels) // across)
    height = row_height * rows + ROW_GAP * (rows - 1)
    largest = max((p.value for panel in chart.panels for p in panel.points if p.value is not None), default=0)
    scale = PLOT / largest if largest else 0.0
    panels = []
    for index, (panel, lines) in enumerate(zip(chart.panels, titles, strict=True)):
        top = height - (index // across) * (row_height + ROW_GAP)
        left = (index % across) * (panel_width + PANEL_GAP)
        title = tuple((top - TITLE_DROP - TITLE_LEADING * number, line) for number, line in enumerate(lines))
        columns = _columns(panel, style, slots, left=left, pitch=panel_width / slots.count, scale=scale)
        panels.append(PanelPlace(left, top - row_height + BASE, title, columns))
    column = min(WIDEST_COLUMN, COLUMN_SHARE * panel_width / slots.count)
    return ResolvedMultiples(chart, width, height, panel_width, column, tuple(panels))


def _slots(chart: SmallMultiples) -> _Slots:
    years = sorted({point.year for panel in chart.panels for point in panel.points})
    step = gcd(*(after - before for before, after in pairwise(years))) or 1
    return _Slots(years[0], step, (years[-1] - years[0]) // step + 1)


def _panel_width(width: float, across: int) -> float:
    return (width - PANEL_GAP * (across - 1)) / across


def _across(chart: SmallMultiples, style: Style, width: float, *, slots: _Slots) -> int:
    """Return how many panels stand side by side: as many as leave room for the values, but two at the least."""
    widest = max(_width(point, style) for panel in chart.panels for point in panel.points)
    usual = max(panels_in_a_row(len(chart.panels)), 2)
    for rows in range(1, len(chart.panels) + 1):
        across = max(panels_in_a_row(len(chart.panels), rows=rows), 2)
        if widest <= _panel_width(width, across) / slots.count - VALUE_GAP:
            return across
    return usual


def _columns(
    panel: Panel, style: Style, slots: _Slots, *, left: float, pitch: float, scale: float
) -> tuple[PanelColumn, ...]:
    """Return the columns; where values or years are too wide for all, those of the first and last year stay."""
    values_fit = all(_width(point, style) <= pitch - VALUE_GAP for point in panel.points)
    years_fit = style.year.width("0000") <= pitch - VALUE_GAP
    columns = []
    for index, point in enumerate(panel.points):
        is_last = index == len(panel.points) - 1
        is_end = is_last or index == 0
        height = 0.0 if point.value is None else max(point.value * scale, THINNEST if point.value else 0)
        text = point.text if values_fit or is_end else ""
        marks = marks_text(point.marks) if values_fit or is_end or point.value is None else ""
        year = str(point.year) if years_fit or is_end else ""
        x = left + (slots.of(point.year) + 0.5) * pitch
        columns.append(PanelColumn(x, height, height, text, marks, year, is_last))
    return tuple(columns) if values_fit else _cleared(columns)


def _cleared(columns: list[PanelColumn]) -> tuple[PanelColumn, ...]:
    """Return columns whose wide values at the ends cross no neighbour: the first gives way, the last stands higher."""
    first, *others = columns
    if others and others[0].height > first.height:
        first = replace(first, text="", marks="" if first.height else first.marks)
    if len(others) > 1 and others[-2].height > others[-1].height:
        others[-1] = replace(others[-1], text_height=others[-2].height)
    return (first, *others)


def _width(point: Point, style: Style) -> float:
    marks = marks_text(point.marks)
    gap = style.mark.width(" ") if point.text and marks else 0
    return style.value.width(point.text) + gap + style.mark.width(marks)
