"""Hand out tasks to workers, and go on when one of them dies."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from time import sleep
from typing import TYPE_CHECKING

from reportgen.batch.held import Ran, Task, run_held
from reportgen.batch.jobs import FileResult, Outcome, file_names
from reportgen.batch.make import run_job
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager

    from reportgen.batch.jobs import Context

IN_HAND = 2
"""Groups of tasks per worker that are handed out at a time, so that none waits and none piles up."""
MOST_IN_GROUP = 64
"""Tasks, however quick: so many are tried again, each alone, when their worker is lost."""
ATTEMPTS = 2
"""Workers that a job may take down with it, alone, before it is given up."""
RECOVERY = 0.5
"""Seconds before the next attempt: when the server that forks was killed, the system takes a while to say so."""
BAD_STARTS = 3
"""Pools in a row that may break without having finished anything, before the rest is done without workers."""


class NoWorkers(Exception):
    """No worker could be begun: what the system lacks for it, no task is to blame for."""


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
    group_seconds: float = 0
    """How long the tasks may take that are handed out together; 0 for one at a time."""


def never() -> bool:
    """Stop nothing: for who begins a run and lets it go to its end."""
    return False


class _Pace:
    """How many tasks are handed out together, after how long those took that came back."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.size = 1

    def hear(self, ran: Ran) -> None:
        if self.seconds and ran.seconds:
            fitting = int(self.seconds * len(ran.outcomes) / ran.seconds)
            # a first one loads and prepares what the others use, so its time says little of theirs
            self.size = max(1, min(fitting, 2 * len(ran.outcomes), MOST_IN_GROUP))


def run_tasks(
    tasks: Iterable[Task | None], crew: Crew, context: Context, *, is_stopped: Callable[[], bool] = never
) -> Iterator[Outcome]:
    """Yield what became of each task, as it becomes known, in no particular order.

    A None among the tasks says that the next one depends on what becomes of those in hand. When a worker dies, what
    was in hand is tried again, each task alone, so that the one to blame is found; a task that takes down its worker
    again and again is given up. Where no worker comes to finish anything, the rest is done here, without workers. When
    `is_stopped` says so, no further task is begun.
    """
    waiting = iter(tasks)
    pace = _Pace(crew.group_seconds)
    bad_starts = 0
    suspects: deque[Task] = deque()
    while True:
        try:
            done, lost = yield from _run_until_lost(waiting, crew, context, is_stopped, pace)
        except NoWorkers:
            bad_starts += 1
            if bad_starts == BAD_STARTS:
                yield from _run_here(chain(suspects, waiting), context, is_stopped)
                return
            sleep(RECOVERY)
            continue
        suspects.extend(lost)
        if lost:
            bad_starts = 0 if done else bad_starts + 1
            if bad_starts == BAD_STARTS:
                yield from _run_here(chain(suspects, waiting), context, is_stopped)
                return
        elif not suspects:
            return
        else:
            # the next tasks may have waited for these
            while suspects and not is_stopped():
                yield _run_alone(suspects.popleft(), crew, context)
            if is_stopped():
                return


def _run_here(tasks: Iterable[Task | None], context: Context, is_stopped: Callable[[], bool]) -> Iterator[Outcome]:
    for task in tasks:
        if is_stopped():
            return
        if task is not None:
            yield run_job(task.job, context, known=task.known)


def _run_until_lost(
    waiting: Iterator[Task | None], crew: Crew, context: Context, is_stopped: Callable[[], bool], pace: _Pace
) -> Generator[Outcome, None, tuple[int, list[Task]]]:
    """Run tasks until there are none or a worker is lost; return how many were done, and what was in hand then."""
    done = 0
    lost: list[Task] = []
    at_once = crew.size * IN_HAND if crew.lost else 1
    with crew.start() as executor:
        running: dict[Future[Ran], tuple[Task, ...]] = {}
        while True:
            while not lost and len(running) < at_once and not is_stopped():
                group = _group(waiting, pace.size)
                if not group:
                    break
                running[_submit(executor, group, crew)] = group
            if not running:
                return done, lost
            finished = wait(running, return_when=FIRST_COMPLETED).done
            for future in [future for future in running if future in finished]:
                group = running.pop(future)
                ran = _ran(future, group, crew, context)
                if ran is None:
                    lost += group
                else:
                    done += len(group)
                    pace.hear(ran)
                    yield from ran.outcomes


def _group(waiting: Iterator[Task | None], size: int) -> tuple[Task, ...]:
    """Return the next tasks, at most so many, up to one that has to wait."""
    group: list[Task] = []
    for task in islice(waiting, size):
        if task is None:
            break
        group.append(task)
    return tuple(group)


def _submit(executor: Executor, group: tuple[Task, ...], crew: Crew) -> Future[Ran]:
    try:
        return executor.submit(run_held, group, crew.key)
    except crew.lost as error:
        broken: Future[Ran] = Future()
        broken.set_exception(error)
        return broken


def _ran(future: Future[Ran], group: tuple[Task, ...], crew: Crew, context: Context) -> Ran | None:
    """Return what became of tasks; None when their worker is gone, or one of several may be to blame."""
    try:
        return future.result()
    except crew.lost:
        return None
    except Exception as fault:  # what cannot be sent to a worker or back
        if len(group) > 1:
            return None
        return Ran((_failed(group[0], context, f"unexpected {type(fault).__name__}: {fault}"),), 0)


def _run_alone(task: Task, crew: Crew, context: Context) -> Outcome:
    is_to_blame = False
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(RECOVERY)
        with suppress(NoWorkers), crew.start() as executor:
            ran = _ran(_submit(executor, (task,), crew), (task,), crew, context)
            if ran is not None:
                return ran.outcomes[0]
            is_to_blame = True
    if not is_to_blame:
        return run_job(task.job, context, known=task.known)
    return _failed(task, context, "its worker process died each time", hint="is there enough memory?")


def _failed(task: Task, context: Context, message: str, *, hint: str = "") -> Outcome:
    error = BuildError(message, where=task.job.name, hint=hint)
    names = file_names(task.job, context).values()
    return Outcome(task.job, tuple(FileResult(name, "failed", message) for name in names), (error,))
