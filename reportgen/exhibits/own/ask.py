"""Ask for the values of a chart that a user's own function draws: figures, by members, over years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, gap_line, point
from reportgen.compose.charts.parts import member_code
from reportgen.compose.exhibits import Shown
from reportgen.compose.figures import years_by_mark
from reportgen.compose.shares import ranked
from reportgen.document import NoteLine, Text
from reportgen.errors import TemplateError
from reportgen.exhibits.own.functions import function_named
from reportgen.exhibits.own.values import MOST_VALUES, OwnChart, OwnSeries
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.document import Point
    from reportgen.measure import MarkCode
    from reportgen.periods import Period

OPTIONS = ("figures", "by", "years", "top", "order")
"""Names of the options, beside those of every figure."""
SPANS = ("all", "ends", "last")
ALL = 100_000
"""More members than there are."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One series that is asked for, before it is known which years are shown."""

    key: SeriesKey
    figure: str
    name: str
    code: str = ""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return the values of the figures, by their members, for the years of the range; None where there are none.

    Raises TemplateError when the options ask for what cannot be.
    """
    name = options.text("kind")
    function = function_named(name, scope.charts)
    assert function is not None, f"the kind `{name}` was found before it was asked"
    asked = _asked(scope, options)
    scope = scope.of(*(each.key for each in asked))
    years = _years(scope, asked, options)
    shown = [each for each in asked if any(scope.figure(each.key, year).published for year in years)]
    if not shown:
        return None
    if len(shown) * len(years) > MOST_VALUES:
        raise TemplateError(
            f"chart `{name}`: expected {MOST_VALUES:,} values at most, found {len(shown) * len(years):,}",
            where=options.where,
            hint="ask for the largest members with `top`, or for fewer years with `years: ends`",
        )
    series = tuple(_series(scope, each, years) for each in shown)
    chart = OwnChart(name, function.version, years, series, options.where)
    return Drawn(chart, _shown(scope, shown, years), _lines(scope, shown, years, by=options.text("by", "")))


# -- series ---------------------------------------------------------------------------------------------------------


def _asked(scope: Scope, options: Options) -> list[_Asked]:
    """Return the series of each figure that is asked for, each once."""
    by, top = options.text("by", ""), options.count("top", ALL)
    order = options.choice("order", ("size", "list"), "size")
    found: list[_Asked] = []
    chosen: list[str] = []
    for item in options.mappings("figures", ("figure", "name")):
        key = scope.key(item.text("figure"))
        title = item.text("name", scope.indicator(key).short_title or scope.indicator(key).title)
        if not by:
            found.append(_Asked(key, title, title))
            continue
        members = {member_code(member, by): member for member in _ordered(scope, key, by, order)}
        chosen = chosen or list(members)[:top]
        # the same members of each figure, in the order of the first
        further = [code for code in members if code not in chosen] if top == ALL else []
        for code in (*(code for code in chosen if code in members), *further):
            found.append(_Asked(members[code], title, scope.member_label(members[code], by), code))
    _refuse_twice(found, options)
    return found


def _refuse_twice(found: Sequence[_Asked], options: Options) -> None:
    names: set[tuple[str, str, str]] = set()
    for each in found:
        if (each.figure, each.name, each.code) in names:
            raise TemplateError(
                f"option `figures`: two of them are called `{each.figure}`",
                where=options.where,
                hint="give them names: `- {figure: …, name: …}`",
            )
        names.add((each.figure, each.name, each.code))


def _ordered(scope: Scope, key: SeriesKey, by: str, order: str) -> tuple[SeriesKey, ...]:
    """Return the members of a figure, the largest in the last year first; rows that are no place are left out."""
    keys = scope.member_keys(key, by)
    members = tuple(each for each in keys if scope.is_member(each, by))
    years = [year for year in scope.years if any(scope.figure(each, year).published for each in members)]
    if order == "list" or not years:
        return members
    largest = tuple(view.key for view in ranked(scope, key, years[-1], by))
    return (*largest, *(each for each in members if each not in largest))


def _years(scope: Scope, asked: Sequence[_Asked], options: Options) -> tuple[Period, ...]:
    """Return the years to show: those named, or all, the ends or the last of those with a figure."""
    wanted = options.values.get("years", "all")
    published = sorted({year for each in asked for year in scope.published_years(each.key)})
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        wanted = [wanted]
    if isinstance(wanted, list):
        return _named_years(scope, wanted, options)
    span = options.choice("years", SPANS, "all")
    if span == "ends":
        return tuple(dict.fromkeys((published[0], published[-1]))) if published else ()
    if span == "last":
        return tuple(published[-1:])
    return tuple(year for year in scope.years if published and published[0] <= year <= published[-1])


def _named_years(scope: Scope, wanted: Sequence[object], options: Options) -> tuple[Period, ...]:
    """Return years of a list that are in the range. Raises TemplateError for one that the data do not have."""
    for year in wanted:
        if year not in scope.package.years:
            raise TemplateError(
                f"option `years`: unknown year `{year}`",
                where=options.where,
                hint=f"the data have {', '.join(map(str, scope.package.years))}; or write `all`, `ends` or `last`",
            )
    return tuple(year for year in scope.years if year in wanted)


def _series(scope: Scope, each: _Asked, years: Sequence[Period]) -> OwnSeries:
    views = [scope.figure(each.key, year) for year in years]
    published = [index for index, view in enumerate(views) if view.published]
    breaks = tuple(
        index
        for before, index in pairwise(published)
        if not scope.are_comparable(each.key, years[before], years[index])
    )
    return OwnSeries(each.figure, each.name, each.code, tuple(map(_point, views)), breaks)


def _point(view: FigureView) -> Point:
    """Return a figure with its unit: there need not be an axis that has the `million`."""
    return replace(point(view), text=view.text) if view.published else point(view)


# -- small print ----------------------------------------------------------------------------------------------------


def _shown(scope: Scope, shown: Sequence[_Asked], years: Sequence[Period]) -> Shown:
    keys = [each.key for each in shown]
    views = (scope.figure(key, year) for key in keys for year in years)
    return Shown(
        tuple(view for view in views if view.published),
        breaks=any(_breaks_within(scope, key, years) for key in keys),
        resumes=any(scope.resumes(key, years) for key in keys),
    )


def _breaks_within(scope: Scope, key: SeriesKey, years: Sequence[Period]) -> bool:
    return bool(scope.break_years(key, years))


def _lines(scope: Scope, shown: Sequence[_Asked], years: Sequence[Period], *, by: str) -> tuple[NoteLine, ...]:
    """Return which figures are missing, and which stand for no place."""
    missing: dict[tuple[MarkCode, tuple[Period, ...]], list[str]] = {}
    for each in shown:
        for absent in years_by_mark(scope.figure(each.key, year) for year in years).items():
            missing.setdefault(absent, []).append(each.name)
    gaps = (
        gap_line(absent, names if len(names) < len(shown) else (), mark=mark)
        for (mark, absent), names in missing.items()
    )
    return (*gaps, *_elsewhere(scope, shown, years, by=by))


def _elsewhere(scope: Scope, shown: Sequence[_Asked], years: Sequence[Period], *, by: str) -> tuple[NoteLine, ...]:
    """Return which figures of the last year stand for no place."""
    if not scope.is_level(by):
        return ()
    members = dict.fromkeys(each.key.at(scope.place) for each in shown)
    rest = (code for code in scope.package.levels.listed(scope.place, by) if not scope.package.levels.is_ranked(code))
    views = [
        (scope.package.place(code).name, scope.figure(key.at(code), years[-1])) for code in rest for key in members
    ]
    texts = [concat((name, view.text), ", ") for name, view in views if view.published]
    return (NoteLine(None, (Text(phrases.not_shown_line(texts)),)),) if texts else ()
