"""Draw ranked bars as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import AXIS_WIDTH, chart_style, marks_text
from reportgen.exhibits.bars.resolve import BAR, NAME_RISE, SWATCH, TICK_GROUND, TICK_REACH, TICK_WIDTH

if TYPE_CHECKING:
    from reportgen.charts.metrics import Lettering
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.document.charts import Value
    from reportgen.exhibits.bars.resolve import BarPlace, ResolvedBars, ValueColumn
    from reportgen.theme import Theme


def draw(resolved: ResolvedBars, theme: Theme) -> Recording:
    """Return ranked bars, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    if resolved.head:
        _draw_head(canvas, resolved, style)
    zero = resolved.zero
    canvas.rectangles(
        [(min(zero, place.end), place.y, abs(place.end - zero), BAR) for place in resolved.rows if place.end != zero],
        bar_colour(resolved, style),
    )
    if resolved.has_zero_line:
        foot = resolved.rows[-1].y - TICK_REACH
        reach = [(zero, foot), (zero, resolved.rows[0].y + BAR + TICK_REACH)]
        canvas.line(reach, colour=style.axis, line_width=AXIS_WIDTH)
    for place in resolved.rows:
        _draw_row(canvas, place, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def bar_colour(resolved: ResolvedBars, style: Style) -> str:
    """Return the colour of the bars: light, where they are only there to compare with."""
    return style.context if resolved.chart.is_context else style.main


def value_colour(resolved: ResolvedBars, style: Style) -> str:
    """Return the colour of the values."""
    return style.ink if resolved.chart.is_context else style.main


def _draw_head(canvas: Canvas, resolved: ResolvedBars, style: Style) -> None:
    y = resolved.height - 8
    right = resolved.now.digits
    canvas.text(right, y, resolved.chart.title, style.value.in_colour(value_colour(resolved, style)), anchor="right")
    if not resolved.earlier:
        return
    left = right - style.value.width(resolved.chart.title)
    canvas.rectangles([(left - SWATCH - 3, y, SWATCH, 6.5)], bar_colour(resolved, style))
    voice = style.value.in_colour(style.comparison)
    right = resolved.earlier.digits
    canvas.text(right, y, resolved.chart.earlier_title, voice, anchor="right")
    x = right - voice.width(resolved.chart.earlier_title) - 6
    canvas.line([(x, y - 1.5), (x, y + 7.5)], colour=style.comparison, line_width=TICK_WIDTH)


def _draw_row(canvas: Canvas, place: BarPlace, resolved: ResolvedBars, style: Style) -> None:
    row, y = place.row, place.y
    for baseline, line in place.name:
        canvas.text(0, baseline, line, style.name)
    if place.tick is not None:
        reach = [(place.tick, y - TICK_REACH), (place.tick, y + BAR + TICK_REACH)]
        if place.is_padded:
            canvas.line(reach, colour=WHITE, line_width=TICK_GROUND)
        canvas.line(reach, colour=style.comparison, line_width=TICK_WIDTH)
    voice = style.name if resolved.chart.is_context else style.value
    _draw_value(canvas, row.value, resolved.now, voice.in_colour(value_colour(resolved, style)), style=style, y=y)
    if row.earlier and resolved.earlier:
        _draw_value(canvas, row.earlier, resolved.earlier, style.name.in_colour(style.comparison), style=style, y=y)


def _draw_value(canvas: Canvas, value: Value, column: ValueColumn, voice: Lettering, *, style: Style, y: float) -> None:
    """Print a value with its marks after it, or the marks in its place."""
    baseline, marks = y + NAME_RISE, marks_text(value.marks)
    canvas.text(column.digits, baseline, value.text, voice, anchor="right")
    if value.text:
        canvas.text(column.marks, baseline, marks, style.mark)
    else:
        canvas.text(column.digits, baseline, marks, style.mark, anchor="right")
