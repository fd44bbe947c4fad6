"""A TrueType file with only some letters of another, as PDF embeds it.

Made as reportlab makes it, byte for byte but for the names, from parts that are cut out of the file once: each letter
with its padding, each table that is copied whole with its checksum. That takes a quarter of the time of walking through
the file anew. The table of names, mostly words of the licence, is left out, as PDF allows (ISO 32000-1, 9.9) and cairo
and others do: no reader asks for it, and it is a seventh of a font.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from functools import cache
from struct import pack, unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfbase.ttfonts import TTFont

COPIED = ("OS/2", "cvt ", "fpgm", "prep")
"""Tables that any subset has whole, when the font has them."""
CHECKSUM = 0xB1B0AFBA
"""What all words of a file add up to, with the one that makes it so."""
WORDS, MORE, SCALE, TWO_SCALES, FOUR_SCALES = 0x1, 0x20, 0x8, 0x40, 0x80
"""Flags of a part of a composite letter: how wide its offsets are, whether another follows, how it is scaled."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A letter as it stands in the file."""

    data: bytes
    metrics: tuple[int, int]
    """Advance and left side bearing."""
    parts: tuple[tuple[int, int], ...] = ()
    """Of a composite letter: where the number of each other letter stands, and that number."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A font file, cut up as far as it was needed. Compared by identity."""

    font: TTFont
    tables: dict[str, bytes]
    sums: dict[str, int]
    """Of the tables that are copied: most of what is to be added up."""
    outlines: dict[int, Outline] = field(default_factory=dict)

    def outline(self, number: int) -> Outline:
        """Return a letter by its number in the file."""
        found = self.outlines.get(number)
        if found is None:
            found = self.outlines[number] = _outline(self.font, self.tables["glyf"], number)
        return found


@cache
def source(font: TTFont) -> Source:
    """Return the file of a font, opened for subsets."""
    face = font.face
    names = (*COPIED, "post", "hhea", "maxp", "glyf", "head")
    tables = {name: bytes(face.get_table(name)) for name in names if name in face.table}  # type: ignore[no-untyped-call]
    tables["post"] = b"\x00\x03\x00\x00" + tables["post"][4:16] + b"\x00" * 16
    return Source(font, tables, {name: _sum(tables[name]) for name in COPIED if name in tables})


def _outline(font: TTFont, letters: bytes, number: int) -> Outline:
    start, end = font.face.glyphPos[number : number + 2]
    data = letters[start:end]
    advance, bearing = font.face.hmetrics[number]
    is_composite = len(data) > 2 and data[0] >= 0x80  # a negative number of contours
    return Outline(data, (int(advance), int(bearing)), tuple(_parts(data)) if is_composite else ())


def _parts(data: bytes) -> list[tuple[int, int]]:
    at, flags = 10, MORE
    found = []
    while flags & MORE:
        flags, number = unpack_from(">HH", data, at)
        found.append((at + 2, number))
        at += 8 if flags & WORDS else 6
        at += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & FOUR_SCALES else 0
    return found


def subset(font: TTFont, letters: Sequence[int]) -> bytes:
    """Return the file with these code points only, in this order of their codes."""
    whole = source(font)
    numbers = font.face.charToGlyph
    wanted = [numbers.get(letter, 0) for letter in letters]
    order = {0: 0}
    for number in wanted:
        order.setdefault(number, len(order))
    outlines = []
    for number in (kept := list(order)):  # grows while it is walked through: a letter may be composed of others
        outlines.append(whole.outline(number))
        for _, part in outlines[-1].parts:
            if part not in order:
                order[part] = len(order)
                kept.append(part)
    tables = {**whole.tables, **_letters(outlines, order), **_metrics(outlines, whole)}
    tables["cmap"] = _map([order[number] for number in wanted])
    long = len(tables["glyf"]) // 2 > 0xFFFF
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:50] + pack(">H", long) + tables["head"][52:]
    tables["maxp"] = tables["maxp"][:4] + pack(">H", len(outlines)) + tables["maxp"][6:]
    return _file(tables, whole.sums)


def _letters(outlines: Sequence[Outline], order: dict[int, int]) -> dict[str, bytes]:
    """Return the outlines one after the other, and where each begins."""
    pieces: list[bytes] = []
    starts = [0]
    for outline in outlines:
        data = outline.data
        for at, part in outline.parts:
            data = data[:at] + pack(">H", order[part]) + data[at + 2 :]
        pieces.append(data + bytes(-len(data) % 4))
        starts.append(starts[-1] + len(pieces[-1]))
    if (starts[-1] + 1) >> 1 > 0xFFFF:
        return {"glyf": b"".join(pieces), "loca": pack(f">{len(starts)}L", *starts)}
    return {"glyf": b"".join(pieces), "loca": pack(f">{len(starts)}H", *(start >> 1 for start in starts))}


def _metrics(outlines: Sequence[Outline], whole: Source) -> dict[str, bytes]:
    """Return the advances and bearings; the advance of the last letters is said once when it is the same."""
    advances = [outline.metrics[0] for outline in outlines]
    count = len(advances)
    while count > 1 and advances[count - 1] == advances[count - 2]:
        count -= 1
    said = [number for outline in outlines[:count] for number in outline.metrics]
    said += (outline.metrics[1] for outline in outlines[count:])
    head = whole.tables["hhea"]
    # a bearing may be negative: reportlab has read it as two bytes without a sign, and writes it so
    return {"hmtx": pack(f">{len(said)}H", *said), "hhea": head[:34] + pack(">H", count) + head[36:]}


def _map(codes: Sequence[int]) -> bytes:
    """Return the table from the codes, which begin at 0, to letters."""
    head = (0, 1, 1, 0, 0, 12, 6, 10 + 2 * len(codes), 0, 0, len(codes))
    return pack(f">{len(head) + len(codes)}H", *head, *codes)


def _file(tables: dict[str, bytes], sums: dict[str, int]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = [pack(">lHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    bodies = []
    total, at = 0, 12 + 16 * count
    for name in sorted(tables):
        body = tables[name] + bytes(-len(tables[name]) % 4)
        words = sums[name] if name in sums else _sum(body)
        directory.append(name.encode("ascii") + pack(">LLL", words, at, len(tables[name])))
        if name == "head":
            place = at + 8
        bodies.append(body)
        total += words
        at += len(body)
    head = b"".join(directory)
    content = b"".join((head, *bodies))
    missing = (CHECKSUM - total - _sum(head)) & 0xFFFFFFFF
    return content[:place] + pack(">L", missing) + content[place + 4 :]


def _sum(data: bytes) -> int:
    """Return the sum of the words of four bytes."""
    words = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
