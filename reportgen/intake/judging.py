"""Judge an answer as soon as it is given, before the table is understood anew with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.intake.answers import Answers, of_column
from reportgen.intake.columns import Role
from reportgen.intake.measures import UnitGuess, unit_answered
from reportgen.intake.small import KEY as SUPPRESS
from reportgen.intake.small import suppression_asked
from reportgen.intake.when import period_answered
from reportgen.intake.where import PLACES, level_answered

if TYPE_CHECKING:
    from reportgen.intake.found import Question


def judge_answer(question: Question, answer: str) -> None:
    """Raise UsageError for an answer that would not be taken."""
    given = Answers({question.key: answer})
    named = of_column(answer)
    if named:
        key, _ = named
        given.one_of(key, tuple(Role))
        return
    if question.key == SUPPRESS:
        suppression_asked((), (), title="", answers=given)
    elif question.choices:
        given.one_of(question.key, question.choices)
    elif question.key == "period":
        period_answered(answer)
    elif question.key == PLACES:
        level_answered(answer)
    elif question.key.startswith("unit."):
        unit_answered(answer, UnitGuess("count"))
