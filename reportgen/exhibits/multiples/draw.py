"""Draw small multiples as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, chart_style

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.multiples.labels import Label
    from reportgen.exhibits.multiples.resolve import PanelPlace, ResolvedMultiples
    from reportgen.theme import Theme


def draw(resolved: ResolvedMultiples, theme: Theme) -> Recording:
    """Return small multiples, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for panel in resolved.panels:
        base = [(panel.left, panel.base), (panel.left + resolved.panel_width, panel.base)]
        canvas.line(base, colour=style.axis, line_width=AXIS_WIDTH)
    for is_last, colour in ((False, style.context), (True, style.main)):
        boxes = [
            (
                panel.left + column.x - resolved.column / 2,
                panel.base + min(column.height, 0),
                resolved.column,
                abs(column.height),
            )
            for panel in resolved.panels
            for column in panel.columns
            if column.is_last is is_last and column.height
        ]
        canvas.rectangles(boxes, colour)
    for panel in resolved.panels:
        for y, line in panel.title:
            canvas.text(panel.left, y, line, style.value)
        for label in panel.labels:
            _draw_label(canvas, label, panel, style)
        for year in panel.years:
            y = panel.base + resolved.year_y
            canvas.text(panel.left + year.x, y, year.text, style.year, anchor="centre")
    return canvas.recording(resolved.width, resolved.height)


def _draw_label(canvas: Canvas, label: Label, panel: PanelPlace, style: Style) -> None:
    left, y = panel.left + label.x, panel.base + label.y
    canvas.text(left, y, label.text, style.value if label.is_strong else style.name)
    canvas.text(left + label.width, y, label.marks, style.mark, anchor="right")
