"""Tell small multiples in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import every_value, first_last, missing, named
from reportgen.exhibits.told import Incomparable, ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.language import say
from reportgen.measure import MarkCode
from reportgen.wording import capitalised, list_of, number_word, year_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.document.charts import Point
    from reportgen.exhibits.multiples.values import Panel, SmallMultiples
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period


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
    """Return the years that keep their slot without a figure, because it would not compare; nothing without them.

    Those of some of the panels only are told with their names: `2022 (Dale)`.
    """
    broken = {panel.title: _broken(panel) for panel in chart.panels}
    of_all = [year for year in next(iter(broken.values())) if all(year in years for years in broken.values())]
    told = [year_list(of_all)] if of_all else []
    for title, years in broken.items():
        own = [year for year in years if year not in of_all]
        told += [f"{year_list(own)} ({title})"] if own else []
    words = say("figures for {years} are left out, because of a series break", years=list_of(told)) if told else ""
    return Incomparable(words)


def _broken(panel: Panel) -> list[Period]:
    return [point.year for point in panel.points if MarkCode.SERIES_BREAK in point.marks]


def table(chart: SmallMultiples) -> ValueTable:
    """Return the values as printed in the chart."""
    years = tuple(sorted({point.year for panel in chart.panels for point in panel.points}))
    rows = tuple(by_year(panel.title, panel.points, years) for panel in chart.panels)
    return ValueTable(years_head(say("Panel"), years), rows)
