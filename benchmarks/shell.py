"""What a user waits for at the shell: whole commands, from their start to their end."""

from __future__ import annotations

import shutil
import sys
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.tables import markdown
from benchmarks.tools import run_command

if TYPE_CHECKING:
    from pathlib import Path

ALL = ("build", "factsheet", "--all-places", "--no-index")
COMMANDS = (
    ("help", ("--help",)),
    ("list of reports", ("list",)),
    ("one fact sheet, PDF", ("build", "factsheet", "--place", "TX", "--format", "pdf")),
    ("one fact sheet, Word", ("build", "factsheet", "--place", "TX", "--format", "docx")),
    ("the briefing, PDF and Word", ("build", "briefing")),
    ("every place, PDF and Word, one process", (*ALL, "--jobs", "1", "--force")),
    ("every place, PDF and Word, two processes", (*ALL, "--jobs", "2", "--force")),
    ("the same again, nothing has changed", ALL),
)
MOST = 3


def measure_shell(work: Path, *, rounds: int) -> str:
    """Return a table of commands as Markdown; each runs in every round, in turn."""
    found: dict[str, list[tuple[float, float, float]]] = {title: [] for title, _ in COMMANDS}
    for number in range(min(rounds, MOST)):
        out = work / f"shell-{number}"
        for title, arguments in COMMANDS:
            into = ("--out", str(out)) if arguments[0] == "build" else ()
            result = run_command([sys.executable, "-m", "reportgen", *arguments, *into])
            assert result is not None, f"`reportgen {' '.join(arguments)}` failed"
            found[title].append(result[1:])
        shutil.rmtree(out)
    rows = [
        (
            title,
            f"{median(wall for wall, _, _ in runs):.2f}",
            f"{median(cpu for _, _, cpu in runs):.2f}",
            f"{max(peak for _, peak, _ in runs):.0f}",
        )
        for title, runs in found.items()
    ]
    return markdown(("`reportgen` from the shell", "s", "of it processor, s", "peak MB"), rows)
