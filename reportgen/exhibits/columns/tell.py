"""Tell stacked columns in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import GAP_WORDS, every_value, first_extreme_last, missing, named, whose
from reportgen.exhibits.value_table import ValueTable, by_year, years_head
from reportgen.measure import MarkCode
from reportgen.wording import list_of

if TYPE_CHECKING:
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.exhibits.telling import Telling


def tell(chart: StackedColumns) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    kind = "Stacked column chart" if len(chart.parts) > 1 else "Column chart"
    gaps = missing([("the total", chart.totals)])
    for mark, words in GAP_WORDS.items():
        absent = _parts_missing(chart, mark)
        gaps += [f"{words} {whose(names, group)}" for names, group in absent.items()]
    years = [_column(chart, index) for index, total in enumerate(chart.totals) if total.value is not None]
    return [
        (kind, [*years, *gaps]),
        (kind, [named("total", every_value(chart.totals)), *gaps]),
        (kind, [named("total", first_extreme_last(chart.totals)), *gaps]),
    ]


def _parts_missing(chart: StackedColumns, mark: MarkCode) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Return the years in which the total was published but parts were not, by the names of the parts."""
    years: dict[tuple[str, ...], tuple[int, ...]] = {}
    for index, total in enumerate(chart.totals):
        points = [(part.name, part.points[index]) for part in chart.parts]
        names = tuple(name for name, point in points if point.value is None and mark in point.marks)
        if names and total.value is not None:
            years[names] = (*years.get(names, ()), total.year)
    return years


def _column(chart: StackedColumns, index: int) -> str:
    total = chart.totals[index]
    points = [(part.name, part.points[index]) for part in chart.parts]
    parts = [f"{point.text} {name}" for name, point in points if point.value is not None]
    corrected = " (corrected)" if MarkCode.CORRECTED in total.marks else ""
    return f"{total.year}: {total.text}{corrected}{f', of these {list_of(parts)}' if parts else ''}"


def table(chart: StackedColumns) -> ValueTable:
    """Return the values as printed in the chart."""
    rows = tuple(by_year(part.name, part.points, chart.years) for part in chart.parts)
    total = by_year("All", chart.totals, chart.years, is_total=True)
    return ValueTable(years_head("Part", chart.years), (*rows, total))
