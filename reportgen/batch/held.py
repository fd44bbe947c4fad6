"""What a worker holds, once for all tasks of a batch, and what it does with the tasks that it is given."""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import digest
from reportgen.batch.make import Known, run_job

if TYPE_CHECKING:
    from reportgen.batch.jobs import Context, Job, Outcome


@dataclass(frozen=True, slots=True)
class Task:
    """A job and what is known of its files."""

    job: Job
    known: Known


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a group of tasks, in their order."""

    outcomes: tuple[Outcome, ...]
    seconds: float
    """How long all of them took."""


_held: dict[str, Context] = {}
"""What the jobs of a batch share, by its digest: a worker of a cluster may serve several batches."""
_busy = threading.Lock()
"""The libraries that draw are not made for threads."""


def packed(context: Context) -> bytes:
    """Return what the jobs share as bytes for `hold`."""
    return pickle.dumps(context, pickle.HIGHEST_PROTOCOL)


def hold(payload: bytes) -> None:
    """Keep what the jobs share, for `run_held`."""
    _held[digest(payload)] = pickle.loads(payload)


def release(key: str) -> None:
    """Forget what the jobs of a batch shared."""
    _held.pop(key, None)


def run_held(group: tuple[Task, ...], key: str) -> Ran:
    """Run tasks with what this process holds."""
    with _busy:
        return run_group(group, _held[key])


def run_group(group: tuple[Task, ...], context: Context) -> Ran:
    """Run tasks one after the other."""
    started = perf_counter()
    outcomes = tuple(run_job(task.job, context, known=task.known) for task in group)
    return Ran(outcomes, perf_counter() - started)
