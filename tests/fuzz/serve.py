"""Run commands one by one in children of this process, which has imported everything already; with bounds.

`python -m tests.fuzz.serve PROGRAM` reads a line of JSON for each command and answers with one. A command has a child
of its own, or, where it is asked for, shares one with those before it, which is several times as quick. A child that
hangs, or grows too large, is killed with everything it began; this process itself never runs what is tried.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import re
import resource
import select
import signal
import sys
import time
import traceback
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import typer.main

SECONDS = 20
"""Of computing, or of waiting for something that never comes: a hang."""
MEGABYTES = 1024
BACKSTOP = 6 << 30
"""Bytes of addresses at which the system refuses more; so much that only what is over the bound anyway meets it."""
OUT_OF_BOUNDS = ("hang", "memory")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
TOGETHER = 300
"""Commands that share a child, before it is given up for a new one."""
NO_RETURN = 99
"""Exit code of a child that a Python exception ended."""


def main(program: str, seconds: float) -> None:
    """Answer until there is nothing more to read."""
    module, _, name = program.partition(":")
    run = getattr(importlib.import_module(module), name)
    if "reportgen.cli" in sys.modules:
        warm_up()
    shared = Shared(run)
    for line in sys.stdin:
        asked = json.loads(line)
        if "rehearsed" in asked:
            rehearse(run, asked["rehearsed"], Path(asked["folder"]))
            print("{}", flush=True)
            continue
        attempt = shared.try_one if asked["shared"] else partial(try_one, run)
        print(json.dumps(attempt(asked["command"], Path(asked["folder"]), at=asked["at"], seconds=seconds)), flush=True)
    shared.end()


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
        "duckdb",
    ):
        importlib.import_module(name)
    # The arguments that there are, are the same for every command; it takes as long as many a case to list them.
    typer.main.get_command = cache(typer.main.get_command)


def rehearse(run: Any, commands: list[list[str]], world: Path) -> None:
    """Run commands in this process, however they end: what it remembers then, children need not work out."""
    before = Path.cwd(), os.dup(1), os.dup(2)
    try:
        _enter(world, os.devnull, os.devnull)
        for command in commands:
            _call(run, command)
    finally:
        os.chdir(before[0])
        for number, saved in ((1, before[1]), (2, before[2])):
            os.dup2(saved, number)
            os.close(saved)
    gc.collect()
    gc.freeze()  # it stays where it is, in every child


def try_one(run: Any, command: list[str], folder: Path, *, at: str = "", seconds: float = SECONDS) -> dict[str, Any]:
    """Run one command in a child, in this folder of the world, and return how it ended."""
    child = os.fork()
    if child == 0:
        _be_child(run, command, folder, at)
    return watch(child, seconds)


def _be_child(run: Any, command: list[str], folder: Path, at: str) -> None:
    code = NO_RETURN
    try:
        _restrict()
        _enter(folder / "world" / at, folder / "stdout", folder / "stderr")
        code = _call(run, command)
    finally:
        os._exit(code)


def _restrict() -> None:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    resource.setrlimit(resource.RLIMIT_AS, (BACKSTOP, BACKSTOP))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _enter(world: Path, *outputs: Path | str) -> None:
    """Go to a folder, and let what is printed go to these files."""
    os.chdir(world)
    for number, name in enumerate(outputs, start=1):
        opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)


def _call(run: Any, command: list[str]) -> int:
    """Return the exit code of a command, with what a Python exception has to say on the standard error."""
    code = NO_RETURN
    try:
        code = run(command)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


class Shared:
    """A child that runs one command after the other, until one of them ends it or leaves something running."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self.child = 0
        self.asked = 0

    def try_one(self, command: list[str], folder: Path, *, at: str = "", seconds: float = SECONDS) -> dict[str, Any]:
        """Run one command and return how it ended."""
        if not self.child or self.asked == TOGETHER:
            self.end()
            self._begin()
        self.asked += 1
        question = json.dumps({"command": command, "folder": str(folder), "at": at})
        os.write(self.questions, question.encode() + b"\n")
        bounds = Bounds(self.child, seconds)
        pause = 0.05
        while not select.select([self.answers], [], [], pause)[0]:
            pause = min(pause * 1.5, 0.5)
            if why := bounds.exceeded():
                return self._over(why, bounds)
        answer = os.read(self.answers, 100)
        if not answer:
            return self._over("", bounds)
        peak = megabytes_at_most(self.child)
        if peak > MEGABYTES:
            return self._over("memory", bounds)
        if len(members(self.child)) > 1:
            self.end()
        return {"why": "", "code": int(answer), "seconds": round(bounds.used, 2), "megabytes": peak}

    def end(self) -> int:
        """End the child, if there is one, with all that it began; return how it ended."""
        if not self.child:
            return 0
        kill(self.child)
        _, status, _ = os.wait4(self.child, 0)
        os.close(self.questions)
        os.close(self.answers)
        self.child = 0
        return status

    def _over(self, why: str, bounds: Bounds) -> dict[str, Any]:
        code = os.waitstatus_to_exitcode(self.end())
        return {"why": why, "code": code, "seconds": round(bounds.used, 2), "megabytes": 0}

    def _begin(self) -> None:
        asks, self.questions = os.pipe()
        self.answers, answers = os.pipe()
        self.asked = 0
        self.child = os.fork()
        if self.child == 0:
            os.close(self.questions)
            os.close(self.answers)
            self._be_child(asks, answers)
        os.close(asks)
        os.close(answers)

    def _be_child(self, asks: int, answers: int) -> None:
        try:
            _restrict()
            with os.fdopen(asks, "r", encoding="ascii") as lines:
                for line in lines:
                    asked = json.loads(line)
                    folder = Path(asked["folder"])
                    _enter(folder / "world" / asked["at"], folder / "stdout", folder / "stderr")
                    code = _call(self.run, asked["command"])
                    os.write(answers, f"{code}\n".encode())
        finally:
            os._exit(NO_RETURN)


class Bounds:
    """What a child may use, with all its children, from now on."""

    def __init__(self, child: int, seconds: float) -> None:
        self.child = child
        self.seconds = seconds
        self.before = seconds_used(child)
        self.used = 0.0
        self.quiet_since = time.monotonic()

    def exceeded(self) -> str:
        """Return which bound is exceeded; empty when none is."""
        family = members(self.child)
        now = sum(seconds_used(one) for one in family) - self.before
        if now != self.used:
            self.used, self.quiet_since = now, time.monotonic()
        if sum(megabytes_held(one) for one in family) > MEGABYTES:
            return "memory"
        if self.used > self.seconds or time.monotonic() - self.quiet_since > self.seconds:
            return "hang"
        return ""


def watch(child: int, seconds: float) -> dict[str, Any]:
    """Wait for a child; kill it with all its children when it hangs or grows over the bound."""
    bounds = Bounds(child, seconds)
    why = ""
    pause = 0.002
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            break
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
        why = bounds.exceeded()
        if why:
            kill(child)
            _, status, usage = os.wait4(child, 0)
            break
    kill(child)  # whatever it began and left behind
    peak = usage.ru_maxrss // 1024
    if not why and peak > MEGABYTES:
        why = "memory"
    code = os.waitstatus_to_exitcode(status)
    return {"why": why, "code": code, "seconds": round(bounds.used, 2), "megabytes": peak}


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


def megabytes_at_most(process: int) -> int:
    """Return how much a process has held at most since it began."""
    with suppress(OSError, AttributeError):
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
        return int(re.search(r"^VmHWM:\s*(\d+) kB$", text, re.MULTILINE)[1]) >> 10  # type: ignore[index]
    return 0


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
