"""Run a request from beginning to end, and say what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.cli.reporting import Tally, progress
from reportgen.cli.stopping import stopping
from reportgen.process import STOPPED

if TYPE_CHECKING:
    from reportgen.batch import Plan, Request, Way
    from reportgen.cli.reporting import Voice


def run(request: Request, voice: Voice, *, jobs: int, scheduler: str, has_bar: bool) -> int:
    """Make what a request asks for and return the exit code: that of the worst error, or that of Ctrl-C."""
    from reportgen.batch import Standing, Way, prepare  # Jinja2 and all else that makes reports

    tally = Tally()
    planned = prepare(request)
    if isinstance(planned, Standing):
        tally.states["unchanged"] = len(planned.names)
        voice.summary(tally)
        return 0
    for note in planned.notes:
        voice.note(f"note: {note}")
    with stopping(voice.note) as is_stopped:
        way = Way(jobs=jobs, scheduler=scheduler, is_stopped=is_stopped, warn=voice.error)
        try:
            _watch(planned, way, voice, tally=tally, has_bar=has_bar)
        finally:
            voice.summary(tally)
    if is_stopped():
        voice.note("stopped; the same command goes on from here")
        return STOPPED
    return tally.exit_code


def _watch(planned: Plan, way: Way, voice: Voice, *, tally: Tally, has_bar: bool) -> None:
    from reportgen.batch import run_plan

    with progress(len(planned.jobs), is_wanted=has_bar) as bar:
        for outcome in run_plan(planned, way):
            tally.add(outcome)
            for result in outcome.results:
                voice.file(result, planned.context.store.shown(result.name))
            for note in outcome.notes:
                voice.note(f"note: {note}")
            for error in outcome.errors:
                voice.error(error)
            if bar is not None:
                bar.advance(bar.task_ids[0])
