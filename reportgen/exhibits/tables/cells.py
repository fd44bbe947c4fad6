"""What stands in the cells of a table: in which columns, with which marks, and where a number has its decimal sign."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reportgen.document import LineBreak, Mark, Note, Text, plain_text
from reportgen.frozen import frozen
from reportgen.language import spoken
from reportgen.memory import remembered
from reportgen.quantity import plain
from reportgen.wording import MINUS, percent_sign, separators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.document import Cell, Inline, Inlines, Row, Table
    from reportgen.language import Language

NBSP = "\u00a0"


@frozen
class Tail:
    """What stands right of the place of a number's decimal sign: `.5%`, or only `%`."""

    text: str
    unit: str
    """What follows the number: `%`, ` pp` or nothing."""


def with_marks(cell: Cell) -> Inlines:
    """Return what stands in a cell, with its marks before the figure, so that digits stay in line."""
    if not cell.marks:
        return cell.children
    marks: list[Inline] = []
    for mark in cell.marks:
        marks += [Mark(mark.code), Text(NBSP)]
    return (*marks, *cell.children) if cell.children else tuple(marks[:-1])


def all_rows(table: Table) -> tuple[Row, ...]:
    """Return head and body; what stands in the head is a head row, whatever it calls itself."""
    return (*(replace(row, role="head") for row in table.head), *table.rows)


def starts(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield each cell with the index of the column in which it begins."""
    start = 0
    for cell in row.cells:
        yield start, cell
        start += cell.column_span


def is_number(cell: Cell) -> bool:
    """Say whether a cell holds a number and nothing else."""
    return _number(spoken()).fullmatch(plain_text(cell.children)) is not None


def decimal_tail(cell: Cell) -> Tail | None:
    """Return what stands right of the decimal sign of the number with which a cell ends; None when there is none."""
    if any(isinstance(inline, LineBreak | Note) for inline in cell.children):
        return None
    return _tail(plain(plain_text(cell.children)), spoken())


@cache
def _number(_language: Language) -> re.Pattern[str]:
    """Return what a spreadsheet takes for a number when it is pasted, its minus sign that of a keyboard."""
    group, point = map(re.escape, separators())
    return re.compile(rf"[{MINUS}+-]?\d[\d{group}]*({point}\d+)?({re.escape(percent_sign())})?")


@cache
def _last_number(_language: Language) -> re.Pattern[str]:
    """Return the number with which a text ends: its decimals, and what stands behind it."""
    group, point = map(re.escape, separators())
    return re.compile(rf"\d[\d{group}]*(?P<fraction>{point}\d+)?(?P<unit>\D*)$")


@remembered(4096)  # a cell is asked several times, and columns repeat their figures
def _tail(text: str, language: Language) -> Tail | None:
    found = _last_number(language).search(text)
    return Tail((found["fraction"] or "") + found["unit"], found["unit"]) if found else None


Place = tuple[int, str, Tail, bool]
"""Column and unit of a row, tail of a number in it, and whether it is heavier."""
Indents = dict[Place, float]
"""How far numbers end before the right edge of their column."""


def decimal_indents(table: Table, measure: Callable[[str, bool], float]) -> Indents:
    """Return the indents that bring the decimal signs of each column in line.

    Only numbers of one unit are in line: a share and a count, or millions and single cases, have nothing in common. The
    longest tail of a unit ends at the edge, the others as much before it as they are shorter; `measure` says how wide a
    tail is, in the regular weight or the heavier one. Empty when no column has tails of several kinds.
    """
    places = {place for row in table.rows for start, cell in starts(row) if (place := _place(table, row, start, cell))}
    groups: dict[tuple[int, str, str], dict[Place, float]] = {}
    for place in places:
        start, unit, tail, is_heavy = place
        groups.setdefault((start, unit, tail.unit), {})[place] = measure(tail.text, is_heavy)
    return {
        place: max(widths.values()) - wide
        for widths in groups.values()
        if len({tail.text for _, _, tail, _ in widths}) > 1
        for place, wide in widths.items()
    }


def _place(table: Table, row: Row, start: int, cell: Cell) -> Place | None:
    if row.role == "head" or cell.column_span > 1 or table.columns[start].align != "right":
        return None
    tail = decimal_tail(cell)
    return (start, row.unit, tail, row.role != "body") if tail else None


def indent_of(table: Table, row: Row, start: int, cell: Cell, *, indents: Indents) -> float:
    """Return how far the number in a cell ends before the right edge of its column."""
    place = _place(table, row, start, cell) if indents else None
    return indents.get(place, 0.0) if place else 0.0
