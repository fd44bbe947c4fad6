"""The page of results: each part is written between its marks, the rest stays as it is."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("reportlab", "pikepdf", "python-docx", "matplotlib", "jinja2", "pandas")
R_PACKAGES = (
    "cat(paste('rmarkdown', packageVersion('rmarkdown')), paste('ggplot2', packageVersion('ggplot2')), sep = ', ')"
)
PROGRAMS = {
    "R": ("Rscript", "-e", "cat(paste(R.version$major, R.version$minor, sep = '.'))"),
    "": ("Rscript", "-e", R_PACKAGES),
    "pandoc": ("pandoc", "--version"),
    "pdfTeX": ("pdflatex", "--version"),
}
"""How the programs that no list of Python packages names say which version they are."""


def write_page(part: str, text: str) -> None:
    """Put a part of the results into docs/performance.md."""
    page = PAGE.read_text(encoding="utf-8")
    marks = f"<!-- {part} -->", f"<!-- end of {part} -->"
    assert all(mark in page for mark in marks), f"no marks for `{part}` in {PAGE.name}"
    pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _: f"{marks[0]}\n{text}\n{marks[1]}", page), encoding="utf-8")


def machine(load: float, *, rounds: int) -> str:
    """Return the size of the machine, what else it did before, and the versions of what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    peers = (ROOT / "benchmarks/peers/requirements.txt").read_text(encoding="utf-8")
    others = [line.replace("==", " ") for line in peers.splitlines() if "==" in line]
    others += [" ".join((name, found)).strip() for name, command in PROGRAMS.items() if (found := _answer(command))]
    return (
        f"Measured on {os.cpu_count()} cores with {memory:.0f} GB of memory, at a load of {load:.1f} before it began, "
        f"in {rounds} round{'s' if rounds > 1 else ''}; Python {platform.python_version()}; {libraries}. "
        f"The other tools: {', '.join(others)}."
    )


def _answer(command: tuple[str, ...]) -> str:
    """Return the version that a program prints, or that of its packages; empty when it is not installed."""
    if shutil.which(command[0]) is None:
        return ""
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout.partition("\n")[0]
    return printed if command[0] == "Rscript" else next(iter(re.findall(r"\d+(?:\.\d+)+\S*", printed)), "")
