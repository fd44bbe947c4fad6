"""Read a catalogue: what each message of the program is in another language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(__file__).parent
ENGLISH = "en"
"""The language of the messages themselves; it has no catalogue."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language."""

    messages: Mapping[tuple[str, str], tuple[str, ...]]
    """By context and English message (of one that counts: the form for one); a text for each form of the plural."""
    form: Callable[[int], int]
    """Which form of the plural goes with a number."""

    def find(self, message: str, *, context: str = "") -> str | None:
        """Return a message in this language; None where the catalogue lacks it."""
        found = self.messages.get((context, message))
        return found[0] if found else None

    def find_form(self, count: int, one: str) -> str | None:
        """Return the form of a message that goes with a count; None where the catalogue lacks it."""
        found = self.messages.get(("", one))
        return found[self.form(count)] if found else None


def languages() -> tuple[str, ...]:
    """Return the languages that documents may be in: `de`, `en`, `es`."""
    return tuple(sorted({ENGLISH, *(path.stem for path in FOLDER.glob("*.po"))}))


SPELT = {"de-CH": ("ß", "ss"), "de-LI": ("ß", "ss")}
"""Countries that write a language as its catalogue does, but for a letter."""


@cache
def catalogue_of(tag: str) -> Catalogue:
    """Return the catalogue of a language as the country of the tag writes it: `größter`, and `grösster` in `de-CH`."""
    found = read_catalogue(tag.partition("-")[0].lower())
    if tag not in SPELT:
        return found
    old, new = SPELT[tag]
    messages = {key: tuple(text.replace(old, new) for text in texts) for key, texts in found.messages.items()}
    return Catalogue(messages, found.form)


@cache
def read_catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, read once; that of English is empty."""
    from gettext import c2py  # only for documents that are not English, like babel

    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    messages = {
        (entry.context or "", _first(entry.id)): _texts(entry.string)
        for entry in found
        if entry.id and not entry.fuzzy and all(_texts(entry.string))
    }
    return Catalogue(messages, c2py(found.plural_expr))


def _first(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)
