"""Ask at a terminal what a file does not tell, and say what is still open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from reportgen.cli.messages import print_lines
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake import Question

HELP = "?"
"""The answer that is none: what the question means is told, and it is asked again."""
BACK = "<"
"""The answer that leads back to the question before."""
READINGS = ("column.", "head.", "sheet.", "decimal", "clash")
"""How the keys of questions begin on whose answers others depend."""
WAYS = "The Enter key takes what stands in brackets, `<` leads back to the question before, Ctrl-C ends it all."


def may_ask() -> bool:
    """Say whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def answers_to(questions: Sequence[Question], *, may_go_back: bool = False) -> dict[str, str] | None:
    """Return the answers that are given at the terminal, by the keys of the questions.

    After one by which the table is read otherwise than the questions suppose, no more of them are asked: others may
    stand there now. None where the answer leads back to what was asked before the first one, if it may.
    """
    answers: dict[str, str] = {}
    place = 0
    while place < len(questions):
        question = questions[place]
        answer = _ask(question, may_go_back=may_go_back or place > 0)
        if answer == BACK and not place:
            return None
        if answer == BACK:
            place -= 1
            continue
        answers[question.key] = answer
        place += 1
        if answer != question.taken and question.key.startswith(READINGS):
            break
    return {key: answer for key, answer in answers.items() if key in {one.key for one in questions[:place]}}


def _ask(question: Question, *, may_go_back: bool) -> str:
    """Ask until the answer is one that is taken, or leads back to the question before."""
    choices = [f"  {number}  {choice}" for number, choice in enumerate(question.choices, 1)]
    text = "\n".join([question.text, *choices, "Answer"]) if choices else question.text
    while True:
        given = str(typer.prompt(text, default=question.taken or None)).strip()
        text = question.text
        answer = _chosen(given, question.choices)
        if answer == HELP:
            print_lines("\n".join(filter(None, (question.more, *choices, WAYS))))
            continue
        if answer == BACK and may_go_back:
            return answer
        refused = _refused(question, answer)
        if refused:
            print_lines(refused)
        elif not _is_unknown(question, answer) or typer.confirm(_asked_back(question, answer)):
            return answer


def _refused(question: Question, answer: str) -> str:
    """Return why an answer is not taken; empty for one that is."""
    from reportgen.intake import judge_answer, of_column

    try:
        judge_answer(question, answer)
    except UsageError as error:
        if question.choices and question.key != "suppress" and not of_column(answer):
            return f"`{answer}` is none of the answers: write one of them, or its number"
        return "\n".join(filter(None, (error.message, error.hint)))
    return ""


def _chosen(answer: str, choices: Sequence[str]) -> str:
    """Return the choice that an answer names by its number, or that alone begins so."""
    if answer in choices:
        return answer
    if answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1]
    begun = [choice for choice in choices if choice.lower().startswith(answer.lower())]
    return begun[0] if len(begun) == 1 else answer


def _is_unknown(question: Question, answer: str) -> bool:
    return bool(question.known) and answer.casefold() not in map(str.casefold, question.known)


def _asked_back(question: Question, answer: str) -> str:
    return f"`{answer}` is none of {', '.join(question.known)}. Is it meant so?"


def require_answers(questions: Sequence[Question], *, file: str, is_yes: bool) -> None:
    """Raise UsageError for questions without an answer: one that nobody can guess, or all where nobody said `--yes`."""
    without = [question for question in questions if not question.taken]
    if without:
        first = without[0]
        raise UsageError(
            first.text[:1].lower() + first.text[1:].rstrip("."), where=first.where or file,
            hint=f"write `{first.line}` into a file, and add `--answers FILE`",
        )  # fmt: skip
    if questions and not is_yes:
        count = len(questions)
        raise UsageError(
            f"{count} {'question is' if count == 1 else 'questions are'} open", where=file,
            hint="`--yes` takes the answers shown; `--answers FILE` has others, a line each",
        )  # fmt: skip
