"""The page of results: each part is written between its marks, the rest stays as it is."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version

from benchmarks.tools import PEERS, ROOT

PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("reportlab", "pikepdf", "python-docx", "matplotlib", "jinja2", "pandas")
OTHERS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((PEERS[0], "benchmarks/peers/versions.py"), ""),
    (("Rscript", "-e", "cat(paste('R', getRversion()))"), ""),
    (("Rscript", "-e", "cat(paste('rmarkdown', packageVersion('rmarkdown')))"), ""),
    (("Rscript", "-e", "cat(paste('ggplot2', packageVersion('ggplot2')))"), ""),
    (("pandoc", "--version"), r"pandoc \S+"),
    (("pdflatex", "--version"), r"pdfTeX \S+"),
)
"""How the other tools say which version they are, and what of their answer is wanted."""


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
    others = [found for command, wanted in OTHERS if (found := _answer(command, wanted))]
    return (
        f"Measured on {os.cpu_count()} cores with {memory:.0f} GB of memory, at a load of {load:.1f} before it began, "
        f"in {rounds} round{'s' if rounds > 1 else ''}; Python {platform.python_version()}; {libraries}. "
        f"The other tools: {', '.join(others)}."
    )


def _answer(command: tuple[str, ...], wanted: str) -> str:
    """Return the part of what a program prints that is wanted; empty when it is not installed, or fails."""
    if shutil.which(command[0]) is None:
        return ""
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout.strip()
    return "".join(re.findall(wanted, printed)[:1]) if wanted else printed
