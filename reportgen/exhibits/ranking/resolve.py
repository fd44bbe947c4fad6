"""Draw all places as slim columns, largest first, with one of them marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box
from reportgen.charts.style import chart_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.placement import Point
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.theme import Theme

HEIGHT, BASE, HEADROOM = 104.0, 16.0, 8.0
GAP = 2.0
WIDEST_PITCH = 42.0
THINNEST = 0.75
LEADER = 9.0
FLAG_LIFT = 15.0
FLAG_TIER = 11.0


@dataclass(frozen=True, slots=True)
class Callout:
    """A named column: the thin line that leads to its label, and the label."""

    leader: tuple[Point, Point]
    x: float
    y: float
    text: str
    is_marked: bool
    box: Box


@dataclass(frozen=True, slots=True)
class ResolvedRanking:
    """A ranking in points: columns as (x, height), and the named ones."""

    chart: Ranking
    width: float
    height: float
    column: float
    columns: tuple[tuple[float, float], ...]
    callouts: tuple[Callout, ...]


def resolve(chart: Ranking, theme: Theme, width: float) -> ResolvedRanking:
    """Return the places of columns and labels. A label stands beside its column, or above it on a thin line."""
    style = chart_style(theme)
    count = max(len(chart.rows), 1)
    pitch = min(width / count, WIDEST_PITCH)
    column = max(pitch - GAP, 0.7 * pitch)
    largest = max((row.value for row in chart.rows if row.value is not None), default=0)
    scale = (HEIGHT - BASE - HEADROOM) / largest if largest else 0.0
    columns = tuple(
        (index * pitch + (pitch - column) / 2, 0.0 if row.value is None else max(row.value * scale, THINNEST))
        for index, row in enumerate(chart.rows)
    )
    wanted = dict(chart.labels)
    if chart.marked is not None:
        row = chart.rows[chart.marked]
        wanted[chart.marked] = f"{row.name} {row.text}"
    callouts: list[Callout] = []
    order = sorted(wanted, key=lambda index: (index != chart.marked, index))
    for index in order:
        voice = style.value if index == chart.marked else style.tick
        layout = ResolvedRanking(chart, width, HEIGHT, column, columns, tuple(callouts))
        callouts.append(_callout(index, wanted[index], voice, layout, is_marked=index == chart.marked))
    height = max([HEIGHT] + [callout.box.top + 1 for callout in callouts])
    return ResolvedRanking(chart, width, height, column, columns, tuple(callouts))


def _callout(index: int, text: str, voice: Lettering, layout: ResolvedRanking, *, is_marked: bool) -> Callout:
    beside = _beside(index, text, voice, layout, is_marked=is_marked)
    if is_marked and beside.box.right <= layout.width and _is_free(beside.box, layout):
        return beside
    tier = 0
    while not _is_free((flag := _flag(index, text, voice, layout, tier=tier, is_marked=is_marked)).box, layout):
        tier += 1
    return flag


def _beside(index: int, text: str, voice: Lettering, layout: ResolvedRanking, *, is_marked: bool) -> Callout:
    x, height = layout.columns[index]
    right, y = x + layout.column, BASE + height - 4
    label_x = right + LEADER + 4
    box = Box(label_x - 2, y - 4.5, label_x + voice.width(text), y + 5)
    return Callout(((right + 1, y), (right + 1 + LEADER, y)), label_x, y - 3, text, is_marked, box)


def _flag(index: int, text: str, voice: Lettering, layout: ResolvedRanking, *, tier: int, is_marked: bool) -> Callout:
    left, height = layout.columns[index]
    x, foot = left + layout.column / 2, BASE + height + 2
    y = foot + FLAG_LIFT - 2 + FLAG_TIER * tier
    width = voice.width(text)
    label_x = x + 4 if x + 4 + width <= layout.width else max(x - 4 - width, 0)
    box = Box(label_x - 2, y - 2, label_x + width + 2, y + 8)
    return Callout(((x, foot), (x, y + 7)), label_x, y, text, is_marked, box)


def _is_free(box: Box, layout: ResolvedRanking) -> bool:
    """Say whether a label covers no column, no other label and no thin line; high enough, each one is free."""
    columns = (Box(x, BASE, x + layout.column, BASE + height + 1) for x, height in layout.columns)
    leaders = (Box(a[0] - 1, min(a[1], b[1]), b[0] + 1, max(a[1], b[1])) for a, b in _leaders(layout.callouts))
    others = (callout.box for callout in layout.callouts)
    return not any(box.overlaps(other) for group in (columns, leaders, others) for other in group)


def _leaders(callouts: Sequence[Callout]) -> list[tuple[Point, Point]]:
    return [callout.leader for callout in callouts]
