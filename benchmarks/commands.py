"""How the cost of whole commands grows: checks, origins, new projects, hidden numbers, a site, saving, a batch.

Each run is a process of its own, from its start to its end, and its processor time counts, with that of all it starts;
of several runs the quickest. So the start of the program is in each figure, and what one more costs is the slope.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.curves import Growth
from benchmarks.hidden import write_hidden
from benchmarks.pages import measured
from benchmarks.preview import measure_saving
from benchmarks.shell import LARGE_YEARS, write_large, write_workbook
from benchmarks.synthetic import YEARS, write_package
from benchmarks.tools import NOTHING_KEPT, run_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REPORTGEN = (sys.executable, "-m", "reportgen")
FAILING = (0, 3)
"""How a check ends whose sums do not hold, which is so of invented figures, or that finds what can be worked out."""
PLACES = (1000, 2000, 4000, 8000)
ROWS_A_PLACE = 3 * len(YEARS)
FILE_PLACES = (625, 1250, 2500, 5000)
COUNTIES = (393, 786, 1572, 3144)
SITES = (50, 100, 200, 400)
SECTIONS = (10, 20, 40, 80)
DOCUMENTS = 200
WAYS = {
    "this process": ("build", "--jobs", "1"),
    "2 processes": ("build", "--jobs", "2"),
    "cluster, 2 workers": ("cluster", "--jobs", "2"),
}


def measure_commands(work: Path) -> list[Growth]:
    """Return how the cost of each command grows."""
    return [*_data(work), *_files(work), *_hidden(work), *_sites(work), *_saving(work), *_documents(work)]


def _data(work: Path) -> list[Growth]:
    """Return what a check, and a question where the numbers of a page come from, take by the rows of the package."""
    checked, traced = [], []
    for places in PLACES:
        folder = work / f"rows-{places}"
        write_package(folder, places=places)
        data = ("--data", str(folder / "data"))
        both = (*data, "--templates", str(folder / "templates"))
        checked.append(_seconds(*NOTHING_KEPT, *REPORTGEN, "check", *data))
        out = ("--out", str(folder / "out"), "--format", "pdf", "--allow-failing-checks")
        run_command([*REPORTGEN, "build", "county", "--place", "AAAA", *both, *out])
        made = next((folder / "out").glob("*.pdf"))
        traced.append(min(_seconds(*REPORTGEN, "trace", str(made), "--page", "1", *both) for _ in range(2)))
    sizes = [places * ROWS_A_PLACE for places in PLACES]
    return [
        _growth("row of the data", "check", "checked", sizes, checked),
        _growth("row of the data", "check", "traced", sizes, traced),
    ]


def _files(work: Path) -> list[Growth]:
    """Return what a project of a file takes by its rows."""
    found: dict[str, list[float]] = {"CSV": [], "Excel": []}
    for places in FILE_PLACES:
        files = {"CSV": work / f"file-{places}.csv", "Excel": work / f"file-{places}.xlsx"}
        write_large(files["CSV"], places=places)
        write_workbook(files["Excel"], places=places)
        for kind, file in files.items():
            project = work / f"project-{kind}-{places}"
            found[kind].append(_seconds(*REPORTGEN, "new", str(project), "--from", str(file), "--yes"))
    sizes = [places * len(LARGE_YEARS) for places in FILE_PLACES]
    return [_growth("row of a file, `new`", "new", kind, sizes, seconds) for kind, seconds in found.items()]


def _hidden(work: Path) -> list[Growth]:
    """Return what it takes to look for hidden numbers that can be worked out, and to propose what else to hide."""
    found: dict[str, list[float]] = {"check": [], "suppress": []}
    for places in COUNTIES:
        folder = work / f"hidden-{places}"
        write_hidden(folder, places=places)
        for command, seconds in found.items():
            seconds.append(_seconds(*NOTHING_KEPT, *REPORTGEN, command, "--data", str(folder)))
    return [
        _growth("county by ten ages, small numbers hidden", "hidden", command, COUNTIES, seconds)
        for command, seconds in found.items()
    ]


def _sites(work: Path) -> list[Growth]:
    """Return what a site takes by its pages: with front page, list, feed and all, from the plan on."""
    seconds = []
    for places in SITES:
        folder = work / f"site-{places}"
        write_package(folder, places=places)
        seconds.append(measured("site", folder, work)["seconds"])
    return [_growth("page of a site", "site", "HTML", SITES, seconds)]


def _saving(work: Path) -> list[Growth]:
    """Return what it takes from a saved change in the middle of a report to the picture of its page."""
    seconds = [measure_saving(work / f"saving-{sections}", sections=sections).processor for sections in SECTIONS]
    return [_growth("section with a chart, preview of a change", "preview", "a saved change", SECTIONS, seconds)]


def _documents(work: Path) -> list[Growth]:
    """Return what documents take by their number, after the first tenth, in one process, in two, and on a cluster."""
    folder = work / "many-documents"
    write_package(folder, places=DOCUMENTS)
    return [
        _batch(folder, work / "many-out", way)
        for way in WAYS
        if not way.startswith("cluster") or find_spec("distributed")
    ]


def _batch(folder: Path, out: Path, way: str) -> Growth:
    what, *options = WAYS[way]
    command = [sys.executable, "-m", "benchmarks.synthetic", what, str(folder), str(out), "--places", str(DOCUMENTS)]
    found = json.loads(run_command([*command, *options]).printed)
    first, *sizes = found["documents_so_far"]
    before, *seconds = found["processor_seconds"]
    return _growth(
        "document of a batch, all processes",
        "documents",
        way,
        [size - first for size in sizes],
        [each - before for each in seconds],
    )


def _seconds(*command: str) -> float:
    return run_command([*command], codes=FAILING).processor


def _growth(unit: str, name: str, kind: str, sizes: Sequence[int], seconds: Sequence[float]) -> Growth:
    return Growth(unit, name, kind, tuple(sizes), tuple(seconds))
