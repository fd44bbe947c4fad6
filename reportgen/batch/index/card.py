"""The picture that stands beside a link to a site where somebody shares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.index.tiles import shaded_tiles
from reportgen.charts import paint_picture
from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.metrics import Lettering
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.batch.index.listing import Front

WIDTH, HEIGHT = 600.0, 315.0
"""Points; twice as many pixels."""
DPI = 144
EDGE, RULE = 36.0, 6.0
TITLE, TEXT = 34.0, 15.0
MOST_LINES = 3
MAP_WIDTH, MAP_HEIGHT, GAP = 220.0, 150.0, 0.12
"""The room of the map, and the part of a tile that is left between two."""


def card(front: Front) -> bytes:
    """Return a PNG of 1200 by 630 pixels: what the site is, and the map of its places."""
    colours, faces = front.theme.colours, front.theme.faces
    canvas = Canvas()
    canvas.rectangles([(0, 0, WIDTH, HEIGHT)], WHITE)
    canvas.rectangles([(0, HEIGHT - RULE, WIDTH, RULE)], colours.main)
    title = Lettering(faces.serif_semibold, TITLE, TITLE * 1.2, colours.main)
    text = Lettering(faces.sans, TEXT, TEXT * 1.4, colours.ink)
    listing = front.listing
    y = HEIGHT - EDGE - TITLE - RULE
    for line in title.lines(listing.title if listing else say("Reports"), WIDTH - 2 * EDGE)[:MOST_LINES]:
        canvas.text(EDGE, y, line, title)
        y -= title.leading
    has_map = _draw_map(canvas, front)
    room = WIDTH - 2 * EDGE - (MAP_WIDTH + EDGE if has_map else 0)
    for line in text.lines(listing.text if listing else "", room)[: MOST_LINES + 1]:
        canvas.text(EDGE, y, line, text)
        y -= text.leading
    return paint_picture(canvas.recording(WIDTH, HEIGHT), dpi=DPI)


def _draw_map(canvas: Canvas, front: Front) -> bool:
    """Draw the tiles of the places at the lower right; say whether there are any."""
    tiles = shaded_tiles(front)
    if not tiles:
        return False
    columns, rows = 1 + max(column for _, column, _ in tiles), 1 + max(row for row, _, _ in tiles)
    pitch = min(MAP_WIDTH / columns, MAP_HEIGHT / rows)
    left = WIDTH - EDGE - columns * pitch
    ramp = front.theme.colours.ramp
    for row, column, shade in tiles:
        box = (left + column * pitch, EDGE + (rows - 1 - row) * pitch, pitch * (1 - GAP), pitch * (1 - GAP))
        canvas.rectangles([box], front.theme.colours.hair if shade is None else ramp[shade])
    return True
