"""What a cluster gains on this machine: the same documents in one process, by one worker and by two, in turns.

    python -m benchmarks.cluster [--rounds 3] [--documents 400] [--places 3144]

Prints a table for docs/scale.md. Each run is a process of its own, and each round begins with another one. A ratio is
taken within a round, so that what else the machine does falls on both sides; the median of the ratios is given.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.synthetic import write_package
from benchmarks.tables import markdown

WAYS = {
    "this process": ("build", "--jobs", "1"),
    "2 processes": ("build", "--jobs", "2"),
    "cluster, 1 worker": ("cluster", "--jobs", "1"),
    "cluster, 2 workers": ("cluster", "--jobs", "2"),
}
ALONE, PROCESSES, ONE, TWO = WAYS
MOST_PROCESSOR, LEAST_GAIN = 1.1, 1.6
"""What is asked: of the processor time of one process, and of two workers beside one."""


def measured(data: Path, out: Path, way: str, *, documents: int) -> dict[str, Any]:
    """Return what `benchmarks.synthetic` says of one run."""
    what, *options = WAYS[way]
    command = [sys.executable, "-m", "benchmarks.synthetic", what, str(data), str(out), "--places", str(documents)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def turns(data: Path, out: Path, *, rounds: int, documents: int) -> dict[str, list[dict[str, Any]]]:
    """Return what was measured in each round, by way."""
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    ways = tuple(WAYS)
    for number in range(rounds):
        turn = number % len(ways)
        for way in (*ways[turn:], *ways[:turn]):
            print(f"round {number + 1} of {rounds}: {way}", file=sys.stderr, flush=True)
            found[way].append(measured(data, out, way, documents=documents))
    return found


def ratio(found: dict[str, list[dict[str, Any]]], name: str, *, of: str, to: str) -> float:
    """Return the median, over the rounds, of one way's figure by another's."""
    return median(a[name] / b[name] for a, b in zip(found[of], found[to], strict=True))


def table(found: dict[str, list[dict[str, Any]]]) -> str:
    """Return the ways as a Markdown table, and what is asked of a cluster beside what was found."""
    wall, processor = "ms_a_document", "processor_ms_a_document"
    rows = [
        (
            way,
            f"{median(one[wall] for one in each):.0f}",
            f"{median(one[processor] for one in each):.0f}",
            f"{ratio(found, processor, of=way, to=ALONE):.2f}",
            f"{ratio(found, wall, of=ALONE, to=way):.2f}",
        )
        for way, each in found.items()
    ]
    head = ("made by", "ms a document", "of processor, ms", "processor, times one process", "times as fast")
    most, least = ratio(found, processor, of=TWO, to=ALONE), ratio(found, wall, of=ONE, to=TWO)
    asked = (
        f"Two workers take {most:.2f} times the processor time of one process (asked: at most {MOST_PROCESSOR}) "
        f"and are {least:.2f} times as fast as one worker (asked: at least {LEAST_GAIN}); "
        f"the load was {os.getloadavg()[0]:.1f} at the end."
    )
    return f"{markdown(head, rows)}\n\n{asked}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--places", type=int, default=3144)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        data = Path(folder) / "package"
        write_package(data, places=chosen.places)
        found = turns(data, Path(folder) / "out", rounds=chosen.rounds, documents=chosen.documents)
    print(table(found))


if __name__ == "__main__":
    main()
