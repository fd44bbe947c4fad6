"""Read a web page that was saved as a workbook: many sites export one and call it .xls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.sheet import Sheet, Span, Value, cleared, even
from reportgen.intake.text import BOMS

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

WIDEST = 1000
"""Columns that a cell may span."""
TALLEST = 10_000
"""Rows that a cell may span."""


def read_page(path: Path, content: bytes) -> list[Sheet]:
    """Return the tables of a web page that hold figures. Raises DataError where there is none."""
    from lxml import etree, html

    try:
        page = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content)))
    except (etree.ParserError, ValueError):  # nothing but a comment, or no text at all
        raise _no_table(path) from None
    tables = [table for table in page.iter("table") if not list(table.iterdescendants("table"))]
    headings = [" ".join(cleared(heading.text_content()).split()) for heading in page.iter("h1", "h2", "h3")]
    title = next((heading for heading in reversed(headings) if heading), "")
    sheets = [_sheet(table, f"table {number}", title) for number, table in enumerate(tables, 1)]
    kept = [sheet for sheet in sheets if len(sheet.rows) > 1 and sheet.width > 1]
    if not kept:
        raise _no_table(path)
    return kept


DECLARED = re.compile(rb"(?i)<(?:meta[^>]*?|[?]xml[^>]*?en)(?:charset|coding)\s*=\s*[\"']?\s*([\w.:-]+)")
LATIN = frozenset({b"iso-8859-1", b"latin-1", b"latin1", b"us-ascii", b"ascii", b"windows-1252", b"cp1252"})
"""Names of encodings by which pages mean that of Windows, as browsers take them."""


def _encoding(content: bytes) -> str | None:
    """Return the encoding of a page: by its first bytes, else as it says; without a word UTF-8, where it can be that.

    None leaves it to the parser, which knows what pages say of themselves.
    """
    mark = next((encoding for begin, encoding in BOMS if content.startswith(begin)), "")
    declared = DECLARED.search(content[:4000])
    if mark:
        return mark.removesuffix("-sig")
    if declared is not None and declared[1].lower() not in LATIN:
        return None
    if declared is not None:
        return "windows-1252"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _no_table(path: Path) -> DataError:
    return DataError(
        "expected a table, found a web page without one", where=path.name,
        hint="open the page, copy its table into a sheet, and save that as .xlsx",
    )  # fmt: skip


def _sheet(table: _Element, name: str, title: str) -> Sheet:
    rows: list[list[Value]] = []
    spans: list[Span] = []
    taken: dict[int, int] = {}
    """Columns that cells of earlier rows span, with how many more rows they do."""
    for row in table.iter("tr"):
        cells: list[Value] = []
        still = {column: count - 1 for column, count in taken.items() if count > 1}
        for cell in row.iter("th", "td"):
            while len(cells) in taken:
                cells.append(None)
            width, height = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", TALLEST)
            if width > 1 or height > 1:
                spans.append((len(rows), len(cells), len(rows) + height - 1, len(cells) + width - 1))
            if height > 1:
                still |= dict.fromkeys(range(len(cells), len(cells) + width), height - 1)
            cells += [" ".join("".join(cell.itertext()).split()), *[None] * (width - 1)]
        taken = still
        rows.append(cells)
    spans = [(top, left, min(bottom, len(rows) - 1), right) for top, left, bottom, right in spans]
    return Sheet(name, even(rows), tuple(spans), how={"form": "web page", "title": title})


def _span(cell: _Element, name: str, most: int) -> int:
    given = cell.get(name) or "1"
    return min(max(int(given), 1), most) if given.isascii() and given.isdecimal() and len(given) < 9 else 1
