"""Say something of the program's own in the language that is spoken.

A message is English and whole, a sentence or a term, with names for what is filled in: `say("Not shown: {names}.",
names=…)`. `reportgen.language.messages` finds the messages by the names of these functions, so what they are given is
written out where they are called, and not put together there.
"""

from __future__ import annotations

from typing import Any

from reportgen.language.speaking import spoken
from reportgen.quantity import filled


def message(text: str) -> str:
    """Return a message as it is, to be said later: what stands in a table of the program is written so."""
    return text


def counted(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a message that counts, to be said later by `say_count`."""
    return one, many


def say(text: str, /, **parts: Any) -> str:
    """Return a message in the language that is spoken, with its parts filled in."""
    language = spoken()
    said = text if language.is_english else language.catalogue.find(text) or text
    return filled(said, parts) if parts else said


def say_of(context: str, text: str, /, **parts: Any) -> str:
    """Return the same where English has one word for two: `say_of("the month", "May")`."""
    language = spoken()
    said = text if language.is_english else language.catalogue.find(text, context=context) or text
    return filled(said, parts) if parts else said


def say_count(count: float, one: str, many: str, /, **parts: Any) -> str:
    """Return the form of a message that goes with a count: `say_count(2, "{count} row", "{count} rows", count="2")`."""
    language = spoken()
    said = None if language.is_english else language.catalogue.find_form(_whole(count), one)
    if said is None:
        said = one if count == 1 else many
    return filled(said, parts) if parts else said


def _whole(count: float) -> int:
    """Return a number that has the same plural form: a fraction is never one of anything."""
    return int(abs(count)) if float(count).is_integer() else 2
