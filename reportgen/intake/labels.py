"""Labels that a reader carries down by eye: those left blank where they repeat, and those on a row of their own.

County  Year  Cases            Men
Adams   2022  312              Ohio   5
        2023  339              Utah   6
Brook   2022  488              Women
        2023  530              Ohio   7
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.extent import RowKind, looks_like_figure
from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.extent import Extent
    from reportgen.intake.sheet import Row, Sheet, Value

LEFT_BLANK = 0.3
"""Of the rows: a label is left blank in so many where it is said once for several."""
GROUP = "Group"
"""The head of the column of labels that stand on rows of their own."""


def carried(sheet: Sheet, extent: Extent) -> Sheet:
    """Return a sheet in which each row of the body has its labels."""
    return _with_groups(_filled_down(sheet, extent), extent)


def _filled_down(sheet: Sheet, extent: Extent) -> Sheet:
    """Fill in labels that are said in the first of several rows, from the left on, while there are such columns."""
    body = extent.of(RowKind.FIGURES)
    rows = list(sheet.rows)
    for column in range(sheet.width - 1):
        cells = [rows[row][column] for row in body]
        if not _is_said_once(cells, [rows[row][column + 1 :] for row in body]):
            break
        last: Value = None
        for row, cell in zip(body, cells, strict=True):
            last = cell if cell is not None else last
            rows[row] = (*rows[row][:column], last, *rows[row][column + 1 :])
    return replace(sheet, rows=tuple(rows))


def _is_said_once(cells: Sequence[Value], others: Sequence[Row]) -> bool:
    """Say whether a column of texts is blank where its label repeats: below each label other rows of the same kind."""
    blank = sum(cell is None for cell in cells)
    if not cells or cells[0] is None or not LEFT_BLANK * len(cells) <= blank < len(cells):
        return False
    if any(looks_like_figure(cell) for cell in cells):
        return False
    labels = [as_text(cell) for cell in cells if cell is not None]
    # below a label the next column tells the rows apart, so it is filled in all of them
    return len(set(labels)) == len(labels) and all(rest and rest[0] is not None for rest in others)


def _with_groups(sheet: Sheet, extent: Extent) -> Sheet:
    """Give rows a column with the label that stands above them, where the same rows stand below each label."""
    groups = extent.of(RowKind.GROUP)
    body = extent.of(RowKind.FIGURES)
    if len(groups) < 2 or not extent.heads or not body or min(groups) > min(body):
        return sheet
    firsts = [as_text(sheet.rows[row][0]) for row in body]
    if len(set(firsts)) * 2 > len(firsts):
        return sheet  # each row is named once: the labels only divide the list
    label = ""
    rows = []
    for number, row in enumerate(sheet.rows):
        if number in groups:
            label = next(as_text(cell) for cell in row if cell is not None)
        head = GROUP if number == extent.heads[-1] else label if number in body else None
        rows.append((*row, head))
    origins = sheet.origins or tuple(range(sheet.width))
    return replace(sheet, rows=tuple(rows), origins=(*origins, 0))
