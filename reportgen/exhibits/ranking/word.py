"""Write a ranking as a chart of Word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import RANKING_FOOT, RANKING_HEAD, bar_plot, bar_series
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import value_format
from reportgen.builders.docx.native.pieces import INVISIBLE, Label, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.metrics import text_width
from reportgen.document.charts import Value

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.ranking.resolve import ResolvedRanking
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.theme import Theme


def word(resolved: ResolvedRanking, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    width, height = resolved.width, resolved.height
    return (single(*_plot(resolved.chart, theme, width=width, height=height), width, height),)


def _plot(chart: Ranking, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return all places as slim columns, one of them marked; what stands at either end is said below."""
    sheet = Sheet(
        "Name",
        tuple(row.name for row in chart.rows),
        (SheetColumn("Value", tuple(Value(row.value, row.text) for row in chart.rows)),),
    )
    colours = theme.colours
    marked = {} if chart.marked is None else {chart.marked: colours.main}
    texts = dict(chart.labels)
    if chart.marked is not None:
        row = chart.rows[chart.marked]
        texts[chart.marked] = f"{row.name} {row.text}"
    shown = []
    for at, text in sorted(texts.items()):
        up = _clear_of_neighbours(chart, at, text, theme, width=width, height=height)
        shown.append(Label(at, "outEnd", text, down=-up / height))
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=shown, form=value_format([]),
                        text_colour=colours.ink, marked=marked)  # fmt: skip
    plot = bar_plot(series, direction="col", gap=20)
    room = plot_room(left=0, top=RANKING_HEAD / height, width=1, height=1 - (RANKING_HEAD + RANKING_FOOT) / height)
    ends = " … ".join(text for text in (chart.first_text, chart.last_text) if text)
    axis = category_axis(theme, theme.styles.chart_year, side="b", has_labels=False, title=ends)
    values = value_axis(theme, side="l", number_format="General", maximum=_largest(chart), step=0, is_shown=False)
    return element("c:plotArea", room, plot, axis, values, INVISIBLE), sheet


def _largest(chart: Ranking) -> float:
    return max((row.value or 0 for row in chart.rows), default=0) or 1


def _clear_of_neighbours(chart: Ranking, index: int, text: str, theme: Theme, *, width: float, height: float) -> float:
    """Return how far up a label has to move, in points, so that the taller columns at its left do not cross it."""
    reach = text_width(text, theme.faces.sans_semibold, theme.styles.chart_value.size) / 2
    columns = math.ceil(reach * len(chart.rows) / width)
    tallest = max(row.value or 0 for row in chart.rows[max(0, index - columns) : index + 1])
    room = height - RANKING_HEAD - RANKING_FOOT
    return (tallest - (chart.rows[index].value or 0)) * room / _largest(chart)
