"""Where everything on a map of equal tiles stands, one tile for each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.style import chart_style

if TYPE_CHECKING:
    from reportgen.exhibits.tile_map.values import MapTile, TileMap
    from reportgen.theme import Theme

PITCH, GUTTER = 36.0, 3.0
LEGEND_GAP = 12.0
LEGEND_PITCH, LEGEND_SWATCH, LEGEND_TEXT = 16.0, 11.0, 16.0
DARK_CLASSES = 2
"""So many classes at the dark end of the ramp carry white text."""

Square = tuple[float, float, float, float]
"""Left, bottom, width, height."""


@dataclass(frozen=True, slots=True)
class TilePlace:
    """One tile: its square, and which colour of the ramp it takes; None for a place without a figure."""

    tile: MapTile
    box: Square
    shade: int | None
    is_dark: bool
    """Whether its text is white."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: its lower edge, its colour of the ramp (None: without a figure), its words."""

    y: float
    shade: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ResolvedMap:
    """A tile map in points."""

    chart: TileMap
    width: float
    height: float
    tiles: tuple[TilePlace, ...]
    legend_left: float
    legend: tuple[LegendEntry, ...]
    """From the foot up: places without a figure, then the classes from light to dark."""
    title_y: float


def ramp_index(map_class: int, classes: int, ramp: int) -> int:
    """Return which colour of the ramp a class takes, so that few classes still differ clearly."""
    return min(int((map_class + 0.5) * ramp / max(classes, 1)), ramp - 1)


def resolve(chart: TileMap, theme: Theme, width: float) -> ResolvedMap:
    """Return the places of tiles and legend, and the colours they take."""
    style = chart_style(theme)
    columns = 1 + max((tile.column for tile in chart.tiles), default=0)
    rows = 1 + max((tile.row for tile in chart.tiles), default=0)
    entries = _legend(chart, len(style.ramp))
    words = LEGEND_TEXT + max(style.tick.width(text) for text in (*(entry.text for entry in entries), chart.title))
    pitch = min(PITCH, (width - LEGEND_GAP - words) / columns)
    height = max(rows * pitch - GUTTER, LEGEND_PITCH * (len(entries) + 1))
    tiles = tuple(_tile(tile, chart, ramp=len(style.ramp), height=height, pitch=pitch) for tile in chart.tiles)
    title_y = 4 + LEGEND_PITCH * len(entries)
    return ResolvedMap(chart, width, height, tiles, columns * pitch + LEGEND_GAP, entries, title_y)


def _tile(tile: MapTile, chart: TileMap, *, ramp: int, height: float, pitch: float) -> TilePlace:
    side = pitch - GUTTER
    box = (tile.column * pitch, height - tile.row * pitch - side, side, side)
    shade = None if tile.map_class is None else ramp_index(tile.map_class, len(chart.classes), ramp)
    return TilePlace(tile, box, shade, shade is not None and shade >= ramp - DARK_CLASSES)


def _legend(chart: TileMap, ramp: int) -> tuple[LegendEntry, ...]:
    missing = [(None, chart.missing_text)] if any(tile.map_class is None for tile in chart.tiles) else []
    classes = [(ramp_index(index, len(chart.classes), ramp), entry.text) for index, entry in enumerate(chart.classes)]
    shown = [(shade, text) for shade, text in (*missing, *classes) if text]
    return tuple(LegendEntry(2 + LEGEND_PITCH * row, shade, text) for row, (shade, text) in enumerate(shown))
