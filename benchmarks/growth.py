"""How the cost grows: more pages, rows, charts, years and places, and more processes to share them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.ours import maker
from benchmarks.tables import markdown
from benchmarks.tools import run_command
from reportgen import charts
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import build_pdf
from reportgen.document import (
    BarRow,
    Caption,
    Cell,
    Column,
    Columns,
    Document,
    Figure,
    Metadata,
    Paragraph,
    Point,
    RankedBars,
    Row,
    StackedColumns,
    Table,
    Text,
)
from reportgen.numbering import number
from reportgen.resources import templates_folder
from reportgen.template import read_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reportgen.document import Block

WORDS = "Counts are taken from the yearly reports as they were published and are never estimated. " * 5
PARAGRAPHS_A_PAGE = 9
REPEATS = 5
WORKERS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, of one kind of growth."""

    unit: str
    name: str
    """For its file."""
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def slope(self) -> float:
        """Seconds that one more costs, by least squares."""
        x, y = sum(self.sizes) / len(self.sizes), sum(self.seconds) / len(self.seconds)
        pairs = list(zip(self.sizes, self.seconds, strict=True))
        return sum((a - x) * (b - y) for a, b in pairs) / sum((a - x) ** 2 for a, _ in pairs)

    @property
    def bend(self) -> float:
        """How much more one more costs at the end than at the beginning; near 1 where the cost is linear."""
        (a, b, *_, y, z), (s, t, *_, v, w) = self.sizes, self.seconds
        return ((w - v) / (z - y)) / ((t - s) / (b - a))


def document(*blocks: Block) -> Document:
    """Return a numbered document of some blocks."""
    metadata = Metadata("Growth", "Growth", "reportgen", "A benchmark", (), "en-US", date(2025, 6, 1))
    return number(Document(metadata, blocks))


def of_pages(count: int) -> Document:
    return document(*(Paragraph((Text(WORDS),)) for _ in range(count * PARAGRAPHS_A_PAGE)))


def of_rows(count: int) -> Document:
    head = Row((Cell((Text("Name"),)), Cell((Text("Figure"),))), role="head")
    rows = tuple(Row((Cell((Text(f"Row {at}"),)), Cell((Text(f"{at:,}"),)))) for at in range(count))
    return document(
        Table("rows", _caption("Table"), (Column("left", is_row_header=True), Column()), (head,), rows=rows)
    )


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
    theme = read_theme("default", templates_folder())
    builds = {"PDF": partial(build_pdf, theme=theme), "Word": partial(build_docx, theme=theme)}
    series: list[tuple[str, str, Callable[[int], Document], tuple[int, ...]]] = [
        ("page of text", "pages", of_pages, (5, 10, 20, 40)),
        ("row of a table", "rows", of_rows, (50, 100, 200, 400)),
        ("chart", "charts", of_charts, (5, 10, 20, 40)),
        ("year in a chart", "years", of_years, (5, 10, 20, 40)),
    ]
    rows, shown = [], []
    for unit, name, make, sizes in series:
        documents = [make(size) for size in sizes]
        for kind, build in builds.items():
            growth = Growth(unit, f"{name}-{kind.lower()}", sizes, _seconds(documents, build))
            rows.append(_row(growth, kind))
            shown += _drawn(growth, pictures, kind) if kind == "PDF" else []
    places = _places(work)
    rows.append(_row(places, "PDF"))
    shown += _drawn(places, pictures, "PDF")
    head = ("one more", "file", "sizes", "ms for each of them", "ms for one more", "last step to first")
    return "\n\n".join([markdown(head, rows), *shown, _workers(work)])


def _seconds(documents: Sequence[Document], build: Callable[[Document], bytes]) -> tuple[float, ...]:
    """Return the time of each document: all of them in turn, several times over, the median of each."""
    found: list[list[float]] = [[] for _ in documents]
    for _ in range(REPEATS + 1):
        for index, one in enumerate(documents):
            charts.forget()
            started = process_time()
            build(one)
            found[index].append(process_time() - started)
    return tuple(median(times[1:]) for times in found)


def _places(work: Path) -> Growth:
    facts = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    make = maker("pdf-own", facts)
    sizes = (5, 10, 15, 20)
    seconds = []
    make(facts[0])
    for size in sizes:
        times = []
        for _ in range(REPEATS):
            charts.forget()
            started = process_time()
            for fact in facts[:size]:
                make(fact)
            times.append(process_time() - started)
        seconds.append(median(times))
    return Growth("place, a fact sheet each", "places-pdf", sizes, tuple(seconds))


def _row(growth: Growth, kind: str) -> tuple[str, ...]:
    return (
        growth.unit,
        kind,
        ", ".join(map(str, growth.sizes)),
        ", ".join(f"{1000 * seconds:.0f}" for seconds in growth.seconds),
        f"{1000 * growth.slope:.2f}",
        f"{growth.bend:.1f}",
    )


def _drawn(growth: Growth, pictures: Path, kind: str) -> list[str]:
    """Draw a growth as bars whose lengths would double with their sizes; return the link to it."""
    pairs = zip(growth.sizes, growth.seconds, strict=True)
    bars = tuple(BarRow(str(size), 1000 * seconds, f"{1000 * seconds:.0f} ms") for size, seconds in pairs)
    chart = RankedBars(bars, title=f"{growth.name.partition('-')[0]}, {kind}")
    svg = charts.svg(chart, read_theme("default", templates_folder()))
    (pictures / f"growth-{growth.name}.svg").write_text(svg, encoding="utf-8")
    values = ", ".join(f"{bar.name}: {bar.text}" for bar in bars)
    return [f"![{kind}, time over {growth.name.partition('-')[0]}: {values}](images/growth-{growth.name}.svg)"]


def _workers(work: Path) -> str:
    rows = []
    for jobs in WORKERS:
        command = [sys.executable, "-m", "reportgen", "build", "factsheet", "--all-places", "--no-index", "--force"]
        times = []
        for number_ in range(2):
            out = work / f"workers-{jobs}-{number_}"
            found = run_command([*command, "--jobs", str(jobs), "--out", str(out)])
            assert found is not None, "the fact sheets cannot be built"
            times.append(found[1])
        rows.append((str(jobs), f"{min(times):.2f}"))
    return markdown(("processes", "s for every place, PDF and Word"), rows)
