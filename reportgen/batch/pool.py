"""The processes of this machine that carry out tasks."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, connection, get_all_start_methods, get_context, parent_process
from time import monotonic
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import digest
from reportgen.batch.handing import Crew
from reportgen.batch.held import hold, packed
from reportgen.memory import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from reportgen.batch.jobs import Context

PATIENCE = 5
"""Seconds in which a worker finishes what it has in hand when it is to end."""


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
