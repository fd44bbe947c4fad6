"""The values of a tile map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from reportgen.document.charts import Chart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.charts import Value

MOST_CLASSES = 5
"""Classes that a ramp of colours can tell apart."""


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
    value: Value
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
    size: Literal["usual", "small"] = "usual"
    """Small tiles leave room for a table on the same page."""

    def __post_init__(self) -> None:
        if not self.tiles:
            raise ValueError("a map has at least one tile")
        if len(self.classes) > MOST_CLASSES:
            raise ValueError(f"a map tells {MOST_CLASSES} classes apart, not {len(self.classes)}")
        if not all(found.text for found in self.classes):
            raise ValueError("each class of a map has words for the legend")
        _refuse_twice("code", (tile.code for tile in self.tiles))
        _refuse_twice("tile", ((tile.row, tile.column) for tile in self.tiles))
        for tile in self.tiles:
            _check_tile(tile, len(self.classes))
        _check_order(self.tiles)


def _refuse_twice(what: str, found: Iterable[object]) -> None:
    twice = [each for each, count in Counter(found).items() if count > 1]
    if twice:
        raise ValueError(f"two places of a map have one {what}: {twice[0]}")


def _check_tile(tile: MapTile, classes: int) -> None:
    """Raise ValueError for a tile that would say less than its value, or more."""
    if not tile.code.strip() or tile.row < 0 or tile.column < 0:
        raise ValueError(f"a tile has a code, and a row and a column from 0 on: {tile}")
    if (tile.value.value is None) != (tile.map_class is None):
        raise ValueError(f"a place has a class when it has a value, and only then: `{tile.code}`")
    if tile.map_class is not None and not 0 <= tile.map_class < classes:
        raise ValueError(f"`{tile.code}` is in class {tile.map_class} of {classes}")
    if not tile.value.text and not tile.value.marks:
        raise ValueError(f"a tile prints a value or a mark: `{tile.code}`")


def _check_order(tiles: Iterable[MapTile]) -> None:
    """Raise ValueError when a place is darker than another one with a larger value."""
    classed = [(tile.value.value, tile.map_class, tile.code) for tile in tiles if tile.value.value is not None]
    for (small, lighter, one), (large, darker, other) in pairwise(sorted(classed, key=lambda each: each[:2])):
        if (lighter or 0) > (darker or 0):
            raise ValueError(f"`{one}` ({small:g}) is in a darker class than `{other}` ({large:g})")
