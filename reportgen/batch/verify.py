"""Compare the files of a folder with their record, and with what would be made of the same inputs today."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportgen.batch.decide import differences
from reportgen.batch.handing import run_tasks
from reportgen.batch.held import Task
from reportgen.batch.kinds import PICTURE, TRACE, WORKBOOK
from reportgen.batch.make import NOTHING
from reportgen.batch.plan import plan
from reportgen.batch.recorded import batches_of
from reportgen.batch.request import from_text
from reportgen.batch.run import crew_for
from reportgen.batch.store import Folder
from reportgen.builders import BUILDERS
from reportgen.errors import ReportErrors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.jobs import Outcome
    from reportgen.batch.manifest import Manifest, Record
    from reportgen.batch.recorded import Batch
    from reportgen.batch.request import Request
    from reportgen.batch.run import Way
    from reportgen.batch.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """What is true of one file of the record."""

    name: str
    state: Literal["whole", "missing", "changed", "different", "older"]
    """`older`: of earlier data or templates, by which alone its numbers can be judged."""
    reason: str = ""
    digits: tuple[tuple[str, int], ...] = ()
    """Of a file that was read, how many sequences of digits of each kind it has; of none are those nobody knows."""


def verify(store: Store, manifest: Manifest) -> Iterator[Finding]:
    """Yield of each file of the record whether it is there as it was made, in the order of their names."""
    for name, record in sorted(manifest.files.items()):
        found = store.checksum(name)
        if not found:
            yield Finding(name, "missing", "the file is not there")
        elif found != record.sha256:
            yield Finding(name, "changed", "its bytes are not those that were written")
        else:
            yield Finding(name, "whole")


def rebuild(manifest: Manifest, request: Request, way: Way) -> Iterator[Finding]:
    """Make each document of the record again, elsewhere, and yield whether the bytes are those of the record.

    `request` says where data and templates are; all else comes from the record. Raises ReportError when they do not
    have what the record speaks of.
    """
    for batch, records in sorted(batches_of(manifest).items(), key=lambda item: repr(item[0])):
        with tempfile.TemporaryDirectory() as folder:
            for outcome in _rebuilt(batch, records, request, way, folder=Path(folder)):
                yield from _compared(outcome, records, manifest)
                for result in outcome.results:
                    (Path(folder) / result.name).unlink(missing_ok=True)


def _rebuilt(
    batch: Batch, records: dict[str, Record], request: Request, way: Way, *, folder: Path
) -> Iterator[Outcome]:
    kinds = {record.kind for record in records.values()}
    places = tuple(dict.fromkeys(record.place for record in records.values()))
    wanted = replace(
        request,
        reports=(batch.report,),
        places=tuple(filter(None, places)),
        formats=tuple(sorted(kinds & set(BUILDERS))),
        with_data=WORKBOOK in kinds,
        with_trace=TRACE in kinds,
        index=PICTURE in kinds,
        allow_failing_checks=True,
        out=folder,
        force=True,
        **{name: from_text(name, text) for name, text in batch.choices},
    )
    planned = plan(wanted)
    context = replace(planned.context, store=Folder(folder, folder))
    tasks = [Task(job, NOTHING) for job in planned.jobs]
    with crew_for(context, way, len(tasks)) as crew:
        yield from run_tasks(tasks, crew, context, is_stopped=way.is_stopped)


def _compared(outcome: Outcome, records: dict[str, Record], manifest: Manifest) -> Iterator[Finding]:
    if outcome.errors:
        raise ReportErrors(outcome.errors)
    for result in outcome.results:
        record, made = records.get(result.name), result.record
        if record is None or made is None:
            continue
        if made.sha256 == record.sha256:
            yield Finding(result.name, "whole")
            continue
        changed = ["its words or figures changed"] if made.document != record.document else []
        changed += differences(manifest.environments.get(record.environment, ()), result.environment)
        yield Finding(result.name, "different", ", ".join(changed) or "the same inputs gave other bytes")
