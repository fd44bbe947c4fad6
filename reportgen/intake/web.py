"""Read a web page that was saved as a workbook: many sites export one and call it .xls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.sheet import Sheet, Span, Value, even

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

WIDEST = 1000
"""Columns that a cell may span."""


def read_page(path: Path, content: bytes) -> list[Sheet]:
    """Return the tables of a web page that hold figures. Raises DataError where there is none."""
    from lxml import html

    page = html.document_fromstring(content)
    tables = [table for table in page.iter("table") if not list(table.iterdescendants("table"))]
    headings = [" ".join(heading.text_content().split()) for heading in page.iter("h1", "h2", "h3")]
    title = next((heading for heading in reversed(headings) if heading), "")
    sheets = [_sheet(table, f"table {number}", title) for number, table in enumerate(tables, 1)]
    kept = [sheet for sheet in sheets if len(sheet.rows) > 1 and sheet.width > 1]
    if not kept:
        raise DataError(
            "expected a table, found a web page without one", where=path.name,
            hint="open the page, copy its table into a sheet, and save that as .xlsx",
        )  # fmt: skip
    return kept


def _sheet(table: _Element, name: str, title: str) -> Sheet:
    rows: list[list[Value]] = []
    spans: list[Span] = []
    for row in table.iter("tr"):
        cells: list[Value] = []
        for cell in row.iter("th", "td"):
            width = _span(cell)
            if width > 1:
                spans.append((len(rows), len(cells), len(rows), len(cells) + width - 1))
            cells += [" ".join("".join(cell.itertext()).split()), *[None] * (width - 1)]
        rows.append(cells)
    return Sheet(name, even(rows), tuple(spans), how={"form": "web page", "title": title})


def _span(cell: _Element) -> int:
    given = cell.get("colspan") or "1"
    return min(max(int(given), 1), WIDEST) if given.isdecimal() else 1
