"""Bars cut into the shares of their whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, TypeVar

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, years_of_members
from reportgen.compose.charts.parts import Parts, member_code, member_key, others_line, parts_of
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import as_share, share_percent
from reportgen.document import Mark, NoteLine, Text, Value
from reportgen.errors import TemplateError
from reportgen.exhibits.shares.values import MOST_ROWS, ROUNDING, WHOLE, ShareRow, StackedShares
from reportgen.language import message, say
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period

Said = TypeVar("Said", str, tuple[MarkCode, tuple[str, ...]])

OPTIONS = ("figure", "by", "parts", "first", "total-title")
"""Names of the options, beside those of every figure."""
OTHERS = message("Others")
NOT_PUBLISHED = message("no figures given")
SIGNS = message("parts above and below zero have no share of a whole")
TOO_MUCH = message("the parts add to more than the whole")
TOO_FEW = message("too few to calculate shares of")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a chart of shares is asked for: of which series, in which year, cut into which parts."""

    scope: Scope
    year: Period
    dimension: str
    part_dimension: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar, or why there is none."""

    name: str
    row: ShareRow | None
    why: str
    figures: tuple[FigureView, ...]
    missing: tuple[tuple[MarkCode, tuple[str, ...]], ...]
    """Names of the parts that have no figure, by the mark in its place."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return each member of a breakdown cut into the shares of another one, in the latest published year.

    The smallest of many parts are gathered as others; members without shares are told in the small print. Raises
    TemplateError for more bars than can be drawn, and where no member has shares because its parts have two signs.
    """
    key = scope.key(options.text("figure"))
    dimension, part_dimension = options.text("by"), options.text("parts")
    years = years_of_members(scope, key, dimension)
    if not years:
        return None
    asked = _Asked(scope, years[-1], dimension, part_dimension, _parts(scope, key, part_dimension, years[-1], options))
    bars = [_bar(asked, member) for member in scope.member_keys(key, dimension)] if asked.parts.own else []
    drawn = [bar for bar in bars if bar.row is not None]
    if not drawn:
        _refuse_signs(bars, options)
        return None
    if len(drawn) > MOST_ROWS:
        hint = "choose a breakdown with fewer members, or show it as a table"
        raise TemplateError(f"expected {MOST_ROWS} bars at most, found {len(drawn)}", where=options.where, hint=hint)
    rows = sorted((bar.row for bar in drawn if bar.row), key=lambda row: -(row.parts[0].value or 0.0))
    chart = StackedShares(_labels(asked), tuple(rows), total_title=options.text("total-title"))
    lines = (*_lines(bars), *others_line(scope, asked.parts, part_dimension))
    figures = tuple(view for bar in drawn for view in bar.figures)
    return Drawn(chart, Shown(figures, shares=True), lines)


def _parts(scope: Scope, key: SeriesKey, dimension: str, year: Period, options: Options) -> Parts:
    """Return the parts that the whole has in a year; a member that is part of another one shown is none."""
    members = [member for member in scope.member_keys(key, dimension) if scope.figure(member, year).published]
    first = member_key(scope, key, dimension, options.text("first", "total"))
    return parts_of(members, dimension, first=first, size=lambda member: abs(scope.figure(member, year).value))


def _labels(asked: _Asked) -> tuple[str, ...]:
    labels = [asked.scope.member_label(part, asked.part_dimension) for part in asked.parts.own]
    return (*labels, *([say(OTHERS)] if asked.parts.gathered else []))


# -- one bar --------------------------------------------------------------------------------------------------------


def _bar(asked: _Asked, member: SeriesKey) -> _Bar:
    """Return the bar of a member, or why it has none."""
    scope = asked.scope
    whole = scope.figure(member, asked.year)
    own, gathered = (
        [_part(asked, member, part) for part in parts] for parts in (asked.parts.own, asked.parts.gathered)
    )
    views = [view for view in (*own, *gathered) if view.published]
    name = scope.member_label(member, asked.dimension)
    why = _why_none(asked, whole, views)
    if why:
        return _Bar(name, None, why, (), ())
    values = [_share(asked, [view]) for view in own]
    if gathered:
        values.append(_share(asked, gathered))
    total = Value(whole.value, whole.text, _marks([whole]))
    missing: dict[MarkCode, tuple[str, ...]] = {}
    for view in (*own, *gathered):
        if not view.published:
            missing[view.missing] = (*missing.get(view.missing, ()), _part_name(asked, view))
    return _Bar(name, ShareRow(name, tuple(values), total), "", (whole, *views), tuple(missing.items()))


def _part(asked: _Asked, member: SeriesKey, part: SeriesKey) -> FigureView:
    dimension = asked.part_dimension
    code = member_code(part, dimension)
    return asked.scope.figure(member_key(asked.scope, member, dimension, code), asked.year)


def _part_name(asked: _Asked, view: FigureView) -> str:
    return asked.scope.member_label(view.key, asked.part_dimension)


def _why_none(asked: _Asked, whole: FigureView, views: Sequence[FigureView]) -> str:
    """Return why a member has no bar: something is not published, or there is no share to draw; empty if it has one."""
    if not whole.published or not views:
        return say(NOT_PUBLISHED)
    if bounds := {view.qualifier for view in (whole, *views) if view.is_bound}:
        return say(phrases.SHARE_UNKNOWN[phrases.bounds_of(bounds)])
    if len({(figure.value > 0) for figure in (whole, *views) if figure.value}) > 1:
        return say(SIGNS)
    if any(share_percent(asked.scope, view, asked.part_dimension) is None for view in views):
        return say(TOO_FEW)
    added = fsum(share_percent(asked.scope, view, asked.part_dimension) or 0.0 for view in views)
    return say(TOO_MUCH) if added > WHOLE + ROUNDING else ""


def _share(asked: _Asked, views: Sequence[FigureView]) -> Value:
    """Return the share of one part, or of several together; marked where some of them were not published."""
    published = [view for view in views if view.published]
    marks = (*_marks(published), *dict.fromkeys(view.missing for view in views if not view.published))
    if not published:
        return Value(None, "", marks)
    share = fsum(share_percent(asked.scope, view, asked.part_dimension) or 0.0 for view in published)
    return Value(share, as_share(wording.percent(share), asked.scope, published, asked.part_dimension), marks)


def _marks(views: Sequence[FigureView]) -> tuple[MarkCode, ...]:
    """Return the marks of figures, those on the series apart, which a chart of one year does not show."""
    codes = (code for view in views for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    return tuple(dict.fromkeys(codes))


# -- small print ----------------------------------------------------------------------------------------------------


def _lines(bars: Sequence[_Bar]) -> tuple[NoteLine, ...]:
    """Return which bars lack a part or do not add up, and which members have no bar."""
    lines = [
        NoteLine(Mark(mark), (Text(phrases.parts_missing_line(names, missing, mark)),))
        for (mark, missing), names in _grouped(
            (bar.name, one) for bar in bars if bar.row for one in bar.missing
        ).items()
    ]
    open_bars = [bar.name for bar in bars if bar.row and bar.row.rest and not bar.missing]
    if open_bars:
        lines.append(NoteLine(None, (Text(phrases.share_rest_line(open_bars)),)))
    absent = _grouped((bar.name, bar.why) for bar in bars if bar.why)
    lines += [NoteLine(None, (Text(phrases.without_shares_line(names, why)),)) for why, names in absent.items()]
    return tuple(lines)


def _grouped(pairs: Iterable[tuple[str, Said]]) -> dict[Said, list[str]]:
    """Return names by what is said of them."""
    found: dict[Said, list[str]] = {}
    for name, what in pairs:
        found.setdefault(what, []).append(name)
    return found


def _refuse_signs(bars: Sequence[_Bar], options: Options) -> None:
    if any(bar.why == say(SIGNS) for bar in bars):
        raise TemplateError(
            f"no shares to draw of `{options.text('figure')}`: {SIGNS}",
            where=options.where,
            hint="draw it as `columns`, which go below zero, or show it as a table",
        )
