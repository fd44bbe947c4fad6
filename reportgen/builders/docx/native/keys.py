"""Write a key over a chart, and boxes that are only outlined, as shapes of the chart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.builders.docx.native.overlays import OverlayBox, OverlayLine, OverlayText
from reportgen.charts.key import SWATCH, SWATCH_DROP, SWATCH_HEIGHT
from reportgen.charts.style import AXIS_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.charts.key import KeyEntry
    from reportgen.charts.style import Style
    from reportgen.theme import Theme


def key_overlays(entries: Sequence[KeyEntry], theme: Theme, style: Style, *, height: float) -> Iterator[Overlay]:
    """Yield the names of parts with their swatches, in a chart of this height."""
    for entry in entries:
        y = height - entry.y
        if entry.has_swatch:
            yield OverlayBox((entry.x, y + SWATCH_DROP - SWATCH_HEIGHT, SWATCH, SWATCH_HEIGHT), style.lines[entry.role])
        yield OverlayText(entry.text_x, y, entry.name, theme.styles.chart_value, style.texts[entry.role])


def outline_overlays(box: tuple[float, float, float, float], colour: str) -> Iterator[Overlay]:
    """Yield the four sides of a box, given as left, top, width and height from the upper left corner."""
    left, top, width, height = box
    corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height), (left, top))
    for start, end in pairwise(corners):
        yield OverlayLine(start, end, colour, AXIS_WIDTH, "dash")
