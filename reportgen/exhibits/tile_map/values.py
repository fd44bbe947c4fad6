"""The values of a tile map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a map, from light to dark."""

    text: str
    """`100–249`."""


@dataclass(frozen=True, slots=True)
class MapTile:
    """One place on a tile-grid map."""

    code: str
    row: int
    column: int
    text: str
    """The value as printed, or the mark in its place: `[x]`."""
    map_class: int | None
    """Index of its class, 0 the lightest; None for a place without a figure, drawn white and dashed."""


@dataclass(frozen=True, slots=True)
class TileMap(Chart):
    """A tile for each place, shaded by class. Counts, not rates."""

    kind: ClassVar[str] = "map"

    tiles: tuple[MapTile, ...]
    classes: tuple[MapClass, ...]
    title: str
    """Head of the legend: `Cases`."""
    missing_text: str = "[x] no figure"
    """Printed in the legend when a tile has no class."""
