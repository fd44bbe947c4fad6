"""Resolve columns over years or members, each stacked from its parts: where they stand, and which labels are shown."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.key import LEADING as KEY_LEADING
from reportgen.charts.key import KeyEntry, key_entries
from reportgen.charts.scale import axis_texts, tick_text, year_positions, year_steps
from reportgen.charts.style import chart_style
from reportgen.errors import BuildError
from reportgen.exhibits.columns.flags import Flag, flags_of, raised
from reportgen.exhibits.columns.labels import (
    BELOW,
    BESIDE,
    HEADROOM,
    PartText,
    TotalText,
    is_divided,
    lane_height,
    lane_of,
    named_column,
    names_are_clear,
    part_texts,
    stands_below,
    total_texts,
    total_width,
)
from reportgen.exhibits.columns.stacks import Frame, Span, Stack, roles_of, span_of, stack_of
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from reportgen.charts.style import Style
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.theme import Theme

BASE = 20.0
"""Height of the plot's lower end: room for the years below it."""
PLOT, PLOT_OF_TWO_SIGNS, PLOT_OF_MEMBERS = 84.0, 112.0, 100.0
FIRST_YEAR, SPAN, PITCH, WIDEST_PITCH = 76.0, 304.0, 76.0, 110.0
COLUMN, COLUMN_SHARE = 40.0, 0.53
"""A column is this wide, or this share of the distance between years."""
TICK_LIFT, TICK_GAP = 2.5, 8.0
YEAR_BASE = 6.0
"""Base line of the years."""
YEAR_GAP = 4.0
KEY_GAP = 6.0
"""Between the key and what stands below it."""
NARROW = 300.0
"""A chart that is no wider than this, one of two side by side, has no axis: its totals are printed."""
NARROW_COLUMN, NARROW_SHARE = 30.0, 0.8
MEMBER_COLUMN, MEMBER_SHARE = 28.0, 0.62


@frozen
class Tick:
    """A grid line and its label; that of zero, which is the base line, has none."""

    value: float
    y: float
    text: str


@frozen
class ColumnPlace:
    """One year: its column, its total, and what is printed of its parts."""

    stack: Stack
    total: TotalText | None
    texts: tuple[PartText, ...]


@frozen
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
    """Return the places of columns, parts and labels.

    Raises BuildError when the names of columns that are no years have no room below them.
    """
    style = chart_style(theme)
    span = span_of(chart)
    places = _placed(chart, style, width, span=span)
    frame = places.frame
    middles = [(places.stacks[one.before - 1].x + places.stacks[one.before].x) / 2 for one in chart.breaks]
    flags, depth = flags_of(list(zip(middles, (one.text for one in chart.breaks), strict=True)), style, width=width)
    parts = zip((part.name for part in chart.parts), roles_of(chart), strict=False)
    named = tuple(parts) if places.named is None and len(chart.parts) > 1 else ()
    key = key_entries(named, style, left=0, right=width, top=0)
    below = frame.top + HEADROOM + depth
    height = below + (KEY_GAP - key[-1].y + KEY_LEADING - 4 if key else 0)
    return ResolvedColumns(
        chart,
        width,
        height,
        frame,
        span,
        tuple(
            Tick(value, frame.base + value * frame.scale, _tick_text(chart, value, width=width)) for value in span.ticks
        ),
        tuple(zip(frame.xs, _heads(chart, frame, style), strict=True)),
        tuple(ColumnPlace(*place) for place in zip(places.stacks, places.totals, places.texts, strict=True)),
        tuple(KeyEntry(one.x, one.y + height - 9, one.name, one.role, one.has_swatch) for one in key),
        raised(flags, below),
    )


@frozen
class _Places:
    """Where everything stands, with the parts named beside one of the columns, or beside none."""

    named: int | None
    frame: Frame
    stacks: tuple[Stack, ...]
    totals: tuple[TotalText | None, ...]
    texts: tuple[tuple[PartText, ...], ...]


def _placed(chart: StackedColumns, style: Style, width: float, *, span: Span) -> _Places:
    """Return the places with the parts named beside the tallest of columns that are no years, or beside the last.

    Where names have no room there, a key names the parts.
    """
    last = named_column(chart)
    if not chart.names:
        return _with_names(chart, style, width, span=span, named=last)
    for named in (chart.tallest, last):
        if named is not None and is_divided(chart, named):
            places = _with_names(chart, style, width, span=span, named=named)
            if names_are_clear(places.texts, places.stacks, places.totals, places.frame, named=named, width=width):
                return places
    return _with_names(chart, style, width, span=span, named=None)


def _with_names(chart: StackedColumns, style: Style, width: float, *, span: Span, named: int | None) -> _Places:
    frame = _frame(chart, style, width, span=span, named=named)
    stacks = tuple(stack_of(chart, index, frame) for index in range(len(chart.years)))
    totals = total_texts(chart, stacks, frame, style, width=width)
    places = [(stacks[one.before - 1].x + stacks[one.before].x) / 2 for one in chart.breaks]
    texts = part_texts(chart, stacks, totals, frame, style, width=width, breaks=places, named=named)
    return _Places(named, frame, stacks, totals, texts)


def _frame(chart: StackedColumns, style: Style, width: float, *, span: Span, named: int | None) -> Frame:
    breaks = [chart.years[one.before] for one in chart.breaks]
    units = fsum(year_steps(chart.years, breaks=breaks))
    is_last = named == len(chart.years) - 1
    lane = lane_of(chart, style, width, named=named) if is_last else 0.0
    if width <= NARROW:
        beside = BESIDE + lane if lane else 0.0
        slot = (width - beside) / (units + 1)
        # a year that is printed may be wider than the slot of its column
        head = max(style.year.width(text) for text in chart.heads) / 2
        left = max(slot / 2, head)
        edge = beside + total_width(chart.totals[-1], style) / 2 if lane else head
        span_of_years = min(slot * units, width - left - max(edge, head))
        widest_column, share = NARROW_COLUMN, NARROW_SHARE
    else:
        widest = max(style.tick.width(_tick_text(chart, tick, width=width)) for tick in span.ticks)
        first = FIRST_YEAR if not chart.names else 0.0
        left = max(first, widest + TICK_GAP + max(COLUMN, total_width(chart.totals[0], style)) / 2)
        edge = max(COLUMN, total_width(chart.totals[-1], style)) / 2
        room = width - left - edge - BESIDE - lane
        span_of_years = max(min(room, max(SPAN, PITCH * units), WIDEST_PITCH * units), 0)
        widest_column, share = (MEMBER_COLUMN, MEMBER_SHARE) if chart.names else (COLUMN, COLUMN_SHARE)
    xs = year_positions(chart.years, left=left, span=span_of_years, breaks=breaks)
    pitch = min((b - a for a, b in pairwise(xs)), default=PITCH)
    least = lane_height(chart, style, width, named=named) + 2 - HEADROOM
    plot = max(PLOT_OF_TWO_SIGNS if span.low < 0 < span.high else PLOT_OF_MEMBERS if chart.names else PLOT, least)
    hanging = any(stands_below(chart, index) for index in range(len(chart.years)))
    foot = BASE + (BELOW if hanging else 0.0)
    scale = plot / (span.high - span.low) if span.high > span.low else 0.0
    base = foot - span.low * scale
    top = base + span.high * scale if scale else base + plot
    return Frame(xs, min(widest_column, share * pitch), foot, base, top, scale)


def _tick_text(chart: StackedColumns, value: float, *, width: float) -> str:
    return tick_text(value, chart.scale, currency=chart.currency) if value and width > NARROW else ""


def _heads(chart: StackedColumns, frame: Frame, style: Style) -> tuple[str, ...]:
    """Return what stands below the columns; of years every second or third, from the last, where they are too close."""
    need = max(style.year.width(head) for head in chart.heads) + YEAR_GAP
    pitch = min((b - a for a, b in pairwise(frame.xs)), default=need)
    if chart.names and not fits_in(need, pitch):
        raise BuildError(
            f"the names of {len(chart.names)} columns need {need:.0f} points each, there are {pitch:.0f}",
            hint="draw them as a chart of the kind `bars`",
        )
    if chart.names:
        return chart.heads
    return axis_texts(chart.years, pitch=pitch, width=lambda text: style.year.width(text) + YEAR_GAP)
