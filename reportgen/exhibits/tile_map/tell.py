"""Tell a tile map in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document import Row
from reportgen.exhibits.telling import count_of, no_figure_for, told
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import cell, head, value_cell
from reportgen.language import say, say_count
from reportgen.quantity import concat
from reportgen.wording import counted, list_of, number_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exhibits.tile_map.values import MapTile, TileMap
    from reportgen.exhibits.told import Telling


NAMED = 3
"""Places that are named at either end."""


def tell(chart: TileMap) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    shown = [tile for tile in chart.tiles if tile.map_class is not None]
    count = len(chart.tiles)
    kind = say_count(
        count,
        "Map with the tile of one place",
        "Map with one tile for each of {count} places",
        count=number_word(count_of((tile.value for tile in chart.tiles), count)),
    )
    gaps = no_figure_for((tile.code, tile.value) for tile in chart.tiles)
    ordered = sorted(shown, key=_size)
    extremes = []
    if len(ordered) > 2 * NAMED:
        largest, smallest = ordered[: -NAMED - 1 : -1], ordered[:NAMED]
        extremes = [
            say("the largest figures are {places}", places=_tiles(largest)),
            say("the smallest are {places}", places=_tiles(smallest)),
        ]
    elif ordered:
        extremes = [_tiles(ordered[::-1])]
    return [(kind, [*extremes, _classes(chart, shown), gaps]), (kind, [*extremes, gaps])]


def _size(tile: MapTile) -> tuple[float, str]:
    return tile.value.value or 0, tile.code


def _tiles(tiles: Sequence[MapTile]) -> str:
    return list_of([concat((tile.code, told(tile.value)), " ") for tile in tiles])


def _classes(chart: TileMap, shown: Sequence[MapTile]) -> str:
    """Return how many places are in each class: `12 places are in the class 1–99, 14 in 100–249 ...`."""
    counts = [sum(tile.map_class == index for tile in shown) for index in range(len(chart.classes))]
    values = [tile.value for tile in shown]
    words = [
        say("{count} in {words}", count=counted(count_of(values, count)), words=entry.text)
        for count, entry in zip(counts, chart.classes, strict=True)
        if count
    ]
    return say("number of places in each class: {classes}", classes=list_of(words)) if words else ""


def table(chart: TileMap) -> ValueTable:
    """Return the values as printed in the chart."""
    places = sorted(chart.tiles, key=lambda tile: tile.code)
    return ValueTable(
        head(say("Place"), chart.title), tuple(Row((cell(tile.code), value_cell(tile.value))) for tile in places)
    )
