"""The program leaves at once, and nothing is lost by it: what was said, what is done at the end, who still works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def left(script):
    """What a process says that ends with `leave(3)` after a script, and its exit code."""
    whole = f"import atexit, os, sys, threading, time\nfrom reportgen.process import leave\n{script}\nleave(3)"
    done = subprocess.run([sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr, done.returncode


def test_what_was_said_is_written_to_its_end():
    assert left("print('said'); print('told', file=sys.stderr)") == ("said\n", "told\n", 3)


def test_what_is_to_be_done_at_the_end_is_done():
    assert left("atexit.register(print, 'done')") == ("done\n", "", 3)


def test_who_still_works_is_waited_for():
    work = "threading.Thread(target=lambda: (time.sleep(0.2), print('worked'))).start()"
    assert left(work) == ("worked\n", "", 3)


def test_who_only_watches_is_not_waited_for():
    assert left("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()") == ("", "", 3)


def test_a_profile_of_the_program_is_written(tmp_path):
    profile = tmp_path / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "reportgen", "--version"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert profile.stat().st_size


@pytest.mark.skipif(sys.platform != "linux", reason="a device that is always full")
def test_what_could_not_be_said_is_told_as_python_tells_it():
    with Path("/dev/full").open("w") as full:
        script = "from reportgen.process import leave; print('said'); leave(0)"
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=ROOT, env=buffered, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 120
    assert b"No space left" in done.stderr
