"""The scales of a line chart: where its years stand, and how its values become heights."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.scale import axis_texts, tick_texts, value_ticks, year_positions, year_steps
from reportgen.charts.style import marks_text
from reportgen.exhibits.line.labels import WIDEST_NAME, ends_early
from reportgen.exhibits.line.values import break_places, segments

if TYPE_CHECKING:
    from reportgen.charts.placement import Point as Position
    from reportgen.charts.style import Style
    from reportgen.exhibits.line.values import Line, LineChart
    from reportgen.periods import Period

HEIGHT = 162.0
HALF, HALF_HEIGHT = 300.0, 108.0
"""Width up to which a chart stands beside another one, and the height of one line there: the other is not as tall."""
BASE = 20.0
"""Height of the lowest value on the scale, zero where none is below it; the years stand below it."""
FOOTROOM = 16.0
"""Below the lowest value, where values are negative: room for a label under a point."""
HEADROOM = 20.0
"""Above the highest tick or value: room for a label over a point."""
FIRST_YEAR = 62.0
"""Least distance of the first year from the left edge, where the tick labels are."""
SPAN = 304.0
"""From the first year to the last, for up to five of them; then 76 for each year as far as the width lets them."""
PITCH = 76.0
YEAR_GAP = 4.0
WIDEST_PITCH = 228.0
TICK_GAP = 5.0
VALUE_OFFSET = 12.0
"""From the last point to its value."""
NAME_GAP = 7.0
"""From the value to the name of the line."""
WIDEST_NAME_PART = 0.28
"""Of the chart's width, for the names at the ends of lines."""
LEAST_LANE, LEAST_LANE_AT_BREAK = 14.0, 70.0
"""Room to the right of the last year, for half of its label, or for what is said about a break."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a chart and its scales."""

    width: float
    height: float
    xs: tuple[float, ...]
    """Where each year stands."""
    ticks: tuple[float, ...]
    """Round values."""
    bottom: float
    top: float
    """The lowest and the highest value that the scale holds."""
    plot: float = HEIGHT - HEADROOM - BASE
    """From the lowest value to the highest."""

    @property
    def floor(self) -> float:
        """Height of the lowest value on the scale."""
        return BASE + (FOOTROOM if self.bottom < 0 else 0)

    @property
    def ceiling(self) -> float:
        """Height of the highest value on the scale."""
        return self.floor + self.plot

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.floor + (value - self.bottom) * (self.ceiling - self.floor) / (self.top - self.bottom)

    def heights(self, line: Line) -> tuple[float | None, ...]:
        """Return the height of each point of a line, None for a gap."""
        return tuple(None if point.value is None else self.y(point.value) for point in line.points)

    def pieces(self, chart: LineChart, index: int) -> tuple[tuple[Position, ...], ...]:
        """Return the places that each segment of a line joins."""
        points = chart.lines[index].points
        return tuple(
            tuple((self.xs[at], self.y(value)) for at in run if (value := points[at].value) is not None)
            for run in segments(chart, index)
        )


def frame_of(chart: LineChart, style: Style, width: float) -> Frame:
    """Return the scales of a chart without regard to what is said about its breaks."""
    published = [point.value for line in chart.lines for point in line.points if point.value is not None]
    largest, smallest = max(published, default=0.0), min(published, default=0.0)
    ticks = value_ticks(
        largest,
        minimum=smallest,
        smallest_step=1 if all(value == int(value) for value in published) else 0,
        limit=100 if chart.scale == "percent" else float("inf"),
    )
    if smallest < ticks[0]:
        # Word counts ticks from the foot of the scale, which therefore is one of them
        ticks = (2 * ticks[0] - ticks[1] if len(ticks) > 1 else smallest, *ticks)
    bottom, top = ticks[0], max(largest, ticks[-1])
    left = _left(chart, style, ticks=ticks)
    breaks = break_years(chart)
    units = fsum(year_steps(chart.years, breaks=breaks))
    room = width - left - _lane_width(chart, style, width)
    span = max(min(room, max(SPAN, PITCH * units), WIDEST_PITCH * units), 0)
    xs = year_positions(chart.years, left=left, span=span, breaks=breaks)
    # without any other value zero stands at the foot of the scale
    top = top if top > bottom else bottom + 1
    height = HALF_HEIGHT if width < HALF and len(chart.lines) == 1 else HEIGHT
    foot = FOOTROOM if bottom < 0 else 0
    return Frame(width, height + foot, xs, ticks, bottom, top, plot=height - HEADROOM - BASE)


def break_years(chart: LineChart) -> tuple[Period, ...]:
    """Return the years of the chart before which it breaks."""
    return tuple(chart.years[before] for before in break_places(chart))


def _left(chart: LineChart, style: Style, *, ticks: tuple[float, ...]) -> float:
    widest = max(style.tick.width(text) for text in tick_texts(ticks, chart.scale, currency=chart.currency))
    firsts = [line.points[0] for line in chart.lines]
    label = max(value_width(point.text, marks_text(point.marks), style) for point in firsts)
    if not chart.is_scaled:
        return max(label / 2, LEAST_LANE)
    return max(FIRST_YEAR, widest + TICK_GAP + label / 2)


def value_width(text: str, marks: str, style: Style) -> float:
    """Return how far a value reaches with its marks."""
    gap = style.mark.width(" ") if text and marks else 0
    return style.value.width(text) + gap + style.mark.width(marks)


def end_parts(line: Line) -> tuple[str, str]:
    """Return what stands before a line's name at its end: value and marks; nothing where the last year is a gap."""
    last = line.points[-1]
    return ("", "") if last.value is None else (last.text, marks_text(last.marks))


def name_lines(name: str, style: Style, width: float) -> tuple[str, ...]:
    """Return a line's name as it stands at the line's end."""
    return style.name.lines(name, max(min(WIDEST_NAME, width * WIDEST_NAME_PART), 1))


def _lane_width(chart: LineChart, style: Style, width: float) -> float:
    lines = [line for line in chart.lines if not ends_early(line)]
    value = max((value_width(*end_parts(line), style) for line in lines), default=0)
    names = [part for line in lines for part in name_lines(line.label, style, width)]
    name = max((style.name.width(part) for part in names), default=0)
    least = LEAST_LANE_AT_BREAK if chart.breaks else LEAST_LANE
    return max(VALUE_OFFSET + value + (NAME_GAP if value and name else 0) + name, least)


def thinned_years(chart: LineChart, xs: tuple[float, ...], style: Style) -> tuple[str, ...]:
    """Return the years to print; some of them where they are too close, see `axis_texts`."""
    need = max(style.year.width(str(year)) for year in chart.years) + YEAR_GAP
    pitch = min((b - a for a, b in pairwise(xs)), default=need)
    return axis_texts(chart.years, pitch=pitch, width=lambda text: style.year.width(text) + YEAR_GAP)
