"""Find the table in a sheet: titles above it, rows of heads, its body, and notes below."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.heads import AGE, CODE, LEVEL, MEASURE, NAME, PERIOD, PLACE, TYPE, UNIT
from reportgen.intake.moments import moment, moment_in
from reportgen.intake.numerals import CellKind, Convention, read_cell
from reportgen.intake.sheet import Shown, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.sheet import Row, Sheet, Value

MOST_HEADS = 5
"""Rows of heads that a table may have."""
MOST_ROWS = 9
"""Rows above a table among which they are, with blank ones between them."""
NUMBERED = 4
"""Heads that count up one by one by no chance."""
LONG = 60
"""Characters from which on a cell is a sentence and no head of a row."""
NOTE = re.compile(r"(?i)^\W*(note|source|footnote|quelle|anmerkung|fuente|nota|\*+|†|[a-z0-9]\)|\d\s|release|---)")
"""How rows begin that say something about a table."""


class RowKind(StrEnum):
    """What a row of a sheet is."""

    TITLE = "title"
    HEAD = "head"
    FIGURES = "figures"
    BLANK = "blank"
    GROUP = "group"
    """A label over the rows that follow, without figures."""
    NOTE = "note"
    REPEATED_HEAD = "repeated head"
    AVERAGE = "average"
    """A row below others that says something about all of them: their mean, their smallest and largest figure."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows of a sheet are what."""

    kinds: tuple[RowKind, ...]
    heads: tuple[int, ...]
    """The rows of heads, from 0; none where the first row already holds figures."""

    def of(self, kind: RowKind) -> tuple[int, ...]:
        """Return the rows of a kind."""
        return tuple(row for row, found in enumerate(self.kinds) if found == kind)


AVERAGES = re.compile(
    r"(?i)(?:average|avg\.?|mean|median|"
    r"minimum|maximum|min|max|std\.? ?dev\.?|durchschnitt|mittelwert|promedio|"
    r"moyenne)(?:\s+(?:per|pro|por|par)\s+\w+)?|"
    r"(?:number of )?(?:reporting (?:states|counties|districts|agencies|countries|sites)|"
    r"(?:states|counties|districts|agencies|countries|sites) reporting)"
)
"""What a row is called that says something about those above it, as `States reporting`; `Average stay` is measured."""
LAST_ROWS = 4
"""Rows at the end of a table among which these are."""
_PLAIN = Convention()


def looks_like_figure(cell: Value) -> bool:
    """Say whether a cell holds a number in any convention and no period: a year is a head as often as a figure."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, Shown):
        return True
    if isinstance(cell, int | float):
        return not moment(cell)
    if not isinstance(cell, str) or len(cell) > LONG or moment(cell):
        return False
    if cell.isascii() and cell.isdecimal():  # as most are
        return True
    return any(read_cell(cell, convention).kind == CellKind.FIGURE for convention in (_PLAIN, _COMMAS))


_COMMAS = Convention(",", ".")


def find_extent(sheet: Sheet, *, file: str = "") -> Extent:
    """Return what the rows of a sheet are. Raises DataError where no row holds figures; `file` is where it stands."""
    rows = sheet.rows
    columns = _figure_columns(rows)
    first = _first_figure(rows, columns)
    if first is None:
        raise DataError(
            f"expected a table with figures, found none in `{sheet.name}`", where=file or sheet.name,
            hint="name the sheet that holds them: `--sheet NAME`",
        )  # fmt: skip
    if _is_numbered_head(rows, first, columns) or numbers_columns(rows[first]):
        first = next((row for row in range(first + 1, len(rows)) if _has_figure(rows[row], columns)), first)
    bottom = _bottom_head(rows, first, columns)
    first = first if bottom is None else _below_heads(rows, bottom, first, columns)
    heads = _heads(rows, first, columns)
    above = [place for place, row in enumerate(heads) if place and _is_of_body(rows, heads[0], row, columns)]
    if above and above == list(range(above[0], len(heads))):
        first, heads = heads[above[0]], heads[: above[0]]
    last = _last_of_body(rows, first, columns)
    kinds = [_kind(rows, row, first, last, heads, columns) for row in range(len(rows))]
    return Extent(tuple(kinds), heads)


def _figure_columns(rows: Sequence[Row]) -> frozenset[int]:
    """Return the columns in which most of what is filled is a figure or a mark.

    A column of years is none, but where a column holds other numbers, too, what could be a year is a figure as well.
    """
    found, yearly = set(), []
    for column in range(len(rows[0]) if rows else 0):
        cells = Counter(row[column] for row in rows if row[column] is not None)  # equal ones are looked at once
        figures = sum(count for cell, count in cells.items() if looks_like_figure(cell))
        years = sum(count for cell, count in cells.items() if _is_year(cell))
        marks = sum(count for cell, count in cells.items() if is_mark(cell))
        if figures and (figures + years + marks) * 2 >= cells.total() - MOST_HEADS:
            found.add(column)
        elif years * 2 > cells.total():
            yearly.append(column)
    # all figures could be years: the first such column has the periods, the others what is counted
    return frozenset(found or yearly[1:] or yearly)


def _is_year(cell: Value) -> bool:
    """Say whether a cell holds a number that could be a year or a count."""
    return moment(cell).isdecimal() if isinstance(cell, str | int | float) else False


def _first_figure(rows: Sequence[Row], columns: frozenset[int]) -> int | None:
    """Return the first row with a figure that cannot be a year; where there is none, the first below with a number."""
    certain = (row for row, cells in enumerate(rows) if any(_is_plain_figure(cells[column]) for column in columns))
    possible = (row for row, cells in enumerate(rows) if row and any(_is_year(cells[column]) for column in columns))
    return next(certain, next(possible, None))


def _is_plain_figure(cell: Value) -> bool:
    """Say whether a cell holds a figure and is no head of a range: `Under $15,000`."""
    return looks_like_figure(cell) and not (isinstance(cell, str) and cell.strip()[:1].isalpha())


def _bottom_head(rows: Sequence[Row], first: int, columns: frozenset[int]) -> int | None:
    """Return the row of heads just above the body: the nearest in which most columns of figures have words, or years.

    What stands between it and the first figure are rows of the body without any, or with figures that could be years.
    """
    labels = range(min(columns))
    top_years: int | None = None
    for row in range(first - 1, -1, -1):
        cells = [rows[row][column] for column in columns if rows[row][column] is not None]
        if len(cells) * 2 < len(columns) or all(is_mark(cell) for cell in cells):
            continue  # a row without figures, or with marks in their place, is one of the body
        is_labelled = all(rows[row][column] is not None for column in labels)
        if not all(moment(cell) for cell in cells):
            # the labels of the body stand over it, be it beside the years or in the row above them
            return row if is_labelled or top_years is None else top_years
        if not is_labelled:
            return row
        top_years = row
    return top_years


def _below_heads(rows: Sequence[Row], bottom: int, first: int, columns: frozenset[int]) -> int:
    """Return the row in which the body begins: below the heads, and what they go on with over some of the figures."""
    below = bottom + 1
    for row in range(bottom + 1, first):
        filled = [(column, cell) for column, cell in enumerate(rows[row]) if cell is not None]
        if any(column not in columns or not isinstance(cell, str) or is_mark(cell) for column, cell in filled):
            break
        below = row + 1 if filled else below
    return below


def _is_numbered_head(rows: Sequence[Row], row: int, columns: frozenset[int]) -> bool:
    """Say whether the first row with numbers is one of heads: grades from 1 to 12, months such as 202301.

    Its numbers count up one by one, or are months in their order; all else in it are words, and no heads stand above.
    """
    cells = [as_text(rows[row][column]) for column in sorted(columns)]
    digits = [text for text in cells if text.isdecimal()]
    others = [cell for column, cell in enumerate(rows[row]) if cell is not None and as_text(cell) not in digits]
    above = [cells for cells in rows[max(0, row - MOST_HEADS) : row] if sum(cell is not None for cell in cells) > 2]
    if len(digits) < NUMBERED or len(digits) * 2 < len(columns) or above or any(map(_is_number_or_mark, others)):
        return False
    numbers = [int(text) for text in digits]
    are_months = all(moment_in(text)[0] for text in digits) and numbers == sorted(set(numbers))
    return bool(others) and (are_months or all(after == before + 1 for before, after in pairwise(numbers)))


def numbers_columns(cells: Row) -> bool:
    """Say whether a row only numbers the columns, from 1 on, as publishers set it below their heads."""
    digits = [text for cell in cells if (text := as_text(cell).strip("()")) and text.isdecimal()]
    filled = sum(cell is not None for cell in cells)
    return len(digits) >= NUMBERED and len(digits) == filled and digits == [str(n + 1) for n in range(len(digits))]


def _is_number_or_mark(cell: Value) -> bool:
    return looks_like_figure(cell) or (isinstance(cell, str) and len(cell) > 1 and is_mark(cell))


def _heads(rows: Sequence[Row], first: int, columns: frozenset[int]) -> tuple[int, ...]:
    """Return the rows of heads above the body: upwards until a blank row, or one cell that says it all."""
    heads: list[int] = []
    for row in range(first - 1, max(-1, first - 1 - MOST_ROWS), -1):
        filled = [column for column, cell in enumerate(rows[row]) if cell is not None]
        if not filled:
            if heads and not _is_head_above(rows, row, columns):
                break
            continue
        is_title = filled == [0] and len(rows[row]) > 1
        if is_title and heads and _goes_on(rows[heads[-1]]):
            heads.append(row)  # a head that is set on two lines
            continue
        if is_title and (heads or row == 0):
            break
        if is_title:
            continue  # the label of a first group stands between the heads and the figures
        if heads and (_is_sentence(rows[row]) or len(heads) == MOST_ROWS - 1):
            break
        heads.append(row)
    return tuple(reversed(heads))


_HEAD_WORDS = (PLACE, PERIOD, NAME, CODE, MEASURE, UNIT, TYPE, LEVEL, AGE)
"""Words of the heads of labels."""


def _is_of_body(rows: Sequence[Row], top: int, row: int, columns: frozenset[int]) -> bool:
    """Say whether a row without figures is one of the body: `Ashford | not open yet` below `District | Referrals`.

    The row at the top has a head over each column. This one has a label where the head is a word for labels, and is
    none itself; or it says the same of all that is counted.
    """
    labels = [column for column in range(min(columns)) if rows[top][column] is not None]
    said = [as_text(rows[row][column]) for column in sorted(columns)]
    over = [rows[top][column] for column in columns]
    if not labels or None in over or not all(said) or any(rows[row][column] is None for column in labels):
        return False
    heads, names = ([as_text(rows[each][column]) for column in labels] for each in (top, row))
    is_label = any(_is_head_word(head) for head in heads) and not any(map(_is_head_word, names))
    is_said_of_all = len(said) > 1 and len(set(said)) == 1
    return (is_label and len(set(map(as_text, over))) == len(over)) or is_said_of_all


def _is_head_word(text: str) -> bool:
    return not text[:1].isalpha() or any(words.search(text.replace("_", " ")) for words in _HEAD_WORDS)


def _goes_on(cells: Row) -> bool:
    """Say whether the first head of a row goes on from the line above it, beside periods: `Measures of`, `income`."""
    first, *others = cells
    return isinstance(first, str) and first.strip()[:1].islower() and all(moment(cell) for cell in others if cell)


def _is_head_above(rows: Sequence[Row], blank: int, columns: frozenset[int]) -> bool:
    """Say whether heads stand above a blank row: short words, no figures, over several of the columns of figures."""
    row = next((row for row in range(blank - 1, max(-1, blank - 1 - BLANKS), -1) if any(rows[row])), None)
    if row is None:
        return False
    over = [cell for column in columns if (cell := rows[row][column]) is not None]
    return len(over) > 1 and all(len(as_text(cell)) <= LONG and not looks_like_figure(cell) for cell in over)


BLANKS = 2
"""Blank rows that may stand between rows of heads."""


def _is_sentence(cells: Row) -> bool:
    filled = [as_text(cell) for cell in cells if cell is not None]
    return len(filled) <= 2 and len(cells) > 4 and (len(filled[0]) > LONG or filled[0].endswith(":"))


def _last_of_body(rows: Sequence[Row], first: int, columns: frozenset[int]) -> int:
    """Return the last row with a figure or a mark in a column of figures, before the notes begin."""
    end = next((row for row in range(first, len(rows)) if _is_rule(rows[row])), len(rows))
    return next((row for row in range(end - 1, first, -1) if _has_figure(rows[row], columns)), first)


def _is_rule(cells: Row) -> bool:
    """Say whether a row only draws a line: `---`."""
    filled = [cell for cell in cells if cell is not None]
    return len(filled) == 1 and isinstance(filled[0], str) and filled[0].startswith("---")


def _has_figure(cells: Row, columns: frozenset[int]) -> bool:
    if any(looks_like_figure(cells[column]) or _is_year(cells[column]) for column in columns):
        return True
    return sum(cell is not None for cell in cells) > 1 and any(is_mark(cells[column]) for column in columns)


def is_mark(cell: Value) -> bool:
    """Say whether a cell holds a mark in place of a figure."""
    return isinstance(cell, str) and read_cell(cell, _PLAIN).kind == CellKind.MARK


def _kind(
    rows: Sequence[Row], row: int, first: int, last: int, heads: tuple[int, ...], columns: frozenset[int]
) -> RowKind:
    cells = rows[row]
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return RowKind.BLANK
    if row in heads:
        return RowKind.HEAD
    if row < first:
        is_group = bool(heads) and row > heads[-1]
        return RowKind.GROUP if is_group else RowKind.TITLE
    if row > last:
        return RowKind.NOTE
    if heads and [as_text(cell) for cell in cells] == [as_text(cell) for cell in rows[heads[-1]]]:
        return RowKind.REPEATED_HEAD
    if any(cells[column] is not None for column in columns) and len(filled) > 1:
        is_below = row > first and last - row < LAST_ROWS
        return RowKind.AVERAGE if is_below and AVERAGES.fullmatch(as_text(filled[0])) else RowKind.FIGURES
    if len(filled) == 1:
        return RowKind.NOTE if NOTE.match(as_text(filled[0])) or len(as_text(filled[0])) > LONG else RowKind.GROUP
    return RowKind.FIGURES


def counted(extent: Extent) -> dict[RowKind, int]:
    """Return how many rows there are of each kind."""
    return dict(Counter(extent.kinds))


# -- heads ----------------------------------------------------------------------------------------------------------


def column_heads(sheet: Sheet, extent: Extent) -> tuple[tuple[str, ...], ...]:
    """Return the heads over each column from the top down: what spans several stands over all of them."""
    levels = [spread_heads(sheet, row, is_last=row == extent.heads[-1]) for row in extent.heads]
    spoken = [level for level in levels if not _are_keys(level) and not _number_columns(level)]
    levels = spoken or levels
    heads = []
    for column in range(sheet.width):
        words: list[str] = []
        for level in levels:
            # the Census Bureau parts levels by two signs: `Estimate!!Total:!!Below poverty level:`
            said = without_marks(level[column])
            for word in re.split(r":?!!", said.removesuffix(":") if "!!" in said else said):
                if word and word not in words[-1:]:
                    words.append(word)
        heads.append(tuple(words))
    return tuple(heads)


def without_marks(head: str) -> str:
    """Return a head without what refers to a note: `[note 3]`, as offices of the UK write it, and `³` behind a word."""
    return _RAISED.sub("", _NOTED.sub("", head))


_NOTED = re.compile(r"\s*(?:\[note [0-9a-z]+\]|\\[0-9,]+\\)", re.IGNORECASE)
_RAISED = re.compile(r"(?:(?<=[^\W_]{3})|(?<=[0-9)%*]{2}))[¹²³⁴⁵⁶⁷⁸⁹⁰]+(?:[, ]+[¹²³⁴⁵⁶⁷⁸⁹⁰]+)*(?![^\W_])")
"""Raised digits behind a word, a period or a sign; those of `m²` and `km³` are its unit."""


def _number_columns(level: Sequence[str]) -> bool:
    return numbers_columns(tuple(dict.fromkeys(text or None for text in level)))


def _are_keys(level: Sequence[str]) -> bool:
    """Say whether heads are keys of a database, as stand above heads in words: `B17001_001E`, `GEO_ID`."""
    filled = [text for text in level if text]
    return bool(filled) and all(_KEY.fullmatch(text) for text in filled) and any(map(_HAS_DIGITS.search, filled))


_KEY = re.compile(r"[A-Z][A-Z0-9]*(?:[_.][A-Za-z0-9-]+)*")
_HAS_DIGITS = re.compile(r"[0-9]{2}")


def spread_heads(sheet: Sheet, row: int, *, is_last: bool) -> list[str]:
    """Return the heads of a row; merged ones stand in each of their columns, and so do those with none beside them."""
    texts = [as_text(cell) for cell in sheet.rows[row]]
    for top, left, bottom, right in sheet.spans:
        if top <= row <= bottom and right < len(texts):
            spanned = as_text(sheet.rows[top][left])
            texts[left : right + 1] = [spanned] * (right - left + 1)
    if is_last or any(top <= row <= bottom for top, _, bottom, _ in sheet.spans):
        return texts
    for column in range(1, len(texts)):
        # beside the head of the labels only a year stands over several, as in `Shelter, 2023, , 2024,`
        if not texts[column] and (sheet.rows[row][0] is None or moment(texts[column - 1])):
            texts[column] = texts[column - 1]
    return texts
