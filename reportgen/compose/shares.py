"""Shares of a whole and the order of members, as a report prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compare import Points, Share, share, share_points
from reportgen.compose.figures import member_mapping
from reportgen.measure import NoShare, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope


def share_of(scope: Scope, part: FigureView, dimension: str) -> Share:
    """Return a figure as a share of the total over one of its dimensions, or the reason why none may be given.

    A place with fewer cases than the package's least count for shares is given no share of the country either.
    """
    key = part.key
    found = share(scope.package, key.indicator, part.year, dimension, place=key.place, **member_mapping(key))
    least = scope.package.rules.minimum_count_for_shares
    if dimension == "place" and found.percent is not None and abs(part.value) < least:
        return Share(None, NoShare.SMALL_PART)
    return found


def share_percent(scope: Scope, part: FigureView, dimension: str) -> float | None:
    """Return the same share in percent, unrounded; None where none may be given."""
    return share_of(scope, part, dimension).percent


def share_total(scope: Scope, part: FigureView, dimension: str) -> float | None:
    """Return the total that a figure is a share of; None where it is not published."""
    members = {name: code for name, code in part.key.members if name != dimension}
    place = None if dimension == "place" else part.key.place
    total = scope.package.observation(part.key.indicator, part.year, place, **members)
    return total.value if total else None


def points_of(scope: Scope, key: SeriesKey, years: tuple[int, int], dimension: str) -> Points:
    """Return the change of the same share between two years, or the reason why it is not given."""
    shares = [share_of(scope, scope.figure(key, year), dimension) for year in years]
    if any(found.percent is None for found in shares):
        return Points(reason=Reason.BASE_NOT_PUBLISHED if shares[0].percent is None else Reason.NOT_PUBLISHED)
    return share_points(scope.package, key.indicator, years, dimension, place=key.place, **member_mapping(key))


def withheld(scope: Scope, parts: Iterable[FigureView], dimension: str) -> frozenset[NoShare]:
    """Return why published figures have no share of the total over a dimension."""
    reasons = (share_of(scope, part, dimension).reason for part in parts if part.published)
    return frozenset(reason for reason in reasons if reason)


def ranked(scope: Scope, key: SeriesKey, year: int, dimension: str) -> tuple[FigureView, ...]:
    """Return the published figures of each member in a year, largest first; equal ones in the order of the list.

    Rows that are no place, such as `Unknown`, are left out of a ranking of places.
    """
    views = [
        scope.figure(member, year)
        for member in scope.member_keys(key, dimension)
        if dimension != "place" or scope.package.place(member.place).place_type != "other"
    ]
    return tuple(sorted((view for view in views if view.published), key=lambda view: -view.value))
