"""Write ranked bars as a chart of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.native.bars import LEGEND_ROOM, PAIR_PITCH, bar_label, bar_plot, bar_series, horizontal
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import value_format
from reportgen.builders.docx.native.pieces import legend
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.document.charts import Value

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.bars.resolve import ResolvedBars
    from reportgen.exhibits.bars.values import RankedBars
    from reportgen.theme import Theme


def word(resolved: ResolvedBars, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    chart, width = resolved.chart, resolved.width
    height = len(chart.rows) * PAIR_PITCH + LEGEND_ROOM if chart.earlier_title else resolved.height
    plot, sheet = _plot(chart, theme, width=width, height=height)
    return (single(plot, sheet, width, height, key=legend(theme) if chart.earlier_title else ""),)


def _plot(chart: RankedBars, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return horizontal bars in their order, each with the bar of the earlier value below it, if there is one."""
    names = tuple(row.name for row in chart.rows)
    columns = [SheetColumn(chart.title, tuple(Value(row.value, row.text) for row in chart.rows))]
    if chart.earlier_title:
        earlier = tuple(Value(row.earlier, row.earlier_text) for row in chart.rows)
        columns.append(SheetColumn(chart.earlier_title, earlier))
    sheet = Sheet("Name", names, tuple(columns))
    colours = theme.colours
    series = []
    looks = ((colours.main, colours.main), (colours.ramp[2], colours.muted))[: len(columns)]
    shown_values = [[each for each in column.values if each is not None] for column in columns]
    for index, (look, values) in enumerate(zip(looks, shown_values, strict=True)):
        form = value_format(values)
        shown = [
            bar_label(at, "outEnd", each=each, form=form) for at, each in enumerate(values) if each.value is not None
        ]
        series.append(bar_series(index, sheet, theme, colour=look[0], shown=shown, form=form, text_colour=look[1]))
    plot = bar_plot(*series, direction="bar", gap=45, overlap=-5 if chart.earlier_title else 0)
    return horizontal(plot, names, shown_values, theme, width=width, height=height, key=len(columns) > 1), sheet
