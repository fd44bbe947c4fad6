"""Write a ranking as a chart of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import bar_plot, bar_series
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import value_format
from reportgen.builders.docx.native.overlays import OverlayLine, OverlayText
from reportgen.builders.docx.native.pieces import INVISIBLE, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.style import AXIS_WIDTH, LEADER_WIDTH
from reportgen.language import say, spoken
from reportgen.lengths import settled
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.formats import Format
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.exhibits.bars.values import BarRow
    from reportgen.exhibits.ranking.resolve import ResolvedRanking
    from reportgen.language import Language
    from reportgen.theme import Theme

FILLED = 0.999
"""Of the width: a plot that ends before it has a base line of its own, which goes on."""


def word(resolved: ResolvedRanking, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    plot, sheet = _plot(resolved, theme)
    return (single(plot, sheet, resolved.width, resolved.height, overlays=tuple(_overlays(resolved, theme))),)


def _plot(resolved: ResolvedRanking, theme: Theme) -> tuple[str, Sheet]:
    """Return all places as slim columns, one of them marked."""
    chart, colours = resolved.chart, theme.colours
    sheet, form = _sheet(Same(chart.rows), spoken())
    marked = {} if chart.marked is None else {chart.marked: colours.main}
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=(), form=form,
                        text_colour=colours.ink, marked=marked, slivers=resolved.slivers)  # fmt: skip
    frame, height = resolved.plot, resolved.height
    plot = bar_plot(series, direction="col", gap=round(settled((frame.pitch - frame.column) / frame.column * 100)))
    room = plot_room(left=0, top=1 - frame.top / height, width=frame.pitch * len(chart.rows) / resolved.width,
                     height=(frame.top - frame.base) / height)  # fmt: skip
    axis = category_axis(theme, theme.styles.chart_year, side="b", has_labels=False)
    values_axis = value_axis(theme, side="l", number_format="General", maximum=frame.high, minimum=frame.low,
                             step=0, is_shown=False)  # fmt: skip
    return element("c:plotArea", room, plot, axis, values_axis, INVISIBLE), sheet


@remembered(16)  # its rows are the very same in all documents of a batch, and so is all that Word has of them
def _sheet(rows: Same[tuple[BarRow, ...]], _language: Language) -> tuple[Sheet, Format]:
    """Return the values of a ranking as a sheet, and the wording of them."""
    values = tuple(row.value for row in rows.thing)
    names = tuple(row.name for row in rows.thing)
    return Sheet(say("Name"), names, (SheetColumn(say("Value"), values),)), value_format(values)


def _overlays(resolved: ResolvedRanking, theme: Theme) -> Iterator[Overlay]:
    """Yield the named places with their thin lines, and what stands at either end of the foot."""
    colours, styles, height, width = theme.colours, theme.styles, resolved.height, resolved.width
    if resolved.plot.pitch * len(resolved.columns) < FILLED * width:
        y = height - resolved.plot.zero
        yield OverlayLine((0, y), (width, y), colours.axis, AXIS_WIDTH)
    for callout in resolved.callouts:
        start, end = ((x, height - y) for x, y in callout.leader)
        line_colour = colours.main if callout.is_marked else colours.axis
        yield OverlayLine(start, end, line_colour, LEADER_WIDTH)
        style = styles.chart_value if callout.is_marked else styles.chart_tick
        colour = colours.main if callout.is_marked else style.colour
        for y, line in callout.lines:
            yield OverlayText(callout.x, height - y, line, style, colour, callout.anchor)
    for y, line in resolved.first:
        yield OverlayText(0, height - y, line, styles.chart_tick, styles.chart_tick.colour)
    for y, line in resolved.last:
        yield OverlayText(width, height - y, line, styles.chart_tick, styles.chart_tick.colour, "right")
