"""Run commands one by one, each in a child of this process, which has imported everything already; with bounds.

`python -m tests.fuzz.serve PROGRAM` reads a line of JSON for each command and answers with one. A child that hangs, or
grows too large, is killed with everything it began; this process itself never runs what is tried.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

SECONDS = 20
"""Of computing, or of waiting for something that never comes: a hang."""
MEGABYTES = 1024
BACKSTOP = 6 << 30
"""Bytes of addresses at which the system refuses more; so much that only what is over the bound anyway meets it."""
OUT_OF_BOUNDS = ("hang", "memory")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
NO_RETURN = 99
"""Exit code of a child that a Python exception ended."""


def main(program: str, seconds: float) -> None:
    """Answer until there is nothing more to read."""
    module, _, name = program.partition(":")
    run = getattr(importlib.import_module(module), name)
    warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(try_one(run, asked["command"], Path(asked["folder"]), seconds=seconds)), flush=True)


def warm_up() -> None:
    """Import what the commands import, so that children need not."""
    for name in (
        "reportgen.batch",
        "reportgen.builders",
        "reportgen.builders.docx",
        "reportgen.builders.pdf",
        "reportgen.cli",
        "reportgen.export",
        "reportgen.exhibits.own.functions",
        "frictionless",
        "pandas",
        "xlsxwriter",
        "rich.console",
        "pikepdf",
        "matplotlib.figure",
    ):
        importlib.import_module(name)


def try_one(run: Any, command: list[str], folder: Path, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Run one command in a child and return how it ended."""
    child = os.fork()
    if child == 0:
        _be_child(run, command, folder)
    return watch(child, seconds)


def _be_child(run: Any, command: list[str], folder: Path) -> None:
    code = NO_RETURN
    try:
        os.setsid()
        os.chdir(folder / "world")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
        resource.setrlimit(resource.RLIMIT_AS, (BACKSTOP, BACKSTOP))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            code = run(command)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def watch(child: int, seconds: float) -> dict[str, Any]:
    """Wait for a child; kill it with all its children when it hangs or grows over the bound."""
    why = ""
    quiet_since = time.monotonic()
    used = 0.0
    pause = 0.002
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            break
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
        family = members(child)
        now = sum(seconds_used(one) for one in family)
        if now != used:
            used, quiet_since = now, time.monotonic()
        if used > seconds or time.monotonic() - quiet_since > seconds:
            why = "hang"
        if sum(megabytes_held(one) for one in family) > MEGABYTES:
            why = "memory"
        if why:
            kill(child)
            _, status, usage = os.wait4(child, 0)
            break
    kill(child)  # whatever it began and left behind
    peak = usage.ru_maxrss // 1024
    if not why and peak > MEGABYTES:
        why = "memory"
    return {"why": why, "code": os.waitstatus_to_exitcode(status), "seconds": round(used, 2), "megabytes": peak}


def kill(child: int) -> None:
    """Kill a child and what it began: it leads a session of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, 0)


def members(child: int) -> list[int]:
    """Return a child and its descendants."""
    found = [child]
    for one in found:
        with suppress(OSError):
            text = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
            found += [int(word) for word in text.split()]
    return found


def seconds_used(process: int) -> float:
    with suppress(OSError, IndexError, ValueError):
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0


def megabytes_held(process: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE >> 20
    return 0


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
