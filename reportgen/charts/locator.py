"""Draw the small map that shows where a single place is, and which places border on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.recording import Recording
    from reportgen.document import LocatorTile
    from reportgen.theme import Theme

PITCH, TILE = 8.5, 7.4


def draw_locator(tiles: Sequence[LocatorTile], theme: Theme) -> Recording:
    """Return a small map of places, drawn."""
    width = max(tile.column for tile in tiles) * PITCH + TILE
    height = max(tile.row for tile in tiles) * PITCH + TILE
    canvas, colours = Canvas(), theme.colours
    for role, colour in (("other", colours.locator), ("near", colours.ramp[2]), ("own", colours.main)):
        boxes = [
            (tile.column * PITCH, height - tile.row * PITCH - TILE, TILE, TILE) for tile in tiles if tile.role == role
        ]
        canvas.rectangles(boxes, colour)
    return canvas.recording(width, height)
