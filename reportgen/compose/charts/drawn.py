"""What each kind of chart makes, and the steps they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.style import marks_text
from reportgen.compose import phrases
from reportgen.document import Mark, NoteLine, Point, Text
from reportgen.language import say
from reportgen.measure import COUNTED, MarkCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.exhibits import Shown
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.dataset import Place
    from reportgen.document import Chart


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


def years_of_members(scope: Scope, key: SeriesKey, dimension: str) -> tuple[int, ...]:
    """Return the years of the range in which any member of a breakdown has a figure."""
    members = scope.member_keys(key, dimension)
    return tuple(sorted({year for member in members for year in scope.published_years(member)}))


def gap_line(years: Sequence[int], names: Sequence[str] = (), *, mark: MarkCode) -> NoteLine:
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


def places_on_map(scope: Scope) -> tuple[Place, ...]:
    """Return the places that have a tile."""
    return tuple(place for place in scope.package.places.values() if place.tile_row is not None)


def place_lines(scope: Scope, key: SeriesKey, year: int) -> tuple[NoteLine, ...]:
    """Return which places have no figure in a year, which figures have no place, and that counts are no rates."""
    lines: list[NoteLine] = []
    without = [
        place.in_sentence for place in places_on_map(scope) if not scope.figure(key.at(place.place), year).published
    ]
    if without:
        lines.append(NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(phrases.missing_places_line(year, without)),)))
    texts = [
        f"{place.name}, {view.text} {marks_text(point(view).marks)}".rstrip()
        for place in scope.package.places.values()
        if place.tile_row is None and place.place != scope.package.country
        if (view := scope.figure(key.at(place.place), year)).published
    ]
    if texts:
        lines.append(NoteLine(None, (Text(phrases.not_shown_line(texts)),)))
    if scope.indicator(key).measure_type in COUNTED:
        lines.append(NoteLine(None, (Text(say(phrases.RATE_CAVEAT)),)))
    return tuple(lines)
