"""Tell small multiples in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import every_value, first_last, missing, named
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.language import say
from reportgen.measure import MarkCode
from reportgen.wording import capitalised, number_word, year_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.document.charts import Point
    from reportgen.exhibits.multiples.values import SmallMultiples
    from reportgen.exhibits.told import Telling


def tell(chart: SmallMultiples) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    count = len(chart.panels)
    words = capitalised(number_word(count))
    kind = say("{count} column charts on one scale", count=words) if count > 1 else say("Column chart")
    gaps = [*missing([(panel.title, panel.points) for panel in chart.panels]), _apart(chart)]
    tellings: list[Telling] = []
    tell: Callable[[Sequence[Point]], str]
    for tell in (every_value, first_last):
        tellings.append((kind, [*(named(panel.title, tell(panel.points)) for panel in chart.panels), *gaps]))
    return tellings


def _apart(chart: SmallMultiples) -> str:
    """Return the years that keep their slot without a figure, because it would not compare; nothing without them."""
    points = [point for point in chart.panels[0].points if MarkCode.SERIES_BREAK in point.marks]
    years = year_list(tuple(point.year for point in points))
    return say("figures for {years} are left out, because of a series break", years=years) if points else ""


def table(chart: SmallMultiples) -> ValueTable:
    """Return the values as printed in the chart."""
    years = tuple(sorted({point.year for panel in chart.panels for point in panel.points}))
    rows = tuple(by_year(panel.title, panel.points, years) for panel in chart.panels)
    return ValueTable(years_head(say("Panel"), years), rows)
