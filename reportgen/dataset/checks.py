"""What a Data Package must satisfy beyond its Table Schemas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

from reportgen.bounded import is_unseen, what_is_unseen
from reportgen.breakdown import TOTAL
from reportgen.dataset.clauses import check_clauses
from reportgen.dataset.observations import (
    AFTER,
    BEFORE,
    STATES,
    breakdown_of,
    breakdowns,
    dimensions,
    has_empty,
    is_observation_table,
)
from reportgen.dataset.package import PLACE_DIMENSION
from reportgen.dataset.records import Code, field_types
from reportgen.dataset.standard import CODELIST, RECORDS
from reportgen.dataset.tables import DESCRIPTOR, ForeignKey
from reportgen.dataset.units import check_units
from reportgen.dataset.worldly import (
    check_counts,
    check_kinds,
    check_level_names,
    check_levels,
    check_parents,
    check_tiles,
    names_in,
)
from reportgen.errors import DataError, did_you_mean
from reportgen.limits import NAME_CHARACTERS
from reportgen.measure import MeasureType, NoteKind, NoteYears, ObservationStatus, Qualifier
from reportgen.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportgen.dataset.tables import Row, Table

REFERENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "indicators": (("topic", "topics", "topic"),),
    "notes": (("indicator", "indicators", "indicator"),),
    "series-breaks": (("indicator", "indicators", "indicator"), ("note", "notes", "note")),
    "corrections": (("note", "notes", "note"),),
    "not-published": (("indicator", "indicators", "indicator"), ("source", "sources", "source")),
    "identities": (("indicator", "indicators", "indicator"),),
    "exceptions": (("place", "places", "place"),),
    "suppressed": (("indicator", "indicators", "indicator"), ("place", "places", "place")),
}
"""References (field, resource, referred field) that hold whether or not a schema declares them."""

OBSERVATION_REFERENCES = (
    ("indicator", "indicators", "indicator"),
    ("place", "places", "place"),
    ("source", "sources", "source"),
    ("correction", "corrections", "correction"),
    ("note", "notes", "note"),
)

WITHOUT_VALUE = frozenset(
    {
        ObservationStatus.NOT_PUBLISHED,
        ObservationStatus.CANNOT_EXIST,
        ObservationStatus.MISSING,
        ObservationStatus.SUPPRESSED,
    }
)
"""Statuses that say why there is no value."""

BREAK_STATUSES = frozenset({ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS})

NAMES = (
    *("place", "indicator", "code", "source", "topic", "level", "note", "identity", "correction"),
    *("name", "title", "label", "in_sentence", "plural", "short_title", "short_label", "short"),
    *("unit", "noun_singular", "noun_plural", "publisher", "reference", "symbol"),
    *("text", "definition", "description", "explanation", "proof"),
)
"""Columns of what is printed, or what others name; those that tell rows apart come first."""

CLOSED = frozenset({MeasureType, NoteKind, NoteYears, ObservationStatus, Qualifier})
"""Sets of words of which a cell holds one."""

PLAUSIBILITY = "plausibility:"
"""What the identity of an exception begins with that explains an implausible figure."""


def codelist_dimension(resource: str) -> str:
    """Return the dimension of a codelist: `age_group` for `codelist-age-group`."""
    return resource.removeprefix(CODELIST).replace("-", "_")


def codelist_resource(dimension: str) -> str:
    """Return the name of a dimension's codelist: `codelist-age-group` for `age_group`."""
    return CODELIST + dimension.replace("_", "-")


def required_fields(kind: type) -> list[str]:
    """Return the fields of a record that its table must have: those without a default."""
    return [field.name for field in fields(kind) if field.default is MISSING]


def with_references(table: Table) -> Table:
    """Return a table with the references added that every package has."""
    covered = {key.fields for key in table.foreign_keys}
    imposed = [
        ForeignKey((name,), other, (referred,))
        for name, other, referred in _references(table.name, list(table.fields))
        if name in table.fields and (name,) not in covered
    ]
    return replace(table, foreign_keys=(*table.foreign_keys, *imposed))


def _references(resource: str, names: list[str]) -> Iterator[tuple[str, str, str]]:
    if resource in RECORDS:
        yield from REFERENCES.get(resource, ())
    elif {"indicator", "value"} <= set(names):
        yield from OBSERVATION_REFERENCES
        yield from ((name, codelist_resource(name), "code") for name in names if name not in (*BEFORE, *AFTER))


def check_tables(
    tables: Mapping[str, Table], descriptor: Mapping[str, Any], *, folder: Path, country: str
) -> list[DataError]:
    """Return every error that the schemas cannot see, as far as the tables that could be read show them."""
    declared = {*tables, *(str(resource.get("name")) for resource in descriptor["resources"])}
    structure = list(_check_structure(tables, declared, where=(folder / DESCRIPTOR).as_posix()))
    if structure or not RECORDS.keys() <= tables.keys():
        return structure
    records = {name: Code if name.startswith(CODELIST) else RECORDS.get(name) for name in tables}
    kinds = list(check_kinds(tables, {name: kind for name, kind in records.items() if kind}))
    if kinds:
        return kinds
    observations = [table for table in tables.values() if is_observation_table(table)]
    return [
        *_check_records(tables),
        *(error for table in tables.values() for error in _check_seen(table)),
        *_check_codelists(tables),
        *_check_places(tables["places"], country),
        *check_levels(tables["places"], tables.get("levels"), country),
        *check_level_names(
            tables["places"], [codelist_dimension(name) for name in tables if name.startswith(CODELIST)]
        ),
        *check_tiles(tables["places"]),
        *check_clauses(tables),
        *_check_scopes(tables),
        *_check_breaks(tables["series-breaks"]),
        *_check_exceptions(tables),
        *(error for table in observations for error in _check_observations(table)),
        *_check_preferred(observations),
        *check_counts(tables),
        *check_units(tables),
    ]


def _check_structure(tables: Mapping[str, Table], declared: set[str], *, where: str) -> Iterator[DataError]:
    """Yield an error for each resource or field without which nothing else can be checked."""
    for name, kind in RECORDS.items():
        if name not in declared:
            yield DataError(f"resource `{name}` is missing", where=where, hint=did_you_mean(name, declared))
        elif name in tables:
            yield from _missing_fields(tables[name], required_fields(kind))
    for table in tables.values():
        if table.name.startswith(CODELIST):
            yield from _missing_fields(table, required_fields(Code))
        elif table.name not in RECORDS and is_observation_table(table):
            yield from _missing_fields(table, [*BEFORE, *AFTER])
            for dimension in dimensions(table):
                if codelist_resource(dimension) not in declared:
                    message = f"resource `{codelist_resource(dimension)}` is missing for the column `{dimension}`"
                    hint = "add a list of its members, or correct the name of the column"
                    yield DataError(message, where=table.where, hint=hint)


def _missing_fields(table: Table, names: Iterable[str]) -> Iterator[DataError]:
    for name in names:
        if name not in table.fields:
            message = f"resource `{table.name}`: field `{name}` is missing"
            yield DataError(message, where=table.where, hint=did_you_mean(name, table.fields))


def _check_records(tables: Mapping[str, Table]) -> Iterator[DataError]:
    """Yield an error for each empty cell that has to be filled and each word that is none of a closed set."""
    for table in tables.values():
        kind = Code if table.name.startswith(CODELIST) else RECORDS.get(table.name)
        hints = field_types(kind) if kind else {}
        asked = {name: hint for name, hint in hints.items() if name in table.fields}
        sound = table.sound()
        if any(_has_wrong(sound.columns[name], hint) for name, hint in asked.items()):
            for row in sound.rows:
                for name, hint in asked.items():
                    yield from _check_value(row.cells[name], hint, name=name, where=table.place(row))


def _check_seen(table: Table) -> Iterator[DataError]:
    """Yield an error for the first name of each row of which a reader sees nothing."""
    told: set[int] = set()
    for name in [each for each in (*NAMES, *dimensions(table)) if each in table.fields]:
        cells = set(table.sound().columns[name])
        unseen = {cell for cell in cells if isinstance(cell, str) and is_unseen(cell)}
        for row in table.rows_with(name) if unseen else ():
            cell = row.cells[name]
            if cell in unseen and row.line not in told:
                told.add(row.line)
                message = f"field `{name}`: expected a name, found {what_is_unseen(cell)}"
                hint = "write what is to be read there, or leave the cell empty"
                yield DataError(message, where=table.place(row), hint=hint)


def _has_wrong(column: Sequence[Any], hint: Any) -> bool:
    """Say whether a cell is wrong; of a column that is none of a closed set, only an empty cell can be."""
    doubtful = set(column) if hint in CLOSED else {None} & set(column)
    return any(_is_wrong(value, hint) for value in doubtful)


def _is_wrong(value: Any, hint: Any) -> bool:
    return any(_check_value(value, hint, name="", where=""))


def _check_value(value: Any, hint: Any, *, name: str, where: str) -> Iterator[DataError]:
    if hint in (int, float, bool, Period) and value is None:
        yield DataError(f"field `{name}`: expected a value, found nothing", where=where, hint="fill the cell in")
    elif hint in CLOSED and value not in set(hint):
        found = f"`{value}`" if value else "nothing"
        hint_text = did_you_mean(value or "", [str(member) for member in hint])
        yield DataError(f"field `{name}`: expected one of the known values, found {found}", where=where, hint=hint_text)


def _check_codelists(tables: Mapping[str, Table]) -> Iterator[DataError]:
    for table in tables.values():
        if not table.name.startswith(CODELIST):
            continue
        codes = set(table.sound().columns["code"])
        if TOTAL not in codes:
            hint = f"add a row `{TOTAL}` for all members together"
            yield DataError(f"expected a code `{TOTAL}`, found none", where=table.where, hint=hint)
        for row in table.sound_rows():
            parent = row.cells["parent"]
            if parent is not None and parent not in codes:
                message = f"field `parent`: expected a code of the same list, found `{parent}`"
                yield DataError(message, where=table.place(row), hint=did_you_mean(parent, map(str, codes)))
        yield from check_parents(table)


def _check_places(table: Table, country: str) -> Iterator[DataError]:
    codes = {str(place) for place in table.columns["place"] if place is not None}
    if country and country not in codes:
        message = f"expected the country `{country}` of `{DESCRIPTOR}`, found no such place"
        yield DataError(message, where=table.where, hint=did_you_mean(country, codes))
    for name in ("name", "in_sentence"):
        if max((len(cell) for cell in table.sound().columns[name] if cell), default=0) > NAME_CHARACTERS:
            message = f"field `{name}`: expected at most {NAME_CHARACTERS:,} characters, found more"
            hint = "give the place a name that is printed in a line"
            yield from (
                DataError(message, where=table.place(row), hint=hint)
                for row in table.rows_with(name)
                if len(row.cells[name]) > NAME_CHARACTERS
            )
    tiles: dict[tuple[str, int, int], int] = {}
    for row in table.rows_with("neighbours", "tile_row", "tile_column"):
        for neighbour in names_in(row.cells["neighbours"]):
            if neighbour not in codes:
                message = f"field `neighbours`: expected a place, found `{neighbour}`"
                yield DataError(message, where=table.place(row), hint=did_you_mean(neighbour, codes))
        tile = (row.cells["tile_row"], row.cells["tile_column"])
        on_map = (row.cells.get("level") or "", *tile)
        if (tile[0] is None) != (tile[1] is None):
            hint = "fill in both, or neither for a place that is on no map"
            yield DataError("expected both `tile_row` and `tile_column`, found one", where=table.place(row), hint=hint)
        elif tile[0] is not None and tiles.setdefault(on_map, row.line) != row.line:
            message = f"expected a tile of its own, found that of line {tiles[on_map]}"
            yield DataError(message, where=table.place(row), hint="give one of the two another row or column")


def _check_scopes(tables: Mapping[str, Table]) -> Iterator[DataError]:
    """Yield an error for each note, break or gap about a dimension, member or span of years that cannot be."""
    codes = {
        codelist_dimension(table.name): set(table.columns["code"])
        for table in tables.values()
        if table.name.startswith(CODELIST)
    }
    codes[PLACE_DIMENSION] = set(tables["places"].columns["place"])
    for name in ("notes", "series-breaks", "not-published"):
        for row in tables[name].sound_rows():
            yield from _check_scope(row, codes, where=tables[name].place(row))
    for row in tables["notes"].sound_rows():
        first, last = row.cells["from_year"], row.cells["to_year"]
        if first is not None and last is not None and first > last:
            message = f"field `to_year`: expected {first} or later, found `{last}`"
            hint = "exchange the two, or leave one empty for all years before or after"
            yield DataError(message, where=tables["notes"].place(row), hint=hint)


def _check_scope(row: Row, codes: Mapping[str, set[Any]], *, where: str) -> Iterator[DataError]:
    dimension, member = row.cells["dimension"], row.cells.get("member")
    if dimension is None:
        if member is not None:
            message = f"field `member`: expected nothing without a dimension, found `{member}`"
            yield DataError(message, where=where, hint="fill in `dimension`, too")
    elif dimension not in codes:
        message = f"field `dimension`: expected a dimension, found `{dimension}`"
        yield DataError(message, where=where, hint=did_you_mean(dimension, codes))
    elif member is not None and member not in codes[dimension]:
        message = f"field `member`: expected a code of `{dimension}`, found `{member}`"
        yield DataError(message, where=where, hint=did_you_mean(member, map(str, codes[dimension])))


def _check_breaks(table: Table) -> Iterator[DataError]:
    for row in table.sound_rows():
        if row.cells["obs_status"] not in BREAK_STATUSES:
            message = f"field `obs_status`: expected `B` or `D`, found `{row.cells['obs_status']}`"
            hint = "write `B` for a new series, `D` for years that were counted in another way"
            yield DataError(message, where=table.place(row), hint=hint)
        if row.cells["note"] is None:
            message = "field `note`: expected a note that explains the break, found nothing"
            yield DataError(message, where=table.place(row), hint="add a note to `notes` and name it here")
        first, last = row.cells["year"], row.cells.get("last_year")
        if last is not None and last < first:
            message = f"field `last_year`: expected {first} or later, found `{last}`"
            hint = "leave it empty where the new series goes on"
            yield DataError(message, where=table.place(row), hint=hint)


def _check_exceptions(tables: Mapping[str, Table]) -> Iterator[DataError]:
    identities = {str(identity) for identity in tables["identities"].columns["identity"] if identity is not None}
    table = tables["exceptions"]
    for row in table.sound_rows():
        identity = str(row.cells["identity"])
        if identity.partition(":")[0] not in identities and not identity.startswith(PLAUSIBILITY):
            message = f"field `identity`: expected an identity, found `{identity}`"
            yield DataError(message, where=table.place(row), hint=did_you_mean(identity, identities))


TEXTS_OF_STATUS = ("correction", "derived_from")
"""Columns of which it matters only whether a cell is empty."""


def _check_observations(table: Table) -> Iterator[DataError]:
    """Yield what is wrong with single rows; all are gone through only when one row of a kind is found to be wrong."""
    sound = table.sound()
    filled = [name for name in table.fields if name in (*BEFORE, *FILLED) or name in dimensions(table)]
    is_empty = any(has_empty(sound.columns[name]) for name in filled)
    states = zip(*(sound.columns[name] for name in STATES), *map(_emptiness, _texts_and_value(sound)), strict=True)
    if is_empty or any(map(_is_wrong_state, set(states))):
        for row in sound.rows:
            yield from _check_observation(table, row)


def _texts_and_value(table: Table) -> list[Sequence[Any]]:
    return [table.columns[name] for name in ("value", *TEXTS_OF_STATUS)]


def _emptiness(column: Sequence[Any]) -> Iterator[bool]:
    return (value is None for value in column)


def _is_wrong_state(state: tuple[Any, ...]) -> bool:
    """Say whether qualifier and status are none of the known ones, or do not go with what is there and what is not."""
    qualifier, status, *empty = state
    cells = {name: None if is_empty else 0 for name, is_empty in zip(("value", *TEXTS_OF_STATUS), empty, strict=True)}
    wrong = _is_wrong(qualifier, Qualifier) or _is_wrong(status, ObservationStatus)
    return wrong or any(_check_status({**cells, "obs_status": status}, where=""))


FILLED = ("source", "location", "preferred")
"""Columns of an observation, besides those before the dimensions, of which no cell is empty."""


def _check_observation(table: Table, row: Row) -> Iterator[DataError]:
    cells, where = row.cells, table.place(row)
    for name in (*BEFORE, *FILLED, *dimensions(table)):
        yield from _check_filled(cells[name], name=name, where=where)
    for name, kind in (("qualifier", Qualifier), ("obs_status", ObservationStatus)):
        yield from _check_value(cells[name], kind, name=name, where=where)
    yield from _check_status(cells, where=where)


def _check_filled(value: Any, *, name: str, where: str) -> Iterator[DataError]:
    if value is None:
        is_dimension = name not in (*BEFORE, *AFTER)
        hint = f"write `{TOTAL}` for all members together" if is_dimension else "fill the cell in"
        yield DataError(f"field `{name}`: expected a value, found nothing", where=where, hint=hint)


def _check_status(cells: Mapping[str, Any], *, where: str) -> Iterator[DataError]:
    status, value = cells["obs_status"], cells["value"]
    if value is None and status not in WITHOUT_VALUE:
        hint = "mark a missing value with obs_status `O`, `L`, `M` or `Q`"
        message = f"field `value`: expected a number with status `{status}`, found nothing"
        yield DataError(message, where=where, hint=hint)
    if value is not None and status in WITHOUT_VALUE:
        message = f"field `value`: expected nothing with status `{status}`, found `{value:g}`"
        yield DataError(message, where=where, hint="empty the cell, or write `A` for a figure as it was published")
    if status in BREAK_STATUSES:
        hint = "a break is a row of the resource `series-breaks`"
        yield DataError(f"field `obs_status`: `{status}` does not stand with an observation", where=where, hint=hint)
    if (status == ObservationStatus.IMPUTED) != (cells["correction"] is not None):
        hint = "name a row of `corrections`, or write `A` as status"
        yield DataError("expected a correction where the status is `I`, and only there", where=where, hint=hint)
    if (status == ObservationStatus.ESTIMATED) != (cells["derived_from"] is not None):
        hint = "say what the figure was computed from, or write `A` as status"
        yield DataError("expected `derived_from` where the status is `E`, and only there", where=where, hint=hint)


def _check_preferred(tables: Iterable[Table]) -> Iterator[DataError]:
    """Yield an error for each figure that has no preferred row, or more than one."""
    tables = list(tables)
    if _each_has_one_preferred(tables):
        return
    places: dict[tuple[str, Period, str, str], list[tuple[str, bool]]] = defaultdict(list)
    is_whole = True
    for table in tables:
        names = dimensions(table)
        is_whole = is_whole and not table.unsound
        for row in table.sound_rows():
            if all(row.cells[name] is not None for name in names):
                key = (row.cells["indicator"], row.cells["year"], row.cells["place"], breakdown_of(row, names))
                places[key].append((table.place(row), bool(row.cells["preferred"])))
    for key, rows in places.items():
        preferred = [place for place, is_preferred in rows if is_preferred]
        figure = ", ".join(str(part) for part in key if part)
        if len(preferred) > 1:
            message = f"`{figure}`: expected one preferred row, found also {preferred[0]}"
            yield DataError(message, where=preferred[1], hint="set `preferred` to false in all but one")
        elif not preferred and is_whole:
            hint = "set `preferred` to true in one of its rows"
            yield DataError(f"`{figure}`: expected one preferred row, found none", where=rows[0][0], hint=hint)


def _each_has_one_preferred(tables: Iterable[Table]) -> bool:
    """Say whether every figure of tables without a fault has one preferred row, without a look at where it stands."""
    preferred: set[tuple[Any, ...]] = set()
    others: set[tuple[Any, ...]] = set()
    count = 0
    for table in tables:
        if table.unsound or any(has_empty(table.columns[name]) for name in dimensions(table)):
            return False
        figures = zip(table.cells(BEFORE), breakdowns(table), strict=True)
        if all(table.columns["preferred"]):
            preferred.update(figures)
            count += len(table)
            continue
        for figure, is_preferred in zip(figures, table.columns["preferred"], strict=True):
            (preferred if is_preferred else others).add(figure)
            count += bool(is_preferred)
    return len(preferred) == count and others <= preferred
