"""Draw charts: from their values to vectors and pictures.

A chart is laid out and drawn once, as a `Recording` of plain operations. A builder that has vectors replays it; for
the others `picture` has matplotlib paint it, so that both show the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from reportgen.charts.line import draw_line_chart
from reportgen.charts.picture import paint_picture
from reportgen.charts.ranked_bars import draw_ranked_bars
from reportgen.charts.ranking import draw_ranking
from reportgen.charts.recording import FillStroke, Operation, Recording, TextRun
from reportgen.charts.small_multiples import draw_small_multiples
from reportgen.charts.stacked_columns import draw_stacked_columns
from reportgen.charts.stacked_shares import draw_stacked_shares
from reportgen.charts.svg import write_svg
from reportgen.charts.tile_map import draw_locator, draw_tile_map
from reportgen.document.charts import (
    LineChart,
    RankedBars,
    Ranking,
    SmallMultiples,
    StackedColumns,
    StackedShares,
    TileMap,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.charts import Chart
    from reportgen.theme import Theme

__all__ = [
    "FillStroke",
    "Operation",
    "Recording",
    "TextRun",
    "forget",
    "locator",
    "paint_picture",
    "picture",
    "record",
    "size",
    "svg",
    "write_svg",
]


def size(chart: Chart, theme: Theme, *, width: float | None = None) -> tuple[float, float]:
    """Return width and height of a chart in points; the content width unless another is given."""
    recording = record(chart, theme, width=width)
    return recording.width, recording.height


def record(chart: Chart, theme: Theme, *, width: float | None = None) -> Recording:
    """Return a chart, drawn: as wide as the page's content unless another width in points is given."""
    return _record(chart, theme, theme.page.content_width if width is None else width)


# a builder asks for the size of a chart, then for the chart, in every pass of its layout
@lru_cache(maxsize=64)
def _record(chart: Chart, theme: Theme, width: float) -> Recording:
    match chart:
        case LineChart():
            return draw_line_chart(chart, theme, width)
        case RankedBars():
            return draw_ranked_bars(chart, theme, width)
        case StackedShares():
            return draw_stacked_shares(chart, theme, width)
        case StackedColumns():
            return draw_stacked_columns(chart, theme, width)
        case SmallMultiples():
            return draw_small_multiples(chart, theme, width)
        case TileMap():
            return draw_tile_map(chart, theme, width)
        case Ranking():
            return draw_ranking(chart, theme, width)
        case _:
            assert_never(chart)


def forget() -> None:
    """Forget the charts drawn so far, for who measures how long drawing takes."""
    _record.cache_clear()


def picture(chart: Chart, theme: Theme, *, dpi: int = 200, width: float | None = None) -> bytes:
    """Return a chart as a PNG picture."""
    return paint_picture(record(chart, theme, width=width), dpi=dpi)


def svg(chart: Chart, theme: Theme, *, width: float | None = None) -> str:
    """Return a chart as an SVG document, its text as outlines."""
    return write_svg(record(chart, theme, width=width))


def locator(tiles: Sequence[tuple[int, int, bool]], theme: Theme) -> Recording:
    """Return a small map of places, each (row, column, is the place itself), drawn."""
    return draw_locator(tiles, theme)
