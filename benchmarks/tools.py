"""The tools that are compared, and how each is run: in a process of its own, which prints its times."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parent.parent
OURS = (sys.executable,)
PEERS = (str(ROOT / ".venv-benchmark/bin/python"),)
WORKER = "benchmarks/worker.py"


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
    def is_installed(self) -> bool:
        """Whether the tool can be run here."""
        return bool(shutil.which(self.python[0] if self.python else "Rscript"))

    def command(self, count: int, facts: Path, out: Path) -> list[str]:
        """Return what makes so many sheets."""
        if self.python:
            return [*self.python, WORKER, self.name, str(count), str(facts / "facts.json"), str(out)]
        return ["Rscript", "benchmarks/peers/rmarkdown.R", self.kind, str(count), str(facts), str(out)]


TOOLS = (
    Tool("reportgen", "ours:pdf", OURS, 40),
    Tool("Typst, charts by matplotlib as SVG", "peers.typst_svg:pdf", PEERS, 6),
    Tool("reportlab, charts by pyplot as PNG", "peers.reportlab_png:pdf", OURS, 5),
    Tool("WeasyPrint, charts by matplotlib as SVG", "peers.weasyprint_svg:pdf", PEERS, 4),
    Tool("R Markdown, pdf_document", "peers.rmarkdown:pdf", (), 3),
    Tool("reportgen, charts to edit in Word", "ours:docx", OURS, 40),
    Tool("reportgen, charts as pictures", "ours:docx-pictures", OURS, 12),
    Tool("python-docx, charts by pyplot as PNG", "peers.python_docx_png:docx", OURS, 5),
    Tool("docxtpl, charts by pyplot as PNG", "peers.docxtpl_png:docx", PEERS, 5),
    Tool("R Markdown, word_document", "peers.rmarkdown:docx", (), 3),
)


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


def run(tool: Tool, facts: Path, out: Path, *, count: int) -> Run | None:
    """Make sheets with a tool; None when it does not work here."""
    found = run_command(tool.command(count, facts, out))
    if found is None:
        return None
    printed, whole, peak_mb, _ = found
    values: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return Run(tuple(values["wall"]), whole, peak_mb, values["size"])


def run_command(command: list[str]) -> tuple[str, float, float, float] | None:
    """Return what a command prints, how long it took, its most memory and its processor time; None when it fails."""
    started = perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None, "asked for above"
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    whole = perf_counter() - started
    return None if process.returncode else (printed, whole, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def _environment() -> dict[str, str]:
    """Return the environment, with Python's compiled modules kept as an installation keeps them."""
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "benchmark-bytecode")}
