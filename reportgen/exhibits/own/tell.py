"""Tell a chart of a user's own in words and as a table of its values, whatever it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import (
    every_value,
    first_extreme_last,
    first_last,
    in_year,
    missing,
    named,
    told,
)
from reportgen.exhibits.told import Incomparable, ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.language import say
from reportgen.quantity import concat
from reportgen.wording import capitalised, list_of, number_word, year_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.charts import Point
    from reportgen.exhibits.own.values import OwnChart, OwnSeries
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period


def tell(chart: OwnChart) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest: its values, its ends, its range."""
    count = len(chart.series)
    kind = _kind(chart)
    if count > 1:
        kind = say("{chart} with {count} rows of values", chart=kind, count=number_word(count))
    ends = [*missing([(_name(series, chart), series.points) for series in chart.series]), *_breaks(chart)]
    tellings: list[Telling] = []
    if len(chart.years) == 1:
        found = [concat((_name(series, chart), told(point)), " ") for series, point in _published(chart)]
        tellings.append((kind, [concat((f"{chart.years[0]}", list_of(found)), ": "), *ends]))
    else:
        for words in (every_value, first_extreme_last, first_last):
            lines = [named(_name(series, chart), words(series.points)) for series in chart.series]
            tellings.append((kind, [*lines, *ends]))
    return [*tellings, (kind, [_range(chart), *ends])]


def _kind(chart: OwnChart) -> str:
    """Return what a reader is told the chart is: `Dumbbell chart`."""
    words = chart.function.replace("_", " ").replace("-", " ").strip()
    return capitalised(words if words.endswith("chart") else say("{kind} chart", kind=words))


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
    low, high = (concat((in_year(point), f" ({_name(series, chart)})")) for series, point in (lowest, highest))
    if low == high:
        return say("the only value is {value}", value=low)
    return say("values from {low} to {high}", low=low, high=high)


def _breaks(chart: OwnChart) -> list[str]:
    """Return where series break, those that break before the same years together."""
    names: dict[tuple[Period, ...], list[str]] = {}
    for series in chart.series:
        if series.breaks:
            names.setdefault(tuple(chart.years[index] for index in series.breaks), []).append(_name(series, chart))
    return [
        Incomparable(_break(years, group if len(group) < len(chart.series) else [])) for years, group in names.items()
    ]


def _break(years: tuple[Period, ...], names: list[str]) -> str:
    """Return that a new series begins, of those that are named or of all."""
    if not names:
        return say(
            "there is a series break before {years}: figures on two sides of it cannot be compared",
            years=year_list(years),
        )
    return say(
        "there is a series break before {years} in {names}: figures on two sides of it cannot be compared",
        years=year_list(years),
        names=list_of(names),
    )


def table(chart: OwnChart) -> ValueTable:
    """Return the values, a row for each series; a broken line stands before a year in which any of them breaks."""
    breaks = frozenset(index + 1 for series in chart.series for index in series.breaks)
    rows = tuple(by_year(_name(series, chart), series.points, chart.years) for series in chart.series)
    return ValueTable(years_head(say("Series"), chart.years, breaks), rows, breaks)
