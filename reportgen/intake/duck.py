"""Read the tables of a DuckDB database, and files in Parquet; both by DuckDB, an extra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.intake.values import sheet_of_rows

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from duckdb import DuckDBPyConnection

    from reportgen.intake.sheet import Sheet

TABLE = "parquet"
"""What a query calls the rows of a file in Parquet."""


def read_duckdb(path: Path, *, query: str = "") -> list[Sheet]:
    """Return the tables and views of a database that hold rows, or the one that a query gives; it is opened to read."""
    duckdb = _library(path.name, "a database of DuckDB")
    try:
        with duckdb.connect(str(path), read_only=True, config=SAFE) as connection:
            if query:
                return [_sheet(connection, "query", query, path)]
            names = connection.execute(_NAMES).fetchall()
            sheets = [
                _sheet(connection, name, f"select * from {_quoted(schema)}.{_quoted(name)}", path)
                for schema, name in names
            ]
    except duckdb.Error as error:
        raise _unread(
            error,
            path,
            query,
            "a database of DuckDB",
            "is it a copy that was cut off, or one that another program writes to?",
        ) from None
    return [sheet for sheet in sheets if len(sheet.rows) > 1]


def read_parquet(path: Path, *, query: str = "") -> list[Sheet]:
    """Return the rows of a file in Parquet, or what a query gives, which calls them `parquet`."""
    duckdb = _library(path.name, "a file in Parquet")
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute("set threads = 1")
            connection.from_parquet(str(path)).create(TABLE)
            connection.execute("set enable_external_access = false")
            return [_sheet(connection, path.name, query or f"select * from {TABLE}", path)]
    except duckdb.Error as error:
        raise _unread(error, path, query, "a file in Parquet", "is it a copy that was cut off?") from None


SAFE = {"enable_external_access": "false", "threads": "1"}
"""A query reads the database, and no other file; rows come in the order in which they stand."""
_NAMES = (
    "select schema_name, table_name from duckdb_tables()"
    " union all select schema_name, view_name from duckdb_views() where not internal"
)


def _sheet(connection: DuckDBPyConnection, name: str, query: str, path: Path) -> Sheet:
    found = connection.execute(query)
    heads = [column[0] for column in found.description or ()]
    return sheet_of_rows(name, heads, iter(found.fetchone, None), where=path.name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _library(where: str, what: str) -> ModuleType:
    try:
        import duckdb  # a database in itself; only where there is one to read
    except ImportError:
        raise UsageError(
            f"{what} is read by DuckDB, which is not installed", where=where,
            hint='`pip install "reportgen[duckdb]"`, or save the table as CSV',
        ) from None  # fmt: skip
    return duckdb


def _unread(error: Exception, path: Path, query: str, what: str, hint: str) -> DataError:
    first = str(error).strip().split("\n")[0]
    return DataError(f"expected {what}, found: {first}", where=path.name, hint="check the query" if query else hint)
