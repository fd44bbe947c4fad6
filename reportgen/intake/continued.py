"""Columns whose heads name the next periods of those beside them, and not what they measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.found import Question
from reportgen.intake.moments import shape_of
from reportgen.intake.sheet import column_letters
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.columns import Column

YES, NO = message("yes"), message("no")


def continued(columns: Sequence[Column], answers: Answers) -> tuple[list[Column], tuple[Question, ...]]:
    """Return the columns, those with a bare period as the next periods of the measure on their left; and what is asked.

    Next year's column is often added beside a head that spans the others and was not made wider: `2020` stands alone.
    """
    result = list(columns)
    questions = []
    for place in range(1, len(result)):
        column = result[place]
        run = _run_before(result, place)
        if not run or not _is_next_of(column, run):
            continue
        key = f"continues.{column.index + 1}"
        answer = answers.one_of(key, (YES, NO))
        if not answer:
            questions.append(Question(key, _asked(column, run), YES, (YES, NO)))
        if answer != NO:
            result[place] = replace(column, measure=run[-1].measure, why="the next period of the columns before it")
    return result, tuple(questions)


def _run_before(columns: Sequence[Column], place: int) -> list[Column]:
    """Return the columns of one measure, each of a period, that end on the left of a column."""
    run: list[Column] = []
    for column in reversed(columns[:place]):
        is_one = column.role == Role.VALUE and bool(column.measure) and bool(column.period)
        if not is_one or (run and column.measure != run[-1].measure):
            break
        run.append(column)
    return run[::-1]


def _is_next_of(column: Column, run: Sequence[Column]) -> bool:
    """Say whether a head is a period, and nothing else, of which the columns before it have no figures."""
    periods = {each.period for each in run}
    is_bare = column.role == Role.VALUE and bool(column.period) and not column.measure
    return is_bare and column.period not in periods and shape_of(column.period) == shape_of(run[-1].period)


def _asked(column: Column, run: Sequence[Column]) -> str:
    first, last = (column_letters(each.index) for each in (run[0], run[-1]))
    return say(
        "Column {letter} has the head `{head}` and nothing above it. "
        "Is it the next period of `{measure}`, as in columns {first} to {last}?",
        letter=column_letters(column.index),
        head=column.head,
        measure=run[-1].measure,
        first=first,
        last=last,
    )
