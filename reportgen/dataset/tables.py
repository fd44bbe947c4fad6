"""Read the CSV files of a Data Package into typed rows, each with its line, and collect what is wrong with them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, partial
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from reportgen.bounded import csv_rows, json_value, text_of, unreadable
from reportgen.dataset.described import ENCODING_HINT, UTF_8, dialect_of, encoding_of
from reportgen.dataset.meant import (
    FOOTNOTE_HINT,
    PERIOD_COLUMNS,
    code_hint,
    column_hint,
    is_footnote,
    number_hint,
    parted_otherwise,
    row_hint,
    separator_of,
    year_hint,
)
from reportgen.dataset.patterns import PatternError, pattern_of
from reportgen.dataset.period_columns import calendar_of, column_name, holds_periods, period_rules
from reportgen.dataset.plain import NOT_PLAIN, keeps_texts, plain_reader
from reportgen.dataset.shape import check_shape
from reportgen.errors import DataError, ReportErrors, did_you_mean
from reportgen.limits import limits
from reportgen.periods import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset.files import FolderFiles
    from reportgen.dataset.text_columns import Columns as TextColumns

    CellRules = Callable[[str], tuple[Any, str]]

DESCRIPTOR = "datapackage.json"

EXPECTED = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "`true` or `false`",
    "year": "a year",
    "date": "a date such as 2024-12-31",
}
"""What a cell of a type has to be, in words."""

TYPE_HINT = f"correct the cell, or the type of the field in `{DESCRIPTOR}`"
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
    """One resource of the package, read: a column of cells for each field, None where empty."""

    name: str
    where: str
    """The file, relative as the user gave it."""
    fields: tuple[str, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    columns: Mapping[str, Sequence[Any]]
    """By field; all are equally long."""
    lines: Sequence[int]
    """The line of each row."""
    unsound: frozenset[int]
    """The rows, counted from 0, of which a cell could not be read."""

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows, made as they are asked for."""
        cells = zip(*(self.columns[name] for name in self.fields), strict=True)
        for at, (line, values) in enumerate(zip(self.lines, cells, strict=True)):
            yield Row(line, dict(zip(self.fields, values, strict=True)), at not in self.unsound)

    def place(self, row: Row) -> str:
        """Return file and line of a row."""
        return self.place_of(row.line)

    def place_of(self, line: int) -> str:
        """Return file and line."""
        return f"{self.where}:{line}"

    def sound_rows(self) -> Iterator[Row]:
        """Return the rows of which every cell could be read."""
        return (row for row in self.rows if row.is_sound)

    def rows_with(self, *names: str) -> Iterator[Row]:
        """Return the sound rows of which one of these columns is filled; of 100,000 places few have neighbours."""
        sound = self.sound()
        columns = [sound.columns[name] for name in names]
        asked = [column for column in columns if any(cell is not None for cell in column)]
        if asked:
            cells = asked[0] if len(asked) == 1 else map(_first_filled, *asked)
            yield from sound.rows_at(at for at, cell in enumerate(cells) if cell is not None)

    def rows_at(self, numbers: Iterable[int]) -> Iterator[Row]:
        """Return the rows of these numbers, counted from 0: of most rows nobody has to know more than a cell."""
        columns = [self.columns[name] for name in self.fields]
        for at in numbers:
            cells = dict(zip(self.fields, [column[at] for column in columns], strict=True))
            yield Row(self.lines[at], cells, at not in self.unsound)

    def sound(self) -> Table:
        """Return the table without the rows of which a cell could not be read."""
        if not self.unsound:
            return self
        kept = [at for at in range(len(self)) if at not in self.unsound]
        columns = {name: [column[at] for at in kept] for name, column in self.columns.items()}
        return replace(self, columns=columns, lines=[self.lines[at] for at in kept], unsound=frozenset())

    def cells(self, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Return these fields of each row."""
        return zip(*(self.columns[name] for name in names), strict=True)


@dataclass(slots=True)
class _Reading:
    """What is shared while one package is read: the errors so far, and one reader for each kind of field."""

    errors: list[DataError] = field(default_factory=list)
    readers: dict[str, _CellReader] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    def report(self, message: str, *, where: str, hint: str = "") -> None:
        self.errors.append(DataError(message, where=where, hint=hint))


def read_descriptor(files: FolderFiles) -> dict[str, Any]:
    """Return the contents of `datapackage.json`, of which every part that is read has the shape it must have.

    A folder of tables may do without: then it is empty. Raises DataError when there are no tables either, or it is no
    JSON, and ReportErrors with all that is of another kind than it has to be.
    """
    where = (files.folder / DESCRIPTOR).as_posix()
    try:
        content = files.content(DESCRIPTOR, most=limits().text_bytes)
    except FileNotFoundError:
        if any("/" not in name for name in files.names(".csv")):
            return {}
        hint = f"the data are a folder with a `{DESCRIPTOR}`, or with tables such as `figures.csv`"
        raise DataError("file not found", where=where, hint=hint) from None
    except OSError as error:
        raise unreadable(error, DataError, where=where) from None
    descriptor = json_value(content, DataError, where=where)
    errors = check_shape(descriptor, where=where)
    if errors:
        raise ReportErrors(errors)
    return dict(descriptor)


def read_tables(
    files: FolderFiles, descriptor: dict[str, Any], apart: Mapping[str, TextColumns] | None = None
) -> tuple[dict[str, Table], list[DataError]]:
    """Return every resource that could be read as a table, by name, and every error in headers and cells.

    Of those that were taken `apart` before, by their path, the file itself is not looked at.
    """
    calendar, wrong = calendar_of(_period_settings(descriptor))
    reading = _Reading(calendar=calendar)
    for problem in wrong:
        where = (files.folder / DESCRIPTOR).as_posix()
        reading.report(f"`reportgen.periods`: {problem}", where=where, hint="see `periods` in docs/data.md")
    tables: dict[str, Table] = {}
    for resource in descriptor["resources"]:
        table = _read_table(files, resource, reading, (apart or {}).get(resource["path"]))
        if table is not None:
            tables[table.name] = table
    return tables, reading.errors


def _period_settings(descriptor: dict[str, Any]) -> Any:
    settings = descriptor.get("reportgen")
    return settings.get("periods", {}) if isinstance(settings, dict) else {}


def key_errors(tables: dict[str, Table]) -> Iterator[DataError]:
    """Yield an error for each key that stands twice, and for each that leads to no row."""
    for table in tables.values():
        yield from _duplicate_keys(table)
        yield from _missing_references(table, tables)


def _read_table(
    files: FolderFiles, resource: dict[str, Any], reading: _Reading, apart: TextColumns | None
) -> Table | None:
    name, path, schema = resource["name"], resource["path"], resource["schema"]
    where = (files.folder / path).as_posix()
    try:
        if apart is None:
            read = _read_columns(rows_of(files, resource), schema, where=where, reading=reading)
        else:
            read = _read_apart(apart, schema, where=where, reading=reading)
    except _FieldError as error:
        descriptor_place = (files.folder / DESCRIPTOR).as_posix()
        reading.report(f"resource `{name}`, {error}", where=descriptor_place, hint=error.hint)
        return None
    except DataError as error:
        reading.errors.append(error)
        return None
    if read is None:
        return None
    return Table(
        name=name,
        where=where,
        fields=tuple(column_name(str(field_["name"])) for field_ in schema["fields"]),
        primary_key=tuple(map(column_name, _names(schema.get("primaryKey", ())))),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", ())),
        columns={column_name(name): column for name, column in read.columns.items()},
        lines=range(FIRST_LINE, FIRST_LINE + read.count),
        unsound=frozenset(read.unsound),
    )


def _read_text(files: FolderFiles, resource: dict[str, Any], where: str) -> str:
    """Return the text of a file, in which every kind of line end has become the same one, also within a cell."""
    try:
        content = files.content(resource["path"])
    except FileNotFoundError:
        raise DataError("file not found", where=where, hint=f"`{DESCRIPTOR}` names it as a resource") from None
    except OSError as error:
        raise unreadable(error, DataError, where=where) from None
    encoding = encoding_of(resource)
    if encoding == UTF_8:
        text = text_of(content, DataError, where=where, hint=ENCODING_HINT)
    else:
        text = _decoded(content, encoding, where)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"expected {encoding}, found the byte 0x{content[error.start]:02X}"
        raise DataError(found, where=f"{where}:{line}", hint=f"correct the `encoding` in `{DESCRIPTOR}`") from None


def rows_of(files: FolderFiles, resource: dict[str, Any]) -> Iterator[list[str]]:
    """Return the rows of a resource as they are written, the head first. Raises DataError where it cannot be read."""
    where = (files.folder / resource["path"]).as_posix()
    text = _read_text(files, resource, where)
    dialect = dialect_of(resource)
    signs = (dialect.get("delimiter", ","), dialect.get("quoteChar", '"'))
    return csv_rows(text, DataError, where=where, signs=signs)


class _FieldError(ValueError):
    """A field of a schema that nothing can be read by."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _foreign_key(key: dict[str, Any]) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(_names(key["fields"]), reference.get("resource", ""), _names(reference["fields"]))


def _names(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _read_columns(
    lines: Iterator[list[str]], schema: dict[str, Any], *, where: str, reading: _Reading
) -> _Columns | None:
    """Return the columns, or None when the header is wrong and no cell can be told from another."""
    fields = [str(field_["name"]) for field_ in schema["fields"]]
    header = next(lines, [])
    if header != fields:
        reading.errors += _header_errors(header, fields, where=f"{where}:1")
        return None
    columns = _Columns(where, fields, _readers(schema, reading), reading)
    while block := list(islice(lines, BLOCK)):
        columns.add(block)
    return columns


def _read_apart(apart: TextColumns, schema: dict[str, Any], *, where: str, reading: _Reading) -> _Columns:
    """Return the columns of a table in which nothing was wrong when it was taken apart."""
    fields = [str(field_["name"]) for field_ in schema["fields"]]
    columns = _Columns(where, fields, _readers(schema, reading), reading)
    columns.take(apart)
    return columns


def _readers(schema: dict[str, Any], reading: _Reading) -> list[_CellReader]:
    missing = schema.get("missingValues", [""])
    parts = [_part(field_) for field_ in schema["fields"]]
    return [_column_reader(field_, missing, parts, reading=reading) for field_ in schema["fields"]]


BLOCK = 4096
"""Rows that are turned into columns together: few enough that their texts do not add up in memory."""


class _Columns:
    """The columns of a table while it is read, block by block; equal cells of a field are one value."""

    def __init__(self, where: str, fields: Sequence[str], readers: Sequence[_CellReader], reading: _Reading) -> None:
        self.where = where
        self.readers = dict(zip(fields, readers, strict=True))
        self.reading = reading
        self.columns: dict[str, list[Any]] = {name: [] for name in fields}
        self.unsound: set[int] = set()
        self.count = 0

    def add(self, block: list[list[str]]) -> None:
        """Take in rows; whatever is wrong with them is reported in their order."""
        width = len(self.readers)
        uneven = [at for at, cells in enumerate(block) if len(cells) != width]
        whole = [cells for cells in block if len(cells) == width] if uneven else block
        texts = zip(*whole, strict=True) if whole else ([] for _ in self.readers)
        for column, reader, cells in zip(self.columns.values(), self.readers.values(), texts, strict=True):
            column += reader.column(cells)
        if uneven or any(reader.problems for reader in self.readers.values()):
            self._report(block)
        self.count += len(block)

    def take(self, apart: TextColumns) -> None:
        """Take in a whole table, of which each text is read once."""
        for column, reader, found in zip(self.columns.values(), self.readers.values(), apart, strict=True):
            values = reader.sound(found.texts)
            count = len(found.places)
            if len(values) == 1:
                column += values * count
            else:
                column += values if len(values) == count else map(values.__getitem__, found.places)
        self.count += len(apart[0].places)

    def _report(self, block: list[list[str]]) -> None:
        """Report what is wrong with the rows of a block, and give those without all their cells empty ones."""
        for at, cells in enumerate(block, start=self.count):
            problems = list(self._problems(cells))
            if len(cells) != len(self.readers):
                for column in self.columns.values():
                    column.insert(at, None)
            for message, hint in problems:
                self.unsound.add(at)
                self.reading.report(message, where=f"{self.where}:{at + FIRST_LINE}", hint=hint)

    def _problems(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a row, each with a hint."""
        if len(cells) != len(self.readers):
            found = "an empty row" if not any(cells) else f"{len(cells)}"
            yield f"expected {len(self.readers)} cells, found {found}", row_hint(cells, len(self.readers))
            return
        texts = zip(self.readers.items(), cells, strict=True)
        problems = {name: reader.problems[text] for (name, reader), text in texts if text in reader.problems}
        if problems and is_footnote(cells):
            yield f"expected figures, found a row with `{cells[0][:LONGEST_FOUND]}`", FOOTNOTE_HINT
            return
        for name, problem in problems.items():
            message, _, hint = problem.partition("\n")
            yield f"field `{name}`: {message}", hint


FIRST_LINE = 2
"""The line of the first row, under the head."""


def _header_errors(header: Sequence[str], fields: Sequence[str], *, where: str) -> Iterator[DataError]:
    separator = separator_of(header) if len(fields) > 1 else ""
    if separator:
        yield parted_otherwise(separator, where=where)
        return
    for name in header:
        if name not in fields:
            yield DataError(f"unknown column `{name}`", where=where, hint=column_hint(name, fields))
    for name in fields:
        if name not in header:
            hint = f"add it, or take it out of the `fields` in `{DESCRIPTOR}`"
            yield DataError(f"column `{name}` is missing", where=where, hint=hint)
    if sorted(header) == sorted(fields):
        expected, found = ", ".join(fields), ", ".join(header)
        hint = f"change the order here or in `{DESCRIPTOR}`"
        yield DataError(f"expected the columns in the order {expected}; found {found}", where=where, hint=hint)
    elif len(set(header)) < len(header):
        hint = "take one of the two out"
        yield DataError("expected each column once, found one twice", where=where, hint=hint)


def _column_reader(
    field_: dict[str, Any], missing: list[str], fields: Sequence[str], *, reading: _Reading
) -> _CellReader:
    read = _reader(field_, missing, reading=reading)
    is_period = holds_periods(_part(field_), fields)
    return _CellReader(period_rules(read.read, reading.calendar)) if is_period else read


def _part(field_: dict[str, Any]) -> str:
    """Return which part a column plays: the one it was given, or that of its name."""
    return str(field_.get("role", field_["name"]))


def _reader(field_: dict[str, Any], missing: list[str], *, reading: _Reading) -> _CellReader:
    key = json.dumps([field_, missing], sort_keys=True)
    if key not in reading.readers:
        reading.readers[key] = _new_reader(field_, missing)
    return reading.readers[key]


EMPTY = frozenset({""})


class _CellReader:
    """Reads the cells of one field by the rules of Table Schema; equal texts are read once."""

    def __init__(self, read: CellRules, *, keeps_texts: bool = False) -> None:
        self.read = read
        self.keeps_texts = keeps_texts
        """Whether every text but an empty one is what it says."""
        self.values: dict[str, Any] = {}
        self.problems: dict[str, str] = {}
        """What is wrong with a text, and after a line end what to do about it."""

    def column(self, texts: Sequence[str]) -> Iterator[Any]:
        """Return what these texts say; None also for what cannot be read."""
        distinct = set(texts)
        new = distinct.difference(self.values)
        if self.keeps_texts:
            self.values.update(zip(new, new, strict=True))
            new &= EMPTY
        for text in new:
            self.values[text], problem = self.read(text)
            if problem:
                self.problems[text] = problem
        if len(distinct) == 1:
            return repeat(self.values[texts[0]], len(texts))
        return map(self.values.__getitem__, texts)

    def sound(self, texts: Sequence[str]) -> list[Any]:
        """Return what different texts say, of which none has anything wrong."""
        if self.keeps_texts:
            return [text or None for text in texts]
        return [self.read(text)[0] for text in texts]


def _new_reader(field_: dict[str, Any], missing: list[str]) -> _CellReader:
    """Return what reads the cells of a field; raises _FieldError when it is none that frictionless knows."""
    plain = plain_reader(without_pattern(field_), missing)
    # a plain field needs frictionless only to say what is wrong with a cell
    read = cache(partial(_full_reader, without_pattern(field_), missing))
    if plain is None:
        read()
    pattern = _pattern(field_)

    def read_cell(text: str) -> tuple[Any, str]:
        value = plain(text) if plain else NOT_PLAIN
        answer = read()(text) if value is NOT_PLAIN else (value, "")
        return pattern(*answer) if pattern else answer

    return _CellReader(read_cell, keeps_texts=pattern is None and keeps_texts(field_, missing))


def _pattern(field_: dict[str, Any]) -> Callable[[Any, str], tuple[Any, str]] | None:
    """Return what compares a text that was read with the pattern of its field; None when it has none."""
    asked = field_.get("constraints", {}).get("pattern")
    if asked is None:
        return None
    try:
        matches = pattern_of(asked)
    except PatternError as error:
        message = f"field `{field_['name']}`: the pattern `{asked[:80]}` {error}"
        raise _FieldError(message, "write it as Table Schema has it: characters, brackets, `|`, `*`, `+`") from None

    def compare(value: Any, problem: str) -> tuple[Any, str]:
        if problem or not isinstance(value, str):
            return value, problem
        try:
            found = f"found `{value[:LONGEST_FOUND]}`"
            return value, "" if matches(value) else f"expected the pattern {asked}, {found}\n{LIMIT_HINT}"
        except PatternError as error:
            hint = "write a pattern with fewer repeats within repeats, or a shorter text"
            return value, f"the pattern {asked} {error}, with `{value[:LONGEST_FOUND]}`\n{hint}"

    return compare


def without_pattern(field_: dict[str, Any]) -> dict[str, Any]:
    """Return a field without its pattern, which is compared here: in other hands it might take for ever."""
    constraints = field_.get("constraints", {})
    if "pattern" not in constraints:
        return field_
    return {**field_, "constraints": {name: limit for name, limit in constraints.items() if name != "pattern"}}


def _full_reader(field_: dict[str, Any], missing: list[str]) -> CellRules:
    # Imported here because it takes a third of a second, which `--help` must not.
    from frictionless import Field, FrictionlessException

    try:
        read = Field.from_descriptor({"missingValues": missing, **field_}).create_cell_reader()
    except FrictionlessException as error:
        raise _FieldError(f"field `{field_['name']}`: {error.error.note}", FIELD_HINT) from None
    except FAULTS as error:
        message = f"field `{field_['name']}`: its properties cannot be understood: {str(error)[:LONGEST_FOUND]}"
        raise _FieldError(message, FIELD_HINT) from None

    def read_cell(text: str) -> tuple[Any, str]:
        try:
            value, notes = read(text)
            problem = _problem(field_, text, tuple(notes)) if notes else ""
            return (float(value) if isinstance(value, Decimal) else value, problem)
        except FAULTS:
            return (
                None,
                f"expected what the properties of the field ask for, found `{text[:LONGEST_FOUND]}`\n{FIELD_HINT}",
            )

    return read_cell


FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a property of a wrong kind may make a reader of cells raise."""
FIELD_HINT = "see type, format and constraints of the field in the Table Schema standard"
LONGEST_FOUND = 200
"""Characters of a cell that a message repeats."""


LIMIT_HINT = f"correct the cell, or the constraint in `{DESCRIPTOR}`"


def _problem(field_: dict[str, Any], text: str, broken: Sequence[str]) -> str:
    """Return what was expected against what was found and, on a second line, a hint."""
    rule = broken[0]
    limit = field_.get("constraints", {}).get(rule)
    found = f"found `{text[:LONGEST_FOUND]}`" if text else "found nothing"
    match rule:
        case "type":
            kind = field_.get("type", "string")
            return f"expected {EXPECTED.get(kind, kind)}, {found}\n{_type_hint(field_, kind, text)}"
        case "required":
            return f"expected a value, {found}\nfill the cell in"
        case "enum":
            return f"expected one of the known values, {found}\n{did_you_mean(text, map(str, limit))}"
        case "minimum":
            return f"expected {limit} or more, {found}\n{LIMIT_HINT}"
        case "maximum":
            return f"expected {limit} or less, {found}\n{LIMIT_HINT}"
        case "maxLength":
            return f"expected at most {limit} characters, found {len(text)} in `{text[:LONGEST_FOUND]}`\nshorten it"
        case _:
            return f"expected {rule} {limit}, {found}\n{LIMIT_HINT}"


def _type_hint(field_: dict[str, Any], kind: str, text: str) -> str:
    """Return what to do about a cell of another type."""
    if field_["name"] in PERIOD_COLUMNS or kind == "year":
        return year_hint(text) or TYPE_HINT
    return number_hint(text) or NUMBER_HINT if kind in ("integer", "number") else TYPE_HINT


def _duplicate_keys(table: Table) -> Iterator[DataError]:
    if not table.primary_key:
        return
    sound = table.sound()
    if len(set(sound.cells(table.primary_key))) == len(sound):
        return
    seen: dict[tuple[Any, ...], int] = {}
    for key, line in zip(sound.cells(table.primary_key), sound.lines, strict=True):
        if key in seen:
            named = ", ".join("" if part is None else str(part) for part in key)
            message = f"duplicate key `{named}`: the same as in line {seen[key]}"
            hint = f"each row needs its own {', '.join(table.primary_key)}"
            yield DataError(message, where=table.place_of(line), hint=hint)
        seen.setdefault(key, line)


def _first_filled(*cells: Any) -> Any:
    return next((cell for cell in cells if cell is not None), None)


def _missing_references(table: Table, tables: dict[str, Table]) -> Iterator[DataError]:
    for key in table.foreign_keys:
        other = tables.get(key.table or table.name)
        if other is None:
            continue
        if _all_known(table, key, other):
            continue
        known = set(other.cells(key.referred))
        empty = (None,) * len(key.fields)
        message_of = cache(partial(_missing_reference, key=key, known=known, other=other))
        sound = table.sound()
        for value, line in zip(sound.cells(key.fields), sound.lines, strict=True):
            if value not in known and value != empty:
                message, hint = message_of(value)
                yield DataError(message, where=table.place_of(line), hint=hint)


def _all_known(table: Table, key: ForeignKey, other: Table) -> bool:
    """Say whether nothing can be missing, by the cells of a column alone, of which few differ."""
    if len(key.fields) > 1:
        return False
    known = {*other.columns[key.referred[0]], None}
    return set(table.columns[key.fields[0]]) <= known


def _missing_reference(
    value: tuple[Any, ...], *, key: ForeignKey, known: set[tuple[Any, ...]], other: Table
) -> tuple[str, str]:
    """Return message and hint for what is named and is not there."""
    text, referred = ", ".join(map(str, value)), ", ".join(key.referred)
    names = [", ".join(map(str, each)) for each in known]
    article = "an" if referred[:1] in "aeiou" else "a"
    message = f"field `{', '.join(key.fields)}`: expected {article} {referred} of {other.where}, found `{text}`"
    return message, code_hint(text, names, file=other.where)
