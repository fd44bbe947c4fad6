"""Ask for bars of the largest members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts.drawn import Drawn, tied_line, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import ranked
from reportgen.document import Value
from reportgen.errors import TemplateError
from reportgen.exhibits.bars.values import MOST_ROWS, BarRow, RankedBars
from reportgen.measure import MarkCode, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure", "by", "top")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return the largest members of the latest published year, with their figure in the first one as a tick.

    Raises TemplateError when there are more than a page has room for.
    """
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    years = years_of_members(scope, key, dimension)
    if not years:
        return None
    ordered = ranked(scope, key, years[-1], dimension)
    largest = ordered[: options.count("top", 8)]
    if not largest:
        return None
    check_count("bars", len(largest), MOST_ROWS, options)
    earlier = _earlier_year(scope, largest, years)
    rows, shown = [], []
    for view in largest:
        before = scope.figure(view.key, earlier) if earlier else None
        shown += [view, *([before] if before and before.published else [])]
        value = None if before is None else plain_value(before)
        rows.append(BarRow(scope.member_label(view.key, dimension), plain_value(view), value))
    chart = RankedBars(tuple(rows), title=str(years[-1]), earlier_title=str(earlier) if earlier else "")
    return Drawn(chart, Shown(tuple(shown)), tied_line(scope, ordered, largest, dimension))


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
    return Value(view.value, view.text, marks) if view.published else Value(None, "", marks)


def _earlier_year(scope: Scope, views: Sequence[FigureView], years: Sequence[int]) -> int | None:
    """Return the first year, unless a break makes one of the figures incomparable with it."""
    if len(years) < 2:
        return None
    broken = {Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS}
    reasons = {scope.change(view.key, years[0], years[-1]).change.reason for view in views}
    return None if reasons & broken else years[0]
