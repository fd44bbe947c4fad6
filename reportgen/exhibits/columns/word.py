"""Write stacked columns as a chart of Word: what was resolved, in Word's own geometry of equally wide slots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import LEAST_EDGED, bar_plot, bar_series, gap_between
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import axis_format, own_words, value_format
from reportgen.builders.docx.native.keys import key_overlays, outline_overlays
from reportgen.builders.docx.native.overlays import OverlayLine, OverlayText
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    INVISIBLE,
    NO_LINE,
    VALUE_AXIS,
    Label,
    category_axis,
    labels,
    plot_room,
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn, category_names, series_name, series_values
from reportgen.charts.style import chart_style
from reportgen.exhibits.columns.draw import MARK_REACH, MARK_WIDTH
from reportgen.exhibits.columns.labels import LEADING, label_width, stands_below
from reportgen.exhibits.columns.resolve import PITCH, YEAR_BASE
from reportgen.exhibits.columns.stacks import THINNEST, roles_of
from reportgen.language import message, say
from reportgen.wording import period_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.charts.style import Style
    from reportgen.exhibits.columns.labels import PartText
    from reportgen.exhibits.columns.resolve import ColumnPlace, ResolvedColumns
    from reportgen.theme import Theme

TICK_GAP = 6.0
"""From the labels of the value axis to the plot."""
UNDIVIDED = message("Total, not divided")
TOTAL = message("Total")


@dataclass(frozen=True, slots=True)
class _Room:
    """Where Word draws: the plot, and the middle of each column in it."""

    left: float
    width: float
    slot: float

    def middle(self, index: int) -> float:
        """Return the middle of a column."""
        return self.left + self.slot * (index + 0.5)


def word(resolved: ResolvedColumns, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    style = chart_style(theme)
    room = _room(resolved, style)
    sheet = _sheet(resolved)
    overlays = (
        *key_overlays(resolved.key, theme, style, height=resolved.height),
        *_year_overlays(resolved, room, theme),
        *_column_overlays(resolved, room, theme, style),
        *_break_overlays(resolved, room, theme, style),
    )
    plot = _plot(resolved, sheet, room, theme, style)
    return (single(plot, sheet, resolved.width, resolved.height, overlays=overlays),)


def _room(resolved: ResolvedColumns, style: Style) -> _Room:
    """Return a plot in which the first and the last column stand where they were resolved, as far as Word can."""
    xs, count = resolved.frame.xs, len(resolved.frame.xs)
    pitch = (xs[-1] - xs[0]) / (count - 1) if count > 1 else PITCH
    ticks = max((style.tick.width(tick.text) + TICK_GAP for tick in resolved.ticks if tick.text), default=0.0)
    left = max(xs[0] - pitch / 2, ticks)
    # half a slot lies beyond the middle of the last column
    width = min((xs[-1] - left) * 2 * count / (2 * count - 1), resolved.width - left)
    return _Room(left, width, width / count)


def _sheet(resolved: ResolvedColumns) -> Sheet:
    """Return the parts, the totals of the years that have none, and all totals."""
    chart = resolved.chart
    parts = [SheetColumn(part.name, part.points) for part in chart.parts]
    undivided = tuple(total if chart.is_undivided(at) else None for at, total in enumerate(chart.totals))
    wholes = [SheetColumn(say(UNDIVIDED), undivided)] if any(undivided) else []
    title = chart.title if chart.names else period_title(chart.years)
    return Sheet(title, chart.heads, (*parts, *wholes, SheetColumn(say(TOTAL), chart.totals)))


# -- plot -----------------------------------------------------------------------------------------------------------


def _plot(resolved: ResolvedColumns, sheet: Sheet, room: _Room, theme: Theme, style: Style) -> str:
    frame, span = resolved.frame, resolved.span
    series = [_part_series(resolved, index, sheet, theme, style) for index in range(len(resolved.chart.parts))]
    if len(sheet.columns) > len(series) + 1:
        series.append(_undivided_series(resolved, len(series), sheet, theme, style))
    bars = bar_plot(*series, direction="col", grouping="stacked", gap=gap_between(room.slot, frame.column), overlap=100)
    place = plot_room(
        left=room.left / resolved.width,
        top=1 - frame.top / resolved.height,
        width=room.width / resolved.width,
        height=(frame.top - frame.foot) / resolved.height,
    )
    years = category_axis(theme, theme.styles.chart_year, side="b", has_labels=not _is_thinned(resolved))
    values = value_axis(
        theme,
        side="l",
        number_format=axis_format([(tick.value, tick.text) for tick in resolved.ticks]),
        maximum=span.high if span.high > span.low else span.low + span.step,
        minimum=span.low,
        step=span.step,
        is_shown=any(tick.text for tick in resolved.ticks),
    )
    return element("c:plotArea", place, bars, _totals(resolved, sheet, theme, style), years, values, INVISIBLE)


def _is_thinned(resolved: ResolvedColumns) -> bool:
    return tuple(text for _, text in resolved.years) != resolved.chart.heads


def _part_series(resolved: ResolvedColumns, index: int, sheet: Sheet, theme: Theme, style: Style) -> str:
    role, points = roles_of(resolved.chart)[index], resolved.chart.parts[index].points
    form = value_format(points)
    shown = [
        _label(text, Label(at, "ctr", own_words(points[at], form), is_light=True), place, resolved, style)
        for at, place in enumerate(resolved.columns)
        for text in place.texts
        if text.part == index and text.text
    ]
    heights = {(at, part.index): part.height for at, place in enumerate(resolved.columns) for part in place.stack.parts}
    return bar_series(
        index,
        sheet,
        theme,
        colour=style.lines[role],
        shown=shown,
        form=form,
        text_colour=style.on_fill[role],
        edge=True,
        bare=[at for at in range(len(points)) if heights.get((at, index), 0.0) < LEAST_EDGED],
        slivers=[at for at, part in heights if part == index and heights[at, part] <= THINNEST],
    )


def _label(text: PartText, label: Label, place: ColumnPlace, resolved: ResolvedColumns, style: Style) -> Label:
    """Return a label moved to where it was resolved, from the middle of the part, where Word puts it."""
    down = (text.of - text.middle) / resolved.height
    if text.is_inside:
        return replace(label, down=down)
    across = text.x + label_width(text.text, text.marks, style) / 2 - place.stack.x
    return replace(label, right=across / resolved.width, down=down, in_colour=style.texts[text.role])


def _undivided_series(resolved: ResolvedColumns, index: int, sheet: Sheet, theme: Theme, style: Style) -> str:
    """Return the columns of which only the total was published, with the mark of what is missing."""
    form = value_format(resolved.chart.totals)
    shown = [
        Label(at, "ctr", text.marks, is_light=True)
        for at, place in enumerate(resolved.columns)
        for text in place.texts
        if place.stack.whole and text.part < 0
    ]
    return bar_series(
        index, sheet, theme, colour=style.ramp[1], shown=shown, form=form, text_colour=style.ink, edge=True
    )


def _totals(resolved: ResolvedColumns, sheet: Sheet, theme: Theme, style: Style) -> str:
    """Return the totals as a line without a line, whose labels stand at the ends of the columns."""
    index, chart = len(sheet.columns) - 1, resolved.chart
    form = value_format(chart.totals)
    shown = []
    for at, place in enumerate(resolved.columns):
        if place.total is not None and chart.totals[at].value is not None:
            words = own_words(chart.totals[at], form) if place.total.text else place.total.marks
            below = stands_below(chart, at)
            mark = place.stack.mark
            away = 0.0 if mark is None else (mark - place.stack.low if below else mark - place.stack.high)
            shown.append(Label(at, "b" if below else "t", words, down=away / resolved.height))
    series = element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(NO_LINE),
        '<c:marker><c:symbol val="none"/></c:marker>',
        labels(
            tuple(shown),
            theme.styles.chart_value,
            theme,
            number_format=form.code,
            in_colour=style.ink,
            has_leaders=False,
        ),
        category_names(sheet),
        series_values(sheet, index),
        '<c:smooth val="0"/>',
    )
    return element(
        "c:lineChart",
        '<c:grouping val="standard"/><c:varyColors val="0"/>',
        series,
        '<c:marker val="1"/>',
        element("c:axId", val=CATEGORY_AXIS),
        element("c:axId", val=VALUE_AXIS),
    )


# -- over the chart -------------------------------------------------------------------------------------------------


def _year_overlays(resolved: ResolvedColumns, room: _Room, theme: Theme) -> Iterator[Overlay]:
    """Yield the years where not all of them have room: Word would count those that it leaves out from the first."""
    if _is_thinned(resolved):
        look = theme.styles.chart_year
        for index, (_, text) in enumerate(resolved.years):
            if text:
                yield OverlayText(
                    room.middle(index), resolved.height - YEAR_BASE, text, look, look.colour, anchor="centre"
                )


def _column_overlays(resolved: ResolvedColumns, room: _Room, theme: Theme, style: Style) -> Iterator[Overlay]:
    """Yield what belongs to no point: names, marks of gaps, outlines of rests, lines of totals within a stack."""
    column = resolved.frame.column
    for index, place in enumerate(resolved.columns):
        x, stack = room.middle(index), place.stack
        if stack.rest:
            bottom, tall = stack.rest
            box = (x - column / 2, resolved.height - bottom - tall, column, tall)
            yield from outline_overlays(box, style.axis)
        if stack.mark is not None:
            y, reach = resolved.height - stack.mark, column / 2 + MARK_REACH
            yield OverlayLine((x - reach, y), (x + reach, y), style.ink, MARK_WIDTH)
        total = place.total
        if total and resolved.chart.totals[index].value is None:
            look = theme.styles.chart_name
            yield OverlayText(x, resolved.height - total.y, total.marks, look, style.mark.colour, anchor="centre")
        for text in place.texts:
            yield from _text_overlays(text, place, resolved, theme, style, shift=x - stack.x)


def _text_overlays(
    text: PartText, place: ColumnPlace, resolved: ResolvedColumns, theme: Theme, style: Style, *, shift: float
) -> Iterator[Overlay]:
    """Yield a name beside the last column, and marks that stand where there is no number."""
    look, x, y = theme.styles.chart_name, text.x + shift, resolved.height - text.y
    if text.is_inside:
        if not text.text and not place.stack.whole:
            yield OverlayText(x, y, text.marks, look, style.ink, anchor="centre")
        return
    if text.marks and not text.text:
        yield OverlayText(x, y, text.marks, look, style.mark.colour)
    width = label_width(text.text, text.marks, style)
    after = x + width + (style.name.width(" ") if width else 0.0)
    for at, line in enumerate(text.name):
        yield OverlayText(x if at else after, y + LEADING * at, line, look, style.texts[text.role])


def _break_overlays(resolved: ResolvedColumns, room: _Room, theme: Theme, style: Style) -> Iterator[Overlay]:
    """Yield the dotted lines of breaks between two columns, and their words."""
    foot = resolved.height - resolved.frame.foot
    for entry, flag in zip(resolved.chart.breaks, resolved.flags, strict=True):
        x = room.left + room.slot * entry.before
        yield OverlayLine((x, resolved.height - flag.top), (x, foot), style.comparison, 1.0, "sysDot")
        for left, y, text in flag.lines:
            most = resolved.width - style.tick.width(text)
            start = min(max(left + x - flag.x, 0.0), most)
            yield OverlayText(start, resolved.height - y, text, theme.styles.chart_tick, style.comparison)
