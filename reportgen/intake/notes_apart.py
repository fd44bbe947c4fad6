"""Notes that stand on a sheet of their own, as the statistical offices of the UK keep them: `note 1 | Without ...`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.sheet import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.intake.sheet import Row, Sheet

_SHEET = re.compile(r"(?i)(?:foot ?)?notes?(?: .*)?|fußnoten?|anmerkungen|notas")
"""What such a sheet is called."""
_NUMBER = re.compile(r"(?i)\[?note (?P<number>[0-9]{1,2}|[a-z])\]?")
_SIGN = re.compile(r"(?i)\[note (?P<number>[0-9]{1,2}|[a-z])\]")


def with_notes(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets of a workbook, below each the notes on another one that its cells refer to."""
    kept = [sheet for sheet in sheets if _SHEET.fullmatch(sheet.name.strip())]
    notes = {number: text for sheet in kept for number, text in _notes(sheet.rows)}
    return [sheet if sheet in kept else _with(sheet, notes) for sheet in sheets] if notes else list(sheets)


def _notes(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the number of each note and its text, which stand in two cells of a row."""
    for cells in rows:
        filled = [as_text(cell) for cell in cells if cell is not None]
        number = _NUMBER.fullmatch(filled[0]) if len(filled) > 1 else None
        if number:
            yield number["number"].lower(), filled[1]


def _with(sheet: Sheet, notes: dict[str, str]) -> Sheet:
    signs = (
        found["number"].lower()
        for cells in sheet.rows
        for cell in cells
        if isinstance(cell, str) and "[" in cell
        for found in _SIGN.finditer(cell)
    )
    added = [f"[note {number}] {notes[number]}" for number in dict.fromkeys(signs) if number in notes]
    rest = (None,) * (sheet.width - 1)
    return replace(sheet, rows=(*sheet.rows, *((text, *rest) for text in added))) if added else sheet
