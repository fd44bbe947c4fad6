"""Gather the observation tables of a package into one tidy table and into `Observation` records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import fields
from itertools import accumulate, chain, compress, count, repeat
from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar, overload

from reportgen.breakdown import breakdown_string
from reportgen.dataset.records import Observation
from reportgen.measure import ObservationStatus, Qualifier
from reportgen.periods import Kind, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from reportgen.dataset.records import Indicator
    from reportgen.dataset.tables import Row, Table

Default = TypeVar("Default")
SeriesKey = tuple[str, str, str]
"""Indicator, place and breakdown."""

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

STATES = ("qualifier", "obs_status")
"""Columns with a word of a closed set."""
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


def breakdowns(table: Table) -> list[str]:
    """Return the breakdown string of each row; few differ, and equal ones are one string."""
    names = dimensions(table)
    if not names:
        return [""] * len(table)
    texts = {
        members: breakdown_string({name: str(code) for name, code in zip(names, members, strict=True)})
        for members in set(table.cells(names))
    }
    return [texts[members] for members in table.cells(names)]


class ObservationRows:
    """Every observation as a row of COLUMNS, held as columns: a row is made when it is asked for.

    Texts are never missing but empty, a missing value is None.
    """

    __slots__ = ("_ends", "tables")

    def __init__(self, tables: Iterable[Mapping[str, Sequence[Any]]]) -> None:
        self.tables = tuple(tables)
        self._ends = tuple(accumulate(len(table["line"]) for table in self.tables))
        """How many rows there are up to the end of each table."""

    def __len__(self) -> int:
        return sum(len(table["line"]) for table in self.tables)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for table in self.tables:
            cells = zip(*(table[name] for name in COLUMNS), strict=True)
            yield from (dict(zip(COLUMNS, values, strict=True)) for values in cells)

    def selected(self, are_selected: Iterable[bool]) -> Iterator[dict[str, Any]]:
        """Return the rows of which it is said that they are wanted; of the others none is made."""
        for values in compress(self.cells(COLUMNS), are_selected):
            yield dict(zip(COLUMNS, values, strict=True))

    def at(self, number: int) -> tuple[Mapping[str, Sequence[Any]], int]:
        """Return the columns in which a row stands, and where."""
        place = bisect_right(self._ends, number)
        if place == len(self.tables):
            raise IndexError(number)
        return self.tables[place], number - (self._ends[place - 1] if place else 0)

    def cells(self, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Return these columns of each row."""
        asked = tuple(names)
        return chain.from_iterable(zip(*(table[name] for name in asked), strict=True) for table in self.tables)


def observation_rows(tables: Iterable[Table], indicators: Mapping[str, Indicator]) -> ObservationRows:
    """Return every observation of sound rows."""
    return ObservationRows(_tidy(table.sound(), indicators) for table in tables)


def _tidy(table: Table, indicators: Mapping[str, Indicator]) -> dict[str, Sequence[Any]]:
    """Return the COLUMNS of a table."""
    indicated = table.columns["indicator"]
    units = {name: record.unit for name, record in indicators.items()}
    kinds = {name: str(record.measure_type) for name, record in indicators.items()}
    made: dict[str, Sequence[Any]] = {
        "breakdown": breakdowns(table),
        "unit": [units[name] for name in indicated],
        "measure_type": [kinds[name] for name in indicated],
        "resource": [table.where] * len(table),
        "line": table.lines,
        "value": [None if value is None else float(value) for value in table.columns["value"]],
    }
    return {name: made[name] if name in made else _column(table, name) for name in COLUMNS}


def has_empty(column: Sequence[Any]) -> bool:
    """Say whether a cell of a column is empty, without asking every value whether it is equal to nothing."""
    return any(map(is_, column, repeat(None)))


def _column(table: Table, name: str) -> Sequence[Any]:
    empty = "" if name in TEXTS else None
    column = table.columns.get(name)
    if column is None:
        return [empty] * len(table)
    return [empty if value is None else value for value in column] if has_empty(column) else column


def observation_frame(rows: ObservationRows) -> pd.DataFrame:
    """Return the rows as a table, in which a missing value is NaN."""
    # Imported here because pandas takes a third of a second, which a single document must not.
    import pandas as pd

    frame = pd.DataFrame(dict(zip(COLUMNS, map(list, zip(*rows.cells(COLUMNS), strict=True)), strict=True)))
    years = list(frame["year"])
    frame["year"] = [year.plain for year in years]
    is_numbered = all(year.kind is Kind.YEAR for year in years)
    kinds = {"year": "int64" if is_numbered else "object", "value": "float64", "preferred": "bool", "line": "int64"}
    return frame.astype(kinds)


SERIES = ("indicator", "place", "breakdown")
"""Columns that name a series."""
KINDS = {str(kind): kind for kind in (*Qualifier, *ObservationStatus)}
NAMES = tuple(field.name for field in fields(Observation))


class PreferredSeries(Mapping[SeriesKey, Mapping[Period, Observation]]):
    """The preferred observations by series, then by year; a series is made when it is first asked for."""

    __slots__ = ("_made", "_numbers", "_rows")

    def __init__(self, rows: ObservationRows) -> None:
        self._rows = rows
        self._made: dict[SeriesKey, Mapping[Period, Observation]] = {}
        self._numbers: dict[SeriesKey, list[int]] = {}
        keys = zip(count(), rows.cells(SERIES), strict=False)
        for number, key in compress(keys, chain.from_iterable(table["preferred"] for table in rows.tables)):
            self._numbers.setdefault(key, []).append(number)

    @overload
    def get(self, key: SeriesKey) -> Mapping[Period, Observation] | None: ...
    @overload
    def get(self, key: SeriesKey, default: Default) -> Mapping[Period, Observation] | Default: ...
    def get(self, key: SeriesKey, default: Any = None) -> Any:
        """Return a series; the default when there is none, without an exception: most places have no figure."""
        return self[key] if key in self._numbers else default

    def __getitem__(self, key: SeriesKey) -> Mapping[Period, Observation]:
        if key not in self._made:
            made = map(self._observation, self._numbers[key])
            self._made[key] = {observation.year: observation for observation in made}
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[SeriesKey]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def where(self, key: SeriesKey, year: Period) -> str:
        """Return the file and line of a preferred observation; empty when there is none."""
        for number in self._numbers.get(key, ()):
            table, at = self._rows.at(number)
            if table["year"][at] == year:
                return f"{table['resource'][at]}:{table['line'][at]}"
        return ""

    def _observation(self, number: int) -> Observation:
        return observation_at(self._rows, number)


def observation_at(rows: ObservationRows, number: int) -> Observation:
    """Return a row as a record."""
    table, at = rows.at(number)
    # by their places, for a rank looks at as many as there are places
    return Observation(*[KINDS[table[name][at]] if name in STATES else table[name][at] for name in NAMES])
