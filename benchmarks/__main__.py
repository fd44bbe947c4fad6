"""Compare reportgen with what it could be replaced by, and write docs/performance.md.

    python -m benchmarks [--rounds N] [--only compare|shell|stages|origins|growth|pages|hardening]

Every round runs every tool once, one after the other, each in a process of its own; a ratio is taken within a round,
so that what else the machine does falls on both sides, and the median of the ratios is given.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.facts import write_facts
from benchmarks.growth import measure_growth
from benchmarks.hardening import measure_hardening
from benchmarks.origins import measure_origins
from benchmarks.page import PAGE, ROOT, machine, write_page
from benchmarks.pages import MOST_PLACES, measure_pages
from benchmarks.preview import measure_saving
from benchmarks.shell import MOST, measure_shell
from benchmarks.stages import measure_imports, measure_stages
from benchmarks.tables import KINDS, Results, failures, own_table, tools_table
from benchmarks.targets import targets, targets_table
from benchmarks.tools import OWN, TOOLS, Failure, Run, Tool, run
from reportgen.dataset import read_package
from reportgen.resources import data_folder

PARTS = ("compare", "shell", "stages", "origins", "growth", "pages", "hardening")
COLD_ROUNDS = 3
STARTED = perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append")
    arguments = parser.parse_args()
    wanted = arguments.only or PARTS
    load = os.getloadavg()[0]
    if load > (os.cpu_count() or 1):
        say(f"warning: others use this machine (load {load:.1f}): only the ratios will mean something")
    write_page("machine", machine(load, rounds=arguments.rounds))
    with TemporaryDirectory() as folder:
        work = Path(folder)
        write_facts(read_package(data_folder()), work)
        if "compare" in wanted:
            results = compare(work, rounds=arguments.rounds)
            tables = [tools_table(results, [tool for tool in TOOLS if tool.kind == kind]) for kind in KINDS]
            write_page("compare", "\n\n".join(filter(None, (*tables, failures(results)))))
            write_page("own", own_table(results, OWN))
        if "shell" in wanted:
            say("commands from the shell")
            commands = measure_shell(work, rounds=arguments.rounds)
            write_page("shell", commands.table())
        if "stages" in wanted:
            say("stages")
            write_page("stages", f"{measure_stages(work)}\n\n{measure_imports('list')}")
        if "origins" in wanted:
            say("origins")
            write_page("origins", measure_origins(2 * arguments.rounds))
        if "growth" in wanted:
            say("growth")
            write_page("growth", measure_growth(work, pictures=ROOT / "docs" / "images"))
        if "pages" in wanted:
            say("pages")
            sites = measure_pages(work, rounds=min(arguments.rounds, MOST), places=MOST_PLACES)
            write_page("pages", sites.table)
        if "hardening" in wanted:
            say("with and without guards")
            write_page("hardening", measure_hardening(rounds=arguments.rounds))
        if "compare" in wanted and "shell" in wanted:
            say("a saved change")
            beyond = sites.beyond if "pages" in wanted else {}
            found = targets(results, commands, beyond=beyond, saving=measure_saving(work / "saving").wall)
            write_page("targets", targets_table(found))
    print(PAGE.read_text(encoding="utf-8"))


def compare(work: Path, *, rounds: int) -> Results:
    """Run every tool in every round, each round beginning with another one, and then each for a single sheet."""
    every = (*TOOLS, *OWN)
    results = Results({tool: [] for tool in every}, {tool: [] for tool in every})
    for number in range(rounds):
        turn = number % len(every)
        for tool in (*every[turn:], *every[:turn]):
            say(f"round {number + 1} of {rounds}: {tool.title}")
            results.warm[tool].append(_noted(tool, run(tool, work, work / tool.folder, count=tool.count)))
    for number in range(COLD_ROUNDS):
        for tool in every:
            say(f"first sheet, {number + 1} of {COLD_ROUNDS}: {tool.title}")
            results.cold[tool].append(_noted(tool, run(tool, work, work / "cold", count=1)))
    return results


def _noted(tool: Tool, found: Run | Failure) -> Run | Failure:
    if isinstance(found, Failure):
        say(f"warning: {tool.title}: {found.reason}")
    return found


def say(text: str) -> None:
    print(f"{perf_counter() - STARTED:6.0f} s  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
