"""Put a value beside the others of its year: shares of a total, rank among places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.compare.points import Points, counted_proportion, points_between
from reportgen.measure import OPEN_QUALIFIERS, NoShare, Qualifier, Reason
from reportgen.periods import as_period
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from reportgen.compare.points import Proportion
    from reportgen.dataset import Observation, Package
    from reportgen.periods import Period

ADDING = frozenset({UnitKind.COUNT, UnitKind.CURRENCY, UnitKind.DURATION, UnitKind.QUANTITY})
"""Kinds of figures whose parts add to a whole."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a place stands among the places of its level with a figure, the largest first."""

    rank: int
    """One more than the number of places with a larger figure; places with the same figure share it."""
    of: int
    """How many places have a figure."""
    tied: bool
    """Whether another place has the same figure."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part that a value is of a total, or the reason why it is not given."""

    percent: float | None
    """Unrounded; exactly 100 where the part is the whole."""
    reason: NoShare


def share(
    package: Package,
    indicator: str,
    year: Period,
    dimension: str,
    *,
    place: str | None = None,
    within: str | None = None,
    **members: str,
) -> Share:
    """Return the part that a value is of the total over one dimension.

    `members` name the value; `dimension` is the one of them, or `place`, over which the total is taken: that of the
    place `within` which it lies, the whole package unless named. None is given
    where one of the two is not published or a bound, where the total is under the package's minimum for shares, where
    parts of the total have opposite signs, and for what does not add up. Source: docs/methods.md, "Shares".
    """
    if package.indicator(indicator).measured_in.kind not in ADDING:
        return Share(None, NoShare.NOT_COUNTED)
    part, whole = _counts(package, indicator, year, dimension, place=place, within=within, **members)
    has_signs = package.has_negative(indicator) and has_opposite_signs(
        package, indicator, year, dimension, place=place, within=within, **members
    )
    least = package.rules.minimum_count_for_shares if is_counted(package, indicator) else 0
    reason = _no_share(part, whole, has_opposite_signs=has_signs, minimum=least)
    if reason or part is None or whole is None or part.value is None or whole.value is None:
        return Share(None, reason)
    # a quotient of equal figures may be off in its last bit, but all is all
    return Share(100.0 if part.value == whole.value else 100 * part.value / whole.value, reason)


def share_points(
    package: Package,
    indicator: str,
    years: tuple[Period, Period],
    dimension: str,
    *,
    place: str | None = None,
    within: str | None = None,
    **members: str,
) -> Points:
    """Return the change of a share of a total between two years, or the reason why it is not given.

    See `share` for what is named. Source: docs/methods.md, "Changes of shares".
    """
    years = as_period(years[0]), as_period(years[1])
    if not years[1].is_same_of_year(years[0]):
        return Points(reason=Reason.OTHER_PERIOD)
    found = [_counted(package, indicator, year, dimension, place=place, within=within, **members) for year in years]
    base, last = found
    if base is None or last is None:
        return Points(reason=Reason.BASE_NOT_PUBLISHED if base is None else Reason.NOT_PUBLISHED)
    least = package.rules.minimum_base if is_counted(package, indicator) else 0
    return points_between(base, last, minimum_base=least)


def is_counted(package: Package, indicator: str) -> bool:
    """Say whether an indicator counts cases, which the rules of a package on small numbers are about."""
    return package.indicator(indicator).measured_in.is_counted


def _counted(
    package: Package,
    indicator: str,
    year: Period,
    dimension: str,
    *,
    place: str | None,
    within: str | None,
    **members: str,
) -> Proportion | None:
    """Return a share by its counts; None where no share is given."""
    if share(package, indicator, year, dimension, place=place, within=within, **members).percent is None:
        return None
    return counted_proportion(*_counts(package, indicator, year, dimension, place=place, within=within, **members))


def _counts(
    package: Package,
    indicator: str,
    year: Period,
    dimension: str,
    *,
    place: str | None,
    within: str | None,
    **members: str,
) -> tuple[Observation | None, Observation | None]:
    """Return a value and the total over one dimension."""
    part = package.observation(indicator, year, place, **members)
    if package.levels.is_level(dimension):
        return part, package.observation(indicator, year, within, **members)
    return part, package.observation(indicator, year, place, **{**members, dimension: TOTAL})


def _no_share(
    part: Observation | None, whole: Observation | None, *, has_opposite_signs: bool, minimum: float
) -> NoShare:
    if part is None or whole is None or part.value is None or whole.value is None:
        return NoShare.NOT_PUBLISHED
    if part.qualifier in OPEN_QUALIFIERS or whole.qualifier in OPEN_QUALIFIERS:
        return NoShare.CEILING if Qualifier.LESS_THAN in (part.qualifier, whole.qualifier) else NoShare.FLOOR
    if has_opposite_signs or part.value * whole.value < 0:
        return NoShare.OPPOSITE_SIGNS
    if abs(whole.value) < minimum:
        return NoShare.SMALL_TOTAL
    return NoShare.ZERO_TOTAL if whole.value == 0 else NoShare.NONE


def has_opposite_signs(
    package: Package,
    indicator: str,
    year: Period,
    dimension: str,
    *,
    place: str | None = None,
    within: str | None = None,
    **members: str,
) -> bool:
    """Say whether some parts of a total over a dimension are below zero and others above it.

    Each part of such a total can be larger than it, so that none is a share of it.
    """
    others = {name: code for name, code in members.items() if name != dimension}
    if package.levels.is_level(dimension):
        level = dimension if place is None else package.place(place).level or dimension
        places = package.levels.listed(within or package.country, level)
        parts = [package.observation(indicator, year, one, **others) for one in places]
    else:
        codes = package.members(indicator, dimension, year=year, place=place, **others)
        parts = [package.observation(indicator, year, place, **{**others, dimension: code}) for code in codes]
    values = [part.value for part in parts if part is not None and part.value is not None]
    return min(values, default=0) < 0 < max(values, default=0)


def share_of_total(
    package: Package, indicator: str, year: Period, dimension: str, *, place: str | None = None, **members: str
) -> float | None:
    """Return a share in percent, unrounded; None where none is given, see `share`."""
    return share(package, indicator, year, dimension, place=place, **members).percent


def shares(
    package: Package, indicator: str, year: Period, dimension: str, *, place: str | None = None, **members: str
) -> dict[str, float]:
    """Return each member's share of the total over a dimension, in percent, in the order of the codelist.

    Members without a share are left out, so that the result is empty where none is given.
    """
    codes = package.members(indicator, dimension, year=year, place=place, **members)
    found = {
        code: share_of_total(package, indicator, year, dimension, place=place, **{**members, dimension: code})
        for code in codes
    }
    return {code: share for code, share in found.items() if share is not None}


def rank(package: Package, indicator: str, year: Period, place: str, **members: str) -> Rank | None:
    """Return where a place stands among the places of its level that have a figure; None when it has none.

    Rows that are no place, such as `Unknown`, are neither ranked nor counted, and the whole has nothing beside it.
    """
    own = package.observation(indicator, year, place, **members)
    if own is None or own.value is None or not package.levels.is_ranked(place):
        return None
    values = package.values_beside(indicator, year, place, **members)
    larger = len(values) - bisect_right(values, own.value)
    equal = len(values) - larger - bisect_left(values, own.value)
    return Rank(rank=larger + 1, of=len(values), tied=equal > 1)
