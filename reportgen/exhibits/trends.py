"""Trends: where everything in one stands, its drawing, and its words.

A line, where two neighboring years have numbers; columns where none have. The line spans from the largest value down to
the smallest, but at least a quarter of the largest, or 20 points of a share, so that 2% never look like a cliff.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.language import say
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.document.trends import Slot, Trend
    from reportgen.theme import Theme

Ground = Literal["tint", "white"]
Position = tuple[float, float]

TILE = (91.0, 21.0)
"""Width and height beside the figure of a tile."""
CELL = (58.0, 14.5)
"""Width and height in the cell of a table."""

BESIDE = 2.0
"""White at the right of a trend in a tile."""

BASE = 3.0
"""Of the base line, from the lower edge."""
SIDE = 3.0
"""From the first and the last point to the edge."""
ABOVE = 3.5
"""From the highest point to the upper edge."""
LIFT = 5.0
"""From the base line to the lowest point of a line."""
LEAST_SPAN, LEAST_SPAN_OF_SHARES = 0.25, 20.0
WIDEST_COLUMN, BETWEEN_COLUMNS, ABOVE_COLUMN = 13.0, 3.0, 1.0
LINE_WIDTH, BASE_WIDTH, BREAK_WIDTH, CROSS_WIDTH, CARET_WIDTH = 1.5, 0.5, 1.0, 0.8, 1.1
DOTS = (1.0, 2.0)
POINT, LAST_POINT, RING = 1.4, 2.6, 0.8
CROSS, CARET_SIDE, CARET_BELOW, CARET_ABOVE = 1.7, 2.4, 2.0, 2.2
LATER = 3
"""Class of the ramp of earlier columns on a tint; on white, and beside other rows, they are one lighter."""


@dataclass(frozen=True, slots=True)
class ResolvedTrend:
    """A trend in points, from the lower left corner."""

    width: float
    height: float
    columns: tuple[tuple[float, float, float, float, str], ...]
    """Left, bottom, width, height and color."""
    lines: tuple[tuple[Position, Position], ...]
    points: tuple[Position, ...]
    last_point: Position | None
    """Set larger; None where the last number is a bound or a column."""
    floors: tuple[Position, ...]
    ceilings: tuple[Position, ...]
    crosses: tuple[Position, ...]
    breaks: tuple[float, ...]
    """Where a dotted line stands."""
    base: float
    """Height of the base line."""


def has_columns(trend: Trend) -> bool:
    """Say whether no two neighboring years have numbers, so that there is nothing to join."""
    return not any(one.value is not None and other.value is not None for one, other in pairwise(trend.slots))


def alt_text(trend: Trend) -> str:
    """Return the values of a trend: `2020 29,782; 2021 no number; 2024 29,568; series break before 2024`."""
    values = [concat((f"{slot.year}", slot.text or say("no number")), " ") for slot in trend.slots]
    breaks = [say("series break before {year}", year=trend.slots[place].year) for place in trend.breaks]
    return concat([*values, *breaks], "; ")


def resolve(trend: Trend, theme: Theme, *, size: tuple[float, float] = TILE, ground: Ground = "tint") -> ResolvedTrend:
    """Return where everything in a trend of a width and height stands."""
    return _columns(trend, theme, size, ground) if has_columns(trend) else _line(trend, size)


def _line(trend: Trend, size: tuple[float, float]) -> ResolvedTrend:
    width, height = size
    low, high = _span(trend)
    room = height - ABOVE - BASE - LIFT
    step = (width - 2 * SIDE) / (len(trend.slots) - 1)

    def place(index: int, slot: Slot) -> Position:
        share = 0.0 if slot.value is None else (slot.value - low) / (high - low)
        return SIDE + index * step, BASE + LIFT + share * room

    places = [place(index, slot) for index, slot in enumerate(trend.slots)]
    last = max(index for index, slot in enumerate(trend.slots) if slot.value is not None)
    exact = [index for index, slot in enumerate(trend.slots) if _is_exact(slot)]
    joined = [(one, other) for one, other in pairwise(exact) if other == one + 1 and other not in trend.breaks]
    return ResolvedTrend(
        width,
        height,
        columns=(),
        lines=tuple((places[one], places[other]) for one, other in joined),
        points=tuple(places[index] for index in exact if index != last),
        last_point=places[last] if last in exact else None,
        floors=_bounds(trend, places, "floor"),
        ceilings=_bounds(trend, places, "ceiling"),
        crosses=_crosses(trend, [x for x, _ in places], BASE),
        breaks=tuple(SIDE + (index - 0.5) * step for index in trend.breaks),
        base=BASE,
    )


def _columns(trend: Trend, theme: Theme, size: tuple[float, float], ground: Ground) -> ResolvedTrend:
    """Return columns from zero, each in the middle of its slot."""
    width, height = size
    step = width / len(trend.slots)
    values = [slot.value or 0.0 for slot in trend.slots]
    low, high = min(0.0, *values), max(0.0, *values)
    # below zero the base line may lie at the upper edge, where its crosses need room
    room = (height - BASE - (BASE if low < 0 else ABOVE_COLUMN)) / ((high - low) or 1)
    base, wide = BASE - low * room, min(WIDEST_COLUMN, step - BETWEEN_COLUMNS)
    middles = [step * (index + 0.5) for index in range(len(trend.slots))]
    places = [(x, base + value * room) for x, value in zip(middles, values, strict=True)]
    columns = [
        (x - wide / 2, min(base, y), wide, abs(y - base), _column_color(trend, index, theme, ground))
        for index, (x, y) in enumerate(places)
        if _is_exact(trend.slots[index])
    ]
    return ResolvedTrend(
        width,
        height,
        columns=tuple(columns),
        lines=(),
        points=(),
        last_point=None,
        floors=_bounds(trend, places, "floor"),
        ceilings=_bounds(trend, places, "ceiling"),
        crosses=_crosses(trend, middles, base),
        breaks=tuple(step * index for index in trend.breaks),
        base=base,
    )


def _span(trend: Trend) -> tuple[float, float]:
    """Return the values of the lowest and of the highest point that there is room for."""
    values = [slot.value for slot in trend.slots if slot.value is not None]
    high = max(values)
    least = LEAST_SPAN_OF_SHARES if trend.is_share else LEAST_SPAN * max(abs(value) for value in values)
    return min(min(values), high - (least or 1)), high


def _is_exact(slot: Slot) -> bool:
    return slot.value is not None and not slot.bound


def _bounds(trend: Trend, places: list[Position], bound: str) -> tuple[Position, ...]:
    return tuple(place for slot, place in zip(trend.slots, places, strict=True) if slot.bound == bound)


def _crosses(trend: Trend, across: list[float], base: float) -> tuple[Position, ...]:
    return tuple((x, base) for slot, x in zip(trend.slots, across, strict=True) if slot.value is None)


def _column_color(trend: Trend, index: int, theme: Theme, ground: Ground) -> str:
    """Return the color of a column: the last year is the darker one."""
    colours = theme.colours
    is_last = index == len(trend.slots) - 1
    match trend.role:
        case "main":
            return colours.main if is_last else colours.ramp[LATER if ground == "tint" else LATER - 1]
        case "other":
            return colours.ramp[LATER if is_last else LATER - 1]
        case "total":
            return colours.total if is_last else colours.axis


def draw(resolved: ResolvedTrend, theme: Theme, *, role: str = "main", ground: Ground = "tint") -> Recording:
    """Return a resolved trend, drawn."""
    colours, canvas = theme.colours, Canvas()
    ink = {"main": colours.main, "other": colours.ramp[LATER], "total": colours.total}[role]
    ring = colours.tint if ground == "tint" else WHITE
    if ground == "tint":
        # a picture has a ground of its own, which must be that of the tile
        canvas.rectangles([(0, 0, resolved.width, resolved.height)], colours.tint)
    for *box, colour in resolved.columns:
        canvas.rectangles([(box[0], box[1], box[2], box[3])], colour)
    base = resolved.base
    canvas.line([(0, base), (resolved.width, base)], colour=colours.axis, line_width=BASE_WIDTH)
    for x in resolved.breaks:
        ends = [(x, resolved.height), (x, base)]
        canvas.line(ends, colour=colours.total, line_width=BREAK_WIDTH, dash=DOTS)
    for line in resolved.lines:
        canvas.line(line, colour=ink, line_width=LINE_WIDTH)
    canvas.circles(resolved.points, radius=POINT, fill=ink)
    if resolved.last_point:
        canvas.circles([resolved.last_point], radius=LAST_POINT, fill=ink, stroke=ring, line_width=RING)
    for (x, y), sign in (*((at, 1) for at in resolved.floors), *((at, -1) for at in resolved.ceilings)):
        caret = [
            (x - CARET_SIDE, y - sign * CARET_BELOW),
            (x, y + sign * CARET_ABOVE),
            (x + CARET_SIDE, y - sign * CARET_BELOW),
        ]
        canvas.line(caret, colour=ink, line_width=CARET_WIDTH)
    for x, y in resolved.crosses:
        for sign in (1, -1):
            ends = [(x - CROSS, y - sign * CROSS), (x + CROSS, y + sign * CROSS)]
            canvas.line(ends, colour=colours.muted, line_width=CROSS_WIDTH)
    return canvas.recording(resolved.width, resolved.height)


@lru_cache(maxsize=256)
def record(trend: Trend, theme: Theme, *, size: tuple[float, float] = TILE, ground: Ground = "tint") -> Recording:
    """Return a trend, drawn, of a width and height, on the tint of a tile or on white."""
    return draw(resolve(trend, theme, size=size, ground=ground), theme, role=trend.role, ground=ground)
