"""Ask for bars of members: the largest, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.bases import shared_years
from reportgen.compose.charts.drawn import Drawn, gap_line, tied_line, years_of_members
from reportgen.compose.charts.parts import member_code, member_key
from reportgen.compose.exhibits import Shown
from reportgen.compose.figures import alike
from reportgen.compose.scope import PLACES_NAMED
from reportgen.compose.shares import as_share, ranked, share_percent, share_total, withheld
from reportgen.document import NoteLine, Text, Value
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.values import MOST_ROWS, BarRow, RankedBars
from reportgen.language import say
from reportgen.measure import MarkCode, Reason
from reportgen.precision import exact_sum
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period

OPTIONS = ("figure", "by", "top", "all", "order", "without", "earlier", "share", "context", "place", "short", "gather")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return members of the latest published year, with their figure in the first one as a tick: the largest, or all.

    Raises TemplateError when there are more than a page has room for, and for members that are not there.
    """
    dimension = options.text("by")
    key = _key(scope, options)
    years = years_of_members(scope, key, dimension)
    if not years:
        return None
    named = options.texts("without")
    views = _ordered(scope, key, years[-1], options)
    ordered = [view for view in views if member_code(view.key, dimension) not in named]
    listed = ordered if options.flag("all") else ordered[: options.count("top", 8)]
    if not any(view.published for view in listed):
        return None
    check_count("bars", len(listed), MOST_ROWS, options)
    earlier = _earlier_year(scope, listed, years) if options.flag("earlier", default=True) else None
    lines = _lines(scope, key, ordered, listed, earlier=earlier, options=options)
    lines += _left_line(scope, listed, years, earlier=earlier)
    if "gather" in options.values and not options.flag("share"):
        raise TemplateError(
            "option `gather`: expected with `share: true`", where=options.where, hint="add `share: true`"
        )
    if options.flag("share"):
        return _shares(scope, listed, earlier, options, lines=lines)
    return _drawn(scope, listed, earlier, options, lines=lines)


def _key(scope: Scope, options: Options) -> SeriesKey:
    return scope.key(options.text("figure"), place=scope.place_named(options.choice("place", PLACES_NAMED, "own")))


def _ordered(scope: Scope, key: SeriesKey, year: Period, options: Options) -> tuple[FigureView, ...]:
    """Return the members by size or in the order of their list; all of them, also without a figure in the year."""
    dimension = options.text("by")
    views = ranked(scope, key, year, dimension)
    if options.flag("all"):
        known = {view.key for view in views}
        members = (scope.figure(member, year) for member in scope.member_keys(key, dimension))
        views = (*views, *(view for view in members if not view.published and view.key not in known))
    if options.choice("order", ("size", "list"), "size") == "size":
        return views
    places = {member: at for at, member in enumerate(scope.member_keys(key, dimension))}
    return tuple(sorted(views, key=lambda view: places[view.key]))


def _drawn(
    scope: Scope,
    views: Sequence[FigureView],
    earlier: Period | None,
    options: Options,
    *,
    lines: tuple[NoteLine, ...],
) -> Drawn:
    """Return the bars of figures as they were published."""
    rows, shown = [], []
    now = alike(views)
    then = alike(scope.figure(view.key, earlier) for view in views) if earlier else (None,) * len(now)
    for view, before in zip(now, then, strict=True):
        shown += [each for each in (view, before) if each and _is_said(each)]
        rows.append(BarRow(_name(scope, view, options), plain_value(view), plain_value(before) if before else None))
    return Drawn(_chart(rows, views, earlier, options), Shown(tuple(shown)), lines)


def _is_said(view: FigureView) -> bool:
    """Say whether there is a figure, or a note of why there is none."""
    return view.published or bool(view.observation and view.observation.note)


def _shares(
    scope: Scope,
    views: Sequence[FigureView],
    earlier: Period | None,
    options: Options,
    *,
    lines: tuple[NoteLine, ...],
) -> Drawn | None:
    """Return the bars of shares of the whole; nothing where none may be given."""
    dimension = options.text("by")
    within = scope.package.levels.whole(_key(scope, options).place, dimension)
    rows, shown = [], []
    for name, group in _groups(scope, views, options):
        before = tuple(scope.figure(view.key, earlier) for view in group) if earlier else ()
        shown += [each for each in (*group, *before) if each.published]
        value = _share(scope, group, dimension, within=within)
        rows.append(BarRow(name, value, _share(scope, before, dimension, within=within) if before else None))
    if all(row.value.value is None for row in rows):
        return None
    reasons = withheld(scope, shown, dimension, within=within)
    return Drawn(
        _chart(rows, views, earlier, options), Shown(tuple(shown), shares=True, withheld_shares=reasons), lines
    )


def _groups(
    scope: Scope, views: Sequence[FigureView], options: Options
) -> tuple[tuple[str, tuple[FigureView, ...]], ...]:
    """Return the name of each bar with its members: one, or the first ones that the template gathers in one bar."""
    if "gather" not in options.values:
        return tuple((_name(scope, view, options), (view,)) for view in views)
    named = options.mapping("gather", ("first", "label"))
    count = named.count("first", 1)
    rest = ((_name(scope, view, options), (view,)) for view in views[count:])
    return ((named.text("label"), tuple(views[:count])), *rest)


def _share(scope: Scope, group: Sequence[FigureView], dimension: str, *, within: str) -> Value:
    """Return the share that the members of a bar have together; a gap where one of them has none."""
    lacking = next(
        (view for view in group if not view.published or share_percent(scope, view, dimension, within=within) is None),
        None,
    )
    if lacking is not None:
        return Value(None, "", (MarkCode.NOT_APPLICABLE if lacking.published else lacking.missing,))
    percent = share_percent(scope, group[0], dimension, within=within)
    if len(group) > 1:
        total = share_total(scope, group[0], dimension, within=within) or 1
        percent = 100 * exact_sum(view.value for view in group) / total
    marks = tuple(dict.fromkeys(mark for view in group for mark in plain_value(view).marks))
    text = as_share(wording.percent_in_column(percent or 0.0), scope, group, dimension, within=within)
    return Value(percent, text, marks)


def _chart(rows: Sequence[BarRow], views: Sequence[FigureView], earlier: Period | None, options: Options) -> RankedBars:
    return RankedBars(
        tuple(rows), str(views[0].year), str(earlier) if earlier else "", is_context=options.flag("context")
    )


def _name(scope: Scope, view: FigureView, options: Options) -> str:
    return scope.member_label(view.key, options.text("by"), short=options.flag("short"))


# -- small print ----------------------------------------------------------------------------------------------------


def _lines(
    scope: Scope,
    key: SeriesKey,
    ordered: Sequence[FigureView],
    listed: Sequence[FigureView],
    *,
    earlier: Period | None,
    options: Options,
) -> tuple[NoteLine, ...]:
    """Return what is left out, and which of the bars have no figure."""
    dimension = options.text("by")
    named = {view.key: _in_sentence(scope, view.key, dimension) for view in listed}
    missing: dict[MarkCode, list[str]] = {}
    for view in listed:
        if not view.published:
            missing.setdefault(view.missing, []).append(named[view.key])
    hidden = [view.key for view in _hidden(scope, key, listed, options)]
    if hidden:
        names = [_in_sentence(scope, member, dimension) for member in hidden]
        missing.setdefault(MarkCode.CONFIDENTIAL, []).extend(names)
    hidden_before: list[str] = []
    if earlier:
        before = [scope.figure(view.key, earlier) for view in listed]
        absent = [view for view in before if not view.published and view.missing is MarkCode.CONFIDENTIAL]
        hidden_before = [named[view.key] for view in absent]
    return (
        *_left_out(scope, key, listed[0].year, earlier=earlier, options=options),
        *(gap_line((listed[0].year,), names, mark=mark) for mark, names in missing.items()),
        *([gap_line((earlier,), hidden_before, mark=MarkCode.CONFIDENTIAL)] if earlier and hidden_before else []),
        *tied_line(scope, ordered, [view for view in listed if view.published], dimension),
    )


def _hidden(scope: Scope, key: SeriesKey, listed: Sequence[FigureView], options: Options) -> tuple[FigureView, ...]:
    """Return the members that have no bar because their figure is kept confidential: nobody knows their rank."""
    dimension, named = options.text("by"), options.texts("without")
    drawn = {view.key for view in listed}
    members = (member for member in scope.member_keys(key, dimension) if member not in drawn)
    views = (scope.figure(member, listed[0].year) for member in members if member_code(member, dimension) not in named)
    return tuple(view for view in views if not view.published and view.missing is MarkCode.CONFIDENTIAL)


def _left_out(
    scope: Scope, key: SeriesKey, year: Period, *, earlier: Period | None, options: Options
) -> tuple[NoteLine, ...]:
    """Return the line with the figures of the members that the template leaves out: `Not shown: unknown age, 51.`"""
    dimension = options.text("by")
    said = []
    for code in options.texts("without"):
        member = member_key(scope, key, dimension, code)
        views = [scope.figure(member, each) for each in (year, earlier) if each]
        figures = [say("{figure} in {year}", figure=view.text, year=view.year) for view in views if view.published]
        if figures:
            said.append(concat((_in_sentence(scope, member, dimension), *figures), ", "))
    return (NoteLine(None, (Text(phrases.not_shown_line(said)),)),) if said else ()


def _in_sentence(scope: Scope, member: SeriesKey, dimension: str) -> str:
    return scope.member_in_sentence(member, dimension)


def check_count(what: str, count: int, most: int, options: Options) -> None:
    """Raise TemplateError when an option asks for more than a kind of chart can show."""
    if count > most:
        raise TemplateError(
            f"option `top`: expected at most {most} {what}, found {count}",
            where=options.where,
            hint="show fewer of them, or all in a table of the kind `members`",
        )


def plain_value(view: FigureView) -> Value:
    """Return a figure as it is printed where no axis names its unit, a gap where nothing was published."""
    marks = tuple(code for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    return Value(view.value, view.at_bar, marks) if view.published else Value(None, "", marks)


def _left_line(
    scope: Scope, views: Sequence[FigureView], years: Sequence[Period], *, earlier: Period | None
) -> tuple[NoteLine, ...]:
    """Return why the figures compared with are not the first ones: those before are not comparable."""
    shared = shared_years(scope, [view.key for view in views], years)
    lost = [year for year in shared if earlier and year < earlier and years[-1].is_same_of_year(year)]
    return (NoteLine(None, (Text(phrases.apart_line(lost)),)),) if lost else ()


def _earlier_year(scope: Scope, views: Sequence[FigureView], years: Sequence[Period]) -> Period | None:
    """Return the first year that half of them share from which on no series is broken, of months the same month."""
    shared = shared_years(scope, [view.key for view in views], years)
    broken = {Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS}
    for first in (year for year in shared if years[-1].is_same_of_year(year)):
        if first == years[-1] and len(years) > 1:
            return None
        if not broken & {scope.change(view.key, first, years[-1]).change.reason for view in views}:
            return first
    return None
