"""Where the time goes, stage by stage, in a batch and in one warm fact sheet of it.

python -m benchmarks.stages OUT      # builds every place as PDF and as Word, in this process; prints JSON
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.tables import markdown
from benchmarks.tools import ROOT, environment, run_command

WARM_UP = 5
"""Fact sheets that are left out: they prepare for the others."""
REST, START, ALL = "everything else", "start and end of the process", "all"
STANDARD = "modules of Python itself"
LAST = (REST, START, ALL)


def main(out: str) -> None:
    """Build every place and print what each stage took: in all, and for each fact sheet."""
    from reportgen.batch import Request, Way, plan, run_plan
    from reportgen.resources import data_folder, templates_folder
    from reportgen.stages import measuring

    request = Request(
        ("factsheet",),
        all_places=True,
        formats=("pdf", "docx"),
        out=Path(out),
        data=data_folder(),
        templates=templates_folder(),
        date=date(2025, 6, 1),
        force=True,
    )
    sheets: list[dict[str, float]] = []
    before, started = Counter[str](), perf_counter()
    with measuring() as times:
        for outcome in run_plan(plan(request), Way(jobs=1)):
            assert not outcome.errors, outcome.errors
            now = Counter(times.seconds) | {ALL: perf_counter() - started}
            sheets.append({name: now[name] - before[name] for name in now})
            before = now
    print(json.dumps({"counts": times.counts, "seconds": before, "sheets": sheets}))


def measure_stages(work: Path) -> str:
    """Return a table of the stages as Markdown: of one warm fact sheet, and of the whole batch."""
    command = run_command([sys.executable, "-m", "benchmarks.stages", str(work / "stages")])
    found = json.loads(command.printed)
    seconds: dict[str, float] = found["seconds"]
    warm = {name: median(sheet.get(name, 0.0) for sheet in found["sheets"][WARM_UP:]) for name in seconds}
    for times in (seconds, warm):
        times[REST] = 2 * times[ALL] - sum(times.values())
    seconds[START] = command.wall - seconds[ALL]
    seconds[ALL] = command.wall
    rows = [
        (name, str(found["counts"].get(name, "")), f"{seconds[name]:.2f}", _milliseconds(warm.get(name, 0.0)))
        for name in (*(name for name in seconds if name not in LAST), *LAST)
    ]
    return markdown(("stage", "times", "s in the batch", "ms of a warm fact sheet"), rows)


def measure_imports(*arguments: str, most: int = 8) -> str:
    """Return a table of what a command loads as Markdown: each library without those that it loads in turn."""
    command = [sys.executable, "-X", "importtime", "-m", "reportgen", *arguments]
    for _ in range(2):  # the first time compiles
        said = subprocess.run(
            command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True
        ).stderr
    microseconds = Counter[str]()
    for own, name in re.findall(r"^import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)$", said, re.MULTILINE):
        library = name.partition(".")[0]
        microseconds[STANDARD if library in sys.stdlib_module_names else library] += int(own)
    largest = microseconds.most_common(most)
    rest = microseconds.total() - sum(count for _, count in largest)
    rows = [*largest, ("others", rest), (ALL, microseconds.total())]
    head = (f"what `reportgen {' '.join(arguments)}` loads", "ms")
    return markdown(head, [(name, f"{count / 1000:.0f}") for name, count in rows])


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds >= 0.00005 else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
