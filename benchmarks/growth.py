"""How the cost grows: more pages, rows, charts, years and places, and more processes to share them."""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from functools import partial
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.commands import measure_commands
from benchmarks.curves import Growth, draw_curves, drawn, growths_table
from benchmarks.ours import maker
from benchmarks.synthetic import YEARS, write_package
from benchmarks.tables import KINDS, markdown
from benchmarks.tools import run_command
from reportgen import exhibits
from reportgen.audit import audit
from reportgen.builders.docx import build_docx
from reportgen.builders.html import build as build_html
from reportgen.builders.pdf import build_pdf
from reportgen.dataset import read_package
from reportgen.document import (
    Caption,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Metadata,
    Paragraph,
    Point,
    Row,
    Table,
    Text,
)
from reportgen.exhibits.columns.values import Columns, StackedColumns
from reportgen.memory import seldom_collected
from reportgen.numbering import number
from reportgen.resources import templates_folder
from reportgen.template import read_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.tools import Command
    from reportgen.document import Block

WORDS = "Counts are taken from the yearly reports as they were published and are never estimated. " * 5
PARAGRAPHS_A_PAGE = 9
REPEATS = 3
WORKERS = (1, 2, 3, 4)
DATA_PLACES = (250, 500, 1000, 2000)
DOCUMENTS = 300


def document(*blocks: Block) -> Document:
    """Return a numbered document of some blocks."""
    metadata = Metadata("Growth", "Growth", "reportgen", "A benchmark", (), "en-US", date(2025, 6, 1))
    return number(Document(metadata, blocks))


def of_pages(count: int) -> Document:
    return document(*(Paragraph((Text(WORDS),)) for _ in range(count * PARAGRAPHS_A_PAGE)))


def of_rows(count: int) -> Document:
    return document(_table(count))


def of_sections(count: int) -> Document:
    """Return sections with a table of thirty rows each: a hundred of them have three thousand."""
    return document(
        *(
            block
            for at in range(count)
            for block in (
                Heading(1, (Text(f"Section {at}"),), f"section-{at}"),
                Paragraph((Text(WORDS),)),
                _table(30, anchor=f"rows-{at}"),
            )
        )
    )


def _table(count: int, *, anchor: str = "rows") -> Table:
    head = Row((Cell((Text("Name"),)), Cell((Text("Figure"),))), role="head")
    rows = tuple(Row((Cell((Text(f"Row {at}"),)), Cell((Text(f"{at:,}"),)))) for at in range(count))
    return Table(anchor, _caption("Table"), (Column("left", is_row_header=True), Column()), (head,), rows=rows)


def of_charts(count: int) -> Document:
    return document(*(_figure(at, years=5) for at in range(count)))


def of_years(count: int) -> Document:
    return document(_figure(count, years=count))


def _figure(at: int, *, years: int) -> Figure:
    def points(factor: int) -> tuple[Point, ...]:
        return tuple(Point(2000 + year, float(factor * (at + year + 1)), f"{factor * (at + year + 1):,}")
                     for year in range(years))  # fmt: skip

    chart = StackedColumns(
        tuple(2000 + year for year in range(years)),
        (Columns("resolved", points(700)), Columns("active", points(300))),
        totals=points(1000),
    )
    return Figure(f"figure-{at}", _caption("Figure"), chart, "Columns over years")


def _caption(label: str) -> Caption:
    return Caption(label, (Text("A finding in one line"),), (Text("What, where and when"),))  # type: ignore[arg-type]


def measure_growth(work: Path, *, pictures: Path) -> str:
    """Return tables of the growths as Markdown, and draw each of them into a folder of pictures."""
    found = [*_blocks(), *_places(work), *_data(work)]
    wholes = measure_commands(work)
    return "\n\n".join(
        [
            growths_table(found),
            *drawn(found, pictures=pictures),
            growths_table(wholes),
            *drawn(wholes, pictures=pictures),
            *_workers(work, pictures),
            _memory(work),
        ]
    )


def _blocks() -> list[Growth]:
    theme = read_theme("default", templates_folder())
    builds = {
        "PDF": partial(build_pdf, theme=theme),
        "Word": partial(build_docx, theme=theme),
        "HTML": partial(build_html, theme=theme),
    }
    series: list[tuple[str, str, Callable[[int], Document], tuple[int, ...]]] = [
        ("page of text", "pages", of_pages, (20, 40, 80, 160)),
        ("row of a table", "rows", of_rows, (100, 200, 400, 800, 1600)),
        ("section with thirty rows", "sections", of_sections, (12, 25, 50, 100)),
        ("chart", "charts", of_charts, (5, 10, 20, 40)),
        ("year in a chart", "years", of_years, (5, 10, 20, 40)),
    ]
    found = []
    for unit, name, make, sizes in series:
        documents = [make(size) for size in sizes]
        found += [Growth(unit, name, kind, sizes, _seconds(documents, build)) for kind, build in builds.items()]
    return found


def _seconds(documents: Sequence[Document], build: Callable[[Document], bytes]) -> tuple[float, ...]:
    """Return the time of each document."""
    return _quickest([partial(build, one) for one in documents])


def _quickest(makes: Sequence[Callable[[], object]]) -> tuple[float, ...]:
    """Return the processor time of each: all of them in turn, several times over, the quickest of each.

    Each is done twice and measured once, so that it does not matter what was done before it; lost circles of objects
    are looked for as seldom as the program does.
    """
    found: list[list[float]] = [[] for _ in makes]
    for _ in range(REPEATS):
        for times, make in zip(found, makes, strict=True):
            for _ in range(2):
                exhibits.forget()
                gc.collect()
                with seldom_collected():
                    started = process_time()
                    make()
                    seconds = process_time() - started
            times.append(seconds)
    return tuple(map(min, found))


def _places(work: Path) -> list[Growth]:
    facts = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    sizes = (5, 10, 15, 20)
    return [
        Growth("place, a fact sheet each", "places", kind, sizes, _sheets(maker(variant, facts), facts, sizes))
        for kind, variant in (("PDF", "pdf-own"), ("Word", "docx-own"), ("HTML", "html-own"))
    ]


def _data(work: Path) -> list[Growth]:
    """Return how long data of so many rows are read and checked: three rows for each place, of one year."""
    folders = [work / f"data-{places}" for places in DATA_PLACES]
    for folder, places in zip(folders, DATA_PLACES, strict=True):
        write_package(folder, places=places, years=YEARS[-1:])
    packages = [read_package(folder / "data") for folder in folders]
    sizes = tuple(len(package.rows) for package in packages)
    reading = _quickest([partial(read_package, folder / "data") for folder in folders])
    checking = _quickest([partial(audit, package) for package in packages])
    return [
        Growth("row of the data", "data", "read", sizes, reading),
        Growth("row of the data", "data", "checked", sizes, checking),
    ]


def _sheets(make: Callable[[Any], bytes], facts: Sequence[Any], sizes: Sequence[int]) -> tuple[float, ...]:
    """Return the time of so many fact sheets."""
    return _quickest([partial(lambda some: [make(fact) for fact in some], facts[:size]) for size in sizes])


def _workers(work: Path, pictures: Path) -> tuple[str, str]:
    found = _batches(work)
    seconds = {jobs: min(one.wall for one in batches) for jobs, batches in found.items()}
    rows = []
    for jobs, batches in found.items():
        processor = min(one.processor for one in batches)
        worker = max(one.worker_mb for one in batches)
        rows.append((str(jobs), f"{seconds[jobs]:.2f}", f"{processor:.2f}", f"{worker:.0f}" if worker else "none"))
    head = ("processes", "s for every place, PDF and Word", "processor, s", "peak MB, largest worker")
    curve = draw_curves("workers", WORKERS, {"every place": list(seconds.values())}, unit="s", pictures=pictures)
    return markdown(head, rows), curve


def _batches(work: Path) -> dict[int, list[Command]]:
    """Return what the same batch needs with each number of processes, in turn and twice over."""
    command = [sys.executable, "-m", "reportgen", "build", "factsheet", "--all-places", "--no-index", "--force"]
    found: dict[int, list[Command]] = {jobs: [] for jobs in WORKERS}
    for number_ in range(2):
        for jobs, batches in found.items():
            out = work / f"workers-{jobs}-{number_}"
            batches.append(run_command([*command, "--jobs", str(jobs), "--out", str(out)]))
    return found


def _memory(work: Path) -> str:
    rows: list[tuple[str, ...]] = []
    for kind, title in KINDS.items():
        found = memory(work / f"many-{kind}", kind)
        rows.append((f"MB of the process, {title}", *map(str, found.values())))
    return markdown(("documents made", *map(str, found)), rows)


def memory(work: Path, kind: str) -> dict[int, int]:
    """Return the memory of a process that makes 300 documents, in MB, after every tenth of them."""
    synthetic = [sys.executable, "-m", "benchmarks.synthetic"]
    package, places = str(work / "package"), ["--places", str(DOCUMENTS)]
    run_command([*synthetic, "data", package, *places])
    command = run_command([*synthetic, "build", package, str(work / "out"), *places, "--formats", kind])
    found = json.loads(command.printed)
    return dict(zip(found["documents_so_far"], found["mb"], strict=True))
