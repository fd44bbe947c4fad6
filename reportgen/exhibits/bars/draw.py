"""Draw ranked bars as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import chart_style
from reportgen.exhibits.bars.resolve import BAR, SWATCH, TICK_GROUND, TICK_REACH, TICK_WIDTH

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.bars.resolve import BarPlace, ResolvedBars
    from reportgen.theme import Theme


def draw(resolved: ResolvedBars, theme: Theme) -> Recording:
    """Return ranked bars, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    _draw_head(canvas, resolved, style)
    canvas.rectangles(
        [
            (resolved.start, place.y, place.end - resolved.start, BAR)
            for place in resolved.rows
            if place.end > resolved.start
        ],
        style.main,
    )
    for place in resolved.rows:
        _draw_row(canvas, place, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_head(canvas: Canvas, layout: ResolvedBars, style: Style) -> None:
    y = layout.height - 8
    canvas.text(layout.value_right, y, layout.chart.title, style.value.in_colour(style.main), anchor="right")
    if not layout.chart.earlier_title:
        return
    left = layout.value_right - style.value.width(layout.chart.title)
    canvas.rectangles([(left - SWATCH - 3, y, SWATCH, 6.5)], style.main)
    voice = style.value.in_colour(style.comparison)
    canvas.text(layout.width, y, layout.chart.earlier_title, voice, anchor="right")
    x = layout.width - voice.width(layout.chart.earlier_title) - 6
    canvas.line([(x, y - 1.5), (x, y + 7.5)], colour=style.comparison, line_width=TICK_WIDTH)


def _draw_row(canvas: Canvas, place: BarPlace, layout: ResolvedBars, style: Style) -> None:
    row, y = place.row, place.y
    for baseline, line in place.name:
        canvas.text(0, baseline, line, style.name)
    if place.tick is not None:
        reach = [(place.tick, y - TICK_REACH), (place.tick, y + BAR + TICK_REACH)]
        canvas.line(reach, colour=WHITE, line_width=TICK_GROUND)
        canvas.line(reach, colour=style.comparison, line_width=TICK_WIDTH)
    value = style.mark if row.value is None else style.value.in_colour(style.main)
    earlier = style.mark if row.earlier is None else style.name.in_colour(style.comparison)
    canvas.text(layout.value_right, y + 1.6, row.text, value, anchor="right")
    canvas.text(layout.width, y + 1.6, row.earlier_text, earlier, anchor="right")
