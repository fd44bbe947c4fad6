"""Blocks that stand below each other on a sheet: the label of each goes into a column of its own.

Children in care  2022  2023        All ages   2022  2023
North              410   422        North       410   422
South              388   379        South       388   379
Children in need  2022  2023        Under five   80    82
North             1210  1222        North        41    45
South             1388  1379        South        39    37
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.extent import RowKind, find_extent, is_mark, looks_like_figure
from reportgen.intake.heads import PLACE
from reportgen.intake.labels import GROUP, STACKED, TOTAL
from reportgen.intake.moments import moment, moment_in
from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

PERIOD = "Period"
"""The head of the column of labels that are periods."""
AREA = "Area"
"""The head of the column of labels that are places."""
LINES = 3
"""Lines above the heads of a block among which its label is."""
SOME = 3
"""Rows in the middle of a sheet by which it is told that words stand in several columns."""
SAME_EVERYWHERE = 3
"""Blocks in which the same row stands, to the digit, where it is about none of them: that of the whole country."""
_TABLE = re.compile(r"(?i)^(?:table|tabelle|tabla)\s*[0-9]+[a-z]?(?:[-–.][0-9]+)*[.:]?\s*")


@dataclass(frozen=True, slots=True)
class _Block:
    """A block: the row of its heads, and the rows below them up to the next one."""

    head: int
    end: int
    label: str


def unstacked(sheet: Sheet) -> Sheet:
    """Return a sheet whose blocks are one table with a column of their labels; any other sheet as it is."""
    blocks = _under_repeated_heads(sheet.rows)
    if blocks:
        return _together(sheet, blocks)
    labels = _with_figures_of_their_own(sheet)
    return _with_labels(sheet, labels) if labels else sheet


# -- blocks with the same heads -------------------------------------------------------------------------------------


def _under_repeated_heads(rows: Sequence[Row]) -> list[_Block]:
    """Return the blocks below heads that are repeated: each with the first cell of them, or else the line above."""
    by_heads: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in range(len(rows) - 1):
        if _is_head(rows, row):
            by_heads[tuple(map(as_text, rows[row][1:]))].append(row)
    heads = max(by_heads.values(), key=len, default=[])
    if len(heads) < 2 or len(by_heads) > 1:
        return []  # other heads stand over another table
    labels = _first_cells(rows, heads) or _lines_above(rows, heads)
    ends = [*heads[1:], len(rows)]
    return [_Block(head, end, label) for head, end, label in zip(heads, ends, labels, strict=True)] if labels else []


def _is_head(rows: Sequence[Row], row: int) -> bool:
    """Say whether words, or years, stand in a row over figures."""
    if looks_like_figure(next((cell for cell in reversed(rows[row]) if cell is not None), None)):
        return False  # as nearly all rows of a long table
    over = [column for column, cell in enumerate(rows[row]) if column and cell is not None]
    words = [rows[row][column] for column in over]
    if len(over) < 2 or any(looks_like_figure(cell) or (is_mark(cell) and not moment(cell)) for cell in words):
        return False
    below = [rows[row + 1][column] for column in over]
    return sum(looks_like_figure(cell) and not moment(cell) for cell in below) * 2 >= len(over)


def _first_cells(rows: Sequence[Row], heads: Sequence[int]) -> list[str]:
    """Return what stands in the first cells of the heads, where it is another one in each over the same names."""
    labels = [as_text(rows[head][0]) for head in heads]
    names = [{as_text(cells[0]) for cells in rows[head + 1 : end] if cells[0] is not None}
             for head, end in zip(heads, [*heads[1:], len(rows)], strict=True)]  # fmt: skip
    are_same = all(len(names[0] & found) * 2 >= len(names[0]) for found in names[1:])
    return labels if all(labels) and len(set(labels)) == len(labels) and are_same else []


def _lines_above(rows: Sequence[Row], heads: Sequence[int]) -> list[str]:
    """Return the lines above the heads of all blocks that differ; the nearest that does so in each."""
    above = [list(_alone(rows, head)) for head in heads]
    for line in range(min(map(len, above))):
        labels = _plain([lines[line] for lines in above])
        if all(labels) and len(set(labels)) == len(labels):
            return labels
    return []


def _alone(rows: Sequence[Row], head: int) -> Iterator[str]:
    """Yield what stands alone in the rows above a head, from the nearest on."""
    found = 0
    for row in range(head - 1, -1, -1):
        filled = [as_text(cell) for cell in rows[row] if cell is not None]
        if len(filled) > 1 or found == LINES:
            return
        if filled:
            found += 1
            yield filled[0]


def _plain(lines: Sequence[str]) -> list[str]:
    """Return lines without the number of the table, and without a period that all of them name."""
    words = [_TABLE.sub("", line).strip() for line in lines]
    periods = [moment_in(line) for line in words]
    if all(period for period, _ in periods) and len({period for period, _ in periods}) == 1:
        return [rest for _, rest in periods]
    return words


def _together(sheet: Sheet, blocks: Sequence[_Block]) -> Sheet:
    first = blocks[0].head
    are_in_heads = all(as_text(sheet.rows[block.head][0]) == block.label for block in blocks)
    heads: Row = (None, *sheet.rows[first][1:]) if are_in_heads else sheet.rows[first]
    head = _head_of_labels(sheet.rows[:first], blocks)
    everywhere = _rows_everywhere(sheet.rows, blocks)
    rows: list[Row] = [(*cells, None) for cells in sheet.rows]
    for block in blocks:
        rows[block.head] = (*heads, head)
        inside = sheet.rows[block.head + 1 : block.end]
        for row, cells in enumerate(_with_both_names(inside, heads), block.head + 1):
            is_alone = sum(cell is not None for cell in cells) < 2
            rows[row] = (*cells, None if is_alone else everywhere.get(sheet.rows[row], block.label))
    return _marked(sheet, rows)


def _head_of_labels(titles: Sequence[Row], blocks: Sequence[_Block]) -> str:
    """Return the head of the column of labels: they are periods, or places where a title says `by county`."""
    if all(moment(block.label) for block in blocks):
        return PERIOD
    words = [as_text(cell) for cells in titles for cell in cells if cell is not None]
    return AREA if any(PLACE.search(text.rpartition(" by ")[2]) for text in words if " by " in text) else GROUP


def _with_both_names(inside: Sequence[Row], heads: Row) -> list[Row]:
    """Return the rows of a block with one name each where two columns without heads name them: `Sex`, `Female`.

    The first of the two is said once for several rows; a row without the second is of the block as a whole.
    """
    if len(heads) < 3 or heads[0] is not None or heads[1] is not None or not any(cells[1] for cells in inside):
        return list(inside)
    result: list[Row] = []
    above = ""
    for cells in inside:
        name = as_text(cells[1])
        above = as_text(cells[0]) or above
        if sum(cell is not None for cell in cells) < 2:
            result.append(cells)
        elif name:
            result.append((f"{above}: {name}", None, *cells[2:]))
        else:
            result.append((TOTAL, None, *cells[2:]))
    return result


def _rows_everywhere(rows: Sequence[Row], blocks: Sequence[_Block]) -> dict[Row, str]:
    """Return the rows with figures that stand in all blocks as they are, with the label of the block that they are of.

    `State Total` is of the block `State Total, Ohio`; `US Total` is of none, and is its own label.
    """
    if len(blocks) < SAME_EVERYWHERE:
        return {}
    inside = [{cells for cells in rows[block.head + 1 : block.end] if cells[0] is not None} for block in blocks]
    found = {cells: as_text(cells[0]) for cells in set.intersection(*inside) if any(map(looks_like_figure, cells))}
    labels = [block.label for block in blocks]
    return {cells: next((label for label in labels if label.startswith(name)), name) for cells, name in found.items()}


# -- blocks whose labels have figures of their own ------------------------------------------------------------------


def _with_figures_of_their_own(sheet: Sheet) -> dict[int, tuple[Value, str]]:
    """Return the name and the label of each row, where the same names stand below labels that stand once.

    Nothing else parts these rows: the first column is the only one with words.
    """
    middle = sheet.height // 2
    if not all(_is_counted(cell) for cells in sheet.rows[middle : middle + SOME] for cell in cells[1:]):
        return {}  # as most tables, without a look at all of it
    try:
        extent = find_extent(sheet)
    except DataError:
        return {}
    body = extent.of(RowKind.FIGURES)
    names = [as_text(sheet.rows[row][0]) for row in body]
    is_plain = extent.heads and all(names) and not extent.of(RowKind.GROUP)
    if not is_plain or not all(_is_counted(cell) for row in body for cell in sheet.rows[row][1:]):
        return {}
    times = Counter(names)
    heads = [place for place, name in enumerate(names) if times[name] == 1]
    if not heads or heads[0]:
        return {}
    blocks = [names[start + 1 : end] for start, end in zip(heads, [*heads[1:], len(names)], strict=True)]
    inner = [block for block in blocks if block]
    if len(inner) < 2 or any(block != inner[0] for block in inner) or len(inner[0]) < 2:
        return {}
    found: dict[int, tuple[Value, str]] = {}
    for start, block in zip(heads, blocks, strict=True):
        found[body[start]] = (TOTAL, names[start])
        found |= {body[start + 1 + place]: (name, names[start]) for place, name in enumerate(block)}
    return found


def _is_counted(cell: Value) -> bool:
    return cell is None or ((looks_like_figure(cell) or is_mark(cell)) and not moment(cell))


def _with_labels(sheet: Sheet, labels: Mapping[int, tuple[Value, str]]) -> Sheet:
    head = find_extent(sheet).heads[-1]
    rows: list[Row] = [(*cells, GROUP if row == head else None) for row, cells in enumerate(sheet.rows)]
    for row, (name, label) in labels.items():
        rows[row] = (name, *sheet.rows[row][1:], label)
    return _marked(sheet, rows)


def _marked(sheet: Sheet, rows: Sequence[Row]) -> Sheet:
    origins = (*(sheet.origins or range(sheet.width)), 0)
    return replace(sheet, rows=tuple(rows), origins=origins, how={**sheet.how, STACKED: "yes"})
