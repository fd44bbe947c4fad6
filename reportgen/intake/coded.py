"""Codes that stand before their labels, in heads and in cells, as SDMX exports them: `SEX:Sex` over `F: Female`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

_HEAD = re.compile(r"[A-Z][A-Z0-9_]+: ?(?P<label>[A-Za-z].*)")
_CELL = re.compile(r"[\w.+-]+: ?(?P<label>\S.*)")
FEWEST = 3
"""Heads with a code and a label that are there by no chance."""


def with_labels(sheet: Sheet) -> Sheet:
    """Return a sheet whose heads and cells are their labels alone, where the heads of its first row have both.

    A column of which not every cell has both keeps its cells.
    """
    heads = [_HEAD.fullmatch(as_text(cell)) for cell in sheet.rows[0]] if sheet.rows else []
    if sum(map(bool, heads)) < FEWEST:
        return sheet
    columns = {column for column, head in enumerate(heads) if head and _have_both(sheet.rows[1:], column)}
    top = tuple(head["label"] if head else cell for head, cell in zip(heads, sheet.rows[0], strict=True))
    return replace(sheet, rows=(top, *(_labels(cells, columns) for cells in sheet.rows[1:])))


def _have_both(rows: Sequence[Row], column: int) -> bool:
    cells = {cells[column] for cells in rows} - {None}
    return bool(cells) and all(isinstance(cell, str) and _CELL.fullmatch(cell) for cell in cells)


def _labels(cells: Row, columns: set[int]) -> Row:
    return tuple(_label(cell) if column in columns else cell for column, cell in enumerate(cells))


def _label(cell: Value) -> Value:
    found = _CELL.fullmatch(cell) if isinstance(cell, str) else None
    return found["label"] if found else cell
