"""The cells of a table: a figure, a change or a share, each with its marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.compose.figures import change_mark
from reportgen.compose.shares import share_percent
from reportgen.compose.trends import LEAST_NUMBERS, trend
from reportgen.document import Cell, Inlines, Mark, Note, Slot, Strong, Text
from reportgen.measure import MarkCode
from reportgen.quantity import concat, with_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.compare import Points
    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.compose.trends import Role as TrendRole
    from reportgen.periods import Period
    from reportgen.quantity import Operation


def label_cell(label: str, notes: tuple[Note, ...]) -> Cell:
    """Return the head of a row, with the notes that belong to it."""
    spaced = tuple(inline for note in notes for inline in (Text(" "), note))
    return Cell((Text(label), *spaced))


def figure_cell(
    figure: FigureView,
    *,
    exact: bool = False,
    decimals: int = 0,
    break_before: bool = False,
    shade: int | None = None,
    strong: bool = False,
) -> Cell:
    """Return a figure with its marks before it, or the mark in its place.

    `exact` gives every known digit; otherwise a figure of millions stands without the word, which its row's head has.
    `decimals` are those of the column.
    """
    if not figure.published:
        return Cell((), marks=(Mark(figure.missing),), break_before=break_before)
    breaks = (Mark(MarkCode.SERIES_BREAK),) if break_before else ()
    marks = (*breaks, *(Mark(code) for code in figure.mark_codes if code is not MarkCode.SERIES_BREAK))
    text = figure.in_column(decimals, exact=exact)
    children: Inlines = (Strong((Text(text),)),) if strong else (Text(text),)
    return Cell(children, marks=marks, break_before=break_before, shade=shade)


def decimals_of(figures: Iterable[FigureView]) -> Mapping[str, int]:
    """Return how many decimals the figures of each indicator get where they stand under each other."""
    found: dict[str, int] = {}
    for figure in figures:
        found[figure.key.indicator] = max(found.get(figure.key.indicator, 0), figure.decimals)
    return found


def change_cell(
    change: ChangeView, *, unit: Literal["number", "percent"], decimals: int = 0, with_unit: bool = False
) -> Cell:
    """Return a change as a number, or in percent or points; or the mark in its place.

    `decimals` are those of the column of differences or points, `with_unit` names that of a difference. Where only the
    base is too small for a percentage, the number is given all the same.
    """
    if (unit == "number" or change.is_difference) and change.change.difference is not None:
        if change.is_low and not change.has_percent:
            return Cell((), marks=(Mark(MarkCode.LOW),))
        return Cell((Text(change.difference_in_column(decimals, with_unit=with_unit)),))
    if unit == "number" and not change.in_points:
        return Cell((), marks=(Mark(change_mark(change)),))
    if change.is_low:
        return Cell((), marks=(Mark(MarkCode.LOW),))
    if change.in_points:
        return Cell((Text(change.points_in_column(decimals)),))
    if change.has_percent:
        return Cell((Text(change.signed_percent),))
    return Cell((), marks=(Mark(change_mark(change)),))


def bar_cell(figure: FigureView, longest: float) -> Cell:
    """Return the bar of a figure, as a part of the longest; none where it is missing, a bound or not above zero."""
    is_drawn = figure.published and not figure.is_bound and figure.value > 0
    return Cell((), bar=figure.value / longest if is_drawn else 0)


def trend_cell(
    scope: Scope, key: SeriesKey, *, role: TrendRole = "main", share_of: str = "", years: Sequence[Period] = ()
) -> Cell:
    """Return how a series went over the range, or its share of the total over a dimension; empty without a trend.

    `years` are the only ones that the table is about, if not all of the range are.
    """
    found = trend(scope, key, share_dimension=share_of, role=role)
    if found and years:
        slots = tuple(slot if slot.year in years else Slot(slot.year, None, "") for slot in found.slots)
        is_drawn = sum(slot.value is not None for slot in slots) >= LEAST_NUMBERS
        found = replace(found, slots=slots) if is_drawn else None
    return Cell((), trend=found)


def share_cell(scope: Scope, part: FigureView, dimension: str, *, has_sign: bool = True, within: str = "") -> Cell:
    """Return a part's share of the total over a dimension, or the mark in its place.

    It has no sign where the head of the row says `%`.
    """
    share = share_percent(scope, part, dimension, within=within)
    if share is None:
        return Cell((), marks=(Mark(MarkCode.NOT_APPLICABLE if part.published else part.missing),))
    return Cell((Text(wording.percent_in_column(share, has_sign=has_sign)),))


def points_cell(
    points: Points, *, missing: MarkCode = MarkCode.NOT_APPLICABLE, origin: Operation | None = None
) -> Cell:
    """Return the change of a share in percentage points, taken before rounding; or the mark in its place."""
    if points.amount is None:
        return Cell((), marks=(Mark(missing),))
    if is_low(points):
        return Cell((), marks=(Mark(MarkCode.LOW),))
    text = concat((wording.signed(points.amount, decimals=points.decimals), f" {wording.points_sign()}"))
    return Cell((Text(with_origin(text, origin)),))


def is_low(points: Points) -> bool:
    """Say whether two shares differ, but by less than is printed."""
    return bool(points.amount) and wording.rounded(points.amount or 0, points.decimals) == 0


def seems_off(points: Points, base: float | None, share: float | None) -> bool:
    """Say whether a change is not the difference of the two shares as they are printed."""
    if points.amount is None or base is None or share is None:
        return False
    return wording.rounded(share, 1) - wording.rounded(base, 1) != wording.rounded(points.amount, points.decimals)
