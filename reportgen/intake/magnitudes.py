"""Read what stands behind digits for thousands or more of them: `1.2M`, `640K`, `1,2 Mio. €`, `3 bn`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

CURRENCIES = "$€£¥"
CODES = {"eur": "€", "euro": "€", "usd": "$", "gbp": "£"}
"""What stands beside an amount for the sign of its currency, in small letters."""
CODE = rf"(?:{'|'.join(CODES)})(?![a-z])"
THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9
_WORDS = {
    THOUSAND: r"k|thousand|tsd\.?|tausend|T(?=\s?€)",
    MILLION: r"m|mm|mn|mln|mio\.?|mill\.|millions?|millionen|millón|millones",
    BILLION: r"b|bn|mrd\.?|billions?|milliarden?",
}
NAMES = {THOUSAND: "thousand", MILLION: "million", BILLION: "billion"}
_BEHIND = re.compile(
    rf"\s*(?:(?P<thousand>{_WORDS[THOUSAND]})|(?P<million>{_WORDS[MILLION]})|(?P<billion>{_WORDS[BILLION]}))(?![^\W\d_]|\.)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(rf"(?<=[0-9]){_BEHIND.pattern}", re.IGNORECASE)
_MONEY = re.compile(rf"[{CURRENCIES}]|(?<![a-z]){CODE}", re.IGNORECASE)
_BROKEN = re.compile(r"[0-9][.,][0-9]+\s*$")
_LETTERS = re.compile(r"[0-9]\s*[KM](?![^\W\d_])|[0-9]k(?![^\W\d_])")
"""Letters behind digits that are magnitudes wherever they stand."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """By what digits are multiplied, and what stands behind both."""

    factor: int
    rest: str


def magnitude_of(text: str, end: int, *, are_letters: bool, signs: frozenset[str]) -> Magnitude | None:
    """Return the magnitude behind the digits of a text that end before `end`; None where nobody can say which it is.

    A single letter may be the sign of a note as well, or a unit, as in `6 m`. It is a magnitude beside a currency, as a
    capital (`1.2M`), close to its digits (`640k`, `1.2m`), and where other cells show that letters are
    (`are_letters`). `signs` are letters that a note explains. `b` is a break in a series otherwise.
    """
    rest = text[end:]
    found = _BEHIND.match(rest)
    if found is None or found[0].strip() in signs:
        return Magnitude(1, rest)
    name = found.lastgroup or ""
    known = Magnitude(next(factor for factor, each in NAMES.items() if each == name), rest[found.end() :])
    word = found[0].strip()
    if len(word) > 1 or word == "T" or are_letters or _MONEY.search(text) or _LETTERS.search(text):
        return known
    if word in "bB":
        return Magnitude(1, rest)
    return known if found[0] == word and _BROKEN.search(text[:end]) else None


def has_letters(texts: Iterable[str]) -> bool:
    """Say whether some cells show that letters behind digits are magnitudes in a table: `640K`, `$3m`."""
    return any(
        _LETTERS.search(text) or (_MONEY.search(text) and _ANYWHERE.search(text))
        for text in texts
        if len(text) <= LONGEST
    )


LONGEST = 30
"""Characters of a figure with its magnitude and its currency."""


def without_magnitude(text: str) -> str:
    """Return a text without what stands behind its digits for thousands or more, and without the codes of money."""
    return _AMOUNT.sub("", _ANYWHERE.sub("", text)).strip()


_AMOUNT = re.compile(rf"(?<![a-z]){CODE}", re.IGNORECASE)


def in_words(digits: Decimal, factor: int) -> str:
    """Return how a rounded figure is printed: `1.2 million`, with all digits that stand there."""
    return f"{digits:f} {NAMES[factor]}"
