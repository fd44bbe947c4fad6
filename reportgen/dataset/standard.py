"""What stands in each file and column of a package, and what is taken where a file or a column is not there.

This is the only place that says so: a descriptor is completed by it, tables are filled by it, and the tables of
`docs/data.md` are held to it by a test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from reportgen.dataset.period_columns import PERIODS
from reportgen.dataset.records import (
    Code,
    Correction,
    ExceptionRecord,
    Identity,
    Indicator,
    Level,
    NoteRecord,
    NotPublished,
    Place,
    SeriesBreak,
    Source,
    SuppressedFigure,
    Topic,
    field_types,
)
from reportgen.measure import MeasureType, NoteKind, NoteYears, ObservationStatus, Qualifier

CODELIST = "codelist-"
"""What the names of codelists begin with."""
CODELIST_FOLDER = "codelists"
FIGURES = "figures"
"""The name under which the columns of a file of figures are listed here; the file may have any name."""

RECORDS: dict[str, type] = {
    "sources": Source,
    "indicators": Indicator,
    "topics": Topic,
    "levels": Level,
    "places": Place,
    "notes": NoteRecord,
    "series-breaks": SeriesBreak,
    "corrections": Correction,
    "not-published": NotPublished,
    "identities": Identity,
    "exceptions": ExceptionRecord,
    "suppressed": SuppressedFigure,
}
"""The files with a meaning of their own, and what their rows are."""

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Default:
    """What is taken for a column that is not there, and how the guide says so."""

    words: str
    column: Callable[[Columns, int], Sequence[Any]]
    """Makes the column from those that are there, and the number of rows."""
    fills: bool = False
    """Whether it also stands in for the empty cells of a column that is there."""
    is_made: bool = False
    """Whether it is made by `reportgen.dataset.filled`, with knowledge of the whole package."""


def _always(value: Any) -> Default:
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return Default(f"`{words}`", lambda _, count: [value] * count)


def _like(*names: str) -> Default:
    """Return what the first of some columns says that is there and filled."""

    def column(columns: Columns, count: int) -> Sequence[Any]:
        there = [columns[name] for name in names if name in columns] or [[None] * count]
        if None not in there[0]:
            return there[0]
        return [next((cell for cell in cells if cell is not None), None) for cells in zip(*there, strict=True)]

    return Default(f"as {', or else '.join(f'`{name}`' for name in names)}", column, fills=True)


def _in_words(name: str) -> Default:
    def column(columns: Columns, _: int) -> Sequence[Any]:
        return [None if code is None else in_words(str(code)) for code in columns[name]]

    return Default(f"`{name}` in words", column, fills=True)


def _status(columns: Columns, count: int) -> Sequence[Any]:
    """Return `O` where there is no value, and otherwise what the columns that go with a status say."""
    nothing: Sequence[Any] = [None] * count
    cells = zip(*(columns.get(name, nothing) for name in ("value", "correction", "derived_from")), strict=True)
    return [_status_of(*each) for each in cells]


def _status_of(value: Any, correction: Any, derived_from: Any) -> str:
    if value is None:
        return str(ObservationStatus.MISSING)
    if correction is not None:
        return str(ObservationStatus.IMPUTED)
    return str(ObservationStatus.NORMAL if derived_from is None else ObservationStatus.ESTIMATED)


def in_words(code: str) -> str:
    """Return an identifier as a title: `live_births` as `Live births`."""
    words = code.replace("_", " ").replace("-", " ").strip()
    return (words[:1].upper() + words[1:]) or code


EMPTY = Default("empty", lambda _, count: [None] * count)
NEEDED = Default("must be there", lambda *_: [])
ROW = Default("the order of the rows", lambda _, count: range(1, count + 1))
SOURCE = Default("the only source, or that of its period; else the data themselves", EMPTY.column, is_made=True)

TOPIC = "all"
"""The topic of indicators that name none."""

DEFAULTS: Mapping[str, Mapping[str, Default]] = {
    "sources": {
        "source": NEEDED,
        "year": NEEDED,
        "title": _like("source"),
        "reference": _like("title", "source"),
    },
    "indicators": {
        "indicator": NEEDED,
        "title": _in_words("indicator"),
        "short_title": _like("title"),
        "noun_singular": _like("unit", "title"),
        "noun_plural": _like("noun_singular"),
        "measure_type": _always(str(MeasureType.STOCK)),
        "topic": _always(TOPIC),
        "order": ROW,
        "key": _always(True),
    },
    "topics": {"topic": NEEDED, "title": _in_words("topic"), "order": ROW},
    "levels": {"level": NEEDED},
    "places": {"place": NEEDED, "name": _like("place"), "in_sentence": _like("name"), "order": ROW},
    "codelists": {"code": NEEDED, "label": _in_words("code"), "order": ROW},
    "notes": {
        "note": NEEDED,
        "text": NEEDED,
        "kind": _always(str(NoteKind.CAVEAT)),
        "order": ROW,
        "applies": _always(str(NoteYears.ANY)),
    },
    "series-breaks": {
        "indicator": NEEDED,
        "year": NEEDED,
        "obs_status": _always(str(ObservationStatus.BREAK)),
        "note": NEEDED,
        "short": NEEDED,
    },
    "corrections": {"correction": NEEDED, "printed": NEEDED, "corrected": NEEDED, "proof": NEEDED},
    "not-published": {
        "indicator": NEEDED,
        "year": NEEDED,
        "source": SOURCE,
        "obs_status": _always(str(ObservationStatus.MISSING)),
    },
    "identities": {"identity": NEEDED, "kind": NEEDED, "description": _in_words("identity")},
    "exceptions": {"identity": NEEDED, "explanation": NEEDED},
    "suppressed": {
        "indicator": NEEDED,
        "year": NEEDED,
        "place": Default("the whole", EMPTY.column),
    },
    FIGURES: {
        "indicator": Default("the only one, or the name of the file", EMPTY.column, is_made=True),
        "year": NEEDED,
        "place": Default("the whole", EMPTY.column, is_made=True),
        "value": NEEDED,
        "qualifier": _always(str(Qualifier.EXACT)),
        "obs_status": Default("`A`; without a value `O`", _status),
        "source": SOURCE,
        "location": Default("empty", lambda _, count: [""] * count),
        "printed": EMPTY,
        "printed_label": EMPTY,
        "preferred": _always(True),
        "derived_from": EMPTY,
        "correction": EMPTY,
        "note": EMPTY,
    },
}
"""By file and column; a column that is not named here is empty where it is not there."""


KEYS: Mapping[str, tuple[str, ...]] = {
    "sources": ("source",),
    "indicators": ("indicator",),
    "topics": ("topic",),
    "levels": ("level",),
    "places": ("place",),
    "codelists": ("code",),
    "notes": ("note",),
    "series-breaks": ("indicator", "dimension", "member", "year"),
    "corrections": ("correction",),
    "not-published": ("indicator", "year", "dimension"),
    "identities": ("identity",),
    "exceptions": ("identity", "year", "place", "breakdown"),
    "suppressed": ("indicator", "year", "place", "breakdown"),
}
"""The columns that tell the rows of a standard file apart, as far as it has them."""
PRINTED_IN = ("source", "location")
"""Columns of figures that say where a source prints them, so that one may stand there more than once."""
FIGURE_KEY = ("indicator", "year", "place", *PRINTED_IN)
"""With the breakdowns, the columns that tell figures apart."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a standard file."""

    name: str
    type: str
    """Of its cells, as Table Schema calls it."""
    default: Default

    @property
    def cells(self) -> str:
        """What its cells hold, in words."""
        return "period" if self.name in PERIODS else CELLS[self.type]


CELLS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}


@cache
def columns_of(file: str) -> tuple[Column, ...]:
    """Return the columns of a standard file, of `codelists` or of `figures`, in the order of the guide."""
    if file == FIGURES:
        types = {"value": "number", "preferred": "boolean"}
        return tuple(Column(name, types.get(name, "string"), default) for name, default in DEFAULTS[file].items())
    kind = record_of(file)
    hints = field_types(kind)
    return tuple(
        Column(field.name, _type(hints[field.name]), _default(file, field.name))
        for field in fields(kind)
        if field.name != "where"
    )


def record_of(file: str) -> type:
    """Return what a row of a standard file is."""
    return Code if file == "codelists" else RECORDS[file]


def standard_file(resource: str, header: Sequence[str]) -> str:
    """Return which of the standard files a resource is, by its name or its columns; empty for another one."""
    if resource in RECORDS:
        return resource
    if resource.startswith(CODELIST):
        return "codelists"
    return FIGURES if "value" in header else ""


def _default(file: str, name: str) -> Default:
    return DEFAULTS[file].get(name, EMPTY)


TYPES: Mapping[Any, str] = {int: "integer", float: "number", bool: "boolean"}


def _type(hint: Any) -> str:
    """Return how Table Schema calls the type of a record's field; what is made from text is a string."""
    inner = get_args(hint)[0] if get_origin(hint) is UnionType else hint
    return TYPES.get(inner, "string")


def key_of(file: str, header: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a standard file that tell its rows apart.

    Figures of which nobody says where their source prints them have none: of these, one alone is preferred anyway.
    """
    if file != FIGURES:
        return tuple(name for name in KEYS[file] if name in header)
    if not set(PRINTED_IN) <= set(header):
        return ()
    return tuple(name for name in header if name in FIGURE_KEY or name not in DEFAULTS[FIGURES])


def needed_columns(file: str) -> tuple[str, ...]:
    """Return the columns without which a standard file cannot be read."""
    return tuple(column.name for column in columns_of(file) if column.default is NEEDED)
