"""Gather the observation tables of a package into one tidy table and into `Observation` records."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import breakdown_string
from reportgen.dataset.records import Observation
from reportgen.measure import ObservationStatus, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from reportgen.dataset.records import Indicator
    from reportgen.dataset.tables import Row, Table

BEFORE = ("indicator", "year", "place")
"""Columns before the dimensions."""

AFTER = (
    "value",
    "qualifier",
    "obs_status",
    "source",
    "location",
    "printed",
    "printed_label",
    "preferred",
    "derived_from",
    "correction",
    "note",
)
"""Columns after the dimensions."""

COLUMNS = (
    "indicator",
    "year",
    "place",
    "breakdown",
    "value",
    "unit",
    "measure_type",
    "qualifier",
    "obs_status",
    "source",
    "location",
    "printed",
    "printed_label",
    "preferred",
    "derived_from",
    "correction",
    "note",
    "resource",
    "line",
)
"""Columns of the tidy table; `resource` is the file, `line` the line in it."""

TEXTS = frozenset(COLUMNS) - {"year", "value", "preferred", "line"}


def is_observation_table(table: Table) -> bool:
    """Return whether a table holds observations."""
    return {"indicator", "value"} <= set(table.fields)


def dimensions(table: Table) -> tuple[str, ...]:
    """Return the columns of an observation table that are dimensions: those it does not share with all others."""
    return tuple(name for name in table.fields if name not in (*BEFORE, *AFTER))


def breakdown_of(row: Row, dimension_names: Iterable[str]) -> str:
    """Return the breakdown string of a row."""
    return breakdown_string({name: str(row.cells[name]) for name in dimension_names})


def observation_rows(tables: Iterable[Table], indicators: Mapping[str, Indicator]) -> tuple[dict[str, Any], ...]:
    """Return every observation as a row of COLUMNS; texts are never missing but empty, a missing value is None."""
    return tuple(record for table in tables for record in _records(table, indicators))


def observation_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the rows as a table, in which a missing value is NaN."""
    # Imported here because pandas takes a third of a second, which a single document must not.
    import pandas as pd

    records = tuple(rows)
    frame = pd.DataFrame({name: [row[name] for row in records] for name in COLUMNS})
    return frame.astype({"year": "int64", "value": "float64", "preferred": "bool", "line": "int64"})


def _records(table: Table, indicators: Mapping[str, Indicator]) -> Iterator[dict[str, Any]]:
    names = dimensions(table)
    for row in table.sound_rows():
        indicator = indicators[row.cells["indicator"]]
        record = {name: row.cells.get(name) for name in COLUMNS}
        record |= {name: "" for name in TEXTS if record[name] is None}
        record["breakdown"] = breakdown_of(row, names)
        record["unit"] = indicator.unit
        record["measure_type"] = str(indicator.measure_type)
        record["resource"] = table.where
        record["line"] = row.line
        record["value"] = None if record["value"] is None else float(record["value"])
        yield record


def preferred_observations(rows: Iterable[Mapping[str, Any]]) -> Iterator[Observation]:
    """Return the preferred rows as records."""
    names = [field.name for field in fields(Observation)]
    for row in rows:
        if row["preferred"]:
            values: dict[str, Any] = {name: row[name] for name in names}
            values["qualifier"] = Qualifier(values["qualifier"])
            values["obs_status"] = ObservationStatus(values["obs_status"])
            yield Observation(**values)
