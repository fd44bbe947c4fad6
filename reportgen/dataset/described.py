"""Complete the descriptor of a package: what it does not say of a file is what the file itself, or the standard, says.

What comes out is a descriptor in which every resource has a name, a path and a schema; the readers know no other kind.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.bounded import csv_rows, text_of, unreadable
from reportgen.dataset.meant import DESCRIPTOR, parted_otherwise, separator_of
from reportgen.dataset.period_columns import column_name
from reportgen.dataset.roles import SETTINGS, lines_to_write, role_errors, roles_of, settings_of, spread_by
from reportgen.dataset.standard import (
    CODELIST,
    CODELIST_FOLDER,
    FIGURES,
    RECORDS,
    columns_of,
    key_of,
    needed_columns,
    standard_file,
)
from reportgen.dataset.translations import is_translations
from reportgen.errors import DataError, ReportErrors, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset.files import FolderFiles

CSV = ".csv"
UTF_8 = "utf-8-sig"
"""UTF-8, with or without a mark before it."""
NUMBERS = ("integer", "number")
SIGNS = ("decimalChar", "groupChar")
"""Properties of a dialect that are handed on to every field of numbers that has none of its own."""
TIMES = ("year", "period")
"""Columns of which a file of figures has one."""


def described(files: FolderFiles, descriptor: Mapping[str, Any]) -> tuple[dict[str, Any], list[DataError]]:
    """Return the descriptor with everything stated, and an error for each file of which nobody can tell what it is.

    The files are those that it lists and the standard ones beside them; where it lists none, all tables of the folder.
    """
    listed = [dict(resource) for resource in descriptor.get("resources", ())]
    names = {str(PurePosixPath(str(resource["path"]))) for resource in listed}
    found = [name for name in files.names(CSV) if name not in names and _is_read(name, is_alone=not listed)]
    errors: list[DataError] = []
    resources = []
    for resource in (*listed, *({"path": name} for name in found)):
        try:
            resources.append(_described(files, with_shared_roles(resource, descriptor)))
        except DataError as error:
            errors.append(error)
        except ReportErrors as error:
            errors += [each for each in error.errors if isinstance(each, DataError)]
    if not errors and resources and not any(map(_is_of_figures, resources)):
        errors = list(_strangers(files, resources))
    return {**descriptor, "resources": resources}, errors


def _is_of_figures(resource: Mapping[str, Any]) -> bool:
    names = [roles_of(resource).get(str(field["name"]), str(field["name"])) for field in resource["schema"]["fields"]]
    return standard_file(str(resource["name"]), names) == FIGURES


def _strangers(files: FolderFiles, resources: Iterable[Mapping[str, Any]]) -> Iterator[DataError]:
    """Yield an error for each table of a package without figures that has a schema of its own, and no known columns."""
    for resource in resources:
        header = [str(field["name"]) for field in resource["schema"]["fields"]]
        if not standard_file(str(resource["name"]), header):
            yield _unknown(header, resource, where=(files.folder / str(resource["path"])).as_posix())


def resource_name(path: str) -> str:
    """Return what a resource is called that has no name: as its file, and a code list by its folder, too."""
    place = PurePosixPath(path)
    name = place.stem.lower().replace("_", "-").replace(" ", "-")
    return CODELIST + name if place.parent.name == CODELIST_FOLDER else name


def _is_read(name: str, *, is_alone: bool) -> bool:
    place = PurePosixPath(name)
    is_standard = resource_name(name) in RECORDS and len(place.parts) == 1
    is_list = place.parent.as_posix() == CODELIST_FOLDER
    return is_standard or is_list or (is_alone and len(place.parts) == 1 and not is_translations(name))


def with_shared_roles(resource: dict[str, Any], descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource with the roles of the package, which all files of figures have that state none."""
    shared, own = settings_of(descriptor).get("roles"), settings_of(resource)
    name = str(resource.get("name") or resource_name(str(resource["path"])))
    if not shared or "roles" in own or name in RECORDS or name.startswith(CODELIST):
        return resource
    return {**resource, SETTINGS: {**own, "roles": shared}}


def _described(files: FolderFiles, resource: dict[str, Any]) -> dict[str, Any]:
    path = str(resource["path"])
    resource = {"name": resource_name(path), **resource}
    schema = resource.get("schema")
    header = [str(field["name"]) for field in schema["fields"]] if schema else _header(files, resource)
    wrong = list(role_errors(resource, header, where=(files.folder / DESCRIPTOR).as_posix()))
    if wrong:
        raise ReportErrors(wrong)
    roles = roles_of(resource)
    names = [roles.get(name, name) for name in header]
    file = standard_file(str(resource["name"]), names)
    is_known = file and (file != FIGURES or spread_by(resource)[0] in TIMES or not set(TIMES).isdisjoint(names))
    if not schema and not is_known:
        raise _unknown(header, resource, where=(files.folder / path).as_posix())
    missing = list(_missing_columns(resource, file, names, where=(files.folder / path).as_posix()))
    separator = separator_of(header) if missing else ""
    if separator:
        raise parted_otherwise(separator, where=f"{(files.folder / path).as_posix()}:1")
    if missing:
        raise ReportErrors(missing)
    types = {column.name: column.type for column in columns_of(file)} if file else {}
    schema = schema or _schema(header, file, roles)
    typed = [_typed(field, types, roles) for field in schema["fields"]]
    return {**resource, "schema": {**schema, "fields": _with_signs(typed, resource)}}


def _missing_columns(
    resource: Mapping[str, Any], file: str, names: Sequence[str], *, where: str
) -> Iterator[DataError]:
    """Yield an error for each column that a standard file must have and has not."""
    there = {*map(column_name, names), column_name(spread_by(resource)[0])}
    for name in needed_columns(file) if file else ():
        if name not in there:
            message = f"resource `{resource['name']}`: field `{name}` is missing"
            yield DataError(message, where=where, hint=did_you_mean(name, names))


def _schema(header: Sequence[str], file: str, roles: Mapping[str, str]) -> dict[str, Any]:
    """Return what a standard file asks of its columns: of which no cell is empty, and which tell its rows apart."""
    names = list(dict.fromkeys(filter(str.strip, header)))
    parts = {name: column_name(roles.get(name, name)) for name in names}
    key = key_of(file, list(parts.values()))
    filled = {*needed_columns(file), "indicator"} - {"value"} if file == FIGURES else set(needed_columns(file))
    fields = [{"name": name, **(REQUIRED if parts[name] in filled else {})} for name in names]
    return {"fields": fields, "primaryKey": [name for name in names if parts[name] in key]}


REQUIRED = {"constraints": {"required": True}}


def _typed(field: Mapping[str, Any], types: Mapping[str, str], roles: Mapping[str, str]) -> dict[str, Any]:
    """Return a field with the type of its column: where it states none, or where it has been given a role."""
    name = str(field["name"])
    standard = types.get(roles.get(name, name), "string")
    if name not in roles:
        return {"type": standard, **field}
    return {**{key: value for key, value in field.items() if key != "format"}, "type": standard, "role": roles[name]}


def _with_signs(fields: Sequence[dict[str, Any]], resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    signs = {name: value for name, value in dialect_of(resource).items() if name in SIGNS}
    return [{**signs, **field} if signs and field["type"] in NUMBERS else field for field in fields]


def dialect_of(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a file is written: the properties of its dialect, in whichever of its two forms they are stated."""
    dialect = resource.get("dialect")
    if not isinstance(dialect, dict):
        return {}
    inner = dialect.get("csv")
    return {**dialect, **inner} if isinstance(inner, dict) else dict(dialect)


def _header(files: FolderFiles, resource: Mapping[str, Any]) -> list[str]:
    """Return the head of a table; raises DataError when the file cannot be read."""
    where = (files.folder / str(resource["path"])).as_posix()
    try:
        content = files.content(str(resource["path"]))
    except FileNotFoundError:
        raise DataError("file not found", where=where, hint=f"`{DESCRIPTOR}` names it as a resource") from None
    except OSError as error:
        raise unreadable(error, DataError, where=where) from None
    encoding = encoding_of(resource)
    # a letter has more than one byte in UTF-16, a line end, too
    first = content if encoding.startswith("utf-16") else content.partition(b"\n")[0].partition(b"\r")[0]
    if encoding == UTF_8:
        text = text_of(first, DataError, where=where, hint=ENCODING_HINT)
    else:
        text = first.decode(encoding, errors="replace")
    delimiter = str(dialect_of(resource).get("delimiter", ","))
    return next(csv_rows("".join(text.splitlines()[:1]), DataError, where=where, signs=(delimiter, '"')), [])


ENCODING_HINT = f"save the file as CSV UTF-8, or say its `encoding` in `{DESCRIPTOR}`, such as `windows-1252`"


def encoding_of(resource: Mapping[str, Any]) -> str:
    """Return how the letters of a file are written; UTF-8 may begin with a mark."""
    encoding = str(resource.get("encoding", "utf-8")).lower()
    return UTF_8 if encoding in ("utf-8", "utf8", "utf-8-sig") else encoding


def _unknown(header: Sequence[str], resource: Mapping[str, Any], *, where: str) -> DataError:
    """Return the error for a file of which nobody can tell what it holds, with the lines that would say so."""
    separator = separator_of(header)
    if separator:
        return parted_otherwise(separator, where=f"{where}:1")
    if str(resource["name"]).startswith(CODELIST) or resource["name"] in RECORDS:
        return DataError("expected a head of the table, found none", where=f"{where}:1", hint="name its columns")
    found = ", ".join(f"`{name[:40]}`" for name in header[:12]) or "none"
    message = f"expected the columns `value` and `year` or `period` of a file of figures, found {found}"
    return DataError(message, where=f"{where}:1", hint=lines_to_write(header, resource))
