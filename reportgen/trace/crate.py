"""All numbers of a document with their origins as one file beside it: RO-Crate JSON-LD, in the terms of PROV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportgen.language import say, speaking
from reportgen.trace.entries import cell_entries
from reportgen.trace.formulas import WORDS
from reportgen.trace.ledger import Ledger
from reportgen.trace.numbers import numbers_of
from reportgen.wording import separators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.dataset import Package
    from reportgen.document import Document
    from reportgen.trace.numbers import Printed

Values = dict[str, Any]
Key = tuple[int, str]
"""A number: its place in the ledger, and how it is printed."""

CRATE = "https://w3id.org/ro/crate/1.1"
OWN = "urn:reportgen:trace#"
LINKS = {
    "file": "prov:atLocation",
    "from": "prov:wasDerivedFrom",
    "by": "prov:wasGeneratedBy",
    "used": "prov:used",
    "agrees": "prov:used",
    "source": "prov:hadPrimarySource",
}
"""Short names of terms that lead to another entry."""
CONTEXT: list[Any] = [
    f"{CRATE}/context",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "Num": "prov:Entity",
        "Limit": "prov:Entity",
        "Cell": "prov:Entity",
        "Group": "prov:Collection",
        "Op": "prov:Activity",
        "Figures": "prov:Collection",
        **{name: {"@id": term, "@type": "@id"} for name, term in LINKS.items()},
        "in": {"@reverse": "prov:hadMember", "@type": "@id"},
        "prints": {"@id": f"{OWN}prints", "@type": "@id", "@container": "@list"},
        "@vocab": OWN,
    },
]
WORKED_OUT = frozenset({"change", "difference", "points", "share", "sum", "ratio"})
"""Operators whose value follows from what they used."""
UNSEEN = ("alt", "index")
"""Parts that stand on no page of the document."""


def crate_text(document: Document, package: Package, *, name: str) -> str:
    """Return the file of a document whose files are called `name`, one entry on a line."""
    with speaking(document.metadata.language):
        found = list(_entries(document, package, name))
    entries = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in found]
    context = json.dumps(CONTEXT, ensure_ascii=False)
    return f'{{"@context":{context},\n"@graph":[\n' + ",\n".join(entries) + "\n]}\n"


def _entries(document: Document, package: Package, name: str) -> Iterator[Values]:
    ledger = Ledger(package)
    printed = list(numbers_of(document))
    keys = list(dict.fromkeys(_key(each, ledger) for each in printed))
    values = ledger.as_values()
    ids, as_cells = _numbered(keys, values)
    yield _descriptor(name)
    yield _root(document, name, values)
    yield from _parts(printed, ids, ledger)
    made: set[int] = set()
    for key in keys:
        if ids[key].startswith("#n"):
            origin = _origin(key, values)
            yield {"@id": ids[key], "@type": "Num" if origin else "Limit", **_number(key, values), **origin}
            made |= _told_of(key, values)
    for place, operation in enumerate(values["operations"]):
        yield _operation(place, operation, is_told=place in made)
    yield from cell_entries(values["cells"], _told(as_cells, values))
    for place, source in enumerate(values["sources"]):
        yield {"@id": f"#s{place}", "@type": "CreativeWork", "name": source["reference"]}


def _key(printed: Printed, ledger: Ledger) -> Key:
    return ledger.place_of(printed.quantity), printed.text


def _numbered(keys: list[Key], values: Values) -> tuple[dict[Key, str], dict[int, Key]]:
    """Return the entry of each number, and which of them are that of their cell.

    That is the first number that a cell is printed as, where it is the value of the cell.
    """
    ids: dict[Key, str] = {}
    as_cells: dict[int, Key] = {}
    for key in keys:
        kind, place = values["numbers"][key[0]].get("origin", ("", 0))
        if kind == "cell" and place not in as_cells and _is_as_it_is(key, values):
            as_cells[place] = key
            ids[key] = f"#c{place}"
        else:
            ids[key] = f"#n{len(ids) - len(as_cells)}"
    return ids, as_cells


def _told(as_cells: dict[int, Key], values: Values) -> dict[int, Values]:
    """Return what the entries of cells say beside where they stand: how they are printed, what they are made of."""
    told: dict[int, Values] = {place: _number(key, values, of_cell=True) for place, key in as_cells.items()}
    for place, cell in enumerate(values["cells"]):
        if "made_of" in cell:
            told[place] = told.get(place, {}) | {"by": _id(*cell["made_of"])}
    return told


def _descriptor(name: str) -> Values:
    return {
        "@id": f"{name}.trace.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": CRATE},
        "about": {"@id": "./"},
    }


def _root(document: Document, name: str, values: Values) -> Values:
    """Return the entry of the document, whatever its formats are."""
    metadata = document.metadata
    used = {each["operator"] for each in values["operations"]}
    group, decimal = separators()
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": metadata.title,
        "datePublished": metadata.date.isoformat(),
        "identifier": name,
        "inLanguage": metadata.language,
        "version": metadata.data_version,
        "checksum": metadata.data_checksum,
        "separators": {"group": group, "decimal": decimal},
        "rounding": "half up",
        "operators": {operator: say(words) for operator, words in WORDS.items() if operator in used},
    }


def _parts(printed: list[Printed], ids: dict[Key, str], ledger: Ledger) -> Iterator[Values]:
    """Yield what is printed in each part of the document, in reading order."""
    parts: dict[tuple[str, str, str], list[str]] = {}
    for each in printed:
        where = each.where
        key = (where.section if not where.exhibit else "", where.exhibit or where.anchor, where.part)
        parts.setdefault(key, []).append(ids[_key(each, ledger)])
    for place, ((section, exhibit, part), prints) in enumerate(parts.items()):
        yield {
            "@id": f"#p{place}",
            "name": ", ".join(filter(None, (exhibit or section, part))),
            **({"unseen": True} if part in UNSEEN else {}),
            "prints": prints,
        }


def _number(key: Key, values: Values, *, of_cell: bool = False) -> Values:
    """Return how a number is printed, and what is rounded there, which of a cell stands in it."""
    number = values["numbers"][key[0]]
    entry: Values = {"text": key[1]} | ({} if of_cell else {"value": number["value"]})
    entry |= {name: number[name] for name in ("divisor", "bound") if name in number}
    return entry | ({"decimals": number["decimals"]} if number["decimals"] else {})


def _is_as_it_is(key: Key, values: Values) -> bool:
    """Say whether a number has the value of its cell."""
    number = values["numbers"][key[0]]
    _, place = number["origin"]
    return bool(values["cells"][place].get("value") == number["value"])


def _told_of(key: Key, values: Values) -> set[int]:
    """Return the operation whose value need not be told, for a number that it made has it, but for its sign."""
    number = values["numbers"][key[0]]
    kind, place = number.get("origin", ("", 0))
    if kind != "operation" or values["operations"][place]["operator"] not in WORKED_OUT:
        return set()
    return {place} if abs(values["operations"][place]["value"]) == abs(number["value"]) else set()


def _origin(key: Key, values: Values) -> Values:
    number = values["numbers"][key[0]]
    if "origin" not in number:
        return {}
    kind, place = number["origin"]
    return {"by": f"#o{place}"} if kind == "operation" else {"from": f"#c{place}"}


def _id(kind: str, place: int) -> str:
    return f"#o{place}" if kind == "operation" else f"#c{place}"


def _operation(place: int, values: Values, *, is_told: bool) -> Values:
    """Return the entry of an operation; its value is told by a number that was made by it, where there is one."""
    if values["operator"] == "figures":
        return _figures(place, values)
    agreeing = {"agrees": [_id(*each) for each in values["agrees_with"]]} if "agrees_with" in values else {}
    return {
        "@id": f"#o{place}",
        "@type": "Op",
        "operator": values["operator"],
        **({} if is_told else {"value": values["value"]}),
        "used": [_id(*each) for each in values.get("operands", [])],
        **agreeing,
    }


def _figures(place: int, values: Values) -> Values:
    """Return the entry of figures that are looked at together: their cells, or the lines that they stand on."""
    told: Values = {name: values[name] for name in ("figure", "lines") if name in values}
    used = {"used": [_id(*each) for each in values["operands"]]} if values["operands"] else {}
    return {"@id": f"#o{place}", "@type": "Figures", "value": values["value"], **told, **used}
