"""Say of each document that was made whether it is still what would be made today, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.batch.jobs import FileResult
from reportgen.batch.kinds import PICTURE, TRACE, WORKBOOK
from reportgen.batch.make import compose_job
from reportgen.batch.plan import plan
from reportgen.batch.recorded import batches_of
from reportgen.batch.request import from_text
from reportgen.batch.run import HERE, run_plan
from reportgen.builders import BUILDERS, Surroundings, builder
from reportgen.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.manifest import Manifest, Record
    from reportgen.batch.recorded import Batch
    from reportgen.batch.request import Request


def standing(manifest: Manifest, request: Request) -> Iterator[tuple[FileResult, ReportError | None]]:
    """Yield of each document's files what `--dry-run` says of them, made with the choices of their records.

    `request` says where data, templates and files are. Nothing is built or written, documents are only composed. What
    cannot be made any more, because its report or place is gone, comes with the error.
    """
    for batch, records in sorted(batches_of(manifest).items(), key=lambda item: repr(item[0])):
        try:
            planned = plan(_as_recorded(batch, records, request))
        except ReportError as error:
            yield from ((_unknown(name, error), error) for name in records)
            continue
        for outcome in run_plan(planned, HERE):
            first = outcome.errors[0] if outcome.errors else None
            yield from ((result, first) for result in outcome.results if result.name in records)


def made_anew(manifest: Manifest, name: str, request: Request) -> bytes:
    """Return a file of the record as it would be made today, with its own date and choices; nothing is written.

    `request` says where data and templates are. Raises ReportError when they do not have what the record speaks of.
    """
    found = ((batch, records) for batch, records in batches_of(manifest).items() if name in records)
    batch, records = next(found)
    record = records[name]
    dated = date.fromisoformat(record.date) if record.date else request.date
    planned = plan(replace(_as_recorded(batch, {name: record}, request), date=dated))
    job, context = planned.jobs[0], planned.context
    surroundings = Surroundings(template=context.docx_template)
    return builder(record.kind).build(compose_job(job, context).document, context.themes[job.report], surroundings)


def _unknown(name: str, error: ReportError) -> FileResult:
    return FileResult(name, "failed", error.message)


def _as_recorded(batch: Batch, records: dict[str, Record], request: Request) -> Request:
    kinds = {record.kind for record in records.values()}
    return replace(
        request,
        reports=(batch.report,),
        places=tuple(dict.fromkeys(record.place for record in records.values() if record.place)),
        formats=tuple(sorted(kinds & set(BUILDERS))),
        with_data=WORKBOOK in kinds,
        with_trace=TRACE in kinds,
        index=PICTURE in kinds,
        allow_failing_checks=True,
        dry_run=True,
        **{name: from_text(name, text) for name, text in batch.choices},
    )
