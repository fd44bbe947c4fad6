"""Decide how panels of columns stand, each on its own scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.scale import even_slots
from reportgen.charts.style import chart_style
from reportgen.document import plain_text
from reportgen.exhibits.bars.resolve import check_height
from reportgen.exhibits.multiples.labels import VALUE_GAP, Slot, labels, printed_width
from reportgen.exhibits.tables import BOLDER
from reportgen.lengths import fits_in, settled
from reportgen.periods import as_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.charts.style import Style
    from reportgen.exhibits.multiples.labels import Label
    from reportgen.exhibits.panels.values import ScaledPanel, ScaledPanels
    from reportgen.theme import Theme

PANEL_GAP, ROW_GAP = 24.0, 14.0
NARROWEST = 150.0
"""A panel that has less room than this stands in a row with fewer others."""
ALONE = 380.0
"""Where a figure is wider than this, a panel takes half of it, also if it has no neighbor."""
WIDEST_COLUMN, COLUMN_SHARE = 28.0, 0.6
PLOT, LOW_PLOT = 86.0, 56.0
"""Height of the longest column, or of those above and below the base line together; lower in more than two rows."""
BASE, YEAR_FOOT = 17.0, 5.0
"""From the foot of a panel up to its lowest column, and to the base line of its years."""
LABEL_ROOM = 12.0
"""What the label of a column takes above or below it."""
TITLE_DROP, TITLE_LEADING, TITLE_GAP = 9.0, 11.0, 7.0
"""From the top of a panel to the base line of its title, from line to line, and down to the labels."""
HEAVIER = 1.08
"""Word sets titles in the bold of its fonts, which is wider than ours."""
BREAK_ROOM, BREAK_RISE, BREAK_GAP = 10.0, 2.0, 3.0
"""For the mark of a break over the columns, from it down, and from its dotted line to it."""
BREAK_MARK = "[b]"
THINNEST = 0.75
"""Height of a column whose value is too small to be seen; a zero has none."""


@dataclass(frozen=True, slots=True)
class ScaledColumn:
    """One year of a panel."""

    slot: int
    """Its place among the slots of the panel, in proportion to time."""
    x: float
    """Its middle, from the left edge of the panel."""
    height: float
    """Below zero for a column that hangs below the base line; zero where there is none."""
    is_last: bool
    is_bound: bool
    """Whether it is hatched, with a dashed top."""
    is_sliver: bool
    """Whether it is drawn longer than its value, to be seen at all."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line of a title, and the references to notes after it; both may be empty."""

    y: float
    text: str
    notes: str
    notes_x: float
    """Where the references begin, from the left edge of the panel."""


@dataclass(frozen=True, slots=True)
class PlacedPanel:
    """One panel: heights of labels are measured from its base line, all else from the lower left of the figure."""

    panel: ScaledPanel
    row: int
    left: float
    base: float
    top: float
    title: tuple[TitleLine, ...]
    columns: tuple[ScaledColumn, ...]
    labels: tuple[Label, ...]
    years: tuple[tuple[int, float, str], ...]
    """Index, middle and words of each year that is printed."""
    breaks: tuple[tuple[float, float | None], ...]
    """Where a series break is drawn, and where its mark begins, from the left edge of the panel.

    None where the mark of the break before it has taken the room.
    """
    low: float
    """The value at the lower end of the plot."""
    high: float
    """The value at its upper end."""
    scale: float
    """Points for one unit of the values."""


@dataclass(frozen=True, slots=True)
class ResolvedPanels:
    """Panels with separate scales, in points."""

    chart: ScaledPanels
    width: float
    height: float
    across: int
    """Panels in a row."""
    panel_width: float
    column: float
    slots: int
    year_drop: float
    """From the base line of a panel down to that of its years."""
    below: float
    """From the base line of a panel down to its foot."""
    break_top: float
    """From the base line of a panel up to the base line of the marks of breaks."""
    row_heights: tuple[float, ...]
    panels: tuple[PlacedPanel, ...]

    @property
    def plot_drop(self) -> float:
        """How far columns with their labels reach below the base line."""
        return self.below - BASE


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all panels have in common."""

    style: Style
    slots: tuple[int, ...]
    across: int
    width: float
    pitch: float
    column: float


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a panel, before it has its place."""

    panel: ScaledPanel
    title: tuple[tuple[str, str, float], ...]
    columns: tuple[ScaledColumn, ...]
    labels: tuple[Label, ...]
    low: float
    high: float
    scale: float

    @property
    def above(self) -> float:
        """How far columns and labels reach above the base line."""
        return max([self.high * self.scale + LABEL_ROOM, *(label.top + 2 for label in self.labels)])

    @property
    def below(self) -> float:
        """How far columns and labels reach below the base line."""
        hanging = LABEL_ROOM if self.low < 0 else 0.0
        return max([hanging - self.low * self.scale, *(-label.bottom for label in self.labels)])


def resolve(chart: ScaledPanels, theme: Theme, width: float) -> ResolvedPanels:
    """Return the places of panels, columns and labels; in rows of two where the values have room so.

    Raises BuildError when the panels would not fit on a page.
    """
    plan = _plan(chart, style := chart_style(theme), width)
    contents = [_content(chart, index, plan) for index in range(len(chart.panels))]
    has_breaks = any(panel.breaks for panel in chart.panels)
    above = max(each.above for each in contents)
    below = max(each.below for each in contents) + BASE
    reach = above + (BREAK_ROOM if has_breaks else 0.0)
    rows = [contents[start : start + plan.across] for start in range(0, len(contents), plan.across)]
    heights = [
        below + reach + TITLE_GAP + TITLE_DROP + TITLE_LEADING * (max(len(each.title) for each in row) - 1)
        for row in rows
    ]
    height = fsum(heights) + ROW_GAP * (len(rows) - 1)
    check_height(f"{len(contents)} panels", height, theme)
    return ResolvedPanels(
        chart=chart,
        width=width,
        height=height,
        across=plan.across,
        panel_width=plan.width,
        column=plan.column,
        slots=plan.slots[-1] + 1,
        year_drop=below - YEAR_FOOT,
        below=below,
        break_top=above + BREAK_RISE,
        row_heights=tuple(heights),
        panels=tuple(_placed(rows, heights, plan, below=below, style=style)),
    )


def _plan(chart: ScaledPanels, style: Style, width: float) -> _Plan:
    years = [point.year for point in chart.panels[0].points]
    slots = even_slots(years)
    widest = max(printed_width(point, style) for panel in chart.panels for point in panel.points)
    across = _across(len(chart.panels), width, need=(widest + VALUE_GAP) * (slots[-1] + 1))
    panel_width = _panel_width(width, across)
    pitch = panel_width / (slots[-1] + 1)
    return _Plan(style, slots, across, panel_width, pitch, min(WIDEST_COLUMN, COLUMN_SHARE * pitch))


def _panel_width(width: float, across: int) -> float:
    return (width - PANEL_GAP * (across - 1)) / across


def _across(count: int, width: float, *, need: float) -> int:
    """Return how many panels stand side by side: as many as leave room for all values, one at the least."""
    usual = max(min(count, int(settled((width + PANEL_GAP) / (NARROWEST + PANEL_GAP)))), 2 if width > ALONE else 1)
    return next((across for across in range(usual, 1, -1) if fits_in(need, _panel_width(width, across))), 1)


def _content(chart: ScaledPanels, index: int, plan: _Plan) -> _Content:
    panel = chart.panels[index]
    values = [point.value for point in panel.points if point.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    high = high if high > low else 1.0
    scale = (PLOT if len(chart.panels) <= 2 * plan.across else LOW_PLOT) / (high - low)
    columns, slots = [], []
    for at, (point, slot) in enumerate(zip(panel.points, plan.slots, strict=True)):
        value, is_last = point.value or 0.0, at == len(panel.points) - 1
        reach = max(abs(value) * scale, THINNEST) if value else 0.0
        height, x = (reach if value >= 0 else -reach), (slot + 0.5) * plan.pitch
        is_sliver = 0 < abs(value) * scale < THINNEST
        columns.append(ScaledColumn(slot, x, height, is_last, at in panel.bounds, is_sliver))
        slots.append(Slot(at, point, x, height, is_last, printed_width(point, plan.style)))
    shown = labels(slots, plan.style, pitch=plan.pitch, column=plan.column, width=plan.width)
    notes = " ".join(plain_text((note,)) for note in chart.notes_of(index))
    title = _title(panel.title, notes, plan)
    return _Content(panel, title, tuple(columns), shown, low, high, scale)


def _title(title: str, notes: str, plan: _Plan) -> tuple[tuple[str, str, float], ...]:
    """Return the lines of a title; references to notes follow on the last one, or stand on one of their own."""
    style, room = plan.style, plan.width / HEAVIER
    lines = style.value.lines(title, room) or ("",)
    if not notes:
        return tuple((line, "", 0.0) for line in lines)
    # Word's bold is wider than ours
    after = style.value.width(lines[-1]) * BOLDER + style.mark.width(" ") if lines[-1] else 0.0
    if fits_in(after + style.mark.width(notes), room):
        return (*((line, "", 0.0) for line in lines[:-1]), (lines[-1], notes, after))
    return (*((line, "", 0.0) for line in lines), ("", notes, 0.0))


def _placed(
    rows: Sequence[Sequence[_Content]], heights: Sequence[float], plan: _Plan, *, below: float, style: Style
) -> Iterator[PlacedPanel]:
    """Yield the panels at their places, row by row from above."""
    top = fsum(heights) + ROW_GAP * (len(rows) - 1)
    for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for index, content in enumerate(row):
            title = tuple(
                TitleLine(top - TITLE_DROP - TITLE_LEADING * number, *line) for number, line in enumerate(content.title)
            )
            yield PlacedPanel(
                content.panel,
                at,
                index * (plan.width + PANEL_GAP),
                top - height + below,
                top,
                title,
                content.columns,
                content.labels,
                _years(content, plan, style),
                _breaks(content, plan, style),
                content.low,
                content.high,
                content.scale,
            )
        top -= height + ROW_GAP


def _breaks(content: _Content, plan: _Plan, style: Style) -> tuple[tuple[float, float | None], ...]:
    """Return where breaks are drawn, at the left of the slot of the year that each stands before, and their marks."""
    width = style.mark.width(BREAK_MARK)
    found: list[tuple[float, float | None]] = []
    free = 0.0
    for before in sorted(content.panel.breaks):
        x = content.columns[before].slot * plan.pitch
        mark = x + BREAK_GAP if fits_in(x + BREAK_GAP + width, plan.width) else x - BREAK_GAP - width
        is_free = fits_in(free, mark)
        found.append((x, mark if is_free else None))
        free = mark + width + BREAK_GAP if is_free else free
    return tuple(found)


def _years(content: _Content, plan: _Plan, style: Style) -> tuple[tuple[int, float, str], ...]:
    """Return the years; where there is no room for all, those of the first and the last column."""
    texts = [as_period(point.year).short for point in content.panel.points]
    fits = fits_in(max(map(style.year.width, texts)), plan.pitch - VALUE_GAP)
    ends = (0, len(texts) - 1)
    halves = [style.year.width(text) / 2 for text in texts]
    return tuple(
        (index, max(half, min(content.columns[index].x, plan.width - half)), text)
        for index, (text, half) in enumerate(zip(texts, halves, strict=True))
        if fits or index in ends
    )
