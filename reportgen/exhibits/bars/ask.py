"""Ask for bars of the largest members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts.drawn import Drawn, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import ranked
from reportgen.exhibits.bars.values import BarRow, RankedBars
from reportgen.measure import MarkCode, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure", "by", "top")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
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
