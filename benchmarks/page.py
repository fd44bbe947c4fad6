"""The page of results: each part is written between its marks, the rest stays as it is."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("reportlab", "pikepdf", "python-docx", "matplotlib", "jinja2", "pandas")


def write_page(part: str, text: str) -> None:
    """Put a part of the results into docs/performance.md, with the machine it was measured on."""
    page = PAGE.read_text(encoding="utf-8")
    for name, content in ((part, text), ("machine", machine())):
        marks = f"<!-- {name} -->", f"<!-- end of {name} -->"
        assert all(mark in page for mark in marks), f"no marks for `{name}` in {PAGE.name}"
        pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
        page = pattern.sub(lambda _, new=f"{marks[0]}\n{content}\n{marks[1]}": new, page)
    PAGE.write_text(page, encoding="utf-8")


def machine() -> str:
    """Return the size of the machine and the versions of what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    peers = (ROOT / "benchmarks/peers/requirements.txt").read_text(encoding="utf-8")
    others = ", ".join(line.replace("==", " ") for line in peers.splitlines() if "==" in line)
    return (
        f"Measured on {os.cpu_count()} cores with {memory:.0f} GB of memory at a load of {os.getloadavg()[1]:.1f}, "
        f"Python {platform.python_version()}; "
        f"{libraries}. The other tools: {others}."
    )
