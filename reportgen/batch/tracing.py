"""Compose a finished document again, by the record of how it was made, so that its numbers can be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch.audited import checked_before
from reportgen.batch.fingerprints import SHORT, program_fingerprint
from reportgen.batch.in_workbook import numbers_in_workbook
from reportgen.batch.inputs import Inputs
from reportgen.batch.kinds import INDEX_PAGE, WORKBOOK
from reportgen.batch.make import compose_job
from reportgen.batch.on_index import may_say, numbers_on_index
from reportgen.batch.plan import audited, plan
from reportgen.batch.recorded import batches_of, read_record
from reportgen.batch.request import from_text
from reportgen.batch.store import store_at
from reportgen.builders import BUILDERS, builder
from reportgen.dataset import FolderFiles
from reportgen.document import plain_text
from reportgen.document.walk import exhibits_of
from reportgen.errors import BuildError, DataError, ReportError, UsageError, did_you_mean, each_error
from reportgen.language import speaking
from reportgen.reading import read_pages, squeezed
from reportgen.trace import Ledger, asked_for, nowhere, numbers_of, printed_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.batch.make import Composed
    from reportgen.batch.manifest import Environment, Manifest, Record
    from reportgen.batch.plan import Plan
    from reportgen.batch.recorded import Batch
    from reportgen.batch.request import Request
    from reportgen.batch.store import Store
    from reportgen.dataset import Package
    from reportgen.document import Document, Figure, Table
    from reportgen.trace import Printed, Question

    Traced = list[tuple["Reopened", tuple[Printed, ...]]]

ANEW = "`--data` and `--templates` name them; or build it again, and ask the new one"
AROUND = 20
"""Characters on either side of a number by which its place on a page is found."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A finished document as it was composed, with the data that it is of."""

    name: str
    document: Document
    package: Package
    language: str
    """In which its words are."""
    content: bytes = b""
    """Of the finished file, where one was asked for."""
    own: tuple[Printed, ...] | None = None
    """The numbers of a file that has others than its document: a workbook, the index."""

    @property
    def numbers(self) -> tuple[Printed, ...]:
        """The numbers of the file, in its order."""
        return tuple(numbers_of(self.document)) if self.own is None else self.own

    def found(self, question: Question, page: int = 0) -> tuple[Printed, ...]:
        """Return the numbers that are meant, on a page counted from 1 or on all. Raises UsageError for none.

        A question for a cell is answered with none where nothing comes from it.
        """
        numbers = asked_for(self.numbers, self.package, question)
        on_page = self.on_page(numbers, page) if page else numbers
        if not on_page and not question.cell:
            error = nowhere(question, self.numbers, self.name)
            raise UsageError(f"{error.message}, page {page}", hint=error.hint) if page else error
        return on_page

    def as_values(self, found: Iterable[Printed]) -> dict[str, Any]:
        """Return numbers with their origins as JSON has them; docs/trace.md says how."""
        ledger = Ledger(self.package)
        printed = [printed_values(each, ledger) for each in found]
        return {"file": self.name, "printed": printed, **ledger.as_values()}

    def on_page(self, found: Iterable[Printed], page: int) -> tuple[Printed, ...]:
        """Return those numbers that stand on a page, counted from 1.

        Those of a sentence are found by the words around them, those of an exhibit by its caption, or by the head of
        their row where it goes on. Raises UsageError for a file without pages, or with fewer.
        """
        pages = read_pages(self.content, self.name)
        if not 1 <= page <= len(pages):
            count = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
            raise UsageError(f"there is no page {page}: `{self.name}` has {count}", hint="they are counted from 1")
        text = pages[page - 1]
        captions = {each.anchor: _caption(each) for each in exhibits_of(self.document.blocks)}
        return tuple(each for each in found if _is_on(each, text, captions))


def _caption(exhibit: Figure | Table) -> str:
    return squeezed(f"{exhibit.caption.label} {exhibit.caption.number} {plain_text(exhibit.caption.headline)}")


def _is_on(printed: Printed, page: str, captions: Mapping[str, str]) -> bool:
    if printed.where.part in ("cell", "chart", "alt"):
        row = squeezed(printed.where.row.rpartition(": ")[2] + printed.text)
        return captions.get(printed.where.anchor, "-") in page or (printed.where.part == "cell" and row in page)
    return squeezed(printed.before[-AROUND:] + printed.text + printed.after[:AROUND]) in page


def traced(file: str, question: Question, request: Request, *, page: int = 0) -> Traced:
    """Return the numbers of a finished document that are meant; for a cell also of each document of a folder.

    `request` says where data and templates are. Raises UsageError for numbers that stand nowhere, BuildError for a file
    that is none of ours or was changed, DataError when the data or the templates are not those that it was made from.
    """
    folder, _, name = str(file).replace("\\", "/").rpartition("/")
    if name == INDEX_PAGE and not page:
        return _on_index(folder or ".", question, request)
    is_folder = bool(question.cell) and not Path(file).suffix
    documents = reopen_all(file, request) if is_folder else iter((reopen(file, request),))
    return [(each, each.found(question, page)) for each in documents]


def _on_index(folder: str, question: Question, request: Request) -> Traced:
    """Return the documents of a folder of which its front page shows numbers that are meant, with these."""
    store = store_at(folder)
    manifest = read_record(store)
    page = _as_written(store, manifest, INDEX_PAGE, f"{folder}/{INDEX_PAGE}").decode()
    entries = manifest.entries
    shown = {
        record.document: record
        for record in manifest.files.values()
        if _is_document(record) and record.document in entries and may_say(entries[record.document], question.text)
    }
    made = list(_reopened(manifest, {record.name: record for record in shown.values()}, request))
    named = [(_listed_as(manifest.files[each.name]), each.document) for each in made]
    shown_of = zip(made, numbers_on_index(named, page), strict=True)
    every = [replace(each, name=INDEX_PAGE, own=numbers) for each, numbers in shown_of]
    found = [(each, asked_for(each.numbers, each.package, question)) for each in every]
    if not any(numbers for _, numbers in found) and not question.cell:
        raise nowhere(question, [number for each in every for number in each.numbers], INDEX_PAGE)
    return [(each, numbers) for each, numbers in found if numbers]


def _listed_as(record: Record) -> str:
    return record.place_name or record.title


def reopen(file: str, request: Request) -> Reopened:
    """Return the document of a finished file, composed again; `request` says where data and templates are.

    Raises BuildError for a file that is none of ours or was changed, DataError when the data or the templates are not
    those that it was made from.
    """
    folder, _, name = str(file).replace("\\", "/").rpartition("/")
    store = store_at(folder or ".")
    manifest = read_record(store)
    record = _record(manifest, name, str(file))
    content = _as_written(store, manifest, name, str(file))
    made = next(iter(_reopened(manifest, {name: record}, request)))
    return replace(made, content=content, own=_own_numbers(made, content, record, manifest))


def _own_numbers(made: Reopened, content: bytes, record: Record, manifest: Manifest) -> tuple[Printed, ...] | None:
    """Return the numbers of a workbook; None for a file that prints those of its document."""
    if record.kind != WORKBOOK:
        return None
    # it has more figures than the document, so that this being the same says nothing of them
    if dict(manifest.environments.get(record.environment, ())).get("data") != made.package.checksum[:SHORT]:
        raise DataError("the data are not those it was made from", where=made.name, hint=ANEW)
    with speaking(made.language):
        return numbers_in_workbook(content, made.name, made.package)


def _as_written(store: Store, manifest: Manifest, name: str, file: str) -> bytes:
    """Return the bytes of a file. Raises BuildError for one that is not there as it was written."""
    record = manifest.files.get(name)
    if record is None:
        raise BuildError("not a file of this folder's record", where=file, hint="`build --index` makes it")
    found = store.checksum(name)
    if not found:
        raise BuildError("the file is not there", where=file, hint="build it again")
    if found != record.sha256:
        why = _unreadable(store.read(name) or b"", record.kind)
        hint = "its numbers are no longer known; build it anew, or ask the file as it was made"
        raise BuildError(f"its bytes are not those that were written{why}", where=file, hint=hint)
    return store.read(name) or b""


def _unreadable(content: bytes, kind: str) -> str:
    """Return why a file cannot even be read, behind a colon; nothing for one that can, or is no document."""
    if kind not in BUILDERS:
        return ""
    try:
        for _ in builder(kind).said(content):
            pass
    except ValueError as error:
        return f": {error}"
    return ""


def reopen_all(folder: str, request: Request) -> Iterator[Reopened]:
    """Yield each document of a folder once, in the order of their names, whatever its formats.

    Raises DataError for the first whose data or templates are no longer those that it was made from.
    """
    manifest = read_record(store_at(folder))
    documents = {
        record.document: (name, record) for name, record in sorted(manifest.files.items()) if _is_document(record)
    }
    yield from _reopened(manifest, dict(sorted(documents.values())), request)


@dataclass(frozen=True, slots=True)
class Older:
    """A finished document that cannot be composed again: the data or the templates have gone on."""

    name: str
    why: str


def reopen_files(manifest: Manifest, request: Request) -> Iterator[Reopened | Older]:
    """Yield the document of every finished file of a record, in whatever format, under the name of the file.

    Each is looked at by itself: one of earlier data is told as such, and stops no other.
    """
    for batch, records in sorted(batches_of(manifest).items(), key=lambda item: repr(item[0])):
        asked = {name: record for name, record in records.items() if _is_document(record)}
        try:
            planned = _planned(batch, asked, request) if asked else None
        except ReportError as error:
            yield from (Older(name, _first_words(error)) for name in asked)
            continue
        for name, record in asked.items():
            assert planned is not None, "there is a record, and so there was something to plan"
            try:
                yield _again(name, record, planned, manifest.environments)
            except ReportError as error:
                yield Older(name, _first_words(error))


def _first_words(error: ReportError) -> str:
    return each_error(error)[0].message


def _is_document(record: Record) -> bool:
    return bool(record.report) and record.kind in BUILDERS


def _has_numbers(record: Record) -> bool:
    return _is_document(record) or record.kind == WORKBOOK


def _record(manifest: Manifest, name: str, file: str) -> Record:
    record = manifest.files.get(name)
    if record is None:
        known = [each for each, one in manifest.files.items() if _has_numbers(one)]
        raise BuildError("not a file of this folder's record", where=file, hint=did_you_mean(name, known))
    if not _has_numbers(record):
        raise BuildError("no document, but made from others", where=file, hint="name a PDF or Word file beside it")
    return record


def _reopened(manifest: Manifest, wanted: Mapping[str, Record], request: Request) -> Iterator[Reopened]:
    """Yield the documents of these records, planned together where they can be."""
    for batch, records in sorted(batches_of(manifest).items(), key=lambda item: repr(item[0])):
        asked = {name: record for name, record in records.items() if name in wanted}
        if asked:
            yield from _of_batch(batch, asked, request, manifest.environments)


def _of_batch(
    batch: Batch, records: Mapping[str, Record], request: Request, environments: Mapping[str, Environment]
) -> Iterator[Reopened]:
    planned = _planned(batch, records, request)
    for name, record in records.items():
        yield _again(name, record, planned, environments)


def _again(name: str, record: Record, planned: Plan, environments: Mapping[str, Environment]) -> Reopened:
    """Return the document of a record. Raises DataError when what it was made from is not there any more."""
    every = (_made(record, way) for way in _ways(planned))
    made = next((each for each in every if each.fingerprint == record.document), None)
    if made is None:
        is_same = dict(environments.get(record.environment, ())).get("program") == program_fingerprint()
        other = "the data or the templates are not those it was made from"
        raise DataError(other if is_same else f"{other}, or this version of the program", where=name, hint=ANEW)
    language = planned.context.reports[record.report].language
    return Reopened(name, made.document, planned.context.package.in_language(language), language)


def _ways(planned: Plan) -> Iterator[Plan]:
    """Yield the plan of a document and that of a draft, which says on every page that it is one; the likely one first.

    Whether its documents are drafts takes long to find out, unless it is known.
    """
    if checked_before(planned.context.package):
        yield from (audited(planned), planned)
        return
    yield planned
    yield audited(planned)


def _planned(batch: Batch, records: Mapping[str, Record], request: Request) -> Plan:
    places = tuple(dict.fromkeys(record.place for record in records.values()))
    wanted = replace(
        request,
        reports=(batch.report,),
        places=tuple(filter(None, places)),
        formats=tuple(sorted({record.kind for record in records.values()} & set(BUILDERS))),
        allow_failing_checks=True,
        **{name: from_text(name, text) for name, text in batch.choices},
    )
    return plan(wanted, Inputs("", FolderFiles(request.data)), is_audited=False)


def _made(record: Record, planned: Plan) -> Composed:
    job = next(job for job in planned.jobs if job.place == record.place)
    return compose_job(job, planned.context)
