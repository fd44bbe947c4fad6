"""Write ranked bars as a chart of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.native.bars import LEGEND_ROOM, PAIR_PITCH, bar_label, bar_plot, bar_series, horizontal
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import text_format
from reportgen.builders.docx.native.pieces import legend
from reportgen.builders.docx.native.sheet import Sheet

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
    columns = [(chart.title, tuple(row.value for row in chart.rows))]
    texts = [tuple((row.value, row.text) for row in chart.rows)]
    if chart.earlier_title:
        columns.append((chart.earlier_title, tuple(row.earlier for row in chart.rows)))
        texts.append(tuple((row.earlier, row.earlier_text) for row in chart.rows))
    sheet = Sheet(names, tuple(columns))
    colours = theme.colours
    series = []
    for index, (look, values) in enumerate(zip(((colours.main, colours.main), (colours.ramp[2], colours.muted)), texts,
                                               strict=False)):  # fmt: skip
        form = text_format(values)
        shown = [bar_label(at, "outEnd", value=value, text=text, form=form)
                 for at, (value, text) in enumerate(values) if value is not None]  # fmt: skip
        series.append(bar_series(index, sheet, theme, colour=look[0], shown=shown, form=form, text_colour=look[1]))
    plot = bar_plot(*series, direction="bar", gap=45, overlap=-5 if chart.earlier_title else 0)
    return horizontal(plot, names, texts, theme, width=width, height=height, key=len(columns) > 1), sheet
