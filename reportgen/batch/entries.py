"""What the index shows of a document, taken from the composed one, and kept in the manifest beside its files."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from reportgen.compose.phrases import mark_meaning
from reportgen.document import KeyFigures, Listing, Mark, Slot, Summary, TitleBlock, Trend, plain_text
from reportgen.periods import Kind, Period, year_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.document import Document, Tile


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A tile of the document, as its pages print it."""

    figure: str
    """`20.5 million`."""
    label: str
    marks: tuple[tuple[str, str], ...] = ()
    """What each mark in the label means."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the index."""

    kicker: str = ""
    coverage: str = ""
    key_figures: tuple[KeyFigure, ...] = ()
    summary: Summary | None = None


def entry_of(document: Document) -> Entry:
    """Return what the index shows of a document: its own words and key figures."""
    title = next((block for block in document.blocks if isinstance(block, TitleBlock)), None)
    tiles = [tile for block in document.blocks if isinstance(block, KeyFigures) for tile in block.tiles]
    return Entry(
        kicker=title.kicker if title else "",
        coverage=title.coverage if title else "",
        key_figures=tuple(map(_key_figure, tiles)),
        summary=document.summary,
    )


def _key_figure(tile: Tile) -> KeyFigure:
    figure = f"{tile.value} {tile.unit}".rstrip()
    codes = dict.fromkeys(inline.code for inline in tile.label if isinstance(inline, Mark))
    return KeyFigure(figure, plain_text(tile.label), tuple((str(code), mark_meaning(code)) for code in codes))


def entry_values(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON has it; `entry_from` reads it."""
    values: dict[str, Any] = _plain(entry)
    return values


def _plain(value: Any) -> Any:
    """Return a value of dataclasses and tuples as JSON has it; a period is its year, or what it was made of."""
    match value:
        case Period() if value.kind is Kind.YEAR:
            return value.named
        case Period():
            return [str(value.kind), value.start, value.length, value.named, value.is_paired]
        case tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def _period(values: Any) -> Period | None:
    """Return the period that JSON holds."""
    if values is None or isinstance(values, int):
        return None if values is None else year_period(values)
    kind, start, length, named, is_paired = values
    if not all(isinstance(each, int) for each in (start, length, named, is_paired)):
        raise TypeError(f"expected a period, found {values}")
    return Period(Kind(kind), start, length, named, bool(is_paired))


def entry_from(values: Mapping[str, Any]) -> Entry:
    """Return the entry that JSON holds. Raises TypeError, ValueError, KeyError or AttributeError for what is none."""
    summary = values["summary"]
    entry = Entry(
        kicker=str(values["kicker"]),
        coverage=str(values["coverage"]),
        key_figures=tuple(KeyFigure(**{**each, "marks": _marks(each["marks"])}) for each in values["key_figures"]),
        summary=None if summary is None else _summary(summary),
    )
    _require_kinds(entry)
    return entry


def _require_kinds(value: Any) -> None:
    """Raise TypeError unless each field of a dataclass, and of those within, holds what its type says."""
    for each in fields(value):
        inner = getattr(value, each.name)
        for one in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(one, Period):
                continue  # `_period` has made it
            if is_dataclass(one):
                _require_kinds(one)
            elif isinstance(one, tuple):
                continue  # `_marks` has made it
            elif not _is_of_kind(one, str(each.type)):
                raise TypeError(f"{each.name}: expected {each.type}")


def _is_of_kind(value: object, kind: str) -> bool:
    """Say whether a plain value is one of a type, written as in this program: `int | None`, `tuple[str, ...]`."""
    match value:
        case None:
            return "None" in kind
        case bool():
            return kind == "bool"
        case int():
            return "int" in kind or "float" in kind
        case float():
            return "float" in kind and isfinite(value)
        case str():
            return repr(value) in kind if kind.startswith("Literal") else "str" in kind
        case _:
            return False


def _summary(values: Mapping[str, Any]) -> Summary:
    told = values["listing"]
    years = {name: _period(told[name]) for name in ("year", "base_year")}
    listing = Listing(**{**told, **years, "notes": tuple(told["notes"])})
    tile = None if values["tile"] is None else (int(values["tile"][0]), int(values["tile"][1]))
    trend = None if values["trend"] is None else _trend(values["trend"])
    return Summary(**{**values, "listing": listing, "tile": tile, "marks": _marks(values["marks"]), "trend": trend})


def _trend(values: Mapping[str, Any]) -> Trend:
    slots = tuple(Slot(**{**each, "year": _period(each["year"])}) for each in values["slots"])
    return Trend(**{**values, "slots": slots, "breaks": tuple(values["breaks"])})


def _marks(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), str(text)) for code, text in values)
