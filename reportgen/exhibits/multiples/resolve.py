"""Decide how small panels of columns stand side by side, all on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.scale import even_slots
from reportgen.charts.style import chart_style
from reportgen.exhibits.bars.resolve import check_height
from reportgen.exhibits.multiples.labels import VALUE_GAP, Slot, labels, printed_width
from reportgen.lengths import fits_in
from reportgen.periods import as_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.charts.style import Style
    from reportgen.exhibits.multiples.labels import Label
    from reportgen.exhibits.multiples.values import Panel, SmallMultiples
    from reportgen.theme import Theme

BASE = 17.0
"""From the foot of a panel, where its years stand, up to its lowest column."""
YEAR_FOOT = 5.0
PLOT = 50.0
"""Height of the longest columns, those above and below the base line together."""
HEAD = 29.0
"""From the tallest column up to the top of a panel with a title of one line."""
LABEL_ROOM = 10.0
"""What the label of a column takes above or below it; HEAD has this much above the columns."""
TITLE_DROP, TITLE_LEADING = 9.0, 11.0
HEAVIER = 1.08
"""Word sets titles in the bold of its fonts, which is wider than ours, and a panel ends where its title may."""
PANEL_GAP, ROW_GAP = 24.0, 14.0
MOST_IN_A_ROW = 4
TALLEST = 600.0
"""Height that rows of panels share on a page; wider panels that would need more are not made."""
COLUMN_SHARE, WIDEST_COLUMN = 0.65, 40.0
THINNEST = 0.75
"""Height of a column whose value is too small to be seen; a zero has none."""


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """One year of a panel: the middle of its column, how far it reaches above or below the base line."""

    slot: int
    """Its place among the slots of the panel, in proportion to time."""
    x: float
    height: float
    """Below zero for a column that hangs below the base line; zero where there is none."""
    is_last: bool
    is_sliver: bool
    """Whether it is drawn longer than its value, to be seen at all."""


@dataclass(frozen=True, slots=True)
class YearText:
    """A year below a panel, and the middle of it."""

    index: int
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """One panel: its left edge and base line, the lines of its title, its columns, its labels and its years.

    Heights of labels are measured from the base line, all else from the lower left corner of the figure.
    """

    panel: Panel
    row: int
    left: float
    base: float
    title: tuple[tuple[float, str], ...]
    columns: tuple[PanelColumn, ...]
    labels: tuple[Label, ...]
    years: tuple[YearText, ...]


@dataclass(frozen=True, slots=True)
class ResolvedMultiples:
    """Small multiples in points."""

    chart: SmallMultiples
    width: float
    height: float
    across: int
    """Panels in a row."""
    panel_width: float
    column: float
    slots: int
    """Columns that each panel has room for; a year that is left out leaves its slot empty."""
    low: float
    """The value at the foot of each plot."""
    high: float
    """The value at the top of each plot."""
    scale: float
    """Points for one unit of the values."""
    year_y: float
    """Base line of the years, from the base line of their panel."""
    below: float
    """From the base line of a panel down to its foot."""
    row_heights: tuple[float, ...]
    panels: tuple[PanelPlace, ...]

    @property
    def plot_drop(self) -> float:
        """How far columns with their labels reach below their base line."""
        return self.below - BASE


def panels_in_a_row(count: int, *, rows: int = 1) -> int:
    """Return how many panels stand side by side: up to four; five and six take two rows of three, at the least."""
    return -(-count // max(rows, -(-count // MOST_IN_A_ROW), 1))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all panels have in common, before they have their places."""

    style: Style
    slots: tuple[int, ...]
    """Number of the slot of each point: in proportion to time."""
    across: int
    panel_width: float
    pitch: float
    column: float
    low: float
    high: float
    scale: float


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a panel, before it has its place."""

    panel: Panel
    title: tuple[str, ...]
    columns: tuple[PanelColumn, ...]
    labels: tuple[Label, ...]


def resolve(chart: SmallMultiples, theme: Theme, width: float) -> ResolvedMultiples:
    """Return the places of panels, columns and labels; more rows where the values are too wide for one.

    Raises BuildError when titles are so long that the panels would not fit on a page.
    """
    widths = _widths(chart, style := chart_style(theme))
    plan = _plan(chart, style, width, widest=max(map(max, widths)))
    contents = [_content(panel, each, plan) for panel, each in zip(chart.panels, widths, strict=True)]
    every = [label for content in contents for label in content.labels]
    above = max([plan.high * plan.scale + LABEL_ROOM, *(label.top for label in every)]) + HEAD - LABEL_ROOM
    below = max([-plan.low * plan.scale, *(-label.bottom for label in every)]) + BASE
    rows = [contents[start : start + plan.across] for start in range(0, len(contents), plan.across)]
    heights = [above + below + TITLE_LEADING * max(len(content.title) - 1 for content in row) for row in rows]
    check_height(f"{len(contents)} panels", height := fsum(heights) + ROW_GAP * (len(rows) - 1), theme)
    return ResolvedMultiples(
        chart=chart,
        width=width,
        height=height,
        across=plan.across,
        panel_width=plan.panel_width,
        column=plan.column,
        slots=plan.slots[-1] + 1,
        low=plan.low,
        high=plan.high,
        scale=plan.scale,
        year_y=YEAR_FOOT - below,
        below=below,
        row_heights=tuple(heights),
        panels=tuple(_placed(rows, heights, plan, below=below)),
    )


def _widths(chart: SmallMultiples, style: Style) -> list[list[float]]:
    return [[printed_width(point, style) for point in panel.points] for panel in chart.panels]


def _placed(
    rows: Sequence[Sequence[_Content]], heights: Sequence[float], plan: _Plan, *, below: float
) -> Iterator[PanelPlace]:
    """Yield the panels at their places, row by row from above."""
    top = fsum(heights) + ROW_GAP * (len(rows) - 1)
    for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for index, content in enumerate(row):
            left = index * (plan.panel_width + PANEL_GAP)
            title = tuple((top - TITLE_DROP - TITLE_LEADING * line, text) for line, text in enumerate(content.title))
            years = _years(content, plan)
            base = top - height + below
            yield PanelPlace(content.panel, at, left, base, title, content.columns, content.labels, years)
        top -= height + ROW_GAP


def _plan(chart: SmallMultiples, style: Style, width: float, *, widest: float) -> _Plan:
    years = [point.year for point in chart.panels[0].points]
    slots = even_slots(years)
    across = _across(chart, style, width, widest=widest, slots=slots[-1] + 1)
    panel_width = _panel_width(width, across)
    pitch = panel_width / (slots[-1] + 1)
    values = [point.value for panel in chart.panels for point in panel.points if point.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    high = high if high > low else 1.0
    column = min(WIDEST_COLUMN, COLUMN_SHARE * pitch)
    return _Plan(style, slots, across, panel_width, pitch, column, low, high, PLOT / (high - low))


def _panel_width(width: float, across: int) -> float:
    return (width - PANEL_GAP * (across - 1)) / across


def _across(chart: SmallMultiples, style: Style, width: float, *, widest: float, slots: int) -> int:
    """Return how many panels stand side by side: as many as leave room for the values, but two at the least.

    Where none leaves room for all values, the panels stand as usual, and only values at their ends are printed. Rows
    that would not fit on a page are none.
    """
    count = len(chart.panels)
    choices = list(dict.fromkeys(max(panels_in_a_row(count, rows=rows), 2) for rows in range(1, count + 1)))
    fitting = [
        each for each in choices if each == choices[0] or fits_in(_usual_height(chart, style, width, each), TALLEST)
    ]
    roomy = (each for each in fitting if fits_in(widest, _panel_width(width, each) / slots - VALUE_GAP))
    narrow = (each for each in fitting if fits_in(widest, _panel_width(width, each)))
    return next(roomy, None) or next(narrow, fitting[-1])


def _usual_height(chart: SmallMultiples, style: Style, width: float, across: int) -> float:
    """Return how tall so many panels in a row would be together, whose values are all positive."""
    titles = [_title(panel, style, _panel_width(width, across)) for panel in chart.panels]
    rows = [titles[start : start + across] for start in range(0, len(titles), across)]
    lines = sum(max(map(len, row)) - 1 for row in rows)
    return len(rows) * (BASE + PLOT + HEAD + ROW_GAP) - ROW_GAP + TITLE_LEADING * lines


def _title(panel: Panel, style: Style, width: float) -> tuple[str, ...]:
    return style.value.lines(panel.title, width / HEAVIER) or ("",)


def _content(panel: Panel, widths: Sequence[float], plan: _Plan) -> _Content:
    columns, slots = [], []
    for index, (point, slot) in enumerate(zip(panel.points, plan.slots, strict=True)):
        value, is_last = point.value or 0.0, index == len(panel.points) - 1
        reach = max(abs(value) * plan.scale, THINNEST) if value else 0.0
        height = reach if value >= 0 else -reach
        column = PanelColumn(slot, (slot + 0.5) * plan.pitch, height, is_last, 0 < abs(value) * plan.scale < THINNEST)
        columns.append(column)
        slots.append(Slot(index, point, column.x, height, is_last, widths[index]))
    shown = labels(slots, plan.style, pitch=plan.pitch, column=plan.column, width=plan.panel_width)
    return _Content(panel, _title(panel, plan.style, plan.panel_width), tuple(columns), shown)


def _years(content: _Content, plan: _Plan) -> tuple[YearText, ...]:
    """Return the years; where there is no room for all, those of the first and the last column, within the panel."""
    texts = [as_period(point.year).short for point in content.panel.points]
    widths = [plan.style.year.width(text) for text in texts]
    fits = fits_in(max(widths), plan.pitch - VALUE_GAP)
    ends = (0, len(texts) - 1)
    years = []
    for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
        if fits or index in ends:
            x = max(width / 2, min(content.columns[index].x, plan.panel_width - width / 2))
            years.append(YearText(index, x, text))
    return tuple(years)
