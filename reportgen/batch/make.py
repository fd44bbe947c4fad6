"""Make one document: compose it once, build each of its formats, check and write the files."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.batch.decide import decide, environment, not_ours
from reportgen.batch.entries import entry_of
from reportgen.batch.fingerprints import document_fingerprint, sealed
from reportgen.batch.gather import gathering
from reportgen.batch.jobs import FileResult, Outcome, file_names
from reportgen.batch.kinds import INDEX_PAGE, PAGE, PICTURE, TRACE, WORKBOOK, titles
from reportgen.batch.manifest import Record, environment_name
from reportgen.batch.proof import prove
from reportgen.batch.request import as_text
from reportgen.builders import BUILDERS, PAGED, Beside, Surroundings, builder, lay_out
from reportgen.compose import compose
from reportgen.dataset.translations import lacking_in
from reportgen.errors import BuildError, ReportError, raise_gathered
from reportgen.language import say, speaking
from reportgen.memory import collect
from reportgen.stages import stage
from reportgen.years import periods_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportgen.batch.jobs import Context, Job
    from reportgen.batch.manifest import Environment
    from reportgen.builders import Pages
    from reportgen.dataset import Package
    from reportgen.document import Document
    from reportgen.trace import Ledger

THUMBNAIL_WIDTH = 240
"""Pixels; twice what the index shows, for fine screens."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the manifest knows of the files of one job."""

    records: Mapping[str, Record]
    environments: Mapping[str, Environment]


NOTHING = Known({}, {})
NO_SIZES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Composed:
    """A document, and the digest by which it is recognized."""

    document: Document
    fingerprint: str


def run_jobs(jobs: Iterable[Job], context: Context) -> Iterator[Outcome]:
    """Run the jobs one after the other and yield what became of each, as soon as it is known."""
    for job in jobs:
        yield run_job(job, context)


def run_job(job: Job, context: Context, *, known: Known = NOTHING) -> Outcome:
    """Make the files of one document. An error ends up in the outcome and stops neither its other files nor other jobs.

    What was written before an error stays: each file is whole by itself.
    """
    try:
        return _run(job, context, known)
    finally:
        collect()


def _run(job: Job, context: Context, known: Known) -> Outcome:
    errors: list[ReportError] = []
    results: list[FileResult] = []
    notes: list[str] = []
    names = file_names(job, context)
    with _guarding(errors):
        composed = _composed(job, context, known)
        notes += composed.document.told
        notes += _not_translated(job, context, composed.document)
        sizes: dict[str, int] = {}
        builds = build_all(job, context, composed.document, tell=notes.append, sizes=sizes)
        # a page of a site says how large the others are
        for kind, name in sorted(names.items(), key=lambda each: each[0] == PAGE):
            with _guarding(errors):
                made = _file(job, context, composed, kind=kind, name=name, known=known, build=builds[kind], sizes=sizes)
                results.append(made)
                if made.record:
                    sizes[name] = made.record.size
    finished = {result.name for result in results}
    why = errors[-1].message if errors else ""
    results += [FileResult(name, "failed", why) for name in names.values() if name not in finished]
    shown = context.store.shown
    errors += [not_ours(each.state, shown(each.name)) for each in results if each.state in ("edited", "foreign")]
    standing = (result.name for result in results if result.state in ("made", "unchanged"))
    told = tuple(f"{job.name}: {note}" for note in notes)
    return Outcome(job, tuple(results), tuple(errors), tuple(map(context.store.path, standing)), told)


def composes(job: Job, context: Context) -> bool:
    """Return whether a document can be composed, which shows most mistakes and takes a small part of making it."""
    try:
        compose_job(job, context)
    except Exception:  # whatever it is, `run_job` says it
        return False
    return True


def _file(
    job: Job,
    context: Context,
    composed: Composed,
    *,
    kind: str,
    name: str,
    known: Known,
    build: Callable[[], bytes],
    sizes: Mapping[str, int],
) -> FileResult:
    started = perf_counter()
    around = environment(kind, job, context, sizes=sizes)
    record = known.records.get(name)
    found = context.store.checksum(name)
    decision = decide(
        found,
        record,
        document=composed.fingerprint,
        environment=around,
        recorded=known.environments.get(record.environment, ()) if record else (),
        force=context.request.force,
    )
    match decision.verdict:
        case "keep":
            return FileResult(name, "unchanged", decision.reason, record, around, entry_of(composed.document))
        case "make" if context.request.dry_run:
            return FileResult(name, "to make", decision.reason)
        case "edited" | "foreign" as state if context.request.dry_run:
            return FileResult(name, state, decision.reason)
    content = build()
    made = _record(job, context, composed, kind=kind, name=name, content=content, around=around)
    if decision.verdict != "make":
        # what is, to the byte, the file that would be made, is ours, whatever became of its record
        if found == made.sha256:
            return FileResult(name, "unchanged", "nothing changed", made, around, entry_of(composed.document))
        return FileResult(name, decision.verdict, decision.reason)
    with stage("prove"):
        if kind in BUILDERS:
            prove(content, kind, document=composed.document, place_name=_place_name(job, context))
        _hold_to_profile(content, kind, name=name, context=context)
    with stage("write"):
        context.store.write(name, content)
    seconds = perf_counter() - started
    return FileResult(name, "made", decision.reason, made, around, entry_of(composed.document), seconds)


def _package(job: Job, context: Context) -> Package:
    """Return the data in the words of the report's language."""
    return context.package.in_language(context.reports[job.report].language)


def _not_translated(job: Job, context: Context, document: Document) -> list[str]:
    """Return what is to be said of words of the data that a document in another language prints as they are."""
    package = _package(job, context)
    if not package.untranslated:
        return []
    printed = builder("txt").build(document, context.themes[job.report]).decode()
    lacking = list(lacking_in(package.untranslated, " ".join(printed.split())))
    if not lacking:
        return []
    more = f" and {len(lacking) - 1:,} more" if len(lacking) > 1 else ""
    return [f"not translated: {lacking[0]}{more}; add it to `translations-{document.metadata.language}.csv`"]


def _place_name(job: Job, context: Context) -> str:
    return _package(job, context).place(job.place).name if job.place else ""


def _hold_to_profile(content: bytes, kind: str, *, name: str, context: Context) -> None:
    """Raise BuildError, or several as ReportErrors, when a PDF violates a rule of the profile."""
    if context.profile is not None and kind == PAGED:
        from reportgen.profile import check_profile  # pikepdf; only with a profile

        raise_gathered(list(check_profile(content, context.profile, name=name)))


def _record(
    job: Job,
    context: Context,
    composed: Composed,
    *,
    kind: str,
    name: str,
    content: bytes,
    around: Environment,
) -> Record:
    metadata = composed.document.metadata
    return Record(
        name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        report=job.report,
        place=job.place,
        place_name=context.package.levels.told_apart(job.place, _place_name(job, context)),
        years=str(job.span),
        topics=as_text(context.request.topics),
        kind=kind,
        title=metadata.title,
        date=metadata.date.isoformat(),
        document=composed.fingerprint,
        environment=environment_name(around),
    )


def _composed(job: Job, context: Context, known: Known) -> Composed:
    """Return the document; with the date of the files that stand when only the date would change."""
    dates = {record.date for name, record in known.records.items() if record.date}
    asked = context.request
    if asked.date_is_today and not asked.force and len(dates) == 1 and dates != {asked.date.isoformat()}:
        before = replace(asked, date=date.fromisoformat(dates.pop()))
        as_before = compose_job(job, replace(context, request=before))
        if {record.document for record in known.records.values()} == {as_before.fingerprint}:
            return as_before
    return compose_job(job, context)


def compose_job(job: Job, context: Context) -> Composed:
    """Return the document of a job as its files hold it, with the digest by which it is recognized."""
    with stage("compose"):
        document = compose(
            context.package,
            context.comparison,
            context.reports[job.report],
            years=job.span,
            place=job.place or context.package.country,
            made=context.request.date,
            draft=context.draft,
            topics=context.request.topics,
            chart_data=context.request.chart_data,
            charts=context.charts,
        )
    document = sealed(_profiled(document, job, context))
    return Composed(document, document_fingerprint(document))


def _profiled(document: Document, job: Job, context: Context) -> Document:
    """Return the document as the reader wants it for whom it is made."""
    if context.profile is None:
        return document
    from reportgen.profile import fit_document  # only with a profile

    fitted = fit_document(document, context.profile)
    if not context.profile.content.origins:
        return fitted
    from reportgen.trace.keyed import audit_copy  # only on request

    return audit_copy(fitted, _package(job, context))


def build_all(
    job: Job,
    context: Context,
    document: Document,
    *,
    tell: Callable[[str], None] = lambda _: None,
    sizes: Mapping[str, int] = NO_SIZES,
) -> dict[str, Callable[[], bytes]]:
    """Return, by kind, what builds each file of the job; the document is laid out and its pages drawn at most once.

    `sizes` has by name the bytes of the files that stand when one is built.
    """
    theme = context.themes[job.report]
    pages = cache(partial(lay_out, document, theme))
    surroundings = Surroundings(
        pages=pages,
        template=context.docx_template,
        native_charts=context.request.native_charts,
        beside=partial(_beside, job, context, sizes, pages) if context.request.site else tuple,
        numbers=partial(_ledger, job, context) if context.request.page_trace else None,
        tell=tell,
    )
    builds: dict[str, Callable[[], bytes]] = {
        name: cache(partial(builder(name).build, document, theme, surroundings)) for name in job.formats
    }
    if PAGED in builds:
        builds[PICTURE] = partial(_picture, builds[PAGED])
    builds[WORKBOOK] = partial(_data_behind, job, context)
    builds[TRACE] = partial(_origins, job, context, document)
    return builds


def _beside(job: Job, context: Context, sizes: Mapping[str, int], pages: Callable[[], Pages]) -> tuple[Beside, ...]:
    """Return what a page of a site leads to: the other files of its document, pages on the whole, the list of all."""
    with speaking(context.reports[job.report].language):
        listed, names = titles(), file_names(job, context)
        own = [
            Beside(
                listed[kind], name, is_file=True, size=sizes.get(name, 0), pages=pages().total if kind == PAGED else 0
            )
            for kind, name in names.items()
            if kind in listed and kind != PAGE
        ]
        others = [Beside(title, name) for title, name in context.overviews if name not in names.values()]
        return (*own, *others, Beside(say("All documents"), INDEX_PAGE))


def _ledger(job: Job, context: Context) -> Ledger:
    """Return what takes the numbers of a page, and tells of each also its series in the years of the document."""
    from reportgen.trace import Ledger  # and all that tests figures: only for a page

    package = _package(job, context)
    return Ledger(package, periods_within(job.span, package.years))


def _picture(draw: Callable[[], bytes]) -> bytes:
    from reportgen.reading import first_page  # pypdfium2; only for an index

    return first_page(draw(), width=THUMBNAIL_WIDTH)


def _data_behind(job: Job, context: Context) -> bytes:
    from reportgen.export import to_xlsx  # only on request

    package = _package(job, context)
    with speaking(context.reports[job.report].language):
        years = periods_within(job.span, package.years)
        return to_xlsx(package, places=(job.place,) if job.place else (), years=years)


def _origins(job: Job, context: Context, document: Document) -> bytes:
    from reportgen.trace.crate import crate_text  # only on request

    return crate_text(document, _package(job, context), name=job.name).encode()


@contextmanager
def _guarding(errors: list[ReportError]) -> Iterator[None]:
    """Note an error, once, and go on after the block; a fault of the program is noted with the line it came from."""
    try:
        with gathering(errors):
            yield
    except Exception as fault:  # one document must not stop the others
        errors.append(_unexpected(fault))


def _unexpected(fault: Exception) -> BuildError:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    error = BuildError(
        f"unexpected {type(fault).__name__}: {fault}",
        where=f"{Path(frame.filename).name}:{frame.lineno}",
        hint="this is a fault of the program; please report it with the output of `--traceback` (CONTRIBUTING.md)",
    )
    error.__cause__ = fault
    return error
