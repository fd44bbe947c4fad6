"""The tools that are compared, and how each is run: in a process of its own, which prints its times."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
OURS = (sys.executable,)
PEERS = (str(ROOT / ".venv-benchmark/bin/python"),)
WORKER = "benchmarks/worker.py"
LAUNCH = (sys.executable, "-I", "-S", "benchmarks/launch.py")
NOT_INSTALLED = "not installed"
NOTHING_KEPT = ("env", "REPORTGEN_CACHE=")
"""Before a command: what was worked out by another one is not there."""
PATIENCE = 600
"""Seconds after which a command has failed."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One way to make the fact sheet."""

    title: str
    name: str
    """`MODULE:VARIANT` of the worker; the variant begins with the kind of file."""
    python: tuple[str, ...]
    """The interpreter; empty for R."""
    count: int
    """Sheets made in one round: fewer of a slow tool."""

    @property
    def kind(self) -> str:
        """`pdf` or `docx`."""
        return self.name.partition(":")[2].partition("-")[0]

    @property
    def folder(self) -> str:
        """The name of the folder for its files."""
        return self.name.replace(":", "-")

    @property
    def is_installed(self) -> bool:
        """Whether what runs the tool is there."""
        return bool(shutil.which(self.python[0] if self.python else "Rscript"))

    def command(self, count: int, facts: Path, out: Path) -> list[str]:
        """Return what makes so many sheets."""
        if self.python:
            return [*self.python, WORKER, self.name, str(count), str(facts / "facts.json"), str(out)]
        return ["Rscript", "benchmarks/peers/rmarkdown.R", self.kind, str(count), str(facts), str(out)]


PDF = Tool("reportgen", "ours:pdf", OURS, 40)
NATIVE = Tool("reportgen, charts to edit in Word", "ours:docx", OURS, 40)
PICTURES = Tool("reportgen, charts as pictures", "ours:docx-pictures", OURS, 12)
TYPST = Tool("Typst, charts by matplotlib as SVG", "peers.typst_sheet:pdf", PEERS, 6)
TYPST_SHAPES = Tool("Typst, charts by hand from its shapes", "peers.typst_sheet:pdf-shapes", PEERS, 40)
TYPST_VALID = Tool(
    "Typst, charts by hand from its shapes, as PDF/UA-1 and PDF/A-2a", "peers.typst_sheet:pdf-shapes-valid", PEERS, 40
)
PLAIN_PDF = Tool("reportlab, charts by pyplot as PNG", "peers.reportlab_png:pdf", OURS, 5)
PLAIN_DOCX = Tool("python-docx, charts by pyplot as PNG", "peers.python_docx_png:docx", OURS, 5)
R_PDF = Tool("R Markdown, pdf_document", "peers.rmarkdown:pdf", (), 3)
R_DOCX = Tool("R Markdown, word_document", "peers.rmarkdown:docx", (), 3)
WEASYPRINT = Tool("WeasyPrint, charts by matplotlib as SVG", "peers.weasyprint_svg:pdf", PEERS, 4)
DOCXTPL = Tool("docxtpl, charts by pyplot as PNG", "peers.docxtpl_png:docx", PEERS, 5)
TOOLS = (
    PDF,
    TYPST,
    TYPST_SHAPES,
    TYPST_VALID,
    PLAIN_PDF,
    WEASYPRINT,
    R_PDF,
    NATIVE,
    PICTURES,
    PLAIN_DOCX,
    DOCXTPL,
    R_DOCX,
)
OWN = (
    Tool("PDF", "ours:pdf-own", OURS, 20),
    Tool("Word, charts to edit in Word", "ours:docx-own", OURS, 20),
    Tool("page for a browser", "ours:html-own", OURS, 20),
)
"""The fact sheet that comes with the program."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a whole command needed."""

    printed: str
    wall: float
    """Seconds from its start to its end."""
    processor: float
    """Seconds of the processor, of all its processes together."""
    peak_mb: float
    """The most memory of its first process, or of one that it waited for."""
    worker_mb: float
    """The most memory of any other process it started; 0 when there was none."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process measured."""

    seconds: tuple[float, ...]
    """Wall time of each sheet."""
    whole: float
    """Wall time of the process, from its start to its end."""
    peak_mb: float
    size: int
    """Of a file, in bytes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a tool could not be measured."""

    reason: str


class CommandError(Exception):
    """A command that failed; the message is the last line that it said."""


def run(tool: Tool, facts: Path, out: Path, *, count: int) -> Run | Failure:
    """Make sheets with a tool, or return why it does not work here."""
    if not tool.is_installed:
        return Failure(NOT_INSTALLED)
    try:
        found = run_command(tool.command(count, facts, out))
    except CommandError as error:
        return Failure(f"failed: {error}")
    values: dict[str, Any] = json.loads(found.printed.splitlines()[-1])
    return Run(tuple(values["wall"]), found.wall, found.peak_mb, values["size"])


def run_command(command: list[str], *, codes: Collection[int] = (0,)) -> Command:
    """Return what a command printed and needed.

    Raises CommandError when it ends with a code that is not among `codes`, or takes too long.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder, "measured.json")
        printed, said, code = _run([*LAUNCH, str(report), *command])
        if code not in codes:
            raise CommandError(last_line(said) or f"exit code {code}")
        return Command(printed, **json.loads(report.read_text(encoding="utf-8")))


def _run(command: list[str]) -> tuple[str, str, int]:
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=pipe,
        stderr=pipe,
        process_group=0,
        encoding="utf-8",
        errors="replace",
    )
    try:
        printed, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise CommandError(f"no end after {PATIENCE} seconds") from error
    return printed, said, process.returncode


def last_line(said: str) -> str:
    """Return the line that tells why: the last one, but for what R says at the end of every error."""
    lines = [line.strip() for line in said.splitlines()]
    return next((line for line in reversed(lines) if line and not line.startswith("Execution halted")), "")


def environment() -> dict[str, str]:
    """Return the environment: compiled modules kept as an installation keeps them, and letters beyond ASCII for R."""
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "benchmark-bytecode"), "LC_ALL": "C.UTF-8"}
