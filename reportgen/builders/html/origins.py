"""Where the numbers of a page come from: as values for its script, and the panel in which that shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from reportgen.builders.html.markup import Html, element
from reportgen.language import say
from reportgen.wording import exact_number, list_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.builders import Numbers

Value = TypeVar("Value")


def origins(numbers: Numbers) -> tuple[Html, ...]:
    """Return the panel, still empty, and what the script fills it with; nothing where no number has an origin."""
    values = numbers.as_values()
    if not values["numbers"]:
        return ()
    title = say("Where this figure comes from")
    panel = element(
        "aside",
        element("button", "×", id=":close", type="button", aria_label=say("Close")),
        element("h2", title, id=":asked", tabindex=-1),
        element("div", id=":answer"),
        id=":panel",
        hidden=True,
        aria_labelledby=":asked",
    )
    return panel, element(
        "script", _json({"words": _words(), **_compact(values)}), id=":origins", type="application/json"
    )


def _words() -> dict[str, str]:
    return {
        "formula": say("Formula"),
        "rounding": say("Rounding"),
        "check": say("Does it add up?"),
        "series": say("The figure in other periods"),
        "and": list_of(("#", "##")),
        "same": say("With {periods}: yes.", periods="#"),
        "apart": say("With {periods}: no, a new series begins in between.", periods="#"),
        "cite": say("Copy citation"),
        "copied": say("Copied"),
        "lines": say("{file}, lines {lines}", file="#", lines="##"),
        "parts": say("Parts, as printed"),
        "source": say("In the source"),
        "comparable": say("Can it be compared?"),
        "correction": say("Corrected misprint"),
        "note": say("Note"),
        "data": say("In the data"),
        "line": say("{file}, line {line}", file="#", line="##"),
    }


class _Places(Generic[Value]):
    """Values by their place in a list, each once: the figures of a page have most of theirs in common."""

    def __init__(self) -> None:
        self._places: dict[Value, int] = {}

    def place(self, value: Value) -> int:
        return self._places.setdefault(value, len(self._places))

    @property
    def all(self) -> list[Value]:
        return [*self._places]


def _compact(values: dict[str, Any]) -> dict[str, Any]:
    """Return of the values what the panel shows, as short as it goes.

    An origin is a number: the place of a cell, or of an operation, counted down from -1. A series is the place of its
    periods, its values, and before which of them it begins anew.
    """
    lists = _Lists(_Places(), _Places(), _Places())
    numbers = values["numbers"]
    rounded = {at: lists.texts.place(each["rounding"]) for at, each in enumerate(numbers) if "rounding" in each}
    return {
        "numbers": [_origin(each["origin"]) for each in numbers],
        "rounded": rounded,
        "cells": [_cell(each, lists) for each in values["cells"]],
        "operations": [_operation(each, lists.texts) for each in values["operations"]],
        "sources": [each.get("title", "") for each in values["sources"]],
        "series": lists.series.all,
        "periods": lists.periods.all,
        "texts": lists.texts.all,
    }


class _Lists(NamedTuple):
    """What the cells of a page have in common."""

    texts: _Places[str]
    periods: _Places[tuple[str, ...]]
    series: _Places[tuple[int, tuple[str, ...], tuple[int, ...]]]


def _series(told: dict[str, Any], lists: _Lists) -> int:
    periods = lists.periods.place(tuple(told["periods"]))
    return lists.series.place((periods, tuple(told["values"]), tuple(told.get("breaks", ()))))


def _origin(origin: Sequence[Any]) -> int:
    kind, place = origin
    return int(place) if kind == "cell" else -1 - int(place)


def _cell(cell: dict[str, Any], lists: _Lists) -> list[Any]:
    """Return what a cell is about, how it is printed and where; what there is not is None, at the end it is left out.

    The script gives these their names, in this order.
    """
    texts = lists.texts
    about = (cell.get("indicator"), *cell.get("members", {}).values(), cell.get("place"), cell.get("period"))
    value = cell.get("value")
    return _shortened(
        [texts.place(each) for each in about if each],
        cell.get("printed") or ("" if value is None else exact_number(value)),
        texts.place(cell["location"]) if "location" in cell else None,
        cell.get("source"),
        texts.place(cell["file"]) if "file" in cell else None,
        cell.get("line"),
        _series(cell["series"], lists) if "series" in cell else None,
        texts.place(cell["check"]) if "check" in cell else None,
        texts.place(cell["note"]) if "note" in cell else None,
        _origin(cell["made_of"]) if "made_of" in cell else None,
        cell.get("correction"),
    )


def _operation(operation: dict[str, Any], texts: _Places[str]) -> list[Any]:
    """Return the formula of an operation in words and in signs, its operands, why they may be compared, many lines."""
    return _shortened(
        texts.place(operation.get("words", "")),
        operation.get("symbols", ""),
        [_origin(each) for each in operation.get("operands", ())],  # a count may be of none
        [texts.place(each) for each in operation.get("comparable", ())],
        operation.get("lines"),
    )


def _shortened(*values: Any) -> list[Any]:
    """Return values without those at the end that are None."""
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    return list(values[: last + 1])


def _json(values: object) -> Html:
    """Return values as JSON within an element; no sign in it can end that."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Html(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
