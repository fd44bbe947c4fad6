"""What the record of a folder says of its documents: which of them one plan makes, by which choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.batch.journal import with_journal
from reportgen.batch.kinds import all_needs, needs_of
from reportgen.batch.manifest import read_manifest
from reportgen.batch.request import spoken, told_in
from reportgen.batch.store import MANIFEST
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.batch.manifest import Manifest, Record
    from reportgen.batch.store import Store

Choices = tuple[tuple[str, str], ...]
"""What was chosen for a document, as its record tells it: the name of an option and its choice as text."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that one plan can make again: they differ only in the place, and in the kind."""

    report: str
    choices: Choices


def read_record(store: Store) -> Manifest:
    """Return the manifest of a folder. Raises BuildError when there is none, or it cannot be read."""
    manifest = with_journal(read_manifest(store), store)
    if not manifest.files:
        raise BuildError(
            "expected a manifest, found none", where=store.shown(MANIFEST), hint="name the folder that was built into"
        )
    return manifest


def batches_of(manifest: Manifest) -> dict[Batch, dict[str, Record]]:
    """Return the records of documents by the plan that makes them, each by file name."""
    looks: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for record in manifest.files.values():
        own = dict(manifest.environments.get(record.environment, ()))
        looks.setdefault(_document(record, own), {}).update(own)
    batches: dict[Batch, dict[str, Record]] = {}
    for name, record in sorted(manifest.files.items()):
        if record.report and record.kind not in all_needs():
            raise BuildError(
                f"there are no files of the kind `{record.kind}`",
                where=name,
                hint="verify it with the version that has made it, or remove it from the folder and build again",
            )
        if record.report:
            own = dict(manifest.environments.get(record.environment, ()))
            batch = Batch(record.report, _choices(record, own, looks[_document(record, own)]))
            batches.setdefault(batch, {})[name] = record
    return batches


def _choices(record: Record, own: Mapping[str, str], look: Mapping[str, str]) -> Choices:
    """Return what was chosen for a file; an option that is not told of was left at its default.

    `own` is the environment of the file, `look` that of all files of the document: what a file does not heed it does
    not tell either, and by what the others tell, the files of a document stay in one batch.
    """
    inputs = needs_of(record.kind).inputs
    recorded = {each.name: str(getattr(record, each.name)) for each in told_in("record")}
    sources = {each.name: own for each in told_in("environment")}
    sources |= {each.name: own if each.name in inputs else look for each in told_in("format")}
    heeded = {name: source[spoken(name)] for name, source in sources.items() if spoken(name) in source}
    theme = (own if "theme" in inputs else look).get("theme", "").rpartition(" ")[0]
    return (*recorded.items(), *heeded.items(), ("theme", theme))


def _document(record: Record, own: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return what tells a document from others of a folder; its audit copy is another one, of a profile."""
    return (record.report, record.place, record.years, own.get(spoken("profile"), ""))
