"""Read a foreign file by other libraries than the program does, to count its rows again."""

from __future__ import annotations

import csv
import importlib
import io
import re
import sqlite3
import tempfile
import unicodedata
from contextlib import redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.fuzz.mutated import Mutated

Rows = list[list[str]]
MOST_ROWS = 100_000
"""Of a sheet: a damaged file may say that a row stands there a million times."""


class NotRead(Exception):
    """The other reader is not installed, or cannot read the file."""


def read_otherwise(file: Mutated) -> dict[str, Rows]:
    """Return the cells of a file as texts, by sheet. Raises NotRead where no other reader opens it."""
    read = READERS[file.kind]
    try:
        return {name: [[_text(cell) for cell in row] for row in rows] for name, rows in read(file).items()}
    except Exception as error:  # of a damaged file, another library may raise anything
        raise NotRead(f"{type(error).__name__}: {error}"[:200]) from error


def filled(rows: Iterable[Sequence[str]]) -> int:
    """Return how many rows have anything in them that can be seen."""
    return sum(any(map(is_seen, row)) for row in rows)


def is_seen(cell: str) -> bool:
    """Say whether a cell has a character that is no blank and no sign of control."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in cell)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _of_text(file: Mutated) -> dict[str, Any]:
    text = file.content.decode(file.encoding).removeprefix("\ufeff")
    csv.field_size_limit(1_000_000)
    return {file.name: list(csv.reader(io.StringIO(text, newline=""), delimiter=file.delimiter, strict=False))}


def _of_xlsx(file: Mutated) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(file.content), data_only=True)
    for sheet in book.worksheets:
        if (sheet.max_row or 0) > MOST_ROWS:
            raise NotRead("too many rows")
    return {sheet.title: sheet.iter_rows(values_only=True) for sheet in book.worksheets}


def _of_xls(file: Mutated) -> dict[str, Any]:
    book = importlib.import_module("xlrd").open_workbook(file_contents=file.content, logfile=io.StringIO())
    return {sheet.name: [sheet.row_values(row) for row in range(sheet.nrows)] for sheet in book.sheets()}


def _of_ods(file: Mutated) -> dict[str, Any]:
    table, load = importlib.import_module("odf.table"), importlib.import_module("odf.opendocument").load
    text = importlib.import_module("odf.teletype").extractText
    found: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()):  # it prints a file that it cannot read
        book = load(io.BytesIO(file.content))
    for sheet in book.spreadsheet.getElementsByType(table.Table):
        rows: Rows = []
        for row in sheet.getElementsByType(table.TableRow):
            cells = [text(cell) or cell.getAttribute("value") or "" for cell in row.getElementsByType(table.TableCell)]
            times = int(row.getAttribute("numberrowsrepeated") or 1) if any(map(is_seen, cells)) else 1
            if times > MOST_ROWS:
                raise NotRead("too many rows")
            rows += [cells] * times
        found[sheet.getAttribute("name")] = rows
    return found


def _of_sqlite(file: Mutated) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.sqlite"
        path.write_bytes(file.content)
        connection = sqlite3.connect(path)
        try:
            names = connection.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()
            found = {}
            for (name,) in names:
                cursor = connection.execute(f'select * from "{name}"')
                heads = [head[0] for head in cursor.description]
                found[name] = [heads, *cursor.fetchall()]
        finally:
            connection.close()
    return {name: rows for name, rows in found.items() if len(rows) > 1}


def _of_parquet(file: Mutated) -> dict[str, Any]:
    table = importlib.import_module("pyarrow.parquet").read_table(io.BytesIO(file.content))
    columns = [column.to_pylist() for column in table.columns]
    return {file.name: [table.column_names, *zip(*columns, strict=True)]}


class _Page(HTMLParser):
    """Gathers the texts of the cells of tables, as long as every tag is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self.is_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = self.is_cell and tag not in ("td", "th", "tr", "table")

    def handle_data(self, data: str) -> None:
        if self.is_cell:
            self.tables[-1][-1][-1] += data


def _of_page(file: Mutated) -> dict[str, Any]:
    if file.how == "markup":
        raise NotRead("what tags that are not closed mean, every reader says for itself")
    page = _Page()
    page.feed(file.content.decode("utf-8"))
    tables = {f"table {number}": rows for number, rows in enumerate(page.tables, 1)}
    # a table of one row or one column, a page has for its looks
    return {name: rows for name, rows in tables.items() if filled(rows) > 1 and max(map(len, rows)) > 1}


READERS = {
    "text": _of_text,
    "xlsx": _of_xlsx,
    "xls": _of_xls,
    "ods": _of_ods,
    "sqlite": _of_sqlite,
    "parquet": _of_parquet,
    "page": _of_page,
}
_TABLE = re.compile(r", table \d+$")


def whole(name: str) -> str:
    """Return the sheet that a table is on: `Sheet1` of `Sheet1, table 2`."""
    return _TABLE.sub("", name)
