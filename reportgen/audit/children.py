"""Look whether the figures of places add up to that of the place which they are parts of, though nothing says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING

from reportgen.audit.check import PLAUSIBILITY, Check, Outcome
from reportgen.audit.figures import PLACE, Cell
from reportgen.audit.finding import Finding
from reportgen.audit.identities import MINIMUM_PARTS, checks_of
from reportgen.breakdown import breakdown_members
from reportgen.dataset.records import Identity
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from reportgen.audit.figures import Figure, Figures
    from reportgen.audit.finding import Part
    from reportgen.dataset import Package
    from reportgen.periods import Period

    Series = Mapping[Period, Figure]

CHILDREN = "children"
NOT_ALL = message("the places within it nowhere add up to it: they may not be all of its places")
"""Why sums are not counted that hold nowhere."""


@dataclass(frozen=True, slots=True)
class Family:
    """A place, and all places of one level that are its parts."""

    whole: str
    level: str
    """That of the whole."""
    part_level: str
    parts: tuple[str, ...]
    rest: tuple[str, ...]
    """Rows that are no place, but belong to it."""


def check_children(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a check of each sum over all places of a level; one that does not hold is a warning, and no failure.

    A sum that an identity declares is left to it. Where a figure of one of the places is missing there is no sum, and
    where the places of a level nowhere add up to what they are parts of, the package need not have all of them.
    """
    families = _families(package)
    declared = {each.indicator for each in package.identities.values() if (each.kind, each.dimension) == ("sum", PLACE)}
    counted = {name for name, one in package.indicators.items() if one.measured_in.is_counted} - declared
    found: dict[tuple[str, str, str], list[Check]] = defaultdict(list)
    holding: set[tuple[str, str, str]] = set()
    for (indicator, breakdown), places in _by_place(figures, counted).items() if families else ():
        identity = _identity(indicator)
        for (whole, level), finding in _findings(indicator, breakdown, places, families):
            checks = list(checks_of(identity, finding, figures))
            found[indicator, whole, level] += checks
            # a bound leaves room for many sums, and shows none
            if not finding.right.is_bound and any(map(_holds, checks)):
                holding.add((indicator, whole, level))
    for key, checks in found.items():
        yield from map(_warned, checks) if key in holding else [_untold(checks[0])]


def _holds(check: Check) -> bool:
    return check.outcome in (Outcome.PASSED, Outcome.EXPLAINED)


def _warned(check: Check) -> Check:
    return replace(check, outcome=Outcome.WARNING) if check.outcome is Outcome.FAILED else check


def _untold(check: Check) -> Check:
    """Return a check that stands for all of places that never add up; a derived one is not counted anyway."""
    return replace(check, outcome=Outcome.SKIPPED, message=say(NOT_ALL)) if check.outcome is Outcome.FAILED else check


def _families(package: Package) -> list[Family]:
    levels = package.levels
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, place in package.places.items():
        if code != package.country:
            found[levels.parent(code), place.level].append(code)
    return [
        Family(whole, package.places[whole].level, level, tuple(parts), tuple(found.get((whole, ""), ())))
        for (whole, level), parts in found.items()
        if level and len(parts) >= MINIMUM_PARTS
    ]


def _by_place(figures: Figures, indicators: Collection[str]) -> dict[tuple[str, str], dict[str, Series]]:
    """Return the figures of each indicator and breakdown by their places, where there is more than one."""
    found: dict[tuple[str, str], dict[str, Series]] = {}
    for indicator, lines in figures.by_series.items():
        if indicator in indicators:
            for line in lines.values():
                found.setdefault((indicator, line.breakdown), {})[line.place] = line.figures
    return {key: places for key, places in found.items() if len(places) > MINIMUM_PARTS}


def _findings(
    indicator: str, breakdown: str, places: Mapping[str, Series], families: list[Family]
) -> Iterator[tuple[tuple[str, str], Finding]]:
    """Yield each sum with the level of its whole and that of its parts."""
    members = breakdown_members(breakdown)
    for family in families:
        for period, left in places.get(family.whole, {}).items():
            if not all(period in places.get(part, {}) for part in family.parts):
                continue
            added = (*family.parts, *(each for each in family.rest if period in places.get(each, {})))
            cell = Cell(period, family.whole, members)
            right = reduce(add, (places[part][period] for part in added))
            told = message("the places within it add up to {}")
            parts = partial(_cells_of, indicator, cell, added)
            yield (family.level, family.part_level), Finding(indicator, cell, left, right, told, parts)


def _cells_of(indicator: str, whole: Cell, places: Collection[str]) -> tuple[Part, ...]:
    return tuple((indicator, replace(whole, place=place)) for place in places)


def _identity(indicator: str) -> Identity:
    return Identity(
        identity=f"{PLAUSIBILITY}{CHILDREN}",
        kind=CHILDREN,
        indicator=indicator,
        dimension=PLACE,
        operands="",
        tolerance=None,
        description="",
    )
