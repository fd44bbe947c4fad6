"""Draw a line chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import AXIS_WIDTH, GRID_WIDTH, LEADER_WIDTH, chart_style
from reportgen.exhibits.line.frame import BASE
from reportgen.exhibits.line.labels import LABEL_LEADING
from reportgen.exhibits.line.resolve import TICK_LIFT, ResolvedLine

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.line.labels import Label
    from reportgen.exhibits.line.resolve import EndLabel, Trace
    from reportgen.theme import Theme

LINE_WIDTH = 1.75
MARKER_RADIUS = 3.0
RING_WIDTH = 1.0
HOLLOW_WIDTH = 1.5
BOUND_DASH = (4.0, 2.5)
"""Of a line from a point of which only a bound was published, or to one."""


def draw(resolved: ResolvedLine, theme: Theme) -> Recording:
    """Return a line chart, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    _draw_grid(canvas, resolved, style)
    for label in resolved.labels:
        _pad_label(canvas, label, style)
    for end in resolved.ends:
        _pad_end(canvas, end, style)
    for trace in resolved.traces:
        for piece in trace.solid:
            canvas.line(piece, colour=style.lines[trace.role], line_width=LINE_WIDTH)
        for piece in trace.dashed:
            canvas.line(piece, colour=style.lines[trace.role], line_width=LINE_WIDTH, dash=BOUND_DASH)
    for trace in resolved.traces:
        _draw_markers(canvas, trace, style)
    for label in resolved.labels:
        _draw_label(canvas, label, style)
    for end in resolved.ends:
        _draw_end(canvas, end, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_grid(canvas: Canvas, layout: ResolvedLine, style: Style) -> None:
    for tick in layout.ticks:
        if tick.value:
            canvas.line([(0, tick.y), (layout.width, tick.y)], colour=style.hair, line_width=GRID_WIDTH)
        canvas.text(0, tick.y + TICK_LIFT, tick.text, style.tick)
    canvas.line([(0, layout.zero), (layout.width, layout.zero)], colour=style.axis, line_width=AXIS_WIDTH)
    for x, text in layout.years:
        canvas.text(x, BASE - 14, text, style.year, anchor="centre")
    voice = style.tick.in_colour(style.comparison)
    for flag in layout.flags:
        for y, text in flag.lines:
            canvas.pad(flag.box.left + 1, y, voice.width(text), voice.size)
        canvas.line([(flag.x, BASE), (flag.x, flag.top)], colour=style.comparison, line_width=1, dash=(1, 2))
        for y, text in flag.lines:
            canvas.text(flag.box.left + 1, y, text, voice)


def _draw_markers(canvas: Canvas, trace: Trace, style: Style) -> None:
    colour = style.lines[trace.role]
    hollow = (*trace.hollow_markers, *(trace.markers if trace.hollow else ()))
    canvas.circles(hollow, radius=MARKER_RADIUS, fill=WHITE, stroke=colour, line_width=HOLLOW_WIDTH)
    if not trace.hollow:
        canvas.circles(trace.markers, radius=MARKER_RADIUS, fill=colour, stroke=WHITE, line_width=RING_WIDTH)


def _pad_label(canvas: Canvas, label: Label, style: Style) -> None:
    for row in range(1 + len(label.name_below)):
        y = label.y - LABEL_LEADING * row
        canvas.pad(label.box.left + 1, y, label.box.right - label.box.left - 2, style.value.size)


def _draw_label(canvas: Canvas, label: Label, style: Style) -> None:
    colour = style.texts[label.role]
    canvas.text(label.x, label.y, label.text, style.value.in_colour(colour))
    x = label.x + style.value.width(label.text) + (style.mark.width(" ") if label.text else 0)
    canvas.text(x, label.y, label.marks, style.mark.in_colour(colour) if label.is_gap else style.mark)
    canvas.text(label.box.right - 1, label.y, label.name, style.name.in_colour(colour), anchor="right")
    for row, part in enumerate(label.name_below, start=1):
        canvas.text(label.x, label.y - LABEL_LEADING * row, part, style.name.in_colour(colour))


def _pad_end(canvas: Canvas, end: EndLabel, style: Style) -> None:
    for index, part in enumerate(end.name):
        left = end.value_x if index == 0 and end.text else end.name_x
        right = end.name_x + style.name.width(part)
        canvas.pad(left, end.y - LABEL_LEADING * index, right - left, style.name.size)


def _draw_end(canvas: Canvas, end: EndLabel, style: Style) -> None:
    colour = style.texts[end.role]
    if end.leader:
        canvas.line(end.leader, colour=style.lines[end.role], line_width=LEADER_WIDTH)
    canvas.text(end.value_x, end.y, end.text, style.value.in_colour(colour))
    if end.marks:
        before = style.value.width(end.text) + style.mark.width(" ")
        canvas.text(end.value_x + before, end.y, end.marks, style.mark)
    for index, part in enumerate(end.name):
        canvas.text(end.name_x, end.y - LABEL_LEADING * index, part, style.name.in_colour(colour))
