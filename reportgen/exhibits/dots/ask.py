"""Ask for two shares of each year as dots: of the report's own place and of the country, or of any two series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.charts.scale import tick_text
from reportgen.compose.charts.drawn import Drawn, gap_line
from reportgen.compose.exhibits import Shown
from reportgen.compose.scope import PLACES_NAMED
from reportgen.compose.shares import share_percent, withheld
from reportgen.document import NoteLine, Text, Value
from reportgen.errors import TemplateError
from reportgen.exhibits.dots.values import MOST_ROWS, DotRow, PairedDots
from reportgen.language import say
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from reportgen.compose.figures import SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.measure import NoShare
    from reportgen.periods import Period

OPTIONS = ("figure", "share-of", "series", "gaps")
"""Names of the options, beside those of every figure."""
COUNT = 2


@dataclass(frozen=True, slots=True)
class _Series:
    """One of the two series: its name, its figures, and the dimension over which they are shares; empty for none."""

    name: str
    key: SeriesKey
    dimension: str


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return a row for each year in which both series have a value; nothing when there is no such year.

    Raises TemplateError for anything but two series, and for more years than a page has room for.
    """
    series = _both(scope, options)
    scope = scope.of(*(one.key for one in series))
    values = {year: tuple(_value(scope, one, year) for one in series) for year in scope.years}
    years = [year for year, both in values.items() if all(value.value is not None for value in both)]
    if not years:
        return None
    if len(years) > MOST_ROWS:
        raise TemplateError(
            f"expected {MOST_ROWS} years at most, found {len(years)}",
            where=options.where,
            hint="choose fewer years with `years`",
        )
    broken = {year for one in series for year in scope.break_years(one.key, years)}
    rows = tuple(DotRow(_named(year, broken), *values[year]) for year in years)
    chart = PairedDots(rows, (series[0].name, series[1].name), wording.period_title(years), _scale(scope, series))
    views = tuple(scope.figure(one.key, year) for one in series for year in years)
    shown = Shown(
        views,
        shares=any(one.dimension for one in series),
        withheld_shares=_withheld(scope, series),
        breaks=bool(broken),
        resumes=any(scope.resumes(one.key, years) for one in series),
    )
    gaps = _gap_lines(scope, series, years) if options.flag("gaps", default=True) else ()
    return Drawn(chart, shown, (*gaps, *_scale_lines(chart)))


def _both(scope: Scope, options: Options) -> tuple[_Series, ...]:
    items: tuple[Options, ...] | None = None
    if "series" in options.values:
        items = options.mappings("series", ("figure", "name", "place", "share-of"))
        if len(items) != COUNT:
            raise TemplateError(
                f"option `series`: expected two series, found {len(items)}",
                where=options.where,
                hint="name two, each begun by `- `",
            )
        return tuple(_one(scope, item, options, "own" if at == 0 else "country") for at, item in enumerate(items))
    return tuple(_one(scope, options, options, place) for place in ("own", "country"))


def _one(scope: Scope, item: Options, options: Options, place: str) -> _Series:
    """Return a series; what its item does not say is said for both."""
    named = scope.place_named(item.choice("place", PLACES_NAMED, place))
    key = scope.key(item.text("figure", options.text("figure", "") or None), place=named)
    name = item.text("name", "") or scope.package.place(key.place).name
    return _Series(name, key, item.text("share-of", options.text("share-of", "")))


def _value(scope: Scope, one: _Series, year: Period) -> Value:
    view = scope.figure(one.key, year)
    if not view.published:
        return Value(None, "", (view.missing,))
    marks = tuple(code for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    if not one.dimension:
        return Value(view.value, view.short, marks)
    percent = share_percent(scope, view, one.dimension)
    if percent is None:
        return Value(None, "", (MarkCode.NOT_APPLICABLE,))
    return Value(percent, wording.percent_in_column(percent), marks)


def _scale(scope: Scope, series: Sequence[_Series]) -> Literal["one", "percent"]:
    are_shares = all(one.dimension or scope.indicator(one.key).measured_in.is_share for one in series)
    return "percent" if are_shares else "one"


def _named(year: Period, broken: set[Period]) -> str:
    return f"{year} [{MarkCode.SERIES_BREAK}]" if year in broken else str(year)


def _withheld(scope: Scope, series: Sequence[_Series]) -> frozenset[NoShare]:
    found = (withheld(scope, scope.published(one.key), one.dimension) for one in series if one.dimension)
    return frozenset().union(*found)


# -- small print ----------------------------------------------------------------------------------------------------


def _gap_lines(scope: Scope, series: Sequence[_Series], years: Sequence[Period]) -> tuple[NoteLine, ...]:
    """Return which years of the range have no row, and why: of both series, or of which."""
    absent: dict[tuple[MarkCode, tuple[str, ...]], list[Period]] = {}
    for year in scope.years:
        missing = [(one, view.missing) for one in series if not (view := scope.figure(one.key, year)).published]
        if year not in years and missing:
            names = tuple(one.name for one, _ in missing) if len(missing) < len(series) else ()
            absent.setdefault((missing[0][1], names), []).append(year)
    return tuple(gap_line(found, names, mark=mark) for (mark, names), found in absent.items())


def _scale_lines(chart: PairedDots) -> tuple[NoteLine, ...]:
    start = chart.ends[0]
    return (
        (NoteLine(None, (Text(say("Scale from {tick}.", tick=tick_text(start, chart.scale))),)),) if start > 0 else ()
    )
