"""What a package holds that an exhibit can show: by indicator, its periods, levels of place and breakdowns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL, breakdown_members
from reportgen.periods import main_sort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.dataset import Indicator, Package
    from reportgen.periods import Period

FEW = 2
"""Figures of a series, places of a level, members of a breakdown from which on an exhibit compares anything."""


@dataclass(frozen=True, slots=True)
class Series:
    """What there is of one indicator."""

    indicator: Indicator
    periods: int
    """How many the whole has a figure of; 0 where only parts of it have figures."""
    levels: Mapping[str, int]
    """How many places of each level have a figure, where there are several."""
    dimensions: Mapping[str, int]
    """How many members of each breakdown have a figure of the whole, where there are several."""
    place_dimensions: Mapping[str, int]
    """The same of places."""
    place_periods: int
    """The most periods of which a place has a figure."""
    sort: object
    """Of which sort its periods are: years, months; a table has figures of one."""

    @property
    def has_whole(self) -> bool:
        """Whether the whole has a figure."""
        return self.periods > 0


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to show of a package, indicators in their order."""

    series: tuple[Series, ...]

    @property
    def key(self) -> tuple[Series, ...]:
        """The series of key indicators: the others, such as limits of figures, stand in tables only."""
        return tuple(one for one in self.series if one.indicator.key)

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels of which several places have a figure, those with the most indicators first."""
        count: dict[str, int] = defaultdict(int)
        for one in self.series:
            for level in one.levels:
                count[level] += 1
        return tuple(sorted(count, key=lambda level: -count[level]))

    @property
    def by_sort(self) -> tuple[tuple[Series, ...], ...]:
        """Return the series in groups of one sort of period, the group of the first one first."""
        sorts = dict.fromkeys(one.sort for one in self.series)
        return tuple(tuple(one for one in self.series if one.sort == sort) for sort in sorts)


def survey(package: Package) -> Survey:
    """Return what there is to show of a package."""
    whole: dict[str, set[object]] = defaultdict(set)
    places: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    own: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    parted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    most: dict[str, int] = defaultdict(int)
    periods: dict[str, set[Period]] = defaultdict(set)
    for (indicator, place, breakdown), observations in package.series.items():
        published = {period for period, one in observations.items() if one.value is not None}
        periods[indicator] |= published
        members = {name: code for name, code in breakdown_members(breakdown).items() if code != TOTAL}
        if not published or len(members) > 1:
            continue
        is_whole = place == package.country
        for dimension, code in members.items():
            (own if is_whole else parted)[indicator][dimension].add(code)
        if not members and is_whole:
            whole[indicator] |= published
        if not members and not is_whole and package.levels.is_ranked(place):
            places[indicator][package.places[place].level].add(place)
            most[indicator] = max(most[indicator], len(published))
    return Survey(
        tuple(
            Series(
                indicator=indicator,
                periods=len(whole[name]),
                levels=_several(places[name]),
                dimensions=_several(own[name]),
                place_dimensions=_several(parted[name]),
                place_periods=most[name],
                sort=main_sort(periods[name]),
            )
            for name, indicator in package.indicators.items()
            if whole[name] or places[name] or own[name] or parted[name]
        )
    )


def _several(found: Mapping[str, set[str]]) -> dict[str, int]:
    return {name: len(members) for name, members in found.items() if len(members) >= FEW}
