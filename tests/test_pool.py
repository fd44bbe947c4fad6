"""Workers of every kind make the same files, and one that dies takes nothing with it."""

import os
import signal
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from reportgen.batch import Outcome, Request, Way, plan, run_plan
from reportgen.batch.handing import Crew, NoWorkers, run_tasks
from reportgen.batch.held import Task, run_group
from reportgen.batch.make import NOTHING
from reportgen.batch.pool import WorkerGone, processes
from reportgen.batch.workers import worker_count
from tests.worlds import make_world

PLACES = ("AA", "BB", "CC")


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def planned(world, out, *reports, places=PLACES, formats=("pdf", "docx", "txt")):
    return plan(
        Request(
            reports or ("sheet", "note"),
            places=places,
            formats=formats,
            out=out,
            data=world.data,
            templates=world.templates,
            date=date(2025, 6, 30),
            index=True,
        )
    )


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def documents(folder):
    return {name: content for name, content in contents(folder).items() if name != "manifest.json"}


def test_processes_make_the_same_bytes_as_one_after_the_other(world, tmp_path):
    for name, jobs in (("serial", 1), ("processes", 2)):
        outcomes = list(run_plan(planned(world, tmp_path / name), Way(jobs=jobs)))
        assert [outcome.errors for outcome in outcomes] == [()] * 5
    assert documents(tmp_path / "serial") == documents(tmp_path / "processes")


def test_the_order_of_the_documents_does_not_change_a_byte(world, tmp_path):
    list(run_plan(planned(world, tmp_path / "one"), Way(jobs=1)))
    list(run_plan(planned(world, tmp_path / "other", "note", "sheet", places=PLACES[::-1]), Way(jobs=1)))
    assert documents(tmp_path / "one") == documents(tmp_path / "other")


def test_few_documents_need_no_worker():
    assert worker_count(3, asked=0) == 1
    assert worker_count(3, asked=2) == 2
    assert worker_count(3, asked=8) == 3
    assert worker_count(0, asked=2) == 1
    assert worker_count(1000, asked=0) >= 1


class Fragile(Executor):
    """Workers of which each job in `deadly` kills one, as the pool of processes would report it."""

    def __init__(self, context, deadly, groups=None):
        self.context, self.deadly, self.is_broken = context, deadly, False
        self.groups = [] if groups is None else groups

    def submit(self, _, group, *__):
        future = Future()
        self.groups.append(len(group))
        killers = [task.job.place for task in group if self.deadly.get(task.job.place, 0)]
        if self.is_broken or killers:
            if not self.is_broken:
                self.deadly[killers[0]] -= 1
            self.is_broken = True
            future.set_exception(BrokenProcessPool("gone"))
        else:
            future.set_result(run_group(group, self.context))
        return future


def fragile(context, deadly, groups=None, *, group_seconds=0):
    @contextmanager
    def start():
        yield Fragile(context, deadly, groups)

    return Crew(start, 2, (BrokenProcessPool,), group_seconds=group_seconds)


def run_fragile(world, deadly):
    made = planned(world, world.out, "sheet", formats=("txt",))
    tasks = [Task(job, NOTHING) for job in made.jobs]
    return {outcome.job.place: outcome for outcome in run_tasks(tasks, fragile(made.context, deadly), made.context)}


def made(world):
    """Names of what was made, hidden files included; the notes stay where nobody writes the manifest."""
    return [name for name in world.files() if name != ".manifest.journal"]


def test_a_worker_that_dies_once_costs_nothing(world):
    outcomes = run_fragile(world, {"BB": 1})
    assert {place: outcome.errors for place, outcome in outcomes.items()} == dict.fromkeys(PLACES, ())
    assert made(world) == [f"sheet-{place}-2020-2022.txt" for place in PLACES]


def test_a_job_that_kills_each_worker_is_reported_and_the_others_are_made(world):
    outcomes = run_fragile(world, {"BB": 99})
    assert {place: outcome.exit_code for place, outcome in outcomes.items()} == {"AA": 0, "BB": 5, "CC": 0}
    assert "its worker process died each time" in str(outcomes["BB"].errors[0])
    assert [result.state for result in outcomes["BB"].results] == ["failed"]


def test_where_no_worker_starts_the_documents_are_made_without(world):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    tasks = [Task(job, NOTHING) for job in plan.jobs * 5]
    outcomes = list(run_tasks(tasks, fragile(plan.context, dict.fromkeys(PLACES, 99)), plan.context))
    assert [outcome.errors for outcome in outcomes] == [()] * len(tasks)
    assert made(world) == [f"sheet-{place}-2020-2022.txt" for place in PLACES]


@pytest.mark.parametrize("starts", [0, 1, 2])
def test_where_none_can_be_begun_the_documents_are_made_without(world, starts):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    begun = []

    @contextmanager
    def start():
        begun.append(1)
        if len(begun) > starts:
            raise NoWorkers
        yield Fragile(plan.context, {"BB": 1})

    tasks = [Task(job, NOTHING) for job in plan.jobs]
    outcomes = list(run_tasks(tasks, Crew(start, 2, (BrokenProcessPool,)), plan.context))
    assert [outcome.errors for outcome in outcomes] == [()] * 3


@pytest.mark.conformance
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="finds processes in /proc")
def test_a_tracker_of_python_that_is_killed_costs_nothing_and_says_nothing(world, capfd):
    from multiprocessing import resource_tracker

    made = planned(world, world.out, "sheet", formats=("txt",))
    for outcome in run_plan(made, Way(jobs=2)):
        assert outcome.errors == ()
        if tracker := resource_tracker._resource_tracker._pid:
            with suppress(ProcessLookupError):
                os.kill(tracker, signal.SIGKILL)
    made = planned(world, world.folder / "other", "sheet", formats=("txt",))
    assert [outcome.errors for outcome in run_plan(made, Way(jobs=2))] == [()] * 4
    assert capfd.readouterr().err == ""


def test_a_worker_answers_with_what_a_call_raised(world):
    plan = planned(world, world.out, "sheet", formats=("txt",))
    with processes(plan.context, 1).start() as executor:
        assert executor.submit(int, "7").result(timeout=60) == 7
        with pytest.raises(ValueError, match="invalid literal"):
            executor.submit(int, "x").result(timeout=60)
        with pytest.raises(WorkerGone):
            executor.submit(os._exit, 1).result(timeout=60)
        with pytest.raises(WorkerGone):
            executor.submit(int, "7").result(timeout=60)


def test_tasks_that_are_quick_are_handed_out_together(world):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    tasks, groups = [Task(job, NOTHING) for job in plan.jobs * 20], []
    crew = fragile(plan.context, {}, groups, group_seconds=60)
    assert len(list(run_tasks(tasks, crew, plan.context))) == len(tasks)
    # four in hand from the start, and then twice as many with every answer, as far as they go
    assert groups[:5] == [1, 1, 1, 1, 2]
    assert max(groups) >= 8
    assert sum(groups) == len(tasks)


def test_of_tasks_that_were_handed_out_together_only_the_one_to_blame_is_given_up(world):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    good, bad = [Task(job, NOTHING) for job in plan.jobs if job.place != "BB"], Task(plan.jobs[1], NOTHING)
    groups: list[int] = []
    crew = fragile(plan.context, {"BB": 99}, groups, group_seconds=60)
    outcomes = list(run_tasks([*good * 10, bad, *good], crew, plan.context))
    assert sorted(outcome.exit_code for outcome in outcomes) == [0] * 22 + [5]
    assert max(groups) > 1


def test_tasks_that_wait_for_one_that_was_lost_are_run_after_it(world):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    first, *others = [Task(job, NOTHING) for job in plan.jobs]
    heard = []

    def tasks():
        yield first
        while not heard:
            yield None
        yield from others

    for outcome in run_tasks(tasks(), fragile(plan.context, {"AA": 1}), plan.context):
        heard.append(outcome)
    assert [outcome.errors for outcome in heard] == [()] * 3


def test_a_server_that_is_gone_for_a_moment_costs_nothing(world):
    plan = planned(world, world.out, "sheet", formats=("txt",), places=PLACES)
    gone_at: list[float] = []

    @contextmanager
    def start():
        # one start for the run itself; those that come at once find that the server has not come back yet
        is_away = bool(gone_at) and monotonic() - gone_at[0] < 0.3
        gone_at.append(monotonic())
        yield Fragile(plan.context, dict.fromkeys(PLACES, 99) if is_away or len(gone_at) == 1 else {})

    tasks = [Task(job, NOTHING) for job in plan.jobs]
    outcomes = list(run_tasks(tasks, Crew(start, 2, (BrokenProcessPool,)), plan.context))
    assert [outcome.errors for outcome in outcomes] == [()] * 3


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="finds the workers in /proc")
def test_a_worker_of_the_system_that_is_killed_costs_nothing(world, tmp_path):
    made = planned(world, tmp_path / "killed", formats=("pdf", "txt"))
    outcomes: list[Outcome] = []
    for outcome in run_plan(made, Way(jobs=2)):
        if not outcomes:
            os.kill(workers()[0], signal.SIGKILL)
        outcomes.append(outcome)
    assert [outcome.errors for outcome in outcomes] == [()] * 5
    list(run_plan(planned(world, tmp_path / "whole", formats=("pdf", "txt")), Way(jobs=1)))
    assert documents(tmp_path / "killed") == documents(tmp_path / "whole")


def workers():
    """Process ids of the workers of this process: the children of the server that forks them."""
    from multiprocessing.forkserver import _forkserver

    server = _forkserver._forkserver_pid
    with open(f"/proc/{server}/task/{server}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(child) for child in file.read().split()]
