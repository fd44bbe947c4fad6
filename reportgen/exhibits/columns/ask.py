"""Ask for columns over years, stacked from the members of a breakdown."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.charts.breaks import cuts_of_all
from reportgen.compose.charts.drawn import Drawn, compared, gap_line, point, years_of_members
from reportgen.compose.charts.parts import member_code, member_key, others_line, parts_of, sum_of
from reportgen.compose.exhibits import Shown, note_lines, note_references
from reportgen.document import Mark, NoteLine, Point, Text
from reportgen.document.charts import MOST_PARTS
from reportgen.errors import TemplateError
from reportgen.exhibits.columns.values import MOST_YEARS, ColumnBreak, Columns, StackedColumns
from reportgen.language import say
from reportgen.periods import year_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from reportgen.compose.charts.breaks import Cut
    from reportgen.compose.charts.parts import Parts
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.measure import MarkCode
    from reportgen.periods import Period

OPTIONS = ("figure", "parts", "first", "noted", "by", "merge", "merge-name")
"""Names of the options, beside those of every figure."""
OTHERS = "others"


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return a column for each year of the range, stacked from the members of a breakdown, the total above.

    With `by` there is a column for each member of another breakdown, in its latest year.

    The smallest of many members are gathered as others. Raises TemplateError for more years than can be drawn.
    """
    if "by" in options.values:
        return _of_members(scope, options)
    key = scope.key(options.text("figure"))
    scope, dimension = scope.of(key), options.text("parts")
    first = member_key(scope, key, dimension, options.text("first"))
    members = scope.member_keys(key, dimension)
    if len(scope.published_years(key)) < 2 or not members:
        return None
    if len(scope.years) > MOST_YEARS:
        hint = "choose a shorter range of years, or another kind of chart"
        found = f"expected {MOST_YEARS} years at most, found {len(scope.years)}"
        raise TemplateError(found, where=options.where, hint=hint)
    parts = parts_of(members, dimension, first=first, size=lambda member: _size(scope, member))
    broken = cuts_of_all(scope, (*members, key))
    chart = _chart(scope, key, parts, dimension, broken=broken, where=options.where)
    shown = Shown(
        tuple(view for found in (*parts.own, *parts.gathered, key) for view in scope.published(found)),
        breaks=bool(broken),
        resumes=any(scope.resumes(found, scope.years) for found in (*members, key)),
    )
    notes = note_lines(scope, note_references(scope, key, years=scope.published_years(key), by=dimension))
    lines = (
        *(notes if options.flag("noted", default=True) else ()),
        *_gap_lines(scope, key, members, dimension),
        *others_line(scope, parts, dimension),
        *_rest_lines(chart),
    )
    return Drawn(chart, shown, lines)


def _size(scope: Scope, member: SeriesKey) -> float:
    return fsum(abs(view.value) for view in scope.published(member))


def _chart(
    scope: Scope,
    key: SeriesKey,
    parts: Parts,
    dimension: str,
    *,
    broken: Sequence[Cut],
    where: str,
) -> StackedColumns:
    scale = _scale(scope, key)
    in_millions = scale == "million"
    columns = [
        Columns(
            scope.member_in_sentence(part, dimension), tuple(_point(view, in_millions) for view in scope.figures(part))
        )
        for part in parts.own
    ]
    if parts.gathered:
        points = (
            _others([scope.figure(part, year) for part in parts.gathered], in_millions=in_millions, where=where)
            for year in scope.years
        )
        columns.append(Columns(OTHERS, tuple(points)))
    return StackedColumns(
        scope.years,
        tuple(columns),
        compared(scope, key, (_point(view, in_millions) for view in scope.figures(key))),
        tuple(ColumnBreak(each.before, each.label, each.apart) for each in broken),
        scale,
        scope.indicator(key).measured_in.axis_symbol,
    )


def _scale(scope: Scope, key: SeriesKey) -> Literal["one", "million", "percent"]:
    if scope.indicator(key).measured_in.is_share:
        return "percent"
    return "million" if scope.in_millions(key) else "one"


def _point(view: FigureView, in_millions: bool) -> Point:
    """Return a figure as a point; the parts are in millions where the total is, so that all are read on one scale."""
    return point(view if view.in_millions == in_millions else replace(view, in_millions=in_millions))


def _others(views: Sequence[FigureView], *, in_millions: bool, where: str) -> Point:
    found = sum_of(views, in_millions=in_millions, where=where)
    return Point(views[0].year, found.value, found.text, found.marks)


# -- small print ----------------------------------------------------------------------------------------------------


def _gap_lines(scope: Scope, key: SeriesKey, members: Sequence[SeriesKey], dimension: str) -> tuple[NoteLine, ...]:
    """Return which figures are missing: one line for each set of years, naming the parts where only some are."""
    missing: dict[tuple[MarkCode, tuple[str, ...]], list[Period]] = {}
    undivided: dict[MarkCode, list[Period]] = {}
    for year in scope.years:
        views = [scope.figure(member, year) for member in members]
        total = scope.figure(key, year)
        if not any(view.published for view in views):
            found = undivided.setdefault(views[0].missing, []) if total.published else None
            (missing.setdefault((total.missing, ()), []) if found is None else found).append(year)
            continue
        absent = [(scope.member_in_sentence(view.key, dimension), view) for view in views]
        for mark, names in _by_mark([(say("the total"), total), *absent]).items():
            missing.setdefault((mark, names), []).append(year)
    return (
        *(gap_line(years, names, mark=mark) for (mark, names), years in missing.items()),
        *(_undivided_line(years, mark) for mark, years in undivided.items()),
    )


def _by_mark(named: Sequence[tuple[str, FigureView]]) -> dict[MarkCode, tuple[str, ...]]:
    """Return the names of what has no figure, by the mark in its place."""
    found: dict[MarkCode, tuple[str, ...]] = {}
    for name, view in named:
        if not view.published:
            found[view.missing] = (*found.get(view.missing, ()), name)
    return found


def _undivided_line(years: Sequence[Period], mark: MarkCode) -> NoteLine:
    return NoteLine(Mark(mark), (Text(phrases.not_broken_down_line(years, mark)),))


def _rest_lines(chart: StackedColumns) -> tuple[NoteLine, ...]:
    """Return in which columns the parts and the total differ, where no missing part explains it."""
    less = [
        index
        for index in range(len(chart.years))
        if chart.rest(index) and all(part.points[index].value is not None for part in chart.parts)
    ]
    more = [index for index in range(len(chart.years)) if chart.is_exceeded(index)]
    has_marks = any(chart.has_mark(index) for index in range(len(chart.years)))
    return (
        *((NoteLine(None, (Text(phrases.rest_line(_columns(chart, less))),)),) if less else ()),
        *((NoteLine(None, (Text(phrases.excess_line(_columns(chart, more))),)),) if more else ()),
        *((NoteLine(None, (Text(say(phrases.TOTAL_MARK_LINE)),)),) if has_marks else ()),
    )


def _columns(chart: StackedColumns, found: Sequence[int]) -> str:
    if chart.names:
        return wording.list_of([chart.names[index] for index in found])
    return wording.year_list([chart.years[index] for index in found])


# -- members of another breakdown -----------------------------------------------------------------------------------


def _of_members(scope: Scope, options: Options) -> Drawn | None:
    """Return a column for each member of a breakdown in its latest year, stacked from those of another one."""
    key, dimension, by = scope.key(options.text("figure")), options.text("parts"), options.text("by")
    years = years_of_members(scope, key, by)
    parts = _parts_of_columns(scope, key, dimension, options)
    if not years or not parts:
        return None
    members = scope.member_keys(key, by)
    if len(members) > MOST_YEARS:
        raise TemplateError(
            f"expected {MOST_YEARS} columns at most, found {len(members)}",
            where=options.where,
            hint="draw fewer members, or a table",
        )
    scale, year = _scale(scope, key), years[-1]
    totals = [scope.figure(member, year) for member in members]
    columns = tuple(
        Columns(name, tuple(_merged(scope, member, at, codes, year, scale, dimension, options.where)
                            for at, member in enumerate(members, start=1)))
        for name, codes in parts
    )  # fmt: skip
    if not any(point.value is not None for column in columns for point in column.points):
        return None
    chart = StackedColumns(
        tuple(year_period(at) for at in range(1, len(members) + 1)),
        columns,
        tuple(
            replace(_point(view, scale == "million"), year=year_period(at)) for at, view in enumerate(totals, start=1)
        ),
        scale=scale,
        currency=scope.indicator(key).measured_in.axis_symbol,
        names=tuple(scope.member_label(member, by, short=True) for member in members),
        title=wording.capitalised(scope.dimension_titles(by)[1]),
    )
    views = [*totals, *(scope.figure(member_key(scope, each, dimension, code), year)
                        for each in members for _, codes in parts for code in codes)]  # fmt: skip
    shown = Shown(tuple(view for view in views if view.published))
    noted = options.flag("noted", default=True)
    broken_down = f"{scope.noted(by)};{dimension}"
    notes = note_lines(scope, note_references(scope, key, years=(year,), by=broken_down)) if noted else ()
    missing: dict[MarkCode, list[str]] = {}
    for view, name in zip(totals, chart.names, strict=True):
        if not view.published:
            missing.setdefault(view.missing, []).append(name)
    gaps = (gap_line((year,), names, mark=mark) for mark, names in missing.items())
    return Drawn(chart, shown, (*notes, *gaps, *_rest_lines(chart)))


def _parts_of_columns(
    scope: Scope, key: SeriesKey, dimension: str, options: Options
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of the parts with the codes of their members: those that are merged are one part, the last.

    Raises TemplateError for more parts than there are colors for.
    """
    members = {member_code(each, dimension): each for each in scope.member_keys(key, dimension)}
    first, merged = options.text("first", ""), options.texts("merge")
    own = sorted((code for code in members if code not in merged), key=lambda code: code != first)
    parts: list[tuple[str, tuple[str, ...]]] = [
        (scope.member_in_sentence(members[code], dimension), (code,)) for code in own
    ]
    known = tuple(code for code in members if code in merged)
    if known:
        joined = say(" or ").join(scope.member_in_sentence(members[code], dimension) for code in known)
        parts.append((options.text("merge-name", joined), known))
    if len(parts) > MOST_PARTS:
        raise TemplateError(
            f"expected {MOST_PARTS} parts at most, found {len(parts)}",
            where=options.where,
            hint="name some of them in `merge`, which makes them one",
        )
    return tuple(parts)


def _merged(
    scope: Scope,
    member: SeriesKey,
    at: int,
    codes: Sequence[str],
    year: Period,
    scale: str,
    dimension: str,
    where: str,
) -> Point:
    """Return what the members of one part have together in a column."""
    views = [scope.figure(member_key(scope, member, dimension, code), year) for code in codes]
    found = sum_of(views, in_millions=scale == "million", where=where)
    return Point(year_period(at), found.value, found.text, found.marks)
