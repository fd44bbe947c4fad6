"""Counts of people so small that somebody may be known by them: whether they are hidden is asked, not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.intake.found import Question
from reportgen.intake.heads import BEFALLEN, COUNTED
from reportgen.language import say
from reportgen.suppression import NOT_SUPPRESSED, RULE_HINT, small_numbers
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from reportgen.intake.answers import Answers
    from reportgen.intake.found import Fact, Measure

KEY = "suppress"
SAFE = "1-9"
"""What is taken where nobody answers: fewer than ten is the widest of the usual rules."""
CHOICES = (SAFE, "1-4", NOT_SUPPRESSED)
ENOUGH, ENOUGH_IN_PARTS = 20, 10
"""Figures of a measure, at least, and of places or members: a table of fewer is looked over by whoever has it."""


def suppression_asked(
    measures: Sequence[Measure], facts: Sequence[Fact], *, title: str, answers: Answers
) -> tuple[str, tuple[Question, ...]]:
    """Return the rule for small numbers, empty for none, and the question whether it is to be another one.

    Raises UsageError for an answer that is no rule.
    """
    answer = answers.get(KEY)
    if answer:
        try:
            rule = small_numbers(answer)
        except ValueError as error:
            raise UsageError(f"answer `{KEY}`: {error}", hint=RULE_HINT) from None
        return str(rule or ""), ()
    few = small_numbers(SAFE)
    assert few is not None, "the safe answer is a rule"
    for measure in measures:
        about = f"{measure.title} {measure.unit.of} {title if len(measures) == 1 else ''}".replace("_", " ")
        known = [fact for fact in facts if fact.measure == measure.identifier and fact.value is not None]
        own = [fact.value for fact in known if fact.value is not None]
        enough = ENOUGH_IN_PARTS if len({(fact.place, fact.breakdown) for fact in known}) > 1 else ENOUGH
        small = [value for value in own if float(value) in few]
        if _is_of_people(about) and _is_counted(measure, own) and small and len(own) >= enough:
            text = say(
                "{count} of {all} counts of `{title}` are from 1 to 9; somebody may be known by so small a number. "
                "Which are hidden, in all reports?",
                count=number(len(small)),
                all=number(len(own)),
                title=measure.title,
            )
            return SAFE, (Question(KEY, text, SAFE, CHOICES),)
    return "", ()


def _is_of_people(about: str) -> bool:
    return bool(COUNTED.search(about) or BEFALLEN.search(about))


def _is_counted(measure: Measure, values: Sequence[Decimal]) -> bool:
    is_count = measure.unit.kind == "count" and measure.unit.scale == 1
    return is_count and all(value == value.to_integral_value() for value in values)
