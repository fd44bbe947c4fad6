"""Whatever happens to a run: no document is lost, half written or another place's, and the next run goes on from there.

The machine's own faults are used, not doubles: signals, a limit on the size of files, a disk that is full.
"""

import contextlib
import itertools
import json
import os
import random  # noqa: TID251 - with a seed, so the moments are the same each time
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.forked import Run, ask, forking, is_gone
from tests.packages import make_package, observation
from tests.worlds import ROOT, make_world

FAULTS = int(os.environ.get("FAULTS", "12"))
"""Rounds of each test that kills or races; `make faults` sets more."""
ROUNDS = min(20, FAULTS)
PATIENCE = 600
"""Seconds for what takes one of them, when the machine has nothing else to do."""
JOBS = 2
PLACES = tuple(f"P{number:02}" for number in range(40))
pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="finds the workers in /proc")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A world with many places, so that a run takes long enough to be disturbed."""
    made = make_world(tmp_path_factory.mktemp("faults"))
    shutil.rmtree(made.data)
    figures = [
        observation(100 + 7 * at, year=year, place=place)
        for at, place in enumerate(("US", *PLACES))
        for year in (2020, 2021, 2022)
    ]
    places = [
        {"place": "US", "name": "United States", "in_sentence": "the country", "place_type": "country", "order": 0}
    ]
    for at, place in enumerate(PLACES, start=1):
        title = f"Place {place}"
        places.append({"place": place, "name": title, "in_sentence": title, "place_type": "state", "order": at})
    make_package(made.data, figures, places=places)
    body = "# Place\n\n{{ place.name }} had {{ figure('cases', 2022) }} cases.\n"
    made.write_report("sheet", body, more="scope: place\n")
    return made


@pytest.fixture(scope="module")
def expected(world):
    """The bytes of every document, made one after the other without any fault."""
    out = world.folder / "expected"
    assert finish(start(world, out, "--jobs", "1")) == 0
    return documents(out)


def start(world, out, *options, places=("--all-places",), **popen):
    folders = ("--data", world.data, "--templates", world.templates, "--out", out)
    formats = ("--format", "pdf", "--format", "txt")
    command = ("build", "sheet", *places, "--no-index", "--date", "2025-06-30", *formats, *folders, *options)
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", *map(str, command)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **popen,
    )


def finish(process):
    process.communicate(timeout=PATIENCE)
    return process.returncode


def documents(out):
    """What stands under final names; hidden files and the manifest left out."""
    found = sorted(out.iterdir()) if out.is_dir() else []
    return {path.name: path.read_bytes() for path in found if path.suffix in (".pdf", ".txt") and path.name[0] != "."}


def leftovers(out):
    return sorted(path.name for path in out.iterdir() if path.name.startswith("."))


def children(process_id):
    try:
        text = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    except OSError:
        return []
    own = [int(child) for child in text.split()]
    return own + [grandchild for child in own for grandchild in children(child)]


def wait_for_first(out, process):
    """Wait until the first document is there."""
    while not documents(out) and process.poll() is None:
        time.sleep(0.01)


@pytest.mark.conformance
def test_kills_at_random_moments_lose_nothing(world, expected):
    moments = random.Random(2025)
    out = world.folder / "killed"
    kills = {"parent": 0, "worker": 0}
    while sum(kills.values()) < ROUNDS:
        who = "parent" if kills["parent"] <= kills["worker"] else "worker"
        shutil.rmtree(out, ignore_errors=True) if documents(out) == expected else None
        process = start(world, out, "--jobs", JOBS, "--force" if moments.random() < 0.3 else "--log-json")
        wait_for_first(out, process)
        time.sleep(moments.uniform(0, 0.6))
        workers = children(process.pid)
        if process.poll() is None and workers:
            os.kill(process.pid if who == "parent" else moments.choice(workers), signal.SIGKILL)
            kills[who] += 1
        _, said = process.communicate(timeout=120)
        code = process.returncode
        assert documents(out).items() <= expected.items()
        if who == "worker":
            assert (code, documents(out)) == (0, expected), said
        deadline = time.monotonic() + 10
        while not all(map(is_gone, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert all(map(is_gone, workers)), "a worker outlives its parent"
    assert finish(start(world, out)) == 0
    assert (documents(out), leftovers(out)) == (expected, [])


DAYS = ("2025-06-30", "2025-07-01")
FEW = tuple(option for place in PLACES[:12] for option in ("--place", place))
NUMBERS = itertools.count()
AGAIN = (*FEW, "--format", "txt", "--zip", "--index")


@pytest.fixture(scope="module")
def runs():
    with forking() as server:
        yield server


def start_day(runs, world, out, day, *options):
    """Begin to make the documents of a day, as text, with index and archive."""
    return Run(runs, of_day(world, out, day, *options), world.folder / f"said-{next(NUMBERS)}")


def of_day(world, out, day, *options):
    folders = ("--data", world.data, "--templates", world.templates, "--out", out)
    return [str(word) for word in ("build", "sheet", "--date", day, *AGAIN, *folders, *options)]


def everything(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def of_days(runs, world):
    """All files of each day, made without any fault over those of the other one."""
    out = world.folder / "days"
    found = {}
    for day in DAYS:
        assert ask(runs, {"rehearsed": of_day(world, out, day, "--jobs", 1)}) == 0
    for day in DAYS:
        assert finish(start_day(runs, world, out, day, "--jobs", "1")) == 0
        found[day] = {name: content for name, content in everything(out).items() if name != "manifest.json"}
    return found


def kill_somewhere(process, out, moments):
    """Kill a run, or a worker of it, when so many of its documents are there; return who was killed, and its workers.

    Counted in documents, a moment is the same on a machine that has much to do.
    """
    before = stamps(out)
    wanted = moments.randint(0, len(FEW) // 2)
    while process.poll() is None:
        changed = [path for path, time_ns in stamps(out).items() if time_ns != before.get(path)]
        if changed and sum(path.suffix == ".txt" for path in changed) >= wanted:
            break
        time.sleep(0.001)
    time.sleep(moments.choice((0, moments.uniform(0, 0.02))))
    who = moments.choice(("parent", "all", "worker"))
    workers = children(process.pid)
    for one in {"parent": [process.pid], "all": [process.pid, *workers], "worker": workers[:1]}[who]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, moments.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
    return who, workers


def stamps(out):
    found = {}
    with contextlib.suppress(FileNotFoundError), os.scandir(out) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                found[Path(entry.path)] = entry.stat().st_mtime_ns
    return found


@pytest.mark.conformance
@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["first build", "rebuild"])
def test_a_build_that_is_killed_is_never_taken_for_an_edit(runs, world, of_days, is_rebuilt):
    moments = random.Random(FAULTS)
    out = world.folder / f"killed-{is_rebuilt}"
    assert finish(start_day(runs, world, out, DAYS[0])) == 0
    whole = {(name, content) for files in of_days.values() for name, content in files.items()}
    wrong = []
    for number in range(1, FAULTS + 1):
        day = DAYS[number % 2]
        if not is_rebuilt:
            shutil.rmtree(out)
        process = start_day(runs, world, out, day, "--jobs", moments.choice((1, 1, JOBS)))
        who, workers = kill_somewhere(process, out, moments)
        process.communicate(timeout=PATIENCE)
        wait_until_gone(workers)
        half = [
            name for name, content in everything(out).items() if name.endswith(".txt") and (name, content) not in whole
        ]
        process = start_day(runs, world, out, day, "--jobs", "1")
        _, said = process.communicate(timeout=PATIENCE)
        after = {name: content for name, content in everything(out).items() if name != "manifest.json"}
        if half or process.returncode or after != of_days[day]:
            wrong.append(f"round {number}, {who}: half {half}, exit {process.returncode}, {said}")
            assert finish(start_day(runs, world, out, day, "--force")) == 0
    assert not wrong, f"{len(wrong)} of {FAULTS} rounds:\n" + "\n".join(wrong)


def wait_until_gone(processes):
    deadline = time.monotonic() + PATIENCE
    while not all(map(is_gone, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(map(is_gone, processes)), "a worker outlives its parent"


@pytest.mark.conformance
def test_of_two_runs_in_one_folder_each_ends_well_or_is_told_of_the_other(runs, world, of_days):
    moments = random.Random(FAULTS)
    out = world.folder / "both"
    for number in range(1, max(FAULTS // 10, 3) + 1):
        if number % 3 == 1:
            shutil.rmtree(out, ignore_errors=True)
        first = start_day(runs, world, out, DAYS[0], "--jobs", "1")
        time.sleep(moments.uniform(0, 0.3))
        second = start_day(runs, world, out, DAYS[1], "--jobs", "1")
        said = [process.communicate(timeout=PATIENCE)[1] for process in (first, second)]
        codes = [process.returncode for process in (first, second)]
        assert 0 in codes, said
        for code, text in zip(codes, said, strict=True):
            assert code == 0 or (code == 5 and "another run is writing to this folder" in text), text
        assert finish(start_day(runs, world, out, DAYS[number % 2])) == 0
        after = {name: content for name, content in everything(out).items() if name != "manifest.json"}
        assert after == of_days[DAYS[number % 2]]


@pytest.mark.conformance
def test_the_run_after_a_kill_makes_only_what_is_missing(world, expected):
    out = world.folder / "continued"
    process = start(world, out, "--jobs", JOBS)
    wait_for_first(out, process)
    process.kill()
    finish(process)  # and with it its workers, which hold its standard output
    there = documents(out)
    assert 0 < len(there) < len(expected)
    process = start(world, out, "--jobs", JOBS, "--log-json")
    _, said = process.communicate(timeout=120)
    events = [json.loads(line) for line in said.splitlines()]
    made = {Path(event["file"]).name for event in events if event.get("state") == "made"}
    assert (process.returncode, documents(out)) == (0, expected)
    # What the workers had in hand when nobody was there any more to note it may be made again.
    assert len(made & set(there)) <= 2 * JOBS * 2
    assert made >= set(expected) - set(there)


@pytest.mark.conformance
def test_ctrl_c_ends_the_run_with_whole_files(world, expected):
    out = world.folder / "stopped"
    process = start(world, out, "--jobs", JOBS, start_new_session=True)
    wait_for_first(out, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process at once
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in said
    assert "Traceback" not in said
    assert documents(out).items() < expected.items()
    assert leftovers(out) == []
    assert finish(start(world, out)) == 0
    assert documents(out) == expected


@pytest.mark.conformance
def test_files_over_the_quota_are_errors_and_the_others_are_made(world, expected):
    out = world.folder / "quota"
    pdfs = sorted(len(content) for name, content in expected.items() if name.endswith(".pdf"))
    limit = pdfs[0] - 1

    def restrict():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    # few of them, for the journal is a file like others
    process = start(world, out, "--jobs", "1", places=FEW, preexec_fn=restrict)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 5
    assert len(re.findall(r"error: .*\.pdf: cannot write: file too large", said)) == 1
    assert "the same in 11 other documents" in said
    texts = {name for name in expected if name.endswith(".txt")}
    assert set(documents(out)) == {name for name in texts if name.split("-")[1] in PLACES[:12]}
    assert finish(start(world, out)) == 0
    assert (documents(out), leftovers(out)) == (expected, [])


@pytest.mark.conformance
def test_a_full_disk_leaves_only_whole_files(world, expected, tmp_path):
    size = sum(map(len, expected.values())) // 2
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        process = start(world, tmp_path / "build", "--jobs", JOBS)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 5
        assert "cannot write: no space left on device" in said
        found = documents(tmp_path / "build")
        assert len(found) < len(expected)
        assert found.items() <= expected.items()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
