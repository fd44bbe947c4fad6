"""What each kind of chart makes, and the steps they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.charts.style import marks_text
from reportgen.compose import phrases
from reportgen.compose.asked import keep
from reportgen.document import Mark, NoteLine, Point, Text
from reportgen.errors import TemplateError, did_you_mean
from reportgen.language import say
from reportgen.measure import MarkCode
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reportgen.compose.exhibits import Shown
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.dataset import Place
    from reportgen.document import Chart
    from reportgen.periods import Period


@dataclass(frozen=True, slots=True)
class Drawn:
    """The values of a chart, and what its small print follows from."""

    chart: Chart
    shown: Shown
    lines: tuple[NoteLine, ...] = ()
    said: str = ""
    """What the subtitle says of the drawing at its end."""


def point(view: FigureView) -> Point:
    """Return a figure as a point of a line or a column, a gap where nothing was published."""
    marks = tuple(code for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    if not view.published:
        return Point(view.year, None, "", marks)
    return Point(view.year, view.value, view.plotted, marks)


def compared(scope: Scope, key: SeriesKey, points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points of a series with how each differs from the one before it, where the two can be compared."""
    return tuple(replace(each, change=_change(scope, key, each)) for each in points)


def _change(scope: Scope, key: SeriesKey, drawn: Point) -> str:
    """Return `+2.4% on 2023`; nothing across a break, from a bound, or where it rounds to nothing."""
    if drawn.value is None:
        return ""
    view = scope.latest_change(key, drawn.year)
    if not view.exists or not view.comparable or view.is_low:
        return ""
    amount = view.signed_percent if view.has_percent else view.signed_points if view.in_points else ""
    return say("{change} on {year}", change=amount or view.signed_difference, year=view.base.year)


def years_of_members(scope: Scope, key: SeriesKey, dimension: str) -> tuple[Period, ...]:
    """Return the years of the range in which any member of a breakdown has a figure."""
    return scope.years_of_any(scope.member_keys(key, dimension))


def gap_line(years: Sequence[Period], names: Sequence[str] = (), *, mark: MarkCode) -> NoteLine:
    """Return the line that says which years are missing, and why."""
    return NoteLine(Mark(mark), (Text(phrases.not_published_line(years, names, mark)),))


def tied_line(
    scope: Scope, ordered: Sequence[FigureView], shown: Sequence[FigureView], dimension: str
) -> tuple[NoteLine, ...]:
    """Return the line that names what has the same figure as the least that is shown, and is not shown itself."""
    least = min((view.value for view in shown), default=None)
    tied = [view for view in ordered if view.published and view.value == least]
    left_out = [_in_sentence(scope, view, dimension) for view in tied if view not in shown]
    if not left_out:
        return ()
    kept = [_in_sentence(scope, view, dimension) for view in tied if view in shown]
    return (NoteLine(None, (Text(phrases.tied_line(left_out, kept)),)),)


def _in_sentence(scope: Scope, view: FigureView, dimension: str) -> str:
    return scope.member_in_sentence(view.key, dimension)


def level_wanted(scope: Scope, options: Options) -> str:
    """Return the level that an exhibit of places asks for; empty for none. Raises TemplateError for an unknown one."""
    level = options.text("level", "")
    names = scope.package.levels.names
    if level and level not in names:
        raise TemplateError(f"unknown level `{level}`", where=options.where, hint=did_you_mean(level, names))
    return level


def level_on_map(scope: Scope, place: str) -> str:
    """Return the first level below a place that has tiles, or its own; empty where none has."""
    levels = scope.package.levels
    candidates = (*levels.below(place), scope.package.place(place).level)
    return next((level for level in candidates if level and places_on_map(scope, place, level)), "")


def places_on_map(scope: Scope, place: str, level: str) -> tuple[Place, ...]:
    """Return the places of a level that have a tile: those within a place, or those beside it."""
    places = (scope.package.place(code) for code in scope.package.levels.listed(place, level))
    return tuple(each for each in places if each.tile_row is not None)


def place_lines(
    scope: Scope, key: SeriesKey, year: Period, *, shown: Collection[str], listed: Sequence[str]
) -> tuple[NoteLine, ...]:
    """Return which of the places shown have no figure in a year, which listed ones are not shown, and a caveat."""
    lines = _lines_on_places(scope, key.at(""), year, shown=frozenset(shown), listed=tuple(listed))
    if scope.indicator(key).measured_in.is_counted:
        return (*lines, NoteLine(None, (Text(say(phrases.RATE_CAVEAT)),)))
    return lines


def _lines_on_places(
    scope: Scope, key: SeriesKey, year: Period, *, shown: frozenset[str], listed: tuple[str, ...]
) -> tuple[NoteLine, ...]:
    """Return the lines on places, which are the same for all of them."""
    question = (key, year, shown, listed)
    found = scope.asked.unlisted.get(question)
    if found is not None:
        return found
    lines: list[NoteLine] = []
    views = {code: scope.figure(key.at(code), year) for code in listed}
    missing: dict[MarkCode, list[str]] = {}
    for code in listed:
        if code in shown and not views[code].published:
            missing.setdefault(views[code].missing, []).append(scope.package.place(code).in_sentence)
    hidden = missing.pop(MarkCode.CONFIDENTIAL, [])
    without = [name for names in missing.values() for name in names]
    if without:
        lines.append(NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(phrases.missing_places_line(year, without)),)))
    if hidden:
        lines.append(NoteLine(Mark(MarkCode.CONFIDENTIAL), (Text(phrases.hidden_places_line(year, hidden)),)))
    texts = [
        concat((scope.package.place(code).name, ", ", view.text, " ", marks_text(point(view).marks))).rstrip()
        for code, view in views.items()
        if code not in shown and view.published
    ]
    if texts:
        lines.append(NoteLine(None, (Text(phrases.not_shown_line(texts)),)))
    return keep(scope.asked.unlisted, question, tuple(lines))
