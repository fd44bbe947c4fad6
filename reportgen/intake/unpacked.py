"""How large the sheets of a workbook are when they are unpacked: looked at before anybody unpacks them.

A sheet is held as a rectangle from its first cell to its last one. Of a few cells that stand far apart it takes more
memory than there is, and a library that is refused memory ends the whole program.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from reportgen.archives import BROKEN, unpacked_size
from reportgen.errors import DataError
from reportgen.limits import RAISE, limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
OPEN_DOCUMENT = "content.xml"
CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br\s*=\s*["\']([A-Za-z]{1,12})(\d{1,18})["\']')
"""A cell of Excel with its column and row, be they ones that Excel does not have."""
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br\s*=\s*["\'](\d{1,18})["\']')
"""A row of Excel with its number; its cells may have none."""
MOST_ROWS = 1 << 20
"""Rows of a sheet of Excel. One of so many with nothing in it is only coloured; one further down is no row at all."""
REPEATED = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated\s*=\s*["\'](\d+)["\'][^>]*(?<!/)>')
"""A cell of OpenDocument that holds something, and stands so often beside itself."""
ROWS = re.compile(rb'<table:table-row\b[^>]*number-rows-repeated\s*=\s*["\'](\d+)["\']')
SPACES = re.compile(rb'<text:s\b[^>]*text:c\s*=\s*["\'](\d+)["\']')
"""So many spaces in a cell of OpenDocument."""
MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["\']([A-Za-z]{1,12})(\d{1,18}):([A-Za-z]{1,12})(\d{1,18})["\']'
)
"""Cells of Excel that are one, by the first and the last."""
FEW = 1000


def check_size(content: bytes, *, where: str) -> None:
    """Raise DataError for a workbook with more to unpack than the limits take; what is no archive is left to others."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = unpacked_size(archive)
            if unpacked > limits().workbook_unpacked:
                found = f"expected at most {limits().workbook_unpacked:,} bytes when it is unpacked, found {unpacked:,}"
                raise DataError(found, where=where, hint=RAISE)
            sheets = [name for name in archive.namelist() if SHEET.fullmatch(name) or name == OPEN_DOCUMENT]
            sizes = []
            for sheet in map(archive.read, sheets):
                _check_spaces(sheet, where=where)
                sizes.append(_size(sheet))
            check_cells(sizes, where=where)
    except BROKEN:
        return  # who reads the workbook says what is wrong with it


def _check_spaces(sheet: bytes, *, where: str) -> None:
    spaces = sum(map(int, SPACES.findall(sheet)))
    if spaces > limits().workbook_unpacked:
        found = f"expected at most {limits().workbook_unpacked:,} bytes when it is unpacked, found {spaces:,} spaces"
        raise DataError(found, where=where, hint=RAISE)


def merged_cells(content: bytes) -> int:
    """Return how many cells of a workbook of Excel are merged with others; none of what cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = (archive.read(name) for name in archive.namelist() if SHEET.fullmatch(name))
            return sum(_area(*ends) for sheet in sheets for ends in MERGED.findall(sheet))
    except BROKEN:
        return 0


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return max(0, _number(right) - _number(left) + 1) * max(0, int(bottom) - int(top) + 1)


def check_cells(sizes: Sequence[tuple[int, int]], *, where: str) -> None:
    """Raise DataError where sheets of so many rows and columns have more cells together than the limits take."""
    cells = sum(rows * columns for rows, columns in sizes)
    if cells > limits().cells:
        rows, columns = max(sizes, key=lambda size: size[0] * size[1])
        more = f" and {len(sizes) - 1} more" if len(sizes) > 1 else ""
        found = (
            f"expected at most {limits().cells:,} cells, found a sheet of {rows:,} rows and {columns:,} columns{more}"
        )
        raise DataError(found, where=where, hint="take out what stands far below or beside the table, or " + RAISE)


def _size(sheet: bytes) -> tuple[int, int]:
    return max(_sizes(sheet), key=lambda size: size[0] * size[1], default=(0, 0))


def _sizes(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Yield how many rows and columns a sheet has."""
    last_row = last_column = 0
    columns: dict[bytes, int] = {}
    for letters, row in CELL.findall(sheet):
        if letters not in columns:
            columns[letters] = _number(letters)
            last_column = max(last_column, columns[letters])
        last_row = max(last_row, int(row))
    last_row = max((last_row, *(row for row in map(int, ROW.findall(sheet)) if row > MOST_ROWS)))
    yield last_row, max(last_column, 1)
    beside = max(map(int, REPEATED.findall(sheet)), default=1)
    if beside > FEW:
        yield max(map(int, ROWS.findall(sheet)), default=1), beside


def _number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
