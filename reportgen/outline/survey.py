"""What a package holds that an exhibit can show: by indicator, its periods, levels of place and breakdowns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL, breakdown_members
from reportgen.periods import YEARS, main_sort

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportgen.dataset import Indicator, Package
    from reportgen.periods import Period

MEMBERS = 60
"""Of a breakdown without a total that are series of their own at most."""
COMPARED = 3
"""Periods from which on a line says more than a table."""
SINGLE = 24
"""Members that are numbers, as single years of age: of more no chart is made, for the largest of them say nothing."""
_SUM_LINE = re.compile(r"[0-9]+\s*= ?(?=\S)")
"""What the lines of an account begin with that are the sums of others: `10 = Ordentliche Erträge`."""
PAIR = 2
"""Places that are too few to be compared."""
FEW = 2
"""Figures of a series, places of a level, members of a breakdown from which on an exhibit compares anything."""


@dataclass(frozen=True, slots=True)
class Series:
    """What there is of one indicator."""

    indicator: Indicator
    reference: str
    """How a template asks for it: the indicator, and the member of a breakdown where it is one of these."""
    title: str
    short: str
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
    is_zero: bool
    """Whether all its figures are: it stands in tables only, for there is nothing to draw."""
    has_negative: bool
    """Whether any figure is below zero: the highest of such are not the largest."""
    is_sum: bool = False
    """Whether it is the sum of others, by an identity of the data or as a line of an account is marked (`28 = ...`)."""
    is_repeat: bool = False
    """Whether another one before it has all of its figures, as the same sum on two lines of an account."""
    sums_up: str = ""
    """The indicator of which it has the sums over longer periods, quarters of months, by an identity of the data."""
    few: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The places with a figure of each level that has no more than two of them: a sentence tells what these have."""
    told: Mapping[str, int] = field(default_factory=dict)
    """How many places of each level have a latest figure that is not zero: of others a chart says nothing."""

    @property
    def has_whole(self) -> bool:
        """Whether the whole has a figure."""
        return self.periods > 0

    @property
    def most_periods(self) -> int:
        """How many periods it has at most, of the whole or of a place."""
        return max(self.periods, self.place_periods)

    @property
    def is_telling(self) -> bool:
        """Whether there is something to draw: figures of the whole or of members, or of places, not all zero."""
        return self.has_whole or bool(self.dimensions) or not self.levels or any(n >= FEW for n in self.told.values())

    @property
    def is_of_years(self) -> bool:
        """Whether its periods are years of any kind."""
        return isinstance(self.sort, tuple) and self.sort[0] in YEARS

    @property
    def has_course(self) -> bool:
        """Whether the whole has figures of enough periods for a line."""
        return self.periods >= COMPARED


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to show of a package, indicators in their order."""

    series: tuple[Series, ...]

    @property
    def key(self) -> tuple[Series, ...]:
        """The series of key indicators: the others, such as limits of figures, stand in tables only.

        Sums of others come first; what has one period only, beside others with a course, as a census beside yearly
        estimates, comes last.
        """
        key = [one for one in self.series if one.indicator.key and not one.is_zero]
        passing = {one.reference for one in key if one.most_periods == 1}
        has_courses = any(one.most_periods >= COMPARED for one in key)
        return tuple(sorted(key, key=lambda one: (has_courses and one.reference in passing, not one.is_sum)))

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series that have sections of their own: none of one period beside courses, none that repeats another, or
        has the quarters of months.

        Those with figures of the whole come first, as in the key figures; what places alone have is told otherwise.
        """
        key = [one for one in self.key if not one.sums_up]
        has_courses = any(one.most_periods >= COMPARED for one in key)
        lasting = (one for one in key if (one.most_periods > 1 or not has_courses) and one.is_telling)
        return tuple(sorted((one for one in lasting if not one.is_repeat), key=lambda one: not one.has_whole))

    @property
    def tiled(self) -> tuple[Series, ...]:
        """Those of the sort of periods that has the longest course, which are key figures at the top of a report."""
        longest = max(self.shown, key=lambda one: one.most_periods, default=None)
        return tuple(one for one in self.shown if longest is not None and one.sort == longest.sort)

    @property
    def stated(self) -> tuple[Series, ...]:
        """Those of which sentences tell the latest figure: of months that have sums of years it is that of the year."""
        years = {one.sums_up: one for one in self.key if one.sums_up and one.has_whole and one.is_of_years}
        return tuple(years.get(one.reference, one) for one in self.key if one.has_whole and not one.sums_up)

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
        """Return the series in groups of one sort of period, the group of the first one with a course first."""
        sorts = dict.fromkeys(one.sort for one in (*self.key, *self.series))
        return tuple(tuple(one for one in self.series if one.sort == sort) for sort in sorts)


def survey(package: Package) -> Survey:
    """Return what there is to show of a package."""
    apart = _without_total(package)
    whole: dict[str, set[object]] = defaultdict(set)
    places: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    telling: dict[str, Counter[str]] = defaultdict(Counter)
    references: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    own: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    parted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    most: dict[str, int] = defaultdict(int)
    periods: dict[str, set[Period]] = defaultdict(set)
    keys: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for (name, place, breakdown), observations in package.series.items():
        published = {period for period, one in observations.items() if one.value is not None}
        members = {name: code for name, code in breakdown_members(breakdown).items() if code != TOTAL}
        indicator = name
        if name in apart:
            indicator, members = f"{name}{{{';'.join(f'{one}={code}' for one, code in members.items())}}}", {}
        references.setdefault(indicator, (name, breakdown))
        keys[indicator].append((name, place, breakdown))
        if any(one.value for one in observations.values()):
            told.add(indicator)
        periods[indicator] |= published
        if not published or len(members) > 1:
            continue
        is_whole = place == package.country
        for dimension, code in members.items():
            (own if is_whole else parted)[indicator][dimension].add(code)
        if not members and is_whole:
            whole[indicator] |= published
        if not members and not is_whole and package.levels.is_ranked(place):
            places[indicator][package.places[place].level].add(place)
            telling[indicator][package.places[place].level] += bool(observations[max(published)].value)
            most[indicator] = max(most[indicator], len(published))
    found = [name for name in references if whole[name] or places[name] or own[name] or parted[name]]
    order = list(package.indicators)
    repeats = _repeats(package, keys, apart)
    sums = {one.indicator for one in package.identities.values() if one.kind == "parts"}
    spans = {one.indicator: one.operands for one in package.identities.values() if one.kind == "periods"}
    return Survey(
        tuple(
            Series(
                indicator=package.indicators[references[name][0]],
                reference=name,
                title=_titled(package, *references[name], is_member=references[name][0] in apart),
                short=_titled(package, *references[name], is_member=references[name][0] in apart, is_short=True),
                periods=len(whole[name]),
                levels=_several(places[name]),
                dimensions=_telling(package, own[name]),
                place_dimensions=_telling(package, parted[name]),
                place_periods=most[name],
                sort=main_sort(periods[name]),
                is_zero=name not in told,
                has_negative=package.has_negative(references[name][0]),
                is_sum=references[name][0] in sums
                or bool(_SUM_LINE.match(_titled(package, *references[name], is_member=references[name][0] in apart))),
                is_repeat=name in repeats,
                sums_up=spans.get(references[name][0], ""),
                few={level: tuple(sorted(found)) for level, found in places[name].items() if len(found) <= PAIR},
                told=telling[name],
            )
            for name in sorted(found, key=lambda name: order.index(references[name][0]))
        )
    )


def _repeats(package: Package, keys: Mapping[str, list[tuple[str, str, str]]], apart: Collection[str]) -> set[str]:
    """Return the series that have all figures of one before them."""
    alike: dict[object, list[str]] = defaultdict(list)
    for name, found in keys.items():
        # few series have as many keys, and the same figures in the first of them: only these are compared whole
        alike[len(found), tuple(one.value for one in package.series[found[0]].values())].append(name)
    seen: set[object] = set()
    repeats = set()
    for name in (name for names in alike.values() if len(names) > 1 for name in names):
        figures = frozenset(
            (place, "" if key in apart else breakdown, period, one.value)
            for key, place, breakdown in keys[name]
            for period, one in package.series[key, place, breakdown].items()
        )
        if figures in seen:
            repeats.add(name)
        seen.add(figures)
    return repeats


def _without_total(package: Package) -> set[str]:
    """Return the indicators that have figures of members only, as the lines of an account: each is a series here."""
    members: dict[str, set[str]] = defaultdict(set)
    for indicator, _, breakdown in package.series:
        members[indicator].add(breakdown)
    return {
        name
        for name, found in members.items()
        if len(found) <= MEMBERS and all(any(c != TOTAL for c in breakdown_members(one).values()) for one in found)
    }


def _titled(package: Package, name: str, breakdown: str, *, is_member: bool, is_short: bool = False) -> str:
    """Return the title of a series; beside other indicators, that of a member says of which one."""
    indicator = package.indicators[name]
    title = _without_parts(package, (is_short and indicator.short_title) or indicator.title)
    if not is_member:
        return title
    members = breakdown_members(breakdown).items()
    labels = [package.label(dimension, code) for dimension, code in members if code != TOTAL]
    return ", ".join(labels if len(package.indicators) == 1 else [title, *labels])


def _without_parts(package: Package, title: str) -> str:
    """Return a title without what it says its figures are by, which each exhibit says itself: `Homes by county`."""
    parts = (*package.dimensions.values(), *(level.in_sentence for level in package.levels.names.values()))
    names = "|".join(re.escape(part) for part in parts if part)
    found = re.match(rf"(?i)(?P<what>\S.*?),? by (?:{names})\b", title) if names else None
    return found["what"] if found else title


def _telling(package: Package, found: Mapping[str, set[str]]) -> dict[str, int]:
    """Return how many members of each breakdown have figures, without those whose members are only numbered."""
    return {
        dimension: count
        for dimension, count in _several(found).items()
        if count <= SINGLE or not all(package.label(dimension, code).isdecimal() for code in found[dimension])
    }


def _several(found: Mapping[str, set[str]]) -> dict[str, int]:
    return {name: len(members) for name, members in found.items() if len(members) >= FEW}
