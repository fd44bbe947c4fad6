"""Understand an uploaded file, and make a project of it: what `reportgen new` does, by the same functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean
from reportgen.language import ENGLISH, say, speaking

if TYPE_CHECKING:
    from reportgen.intake import Answers, Understanding
    from reportgen.intake.columns import Column
    from reportgen.intake.found import Question
    from reportgen.intake.sheet import Sheet
    from reportgen.serve.tasks import Talk, Values

FIRST, LAST = 14, 6
"""Rows that are shown of the beginning and of the end."""
COLUMNS = 60
"""Columns that are shown."""
CELL = 60
"""Characters of a cell that are shown."""
WHOLE_ROW = 400
"""Characters that are shown of a title or a note, which has a row of its own."""
CELLS_NAMED = 5
"""Cells that are named in which a sum does not hold."""


def sheet(values: Values, talk: Talk) -> Values:
    """Return what a file was taken for: a part of its cells, columns, questions, account, sums. Raises ReportError.

    What is asked is asked in the `language` of the page.
    """
    del talk
    with speaking(str(values.get("language", "")) or ENGLISH):
        return _told(values)


def _told(values: Values) -> Values:
    from reportgen.intake.columns import Role

    found, names, _ = _understood(values)
    shown = [column for column in found.columns if column.index < COLUMNS]
    return {
        "sheet": found.sheet.name,
        "sheets": names,
        "title": found.title,
        "account": list(found.account.lines()),
        "columns": [_column(found.sheet, column) for column in shown],
        "columns_left": len(found.columns) - len(shown),
        "rows": _rows(found),
        "rows_left": max(0, len(found.sheet.rows) - FIRST - LAST),
        "measures": [{"title": one.title, "unit": str(one.unit), "why": one.unit.why} for one in found.measures[:40]],
        "measures_left": max(0, len(found.measures) - 40),
        "sums": [_sum(found, place) for place in range(len(found.proofs))],
        "notes": list(found.notes[:8]),
        "questions": [told_question(one) for one in found.all_questions],
        "figures": sum(fact.value is not None for fact in found.facts),
        "places": len(found.places),
        "periods": [found.periods[0], found.periods[-1]] if found.periods else [],
        "roles": [role.value for role in Role],
    }


def told_question(question: Question) -> Values:
    """Return a question with its likeliest answer and its choices, each also in the words of the language."""
    from reportgen.intake.asking import ADDED, FIRST_COUNTS, LEFT_OUT, ONCE
    from reportgen.intake.columns import Role
    from reportgen.intake.numerals import MEANINGS
    from reportgen.intake.sums import NO, YES
    from reportgen.intake.totals import NONE
    from reportgen.intake.unnamed import NOT_STATED, THE_TOTAL

    known = {
        YES,
        NO,
        NONE,
        THE_TOTAL,
        NOT_STATED,
        LEFT_OUT,
        ONCE,
        ADDED,
        FIRST_COUNTS,
        *MEANINGS.values(),
        *(role.value for role in Role),
    }

    def words(answer: str) -> str:
        return say(answer) if answer in known else answer

    return {
        "key": question.key,
        "text": question.text,
        "where": question.where,
        "more": question.more,
        "taken": question.taken,
        "taken_words": words(question.taken),
        "choices": [{"value": each, "words": words(each)} for each in question.choices],
    }


def create(values: Values, talk: Talk) -> Values:
    """Make a project of a file and return the name of its folder. Raises ReportError; then nothing is left behind."""
    from reportgen.batch import begin_project, check_free
    from reportgen.intake import read_source

    del talk
    folder = Path(values["folder"])
    check_free(folder)
    found, _, given = _understood(values)
    open_ones = [one for one in found.questions if not one.taken]
    if open_ones:
        raise UsageError(open_ones[0].text, where=open_ones[0].where, hint="answer it beside the sheet")
    source = read_source([str(values["file"])], sheet=found.sheet.name)
    organisation, compiled_by = str(values.get("organisation", "")), str(values.get("compiled_by", ""))
    told: list[str] = []
    begin_project(
        folder, found, source, organisation=organisation, compiled_by=compiled_by, answers=given.given, tell=told.append
    )
    return {"folder": folder.name, "told": told}


def _understood(values: Values) -> tuple[Understanding, list[str], Answers]:
    from reportgen.intake import Answers, read_sheets, understand

    file = Path(values["file"])
    sheets = read_sheets(file)
    given = Answers({str(key): str(value) for key, value in values.get("answers", {}).items()})
    chosen = _chosen(sheets, str(values.get("sheet", "")))
    return understand(chosen, file=file.name, answers=given), [each.name for each in sheets], given


def _chosen(sheets: list[Sheet], wanted: str) -> Sheet:
    """Return the sheet of a name, or else the one with the most cells among those that are shown."""
    names = {each.name: each for each in sheets}
    if wanted:
        if wanted not in names:
            raise UsageError(f"unknown sheet `{wanted}`", hint=did_you_mean(wanted, names))
        return names[wanted]
    from reportgen.intake.tables import best_of

    return best_of(sheets)


def _column(sheet: Sheet, column: Column) -> Values:
    from reportgen.intake.sheet import column_letters

    origin = sheet.origins[column.index] if sheet.origins else column.index
    return {
        "key": f"column.{column.index + 1}",
        "letters": column_letters(origin),
        "head": column.head,
        "role": column.role.value,
        "why": column.why,
        "doubtful": column.is_doubtful,
    }


def _rows(found: Understanding) -> list[Values]:
    """Return the first and the last rows; between them, where some are left out, one that says how many."""
    from reportgen.intake.sheet import as_text

    count = len(found.sheet.rows)
    places = [*range(min(FIRST, count)), *range(max(FIRST, count - LAST), count)]
    rows: list[Values] = []
    for before, row in zip([-1, *places], places, strict=False):
        if row > before + 1:
            rows.append({"kind": "gap", "count": row - before - 1})
        is_text = found.extent.kinds[row] in ("title", "note", "group")
        cells = [as_text(cell)[: WHOLE_ROW if is_text else CELL] for cell in found.sheet.rows[row][:COLUMNS]]
        rows.append({"kind": found.extent.kinds[row].value, "number": found.sheet.row_in_file(row), "cells": cells})
    return rows


def _sum(found: Understanding, place: int) -> Values:
    proof = found.proofs[place]
    failed = [
        {"cell": found.sheet.address(fact.row, fact.column), "by": f"{by:f}"} for fact, by in proof.failed[:CELLS_NAMED]
    ]
    return {"text": proof.text, "held": proof.held, "failed": failed, "more": max(0, len(proof.failed) - CELLS_NAMED)}
