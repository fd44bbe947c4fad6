"""Write bars and columns: ranked, stacked, or in small charts side by side."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.formats import (
    is_printed_as,
    needs_words,
    number_format,
    point_text,
    text_format,
    tick_format,
)
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    INVISIBLE,
    NO_LINE,
    VALUE_AXIS,
    Label,
    category_axis,
    fill,
    labels,
    line,
    plot_room,
    rich_text,
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, category_names, series_name, series_values
from reportgen.charts.metrics import lettering, text_width
from reportgen.charts.scale import value_ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.native.pieces import Position
    from reportgen.document import Panel, Point, RankedBars, Ranking, StackedColumns, StackedShares
    from reportgen.theme import Theme

WHOLE = 100.0
LEAST_INSIDE = 8.0
"""Percent; a share smaller than this has no room for its label."""
LEGEND_ROOM = 20.0
RANKING_HEAD, RANKING_FOOT = 16.0, 18.0
BASE, TOTAL_ROOM, TITLE_LINE = 18.0, 12.0, 11.0


def bar_series(
    index: int,
    sheet: Sheet,
    theme: Theme,
    *,
    colour: str,
    shown: Sequence[Label],
    form: str,
    text_colour: str,
    marked: dict[int, str] | None = None,
    edge: bool = False,
) -> str:
    """Return one series of bars; `marked` has the bars of another colour, `edge` puts white between stacked parts."""
    rim = line("#FFFFFF", theme, width=1.5) if edge else NO_LINE
    others = (
        element("c:dPt", element("c:idx", val=at), '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>',
                shape(fill(other, theme), rim))
        for at, other in sorted((marked or {}).items())
    )  # fmt: skip
    return element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(fill(colour, theme), rim),
        '<c:invertIfNegative val="0"/>',
        *others,
        labels(tuple(shown), theme.styles.chart_value, theme, number_format=form, in_colour=text_colour),
        category_names(sheet),
        series_values(sheet, index),
    )


def bar_plot(
    *series: str,
    direction: Literal["bar", "col"],
    grouping: Literal["clustered", "stacked"] = "clustered",
    gap: int,
    overlap: int = 0,
) -> str:
    """Return the bars of a chart; `gap` and `overlap` in percent of a bar's thickness."""
    return element(
        "c:barChart",
        element("c:barDir", val=direction),
        element("c:grouping", val=grouping),
        '<c:varyColors val="0"/>',
        *series,
        element("c:gapWidth", val=gap),
        element("c:overlap", val=overlap) if overlap else "",
        element("c:axId", val=CATEGORY_AXIS),
        element("c:axId", val=VALUE_AXIS),
    )


def _label(index: int, place: Position, *, value: float | None, text: str, form: str) -> Label:
    return Label(index, place, "" if is_printed_as(value, text, form) else text)


# -- kinds ----------------------------------------------------------------------------------------------------------


def ranked_bars(chart: RankedBars, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
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
        shown = [_label(at, "outEnd", value=value, text=text, form=form)
                 for at, (value, text) in enumerate(values) if value is not None]  # fmt: skip
        series.append(bar_series(index, sheet, theme, colour=look[0], shown=shown, form=form, text_colour=look[1]))
    plot = bar_plot(*series, direction="bar", gap=45, overlap=-5 if chart.earlier_title else 0)
    return _horizontal(plot, names, texts, theme, width=width, height=height, key=len(columns) > 1), sheet


def _horizontal(
    plot: str,
    names: Sequence[str],
    texts: Sequence[Sequence[tuple[float | None, str]]],
    theme: Theme,
    *,
    width: float,
    height: float,
    key: bool,
) -> str:
    """Return the plot area of bars that start at the names: no value axis, the values stand at the bars."""
    lane, longest = _lane(names, theme), _longest([text for values in texts for _, text in values], theme)
    top = LEGEND_ROOM if key else 2.0
    room = plot_room(left=lane / width, top=top / height, width=1 - (lane + longest) / width, height=1 - top / height)
    largest = max((value or 0 for values in texts for value, _ in values), default=0) or 1
    axis = category_axis(theme, theme.styles.chart_name, side="l", is_reversed=True)
    values = value_axis(theme, side="b", number_format="General", maximum=largest, step=0, is_shown=False)
    return element("c:plotArea", room, plot, axis, values, INVISIBLE)


def _lane(names: Sequence[str], theme: Theme) -> float:
    """Return the width of the names at the left of the bars."""
    return max(text_width(name, theme.faces.sans, theme.styles.chart_name.size) for name in names) + 10


def _longest(texts: Sequence[str], theme: Theme) -> float:
    """Return the room that values need at the right of the bars."""
    return max(text_width(text, theme.faces.sans_semibold, theme.styles.chart_value.size) for text in texts) + 8


def stacked_shares(chart: StackedShares, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return horizontal bars cut into shares; the whole of each stands with its name."""
    names = tuple(f"{row.name} ({row.total_text})" if row.total_text else row.name for row in chart.rows)
    shares = tuple((part, tuple(row.values[index] for row in chart.rows)) for index, part in enumerate(chart.parts))
    sheet = Sheet(names, shares)
    colours = theme.colours
    looks = (
        (colours.main, "#FFFFFF", colours.main),
        (colours.second, colours.ink, colours.second_text),
        (colours.third, colours.ink, colours.third_text),
        (colours.fourth, "#FFFFFF", colours.fourth),
    )
    beside = [row.texts[-1] for row in chart.rows]
    bar = width - _lane(names, theme) - _longest(beside, theme)
    series = []
    for index, (fill_colour, inside, outside) in zip(range(len(chart.parts)), looks, strict=False):
        values = [(row.values[index], row.texts[index]) for row in chart.rows]
        shown = list(_inside(values))
        if index == len(chart.parts) - 1:
            shown += _outside(values, theme, colour=outside, bar=bar, width=width)
        series.append(
            bar_series(index, sheet, theme, colour=fill_colour, shown=sorted(shown, key=lambda each: each.index),
                       form=text_format(values), text_colour=inside, edge=True)
        )  # fmt: skip
    plot = bar_plot(*series, direction="bar", grouping="stacked", gap=60, overlap=100)
    wholes = [[(WHOLE, text) for text in beside]]
    return _horizontal(plot, names, wholes, theme, width=width, height=height, key=True), sheet


def _inside(values: Sequence[tuple[float, str]]) -> Iterator[Label]:
    """Yield the labels of the shares that have room for them."""
    form = text_format(values)
    for at, (value, text) in enumerate(values):
        if value >= LEAST_INSIDE:
            yield _label(at, "ctr", value=value, text=text, form=form)


def _outside(
    values: Sequence[tuple[float, str]], theme: Theme, *, colour: str, bar: float, width: float
) -> Iterator[Label]:
    """Yield the labels of the other shares, which are the last of their bars, to the right of them."""
    form = text_format(values)
    for at, (value, text) in enumerate(values):
        if value < LEAST_INSIDE:
            own = text_width(text, theme.faces.sans_semibold, theme.styles.chart_value.size)
            right = (bar * value / WHOLE / 2 + own / 2 + 4) / width
            yield replace(_label(at, "ctr", value=value, text=text, form=form), right=right, in_colour=colour)


def stacked_columns(chart: StackedColumns, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return columns over years, stacked from their parts, with the totals above them."""
    names = tuple(_slot_name(point) for point in chart.totals)
    parts = tuple((part.name, tuple(point.value for point in part.points)) for part in chart.parts)
    sheet = Sheet(names, (*parts, ("Total", tuple(point.value for point in chart.totals))))
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
        form = number_format(part.points)
        shown = _column_labels(part.points, form, place="ctr", least=largest * 0.12)
        series.append(bar_series(index, sheet, theme, colour=look[0], shown=shown, form=form, text_colour=look[1],
                                 edge=True))  # fmt: skip
    plot = bar_plot(*series, direction="col", grouping="stacked", gap=90, overlap=100)
    ticks = value_ticks(largest)
    left = text_width(f"{ticks[-1]:,.0f}", theme.faces.sans, theme.styles.chart_tick.size) + 6
    top = LEGEND_ROOM + TOTAL_ROOM
    room = plot_room(left=left / width, top=top / height, width=1 - left / width, height=1 - (top + BASE) / height)
    axis = category_axis(theme, theme.styles.chart_year, side="b")
    values = value_axis(theme, side="l", number_format=tick_format("one"), maximum=max(ticks[-1], largest),
                        step=ticks[1] if len(ticks) > 1 else 1)  # fmt: skip
    return element("c:plotArea", room, plot, _totals(chart, sheet, theme), axis, values, INVISIBLE), sheet


def _totals(chart: StackedColumns, sheet: Sheet, theme: Theme) -> str:
    """Return the totals as a line without a line, whose labels stand above the columns."""
    index = len(chart.parts)
    form = number_format(chart.totals)
    shown = tuple(_column_labels(chart.totals, form, place="t", least=-1))
    series = element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(NO_LINE),
        '<c:marker><c:symbol val="none"/></c:marker>',
        labels(shown, theme.styles.chart_value, theme, number_format=form, in_colour=theme.colours.ink),
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


def _column_labels(points: Sequence[Point], form: str, *, place: Position, least: float) -> list[Label]:
    return [
        Label(at, place, point_text(point) if needs_words(point, form) else "")
        for at, point in enumerate(points)
        if point.value is not None and point.value >= least
    ]


def _slot_name(point: Point) -> str:
    """Return the year; one without a figure says why below itself."""
    return str(point.year) if point.value is not None else f"{point.year} {point_text(point)}".strip()


def small_chart(
    panel: Panel, theme: Theme, *, height: float, largest: float, title_room: float, gap: float
) -> tuple[str, Sheet]:
    """Return the columns of one of several small charts.

    `largest` is the largest value of all of them, `gap` the part of the width that stays free at the right.
    """
    names = tuple(_slot_name(point) for point in panel.points)
    sheet = Sheet(names, ((panel.title, tuple(point.value for point in panel.points)),))
    colours = theme.colours
    form = number_format(panel.points)
    last = max((at for at, point in enumerate(panel.points) if point.value is not None), default=0)
    shown = [
        replace(label, is_light=label.index != last)
        for label in _column_labels(panel.points, form, place="outEnd", least=-1)
    ]
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=shown, form=form, text_colour=colours.ink,
                        marked={last: colours.main})  # fmt: skip
    plot = bar_plot(series, direction="col", gap=50)
    top = title_room + TOTAL_ROOM
    room = plot_room(left=0, top=top / height, width=1 - gap, height=1 - (top + BASE) / height)
    axis = category_axis(theme, theme.styles.chart_year, side="b")
    values = value_axis(theme, side="l", number_format="General", maximum=largest * 1.06 or 1, step=0, is_shown=False)
    return element("c:plotArea", room, plot, axis, values, INVISIBLE), sheet


def title_lines(panel: Panel, theme: Theme, *, width: float) -> tuple[str, ...]:
    """Return the title of a small chart on as many lines as it needs."""
    return lettering(theme, theme.styles.chart_value).lines(panel.title, width / 1.08)


def panel_title(lines: tuple[str, ...], theme: Theme) -> str:
    """Return the title of a small chart, at its upper left corner."""
    place = '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/>'
    words = rich_text("\n".join(lines), theme.styles.chart_value, theme)
    return element("c:title", words, f"{place}</c:manualLayout></c:layout>", '<c:overlay val="1"/>')


def ranking(chart: Ranking, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return all places as slim columns, one of them marked; what stands at either end is said below."""
    sheet = Sheet(tuple(row.name for row in chart.rows), (("Value", tuple(row.value for row in chart.rows)),))
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
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=shown, form="General",
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
