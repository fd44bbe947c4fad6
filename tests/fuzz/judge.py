"""Try cases and say what became of each."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz.cases import Case
from tests.fuzz.serve import NO_RETURN, SECONDS
from tests.fuzz.world import make_fuzz_world
from tests.worlds import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

State = dict[str, tuple[int, int, int]]
OUTCOMES = ("accepted", "clear error", "no hint", "traceback", "fault", "hang", "memory", "touched", "escape")
"""Best first. The first three are what the program may do; `no hint` is a clear error that does not say what to do."""
FAULTS = frozenset(OUTCOMES[3:])
DEFINED = {0, 2, 3, 4, 5}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NAMES = re.compile(r"`[^`]*`|[\w./-]+\.(csv|json|md|toml|docx)|\d+")
OWN_FAULT = "this is a fault of the program"
PROGRAM = "reportgen.cli:run"
MEMORY = Path("/dev/shm")
"""Where files are not written to a disk: most of a case's time would be that."""
BUILT = ("build", "o", "project")
"""Folders of the world that commands may write to as they like."""


@dataclass(frozen=True)
class Verdict:
    """What became of a case: the worst of its commands."""

    outcome: str
    signature: str = ""
    """What tells this fault from others: the exception, and where in the program; empty when there is none."""
    said: str = ""
    code: int = 0

    @property
    def is_fault(self) -> bool:
        return self.outcome in FAULTS


class Court:
    """A world, a process that runs commands, and the judgment of what it does.

    Where commands share a process, one case takes a fraction of the time; whatever looks like a fault then is tried
    again in a process of its own, and that is what counts.
    """

    def __init__(self, program: str = PROGRAM, seconds: float = SECONDS, *, is_shared: bool = False) -> None:
        self.program = program
        self.seconds = seconds
        self.is_shared = is_shared
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
        self.base = self.folder / "base"
        self.base.mkdir()
        make_fuzz_world(self.base)
        self.server: subprocess.Popen[str] | None = None
        self.clean: State = {}
        """What there is in the world of the next case, if it is as the first one was."""

    def __enter__(self) -> Court:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def build_first(self) -> None:
        """Build something into the world, so that there are a manifest and files, and make a project."""
        here = self.folder / "first"
        shutil.copytree(self.base, here / "world")
        sheets = ("build", "sheet", "--all-places", "--format", "txt", "--zip", "--index")
        note = ("build", "note", "--format", "txt", "--format", "html", "--with-trace")
        for command in (sheets, note):
            self._ask_rightly((*command, *FOLDERS, *DATE, *JOBS), here)
        self._ask_rightly(("new", "project", "--from", "foreign.csv", "--yes"), here)
        for name in ("build", "project"):
            shutil.copytree(here / "world" / name, self.base / name)
        shutil.rmtree(here)

    def _ask_rightly(self, command: tuple[str, ...], here: Path) -> None:
        said = self.ask(command, here)
        assert said["code"] == 0, (here / "stderr").read_text()

    def rehearse(self, commands: Iterable[tuple[str, ...]]) -> None:
        """Let the process run commands by itself before it begins others, so that these find much worked out."""
        here = self.folder / "rehearsed"
        shutil.copytree(self.base, here)
        self._tell({"rehearsed": list(commands), "folder": str(here)})
        shutil.rmtree(here)

    def files(self) -> dict[str, bytes]:
        """Return the files of the world."""
        return {str(path.relative_to(self.base)): path.read_bytes() for path in self.base.rglob("*") if path.is_file()}

    def judge(self, case: Case) -> Verdict:
        """Run the commands of a case in a fresh copy of the world; the worst that happens counts."""
        if self.is_shared:
            verdict = self._try(case, is_shared=True)
            if not verdict.is_fault:
                return verdict
        return self._try(case, is_shared=False)

    def _try(self, case: Case, *, is_shared: bool) -> Verdict:
        worst = Verdict("accepted")
        here = self.folder / "case"
        world = here / "world"
        self._clean(world)
        case.put(world)
        before = state(world)
        for command in case.commands:
            for name in ("stdout", "stderr"):
                (here / name).unlink(missing_ok=True)
            ended = self.ask(command, here, at=case.at, is_shared=is_shared)
            verdict = verdict_of(ended, here)
            if not verdict.is_fault and "--force" not in command and (lost := _lost(before, state(world))):
                verdict = Verdict("touched", f"touched {lost}", code=verdict.code)
            worst = max(worst, verdict, key=lambda one: OUTCOMES.index(one.outcome))
            if ended["why"]:
                self.clean = {}  # what was killed may write for another moment
        return worst

    def _clean(self, world: Path) -> None:
        """Make the world as it was at first, by as few changes as that takes."""
        if not self.clean:
            shutil.rmtree(world, ignore_errors=True)
            shutil.copytree(self.base, world)
            self.clean = state(world)
            return
        found = state(world)
        wrong = [name for name in found.keys() | self.clean.keys() if found.get(name) != self.clean.get(name)]
        for name in sorted(wrong):  # a folder before what is in it
            path = world / name
            _remove(path)
            if name in self.clean:
                origin = self.base / name
                path.mkdir() if origin.is_dir() else shutil.copy2(origin, path)
        self.clean = state(world) if wrong else found

    def ask(self, command: tuple[str, ...], here: Path, *, at: str = "", is_shared: bool = False) -> dict[str, Any]:
        """Run one command in the world of a folder, and return how it ended; what it prints is written there."""
        here.mkdir(exist_ok=True)
        return self._tell({"command": command, "folder": str(here), "at": at, "shared": is_shared})

    def _tell(self, question: dict[str, Any]) -> dict[str, Any]:
        server = self._serving()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(question) + "\n")
        server.stdin.flush()
        answer = server.stdout.readline()
        if not answer:
            raise RuntimeError("the process that runs the cases ended")
        return dict(json.loads(answer))

    def _serving(self) -> subprocess.Popen[str]:
        if self.server is None:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.serve", self.program, str(self.seconds)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self.server

    def _stop(self) -> None:
        if self.server is not None:
            assert self.server.stdin is not None
            assert self.server.stdout is not None
            self.server.stdin.close()
            self.server.wait(timeout=60)
            self.server.stdout.close()


DATE = ("--date", "2025-06-30")
JOBS = ("--jobs", "1")
FOLDERS = ("--data", "data", "--templates", "templates")


def verdict_of(ended: dict[str, Any], here: Path) -> Verdict:
    """Judge how a command ended, and what it said: `stderr` in this folder."""
    said = text_of(here / "stderr")
    code = ended["code"]
    if ended["why"]:
        return Verdict(ended["why"], ended["why"], said, code)
    if code == NO_RETURN or "Traceback (most recent call last)" in said or code not in DEFINED:
        return Verdict("traceback", traceback_signature(said) or f"exit {code}", said, code)
    if OWN_FAULT in said:
        return Verdict("fault", _own_fault(said), said, code)
    if CONTROL.search(said):
        return Verdict("escape", "control characters in a message", said, code)
    if code == 0:
        return Verdict("accepted", said=said)
    hints = len(re.findall(r"^hint: ", said, re.MULTILINE))
    if code and hints < len(re.findall(r"^error: ", said, re.MULTILINE)):
        return Verdict("no hint", NAMES.sub("#", _unhinted(said))[:90], said, code)
    return Verdict("clear error", said=said, code=code)


def traceback_signature(said: str) -> str:
    """Return the exception of a traceback and the last line of the program's own that is in it."""
    frames = re.findall(r'File "[^"]*/reportgen/([^"]*)", line \d+, in (\S+)', said)
    ends = re.findall(r"^([A-Za-z_.]+)(?:: .*)?$", said, re.MULTILINE)
    if not ends:
        return ""
    return f"{ends[-1]} in {frames[-1][0]} {frames[-1][1]}" if frames else ends[-1]


def _own_fault(said: str) -> str:
    """Return the error that stands before the words that it is the program's own, without its numbers."""
    errors = [line for line in said[: said.index(OWN_FAULT)].splitlines() if line.startswith("error: ")]
    return re.sub(r"\d+", "#", errors[-1] if errors else OWN_FAULT)[:90]


def _unhinted(said: str) -> str:
    """Return the first error that no hint follows."""
    lines = said.splitlines()
    errors = [at for at, line in enumerate(lines) if line.startswith("error: ")]
    for at, end in zip(errors, [*errors[1:], len(lines)], strict=True):
        if not any(line.startswith("hint: ") for line in lines[at:end]):
            return lines[at]
    return ""


def state(world: Path) -> State:
    """Return what there is below a folder: which file, when it was written, and its rights; links are not followed."""
    found = {}
    folders = [""]
    for folder in folders:
        with os.scandir(world / folder) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                is_folder = entry.is_dir(follow_symlinks=False)
                name = f"{folder}{entry.name}"
                found[name] = (status.st_ino, 0 if is_folder else status.st_mtime_ns, status.st_mode)
                if is_folder:
                    folders.append(f"{name}/")
    return found


def _lost(before: State, after: State) -> str:
    """Return the name of a file that was there before, and is gone or not as it was, outside of what is built into."""
    ours = (name for name in before if name.split("/")[0] not in BUILT)
    return next((name for name in ours if after.get(name) != before[name]), "")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def text_of(path: Path) -> str:
    """Return what a command printed into a file; nothing where it printed nothing."""
    with suppress(FileNotFoundError):
        return path.read_bytes().decode("utf-8", "replace")
    return ""
