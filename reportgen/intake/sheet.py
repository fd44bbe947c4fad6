"""A sheet as it stands in a file: cells in rows, each with its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reportgen.bounded import is_unseen


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of a workbook that is shown with a sign: 0.12 as 12%, 1500 as $1,500."""

    number: float
    sign: str
    factor: int = 1
    """By what the number is multiplied when it is shown: 100 of percentages."""

    @property
    def value(self) -> Decimal:
        """The number as it is shown, with all of its digits but those that a computer adds."""
        return Decimal(repr(float(f"{self.number:.{DIGITS}g}"))) * self.factor

    def __str__(self) -> str:
        """Return it as it is shown: `12%`, `$1500`."""
        digits = f"{self.value.normalize():f}"
        return f"{digits}%" if self.sign == "%" else f"{self.sign}{digits}"


DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""
Value = str | float | int | bool | date | datetime | time | timedelta | Shown | None
"""What a cell holds: text as typed, a number or a date of a workbook; None where it is empty."""
Row = tuple[Value, ...]
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, from 0."""

LETTERS = 26
ROW = ", row "
"""What stands between a sheet and the number of a row of it, in the places of several sheets put together."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a note below a table says of the figures in some of its rows or columns; empty ones stand for all."""

    text: str
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    """As they stand in the file."""

    def is_of(self, row: int, column: int) -> bool:
        """Say whether it is about the figure in a cell."""
        return (not self.rows or row in self.rows) and (not self.columns or column in self.columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, one table of a database, or one text file; all rows are as long as the longest."""

    name: str
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()
    is_hidden: bool = False
    how: dict[str, str] = field(default_factory=dict)
    """How the file was read: its form, and of a text file encoding and delimiter."""
    lines: tuple[int, ...] = ()
    """The line of a text file on which each row begins; empty where rows have no lines."""
    origins: tuple[int, ...] = ()
    """In which column of the file each column stands; empty where it is its own."""
    places: tuple[str, ...] = ()
    """Of several files put together: the file and the line or row of it that each row stands on."""

    top: int = 0
    """How many rows of the file stand above its first, where it is one of several tables of a sheet."""

    remarks: tuple[Remark, ...] = ()
    """What notes say of figures whose heads or labels had the signs of these notes."""

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Cells in a row."""
        return len(self.rows[0]) if self.rows else 0

    def address(self, row: int, column: int) -> str:
        """Return where a cell stands, as the program shows it that opens such files: `B7`, or `line 12, column B`."""
        column = self.origins[column] if self.origins else column
        if self.places:
            sheet, is_row, number = self.places[row].rpartition(ROW)
            return (
                f"{sheet}, {column_letters(column)}{number}" if is_row else f"{number}, column {column_letters(column)}"
            )
        if self.lines:
            return f"line {self.lines[row]}, column {column_letters(column)}"
        return f"{column_letters(column)}{self.number(row)}"

    def row_in_file(self, row: int) -> str:
        """Return the number of a row as a reader finds it, with its sheet where several are together: `2024, 7`."""
        if not self.places:
            return str(self.number(row))
        sheet, is_row, number = self.places[row].rpartition(ROW)
        return f"{sheet}, {number}" if is_row else self.places[row]

    def number(self, row: int) -> int:
        """Return the number that a row has in its file, from 1."""
        return self.lines[row] if self.lines else self.top + row + 1


def column_letters(column: int) -> str:
    """Return the letters of a column, from 0: `A`, `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def as_text(value: Value) -> str:
    """Return what a cell says, without blanks around it or runs of them in it; a whole number without decimals."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that turn the direction of what follows: programs leave them in what is copied, and nobody means them."""


NO_TEXT = {
    **dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0))),
    **{sign: bytes([sign]).decode("cp1252", errors="ignore") for sign in range(0x80, 0xA0)},
    **dict.fromkeys((0x0B, 0x0C, *range(0x1C, 0x20), 0x85), " "),
}
"""Characters that stand in no text: of those that a wrong encoding made of dashes and quotes, what was meant."""


def cleared(text: str) -> str:
    """Return a text without characters that only machines send each other."""
    return text if text.isprintable() else text.translate(NO_TEXT | DIRECTIONS)


def _seen(cell: str) -> str | None:
    """Return what stands in a cell; None where nobody sees anything."""
    seen = cleared(cell)
    if seen.isascii():
        return seen if seen.strip() else None
    return seen if seen.strip() and not is_unseen(seen) else None


def even(rows: list[list[Value]]) -> tuple[Row, ...]:
    """Return rows of one length, in which a cell of which nobody sees anything is None; empty ends are cut off."""
    kept = [[_seen(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    filled = [[index for index, cell in enumerate(row) if cell is not None] for row in kept]
    width = max((places[-1] + 1 for places in filled if places), default=0)
    while kept and not filled[-1]:
        kept.pop()
        filled.pop()
    return tuple(tuple((row + [None] * width)[:width]) for row in kept)
