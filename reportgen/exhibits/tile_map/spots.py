"""Where the tiles of a map are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import told
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.exhibits.tile_map.resolve import ResolvedMap


def spots(resolved: ResolvedMap) -> tuple[Spot, ...]:
    """Return the tiles with a figure, row by row."""
    in_order = sorted(resolved.tiles, key=lambda place: (place.tile.row, place.tile.column))
    return tuple(
        Spot(*place.box, concat((place.tile.code, " ", told(place.tile.value))))
        for place in in_order
        if place.tile.value.value is not None
    )
