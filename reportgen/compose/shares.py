"""Shares of a whole and the order of members, as a report prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compare import share_of_total
from reportgen.compose.figures import member_mapping

if TYPE_CHECKING:
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope


def share_percent(scope: Scope, part: FigureView, dimension: str) -> float | None:
    """Return a figure in percent of the total over one of its dimensions, unrounded; None where none may be given.

    A place with fewer cases than the package's least count for shares is given no share of the country either.
    """
    if dimension == "place" and part.published and part.value < scope.package.rules.minimum_count_for_shares:
        return None
    key = part.key
    return share_of_total(scope.package, key.indicator, part.year, dimension, place=key.place, **member_mapping(key))


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
