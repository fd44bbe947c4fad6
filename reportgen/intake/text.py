"""Read text files with cells: any encoding, any delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.sheet import Sheet, Value, even

if TYPE_CHECKING:
    from pathlib import Path

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Marks at the beginning of a file that tell its encoding; those of UTF-32 begin as those of UTF-16 do."""
DELIMITERS = ("\t", ";", "|", ",")
"""Where two fit alike, the first: commas stand in numbers and in names, too."""
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE = 200
"""Lines that are tried with each delimiter."""
LONGEST_CELL = 1_000_000


OTHERS = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"{\\rtf", "a text of a word processor"),
)  # fmt: skip
"""How files begin that people take for tables, and what they are."""


def read_text(path: Path, content: bytes) -> Sheet:
    """Return a text file as a sheet. Raises DataError where it is no text, or its quotes are not closed."""
    text, encoding = decode(content, where=path.name)
    delimiter = delimiter_of(text)
    rows, lines = _records(text, delimiter, where=path.name)
    how = {"form": "text", "encoding": encoding, "delimiter": NAMES[delimiter]}
    cells = even(rows)
    return Sheet(path.name, cells, how=how, lines=tuple(lines[: len(cells)]))


def decode(content: bytes, *, where: str) -> tuple[str, str]:
    """Return the text of a file, and its encoding: by its mark, else UTF-8, else what it most likely is."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding, where), encoding
    wide = _wide(content)
    if wide:
        return _decoded(content, wide, where), wide
    other = next((what for begin, what in OTHERS if content.startswith(begin)), "")
    if other or b"\0" in content:
        raise DataError(
            f"expected a text file, CSV or a workbook, found {other or 'bytes that no text has'}", where=where,
            hint="save the table as .xlsx or as CSV in UTF-8",
        )  # fmt: skip
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode(_likely(content), errors="replace"), _likely(content)


def _decoded(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DataError(
            f"expected text in {encoding}, as the file begins, found other bytes from byte {error.start} on",
            where=where, hint="open it where it was made and save it as CSV in UTF-8",
        ) from None  # fmt: skip


def _wide(content: bytes) -> str:
    """Return which UTF-16 it is by the zeros in it, where it has no mark; empty when it is none."""
    sample = content[:2000]
    even_zeros, odd_zeros = sample[0::2].count(0), sample[1::2].count(0)
    most = len(sample) // 4
    if odd_zeros > most and even_zeros == 0:
        return "utf-16-le"
    return "utf-16-be" if even_zeros > most and odd_zeros == 0 else ""


def _likely(content: bytes) -> str:
    """Return an encoding of one byte a character: that of Windows, or of old Macs where those letters make sense."""
    windows = content.decode("cp1252", errors="replace")
    mac = content.decode("mac-roman", errors="replace")
    return "mac-roman" if _letters(mac) > _letters(windows) else "cp1252"


def _letters(text: str) -> int:
    """Count letters beyond ASCII, and take off what is no letter: in a wrong encoding, names are full of signs.

    A capital behind a small letter, `dÈpartement`, is a wrong one; blanks and signs of money say nothing.
    """
    count = 0
    for before, character in pairwise(f" {text}"):
        if ord(character) > 127 and not character.isspace() and character not in "€£¥":
            is_likely = character.isalpha() and not (character.isupper() and before.islower())
            count += 1 if is_likely else -1
    return count


def delimiter_of(text: str) -> str:
    """Return the delimiter with which most lines have as many cells, and the more the better."""
    sample = "\n".join(text.splitlines()[:SAMPLE])
    fitting = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(fitting, key=lambda delimiter: fitting[delimiter])
    return best if fitting[best] > (0, 0) else ","


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(sample.split("\n"), delimiter=delimiter) if any(row))
    except csv.Error:
        return (0, 0)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0, 0)
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return (round(count / sum(widths.values()), 1), width)


def _records(text: str, delimiter: str, *, where: str) -> tuple[list[list[Value]], list[int]]:
    csv.field_size_limit(LONGEST_CELL)
    # lines end as programs end them: a form feed or a sign of Unicode within a cell parts no row
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[Value]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            rows.append(list(row))
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"line {line}: {error}", where=where, hint="is a quotation mark missing at the end of a cell?"
        ) from None
    return rows, lines
