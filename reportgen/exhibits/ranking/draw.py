"""Draw a ranking as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, LEADER_WIDTH, chart_style
from reportgen.exhibits.ranking.resolve import BASE

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.exhibits.ranking.resolve import ResolvedRanking
    from reportgen.theme import Theme


def draw(resolved: ResolvedRanking, theme: Theme) -> Recording:
    """Return a ranking, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    canvas.line([(0, BASE), (resolved.width, BASE)], colour=style.axis, line_width=AXIS_WIDTH)
    boxes = [(x, BASE, resolved.column, height) for x, height in resolved.columns]
    canvas.rectangles(
        (box for index, box in enumerate(boxes) if index != resolved.chart.marked and box[3]), style.context
    )
    if resolved.chart.marked is not None:
        canvas.rectangles([boxes[resolved.chart.marked]], style.main)
    for callout in resolved.callouts:
        colour = style.main if callout.is_marked else style.axis
        canvas.line(callout.leader, colour=colour, line_width=LEADER_WIDTH)
        voice = style.value.in_colour(style.main) if callout.is_marked else style.tick
        canvas.text(callout.x, callout.y, callout.text, voice)
    canvas.text(0, 4, resolved.chart.first_text, style.tick)
    canvas.text(resolved.width, 4, resolved.chart.last_text, style.tick, anchor="right")
    return canvas.recording(resolved.width, resolved.height)
