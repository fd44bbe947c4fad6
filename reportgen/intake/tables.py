"""Part a sheet on which several tables stand below each other, each with heads of its own.

Table 1. Calls by county
County    2022  2023
Adams      312   339

Table 2. Calls by topic
Topic     2022  2023
Housing    488   530
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.extent import is_mark, looks_like_figure
from reportgen.intake.moments import moment
from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

PART = "part"
"""Under which a sheet tells the which of the tables of a sheet it is, from 1."""
WHOLE = "sheet"
"""Under which it tells the name of that sheet."""
LONGER = 2
"""A later table is meant rather than the first where it is more than so many times as large."""
_NUMBERED = re.compile(r"(?i)(?:table|tabelle|tabla|tableau)\s*[0-9]")


def tables_of(sheet: Sheet) -> list[Sheet]:
    """Return the tables of a sheet: itself, unless below a blank row other heads stand over other figures."""
    starts = list(_starts(sheet.rows))
    if len(starts) < 2:
        return [sheet]
    ends = [*starts[1:], len(sheet.rows)]
    return [
        _part(sheet, number, 0 if number == 1 else start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def best_of(sheets: Sequence[Sheet]) -> Sheet:
    """Return the sheet that is most likely meant: the one with the most cells of those that are shown."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    largest = max(shown, key=_size)
    name = largest.how.get(WHOLE)
    first = next(sheet for sheet in shown if sheet is largest or (name is not None and sheet.how.get(WHOLE) == name))
    return first if _size(first) * LONGER >= _size(largest) else largest


def _size(sheet: Sheet) -> int:
    return len(sheet.rows) * sheet.width


def _part(sheet: Sheet, number: int, start: int, end: int) -> Sheet:
    spans = [span for span in sheet.spans if start <= span[0] and span[2] < end]
    return replace(
        sheet,
        name=sheet.name if number == 1 else f"{sheet.name}, table {number}",
        rows=sheet.rows[start:end],
        spans=tuple((top - start, left, bottom - start, right) for top, left, bottom, right in spans),
        lines=sheet.lines[start:end],
        how={**sheet.how, PART: str(number), WHOLE: sheet.name},
        top=start,
    )


def _starts(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the rows with which tables begin: their titles, or else their heads."""
    known: list[list[str]] = []
    seen: list[int] = []
    begins = 0
    for row, cells in enumerate(rows):
        filled = [cell for cell in cells if cell is not None]
        if not filled:
            begins = row + 1
        elif len(filled) == 1 and _NUMBERED.match(as_text(filled[0])):
            begins = row
        elif _is_head(rows, row) and all(len(_filled(rows[above])) == 1 for above in range(begins, row)):
            heads = [as_text(cell) for cell in cells]
            if heads not in known and not any(_go_on(rows, row, other) for other in seen):
                known.append(heads)
                yield begins
            seen.append(row)


def _go_on(rows: Sequence[Row], row: int, other: int) -> bool:
    """Say whether heads are those of an earlier row but for the first cell, over the same names: blocks of a table."""
    if [as_text(cell) for cell in rows[row][1:]] != [as_text(cell) for cell in rows[other][1:]]:
        return False
    first, second = ([as_text(rows[each][0]) for each in range(head + 1, min(head + 1 + LONGER, len(rows)))]
                     for head in (other, row))  # fmt: skip
    return first == second


def _filled(cells: Row) -> list[int]:
    return [column for column, cell in enumerate(cells) if cell is not None]


def _is_number(cell: Value) -> bool:
    return (not isinstance(cell, str) or (cell.isascii() and cell.isdecimal())) and looks_like_figure(cell)


def _is_head(rows: Sequence[Row], row: int) -> bool:
    """Say whether words, or years, stand in a row over figures, and in its first cell a word as in those below."""
    columns = _filled(rows[row])
    # nearly all rows of a long table end here
    if any(_is_number(rows[row][column]) for column in columns):
        return False
    below = rows[row + 1] if row + 1 < len(rows) else ()
    if len(columns) < 2 or not below or 0 not in columns or below[0] is None or looks_like_figure(below[0]):
        return False
    over = [column for column in columns if looks_like_figure(below[column])]
    words = [rows[row][column] for column in columns]
    return len(over) * 2 >= len(columns) - 1 > 0 and not any(
        looks_like_figure(cell) or (is_mark(cell) and not moment(cell)) for cell in words
    )
