"""Draw the small map that shows where a single place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.recording import Recording
    from reportgen.theme import Theme

LOCATOR_SIZE = (80.0, 58.4)
LOCATOR_PITCH, LOCATOR_TILE = 7.3, 6.3


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
