"""Compare two years of a series wherever that is legitimate, and say why where it is not."""

from __future__ import annotations

from math import copysign, nan
from typing import TYPE_CHECKING, Literal

from reportgen.compare.points import Points, Proportion, points_between
from reportgen.frozen import frozen
from reportgen.measure import OPEN_QUALIFIERS, ObservationStatus, Qualifier, Reason
from reportgen.precision import exact_difference, printed_interval
from reportgen.unit import Compared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.dataset import Rules, SeriesBreak
    from reportgen.periods import Period
    from reportgen.unit import Unit

GIVEN = frozenset({Reason.NONE, Reason.SMALL_BASE, Reason.ZERO_BASE, Reason.BELOW_ZERO})
"""Reasons with which the difference is given, even if no percentage."""


@frozen
class Change:
    """Two values of a series compared, or the reason why they are not."""

    indicator: str
    place: str
    breakdown: str
    base_year: Period
    year: Period
    value: float | None
    base_value: float | None
    difference: float | None
    """In the unit of the indicator; None for shares."""
    percent: float | None
    """Unrounded; None for shares, for what is compared by its difference, and where the base is too small."""
    points: float | None
    """Percentage points; only for shares."""
    gap: int
    """Years between the two; 1 is a year-over-year change."""
    reason: Reason
    break_note: str
    """The note on the break that parts the two years; empty when none blocks."""
    from_rounded: bool
    """Whether one of the two values was published rounded, so that the change is only near."""
    percent_low: float | None
    """The least percentage that the printed precision allows; equal to `percent` for exact values."""
    percent_high: float | None
    points_low: float | None
    """The least change in percentage points that the printed precision allows."""
    points_high: float | None

    @property
    def is_comparable(self) -> bool:
        """Whether a change is given, be it without a percentage because the base is small, zero or below it."""
        return self.reason in GIVEN

    @property
    def has_percent(self) -> bool:
        """Whether there is a percentage change."""
        return self.percent is not None

    @property
    def direction(self) -> Literal["rise", "fall", "none", ""]:
        """Which way it went; empty when the two are not comparable."""
        amount = self.points if self.difference is None else self.difference
        if amount is None:
            return ""
        return "rise" if amount > 0 else "fall" if amount < 0 else "none"


@frozen
class Series:
    """What is compared with itself, how it is measured, and where it breaks."""

    indicator: str
    place: str
    breakdown: str
    unit: Unit
    goes_below_zero: bool
    """Whether it has a figure below zero in any year: then a percentage would be one of something else each year."""
    breaks: tuple[SeriesBreak, ...]


@frozen
class End:
    """The value of one year, with the least and the greatest exact value that it can stand for."""

    value: float
    qualifier: Qualifier
    low: float
    high: float
    proportion: Proportion | None = None
    """What a share stands for, by its counts or its digits; None for what is no share."""
    count: float | None = None
    """How many cases a count or a rate is of, which the minimum base is about; None where that is not known."""

    @property
    def is_exact(self) -> bool:
        """Whether it stands for one value only."""
        return self.low == self.high


def end(
    value: float, qualifier: Qualifier, printed: str, *, proportion: Proportion | None = None, count: float | None
) -> End:
    """Return a published value as one end of a comparison; a share comes with what it stands for."""
    if qualifier == Qualifier.EXACT:
        return End(value, qualifier, value, value, proportion, count)
    low, high = printed_interval(value, qualifier, printed, is_share=proportion is not None)
    return End(value, qualifier, low, high, proportion, count)


def breaks_of(
    breaks: Iterable[SeriesBreak], indicator: str, place: str, breakdown: str, *, country: str
) -> tuple[SeriesBreak, ...]:
    """Return the breaks that touch a series, in the order of the years."""
    touching = (
        one
        for one in breaks
        if one.indicator == indicator and _touches(one, place=place, breakdown=breakdown, country=country)
    )
    return tuple(sorted(touching, key=lambda one: one.year))


def _touches(series_break: SeriesBreak, *, place: str, breakdown: str, country: str) -> bool:
    """Say whether a break is about a series: about all, those of a dimension but not its total, or of one member."""
    if not series_break.dimension:
        return True
    if series_break.dimension == "place":
        return place == series_break.member if series_break.member else place != country
    member = f"{series_break.member};" if series_break.member else ""
    return f";{series_break.dimension}={member}" in f";{breakdown};"


def blocking_break(breaks: Iterable[SeriesBreak], base_year: Period, year: Period) -> SeriesBreak | None:
    """Return the break that parts two years, None where they are compared.

    A new series blocks before it and after it: one year is of it, the other is not. A spell blocks in the same way, but
    not from the years before it to those after it, and not within it. Of several breaks the one is told that is there
    for good rather than a spell, then the last.
    """
    between = [one for one in breaks if one.parts((base_year, year))]
    return max(reversed(between), key=lambda one: (one.last_year is None, one.year), default=None)


def compare_ends(
    series: Series, base_year: Period, year: Period, *, base: End | None, last: End | None, rules: Rules
) -> Change:
    """Return the change of a series between two years, each with its value or None where there is none.

    Percent and points are unrounded, None where the reason says so; those in `_low` and `_high` are the bounds that
    rounded values allow. Source of the formulas and rules: docs/methods.md, "Changes between years".
    """
    blocking = blocking_break(series.breaks, base_year, year)
    reason = why_not(series.unit, base_year, year) or _reason(series, base, last, blocking=blocking, rules=rules)
    is_blocked = reason in (Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS)
    amounts = _given(series.unit, base, last, reason=reason, rules=rules)
    return Change(
        indicator=series.indicator,
        place=series.place,
        breakdown=series.breakdown,
        base_year=base_year,
        year=year,
        value=last.value if last else None,
        base_value=base.value if base else None,
        difference=amounts.difference,
        percent=amounts.percent,
        points=amounts.points,
        gap=year.years_since(base_year),
        reason=amounts.reason,
        break_note=blocking.note if blocking and is_blocked else "",
        from_rounded=amounts.from_rounded,
        percent_low=amounts.percent_low,
        percent_high=amounts.percent_high,
        points_low=amounts.points_low,
        points_high=amounts.points_high,
    )


def why_not(unit: Unit, base_year: Period, year: Period) -> Reason:
    """Return why two years are never compared, whatever their figures are: the kind of measure first, then the years.

    A period is compared with the same one of another year only; this is the only place that says so.
    """
    if unit.reason:
        return unit.reason
    return Reason.NONE if year.is_same_of_year(base_year) else Reason.OTHER_PERIOD


def _reason(
    series: Series, base: End | None, last: End | None, *, blocking: SeriesBreak | None, rules: Rules
) -> Reason:
    """Return why there is no percentage of what may be compared: it is missing, broken, open, small."""
    if last is None:
        return Reason.NOT_PUBLISHED
    if base is None:
        return Reason.BASE_NOT_PUBLISHED
    if blocking:
        is_break = blocking.obs_status == ObservationStatus.BREAK
        return Reason.SERIES_BREAK if is_break else Reason.DEFINITION_DIFFERS
    if last.qualifier in OPEN_QUALIFIERS or base.qualifier in OPEN_QUALIFIERS:
        return Reason.CEILING if Qualifier.LESS_THAN in (last.qualifier, base.qualifier) else Reason.FLOOR
    if series.unit.compared is not Compared.PERCENT:
        return Reason.NONE
    if series.goes_below_zero:
        return Reason.BELOW_ZERO
    if base.value == 0:
        return Reason.ZERO_BASE
    is_small = base.count is not None and base.count < rules.minimum_base
    return Reason.SMALL_BASE if is_small else Reason.NONE


@frozen
class _Amounts:
    """By how much a series changed, as far as that may be said, and why not further."""

    reason: Reason
    difference: float | None = None
    percent: float | None = None
    percent_low: float | None = None
    percent_high: float | None = None
    points: float | None = None
    points_low: float | None = None
    points_high: float | None = None
    from_rounded: bool = False


def _given(unit: Unit, base: End | None, last: End | None, *, reason: Reason, rules: Rules) -> _Amounts:
    if reason not in GIVEN:
        return _Amounts(reason)
    assert base is not None, "a change is given only where both values are"
    assert last is not None, "a change is given only where both values are"
    return _amounts(unit, base, last, reason=reason, rules=rules)


def _amounts(unit: Unit, base: End, last: End, *, reason: Reason, rules: Rules) -> _Amounts:
    if unit.compared is Compared.POINTS:
        return _of_points(_points(base, last, rules=rules))
    difference = exact_difference(last.value, base.value)
    is_exact = base.is_exact and last.is_exact
    if not is_exact and exact_difference(last.low, base.high) < 0 < exact_difference(last.high, base.low):
        return _Amounts(Reason.UNCERTAIN)
    if unit.compared is not Compared.PERCENT or reason != Reason.NONE:
        return _Amounts(reason, difference, from_rounded=not is_exact)
    percent = 100 * difference / base.value
    # Two exact figures give the percentage itself as both bounds; computed anew they would differ in the last bit.
    low = percent if is_exact else _quotient(100 * (last.low - base.high), base.high)
    high = percent if is_exact else _quotient(100 * (last.high - base.low), base.low)
    return _Amounts(reason, difference, percent, low, high, from_rounded=not is_exact)


def _points(base: End, last: End, *, rules: Rules) -> Points:
    assert base.proportion is not None, "a share is compared by what it stands for"
    assert last.proportion is not None, "a share is compared by what it stands for"
    return points_between(base.proportion, last.proportion, minimum_base=rules.minimum_base)


def _of_points(points: Points) -> _Amounts:
    return _Amounts(
        points.reason,
        points=points.amount,
        points_low=points.low,
        points_high=points.high,
        from_rounded=points.low != points.high,
    )


def _quotient(amount: float, base: float) -> float:
    """Return a quotient; without an end where a rounded base may stand for zero."""
    if base:
        return amount / base
    return copysign(float("inf"), amount) if amount else nan
