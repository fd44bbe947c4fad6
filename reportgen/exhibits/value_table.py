"""The values of a chart as a table, for a reader who cannot see it or wants to copy them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document import Caption, Cell, Column, CrossReference, Mark, Row, Table, Text
from reportgen.document.walk import with_foreign
from reportgen.exhibits.kinds import kind_of
from reportgen.exhibits.told import ValueTable
from reportgen.language import say
from reportgen.measure import MarkCode
from reportgen.periods import as_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document import Figure, Point, Value
    from reportgen.periods import Period


MOST_COLUMNS = 16
"""Of a table of values, with the one that names the rows."""


def value_table(figure: Figure) -> Table:
    """Return the values of a figure's chart as printed in it, with its small print.

    The table still has to be numbered; its caption refers to the figure by the figure's anchor.
    """
    values = _fitting(kind_of(figure.chart).table(figure.chart))
    made = Table(
        anchor=f"{figure.anchor}-values",
        caption=Caption("Table", (Text(say("Values of ")), CrossReference(figure.anchor)), figure.caption.subtitle),
        columns=tuple(
            Column("left", is_row_header=True) if index == 0 else Column(break_before=index in values.breaks)
            for index in range(len(values.head.cells))
        ),
        head=(values.head,),
        rows=values.rows,
        notes=figure.notes,
        source=figure.source,
        dense=True,
    )
    return with_foreign(made, figure.foreign) if figure.foreign else made


def shown_values(figure: Figure) -> ValueTable:
    """Return the head and the rows of the same table alone: the very same for charts that have theirs in common."""
    values = _fitting(kind_of(figure.chart).table(figure.chart))
    if not figure.foreign:
        return values
    head, *rows = with_foreign((values.head, *values.rows), figure.foreign)
    return ValueTable(head, tuple(rows), values.breaks)


def _fitting(values: ValueTable) -> ValueTable:
    """Return the values with a row for each month where there are more of them than columns on a page."""
    if len(values.head.cells) <= MOST_COLUMNS:
        return values
    (_, *heads), *rows = zip(*(each.cells for each in (values.head, *values.rows)), strict=True)
    return ValueTable(Row((cell(say("Period")), *heads), "head"), tuple(Row(cells) for cells in rows))


def by_year(name: str, points: Sequence[Point], years: Sequence[Period], *, is_total: bool = False) -> Row:
    """Return the points of a series, a cell for each year; a year that it does not have is not published."""
    known = {point.year: point for point in points}
    cells = (value_cell(known.get(year)) for year in years)
    return Row((cell(name), *cells), "total" if is_total else "body")


def value_row(name: str, values: Sequence[Value]) -> Row:
    """Return the values of something that has no years, a cell for each."""
    return Row((cell(name), *map(value_cell, values)), "body")


def value_cell(value: Value | Point | None) -> Cell:
    """Return the cell of a value with its marks; one that is not there is not published."""
    marks = tuple(Mark(code) for code in value.marks) if value else ()
    if value and (value.text or marks):
        return Cell((Text(value.text),) if value.text else (), marks)
    return Cell((), (Mark(MarkCode.NOT_PUBLISHED),))


def years_head(name: str, years: Sequence[Period], breaks: frozenset[int] = frozenset()) -> Row:
    """Return a head row: what the rows are, and the years, those after a break marked."""
    marks = {index: (Mark(MarkCode.SERIES_BREAK),) for index in breaks}
    cells = (Cell((Text(as_period(year).head),), marks.get(index, ())) for index, year in enumerate(years, start=1))
    return Row((cell(name), *cells), "head")


def row(*texts: str) -> Row:
    """Return a row of plain cells."""
    return Row(tuple(cell(text) for text in texts))


def head(*texts: str) -> Row:
    """Return a head row of plain cells."""
    return Row(tuple(cell(text) for text in texts), "head")


def cell(text: str) -> Cell:
    """Return a plain cell."""
    return Cell((Text(text),) if text else ())
