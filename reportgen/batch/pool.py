"""Run tasks in worker processes, and go on when one of them dies."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import active_children, connection, get_all_start_methods, get_context, parent_process
from time import monotonic, sleep
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import digest
from reportgen.batch.jobs import FileResult, Outcome, file_names
from reportgen.batch.make import Known, run_job
from reportgen.errors import BuildError
from reportgen.memory import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager
    from multiprocessing.process import BaseProcess

    from reportgen.batch.jobs import Context, Job

FEW = 8
"""Documents up to which no worker is started: starting one takes as long as making some."""
IN_HAND = 2
"""Tasks per worker that are handed out at a time, so that none waits and none piles up."""
ATTEMPTS = 2
"""Workers that a job may take down with it, alone, before it is given up."""
RECOVERY = 0.5
"""Seconds before the next attempt: when the server that forks was killed, the system takes a while to say so."""
OWN_FILES = 32
FILES_PER_WORKER = 8
"""Open files that a run needs for itself, and for each worker; both about twice of what was measured."""
PATIENCE = 5
"""Seconds in which a worker finishes what it has in hand when it is to end."""
BAD_STARTS = 3
"""Pools in a row that may break without having finished anything, before the rest is done without workers."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job and what is known of its files."""

    job: Job
    known: Known


@dataclass(frozen=True, slots=True)
class Crew:
    """Who carries out the tasks."""

    start: Callable[[], AbstractContextManager[Executor]]
    """Each call gives fresh workers."""
    size: int
    """Workers at a time."""
    lost: tuple[type[Exception], ...]
    """What a future raises when its worker is gone."""
    key: str = ""
    """Under which a worker holds what the jobs share."""


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


def never() -> bool:
    """Stop nothing: for who begins a run and lets it go to its end."""
    return False


def run_tasks(
    tasks: Iterable[Task], crew: Crew, context: Context, *, is_stopped: Callable[[], bool] = never
) -> Iterator[Outcome]:
    """Yield what became of each task, as it becomes known, in no particular order.

    When a worker dies, what was in hand is tried again, each task alone, so that the one to blame is found; a task
    that takes down its worker again and again is given up. Where no worker comes to finish anything, the rest is done
    here, without workers. When `is_stopped` says so, no further task is begun.
    """
    waiting = iter(tasks)
    suspects: deque[Task] = deque()
    bad_starts = 0
    while True:
        done, lost = yield from _run_until_lost(waiting, crew, context, is_stopped)
        suspects.extend(lost)
        if not lost:
            break
        bad_starts = 0 if done else bad_starts + 1
        if bad_starts == BAD_STARTS:
            yield from _run_here(chain(suspects, waiting), context, is_stopped)
            return
    for task in suspects:
        if is_stopped():
            return
        yield _run_alone(task, crew, context)


def _run_here(tasks: Iterable[Task], context: Context, is_stopped: Callable[[], bool]) -> Iterator[Outcome]:
    for task in tasks:
        if is_stopped():
            return
        yield run_job(task.job, context, known=task.known)


def _run_until_lost(
    waiting: Iterator[Task], crew: Crew, context: Context, is_stopped: Callable[[], bool]
) -> Generator[Outcome, None, tuple[int, list[Task]]]:
    """Run tasks until there are none or a worker is lost; return how many were done, and what was in hand then."""
    done = 0
    lost: list[Task] = []
    at_once = crew.size * IN_HAND if crew.lost else 1
    with crew.start() as executor:
        running: dict[Future[Outcome], Task] = {}
        while True:
            if not lost and not is_stopped():
                for task in islice(waiting, at_once - len(running)):
                    running[_submit(executor, task, crew)] = task
            if not running:
                return done, lost
            finished = wait(running, return_when=FIRST_COMPLETED).done
            for future in [future for future in running if future in finished]:
                task = running.pop(future)
                outcome = _outcome(future, task, crew, context)
                if outcome is None:
                    lost.append(task)
                else:
                    done += 1
                    yield outcome


def _submit(executor: Executor, task: Task, crew: Crew) -> Future[Outcome]:
    try:
        return executor.submit(run_held, task, crew.key)
    except crew.lost as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def _outcome(future: Future[Outcome], task: Task, crew: Crew, context: Context) -> Outcome | None:
    """Return what became of a task; None when its worker is gone."""
    try:
        return future.result()
    except crew.lost:
        return None
    except Exception as fault:  # what cannot be sent to a worker or back
        return _failed(task, context, f"unexpected {type(fault).__name__}: {fault}")


def _run_alone(task: Task, crew: Crew, context: Context) -> Outcome:
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(RECOVERY)
        with crew.start() as executor:
            outcome = _outcome(_submit(executor, task, crew), task, crew, context)
            if outcome is not None:
                return outcome
    return _failed(task, context, "its worker process died each time", hint="is there enough memory?")


def _failed(task: Task, context: Context, message: str, *, hint: str = "") -> Outcome:
    error = BuildError(message, where=task.job.name, hint=hint)
    names = file_names(task.job, context).values()
    return Outcome(task.job, tuple(FileResult(name, "failed", message) for name in names), (error,))


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

    def submit(self, _: object, task: Task, *__: object) -> Future[Outcome]:  # type: ignore[override]
        """Return a future that is done."""
        future: Future[Outcome] = Future()
        future.set_result(run_job(task.job, self.context, known=task.known))
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


def run_held(task: Task, key: str) -> Outcome:
    """Run a task with what this process holds."""
    with _busy:
        return run_job(task.job, _held[key], known=task.known)
