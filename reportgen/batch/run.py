"""Carry out a plan: hand out its jobs, note what is finished, and keep the manifest."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.batch.extras import INDEX, vanished, write_extras
from reportgen.batch.handing import never, run_tasks
from reportgen.batch.held import Task
from reportgen.batch.inputs import read_inputs
from reportgen.batch.jobs import FileResult, Outcome, file_names
from reportgen.batch.journal import noting, with_journal
from reportgen.batch.make import Known, composes, run_job
from reportgen.batch.manifest import EMPTY, read_manifest, write_manifest
from reportgen.batch.shared import Shared
from reportgen.batch.workers import has_files_for, inline, worker_count
from reportgen.errors import BuildError, UsageError
from reportgen.memory import seldom_collected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportgen.batch.entries import Entry
    from reportgen.batch.handing import Crew
    from reportgen.batch.jobs import Context, Job
    from reportgen.batch.manifest import Environment, Manifest, Record
    from reportgen.batch.plan import Plan


def _unheard(error: BuildError) -> None:
    """Let a warning pass: whoever builds from Python is told of errors only."""


@dataclass(frozen=True, slots=True)
class Way:
    """Who carries out a plan, and whom it listens to."""

    jobs: int = 0
    """Processes; 0 for as many as help."""
    scheduler: str = ""
    """Address of the scheduler of a Dask cluster; empty for this machine."""
    is_stopped: Callable[[], bool] = never
    """Says when no further job is to be begun."""
    warn: Callable[[BuildError], object] = _unheard
    """Hears what is wrong without being in the way."""


HERE = Way(jobs=1)


def run_plan(planned: Plan, way: Way = HERE) -> Iterator[Outcome]:
    """Make what has to be made and yield what became of each job, and of what is made from all documents together.

    The manifest is written when all is done, and also when the caller stops half way. Raises BuildError when nothing
    can be made at all.
    """
    context = planned.context
    if context.request.dry_run:
        yield from _outcomes(planned, _known_files(context, way), way)
        return
    with seldom_collected(), context.store.exclusive():
        context.store.sweep()
        manifest = _known_files(context, way)
        finished: list[FileResult] = []
        results: list[FileResult] = []
        try:
            with noting(context.store, way.warn) as note:
                for outcome in _outcomes(planned, manifest, way):
                    for result in outcome.results:
                        note(result)
                    results += outcome.results
                    finished += (result for result in outcome.results if result.record)
                    yield outcome
            missing = vanished(results, context.store)
            if missing:
                finished = [each for each in finished if each.name not in missing]
                results = [_unless(each, missing) for each in results]
                yield Outcome(None, errors=tuple(missing.values()))
            after = with_results(manifest, finished)
            extras = write_extras(planned, after, results)
            if extras is not None:
                finished += (result for result in extras.results if result.record)
                yield extras
        finally:
            _keep(planned, manifest, finished)
            context.store.sweep()  # a worker that was killed may have left something, too


def _unless(result: FileResult, missing: Mapping[str, BuildError]) -> FileResult:
    """Return what became of a file, once it is known which are not there any more."""
    return FileResult(result.name, "failed", missing[result.name].message) if result.name in missing else result


def _known_files(context: Context, way: Way) -> Manifest:
    """Return the manifest, with what a killed run noted.

    Raises BuildError for one that cannot be read: without it no file could be told from one of somebody else. When all
    is made by force, that is only a warning, and what is there is passed over.
    """
    store = context.store
    tolerated = BuildError if context.request.force else ()
    manifest = EMPTY
    try:
        manifest = read_manifest(store)
    except tolerated as error:
        way.warn(error)
    try:
        return with_journal(manifest, store)
    except tolerated as error:
        way.warn(error)
        if not context.request.dry_run:
            store.forget()
        return manifest


def with_results(manifest: Manifest, finished: Iterable[FileResult]) -> Manifest:
    """Return a manifest with what became of files that stand as they should."""
    records: list[Record] = []
    environments: dict[str, Environment] = {}
    entries: dict[str, Entry] = {}
    for result in finished:
        if result.record is not None:
            records.append(result.record)
            environments[result.record.environment] = result.environment
            if result.entry is not None:
                entries[result.record.document] = result.entry
    return manifest.with_files(records, environments, entries)


def _keep(planned: Plan, manifest: Manifest, finished: Iterable[FileResult]) -> None:
    """Write the manifest with what was finished, when that changes it, and drop the notes it was written from."""
    store = planned.context.store
    names = {result.name for result in finished}
    after = with_results(manifest, finished)
    wanted = _wanted(planned)
    if names >= set(wanted) and read_inputs(planned.asked).key == planned.key:  # else they changed meanwhile
        after = after.with_request(planned.key, wanted)
    if after != manifest or store.notes() is not None:
        write_manifest(store, after)
        store.forget()


def _wanted(planned: Plan) -> tuple[str, ...]:
    """Return the names of all files that a plan has to end with, in the order they were asked for."""
    names = (name for job in planned.jobs for name in file_names(job, planned.context).values())
    return (
        *names,
        *(INDEX if planned.index else ()),
        *_site(planned),
        *((planned.archive,) if planned.archive else ()),
    )


def _site(planned: Plan) -> tuple[str, ...]:
    request = planned.context.request
    if not request.site:
        return ()
    from reportgen.batch.index import site_names  # pages for a browser; not for whoever wants none

    return site_names(request.site_address)


def _outcomes(planned: Plan, manifest: Manifest, way: Way) -> Iterator[Outcome]:
    context = planned.context
    shared = Shared(planned.jobs, context)
    for outcome in _trials(shared, context, manifest, way, documents=len(planned.jobs)):
        yield shared.hear(outcome)
    tasks = (Task(job, known(job, context, manifest)) if job else None for job in shared.jobs())
    with crew_for(context, way, len(planned.jobs)) as crew:
        for outcome in run_tasks(tasks, crew, context, is_stopped=way.is_stopped):
            yield shared.hear(outcome)
    yield from shared.rest()


def _trials(shared: Shared, context: Context, manifest: Manifest, way: Way, *, documents: int) -> Iterator[Outcome]:
    """Yield what became of the first documents of each report, which are made here.

    When others will help, that is done only for a report whose first document cannot be composed.
    """
    is_here = not way.scheduler and worker_count(documents, asked=way.jobs) == 1
    for first in shared.first():
        if is_here or not composes(first, context):
            for job in shared.trial(first.report):
                if way.is_stopped():
                    return
                yield run_job(job, context, known=known(job, context, manifest))


def known(job: Job, context: Context, manifest: Manifest) -> Known:
    """Return what the manifest knows of the files of a job."""
    records = {name: manifest.files[name] for name in file_names(job, context).values() if name in manifest.files}
    used = sorted({record.environment for record in records.values()})
    return Known(records, {name: manifest.environments.get(name, ()) for name in used})


@contextmanager
def crew_for(context: Context, way: Way, documents: int) -> Iterator[Crew]:
    """Give those who carry out that many documents; nobody else has to help with a few."""
    workers = worker_count(documents, asked=way.jobs)
    if way.scheduler:
        try:
            from reportgen.batch.cluster import cluster  # Dask, which comes with `reportgen[cluster]`
        except ImportError as error:
            raise UsageError("a cluster needs Dask", hint="pip install `reportgen[cluster]`") from error
        with cluster(context, way.scheduler) as crew:
            yield crew
    else:
        if workers == 1 or not has_files_for(workers):
            yield inline(context)
        else:
            from reportgen.batch.pool import processes  # what starts and joins processes; not for one document

            yield processes(context, workers)
