"""The shape that a `datapackage.json` must have before anything else is asked of it.

The properties are those of Data Package and Table Schema that are read here; of others only the limits of JSON hold.
`jsonschema` would need longer to import than a small report takes to build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportgen.bounded import is_unseen, what_is_unseen
from reportgen.dataset.files import is_inside
from reportgen.errors import DataError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Rule = Callable[[Any, str], Iterator[DataError]]

PROFILES = ("data-package", "data-resource", "tabular-data-package", "tabular-data-resource")
"""Profiles that need not be fetched: they say what is read here anyway."""
TYPES = (
    "any",
    "boolean",
    "date",
    "datetime",
    "duration",
    "integer",
    "number",
    "string",
    "time",
    "year",
    "yearmonth",
)
"""Types of cells that are read; lists, objects and points on a map are no figures, and have no place in a key."""
ENCODINGS = (
    *("utf-8", "utf8", "utf-8-sig", "ascii", "utf-16", "utf-16-le", "utf-16-be"),
    *("iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "cp1252", "cp1250", "cp850", "mac-roman"),
)
"""How the letters of a file may be written."""
NO_FETCHING = "nothing is fetched from a network or another folder: write it into the descriptor"
LONGEST_PATH = 250
NUMBERED = re.compile(r"`resources\[(?P<number>\d+)\]\.")


def check_shape(descriptor: Any, *, where: str) -> list[DataError]:
    """Return everything in a descriptor that is of another kind than it has to be."""
    if not isinstance(descriptor, dict):
        hint = "begin with `{` and a list `resources`"
        return [DataError(f"expected an object, found {_named(descriptor)}", where=where, hint=hint)]
    resources = descriptor.get("resources")
    wrong = [*_object(descriptor, "", PACKAGE), *_names_once(descriptor)]
    errors = wrong or _known_names(descriptor)
    return [DataError(_by_name(error.message, resources), where=where, hint=error.hint) for error in errors]


def _by_name(message: str, resources: Any) -> str:
    """Return a message that says the name of a resource, as far as it has one, instead of its number."""
    found = NUMBERED.match(message)
    resource = resources[int(found["number"])] if found and isinstance(resources, list) else None
    name = resource.get("name", resource.get("path")) if isinstance(resource, dict) else None
    if found is None or not isinstance(name, str) or not name.strip():
        return message
    return f"resource `{name[:60]}`, `{message[found.end() :]}"


def _named(value: Any) -> str:
    """Return what kind of thing was found, and which, as far as it is short."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            if is_unseen(value):
                return what_is_unseen(value)
            return f"`{value[:60]}`" if value else "an empty text"
        case int() | float():
            return f"the number `{str(value)[:40]}`"
        case list():
            return "a list"
        case _:
            return "an object"


def _fault(expected: str, value: Any, path: str, hint: str = "") -> DataError:
    words = hint or f"give `{path.rpartition('.')[2]}` what is expected, or leave it out if it is not needed"
    return DataError(f"`{path}`: expected {expected}, found {_named(value)}", hint=words)


def _text(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str):
        yield _fault("text", value, path, "write it between quotes")


def _words(value: Any, path: str) -> Iterator[DataError]:
    """Check a text that is printed: an empty one is none, but one of which nobody sees anything is a slip."""
    yield from _text(value, path)
    if isinstance(value, str) and is_unseen(value):
        hint = "write what is to be read there, or leave it out"
        yield DataError(f"`{path}`: expected a text, found {what_is_unseen(value)}", hint=hint)


def _name(value: Any, path: str) -> Iterator[DataError]:
    if not (isinstance(value, str) and value and not is_unseen(value)):
        yield _fault("a name", value, path, "give it a name of its own, between quotes")


def _truth(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, bool):
        yield _fault("`true` or `false`", value, path, "write it without quotes")


def _bound(value: Any, path: str) -> Iterator[DataError]:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        yield _fault("a number or a text", value, path, "write the least or the greatest value that is allowed")


def _count(value: Any, path: str) -> Iterator[DataError]:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        yield _fault("a whole number from 0 on", value, path, "write how many characters are allowed")


def _anything(value: Any, path: str) -> Iterator[DataError]:
    del value, path
    yield from ()


def _listed(rule: Rule) -> Rule:
    def check(value: Any, path: str) -> Iterator[DataError]:
        if not isinstance(value, list):
            yield _fault("a list", value, path, "write it between `[` and `]`")
            return
        for index, item in enumerate(value):
            yield from rule(item, f"{path}[{index}]")

    return check


def _shaped(properties: Mapping[str, tuple[Rule, bool]]) -> Rule:
    def check(value: Any, path: str) -> Iterator[DataError]:
        if isinstance(value, dict):
            yield from _object(value, f"{path}.", properties)
        else:
            yield _fault("an object", value, path, "write it between `{` and `}`")

    return check


def _object(value: Mapping[str, Any], path: str, properties: Mapping[str, tuple[Rule, bool]]) -> Iterator[DataError]:
    for name, (rule, is_required) in properties.items():
        if name in value:
            yield from rule(value[name], f"{path}{name}")
        elif is_required:
            hint = did_you_mean(name, [one for one in value if one not in properties])
            yield DataError(f"`{path}{name}` is missing", hint=hint if hint.startswith("did") else f"add `{name}`")


def _names(value: Any, path: str) -> Iterator[DataError]:
    """Check one name, or a list of some."""
    if isinstance(value, list):
        yield from _listed(_name)(value, path)
    else:
        yield from _name(value, path)


def _profile(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str):
        yield _fault("text", value, path, "leave it out")
    elif value not in PROFILES and "://" not in value:
        yield _fault(f"one of {', '.join(f'`{name}`' for name in PROFILES)}", value, path, NO_FETCHING)
    elif "://" in value and not _is_standard(value):
        yield _fault("a profile of the standard", value, path, NO_FETCHING)


def _is_standard(url: str) -> bool:
    """Say whether a URL names the standard itself, which every package of version 2 does; it is not fetched."""
    return url.startswith(("https://datapackage.org/profiles/", "https://specs.frictionlessdata.io/"))


def _path(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str) or not value.strip():
        yield _fault("the name of a file", value, path, "put all rows into one file and name it here")
    elif "\0" in value or len(value.encode("utf-8", "replace")) > LONGEST_PATH:
        yield _fault("the name of a file", value.replace("\0", "·"), path, "no file can have this name")
    elif not is_inside(value):
        yield _fault("a file of the folder", value, path, "copy the file into the folder of the package")


def _encoding(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str) or value.lower() not in ENCODINGS:
        yield _fault(
            "`utf-8` or another encoding", value, path, f"save the file as CSV UTF-8, or name {KNOWN_ENCODINGS}"
        )


KNOWN_ENCODINGS = "`utf-16`, `iso-8859-1` or `windows-1252`"


def _scheme(value: Any, path: str) -> Iterator[DataError]:
    if value != "file":
        yield _fault("`file`", value, path, "copy the file into the folder of the package")


def _format(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str) or value.lower() != "csv":
        yield _fault("`csv`", value, path, "save the file as CSV UTF-8")


def _nothing(value: Any, path: str) -> Iterator[DataError]:
    yield _fault("nothing", value, path, "put all rows into one file of the folder, and name it as `path`")


def _dialect(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, dict):
        yield _fault("an object", value, path, NO_FETCHING)
        return
    yield from _object(value, f"{path}.", DIALECT)
    if isinstance(value.get("csv"), dict):
        yield from _object(value["csv"], f"{path}.csv.", DIALECT)


def _sign(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, str) or len(value) != 1 or value in '"\n\r':
        yield _fault("one sign", value, path, "write the sign between quotes, a tab as `\\t`")


def _header(value: Any, path: str) -> Iterator[DataError]:
    if value is not True:
        yield _fault("`true`", value, path, "the first row of a table names its columns")


def _roles(value: Any, path: str) -> Iterator[DataError]:
    if not isinstance(value, dict):
        yield _fault("an object", value, path, 'write the column of each role, such as `{"year": "Jahr"}`')
        return
    for role, columns in value.items():
        yield from _names(columns, f"{path}.{role}")


def _settings(value: Any, path: str) -> Iterator[DataError]:
    """Check the roles among the settings of a package or a resource; words are checked where they are read."""
    if isinstance(value, dict):
        yield from _object(value, f"{path}.", ROLES)


def _type(value: Any, path: str) -> Iterator[DataError]:
    if value not in TYPES:
        hint = did_you_mean(value, TYPES) if isinstance(value, str) else f"known: {', '.join(TYPES)}"
        yield _fault("a type of cells", value, path, hint)


def _key(value: Any, path: str) -> Iterator[DataError]:
    yield from _shaped({"fields": (_names, True), "reference": (_shaped(REFERENCE), True)})(value, path)


REFERENCE: dict[str, tuple[Rule, bool]] = {"resource": (_text, False), "fields": (_names, True)}
DIALECT: dict[str, tuple[Rule, bool]] = {
    **dict.fromkeys(("delimiter", "quoteChar", "decimalChar", "groupChar"), (_sign, False)),
    "header": (_header, False),
}
ROLES: dict[str, tuple[Rule, bool]] = {"roles": (_roles, False)}
CONSTRAINTS: dict[str, tuple[Rule, bool]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), (_bound, False)),
    **dict.fromkeys(("minLength", "maxLength"), (_count, False)),
    "required": (_truth, False),
    "unique": (_truth, False),
    "pattern": (_text, False),
    "enum": (_listed(_anything), False),
}
FIELD: dict[str, tuple[Rule, bool]] = {
    "name": (_name, True),
    "type": (_type, False),
    "format": (_text, False),
    "title": (_words, False),
    "description": (_text, False),
    "constraints": (_shaped(CONSTRAINTS), False),
    "missingValues": (_listed(_text), False),
}
SCHEMA: dict[str, tuple[Rule, bool]] = {
    "fields": (_listed(_shaped(FIELD)), True),
    "missingValues": (_listed(_text), False),
    "primaryKey": (_names, False),
    "foreignKeys": (_listed(_key), False),
}
RESOURCE: dict[str, tuple[Rule, bool]] = {
    "name": (_name, False),
    "path": (_path, True),
    "schema": (_shaped(SCHEMA), False),
    "reportgen": (_settings, False),
    "profile": (_profile, False),
    "$schema": (_profile, False),
    "dialect": (_dialect, False),
    "encoding": (_encoding, False),
    "scheme": (_scheme, False),
    "format": (_format, False),
    "extrapaths": (_nothing, False),
    "title": (_words, False),
    "description": (_text, False),
}
PACKAGE: dict[str, tuple[Rule, bool]] = {
    "name": (_text, False),
    "title": (_words, False),
    "description": (_text, False),
    "version": (_text, False),
    "profile": (_profile, False),
    "$schema": (_profile, False),
    "reportgen": (_settings, False),
    "resources": (_listed(_shaped(RESOURCE)), False),
}
"""Property by property: what it has to be, and whether it has to be there."""


def _names_once(descriptor: Mapping[str, Any]) -> Iterator[DataError]:
    """Yield an error for each name that two resources, or two fields of one, have."""
    resources = _dicts(descriptor.get("resources"))
    for twice in _twice([resource.get("name") for resource in resources]):
        yield DataError(f"resource `{twice}`: expected each name once, found it twice", hint="rename one of the two")
    for resource in resources:
        for twice in _twice([field.get("name") for field in fields_of(resource)]):
            message = f"resource `{resource.get('name')}`: expected each field once, found `{twice}` twice"
            yield DataError(message, hint="rename one of the two, here and in the file")


def _twice(names: list[Any]) -> list[str]:
    texts = [name for name in names if isinstance(name, str)]
    return sorted({name for name in texts if texts.count(name) > 1})


def _known_names(descriptor: Mapping[str, Any]) -> Iterator[DataError]:
    """Yield an error for each key that names a field or a resource that is not there."""
    resources = {str(one.get("name")): one for one in _dicts(descriptor.get("resources"))}
    for name, resource in resources.items():
        schema = resource.get("schema") if isinstance(resource.get("schema"), dict) else {}
        assert isinstance(schema, dict), "just made one"
        yield from _known_fields(schema.get("primaryKey"), resource, f"resource `{name}`: `primaryKey`")
        for key in _dicts(schema.get("foreignKeys")):
            yield from _known_fields(key.get("fields"), resource, f"resource `{name}`: `foreignKeys`")
            reference = key.get("reference")
            if not isinstance(reference, dict):
                continue
            other = reference.get("resource") or name
            if isinstance(other, str) and other not in resources:
                message = f"resource `{name}`: `foreignKeys`: unknown resource `{other}`"
                yield DataError(message, hint=did_you_mean(other, resources))
            elif isinstance(other, str):
                place = f"resource `{name}`: `foreignKeys`, to `{other}`"
                yield from _known_fields(reference.get("fields"), resources[other], place)


def _known_fields(names: Any, resource: Mapping[str, Any], place: str) -> Iterator[DataError]:
    known = [field["name"] for field in fields_of(resource) if isinstance(field.get("name"), str)]
    for name in names if isinstance(names, list) else [names]:
        if isinstance(name, str) and name not in known:
            yield DataError(f"{place}: unknown field `{name}`", hint=did_you_mean(name, known))


def fields_of(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of a resource, as far as they are any."""
    schema = resource.get("schema")
    return _dicts(schema.get("fields")) if isinstance(schema, dict) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
