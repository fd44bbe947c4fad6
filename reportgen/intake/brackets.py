"""Two figures in one cell, the second in brackets: `130 (134)`, `38 (54.3%)`: two columns are made of such a one.

What the second is, the head says (`Girls (%)`), its sign, or a line around the table: `2023 in brackets`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.intake.bounds import FEWEST, MOST, NUMBER, with_columns
from reportgen.intake.moments import moment_in
from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from reportgen.intake.sheet import Row, Sheet, Value

_PAIR = re.compile(rf"(?P<figure>{NUMBER})\s*\(\s*(?P<second>{NUMBER})\s*\)")
_SAID = re.compile(
    r"(?i)\s*[(\[]?(?P<what>[^()\[\],;:.]{2,60}?)\s+(?:(?:are|is|shown|given|stand|steht|stehen)\s+)*"
    r"(?:in (?:brackets|parenthes[ei]s|klammern)|entre paréntesis|entre parenthèses)[)\]]?"
)
"""How a line says what stands in brackets: `Calls, 2024 (2023 in brackets)`, `Standard errors are in parentheses.`"""
_OF_TWO = re.compile(r"(?P<first>.*?)\s*\((?P<second>[^()]+)\)(?P<period>.*)")
_BARE = re.compile(r"(?i)n|no\.?|#")
UNSAID = "in brackets"
"""What the head of the second figures ends with where nothing says what they are."""
_NOTED = re.compile(r"\s*\(?(?P<number>[0-9]{1,2})\)")


@dataclass(frozen=True, slots=True)
class _Said:
    """What lines around a table say of its figures in brackets, and of the others."""

    first: str = ""
    """The period of the figures before the brackets, where those within are of another one."""
    second: str = ""
    line: int = -1
    """The row that says it, and how it reads without that."""
    rest: str = ""


def with_brackets_apart(sheet: Sheet) -> Sheet:
    """Return a sheet in which figures in brackets behind others have columns of their own beside theirs."""
    found = {column: paired for column in range(sheet.width) if (paired := _paired(sheet, column))}
    if not found:
        return sheet
    said = _said(sheet)
    rows = list(sheet.rows)
    if said.first:
        rows[said.line] = tuple(said.rest if _SAID.search(as_text(cell)) else cell for cell in rows[said.line])
    first = {column: as_text(sheet.rows[each[0]][column]) for column, each in found.items()}
    made = tuple(_row(cells, number, found, said, first) for number, cells in enumerate(rows))
    return with_columns(sheet, dict.fromkeys(found, 2), made)


def _paired(sheet: Sheet, column: int) -> range:
    """Return the rows from the first with two figures to the last; none where few cells are such, or lead to notes."""
    cells = [as_text(row[column]) if isinstance(row[column], str) else "" for row in sheet.rows]
    pairs = {row: pair for row, cell in enumerate(cells) if cell and (pair := _PAIR.fullmatch(cell))}
    if not pairs:
        return range(0)
    rows = range(min(pairs), max(pairs) + 1)
    filled = sum(sheet.rows[row][column] is not None for row in rows)
    noted = {note["number"] for row in sheet.rows[rows[-1] :] if row and (note := _NOTED.match(as_text(row[0])))}
    is_most = len(pairs) >= max(FEWEST, MOST * filled)
    return rows if is_most and not {pair["second"].strip() for pair in pairs.values()} <= noted else range(0)


def _said(sheet: Sheet) -> _Said:
    for row, cells in enumerate(sheet.rows):
        for line in (as_text(cell) for cell in cells if isinstance(cell, str)):
            found = _SAID.search(line)
            if found:
                rest = " ".join((line[: found.start()] + line[found.end() :]).split())
                second, first = moment_in(found["what"])[0], moment_in(rest)[0]
                is_told = not second or bool(first)
                return _Said(first if second else "", (second or found["what"]) if is_told else "", row, rest)
    return _Said()


def _row(cells: Row, number: int, found: dict[int, range], said: _Said, first: dict[int, str]) -> Row:
    made: list[Value] = []
    for column, cell in enumerate(cells):
        rows = found.get(column)
        pair = _PAIR.fullmatch(as_text(cell)) if rows and isinstance(cell, str) else None
        if rows is None:
            made.append(cell)
        elif pair:
            made += [pair["figure"].strip(), pair["second"].strip()]
        elif number == rows[0] - 1:
            made += _heads(as_text(cell), said, sign="%" if first[column].rstrip(") ").endswith("%") else "")
        else:
            made += [cell, None]
    return tuple(made)


def _heads(head: str, said: _Said, *, sign: str) -> tuple[str, str]:
    """Return the heads of the two figures: `Girls (%)` gives `Girls` and `Girls, %`.

    `sign` is the one within the brackets, which says what stands there where nothing else does.
    """
    two = _OF_TWO.fullmatch(head)
    if said.first:
        return f"{head} {said.first}".strip(), f"{head} {said.second}".strip()
    if two and (not two["period"].strip() or moment_in(two["period"])[0]):
        first = "" if _BARE.fullmatch(two["first"]) else two["first"]
        return f"{first or 'Number'}{two['period']}", f"{first}, {two['second']}".strip(" ,") + two["period"]
    second = said.second or sign
    return head, f"{head}, {second}".strip(" ,") if second else f"{head} {UNSAID}".strip()
