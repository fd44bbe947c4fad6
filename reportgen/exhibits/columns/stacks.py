"""How columns are stacked: their scale in values, and where each part lies in points."""

from __future__ import annotations

from math import ceil, fsum
from typing import TYPE_CHECKING

from reportgen.charts.scale import value_ticks
from reportgen.charts.style import PART_ROLES
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.style import Role
    from reportgen.exhibits.columns.values import StackedColumns

PART_GAP = 1.0
THINNEST = 1.0
LEAST_REST = 1.5
"""A rest that is shorter than this, in points, could not be seen."""


@frozen
class Span:
    """The values from the lower end of the plot to its upper end, and the ticks between them."""

    low: float
    """Zero, or the tick below the deepest column."""
    high: float
    ticks: tuple[float, ...]

    @property
    def step(self) -> float:
        """Return the distance of two ticks; that of a chart of zeros is 1."""
        return self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0


@frozen
class Frame:
    """Where years and values stand, in points."""

    xs: tuple[float, ...]
    """Middle of each column."""
    column: float
    """Width of a column."""
    foot: float
    """Lower end of the plot; the years stand below it."""
    base: float
    """Height of zero."""
    top: float
    """Height of the largest value."""
    scale: float
    """Points for one unit of value."""


@frozen
class Part:
    """One part of a column."""

    index: int
    """Which of the chart's parts it is."""
    y: float
    height: float
    role: Role

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.y + self.height / 2


@frozen
class Stack:
    """One year's column."""

    x: float
    parts: tuple[Part, ...]
    whole: tuple[float, float] | None
    """Lower edge and height of a column that is not divided, because only its total was published."""
    rest: tuple[float, float] | None
    """Lower edge and height of what the parts leave of the total; it is outlined."""
    mark: float | None
    """Height of the line that shows a total which is not the end of the stack."""
    low: float
    high: float
    """Heights of the ends of the stack, the rest and the mark included."""


def roles_of(chart: StackedColumns) -> tuple[Role, ...]:
    """Return the colours of the parts in their order: those of members are not those of a status over the years."""
    if not chart.names:
        return PART_ROLES
    first, second, third, *others = PART_ROLES
    return (first, third, second, *others)


def span_of(chart: StackedColumns) -> Span:
    """Return the values that the chart has to hold, zero among them."""
    ends = [end for index in range(len(chart.years)) for end in _ends(chart, index)]
    high, low = max(ends), min(ends)
    points = [point for column in (chart.totals, *(part.points for part in chart.parts)) for point in column]
    is_whole = all(point.value == int(point.value) for point in points if point.value is not None)
    limit = 100 if chart.scale == "percent" else float("inf")
    ticks = value_ticks(high, minimum=low, smallest_step=1 if is_whole else 0, limit=limit)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else max(high, -low)
    # the axis of Word counts its ticks from its lower end, so that this has to be one of them
    below = ceil(-low / step - 1e-9) if low < 0 else 0
    shown = {float(f"{-step * index:.12g}") + 0.0 for index in range(below + 1)} | {tick for tick in ticks if tick >= 0}
    return Span(-step * below + 0.0, high, tuple(tick for tick in sorted(shown) if tick <= high))


def _ends(chart: StackedColumns, index: int) -> tuple[float, float, float]:
    """Return how far a column reaches below and above zero, and its total."""
    total = chart.totals[index].value or 0.0
    values = [part.points[index].value or 0.0 for part in chart.parts]
    values.append(chart.rest(index))
    below, above = fsum(value for value in values if value < 0), fsum(value for value in values if value > 0)
    return below, above, total


def stack_of(chart: StackedColumns, index: int, frame: Frame) -> Stack:
    """Return where the parts of a year lie: from the base line outwards, with a white gap between two of them."""
    ends = [frame.base, frame.base]
    parts = []
    for at, (part, role) in enumerate(zip(chart.parts, roles_of(chart), strict=False)):
        value = part.points[index].value
        if value:
            y, height = _stacked(ends, value * frame.scale, frame.base)
            parts.append(Part(at, y, height, role))
    left, rest = chart.rest(index) * frame.scale, None
    if abs(left) >= LEAST_REST:
        rest = _stacked(ends, left, frame.base)
    total, whole = (chart.totals[index].value or 0.0) * frame.scale, None
    if chart.is_undivided(index) and total:
        whole = _stacked(ends, total, frame.base)
    mark = frame.base + total if chart.has_mark(index) else None
    marks = [] if mark is None else [mark]
    return Stack(frame.xs[index], tuple(parts), whole, rest, mark, min(ends[0], *marks, ends[1]), max(*ends, *marks))


def _stacked(ends: list[float], length: float, base: float) -> tuple[float, float]:
    """Return lower edge and height of a part, and move the end of the stack that it is put on."""
    at = 1 if length > 0 else 0
    start = ends[at]
    gap = PART_GAP if start != base else 0.0
    height = max(abs(length) - gap, THINNEST)
    ends[at] += length
    return (start + gap if length > 0 else start - gap - height), height
