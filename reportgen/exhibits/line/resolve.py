"""Where everything in a line chart stands. Numbers only: nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box
from reportgen.charts.scale import spread, tick_text, value_ticks, year_positions, year_steps
from reportgen.charts.style import chart_style, marks_text
from reportgen.exhibits.line.labels import Label, Lane, Obstacles, ends_early, point_labels

if TYPE_CHECKING:
    from reportgen.charts.placement import Point as Position
    from reportgen.charts.style import Role, Style
    from reportgen.exhibits.line.values import Line, LineChart
    from reportgen.theme import Theme

HEIGHT = 176.0
BASE = 20.0
"""Height of zero; the years stand below it."""
HEADROOM = 20.0
"""Above the highest tick or value: room for a label over a point."""
FIRST_YEAR = 62.0
"""Least distance of the first year from the left edge, where the tick labels are."""
SPAN = 304.0
"""From the first year to the last, for up to five of them; then 76 for each year as far as the width lets them."""
PITCH = 76.0
WIDEST_PITCH = 228.0
TICK_GAP = 5.0
TICK_LIFT = 2.5
"""A tick's label stands this much above its grid line."""
VALUE_OFFSET = 12.0
"""From the last point to its value."""
NAME_GAP = 7.0
"""From the value to the name of the line."""
WIDEST_NAME = 130.0
LEAST_LANE, LEAST_LANE_AT_BREAK = 14.0, 70.0
"""Room to the right of the last year, for half of its label, or for what is said about a break."""
LABEL_LEADING = 11.0
"""Between the base lines of two labels, at the least."""
BREAK_GAP = 6.0
NARROWEST_BREAK_TEXT = 100.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line and its label; the base line has none."""

    value: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: the pieces it is interrupted into, and all its markers."""

    role: Role
    hollow: bool
    pieces: tuple[tuple[Position, ...], ...]
    markers: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A series break: a dotted line up to `top`, and its label, line by line, with the base line of each."""

    x: float
    top: float
    lines: tuple[tuple[float, str], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Value and name of a line to the right of its last point."""

    point: Position
    value_x: float
    name_x: float
    y: float
    """Base line of the value and of the name's first line."""
    text: str
    marks: str
    name: tuple[str, ...]
    role: Role
    box: Box


@dataclass(frozen=True, slots=True)
class ResolvedLine:
    """A line chart in points, from the lower left corner."""

    chart: LineChart
    width: float
    height: float
    ticks: tuple[Tick, ...]
    years: tuple[tuple[float, str], ...]
    traces: tuple[Trace, ...]
    flags: tuple[Flag, ...]
    labels: tuple[Label, ...]
    ends: tuple[EndLabel, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scales: places of the years, and how values become heights."""

    width: float
    height: float
    xs: tuple[float, ...]
    values: tuple[float, ...]
    top_value: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return BASE + value * (HEIGHT - HEADROOM - BASE) / self.top_value


def resolve(chart: LineChart, theme: Theme, width: float) -> ResolvedLine:
    """Return the places of all lines, labels, ticks and breaks of a line chart."""
    style = chart_style(theme)
    frame = _frame(chart, style, width)
    flags = _flags(chart, frame, style)
    frame, flags = _raised(chart, frame, flags)
    ticks = tuple(Tick(value, frame.y(value), tick_text(value, chart.scale) if value else "") for value in frame.values)
    traces = tuple(_trace(line, chart, frame) for line in chart.lines)
    ends = _ends(chart, frame, style, flags=flags)
    taken = [end.box for end in ends] + [flag.box for flag in flags]
    taken += [Box(flag.x - 1.5, BASE, flag.x + 1.5, flag.top) for flag in flags]
    taken += [_tick_box(tick, style) for tick in ticks if tick.text]
    lanes = tuple(_lane(line, trace, frame) for line, trace in zip(chart.lines, traces, strict=True))
    labels = point_labels(lanes, Obstacles(tuple(taken), low=BASE, high=frame.height, right=width), style)
    years = tuple(zip(frame.xs, _year_texts(chart, frame, style), strict=True))
    return ResolvedLine(chart, width, frame.height, ticks, years, traces, flags, labels, ends)


def _frame(chart: LineChart, style: Style, width: float) -> _Frame:
    published = [point.value for line in chart.lines for point in line.points if point.value is not None]
    largest = max(published, default=0.0)
    ticks = value_ticks(
        largest,
        smallest_step=1 if all(value == int(value) for value in published) else 0,
        limit=100 if chart.scale == "percent" else float("inf"),
    )
    left = _left(chart, style, ticks=ticks)
    breaks = _breaks(chart)
    units = sum(year_steps(chart.years, breaks=breaks))
    room = width - left - _lane_width(chart, style, width)
    span = max(min(room, max(SPAN, PITCH * units), WIDEST_PITCH * units), 0)
    xs = year_positions(chart.years, left=left, span=span, breaks=breaks)
    return _Frame(width, HEIGHT, xs, ticks, max(largest, ticks[-1]) or 1.0)


def _breaks(chart: LineChart) -> tuple[int, ...]:
    """Return the first years after the breaks that lie between two years of the chart."""
    return tuple(entry.year for entry in chart.breaks if chart.years[0] < entry.year <= chart.years[-1])


def _left(chart: LineChart, style: Style, *, ticks: tuple[float, ...]) -> float:
    widest = max((style.tick.width(tick_text(tick, chart.scale)) for tick in ticks if tick), default=0)
    firsts = [line.points[0] for line in chart.lines]
    label = max(_value_width(point.text, marks_text(point.marks), style) for point in firsts)
    return max(FIRST_YEAR, widest + TICK_GAP + label / 2)


def _value_width(text: str, marks: str, style: Style) -> float:
    gap = style.mark.width(" ") if text and marks else 0
    return style.value.width(text) + gap + style.mark.width(marks)


def _end_parts(line: Line) -> tuple[str, str]:
    """Return what stands before a line's name at its end: value and marks; nothing where the last year is a gap."""
    last = line.points[-1]
    return ("", "") if last.value is None else (last.text, marks_text(last.marks))


def _lane_width(chart: LineChart, style: Style, width: float) -> float:
    lines = [line for line in chart.lines if not ends_early(line)]
    value = max((_value_width(*_end_parts(line), style) for line in lines), default=0)
    name = max((_name_width(line.name, style, width) for line in lines), default=0)
    least = LEAST_LANE_AT_BREAK if _breaks(chart) else LEAST_LANE
    return max(VALUE_OFFSET + value + (NAME_GAP if value and name else 0) + name, least)


def _name_width(name: str, style: Style, width: float) -> float:
    lines = style.name.lines(name, min(WIDEST_NAME, width * 0.28))
    return max((style.name.width(line) for line in lines), default=0)


def _flags(chart: LineChart, frame: _Frame, style: Style) -> tuple[Flag, ...]:
    """Return the breaks. A label that would not fit before the next break reaches over it, which then ends below."""
    crossings = []
    for entry in chart.breaks:
        if entry.year in _breaks(chart):
            after = next(index for index, year in enumerate(chart.years) if year >= entry.year)
            crossings.append(((frame.xs[after - 1] + frame.xs[after]) / 2, entry.text))
    flags: list[Flag] = []
    top = frame.height
    for index, (x, text) in enumerate(crossings):
        limits = [other for other, _ in crossings[index + 1 :]]
        fits = not limits or limits[0] - x >= NARROWEST_BREAK_TEXT
        right = limits[0] - BREAK_GAP if limits and fits else frame.width
        flags.append(_flag(x, text, style, top=top, right=right))
        top = frame.height if fits else flags[-1].box.bottom
    return tuple(flags)


def _flag(x: float, text: str, style: Style, *, top: float, right: float) -> Flag:
    left = x + BREAK_GAP
    lines = style.tick.lines(text, right - left)
    baselines = tuple((top - 9 - LABEL_LEADING * index, line) for index, line in enumerate(lines))
    widest = max((style.tick.width(line) for line in lines), default=0)
    bottom = baselines[-1][0] - 3 if baselines else top
    return Flag(x, top, baselines, Box(left - 1, bottom, left + widest + 1, top))


def _raised(chart: LineChart, frame: _Frame, flags: tuple[Flag, ...]) -> tuple[_Frame, tuple[Flag, ...]]:
    """Make the chart taller where the label of a break would meet a point or its label."""
    lack = 0.0
    for flag in flags:
        for line in chart.lines:
            for x, point in zip(frame.xs, line.points, strict=True):
                if point.value is not None and flag.box.left - 30 < x < flag.box.right + 30:
                    lack = max(lack, frame.y(point.value) + HEADROOM - flag.box.bottom)
    if not lack:
        return frame, flags
    raised = tuple(
        Flag(
            flag.x,
            flag.top + lack,
            tuple((y + lack, text) for y, text in flag.lines),
            Box(flag.box.left, flag.box.bottom + lack, flag.box.right, flag.box.top + lack),
        )
        for flag in flags
    )
    return _Frame(frame.width, frame.height + lack, frame.xs, frame.values, frame.top_value), raised


def _trace(line: Line, chart: LineChart, frame: _Frame) -> Trace:
    """Return a line cut at each gap and at each break."""
    breaks = _breaks(chart)
    pieces: list[list[Position]] = [[]]
    before = chart.years[0]
    for x, year, point in zip(frame.xs, chart.years, line.points, strict=True):
        if point.value is None or any(before < broken <= year for broken in breaks):
            pieces.append([])
        if point.value is not None:
            pieces[-1].append((x, frame.y(point.value)))
        before = year
    runs = tuple(tuple(piece) for piece in pieces if piece)
    markers = tuple(position for piece in runs for position in piece)
    return Trace(line.role, line.hollow, runs, markers)


def _lane(line: Line, trace: Trace, frame: _Frame) -> Lane:
    """Return what is to be labelled along a line: every point but the last, and every gap."""
    heights = tuple(None if point.value is None else frame.y(point.value) for point in line.points)
    return Lane(line, frame.xs, heights, _gap_heights(heights), trace.pieces)


def _gap_heights(heights: tuple[float | None, ...]) -> tuple[float, ...]:
    """Return for each year midway between the neighbours of a gap, at the only one there is, or just above the base."""
    result = []
    for index in range(len(heights)):
        before = next((height for height in reversed(heights[:index]) if height is not None), None)
        after = next((height for height in heights[index + 1 :] if height is not None), None)
        sides = [height for height in (before, after) if height is not None]
        result.append(sum(sides) / len(sides) if sides else BASE + 10)
    return tuple(result)


def _ends(chart: LineChart, frame: _Frame, style: Style, *, flags: tuple[Flag, ...]) -> tuple[EndLabel, ...]:
    """Return value and name of each line beside its last point, pushed apart where the lines end close together."""
    x = frame.xs[-1] + VALUE_OFFSET
    ending = [line for line in chart.lines if not ends_early(line)]
    values = max((_value_width(*_end_parts(line), style) for line in ending), default=0)
    name_x = x + values + (NAME_GAP if values else 0)
    limit = max(min(WIDEST_NAME, frame.width * 0.28), 1)
    names = [style.name.lines(line.name, limit) for line in ending]
    centres = [_end_height(line, frame) for line in ending]
    heights = [LABEL_LEADING * max(len(lines), 1) for lines in names]
    ceiling = min([flag.box.bottom for flag in flags if flag.box.right > x] + [frame.height])
    # a name of two lines hangs from the height of its point; its block is centred half a line lower
    hung = [centre - (height - LABEL_LEADING) / 2 for centre, height in zip(centres, heights, strict=True)]
    middles = spread(hung, heights, low=BASE + 1, high=ceiling)
    ends = []
    for line, lines, centre, height, middle in zip(ending, names, centres, heights, middles, strict=True):
        text, marks = _end_parts(line)
        right = name_x + max((style.name.width(part) for part in lines), default=0)
        box = Box(x - 2, middle - height / 2, right, middle + height / 2)
        y = middle + height / 2 - LABEL_LEADING / 2 - 3
        ends.append(EndLabel((frame.xs[-1], centre), x, name_x, y, text, marks, lines, line.role, box))
    return tuple(ends)


def _end_height(line: Line, frame: _Frame) -> float:
    heights = tuple(None if point.value is None else frame.y(point.value) for point in line.points)
    last = heights[-1]
    return _gap_heights(heights)[-1] if last is None else last


def _tick_box(tick: Tick, style: Style) -> Box:
    return Box(0, tick.y, style.tick.width(tick.text) + 2, tick.y + TICK_LIFT + 7)


def _year_texts(chart: LineChart, frame: _Frame, style: Style) -> tuple[str, ...]:
    """Return the years to print; every second or third one, counted from the last, where they are too close."""
    need = max(style.year.width(str(year)) for year in chart.years) + 4
    pitch = min((b - a for a, b in pairwise(frame.xs)), default=need)
    every = max(1, int(-(-need // max(pitch, 1))))
    last = len(chart.years) - 1
    return tuple(str(year) if (last - index) % every == 0 else "" for index, year in enumerate(chart.years))
