"""Draw stacked columns as they were resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.key import draw_key
from reportgen.charts.style import AXIS_WIDTH, GRID_WIDTH, MISSING_DASH, PART_ROLES, chart_style
from reportgen.exhibits.columns.labels import LEADING, label_width
from reportgen.exhibits.columns.resolve import TICK_LIFT, YEAR_BASE

if TYPE_CHECKING:
    from reportgen.charts.metrics import Lettering
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.columns.labels import PartText, TotalText
    from reportgen.exhibits.columns.resolve import ColumnPlace, ResolvedColumns
    from reportgen.theme import Theme

MARK_WIDTH, MARK_REACH = 1.5, 3.0
"""Line that shows a total within its stack: how thick, and how far it reaches beyond the column."""
BREAK_DASH = (1.0, 2.0)


def draw(resolved: ResolvedColumns, theme: Theme) -> Recording:
    """Return stacked columns, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    _draw_grid(canvas, resolved, style)
    _draw_columns(canvas, resolved, style)
    draw_key(canvas, resolved.key, style)
    for x, year in resolved.years:
        canvas.text(x, YEAR_BASE, year, style.year, anchor="centre")
    for place in resolved.columns:
        if place.total:
            _draw_total(canvas, place.total, style)
        for text in place.texts:
            _draw_text(canvas, text, place, style)
    _draw_flags(canvas, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_grid(canvas: Canvas, resolved: ResolvedColumns, style: Style) -> None:
    for tick in resolved.ticks:
        if tick.text:
            canvas.line([(0, tick.y), (resolved.width, tick.y)], colour=style.hair, line_width=GRID_WIDTH)
            canvas.text(0, tick.y + TICK_LIFT, tick.text, style.tick)
    base = resolved.frame.base
    canvas.line([(0, base), (resolved.width, base)], colour=style.axis, line_width=AXIS_WIDTH)


def _draw_columns(canvas: Canvas, resolved: ResolvedColumns, style: Style) -> None:
    stacks, column = [place.stack for place in resolved.columns], resolved.frame.column
    for role in PART_ROLES:
        boxes = [
            (one.x - column / 2, part.y, column, part.height)
            for one in stacks
            for part in one.parts
            if part.role == role
        ]
        canvas.rectangles(boxes, style.lines[role])
    canvas.rectangles(
        [(one.x - column / 2, one.whole[0], column, one.whole[1]) for one in stacks if one.whole], style.ramp[1]
    )
    for one in stacks:
        if one.rest:
            box = (one.x - column / 2, one.rest[0], column, one.rest[1])
            canvas.frame(box, stroke=style.axis, line_width=AXIS_WIDTH, dash=MISSING_DASH)
    for one in stacks:
        if one.mark is not None:
            reach = column / 2 + MARK_REACH
            canvas.line([(one.x - reach, one.mark), (one.x + reach, one.mark)], colour=style.ink, line_width=MARK_WIDTH)


def _draw_total(canvas: Canvas, total: TotalText, style: Style) -> None:
    width = label_width(total.text, total.marks, style, is_total=True)
    canvas.pad(total.left, total.y, width, style.value.size)
    canvas.text(total.left, total.y, total.text, style.value)
    canvas.text(total.left + width, total.y, total.marks, style.mark, anchor="right")


def _draw_text(canvas: Canvas, text: PartText, place: ColumnPlace, style: Style) -> None:
    if text.is_inside:
        is_on_light = place.stack.whole or text.part < 0
        inside = style.name.in_colour(style.ink if is_on_light else style.on_fill[text.role])
        _draw_value(canvas, text.x - label_width(text.text, text.marks, style) / 2, text, inside, style)
        return
    canvas.pad(text.x, text.y, text.box.right - text.box.left, style.name.size)
    voice = style.name.in_colour(style.texts[text.role])
    after = _draw_value(canvas, text.x, text, voice, style)
    for at, line in enumerate(text.name):
        canvas.text(text.x if at else after, text.y - LEADING * at, line, voice)


def _draw_value(canvas: Canvas, left: float, text: PartText, voice: Lettering, style: Style) -> float:
    """Print a value and its marks, and return where a name after them begins."""
    width = label_width(text.text, text.marks, style)
    canvas.text(left, text.y, text.text, voice)
    canvas.text(left + width, text.y, text.marks, voice if text.is_inside else style.mark, anchor="right")
    return left + width + (style.name.width(" ") if width else 0.0)


def _draw_flags(canvas: Canvas, resolved: ResolvedColumns, style: Style) -> None:
    voice = style.tick.in_colour(style.comparison)
    for flag in resolved.flags:
        foot = (flag.x, resolved.frame.foot)
        canvas.line([foot, (flag.x, flag.top)], colour=style.comparison, line_width=1, dash=BREAK_DASH)
        for x, y, text in flag.lines:
            canvas.pad(x, y, voice.width(text), voice.size)
            canvas.text(x, y, text, voice)
