"""Write stacked columns as a chart of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import (
    BASE,
    LEGEND_ROOM,
    TOTAL_ROOM,
    bar_plot,
    bar_series,
    column_labels,
    slot_name,
)
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import axis_format, value_format
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    INVISIBLE,
    NO_LINE,
    VALUE_AXIS,
    category_axis,
    labels,
    legend,
    plot_room,
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn, category_names, series_name, series_values
from reportgen.charts.metrics import text_width
from reportgen.charts.scale import value_ticks

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.columns.resolve import ResolvedColumns
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.theme import Theme


def word(resolved: ResolvedColumns, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    chart, width, height = resolved.chart, resolved.width, resolved.height
    plot, sheet = _plot(chart, theme, width=width, height=height)
    return (single(plot, sheet, width, height, key=legend(theme, without=len(chart.parts))),)


def _plot(chart: StackedColumns, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return columns over years, stacked from their parts, with the totals above them."""
    names = tuple(slot_name(point) for point in chart.totals)
    parts = tuple(SheetColumn(part.name, part.points) for part in chart.parts)
    sheet = Sheet("Year", names, (*parts, SheetColumn("Total", chart.totals)))
    colours = theme.colours
    looks = (
        (colours.main, "#FFFFFF"),
        (colours.second, colours.ink),
        (colours.third, colours.ink),
        (colours.fourth, "#FFFFFF"),
    )
    largest = max((point.value or 0 for point in chart.totals), default=0) or 1
    series = []
    for index, (part, look) in enumerate(zip(chart.parts, looks, strict=False)):
        form = value_format(part.points)
        shown = column_labels(part.points, form, place="ctr", least=largest * 0.12)
        series.append(bar_series(index, sheet, theme, colour=look[0], shown=shown, form=form, text_colour=look[1],
                                 edge=True))  # fmt: skip
    plot = bar_plot(*series, direction="col", grouping="stacked", gap=90, overlap=100)
    ticks = value_ticks(largest)
    left = text_width(f"{ticks[-1]:,.0f}", theme.faces.sans, theme.styles.chart_tick.size) + 6
    top = LEGEND_ROOM + TOTAL_ROOM
    room = plot_room(left=left / width, top=top / height, width=1 - left / width, height=1 - (top + BASE) / height)
    axis = category_axis(theme, theme.styles.chart_year, side="b")
    values = value_axis(
        theme,
        side="l",
        number_format=axis_format([(tick, f"{tick:,.0f}") for tick in ticks]),
        maximum=max(ticks[-1], largest),
        step=ticks[1] if len(ticks) > 1 else 1,
    )
    return element("c:plotArea", room, plot, _totals(chart, sheet, theme), axis, values, INVISIBLE), sheet


def _totals(chart: StackedColumns, sheet: Sheet, theme: Theme) -> str:
    """Return the totals as a line without a line, whose labels stand above the columns."""
    index = len(chart.parts)
    form = value_format(chart.totals)
    shown = tuple(column_labels(chart.totals, form, place="t", least=-1))
    series = element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(NO_LINE),
        '<c:marker><c:symbol val="none"/></c:marker>',
        labels(shown, theme.styles.chart_value, theme, number_format=form.code, in_colour=theme.colours.ink),
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
