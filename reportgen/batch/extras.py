"""Make what is made from all documents together: the index and the ZIP file."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.batch.decide import changed_by_hand, decide
from reportgen.batch.fingerprints import digest, program_fingerprint
from reportgen.batch.index import Missing, front_of, index_csv, index_html
from reportgen.batch.jobs import THUMBNAILS, FileResult, Outcome, file_names
from reportgen.batch.kinds import PICTURE, titles
from reportgen.batch.manifest import Record, environment_name
from reportgen.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import IO

    from reportgen.batch.jobs import Job
    from reportgen.batch.manifest import Environment, Manifest
    from reportgen.batch.plan import Plan
    from reportgen.batch.store import Store

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date a ZIP file knows; no other one would be the same on every machine."""
INDEX = ("index.csv", "index.html")
EVERYONE_READS = 0o644 << 16


def write_extras(planned: Plan, manifest: Manifest, results: Sequence[FileResult]) -> Outcome | None:
    """Write the index of all files of the folder and the ZIP file of those that stand, as far as asked for.

    `results` tell what became of the files of this run. None when neither is asked for. Errors end up in the outcome.
    """
    store = planned.context.store
    names = [result.name for result in results if result.record]
    writers: dict[str, tuple[str, Callable[[IO[bytes]], object]]] = {}
    if planned.index:
        for name, text in zip(INDEX, _index(planned, manifest, results), strict=True):
            content = text.encode()
            writers[name] = (digest(content), lambda file, content=content: file.write(content))  # type: ignore[misc]
    if planned.archive:
        packed = sorted(name for name in names if name in manifest.files and manifest.files[name].kind != PICTURE)
        contents = digest("\n".join(f"{name} {manifest.files[name].sha256}" for name in packed))
        writers[planned.archive] = (contents, lambda file: _zip(file, store, packed))
    if not writers:
        return None
    return _outcome(planned, manifest, writers)


def _index(planned: Plan, manifest: Manifest, results: Sequence[FileResult]) -> tuple[str, str]:
    """Return the index as a table and as a page, of the files that are there."""
    store = planned.context.store
    present = {*store.names(), *store.names(THUMBNAILS)} | {result.name for result in results if result.record}
    missing = _missing(planned, results)
    left_out = {name for job, names in missing for name in names}
    front = front_of(
        manifest,
        present=present - left_out,
        asked={result.name for result in results},
        missing=[_told(planned, job, names) for job, names in missing],
        theme=next(iter(planned.context.themes.values())),
        archive=planned.archive,
    )
    return index_csv(manifest), index_html(front)


def _missing(planned: Plan, results: Sequence[FileResult]) -> list[tuple[Job, dict[str, tuple[str, str]]]]:
    """Return the documents of which files do not stand as they should: name, kind and reason of each such file."""
    found = {result.name: result for result in results}
    missing = []
    for job in planned.jobs:
        names = {
            name: (kind, found[name].reason if name in found else "it was not begun")
            for kind, name in file_names(job, planned.context).items()
            if kind in titles() and not (name in found and found[name].record)
        }
        if names:
            missing.append((job, names))
    return missing


def _told(planned: Plan, job: Job, names: dict[str, tuple[str, str]]) -> Missing:
    place = planned.context.package.place(job.place).name if job.place else ""
    kinds = tuple(titles()[kind] for kind, _ in names.values())
    reasons = dict.fromkeys(reason for _, reason in names.values() if reason)
    return Missing(place or job.name, kinds, "; ".join(reasons))


def _outcome(
    planned: Plan, manifest: Manifest, writers: dict[str, tuple[str, Callable[[IO[bytes]], object]]]
) -> Outcome:
    store = planned.context.store
    results: list[FileResult] = []
    errors: list[ReportError] = []
    for name, (contents, write) in writers.items():
        try:
            results.append(_extra(planned, manifest, name, contents=contents, write=write))
        except ReportError as error:
            errors.append(error)
            results.append(FileResult(name, "failed", error.message))
    standing = (result.name for result in results if result.state in ("made", "unchanged"))
    return Outcome(None, tuple(results), tuple(errors), tuple(map(store.path, standing)))


def _extra(
    planned: Plan, manifest: Manifest, name: str, *, contents: str, write: Callable[[IO[bytes]], object]
) -> FileResult:
    store = planned.context.store
    around: Environment = (("program", program_fingerprint()),)
    record = manifest.files.get(name)
    decision = decide(
        store.checksum(name),
        record,
        document=contents,
        environment=around,
        recorded=manifest.environments.get(record.environment, ()) if record else (),
        force=planned.context.request.force,
    )
    if decision.verdict == "keep":
        return FileResult(name, "unchanged", decision.reason, record, around)
    if decision.verdict == "refuse":
        raise changed_by_hand(store.shown(name))
    with store.writing(name) as file:
        write(file)
    content = store.read(name) or b""
    made = Record(
        name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        kind=name.rpartition(".")[2],
        document=contents,
        environment=environment_name(around),
    )
    return FileResult(name, "made", decision.reason, made, around)


def _zip(file: IO[bytes], store: Store, names: Sequence[str]) -> None:
    """Write a ZIP file with these files. They are stored as they are: PDF and Word files are compressed already."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # the same on Windows
            entry.external_attr = EVERYONE_READS
            archive.writestr(entry, store.read(name) or b"")
