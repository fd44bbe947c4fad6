"""Carry the numbers of a text through Jinja2, Markdown and YAML, which know texts only.

While a document is composed, a number that is printed stands between two characters that no text may have, after its
place in a list of that document. They are taken away once the Markdown is read, and the text knows its numbers again.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from reportgen.quantity import Quantity, Traced, concat, pieces_of, quantified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

OPEN, CLOSE = "\ufdd1", "\ufdd2"
DIGITS = "".join(map(chr, range(0xFDE0, 0xFDF0)))
"""Of a place in the list, to the base of sixteen; a digit that all know might be taken for one of the number."""
MARKED = re.compile(f"{OPEN}([{DIGITS}]+)([^{OPEN}{CLOSE}]*){CLOSE}")
SIGNS = OPEN + CLOSE + DIGITS
TO_DIGITS = str.maketrans("0123456789abcdef", DIGITS)
FROM_DIGITS = str.maketrans(DIGITS, "0123456789abcdef")

_NUMBERS: ContextVar[list[Quantity] | None] = ContextVar("numbers", default=None)


@contextmanager
def marking(numbers: list[Quantity] | None) -> Iterator[None]:
    """Mark the numbers of texts within the block, and keep them in a list; None: leave texts and marks as they are."""
    before = _NUMBERS.set(numbers)
    try:
        yield
    finally:
        _NUMBERS.reset(before)


def marked(text: str, escape: Callable[[str], str] = str) -> str:
    """Return a text with marks around its numbers, all of it escaped; without marks where no document is composed."""
    numbers = _NUMBERS.get()
    if type(text) is not Traced or numbers is None:
        return escape(text)
    pieces = []
    for piece, quantity in pieces_of(text):
        if quantity is None:
            pieces.append(escape(piece))
        else:
            pieces.append(_between(len(numbers), escape(piece)))
            numbers.append(quantity)
    return "".join(pieces)


def _between(place: int, text: str) -> str:
    return f"{OPEN}{f'{place:x}'.translate(TO_DIGITS)}{text}{CLOSE}"


def resolved(text: str, numbers: Sequence[Quantity] | None = None) -> str:
    """Return a text with its numbers in place of the marks; as it is where nobody knows the numbers of marks."""
    known = _NUMBERS.get() if numbers is None else numbers
    if OPEN not in text or known is None:
        return text
    parts: list[str] = []
    at = 0
    for found in MARKED.finditer(text):
        place = _place(found)
        if place < len(known):
            parts += [text[at : found.start()], quantified(found[2], known[place])]
            at = found.end()
    return concat((*parts, text[at:]))


def unmarked(text: str) -> str:
    """Return a text without the marks that stand for a number; others are no marks, and stay."""
    known = len(_NUMBERS.get() or ())
    return MARKED.sub(lambda found: found[2] if _place(found) < known else found[0], text) if OPEN in text else text


def _place(found: re.Match[str]) -> int:
    return int(found[1].translate(FROM_DIGITS), 16)


def numbered_alone(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with places of its own in its marks, from 0, so that texts which print the same are the same.

    With it come the places that these stand for, as `numbered_in` and `numbers_at` take them.
    """
    known = _NUMBERS.get()
    if OPEN not in text or known is None:
        return text, ()
    places: list[int] = []

    def renumbered(found: re.Match[str]) -> str:
        place = _place(found)
        if place >= len(known):
            return found[0]
        places.append(place)
        return _between(len(places) - 1, found[2])

    return MARKED.sub(renumbered, text), tuple(places)


def numbered_in(value: Any, places: Sequence[int]) -> Any:
    """Return what was read from such a text, lists and mappings of texts, with the places as they were."""
    match value:
        case str() if OPEN in value:
            return MARKED.sub(lambda found: _between(places[_place(found)], found[2]), value)
        case list():
            return [numbered_in(each, places) for each in value]
        case dict():
            return {name: numbered_in(each, places) for name, each in value.items()}
        case _:
            return value


def numbers_at(places: Sequence[int]) -> list[Quantity]:
    """Return the numbers of these places."""
    known = _NUMBERS.get() or []
    return [known[place] for place in places]
