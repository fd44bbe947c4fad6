"""Which column of a foreign file plays which part: said in the descriptor, or guessed for a hint and nothing else."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from reportgen.dataset.meant import DESCRIPTOR
from reportgen.errors import DataError, did_you_mean
from reportgen.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SETTINGS = "reportgen"
"""The property of a descriptor, and of a resource, that holds the settings of this program."""
PLACE_NAME = "place_name"
IGNORE = "ignore"
ROLES = (
    "indicator",
    "period",
    "year",
    "place",
    PLACE_NAME,
    "value",
    "qualifier",
    "obs_status",
    "source",
    "location",
    "printed",
    "note",
)
"""Parts that a column may play. A column without one is a breakdown, unless it is among those to ignore."""

GUESSES = (
    ("period", re.compile(r"period|quarter|month|time|date|monat|quartal", re.IGNORECASE)),
    ("year", re.compile(r"(?:.*[ _])?year(?:[ _].*)?|jahr|año|ano|année", re.IGNORECASE)),
    (PLACE_NAME, re.compile(r".*\bname|country|state|county|region|place|land|gemeinde|municipality", re.IGNORECASE)),
    ("place", re.compile(r".*\b(?:code|iso\d?|fips|geoid|geo|id)", re.IGNORECASE)),
    ("value", re.compile(r"value|obs_value|wert|valor|count|number|amount|figure|total|n", re.IGNORECASE)),
)
"""How columns are often called, the part they play first."""


def settings_of(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings of this program for a resource, as far as they are any."""
    settings = resource.get(SETTINGS)
    return settings if isinstance(settings, dict) else {}


def roles_of(resource: Mapping[str, Any]) -> dict[str, str]:
    """Return the role of each column that has one: `year` for `Jahr`; of several columns for one role, `value`."""
    roles = {role: columns for role, columns in _stated(resource).items() if role != IGNORE}
    single = {columns: role for role, columns in roles.items() if isinstance(columns, str)}
    return single | {column: "value" for columns in roles.values() if isinstance(columns, list) for column in columns}


def spread_by(resource: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what the heads of several columns of values say, `year` or `indicator`, and these columns; or nothing."""
    for role, said in (("year", "year"), ("period", "period"), ("value", "indicator")):
        columns = _stated(resource).get(role)
        if isinstance(columns, list):
            return said, tuple(columns)
    return "", ()


def ignored_by(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns of a file that are not read."""
    ignored = _stated(resource).get(IGNORE, ())
    return (ignored,) if isinstance(ignored, str) else tuple(ignored)


def _stated(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    stated = settings_of(resource).get("roles", {})
    assert isinstance(stated, dict), "check_shape has seen to it"
    return stated


def role_errors(resource: Mapping[str, Any], header: Sequence[str], *, where: str) -> Iterator[DataError]:
    """Yield what is wrong with the roles of a resource."""
    roles = _stated(resource)
    place = f"resource `{resource.get('name') or resource.get('path')}`: `{SETTINGS}.roles`"
    for role, columns in roles.items():
        if role not in (*ROLES, IGNORE):
            yield DataError(f"{place}: unknown role `{role}`", where=where, hint=did_you_mean(role, (*ROLES, IGNORE)))
        if role in ("year", "period") and isinstance(columns, list):
            yield from _no_periods(columns, place, where)
        for column in [columns] if isinstance(columns, str) else columns:
            if column not in header:
                message = f"{place}: the file has no column `{column}`"
                yield DataError(message, where=where, hint=did_you_mean(column, header))


def _no_periods(columns: Sequence[str], place: str, where: str) -> Iterator[DataError]:
    """Yield an error for each column of values that is called by no period."""
    for column in columns:
        try:
            parse_period(column)
        except DataError as error:
            yield DataError(f"{place}: {error.message}", where=where, hint=error.hint)


def lines_to_write(header: Sequence[str], resource: Mapping[str, Any]) -> str:
    """Return the lines of a descriptor that say what the columns of a file are, as far as their names tell.

    A column whose name is that of the standard but for a slip is asked for instead.
    """
    guesses = [pattern for _, pattern in GUESSES]
    others = (name for name in header if not any(pattern.fullmatch(name.strip()) for pattern in guesses))
    slips = [(name, near) for name in others for near in get_close_matches(name, NEEDED, 1, ALIKE)]
    if slips and not {near for _, near in slips} & set(header):
        return " and ".join(f"did you mean `{near}` by `{name}`?" for name, near in slips)
    guessed = _guessed(header, _numbers_of(resource))
    used = {name for names in guessed.values() for name in ([names] if isinstance(names, str) else names)}
    rest = [name for name in header if name and name not in used]
    roles: dict[str, Any] = {**guessed, **({IGNORE: rest} if rest else {})}
    lines = json.dumps({"path": resource["path"], SETTINGS: {"roles": roles}}, ensure_ascii=False)
    return f"say in the `resources` of `{DESCRIPTOR}` which column is which, such as {lines}"


NEEDED = ("value", "year", "period")
"""Columns of the standard without which nobody can tell what a file of figures holds."""
ALIKE = 0.7
"""`valeu` is like `value`, `Jahr` is not like `year`."""
YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


def _numbers_of(resource: Mapping[str, Any]) -> list[str]:
    """Return the columns of numbers, where a schema says which they are."""
    fields = resource.get("schema", {}).get("fields", ())
    return [str(field["name"]) for field in fields if field.get("type") in ("number", "integer")]


def _guessed(header: Sequence[str], numbers: Sequence[str]) -> dict[str, Any]:
    years = [name for name in header if YEAR.fullmatch(name.strip())]
    found = _guessed_singly([name for name in header if len(years) < SPREAD or name not in years])
    if len(years) >= SPREAD:
        found.pop("value", None)
        return {**found, "year": years}
    if "value" not in found:
        rest = [name for name in header if name and name not in found.values()]
        among = [name for name in rest if name in numbers] or rest[-1:]
        found |= {"value": among[0] if len(among) == 1 else among} if among else {}
    return found


SPREAD = 2
"""Columns called by a year from which on they are taken for columns of values."""


def _guessed_singly(header: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {name: name for name in header if name in ROLES}
    for role, pattern in GUESSES:
        if role in found:
            continue
        rest = [name for name in header if name not in found.values() and pattern.fullmatch(name.strip())]
        if rest and not (role == "year" and "period" in found):
            found[role] = rest[0]
    if PLACE_NAME in found and "place" not in found:
        found["place"] = found.pop(PLACE_NAME)
    return found
