"""Draw stacked columns as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, GRID_WIDTH, PART_ROLES, chart_style
from reportgen.exhibits.columns.resolve import BASE, TICK_LIFT

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.columns.resolve import ColumnPlace, ResolvedColumns
    from reportgen.theme import Theme


def draw(resolved: ResolvedColumns, theme: Theme) -> Recording:
    """Return stacked columns, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    _draw_grid(canvas, resolved, style)
    half = resolved.column / 2
    for role in PART_ROLES:
        boxes = [
            (place.x - half, part.y, resolved.column, part.height)
            for place in resolved.columns
            for part in place.parts
            if part.role == role
        ]
        canvas.rectangles(boxes, style.lines[role])
    wholes = [(place.x - half, BASE, resolved.column, place.whole) for place in resolved.columns if place.whole]
    canvas.rectangles(wholes, style.ramp[1])
    for year, place in zip(resolved.chart.years, resolved.columns, strict=True):
        canvas.text(place.x, BASE - 14, str(year), style.year, anchor="centre")
        _draw_texts(canvas, place, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_grid(canvas: Canvas, layout: ResolvedColumns, style: Style) -> None:
    for y, text in layout.ticks:
        if text:
            canvas.line([(0, y), (layout.width, y)], colour=style.hair, line_width=GRID_WIDTH)
            canvas.text(0, y + TICK_LIFT, text, style.tick)
    canvas.line([(0, BASE), (layout.width, BASE)], colour=style.axis, line_width=AXIS_WIDTH)


def _draw_texts(canvas: Canvas, place: ColumnPlace, style: Style) -> None:
    marks_width = style.mark.width(place.total_marks)
    gap = style.mark.width(" ") if place.total and place.total_marks else 0
    width = style.value.width(place.total) + gap + marks_width
    left = place.x - width / 2
    if width:
        canvas.pad(left, place.total_y, width, style.value.size)
    canvas.text(left, place.total_y, place.total, style.value)
    canvas.text(left + width, place.total_y, place.total_marks, style.mark, anchor="right")
    for text in place.texts:
        if text.is_inside:
            colour = style.ink if place.whole else style.on_fill[text.role]
            canvas.text(text.x, text.y, text.text, style.name.in_colour(colour), anchor="centre")
        else:
            canvas.pad(text.x, text.y, style.name.width(text.text), style.name.size)
            canvas.text(text.x, text.y, text.text, style.name.in_colour(style.texts[text.role]))
