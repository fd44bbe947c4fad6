"""The columns of a new file beside those of the one before: which are gone, which are new, which were only renamed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.columns import Role
from reportgen.intake.found import Question
from reportgen.intake.looks import period_of
from reportgen.intake.what import slug
from reportgen.language import message, say, say_count
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.columns import Column
    from reportgen.intake.profiles import Profile

KEY = "renamed."
"""What the question is called, before the head of the new column; the answer is the head of the one before, or no."""
NO = message("no")
MATTERS = (Role.VALUE, Role.BREAKDOWN)
"""Roles whose figures are others under another head; a place is the same, whatever its column is called."""
SAME, OTHER = 0.9, 0.5
"""How many of the figures that both have agree where it is the same column, and below how many it is another one."""
LEAST = 3
"""Of so many columns not one may be there in a file of the same shape."""
NAMED = 4
"""Heads that a message names."""


def words_of(head: str) -> str:
    """Return what a head says besides a period, in one form: columns of years come and go."""
    words = period_of([head])[1]
    return slug(words) if words else ""


def with_old_heads(profiles: Sequence[Profile], answers: Answers) -> list[Profile]:
    """Return the profiles of columns, those that were renamed under the heads that they had before."""
    result = []
    for profile in profiles:
        period, words = period_of([profile.head])
        old = answers.get(f"{KEY}{words}") if words else ""
        heads = profile.heads if old in ("", NO) else (old, period) if period else (old,)
        result.append(replace(profile, heads=heads))
    return result


def require_same_shape(columns: Iterable[Column], roles: Mapping[str, str], *, file: str) -> None:
    """Raise DataError for a file of which nearly no column is called as one of the file before: it is another one."""
    now = {words_of(column.head): column.head for column in columns}
    used = {words_of(head): head for head, role in roles.items() if role != Role.IGNORED}
    figures = [words for words, head in used.items() if roles[head] == Role.VALUE]
    same = used.keys() & now.keys()
    has_figures = any(words in now for words in figures)
    if len(same) * LEAST >= len(used) and (has_figures or len(same) * 2 >= len(used)):
        return
    raise DataError(
        f"this is another file: expected columns such as {_named(used.values())}, found {_named(now.values())}",
        where=file,
        hint="`reportgen new` makes a project of its own; of columns that were only renamed say so, a line each, in"
        f' `[answers]` of intake.toml: `"{KEY}NEW HEAD" = "OLD HEAD"`',
    )


def _named(heads: Iterable[str]) -> str:
    return list_of([f"`{head}`" for head in heads if head][:NAMED])


def gone_and_new(columns: Sequence[Column], roles: Mapping[str, str]) -> tuple[dict[str, str], list[Column]]:
    """Return the heads that are no longer there, with their roles, and the columns that were not there before.

    Of columns of one measure, each of a period, one stands for all, under the words of the measure.
    """
    now = {words_of(column.head) for column in columns}
    before = {"", *(words_of(head) for head in roles)}  # heads of periods alone come and go
    gone = {period_of([head])[1] or head: role for head, role in roles.items() if words_of(head) not in now}
    new = {words_of(column.head): column for column in columns if words_of(column.head) not in before}
    return {head: role for head, role in gone.items() if words_of(head)}, [each for each in new.values() if each.head]


def asked_of_renamed(
    columns: Sequence[Column], roles: Mapping[str, str], answers: Answers, share: Callable[[Column, str], float | None]
) -> tuple[Question, ...]:
    """Return a question for each new column that may be one that is gone.

    `share` says how many of the figures, or members, that a column and the one of an old head both have are the same;
    None where they have none in common, and then nothing is taken: somebody has to say it.
    """
    gone, new = gone_and_new(columns, roles)
    questions = []
    for column in new:
        before = tuple(head for head, role in gone.items() if role == column.role and column.role in MATTERS)
        key = f"{KEY}{period_of([column.head])[1]}"
        if before and not answers.get(key):
            shares = {head: share(column, head) for head in before}
            questions.append(_about(key, before, shares))
    return tuple(questions)


def _about(key: str, before: Sequence[str], shares: Mapping[str, float | None]) -> Question:
    more = say(
        "If it is the same, its figures go on from those that are there, also where the head is another one. Otherwise "
        "it is a column of its own, and the figures of the one that is gone stay as they are."
    )
    return Question(key, _asked(key.removeprefix(KEY), before), _taken(shares), (*before, NO), more=more)


def _taken(shares: Mapping[str, float | None]) -> str:
    """Return the head whose figures a column has, no where it has others than all; nothing where nobody can know."""
    found = {head: each for head, each in shares.items() if each is not None}
    best = max(found, key=lambda head: found[head], default="")
    if best and found[best] >= SAME:
        return best
    return NO if len(found) == len(shares) and all(each < OTHER for each in found.values()) else ""


def _asked(new: str, before: Sequence[str]) -> str:
    return say_count(
        len(before),
        "`{new}` is new, and {gone} is no longer there. Is it the same column?",
        "`{new}` is new, and {gone} are no longer there. Is it one of these columns?",
        new=new,
        gone=list_of([f"`{head}`" for head in before]),
    )


def told_of_columns(columns: Sequence[Column], roles: Mapping[str, str]) -> list[str]:
    """Return which columns are gone and which are new, a line each."""
    gone, new = gone_and_new(columns, roles)
    lines = []
    for head, role in gone.items():
        stays = "; its figures stay" if role == Role.VALUE else ""
        lines.append(f"`{head}` is no longer there{stays}")
    return lines + [f"`{column.head}` is new, taken for {column.role.value}" for column in new]
