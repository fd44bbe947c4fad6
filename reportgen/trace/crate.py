"""All numbers of a document with their origins as one file beside it: RO-Crate JSON-LD, in the terms of PROV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportgen.language import say, speaking
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

CRATE = "https://w3id.org/ro/crate/1.1"
OWN = "urn:reportgen:trace#"
LINKS = {
    "file": "prov:atLocation",
    "from": "prov:wasDerivedFrom",
    "by": "prov:wasGeneratedBy",
    "used": "prov:used",
    "source": "prov:hadPrimarySource",
}
"""Short names of terms that lead to another entry."""
CONTEXT: list[Any] = [
    f"{CRATE}/context",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "Num": "prov:Entity",
        "Cell": "prov:Entity",
        "Op": "prov:Activity",
        **{name: {"@id": term, "@type": "@id"} for name, term in LINKS.items()},
        "prints": {"@id": f"{OWN}prints", "@type": "@id", "@container": "@list"},
        "@vocab": OWN,
    },
]
KEPT = ("value", "printed", "qualifier", "status", "location", "correction")
"""What an entry says of a cell beside its file, its line, its name and its source."""
UNSEEN = ("alt", "index")
"""Parts that stand on no page of the document."""
USUAL = {"qualifier": "exact", "status": "A"}
"""What is left out of an entry, for nearly all say it."""


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
    ids = _numbered(printed, ledger)
    values = ledger.as_values()
    yield _descriptor(name)
    yield _root(document, name, values)
    yield from _parts(printed, ids, ledger)
    for (place, text), number in ids.items():
        yield _number(number, text, values["numbers"][place], values["cells"])
    for place, operation in enumerate(values["operations"]):
        yield _operation(place, operation)
    files = list(dict.fromkeys(cell["file"] for cell in values["cells"]))
    for place, file in enumerate(files):
        yield {"@id": f"#f{place}", "@type": "File", "name": file}
    for place, cell in enumerate(values["cells"]):
        yield _cell(place, cell, files.index(cell["file"]))
    for place, source in enumerate(values["sources"]):
        yield {"@id": f"#s{place}", "@type": "CreativeWork", "name": source["reference"]}


def _numbered(printed: list[Printed], ledger: Ledger) -> dict[tuple[int, str], int]:
    """Return the number of each entry, by the place in the ledger and by how it is printed."""
    ids: dict[tuple[int, str], int] = {}
    for each in printed:
        ids.setdefault((ledger.place_of(each.quantity), each.text), len(ids))
    return ids


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


def _parts(printed: list[Printed], ids: dict[tuple[int, str], int], ledger: Ledger) -> Iterator[Values]:
    """Yield what is printed in each part of the document, in reading order."""
    parts: dict[tuple[str, str, str], list[str]] = {}
    for each in printed:
        where = each.where
        key = (where.section if not where.exhibit else "", where.exhibit or where.anchor, where.part)
        parts.setdefault(key, []).append(f"#n{ids[ledger.place_of(each.quantity), each.text]}")
    for place, ((section, exhibit, part), prints) in enumerate(parts.items()):
        yield {
            "@id": f"#p{place}",
            "name": ", ".join(filter(None, (exhibit or section, part))),
            **({"unseen": True} if part in UNSEEN else {}),
            "prints": prints,
        }


def _number(number: int, text: str, values: Values, cells: list[Values]) -> Values:
    """Return the entry of a number; its value is left out where it is that of its cell."""
    entry: Values = {"@id": f"#n{number}", "@type": "Num", "text": text}
    kind, place = values.get("origin", ("", 0))
    if kind != "cell" or cells[place].get("value") != values["value"]:
        entry["value"] = values["value"]
    entry |= {name: values[name] for name in ("divisor", "bound") if name in values}
    entry |= {"decimals": values["decimals"]} if values["decimals"] else {}
    return entry | (_origin(*values["origin"]) if "origin" in values else {})


def _origin(kind: str, place: int) -> Values:
    return {"by": f"#o{place}"} if kind == "operation" else {"from": f"#c{place}"}


def _id(kind: str, place: int) -> str:
    return f"#o{place}" if kind == "operation" else f"#c{place}"


def _operation(place: int, values: Values) -> Values:
    return {
        "@id": f"#o{place}",
        "@type": "Op",
        "operator": values["operator"],
        "value": values["value"],
        "used": [_id(*each) for each in values.get("operands", [])],
    }


def _cell(place: int, values: Values, file: int) -> Values:
    entry: Values = {"@id": f"#c{place}", "@type": "Cell", "figure": values["figure"]}
    entry |= {"file": f"#f{file}", "line": values["line"]}
    entry |= {name: values[name] for name in KEPT if name in values and values[name] != USUAL.get(name)}
    entry |= {"source": f"#s{values['source']}"} if "source" in values else {}
    return entry | ({"by": _id(*values["made_of"])} if "made_of" in values else {})
