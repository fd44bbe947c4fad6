"""Ask a PostgreSQL server, by the library `psycopg`, an extra. Credentials are the environment's, and stay there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportgen.errors import DataError, UsageError
from reportgen.intake.values import sheet_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import Any

    from reportgen.intake.sheet import Sheet

SCHEMES = ("postgresql://", "postgres://")
SECONDS = 10
"""For which an answer is waited for before a connection is given up."""
BATCH = 10_000
"""Rows that are fetched at once."""
NAMED = 6
"""Tables that a hint names."""
CONNECTION, REFUSED = "08", ("28", "3D")
"""How codes of errors begin that are of the connection, of whoever asks, and of the name of the database."""
_SECRET = re.compile(r"(?i)[?&](?:password|sslpassword)=")
_WHO = re.compile(r"(?i)(?:user|password|sslpassword|passfile)=")


def is_server(text: str) -> bool:
    """Say whether a source is the address of a server and no file."""
    return text.startswith(SCHEMES)


def address_of(url: str) -> str:
    """Return the address of a database without whoever asks it: `postgresql://host/name`; safe to print and to keep."""
    parts = urlsplit(url)
    options = "&".join(each for each in parts.query.split("&") if each and not _WHO.match(each))
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}{'?' if options else ''}{options}"


def name_of(url: str) -> str:
    """Return what the database is called, as a name of a file."""
    parts = urlsplit(url)
    named = re.search(r"[?&](?:dbname|service)=([^&]+)", f"?{parts.query}")
    found = parts.path.strip("/") or (named[1] if named else "") or parts.hostname or "database"
    return re.sub(r"[^A-Za-z0-9_-]+", "-", found)


def read_server(url: str, *, query: str) -> Sheet:
    """Return what a query gives; the server is asked to read only.

    Raises UsageError for an address with a password, for no query, and where the library is not installed, DataError
    for what the server answers otherwise.
    """
    where = address_of(url)
    if urlsplit(url).password or _SECRET.search(url):
        raise UsageError(
            "expected an address without a password, found one: it would stay in the history of the shell", where=where,
            hint="put it into PGPASSWORD, a password file `~/.pgpass` or a service file, and leave it out here",
        )  # fmt: skip
    psycopg = _library(where)
    try:
        with psycopg.connect(url, connect_timeout=SECONDS) as connection:
            connection.read_only = True
            if not query:
                raise _no_query(connection, where)
            with connection.cursor() as cursor:
                cursor.execute(query)
                if cursor.description is None:
                    raise DataError(
                        "expected a query that gives rows, found none", where=where, hint='begin with "select"'
                    )
                heads = [column.name for column in cursor.description]
                return sheet_of_rows("query", heads, _rows(cursor), where=where)
    except psycopg.Error as error:
        raise _unanswered(error, where) from None


def _rows(cursor: Any) -> Iterator[tuple[object, ...]]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _no_query(connection: Any, where: str) -> UsageError:
    found = connection.execute(_NAMES).fetchall()
    names = [name if schema == "public" else f"{schema}.{name}" for schema, name in found]
    told = ", ".join(f"`{name}`" for name in names[:NAMED]) + (
        f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    )
    hint = f'`--sql "select * from {names[0]}"`; there are {told}' if names else "it has no table that you may read"
    return UsageError("expected a query for the server, found none", where=where, hint=hint)


_NAMES = (
    "select table_schema, table_name from information_schema.tables"
    " where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2"
)


def _unanswered(error: Exception, where: str) -> DataError:
    """Return what the server says, its first line; of whoever asked, no word."""
    first = re.sub(r'(?i)(?: for)? (?:user|role) "[^"]*"', "", str(error).strip().split("\n")[0])
    state = getattr(error, "sqlstate", None) or CONNECTION
    if not state.startswith((CONNECTION, *REFUSED)):
        return DataError(f"the server refuses the query: {first}", where=where, hint="check the query")
    hint = "is the server up, and are PGUSER and PGPASSWORD, or a service file, those of it?"
    return DataError(f"the server does not answer: {first}", where=where, hint=hint)


def _library(where: str) -> ModuleType:
    try:
        import psycopg  # only where a server is asked
    except ImportError:
        raise UsageError(
            "a server is asked by psycopg, which is not installed", where=where,
            hint='`pip install "reportgen[postgresql]"`, or save what the query gives as CSV',
        ) from None  # fmt: skip
    return psycopg
