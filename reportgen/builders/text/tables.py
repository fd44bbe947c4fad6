"""Tables in columns of characters: figures at the right, words at the left, a dotted bar at a series break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.text.inlines import words, wrapped
from reportgen.document.inlines import mark_sign
from reportgen.exhibits.tables import decimal_indents, indent_of, starts, without_drawings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Cell, Row, Table
    from reportgen.exhibits.tables import Indents

GAP = "  "
BREAK_GAP = " ┊ "
WIDEST_COLUMN = 44
"""Longer text in a cell goes on in the next line."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with the columns it stands in."""

    cell: Cell
    first: int
    last: int
    indent: int
    """Characters to the right of a figure, so that decimal signs are in line."""

    @property
    def text(self) -> str:
        return " ".join([*(mark_sign(mark.code) for mark in self.cell.marks), words(self.cell.children)]).strip()


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with the widths of its columns, and what stands before each."""

    table: Table
    widths: tuple[int, ...]
    gaps: tuple[str, ...]
    indents: Indents

    def room(self, cell: _Placed) -> int:
        """Return the width of all columns of a cell, with the gaps between them."""
        inner = sum(len(gap) for gap in self.gaps[cell.first + 1 : cell.last + 1])
        return sum(self.widths[cell.first : cell.last + 1]) + inner

    def gap(self, cell: _Placed) -> str:
        """Return what stands before a cell: the bar only where the break is, not in the whole column."""
        gap = self.gaps[cell.first]
        return gap if cell.cell.break_before or self.table.columns[cell.first].break_before else " " * len(gap)


def table_lines(table: Table) -> list[str]:
    """Return head, rule, rows and rule; a rule also stands above a total. What is drawn in a table is left out."""
    table = without_drawings(table)
    indents = decimal_indents(table, lambda tail, _: len(tail))
    grid = _Grid(table, widths=_widths(table, indents), gaps=_gaps(table), indents=indents)
    rule = "-" * (sum(grid.widths) + sum(len(gap) for gap in grid.gaps))
    head = [line for row in table.head for line in _row_lines(row, grid)]
    body = [line for row in table.rows for line in ([rule] if row.role == "total" else []) + _row_lines(row, grid)]
    return [rule, *head, rule, *body, rule]


def _placed(table: Table, row: Row, indents: Indents) -> Iterator[_Placed]:
    for first, cell in starts(row):
        indent = int(indent_of(table, row, first, cell, indents=indents))
        yield _Placed(cell, first, first + cell.column_span - 1, indent)


def _widths(table: Table, indents: Indents) -> tuple[int, ...]:
    """Return the width of each column: that of its longest line; a spanning cell widens its last column."""
    widths = [1] * len(table.columns)
    cells = [cell for row in (*table.head, *table.rows) if row.role != "group" for cell in _placed(table, row, indents)]
    for cell in sorted(cells, key=lambda cell: cell.cell.column_span):
        natural = max(len(line) for line in wrapped(cell.text, width=WIDEST_COLUMN)) + cell.indent
        missing = natural - sum(widths[cell.first : cell.last + 1]) - len(GAP) * (cell.last - cell.first)
        widths[cell.last] += max(0, missing)
    return tuple(widths)


def _gaps(table: Table) -> tuple[str, ...]:
    """Return what stands before each column: nothing before the first, room for a bar where any cell has a break."""
    cells = [place for row in (*table.head, *table.rows) for place in starts(row)]
    broken = {start for start, cell in cells if cell.break_before}
    broken |= {place for place, column in enumerate(table.columns) if column.break_before}
    return ("", *(BREAK_GAP if place in broken else GAP for place in range(1, len(table.columns))))


def _row_lines(row: Row, grid: _Grid) -> list[str]:
    placed = list(_placed(grid.table, row, grid.indents))
    if row.role == "group":
        return ["", *(cell.text for cell in placed)]
    cells = [wrapped(cell.text, width=max(grid.room(cell) - cell.indent, 1)) for cell in placed]
    height = max(len(cell) for cell in cells)
    above = height if row.role == "head" else 0  # heads stand at the bottom of their row
    cells = [[""] * (above - len(cell)) + cell + [""] * (height - max(above, len(cell))) for cell in cells]
    return [
        "".join(grid.gap(cell) + _aligned(lines[at], cell, grid) for cell, lines in zip(placed, cells, strict=True))
        for at in range(height)
    ]


def _aligned(text: str, cell: _Placed, grid: _Grid) -> str:
    width, is_right = grid.room(cell), grid.table.columns[cell.last].align == "right"
    return f"{text + ' ' * cell.indent:>{width}}" if is_right else f"{text:<{width}}"
