"""Fill in what the files of a package do not say: columns that are not there, and whole files.

Whatever is taken for granted is told, so that `check` can say so; nothing is taken that a page could state as known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import TOTAL
from reportgen.dataset.described import TIMES
from reportgen.dataset.meant import is_slip
from reportgen.dataset.observations import dimensions
from reportgen.dataset.period_columns import calendar_of, column_name
from reportgen.dataset.roles import PLACE_NAME, ignored_by, roles_of, settings_of, spread_by
from reportgen.dataset.standard import (
    CODELIST,
    CODELIST_FOLDER,
    FIGURES,
    NEEDED,
    RECORDS,
    TOPIC,
    Column,
    columns_of,
    in_words,
    standard_file,
)
from reportgen.dataset.tables import Table
from reportgen.dataset.translations import THE_WHOLE
from reportgen.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.periods import Calendar


WHOLES = frozenset({TOTAL, "all"})
"""Codes that say of a place that it is the whole, in letters of any size, where nothing else says which one is."""


class Filling:
    """The tables of one package while what they do not say is filled in."""

    def __init__(self, tables: Mapping[str, Table], descriptor: Mapping[str, Any], *, country: str, title: str) -> None:
        resources = {str(resource["name"]): resource for resource in descriptor["resources"]}
        self.calendar, _ = calendar_of(settings_of(descriptor).get("periods", {}))
        self.is_whole = set(resources) <= set(tables)
        self.tables = {name: _by_roles(table, resources[name], self.calendar) for name, table in tables.items()}
        self.granted: list[str] = []
        """What was taken for granted, in sentences without a stop."""
        self.title = title
        self.country = country or self._country()
        self.place_names = self._place_names()

    def fill(self) -> dict[str, Table]:
        """Return all tables with all their columns; those that no file holds made from the figures.

        They are made only where every file could be read: what is missing would be told as a second error.
        """
        if "places" in self.tables and self.country == TOTAL:
            self.tables["places"] = self._with_whole(self.tables["places"])
        if "places" in self.tables and "place" in self.tables["places"].columns and self.is_whole:
            self.tables["places"] = self._with_others(self.tables["places"])
        for name, table in self.tables.items():
            self.tables[name] = self._filled(table)
        if self.is_whole:
            self._make_lists()
            for name in RECORDS:
                if name not in self.tables:
                    self.tables[name] = self._filled(self._made(name))
        return self.tables

    # -- figures

    @property
    def figures(self) -> list[Table]:
        """The files of figures."""
        return [table for table in self.tables.values() if standard_file(table.name, table.fields) == FIGURES]

    def _filled(self, table: Table) -> Table:
        file = standard_file(table.name, table.fields)
        if not file:
            return table
        columns = dict(table.columns)
        added = [column for column in columns_of(file) if column.name not in columns and column.default is not NEEDED]
        for column in added:
            columns[column.name] = list(self._column(table, column, columns))
        for column in columns_of(file):
            if column.default.fills and column not in added and column.name in columns:
                columns[column.name] = _or_else(columns[column.name], column.default.column(columns, len(table)))
        return replace(table, columns=columns, fields=_ordered(table.fields, added))

    def _column(self, table: Table, column: Column, columns: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
        if not column.default.is_made:
            return column.default.column(columns, len(table))
        match column.name:
            case "indicator":
                return [self._only_indicator() or table.name.replace("-", "_")] * len(table)
            case "place":
                return [self.country] * len(table)
            case "source":
                return [self._source_of(time) for time in columns.get("year", [None] * len(table))]
            case _:
                return [None] * len(table)

    def _only_indicator(self) -> str:
        """Return the indicator of a file without a column that names it, where the package has a single one."""
        names = list(self.tables["indicators"].columns.get("indicator", ())) if "indicators" in self.tables else []
        return str(names[0]) if len(names) == 1 else ""

    def _source_of(self, time: Any) -> str | None:
        """Return the source of a figure that names none: the only one, that of its year, or without any the package."""
        if "sources" not in self.tables:
            return self.title
        table = self.tables["sources"]
        names = [str(name) for name in table.columns.get("source", ())]
        if len(names) == 1:
            return names[0]
        times = table.columns.get("year", ())
        return next((name for name, about in zip(names, times, strict=False) if about == time), None)

    # -- places

    def _country(self) -> str:
        """Return the place that is the whole: the only country of the list, or the one that stands for all."""
        places = self.tables.get("places")
        if places is not None:
            for name in ("level", "place_type"):
                kinds = zip(places.columns.get("place", ()), places.columns.get(name, ()), strict=False)
                countries = [str(place) for place, kind in kinds if kind == "country"]
                if len(countries) == 1:
                    return countries[0]
        called = [code for code in self._occurring("place") if code.casefold() in WHOLES]
        return called[0] if len(called) == 1 else TOTAL

    def _with_whole(self, places: Table) -> Table:
        """Return the places with one for all of them, where no row and no setting says which is the whole."""
        codes = places.columns.get("place", ())
        if TOTAL in codes or not codes:
            return places
        self.granted.append(f"no place is the whole of all: `{TOTAL}` stands for them together")
        whole = {"place": TOTAL, "name": THE_WHOLE}
        columns = {name: [*column, whole.get(name)] for name, column in places.columns.items()}
        return replace(places, columns=columns, lines=[*places.lines, places.lines[-1] + 1])

    def _with_others(self, places: Table) -> Table:
        """Return the places with those that only the figures name, at the level that all of the list have.

        What is a slip of the pen for one of the list is none of them, and stays to be refused.
        """
        known = [str(code) for code in places.columns["place"]]
        if any(key.table == places.name for table in self.figures for key in table.foreign_keys):
            return places  # the package itself asks for a row for each
        listed = set(known)
        missing = [code for code in self._occurring("place") if code not in listed]
        others = [code for code in missing if not is_slip(code, known)]
        if not others:
            return places
        shared = {name: self._shared(places, name) for name in ("level", "place_type") if name in places.columns}
        level = next(filter(None, shared.values()), None)
        if shared and level is None:
            return places  # of which level they are, only a row can say
        called = "named in the figures" if self.place_names else "named by code"
        beside = f", of the level `{level}` as the others" if level else ""
        self.granted.append(f"no row of `places.csv` for {_named(others)}: {called}{beside}")
        names = [self.place_names.get(code) or code for code in others]
        told = {"place": others, "name": names, **{name: [cell] * len(others) for name, cell in shared.items()}}
        columns = {name: [*cells, *told.get(name, [None] * len(others))] for name, cells in places.columns.items()}
        after = max(places.lines, default=1) + 1
        return replace(places, columns=columns, lines=[*places.lines, *range(after, after + len(others))])

    def _shared(self, places: Table, name: str) -> Any:
        """Return what all places of the list, but the whole, have in a column; None where they differ."""
        pairs = zip(places.columns["place"], places.columns[name], strict=True)
        cells = {cell for place, cell in pairs if place not in (self.country, TOTAL)}
        return cells.pop() if len(cells) == 1 else None

    def _place_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for table in self.figures:
            if PLACE_NAME in table.columns and "place" in table.columns:
                pairs = zip(table.columns["place"], table.columns[PLACE_NAME], strict=True)
                names |= {str(place): str(name) for place, name in dict.fromkeys(pairs) if name is not None}
        for name, table in list(self.tables.items()):
            self.tables[name] = _without(table, (PLACE_NAME,)) if PLACE_NAME in table.columns else table
        return names

    # -- files that are not there

    def _make_lists(self) -> None:
        """Make a list of members for each breakdown that has none, in the order in which they occur."""
        for table in self.figures:
            for dimension in dimensions(table):
                name = CODELIST + dimension.replace("_", "-")
                if name not in self.tables:
                    codes = [TOTAL, *(code for code in self._occurring(dimension) if code != TOTAL)]
                    made = _table(name, f"{CODELIST_FOLDER}/{dimension}.csv", {"code": codes, "label": codes})
                    self.tables[name] = self._filled(made)
                    self.granted.append(f"no `{made.where}`: the members of `{dimension}` are called by their codes")

    def _occurring(self, column: str) -> list[str]:
        found = (cell for table in self.figures for cell in table.columns.get(column, ()))
        return [str(cell) for cell in dict.fromkeys(found) if cell is not None]

    def _made(self, name: str) -> Table:
        make = {
            "indicators": self._indicators,
            "places": self._places,
            "sources": self._sources,
            "topics": self._topics,
        }.get(name)
        return _table(name, f"{name}.csv", make() if make else {})

    def _indicators(self) -> dict[str, list[Any]]:
        names = self._occurring("indicator")
        self.granted.append(f"no `indicators.csv`: {_named(names)}, with no unit, definition or topic")
        return {"indicator": names}

    def _places(self) -> dict[str, list[Any]]:
        codes = [self.country, *(code for code in self._occurring("place") if code != self.country)]
        names = [self.place_names.get(code) or (THE_WHOLE if code == TOTAL else code) for code in codes]
        called = "named in the figures" if self.place_names else "named by their codes"
        self.granted.append(f"no `places.csv`: {_named(codes)}, {called}; `{self.country}` is the whole")
        return {"place": codes, "name": names}

    def _sources(self) -> dict[str, list[Any]]:
        """Return the sources that the figures name, with the periods they are about; the package itself for others."""
        times: dict[str, list[Any]] = {}
        for table in self.figures:
            for source, time in dict.fromkeys(table.cells(("source", "year"))):
                if source is not None and time is not None:
                    times.setdefault(str(source), []).append(time)
        last = [max(about) if len(about) > 1 else None for about in times.values()]
        self.granted.append("no `sources.csv`: the data themselves are the source, and nobody is named as publisher")
        return {"source": list(times), "year": list(map(min, times.values())), "last_year": last}

    def _topics(self) -> dict[str, list[Any]]:
        topics = [
            str(topic) for topic in dict.fromkeys(self.tables["indicators"].columns["topic"]) if topic is not None
        ]
        return {"topic": topics, "title": [self.title if topic == TOPIC else in_words(topic) for topic in topics]}


def _by_roles(table: Table, resource: Mapping[str, Any], calendar: Calendar) -> Table:
    """Return a table with its columns named by their roles, and a row for each of several columns of values."""
    roles, (said, spread) = roles_of(resource), spread_by(resource)
    table = _without(table, ignored_by(resource))
    if spread and said not in TIMES:
        named = next((name for name in table.fields if roles.get(name, name) == said), "")
        table = _gathered(table, said, spread, spread, named=named)
    elif spread:
        table = _gathered(table, said, [parse_period(name, calendar) for name in spread], spread)
    names = {name: column_name(roles.get(name, name)) for name in table.fields}
    columns = {names[name]: column for name, column in table.columns.items()}
    return replace(table, columns=columns, fields=tuple(names.values()), primary_key=_renamed(table.primary_key, names))


def _renamed(key: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a key by the new names; none when one of its columns is gone."""
    named = tuple(names.get(name, "") for name in key)
    return named if all(named) else ()


def _gathered(table: Table, said: str, heads: Sequence[Any], spread: Sequence[str], *, named: str = "") -> Table:
    """Return a table in which the cells of several columns stand in one, row by row, and beside them their heads.

    Where a column is `named`, the heads say only what of it they are about: `foster_care_lower`.
    """
    kept = [name for name in table.fields if name not in (*spread, named)]
    columns: dict[str, list[Any]] = {name: [cell for cell in table.columns[name] for _ in spread] for name in kept}
    columns[column_name(said)] = (
        [f"{_as_name(cell)}_{_as_name(head)}" for cell in table.columns[named] for head in heads]
        if named
        else [*heads] * len(table)
    )
    columns["value"] = [cell for cells in table.cells(spread) for cell in cells]
    unsound = frozenset(at * len(spread) + each for at in table.unsound for each in range(len(spread)))
    lines = [line for line in table.lines for _ in spread]
    return replace(table, fields=tuple(columns), columns=columns, lines=lines, unsound=unsound, primary_key=())


def _as_name(text: Any) -> str:
    """Return a text as a part of the name of an indicator."""
    return "_".join(re.findall(r"\w+", str(text or "").lower()))


def _without(table: Table, names: Iterable[str]) -> Table:
    gone = set(names)
    columns = {name: column for name, column in table.columns.items() if name not in gone}
    key = () if gone & set(table.primary_key) else table.primary_key
    return replace(table, columns=columns, fields=tuple(columns), primary_key=key)


def _or_else(column: Sequence[Any], default: Sequence[Any]) -> Sequence[Any]:
    if None not in column:
        return column
    return [other if cell is None else cell for cell, other in zip(column, default, strict=True)]


def _ordered(fields: Sequence[str], added: Iterable[Column]) -> tuple[str, ...]:
    return (*fields, *(column.name for column in added))


def _table(name: str, where: str, columns: dict[str, list[Any]]) -> Table:
    """Return a table that no file holds."""
    count = len(next(iter(columns.values()), ()))
    standard = [column.name for column in columns_of(standard_file(name, ())) if column.default is NEEDED]
    columns = {**{column: [] for column in standard if count == 0}, **columns}
    return Table(name, where, tuple(columns), (), (), columns, range(2, 2 + count), frozenset())


MOST_NAMED = 6


def _named(names: Sequence[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in names[:MOST_NAMED])
    return f"{listed} and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else listed or "none"
