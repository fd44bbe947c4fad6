"""Bars of the largest members, and all places in one ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose.charts.drawn import Drawn, place_lines, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import ranked
from reportgen.document import (
    BarRow,
    RankedBars,
    Ranking,
)
from reportgen.measure import MarkCode, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

NEAR = 8
"""Rows within which two labels of a ranking would meet."""


def ranked_bars(scope: Scope, options: Options) -> Drawn | None:
    """Return the largest members of the latest published year, with their figure in the first one as a tick."""
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    years = years_of_members(scope, key, dimension)
    if not years:
        return None
    largest = ranked(scope, key, years[-1], dimension)[: options.count("top", 8)]
    if not largest:
        return None
    earlier = _earlier_year(scope, largest, years)
    rows, shown = [], []
    for view in largest:
        before = scope.figure(view.key, earlier) if earlier else None
        shown += [view, *([before] if before and before.published else [])]
        rows.append(_bar_row(scope, view, before, dimension))
    chart = RankedBars(tuple(rows), title=str(years[-1]), earlier_title=str(earlier) if earlier else "")
    return Drawn(chart, Shown(tuple(shown)))


def _earlier_year(scope: Scope, views: Sequence[FigureView], years: Sequence[int]) -> int | None:
    """Return the first year, unless a break makes one of the figures incomparable with it."""
    if len(years) < 2:
        return None
    broken = {Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS}
    reasons = {scope.change(view.key, years[0], years[-1]).change.reason for view in views}
    return None if reasons & broken else years[0]


def _bar_row(scope: Scope, view: FigureView, before: FigureView | None, dimension: str) -> BarRow:
    name = scope.member_label(view.key, dimension)
    if before is None:
        return BarRow(name, view.value, view.text)
    if not before.published:
        return BarRow(name, view.value, view.text, None, f"[{MarkCode.NOT_PUBLISHED}]")
    return BarRow(name, view.value, view.text, before.value, before.text)


def ranking(scope: Scope, options: Options) -> Drawn | None:
    """Return all places of the last year in which the report's own one has a figure; it is marked, the middle named."""
    key = scope.key(options.text("figure"))
    years = years_of_members(scope, key, "place")
    if not years:
        return None
    year = max(scope.published_years(key), default=years[-1]) if scope.place != scope.package.country else years[-1]
    views = ranked(scope, key, year, "place")
    if not views:
        return None
    own = next((index for index, view in enumerate(views) if view.key.place == scope.place), None)
    middle = len(views) // 2
    place = wording.ordinal_digits(middle + 1)
    label = f"{place} of {len(views)} places: {views[middle].text} ({views[middle].key.place})"
    last = views[-1]
    chart = Ranking(
        rows=tuple(BarRow(scope.member_label(view.key, "place"), view.value, view.text) for view in views),
        marked=own,
        labels=() if own is not None and abs(own - middle) < NEAR else ((middle, label),),
        first_text="largest count",
        last_text=f"smallest count: {last.text} ({last.key.place})",
    )
    return Drawn(chart, Shown(tuple(views)), place_lines(scope, key, year))
