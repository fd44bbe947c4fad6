"""Read a foreign file by what it is, whatever its name ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.bounded import HINTS, read_file, reason
from reportgen.errors import DataError, UsageError
from reportgen.intake.joined import together
from reportgen.intake.notes_apart import with_notes
from reportgen.intake.tables import tables_of
from reportgen.limits import RAISE, limits

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.intake.sheet import Sheet

ZIP, OLD_EXCEL, SQLITE, PARQUET, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0", b"PAR1", b"%PDF-"
DUCKDB = b"DUCK"
"""From the ninth byte on."""
PAGE = (b"<!doctype html", b"<html", b"<table")
FORMS = ("workbook", "text")
"""Kinds of files in which people set tables as they like; in a database each is one already."""
EMPTY = "is this the right file? It has no cell with anything in it"


def read_sheets(path: Path, *, query: str = "") -> list[Sheet]:
    """Return the sheets of a file that hold anything: a workbook, a text file, a database or a saved web page.

    Raises DataError, with a hint, for a file that cannot be read, holds nothing, is of another kind, or is too large.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise DataError(
            f"cannot be read: {reason(error)}", where=str(path), hint=HINTS.get(error.errno or 0, "check the name")
        ) from None
    if not content.strip():
        raise DataError("expected a table, found an empty file", where=path.name, hint=EMPTY)
    sheets = _sheets(path, content, query)
    cells = sum(len(sheet.rows) * sheet.width for sheet in sheets)
    if cells > limits().cells:
        raise DataError(f"expected at most {limits().cells:,} cells, found {cells:,}", where=path.name, hint=RAISE)
    columns = max((sheet.width for sheet in sheets), default=0)
    if columns > limits().columns:
        found = f"expected at most {limits().columns:,} columns, found {columns:,}"
        raise DataError(found, where=path.name, hint=f"should columns be rows? {RAISE[0].upper()}{RAISE[1:]}")
    if not sheets or not any(sheet.rows for sheet in sheets):
        raise DataError("expected a table, found nothing but empty cells", where=path.name, hint=EMPTY)
    return _tables(sheets)


def _tables(sheets: list[Sheet]) -> list[Sheet]:
    """Return the tables of all sheets, and before them those of one shape together, as a sheet for each year."""
    if any(sheet.how.get("form") not in FORMS for sheet in sheets):
        return sheets
    tables = [table for sheet in with_notes(sheets) for table in tables_of(sheet)]
    one = together(tables) if len(sheets) > 1 else None
    return [*([one] if one else []), *tables]


def _sheets(path: Path, content: bytes, query: str) -> list[Sheet]:
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(SQLITE):
        from reportgen.intake.database import read_database

        return read_database(path, query=query)
    if content.startswith(PARQUET) or content[8:12] == DUCKDB:
        from reportgen.intake.duck import read_duckdb, read_parquet

        return (read_parquet if content.startswith(PARQUET) else read_duckdb)(path, query=query)
    if query:
        hint = "leave `--sql` out; it asks a database, a file in Parquet or a server"
        raise UsageError("expected a database to ask, found a file of another kind", where=path.name, hint=hint)
    if content.startswith((ZIP, OLD_EXCEL)):
        from reportgen.intake.workbooks import read_workbook

        return read_workbook(path, content)
    if content.startswith(PDF):
        hint = "save the table that it holds as .xlsx or CSV"
        raise DataError("expected a table, found a file in PDF", where=path.name, hint=hint)
    if start.startswith(PAGE) or (b"<html" in start and b"<!--" in start):
        from reportgen.intake.web import read_page

        return read_page(path, content)
    from reportgen.intake.text import read_text

    return [read_text(path, content)]
