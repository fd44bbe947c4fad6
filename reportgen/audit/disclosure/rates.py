"""Rates from which a count that the source hides can be told, or nearly: 2.0 per 1,000 of 1,500 are 3.

A package that hides figures by a rule, or by a list, hides these rates with the counts when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from reportgen.audit.disclosure.relations import ends_of, hidden_by_source, observed
from reportgen.dataset.quotients import quotients_found
from reportgen.measure import OPEN_QUALIFIERS, Qualifier
from reportgen.precision import printed_unit
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.dataset import Package
    from reportgen.periods import Period

    FigureKey = tuple[str, Period, str, str]

EACH = {UnitKind.PERCENT: 100, UnitKind.PROPORTION: 1}
FEWER = 9
"""A figure of which nothing but that it is hidden is known is given away where it can be one of fewer numbers."""


@dataclass(frozen=True, slots=True)
class Told:
    """A hidden count, the rate and the other count from which it can be told, and how many numbers it can be then."""

    figure: FigureKey
    rate: FigureKey
    other: FigureKey
    numbers: int


def told_by_rates(package: Package) -> Iterator[Told]:
    """Yield the counts hidden by the source that a rate leaves fewer numbers than their bound does.

    `<5` leaves five, a star without a bound counts as leaving `FEWER`.
    """
    masked = hidden_by_source(package)
    for rate, part, whole, each in _quotients(package) if masked else ():
        found = observed(package, rate)
        if found is None or found.value is None or found.qualifier not in (Qualifier.EXACT, Qualifier.ROUNDED):
            continue
        half = Fraction(repr(printed_unit(found.value, found.printed, is_share=True))) / 2
        low, high = (Fraction(repr(found.value)) + side * half for side in (-1, 1))
        for figure, other in ((part, whole), (whole, part)):
            known = observed(package, other)
            if figure not in masked or known is None or not known.value or known.qualifier != Qualifier.EXACT:
                continue
            value = Fraction(repr(known.value))
            if figure == part:
                ends = max(low, Fraction(0)) * value / each, high * value / each
            elif low > 0:
                ends = each * value / high, each * value / low
            else:
                continue
            numbers = _numbers(package, figure, *ends)
            if 0 < numbers < _enough(package, figure):
                yield Told(figure, rate, other, numbers)


def _numbers(package: Package, figure: FigureKey, low: Fraction, high: Fraction) -> int:
    """Return how many whole numbers lie between two ends, and within the bound of a figure."""
    least, most = ends_of(package, figure)
    first = max(ceil(low), least or 0)
    return max(0, (floor(high) if most is None else min(floor(high), most)) - first + 1)


def _enough(package: Package, figure: FigureKey) -> int:
    least, most = ends_of(package, figure)
    return FEWER if most is None else most - (least or 0) + 1


def _quotients(package: Package) -> Iterator[tuple[FigureKey, FigureKey, FigureKey, Fraction]]:
    """Yield each rate with the count above the line, the one below it, and for how many it is."""
    names = {
        name: Fraction(str(each))
        for name, one in package.indicators.items()
        if (each := EACH.get(one.measured_in.kind, one.per)) and not one.measured_in.is_counted
    }
    asked = ("indicator", "year", "place", "breakdown", "value", "qualifier", "preferred")
    values = {
        (name, year, place, cut): None if qualifier in OPEN_QUALIFIERS else value
        for name, year, place, cut, value, qualifier, is_used in package.rows.cells(asked)
        if is_used and names
    }
    found = quotients_found(values, package.indicators, package.country)
    for key in values:
        if key[0] not in names:
            continue
        one = package.indicators[key[0]]
        if one.numerator and one.denominator:
            yield key, (one.numerator, *key[1:]), (one.denominator, *key[1:]), names[key[0]]
        elif key[0] in found:
            yield key, *found[key[0]].keys(key), names[key[0]]
