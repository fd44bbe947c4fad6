"""Tell a chart of a user's own in words and as a table of its values, whatever it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import (
    counted,
    every_value,
    first_extreme_last,
    first_last,
    in_year,
    missing,
    named,
    told,
)
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.wording import capitalised, list_of, year_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.charts import Point
    from reportgen.exhibits.own.values import OwnChart, OwnSeries
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period


def tell(chart: OwnChart) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest: its values, its ends, its range."""
    kind = f"{_kind(chart)} with {counted(len(chart.series), 'row')} of values"
    kind = kind if len(chart.series) > 1 else _kind(chart)
    ends = [*missing([(_name(series, chart), series.points) for series in chart.series]), *_breaks(chart)]
    tellings: list[Telling] = []
    if len(chart.years) == 1:
        found = [f"{_name(series, chart)} {told(point)}" for series, point in _published(chart)]
        tellings.append((kind, [f"{chart.years[0]}: {list_of(found)}", *ends]))
    else:
        for words in (every_value, first_extreme_last, first_last):
            lines = [named(_name(series, chart), words(series.points)) for series in chart.series]
            tellings.append((kind, [*lines, *ends]))
    return [*tellings, (kind, [_range(chart), *ends])]


def _kind(chart: OwnChart) -> str:
    """Return what a reader is told the chart is: `Dumbbell chart`."""
    words = chart.function.replace("_", " ").replace("-", " ").strip()
    return capitalised(words if words.endswith("chart") else f"{words} chart")


def _name(series: OwnSeries, chart: OwnChart) -> str:
    """Return the name of a series, that of its figure before it where there are several."""
    several = len({each.figure for each in chart.series}) > 1
    return f"{series.figure}, {series.name}" if several and series.name != series.figure else series.name


def _published(chart: OwnChart) -> Iterator[tuple[OwnSeries, Point]]:
    for series in chart.series:
        for point in series.points:
            if point.value is not None:
                yield series, point


def _range(chart: OwnChart) -> str:
    """Return the lowest and the highest value of all, and whose they are."""
    found = list(_published(chart))
    lowest = min(found, key=lambda pair: pair[1].value or 0)
    highest = max(found, key=lambda pair: pair[1].value or 0)
    low, high = (f"{in_year(point)} ({_name(series, chart)})" for series, point in (lowest, highest))
    return f"values from {low} to {high}" if low != high else f"the only value is {low}"


def _breaks(chart: OwnChart) -> list[str]:
    """Return where series break, those that break before the same years together."""
    names: dict[tuple[Period, ...], list[str]] = {}
    for series in chart.series:
        if series.breaks:
            names.setdefault(tuple(chart.years[index] for index in series.breaks), []).append(_name(series, chart))
    return [
        f"there is a series break before {year_list(years)}"
        f"{'' if len(group) == len(chart.series) else f' in {list_of(group)}'}: "
        "figures on two sides of it cannot be compared"
        for years, group in names.items()
    ]


def table(chart: OwnChart) -> ValueTable:
    """Return the values, a row for each series; a broken line stands before a year in which any of them breaks."""
    breaks = frozenset(index + 1 for series in chart.series for index in series.breaks)
    rows = tuple(by_year(_name(series, chart), series.points, chart.years) for series in chart.series)
    return ValueTable(years_head("Series", chart.years, breaks), rows, breaks)
