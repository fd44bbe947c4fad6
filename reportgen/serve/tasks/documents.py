"""What was made before, and whether it is still up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ReportError
from reportgen.serve.tasks.asked import request_of, told_error

if TYPE_CHECKING:
    from reportgen.batch.manifest import Environment, Manifest, Record
    from reportgen.serve.tasks import Talk, Values

CHOSEN = ("profile", "paper")
"""Choices that the environment of a file tells by their names."""


def documents(values: Values, talk: Talk) -> Values:
    """Return the documents of a folder, the last made first, each with its files; with `compare`, also their states."""
    from reportgen.batch.journal import with_journal
    from reportgen.batch.manifest import read_manifest
    from reportgen.batch.store import store_at
    from reportgen.builders import BUILDERS

    del talk
    store = store_at(Path(values["out"]))
    manifest = with_journal(read_manifest(store), store)
    found: dict[tuple[str, ...], Values] = {}
    for name, record in manifest.files.items():
        path = Path(values["out"]) / name
        if not record.report or record.kind == "thumbnail" or name.startswith("thumbnails/") or not path.is_file():
            continue
        one = found.setdefault((record.report, record.place, record.years, record.topics), _document(record))
        one["files"].append({"name": name, "kind": record.kind, "bytes": record.size})
        one["choices"] |= _choices(manifest.environments.get(record.environment, ()))
        one["made"] = max(one["made"], path.stat().st_mtime)
    if values.get("compare"):
        states = _states(values, manifest)
        for one in found.values():
            one["states"] = [states[each["name"]] for each in one["files"] if each["name"] in states]
    for one in found.values():
        one["files"].sort(
            key=lambda file: (file["kind"] not in BUILDERS, [*BUILDERS, file["kind"]].index(file["kind"]))
        )
    return {"documents": sorted(found.values(), key=lambda one: (-one["made"], one["title"]))}


def _document(record: Record) -> Values:
    return {
        "report": record.report,
        "place": record.place,
        "place_name": record.place_name,
        "years": record.years,
        "title": record.title,
        "date": record.date,
        "files": [],
        "choices": {},
        "made": 0.0,
    }


def _choices(environment: Environment) -> Values:
    """Return what was chosen for a file, as far as the page offers it."""
    found = dict(environment)
    theme = found.get("theme", "").rpartition(" ")[0]
    return {**({"theme": theme} if theme else {}), **{name: found[name] for name in CHOSEN if found.get(name)}}


def _states(values: Values, manifest: Manifest) -> dict[str, Values]:
    from reportgen.batch.standing import standing

    try:
        return {
            result.name: {"state": result.state, "reason": result.reason}
            for result, _ in standing(manifest, request_of({**values, "reports": ["-"]}))
        }
    except ReportError as error:
        return {name: {"state": "failed", "reason": told_error(error)[0]["message"]} for name in manifest.files}
