"""Write ranked bars as a chart of Word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import bar_plot, bar_series
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import own_words, value_format
from reportgen.builders.docx.native.overlays import OverlayBox, OverlayLine, OverlayText
from reportgen.builders.docx.native.pieces import INVISIBLE, Label, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.canvas import WHITE
from reportgen.charts.style import chart_style, marks_text
from reportgen.exhibits.bars.draw import bar_colour, value_colour
from reportgen.exhibits.bars.resolve import (
    BAR,
    NAME_LEADING,
    NAME_RISE,
    PITCH,
    SWATCH,
    TICK_GROUND,
    TICK_REACH,
    TICK_WIDTH,
)
from reportgen.language import say
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.charts.metrics import Lettering
    from reportgen.document.charts import Value
    from reportgen.exhibits.bars.resolve import BarPlace, ResolvedBars, ValueColumn
    from reportgen.theme import Theme

WIDEST_GAP = 500
"""Percent of a bar's thickness, beyond which Word leaves no room between bars."""
TALLEST = 0.8
"""Of the page's height: beyond it a chart whose rows are as tall as its tallest name is a picture instead."""
HEAD_Y = 9.0
"""Base line of the head, a point lower than in a drawing: Word has no room above the chart."""
INSET = 4.0
"""From the zero line to a label that stands at the base of its bar."""


def word(resolved: ResolvedBars, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word, or none where Word, whose rows are equally tall, would need a whole page."""
    pitch = _pitch(resolved.rows)
    width, height = resolved.width, resolved.head + pitch * len(resolved.rows)
    if height > max(resolved.height, TALLEST * theme.page.content_height):
        return ()
    plot, sheet = _plot(resolved, theme, pitch=pitch, height=height)
    return (single(plot, sheet, width, height, overlays=tuple(_overlays(resolved, theme, pitch=pitch))),)


def _pitch(rows: Sequence[BarPlace]) -> float:
    """Return the height of a row with which no two names meet; the first and the last have a neighbour of one line."""
    lines = [1, *(max(len(place.name), 1) for place in rows), 1]
    return max(PITCH + NAME_LEADING * ((above + below) / 2 - 1) for above, below in pairwise(lines))


def _takes_lines(resolved: ResolvedBars) -> bool:
    """Say whether a name is broken: Word then breaks it elsewhere or not at all."""
    return any(len(place.name) > 1 for place in resolved.rows)


def _plot(resolved: ResolvedBars, theme: Theme, *, pitch: float, height: float) -> tuple[str, Sheet]:
    """Return the bars; those of the earlier values are not to be seen, but carry their labels."""
    chart, width, colours = resolved.chart, resolved.width, theme.colours
    values = [tuple(row.value for row in chart.rows)]
    style = chart_style(theme)
    looks = [(chart.title, bar_colour(resolved, style), value_colour(resolved, style), resolved.now)]
    if resolved.earlier:
        values.append(tuple(row.earlier for row in chart.rows if row.earlier))
        looks.append((chart.earlier_title, "", colours.total, resolved.earlier))
    columns = tuple(SheetColumn(look[0], each) for look, each in zip(looks, values, strict=True))
    sheet = Sheet(say("Name"), tuple(row.name for row in chart.rows), columns)
    series = []
    for index, (each, (_, colour, text_colour, place)) in enumerate(zip(values, looks, strict=True)):
        shown = tuple(_labels(each, resolved, place, theme, is_light=index > 0 or chart.is_context))
        slivers = [at for at, row in enumerate(resolved.rows) if row.is_sliver]
        series.append(bar_series(index, sheet, theme, colour=colour, shown=shown, form=value_format(each),
                                 text_colour=text_colour, slivers=slivers))  # fmt: skip
    gap = min(round(settled((pitch - BAR) / BAR * 100)), WIDEST_GAP)
    plot = bar_plot(*series, direction="bar", gap=gap, overlap=100 if resolved.earlier else 0)
    lane = (resolved.right - resolved.left) / width
    room = plot_room(
        left=resolved.left / width, top=resolved.head / height, width=lane, height=1 - resolved.head / height
    )
    axis = category_axis(theme, theme.styles.chart_name, side="l", is_reversed=True,
                         has_labels=not _takes_lines(resolved), has_line=resolved.has_zero_line)  # fmt: skip
    values_axis = value_axis(theme, side="b", number_format="General", maximum=resolved.high, minimum=resolved.low,
                             step=0, is_shown=False)  # fmt: skip
    return element("c:plotArea", room, plot, axis, values_axis, INVISIBLE), sheet


def _labels(
    values: Sequence[Value], resolved: ResolvedBars, column: ValueColumn, theme: Theme, *, is_light: bool
) -> Iterator[Label]:
    """Yield the labels of the values, moved from the base of their bars to their column."""
    style, form = chart_style(theme), value_format(values)
    voice = style.name if is_light else style.value
    for index, each in enumerate(values):
        if each.value is None:
            continue
        words = own_words(each, form)
        start = resolved.zero + INSET if each.value >= 0 else resolved.zero - INSET - voice.width(words or each.text)
        right = column.digits - voice.width(each.text) - start
        yield Label(index, "inBase", words, right=right / resolved.width, is_light=is_light)


# -- over the chart -------------------------------------------------------------------------------------------------


def _overlays(resolved: ResolvedBars, theme: Theme, *, pitch: float) -> Iterator[Overlay]:
    """Yield the head of the columns, the ticks of the earlier values, the marks of gaps, and names in lines."""
    if resolved.head:
        yield from _head(resolved, theme)
    for index, place in enumerate(resolved.rows):
        middle = resolved.head + pitch * (index + 0.5)
        baseline = middle + BAR / 2 - NAME_RISE
        if place.tick is not None:
            reach = BAR / 2 + TICK_REACH
            ends = ((place.tick, middle - reach), (place.tick, middle + reach))
            if place.is_padded:
                yield OverlayLine(*ends, WHITE, TICK_GROUND)
            yield OverlayLine(*ends, theme.colours.total, TICK_WIDTH)
        for value, column in ((place.row.value, resolved.now), (place.row.earlier, resolved.earlier)):
            if value and column and value.value is None:
                yield _words(column.digits, baseline, marks_text(value.marks), theme, anchor="right")
        if _takes_lines(resolved):
            first = baseline - NAME_LEADING * (len(place.name) - 1) / 2
            for number, (_, line) in enumerate(place.name):
                style = theme.styles.chart_name
                yield OverlayText(0, first + NAME_LEADING * number, line, style, style.colour)


def _words(x: float, y: float, text: str, theme: Theme, *, anchor: Literal["left", "right"]) -> OverlayText:
    return OverlayText(x, y, text, theme.styles.chart_name, theme.colours.muted, anchor)


def _head(resolved: ResolvedBars, theme: Theme) -> Iterator[Overlay]:
    colours, style, y, chart, look = theme.colours, theme.styles.chart_value, HEAD_Y, resolved.chart, chart_style(theme)
    voice: Lettering = look.value
    right = resolved.now.digits
    yield OverlayText(right, y, chart.title, style, value_colour(resolved, look), "right")
    if not resolved.earlier:
        return
    yield OverlayBox((right - voice.width(chart.title) - SWATCH - 3, y - 6.5, SWATCH, 6.5), bar_colour(resolved, look))
    right = resolved.earlier.digits
    yield OverlayText(right, y, chart.earlier_title, style, colours.total, "right")
    x = right - voice.width(chart.earlier_title) - 6
    yield OverlayLine((x, y - 7.5), (x, y + 1.5), colours.total, TICK_WIDTH)
