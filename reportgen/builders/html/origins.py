"""Where the numbers of a page come from: as values for its script, and the panel in which that shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportgen.builders.html.markup import Html, element
from reportgen.language import say
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.builders import Numbers


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
        "parts": say("Parts, as printed"),
        "source": say("In the source"),
        "comparable": say("Can it be compared?"),
        "correction": say("Corrected misprint"),
        "note": say("Note"),
        "data": say("In the data"),
        "line": say("{file}, line {line}", file="#", line="##"),
    }


class _Texts:
    """Texts by their place in a list, each once: the figures of a page have most of theirs in common."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    @property
    def all(self) -> list[str]:
        return [*self._places]


def _compact(values: dict[str, Any]) -> dict[str, Any]:
    """Return of the values what the panel shows, as short as it goes.

    An origin is a number: the place of a cell, or of an operation, counted down from -1.
    """
    texts = _Texts()
    return {
        "numbers": [_origin(each["origin"]) for each in values["numbers"]],
        "cells": [_cell(each, texts) for each in values["cells"]],
        "operations": [_operation(each, texts) for each in values["operations"]],
        "sources": [each.get("title", "") for each in values["sources"]],
        "texts": texts.all,
    }


def _origin(origin: Sequence[Any]) -> int:
    kind, place = origin
    return int(place) if kind == "cell" else -1 - int(place)


def _cell(cell: dict[str, Any], texts: _Texts) -> dict[str, Any]:
    about = (cell.get("indicator"), *cell.get("members", {}).values(), cell.get("place"), cell.get("period"))
    value = cell.get("value")
    found = {
        "about": [texts.place(each) for each in about if each],
        "printed": cell.get("printed") or ("" if value is None else exact_number(value)),
        "location": texts.place(cell["location"]) if "location" in cell else None,
        "source": cell.get("source"),
        "file": texts.place(cell["file"]) if "file" in cell else None,
        "line": cell.get("line"),
        "note": texts.place(cell["note"]) if "note" in cell else None,
        "correction": cell.get("correction"),
        "made": _origin(cell["made_of"]) if "made_of" in cell else None,
    }
    return {name: each for name, each in found.items() if each is not None}


def _operation(operation: dict[str, Any], texts: _Texts) -> dict[str, Any]:
    return {
        "words": texts.place(operation.get("words", "")),
        "symbols": operation.get("symbols", ""),
        "operands": [_origin(each) for each in operation.get("operands", ())],  # a count may be of none
        "comparable": [texts.place(each) for each in operation.get("comparable", ())],
        **({"lines": operation["lines"]} if "lines" in operation else {}),
    }


def _json(values: object) -> Html:
    """Return values as JSON within an element; no sign in it can end that."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Html(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
