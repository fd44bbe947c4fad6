"""The places of a new file beside those of the one before: which are the same under another code, as 47 is 0047."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.intake.found import Question
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.intake.answers import Answers

KEY = "place."
"""What the question is called, before the code of the new place; the answer is the code of the one before, or no."""
NO = message("no")
SAME = 0.9
"""How many of the figures that both have agree where it is the same place."""
NAMED = 4
"""Places that are told by name."""


def asked_of_places(
    now: Mapping[str, str], before: Mapping[str, str], answers: Answers, share: Callable[[str, str], float | None]
) -> tuple[Question, ...]:
    """Return a question for each new place that may be one of before which the file no longer has.

    `now` and `before` are names by codes. `share` says how many of the figures that both have are the same; None where
    they have none in common. A spreadsheet takes the zeros off the codes that it reads as numbers.
    """
    gone = {code: name for code, name in before.items() if code not in now}
    questions = []
    for code, name in now.items():
        key = f"{KEY}{code}"
        same = [old for old, named in gone.items() if code not in before and _may_be_one(code, name, old, named)]
        if len(same) == 1 and not answers.get(key):
            taken = same[0] if _is_likeliest(code, same[0], share(code, same[0])) else NO
            text = say(
                "`{new}` ({name}) is new, and `{old}` ({named}) is no longer there. Is it the same place?",
                new=code, name=name, old=same[0], named=gone[same[0]],
            )  # fmt: skip
            more = say("If it is, its figures go on from those that are there. Otherwise it is a place of its own.")
            questions.append(Question(key, text, taken, (same[0], NO), more=more))
    return tuple(questions)


def _is_likeliest(code: str, old: str, agree: float | None) -> bool:
    """Say whether two are one: by the figures that both have, and without such only where zeros alone are others."""
    return _plain(code) == _plain(old) if agree is None else agree >= SAME


def _may_be_one(code: str, name: str, old: str, named: str) -> bool:
    """Say whether a code is another one but for zeros, or a name is that of the other one with words more or less."""
    if _plain(code) == _plain(old):
        return True
    words, others = set(name.casefold().split()), set(named.casefold().split())
    return bool(words and others) and (words <= others or others <= words)


def _plain(code: str) -> str:
    """Return a code without the zeros that it begins with, and the `.0` that a column of numbers has."""
    return re.sub(r"\.0$", "", code.strip()).lstrip("0").casefold()


def as_before(codes: Mapping[str, object], answers: Answers) -> dict[str, str]:
    """Return the codes of places that are the same as before under another code, each with the one it had."""
    asked = {key.removeprefix(KEY) for key in answers.given if key.startswith(KEY)}
    found = {code: answers.get(f"{KEY}{code}") for code in sorted(asked & codes.keys())}
    return {code: old for code, old in found.items() if old != NO}


def told_of_names(now: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """Return which places are called otherwise in the file than in the project, a line each of the first."""
    other = [code for code in before if now.get(code, before[code]) != before[code]]
    return [
        say("place `{code}` is called {name} in the file, and {named} in data/places.csv, as before",
            code=code, name=now[code], named=before[code])
        for code in other[:NAMED]
    ]  # fmt: skip
