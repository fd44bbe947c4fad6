"""Labels that a reader carries down by eye: those left blank where they repeat, and those on a row of their own.

County  Year  Cases            Men
Adams   2022  312              Ohio   5
        2023  339              Utah   6
Brook   2022  488              Women
        2023  530              Ohio   7
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.extent import RowKind, looks_like_figure
from reportgen.intake.gazetteers import WHOLES
from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.extent import Extent
    from reportgen.intake.sheet import Row, Sheet, Value

LEFT_BLANK = 0.3
"""Of the rows: a label is left blank in so many where it is said once for several."""
GROUP, ITEM, SHEET = "Group", "Item", "Sheet"
"""The heads of the column of labels that stand on rows of their own, of what stands below them without a head, and of
the column that says from which of several sheets a row is."""


STACKED = "stacked"
"""Under which a sheet tells that its blocks have been put together, with a column of their labels."""
TOTAL = "Total"
"""What a row is called whose label is that of a block."""


def carried(sheet: Sheet, extent: Extent) -> Sheet:
    """Return a sheet in which each row of the body has its labels."""
    return _with_groups(_filled_down(sheet, extent), extent)


def _filled_down(sheet: Sheet, extent: Extent) -> Sheet:
    """Fill in labels that are said in the first of several rows: of the first columns, those within others first.

    Rows of totals leave labels blank for another reason, and say nothing of whether a column is left blank.
    """
    body = extent.of(RowKind.FIGURES)
    firsts = {row: _first_label(sheet.rows[row]) for row in body}
    totals = {row: column for row, (column, label) in firsts.items() if is_called_total(label)}
    columns = [[sheet.rows[row][column] for row in body if row not in totals] for column in range(sheet.width)]
    first_full = next((place for place, cells in enumerate(columns) if None not in cells), 0)
    filled: dict[int, list[Value]] = {}
    for column in range(first_full - 1, -1, -1):
        if not _is_said_once(columns[column], columns[:column]):
            break
        every = [[sheet.rows[row][place] for row in body] for place in range(column + 1)]
        filled[column] = _carried_down(every[column], every[:column])
    # the first column has to be among them: a gap in another one is a figure or a note that is not there
    if 0 in filled:
        filled[0] = list(_with_totals(filled[0], sheet, body, totals))
    else:
        filled.clear()
    for column in _inner_labels(columns):
        filled[column] = _whole_named([sheet.rows[row][column] for row in body], body, totals)
    rows = list(sheet.rows)
    for column, cells in filled.items():
        for row, cell in zip(body, cells, strict=True):
            rows[row] = (*rows[row][:column], cell, *rows[row][column + 1 :])
    return replace(sheet, rows=tuple(rows))


def _first_label(cells: Row) -> tuple[int, str]:
    """Return the first column of a row in which anything stands, and what it says."""
    return next(((column, as_text(cell)) for column, cell in enumerate(cells) if cell is not None), (0, ""))


def is_called_total(label: str) -> bool:
    """Say whether a label is one of a row of totals: of all rows, or of some above it."""
    return bool(WHOLES.fullmatch(label) or _SUBTOTAL.search(label))


def _with_totals(
    groups: Sequence[Value], sheet: Sheet, body: Sequence[int], totals: Mapping[int, int]
) -> Sequence[Value]:
    """Return the labels of groups in each row, also in those of totals: of one group its own, of all of them none.

    `totals` has the column in which each row of totals is called so. A `Subtotal` in the column of the groups is of
    the group above it, and so is each `Total` there but the last. Below the labels within the last group a total more
    than each of the others has is that of all.
    """
    result = list(groups)
    place_of = {row: place for place, row in enumerate(body)}
    among = [row for row, column in totals.items() if column == 0]
    above: Value = None
    for place, row in enumerate(body):
        label = as_text(sheet.rows[row][0])
        if row in among and above is not None and _is_of_group(label, as_text(above), is_last=row == among[-1]):
            result[place] = above
        elif row not in among:
            above = result[place]
    within = [(row, result[place_of[row]]) for row, column in totals.items() if column > 0]
    counts = Counter(as_text(group) for _, group in within)
    last = as_text(result[max((place_of[row] for row in body if row not in totals), default=0)])
    usual = max((count for group, count in counts.items() if group != last), default=0)
    if len(set(map(as_text, groups))) > 1:
        for row in [row for row, group in within if as_text(group) == last][usual:]:
            result[place_of[row]] = None
    return result


def _inner_labels(columns: Sequence[Sequence[Value]]) -> list[int]:
    """Return the columns beside the first that hold a label in each row, up to the first with a figure."""
    figures = (place for place, cells in enumerate(columns) if any(map(looks_like_figure, cells)))
    return [column for column in range(1, next(figures, 0)) if None not in columns[column]]


def _whole_named(cells: Sequence[Value], body: Sequence[int], totals: Mapping[int, int]) -> list[Value]:
    """Return the labels within groups, in which the total of all groups is called as the total of each group is."""
    names = {as_text(cell) for cell in cells if cell is not None and is_called_total(as_text(cell))}
    whole = names.pop() if len(names) == 1 else None
    return [whole if cell is None and totals.get(row) == 0 else cell for row, cell in zip(body, cells, strict=True)]


def _is_of_group(label: str, group: str, *, is_last: bool) -> bool:
    """Say whether a row of totals in the column of groups is that of the group above it."""
    return bool(_SUBTOTAL.search(label)) or group.casefold() in label.casefold() or not is_last


_SUBTOTAL = re.compile(r"(?i)^\W*(?:sub-?\s?totale?s?|zwischensumme|teilsumme|subsuma|sous-?total)\b")
"""How a row is called that is the total of some rows above it."""


def _told_apart(sheet: Sheet, extent: Extent) -> Sheet:
    """Add the label above them to names of rows that stand below several labels: `Other` below `Men` and `Women`."""
    above: dict[int, str] = {}
    label = ""
    for row in (*extent.of(RowKind.GROUP), *extent.of(RowKind.FIGURES)):
        above[row] = ""
    for row in sorted(above):
        if extent.kinds[row] == RowKind.GROUP:
            label = next(as_text(cell) for cell in sheet.rows[row] if cell is not None).rstrip(" :")
        else:
            above[row] = label
    labels: dict[str, list[str]] = {}
    for row in extent.of(RowKind.FIGURES):
        labels.setdefault(as_text(sheet.rows[row][0]), []).append(above[row])
    several = {name for name, found in labels.items() if name and len(found) > 1 and len(set(found)) == len(found)}
    rows = list(sheet.rows)
    for row in extent.of(RowKind.FIGURES):
        name = as_text(rows[row][0])
        if name in several and above[row]:
            rows[row] = (f"{name}, {above[row]}", *rows[row][1:])
    return replace(sheet, rows=tuple(rows)) if several else sheet


def without_leaders(sheet: Sheet) -> Sheet:
    """Return a sheet without the dots that lead from a label to its figures, or that indent it."""
    if not any(isinstance(cell, str) and _has_leaders(cell) for row in sheet.rows for cell in row):
        return sheet
    rows = tuple(
        tuple(_LEADERS.sub("", cell) if isinstance(cell, str) and _has_leaders(cell) else cell for cell in row)
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _has_leaders(text: str) -> bool:
    return ("…" in text or "..." in text) and any(map(str.isalnum, text)) and len(text) < LONGEST


_LEADERS = re.compile(r"^[\s.…]*(?:…|\.{3})[\s.…]*|[\s.…]*(?:…|\.{3})[\s.…]*$")
LONGEST = 200
"""Characters of a label with its dots; what is longer is a sentence."""


def _carried_down(cells: Sequence[Value], before: Sequence[Sequence[Value]]) -> list[Value]:
    """Return labels in each row; where one before them changes and they say nothing, the row is a total of them."""
    result: list[Value] = []
    for row, cell in enumerate(cells):
        is_new = any(labels[row] is not None for labels in before)
        result.append(cell if cell is not None or is_new else result[-1] if result else None)
    return result


def _is_said_once(cells: Sequence[Value], before: Sequence[Sequence[Value]]) -> bool:
    """Say whether a column of texts is blank where its label repeats; the same label is said again within another one.

    The columns before it may hold such labels, too.
    """
    blank = sum(cell is None for cell in cells)
    if not cells or cells[0] is None or not LEFT_BLANK * len(cells) <= blank < len(cells):
        return False
    if any(looks_like_figure(cell) for cell in cells):
        return False
    labels: list[str] = []
    for row, cell in enumerate(cells):
        if any(column[row] is not None for column in before):
            labels = []
        if cell is not None and as_text(cell) in labels:
            return False
        labels += [as_text(cell)] if cell is not None else []
    return True


def _with_groups(sheet: Sheet, extent: Extent) -> Sheet:
    """Give rows a column with the label that stands above them, where the same rows stand below each label."""
    groups = extent.of(RowKind.GROUP)
    body = extent.of(RowKind.FIGURES)
    if STACKED in sheet.how:
        return sheet
    if len(groups) < 2 or not extent.heads or not body or min(groups) > min(body):
        return sheet
    firsts = [as_text(sheet.rows[row][0]) for row in body]
    if len(set(firsts)) * 2 > len(firsts):
        return _told_apart(sheet, extent)  # most rows are named once: the labels only divide the list
    label = ""
    rows = []
    for number, row in enumerate(sheet.rows):
        if number in groups:
            label = next(as_text(cell) for cell in row if cell is not None)
        head = GROUP if number == extent.heads[-1] else label if number in body else None
        rows.append((*row, head))
    origins = sheet.origins or tuple(range(sheet.width))
    return replace(sheet, rows=tuple(rows), origins=(*origins, 0))
