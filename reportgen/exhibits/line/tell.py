"""Tell a line chart in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.scale import UNIT_WORDS
from reportgen.exhibits.telling import every_value, first_extreme_last, first_last, missing, named
from reportgen.exhibits.value_table import ValueTable, by_year, years_head
from reportgen.wording import list_of, number_word, year_list

if TYPE_CHECKING:
    from reportgen.exhibits.line.values import LineChart
    from reportgen.exhibits.telling import Telling


def tell(chart: LineChart) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    count = len(chart.lines)
    kind = "Line chart" if count == 1 else f"Line chart with {number_word(count)} lines"
    unit = UNIT_WORDS[chart.scale]
    ends = [*missing([(line.name, line.points) for line in chart.lines]), *_breaks(chart)]
    tellings: list[Telling] = []
    for tell in (every_value, first_extreme_last, first_last):
        lines = [named(line.name if count > 1 else "", tell(line.points, unit)) for line in chart.lines]
        tellings.append((kind, [*lines, *ends]))
    return tellings


def _breaks(chart: LineChart) -> list[str]:
    found = [entry for entry in chart.breaks if chart.years[0] < entry.year <= chart.years[-1]]
    spells = dict.fromkeys(entry.apart for entry in found if entry.apart)
    apart = [f"figures for {year_list(years)} cannot be compared with those of other years" for years in spells]
    match [entry.year for entry in found if not entry.apart]:
        case []:
            return apart
        case [year]:
            which = f"for {year}" if year == chart.years[-1] else f"from {year} on"
            return [f"there is a series break: figures {which} cannot be compared with those of earlier years", *apart]
        case years:
            names = list_of([str(year) for year in years])
            told = f"there are series breaks before {names}: figures on two sides of a break cannot be compared"
            return [told, *apart]


def table(chart: LineChart) -> ValueTable:
    """Return the values as printed in the chart."""
    breaks = frozenset(chart.years.index(each.year) + 1 for each in chart.breaks if each.year in chart.years)
    rows = tuple(by_year(line.name, line.points, chart.years) for line in chart.lines)
    return ValueTable(years_head("Series", chart.years, breaks), rows, breaks)
