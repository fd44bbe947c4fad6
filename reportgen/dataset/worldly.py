"""Values that nothing of this world has: half a case, minus three children, the year 20200, a part of itself."""

from __future__ import annotations

import math
import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

from reportgen.dataset.levels import NO_PLACE, PLACE
from reportgen.dataset.observations import is_observation_table
from reportgen.dataset.period_columns import PERIODS
from reportgen.dataset.records import field_types
from reportgen.errors import DataError, did_you_mean
from reportgen.limits import LARGEST_VALUE, TILES
from reportgen.measure import COUNTED, ObservationStatus, Qualifier
from reportgen.unit import UnitKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from reportgen.dataset.tables import Row, Table

KEYS = ("source", "indicator", "topic", "place", "note", "correction", "identity", "code")
NAMES = (*KEYS, "level", "parent", "dimension", "member", "breakdown", "neighbours")
"""Columns of records by which one row names another, and which have to be texts for that."""
KINDS: Mapping[Any, tuple[tuple[type, ...], str]] = {
    int: ((int,), "integer"),
    float: ((int, float), "number"),
    bool: ((bool,), "boolean"),
    str: ((str,), "string"),
}
"""What Python makes of a type of cells, and what the type is called."""
OBSERVED: Mapping[str, type] = {"value": float, "preferred": bool}
"""Columns of observations that are no texts."""

BALANCES = re.compile(
    r"\b(net|balance|change|difference|deviation|growth|surplus|deficit|index|rate|ratio|mean|average)\b"
)
"""Words of a title that say of a count that it is none."""
COUNT_HINT = (
    "correct the figure; where it may be so, the title says it, as in `Net arrivals`, or the unit is a measure such as "
    "`euro`, or a column `kind` says `mean`, `index` or the like"
)


def check_kinds(tables: Mapping[str, Table], records: Mapping[str, type]) -> Iterator[DataError]:
    """Yield an error for each column whose cells are of another type than its meaning asks for, the first of them."""
    for table in tables.values():
        for name, kind in _kinds(table, records.get(table.name)).items():
            yield from _first_of_another_kind(table, name, kind)


def _kinds(table: Table, record: type | None) -> dict[str, Any]:
    if record is None and not is_observation_table(table):
        return {}
    if record is None:
        return {name: OBSERVED.get(name, str) for name in table.fields if name not in PERIODS}
    hints = field_types(record).items()
    asked = {name: _bare(hint) for name, hint in hints if name in table.fields}
    return {name: kind for name, kind in asked.items() if kind in (int, float, bool) or name in NAMES}


def _bare(hint: Any) -> Any:
    """Return `int` for `int | None`, `str` for everything that is made from text."""
    inner = next((each for each in getattr(hint, "__args__", ()) if each is not type(None)), hint)
    return inner if inner in (int, float, bool) else str


def _are_plain(values: set[Any], kind: Any) -> bool:
    """Say whether all of many values are of their kind, by a look at their types and the least and greatest of them."""
    given = values - {None}
    types = {*map(type, given)}
    if kind is str or not given:
        return types <= {str}
    if types != {kind} or kind not in (int, float) or (kind is float and not all(map(math.isfinite, given))):
        return False
    return bool(-LARGEST_VALUE <= min(given) <= max(given) <= LARGEST_VALUE)


def _first_of_another_kind(table: Table, name: str, kind: Any) -> Iterator[DataError]:
    sound = table.sound()
    if _are_plain(set(sound.columns[name]), kind):
        return
    wrong = {value for value in set(sound.columns[name]) if value is not None and _is_of_another_kind(value, kind)}
    if not wrong:
        return
    at, value = next((at, value) for at, value in enumerate(sound.columns[name]) if value in wrong)
    where = table.place_of(sound.lines[at])
    types, called = KINDS[kind]
    if not isinstance(value, types) or (isinstance(value, bool) and kind is not bool):
        hint = f"give the field the type `{called}` in `datapackage.json`"
        message = f"field `{name}`: expected a cell of type `{called}`, found `{_as_written(value)}`"
        yield DataError(message, where=where, hint=hint)
        return
    hint = "correct it, or give it in a larger unit, such as thousands"
    message = f"field `{name}`: expected a finite number up to {LARGEST_VALUE:.0e}, found `{_as_written(value)}`"
    yield DataError(message, where=where, hint=hint)


def _is_of_another_kind(value: Any, kind: Any) -> bool:
    if not isinstance(value, KINDS[kind][0]) or (isinstance(value, bool) and kind is not bool):
        return True
    if isinstance(value, float) and not math.isfinite(value):
        return True
    # an integer may have more digits than any float
    return isinstance(value, int | float) and abs(value) > LARGEST_VALUE


def _as_written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)[:60]


def names_in(cell: str | None) -> tuple[str, ...]:
    """Return the names in a cell: separated by semicolons, or else by spaces; of the first kind a name may have any."""
    text = cell or ""
    return tuple(each.strip() for each in text.split(";") if each.strip()) if ";" in text else tuple(text.split())


def check_levels(places: Table, levels: Table | None, country: str) -> Iterator[DataError]:
    """Yield an error for each level, parent and neighbour that cannot be; that of the whole needs no other name."""
    known = [row.cells["level"] for row in levels.sound_rows()] if levels else []
    sound = places.sound()
    codes = dict(sound.cells(("place", "level")))
    are_stated = any(level is not None for code, level in codes.items() if code != country)
    listed = {None, NO_PLACE, *known} if known else {NO_PLACE, *codes.values()}
    columns = (sound.columns[name] for name in ("level", "parent", "neighbours"))
    doubtful = (
        (level is None and are_stated) or level not in listed or (parent is not None and parent not in codes) or near
        for level, parent, near in zip(*columns, strict=True)
    )
    for row in sound.rows_at(at for at, is_doubtful in enumerate(doubtful) if is_doubtful):
        level, parent = row.cells.get("level"), row.cells.get("parent")
        is_listed = level in (None, NO_PLACE, *known) or row.cells["place"] == country
        if known and not is_listed:
            message = f"field `level`: expected a level of `levels`, found `{level}`"
            yield DataError(message, where=places.place(row), hint=did_you_mean(str(level), known))
        if are_stated and level is None and row.cells.get("place_type") is None and row.cells["place"] != country:
            hint = "fill it in; `other` is for a row that is no place, such as Unknown"
            yield DataError("field `level`: expected a level, found nothing", where=places.place(row), hint=hint)
        if parent is not None and parent not in codes:
            message = f"field `parent`: expected a place, found `{parent}`"
            yield DataError(message, where=places.place(row), hint=did_you_mean(parent, codes))
        for other in names_in(row.cells["neighbours"]):
            if level is not None and codes.get(other) not in (None, level):
                message = f"field `neighbours`: expected a place of the level `{level}`, found `{other}`"
                hint = f"`{other}` is of the level `{codes[other]}`: name places of one level only"
                yield DataError(message, where=places.place(row), hint=hint)
    yield from check_parents(places, key="place")


def check_level_names(places: Table, breakdowns: Collection[str]) -> Iterator[DataError]:
    """Yield an error for each level that has the name of a breakdown: a template could not ask for both."""
    seen: set[Any] = set()
    sound, taken = places.sound(), {*breakdowns, PLACE}
    called = (at for at, level in enumerate(sound.columns["level"]) if level in taken)
    for row in sound.rows_at(called):
        level = row.cells.get("level")
        if level not in seen:
            seen.add(level)
            found = "the dimension of all places" if level == PLACE else "a breakdown"
            message = f"field `level`: expected a word of its own, found `{level}`, the name of {found}"
            yield DataError(message, where=places.place(row), hint="call the level, or the breakdown, something else")


def check_parents(table: Table, *, key: str = "code") -> Iterator[DataError]:
    """Yield an error for each code of a list that is a part of itself, directly or by way of others."""
    sound = table.sound()
    parents = dict(sound.cells((key, "parent")))
    for at, (code, parent) in enumerate(sound.cells((key, "parent"))):
        seen: list[Any] = []
        above = parent
        while above is not None and above != code and above not in seen:
            seen.append(above)
            above = parents.get(above)
        if above is not None and above == code:
            (row,) = sound.rows_at((at,))
            through = "".join(f", by way of `{each}`" for each in seen[:1])
            message = f"field `parent`: expected a larger group, found that `{code}` is a part of itself{through}"
            yield DataError(message, where=table.place(row), hint="leave `parent` of the largest group empty")


def check_tiles(table: Table) -> Iterator[DataError]:
    """Yield an error for each tile that is off every map."""
    for row in table.rows_with("tile_row", "tile_column"):
        for name in ("tile_row", "tile_column"):
            found = row.cells[name]
            if found is not None and not 0 <= found < TILES:
                message = f"field `{name}`: expected 0 to {TILES - 1}, found `{found}`"
                yield DataError(message, where=table.place(row), hint="count rows and columns of the map from 0 or 1")


def check_counts(tables: Mapping[str, Table]) -> Iterator[DataError]:
    """Yield an error for each count of things that is below zero or has a fraction.

    What is counted is said by its unit, title and type of measure. An indicator of which half of the figures or more
    are so is no count, whatever its unit is called: the words of a unit are not known in every language.
    """
    counted = {row.cells["indicator"] for row in tables["indicators"].sound_rows() if _is_counted(row)}
    found: dict[str, list[tuple[str, float]]] = {}
    totals: dict[str, int] = {}
    for table in filter(is_observation_table, tables.values()):
        sound = table.sound()
        for line, (indicator, value, *roughness) in zip(sound.lines, sound.cells(COUNTING), strict=True):
            if value is None or indicator not in counted:
                continue
            totals[indicator] = totals.get(indicator, 0) + 1
            if value < 0 or not (float(value).is_integer() or _is_rough(*roughness)):
                found.setdefault(indicator, []).append((table.place_of(line), value))
    for indicator, wrong in found.items():
        if 2 * len(wrong) < totals[indicator] or totals[indicator] == 1:
            for where, value in wrong:
                message = (
                    f"field `value`: `{indicator}` counts things: expected a whole number from 0 on, found `{value:g}`"
                )
                yield DataError(message, where=where, hint=COUNT_HINT)


def _is_counted(row: Row) -> bool:
    cells = row.cells
    if cells.get("kind") or cells.get("negative"):
        return False  # what an indicator declares of its figures is looked at with that
    unit = str(cells["unit"] or "")
    about = f"{cells['title']} {cells['indicator']} {cells['unit']}".lower().replace("_", " ").replace("-", " ")
    is_count = cells["measure_type"] in COUNTED and unit and kind_of(unit, cells["measure_type"]) is UnitKind.COUNT
    return bool(is_count) and re.search(r"[$€£¥%°]", about) is None and BALANCES.search(about) is None


COUNTING = ("indicator", "value", "obs_status", "qualifier")
"""Columns that say whether a figure may be a count."""


def _is_rough(status: str, qualifier: str) -> bool:
    """Say whether a figure was computed, or is known only roughly: it may well be between two whole numbers."""
    return status == ObservationStatus.ESTIMATED or qualifier != Qualifier.EXACT
