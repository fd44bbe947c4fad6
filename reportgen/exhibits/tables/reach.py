"""How far what stands in a cell or a note reaches: one measure for every builder.

The heavier weight is the theme's own in a PDF and the bold of the family in Word, which is a little wider. Such words
count as wide as the wider of the two, so that both find the same columns. Figures do not have to: they stand at the
right, and what Word's take more reaches into the room at the left of their cells.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import chain, starmap
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from reportgen.charts.metrics import text_width
from reportgen.document import Emphasis, Key, LineBreak, Link, Mark, Note, Strong, Text, plain_text
from reportgen.document.inlines import key_sign
from reportgen.lengths import fits_in
from reportgen.memory import remembered
from reportgen.quantity import plain
from reportgen.theme import STRONGER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document import Inlines
    from reportgen.theme import TextStyle, Theme

BOLDER = 1.04
"""How much wider the bold of a family is than its semibold, at the most."""
WORD_ENDS = re.compile(r"([ \t\r\n\u2002\u2003]+)|(?<=\w[-\u2010])(?=[^\W\d])|(?<=\u2014)(?=.)|(?<=\u200b)(?=.)")
"""Where a line may end, in a PDF and in Word: at a space, after a hyphen in a word, after a dash."""

UNPRINTED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f"))


class Reach(NamedTuple):
    """Widths of text, in points."""

    natural: float
    """Nothing but an intended end of line breaks it."""
    least: float
    """Of its longest word."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The fonts of a style, and the sizes of what stands in it."""

    regular: str
    heavier: str
    size: float
    small: float
    """Size of a reference to a note."""
    bolder: float = BOLDER
    """What heavier text takes more than its font says."""


def lettering(style: TextStyle, theme: Theme, *, stretch: float = 1.0) -> Lettering:
    """Return the lettering of a style; `stretch` is how much wider it may come out than its fonts say."""
    heavier = STRONGER.get(style.face, style.face)
    return Lettering(
        getattr(theme.faces, style.face),
        getattr(theme.faces, heavier),
        style.size * stretch,
        min(style.size, theme.styles.notes.size) * stretch,
    )


def plain_width(text: str, letters: Lettering, *, is_heavy: bool) -> float:
    """Return the width of text as the theme's own weights have it."""
    return text_width(text, letters.heavier if is_heavy else letters.regular, letters.size)


def reach(inlines: Inlines, letters: Lettering, *, is_heavy: bool = False) -> Reach:
    """Return how far inlines reach; `is_heavy` when they stand in the heavier weight."""
    match inlines:
        case (Text(text),):
            face, size = _plain_voice(letters, is_heavy=is_heavy)
            return _text_reach(plain(text), face, size)
        case _:
            return _reach(_words(_voices(inlines, letters, is_heavy=is_heavy)))


@remembered(4096)  # most cells are a single text, and tables of many places have the same heads
def _text_reach(text: str, face: str, size: float) -> Reach:
    return _reach(_words([(text, face, size)]))


def _reach(words: Iterable[tuple[float, str]]) -> Reach:
    line = word = longest_line = longest_word = 0.0
    for width, ends in words:
        if ends:
            line, word = 0.0 if ends == LINE else line + width, 0.0
            continue
        line += width
        word += width
        longest_line, longest_word = max(longest_line, line), max(longest_word, word)
    return Reach(longest_line, longest_word)


def line_count(
    inlines: Inlines, letters: Lettering, width: float, *, is_heavy: bool = False, most: int = sys.maxsize
) -> int:
    """Return on how many lines of a width inlines stand; no more than `most` are counted."""
    if _is_one_line(inlines) and fits_in(reach(inlines, letters, is_heavy=is_heavy).natural, width):
        return 1
    lines, line, word = 1, 0.0, 0.0
    for wide, ends in _words(_voices(inlines, letters, is_heavy=is_heavy)):
        if lines == most:
            break
        if ends == LINE:
            lines, line, word = lines + 1, 0.0, 0.0
        elif ends:
            line, word = line + word + wide, 0.0
        else:
            word += wide
            if line and not fits_in(line + word, width):
                lines, line = lines + 1, 0.0
    return lines


def _is_one_line(inlines: Inlines) -> bool:
    """Say whether inlines are a single text without intended ends of lines: how far it reaches is known already."""
    match inlines:
        case (Text(text),):
            return "\n" not in text
        case _:
            return False


LINE, WORD = "line", "word"


def _words(voices: Iterable[tuple[str, str, float]]) -> Iterator[tuple[float, str]]:
    """Return the widths of words and, named by what ends there, of what stands between them."""
    return chain.from_iterable(starmap(_text_words, voices))


@remembered(2048)  # a head is measured at every width that its column is tried at
def _text_words(text: str, face: str, size: float) -> tuple[tuple[float, str], ...]:
    words = []
    for index, piece in enumerate(WORD_ENDS.split(_with_breaks(text))):
        if index % 2 and piece and "\n" in piece:
            words.append((0.0, LINE))
        elif index % 2:
            words.append((text_width(" ", face, size) if piece else 0.0, WORD))
        elif piece:
            words.append((text_width(piece.translate(UNPRINTED), face, size), ""))
    return tuple(words)


def _voices(inlines: Inlines, letters: Lettering, *, is_heavy: bool) -> Iterator[tuple[str, str, float]]:
    """Yield text with its face and size; signs are of the regular weight in any text."""
    for inline in inlines:
        match inline:
            case Strong(children):
                yield from _voices(children, letters, is_heavy=True)
            case Emphasis(children) | Link(_, children):
                yield from _voices(children, letters, is_heavy=is_heavy)
            case LineBreak():
                yield "\n", letters.regular, letters.size
            case Note():
                yield _kept(plain_text((inline,))), letters.regular, letters.small
            case Key():
                yield key_sign(inline), letters.regular, letters.small
            case Mark():
                yield _kept(plain_text((inline,))), letters.regular, letters.size
            case _:
                yield plain(plain_text((inline,))), *_plain_voice(letters, is_heavy=is_heavy)


def _plain_voice(letters: Lettering, *, is_heavy: bool) -> tuple[str, float]:
    """Return face and size of plain text."""
    return (letters.heavier, letters.size * letters.bolder) if is_heavy else (letters.regular, letters.size)


def _kept(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _with_breaks(text: str) -> str:
    """Return text with a zero-width space before the characters of East Asian scripts, where a line may end."""
    if text.isascii() or not any(east_asian_width(char) in "WF" for char in text):
        return text
    return "".join(f"\u200b{char}" if east_asian_width(char) in "WF" else char for char in text)
