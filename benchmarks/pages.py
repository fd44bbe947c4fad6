"""What pages for a browser cost beyond composing: a site of 54 fact sheets, and of all counties.

    python -m benchmarks.pages [--rounds 3] [--places 3144]

Each run is a process of its own, with one worker: one composes all documents, the other makes the whole site of them,
pages, front page, list, feed and all, proves and writes them. What the second takes beyond the first is the work of
the pages. It is processor time, of this process and of the system for it, which hardly depends on what else the
machine does; the runs take turns, and the median of the differences is given.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.synthetic import DAY, peak, request, write_package
from benchmarks.tables import markdown
from reportgen.batch import Request, Way, plan, run_plan
from reportgen.batch.make import compose_job
from reportgen.memory import seldom_collected
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STATES, MOST_PLACES = 54, 3144
ADDRESS = "https://example.org/figures/"
ASKED = {STATES: 2.0, MOST_PLACES: 60.0}
"""Seconds beyond composing."""
FEW = 500
"""Documents after which memory is looked at, beside that after all."""


def asked_for(data: Path | None, out: Path) -> Request:
    """Return the request for a site: of the package that comes along, or of a synthetic one."""
    if data is not None:
        return replace(request(data, out, formats=("html",)), site=True, site_address=ADDRESS, index=True)
    return Request(
        ("factsheet",),
        all_places=True,
        formats=("html",),
        out=out,
        data=data_folder(),
        templates=templates_folder(),
        date=DAY,
        site=True,
        site_address=ADDRESS,
    )


def measure(way: str, data: Path | None, out: Path) -> dict[str, Any]:
    """Return the seconds of processor time and the memory of one way, from the plan on."""
    planned = plan(asked_for(data, out))
    started, marks = time.process_time(), {}
    with seldom_collected():
        if way == "compose":
            for job in planned.jobs:
                compose_job(job, planned.context)
        else:
            for done, outcome in enumerate(run_plan(planned, Way(jobs=1)), start=1):
                assert not outcome.errors, outcome.errors
                if done == FEW:
                    marks["mb_at_few"] = peak()
    return {"documents": len(planned.jobs), "seconds": time.process_time() - started, "mb": peak(), **marks}


def measured(way: str, data: Path | None, work: Path) -> dict[str, Any]:
    """Return what a process of its own says of one way."""
    with TemporaryDirectory(dir=work) as out:
        command = [sys.executable, "-m", "benchmarks.pages", "--run", way, str(data or "-"), out]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@dataclass(frozen=True, slots=True)
class Sites:
    """Both sites as a table in Markdown, and by their pages the seconds beyond composing."""

    table: str
    beyond: Mapping[int, float]


def measure_pages(work: Path, *, rounds: int, places: int) -> Sites:
    """Return what both sites take."""
    counties = work / "counties"
    write_package(counties, places=places)
    rows, beyond = [], {}
    for title, data in (("fact sheets of the states", None), ("one page for each county", counties)):
        turns = []
        for number in range(rounds):
            print(f"pages, {title}: round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            turns.append({way: measured(way, data, work) for way in ("compose", "site")})
        rows.append(_row(title, turns))
        beyond[turns[-1]["site"]["documents"]] = _beyond(turns)
    head = (
        "site",
        "pages",
        "composing, s",
        "site, s",
        "beyond composing, s",
        "asked, s",
        "MB after 500",
        "MB at the end",
    )
    return Sites(f"{markdown(head, rows)}\n\nThe load was {os.getloadavg()[0]:.1f} at the end.", beyond)


def _beyond(turns: Sequence[dict[str, dict[str, Any]]]) -> float:
    """Return the seconds that a site takes beyond composing: the median of the differences within the turns."""
    return median(turn["site"]["seconds"] - turn["compose"]["seconds"] for turn in turns)


def _row(title: str, turns: list[dict[str, dict[str, Any]]]) -> tuple[str, ...]:
    composing, site = ([turn[way]["seconds"] for turn in turns] for way in ("compose", "site"))
    last = turns[-1]["site"]
    count = last["documents"]
    asked = ASKED.get(count)
    return (
        title,
        f"{count:,}",
        f"{median(composing):.1f}",
        f"{median(site):.1f}",
        f"{_beyond(turns):.2f}",
        "" if asked is None else f"{asked:g}",
        str(last.get("mb_at_few", "")),
        str(last["mb"]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--places", type=int, default=MOST_PLACES)
    parser.add_argument("--run", nargs=3, metavar=("WAY", "DATA", "OUT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        way, data, out = chosen.run
        print(json.dumps(measure(way, None if data == "-" else Path(data), Path(out) / "site")))
        return
    with TemporaryDirectory() as folder:
        print(measure_pages(Path(folder), rounds=chosen.rounds, places=chosen.places).table)


if __name__ == "__main__":
    main()
