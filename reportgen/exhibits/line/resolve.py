"""Where everything in a line chart stands. Numbers only: nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box
from reportgen.charts.scale import spread, tick_text, tick_texts
from reportgen.charts.style import chart_style
from reportgen.exhibits.line.flags import Flag, flags_of, lack_of_height
from reportgen.exhibits.line.frame import (
    BASE,
    NAME_GAP,
    TICK_GAP,
    VALUE_OFFSET,
    Frame,
    end_parts,
    frame_of,
    name_lines,
    thinned_years,
    value_width,
)
from reportgen.exhibits.line.labels import LABEL_LEADING, Label, Lane, Obstacles, ends_early, is_crowded, point_labels
from reportgen.exhibits.line.values import segments, stretches
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.placement import Point as Position
    from reportgen.charts.scale import Unit
    from reportgen.charts.style import Role, Style
    from reportgen.exhibits.line.values import Line, LineChart
    from reportgen.theme import Theme

TICK_LIFT = 2.5
"""A tick's label stands this much above its grid line."""
HALF_VALUE = 3.0
"""From the base line of a value to its middle."""
FAR = 7.0
"""A label that was pushed further than this from its point gets a thin line to it."""


@frozen
class Tick:
    """A value of the scale: a grid line and its label. A base line at zero has none."""

    value: float
    y: float
    text: str


@frozen
class Trace:
    """One line: the segments it is interrupted into, and all its markers."""

    role: Role
    hollow: bool
    segments: tuple[tuple[int, ...], ...]
    """The points that are joined, as indexes; a segment of one point is a dot."""
    pieces: tuple[tuple[Position, ...], ...]
    """The same as places."""
    markers: tuple[Position, ...]
    """Of the points whose values are published; of crowded ones, of those only that are labelled, alone or last."""
    hollow_markers: tuple[Position, ...] = ()
    """Of the points of which only a bound is."""
    solid: tuple[tuple[Position, ...], ...] = ()
    """The stretches that are drawn through."""
    dashed: tuple[tuple[Position, ...], ...] = ()
    """Those from a bound to the next point, or to one."""


@frozen
class EndLabel:
    """Value and name of a line to the right of its last point."""

    line: int
    """Index of the line."""
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

    @property
    def leader(self) -> tuple[Position, ...]:
        """The ends of a thin line from the point to a label that was pushed far from it; empty for any other."""
        x, y = self.point
        is_far = abs(self.y + HALF_VALUE - y) > FAR
        return ((x + 5, y), (self.value_x - 2, self.y + HALF_VALUE)) if is_far else ()


@frozen
class ResolvedLine:
    """A line chart in points, from the lower left corner."""

    chart: LineChart
    frame: Frame
    ticks: tuple[Tick, ...]
    years: tuple[tuple[float, str], ...]
    traces: tuple[Trace, ...]
    flags: tuple[Flag, ...]
    labels: tuple[Label, ...]
    ends: tuple[EndLabel, ...]

    @property
    def width(self) -> float:
        """Width in points."""
        return self.frame.width

    @property
    def height(self) -> float:
        """Height in points."""
        return self.frame.height

    @property
    def zero(self) -> float:
        """Height of the zero line."""
        return self.frame.y(0)


def resolve(chart: LineChart, theme: Theme, width: float) -> ResolvedLine:
    """Return the places of all lines, labels, ticks and breaks of a line chart."""
    style = chart_style(theme)
    frame = frame_of(chart, style, width)
    years = thinned_years(chart, frame.xs, style)
    if not chart.is_scaled:
        bare = _placed(chart, frame, years, style, ticks=[])
        return bare if _tells_all(bare) else resolve(replace(chart, is_scaled=True), theme, width)
    ticks = [_box_on_line(tick, style) for tick in _ticks(chart, frame) if tick.text]
    return _placed(chart, frame, years, style, ticks=ticks)


def _tells_all(resolved: ResolvedLine) -> bool:
    """Say whether every value is printed beside its point, none of them below zero."""
    values = sum(point.value is not None for line in resolved.chart.lines for point in line.points)
    printed = sum(not label.is_gap for label in resolved.labels) + sum(bool(end.text) for end in resolved.ends)
    return printed == values and resolved.frame.bottom == 0


def moved(resolved: ResolvedLine, xs: tuple[float, ...], theme: Theme, *, axis: float) -> ResolvedLine:
    """Return the same chart with the same labels, its years at other places and its ticks left of an axis at `axis`."""
    years, style = tuple(text for _, text in resolved.years), chart_style(theme)
    ticks = [_box_beside(tick, style, axis) for tick in resolved.ticks if tick.text]
    return _placed(resolved.chart, replace(resolved.frame, xs=xs), years, style, ticks=ticks, before=resolved)


def _placed(
    chart: LineChart,
    frame: Frame,
    years: tuple[str, ...],
    style: Style,
    *,
    ticks: list[Box],
    before: ResolvedLine | None = None,
) -> ResolvedLine:
    frame, flags = _tall_enough(chart, frame, style)
    traces = tuple(_trace(chart, index, frame) for index in range(len(chart.lines)))
    ends = _ends(chart, frame, style, flags=flags)
    lanes = tuple(_lane(chart, index, frame, years) for index in range(len(chart.lines)))
    obstacles = _obstacles(frame, flags, [end.box for end in ends] + ticks)
    if before is None:
        labels = point_labels(lanes, obstacles, style)
    else:
        labels = _along(before, frame, obstacles) or point_labels(lanes, obstacles, style, shown=before.labels)
    dated = tuple(zip(frame.xs, years, strict=True))
    if is_crowded(frame.xs):
        traces = tuple(_with_few_markers(trace, index, frame, labels) for index, trace in enumerate(traces))
    return ResolvedLine(chart, frame, _ticks(chart, frame), dated, traces, flags, labels, ends)


def _along(before: ResolvedLine, frame: Frame, obstacles: Obstacles) -> tuple[Label, ...]:
    """Return the labels moved with their years, nothing where one of them would then cover another thing."""
    labels = tuple(label.moved(frame.xs[label.index] - before.frame.xs[label.index]) for label in before.labels)
    boxes = [label.box for label in labels]
    is_clear = (
        all(box.left >= 0 and box.right <= frame.width for box in boxes)
        and not any(box.overlaps(other) for box in boxes for other in (*obstacles.boxes, *obstacles.dotted))
        and not any(box.overlaps(other) for box, other in combinations(boxes, 2))
    )
    return labels if is_clear else ()


def _ticks(chart: LineChart, frame: Frame) -> tuple[Tick, ...]:
    """Return the ticks; zero is named only where it is not the base line."""
    # zero of millions is plain zero
    plain: Unit = "percent" if chart.scale == "percent" else "one"
    zero = "" if frame.bottom == 0 else tick_text(0, plain, currency=chart.currency)
    texts = tick_texts(frame.ticks, chart.scale, currency=chart.currency)
    if not chart.is_scaled:
        return tuple(Tick(value, frame.y(value), "") for value in frame.ticks)
    return tuple(
        Tick(value, frame.y(value), text if value else zero) for value, text in zip(frame.ticks, texts, strict=True)
    )


def _obstacles(frame: Frame, flags: tuple[Flag, ...], others: list[Box]) -> Obstacles:
    """Return what labels keep clear of: the words on breaks and their dotted lines, and others given."""
    boxes = [*others, *(flag.box for flag in flags)]
    dotted = tuple(Box(flag.x - 1.5, BASE, flag.x + 1.5, flag.top) for flag in flags)
    zero = frame.y(0) if frame.bottom < 0 else None
    return Obstacles(tuple(boxes), low=BASE, high=frame.height, right=frame.width, zero=zero, dotted=dotted)


def _tall_enough(chart: LineChart, frame: Frame, style: Style) -> tuple[Frame, tuple[Flag, ...]]:
    """Return the scales and the breaks of a chart that has room for all that is said in it."""
    flags = flags_of(chart, frame, style)
    lack = max(lack_of_height(flags, chart, frame), _lack_at_ends(chart, frame, style, flags=flags))
    if not lack:
        return frame, flags
    return replace(frame, height=frame.height + lack), tuple(flag.raised(lack) for flag in flags)


def _trace(chart: LineChart, index: int, frame: Frame) -> Trace:
    """Return a line, cut at each gap and at each break."""
    line, pieces = chart.lines[index], frame.pieces(chart, index)
    runs = segments(chart, index)
    places = {at: place for run, piece in zip(runs, pieces, strict=True) for at, place in zip(run, piece, strict=True)}
    found = [(tuple(places[at] for at in run), dashed) for each in runs for run, dashed in stretches(each, line.bounds)]
    return Trace(
        line.role,
        line.hollow,
        runs,
        pieces,
        tuple(place for at, place in places.items() if at not in line.bounds),
        tuple(place for at, place in places.items() if at in line.bounds),
        tuple(piece for piece, is_dashed in found if not is_dashed),
        tuple(piece for piece, is_dashed in found if is_dashed),
    )


def _with_few_markers(trace: Trace, line: int, frame: Frame, labels: tuple[Label, ...]) -> Trace:
    """Return a line of crowded points with markers where a label belongs, and where no line leads."""
    alone = {piece[0] for piece in trace.pieces if len(piece) == 1}
    labelled = {frame.xs[label.index] for label in labels if label.line == line} | {frame.xs[-1]}
    kept = tuple(place for place in trace.markers if place in alone or place[0] in labelled)
    return replace(trace, markers=kept)


def _lane(chart: LineChart, index: int, frame: Frame, years: tuple[str, ...]) -> Lane:
    """Return what is to be labelled along a line: every point but the last, and every gap."""
    line, heights = chart.lines[index], frame.heights(chart.lines[index])
    printed = tuple(bool(text) for text in years)
    return Lane(index, line, frame.xs, heights, _gap_heights(heights), printed, frame.pieces(chart, index))


def _gap_heights(heights: tuple[float | None, ...]) -> tuple[float, ...]:
    """Return for each year midway between the neighbours of a gap, at the only one there is, or just above the base."""
    result = []
    for index in range(len(heights)):
        before = next((height for height in reversed(heights[:index]) if height is not None), None)
        after = next((height for height in heights[index + 1 :] if height is not None), None)
        sides = [height for height in (before, after) if height is not None]
        result.append(fsum(sides) / len(sides) if sides else BASE + 10)
    return tuple(result)


def _lack_at_ends(chart: LineChart, frame: Frame, style: Style, *, flags: tuple[Flag, ...]) -> float:
    """Return how much taller the chart has to be for the names at the ends of its lines."""
    names = [name_lines(line.label, style, frame.width) for line in chart.lines if not ends_early(line)]
    needed = LABEL_LEADING * sum(max(len(lines), 1) for lines in names)
    return max(0.0, BASE + 1 + needed - _end_ceiling(frame, flags))


def _end_ceiling(frame: Frame, flags: tuple[Flag, ...]) -> float:
    """Return how high the labels at the ends of the lines may stand: below what is said about a break there."""
    x = frame.xs[-1] + VALUE_OFFSET
    return min([flag.box.bottom for flag in flags if flag.box.right > x] + [frame.height])


def _ends(chart: LineChart, frame: Frame, style: Style, *, flags: tuple[Flag, ...]) -> tuple[EndLabel, ...]:
    """Return value and name of each line beside its last point, pushed apart where the lines end close together."""
    ending = [index for index, line in enumerate(chart.lines) if not ends_early(line)]
    names = [name_lines(chart.lines[index].label, style, frame.width) for index in ending]
    centres = [_end_height(chart.lines[index], frame) for index in ending]
    heights = [LABEL_LEADING * max(len(lines), 1) for lines in names]
    # a name of two lines hangs from the height of its point; its block is centred half a line lower
    hung = [centre - (height - LABEL_LEADING) / 2 for centre, height in zip(centres, heights, strict=True)]
    middles = spread(hung, heights, low=BASE + 1, high=_end_ceiling(frame, flags))
    x = frame.xs[-1] + VALUE_OFFSET
    values = max((value_width(*end_parts(chart.lines[index]), style) for index in ending), default=0)
    name_x = x + values + (NAME_GAP if values else 0)
    ends = []
    for index, lines, centre, height, middle in zip(ending, names, centres, heights, middles, strict=True):
        line = chart.lines[index]
        text, marks = end_parts(line)
        right = name_x + max((style.name.width(part) for part in lines), default=0)
        box = Box(x - 2, middle - height / 2, right, middle + height / 2)
        y = middle + height / 2 - LABEL_LEADING / 2 - HALF_VALUE
        ends.append(EndLabel(index, (frame.xs[-1], centre), x, name_x, y, text, marks, lines, line.role, box))
    return tuple(ends)


def _end_height(line: Line, frame: Frame) -> float:
    heights = frame.heights(line)
    last = heights[-1]
    return _gap_heights(heights)[-1] if last is None else last


def _box_on_line(tick: Tick, style: Style) -> Box:
    return Box(0, tick.y, style.tick.width(tick.text) + 2, tick.y + TICK_LIFT + 7)


def _box_beside(tick: Tick, style: Style, axis: float) -> Box:
    return Box(axis - TICK_GAP - style.tick.width(tick.text), tick.y - 5, axis - 2, tick.y + 5)
