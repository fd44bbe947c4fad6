"""How many processes help with a batch, and the work of one alone."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from reportgen.batch.handing import Crew
from reportgen.batch.held import Ran, Task, run_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.jobs import Context

FEW = 8
"""Documents up to which no worker is started: starting one takes as long as making some."""
OWN_FILES = 32
FILES_PER_WORKER = 8
"""Open files that a run needs for itself, and for each worker; both about twice of what was measured."""


def worker_count(documents: int, *, asked: int) -> int:
    """Return how many processes help: as many as asked for, else as there are processors; one for a few documents."""
    if asked:
        return max(1, min(asked, documents))
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if documents <= FEW else processors


def has_files_for(workers: int) -> bool:
    """Say whether the system gives this process enough open files to speak with so many workers."""
    try:
        import resource  # not on Windows, which has no such limit
    except ImportError:
        return True
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most == resource.RLIM_INFINITY or most >= OWN_FILES + FILES_PER_WORKER * workers


def inline(context: Context) -> Crew:
    """Return a crew of nobody: the tasks are run here, one after the other."""
    return Crew(partial(_inline, context), 1, ())


@contextmanager
def _inline(context: Context) -> Iterator[Executor]:
    yield _Inline(context)


class _Inline(Executor):
    """Run what is submitted at once."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def submit(self, _: object, group: tuple[Task, ...], *__: object) -> Future[Ran]:  # type: ignore[override]
        """Return a future that is done."""
        future: Future[Ran] = Future()
        future.set_result(run_group(group, self.context))
        return future
