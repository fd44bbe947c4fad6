"""What a user waits for at the shell: whole commands, from their start to their end."""

from __future__ import annotations

import csv
import shutil
import sys
from dataclasses import dataclass
from itertools import product
from statistics import median
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from benchmarks.hidden import write_hidden
from benchmarks.tables import markdown
from benchmarks.tools import NOTHING_KEPT, Command, run_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ALL = ("build", "factsheet", "--all-places", "--no-index")
HELP, LIST = "help", "list of reports"
ONE_PDF, ONE_DOCX, BRIEFING = "one fact sheet, PDF", "one fact sheet, Word", "the briefing, PDF and Word"
TRACE, NEW = "where the numbers of a page come from", "a project from a file of 100,000 rows"
CHECK_HIDDEN = "a check of 3,144 counties by ten ages, small numbers hidden"
SUPPRESS = "what else to hide of them"
TWO_PROCESSES = "every place, PDF and Word, two processes"
COMMANDS = {
    HELP: ("--help",),
    LIST: ("list",),
    ONE_PDF: ("build", "factsheet", "--place", "TX", "--format", "pdf"),
    ONE_DOCX: ("build", "factsheet", "--place", "TX", "--format", "docx"),
    BRIEFING: ("build", "briefing"),
    "every place, PDF and Word, one process": (*ALL, "--jobs", "1", "--force"),
    TWO_PROCESSES: (*ALL, "--jobs", "2", "--force"),
    "the same again, nothing has changed": ALL,
    "every place as pages for a browser": (*ALL, "--format", "html", "--jobs", "1", "--force"),
    TRACE: ("trace", "{out}/factsheet-TX-2020-2024.pdf", "--page", "1"),
    "a check of data that have not changed": ("check",),
    NEW: ("new", "{out}/project", "--from", "{work}/large.csv", "--yes"),
    CHECK_HIDDEN: ("check", "--data", "{work}/hidden"),
    SUPPRESS: ("suppress", "--data", "{work}/hidden"),
}
"""The arguments of each command, with the folder of its round and that of the benchmark."""
ENDS = {CHECK_HIDDEN: 3, SUPPRESS: 3}
"""The exit codes of commands that find something; they are given nothing that another one has worked out."""
LARGE_PLACES, LARGE_YEARS = 10_000, range(2015, 2025)
COUNTIES = 3144
MOST = 3


def write_large(path: Path, *, places: int = LARGE_PLACES) -> None:
    """Write a file of ten rows for each place, 100,000 of their own accord, as somebody might keep it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_large(places))


def write_workbook(path: Path, *, places: int) -> None:
    """Write the same as a workbook."""
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(_large(places)):
            sheet.write_row(at, 0, row)


def _large(places: int) -> Iterator[tuple[str | int, ...]]:
    """Yield the head and the rows; nothing in them is random."""
    yield ("Year", "County", "Cases")
    for year, place in product(LARGE_YEARS, range(places)):
        yield (year, f"County {place:05}", 20 + (place * 7919 + year * 104729) % 4000)


@dataclass(frozen=True, slots=True)
class Commands:
    """What each command needed, in each round."""

    found: Mapping[str, list[Command]]

    def seconds(self, title: str) -> float:
        return median(one.wall for one in self.found[title])

    def worker_mb(self, title: str) -> float:
        return max(one.worker_mb for one in self.found[title])

    def table(self) -> str:
        """Return the commands as Markdown."""
        head = ("`reportgen` from the shell", "s", "processor, s", "peak MB, first process", "peak MB, largest worker")
        return markdown(head, [self._row(title) for title in self.found])

    def _row(self, title: str) -> tuple[str, ...]:
        runs = self.found[title]
        worker = self.worker_mb(title)
        return (
            title,
            f"{self.seconds(title):.2f}",
            f"{median(one.processor for one in runs):.2f}",
            f"{max(one.peak_mb for one in runs):.0f}",
            f"{worker:.0f}" if worker else "none",
        )


def measure_shell(work: Path, *, rounds: int) -> Commands:
    """Run each command in every round, in turn; a command that fails ends the benchmark."""
    found: dict[str, list[Command]] = {title: [] for title in COMMANDS}
    write_large(work / "large.csv")
    write_hidden(work / "hidden", places=COUNTIES)
    for number in range(min(rounds, MOST)):
        out = work / f"shell-{number}"
        for title, arguments in COMMANDS.items():
            into = ("--out", str(out)) if arguments[0] == "build" else ()
            given = (each.format(out=out, work=work) for each in arguments)
            words = [*(NOTHING_KEPT if title in ENDS else ()), sys.executable, "-m", "reportgen", *given, *into]
            found[title].append(run_command(words, codes=(ENDS.get(title, 0),)))
        shutil.rmtree(out)
    return Commands(found)
