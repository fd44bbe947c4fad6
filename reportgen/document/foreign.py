"""Words of the data in a document of another language, and texts in which they are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.document.inlines import Foreign, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.inlines import Inlines


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Texts that are in one language, which is not that of the document."""

    language: str
    """BCP 47."""
    wholes: tuple[str, ...]
    """What is in it where it stands alone, as in a cell."""
    parts: tuple[str, ...]
    """What is in it within other words, too."""
    _alone: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_alone", frozenset(self.wholes))  # slots of a frozen class, set once

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.wholes or self.parts)

    def found_in(self, texts: Iterable[str]) -> ForeignWords:
        """Return those that occur in texts."""
        known = tuple(texts)
        alone, all_of_them = {text.strip() for text in known}, "\n".join(known)
        wholes = tuple(text for text in self.wholes if text in alone)
        return ForeignWords(self.language, wholes, tuple(text for text in self.parts if text in all_of_them))

    def told_apart(self, text: str) -> Inlines:
        """Return a text as inlines, what is foreign told apart; its numbers stay known."""
        if text.strip() in self._alone:
            return (Foreign(text, self.language),)
        if not self.parts:
            return (Text(text),)
        inlines: list[Text | Foreign] = []
        at = 0
        for found in _within(self.parts).finditer(text):
            if found.start() > at:
                inlines.append(Text(text[at : found.start()]))
            inlines.append(Foreign(text[found.start() : found.end()], self.language))
            at = found.end()
        return (*inlines, Text(text[at:])) if at < len(text) else tuple(inlines)


def told_apart(text: str, words: ForeignWords | None) -> Inlines:
    """Return a text that is no inlines in the document as such, its foreign words told apart where there are any."""
    return words.told_apart(text) if words and text else (Text(text),)


@lru_cache(maxsize=64)  # only what a document prints is looked for in it, often the same in the next one
def _within(parts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(parts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
