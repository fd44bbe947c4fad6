"""The processes of this machine that carry out tasks."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import warnings
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

from reportgen.batch.fingerprints import digest
from reportgen.batch.handing import Crew, NoWorkers
from reportgen.batch.held import hold, packed
from reportgen.memory import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from reportgen.batch.jobs import Context

PATIENCE = 5
"""Seconds in which a worker finishes what it has in hand when it is to end."""
READY = b"ready"
GONE = (OSError, EOFError)
"""What a pipe says when nobody is at its other end."""


class WorkerGone(Exception):
    """A worker ended before it had answered."""


class Workers(Executor):
    """Processes that are each given one task at a time, through a pipe of their own.

    Unlike those of a `ProcessPoolExecutor` they share no lock: one that is killed takes nothing with it but what it had
    in hand, and there is nothing that Python's tracker of shared resources would have to be there for.
    """

    def __init__(self, payload: bytes, size: int) -> None:
        self.waiting: SimpleQueue[tuple[Future[Any], bytes] | None] = SimpleQueue()
        self.lock = threading.Lock()
        self.threads: list[threading.Thread] = []
        self.processes: list[BaseProcess] = []
        started = list(_started(payload, size))
        self.processes += (process for process, _ in started)
        pipes = _ready([pipe for _, pipe in started])
        self.at_work = len(pipes)
        for pipe in pipes:
            self.threads.append(threading.Thread(target=self._serve, args=(pipe,), daemon=True))
            self.threads[-1].start()

    def submit(self, call: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Hand out a call. Raises WorkerGone when no worker is left."""
        future: Future[Any] = Future()
        asked = pickle.dumps(partial(call, *args, **options), pickle.HIGHEST_PROTOCOL)
        with self.lock:
            if not self.at_work:
                raise WorkerGone
            self.waiting.put((future, asked))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let each worker finish what it has in hand, and end those that do not."""
        del wait, cancel_futures
        self._drop()
        for _ in self.threads:
            self.waiting.put(None)
        end(self.processes)

    def _serve(self, pipe: Connection) -> None:
        """Give one worker task after task, until there are no more or it is gone."""
        with pipe:
            while (task := self.waiting.get()) is not None and _answered(pipe, *task):
                pass
        with self.lock:
            self.at_work -= 1
            if not self.at_work:
                self._drop()

    def _drop(self) -> None:
        """Give up what nobody has begun."""
        with suppress(Empty):
            while True:
                if (task := self.waiting.get_nowait()) is not None:
                    task[0].set_exception(WorkerGone())


def _answered(pipe: Connection, future: Future[Any], asked: bytes) -> bool:
    """Ask a worker and pass on its answer; return whether it is still there."""
    try:
        pipe.send_bytes(asked)
        answer = pipe.recv_bytes()
    except GONE:
        future.set_exception(WorkerGone())
        return False
    try:
        is_good, result = pickle.loads(answer)
    except Exception as fault:  # whatever cannot be read again; it is told as what became of the task
        is_good, result = False, fault
    (future.set_result if is_good else future.set_exception)(result)
    return True


def _started(payload: bytes, size: int) -> Iterator[tuple[BaseProcess, Connection]]:
    """Begin so many workers, or as many as the system lets, and yield each with our end of its pipe."""
    # A fork would copy the locks of threads that are not copied; a server that forks before any are made does not.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    how = get_context(method)
    if method == "forkserver":
        how.set_forkserver_preload(["reportgen.batch.pool", "reportgen.builders.pdf"])
    with suppress(*GONE), warnings.catch_warnings():
        # the tracker was killed, say, and is begun again; nothing here depends on it
        warnings.filterwarnings("ignore", "resource_tracker: ", UserWarning)
        for _ in range(size):
            ours, theirs = how.Pipe()
            with theirs:
                process: BaseProcess = how.Process(target=work, args=(theirs, payload), daemon=True)  # type: ignore[attr-defined]
                process.start()
            yield process, ours


def _ready(pipes: Sequence[Connection]) -> list[Connection]:
    """Return the pipes of workers that have begun to work. Raises NoWorkers when there are none."""
    there = []
    for pipe in pipes:
        try:
            pipe.recv_bytes()
            there.append(pipe)
        except GONE:
            pipe.close()
    if not there:
        raise NoWorkers
    return there


def processes(context: Context, workers: int) -> Crew:
    """Return a crew of processes of this machine. What the jobs share is pickled once, and read once by each."""
    payload = packed(context)
    return Crew(partial(_processes, payload, workers), workers, (WorkerGone,), digest(payload))


@contextmanager
def _processes(payload: bytes, workers: int) -> Iterator[Executor]:
    executor = Workers(payload, workers)
    try:
        yield executor
    finally:
        executor.shutdown()


def end(workers: Sequence[BaseProcess]) -> None:
    """Wait a while for workers to end, and end those that do not."""
    deadline = monotonic() + PATIENCE
    for worker in workers:
        worker.join(max(0, deadline - monotonic()))
        if worker.is_alive():
            worker.kill()
            worker.join()


def work(pipe: Connection, payload: bytes) -> None:
    """Be a worker: answer what is asked through the pipe, until nobody asks any more.

    It leaves Ctrl-C to its parent, and ends when its parent does.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(*GONE), pipe:
        hold(payload)
        collect_seldom()
        pipe.send_bytes(READY)
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(asked: bytes) -> bytes:
    """Return whether a call went well, and its result or what it raised."""
    try:
        return pickle.dumps((True, pickle.loads(asked)()), pickle.HIGHEST_PROTOCOL)
    except Exception as fault:  # the parent says it
        with suppress(Exception):
            return pickle.dumps((False, fault), pickle.HIGHEST_PROTOCOL)
        return pickle.dumps((False, RuntimeError(repr(fault))), pickle.HIGHEST_PROTOCOL)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
