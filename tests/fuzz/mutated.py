"""Tables as offices keep them, changed in cells, rows, columns, sheets or bytes, in every kind of file that is read."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import random  # noqa: TID251 - with a seed, so the files are the same each time
import re
import sqlite3
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import duckdb
import openpyxl

from tests.fuzz.families import SHEETS_OF_OFFICES
from tests.fuzz.otherwise import NotRead, Rows, read_otherwise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random  # noqa: TID251 - a type

CELLS = (
    "", "..", ":", "-", "n/a", "NA", "*", "<5", "c", "z", "x", "1,234", "1.234,5", "1 234", "(35)", "−35", "12%",
    "$1,500", "1e5", "1E+308", "9" * 40, "NaN", "inf", "#REF!", "#DIV/0!", "TRUE", "=1+1", "'007", "01001", "2021",
    "2020/21", "Q1 2020", "2023-05-01", "May", "Total", "total", "Statewide", "Ohio", "Georgia", "\u200b", "\ufeff",
    "\x00", "\r", "\x0b", "\u2028", "\x85", "a\nb", '"', "'", "<b>", "{{ x }}", "{% x %}", "👪", "ß", "x" * 3000, "1/2",
    "½", "١٢٣", "０１２", "12.3 (10.1-14.5)", "5*", "5 e", "5 b", "~5", "about 40", "1O1", "--", "—", "None", "null",
    "s", "S", "†", "≤9", "15.2 b", "2023 p", "p.a.", "1 2", " ", "\t",
)  # fmt: skip
"""What stands in cells where a figure, a name or nothing was."""
ALONE = (
    "Note: revised",
    "Source: office",
    "Table 3. Counts by county, 2019",
    "1 Includes others",
    "Total",
    "* Estimate",
)
HEADS = ("2021", "Total", "", "County", "Year", "%", "Rate", "Margin of error", "95% CI lower", "Notes", "2022")
TAGS = (
    "</td>", "<td>", "</tr>", "<tr>", "<table>", "</table>", "<td colspan=3>", "<td colspan=99999>", "<td rowspan=5>",
    "&nbsp;", "&#x0;", "<!--", "..", "1,5", "<", ">", '"',
)  # fmt: skip
LENGTHS = (8, 12, 30, 60)
"""Rows of the base that are kept: a table is as odd with a few as with many, and read sooner."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
KINDS = (
    "text",
    "text",
    "text",
    "text",
    "text",
    "xlsx",
    "xlsx",
    "xlsx",
    "ods",
    "ods",
    "xls",
    "page",
    "sqlite",
    "parquet",
)


@dataclass(frozen=True)
class Mutated:
    """A file that was made of a base, and what another reader has to know of it."""

    name: str
    kind: str
    """`text`, `xlsx`, `xls`, `ods`, `sqlite`, `parquet` or `page`."""
    content: bytes
    base: str
    how: str = "rows"
    """What was changed: `rows`, `bytes`, `part` of an archive, `markup` of a page."""
    encoding: str = "utf-8"
    delimiter: str = ","


def own_bases() -> list[Mutated]:
    """Return the tables that the fuzzer has without any folder."""
    return [as_base(f"own{number}.csv", content) for number, content in enumerate(SHEETS_OF_OFFICES, 1)]


def bases_of(folder: Path) -> list[Mutated]:
    """Return the tables of a folder that another reader reads, by name."""
    found = [as_base(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
    return [base for base in found if base.kind != "text" or rows_of(base)]


def as_base(name: str, content: bytes) -> Mutated:
    """Return a file with its kind, encoding and delimiter, as they are plain to see."""
    kind = _kind(content)
    if kind != "text":
        return Mutated(name, kind, content, name)
    encoding = _encoding(content)
    text = content.decode(encoding)
    return Mutated(name, kind, content, name, encoding=encoding, delimiter=max(",;\t|", key=text[:4000].count))


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "ods" if "content.xml" in archive.namelist() else "xlsx"
    starts = {b"\xd0\xcf\x11\xe0": "xls", b"SQLite": "sqlite", b"PAR1": "parquet"}
    start = next((kind for begin, kind in starts.items() if content.startswith(begin)), "")
    return start or ("page" if b"<table" in content[:4000].lower() else "text")


def _encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


@cache
def rows_of(base: Mutated) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the largest sheet of a base; none where no other reader opens it."""
    try:
        sheets = read_otherwise(base)
    except NotRead:
        return ()
    return tuple(tuple(row) for row in max(sheets.values(), key=len, default=[]))


def mutated(bases: Sequence[Mutated], *, seed: str, number: int) -> Mutated:
    """Return a mutated file, the same for the same seed, number and bases."""
    draw = random.Random(f"{seed} {number}")
    base = draw.choice(bases)
    rows = [list(row) for row in rows_of(base)]
    if draw.random() < 0.12 or not rows:
        return _damaged_base(draw, base)
    sheets = _sheets(draw, [list(rows) for rows in bases_rows(bases)], rows)
    kind = _possible(draw.choice(KINDS))
    file = WRITERS[kind](draw, sheets if kind in MANY_SHEETS else dict([next(iter(sheets.items()))]), base.name)
    if kind == "page" and draw.random() < 0.5:
        return _changed_markup(draw, file.content.decode(), base.name)
    return _changed_part(draw, file) if kind in ("xlsx", "ods") and draw.random() < 0.15 else file


def bases_rows(bases: Sequence[Mutated]) -> list[Any]:
    return [rows for base in bases if (rows := rows_of(base))]


def _possible(kind: str) -> str:
    """Return a kind of file that can be written here: no library that comes along writes the old files of Excel."""
    return "xlsx" if kind == "xls" and importlib.util.find_spec("xlwt") is None else kind


def _sheets(draw: Random, others: list[Any], rows: Rows) -> dict[str, Rows]:
    """Return one to four sheets: the mutated base, and beside it others of its shape, of another, or with little."""
    first = changed_rows(draw, _cut(draw, rows))
    sheets = {draw.choice(("Sheet1", "2021", "Data", "Tabelle 1, neu", "a b'c")): first}
    for number in range(draw.choice((0, 0, 0, 1, 2, 3))):
        other = [list(row) for row in draw.choice(others)]
        more = draw.choice((changed_rows(draw, [list(row) for row in first]), _cut(draw, other), [["1", "2", "3"]], []))
        sheets[draw.choice(("2022", "2023", "Notes", "Other", "Sheet")) + (str(number) if number else "")] = more
    return sheets


def _cut(draw: Random, rows: Rows) -> Rows:
    return [list(row) for row in (rows[: draw.choice(LENGTHS)] if draw.random() < 0.97 else rows[:1000])]


def changed_rows(draw: Random, rows: Rows) -> Rows:
    """Return a table after one to five changes of its cells, rows or columns."""
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 5))):
        if rows:
            rows = draw.choice(CHANGES)(draw, rows)
    return rows


def _cells(draw: Random, rows: Rows) -> Rows:
    for _ in range(draw.choice((1, 1, 3, 20))):
        row = draw.choice(rows)
        if row:
            row[draw.randrange(len(row))] = draw.choice(CELLS)
    return rows


def _without_row(draw: Random, rows: Rows) -> Rows:
    del rows[draw.randrange(len(rows))]
    return rows


def _row_twice(draw: Random, rows: Rows) -> Rows:
    rows.insert(draw.randrange(len(rows)), list(draw.choice(rows)))
    return rows


def _without_column(draw: Random, rows: Rows) -> Rows:
    column = draw.randrange(_width(rows))
    return [row[:column] + row[column + 1 :] for row in rows]


def _new_column(draw: Random, rows: Rows) -> Rows:
    column = draw.randrange(_width(rows))
    return [[*row[:column], draw.choice(CELLS) if draw.random() < 0.1 else "", *row[column:]] for row in rows]


def _blank_row(draw: Random, rows: Rows) -> Rows:
    rows.insert(draw.randrange(len(rows)), [])
    return rows


def _line_of_words(draw: Random, rows: Rows) -> Rows:
    rows.insert(draw.choice((0, draw.randrange(len(rows)), len(rows))), [draw.choice(ALONE)])
    return rows


def _short_row(draw: Random, rows: Rows) -> Rows:
    at = draw.randrange(len(rows))
    rows[at] = rows[at][: draw.randrange(_width(rows))]
    return rows


def _long_row(draw: Random, rows: Rows) -> Rows:
    at = draw.randrange(len(rows))
    rows[at] = [*rows[at], draw.choice(CELLS)]
    return rows


def _shuffled(draw: Random, rows: Rows) -> Rows:
    draw.shuffle(rows)
    return rows


def _column_of(draw: Random, rows: Rows) -> Rows:
    column, cell = draw.randrange(_width(rows)), draw.choice(CELLS)
    for row in rows:
        if column < len(row) and draw.random() < 0.5:
            row[column] = cell
    return rows


def _exchanged(draw: Random, rows: Rows) -> Rows:
    for row in rows:
        if len(row) > 1:
            at = draw.randrange(len(row))
            row[at - 1], row[at] = row[at], row[at - 1]
    return rows


def _cut_off(draw: Random, rows: Rows) -> Rows:
    return rows[: draw.randrange(len(rows))]


def _turned(_: Random, rows: Rows) -> Rows:
    width = _width(rows)
    return [list(column) for column in zip(*[row + [""] * (width - len(row)) for row in rows], strict=True)]


def _other_head(draw: Random, rows: Rows) -> Rows:
    row = rows[draw.randrange(min(6, len(rows)))]
    if row:
        row[draw.randrange(len(row))] = draw.choice((*HEADS, row[0]))
    return rows


def _again(draw: Random, rows: Rows) -> Rows:
    heads, between = rows[: draw.randrange(1, 8)], [[]] if draw.random() < 0.5 else []
    return [list(row) for row in (*rows, *between, *heads, *rows)]


def _other_digits(draw: Random, rows: Rows) -> Rows:
    column = draw.randrange(_width(rows))
    for row in rows:
        if column < len(row):
            row[column] = re.sub("[0-9]", lambda _: draw.choice("0123456789"), row[column])
    return rows


def _width(rows: Rows) -> int:
    return max(map(len, rows)) or 1


CHANGES = (
    *(_cells,) * 6, _without_row, _row_twice, _without_column, _new_column, _blank_row, _line_of_words, _short_row,
    _long_row, _shuffled, _column_of, _exchanged, _cut_off, _turned, _other_head, _again, _other_digits,
)  # fmt: skip


def _text(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    delimiter = draw.choice((",", ",", ",", ";", "\t", "|"))
    encoding = draw.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    out = io.StringIO()
    end, quoting = draw.choice(("\n", "\r\n")), draw.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    rows = next(iter(sheets.values()))
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    content = out.getvalue().encode(encoding, "replace")
    name = "f.tsv" if delimiter == "\t" else "f.csv"
    return Mutated(name, "text", content, base, encoding=encoding, delimiter=delimiter)


def _value(draw: Random, cell: str) -> str | float | None:
    """Return what a workbook holds for a cell: mostly a number where it is one."""
    text = _NO_XML.sub("", cell)[:32000]
    if _NUMBER.fullmatch(text) and draw.random() < 0.9:
        return float(text) if "." in text else int(text)
    return text or None


def _xlsx(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_value(draw, cell) for cell in row])
        for _ in range(draw.choice((0, 0, 1, 3))):
            top, left = draw.randrange(1, len(rows) + 2), draw.randrange(1, 8)
            bottom, right = top + draw.randrange(3), left + draw.randrange(4)
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    if len(sheets) > 1 and draw.random() < 0.2:
        book.worksheets[-1].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return Mutated("f.xlsx", "xlsx", out.getvalue(), base)


def _xls(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    book = importlib.import_module("xlwt").Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row[:250]):
                value = _value(draw, cell)
                if value is not None:
                    sheet.write(at, column, value)
    out = io.BytesIO()
    book.save(out)
    return Mutated("f.xls", "xls", out.getvalue(), base)


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_PARTS = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS.decode()}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(_ods_cell(_value(draw, cell)) for cell in row) or _ods_cell(None)}"
            "</table:table-row>"
            for row in rows or [[]]
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    text = f'<office:document-content {NAMESPACES} office:version="1.2">{body}</office:document-content>'
    parts = {"mimetype": ODS, "content.xml": text.encode(), "META-INF/manifest.xml": ODS_PARTS.encode()}
    return Mutated("f.ods", "ods", _zipped(parts), base)


def _ods_cell(value: str | float | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind = 'string"' if isinstance(value, str) else f'float" office:value="{value}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="{kind}>{lines}</table:table-cell>'


def _page(_: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    def table(rows: Rows) -> str:
        lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
        return f"<table border=1>\n{lines}</table>\n"

    text = _NO_XML.sub("", f"<html><h1>Counts</h1>{''.join(map(table, sheets.values()))}</html>")
    return Mutated("f.xls", "page", text.encode("utf-8", "replace"), base)


def _changed_markup(draw: Random, text: str, base: str) -> Mutated:
    for _ in range(draw.choice((1, 3, 10))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(TAGS) + text[at + draw.choice((0, 0, 5, 200)) :]
    return Mutated("f.xls", "page", text.encode("utf-8", "replace"), base, how="markup")


def _heads(rows: Rows) -> list[str]:
    """Return names of columns, each once: those of a database are."""
    width, heads = _width(rows), rows[0]
    names = [_NO_XML.sub("", heads[at] if at < len(heads) else "")[:60] for at in range(width)]
    return [name if name.strip() and names.index(name) == at else f"c{at}" for at, name in enumerate(names)]


def _sqlite(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.sqlite"
        connection = sqlite3.connect(path)
        for number, rows in enumerate(rows[:] for rows in sheets.values() if rows):
            heads = _unlike(_heads(rows))[:900]
            columns = ", ".join(f'"{head.replace(chr(34), chr(34) * 2)}"' for head in heads)
            connection.execute(f"create table t{number} ({columns})")
            filled = [[_value(draw, cell) for cell in (row + [""] * len(heads))[: len(heads)]] for row in rows[1:]]
            connection.executemany(f"insert into t{number} values ({', '.join('?' * len(heads))})", filled)
        connection.commit()
        connection.close()
        return Mutated("f.sqlite", "sqlite", path.read_bytes(), base)


def _parquet(draw: Random, sheets: dict[str, Rows], base: str) -> Mutated:
    rows = next(iter(sheets.values())) or [["a"]]
    heads = _unlike(_heads(rows))[:900]
    columns = ", ".join(f'"{head.replace(chr(34), chr(34) * 2)}" varchar' for head in heads)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "f.parquet"
        connection.execute(f"create table t ({columns})")
        filled = [
            [cell.replace("\0", "") or None for cell in (row + [""] * len(heads))[: len(heads)]] for row in rows[1:]
        ]
        if filled:
            connection.executemany(f"insert into t values ({', '.join('?' * len(heads))})", filled)
        connection.execute(f"copy t to '{path}' (format parquet)")
        return Mutated("f.parquet", "parquet", path.read_bytes(), base)


def _unlike(names: list[str]) -> list[str]:
    """Return names that differ by more than capitals, which count for nothing in a database."""
    small = [name.casefold() for name in names]
    return [
        name if small.index(each) == at else f"{name}_{at}"
        for at, (name, each) in enumerate(zip(names, small, strict=True))
    ]


WRITERS = {
    "text": _text,
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "page": _page,
    "sqlite": _sqlite,
    "parquet": _parquet,
}
MANY_SHEETS = frozenset({"xlsx", "xls", "ods", "page", "sqlite"})


def first_of_each_kind(bases: Sequence[Mutated]) -> list[Mutated]:
    """Return a base as a file of each kind, without any change."""
    rows = [list(row) for row in rows_of(bases[0])]
    draw = random.Random(0)
    return [WRITERS[kind](draw, {"Sheet1": rows}, bases[0].name) for kind in dict.fromkeys(map(_possible, KINDS))]


def _damaged_base(draw: Random, base: Mutated) -> Mutated:
    """Return a base with other bytes, or without some: of a text its encoding is known, whatever they say."""
    content = bytearray(base.content)
    if base.kind == "page" and draw.random() < 0.7:
        return _changed_markup(draw, base.content.decode("utf-8", "replace"), base.name)
    for _ in range(draw.choice((1, 2, 5, 50))):
        _change_bytes(draw, content)
    how = "markup" if base.kind == "page" else "bytes"
    name = f"f{Path(base.name).suffix}"
    return Mutated(
        name, base.kind, bytes(content), base.name, how=how, encoding=base.encoding, delimiter=base.delimiter
    )


def _change_bytes(draw: Random, content: bytearray) -> None:
    at = draw.randrange(len(content) + 1)
    match draw.randrange(5):
        case 0:
            content[at : at + 1] = bytes([draw.randrange(256)])
        case 1:
            del content[at : at + draw.choice((1, 3, 100, 1000))]
        case 2:
            content[at:at] = draw.randbytes(draw.choice((1, 4)))
        case 3:
            del content[max(at, 20) :]
        case _:
            content[at:at] = content[at : at + 50]


def _changed_part(draw: Random, file: Mutated) -> Mutated:
    """Return a workbook with a part in which tags, or bytes, are others; the archive around it is whole."""
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(sorted(parts))
    content = bytearray(parts[name])
    if draw.random() < 0.5:
        _change_bytes(draw, content)
    else:
        numbers = [found.span() for found in re.finditer(rb"[0-9]+", parts[name])]
        for start, end in draw.sample(numbers, min(3, len(numbers))):
            content[start:end] = str(draw.choice((0, 1, 3, 70000, 2**31))).encode().rjust(end - start)[-(end - start) :]
    return Mutated(file.name, file.kind, _zipped({**parts, name: bytes(content)}), file.base, how="part")


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
