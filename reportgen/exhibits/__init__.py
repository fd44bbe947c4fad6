"""Exhibits: what a chart shows is decided here, once; builders only carry it out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.charts import paint_picture, write_svg
from reportgen.exhibits.kinds import KINDS, Kind, Resolved, kind_named, kind_names, kind_of
from reportgen.exhibits.telling import alt_text, in_words, telling
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import shown_values, value_table
from reportgen.language import spoken

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.document.charts import Chart
    from reportgen.exhibits.told import Spot
    from reportgen.language import Language
    from reportgen.theme import Theme

__all__ = [
    "KINDS",
    "Kind",
    "Resolved",
    "ValueTable",
    "alt_text",
    "forget",
    "in_words",
    "kind_named",
    "kind_names",
    "kind_of",
    "picture",
    "record",
    "resolve",
    "shown_values",
    "spots",
    "svg",
    "telling",
    "value_table",
    "without_scale",
]


def resolve(chart: Chart, theme: Theme, *, width: float | None = None) -> Resolved:
    """Return everything that is decided about a chart: as wide as the page's content unless a width is given."""
    return _resolved(chart, theme, theme.page.content_width if width is None else width, spoken())


# a builder asks for the size of a chart, then for the chart, in every pass of its layout
@lru_cache(maxsize=64)
def _resolved(chart: Chart, theme: Theme, width: float, _language: Language) -> Resolved:
    return kind_of(chart).resolve(chart, theme, width)


def record(chart: Chart, theme: Theme, *, width: float | None = None) -> Recording:
    """Return a chart, drawn: as wide as the page's content unless another width in points is given."""
    return _recorded(chart, theme, theme.page.content_width if width is None else width, spoken())


@lru_cache(maxsize=64)
def _recorded(chart: Chart, theme: Theme, width: float, language: Language) -> Recording:
    return kind_of(chart).draw(_resolved(chart, theme, width, language), theme)


def spots(chart: Chart, theme: Theme, *, width: float | None = None) -> tuple[Spot, ...]:
    """Return where the values of a chart are in its drawing of this width, and what is said of each."""
    kind = kind_of(chart)
    # not as it is remembered: a chart that is alike may be of other cells, and a value is asked for its own
    return kind.spots(kind.resolve(chart, theme, theme.page.content_width if width is None else width))


def without_scale(chart: Chart) -> Chart:
    """Return a chart as it is drawn on a phone: a line chart names its scale only where values are not told each."""
    from reportgen.exhibits.line.values import LineChart  # a room is loaded when it is used

    return replace(chart, is_scaled=False) if isinstance(chart, LineChart) else chart


def forget() -> None:
    """Forget the charts resolved and drawn so far, for who measures how long it takes."""
    _resolved.cache_clear()
    _recorded.cache_clear()


def picture(chart: Chart, theme: Theme, *, dpi: int = 200, width: float | None = None) -> bytes:
    """Return a chart as a PNG picture."""
    return paint_picture(record(chart, theme, width=width), dpi=dpi)


def svg(chart: Chart, theme: Theme, *, width: float | None = None) -> str:
    """Return a chart as an SVG document, its text as outlines."""
    return write_svg(record(chart, theme, width=width))
