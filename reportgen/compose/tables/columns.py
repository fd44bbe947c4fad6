"""The columns of a table of figures: what heads each of them, and what stands in it in a row."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from reportgen import wording
from reportgen.document import Cell, Column, LineBreak, Row, Text
from reportgen.errors import TemplateError, did_you_mean
from reportgen.frozen import frozen
from reportgen.language import say
from reportgen.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.compose.options import Options

Line = TypeVar("Line")
Span = tuple[Period, Period]
"""The two years of a change."""
ChangeUnit = Literal["number", "percent"]

PAIRS = ("previous", "first")
UNITS: tuple[ChangeUnit, ...] = ("number", "percent")
FIGURES = Column()
TRENDS = Column("left", holds="trends")


@frozen
class TableColumn(Generic[Line]):
    """One column: its head, how a row fills it, and how it is set."""

    head: Cell
    fill: Callable[[Line], Cell]
    over: str = ""
    """Words over this column and those beside it that have the same."""
    column: Column = FIGURES


def head_rows(first: Cell, columns: Sequence[TableColumn[Line]]) -> tuple[Row, ...]:
    """Return one head row, or two where columns have a head in common."""
    lower = Row((first, *(each.head for each in columns)), role="head")
    if not any(each.over for each in columns):
        return (lower,)
    groups = ((over, len([*group])) for over, group in groupby(columns, key=lambda each: each.over))
    upper = (cell for over, count in groups for cell in _over(over, count))
    return (Row((Cell(()), *upper), role="head"), lower)


def _over(text: str, count: int) -> tuple[Cell, ...]:
    return (Cell((Text(text),), column_span=count),) if text else (Cell(()),) * count


@frozen
class ChangeColumn:
    """A column of changes between two years, in number or in percent."""

    span: Span
    unit: ChangeUnit
    over: str
    head: Cell


def change_columns(spans: Sequence[Span], units: Sequence[ChangeUnit]) -> tuple[ChangeColumn, ...]:
    """Return the columns for pairs of years, all with the same last one.

    Number and percent stand under the years of their change: `Change 2020–24`. Changes of one unit to the same year
    stand under it, headed by the year they start from: `Change to 2024`, `from 2023`. A lone one has a head on two
    lines.
    """
    if len(units) > 1:
        return tuple(
            ChangeColumn(span, unit, _change_over(span), Cell((Text(_unit_head(unit)),)))
            for span in spans
            for unit in units
        )
    if len(spans) > 1:
        return tuple(
            ChangeColumn(
                (base, year),
                units[0],
                say("Change to {year}", year=year.head),
                Cell((Text(say("from {year}", year=base.head)),)),
            )
            for base, year in spans
        )
    return tuple(ChangeColumn(span, units[0], "", _lone_head(span)) for span in spans)


def _lone_head(span: Span) -> Cell:
    return Cell((Text(say("Change")), LineBreak(), Text(wording.short_year_span(*span))))


def _change_over(span: Span) -> str:
    return say("Change {years}", years=wording.short_year_span(*span))


def _unit_head(unit: ChangeUnit) -> str:
    return "%" if unit == "percent" else say("number")


def trend_head() -> Cell:
    """Return the head of a column of small charts."""
    return Cell((Text(say("Trend")),))


def wanted_pairs(options: Options, *, default: Sequence[str] = PAIRS) -> tuple[str, ...]:
    """Return from which years a table gives changes: `changes: [previous, first]`, or `true` or `false`."""
    value = options.switch("changes", default=True)
    if value is not None:
        return tuple(default) if value else ()
    return _known(options, "changes", PAIRS)


def wanted_units(options: Options, *, default: Sequence[ChangeUnit]) -> tuple[ChangeUnit, ...]:
    """Return in which units changes are given: `change-in: [number, percent]`."""
    return tuple(unit for unit in UNITS if unit in _known(options, "change-in", UNITS)) or tuple(default)


def _known(options: Options, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a list, in the order of those that are known. Raises TemplateError for another one."""
    words = options.texts(name)
    for word in words:
        if word not in known:
            raise TemplateError(
                f"option `{name}`: unknown `{word}`", where=options.where, hint=did_you_mean(word, known)
            )
    return tuple(word for word in known if word in words)


def first_and_last(years: Sequence[Period]) -> tuple[Period, ...]:
    """Return the last year and the first one that it is compared with: of months, the same month."""
    first = next((year for year in years if years[-1].is_same_of_year(year)), years[0])
    return tuple(dict.fromkeys((first, years[-1])))


def recent(years: Sequence[Period]) -> tuple[Period, ...]:
    """Return the years from the one before the last on: of months, those from the same month a year before."""
    base = years[-1].before()
    return tuple(year for year in years if base.start <= year.start)


def year_pairs(years: Sequence[Period], wanted: Sequence[str]) -> tuple[Span, ...]:
    """Return the pairs of the last year with the one before it and with the first, as far as they are wanted.

    A month or a quarter has the same one of those years.
    """
    earlier = [year for year in years[:-1] if years[-1].is_same_of_year(year)]
    if not earlier:
        return ()
    pairs = {"previous": (earlier[-1], years[-1]), "first": (earlier[0], years[-1])}
    return tuple(dict.fromkeys(pairs[name] for name in PAIRS if name in wanted))
