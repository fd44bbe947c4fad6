"""Draw a map of equal tiles, one for each place, and the small map that shows where a single place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import AXIS_WIDTH, MISSING_DASH, chart_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.document.charts import MapTile, TileMap
    from reportgen.theme import Theme

PITCH, GUTTER = 36.0, 3.0
LEGEND_GAP = 12.0
LEGEND_PITCH, LEGEND_SWATCH, LEGEND_TEXT = 16.0, 11.0, 16.0
DARK_CLASSES = 2
"""So many classes at the dark end of the ramp carry white text."""
LOCATOR_SIZE = (80.0, 58.4)
LOCATOR_PITCH, LOCATOR_TILE = 7.3, 6.3


def ramp_index(map_class: int, classes: int, ramp: int) -> int:
    """Return which colour of the ramp a class takes, so that few classes still differ clearly."""
    return min(int((map_class + 0.5) * ramp / max(classes, 1)), ramp - 1)


def draw_tile_map(chart: TileMap, theme: Theme, width: float) -> Recording:
    """Return a tile map with its legend, drawn."""
    style = chart_style(theme)
    columns = 1 + max((tile.column for tile in chart.tiles), default=0)
    rows = 1 + max((tile.row for tile in chart.tiles), default=0)
    legend = LEGEND_TEXT + max(style.tick.width(text) for text in (*_legend_texts(chart), chart.title))
    pitch = min(PITCH, (width - LEGEND_GAP - legend) / columns)
    height = max(rows * pitch - GUTTER, _legend_height(chart))
    canvas = Canvas()
    for map_class in range(len(chart.classes)):
        boxes = [_tile_box(tile, height, pitch) for tile in chart.tiles if tile.map_class == map_class]
        canvas.rectangles(boxes, _class_colour(map_class, chart, style))
    for tile in chart.tiles:
        _draw_tile(canvas, tile, chart, style, box=_tile_box(tile, height, pitch))
    _draw_legend(canvas, chart, style, left=columns * pitch + LEGEND_GAP)
    return canvas.recording(width, height)


def _is_missing_shown(chart: TileMap) -> bool:
    return any(tile.map_class is None for tile in chart.tiles) and bool(chart.missing_text)


def _legend_texts(chart: TileMap) -> tuple[str, ...]:
    """Return the words of the legend from the foot up: places without a figure, then the classes."""
    missing = (chart.missing_text,) if _is_missing_shown(chart) else ()
    return (*missing, *(entry.text for entry in chart.classes))


def _legend_height(chart: TileMap) -> float:
    return LEGEND_PITCH * len(_legend_texts(chart)) + LEGEND_PITCH


def _tile_box(tile: MapTile, height: float, pitch: float) -> tuple[float, float, float, float]:
    side = pitch - GUTTER
    return tile.column * pitch, height - tile.row * pitch - side, side, side


def _class_colour(map_class: int, chart: TileMap, style: Style) -> str:
    return style.ramp[ramp_index(map_class, len(chart.classes), len(style.ramp))]


def _draw_tile(
    canvas: Canvas, tile: MapTile, chart: TileMap, style: Style, *, box: tuple[float, float, float, float]
) -> None:
    left, bottom, side, _ = box
    colour = style.muted
    if tile.map_class is None:
        inner = (left + 0.5, bottom + 0.5, side - 1, side - 1)
        canvas.frame(inner, stroke=style.axis, line_width=AXIS_WIDTH, dash=MISSING_DASH)
    else:
        dark = style.ramp[len(style.ramp) - DARK_CLASSES :]
        colour = WHITE if _class_colour(tile.map_class, chart, style) in dark else style.ink
    middle = bottom + side / 2
    canvas.text(left + side / 2, middle + 2, tile.code, style.tick_strong.in_colour(colour), anchor="centre")
    canvas.text(left + side / 2, middle - 9, tile.text, style.tick.in_colour(colour), anchor="centre")


def _draw_legend(canvas: Canvas, chart: TileMap, style: Style, *, left: float) -> None:
    voice = style.tick.in_colour(style.ink)
    bottom = 2.0
    if _is_missing_shown(chart):
        box = (left + 0.5, bottom + 0.5, LEGEND_SWATCH - 1, LEGEND_SWATCH - 1)
        canvas.frame(box, stroke=style.axis, line_width=AXIS_WIDTH, dash=MISSING_DASH)
        canvas.text(left + LEGEND_TEXT, bottom + 2.6, chart.missing_text, voice)
        bottom += LEGEND_PITCH
    for index, entry in enumerate(chart.classes):
        canvas.rectangles([(left, bottom, LEGEND_SWATCH, LEGEND_SWATCH)], _class_colour(index, chart, style))
        canvas.text(left + LEGEND_TEXT, bottom + 2.6, entry.text, voice)
        bottom += LEGEND_PITCH
    canvas.text(left, bottom + 2, chart.title, style.tick_strong)


def draw_locator(tiles: Sequence[tuple[int, int, bool]], theme: Theme) -> Recording:
    """Return a small map of places, each (row, column, is the place itself), drawn."""
    width, height = LOCATOR_SIZE
    canvas = Canvas()
    for is_place, colour in ((False, theme.colours.locator), (True, theme.colours.main)):
        boxes = [
            (column * LOCATOR_PITCH, height - row * LOCATOR_PITCH - LOCATOR_TILE, LOCATOR_TILE, LOCATOR_TILE)
            for row, column, marked in tiles
            if marked is is_place
        ]
        canvas.rectangles(boxes, colour)
    return canvas.recording(width, height)
