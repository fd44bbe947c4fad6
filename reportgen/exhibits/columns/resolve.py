"""Resolve columns over years, each stacked from its parts: where they stand, and which labels are shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.key import LEADING as KEY_LEADING
from reportgen.charts.key import KeyEntry, key_entries
from reportgen.charts.scale import tick_text, year_positions, year_steps
from reportgen.charts.style import PART_ROLES, chart_style
from reportgen.exhibits.columns.flags import Flag, flags_of, raised
from reportgen.exhibits.columns.labels import (
    BELOW,
    BESIDE,
    HEADROOM,
    PartText,
    TotalText,
    is_named_beside,
    lane_height,
    lane_of,
    part_texts,
    stands_below,
    total_texts,
    total_width,
)
from reportgen.exhibits.columns.stacks import Frame, Span, Stack, span_of, stack_of

if TYPE_CHECKING:
    from reportgen.charts.style import Style
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.theme import Theme

BASE = 20.0
"""Height of the plot's lower end: room for the years below it."""
PLOT, PLOT_OF_TWO_SIGNS = 84.0, 112.0
FIRST_YEAR, SPAN, PITCH, WIDEST_PITCH = 76.0, 304.0, 76.0, 110.0
COLUMN, COLUMN_SHARE = 40.0, 0.53
"""A column is this wide, or this share of the distance between years."""
TICK_LIFT, TICK_GAP = 2.5, 8.0
YEAR_BASE = 6.0
"""Base line of the years."""
YEAR_GAP = 4.0
KEY_GAP = 6.0
"""Between the key and what stands below it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line and its label; that of zero, which is the base line, has none."""

    value: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """One year: its column, its total, and what is printed of its parts."""

    stack: Stack
    total: TotalText | None
    texts: tuple[PartText, ...]


@dataclass(frozen=True, slots=True)
class ResolvedColumns:
    """Stacked columns in points, from the lower left corner."""

    chart: StackedColumns
    width: float
    height: float
    frame: Frame
    span: Span
    """The values of the axis: its ends and ticks."""
    ticks: tuple[Tick, ...]
    years: tuple[tuple[float, str], ...]
    """Middle and words of each year; empty where there is no room for it."""
    columns: tuple[ColumnPlace, ...]
    key: tuple[KeyEntry, ...]
    """The parts, where they cannot be named beside the last column; else empty."""
    flags: tuple[Flag, ...]


def resolve(chart: StackedColumns, theme: Theme, width: float) -> ResolvedColumns:
    """Return the places of columns, parts and labels."""
    style = chart_style(theme)
    span = span_of(chart)
    frame = _frame(chart, style, width, span=span)
    stacks = tuple(stack_of(chart, index, frame) for index in range(len(chart.years)))
    totals = total_texts(chart, stacks, frame, style, width=width)
    places = [(stacks[one.before - 1].x + stacks[one.before].x) / 2 for one in chart.breaks]
    texts = part_texts(chart, stacks, totals, frame, style, width=width, breaks=places)
    flags, depth = flags_of(list(zip(places, (one.text for one in chart.breaks), strict=True)), style, width=width)
    named = () if is_named_beside(chart) else tuple(zip((part.name for part in chart.parts), PART_ROLES, strict=False))
    key = key_entries(named, style, left=0, right=width, top=0)
    below = frame.top + HEADROOM + depth
    height = below + (KEY_GAP - key[-1].y + KEY_LEADING - 4 if key else 0)
    return ResolvedColumns(
        chart,
        width,
        height,
        frame,
        span,
        tuple(Tick(value, frame.base + value * frame.scale, _tick_text(chart, value)) for value in span.ticks),
        tuple(zip(frame.xs, _year_texts(chart, frame, style), strict=True)),
        tuple(ColumnPlace(*place) for place in zip(stacks, totals, texts, strict=True)),
        tuple(KeyEntry(one.x, one.y + height - 9, one.name, one.role, one.has_swatch) for one in key),
        raised(flags, below),
    )


def _frame(chart: StackedColumns, style: Style, width: float, *, span: Span) -> Frame:
    breaks = [chart.years[one.before] for one in chart.breaks]
    units = sum(year_steps(chart.years, breaks=breaks))
    widest = max(style.tick.width(_tick_text(chart, tick)) for tick in span.ticks)
    left = max(FIRST_YEAR, widest + TICK_GAP + max(COLUMN, total_width(chart.totals[0], style)) / 2)
    edge = max(COLUMN, total_width(chart.totals[-1], style)) / 2
    room = width - left - edge - BESIDE - lane_of(chart, style, width)
    xs = year_positions(
        chart.years, left=left, span=max(min(room, max(SPAN, PITCH * units), WIDEST_PITCH * units), 0), breaks=breaks
    )
    pitch = min((b - a for a, b in pairwise(xs)), default=PITCH)
    plot = max(PLOT_OF_TWO_SIGNS if span.low < 0 < span.high else PLOT, lane_height(chart, style, width) + 2 - HEADROOM)
    hanging = any(stands_below(chart, index) for index in range(len(chart.years)))
    foot = BASE + (BELOW if hanging else 0.0)
    scale = plot / (span.high - span.low) if span.high > span.low else 0.0
    base = foot - span.low * scale
    return Frame(
        xs, min(COLUMN, COLUMN_SHARE * pitch), foot, base, base + span.high * scale if scale else base + plot, scale
    )


def _tick_text(chart: StackedColumns, value: float) -> str:
    return tick_text(value, chart.scale) if value else ""


def _year_texts(chart: StackedColumns, frame: Frame, style: Style) -> tuple[str, ...]:
    """Return the years to print; every second or third one, counted from the last, where they are too close."""
    need = max(style.year.width(str(year)) for year in chart.years) + YEAR_GAP
    pitch = min((b - a for a, b in pairwise(frame.xs)), default=need)
    every = max(1, int(-(-need // max(pitch, 1))))
    last = len(chart.years) - 1
    return tuple(str(year) if (last - index) % every == 0 else "" for index, year in enumerate(chart.years))
