"""Tell stacked columns in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.scale import with_unit
from reportgen.exhibits.telling import (
    GAP_WORDS,
    aside,
    break_between,
    every_value,
    first_extreme_last,
    first_last,
    largest_and_smallest,
    missing,
    named,
    no_figure_for,
    whose,
    years_apart,
)
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import by_year, head, years_head
from reportgen.language import say
from reportgen.measure import MarkCode
from reportgen.quantity import concat
from reportgen.wording import list_of, year_list

if TYPE_CHECKING:
    from reportgen.document.charts import Point
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period


def tell(chart: StackedColumns) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    kind = say("Stacked column chart") if len(chart.parts) > 1 else say("Column chart")
    unit = chart.scale
    if chart.names:
        return _tell_members(chart, kind)
    ends = missing([(say("the total"), chart.totals)])
    for mark, words in GAP_WORDS.items():
        absent = _parts_missing(chart, mark)
        ends += [say(words, what=whose(names, group)) for names, group in absent.items()]
    ends += [*_differences(chart), *_breaks(chart)]
    years = [column_words(chart, index) for index in range(len(chart.years))]
    parts = [named(part.name, first_last(part.points, unit)) for part in chart.parts]
    total, names = say("total"), list_of([part.name for part in chart.parts])
    return [
        (kind, [*years, *ends]),
        (kind, [named(total, every_value(chart.totals, unit)), *parts, *ends]),
        (kind, [named(total, first_extreme_last(chart.totals, unit)), *parts, *ends]),
        (
            kind,
            [named(total, first_extreme_last(chart.totals, unit)), say("the parts are {names}", names=names), *ends],
        ),
    ]


def _tell_members(chart: StackedColumns, kind: str) -> list[Telling]:
    """Return tellings of columns that are no years."""
    every = [column_words(chart, index) for index in range(len(chart.names))]
    totals = [concat((name, _value(chart, total)), " ") for name, total in _published(chart)]
    gaps = no_figure_for(zip(chart.names, chart.totals, strict=True))
    parts = list_of([part.name for part in chart.parts])
    names = say("the parts are {names}", names=parts) if len(chart.parts) > 1 else ""
    return [
        (kind, [*every, gaps]),
        (kind, [concat(totals, "; "), names, gaps]),
        (kind, [_extremes(chart), names, gaps]),
    ]


def _published(chart: StackedColumns) -> list[tuple[str, Point]]:
    return [(name, total) for name, total in zip(chart.names, chart.totals, strict=True) if total.value is not None]


def _extremes(chart: StackedColumns) -> str:
    found = _published(chart)
    if not found:
        return ""
    largest = max(found, key=lambda each: each[1].value or 0)
    smallest = min(reversed(found), key=lambda each: each[1].value or 0)
    return largest_and_smallest((largest[0], _value(chart, largest[1])), (smallest[0], _value(chart, smallest[1])))


def _parts_missing(chart: StackedColumns, mark: MarkCode) -> dict[tuple[str, ...], tuple[Period, ...]]:
    """Return the years in which something was published but some parts were not, by the names of the parts."""
    years: dict[tuple[str, ...], tuple[Period, ...]] = {}
    for index, year in enumerate(chart.years):
        points = [(part.name, part.points[index]) for part in chart.parts]
        names = tuple(name for name, point in points if point.value is None and mark in point.marks)
        is_empty = chart.totals[index].value is None and all(point.value is None for _, point in points)
        if names and not is_empty:
            years[names] = (*years.get(names, ()), year)
    return years


def column_words(chart: StackedColumns, index: int) -> str:
    """Return a year's total and its parts; empty for a year without any figure."""
    total = chart.totals[index]
    points = [(part.name, part.points[index]) for part in chart.parts]
    parts = [
        say("{value} {name}", value=_value(chart, point), name=name)
        for name, point in points
        if point.value is not None
    ]
    if total.value is None:
        return concat((chart.heads[index], list_of(parts)), ": ") if parts else ""
    said = concat((chart.heads[index], _value(chart, total)), ": ")
    return say("{total}, of these {parts}", total=said, parts=list_of(parts)) if parts else said


def _value(chart: StackedColumns, point: Point) -> str:
    """Return a value with its unit and marks in words: `36.2 million (corrected)`."""
    return with_unit(point.text, point.value, chart.scale) + aside(point.marks)


def _differences(chart: StackedColumns) -> list[str]:
    """Return in which years the parts are not the whole."""
    less = [year for index, year in enumerate(chart.years) if chart.rest(index)]
    more = [year for index, year in enumerate(chart.years) if chart.is_exceeded(index)]
    told = []
    if less:
        told.append(say("the parts add to less than the total in {years}", years=year_list(less)))
    if more:
        told.append(say("the parts add to more than the total in {years}", years=year_list(more)))
    return told


def _breaks(chart: StackedColumns) -> list[str]:
    told = []
    for one in chart.breaks:
        sides = chart.years[one.before - 1], chart.years[one.before]
        if not one.apart:
            told.append(break_between(*sides))
    spells = dict.fromkeys(one.apart for one in chart.breaks if one.apart)
    return [*told, *(years_apart(years) for years in spells)]


def table(chart: StackedColumns) -> ValueTable:
    """Return the values as printed in the chart."""
    breaks = frozenset(one.before + 1 for one in chart.breaks)
    rows = tuple(by_year(part.name, part.points, chart.years) for part in chart.parts)
    total = by_year(say("All"), chart.totals, chart.years, is_total=True)
    part = say("Part")
    heads = head(part, *chart.names) if chart.names else years_head(part, chart.years, breaks)
    return ValueTable(heads, (*rows, total), breaks)
