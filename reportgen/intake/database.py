"""Read the tables of an SQLite database, by the library that comes with Python."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.values import sheet_of_rows

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.intake.sheet import Sheet


def read_database(path: Path, *, query: str = "") -> list[Sheet]:
    """Return the tables and views of a database that hold rows, or the one that a query gives; it is opened to read."""
    try:
        with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as connection:
            if query:
                return [_sheet(connection, "query", query, path.name)]
            names = [name for (name,) in connection.execute(_NAMES)]
            sheets = [
                _sheet(connection, name, f'select * from "{name.replace(chr(34), chr(34) * 2)}"', path.name)
                for name in names
            ]
    except sqlite3.Error as error:
        raise DataError(
            f"expected an SQLite database, found: {error}", where=path.name,
            hint="check the query" if query else "is it a copy that was cut off?",
        ) from None  # fmt: skip
    finally:
        if "connection" in locals():
            connection.close()
    return [sheet for sheet in sheets if len(sheet.rows) > 1]


_NAMES = "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by rowid"


def _sheet(connection: sqlite3.Connection, name: str, query: str, where: str) -> Sheet:
    found = connection.execute(query)
    heads = [column[0] for column in found.description or ()]
    return sheet_of_rows(name, heads, found, where=where)
