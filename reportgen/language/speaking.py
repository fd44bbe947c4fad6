"""Which language is spoken now."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean
from reportgen.language.catalogue import ENGLISH, catalogue_of, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale

    from reportgen.language.catalogue import Catalogue

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The code of a language, of a country, of a script: `en-US`."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its catalogue, and the country whose numbers and dates it has."""

    tag: str
    """BCP 47: `es`, `es-US`."""
    name: str = field(init=False)
    """The language alone, as its catalogue is called: `es`."""
    is_english: bool = field(init=False)

    def __post_init__(self) -> None:
        name = self.tag.partition("-")[0].lower()
        object.__setattr__(self, "name", name)  # slots of a frozen class, set once
        object.__setattr__(self, "is_english", name == ENGLISH)

    @property
    def catalogue(self) -> Catalogue:
        """What the messages of the program are in this language; none for English, which they are written in."""
        return catalogue_of(self.tag)

    @property
    def locale(self) -> Locale:
        """The rules of CLDR for its numbers, dates and lists."""
        return _locale(self.tag)


def is_same_language(one: str, other: str) -> bool:
    """Say whether two tags are of one language, in whatever countries."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # only for documents that are not English

    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError:  # a country that CLDR has nothing special for in this language
        return Locale.parse(tag.partition("-")[0])


@cache  # each document asks, and a look into the folder of catalogues is a thirtieth of a fact sheet
def known_language(tag: str) -> Language:
    """Return the language of a tag. Raises UsageError where there is no catalogue for it."""
    name = tag.partition("-")[0].lower()
    known = languages()
    if not TAG.fullmatch(tag) or name not in known:
        there = ", ".join(f"`{each}`" for each in known)
        near = did_you_mean(name, known)
        hint = near if "did you mean" in near else "docs/extending.md says how another one is added"
        raise UsageError(f"no words in the language `{tag}`: there are {there}", hint=hint)
    return _language(tag)


@cache
def _language(tag: str) -> Language:
    return Language(tag)


PROGRAM = _language("en-US")
"""What is spoken where no document is made."""
_SPOKEN: ContextVar[Language | None] = ContextVar("language", default=None)


def spoken() -> Language:
    """Return the language that is spoken now: that of the document which is being made."""
    return _SPOKEN.get() or PROGRAM


@contextmanager
def speaking(tag: str) -> Iterator[Language]:
    """Speak a language within the block. Raises UsageError where there is no catalogue for it."""
    language = known_language(tag)
    before = _SPOKEN.set(language)
    try:
        yield language
    finally:
        _SPOKEN.reset(before)
