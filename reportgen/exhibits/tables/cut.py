"""Tables with fewer columns: parts of one that is too wide for any page, or one without its drawings."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.document import Text
from reportgen.exhibits.tables.cells import starts
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Caption, Cell, Row, Table


def cut_in_parts(table: Table, count: int, *, is_run_in: bool) -> tuple[Table, ...] | None:
    """Return so many tables with about as many columns each; None when there are not enough columns.

    A caption says which part it is, in its last line; notes, legend and source stand below the last part. The first
    part has the anchor of the table, the others one of their own.
    """
    heads = _row_heads(table)
    edges = _edges(table, heads, count)
    if edges is None:
        return None
    parts = []
    for number, (first, last) in enumerate(pairwise(edges), start=1):
        columns = (*range(heads), *range(first, last))
        part = replace(
            table,
            anchor=table.anchor if number == 1 else f"{table.anchor}/{number}",
            caption=_told(
                table.caption, say("part {number} of {count}", number=number, count=count), is_run_in=is_run_in
            ),
            columns=tuple(table.columns[at] for at in columns),
            head=tuple(_with_columns(row, columns) for row in table.head),
            rows=tuple(_with_columns(row, columns) for row in table.rows),
        )
        parts.append(part if number == count else replace(part, notes=(), source=(), legend=()))
    return tuple(parts)


def without_drawings(table: Table, drawings: tuple[str, ...] = ("bars", "trends")) -> Table:
    """Return a table without the columns that hold such drawings, or any."""
    columns = tuple(at for at, column in enumerate(table.columns) if column.holds not in drawings)
    if len(columns) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[at] for at in columns),
        head=tuple(_with_columns(row, columns) for row in table.head),
        rows=tuple(_with_columns(row, columns) for row in table.rows),
    )


def _row_heads(table: Table) -> int:
    """Return how many columns each part repeats: those that say what a row is."""
    heads = 0
    while heads < len(table.columns) and table.columns[heads].is_row_header:
        heads += 1
    return heads or int(table.columns[0].align == "left")


def _edges(table: Table, heads: int, count: int) -> tuple[int, ...] | None:
    """Return the columns at which parts begin, and the end.

    They begin under a head over several columns, or with the bars of a column before, only if they have to.
    """
    last = len(table.columns)
    if last - heads < count:
        return None
    tied = {
        at for row in table.head for start, cell in starts(row) for at in range(start + 1, start + cell.column_span)
    } | {at for at, column in enumerate(table.columns) if column.holds == "bars"}
    edges = [heads]
    for number in range(1, count):
        wanted = heads + round((last - heads) * number / count)
        room = range(edges[-1] + 1, last - (count - number) + 1)
        edges.append(min((at in tied, abs(at - wanted), at) for at in room)[2])
    return (*edges, last)


def _with_columns(row: Row, columns: tuple[int, ...]) -> Row:
    return replace(row, cells=tuple(_cells_in(row, frozenset(columns))))


def _cells_in(row: Row, columns: frozenset[int]) -> Iterator[Cell]:
    """Yield the cells of a row that stand in these columns; one that spans others, too, spans fewer."""
    for start, cell in starts(row):
        count = len(columns.intersection(range(start, start + cell.column_span)))
        if count:
            yield cell if count == cell.column_span else replace(cell, column_span=count)


def _told(caption: Caption, part: str, *, is_run_in: bool) -> Caption:
    if is_run_in and caption.headline:
        return replace(caption, headline=(*caption.headline, Text(f", {part}")))
    subtitle = (*caption.subtitle, Text(f", {part}")) if caption.subtitle else (Text(part.capitalize()),)
    return replace(caption, subtitle=subtitle)
