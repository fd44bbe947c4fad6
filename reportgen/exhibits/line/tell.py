"""Tell a line chart in words and as a table of its values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document import Mark, Row
from reportgen.exhibits.line.values import break_places, breaks_all, is_broken
from reportgen.exhibits.telling import (
    every_value,
    first_extreme_last,
    first_last,
    in_brackets,
    missing,
    named,
    years_apart,
)
from reportgen.exhibits.told import Incomparable, ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.language import say, say_count
from reportgen.measure import MarkCode
from reportgen.wording import list_of, number_word

if TYPE_CHECKING:
    from reportgen.exhibits.line.values import LineChart
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period


def tell(chart: LineChart) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    count = len(chart.lines)
    kind = say_count(count, "Line chart", "Line chart with {count} lines", count=number_word(count))
    unit = chart.scale
    ends = [*missing([(line.name, line.points) for line in chart.lines]), *_breaks(chart)]
    tellings: list[Telling] = []
    for tell in (every_value, first_extreme_last, first_last):
        lines = [named(line.name if count > 1 else "", tell(line.points, unit)) for line in chart.lines]
        tellings.append((kind, [*lines, *ends]))
    return tellings


def _breaks(chart: LineChart) -> list[str]:
    """Return what the breaks mean: first those where a new series begins, then the years that stand apart."""
    groups = dict.fromkeys(entry.lines for entry in chart.breaks)
    new = [sentence for lines in groups for sentence in _new_series(chart, lines)]
    spells = dict.fromkeys((entry.apart, entry.lines) for entry in chart.breaks if entry.apart)
    return [*new, *(years_apart(years, _names(chart, lines)) for years, lines in spells)]


def _new_series(chart: LineChart, lines: tuple[int, ...]) -> list[str]:
    """Return where these lines, or all of them, begin anew."""
    found = [entry for entry in chart.breaks if entry.lines == lines and not entry.apart]
    of = in_brackets(_names(chart, lines))
    match list(dict.fromkeys(chart.years[entry.before] for entry in found)):
        case []:
            return []
        case [year]:
            return [Incomparable(_one_break(year, is_last=year == chart.years[-1], of=of))]
        case years:
            told = say(
                "there are series breaks before {years}{of}: figures on two sides of a break cannot be compared",
                years=list_of([str(year) for year in years]),
                of=of,
            )
            return [Incomparable(told)]


def _one_break(year: Period, *, is_last: bool, of: str) -> str:
    if is_last:
        return say(
            "there is a series break{of}: figures for {year} cannot be compared with those of earlier years",
            year=year,
            of=of,
        )
    return say(
        "there is a series break{of}: figures from {year} on cannot be compared with those of earlier years",
        year=year,
        of=of,
    )


def _names(chart: LineChart, lines: tuple[int, ...]) -> list[str]:
    return [chart.lines[index].name for index in lines]


def table(chart: LineChart) -> ValueTable:
    """Return the values as printed in the chart: a dotted column where all lines break, else cells of those that do."""
    places = break_places(chart)
    whole = frozenset(before + 1 for before in places if breaks_all(chart, before=before))
    parts = [before for before in places if before + 1 not in whole]
    rows = tuple(_row(chart, index, parts) for index in range(len(chart.lines)))
    return ValueTable(years_head(say("Series"), chart.years, whole), rows, whole)


def _row(chart: LineChart, index: int, breaks: list[int]) -> Row:
    """Return the points of a line; the first figure after a break that other lines do not have is marked."""
    line = chart.lines[index]
    cells = list(by_year(line.name, line.points, chart.years).cells)
    for before in breaks:
        after = next((at for at in range(before, len(line.points)) if line.points[at].value is not None), None)
        if after is not None and is_broken(chart, index, before=before):
            cell = cells[after + 1]
            cells[after + 1] = replace(cell, marks=(Mark(MarkCode.SERIES_BREAK), *cell.marks), break_before=True)
    return Row(tuple(cells))
