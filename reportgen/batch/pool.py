"""The processes of this machine that carry out tasks."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, connection, get_all_start_methods, get_context, parent_process
from time import monotonic
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import digest
from reportgen.batch.handing import Crew
from reportgen.batch.held import Ran, Task, hold, packed, run_group
from reportgen.memory import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from reportgen.batch.jobs import Context

FEW = 8
"""Documents up to which no worker is started: starting one takes as long as making some."""
OWN_FILES = 32
FILES_PER_WORKER = 8
"""Open files that a run needs for itself, and for each worker; both about twice of what was measured."""
PATIENCE = 5
"""Seconds in which a worker finishes what it has in hand when it is to end."""


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


def processes(context: Context, workers: int) -> Crew:
    """Return a crew of processes of this machine. What the jobs share is pickled once, and read once by each."""
    payload = packed(context)
    # The last two are raised when not a worker but the server that forks them is gone.
    return Crew(partial(_processes, payload, workers), workers, (BrokenProcessPool, OSError, EOFError), digest(payload))


@contextmanager
def _processes(payload: bytes, workers: int) -> Iterator[Executor]:
    # A fork would copy the locks of threads that are not copied; a server that forks before any are made does not.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    how = get_context(method)
    if method == "forkserver":
        how.set_forkserver_preload(["reportgen.batch.pool", "reportgen.builders.pdf"])
    others = set(active_children())
    executor = ProcessPoolExecutor(workers, mp_context=how, initializer=begin, initargs=(payload,))
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        _end(set(active_children()) - others)


def _end(workers: Iterable[BaseProcess]) -> None:
    """Let each worker finish what it has in hand, and end those that do not.

    One that was killed while it held the lock of a queue leaves the others waiting for it, and `shutdown` with them.
    """
    deadline = monotonic() + PATIENCE
    for worker in workers:
        worker.join(max(0, deadline - monotonic()))
        if worker.is_alive():
            worker.kill()


def begin(payload: bytes) -> None:
    """Make this process a worker: it leaves Ctrl-C to its parent, and ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    hold(payload)
    collect_seldom()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
