"""Where everything on a map of equal tiles stands, one tile for each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.style import chart_style
from reportgen.exhibits.tile_map.lettering import fitted
from reportgen.lengths import fits_in, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.style import Style
    from reportgen.exhibits.tile_map.lettering import Lines
    from reportgen.exhibits.tile_map.values import MapTile, TileMap
    from reportgen.theme import Theme

PITCH, GUTTER = 33.6, 2.6
SMALL_PITCH, SMALL_GUTTER = 26.0, 2.0
WIDEST_PITCH, PITCH_STEP = 72.0, 4.0
"""Tiles grow in these steps when their texts need it and the page has room."""
NARROWEST_BESIDE = 28.0
"""Tiles that would be narrower have the legend below them instead of beside them."""
TALLEST = 0.75
"""Of the page's height."""
LEGEND_GAP = 12.0
LEGEND_PITCH, LEGEND_SWATCH, LEGEND_TEXT = 16.0, 11.0, 16.0
LEGEND_WIDEST = 0.4
"""Of the map's width; longer words take further lines."""
TEXT_RISE = 2.6
"""From the lower edge of a swatch up to the base line of its words."""
DARK_CLASSES = 2
"""So many classes at the dark end of the ramp carry white text."""

Square = tuple[float, float, float, float]
"""Left, bottom, width, height."""


@dataclass(frozen=True, slots=True)
class TilePlace:
    """One tile: its square, its texts, and which colour of the ramp it takes; None for a place without a figure."""

    tile: MapTile
    box: Square
    shade: int | None
    is_dark: bool
    """Whether its text is white."""
    printed: Lines
    """The lines of its code and its value, from above, relative to the middle of the square."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: the lower edge of its swatch, its colour of the ramp (None: no figure), its lines."""

    y: float
    shade: int | None
    lines: tuple[str, ...]


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
    title: tuple[str, ...]
    title_y: float
    """Base line of the first line of the title."""


def ramp_index(map_class: int, classes: int, ramp: int) -> int:
    """Return which colour of the ramp a class takes, so that few classes still differ clearly."""
    return min(int((map_class + 0.5) * ramp / max(classes, 1)), ramp - 1)


@dataclass(frozen=True, slots=True)
class _Legend:
    """The words of a legend in lines, before it has its place."""

    entries: tuple[tuple[int | None, tuple[str, ...]], ...]
    """From the foot up."""
    title: tuple[str, ...]
    width: float
    leading: float

    @property
    def height(self) -> float:
        lines = sum(len(lines) - 1 for lines in (*(lines for _, lines in self.entries), self.title))
        return LEGEND_PITCH * (len(self.entries) + 1) + self.leading * lines


def resolve(chart: TileMap, theme: Theme, width: float) -> ResolvedMap:
    """Return the places of tiles and legend, and the colours they take.

    Raises BuildError when a text is too long for its tile.
    """
    style = chart_style(theme)
    top, left = min(tile.row for tile in chart.tiles), min(tile.column for tile in chart.tiles)
    rows = 1 + max(tile.row for tile in chart.tiles) - top
    columns = 1 + max(tile.column for tile in chart.tiles) - left
    least, gutter = (SMALL_PITCH, SMALL_GUTTER) if chart.size == "small" else (PITCH, GUTTER)
    legend = _legend(chart, style, width * LEGEND_WIDEST)
    beside, below = (width - LEGEND_GAP - legend.width) / columns, (width + gutter) / columns
    is_beside = fits_in(min(NARROWEST_BESIDE, least, below), beside)
    tallest = theme.page.content_height * TALLEST / rows
    widest = min(beside if is_beside else below, tallest, WIDEST_PITCH)
    pitch, texts = _pitch(chart.tiles, style, widest=widest, least=least, gutter=gutter)
    map_height = rows * pitch - gutter
    height = max(map_height, legend.height) if is_beside else map_height + LEGEND_GAP + legend.height
    placed = tuple(
        _tile(
            tile,
            chart,
            ramp=len(style.ramp),
            corner=(left, top),
            height=height,
            pitch=pitch,
            gutter=gutter,
            printed=printed,
        )
        for tile, printed in zip(chart.tiles, texts, strict=True)
    )
    entries, title_y = _stacked(legend)
    return ResolvedMap(
        chart, width, height, placed, columns * pitch + LEGEND_GAP if is_beside else 0, entries, legend.title, title_y
    )


def _pitch(
    tiles: Sequence[MapTile], style: Style, *, widest: float, least: float, gutter: float
) -> tuple[float, tuple[Lines, ...]]:
    """Return the least pitch at which all texts have their full size, or the widest; and the texts, fitted to it."""
    steps = [least + PITCH_STEP * step for step in range(int(settled((WIDEST_PITCH - least) / PITCH_STEP)) + 1)]
    pitches = [pitch for pitch in steps if pitch < widest]
    for pitch in pitches:
        texts = fitted(tiles, style, side=pitch - gutter)
        if all(fits_in(style.tick.size, line.size) for lines in texts for line in lines):
            return pitch, texts
    return widest, fitted(tiles, style, side=widest - gutter, refuse=True)


def _tile(
    tile: MapTile,
    chart: TileMap,
    *,
    ramp: int,
    corner: tuple[int, int],
    height: float,
    pitch: float,
    gutter: float,
    printed: Lines,
) -> TilePlace:
    side = pitch - gutter
    left, top = corner
    box = ((tile.column - left) * pitch, height - (tile.row - top) * pitch - side, side, side)
    shade = None if tile.map_class is None else ramp_index(tile.map_class, len(chart.classes), ramp)
    return TilePlace(tile, box, shade, shade is not None and shade >= ramp - DARK_CLASSES, printed)


def _legend(chart: TileMap, style: Style, widest: float) -> _Legend:
    missing = [(None, chart.missing_text)] if any(tile.map_class is None for tile in chart.tiles) else []
    ramp = len(style.ramp)
    classes = [(ramp_index(index, len(chart.classes), ramp), entry.text) for index, entry in enumerate(chart.classes)]
    entries = tuple(
        (shade, style.tick.lines(text, widest - LEGEND_TEXT)) for shade, text in (*missing, *classes) if text
    )
    title = style.tick_strong.lines(chart.title, widest)
    widths = (style.tick.width(line) for _, lines in entries for line in lines)
    width = max(LEGEND_TEXT + max(widths, default=0), *(style.tick_strong.width(line) for line in title), 0)
    return _Legend(entries, title, width, style.tick.leading)


def _stacked(legend: _Legend) -> tuple[tuple[LegendEntry, ...], float]:
    """Return the entries one over the other, from the foot up, and the base line of the title over them."""
    entries: list[LegendEntry] = []
    y = 2.0
    for shade, lines in legend.entries:
        y += legend.leading * (len(lines) - 1)
        entries.append(LegendEntry(y, shade, lines))
        y += LEGEND_PITCH
    return tuple(entries), y + 2 + legend.leading * (len(legend.title) - 1)
