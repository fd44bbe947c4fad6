"""Have a Data Package validated by frictionless, which was not written by who reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportgen.dataset.described import UTF_8, described, dialect_of, encoding_of
from reportgen.dataset.files import FolderFiles
from reportgen.dataset.plain import plain_reader
from reportgen.dataset.tables import DESCRIPTOR, FAULTS, read_descriptor, without_pattern
from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from frictionless import Package, Report, Resource

LARGE, HEAD = 1_000_000, 1_000
"""Bytes from which on a table is large, and how many rows of it are validated when it was read without a fault.

Frictionless takes a tenth of a millisecond for each cell, half a minute for 300,000 rows.
"""
COUNTED = frozenset({"hash", "bytes", "fields", "rows", "stats"})
"""What a descriptor may say of a file as a whole."""


def validate_package(folder: Path, *, is_read: bool = False) -> tuple[DataError, ...]:
    """Return what frictionless itself finds wrong with a package when it validates all of it; slower than reading.

    It gets the descriptor without what it would fetch, and without patterns: these have been compared. Of a package
    that `is_read` without an error, it looks at the first rows of a large table only, where reading has tested all that
    the standards ask of the others: see `_is_proved`.
    """
    # Imported here because it takes a third of a second, which `--help` must not.
    from frictionless import FrictionlessException, Package

    where = (folder / DESCRIPTOR).as_posix()
    try:
        files = FolderFiles(folder)
        bare = _at_home(described(files, read_descriptor(files))[0])
        package = Package.from_descriptor(bare, basepath=str(folder))
        resources = bare["resources"] if is_read else []
        proved = {resource["name"] for resource in resources if _is_proved(resource, files)}
        reports = list(_reports(package, proved))
    except FrictionlessException as exception:
        return (DataError(exception.error.message, where=where, hint=STANDARD_HINT),)
    except FAULTS as error:
        # a property of a wrong kind, of those that only frictionless reads
        return (DataError(f"cannot be validated: {error}", where=where, hint=STANDARD_HINT),)
    errors = [DataError(each.message, where=where, hint=STANDARD_HINT) for report in reports for each in report.errors]
    for task in (task for report in reports for task in report.tasks):
        for each in task.errors:
            line = getattr(each, "row_number", 1)
            place = f"{(folder / task.place).as_posix()}:{line}"
            errors.append(DataError(each.message, where=place, hint=STANDARD_HINT))
    return tuple(errors)


def _reports(package: Package, proved: Collection[str]) -> Iterator[Report]:
    """Yield what frictionless says of a package, of which the rows of some tables are proved but for their form."""
    if not proved:
        yield package.validate()
        return
    package.to_descriptor(validate=True)
    for resource in package.resources:
        _leave_out_keys(resource, proved)
        yield resource.validate(limit_rows=HEAD if resource.name in proved else None)


def _leave_out_keys(resource: Resource, proved: Collection[str]) -> None:
    """Take out the references to a table that is proved: to follow them, all of it would be read."""
    name = resource.name
    keys = resource.schema.foreign_keys
    resource.schema.foreign_keys = [key for key in keys if (key["reference"]["resource"] or name) not in proved]


def _is_proved(resource: Mapping[str, Any], files: FolderFiles) -> bool:
    """Say whether no row of a table can be one that frictionless finds fault with, of a package read without an error.

    Reading has compared the heads, counted the cells of each row, read each cell of a plain field by the rules of Table
    Schema, and followed all keys. What is left are rows without any value, and what is said of the file as a whole.
    """
    content = files.content(resource["path"])
    if len(content) < LARGE or encoding_of(resource) != UTF_8 or set(resource) & COUNTED:
        return False
    schema = resource["schema"]
    missing = schema.get("missingValues", [""])
    are_plain = all(plain_reader(without_pattern(field), missing) for field in schema["fields"])
    delimiter = re.escape(dialect_of(resource).get("delimiter", ",").encode())
    return are_plain and not re.search(rb'(?m)^[%b"\s]*$' % delimiter, content.rstrip())


STANDARD_HINT = "see the standards Data Package and Table Schema"
FETCHED = ("profile", "$schema", "extrapaths")
"""Properties by which frictionless would ask a network or another file."""


def _at_home(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a descriptor without what would be fetched, and without patterns."""
    bare = {name: value for name, value in descriptor.items() if name not in FETCHED}
    return {**bare, "resources": [_resource_at_home(resource) for resource in descriptor["resources"]]}


def _resource_at_home(resource: Mapping[str, Any]) -> dict[str, Any]:
    bare = {name: value for name, value in resource.items() if name not in FETCHED}
    schema = {name: value for name, value in resource["schema"].items() if name not in FETCHED}
    # as `check_shape` has seen to it; without these frictionless would ask the disk
    bare |= {"type": "table", "scheme": "file", "format": "csv", "encoding": encoding_of(resource)}
    signs = {name: value for name, value in dialect_of(resource).items() if name in ("delimiter", "quoteChar")}
    bare |= {"dialect": {"csv": signs}} if signs else {}
    return {**bare, "schema": {**schema, "fields": [without_pattern(field) for field in schema["fields"]]}}
