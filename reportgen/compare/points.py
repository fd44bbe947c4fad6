"""Compare percentages in points: from their counts where these are known, else only where the digits are certain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.measure import Qualifier, Reason
from reportgen.precision import printed_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset import Observation, Package
    from reportgen.periods import Period

    Operands = tuple[tuple[str, str], tuple[str, str]]
    """Part and whole, each an indicator with the members that are named."""

SHARE_OF_COUNTS = "share"
"""The kind of identity that names the counts of a published percentage."""

_OPERAND = r"(\w+)(?:\{([^{}]*)\})?"
_QUOTIENT = re.compile(rf"\s*{_OPERAND}\s*/\s*{_OPERAND}\s*")


@dataclass(frozen=True, slots=True)
class Proportion:
    """A percentage, without any rounding of its own."""

    percent: Fraction
    low: Fraction
    """The least that it can stand for."""
    high: Fraction
    total: float | None = None
    """What it is a part of; None where its counts are not known."""


@dataclass(frozen=True, slots=True)
class Points:
    """By how many percentage points a share changed, or the reason why that is not said."""

    amount: float | None = None
    """Unrounded."""
    low: float | None = None
    high: float | None = None
    reason: Reason = Reason.NONE

    @property
    def decimals(self) -> int:
        """How many decimals are given: one, or none."""
        return point_decimals(self.low or 0, self.high or 0) or 0


def points_between(base: Proportion, last: Proportion, *, minimum_base: float) -> Points:
    """Return the change from one percentage to another, if its sign is certain, and its digits are or nearly are.

    None is given where one of the two is a share of less than the minimum base for a percentage change.
    Source: docs/methods.md, "Changes of shares".
    """
    if any(one.total is not None and abs(one.total) < minimum_base for one in (base, last)):
        return Points(reason=Reason.SMALL_TOTAL)
    low, high = float(last.low - base.high), float(last.high - base.low)
    if point_decimals(low, high) is None:
        return Points(reason=Reason.UNCERTAIN)
    return Points(float(last.percent - base.percent), low, high)


def point_decimals(low: float, high: float, *, most: int = 1) -> int | None:
    """Return with how many decimals, `most` or fewer, a change in points from `low` to `high` is given; None if never.

    Of percentages with a decimal it has one, be it off by one in that: from 63.5% to 65.0% it is 1.5 points.
    """
    certain = certain_decimals(low, high, most=most)
    is_fine = high - low <= FINE and (low > 0 or high < 0)
    return max(certain or 0, min(1, most)) if is_fine else certain


FINE = 0.4
"""Two percentages with one decimal, rounded or cut off, leave their change open by 0.3 points; with none by 3."""


def certain_decimals(low: float, high: float, *, most: int = 1) -> int | None:
    """Return with how many decimals, `most` or fewer, everything from `low` to `high` is printed alike; None if never.

    Where the two lie on both sides of zero, not even the sign is certain.
    """
    if not (isfinite(low) and isfinite(high)) or (low != high and low <= 0 <= high):
        return None
    every = range(most, -1, -1)
    alike = (decimals for decimals in every if wording.rounded(low, decimals) == wording.rounded(high, decimals))
    return next(alike, None)


def published_proportion(observation: Observation) -> Proportion:
    """Return a published percentage with all that its printed digits can stand for."""
    assert observation.value is not None, "a percentage is compared only where it is published"
    low, high = printed_interval(observation.value, observation.qualifier, observation.printed, is_share=True)
    return Proportion(_exact(observation.value), _exact(low), _exact(high))


def counted_proportion(part: Observation | None, whole: Observation | None) -> Proportion | None:
    """Return part of whole in percent; None where one of the counts is missing, or the whole may be nothing.

    Rounded counts leave it uncertain by what their digits can stand for.
    """
    if part is None or whole is None or part.value is None or whole.value is None:
        return None
    if part.qualifier == whole.qualifier == Qualifier.EXACT and whole.value:
        percent = 100 * _exact(part.value) / _exact(whole.value)
        return Proportion(percent, percent, percent, whole.value)
    least, most = _interval(whole)
    if least <= 0 <= most:
        return None
    quotients = [100 * one / other for one in _interval(part) for other in (least, most)]
    return Proportion(100 * _exact(part.value) / _exact(whole.value), min(quotients), max(quotients), whole.value)


def proportion(package: Package, series: tuple[str, str, str], observation: Observation) -> Proportion:
    """Return a published percentage from its exact counts, where the data name them and hold both; else as printed.

    Counts that contradict the printed percentage are those of something else, and not used.
    """
    counts = counts_behind(package, series, observation)
    found = counted_proportion(*counts) if counts else None
    return found or published_proportion(observation)


def counts_behind(
    package: Package, series: tuple[str, str, str], observation: Observation
) -> tuple[Observation, Observation] | None:
    """Return the exact counts, part and whole, that a published percentage is of; None where the data have none."""
    _, place, breakdown = series
    members = breakdown_members(breakdown)
    for operands in _counts_of(package, series[0], members):
        part, whole = (_count(package, operand, observation.year, place=place, members=members) for operand in operands)
        found = counted_proportion(part, whole)
        if part and whole and found and found.low == found.high and _agree(found, observation):
            return part, whole
    return None


def _counts_of(package: Package, indicator: str, members: Mapping[str, str]) -> Iterator[Operands]:
    """Yield the counts, part and whole, that the data name for a percentage: the indicator itself, then identities."""
    record = package.indicators[indicator]
    if record.numerator and record.denominator:
        yield _operands(f"{record.numerator} / {record.denominator}")
    for identity in package.identities.values():
        is_about = identity.kind == SHARE_OF_COUNTS and identity.indicator == indicator
        if is_about and (not identity.dimension or identity.dimension in members):
            yield _operands(identity.operands)


def counted_as(package: Package, series: tuple[str, str, str], year: Period) -> float | None:
    """Return the count of cases that a rate is of; None where the data do not name or hold it."""
    indicator, place, breakdown = series
    numerator = package.indicators[indicator].numerator
    if not numerator:
        return None
    found = _count(package, (numerator, ""), year, place=place, members=breakdown_members(breakdown))
    return found.value if found else None


def _agree(found: Proportion, observation: Observation) -> bool:
    """Say whether a percentage of counts can be printed as it was."""
    assert observation.value is not None, "a percentage is compared only where it is published"
    low, high = printed_interval(observation.value, Qualifier.ROUNDED, observation.printed, is_share=True)
    return _exact(low) <= found.percent <= _exact(high)


@lru_cache(maxsize=256)
def _operands(text: str) -> Operands:
    """Return the part and the whole that an identity names; nothing where it is no plain quotient of two counts."""
    match = _QUOTIENT.fullmatch(text)
    return ((match[1], match[2] or ""), (match[3], match[4] or "")) if match else (("", ""), ("", ""))


def _count(
    package: Package, operand: tuple[str, str], year: Period, *, place: str, members: dict[str, str]
) -> Observation | None:
    indicator, named = operand
    merged = {**members, **breakdown_members(named)}
    breakdown = breakdown_string({name: code for name, code in merged.items() if code != TOTAL})
    return package.series.get((indicator, place, breakdown), {}).get(year)


def _interval(observation: Observation) -> tuple[Fraction, Fraction]:
    assert observation.value is not None, "only published counts have an interval"
    low, high = printed_interval(observation.value, observation.qualifier, observation.printed)
    return _exact(low), _exact(high)


def _exact(value: float) -> Fraction:
    return Fraction(Decimal(repr(value)))
