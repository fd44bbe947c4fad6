"""Make what is made from all documents together: the index and the ZIP file."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import replace
from functools import partial
from hashlib import sha256
from os.path import isfile
from typing import TYPE_CHECKING

from reportgen.batch import index
from reportgen.batch.decide import decide, not_ours
from reportgen.batch.fingerprints import digest, program_fingerprint
from reportgen.batch.jobs import THUMBNAILS, FileResult, Outcome, file_names
from reportgen.batch.kinds import PICTURE, titles
from reportgen.batch.manifest import Record, environment_name
from reportgen.errors import BuildError, ReportError
from reportgen.language import speaking
from reportgen.language.speaking import PROGRAM
from reportgen.template.reports import report_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import IO

    from reportgen.batch.index import Front, Gone, Missing
    from reportgen.batch.jobs import Job, State
    from reportgen.batch.manifest import Environment, Manifest
    from reportgen.batch.plan import Plan
    from reportgen.batch.store import Store
    from reportgen.theme import Theme

    Writer = Callable[[IO[bytes]], object]

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date a ZIP file knows; no other one would be the same on every machine."""
INDEX = ("index.csv", "index.html")
EVERYONE_READS = 0o644 << 16


def vanished(results: Sequence[FileResult], store: Store) -> dict[str, BuildError]:
    """Return, by name, an error for each finished file that is not there any more."""
    present = {*store.names(), *store.names(THUMBNAILS)}
    return {each.name: _vanished(store, each.name) for each in results if each.record and each.name not in present}


def _vanished(store: Store, name: str) -> BuildError:
    return BuildError(
        "the file was there and is not any more", where=store.shown(name), hint="the same command makes it again"
    )


def write_extras(planned: Plan, manifest: Manifest, results: Sequence[FileResult]) -> Outcome | None:
    """Write the ZIP file of those files that stand and the index of all files of the folder, as far as asked for.

    `results` tell what became of the files of this run. None when neither is asked for. Errors end up in the outcome.
    """
    store, force = planned.context.store, planned.context.request.force
    names = [result.name for result in results if result.record]
    outcomes: list[Outcome] = []
    if planned.archive:
        packed = sorted(name for name in names if name in manifest.files and manifest.files[name].kind != PICTURE)
        sums = {name: manifest.files[name].sha256 for name in packed}
        contents = digest("\n".join(f"{name} {checksum}" for name, checksum in sums.items()))
        packing = partial(_zip, store=store, checksums=sums)
        outcomes.append(_outcome(store, manifest, {planned.archive: (contents, packing)}, force=force))
    if planned.index:
        has_archive = any(result.record for outcome in outcomes for result in outcome.results)
        with speaking(_language(planned)):
            front, told = _front(planned, manifest, results, archive=planned.archive if has_archive else "")
            asked = planned.context.request
            sharing = index.shared(front, asked.site_address) if asked.site else ()
            texts = (index.index_csv(manifest, present=front.present), index.index_html(front, shared=sharing))
            contents_of = {name: text.encode() for name, text in zip(INDEX, texts, strict=True)}
            if asked.site:
                contents_of |= index.site_files(front, asked.site_address)
        writers = {name: (digest(content), _writing(content)) for name, content in contents_of.items()}
        outcomes.insert(0, replace(_outcome(store, manifest, writers, force=force), notes=told))
    return _together(outcomes) if outcomes else None


def write_site(store: Store, manifest: Manifest, theme: Theme, *, language: str, address: str, force: bool) -> Outcome:
    """Write the front page of a finished folder, its list and the files of a site; errors are in the outcome."""
    there = {*store.names(), *store.names(THUMBNAILS)}
    archive = next((name for name, each in sorted(manifest.files.items()) if each.kind == "zip" and name in there), "")
    with speaking(language):
        front = index.front_of(manifest, present=there, asked=(), missing=(), theme=theme, archive=archive)
        texts = (
            index.index_csv(manifest, present=front.present),
            index.index_html(front, shared=index.shared(front, address)),
        )
        contents = {name: text.encode() for name, text in zip(INDEX, texts, strict=True)} | index.site_files(
            front, address
        )
    writers = {name: (digest(content), _writing(content)) for name, content in contents.items()}
    return _outcome(store, manifest, writers, force=force)


def _language(planned: Plan) -> str:
    """Return the language of the list: that of its documents, or English where they have several."""
    found = {report.language for report in planned.context.reports.values()}
    return found.pop() if len(found) == 1 else PROGRAM.tag


def _writing(content: bytes) -> Writer:
    return lambda file: file.write(content)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(
        None,
        tuple(result for outcome in outcomes for result in outcome.results),
        tuple(error for outcome in outcomes for error in outcome.errors),
        tuple(file for outcome in outcomes for file in outcome.files),
        tuple(note for outcome in outcomes for note in outcome.notes),
    )


def _front(
    planned: Plan, manifest: Manifest, results: Sequence[FileResult], *, archive: str
) -> tuple[Front, tuple[str, ...]]:
    """Return what the index shows of the files that are there, and what is to be told of it."""
    store = planned.context.store
    there = {*store.names(), *store.names(THUMBNAILS)}
    missing = _missing(planned, results)
    gone = _gone(planned, manifest, there, asked={name for _, names in missing for name in names})
    front = index.front_of(
        manifest,
        present=there - {name for _, names in missing for name in names},
        asked={result.name for result in results},
        missing=[_told(planned, job, names) for job, names in missing],
        gone=gone,
        theme=next(iter(planned.context.themes.values())),
        archive=archive,
    )
    return front, tuple(f"{store.shown(each.file)}: {each.reason}" for each in gone if each.is_there)


def _gone(planned: Plan, manifest: Manifest, there: Collection[str], *, asked: Collection[str]) -> list[Gone]:
    """Return the documents of earlier runs that were removed, or that would not be made of these inputs any more."""
    found = []
    for name, record in sorted(manifest.files.items()):
        if not record.is_document or record.kind not in titles() or name in asked:
            continue
        reason = _why_gone(record, planned) if name in there else "it was removed"
        if reason:
            found.append(
                index.Gone(name, record.place_name or record.title, titles()[record.kind], reason, name in there)
            )
    return found


def _why_gone(record: Record, planned: Plan) -> str:
    """Return why a document that is there would not be made again; empty when it would."""
    package = planned.context.package
    if record.place and record.place not in package.places:
        return f"its place `{record.place}` is not in the data any more"
    folder = planned.context.request.templates
    if not any(isfile(folder / file) for file in report_files(record.report)):  # noqa: PTH113 - a name that no disk takes is none
        return f"its template `{record.report}` is not there any more"
    return ""


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
    return index.Missing(place or job.name, kinds, "; ".join(reasons))


def _outcome(
    store: Store, manifest: Manifest, writers: dict[str, tuple[str, Writer]], *, force: bool = False
) -> Outcome:
    results: list[FileResult] = []
    errors: list[ReportError] = []
    for name, (contents, write) in writers.items():
        try:
            results.append(_extra(store, manifest, name, contents=contents, write=write, force=force))
        except ReportError as error:
            errors.append(error)
            results.append(FileResult(name, "failed", error.message))
    standing = (result.name for result in results if result.state in ("made", "unchanged"))
    return Outcome(None, tuple(results), tuple(errors), tuple(map(store.path, standing)))


def _extra(store: Store, manifest: Manifest, name: str, *, contents: str, write: Writer, force: bool) -> FileResult:
    around: Environment = (("program", program_fingerprint()),)
    record = manifest.files.get(name)
    found = store.checksum(name)
    decision = decide(
        found,
        record,
        document=contents,
        environment=around,
        recorded=manifest.environments.get(record.environment, ()) if record else (),
        force=force,
    )
    if decision.verdict == "keep":
        return FileResult(name, "unchanged", decision.reason, record, around)
    if decision.verdict != "make":
        size, checksum = _measured(write)
        if checksum != found:
            raise not_ours(decision.verdict, store.shown(name))
        state: State = "unchanged"
    else:
        with store.writing(name) as file:
            write(file)
        content = store.read(name)
        if content is None:
            raise _vanished(store, name)
        size, checksum, state = len(content), sha256(content).hexdigest(), "made"
    made = Record(
        name=name,
        sha256=checksum,
        size=size,
        kind="index" if name in INDEX else name.rpartition(".")[2],
        document=contents,
        environment=environment_name(around),
    )
    return FileResult(name, state, decision.reason, made, around)


def _measured(write: Writer) -> tuple[int, str]:
    """Return size and checksum of what would be written."""
    with tempfile.TemporaryFile() as file:
        write(file)
        size = file.tell()
        file.seek(0)
        return size, hashlib.file_digest(file, "sha256").hexdigest()


def _zip(file: IO[bytes], *, store: Store, checksums: Mapping[str, str]) -> None:
    """Write a ZIP file with these files. They are stored as they are: PDF and Word files are compressed already.

    Raises BuildError for one that is not there any more as it was made.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, checksum in checksums.items():
            content = store.read(name)
            if content is None:
                raise _vanished(store, name)
            if sha256(content).hexdigest() != checksum:
                raise not_ours("edited", store.shown(name))
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # the same on Windows
            entry.external_attr = EVERYONE_READS
            archive.writestr(entry, content)
