"""Write lines over years: interrupted at gaps and breaks, labelled at their points and at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import axis_format, label_text, own_words, value_format
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
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn, category_names, series_name, series_values
from reportgen.charts.metrics import text_width
from reportgen.charts.scale import spread, value_ticks
from reportgen.document.charts import Value
from reportgen.exhibits.line.values import break_places

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.pieces import Position
    from reportgen.document import Point
    from reportgen.exhibits.line.resolve import ResolvedLine
    from reportgen.exhibits.line.values import Line, LineChart
    from reportgen.theme import Theme

BREAK = "[b]"
BASE, HEADROOM = 20.0, 16.0
"""Room for the years below the plot and for a label above it, in points."""
LABEL_HEIGHT = 11.0
END_GAP = 10.0
CLOSE = 0.16
"""Part of the plot's height; a line with another one less than this above it has its values below."""
MARKER = 6
WIDE = 9
"""Characters; a longer label over a point would be crossed by a line that rises from it."""


def word(resolved: ResolvedLine, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    width, height = resolved.width, resolved.height
    return (single(*_plot(resolved, theme, width=width, height=height), width, height),)


def _plot(resolved: ResolvedLine, theme: Theme, *, width: float, height: float) -> tuple[str, Sheet]:
    """Return the plot of a line chart and its sheet. A break has a place of its own between the years."""
    chart = resolved.chart
    slots = _slots(chart)
    sheet = Sheet(
        "Year",
        tuple(BREAK if year is None else str(year) for year in slots),
        (
            *(SheetColumn(each.name, tuple(_point(each, year) for year in slots)) for each in chart.lines),
            *([SheetColumn("Series break", _break_values(chart, slots))] if chart.breaks else []),
        ),
    )
    maximum, step = _scale(chart)
    ends = _end_offsets(chart, maximum=maximum, height=height)
    written = [
        _series(each, index, chart, sheet, theme, slots=slots, maximum=maximum, end_offset=ends[index])
        for index, each in enumerate(chart.lines)
    ]
    if chart.breaks:
        written.append(_break_series(chart, sheet, theme, slots=slots))
    lane = max(_end_width(each, theme) for each in chart.lines) + END_GAP
    left = max(text_width(text, theme.faces.sans, 9) for text in ("00,000,000"[: len(f"{maximum:,.0f}")], "10")) + 6
    room = plot_room(
        left=left / width,
        top=HEADROOM / height,
        width=max(0.3, 1 - (left + lane * 0.85) / width),
        height=1 - (HEADROOM + BASE) / height,
    )
    plot = element(
        "c:lineChart",
        '<c:grouping val="standard"/><c:varyColors val="0"/>',
        *written,
        '<c:marker val="1"/>',
        element("c:axId", val=CATEGORY_AXIS),
        element("c:axId", val=VALUE_AXIS),
    )
    years = category_axis(theme, theme.styles.chart_year, side="b")
    ticks = [(tick.value, tick.text) for tick in resolved.ticks]
    values = value_axis(theme, side="l", number_format=axis_format(ticks), maximum=maximum, step=step)
    return element("c:plotArea", room, plot, years, values, INVISIBLE), sheet


def _slots(chart: LineChart) -> tuple[int | None, ...]:
    """Return the years, with None before each that begins a new series."""
    begins = set(break_places(chart))
    slots: list[int | None] = []
    for index, year in enumerate(chart.years):
        slots += [None, year] if index in begins else [year]
    return tuple(slots)


def _value(each: Line, year: int | None) -> float | None:
    return next((point.value for point in each.points if point.year == year), None)


def _point(each: Line, year: int | None) -> Point | None:
    return next((point for point in each.points if point.year == year), None)


def _break_values(chart: LineChart, slots: tuple[int | None, ...]) -> tuple[Value | None, ...]:
    maximum, _ = _scale(chart)
    return tuple(Value(maximum, "") if year is None else None for year in slots)


def _scale(chart: LineChart) -> tuple[float, float]:
    """Return the end of the value axis and the distance of its ticks."""
    largest = max((point.value or 0 for each in chart.lines for point in each.points), default=0)
    ticks = value_ticks(largest, limit=100 if chart.scale == "percent" else float("inf"))
    step = ticks[1] if len(ticks) > 1 else 1.0
    return max(ticks[-1], largest * 1.02) or 1.0, step


# -- one series -----------------------------------------------------------------------------------------------------


def _series(
    each: Line,
    index: int,
    chart: LineChart,
    sheet: Sheet,
    theme: Theme,
    *,
    slots: tuple[int | None, ...],
    maximum: float,
    end_offset: float,
) -> str:
    colours = theme.colours
    drawn = {
        "first": colours.main,
        "second": colours.second,
        "third": colours.third,
        "fourth": colours.fourth,
        "total": colours.total,
    }[each.role]
    words = {"second": colours.second_text, "third": colours.third_text}.get(each.role, drawn)
    shown = tuple(_labels(each, chart, slots=slots, maximum=maximum, end_offset=end_offset))
    return element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(line(drawn, theme, width=1.75)),
        _marker(drawn, theme, is_hollow=each.hollow),
        labels(shown, theme.styles.chart_value, theme, number_format=value_format(each.points).code, in_colour=words),
        category_names(sheet),
        series_values(sheet, index),
        '<c:smooth val="0"/>',
    )


def _marker(colour: str, theme: Theme, *, is_hollow: bool) -> str:
    edge = line(colour, theme, width=1.5) if is_hollow else line("#FFFFFF", theme, width=0.75)
    inside = fill("#FFFFFF" if is_hollow else colour, theme)
    return element("c:marker", '<c:symbol val="circle"/>', element("c:size", val=MARKER), shape(inside, edge))


def _labels(
    each: Line, chart: LineChart, *, slots: tuple[int | None, ...], maximum: float, end_offset: float
) -> list[Label]:
    form = value_format(each.points)
    published = [point for point in each.points if point.value is not None]
    shown = []
    for point in published:
        is_last = point is published[-1]
        text = own_words(point, form)
        if is_last and text:
            text = f"{each.name}  {text}"
        place: Position = "r" if is_last else _place(each, point, chart, maximum)
        shown.append(Label(slots.index(point.year), place, text, has_name=is_last, down=end_offset if is_last else 0))
    return shown


def _place(each: Line, point: Point, chart: LineChart, maximum: float) -> Position:
    """Return where a value stands: below when another line runs closely above the point, else above."""
    assert point.value is not None
    others = [_value(other, point.year) for other in chart.lines if other is not each]
    above = [value - point.value for value in others if value is not None and value >= point.value]
    if above and min(above) < CLOSE * maximum:
        return "b"
    following = next((other.value for other in each.points if other.year > point.year), None)
    is_wide = len(point.text) > WIDE and following is not None and following > point.value
    return "b" if is_wide else "t"


def _end_offsets(chart: LineChart, *, maximum: float, height: float) -> tuple[float, ...]:
    """Return how far the label at the end of each line moves down, in parts of the height, to clear the others."""
    per_unit = (height - BASE - HEADROOM) / maximum
    ends = [next((point for point in reversed(each.points) if point.value is not None), None) for each in chart.lines]
    wanted = [(end.value or 0) * per_unit if end else 0.0 for end in ends]
    years = {end.year for end in ends if end}
    if len(years) > 1:
        return (0.0,) * len(wanted)
    moved = spread(wanted, [LABEL_HEIGHT] * len(wanted), low=-4, high=height)
    return tuple((old - new) / height for old, new in zip(wanted, moved, strict=True))


def _end_width(each: Line, theme: Theme) -> float:
    """Return how far the label at the end of a line reaches, in points."""
    published = [point for point in each.points if point.value is not None]
    text = f"{each.name}  {label_text(published[-1])}" if published else each.name
    return text_width(text, theme.faces.sans_semibold, theme.styles.chart_value.size) * 1.08


# -- breaks ---------------------------------------------------------------------------------------------------------


def _break_series(chart: LineChart, sheet: Sheet, theme: Theme, *, slots: tuple[int | None, ...]) -> str:
    """Return what draws the dotted lines: a series without line or marker, whose points let fall an error bar."""
    index = len(chart.lines)
    at = [slot for slot, year in enumerate(slots) if year is None]
    in_order = sorted(chart.breaks, key=lambda each: each.before)
    # the first words only: all of them stand in the small print, and here they would cross the lines
    words = (each.text.removeprefix(f"{BREAK} ").partition(":")[0] for each in in_order)
    shown = tuple(Label(slot, "t", text) for slot, text in zip(at, words, strict=False))
    dots = element(
        "c:errBars",
        '<c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/><c:noEndCap val="1"/>'
        '<c:val val="100"/>',
        shape(line(theme.colours.total, theme, width=1, dash="sysDot")),
    )
    return element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(NO_LINE),
        '<c:marker><c:symbol val="none"/></c:marker>',
        labels(shown, theme.styles.chart_tick, theme, number_format="General"),
        dots,
        category_names(sheet),
        series_values(sheet, index),
        '<c:smooth val="0"/>',
    )
