"""Draw stacked shares as it was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import PART_ROLES, chart_style
from reportgen.exhibits.shares.resolve import (
    BAR,
    INSIDE,
    KEY_SWATCH,
    KEY_SWATCH_GAP,
    OUTSIDE,
    OUTSIDE_GAP,
    SMALL_SWATCH,
    SMALL_SWATCH_GAP,
)

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.shares.resolve import ResolvedShares, ShareBar
    from reportgen.theme import Theme


def draw(resolved: ResolvedShares, theme: Theme) -> Recording:
    """Return stacked shares, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for entry in resolved.key:
        indent = KEY_SWATCH + KEY_SWATCH_GAP if entry.has_swatch else 0
        if entry.has_swatch:
            canvas.rectangles([(entry.x, entry.y - 0.5, KEY_SWATCH, 7)], style.lines[entry.role])
        canvas.text(entry.x + indent, entry.y, entry.name, style.value.in_colour(style.texts[entry.role]))
    canvas.text(resolved.width, resolved.head, resolved.chart.total_title, style.value, anchor="right")
    for index in range(len(resolved.chart.parts)):
        boxes = [(bar.parts[index].x, bar.y, bar.parts[index].width, BAR) for bar in resolved.rows]
        canvas.rectangles([box for box in boxes if box[2] > 0], style.lines[PART_ROLES[index]])
    for bar in resolved.rows:
        _draw_texts(canvas, bar, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_texts(canvas: Canvas, bar: ShareBar, layout: ResolvedShares, style: Style) -> None:
    """Print a bar's name, what stands inside it and what does not fit; with swatches where that is more than one."""
    for baseline, line in bar.name:
        canvas.text(0, baseline, line, style.name)
    outside = [part for part in bar.parts if not part.is_inside and part.text]
    for part in bar.parts:
        if part.is_inside:
            canvas.text(part.x + INSIDE, bar.y + 2.4, part.text, style.value.in_colour(style.on_fill[part.role]))
    x = layout.end + OUTSIDE
    for part in outside:
        if len(outside) > 1:
            canvas.rectangles([(x, bar.y + 2.6, SMALL_SWATCH, SMALL_SWATCH)], style.lines[part.role])
            x += SMALL_SWATCH + SMALL_SWATCH_GAP
        canvas.text(x, bar.y + 2.6, part.text, style.value.in_colour(style.texts[part.role]))
        x += style.value.width(part.text) + OUTSIDE_GAP
    canvas.text(layout.width, bar.y + 2.6, bar.row.total_text, style.name, anchor="right")
