"""Make documents, and tell of each as soon as it is finished."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from reportgen.serve.tasks.asked import request_of, told_error
from reportgen.serve.tasks.editions import keep_editions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch import FileResult, Outcome, Plan, Way
    from reportgen.serve.tasks import Talk, Values

PATIENCE, PAUSE = 20, 0.2
"""Seconds: for a run whose server was killed, and that ends its documents in hand."""


def build(values: Values, talk: Talk) -> Values:
    """Carry out a request; return nothing but that it ended. Raises ReportError for one that cannot be meant."""
    from reportgen.batch import Standing, Way, prepare

    planned = prepare(request_of(values))
    if isinstance(planned, Standing):
        files = [{"name": name, "state": "unchanged", "reason": "", "bytes": 0} for name in planned.names]
        talk.tell({"event": "plan", "documents": 0})
        talk.tell({"event": "document", "name": "", "place": "", "files": files, "errors": [], "notes": []})
        return {}
    talk.tell({"event": "plan", "documents": len(planned.jobs)})
    for note in planned.notes:
        talk.tell({"event": "note", "text": note})
    warnings: list[Values] = []
    way = Way(jobs=int(values.get("jobs", 0)), is_stopped=talk.is_stopped,
              warn=lambda error: warnings.extend(told_error(error)))  # fmt: skip
    made: list[FileResult] = []
    for outcome in _patiently(planned, way):
        made += outcome.results
        errors = [each for error in outcome.errors for each in told_error(error)]
        talk.tell({
            "event": "document" if outcome.job else "more",
            "place": outcome.job.place if outcome.job else "",
            "name": planned.context.package.place(outcome.job.place).name if outcome.job and outcome.job.place else "",
            "files": [_file(result) for result in outcome.results],
            "errors": errors,
            "notes": list(outcome.notes),
        })  # fmt: skip
    if values.get("editions"):
        keep_editions(Path(values["editions"]), made, Path(values["out"]))
    return {"warnings": warnings}


def _patiently(planned: Plan, way: Way) -> Iterator[Outcome]:
    """Yield what `run_plan` does, once a run that is just ending has left the folder."""
    from reportgen.batch import FolderBusy, run_plan

    until = monotonic() + PATIENCE
    while True:
        try:
            yield from run_plan(planned, way)
        except FolderBusy:
            if monotonic() > until or way.is_stopped():
                raise
            sleep(PAUSE)
        else:
            return


def _file(result: FileResult) -> Values:
    size = result.record.size if result.record else 0
    return {"name": result.name, "state": result.state, "reason": result.reason, "bytes": size}
