"""Write stacked shares as a chart of Word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.native.bars import (
    LEAST_INSIDE,
    WHOLE,
    bar_label,
    bar_plot,
    bar_series,
    horizontal,
    name_lane,
    value_lane,
)
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import value_format
from reportgen.builders.docx.native.pieces import legend
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.metrics import text_width
from reportgen.document.charts import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.pieces import Label
    from reportgen.exhibits.shares.resolve import ResolvedShares
    from reportgen.exhibits.shares.values import StackedShares
    from reportgen.theme import Theme


def word(resolved: ResolvedShares, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    width, height = resolved.width, resolved.height
    return (single(*_plot(resolved.chart, theme, width=width, height=height), width, height, key=legend(theme)),)


def _plot(chart: StackedShares, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return horizontal bars cut into shares; the whole of each stands with its name."""
    names = tuple(f"{row.name} ({row.total_text})" if row.total_text else row.name for row in chart.rows)
    shares = tuple(
        SheetColumn(part, tuple(Value(row.values[index], row.texts[index]) for row in chart.rows))
        for index, part in enumerate(chart.parts)
    )
    sheet = Sheet("Name", names, shares)
    colours = theme.colours
    looks = (
        (colours.main, "#FFFFFF", colours.main),
        (colours.second, colours.ink, colours.second_text),
        (colours.third, colours.ink, colours.third_text),
        (colours.fourth, "#FFFFFF", colours.fourth),
    )
    beside = [row.texts[-1] for row in chart.rows]
    bar = width - name_lane(names, theme) - value_lane(beside, theme)
    series = []
    for index, (fill_colour, inside, outside) in zip(range(len(chart.parts)), looks, strict=False):
        values = [Value(row.values[index], row.texts[index]) for row in chart.rows]
        shown = list(_inside(values))
        if index == len(chart.parts) - 1:
            shown += _outside(values, theme, colour=outside, bar=bar, width=width)
        series.append(
            bar_series(index, sheet, theme, colour=fill_colour, shown=sorted(shown, key=lambda each: each.index),
                       form=value_format(values), text_colour=inside, edge=True)
        )  # fmt: skip
    plot = bar_plot(*series, direction="bar", grouping="stacked", gap=60, overlap=100)
    wholes = [[Value(WHOLE, text) for text in beside]]
    return horizontal(plot, names, wholes, theme, width=width, height=height, key=True), sheet


def _inside(values: Sequence[Value]) -> Iterator[Label]:
    """Yield the labels of the shares that have room for them."""
    form = value_format(values)
    for at, each in enumerate(values):
        if (each.value or 0) >= LEAST_INSIDE:
            yield bar_label(at, "ctr", each=each, form=form)


def _outside(values: Sequence[Value], theme: Theme, *, colour: str, bar: float, width: float) -> Iterator[Label]:
    """Yield the labels of the other shares, which are the last of their bars, to the right of them."""
    form = value_format(values)
    for at, each in enumerate(values):
        value = each.value or 0
        if value < LEAST_INSIDE:
            own = text_width(each.text, theme.faces.sans_semibold, theme.styles.chart_value.size)
            right = (bar * value / WHOLE / 2 + own / 2 + 4) / width
            yield replace(bar_label(at, "ctr", each=each, form=form), right=right, in_colour=colour)
