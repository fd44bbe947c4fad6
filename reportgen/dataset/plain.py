"""Read the plain cells of plain fields, which are nearly all, by the rules of Table Schema.

`frictionless` knows every type, format and constraint, but takes a third of a second to import and to set up. Here
stand only the ones that packages use most. What is not plain, and every cell with something wrong, is left to it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    PlainReader = Callable[[str], Any]
    Check = Callable[[Any], bool]


class _NotPlain:
    """What a reader returns for a cell that has to be looked at by the rules in full."""


NOT_PLAIN = _NotPlain()

WORDS = ("name", "title", "description", "role")
"""Properties of a field that change nothing in how its cells are read."""
SIGNS = ("decimalChar", "groupChar")
"""Properties of a field of numbers."""
TRUTHS = {"true": True, "false": False}
INTEGER = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def plain_reader(field: Mapping[str, Any], missing: Sequence[str]) -> PlainReader | None:
    """Return what reads the plain cells of a field, NOT_PLAIN for the others; None when the field is not plain."""
    constraints = field.get("constraints", {})
    known = {*WORDS, *SIGNS, "type", "constraints"}
    if list(missing) != [""] or not set(field) <= known or not isinstance(constraints, dict):
        return None
    if not all(isinstance(field.get(name, ""), str) for name in WORDS):
        return None
    reader = _with_signs(field) if set(SIGNS) & set(field) else VALUES.get(str(field.get("type")))
    required = constraints.get("required", False)
    rules = {name: limit for name, limit in constraints.items() if name != "required"}
    checks = [_check(str(field.get("type")), name, limit) for name, limit in rules.items()]
    if reader is None or not isinstance(required, bool) or None in checks:
        return None
    return partial(_read, reader=reader, required=required, checks=[check for check in checks if check is not None])


def keeps_texts(field: Mapping[str, Any], missing: Sequence[str]) -> bool:
    """Say whether every text of a field is what it says, but an empty one: it is one of texts, without rules."""
    is_bare = not {*field.get("constraints", {})} - {"required"} and not set(SIGNS) & set(field)
    return field.get("type") == "string" and is_bare and plain_reader(field, missing) is not None


def _read(text: str, *, reader: PlainReader, required: bool, checks: Sequence[Check]) -> Any:
    if not text:
        return NOT_PLAIN if required else None
    value = reader(text)
    return value if value is not NOT_PLAIN and all(check(value) for check in checks) else NOT_PLAIN


def _check(kind: str, rule: str, limit: Any) -> Check | None:
    """Return whether a value meets a constraint, as a function; None for a constraint that is not plain."""
    match kind, rule, limit:
        case "string", "enum", list() if all(isinstance(each, str) for each in limit):
            return frozenset(limit).__contains__
        case "string", "maxLength", int():
            return lambda value: len(value) <= limit
        case "integer" | "number", "minimum", int() if not isinstance(limit, bool):
            return lambda value: bool(value >= limit)
        case _:
            return None


def _text(text: str) -> str:
    return text


def _integer(text: str) -> Any:
    return int(text) if INTEGER.fullmatch(text) else NOT_PLAIN


def _number(text: str) -> Any:
    return float(text) if NUMBER.fullmatch(text) else NOT_PLAIN


def _with_signs(field: Mapping[str, Any]) -> PlainReader | None:
    """Return what reads numbers with other signs for decimals and thousands: `1.234,5`."""
    decimal, group = field.get("decimalChar", "."), field.get("groupChar", "")
    reader = {"integer": _integer, "number": _number}.get(str(field.get("type")))
    if reader is None or not (isinstance(decimal, str) and isinstance(group, str)) or len(decimal) != 1:
        return None
    grouped = re.compile(rf"-?[0-9]{{1,3}}({re.escape(group)}[0-9]{{3}})+({re.escape(decimal)}[0-9]+)?")

    def read(text: str) -> Any:
        if group and group in text:
            if not grouped.fullmatch(text):
                return NOT_PLAIN
            text = text.replace(group, "")
        if decimal != "." and "." in text:
            return NOT_PLAIN
        return reader(text.replace(decimal, "."))

    return read


def _truth(text: str) -> Any:
    return TRUTHS.get(text, NOT_PLAIN)


VALUES: Mapping[str, PlainReader] = {"string": _text, "integer": _integer, "number": _number, "boolean": _truth}
"""What reads a cell of each type."""
