"""Ask for a panel of columns for each of several members, all on one scale."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, compared, gap_line, point, tied_line
from reportgen.compose.exhibits import Shown
from reportgen.compose.figures import years_by_mark
from reportgen.compose.shares import ranked, ranked_beside
from reportgen.document import Mark, NoteLine, Point, Text
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.ask import check_count
from reportgen.exhibits.multiples.values import MOST_PANELS, MOST_YEARS, Panel, SmallMultiples
from reportgen.measure import MarkCode
from reportgen.wording import sort_name
from reportgen.years import PeriodRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period

MOST_NEIGHBOURS = 4

OPTIONS = ("figure", "by", "top")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return a panel for each of the largest members, or for the neighbors of the report's place, on one scale.

    The years are those that can be compared with the last one; with fewer than two, or no members, there is nothing to
    draw. Raises TemplateError when there are more panels or years than a page has room for.
    """
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    members = scope.keys_beside(key) if dimension == "neighbors" else scope.member_keys(key, dimension)
    scope = scope.of(*members)
    published = scope.years_of_any(members)
    if not published:
        return None
    ordered = _members(scope, key, dimension, published[-1])
    views = _by_name(scope, ordered, dimension)[: options.count("top", 4)]
    # a break of a member that has no panel breaks none of those that have one
    keys = (key, *(view.key for view in views))
    years = tuple(year for year in published if all(scope.are_comparable(one, year, published[-1]) for one in keys))
    if len(years) < 2 or not views:
        return None
    check_count("panels", len(views), MOST_PANELS, options)
    missing = years_by_mark(scope.figure(views[0].key, year) for year in scope.years if year not in published)
    apart = tuple(year for year in published if year not in years)
    shown = tuple(scope.figure(view.key, year) for view in views for year in years)
    spaced = _evenly_spaced(years)
    if len(spaced) > MOST_YEARS:
        raise TemplateError(
            f"expected at most {MOST_YEARS} years, found {len(spaced)}",
            where=options.where,
            hint="choose fewer years with `years`",
        )
    panels = tuple(_panel(scope, view, spaced, apart=apart, dimension=_dimension(dimension)) for view in views)
    gaps = (gap_line(absent, mark=mark) for mark, absent in missing.items())
    lines = (
        *gaps,
        *tied_line(scope, ordered, views, _dimension(dimension)),
        *_apart_line(apart, is_drawn=any(year in spaced for year in apart)),
    )
    return Drawn(SmallMultiples(panels), Shown(tuple(view for view in shown if view.published)), lines)


def _panel(
    scope: Scope, view: FigureView, years: tuple[Period, ...], *, apart: tuple[Period, ...], dimension: str
) -> Panel:
    """Return the panel of a member; of a year that stands apart the panel has its mark only."""
    points = (
        Point(year, None, "", (MarkCode.SERIES_BREAK,)) if year in apart else point(scope.figure(view.key, year))
        for year in years
    )
    return Panel(scope.member_label(view.key, dimension), compared(scope, view.key, points))


def _apart_line(years: tuple[Period, ...], *, is_drawn: bool) -> tuple[NoteLine, ...]:
    """Return which years are left out because of a break, with its mark where a panel has room for them."""
    lead = Mark(MarkCode.SERIES_BREAK) if is_drawn else None
    return (NoteLine(lead, (Text(phrases.apart_line(years)),)),) if years else ()


def _evenly_spaced(years: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the years as they are when the steps between them are equal, otherwise with the missing ones between."""
    steps = {later.start - earlier.start for earlier, later in pairwise(years)}
    return years if len(steps) == 1 else tuple(PeriodRange(years[0], years[-1]))


def _dimension(by: str) -> str:
    return "place" if by == "neighbors" else by


def _members(scope: Scope, key: SeriesKey, by: str, year: Period) -> tuple[FigureView, ...]:
    """Return the members, the largest first: all of them, or the places that border on the report's own."""
    if by != "neighbors":
        return ranked(scope, key, year, by)
    return tuple(
        view
        for view in ranked_beside(scope, key, year)
        if view.key.place in scope.package.place(scope.place).neighbours
    )


def _by_name(scope: Scope, views: Sequence[FigureView], by: str) -> tuple[FigureView, ...]:
    """Return the members in the order of drawing: the largest neighbors stand by name, others by size."""
    if by != "neighbors":
        return tuple(views)
    return tuple(sorted(views[:MOST_NEIGHBOURS], key=lambda view: sort_name(scope.package.place(view.key.place).name)))
