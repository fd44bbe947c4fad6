"""Signs of notes in heads and labels, and what the notes below the table say of the figures there.

Region    2023    2024 1)
North       11         12
South *     21         23
1) From 2024 people are counted once.
* Without Harbour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.intake.extent import RowKind, looks_like_figure, spread_heads
from reportgen.intake.found import Question
from reportgen.intake.numerals import EARLIER, IN_PLACE, MEANINGS
from reportgen.intake.sheet import Remark, as_text
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.extent import Extent
    from reportgen.intake.sheet import Row, Sheet, Value

_RAISED = dict(zip("¹²³⁴⁵⁶⁷⁸⁹", "123456789", strict=True))
_BRACKETS = r"\[(?:note |fn )?(?P<square>[0-9]{1,2}|[a-z])\]|\((?P<round>[0-9]{1,2}|[a-z])\)"
_NOTE = re.compile(
    rf"\s*(?:{_BRACKETS}|(?P<half>[0-9]{{1,2}}|[a-z])[)/]|(?P<star>[*†‡§#]{{1,3}})|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹])|"
    r"(?P<plain>[0-9]{1,2})(?=\.?\s+[^\W\d_]))[.:]?\s*(?P<text>.{3,})",
    re.IGNORECASE | re.DOTALL,
)
"""A note that begins with its sign: `1) From 2024 ...`, `(a) ...`, `[note 1] ...`, `* ...`, `1 Without ...`."""
_MARKED = re.compile(
    rf"(?P<words>.*[^\s*†‡§])\s*(?:{_BRACKETS}|(?<=\s)(?P<half>[0-9]{{1,2}}|[a-z])[)/]|(?P<star>[*†‡§]{{1,3}})|"
    r"(?<!m)(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹]))",
    re.IGNORECASE | re.DOTALL,
)
"""A head or a label that ends with a sign: `2024 1)`, `Households housed*`, `South [note 2]`; `km²` has none."""
_SURE = ("half", "star")
"""Signs that are taken off a head also where no note explains them."""


def without_signs(sheet: Sheet, extent: Extent) -> Sheet:
    """Return a sheet whose heads and labels have no signs of notes, with what the notes say of the figures there."""
    notes = {sign: text for row in extent.of(RowKind.NOTE) for sign, text in _notes_in(sheet.rows[row])}
    rows = list(sheet.rows)
    remarks: list[Remark] = []
    for row in extent.heads:
        for column, words, sign in _marked(sheet, row, notes, are_heads=True):
            rows[row] = _with(rows[row], column, words)
            if sign in notes:
                remarks.append(Remark(notes[sign], columns=_below(sheet, extent, row, column)))
    body = extent.of(RowKind.FIGURES)
    for row in body if notes else ():
        for column, words, sign in _marked(sheet, row, notes, are_heads=False):
            if not any(looks_like_figure(sheet.rows[each][column]) for each in body):
                rows[row] = _with(rows[row], column, words)
                remarks.append(Remark(notes[sign], rows=_of_label(sheet, extent, row, column)))
    if rows == list(sheet.rows):
        return sheet
    return replace(sheet, rows=tuple(rows), remarks=(*sheet.remarks, *_each_once(remarks)))


def _each_once(remarks: Sequence[Remark]) -> list[Remark]:
    """Return remarks, as one those that several heads refer to: a series begins anew with the first of them."""
    columns: dict[tuple[str, frozenset[int]], frozenset[int]] = {}
    for remark in remarks:
        key = (remark.text, remark.rows)
        columns[key] = columns.get(key, frozenset()) | remark.columns
    return [Remark(text, rows, found) for (text, rows), found in columns.items()]


def _notes_in(cells: Row) -> Iterator[tuple[str, str]]:
    """Yield the notes of a row by their signs: each line of a cell, or a sign in a cell of its own beside its words."""
    texts = [str(cell) for cell in cells if cell is not None]
    lines = [" ".join(texts)] if len(texts) == 2 and len(texts[0]) <= LONGEST else texts
    for line in (line for text in lines for line in text.splitlines()):
        found = _NOTE.fullmatch(line)
        if found:
            yield _sign(found), as_text(found["text"])


LONGEST = 8
"""Characters of a sign that stands in a cell of its own."""


def _sign(found: re.Match[str]) -> str:
    """Return a sign as it is the same in a head and before a note: `1` for `1)`, `(1)`, `[note 1]` and a raised one."""
    sign = next(text for name, text in found.groupdict().items() if text and name not in ("words", "text"))
    return _RAISED.get(sign, sign.lower())


def _marked(sheet: Sheet, row: int, notes: Mapping[str, str], *, are_heads: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the columns of a row in which words end with a sign: the words without it, and the sign."""
    for column, cell in enumerate(sheet.rows[row]):
        left = cell
        while found := _signed(left):
            is_sure = are_heads and any(found.groupdict().get(name) for name in _SURE)
            if not is_sure and _sign(found) not in notes:
                break
            left = found["words"]
            yield column, left, _sign(found)


def _signed(cell: Value) -> re.Match[str] | None:
    """Return the words of a cell and the sign behind them; None where there is none."""
    found = _MARKED.fullmatch(cell) if isinstance(cell, str) and len(cell) > 1 else None
    if found is None or looks_like_figure(cell) or not any(map(str.isalnum, found["words"])):
        return None
    is_reference = found["half"] and found["words"].count("(") > found["words"].count(")")  # `(see note 1)`
    return None if is_reference else found


BELOW_ZERO = message("a figure below zero")
_IN_BRACKETS = re.compile(r"\((?P<number>[0-9][0-9.,]*)\)")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """Which cells such as `(2)` are signs of notes and no figures below zero, and what is asked about them."""

    signs: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()


def bracketed(sheet: Sheet, extent: Extent, answers: Answers) -> Bracketed:
    """Tell numbers in brackets that lead to a note from those that are below zero.

    Where a note stands below the table for each of them, they are signs; where there are others, too, as in accounts,
    each that has a note is asked about.
    """
    cells: dict[str, list[str]] = {}
    for row in extent.of(RowKind.FIGURES):
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell, str) and (found := _IN_BRACKETS.fullmatch(cell.strip())):
                cells.setdefault(found["number"], []).append(sheet.address(row, column))
    notes = (
        {sign: text for row in extent.of(RowKind.NOTE) for sign, text in _numbered(sheet.rows[row])} if cells else {}
    )
    are_signs = set(cells) <= set(notes)
    signs, questions = set(), []
    for number in sorted(set(cells) & set(notes)):
        key, sign = f"mark.({number})", f"({number})"
        answered = answers.one_of(key, (BELOW_ZERO, *MEANINGS.values(), *EARLIER))
        if not answered and not are_signs:
            questions.append(_below_zero_or_note(key, sign, notes[number], cells[number]))
        if (answered and answered != BELOW_ZERO) or (not answered and are_signs):
            signs.add(sign)
    return Bracketed(frozenset(signs), tuple(questions))


def _numbered(cells: Row) -> Iterator[tuple[str, str]]:
    """Yield the notes of a row whose sign is a number before a bracket: `(2) Not reported.`, `2) Not reported.`"""
    for sign, text in _notes_in(cells):
        line = " ".join(str(cell) for cell in cells if cell is not None)
        if sign.isdecimal() and re.search(rf"(?m)^\s*\(?{sign}\)", line):
            yield sign, text


def _below_zero_or_note(key: str, sign: str, note: str, cells: Sequence[str]) -> Question:
    text = say(
        "Is `{sign}` a figure below zero, or does it lead to the note “{note}”? "
        "Brackets without a note stand there, too.",
        sign=sign,
        note=note.rstrip("."),
    )
    choices = (BELOW_ZERO, *(MEANINGS[code] for code in IN_PLACE))
    return Question(key, text, BELOW_ZERO, choices, where=", ".join(cells[:NAMED]))


NAMED = 3
"""Cells that a question names."""


def _with(cells: Row, column: int, cell: Value) -> Row:
    return (*cells[:column], cell, *cells[column + 1 :])


def _below(sheet: Sheet, extent: Extent, row: int, column: int) -> frozenset[int]:
    """Return the columns that a head stands over."""
    spread = spread_heads(sheet, row, is_last=row == extent.heads[-1])
    wanted = as_text(sheet.rows[row][column])
    origins = sheet.origins or tuple(range(sheet.width))
    return frozenset(origins[place] for place, text in enumerate(spread) if text == wanted)


def _of_label(sheet: Sheet, extent: Extent, row: int, column: int) -> frozenset[int]:
    """Return the rows that a label is of: its own, and those below it in which it is left blank."""
    body = [each for each in extent.of(RowKind.FIGURES) if each >= row]
    end = next((each for each in body[1:] if sheet.rows[each][column] is not None), sheet.height)
    return frozenset(each for each in body if each < end)
