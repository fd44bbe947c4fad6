"""Write lines over years: interrupted at gaps and breaks, labelled at their points and at their ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import axis_format, label_text, own_words, value_format
from reportgen.builders.docx.native.overlays import OverlayBox, OverlayLine, OverlayRing, OverlayText
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    INVISIBLE,
    VALUE_AXIS,
    Label,
    category_axis,
    fill,
    labels,
    line,
    plot_room,
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn, category_names, series_name, series_values
from reportgen.charts.canvas import WHITE
from reportgen.charts.metrics import CAP_HEIGHT, DESCENT, lettering
from reportgen.charts.placement import Box
from reportgen.charts.style import LEADER_WIDTH, chart_style
from reportgen.exhibits.line.frame import BASE, TICK_GAP
from reportgen.exhibits.line.labels import ABOVE, BELOW, LABEL_LEADING, is_crowded
from reportgen.exhibits.line.resolve import HALF_VALUE, moved
from reportgen.exhibits.line.values import break_places, breaks_all, is_broken
from reportgen.wording import period_title, year_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.overlays import Anchor, Overlay
    from reportgen.charts.style import Role, Style
    from reportgen.exhibits.line.labels import Label as Placed
    from reportgen.exhibits.line.resolve import EndLabel, ResolvedLine, Trace
    from reportgen.exhibits.line.values import Line, LineChart
    from reportgen.theme import Theme

BREAK = "[b]"
"""Stands in the sheet between the years of a break that all lines share."""
MARKER = 6
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'
HOLLOW_WIDTH = 1.5
LEADER_ROOM = 6.0
YEAR_DROP = 14.0
"""From the foot of the scale to the base line of the years."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One series of Word: a line, or what lies before a break that other lines cross. From `first` up to `last`."""

    line: int
    name: str
    first: int
    last: int


def word(resolved: ResolvedLine, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    slots = _slots(resolved.chart)
    room = _room(resolved, slots, theme)
    xs = tuple(room.middle(slots.index(index)) for index in range(len(resolved.chart.years)))
    placed = moved(resolved, xs, theme, axis=room.left)
    plot, sheet = _plot(placed, resolved, slots, room=room, theme=theme)
    over = tuple(_overlays(placed, theme))
    grounds = tuple(_grounds(over, placed, theme))
    return (single(plot, sheet, placed.width, placed.height, overlays=(*grounds, *over)),)


# -- where the years stand ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Room:
    """Left end of the plot and the width of the slot that each year has in it."""

    left: float
    pitch: float

    def middle(self, slot: int) -> float:
        """Return where the points of a slot stand."""
        return self.left + (slot + 0.5) * self.pitch


def _slots(chart: LineChart) -> tuple[int | None, ...]:
    """Return the years, as indexes, with None before each at which every line breaks: a place without a figure."""
    slots: list[int | None] = []
    for index in range(len(chart.years)):
        is_cut = index in break_places(chart) and breaks_all(chart, before=index)
        slots += [None, index] if is_cut else [index]
    return tuple(slots)


def _room(resolved: ResolvedLine, slots: tuple[int | None, ...], theme: Theme) -> _Room:
    """Return the room of the plot: the last year where it was resolved, if ticks and the last slot have room."""
    style, (first, last) = chart_style(theme), (resolved.frame.xs[0], resolved.frame.xs[-1])
    left = max((style.tick.width(tick.text) for tick in resolved.ticks), default=0) + 2 * TICK_GAP
    count = len(slots)
    pitch = min((last - left) / (count - 0.5), (resolved.width - left) / count)
    if count > 1:
        pitch = min(pitch, (last - first) / (count - 1))
    last = min(last, resolved.width - pitch / 2)
    return _Room(last - (count - 0.5) * pitch, pitch)


# -- the plot -------------------------------------------------------------------------------------------------------


def _plot(
    placed: ResolvedLine, resolved: ResolvedLine, slots: tuple[int | None, ...], *, room: _Room, theme: Theme
) -> tuple[str, Sheet]:
    chart, frame = placed.chart, placed.frame
    parts = [part for index in range(len(chart.lines)) for part in _parts(chart, index, slots)]
    sheet = _sheet(chart, parts, slots)
    marked = [_marked(resolved.frame.xs, trace) for trace in resolved.traces]
    written = (
        _series(
            number, chart.lines[part.line], sheet, part, slots, _labels(part, placed, resolved, slots), theme,
            marked=marked[part.line],
        )
        for number, part in enumerate(parts)
    )  # fmt: skip
    plot = element(
        "c:lineChart",
        '<c:grouping val="standard"/><c:varyColors val="0"/>',
        *written,
        '<c:marker val="1"/>',
        element("c:axId", val=CATEGORY_AXIS),
        element("c:axId", val=VALUE_AXIS),
    )
    place = plot_room(
        left=room.left / placed.width,
        top=1 - frame.ceiling / placed.height,
        width=room.pitch * len(slots) / placed.width,
        height=(frame.ceiling - frame.floor) / placed.height,
    )
    years = category_axis(theme, theme.styles.chart_year, side="b", has_labels=not _is_thinned(placed))
    return element("c:plotArea", place, plot, years, _values(placed, theme), INVISIBLE), sheet


def _values(placed: ResolvedLine, theme: Theme) -> str:
    """Return the value axis with the ticks as they were resolved; with a single one, no other may be counted."""
    frame, ticks = placed.frame, placed.ticks
    step = ticks[1].value - ticks[0].value if len(ticks) > 1 else 2 * (frame.top - frame.bottom)
    form = axis_format([(tick.value, tick.text) for tick in ticks])
    return value_axis(theme, side="l", number_format=form, maximum=frame.top, minimum=frame.bottom, step=step)


def _is_thinned(placed: ResolvedLine) -> bool:
    return any(text != str(year) for (_, text), year in zip(placed.years, placed.chart.years, strict=True))


def _parts(chart: LineChart, index: int, slots: tuple[int | None, ...]) -> Iterator[_Part]:
    """Return a line whole, unless it breaks where another one runs on: then what lies before is a series of its own."""
    line, first = chart.lines[index], 0
    for before in break_places(chart):
        has_slot = slots[slots.index(before) - 1] is None
        if not has_slot and is_broken(chart, index, before=before):
            years = [point.year for point in line.points[first:before] if point.value is not None]
            if years:
                span = year_span(years[0], years[-1])
                yield _Part(index, f"{line.name}, {span}", first, before)
                first = before
    yield _Part(index, line.name, first, len(chart.years))


def _sheet(chart: LineChart, parts: list[_Part], slots: tuple[int | None, ...]) -> Sheet:
    columns = (
        SheetColumn(
            part.name,
            tuple(
                chart.lines[part.line].points[at] if at is not None and part.first <= at < part.last else None
                for at in slots
            ),
        )
        for part in parts
    )
    return Sheet(
        period_title(chart.years), tuple(BREAK if at is None else str(chart.years[at]) for at in slots), tuple(columns)
    )


def _series(
    number: int,
    each: Line,
    sheet: Sheet,
    part: _Part,
    slots: tuple[int | None, ...],
    shown: tuple[Label, ...],
    theme: Theme,
    *,
    marked: frozenset[int] | None,
) -> str:
    """Write a line; with `marked`, its points are crowded, and only these have a marker."""
    style = chart_style(theme)
    drawn, words = style.lines[each.role], style.texts[each.role]
    form = value_format(each.points).code
    return element(
        "c:ser",
        element("c:idx", val=number),
        element("c:order", val=number),
        series_name(sheet, number),
        shape(line(drawn, theme, width=1.75)),
        _marker(drawn, theme, is_hollow=each.hollow) if marked is None else NO_MARKER,
        *_bounds(each, slots, part, theme, marked=marked or frozenset()),
        labels(shown, theme.styles.chart_value, theme, number_format=form, in_colour=words, has_leaders=False),
        category_names(sheet),
        series_values(sheet, number),
        '<c:smooth val="0"/>',
    )


def _marked(xs: Sequence[float], trace: Trace) -> frozenset[int] | None:
    """Return which of crowded points have a marker; None where all of a line have theirs."""
    places = {x for x, _ in trace.markers}
    return frozenset(at for at, x in enumerate(xs) if x in places) if is_crowded(xs) else None


def _bounds(
    each: Line, slots: tuple[int | None, ...], part: _Part, theme: Theme, *, marked: frozenset[int]
) -> Iterator[str]:
    """Yield the points whose marker is hollow or the only one, and those to which a dashed line leads."""
    drawn = chart_style(theme).lines[each.role]
    for slot, at in enumerate(slots):
        if at is None or not part.first <= at < part.last:
            continue
        is_bound, follows_bound = at in each.bounds, at - 1 in each.bounds and slots[slot - 1] == at - 1
        is_dashed = is_bound or follows_bound
        if not is_dashed and at not in marked:
            continue
        yield element(
            "c:dPt",
            element("c:idx", val=slot),
            _marker(drawn, theme, is_hollow=each.hollow or is_bound),
            '<c:bubble3D val="0"/>',
            shape(line(drawn, theme, width=1.75, dash="dash" if is_dashed else "")),
        )


def _marker(colour: str, theme: Theme, *, is_hollow: bool) -> str:
    edge = line(colour, theme, width=HOLLOW_WIDTH) if is_hollow else line("#FFFFFF", theme, width=0.75)
    inside = fill("#FFFFFF" if is_hollow else colour, theme)
    return element("c:marker", '<c:symbol val="circle"/>', element("c:size", val=MARKER), shape(inside, edge))


# -- labels at points -----------------------------------------------------------------------------------------------


def _labels(
    part: _Part, placed: ResolvedLine, resolved: ResolvedLine, slots: tuple[int | None, ...]
) -> tuple[Label, ...]:
    """Return the labels of a series: those that were resolved, where they have room in Word, and the last value."""
    found = {(label.line, label.index): label for label in placed.labels}
    wanted = {(label.line, label.index): label for label in resolved.labels if not label.is_gap}
    along = [
        _label(found.get(at, label), placed if at in found else resolved, slots)
        for at, label in wanted.items()
        if at[0] == part.line and part.first <= at[1] < part.last
    ]
    ends = [
        _end_label(end, placed, slots)
        for end in placed.ends
        if end.line == part.line and end.text and part.last == len(placed.chart.years)
    ]
    return tuple(sorted((*along, *ends), key=lambda label: label.index))


def _label(label: Placed, placed: ResolvedLine, slots: tuple[int | None, ...]) -> Label:
    """Return a label above or below its point, or beside it, as it was placed."""
    each, x = placed.chart.lines[label.line], placed.frame.xs[label.index]
    point, lift = each.points[label.index], label.y - (placed.frame.heights(each)[label.index] or 0)
    text = own_words(point, value_format(each.points))
    if label.name:
        text = f"{label_text(point)}  {label.name}"
    slot = slots.index(label.index)
    if label.box.left > x or label.box.right < x:
        return Label(slot, "r" if label.box.left > x else "l", text)
    if lift > 0:
        return Label(slot, "t", text, down=(ABOVE - lift) / placed.height)
    return Label(slot, "b", text, down=(BELOW - lift) / placed.height)


def _end_label(end: EndLabel, placed: ResolvedLine, slots: tuple[int | None, ...]) -> Label:
    """Return the last value of a line; its name stands beside it, over the chart."""
    points = placed.chart.lines[end.line].points
    text = own_words(points[-1], value_format(points))
    middle, slot = end.y + HALF_VALUE, len(slots) - 1
    # beside its point a label stands nearer than in the PDF; lines that lead to far ones need that room
    right = LEADER_ROOM / placed.width if any(each.leader for each in placed.ends) else 0
    return Label(slot, "r", text, right=right, down=(end.point[1] - middle) / placed.height)


# -- over the chart -------------------------------------------------------------------------------------------------


def _overlays(placed: ResolvedLine, theme: Theme) -> Iterator[Overlay]:
    """Return what Word has no labels for: gaps, breaks, names at the ends, and years of which not all are printed."""
    style = chart_style(theme)
    write = _Writer(placed.height, style, theme)
    yield from _breaks(placed, write)
    yield from _hollow_markers(placed, style)
    for label in placed.labels:
        if label.is_gap:
            middle = (label.box.left + label.box.right) / 2
            yield write.name(middle, label.y, label.marks, label.role, anchor="centre")
        yield from _names_below(label, placed, write)
    for end in placed.ends:
        yield from _end_name(end, write)
    if _is_thinned(placed):
        yield from (write.year(x, BASE - YEAR_DROP, year) for x, year in placed.years if year)


def _grounds(over: tuple[Overlay, ...], placed: ResolvedLine, theme: Theme) -> Iterator[OverlayBox]:
    """Return the white behind words that a grid line would strike through, unless it would hide a part of a line."""
    pieces = [piece for trace in placed.traces for piece in trace.pieces]
    lines = [pair for piece in pieces for pair in pairwise((*piece, piece[-1]))]
    for each in over:
        if isinstance(each, OverlayText):
            box = _box(each, placed.height, theme)
            is_struck = any(box.bottom < tick.y < box.top for tick in placed.ticks)
            if is_struck and not any(box.is_crossed_by(start, end) for start, end in lines):
                frame = (box.left, placed.height - box.top, box.right - box.left, box.top - box.bottom)
                yield OverlayBox(frame, WHITE)


def _box(words: OverlayText, height: float, theme: Theme) -> Box:
    """Return the room of words over the chart, from its lower left corner."""
    voice = lettering(theme, words.style)
    left = words.x - voice.width(words.text) * {"left": 0, "centre": 0.5, "right": 1}[words.anchor]
    bottom = height - words.y - DESCENT * voice.size
    return Box(left - 1, bottom, left + voice.width(words.text) + 1, bottom + (CAP_HEIGHT + DESCENT) * voice.size + 1)


def _names_below(label: Placed, placed: ResolvedLine, write: _Writer) -> Iterator[Overlay]:
    """Return the name of a line that ends early, below its last value."""
    is_beside = label.box.left > placed.frame.xs[label.index]
    x = label.x if is_beside else (label.box.left + label.box.right) / 2
    for row, name in enumerate(label.name_below, start=1):
        y = label.y - LABEL_LEADING * row
        yield write.name(x, y, name, label.role, anchor="left" if is_beside else "centre")


def _end_name(end: EndLabel, write: _Writer) -> Iterator[Overlay]:
    """Return the name at the end of a line, and the thin line to a value that stands far from its point."""
    for row, name in enumerate(end.name):
        yield write.name(end.name_x, end.y - LABEL_LEADING * row, name, end.role)
    if end.leader:
        start, stop = ((x, write.height - y) for x, y in end.leader)
        yield OverlayLine(start, stop, write.style.lines[end.role], LEADER_WIDTH)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts words over a chart of a certain height, at places counted from its lower left corner."""

    height: float
    style: Style
    theme: Theme

    def name(self, x: float, y: float, text: str, role: Role, *, anchor: Anchor = "left") -> OverlayText:
        """Return words that belong to a line, in its colour."""
        look, colour = self.theme.styles.chart_name, self.style.texts[role]
        return OverlayText(x, self.height - y, text, look, colour, anchor)

    def year(self, x: float, y: float, text: str) -> OverlayText:
        """Return the name of a year below its place."""
        return OverlayText(x, self.height - y, text, self.theme.styles.chart_year, self.style.year.colour, "centre")

    def reason(self, x: float, y: float, text: str) -> OverlayText:
        """Return what is said of a break."""
        return OverlayText(x, self.height - y, text, self.theme.styles.chart_tick, self.style.comparison)


def _hollow_markers(placed: ResolvedLine, style: Style) -> Iterator[Overlay]:
    """Return the markers of hollow lines and of bounds: LibreOffice fills those of a chart."""
    for trace in placed.traces:
        for x, y in (*trace.hollow_markers, *(trace.markers if trace.hollow else ())):
            yield OverlayRing((x, placed.height - y), MARKER / 2, style.lines[trace.role], HOLLOW_WIDTH)


def _breaks(placed: ResolvedLine, write: _Writer) -> Iterator[Overlay]:
    """Return the dotted line of each break and what is said of it."""
    for flag in placed.flags:
        ends = (flag.x, placed.height - flag.top), (flag.x, placed.height - BASE)
        yield OverlayLine(*ends, write.style.comparison, 1, "sysDot")
        yield from (write.reason(flag.box.left + 1, y, text) for y, text in flag.lines)
