"""Shares of a whole and the order of members, as a report prints them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportgen.breakdown import breakdown_string
from reportgen.compare import Points, Share, is_counted, share, share_points
from reportgen.compose.asked import keep
from reportgen.compose.figures import member_mapping
from reportgen.measure import NoShare, Reason
from reportgen.precision import exact_sum
from reportgen.quantity import Counted, Figures, Operation, measured, with_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.dataset import Observation
    from reportgen.periods import Period
    from reportgen.quantity import Origin


def share_of(scope: Scope, part: FigureView, dimension: str, *, within: str = "") -> Share:
    """Return a figure as a share of the total over one of its dimensions, or the reason why none may be given.

    Of a place it is the share of what it lies `within`: of the report's place, or of the whole. A place with a smaller
    count than the package's least for shares is given no share of the whole either.
    """
    key, whole = part.key, within or scope.whole_of(part.key.place, dimension)
    found = share(
        scope.package, key.indicator, part.year, dimension, place=key.place, within=whole, **member_mapping(key)
    )
    least = scope.package.rules.minimum_count_for_shares if is_counted(scope.package, key.indicator) else 0
    if scope.is_level(dimension) and found.percent is not None and abs(part.value) < least:
        return Share(None, NoShare.SMALL_PART)
    return found


def share_percent(scope: Scope, part: FigureView, dimension: str, *, within: str = "") -> float | None:
    """Return the same share in percent, unrounded, with its origin; None where none may be given."""
    percent = share_of(scope, part, dimension, within=within).percent
    if percent is None:
        return None
    total = _total(scope, part, dimension, within=within)
    return measured(percent, share_operation([part], total) if total else None)


def share_total(scope: Scope, part: FigureView, dimension: str, *, within: str = "") -> float | None:
    """Return the total that a figure is a share of; None where it is not published."""
    total = _total(scope, part, dimension, within=within)
    return total.value if total else None


def _total(scope: Scope, part: FigureView, dimension: str, *, within: str) -> Observation | None:
    members = {name: code for name, code in part.key.members if name != dimension}
    place = (within or scope.whole_of(part.key.place, dimension)) if scope.is_level(dimension) else part.key.place
    return scope.package.observation(part.key.indicator, part.year, place, **members)


def as_share(text: str, scope: Scope, parts: Sequence[FigureView], dimension: str, *, within: str = "") -> str:
    """Return the text of a share, of one part or of several together, that knows of which figures it is."""
    total = _total(scope, parts[0], dimension, within=within) if parts else None
    if total is None:
        return text
    return with_origin(text, share_operation(parts, total))


def share_operation(parts: Sequence[FigureView], total: Observation) -> Operation | None:
    """Return how the share of several parts together is worked out; None where one of them is not published."""
    found = [view.observation for view in parts if view.observation is not None]
    if len(found) < len(parts) or not total.value or any(each.value is None for each in found):
        return None
    added = exact_sum(each.value or 0 for each in found)
    part: Origin = found[0] if len(found) == 1 else Operation("sum", tuple(found), added)
    return Operation("share", (part, total), 100 * added / total.value)


def points_operation(scope: Scope, key: SeriesKey, years: tuple[Period, Period], dimension: str) -> Operation | None:
    """Return how a change of a share is worked out from two shares; None where one of them is not given."""
    views = [scope.figure(key, year) for year in years]
    totals = [_total(scope, view, dimension, within="") for view in views]
    shares = [share_operation([view], total) for view, total in zip(views, totals, strict=True) if total]
    base, now = (*shares, None, None)[:2]
    if base is None or now is None:
        return None
    return Operation("points", (base, now), now.value - base.value)


def points_of(scope: Scope, key: SeriesKey, years: tuple[Period, Period], dimension: str) -> Points:
    """Return the change of the same share between two years, or the reason why it is not given."""
    shares = [share_of(scope, scope.figure(key, year), dimension) for year in years]
    if any(found.percent is None for found in shares):
        return Points(reason=Reason.BASE_NOT_PUBLISHED if shares[0].percent is None else Reason.NOT_PUBLISHED)
    within = scope.whole_of(key.place, dimension)
    return share_points(
        scope.package, key.indicator, years, dimension, place=key.place, within=within, **member_mapping(key)
    )


def figures_of(scope: Scope, views: Iterable[FigureView]) -> Figures:
    """Return the published cells of figures that are looked at together, the same object for the same figures."""
    published = [view for view in views if view.published]
    question = tuple((view.key, view.year) for view in published)
    found = scope.asked.sets.get(question)
    if found is None:
        cells = [view.observation for view in published if view.observation is not None]
        found = keep(scope.asked.sets, question, Figures(partial(tuple, cells)))
    return found


def figures_beside(scope: Scope, key: SeriesKey, year: Period) -> Figures:
    """Return the published cells of all places of a place's level, among which it has its rank."""
    package, breakdown = scope.package, breakdown_string(member_mapping(key))
    question = ("beside", key.indicator, year, breakdown, package.places[key.place].level)
    found = scope.asked.sets.get(question)
    if found is None:
        find = partial(package.cells_beside, key.indicator, year, key.place, breakdown)
        found = keep(scope.asked.sets, question, Figures(find))
    return found


def counted_of(count: int, *among: Figures) -> Counted:
    """Return how many there are, of figures that were looked at."""
    return Counted(count, Operation("count", among, count))


def withheld(scope: Scope, parts: Iterable[FigureView], dimension: str, *, within: str = "") -> frozenset[NoShare]:
    """Return why published figures have no share of the total over a dimension."""
    reasons = (share_of(scope, part, dimension, within=within).reason for part in parts if part.published)
    return frozenset(reason for reason in reasons if reason)


def ranked(scope: Scope, key: SeriesKey, year: Period, dimension: str) -> tuple[FigureView, ...]:
    """Return the published figures of each member in a year, largest first; equal ones in the order of the list.

    Rows that are no place, such as `Unknown`, are left out of a ranking of places.
    """
    members = scope.member_keys(key, dimension)
    return by_size(scope, [member for member in members if scope.is_member(member, dimension)], year)


def ranked_beside(scope: Scope, key: SeriesKey, year: Period) -> tuple[FigureView, ...]:
    """Return the published figures of all places of a place's level, largest first."""
    return by_size(scope, [each for each in scope.keys_beside(key) if scope.package.levels.is_ranked(each.place)], year)


def by_size(scope: Scope, keys: Iterable[SeriesKey], year: Period) -> tuple[FigureView, ...]:
    """Return the published figures of series in a year, largest first."""
    question = (tuple(keys), year)
    found = scope.asked.sizes.get(question)
    if found is None:
        views = (scope.figure(key, year) for key in question[0])
        found = tuple(sorted((view for view in views if view.published), key=lambda view: -view.value))
        keep(scope.asked.sizes, question, found)
    return found
