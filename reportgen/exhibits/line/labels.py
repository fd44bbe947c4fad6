"""Where the values and gap marks of a line chart stand: above a point or below it, clear of lines and of each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box, Candidate, place
from reportgen.charts.style import marks_text
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.charts.placement import Point as Position
    from reportgen.charts.style import Role, Style
    from reportgen.exhibits.line.values import Line

ABOVE, BELOW = 7.5, -14.5
"""From a point to the base line of its value."""
BESIDE = 6.0
"""From a point to a value at its right or left."""
TIER = 11.0
"""To the next place further away."""
CLOSE = 34.0
"""Lines nearer than this have no room for values between them."""
MARKER = 4.0
"""Half the side of the square that a marker fills."""
WIDEST_NAMED, WIDEST_NAME = 150.0, 130.0
"""A value with the name of its line behind it; a longer name stands below the value, in lines."""
CROWDED = 9.0
"""Points nearer than this have no room for a marker each: the rings around them would cover the line."""
MANY = 12
"""Points from which on only the first, the last and the extremes are labelled, where values have no room in a row."""
LABEL_LEADING = 11.0
"""Between the base lines of two labels, at the least."""
MOST_TIERS = 4
"""How far away a label with a mark, a name or a bound stands, which is not left out for others; anywhere at need."""

# What each thing that is wrong with a place costs. Only the order matters: rather the other side than further away,
# rather further away than across a line, rather left out than on another marker. A mark is never left out.
OTHER_SIDE, SIDEWAYS, FURTHER, NEARER_TO_ANOTHER, ACROSS_A_LINE, ON_A_MARKER = 3.0, 7.0, 8.0, 9.0, 12.0, 40.0
ACROSS_ZERO = 4.0
LEFT_OUT, EXTREME_LEFT_OUT, MARK_LEFT_OUT = 30.0, 40.0, 1000.0
GAP_SHIFTS = (0.0, *(sign * shift for shift in (6.0, 12.0, 18.0, 24.0, 36.0, 48.0, 60.0) for sign in (1, -1)))
GAP_STEP = 3.0
"""Between the places for the mark of a gap that finds none near its line."""


@frozen
class Lane:
    """A line with its heights in points, year by year, and the height at which a gap's mark would stand."""

    number: int
    """Index of the line in its chart."""
    line: Line
    xs: tuple[float, ...]
    heights: tuple[float | None, ...]
    gap_heights: tuple[float, ...]
    printed: tuple[bool, ...]
    """Whether each year is printed below the chart; where not all are, values of the others are not told either."""
    pieces: tuple[tuple[Position, ...], ...]


@frozen
class Obstacles:
    """What no label may cover, and the room: from the years to the upper edge, and to the right edge."""

    boxes: tuple[Box, ...]
    low: float
    high: float
    right: float
    zero: float | None = None
    """Height of a zero line that runs among the values."""
    dotted: tuple[Box, ...] = ()
    """The lines of breaks: nothing covers them but a mark that has no other place."""


@frozen
class Label:
    """A value, or the mark of a gap, at the point it belongs to."""

    line: int
    index: int
    """Indexes of the line and of its point."""
    x: float
    y: float
    """Base line of the value, or of the mark."""
    text: str
    marks: str
    name: str
    """Name of a line that ends here, before the last year, behind the value; else empty."""
    name_below: tuple[str, ...]
    """The same, where it is too long for that, in lines below the value."""
    role: Role
    is_gap: bool
    box: Box

    def moved(self, by: float) -> Label:
        """Return the same label further to the right."""
        box = replace(self.box, left=self.box.left + by, right=self.box.right + by)
        return replace(self, x=self.x + by, box=box)


@frozen
class _Wish:
    """A label that looks for a place."""

    index: int
    lane: Lane
    text: str
    marks: str
    name: str
    name_below: tuple[str, ...]
    width: float
    below: bool
    left_out: float

    @property
    def x(self) -> float:
        return self.lane.xs[self.index]

    @property
    def is_gap(self) -> bool:
        return self.lane.heights[self.index] is None

    @property
    def depth(self) -> float:
        """How far the lines of a name reach below the value."""
        return LABEL_LEADING * len(self.name_below)


def point_labels(
    lanes: Sequence[Lane],
    obstacles: Obstacles,
    style: Style,
    *,
    shown: Sequence[Label] | None = None,
) -> tuple[Label, ...]:
    """Return the labels along the lines. Where there is no room for all, plain values between the extremes go first.

    With `shown`, those are placed that had room in another geometry.
    """
    wishes = [wish for lane in lanes for wish in _wishes(lane, lanes, style)]
    if shown is not None:
        wanted = {(label.line, label.index) for label in shown}
        wishes = [replace(w, left_out=MARK_LEFT_OUT) for w in wishes if (w.lane.number, w.index) in wanted]
    rank = {index: max(wish.left_out for wish in wishes if wish.index == index) for index in {w.index for w in wishes}}
    labels: list[Label] = []
    taken = [*obstacles.boxes, *obstacles.dotted]
    for index in sorted(rank, key=lambda year: (-rank[year], year)):
        here = [wish for wish in wishes if wish.index == index]
        choices = [_candidates(wish, lanes, obstacles) for wish in here]
        placed = place(choices, taken)
        taken += [chosen.box for chosen in placed if chosen.box is not None]
        for wish, chosen in zip(here, placed, strict=True):
            box = chosen.box or _far_box(wish, lanes, obstacles, taken)
            if box is not None:
                taken.append(box)
                labels.append(_label(wish, box))
    return tuple(sorted(labels, key=lambda label: (label.x, -label.y)))


def is_crowded(xs: Sequence[float]) -> bool:
    """Say whether points stand so near to each other that not each has a marker."""
    return any(after - before < CROWDED for before, after in pairwise(xs))


def _are_ends_enough(lane: Lane, style: Style) -> bool:
    """Say whether labels of all points of a long line would stand on several levels, as no eye follows them."""
    if len(lane.xs) <= MANY:
        return False
    printed = [x for x, is_printed in zip(lane.xs, lane.printed, strict=True) if is_printed]
    room = min((after - before for before, after in pairwise(printed)), default=0.0)
    widths = [style.value.width(point.text) for point in lane.line.points if point.text]
    return is_crowded(lane.xs) or (bool(widths) and sum(widths) / len(widths) > room)


def _wishes(lane: Lane, lanes: Sequence[Lane], style: Style) -> list[_Wish]:
    below = _is_better_below(lane, lanes)
    values = [point.value for point in lane.line.points if point.value is not None]
    last_value = max((index for index, height in enumerate(lane.heights) if height is not None), default=None)
    ends = {0, *(next(at for at, p in enumerate(lane.line.points) if p.value == found) for found in _extremes(values))}
    only_ends = _are_ends_enough(lane, style)
    wishes = []
    for index, point in enumerate(lane.line.points):
        marks = marks_text(point.marks)
        is_last_value = index == len(lane.xs) - 1 and point.value is not None
        if is_last_value or not (point.text or marks):
            continue
        named = lane.line.label if index == last_value and ends_early(lane.line) else ""
        name, name_below, width = _named(point.text, marks, named, style)
        is_extreme = point.value in _extremes(values) or index == 0
        is_bound = bool(marks or named) or index in lane.line.bounds
        if not ((lane.printed[index] and not only_ends) or is_bound or index in ends):
            continue
        left_out = MARK_LEFT_OUT if is_bound else EXTREME_LEFT_OUT if is_extreme else LEFT_OUT
        wishes.append(_Wish(index, lane, point.text, marks, name, name_below, width, below, left_out))
    return wishes


def _extremes(values: Sequence[float]) -> tuple[float, ...]:
    return (max(values), min(values)) if values else ()


def _named(text: str, marks: str, name: str, style: Style) -> tuple[str, tuple[str, ...], float]:
    """Return the name behind a value, or the lines of a long one below it, and how wide both are."""
    value = style.value.width(text) + style.mark.width(f" {marks}" if marks else "")
    value -= 0 if text else style.mark.width(" ")
    beside = value + style.mark.width(f" {name}" if name else "")
    if fits_in(beside, WIDEST_NAMED) or not name:
        return name, (), beside
    lines = style.name.lines(name, WIDEST_NAME)
    return "", lines, max(value, *(style.name.width(line) for line in lines))


def ends_early(line: Line) -> bool:
    """Say whether a line ends before the last year without a mark there; then it is named at its own last point."""
    last = line.points[-1]
    return last.value is None and not last.marks and any(point.value is not None for point in line.points)


def _is_better_below(lane: Lane, lanes: Sequence[Lane]) -> bool:
    """Say whether other lines run close above this one more often than close below it."""
    above = below = 0
    is_after = False
    for other in lanes:
        if other is lane:
            is_after = True
            continue
        # the last year's values stand beside their points
        for mine, theirs in zip(lane.heights[:-1], other.heights[:-1], strict=True):
            if mine is not None and theirs is not None:
                # of two equal values that of the line named first stands above
                is_under = theirs > mine or (theirs == mine and not is_after)
                above += is_under and theirs - mine < CLOSE
                below += not is_under and mine - theirs < CLOSE
    return above > below


def _far_box(wish: _Wish, lanes: Sequence[Lane], obstacles: Obstacles, taken: Sequence[Box]) -> Box | None:
    """Return a place further away than others for what is not left out; none for any other label."""
    if wish.left_out < MARK_LEFT_OUT:
        return None
    free = [box for box in taken if box not in obstacles.dotted]
    for tiers, others in (
        (MOST_TIERS, taken),
        (ceil(obstacles.high / TIER), taken),
        (ceil(obstacles.high / TIER), free),
    ):
        (chosen,) = place([_candidates(wish, lanes, obstacles, tiers=tiers)], others)
        if chosen.box is not None:
            return chosen.box
    return None


def _candidates(wish: _Wish, lanes: Sequence[Lane], obstacles: Obstacles, *, tiers: int = 1) -> list[Candidate]:
    if wish.is_gap:
        places = _gap_places(wish, GAP_SHIFTS if tiers == 1 else _all_shifts(obstacles.high))
    else:
        places = _value_places(wish, right=obstacles.right, tiers=tiers)
    candidates = []
    for left, y, cost in places:
        box = Box(left - 1, y - 2 - wish.depth, left + wish.width + 1, y + 7.5)
        is_beside = fits_in(0, left) and fits_in(left + wish.width, obstacles.right)
        if is_beside and box.bottom > obstacles.low and fits_in(box.top, obstacles.high):
            across = obstacles.zero is not None and box.bottom < obstacles.zero < box.top
            candidates.append(Candidate(box, cost + _cost(box, wish, lanes) + ACROSS_ZERO * across))
    return [*candidates, Candidate(None, wish.left_out)]


def _value_places(wish: _Wish, *, right: float, tiers: int) -> list[tuple[float, float, float]]:
    """Return places as (left end, base line, cost): above, below, to the right, to the left, and further away."""
    height = wish.lane.heights[wish.index]
    assert height is not None, "a value has a height"
    above, below = (OTHER_SIDE, 0.0) if wish.below else (0.0, OTHER_SIDE)
    left = wish.x - wish.width / 2
    if wish.name_below:
        left = max(0.0, min(left, right - wish.width))
    up, down = height + ABOVE + wish.depth, height + BELOW
    return [
        (left, up, above),
        (left, down, below),
        (wish.x + BESIDE, height - 3, SIDEWAYS),
        (wish.x - BESIDE - wish.width, height - 3, SIDEWAYS + 1),
        *((left, up + TIER * tier, above + FURTHER * tier) for tier in range(1, tiers + 1)),
        *((left, down - TIER * tier, below + FURTHER * tier) for tier in range(1, tiers + 1)),
    ]


def _gap_places(wish: _Wish, shifts: Iterable[float]) -> list[tuple[float, float, float]]:
    middle = wish.lane.gap_heights[wish.index]
    return [(wish.x - wish.width / 2, middle - 3 + shift, abs(shift) / 2) for shift in shifts]


def _all_shifts(height: float) -> Iterator[float]:
    """Yield how far a mark may stand from its gap, up and down the chart."""
    for step in range(1, ceil(height / GAP_STEP)):
        yield from (step * GAP_STEP, -step * GAP_STEP)


def _cost(box: Box, wish: _Wish, lanes: Sequence[Lane]) -> float:
    cost = 0.0
    middle = (box.bottom + box.top) / 2
    for lane in lanes:
        for piece in lane.pieces:
            for start, end in pairwise(piece):
                cost += ACROSS_A_LINE * box.is_crossed_by(start, end)
        for x, height in zip(lane.xs, lane.heights, strict=True):
            if height is not None and Box(x - MARKER, height - MARKER, x + MARKER, height + MARKER).overlaps(box):
                cost += ON_A_MARKER
    own = wish.lane.heights[wish.index]
    if own is not None:
        others = [lane.heights[wish.index] for lane in lanes if lane is not wish.lane]
        nearer = [other for other in others if other is not None and abs(other - middle) < abs(own - middle)]
        cost += NEARER_TO_ANOTHER * bool(nearer)
    return cost


def _label(wish: _Wish, box: Box) -> Label:
    return Label(
        line=wish.lane.number,
        index=wish.index,
        x=box.left + 1,
        y=box.bottom + 2 + wish.depth,
        text=wish.text,
        marks=wish.marks,
        name=wish.name,
        name_below=wish.name_below,
        role=wish.lane.line.role,
        is_gap=wish.is_gap,
        box=box,
    )
