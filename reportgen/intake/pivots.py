"""Read a pivot table as a workbook shows it: labels say what is counted, and lines stand below what they are part of.

Sum of Clients  Column Labels
Row Labels      2022  2023  Grand Total
Food pantry       90    80          170
  Harbor          50    30           80
  Hilltop         40    50           90
Grand Total       90    80          170
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.gazetteers import WHOLES
from reportgen.intake.labels import GROUP, ITEM
from reportgen.intake.sheet import Shown, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

ROWS = frozenset({
    "row labels", "zeilenbeschriftungen", "etiquetas de fila", "étiquettes de lignes", "rótulos de linha",
})  # fmt: skip
"""What the head of the lines of a pivot table is, in the languages of a workbook."""
_COLUMNS = re.compile(
    r"(?i)column labels|spaltenbeschriftungen|etiquetas de columna|étiquettes de colonnes|rótulos de coluna|"
    r"values|werte"
)
_FUNCTION = re.compile(r"(?i)(?:sum|count|average|summe|anzahl|suma|cuenta|somme|nombre) (?:of|von|de)\s+(?P<what>.+)")
_FILTER = re.compile(r"(?i)\((?:all|multiple items|alle|mehrere elemente|todas|tous|varios elementos)\)")
TOTAL = "Total"
TOP = 12
"""Rows in which the heads of a pivot table are looked for."""


def unpivoted(sheet: Sheet) -> Sheet:
    """Return a sheet in which a pivot table is a plain one: with a column of groups where lines are parts of others."""
    head = next((row for row, cells in enumerate(sheet.rows[:TOP]) if cells and _is_rows(cells[0])), -1)
    if head < 0:
        return sheet
    rows: list[Row] = [tuple(map(_told, cells)) for cells in sheet.rows[:head]]
    rows = [(None,) * sheet.width if any(_is_filter(cell) for cell in cells) else cells for cells in rows]
    rows += [(ITEM, *map(_told, sheet.rows[head][1:])), *sheet.rows[head + 1 :]]
    groups = list(_groups(sheet.rows[head + 1 :]))
    if not any(group for group, _ in groups):
        return replace(sheet, rows=tuple(rows))
    added = [*[None] * head, GROUP, *(group or None for group, _ in groups)]
    labels = [*(cells[0] for cells in rows[: head + 1]), *(label or None for _, label in groups)]
    together = tuple((label, *cells[1:], group) for label, cells, group in zip(labels, rows, added, strict=True))
    return replace(sheet, rows=together, origins=(*(sheet.origins or range(sheet.width)), 0))


def _is_rows(cell: Value) -> bool:
    return as_text(cell).casefold() in ROWS


def _is_filter(cell: Value) -> bool:
    return bool(_FILTER.fullmatch(as_text(cell)))


def _told(cell: Value) -> Value:
    """Return what a label of the pivot table tells: `Clients` for `Sum of Clients`, nothing for `Column Labels`."""
    found = _FUNCTION.fullmatch(as_text(cell))
    if found:
        return found["what"]
    return None if _COLUMNS.fullmatch(as_text(cell)) else cell


def _groups(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the group and the label of each line; one whose figures are the sums of those below it is their total."""
    parts = {row: _parts(rows, row) for row in range(len(rows))}
    row = 0
    while row < len(rows):
        label = as_text(rows[row][0])
        if parts[row] and not WHOLES.fullmatch(label):
            yield label, TOTAL
            yield from ((label, as_text(rows[part][0])) for part in range(row + 1, row + 1 + parts[row]))
        else:
            yield (TOTAL if WHOLES.fullmatch(label) else label if any(parts.values()) and label else ""), label
        row += 1 + (0 if WHOLES.fullmatch(label) else parts[row])


def _parts(rows: Sequence[Row], row: int) -> int:
    """Return of how many lines below it a line is the sum; none where it is of none."""
    whole = _numbers(rows[row])
    sums = [0.0] * len(whole)
    for other in range(row + 1, len(rows)):
        sums = [before + value for before, value in zip(sums, _numbers(rows[other]), strict=True)]
        if any(value > most + NEAR for value, most in zip(sums, whole, strict=True)):
            return 0
        if any(whole) and all(abs(value - most) <= NEAR for value, most in zip(sums, whole, strict=True)):
            return other - row
    return 0


NEAR = 0.005
"""By how much sums of decimals may be off."""


def _numbers(cells: Row) -> list[float]:
    numbers = (cell.number if isinstance(cell, Shown) else cell for cell in cells[1:])
    return [float(cell) if isinstance(cell, int | float) else 0.0 for cell in numbers]
