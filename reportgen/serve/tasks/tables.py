"""A table of the data as it is changed: a cell, a column, a row; all else in its file stays as it was written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.bounded import json_value, read_inside
from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.serve.tasks import Values

DESCRIPTOR = "datapackage.json"
HINT = "change it by hand in the file that is named: docs/data.md, `corrections.csv` and `exceptions.csv`"
MARK = "\ufeff"
"""What spreadsheets write before a text in UTF-8."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the data: its rows, and how its file is written."""

    name: str
    """Of its file, from the folder of the data on."""
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each with the line on which it begins."""
    roles: Mapping[str, str]
    """What a column plays that is called otherwise, by its name."""
    delimiter: str = ","
    decimal: str = "."
    end: str = "\n"
    mark: str = ""

    def column(self, standard: str) -> str:
        """Return the name of the column that the standard calls so; the same where there is none."""
        return next((name for name, role in self.roles.items() if role == standard), standard)

    def with_columns(self, *standard: str) -> Sheet:
        """Return the table with empty columns at the end for those of the standard that it lacks."""
        new = [name for name in standard if self.column(name) not in self.head]
        wide = len(self.head) + len(new)
        rows = tuple((line, (*cells, *[""] * (wide - len(cells)))) for line, cells in self.rows)
        return replace(self, head=(*self.head, *new), rows=rows)

    def with_cells(self, at: int, cells: Mapping[str, str]) -> Sheet:
        """Return the table with other cells in one row, by the names of the standard."""
        named = {self.column(name): cell for name, cell in cells.items()}
        line, row = self.rows[at]
        changed = tuple(named.get(name, cell) for name, cell in zip(self.head, row, strict=False))
        return replace(self, rows=(*self.rows[:at], (line, changed), *self.rows[at + 1 :]))

    def with_row(self, cells: Mapping[str, str]) -> Sheet:
        """Return the table with one more row, by the names of the standard."""
        return replace(self, rows=(*self.rows, (0, tuple(cells.get(name, "") for name in self.head))))

    def without(self, line: int) -> Sheet:
        """Return the table without the row that begins on a line."""
        return replace(self, rows=tuple(row for row in self.rows if row[0] != line))

    @property
    def text(self) -> str:
        """What its file holds."""
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter=self.delimiter, lineterminator=self.end)
        writer.writerows([self.head, *(cells for _, cells in self.rows)])
        return self.mark + lines.getvalue()


def sheet_of(data: Path, name: str, columns: Sequence[str] = ()) -> Sheet:
    """Return a table of the data; one of these columns, without rows, where there is none. Raises DataError."""
    text, resource = text_of(data, name), _resource(data, name)
    if text is None and not (data / name).exists() and columns:
        return Sheet(name, tuple(columns), (), {})
    if text is None:
        raise DataError("this table is a link, or its letters are not written in UTF-8", where=name, hint=HINT)
    from reportgen.dataset.described import dialect_of
    from reportgen.dataset.roles import roles_of, spread_by

    if spread_by(resource)[0]:
        raise DataError("this table has several figures in a row", where=name, hint=HINT)
    dialect = dialect_of(resource)
    bare = text.removeprefix(MARK)
    delimiter = str(dialect.get("delimiter", ","))
    head, rows = _parsed(bare, delimiter, name)
    return Sheet(
        name, head, rows, roles_of(resource), delimiter, _decimal(resource, dialect),
        end="\r\n" if bare.partition("\n")[0].endswith("\r") else "\n", mark=MARK if bare != text else "",
    )  # fmt: skip


def _decimal(resource: Mapping[str, Any], dialect: Mapping[str, Any]) -> str:
    """Return the sign before the decimals of the figures."""
    from reportgen.dataset.roles import roles_of

    roles = roles_of(resource)
    fields = resource.get("schema", {}).get("fields", ())
    own = [each for each in fields if roles.get(str(each["name"]), str(each["name"])) == "value"]
    return str((own[0] if own else {}).get("decimalChar") or dialect.get("decimalChar", "."))


def _parsed(text: str, delimiter: str, name: str) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, tuple(row)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"a table that cannot be read: {error}", where=name, hint=HINT) from None
    return (rows[0][1], tuple(rows[1:])) if rows else ((), ())


def written(data: Path, *sheets: Sheet) -> dict[str, str]:
    """Return the files that are to be written, by their names: the tables, and the descriptor where it lists them.

    A package that lists the columns of a table is told its new ones; its sizes and hashes are counted anew.
    """
    files = {each.name: each.text for each in sheets}
    descriptor = _descriptor(data)
    listed = descriptor.get("resources", [])
    changed = [_listed(resource, {each.name: each for each in sheets}) for resource in listed]
    if changed != listed:
        text = text_of(data, DESCRIPTOR) or ""
        indent = next((len(line) - len(line.lstrip()) for line in text.splitlines()[1:] if line.startswith(" ")), 2)
        files[DESCRIPTOR] = json.dumps({**descriptor, "resources": changed}, ensure_ascii=False, indent=indent) + "\n"
    return files


def _listed(resource: Values, sheets: Mapping[str, Sheet]) -> Values:
    """Return what a descriptor says of a table, as it is now."""
    sheet = sheets.get(_place(resource))
    if sheet is None:
        return resource
    changed, content = dict(resource), sheet.text.encode()
    schema = resource.get("schema")
    if schema:
        known = {str(field["name"]) for field in schema["fields"]}
        new = [{"name": name, "type": "string"} for name in sheet.head if name not in known]
        changed["schema"] = {**schema, "fields": [*schema["fields"], *new]}
    if "bytes" in resource:
        changed["bytes"] = len(content)
    if "hash" in resource:
        changed["hash"] = _hash(str(resource["hash"]), content)
    return changed


def _hash(before: str, content: bytes) -> str:
    """Return the hash of a file, worked out as the one before: by the algorithm that it names, else MD5."""
    algorithm, sign, _ = before.rpartition(":")
    name = algorithm.lower().replace("-", "") or "md5"
    if name not in hashlib.algorithms_guaranteed:
        hint = f"take `hash` out of the descriptor, or {HINT}"
        raise DataError(f"unknown kind of hash `{algorithm[:20]}`", where=DESCRIPTOR, hint=hint)
    return f"{algorithm}{sign}{hashlib.new(name, content, usedforsecurity=False).hexdigest()}"


def _descriptor(data: Path) -> Values:
    text = text_of(data, DESCRIPTOR)
    found = json_value(text.encode(), DataError, where=DESCRIPTOR) if text else {}
    return found if isinstance(found, dict) else {}


def _resource(data: Path, name: str) -> Values:
    """Return what the package says of a file, with the roles of the package; nothing where it does not list it."""
    from reportgen.dataset.described import with_shared_roles

    descriptor = _descriptor(data)
    listed = descriptor.get("resources") or []
    return with_shared_roles(next((each for each in listed if _place(each) == name), {"path": name}), descriptor)


def _place(resource: Mapping[str, Any]) -> str:
    return PurePosixPath(str(resource["path"])).as_posix()


def text_of(folder: Path, name: str) -> str | None:
    """Return what stands in a file of the data, its mark included; None where there is none, or no text in UTF-8."""
    path = folder / name
    if not path.is_file() or path.is_symlink():
        return None
    try:
        return read_inside(path, folder).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(path)
