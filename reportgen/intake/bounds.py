"""A figure with its limits in one cell, `12.3 (10.1-14.5)`: three columns are made of such a one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

NUMBER = r"[-−]?[0-9][0-9., \u00a0\u202f]*%?"
BOUNDED = re.compile(
    rf"(?P<figure>{NUMBER})\s*[(\[]\s*(?P<low>{NUMBER})\s*(?:-|–|—|−|,\s|;|to|bis|a|à)\s*(?P<high>{NUMBER})\s*[)\]]"
)
MOST = 0.6
"""Of what is filled: so many cells of such a column are figures with limits; the others are heads, marks and notes."""
FEWEST = 2
LOW, HIGH = "lower limit", "upper limit"
_SAID = re.compile(r"(?i)\s*[(\[][^()\[\]]*(?:ci|confidence|interval|limits?|intervall\w*|intervalo\w*)[^()\[\]]*[)\]]")
"""What the head of such a column says of its limits: `Rate (95% CI)`."""


def with_limits_apart(sheet: Sheet) -> Sheet:
    """Return a sheet in which limits that stand behind figures have columns of their own beside theirs."""
    found = {column: rows for column in range(sheet.width) if (rows := _bounded(sheet, column))}
    if not found:
        return sheet
    made = tuple(_row(cells, number, found) for number, cells in enumerate(sheet.rows))
    return with_columns(sheet, dict.fromkeys(found, 3), made)


def with_columns(sheet: Sheet, counts: Mapping[int, int], made: Sequence[Row]) -> Sheet:
    """Return a sheet of other rows, in which so many columns stand where each of some stood alone."""
    places: list[int] = []
    for column in range(sheet.width):
        places += [column] * counts.get(column, 1)
    first = {column: places.index(column) for column in range(sheet.width)}
    last = {column: len(places) - 1 - places[::-1].index(column) for column in range(sheet.width)}
    spans = tuple((top, first[left], bottom, last[right]) for top, left, bottom, right in sheet.spans if right in last)
    origins = sheet.origins or tuple(range(sheet.width))
    return replace(sheet, rows=tuple(made), spans=spans, origins=tuple(origins[column] for column in places))


def _bounded(sheet: Sheet, column: int) -> range:
    """Return the rows from the first with a figure and its limits to the last; none where few cells are such."""
    cells = [row[column] for row in sheet.rows]
    rows = [row for row, cell in enumerate(cells) if isinstance(cell, str) and BOUNDED.fullmatch(as_text(cell))]
    filled = sum(cell is not None for cell in cells[rows[0] :]) if rows else 0
    is_most = len(rows) >= max(FEWEST, MOST * filled)
    return range(rows[0], rows[-1] + 1) if is_most else range(0)


def _row(cells: Row, number: int, found: Mapping[int, range]) -> Row:
    made: list[Value] = []
    for column, cell in enumerate(cells):
        rows = found.get(column)
        parts = BOUNDED.fullmatch(as_text(cell)) if rows and isinstance(cell, str) else None
        if rows is None:
            made.append(cell)
        elif parts:
            made += [parts["figure"].strip(), parts["low"].strip(), parts["high"].strip()]
        elif number == rows[0] - 1:
            head = _SAID.sub("", as_text(cell)) if isinstance(cell, str) else cell
            made += [head, f"{as_text(head)} {LOW}".strip(), f"{as_text(head)} {HIGH}".strip()]
        else:
            made += [cell, None, None]
    return tuple(made)
