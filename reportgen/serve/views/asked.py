"""Questions about a file as a form has them: which of its fields answer them, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData

    from reportgen.serve.tasks import Values

ANSWER = "q."
"""What the name of a field begins with that answers a question."""
LONGEST_ANSWER = 300


def answers_in(form: FormData, questions: Mapping[str, Values]) -> dict[str, str]:
    """Return the answers of a form to questions, by their keys; to nothing else, and nothing that was not offered."""
    given: dict[str, str] = {}
    for key, question in questions.items():
        answer = str(form.get(f"{ANSWER}{key}", ""))[:LONGEST_ANSWER].strip()
        if answer == question["taken_words"]:
            answer = question["taken"]
        if answer and (not question["choices"] or answer in [each["value"] for each in question["choices"]]):
            given[key] = answer
    return given


def answered(answers: Mapping[str, str], questions: Mapping[str, Values]) -> list[Values]:
    """Return the questions that were answered, each with its answer, so that it can be changed."""
    return [
        {**question, "taken": answers[key], "taken_words": _words_of(question, answers[key])}
        for key, question in questions.items()
        if key in answers
    ]


def _words_of(question: Values, answer: str) -> str:
    """Return an answer in the words in which it was offered."""
    offered = {each["value"]: each["words"] for each in question["choices"]}
    return str(offered.get(answer, question["taken_words"] if answer == question["taken"] else answer))
