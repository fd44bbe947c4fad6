"""What cannot be meant on a command line, said in our own form."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SUGGESTION = re.compile(r"\s*(?:Did you mean|\(Possible options:) (?P<names>.*?)[?)]*$")
LONGEST = 80
"""Characters of an argument that a message repeats."""
MANY = 12
"""More names than this are not listed in a hint."""


def usage_error(message: str) -> UsageError:
    """Return the parser's message as an error with a hint: `no such option: --yeers` / `did you mean --years?`."""
    found = SUGGESTION.search(message)
    text = SUGGESTION.sub("", message).strip().rstrip(".")
    names = [name.strip(" '") for name in found["names"].split(",")] if found else []
    hint = did_you_mean(text.rpartition(" ")[2], names) if names else "`reportgen --help` shows how it is used"
    return UsageError(text[:1].lower() + text[1:].replace("'", "`"), hint=hint)


def check_arguments(arguments: Sequence[str]) -> None:
    """Raise UsageError for an argument that no command and no file can have, and for an option that is left empty."""
    for text in arguments:
        if "\0" in text:
            shown = text.replace("\0", "·")[:LONGEST]
            raise UsageError(f"argument `{shown}` holds a character without a meaning", hint="take it out: U+0000")
    for before, text in pairwise(("", *arguments)):
        option = text.partition("=")[0]
        if (not text and before in FILLED) or (text == f"{option}=" and option in FILLED):
            message = f"expected a value after `{option or before}`, found an empty text"
            raise UsageError(message, hint="leave the option out; or is a variable of the shell empty?")


FILLED = ("--charts", "--data", "--docx-template", "--out", "--profile", "--scheduler", "--templates", "--theme")
"""Options of which an empty text would mean something else than nothing, or what nobody asked for."""


def one_of(value: str, known: Collection[str], *, what: str) -> str:
    """Return the value when it is among the known ones; raise UsageError with the nearest one when not."""
    if value not in known:
        hint = did_you_mean(value, known)
        if len(known) > MANY and hint.startswith("known"):
            hint = f"`reportgen list {what}s` shows them"
        raise UsageError(f"unknown {what} `{value[:LONGEST]}`", hint=hint)
    return value
