"""Ask for all places in one ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose.charts.drawn import Drawn, place_lines, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import ranked
from reportgen.exhibits.bars.values import BarRow
from reportgen.exhibits.ranking.values import Ranking

if TYPE_CHECKING:
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure",)
"""Names of the options, beside those of every figure."""
NEAR = 8
"""Rows within which two labels of a ranking would meet."""


def ask(scope: Scope, options: Options) -> Drawn | None:
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
