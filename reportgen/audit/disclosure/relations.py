"""The equations that hold between figures of a package, whether or not anybody has declared them.

A reader knows that members of a breakdown add up to their total and counties to their state; so each such sum that
holds wherever all of its figures are shown is taken to hold where some are hidden.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, fsum, isfinite, lcm
from typing import TYPE_CHECKING

from reportgen.audit.disclosure.columns import column_equations
from reportgen.audit.disclosure.declared import declared_equations
from reportgen.audit.disclosure.elimination import can_hold
from reportgen.audit.figures import KEY, PLACE
from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.measure import OPEN_QUALIFIERS, ObservationStatus, Qualifier
from reportgen.precision import is_masked, printed_interval
from reportgen.suppression import Hidden, small_numbers
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset import Indicator, Observation, Package
    from reportgen.periods import Period
    from reportgen.suppression import SmallNumbers

    FigureKey = tuple[str, Period, str, str]
    """Indicator, period, place and breakdown."""
    Terms = Sequence[tuple[FigureKey, Fraction]]
    Group = Mapping[str, FigureKey]
    """Figures that differ in one dimension only, by their codes."""

ADDED = frozenset({UnitKind.COUNT, UnitKind.CURRENCY, UnitKind.QUANTITY, UnitKind.DURATION, UnitKind.PERCENT})
"""Kinds of figures that may add up; of percentages, those that an identity says so of."""
FLOORS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
NEAR = 1e-6
"""Sums of decimal fractions are off in their last bits."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Figures whose sum, each times a whole number, is zero."""

    terms: tuple[tuple[int, int], ...]
    """The number of a figure, and how often it counts."""
    whole: int
    """The number of the figure that the others add up to."""


@dataclass(slots=True)
class Relations:
    """Figures by number, with what is known of them, and the equations between them."""

    keys: list[FigureKey] = field(default_factory=list)
    values: list[Fraction | None] = field(default_factory=list)
    """The exact value of a figure that is shown; None of one that is hidden, missing or rounded."""
    hidden: set[int] = field(default_factory=set)
    least: dict[int, int | None] = field(default_factory=dict)
    """The least value that a figure without a value can have, as everybody knows."""
    most: dict[int, int] = field(default_factory=dict)
    """The greatest value of a figure of which only that is shown: 4 of what is printed as fewer than 5."""
    by_source: frozenset[FigureKey] = frozenset()
    """The figures that are hidden in the publication itself."""
    equations: list[Equation] = field(default_factory=list)
    _numbers: dict[FigureKey, int] = field(default_factory=dict)
    _added: set[tuple[tuple[int, int], ...]] = field(default_factory=set)

    def number(self, key: FigureKey, package: Package) -> int:
        """Return the number of a figure, a new one when it has none."""
        if key not in self._numbers:
            self._numbers[key] = len(self.keys)
            self.keys.append(key)
            self.values.append(_exact(observed(package, key)))
            if key in package.hidden or key in self.by_source:
                self.hidden.add(self._numbers[key])
            least, most = ends_of(package, key)
            self.least[self._numbers[key]] = least
            if most is not None:
                self.most[self._numbers[key]] = most
        return self._numbers[key]

    def add(self, terms: Terms, package: Package) -> None:
        """Take in an equation; the first of its figures is the one that the others add up to."""
        scale = lcm(*(factor.denominator for _, factor in terms))
        gathered: dict[int, int] = defaultdict(int)
        for key, factor in terms:
            gathered[self.number(key, package)] += int(factor * scale)
        found = tuple((number, factor) for number, factor in gathered.items() if factor)
        same = tuple(sorted(found))
        if len(found) > 1 and same not in self._added:
            self._added.add(same)
            self.equations.append(Equation(found, self.number(terms[0][0], package)))

    def unknowns(self, equation: Equation) -> dict[int, int]:
        """Return the figures of an equation that have no value, with how often each counts."""
        return {number: factor for number, factor in equation.terms if self.values[number] is None}

    def can_hold(self, equation: Equation) -> bool:
        """Say whether any values of the figures that are not shown make an equation hold; without such ones it may."""
        return can_hold(self.unknowns(equation), self.right(equation), self.least, self.most)

    def right(self, equation: Equation) -> Fraction:
        """Return what the figures without a value come to, by those that have one."""
        known = ((self.values[number], factor) for number, factor in equation.terms)
        return -sum((value * factor for value, factor in known if value is not None), Fraction(0))


def observed(package: Package, key: FigureKey) -> Observation | None:
    """Return the figure of a key."""
    indicator, year, place, breakdown = key
    found: Observation | None = package.series.get((indicator, place, breakdown), {}).get(year)
    return found


def _exact(observation: Observation | None) -> Fraction | None:
    if observation is None or observation.value is None or observation.qualifier != Qualifier.EXACT:
        return None
    return Fraction(int(observation.value)) if observation.value.is_integer() else Fraction(repr(observation.value))


def ends_of(package: Package, key: FigureKey) -> tuple[int | None, int | None]:
    """Return the least and the greatest value that a figure can have, were it hidden; of a bound, those that it leaves.

    A count that a rule hides is at least the least that it hides, and so is one that protects others, but for a zero.
    """
    unit = package.indicators[key[0]].measured_in
    nothing = None if unit.allows_negative and not unit.is_counted else 0
    if not unit.is_counted:
        return nothing, None
    found = observed(package, key)
    if found is not None and found.value is not None and found.qualifier != Qualifier.EXACT:
        # a floor is no rounding here, in which way ever it is printed
        sign = ">" if found.qualifier in FLOORS else found.printed
        low, high = printed_interval(found.value, found.qualifier, sign)
        least = floor(low) + 1 if found.qualifier is Qualifier.MORE_THAN else max(0, ceil(low))
        return least, floor(high) if isfinite(high) else None
    rule = rule_of(package, key[0])
    is_shown = found is not None and bool(found.value)
    is_ruled = is_shown or package.hidden.get(key) in (Hidden.SMALL, Hidden.FURTHER)
    return (rule.least if rule is not None and is_ruled else nothing), None


def rule_of(package: Package, indicator: str) -> SmallNumbers | None:
    """Return which numbers of an indicator are small."""
    own = package.indicators[indicator].suppress
    return small_numbers(own) if own else package.rules.suppress


def hidden_by_source(package: Package) -> frozenset[FigureKey]:
    """Return the figures that the publication hides: as confidential, or behind a bound, as a count under 5."""
    if not package.has_confidential and OPEN_QUALIFIERS.isdisjoint(package.qualifiers):
        return frozenset()
    added = {name: one.measured_in.is_counted for name, one in package.indicators.items() if _may_add(one)}
    found: set[FigureKey] = set()
    for row in package.rows.cells((*KEY, *HIDING)):
        indicator, year, place, breakdown, value, status, qualifier, printed, is_preferred = row
        if value is None:
            is_hidden = status == ObservationStatus.SUPPRESSED
        else:
            is_hidden = indicator in added and is_masked(qualifier, printed, is_counted=added[indicator])
        if is_hidden and is_preferred and (indicator, year, place, breakdown) not in package.hidden:
            found.add((indicator, year, place, breakdown))
    return frozenset(found)


HIDING = ("value", "obs_status", "qualifier", "printed", "preferred")
"""Columns that say whether a figure is hidden."""


def _may_add(indicator: Indicator) -> bool:
    return indicator.measured_in.kind in ADDED


def relations_of(package: Package) -> Relations:
    """Return the equations between the figures of all indicators that have hidden ones, or are tied to such.

    One that cannot hold, whatever is hidden, says nothing, and is left out.
    """
    found = Relations(by_source=hidden_by_source(package))
    declared = [*declared_equations(package), *column_equations(package)]
    names = _tied({key[0] for key in (*package.hidden, *found.by_source)}, declared)
    cells = _cells(package, names)
    for indicator in sorted(names):
        if package.indicators[indicator].measured_in.kind in ADDED:
            for terms in _sums(package, indicator, cells[indicator]):
                found.add(terms, package)
    for terms in declared:
        if terms[0][0][0] in names:
            found.add(terms, package)
    found.equations = [each for each in found.equations if found.can_hold(each)]
    return found


def _tied(names: set[str], declared: Iterable[Terms]) -> set[str]:
    """Return indicators with those that declared equations tie to them."""
    groups = [{key[0] for key, _ in terms} for terms in declared]
    found = set(names)
    while more := {name for group in groups if group & found for name in group} - found:
        found |= more
    return found


def _cells(package: Package, names: set[str]) -> dict[str, list[FigureKey]]:
    """Return the figures of indicators, each once, in the order of the files."""
    found: dict[str, dict[FigureKey, None]] = {name: {} for name in sorted(names)}
    for indicator, year, place, breakdown in package.rows.cells(("indicator", "year", "place", "breakdown")):
        if indicator in found:
            found[indicator][indicator, year, place, breakdown] = None
    return {name: list(keys) for name, keys in found.items()}


def _sums(package: Package, indicator: str, keys: Sequence[FigureKey]) -> Iterator[Terms]:
    """Yield each total with its parts, in every dimension in which totals are sums."""
    stated = {one.dimension for one in package.identities.values() if (one.kind, one.indicator) == ("sum", indicator)}
    is_share = package.indicators[indicator].measured_in.kind is UnitKind.PERCENT
    members = {key: breakdown_members(key[3]) for key in keys}
    for dimension in sorted({name for each in members.values() for name in each}):
        if dimension in stated or not is_share:
            sums = list(_over_members(package, dimension, _groups(dimension, members)))
            if dimension in stated or _hold(package, sums):
                yield from sums
    if not is_share:
        yield from _over_places(package, keys)


def _groups(dimension: str, members: Mapping[FigureKey, Mapping[str, str]]) -> list[Group]:
    found: dict[tuple[object, ...], dict[str, FigureKey]] = defaultdict(dict)
    for key, own in members.items():
        rest = breakdown_string({name: code for name, code in own.items() if name != dimension})
        found[key[1], key[2], rest][own.get(dimension, TOTAL)] = key
    return [group for group in found.values() if len(group) > 1]


def _over_members(package: Package, dimension: str, groups: Iterable[Group]) -> Iterator[Terms]:
    """Yield each whole with its parts: the total with the members, and a member with those that are parts of it."""
    parents = {code: record.parent for code, record in package.codelist(dimension).items()}
    for group in groups:
        parts: dict[str, list[str]] = defaultdict(list)
        for code in group:
            if code != TOTAL:
                parts[_nearest(code, parents, group)].append(code)
        for whole, codes in parts.items():
            if whole in group:
                yield _sum(group[whole], [group[code] for code in codes])


def _nearest(code: str, parents: Mapping[str, str], group: Group) -> str:
    """Return what a member is a part of, among those that there are figures of."""
    parent = parents.get(code, "")
    while parent and parent not in group:
        parent = parents.get(parent, "")
    return parent or TOTAL


def _sum(whole: FigureKey, parts: Iterable[FigureKey]) -> Terms:
    return [(whole, Fraction(-1)), *((part, Fraction(1)) for part in parts)]


def _over_places(package: Package, keys: Sequence[FigureKey]) -> Iterator[Terms]:
    """Yield each place with those within it, level by level, with and without the rows that are no place."""
    groups: dict[tuple[object, ...], dict[str, FigureKey]] = defaultdict(dict)
    for key in keys:
        groups[key[1], key[3]][key[2]] = key
    found: dict[tuple[str, str, bool], list[Terms]] = defaultdict(list)
    for group in groups.values():
        within = _within(package, group)
        for (whole, level), parts in within.items():
            rest = within.get((whole, ""), [])
            if level:
                kind = (package.places[whole].level, level)
                found[*kind, True].append(_sum(group[whole], [group[each] for each in (*parts, *rest)]))
                found[*kind, False].append(_sum(group[whole], [group[each] for each in parts]))
    stated = any(
        (one.kind, one.dimension, one.indicator) == ("sum", PLACE, keys[0][0]) for one in package.identities.values()
    )
    for (whole_level, level, has_rest), sums in found.items():
        if (has_rest and (stated or _hold(package, sums))) or (
            not has_rest and not stated and not _hold(package, found[whole_level, level, True]) and _hold(package, sums)
        ):
            yield from sums


def _within(package: Package, group: Group) -> dict[tuple[str, str], list[str]]:
    """Return the places of each level within each place, among those that there are figures of."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in group:
        above = package.levels.parent(place)
        while above and above not in group:
            above = package.levels.parent(above)
        if above:
            found[above, package.places[place].level].append(place)
    return found


def _hold(package: Package, sums: Iterable[Terms]) -> bool:
    """Say whether sums hold more often than not where all figures are shown; where none can be tested, they may."""
    holds = fails = 0
    for terms in sums:
        is_whole, off = _known_sum(package, terms)
        if is_whole:
            holds, fails = holds + (abs(off) <= NEAR), fails + (abs(off) > NEAR)
        elif off > NEAR and _exact(observed(package, terms[0][0])) is not None and _is_positive(package, terms):
            # parts that are shown and come to more than their whole cannot be its parts
            fails += 1
    return holds >= fails


def _known_sum(package: Package, terms: Terms) -> tuple[bool, float]:
    """Return whether all figures of a sum are shown exactly, and what those that are come to."""
    found = [(observed(package, key), float(factor)) for key, factor in terms]
    values = [factor * (one.value or 0.0) for one, factor in found if _exact(one) is not None and one is not None]
    return len(values) == len(found), fsum(values)


def _is_positive(package: Package, terms: Terms) -> bool:
    unit = package.indicators[terms[0][0][0]].measured_in
    return unit.is_counted or not unit.allows_negative
