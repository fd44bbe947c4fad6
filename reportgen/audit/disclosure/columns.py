"""Indicators whose figures are those of others together, though nothing declares it: all are girls and boys.

A reader sees such a sum in the cells in which all of it is shown, and takes it to hold where some are hidden.
"""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from math import log10
from typing import TYPE_CHECKING

from reportgen.measure import Qualifier
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset import Package
    from reportgen.periods import Period

    FigureKey = tuple[str, Period, str, str]
    Terms = list[tuple[FigureKey, Fraction]]
    Cell = tuple[Period, str, str]
    Values = Mapping[str, float | None]
    """The figures of a cell by their indicators; None for one that is hidden, missing or not exact."""

KINDS = (UnitKind.COUNT, UnitKind.CURRENCY, UnitKind.QUANTITY)
"""What is added up; indicators of one kind only."""
FEWEST = 3
"""Indicators of a sum: two parts and their whole."""
SAMPLE = 24
"""Cells in which sums are looked for; those found there are tried in all."""
MOST, MOST_OF_THREE = 120, 16
"""Indicators among which sums of two, and of three, are looked for; runs of any length beside their whole, always."""
NEARLY = 0.75
"""Of the cells in which all of it is shown; a sum that holds in fewer is none."""
CASES, DIGITS = 3, 6
"""Cells, and digits of their wholes, in which a sum has to hold that no name says is one, so that it is no chance."""
NEAR = 1e-6
"""Sums of decimal fractions are off in their last bits."""
TOTALS = re.compile(
    r"(?i)(?<![a-z])(total|totals|all|sum|both|together|gesamt|insgesamt|summe|alle|todos|todas|ambos)(?![a-z])"
)
Sum = tuple[str, tuple[str, ...]]
"""An indicator, and those that it is the sum of."""


def column_equations(package: Package) -> Iterator[Terms]:
    """Yield the terms of each sum of indicators that the figures show, the whole first."""
    groups: dict[UnitKind, list[str]] = defaultdict(list)
    for name, one in package.indicators.items():
        if one.measured_in.kind in KINDS:
            groups[one.measured_in.kind].append(name)
    wanted = {name for names in groups.values() if len(names) >= FEWEST for name in names}
    if not wanted:
        return
    cells = _cells(package, wanted)
    for names in groups.values():
        for whole, parts in _sums(names, cells, package) if len(names) >= FEWEST else ():
            for (year, place, breakdown), values in cells.items():
                if whole in values and all(part in values for part in parts):
                    terms = [((whole, year, place, breakdown), Fraction(-1))]
                    yield [*terms, *(((part, year, place, breakdown), Fraction(1)) for part in parts)]


def _cells(package: Package, names: set[str]) -> dict[Cell, dict[str, float | None]]:
    """Return the figures of these indicators by cell; one that has a single figure tells of no sum, nor against one."""
    found: dict[Cell, dict[str, float | None]] = defaultdict(dict)
    asked = ("indicator", "year", "place", "breakdown", "value", "qualifier", "preferred")
    for indicator, year, place, breakdown, value, qualifier, is_preferred in package.rows.cells(asked):
        if is_preferred and indicator in names:
            found[year, place, breakdown][indicator] = value if qualifier == Qualifier.EXACT else None
    return {cell: values for cell, values in found.items() if len(values) > 1}


def _sums(names: Sequence[str], cells: Mapping[Cell, Values], package: Package) -> list[Sum]:
    """Return the sums that hold, of each whole the one that fails nowhere, or else that with the most cases.

    Of a whole whose parts are declared no other parts are looked for: without one that is often zero the rest nearly
    come to it, too, and would say of hidden figures what is not so.
    """
    declared = {each.indicator for each in package.identities.values() if each.kind == "parts"}
    found: dict[str, tuple[tuple[bool, int], Sum]] = {}
    for whole, parts in sorted(_candidates(names, cells.values())):
        if whole in declared:
            continue
        held, failed, digits = _tried(whole, parts, cells.values())
        is_named = bool(TOTALS.search(package.indicators[whole].title))
        is_telling = held >= 1 if is_named else held >= CASES and digits >= DIGITS
        better = (failed == 0, held)
        if is_telling and held >= NEARLY * (held + failed) and better > found.get(whole, ((False, 0), None))[0]:
            found[whole] = (better, (whole, parts))
    return [each for _, each in found.values()]


def _candidates(names: Sequence[str], cells: Iterable[Values]) -> set[Sum]:
    """Return the sums that hold in any of the first cells in which three figures or more are shown."""
    found: set[Sum] = set()
    seen = 0
    for cell in cells:
        shown = {name: value for name in names if (value := cell.get(name))}
        if len(shown) >= FEWEST:
            found.update(_in_one_cell(shown))
            seen += 1
            if seen == SAMPLE:
                break
    return found


def _in_one_cell(shown: Mapping[str, float]) -> Iterator[Sum]:
    names = list(shown)
    by_value: dict[float, list[str]] = defaultdict(list)
    for name, value in shown.items():
        by_value[round(value, 6)].append(name)
    for size in (2, 3):
        if len(names) <= (MOST if size == FEWEST - 1 else MOST_OF_THREE):
            for parts in combinations(names, size):
                for whole in by_value.get(round(sum(shown[part] for part in parts), 6), ()):
                    if whole not in parts:
                        yield whole, parts
    for at, whole in enumerate(names):
        for run in (names[at + 1 :], names[:at][::-1]):
            added = _run(shown[whole], run, shown)
            if added:
                yield whole, tuple(sorted(added, key=names.index))


def _run(whole: float, names: Sequence[str], shown: Mapping[str, float]) -> Sequence[str]:
    """Return the first of the names that come to a whole; none where they never do."""
    total = 0.0
    for count, name in enumerate(names, 1):
        total += shown[name]
        if abs(total - whole) <= NEAR:
            return names[:count] if count > 1 else ()
        if total > whole:
            break
    return ()


def _tried(whole: str, parts: Sequence[str], cells: Iterable[Values]) -> tuple[int, int, float]:
    """Return in how many different cells a sum holds and fails, and how many digits the wholes have where it holds."""
    held: set[tuple[float, ...]] = set()
    failed = 0
    for cell in cells:
        values = [cell.get(name) for name in (whole, *parts)]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            # parts that are shown and come to more than their whole are none of it
            failed += values[0] is not None and min(known) >= 0 and sum(known[1:]) > known[0] + NEAR
        elif abs(known[0] - sum(known[1:])) > NEAR:
            failed += 1
        elif known[0] and all(known):
            held.add(tuple(known))
    return len(held), failed, sum(log10(abs(values[0]) + 1) for values in held)
