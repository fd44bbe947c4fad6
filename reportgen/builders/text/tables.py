"""Tables in columns of characters: figures at the right, words at the left, a dotted bar at a series break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.text.inlines import words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Cell, Column, Row, Table

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

    @property
    def text(self) -> str:
        return " ".join([*(f"[{mark.code}]" for mark in self.cell.marks), words(self.cell.children)]).strip()


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a table: how each is set, how wide it is, and what stands before it."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gaps: tuple[str, ...]

    def room(self, cell: _Placed) -> int:
        """Return the width of all columns of a cell, with the gaps between them."""
        inner = sum(len(gap) for gap in self.gaps[cell.first + 1 : cell.last + 1])
        return sum(self.widths[cell.first : cell.last + 1]) + inner

    def gap(self, cell: _Placed) -> str:
        """Return what stands before a cell: the bar only where the break is, not in the whole column."""
        gap = self.gaps[cell.first]
        return gap if cell.cell.break_before or self.columns[cell.first].break_before else " " * len(gap)


def table_lines(table: Table) -> list[str]:
    """Return head, rule, rows and rule; a rule also stands above a total."""
    grid = _Grid(table.columns, widths=_widths(table), gaps=_gaps(table))
    rule = "-" * (sum(grid.widths) + sum(len(gap) for gap in grid.gaps))
    head = [line for row in table.head for line in _row_lines(row, grid)]
    body = [line for row in table.rows for line in ([rule] if row.role == "total" else []) + _row_lines(row, grid)]
    return [rule, *head, rule, *body, rule]


def _placed(row: Row) -> Iterator[_Placed]:
    first = 0
    for cell in row.cells:
        yield _Placed(cell, first, first + cell.column_span - 1)
        first += cell.column_span


def _widths(table: Table) -> tuple[int, ...]:
    """Return the width of each column: that of its longest line; a spanning cell widens its last column."""
    widths = [1] * len(table.columns)
    cells = [cell for row in (*table.head, *table.rows) if row.role != "group" for cell in _placed(row)]
    for cell in sorted(cells, key=lambda cell: cell.cell.column_span):
        natural = max(len(line) for line in wrapped(cell.text, width=WIDEST_COLUMN))
        missing = natural - sum(widths[cell.first : cell.last + 1]) - len(GAP) * (cell.last - cell.first)
        widths[cell.last] += max(0, missing)
    return tuple(widths)


def _gaps(table: Table) -> tuple[str, ...]:
    """Return what stands before each column: nothing before the first, room for a bar where any cell has a break."""
    cells = [cell for row in (*table.head, *table.rows) for cell in _placed(row)]
    broken = {cell.first for cell in cells if cell.cell.break_before}
    broken |= {place for place, column in enumerate(table.columns) if column.break_before}
    return ("", *(BREAK_GAP if place in broken else GAP for place in range(1, len(table.columns))))


def _row_lines(row: Row, grid: _Grid) -> list[str]:
    placed = list(_placed(row))
    if row.role == "group":
        return ["", *(cell.text for cell in placed)]
    cells = [wrapped(cell.text, width=max(grid.room(cell), 1)) for cell in placed]
    height = max(len(cell) for cell in cells)
    above = height if row.role == "head" else 0  # heads stand at the bottom of their row
    cells = [[""] * (above - len(cell)) + cell + [""] * (height - max(above, len(cell))) for cell in cells]
    return [
        "".join(grid.gap(cell) + _aligned(lines[at], cell, grid) for cell, lines in zip(placed, cells, strict=True))
        for at in range(height)
    ]


def _aligned(text: str, cell: _Placed, grid: _Grid) -> str:
    width = grid.room(cell)
    return f"{text:>{width}}" if grid.columns[cell.last].align == "right" else f"{text:<{width}}"
