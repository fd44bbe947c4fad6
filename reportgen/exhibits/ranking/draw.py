"""Draw a ranking as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, LEADER_WIDTH, chart_style

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.exhibits.ranking.resolve import ResolvedRanking
    from reportgen.theme import Theme


def draw(resolved: ResolvedRanking, theme: Theme) -> Recording:
    """Return a ranking, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    base = [(0, resolved.plot.zero), (resolved.width, resolved.plot.zero)]
    canvas.line(base, colour=style.axis, line_width=AXIS_WIDTH)
    boxes = [(box.left, box.bottom, box.right - box.left, box.top - box.bottom) for box in resolved.columns]
    marked = resolved.chart.marked
    canvas.rectangles((box for index, box in enumerate(boxes) if index != marked and box[3]), style.context)
    if marked is not None and boxes[marked][3]:
        canvas.rectangles([boxes[marked]], style.main)
    for callout in resolved.callouts:
        colour = style.main if callout.is_marked else style.axis
        canvas.line(callout.leader, colour=colour, line_width=LEADER_WIDTH)
        voice = style.value.in_colour(style.main) if callout.is_marked else style.tick
        for y, line in callout.lines:
            canvas.text(callout.x, y, line, voice, anchor=callout.anchor)
    for y, line in resolved.first:
        canvas.text(0, y, line, style.tick)
    for y, line in resolved.last:
        canvas.text(resolved.width, y, line, style.tick, anchor="right")
    return canvas.recording(resolved.width, resolved.height)
