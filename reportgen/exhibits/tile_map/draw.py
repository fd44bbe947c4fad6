"""Draw a tile map as it was resolved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import AXIS_WIDTH, MISSING_DASH, chart_style
from reportgen.exhibits.tile_map.resolve import LEGEND_SWATCH, LEGEND_TEXT, TEXT_RISE

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.tile_map.resolve import ResolvedMap, Square, TilePlace
    from reportgen.theme import Theme


def draw(resolved: ResolvedMap, theme: Theme) -> Recording:
    """Return a tile map with its legend, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for shade, colour in enumerate(style.ramp):
        canvas.rectangles([place.box for place in resolved.tiles if place.shade == shade], colour)
    for place in resolved.tiles:
        _draw_tile(canvas, place, style)
    _draw_legend(canvas, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def _draw_tile(canvas: Canvas, place: TilePlace, style: Style) -> None:
    left, bottom, side, _ = place.box
    colour = WHITE if place.is_dark else style.ink
    if place.shade is None:
        colour = style.muted
        _draw_missing(canvas, place.box, style)
    for line in place.printed:
        voice = replace(style.tick_strong if line.is_code else style.tick, size=line.size, colour=colour)
        canvas.text(left + side / 2, bottom + side / 2 + line.y, line.text, voice, anchor="centre")


def _draw_missing(canvas: Canvas, box: Square, style: Style) -> None:
    left, bottom, width, height = box
    inner = (left + 0.5, bottom + 0.5, width - 1, height - 1)
    canvas.frame(inner, stroke=style.axis, line_width=AXIS_WIDTH, dash=MISSING_DASH)


def _draw_legend(canvas: Canvas, resolved: ResolvedMap, style: Style) -> None:
    voice = style.tick.in_colour(style.ink)
    left = resolved.legend_left
    for entry in resolved.legend:
        box = (left, entry.y, LEGEND_SWATCH, LEGEND_SWATCH)
        if entry.shade is None:
            _draw_missing(canvas, box, style)
        else:
            canvas.rectangles([box], style.ramp[entry.shade])
        for index, line in enumerate(entry.lines):
            canvas.text(left + LEGEND_TEXT, entry.y + TEXT_RISE - index * voice.leading, line, voice)
    for index, line in enumerate(resolved.title):
        canvas.text(left, resolved.title_y - index * voice.leading, line, style.tick_strong)
