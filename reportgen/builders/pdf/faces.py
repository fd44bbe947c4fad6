"""Which font draws a character, and how wide the character is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum
from typing import TYPE_CHECKING
from unicodedata import bidirectional, name

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from reportgen.errors import BuildError
from reportgen.fonts import fallback_files, font_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import BytesIO
    from pathlib import Path

UNPRINTED = frozenset("\u200b\u2060\ufeff\ufe0e\ufe0f")
"""Characters that only say where a line may break or how an emoji is shown: used in layout, never printed."""
STAND_INS = {
    "\u2002": " ",
    "\u2003": " ",
    "\u2006": "\u202f",
    "\u2007": "\u00a0",
    "\u2009": "\u202f",
    "\u202f": "\u00a0",
    "\u2010": "-",
    "\u2011": "\u2010",
    "\t": " ",
}
"""What is printed for a character that a font lacks and that looks the same."""
JOINED_SCRIPTS = ((0x0900, 0x109F), (0x1780, 0x17FF), (0x1A00, 0x1AFF), (0x200C, 0x200F), (0x1F3FB, 0x1F3FF))
"""Code points whose shape depends on their neighbours: one glyph after the other would be wrong."""


REMEMBERED = 20_000
"""Words of which a face keeps the widths; a batch of many documents would otherwise keep every word of all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file, and the files to turn to for what it lacks. Compared by identity: a file is opened once."""

    font: TTFont
    glyphs: frozenset[str]
    widths: Mapping[str, float]
    """Advance of each character, in thousandths of the size."""
    fallbacks: tuple[Path, ...] = ()
    lent: tuple[Face, ...] = ()
    """Faces to turn to last, made for one document."""
    stands_in: bool = False
    """Whether it only says how much room letters take that cannot be set: pages are counted with it, never drawn."""
    measured: dict[str, float] = field(default_factory=dict)
    """Width of each word seen so far; words repeat, so this saves most of the measuring."""

    @property
    def reach(self) -> frozenset[str]:
        """Every character that the face or one of its fallbacks can print."""
        return self.glyphs.union(*(face(path).glyphs for path in self.fallbacks), STAND_INS)

    def width(self, text: str, size: float) -> float:
        """Return how far a text of covered characters reaches, in points, without kerning."""
        thousandths = self.measured.get(text)
        if thousandths is None:
            if len(self.measured) >= REMEMBERED:
                self.measured.clear()
            thousandths = self.measured[text] = fsum(map(self.widths.__getitem__, text))
        return thousandths * size / 1000


@cache  # to find a file by its path, its whole path is compared
def named_face(name: str) -> Face:
    """Return the face of a font file such as `SourceSansPro-Regular`."""
    return face(font_file(name))


@cache
def face(path: Path) -> Face:
    """Return the face of a TrueType file. Raises BuildError when it cannot be read."""
    try:
        font = TTFont(path.stem, str(path), asciiReadable=False, shapable=False)
    except TTFError as error:
        raise BuildError(f"font `{path}` cannot be read: {error}", hint="use a TrueType font") from error
    registerFont(font)
    return _measured(font, _fallbacks(path))


def face_of(file: BytesIO, *, name: str) -> Face:
    """Return the face of a TrueType file in memory, without fallbacks."""
    return _measured(TTFont(name, file, asciiReadable=False, shapable=False), ())


@cache
def with_lent(first: Face, lent: tuple[Face, ...]) -> Face:
    """Return a face that turns to these faces last."""
    return replace(first, lent=lent) if lent else first


def _measured(font: TTFont, fallbacks: tuple[Path, ...]) -> Face:
    default, advances = font.face.defaultWidth, font.face.charWidths
    widths = {chr(code): advances.get(code, default) for code in font.face.charToGlyph}
    return Face(font, frozenset(widths), widths, fallbacks)


def _fallbacks(path: Path) -> tuple[Path, ...]:
    """Return where to look next: the upright of an italic, the sans of a serif, then what else is installed."""
    upright = path.stem.replace("-SemiboldIt", "-Semibold").replace("-It", "-Regular")
    sans = upright.replace("SerifPro", "SansPro")
    near = [font_file(other) for other in dict.fromkeys((upright, sans)) if other.startswith("Source")]
    return tuple(other for other in (*near, *fallback_files()) if other != path)


def pieces(text: str, first: Face) -> Iterator[tuple[Face, str]]:
    """Yield the text in pieces, each with the first face that has all of its characters.

    Raises BuildError, which names the character, when no installed font has it.
    """
    if first.glyphs.issuperset(text):
        yield first, text
        return
    current, run = first, ""
    for char in text:
        if char in UNPRINTED:
            continue
        used, shown = _covering(char, first, text=text)
        if used is not current and run:
            yield current, run
            run = ""
        current, run = used, run + shown
    if run:
        yield current, run


def _covering(char: str, first: Face, *, text: str) -> tuple[Face, str]:
    """Return the face that draws a character of a text, and what it draws. Raises BuildError when there is none."""
    if char in first.glyphs:
        return first, char
    if char in STAND_INS:
        return _covering(STAND_INS[char], first, text=text)
    if is_joined(char):
        for other in first.lent:
            if other.stands_in and char in other.glyphs:
                return other, char
        why = "needs letters joined or set from right to left, which a PDF of this program cannot have"
        raise _missing(char, text, why, hint=OTHER_FORMATS)
    for other in (*map(face, first.fallbacks), *first.lent):
        if char in other.glyphs:
            return other, char
    raise _missing(char, text, "is in no installed font", hint=INSTALL)


def is_joined(char: str) -> bool:
    """Say whether a character is of a script whose letters join, or run from right to left."""
    code = ord(char)
    return bidirectional(char) in ("R", "AL", "AN") or any(low <= code <= high for low, high in JOINED_SCRIPTS)


OTHER_FORMATS = "write the word in other letters, or have Word or a browser set it: `--format docx,html`"
INSTALL = "install more fonts with `pip install reportgen[fonts]`, or write the word in other letters"


def _missing(char: str, text: str, why: str, *, hint: str) -> BuildError:
    described = f"character `{char}` (U+{ord(char):04X} {name(char, 'without a name')}) in `{text}`"
    return BuildError(f"{described} {why}", hint=hint)
