"""Fit a code and a value into a square: on lines of their own, as large as they can be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.metrics import CAP_HEIGHT
from reportgen.charts.style import marks_text
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.style import Style
    from reportgen.exhibits.tile_map.values import MapTile

PADDING = 1.5
"""Free at each side of a tile."""
LEAST_SIZE = 5.0
"""Points below which nobody reads a figure."""
MOST_LINES = 3
MOST_JOINTS = 12
"""Places of a text at which a line may end that are tried."""
SMALLEST = 0.01
"""Part of its full size that a text has at least, however wide; far too small to be printed."""
GAIN = 0.05
"""A line more is worth it only where the text becomes so much larger."""
SEAM = -0.7
"""The middle of the two lines of a tile lies a little below that of the tile: figures have no descenders."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One line in a tile: centred, its base line so far above the middle of the tile."""

    text: str
    y: float
    size: float
    is_code: bool


Lines = tuple[Printed, ...]
"""The lines of a tile, from above."""


def fitted(tiles: Sequence[MapTile], style: Style, *, side: float, refuse: bool = False) -> tuple[Lines, ...]:
    """Return the lines of each tile, all codes in one size and all values in one: as large as they fit every tile.

    Raises BuildError, if asked to `refuse`, when they would be too small to be read.
    """
    inner = max(side - 2 * PADDING, 0.1)
    found = [_arrangement(tile, style, inner) for tile in tiles]
    code = min(each.code_scale for each in found)
    value = min(each.value_scale for each in found)
    if refuse and min(code, value) * style.tick.size < LEAST_SIZE:
        tightest = min(found, key=lambda each: min(each.code_scale, each.value_scale))
        raise BuildError(
            f"map: `{tightest.code}` with `{tightest.value}` does not fit into a tile of {side:.0f} points",
            hint="give places shorter codes or a map of fewer columns",
        )
    return tuple(_placed(each, style, code=code, value=value) for each in found)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """The texts of a tile in lines, and the largest parts of the full size at which they fit it."""

    code: str
    value: str
    code_lines: tuple[str, ...]
    value_lines: tuple[str, ...]
    code_scale: float
    value_scale: float


def _arrangement(tile: MapTile, style: Style, inner: float) -> _Arrangement:
    value = f"{tile.value.text} {marks_text(tile.value.marks)}".strip()
    code_lines, code_scale = _arranged(tile.code, style.tick_strong, inner)
    value_lines, value_scale = _arranged(value, style.tick, inner)
    tall = _height(style, [code_scale] * len(code_lines) + [value_scale] * len(value_lines))
    shrink = min(1.0, max(inner - 2, 0.1) / tall)
    return _Arrangement(tile.code, value, code_lines, value_lines, code_scale * shrink, value_scale * shrink)


def _height(style: Style, scales: Sequence[float]) -> float:
    """Return how far it is from the top of the first of some lines to the base line of the last."""
    return CAP_HEIGHT * style.tick.size * scales[0] + style.tick.leading * fsum(scales[1:])


def _placed(each: _Arrangement, style: Style, *, code: float, value: float) -> Lines:
    lines = [(line, code, True) for line in each.code_lines] + [(line, value, False) for line in each.value_lines]
    top = SEAM + _height(style, [scale for _, scale, _ in lines]) / 2
    y = top + (style.tick.leading - CAP_HEIGHT * style.tick.size) * code
    printed = []
    for text, scale, is_code in lines:
        y -= style.tick.leading * scale
        printed.append(Printed(text, y, style.tick.size * scale, is_code))
    return tuple(printed)


def _arranged(text: str, voice: Lettering, width: float) -> tuple[tuple[str, ...], float]:
    """Return the text in the fewest lines that let it be as large as it can be, and its size as a part of the full."""
    best: tuple[tuple[str, ...], float] = ((text,), SMALLEST)
    for arrangements in _broken(text):
        lines = min(arrangements, key=lambda lines: max(voice.width(line) for line in lines), default=(text,))
        scale = min(1.0, width / max(voice.width(line) for line in lines))
        if scale > best[1] + GAIN:
            best = (lines, scale)
    return best


def _broken(text: str) -> Iterator[list[tuple[str, ...]]]:
    """Yield the ways to set a text in one line, in two, in three: broken between words and after hyphens only."""
    joints = [
        index
        for index in range(1, len(text))
        if text[index - 1] == " " or (text[index - 1] in "-/" and text[index - 2 : index - 1].isalpha())
    ][:MOST_JOINTS]
    for count in range(MOST_LINES):
        ends = [(0, *cuts, len(text)) for cuts in combinations(joints, count)]
        yield [tuple(text[start:end].strip() for start, end in pairwise(each)) for each in ends]
