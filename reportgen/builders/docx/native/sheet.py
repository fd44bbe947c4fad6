"""The figures of a chart as the spreadsheet behind it: what Word opens when a reader wants to edit the data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element, escaped
from reportgen.builders.docx.packaging import timeless

if TYPE_CHECKING:
    from datetime import date

SHEET = "Figures"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Categories down the first column, one column of values for each series."""

    categories: tuple[str, ...]
    columns: tuple[tuple[str, tuple[float | None, ...]], ...]
    """Name of the series and its values; None where there is none, which leaves the cell empty."""


def workbook(sheet: Sheet, made: date) -> bytes:
    """Return the sheet as an Excel file of this date."""
    import xlsxwriter  # only charts that can be edited need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": made})
    page = book.add_worksheet(SHEET)
    page.write_column(1, 0, sheet.categories)
    page.set_column(0, 0, max(12, *(len(name) for name in sheet.categories)))
    for index, (name, values) in enumerate(sheet.columns, start=1):
        page.write_string(0, index, name)
        page.set_column(index, index, max(12, len(name) + 2))
        for at, value in enumerate(values, start=1):
            if value is not None:
                page.write_number(at, index, value)
    book.close()
    return timeless(out.getvalue())


def series_name(sheet: Sheet, index: int) -> str:
    """Return the name of a series, with the cell it stands in."""
    name = sheet.columns[index][0]
    return element("c:tx", _texts(f"{SHEET}!${_letter(index)}$1", (name,)))


def category_names(sheet: Sheet) -> str:
    """Return the categories, with the cells they stand in."""
    return element("c:cat", _texts(f"{SHEET}!$A$2:$A${len(sheet.categories) + 1}", sheet.categories))


def series_values(sheet: Sheet, index: int) -> str:
    """Return the values of a series, with the cells they stand in; a missing one is left out."""
    letter, values = _letter(index), sheet.columns[index][1]
    points = (element("c:pt", f"<c:v>{value!r}</c:v>", idx=at) for at, value in enumerate(values) if value is not None)
    cache = element("c:numCache", "<c:formatCode>General</c:formatCode>", _count(values), *points)
    cells = f"<c:f>{SHEET}!${letter}$2:${letter}${len(values) + 1}</c:f>"
    return element("c:val", element("c:numRef", cells, cache))


def _texts(cells: str, texts: tuple[str, ...]) -> str:
    points = (element("c:pt", f"<c:v>{escaped(text)}</c:v>", idx=at) for at, text in enumerate(texts))
    return element("c:strRef", f"<c:f>{cells}</c:f>", element("c:strCache", _count(texts), *points))


def _count(values: tuple[object, ...]) -> str:
    return element("c:ptCount", val=len(values))


def _letter(index: int) -> str:
    """Return the column of a series: B for the first."""
    return chr(ord("B") + index)
