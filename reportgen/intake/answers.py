"""Answers to what a file does not tell: given in a file, or at the prompt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.bounded import is_unseen, read_file, toml_values, unreadable, what_is_unseen
from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


_OF_COLUMN = re.compile(r"""["'`]?(?P<key>(?:column|head)\.[^"'`=]+?)["'`]?\s*=\s*["'`]?(?P<role>[^"'`=]+?)["'`]?""")
"""An answer that is one to another question, written as in a file: `"column.2" = "part of the period"`."""


def of_column(answer: str) -> tuple[str, str] | None:
    """Return of which column an answer says what it is, and its role; None for any other answer."""
    found = _OF_COLUMN.fullmatch(answer.strip())
    return (found["key"], found["role"]) if found else None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by the keys of the questions; what nobody asks about is told by `unused`.

    An answer that says what a column is stands as the answer to that: `"column.2" = "breakdown"` to what parts rows.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of_columns = {key: found for key, answer in self.given.items() if (found := of_column(answer))}
        rest = {key: answer for key, answer in self.given.items() if key not in of_columns}
        object.__setattr__(self, "given", {**rest, **dict(of_columns.values())})

    def get(self, key: str) -> str:
        """Return the answer to a question; empty where there is none."""
        self._asked.add(key)
        return self.given.get(key, "")

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """Return the answer to a question with choices. Raises UsageError where it is none of them."""
        answer = self.get(key)
        if answer and answer not in choices:
            raise UsageError(
                f"answer `{key}`: expected one of {', '.join(f'`{choice}`' for choice in choices)}, found `{answer}`",
                hint=did_you_mean(answer, choices),
            )
        return answer

    def unused(self) -> tuple[str, ...]:
        """Return the keys of answers to questions that nobody asked."""
        return tuple(key for key in self.given if key not in self._asked)


def read_answers(path: Path) -> Answers:
    """Return the answers in a TOML file: lines such as `period = "2024"` and `"mark.s" = "not available"`.

    Raises UsageError where it cannot be read, or an answer is no text.
    """
    try:
        content = toml_values(read_file(path), UsageError, where=str(path))
    except OSError as error:
        raise unreadable(error, UsageError, where=str(path)) from None
    return Answers({key: str(value) for key, value in _flat(content, path).items()})


def _flat(content: Mapping[str, object], path: Path, before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in content.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found |= _flat(value, path, f"{name}.")
        elif isinstance(value, str) and is_unseen(value):
            hint = "write the answer between the quotes, or leave the line out"
            found_text = f"answer `{name}`: expected a text, found {what_is_unseen(value)}"
            raise UsageError(found_text, where=str(path), hint=hint)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            found[name] = value
        else:
            raise UsageError(f"answer `{name}`: expected a text", where=str(path), hint='write `period = "2024"`')
    return found
