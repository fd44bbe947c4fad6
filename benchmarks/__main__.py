"""Compare reportgen with what it could be replaced by, and write docs/performance.md.

    python -m benchmarks [--rounds N] [--only compare|shell|growth]

Every round runs every tool once, one after the other, each in a process of its own; a ratio is taken within a round,
so that what else the machine does falls on both sides, and the median of the ratios is given.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.facts import write_facts
from benchmarks.growth import measure_growth
from benchmarks.page import ROOT, write_page
from benchmarks.shell import measure_shell
from benchmarks.tables import tools_table
from benchmarks.tools import TOOLS, Run, Tool, run
from reportgen.dataset import read_package
from reportgen.resources import data_folder

PARTS = ("compare", "shell", "growth")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append")
    arguments = parser.parse_args()
    wanted = arguments.only or PARTS
    with TemporaryDirectory() as folder:
        work = Path(folder)
        write_facts(read_package(data_folder()), work)
        if "compare" in wanted:
            write_page("compare", compare(work, rounds=arguments.rounds))
        if "shell" in wanted:
            write_page("shell", measure_shell(work, rounds=arguments.rounds))
        if "growth" in wanted:
            write_page("growth", measure_growth(work, pictures=ROOT / "docs" / "images"))
    print((ROOT / "docs" / "performance.md").read_text(encoding="utf-8"))


def compare(work: Path, *, rounds: int) -> str:
    """Return the tables of the tools as Markdown."""
    runs: dict[Tool, list[Run]] = {tool: [] for tool in TOOLS}
    for number in range(rounds):
        turn = number % len(TOOLS)
        for tool in (*TOOLS[turn:], *TOOLS[:turn]):
            found = run(tool, work, work / tool.name.replace(":", "-"), count=tool.count) if tool.is_installed else None
            if found is not None:
                runs[tool].append(found)
    cold: dict[Tool, list[float]] = {tool: [] for tool in TOOLS}
    for _ in range(3):
        for tool in TOOLS:
            first = run(tool, work, work / "cold", count=1) if runs[tool] else None
            if first is not None:
                cold[tool].append(first.whole)
    return "\n\n".join(tools_table(kind, runs, cold) for kind in ("pdf", "docx"))


if __name__ == "__main__":
    main()
