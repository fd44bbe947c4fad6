"""Ask for all places in one ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose.asked import keep
from reportgen.compose.charts.drawn import Drawn, level_wanted, place_lines
from reportgen.compose.exhibits import Shown
from reportgen.compose.figures import alike
from reportgen.compose.shares import by_size, counted_of, figures_of
from reportgen.document.inlines import mark_sign
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.ask import plain_value
from reportgen.exhibits.bars.values import BarRow
from reportgen.exhibits.ranking.values import MOST_PLACES, Ranking
from reportgen.language import say
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.document import Value
    from reportgen.periods import Period

OPTIONS = ("figure", "level")
"""Names of the options, beside those of every figure."""
NEAR = 8
"""Rows within which two labels of a ranking would meet."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return all places of a level in the last year in which the report's own one has a figure.

    It is that of the report's place, which is marked, unless another one is asked for. The middle is named. Raises
    TemplateError when there are more than can be drawn.
    """
    key = scope.key(options.text("figure"))
    level = level_wanted(scope, options)
    keys = scope.member_keys(key, level) if level else scope.keys_beside(key)
    years = scope.years_of_any(keys)
    if not years:
        return None
    year = max(scope.published_years(key), default=years[-1]) if scope.place != scope.package.country else years[-1]
    views = by_size(scope, [each for each in keys if scope.package.levels.is_ranked(each.place)], year)
    if not views:
        return None
    if len(views) > MOST_PLACES:
        raise TemplateError(
            f"expected {MOST_PLACES:,} places at most, found {len(views):,}",
            where=options.where,
            hint="rank fewer places, or draw a table",
        )
    rows = _rows(scope, views)
    own = next((index for index, view in enumerate(views) if view.key.place == scope.place), None)
    middle, among = len(views) // 2, figures_of(scope, views)
    label = say(
        "middle place, {rank} of {count}: {figure}",
        rank=wording.ordinal_digits(counted_of(middle + 1, among)),
        count=wording.counted(counted_of(len(views), among)),
        figure=_named(scope, views[middle], rows[middle].value),
    )
    is_counted = _is_counted(views)
    last = _named(scope, views[-1], rows[-1].value)
    chart = Ranking(
        rows=rows,
        marked=own,
        labels=() if own is not None and abs(own - middle) < NEAR else ((middle, label),),
        first_text=say("largest count") if is_counted else say("largest figure"),
        last_text=say("smallest count: {figure}", figure=last)
        if is_counted
        else say("smallest figure: {figure}", figure=last),
    )
    listed = scope.package.levels.listed(key.place, level or scope.level_beside(key.place))
    shown = [code for code in listed if scope.package.levels.is_ranked(code)]
    return Drawn(chart, Shown(tuple(views)), place_lines(scope, key, year, shown=shown, listed=listed))


def _is_counted(views: Sequence[FigureView]) -> bool:
    """Say whether the values are counts, and none below zero."""
    return views[0].indicator.measured_in.is_counted and views[-1].value >= 0


def _rows(scope: Scope, views: tuple[FigureView, ...]) -> tuple[BarRow, ...]:
    """Return the figures of a year as they stand beside each other, the very same for each of the places.

    Only where they are of places within the report's own one their names may depend on it.
    """
    question = (tuple(view.key for view in views), views[0].year)
    levels = scope.package.levels
    if any(levels.parent(view.key.place) == scope.place for view in views):
        return _labelled(scope, views, question)
    found = scope.asked.ranked.get(question)
    return found or keep(scope.asked.ranked, question, _labelled(scope, views, question))


def _labelled(
    scope: Scope, views: tuple[FigureView, ...], question: tuple[tuple[SeriesKey, ...], Period]
) -> tuple[BarRow, ...]:
    values = scope.asked.drawn.get(question)
    values = values or keep(scope.asked.drawn, question, tuple(map(plain_value, alike(views))))
    return tuple(map(BarRow, (scope.member_label(view.key, "place") for view in views), values))


def _named(scope: Scope, view: FigureView, value: Value) -> str:
    """Return a figure with its marks and its place: by its code, where maps have made it known, or else by its name."""
    place = scope.package.place(view.key.place)
    name = place.place if place.tile_row is not None else scope.member_label(view.key, "place")
    printed = concat([value.text, *(mark_sign(mark) for mark in value.marks)], " ")
    return concat((printed, f" ({name})"))
