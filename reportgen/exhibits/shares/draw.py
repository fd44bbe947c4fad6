"""Draw stacked shares as they were resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.key import draw_key
from reportgen.charts.style import AXIS_WIDTH, MISSING_DASH, PART_ROLES, chart_style, marks_text
from reportgen.exhibits.shares.resolve import BAR, LIFT, SMALL_SWATCH, SMALL_SWATCH_GAP

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.shares.resolve import ResolvedShares, ShareBar, ShareText
    from reportgen.theme import Theme


def draw(resolved: ResolvedShares, theme: Theme) -> Recording:
    """Return stacked shares, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    draw_key(canvas, resolved.key, style)
    for y, line in resolved.title:
        canvas.text(resolved.width, y, line, style.value, anchor="right")
    for index, role in enumerate(PART_ROLES[: len(resolved.chart.parts)]):
        boxes = [(bar.parts[index].x, bar.y, bar.parts[index].width, BAR) for bar in resolved.rows]
        canvas.rectangles([box for box in boxes if box[2] > 0], style.lines[role])
    for bar in resolved.rows:
        if bar.rest:
            box = (bar.rest[0], bar.y, bar.rest[1], BAR)
            canvas.frame(box, stroke=style.axis, line_width=AXIS_WIDTH, dash=MISSING_DASH)
        _draw_texts(canvas, bar, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_texts(canvas: Canvas, bar: ShareBar, resolved: ResolvedShares, style: Style) -> None:
    """Print a bar's name, the texts of its parts and its whole."""
    for y, line in bar.name:
        canvas.text(0, y, line, style.name)
    for text in bar.texts:
        _draw_text(canvas, text, style)
    marks = marks_text(bar.row.total.marks)
    base = bar.y + LIFT
    canvas.text(resolved.width, base, marks, style.mark, anchor="right")
    before = style.mark.width(f" {marks}") if marks else 0.0
    canvas.text(resolved.width - before, base, bar.row.total.text, style.name, anchor="right")


def _draw_text(canvas: Canvas, text: ShareText, style: Style) -> None:
    if text.has_swatch:
        box = (text.x - SMALL_SWATCH - SMALL_SWATCH_GAP, text.y, SMALL_SWATCH, SMALL_SWATCH)
        canvas.rectangles([box], style.lines[text.role])
    colour = style.on_fill[text.role] if text.is_inside else style.texts[text.role]
    canvas.text(text.x, text.y, text.text, style.value.in_colour(colour))
    mark = style.mark.in_colour(colour) if text.is_inside else style.mark
    canvas.text(text.x + text.width, text.y, text.marks, mark, anchor="right")
