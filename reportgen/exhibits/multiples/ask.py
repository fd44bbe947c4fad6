"""Ask for a panel of columns for each of several members, all on one scale."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, compared, gap_line, point, tied_line
from reportgen.compose.exhibits import Shown, note_lines
from reportgen.compose.figures import years_by_mark
from reportgen.compose.shares import ranked, ranked_beside
from reportgen.document import Mark, Note, NoteLine, Point, Text
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.ask import check_count
from reportgen.exhibits.multiples.values import MOST_PANELS, MOST_YEARS, Panel, SmallMultiples
from reportgen.measure import MarkCode
from reportgen.wording import sort_name
from reportgen.years import PeriodRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period

MOST_NEIGHBOURS = 4
MOST_GAPS = 6
"""Lines on which years which members lack; of more the mark alone is explained."""

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
    # a break of a member that has no panel breaks none of those that have one, and that of one member only its own
    years = tuple(
        year
        for year in published
        if scope.are_comparable(key, year, published[-1]) and any(_is_with_last(scope, view, year) for view in views)
    )
    if len(years) < 2 or not views:
        return None
    check_count("panels", len(views), MOST_PANELS, options)
    missing = years_by_mark(scope.figure(views[0].key, year) for year in scope.years if year not in published)
    apart = tuple(year for year in published if year not in years)
    shown = tuple(scope.figure(view.key, year) for view in views for year in years if _is_with_last(scope, view, year))
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
        *_gap_lines(scope, shown, years, _dimension(dimension)),
        *tied_line(scope, ordered, views, _dimension(dimension)),
        *_apart_line(apart, is_drawn=any(year in spaced for year in apart)),
        # breaks of several members may have one note
        *dict.fromkeys(line for view in views for line in _broken_lines(scope, view, years, _dimension(dimension))),
    )
    return Drawn(SmallMultiples(panels), Shown(shown), lines)


def _gap_lines(
    scope: Scope, shown: Sequence[FigureView], years: Sequence[Period], dimension: str
) -> Iterator[NoteLine]:
    """Return which members have no figure in a year in which others have one, and why."""
    lost: dict[tuple[MarkCode, Period], list[str]] = {}
    for view in shown:
        if not view.published and view.year in years:
            names = lost.setdefault((view.missing, view.year), [])
            names.append(scope.member_in_sentence(view.key, dimension))
    alike: dict[tuple[MarkCode, tuple[str, ...]], list[Period]] = {}
    for (mark, year), members in lost.items():
        alike.setdefault((mark, tuple(members)), []).append(year)
    if len(alike) > MOST_GAPS:
        # the mark stands at its year in its panel: a list of all would be longer than the chart
        return (
            NoteLine(Mark(mark), (Text(phrases.mark_meaning(mark)),)) for mark in dict.fromkeys(m for m, _ in alike)
        )
    return (gap_line(absent, members, mark=mark) for (mark, members), absent in alike.items())


def _panel(
    scope: Scope, view: FigureView, years: tuple[Period, ...], *, apart: tuple[Period, ...], dimension: str
) -> Panel:
    """Return the panel of a member; of a year that stands apart the panel has its mark only."""
    points = (
        Point(year, None, "", (MarkCode.SERIES_BREAK,))
        if year in apart or not _is_with_last(scope, view, year)
        else point(scope.figure(view.key, year))
        for year in years
    )
    return Panel(scope.member_label(view.key, dimension), compared(scope, view.key, points))


def _is_with_last(scope: Scope, view: FigureView, year: Period) -> bool:
    """Say whether a year of a member can be compared with the last one, in which all of them are ranked."""
    return scope.are_comparable(view.key, year, view.year)


def _broken_lines(scope: Scope, view: FigureView, years: Sequence[Period], dimension: str) -> tuple[NoteLine, ...]:
    """Return which years of one member are left out because of a break of its own, and the notes on that."""
    lost = [year for year in scope.published_years(view.key) if year in years and not _is_with_last(scope, view, year)]
    if not lost:
        return ()
    words = phrases.apart_line(lost, of=scope.member_label(view.key, dimension))
    notes = [
        Note(scope.one_note(one.note)) for one in scope.breaks(view.key) if one.note and one.parts([*lost, view.year])
    ]
    return (*note_lines(scope, notes), NoteLine(Mark(MarkCode.SERIES_BREAK), (Text(words),)))


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
