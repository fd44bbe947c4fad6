"""The letters of a face in one document: the code of each on the pages, and the fonts that are put into the file.

A font in the file holds only what is printed, at most 256 letters; a face of which more are printed becomes several.
Only of the plain alphabet and of the digits it holds all when it holds one: see `TOGETHER`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN

from reportgen.builders.pdf.objects import SMALLEST, packed
from reportgen.builders.pdf.subset import subset
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.faces import Face
    from reportgen.builders.pdf.objects import Objects

LETTERS = 256
"""Codes of one byte."""
MISSING, SPACE, HARD_SPACE = 0, 0x20, 0xA0
"""Code points; the letter that is missing and the space have the same code in every font."""
OTHERS = (*range(0x7F, 0xA1), *range(0x01, 0x20))
"""Codes that Latin-1 has no letter for; the first other letters of a document have these."""
FURTHER = (*range(0x01, 0x20), *range(0x21, LETTERS))
"""Codes of the letters that stand in a further font."""
TOGETHER = tuple(frozenset(map(ord, letters)) for letters in (ascii_lowercase, ascii_uppercase, digits))
"""Letters that come together. Documents of a batch differ by a name or a number, so that nearly each would have fonts
of its own, for a twentieth of its time; this way they share them. Most print two thirds of these letters anyway."""
LINES_A_BLOCK = 100
"""Most lines that a CMap may have between `beginbfchar` and `endbfchar`."""
ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


class Codes(dict[int, str]):
    """The code of each letter of a face, as two hexadecimal digits, given when it is first asked for.

    A letter of Latin-1 has the code that it has there, and so the same in every document: documents of a batch, most of
    which print the same letters, share their fonts. The keys are code points, so that `str.translate` writes a whole
    text without a step of Python for each letter.
    """

    def __init__(self, face: Face) -> None:
        super().__init__({MISSING: "00", SPACE: "20", HARD_SPACE: "20"})
        self.face = face
        self.fonts: list[dict[int, int]] = [{}]
        """The letters of each font by their codes, but for those that have their own."""
        self.later: dict[int, int] = {}
        """The font of each letter that is not in the first."""

    def __missing__(self, letter: int) -> str:
        if chr(letter) not in self.face.glyphs:
            return "00"
        if letter < LETTERS and letter not in OTHERS:
            self[letter] = f"{letter:02x}"
            return self[letter]
        font, codes = len(self.fonts) - 1, OTHERS if len(self.fonts) == 1 else FURTHER
        if len(self.fonts[font]) == len(codes):
            self.fonts.append({})
            font, codes = font + 1, FURTHER
        code = codes[len(self.fonts[font])]
        self.fonts[font][code] = letter
        if font:
            self.later[letter] = font
        self[letter] = f"{code:02x}"
        return self[letter]


def is_plain(text: str) -> bool:
    """Say whether every face has the letters of a text, each with its own code: nearly all texts."""
    return text.isascii() and text.isprintable()


@remembered(4096)
def literal(text: str) -> str:
    """Return a text of one byte a letter as a string of PDF."""
    return f"({text.translate(ESCAPED)})"


class Lettering:
    """One face in one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.name = name
        self.first = f"{name}+0"
        """The name of the font that prints what is plain."""
        self.plain: set[str] = set()
        """What is printed of which every letter has its own code."""
        self._face = face
        self._codes = Codes(face)

    def encoded(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the names of the fonts that print the text, one after the other, each with a string of its codes."""
        if is_plain(text):
            self.plain.add(text)
            return ((self.first, literal(text)),)
        codes = text.translate(self._codes)
        if not self._codes.later:
            return ((self.first, f"<{codes}>"),)
        pieces = groupby(text, key=lambda char: self._codes.later.get(ord(char), 0))
        runs = ((f"{self.name}+{font}", "".join(letters)) for font, letters in pieces)
        return tuple((font, f"<{letters.translate(self._codes)}>") for font, letters in runs)

    def written(self, objects: Objects) -> Iterator[tuple[str, int]]:
        """Put the fonts into a file; yield the name and the number of each."""
        own = {*map(ord, set("".join(self.plain))), *(each for each in self._codes if each < LETTERS)}
        for index, others in enumerate(self._codes.fonts):
            letters = _letters(self._face, frozenset(() if index else own), tuple(others.items()))
            font = _font(self._face, letters, index)
            yield f"{self.name}+{index}", font.put(objects, name=f"{self.name}+{index}")


@dataclass(frozen=True, slots=True)
class _Font:
    """The letters of a font as they stand in the file."""

    name: str
    last: int
    """Code of its last letter."""
    widths: str
    descriptor: str
    file: bytes
    """Compressed, as is the next."""
    characters: bytes
    """The map from codes to characters."""
    size: int
    """Bytes of the file, not compressed."""

    def put(self, objects: Objects, *, name: str) -> int:
        """Put the font into a file and return its number."""
        file = objects.packed_stream(self.file, f"/Length1 {self.size}")
        descriptor = objects.add(f"<</Type/FontDescriptor/FontName/{self.name}{self.descriptor}/FontFile2 {file} 0 R>>")
        characters = objects.packed_stream(self.characters)
        return objects.add(
            f"<</Type/Font/Subtype/TrueType/Name/{name}/BaseFont/{self.name}/FirstChar 0/LastChar {self.last}"
            f"/Widths[{self.widths}]/FontDescriptor {descriptor} 0 R/ToUnicode {characters} 0 R>>"
        )


@remembered(1024)
def _letters(face: Face, own: frozenset[int], others: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Return the letter of each code of a font that has its `own` codes for these letters, and others by their code."""
    together = (group for group in TOGETHER if not own.isdisjoint(group))
    whole = own.union(letter for group in together for letter in group if chr(letter) in face.glyphs)
    # the space is there in every font
    letters = {SPACE: SPACE, **{letter: letter for letter in whole if letter not in OTHERS}, **dict(others)}
    return tuple([letters.get(code, MISSING) for code in range(max(letters) + 1)])


@remembered(256)  # most documents of a batch print the same letters
def _font(face: Face, letters: tuple[int, ...], index: int) -> _Font:
    source = face.font.face
    file = subset(face.font, letters)
    name = f"{SUBSETN(index).decode('ascii')}+{source.name.decode('ascii')}{source.subfontNameX.decode('ascii')}"
    flags = source.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
    descriptor = (
        f"/Ascent {_n(source.ascent)}/CapHeight {_n(source.capHeight)}/Descent {_n(source.descent)}/Flags {flags}"
        f"/FontBBox[{' '.join(map(_n, source.bbox))}]/ItalicAngle {_n(source.italicAngle)}/StemV {_n(source.stemV)}"
        f"/MissingWidth {_n(source.defaultWidth)}"
    )
    widths = " ".join([_n(source.charWidths.get(letter, source.defaultWidth)) for letter in letters])
    return _Font(
        name,
        len(letters) - 1,
        widths,
        descriptor,
        packed(file, SMALLEST),
        packed(_characters(letters, name), SMALLEST),
        len(file),
    )


@remembered(4096)  # the fonts of the next document have nearly the same letters
def _n(value: float) -> str:
    """Return a length in thousandths of the size, to a tenth of a thousandth."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


@remembered(4096)
def _character(code: int, letter: int) -> str:
    return f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>"


def _characters(letters: tuple[int, ...], font: str) -> bytes:
    """Return the map from codes to characters, without the codes that stand for none."""
    lines = [_character(code, letter) for code, letter in enumerate(letters) if letter != MISSING]
    starts = range(0, len(lines), LINES_A_BLOCK)
    blocks = [lines[start : start + LINES_A_BLOCK] for start in starts]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        f"/CMapName /{font} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
