"""What a sheet of OpenDocument says beside its values: which cells are merged, and which numbers are percent or money.

The library that reads workbooks gives neither of such files; both stand in their `content.xml`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.archives import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from reportgen.intake.sheet import Span

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
UNREADABLE = (*BROKEN, SyntaxError)
"""What a part of a workbook may raise that another library could read all the same."""
MONEY = {"USD": "$", "EUR": "€", "GBP": "£"}
MOST = 10_000
"""Rows or columns that one cell is taken for, which a file may say are the same."""


@dataclass(slots=True)
class Layout:
    """The merged cells of a sheet, and the signs shown with its numbers, by row and column from 0."""

    spans: list[Span] = field(default_factory=list)
    signs: dict[tuple[int, int], str] = field(default_factory=dict)


def layouts_of(content: bytes) -> Mapping[str, Layout]:
    """Return the layout of each sheet of an OpenDocument file by its name; other files, and broken ones, have none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "content.xml" not in archive.namelist():
                return {}
            return _layouts(archive.read("content.xml"))
    except UNREADABLE:
        return {}


def _layouts(content: bytes) -> Mapping[str, Layout]:
    from lxml import etree

    found: dict[str, Layout] = {}
    sheet, row = Layout(), 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    steps = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )
    for event, element in steps:
        if element.tag == tags[0] and event == "start":
            sheet, row = found.setdefault(element.get(f"{_TABLE}name", ""), Layout()), 0
        elif element.tag == tags[1] and event == "end":
            count = _number(element, "number-rows-repeated")
            for column, cell in _cells(element):
                _take(sheet, cell, row, column, rows=min(count, MOST))
            row += count
            element.clear()
    return found


def _cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    column = 0
    for cell in row.iterchildren(*_CELLS):
        yield column, cell
        column += _number(cell, "number-columns-repeated")


def _take(sheet: Layout, cell: _Element, row: int, column: int, *, rows: int) -> None:
    height, width = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
    if height > 1 or width > 1:
        sheet.spans.append((row, column, row + height - 1, column + width - 1))
    kind = cell.get(f"{_OFFICE}value-type", "")
    sign = "%" if kind == "percentage" else MONEY.get(cell.get(f"{_OFFICE}currency", ""), "")
    if sign:
        columns = min(_number(cell, "number-columns-repeated"), MOST)
        sheet.signs |= {(row + down, column + along): sign for down in range(rows) for along in range(columns)}


def _number(element: _Element, name: str) -> int:
    given = element.get(f"{_TABLE}{name}", "1")
    return max(int(given), 1) if given.isascii() and given.isdecimal() and len(given) < 9 else 1
