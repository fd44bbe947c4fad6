"""Read the CSV files of a Data Package into typed rows, each with its line, and collect what is wrong with them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from io import BytesIO, StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

from reportgen.dataset.files import FolderFiles, is_inside
from reportgen.dataset.plain import NOT_PLAIN, plain_reader
from reportgen.errors import DataError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    CellReader = Callable[[str], tuple[Any, str]]

DESCRIPTOR = "datapackage.json"

EXPECTED = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "`true` or `false`",
    "year": "a year",
    "date": "a date such as 2024-12-31",
}
"""What a cell of a type has to be, in words."""

NUMBER_HINT = "write thousands without a separator; mark a missing value with an empty cell and a status such as `O`"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line as in a spreadsheet (the header is line 1) and its typed cells, None where empty."""

    line: int
    cells: dict[str, Any]
    is_sound: bool
    """Whether every cell could be read."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values have to exist in another table."""

    fields: tuple[str, ...]
    table: str
    """Empty: the same table."""
    referred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One resource of the package, read."""

    name: str
    where: str
    """The file, relative as the user gave it."""
    fields: tuple[str, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row) -> str:
        """Return file and line of a row."""
        return f"{self.where}:{row.line}"

    def sound_rows(self) -> Iterator[Row]:
        """Return the rows of which every cell could be read."""
        return (row for row in self.rows if row.is_sound)


@dataclass(slots=True)
class _Reading:
    """What is shared while one package is read: the errors so far, and one reader for each kind of field."""

    errors: list[DataError] = field(default_factory=list)
    readers: dict[str, CellReader] = field(default_factory=dict)

    def report(self, message: str, *, where: str, hint: str = "") -> None:
        self.errors.append(DataError(message, where=where, hint=hint))


def read_descriptor(files: FolderFiles) -> dict[str, Any]:
    """Return the contents of `datapackage.json`.

    Raises DataError when it is missing, no JSON, or holds no list of resources.
    """
    where = (files.folder / DESCRIPTOR).as_posix()
    try:
        descriptor = json.loads(files.content(DESCRIPTOR).decode("utf-8"))
    except FileNotFoundError:
        hint = f"a Data Package is a folder with a `{DESCRIPTOR}`"
        raise DataError("file not found", where=where, hint=hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {_reason(error)}", where=where) from None
    except json.JSONDecodeError as error:
        hint = "mend the JSON: a comma, bracket or quote too many or too few"
        message = f"expected JSON, found an error in column {error.colno}: {error.msg.lower()}"
        raise DataError(message, where=f"{where}:{error.lineno}", hint=hint) from None
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(resource, dict) for resource in resources):
        raise DataError("expected a list `resources`, found none", where=where)
    return dict(descriptor)


def read_tables(files: FolderFiles, descriptor: dict[str, Any]) -> tuple[dict[str, Table], list[DataError]]:
    """Return every resource that could be read as a table, by name, and every error in headers, cells and keys."""
    reading = _Reading()
    tables: dict[str, Table] = {}
    for resource in descriptor["resources"]:
        table = _read_table(files, resource, reading)
        if table is not None:
            tables[table.name] = table
    for table in tables.values():
        reading.errors += _duplicate_keys(table)
        reading.errors += _missing_references(table, tables)
    return tables, reading.errors


def _read_table(files: FolderFiles, resource: dict[str, Any], reading: _Reading) -> Table | None:
    descriptor_place = (files.folder / DESCRIPTOR).as_posix()
    name, path, schema = resource.get("name"), resource.get("path"), resource.get("schema")
    if not (isinstance(name, str) and isinstance(path, str) and isinstance(schema, dict)):
        message = f"resource `{name or path}`: expected `name`, `path` and `schema`"
        reading.report(message, where=descriptor_place)
        return None
    if not is_inside(path):
        message = f"resource `{name}`: expected a file of the folder, found `{path}`"
        reading.report(message, where=descriptor_place, hint="copy the file into the folder of the package")
        return None
    text = _read_text(files, path, reading)
    if text is None:
        return None
    where = (files.folder / path).as_posix()
    try:
        rows = _read_rows(csv.reader(StringIO(text, newline="")), schema, where=where, reading=reading)
    except DataError as error:
        reading.report(f"resource `{name}`, {error.message}", where=descriptor_place)
        return None
    if rows is None:
        return None
    return Table(
        name=name,
        where=where,
        fields=tuple(str(field_["name"]) for field_ in schema.get("fields", ())),
        primary_key=_names(schema.get("primaryKey", ())),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", ())),
        rows=rows,
    )


def _read_text(files: FolderFiles, name: str, reading: _Reading) -> str | None:
    where = (files.folder / name).as_posix()
    try:
        # As a text file is read: every kind of line end becomes the same one, also within a cell.
        return TextIOWrapper(BytesIO(files.content(name)), encoding="utf-8-sig").read()
    except FileNotFoundError:
        reading.report("file not found", where=where, hint=f"`{DESCRIPTOR}` names it as a resource")
    except UnicodeDecodeError:
        reading.report("expected UTF-8 text", where=where, hint="save the file as CSV UTF-8")
    except OSError as error:
        reading.report(f"cannot be read: {_reason(error)}", where=where)
    return None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", "") or str(error)).lower()


def _foreign_key(key: dict[str, Any]) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(_names(key["fields"]), reference.get("resource", ""), _names(reference["fields"]))


def _names(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _read_rows(
    lines: Iterator[list[str]], schema: dict[str, Any], *, where: str, reading: _Reading
) -> tuple[Row, ...] | None:
    """Return the typed rows, or None when the header is wrong and no cell can be told from another."""
    fields = [str(field_["name"]) for field_ in schema.get("fields", ())]
    header = next(lines, [])
    if header != fields:
        reading.errors += _header_errors(header, fields, where=f"{where}:1")
        return None
    missing = schema.get("missingValues", [""])
    readers = [_reader(field_, missing, reading=reading) for field_ in schema["fields"]]
    return tuple(
        _read_row(cells, fields, readers, place=(where, line), reading=reading)
        for line, cells in enumerate(lines, start=2)
    )


def _header_errors(header: Sequence[str], fields: Sequence[str], *, where: str) -> Iterator[DataError]:
    for name in header:
        if name not in fields:
            yield DataError(f"unknown column `{name}`", where=where, hint=did_you_mean(name, fields))
    for name in fields:
        if name not in header:
            yield DataError(f"column `{name}` is missing", where=where)
    if sorted(header) == sorted(fields):
        expected, found = ", ".join(fields), ", ".join(header)
        yield DataError(f"expected the columns in the order {expected}; found {found}", where=where)
    elif len(set(header)) < len(header):
        yield DataError("expected each column once, found one twice", where=where)


def _read_row(
    cells: list[str],
    fields: Sequence[str],
    readers: Sequence[CellReader],
    *,
    place: tuple[str, int],
    reading: _Reading,
) -> Row:
    where = f"{place[0]}:{place[1]}"
    if len(cells) != len(fields):
        found = "an empty row" if not any(cells) else f"{len(cells)}"
        hint = "put text that holds a comma between double quotes" if len(cells) > len(fields) else ""
        reading.report(f"expected {len(fields)} cells, found {found}", where=where, hint=hint)
        return Row(place[1], {}, is_sound=False)
    values: dict[str, Any] = {}
    is_sound = True
    for name, text, reader in zip(fields, cells, readers, strict=True):
        values[name], problem = reader(text)
        if problem:
            is_sound = False
            message, _, hint = problem.partition("\n")
            reading.report(f"field `{name}`: {message}", where=where, hint=hint)
    return Row(place[1], values, is_sound)


def _reader(field_: dict[str, Any], missing: list[str], *, reading: _Reading) -> CellReader:
    key = json.dumps([field_, missing], sort_keys=True)
    if key not in reading.readers:
        reading.readers[key] = _new_reader(field_, missing)
    return reading.readers[key]


def _new_reader(field_: dict[str, Any], missing: list[str]) -> CellReader:
    """Return a function that reads one cell by the rules of Table Schema; equal texts are read once.

    Raises DataError when the schema describes no field that frictionless knows.
    """
    plain = plain_reader(field_, missing)
    # a plain field needs frictionless only to say what is wrong with a cell
    read = cache(partial(_full_reader, field_, missing))
    if plain is None:
        read()
    known: dict[str, tuple[Any, str]] = {}

    def read_cell(text: str) -> tuple[Any, str]:
        if text not in known:
            value = plain(text) if plain else NOT_PLAIN
            known[text] = read()(text) if value is NOT_PLAIN else (value, "")
        return known[text]

    return read_cell


def _full_reader(field_: dict[str, Any], missing: list[str]) -> CellReader:
    # Imported here because it takes a third of a second, which `--help` must not.
    from frictionless import Field, FrictionlessException

    try:
        read = Field.from_descriptor({"missingValues": missing, **field_}).create_cell_reader()
    except FrictionlessException as error:
        raise DataError(f"field `{field_.get('name')}`: {error.error.note}") from None

    def read_cell(text: str) -> tuple[Any, str]:
        value, notes = read(text)
        problem = _problem(field_, text, tuple(notes)) if notes else ""
        return (float(value) if isinstance(value, Decimal) else value, problem)

    return read_cell


def _problem(field_: dict[str, Any], text: str, broken: Sequence[str]) -> str:
    """Return what was expected against what was found and, on a second line, a hint."""
    rule = broken[0]
    limit = field_.get("constraints", {}).get(rule)
    found = f"found `{text}`" if text else "found nothing"
    match rule:
        case "type":
            kind = field_.get("type", "string")
            hint = NUMBER_HINT if kind in ("integer", "number") else ""
            return f"expected {EXPECTED.get(kind, kind)}, {found}\n{hint}"
        case "required":
            return f"expected a value, {found}\n"
        case "enum":
            return f"expected one of the known values, {found}\n{did_you_mean(text, map(str, limit))}"
        case "minimum":
            return f"expected {limit} or more, {found}\n"
        case "maximum":
            return f"expected {limit} or less, {found}\n"
        case "maxLength":
            return f"expected at most {limit} characters, found {len(text)} in `{text}`\n"
        case _:
            return f"expected {rule} {limit}, {found}\n"


def _duplicate_keys(table: Table) -> Iterator[DataError]:
    if not table.primary_key:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.sound_rows():
        key = tuple(row.cells.get(name) for name in table.primary_key)
        if key in seen:
            named = ", ".join("" if part is None else str(part) for part in key)
            message = f"duplicate key `{named}`: the same as in line {seen[key]}"
            hint = f"each row needs its own {', '.join(table.primary_key)}"
            yield DataError(message, where=table.place(row), hint=hint)
        seen.setdefault(key, row.line)


def _missing_references(table: Table, tables: dict[str, Table]) -> Iterator[DataError]:
    for key in table.foreign_keys:
        other = tables.get(key.table or table.name)
        if other is None:
            continue
        known = {tuple(row.cells.get(name) for name in key.referred) for row in other.rows}
        for row in table.sound_rows():
            value = tuple(row.cells.get(name) for name in key.fields)
            if value not in known and any(part is not None for part in value):
                yield _missing_reference(table, row, key=key, known=known, other=other)


def _missing_reference(
    table: Table, row: Row, *, key: ForeignKey, known: set[tuple[Any, ...]], other: Table
) -> DataError:
    text = ", ".join(str(row.cells.get(name)) for name in key.fields)
    names = (", ".join(map(str, value)) for value in known)
    message = f"field `{', '.join(key.fields)}`: expected a {', '.join(key.referred)} of {other.where}, found `{text}`"
    return DataError(message, where=table.place(row), hint=did_you_mean(text, names))
