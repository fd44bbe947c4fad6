"""Find rows that a place lacks and most others of its level have; nobody has to be wrong for it, but it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.audit.figures import PLACE
from reportgen.wording import year_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset import Package
    from reportgen.periods import Period

LEAST_PLACES = 3
"""Of so many places on, most of them are others to go by."""


@dataclass(frozen=True, slots=True)
class MissingRows:
    """What a place has no rows of, though most places of its level have."""

    indicator: str
    breakdown: str
    place: str
    periods: tuple[Period, ...]
    others: int
    """How many places have rows of the first of them."""

    def __str__(self) -> str:
        figure = f"{self.indicator}{{{self.breakdown}}}" if self.breakdown else self.indicator
        periods = year_list(self.periods)
        return f"{figure}: `{self.place}` has no row for {periods}, which {self.others:,} other places have"


def missing_rows(package: Package) -> tuple[MissingRows, ...]:
    """Return the rows that are missing, in the order of indicators, breakdowns and places.

    A figure that `not-published` explains is none of them. Where less than half of the places of a level have any row
    of a kind, the others are not missing: the kind is about those that have.
    """
    tables: dict[tuple[str, str, str], dict[str, set[Period]]] = defaultdict(dict)
    for (indicator, place, breakdown), periods in _periods(package).items():
        level = package.places[place].level
        if place != package.country and level:
            tables[indicator, breakdown, level][place] = periods
    explained = {(one.indicator, one.year) for one in package.not_published if one.dimension in ("", PLACE)}
    found: list[MissingRows] = []
    for (indicator, breakdown, level), rows in tables.items():
        places = [code for code, one in package.places.items() if one.level == level and code != package.country]
        table = {place: rows.get(place, set()) for place in places}
        found += _missing(indicator, breakdown, table, explained)
    return tuple(found)


def _periods(package: Package) -> dict[tuple[str, str, str], set[Period]]:
    """Return the periods of each series, by a look at the columns alone: there may be 100,000 series."""
    found: dict[tuple[str, str, str], set[Period]] = defaultdict(set)
    for indicator, place, breakdown, period in package.rows.cells(("indicator", "place", "breakdown", "year")):
        found[indicator, place, breakdown].add(period)
    return found


def _missing(
    indicator: str, breakdown: str, rows: Mapping[str, set[Period]], explained: set[tuple[str, Period]]
) -> Iterator[MissingRows]:
    having = Counter(period for periods in rows.values() for period in periods)
    usual = [period for period, count in sorted(having.items()) if 2 * count > len(rows) >= LEAST_PLACES]
    for place, periods in rows.items():
        lacking = tuple(one for one in usual if one not in periods and (indicator, one) not in explained)
        if lacking:
            yield MissingRows(indicator, breakdown, place, lacking, having[lacking[0]])
