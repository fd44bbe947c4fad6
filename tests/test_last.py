"""Whatever happens, the program ends with a message and an exit code that is defined."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from reportgen.cli import run
from tests.worlds import ROOT, make_world

pytestmark = pytest.mark.conformance
CODES = {0, 2, 3, 4, 5}


def said_of(capfd, fault, monkeypatch, *arguments):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr("reportgen.cli.app", fail)
    code = run(["observations", *arguments])
    return code, capfd.readouterr().err


@pytest.mark.parametrize("fault", [KeyError("x"), RecursionError("deep"), AttributeError("no\nsuch"), AssertionError()])
def test_a_fault_of_the_program_is_told_in_two_lines_and_has_its_own_exit_code(capfd, monkeypatch, fault):
    code, said = said_of(capfd, fault, monkeypatch)
    assert code == 70
    first, second = said.splitlines()
    assert first.startswith("error: cli/__init__.py:")
    assert type(fault).__name__ in first
    assert second.startswith("hint: this is a fault of the program; please report it")


def test_a_fault_is_shown_in_full_when_that_is_asked_for(capfd, monkeypatch):
    monkeypatch.setenv("REPORTGEN_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in said_of(capfd, KeyError("x"), monkeypatch)[1]


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.ENOSPC, errno.ESTALE])
def test_what_the_system_refuses_is_no_fault_of_the_program(capfd, monkeypatch, number):
    code, said = said_of(capfd, OSError(number, os.strerror(number), "data"), monkeypatch)
    assert (code, said.splitlines()[0]) == (5, f"error: data: refuses: {os.strerror(number).lower()}")
    assert "hint: " in said


def test_too_little_memory_is_told(capfd, monkeypatch):
    assert said_of(capfd, MemoryError(), monkeypatch)[0] == 5


def test_ctrl_c_is_one_line(capfd, monkeypatch):
    assert said_of(capfd, KeyboardInterrupt(), monkeypatch) == (130, "stopped\n")


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("delay", [0.06, 0.12, 0.2, 0.3, 0.5])
def test_ctrl_c_while_modules_are_imported_is_one_line(delay):
    asked = [sys.executable, "-m", "reportgen", "observations", "--format", "json"]
    process = subprocess.Popen(
        asked, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) in ((130, "stopped\n"), (0, "")) or is_before_the_program(process, said)


def is_before_the_program(process, said):
    """Python itself may not have come to the first line of the program yet, nor to hear signals at all."""
    is_deaf = (process.returncode, said) == (-signal.SIGINT, "")
    return is_deaf or ("reportgen/cli" not in said and "KeyboardInterrupt" in said)


@pytest.mark.skipif(os.name != "posix", reason="a shell as POSIX has it")
def test_a_reader_that_leaves_early_is_no_fault():
    script = f"'{sys.executable}' -m reportgen observations | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] in ("141", "0")
    assert done.stderr == ""


def ended(script, folder):
    """Return the exit code of a line of shell, in which `reportgen` runs this program, and what it said."""
    shell = f"reportgen() {{ '{sys.executable}' -m reportgen \"$@\"; }}; {script}"
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, text=True, check=False, env=around)
    return done.returncode, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell as POSIX has it")
@pytest.mark.parametrize(
    ("streams", "expected"),
    [(">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 0), ("2>/dev/full", 0), (">/dev/full", 5)],
)
def test_streams_that_are_closed_or_full_end_well(tmp_path, streams, expected):
    world = make_world(tmp_path)
    code, said = ended(f"reportgen list --data data --templates templates {streams}", world.folder)
    assert code == expected, said
    assert "unexpected" not in said
    assert ended(f"reportgen nonsense {streams}", world.folder)[0] == 2


@pytest.mark.skipif(os.name != "posix", reason="a shell as POSIX has it")
def test_nothing_that_is_said_gets_into_a_file_that_has_the_number_of_a_stream(tmp_path):
    folder = make_world(tmp_path).folder
    build = "build note --format txt --date 2025-06-30 --data data --templates templates --out"
    assert ended(f"reportgen {build} a", folder)[0] == ended(f"reportgen {build} b --log-json >&- 2>&-", folder)[0] == 0
    made = [sorted((folder / out).iterdir()) for out in "ab"]
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU])
def test_any_signal_to_end_is_one_line_and_an_exit_code(tmp_path, number):
    world = make_world(tmp_path)
    options = ("--format", "pdf", "--data", world.data, "--templates", world.templates, "--out", world.out)
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "sheet", "note", "--all-places", *map(str, options)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    process.stdout.readline()  # one is made
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (128 + number, 0), said
    assert said.endswith("stopped\n") or process.returncode == 0
    assert len(said.splitlines()) <= 2


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_what_it_was_told_to_ignore_it_goes_on_to_ignore(tmp_path):
    world = make_world(tmp_path)
    script = "trap '' HUP; reportgen list --data data --templates templates & kill -HUP $!; wait $!"
    assert ended(script, world.folder) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="a limit as POSIX has it")
@pytest.mark.parametrize("kilobytes", [1, 2])
def test_whatever_the_quota_the_next_run_goes_on_from_there(tmp_path, kilobytes):
    world = make_world(tmp_path)
    build = (
        "reportgen build sheet --all-places --format txt --format pdf --zip --index --date 2025-06-30 "
        "--data data --templates templates --out o"
    )
    code, said = ended(f"(ulimit -f {kilobytes}; {build})", world.folder)
    assert code == 5, said
    assert "file too large" in said
    assert ended(build, world.folder)[0] == 0


STRANGE = ("/proc", "/dev", "a\0b", "x/" * 3000, "../..", "é\n\x1b[2J", "9" * 5000)
OPTIONS = ("--data", "--theme", "--years", "--place", "--topics", "--format", "--date", "--charts")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize("option", [*OPTIONS, "--docx-charts", "--jobs"])
def test_any_value_of_an_option_is_taken_or_refused(world, capfd, monkeypatch, option):
    for value in STRANGE:
        ends_well(world, capfd, monkeypatch, option, value)


@pytest.mark.parametrize("value", ["a\0b", "x" * 300, "x/" * 3000, "data/figures.csv/x", "9" * 5000, "nosuch://x"])
def test_any_folder_to_write_to_is_taken_or_refused(world, capfd, monkeypatch, value):
    ends_well(world, capfd, monkeypatch, "--out", value)


def ends_well(world, capfd, monkeypatch, option, value):
    monkeypatch.chdir(world.folder)
    folders = {"--data": str(world.data), "--templates": str(world.templates), "--out": str(world.out)}
    asked = {"--date": "2025-06-30", "--format": "txt", **folders, option: value}
    code = run(["build", "note", *(word for pair in asked.items() for word in pair)])
    said = capfd.readouterr().err
    assert code in CODES, said
    assert code == 0 or "hint: " in said, said
    assert "Traceback" not in said
    assert "unexpected" not in said
    assert len(said) < 5000


@pytest.mark.parametrize("command", ["list", "check", "observations", "verify"])
def test_any_folder_of_the_other_commands_is_taken_or_refused(tmp_path, capfd, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    for value in STRANGE:
        code = run([command, value] if command == "verify" else [command, "--data", value])
        said = capfd.readouterr().err
        assert code in CODES
        assert code == 0 or "hint: " in said, said
        assert "unexpected" not in said
