"""Read of a TrueType file how wide its letters are, and what a PDF needs of it besides.

A few tables of numbers, read as such: two milliseconds a file, a tenth of what it takes to find each letter by name.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache, cached_property
from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIXED, SYMBOLIC, ITALIC, BOLD = 1 << 0, 1 << 2, 1 << 6, 1 << 18
"""Flags of a font in a PDF; all are symbolic, as their codes are their own."""
BOLD_FROM = 600
"""Weight."""
SPACE, HARD_SPACE = 0x20, 0xA0
POSTSCRIPT_NAME, FULL_NAME, FAMILY = 6, 4, 1
UNITS = 1000
WINDOWS, MACINTOSH = 3, 1
LAST_OF_PLANE = 0xFFFF


class FontError(Exception):
    """Why a file cannot be used."""


@dataclass(frozen=True, eq=False)
class FontFile:
    """A TrueType file. Compared by identity: a file is opened once."""

    tables: Mapping[str, bytes]
    letters: Mapping[int, int]
    """The number of each character's letter, by code points."""
    name: str
    """Its PostScript name."""

    def number(self, table: str, at: int, kind: str = "H") -> int:
        """Return a number in a table: of two bytes without a sign, unless told otherwise as `struct` does."""
        (found,) = unpack_from(f">{kind}", self.tables[table], at)
        return int(found)

    @cached_property
    def scale(self) -> float:
        """Thousandths of the size in a unit of the file."""
        return UNITS / self.units

    @cached_property
    def metrics(self) -> tuple[tuple[int, int], ...]:
        """Advance and left side bearing of each letter; the last advance is that of all that follow."""
        full, count = self.number("hhea", 34), self.number("maxp", 4)
        table = self.tables["hmtx"]
        pairs = list(zip(*[iter(unpack_from(f">{2 * full}H", table))] * 2, strict=True))
        bearings = unpack_from(f">{count - full}H", table, 4 * full)
        return (*pairs, *((pairs[-1][0], bearing) for bearing in bearings))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where the outline of each letter begins, and where the last one ends."""
        count = self.number("maxp", 4) + 1
        if self.number("head", 50):
            return tuple(unpack_from(f">{count}L", self.tables["loca"]))
        return tuple(2 * place for place in unpack_from(f">{count}H", self.tables["loca"]))

    @cached_property
    def units(self) -> int:
        """Units of the file in the size."""
        return self.number("head", 18)

    def width(self, character: int) -> float:
        """Return the advance of a character, in thousandths of the size; that of the missing one when it has none."""
        return self.metrics[self.letters.get(character, 0)][0] * self.scale

    @property
    def described(self) -> str:
        """How a PDF describes the font to who has to replace it."""
        version, weight = self.number("OS/2", 0), self.number("OS/2", 4)
        ascent, descent = self.number("OS/2", 68, "h"), self.number("OS/2", 70, "h")
        sizes = {
            "Ascent": ascent,
            "CapHeight": self.number("OS/2", 88, "h") if version > 1 else ascent,
            "Descent": descent,
        }
        slant = self.number("post", 4, "l") / 0x10000
        flags = SYMBOLIC
        flags |= ITALIC if slant else 0
        flags |= BOLD if weight >= BOLD_FROM else 0
        flags |= FIXED if self.number("post", 12, "L") else 0
        box = " ".join(printed_width(value * self.scale) for value in unpack_from(">4h", self.tables["head"], 36))
        # no file says how thick its stems are: a guess from the weight, as pdflib makes it
        stem = 50 + int((weight / 65) ** 2)
        return (
            "".join(f"/{name} {printed_width(value * self.scale)}" for name, value in sizes.items())
            + f"/Flags {flags}/FontBBox[{box}]/ItalicAngle {printed_width(slant)}/StemV {stem}"
            + f"/MissingWidth {printed_width(self.metrics[0][0] * self.scale)}"
        )


def printed_width(value: float) -> str:
    """Return a length in thousandths of the size, to a tenth of a thousandth."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


@cache
def font_at(path: Path) -> FontFile:
    """Return a TrueType file on disk, read once. Raises FontError when it is none, OSError when it is not there."""
    return open_font(path.read_bytes())


def open_font(content: bytes) -> FontFile:
    """Return a TrueType file. Raises FontError when it is none, or one of another kind."""
    try:
        tables = dict(_tables(content))
        missing = [name for name in NEEDED if name not in tables]
        if missing:
            raise FontError(f"it has no table `{missing[0]}`")
        letters = dict(_letters(tables["cmap"]))
        for one, other in ((SPACE, HARD_SPACE), (HARD_SPACE, SPACE)):
            if other in letters:
                letters.setdefault(one, letters[other])
        font = FontFile(tables, letters, _name(tables["name"]))
        if max(letters.values(), default=0) >= min(len(font.metrics), len(font.places) - 1):
            raise FontError("it has characters without letters")
    except (struct.error, ValueError, ZeroDivisionError) as error:
        raise FontError(f"it is damaged: {error}") from error
    return font


NEEDED = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post")
"""Without `glyf` its outlines are not those of TrueType."""


def _tables(content: bytes) -> Iterator[tuple[str, bytes]]:
    (count,) = unpack_from(">4xH", content)
    for index in range(count):
        tag, at, length = unpack_from(">4s4xLL", content, 12 + 16 * index)
        yield tag.decode("latin-1"), content[at : at + length]


def _letters(table: bytes) -> Iterator[tuple[int, int]]:
    """Yield the code point of each character with the number of its letter, from the fullest list for Unicode."""
    (count,) = unpack_from(">2xH", table)
    lists = [unpack_from(">HHL", table, 4 + 8 * index) for index in range(count)]
    for wanted in UNICODE:
        for platform, encoding, at in lists:
            if (platform, encoding) == wanted:
                (form,) = unpack_from(">H", table, at)
                if form == FULL:
                    yield from _in_groups(table, at)
                    return
                if form == OF_PLANE:
                    yield from _in_segments(table, at)
                    return
    raise FontError("it has no list of the characters of Unicode")


UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the lists of characters: those of all planes first."""
OF_PLANE, FULL = 4, 12


def _in_groups(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = unpack_from(">L", table, at + 12)
    for index in range(count):
        first, last, letter = unpack_from(">LLL", table, at + 16 + 12 * index)
        yield from zip(range(first, last + 1), range(letter, letter + last + 1 - first), strict=True)


def _in_segments(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    (twice,) = unpack_from(">H", table, at + 6)
    count = twice // 2
    ends, starts, shifts, jumps = (
        unpack_from(f">{count}H", table, at + start) for start in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    for index, (first, last, shift, jump) in enumerate(zip(starts, ends, shifts, jumps, strict=True)):
        for code in range(first, min(last, LAST_OF_PLANE - 1) + 1):
            letter = code
            if jump:
                place = at + 16 + 3 * twice + 2 * index + jump + 2 * (code - first)
                (letter,) = unpack_from(">H", table, place)
            if letter or not jump:
                yield code, (letter + shift) & 0xFFFF


def _name(table: bytes) -> str:
    """Return the PostScript name, or what comes nearest to it."""
    count, texts = unpack_from(">2xHH", table)
    found: dict[int, str] = {}
    for index in range(count):
        platform, encoding, language, kind, length, at = unpack_from(">6H", table, 6 + 12 * index)
        said = table[texts + at : texts + at + length]
        if (platform, encoding, language) == (WINDOWS, 1, 0x409):
            found[kind] = said.decode("utf-16-be")
        elif (platform, encoding, language) == (MACINTOSH, 0, 0):
            found.setdefault(kind, said.decode("mac-roman"))
    name = next((found[kind] for kind in (POSTSCRIPT_NAME, FULL_NAME, FAMILY) if found.get(kind)), "")
    plain = name.replace(" ", "-")
    if not plain or not all("!" <= char <= "~" and char not in "[](){}<>/%" for char in plain):
        raise FontError(f"its name `{name}` cannot stand in a PDF")
    return plain
