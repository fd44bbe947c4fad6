"""What the formats of cells say of their numbers: 0.12 that is shown as 12%, 1500 that is shown as $1,500.

The library that reads workbooks gives values alone, and nothing for an error such as `#REF!`. The formats stand in the
parts of the file beside them, and so do the errors.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from reportgen.archives import BROKEN
from reportgen.intake.sheet import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.intake.sheet import Value

PERCENT = {9: "%", 10: "%"}
"""The formats of percentages that have a number and no code."""
SIGNS = "$€£"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_LOCALE = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
UNREADABLE = (*BROKEN, SyntaxError)
"""What a part of a workbook may raise that another library could read all the same."""
MISTAKE = "%?"
"""A percent sign that is only written behind the number, which is that many percent already."""


def shown_in(content: bytes) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """Return, by the names of the sheets of a new Excel file, which sign is shown with the number of which cell.

    Cells are rows and columns from 0; of one that holds an error it is the error. Other files, and broken parts, give
    none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            signs = _signs(archive)
            return {name: _shown(archive.read(part), signs) for name, part in _parts(archive)}
    except UNREADABLE:
        return {}


def _shown(sheet: bytes, signs: Sequence[str]) -> dict[tuple[int, int], str]:
    cells = dict(_cells(sheet, signs)) if any(signs) else {}
    return cells | (dict(_errors(sheet)) if b'"e"' in sheet or b"'e'" in sheet else {})


def with_signs(rows: Sequence[Sequence[Value]], signs: Mapping[tuple[int, int], str]) -> list[list[Value]]:
    """Return rows in which a number that is shown with a sign has it, and an error stands where it is shown."""
    found = [list(row) for row in rows]
    for (row, column), sign in signs.items():
        value = found[row][column] if row < len(found) and column < len(found[row]) else None
        if sign.startswith("#") and value == "":
            found[row][column] = sign
        elif isinstance(value, int | float) and not isinstance(value, bool):
            is_hundredth = sign == "%"
            found[row][column] = Shown(float(value), "%" if sign == MISTAKE else sign, 100 if is_hundredth else 1)
    return found


def _signs(archive: zipfile.ZipFile) -> list[str]:
    """Return the sign of each style of cells; empty for one without."""
    from lxml import etree

    root = etree.fromstring(archive.read("xl/styles.xml"), _parser())
    codes = {
        int(each.get("numFmtId", "0")): sign_of(each.get("formatCode", ""))
        for each in root.iterfind(f"{{{_SHEETS}}}numFmts/{{{_SHEETS}}}numFmt")
    }
    styles = root.iterfind(f"{{{_SHEETS}}}cellXfs/{{{_SHEETS}}}xf")
    return [(PERCENT | codes).get(int(style.get("numFmtId", "0")), "") for style in styles]


def sign_of(code: str) -> str:
    """Return the sign that a format shows with a number: `%`, `$`, or `%?` where it is only written behind it."""
    plain = _LOCALE.sub(lambda found: found[1], code.split(";")[0])
    if "%" in _QUOTED.sub("", plain):
        return "%"
    if "%" in plain:
        return MISTAKE
    return next((sign for sign in SIGNS if sign in plain), "")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of sheets with the parts that hold them."""
    from lxml import etree

    related = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
    targets = {each.get("Id"): each.get("Target", "") for each in related}
    book = etree.fromstring(archive.read("xl/workbook.xml"), _parser())
    for sheet in book.iterfind(f"{{{_SHEETS}}}sheets/{{{_SHEETS}}}sheet"):
        target = targets.get(sheet.get(f"{{{_RELATIONS}}}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            yield sheet.get("name", ""), part


def _parser() -> object:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _cells(sheet: bytes, signs: Sequence[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(sheet):
        attributes = dict(_ATTRIBUTE.findall(cell[1]))
        style = attributes.get(b"s", b"")
        sign = signs[int(style)] if style.isdigit() and int(style) < len(signs) else ""
        place = _REFERENCE.fullmatch(attributes.get(b"r", b""))
        if sign and place and attributes.get(b"t", b"n") in (b"n", b""):
            yield (int(place[2]) - 1, _column(place[1])), sign


def _errors(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _ERROR.finditer(sheet):
        place = _REFERENCE.fullmatch(dict(_ATTRIBUTE.findall(cell[1])).get(b"r", b""))
        error = cell[2].decode("utf-8", "replace")
        if place and error.startswith("#"):
            yield (int(place[2]) - 1, _column(place[1])), error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
