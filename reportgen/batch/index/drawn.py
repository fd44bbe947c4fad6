"""Trends on the page: the drawings that the documents have, in colors that change with the scheme."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reportgen.batch.index.colours import as_variables
from reportgen.charts.svg import write_svg
from reportgen.exhibits.trends import alt_text, has_columns, record

if TYPE_CHECKING:
    from reportgen.document import Trend
    from reportgen.theme import Theme

ROW = (66.0, 22.0)
"""Width and height beside the figure of a row, in pixels."""
CARD = (250.0, 56.0)


def drawn(trend: Trend, theme: Theme, *, size: tuple[float, float]) -> str:
    """Return a trend as a picture within the page, with its values in words."""
    svg = write_svg(record(trend, theme, size=size, ground="white")).rstrip()
    opened = f'<svg role="img" aria-label="{escape(alt_text(trend))}"'
    svg = svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', opened).replace('pt"', '"').replace("\n", "")
    return as_variables(svg, theme)


def years(trend: Trend) -> str:
    """Return the years below a trend: of each column, or of the first and the last point."""
    slots = trend.slots if has_columns(trend) else (trend.slots[0], trend.slots[-1])
    each = " each" if has_columns(trend) else ""
    return f'<div class="years{each}" aria-hidden="true">{"".join(f"<span>{slot.year}</span>" for slot in slots)}</div>'
