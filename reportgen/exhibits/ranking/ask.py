"""Ask for all places in one ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose.charts.drawn import Drawn, place_lines, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import ranked
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.ask import plain_value
from reportgen.exhibits.bars.values import BarRow
from reportgen.exhibits.ranking.values import MOST_PLACES, Ranking
from reportgen.measure import MeasureType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure",)
"""Names of the options, beside those of every figure."""
NEAR = 8
"""Rows within which two labels of a ranking would meet."""
COUNTED = (MeasureType.FLOW, MeasureType.STOCK, MeasureType.CUMULATIVE)


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return all places of the last year in which the report's own one has a figure; it is marked, the middle named.

    Raises TemplateError when there are more than can be drawn.
    """
    key = scope.key(options.text("figure"))
    years = years_of_members(scope, key, "place")
    if not years:
        return None
    year = max(scope.published_years(key), default=years[-1]) if scope.place != scope.package.country else years[-1]
    views = ranked(scope, key, year, "place")
    if not views:
        return None
    if len(views) > MOST_PLACES:
        raise TemplateError(
            f"expected {MOST_PLACES:,} places at most, found {len(views):,}",
            where=options.where,
            hint="rank fewer places, or draw a table",
        )
    own = next((index for index, view in enumerate(views) if view.key.place == scope.place), None)
    middle = len(views) // 2
    place = wording.ordinal_digits(middle + 1)
    label = f"middle place, {place} of {len(views)}: {_printed(views[middle])} ({views[middle].key.place})"
    noun = _noun(views)
    chart = Ranking(
        rows=tuple(BarRow(scope.member_label(view.key, "place"), plain_value(view)) for view in views),
        marked=own,
        labels=() if own is not None and abs(own - middle) < NEAR else ((middle, label),),
        first_text=f"largest {noun}",
        last_text=f"smallest {noun}: {_printed(views[-1])} ({views[-1].key.place})",
    )
    return Drawn(chart, Shown(tuple(views)), place_lines(scope, key, year))


def _noun(views: Sequence[FigureView]) -> str:
    """Return what the values are: counts, unless they are percentages, ratios or can be negative."""
    indicator = views[0].indicator
    is_counted = indicator.measure_type in COUNTED and indicator.unit != "percent" and views[-1].value >= 0
    return "count" if is_counted else "figure"


def _printed(view: FigureView) -> str:
    """Return a figure with its marks: `312 [r]`."""
    return " ".join([view.text, *(f"[{mark}]" for mark in plain_value(view).marks)])
