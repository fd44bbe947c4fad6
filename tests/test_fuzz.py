"""The fuzzer itself: it tells a clear error from a fault, and what it found once stays mended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import Phase

from tests.fuzz.__main__ import Found, explore, number_of, run_examples
from tests.fuzz.cases import Case, kept_cases, read_case
from tests.fuzz.families import strategies
from tests.fuzz.guided import FILES, attempt
from tests.fuzz.judge import OUTCOMES, Court, state
from tests.fuzz.world import make_fuzz_world

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at its children in /proc"),
]


SEEN = []


def misbehave(command):  # noqa: C901 - one case for each way
    """Stand in for the program: do what the command says."""
    match command:
        case ["say", code, *lines]:
            sys.stderr.write("\n".join(lines) + "\n")
            return int(code)
        case ["raise"]:
            raise ValueError("x")
        case ["wait"]:
            time.sleep(600)
        case ["compute"]:
            while True:
                pass
        case ["grow"]:
            held = [b"x" * 10**8 for _ in range(20)]
            return len(held) and time.sleep(600)
        case ["die"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["remember"]:
            SEEN.append(1)
            return int(len(SEEN) > 1)
        case ["leave"]:
            subprocess.Popen(["sleep", "600"])
        case ["write", name]:
            Path(name).write_text("mine")
    return 0


@pytest.fixture(scope="module")
def stub():
    with Court("tests.test_fuzz:misbehave", seconds=3) as court:
        yield court


@pytest.fixture(scope="module")
def sharing():
    with Court("tests.test_fuzz:misbehave", seconds=3, is_shared=True) as court:
        yield court


@pytest.fixture(scope="module")
def court():
    with Court() as court:
        court.build_first()
        yield court


HINTED = ("error: data/x.csv:2: expected a number", "hint: write one")


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (("say", "0"), "accepted"),
        (("say", "3", *HINTED), "clear error"),
        (("say", "3", *HINTED, "error: a second one"), "no hint"),
        (("say", "1", *HINTED), "traceback"),  # no exit code of this program
        (("say", "3", "error: x\x1b[2J", "hint: y"), "escape"),
        (("say", "5", "error: a.py:7: unexpected KeyError: 5", "hint: this is a fault of the program; ..."), "fault"),
        (("raise",), "traceback"),
        (("die",), "traceback"),
        (("wait",), "hang"),
        (("compute",), "hang"),
        (("write", "precious.txt"), "touched"),
        (("write", "o.txt"), "accepted"),
    ],
)
def test_what_becomes_of_a_command_is_told_apart(stub, command, outcome):
    assert stub.judge(Case("args", (command,))).outcome == outcome


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (("say", "3", *HINTED), "clear error"),
        (("raise",), "traceback"),
        (("die",), "traceback"),
        pytest.param(("wait",), "hang", marks=pytest.mark.conformance),
        (("write", "precious.txt"), "touched"),
        (("write", "places.csv"), "accepted"),
        (("leave",), "accepted"),
    ],
)
def test_what_becomes_of_commands_that_share_a_process_is_told_apart_too(sharing, command, outcome):
    assert sharing.judge(Case("args", (command,))).outcome == outcome
    assert sharing.judge(Case("args", (("say", "0"),))).outcome == "accepted"


def test_a_fault_that_only_comes_of_sharing_a_process_is_none(sharing):
    # from the second time on it ends with a code that the program does not have, but not in a process of its own
    verdicts = [sharing.judge(Case("args", (("remember",),))) for _ in range(3)]
    assert {verdict.outcome for verdict in verdicts} == {"accepted"}


def test_each_case_finds_the_world_as_it_was(sharing):
    damage = Case(
        "foreign",
        (("write", "new.txt"), ("write", "data/places.csv")),
        {"precious.txt": b"x", "sub/deep/x": b"", "o/index.html": b""},
        links={"data/datapackage.json": "../precious.txt"},
        removed=("templates/macros", "house.docx"),
    )
    for case in (damage, Case("args", (("write", "o/x"),)), damage):
        sharing.judge(case)
    sharing.judge(Case("args", (("say", "0"),)))
    world = sharing.folder / "case" / "world"
    found = {str(path.relative_to(world)): path.read_bytes() for path in world.rglob("*") if path.is_file()}
    assert found == sharing.files()
    assert set(state(world)) == set(state(sharing.base))


def test_a_command_that_grows_too_large_is_told_from_one_that_hangs():
    # with all of its time, for where memory comes slowly a gigabyte takes longer than the short time of the others
    with Court("tests.test_fuzz:misbehave") as patient:
        assert patient.judge(Case("args", (("grow",),))).outcome == "memory"


def test_the_worst_of_several_commands_counts(stub):
    case = Case("args", (("say", "0"), ("raise",), ("say", "3", *HINTED)))
    assert stub.judge(case).signature == "ValueError"


def test_a_fault_is_named_by_exception_and_place(stub):
    lines = ('  File "/a/reportgen/cli/x.py", line 3, in read', "    y", "KeyError: 5")
    verdict = stub.judge(Case("args", (("say", "1", "Traceback (most recent call last):", *lines),)))
    assert (verdict.outcome, verdict.signature) == ("traceback", "KeyError in cli/x.py read")


def test_a_case_written_and_read_is_the_same():
    case = Case("md", (("list",),), {"a/b": bytes(range(256))}, pipes=("p",), links={"l": "../x"}, removed=("r",))
    assert read_case(case.text()) == case


def test_every_family_draws_cases_and_the_same_ones_for_a_seed(court):
    for family, drawn in strategies(court.files).items():
        first, again = [], []
        for drawn_ones in (first, again):
            run_examples(drawn, drawn_ones.append, number=number_of(family), count=5, phases=(Phase.generate,))
        assert first == again
        assert {case.family for case in first} == {family}


def test_the_table_counts_each_case_once(stub):
    found = Found(None)
    drawn = strategies(stub.files)["args"]
    explore(stub, drawn, found, number=1, count=8, until=time.monotonic() + 60, shrinks=False)
    assert found.counts.total() == len(found.seen)
    assert found.table().splitlines()[-1].startswith(f"| all | {len(found.seen)} |")


@pytest.mark.parametrize("path", kept_cases(), ids=lambda path: path.stem)
def test_what_was_a_fault_once_is_none(court, path):
    verdict = court.judge(read_case(path.read_text(encoding="utf-8")))
    assert verdict.outcome in OUTCOMES[:2], verdict.said


@pytest.mark.parametrize("name", FILES)
def test_a_reader_refuses_what_is_cut_short_or_nonsense(tmp_path, name):
    world = make_fuzz_world(tmp_path)
    one = attempt(name, world)
    path = tmp_path / FILES[name]
    whole = path.read_bytes() if path.exists() else b"{}"
    for content in (whole, whole[: len(whole) // 2], b"", b"\xff\xfe", b"[" * 3000, b"\0", b"9" * 5000):
        one(content)
