"""Put a value beside the others of its year: shares of a total, rank among places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.measure import OPEN_QUALIFIERS, MeasureType

if TYPE_CHECKING:
    from reportgen.dataset import Observation, Package

COUNTS = (MeasureType.FLOW, MeasureType.STOCK, MeasureType.CUMULATIVE)
"""Measure types whose parts add to a whole."""

PLACE = "place"


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a place stands among all places with a figure, the largest first."""

    rank: int
    """One more than the number of places with a larger figure; places with the same figure share it."""
    of: int
    """How many places have a figure."""
    tied: bool
    """Whether another place has the same figure."""


def share_of_total(
    package: Package, indicator: str, year: int, dimension: str, *, place: str | None = None, **members: str
) -> float | None:
    """Return the part that a value is of the total over one dimension, in percent, unrounded.

    `members` name the value; `dimension` is the one of them, or `place`, over which the total is taken. None where one
    of the two is not published or a bound, where the total is under the package's minimum for shares, and for what is
    not counted. Source: docs/methods.md, "Shares".
    """
    if package.indicator(indicator).measure_type not in COUNTS:
        return None
    part = package.observation(indicator, year, place, **members)
    whole = (
        package.observation(indicator, year, None, **members)
        if dimension == PLACE
        else package.observation(indicator, year, place, **{**members, dimension: TOTAL})
    )
    amount, total = _exact_value(part), _exact_value(whole)
    if amount is None or total is None or total == 0 or total < package.rules.minimum_count_for_shares:
        return None
    return 100 * amount / total


def shares(
    package: Package, indicator: str, year: int, dimension: str, *, place: str | None = None, **members: str
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


def rank(package: Package, indicator: str, year: int, place: str, **members: str) -> Rank | None:
    """Return where a place stands among the places that have a figure; None when it has none.

    Rows that are no place, such as `Unknown`, are neither ranked nor counted.
    """
    own = package.observation(indicator, year, place, **members)
    is_ranked = place != package.country and package.place(place).place_type != "other"
    if own is None or own.value is None or not is_ranked:
        return None
    values = package.values_of_places(indicator, year, **members)
    larger = len(values) - bisect_right(values, own.value)
    equal = len(values) - larger - bisect_left(values, own.value)
    return Rank(rank=larger + 1, of=len(values), tied=equal > 1)


def _exact_value(observation: Observation | None) -> float | None:
    if observation is None or observation.qualifier in OPEN_QUALIFIERS:
        return None
    return observation.value
