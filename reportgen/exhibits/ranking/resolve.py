"""Decide how all places are drawn as slim columns, largest first, with one of them marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import partial
from math import fsum
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from reportgen.charts.metrics import CAP_HEIGHT, DESCENT
from reportgen.charts.placement import Box
from reportgen.charts.style import chart_style, marks_text
from reportgen.frozen import frozen
from reportgen.lengths import fits_in
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.placement import Point
    from reportgen.charts.style import Style
    from reportgen.exhibits.bars.values import BarRow
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.theme import Theme

HEIGHT, BASE, HEADROOM = 104.0, 16.0, 8.0
FOOT = 4.0
"""Base line of the words at the foot."""
GAP = 2.0
WIDEST_PITCH = 42.0
THINNEST = 0.75
"""Height of a column whose value is too small to be seen, and width of the marked one among very many."""
LEADER = 9.0
FLAG_LIFT = 15.0
FLAG_TIER = 11.0
LABEL_GAP = 4.0
"""From a thin line to its label."""
HEAVIER = 1.08
"""Word sets the marked label in the bold of its fonts, which is wider than ours."""
FOOT_GAP = 12.0
"""Between the words at either end of the foot."""

Side = Literal["left", "right"]
Lines = tuple[tuple[float, str], ...]
"""Lines of text with their base lines, from above."""


_left, _right = attrgetter("left"), attrgetter("right")


@frozen
class Callout:
    """A named column: the thin line that leads to its label, and the label."""

    index: int
    leader: tuple[Point, Point]
    x: float
    anchor: Side
    """Which end of its lines stands at `x`, beside the thin line."""
    lines: Lines
    is_marked: bool
    box: Box


@frozen
class Plot:
    """Where columns stand: their pitch and width, the heights of foot, base line and top, the values at both ends."""

    pitch: float
    column: float
    """Width of a column; the marked one is wider among very many."""
    base: float
    zero: float
    top: float
    low: float
    high: float

    @property
    def scale(self) -> float:
        """Points for one unit of the values."""
        return (self.top - self.base) / (self.high - self.low)


@frozen
class ResolvedRanking:
    """A ranking in points: a box for each column, flat where there is nothing to draw, and the named ones."""

    chart: Ranking
    width: float
    height: float
    plot: Plot
    columns: tuple[Box, ...]
    slivers: tuple[int, ...]
    """Columns that are drawn higher than their values, to be seen at all."""
    callouts: tuple[Callout, ...]
    first: Lines
    """What stands at the left of the foot."""
    last: Lines
    """What stands at the right of the foot."""


def resolve(chart: Ranking, theme: Theme, width: float) -> ResolvedRanking:
    """Return the places of columns and labels. A label stands beside its column, or above it on a thin line."""
    style = chart_style(theme)
    feet = _feet(chart, style, width)
    base = BASE + style.tick.leading * (max(map(len, feet)) - 1)
    plot = _plot(chart, width, base=base)
    columns, slivers = _columns(Same(chart.rows), plot, width)
    if chart.marked is not None and plot.column < THINNEST:
        marked = _column(chart.rows[chart.marked], chart.marked, plot, width, across=THINNEST)
        columns = (*columns[: chart.marked], marked, *columns[chart.marked + 1 :])
    callouts = _callouts(chart, style, columns, width=width, zero=plot.zero)
    height = max([base + HEIGHT - BASE] + [callout.box.top + 1 for callout in callouts])
    first, last = (_from_above(lines, FOOT + style.tick.leading * (len(lines) - 1), style.tick) for lines in feet)
    return ResolvedRanking(chart, width, height, plot, columns, slivers, callouts, first, last)


def _plot(chart: Ranking, width: float, *, base: float) -> Plot:
    values = [row.value.value for row in chart.rows if row.value.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    high = high if high > low else 1.0
    pitch = min(width / len(chart.rows), WIDEST_PITCH)
    tall = HEIGHT - BASE - HEADROOM
    zero = base - low * tall / (high - low)
    return Plot(pitch, max(pitch - GAP, 0.7 * pitch), base, zero, base + tall, low, high)


def _feet(chart: Ranking, style: Style, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words at either end of the foot, on several lines where they would meet."""
    words = (chart.first_text, chart.last_text)
    if fits_in(fsum(map(style.tick.width, words)) + FOOT_GAP, width):
        return words[:1], words[1:]
    first, last = (style.tick.lines(text, (width - FOOT_GAP) / 2) for text in words)
    return first, last


def _from_above(lines: Sequence[str], first: float, voice: Lettering) -> Lines:
    return tuple((first - voice.leading * number, line) for number, line in enumerate(lines))


@remembered(32)  # the rows are the very same in the charts of all places
def _columns(rows: Same[tuple[BarRow, ...]], plot: Plot, width: float) -> tuple[tuple[Box, ...], tuple[int, ...]]:
    """Return the columns, and which are drawn higher than their values."""
    columns = (_column(row, at, plot, width, across=plot.column) for at, row in enumerate(rows.thing))
    scale = plot.scale
    slivers = (at for at, row in enumerate(rows.thing) if 0 < abs(row.value.value or 0) * scale < THINNEST)
    return tuple(columns), tuple(slivers)


def _column(row: BarRow, at: int, plot: Plot, width: float, *, across: float) -> Box:
    left = min(at * plot.pitch + (plot.pitch - plot.column) / 2, width - across)
    value = row.value.value or 0.0
    reach = max(abs(value) * plot.scale, THINNEST) if value else 0.0
    bottom, top = (plot.zero, plot.zero + reach) if value >= 0 else (plot.zero - reach, plot.zero)
    return Box(left, bottom, left + across, top)


# -- names ----------------------------------------------------------------------------------------------------------


def _callouts(
    chart: Ranking, style: Style, columns: Sequence[Box], *, width: float, zero: float
) -> tuple[Callout, ...]:
    """Return the named columns with their labels, none over a column, over another label or across its thin line.

    The marked one chooses first; where the others have no place besides it, they are left out.
    """
    wanted = dict(chart.labels)
    if chart.marked is not None:
        wanted[chart.marked] = marked_text(chart.rows[chart.marked])
    named = (index for index, text in wanted.items() if text.strip())
    order = sorted(named, key=lambda index: (index != chart.marked, index))
    choices: list[Callable[[], Iterator[Callout]]] = []
    for index in order:
        is_marked = index == chart.marked
        voice = style.value if is_marked else style.tick
        # half the width is free on one side of any column
        lines = voice.lines(wanted[index], (width / 2 - 2 * LABEL_GAP) / HEAVIER)
        label = _Label(index, lines, voice, is_marked)
        choices.append(partial(_places, label, columns, width=width, zero=zero, tiers=3 * len(order) + 1))
    while choices:
        if (found := _apart(choices, ())) is not None:
            return found
        choices.pop()
    return ()


def marked_text(row: BarRow) -> str:
    """Return the label of the marked row: `Texas 2,508 [r]`."""
    return " ".join(filter(None, (row.name, row.value.text, marks_text(row.value.marks))))


@frozen
class _Label:
    """The label of a column, before it has its place."""

    index: int
    lines: tuple[str, ...]
    voice: Lettering
    is_marked: bool

    @property
    def widest(self) -> float:
        """How far a line of it may reach."""
        return max(map(self.voice.width, self.lines)) * (HEAVIER if self.is_marked else 1)

    def callout(self, leader: tuple[Point, Point], *, x: float, first: float, anchor: Side) -> Callout:
        """Return the label with one end of its lines at `x` and the base line of the first one at a height."""
        placed = _from_above(self.lines, first, self.voice)
        left = x if anchor == "left" else x - self.widest
        bottom, top = placed[-1][0] - DESCENT * self.voice.size, first + CAP_HEIGHT * self.voice.size + 2
        box = Box(left - 2, bottom, left + self.widest + 2, top)
        return Callout(self.index, leader, x, anchor, placed, self.is_marked, box)


def _places(label: _Label, columns: Sequence[Box], *, width: float, zero: float, tiers: int) -> Iterator[Callout]:
    """Yield the places of a label that cover no column, the best first."""
    own = columns[label.index]
    if label.is_marked:
        beside = _beside(label, own, width)
        if beside and beside.box.bottom >= zero and _is_clear(replace(beside.box, left=own.right), columns):
            yield beside
    x, foot = (own.left + own.right) / 2, max(own.top, zero) + 2
    tier = found = 0
    while found < tiers:
        first = foot + FLAG_LIFT - 2 + FLAG_TIER * tier + label.voice.leading * (len(label.lines) - 1)
        tier += 1
        leader = ((x, foot), (x, first + 7))
        flags = (
            label.callout(leader, x=x + LABEL_GAP, first=first, anchor="left"),
            label.callout(leader, x=x - LABEL_GAP, first=first, anchor="right"),
        )
        within = [flag for flag in flags if fits_in(-2, flag.box.left) and fits_in(flag.box.right, width + 2)]
        clear = [flag for flag in within if _is_clear(flag.box, columns)]
        found += bool(clear)
        yield from clear


def _beside(label: _Label, own: Box, width: float) -> Callout | None:
    """Return the label at the right of its column's upper end, where there is room for it on one line."""
    y, left = own.top - 4, own.right + 1
    x = left + LEADER - 1 + LABEL_GAP
    if len(label.lines) > 1 or x + label.widest > width:
        return None
    return label.callout(((left, y), (left + LEADER, y)), x=x, first=y - 3, anchor="left")


def _is_clear(box: Box, columns: Sequence[Box]) -> bool:
    """Say whether a label covers no column; high enough, each one is clear."""
    first, end = bisect_right(columns, box.left, key=_right), bisect_left(columns, box.right, key=_left)
    return not any(each.bottom < box.top and box.bottom < each.top + 1 for each in columns[first:end])


def _apart(
    choices: Sequence[Callable[[], Iterator[Callout]]], chosen: tuple[Callout, ...]
) -> tuple[Callout, ...] | None:
    """Return one place for each label so that none meets another; None where there are no such places."""
    if not choices:
        return chosen
    for callout in choices[0]():
        if not any(_meet(callout, other) for other in chosen):
            found = _apart(choices[1:], (*chosen, callout))
            if found is not None:
                return found
    return None


def _meet(one: Callout, other: Callout) -> bool:
    return one.box.overlaps(other.box) or any(
        box.is_crossed_by(*leader) for box, leader in ((one.box, other.leader), (other.box, one.leader))
    )
