"""Draw small multiples as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, chart_style

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.multiples.resolve import PanelColumn, PanelPlace, ResolvedMultiples
    from reportgen.theme import Theme


def draw(resolved: ResolvedMultiples, theme: Theme) -> Recording:
    """Return small multiples, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for panel in resolved.panels:
        canvas.line(
            [(panel.left, panel.base), (panel.left + resolved.panel_width, panel.base)],
            colour=style.axis,
            line_width=AXIS_WIDTH,
        )
    for is_last, colour in ((False, style.context), (True, style.main)):
        boxes = [
            (column.x - resolved.column / 2, panel.base, resolved.column, column.height)
            for panel in resolved.panels
            for column in panel.columns
            if column.is_last is is_last and column.height
        ]
        canvas.rectangles(boxes, colour)
    for panel in resolved.panels:
        for y, line in panel.title:
            canvas.text(panel.left, y, line, style.value)
        for column in panel.columns:
            _draw_column_texts(canvas, column, panel, style, panel_width=resolved.panel_width)
    return canvas.recording(resolved.width, resolved.height)


def _draw_column_texts(
    canvas: Canvas, column: PanelColumn, panel: PanelPlace, style: Style, *, panel_width: float
) -> None:
    voice = style.value if column.is_last else style.name
    y = panel.base + column.text_height + (3 if column.text else 5)
    gap = style.mark.width(" ") if column.text and column.marks else 0
    width = voice.width(column.text) + gap + style.mark.width(column.marks)
    # a wide value over the first or the last column keeps within the panel
    left = min(max(column.x - width / 2, panel.left), panel.left + panel_width - width)
    canvas.text(left, y, column.text, voice)
    canvas.text(left + width, y, column.marks, style.mark, anchor="right")
    canvas.text(column.x, panel.base - 12, column.year, style.year, anchor="centre")
