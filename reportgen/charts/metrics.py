"""How wide text is, where it breaks into lines, and which outline a character has: read from the font files.

Widths are sums of the characters' advances without kerning, which is how the text is set on the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import fsum
from typing import TYPE_CHECKING, Any

from reportgen.fonts import fallback_files, font_file
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.theme import TextStyle, Theme

MISSING_GLYPH_WIDTH = 1.0
"""Em; for a character that no font shows. A picture of it cannot be drawn, so the width hardly matters."""
BALANCE_STEP = 3.0
CAP_HEIGHT = 0.66
DESCENT = 0.22
"""Em; of Source Sans, and near enough for any text face: boxes around labels need no more."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A voice of the theme made concrete: font file, size and colour."""

    face: str
    size: float
    leading: float
    colour: str

    def in_colour(self, colour: str) -> Lettering:
        """Return the same lettering in another colour."""
        return replace(self, colour=colour)

    def width(self, text: str) -> float:
        """Return how far the text reaches, in points."""
        return text_width(text, self.face, self.size)

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """Return the text broken into lines that fit the width, where its words let them."""
        return wrap(text, self, width=width)


def lettering(theme: Theme, style: TextStyle, *, face: str = "") -> Lettering:
    """Return the lettering of a text style, in another voice of the theme if `face` names one."""
    voice = getattr(theme.faces, face or style.face)
    return Lettering(voice, style.size, style.leading, style.colour)


@lru_cache(maxsize=4096)
def text_width(text: str, face: str, size: float) -> float:
    """Return the width of text in points, without kerning."""
    return size * fsum(_advance(face, character) for character in text)


@lru_cache(maxsize=1024)
def wrap(text: str, voice: Lettering, *, width: float) -> tuple[str, ...]:
    """Return lines no wider than `width` and about equally long; a word that is wider is broken.

    It is broken after a hyphen, a dash, a slash or a dot where it has one, else where the line is full, without a
    hyphen, which would be read as part of an address or a name.
    """
    text = " ".join(part for word in text.split() for part in _broken(word, voice, width=width))
    lines = _filled(text, voice, width=width)
    longest_word = max((voice.width(word) for word in text.split()), default=0)
    while len(lines) > 1 and not fits_in(width - BALANCE_STEP, longest_word):
        width -= BALANCE_STEP
        narrower = _filled(text, voice, width=width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


JOINTS = "-\u2010\u2013\u2014/.@_&=?"
"""Characters after which a word may be broken."""


def _broken(word: str, voice: Lettering, *, width: float) -> tuple[str, ...]:
    """Return a word in pieces that fit the width; in one piece where it does."""
    pieces: list[str] = []
    rest = word
    while not fits_in(voice.width(rest), width) and len(rest) > 1:
        fitting = max((end for end in range(1, len(rest)) if fits_in(voice.width(rest[:end]), width)), default=1)
        joint = max((end for end in range(1, fitting + 1) if rest[end - 1] in JOINTS), default=0)
        # a joint near the beginning would leave most of the line empty
        cut = joint if joint * 3 > fitting else fitting
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return (*pieces, rest)


def _filled(text: str, voice: Lettering, *, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits_in(voice.width(longer), width):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@cache
def glyph_file(face: str, character: str) -> Path | None:
    """Return the font file that shows a character: the face's own, else one that lends it; None if there is none."""
    own = font_file(face)
    if ord(character) in font(own)[2]:
        return own
    return next((path for path in fallback_files() if ord(character) in font(path)[2]), None)


@cache
def font(path: Path) -> tuple[Any, float, dict[int, str]]:
    """Return the glyphs of a font file by name, the units in one em, and the glyph names by character code."""
    # fontTools costs 40 ms to import; commands that draw nothing do without
    from fontTools.ttLib import TTFont

    file = TTFont(path, lazy=True)
    return file.getGlyphSet(), file["head"].unitsPerEm, file.getBestCmap()


@cache
def _advance(face: str, character: str) -> float:
    path = glyph_file(face, character)
    if path is None:
        return MISSING_GLYPH_WIDTH
    glyphs, em, names = font(path)
    return float(glyphs.hMetrics[names[ord(character)]][0]) / em
