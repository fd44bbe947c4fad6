"""Make a data package with as many places as wanted, and measure a batch of it.

    python -m benchmarks.synthetic data FOLDER --places 3144           # the package itself
    python -m benchmarks.synthetic plan FOLDER                         # time and memory of planning all places
    python -m benchmarks.synthetic build FOLDER OUT --places 54        # time and memory of building so many of them
    python -m benchmarks.synthetic cluster FOLDER OUT --places 400     # the same on a Dask cluster of this machine

The package is the one that comes along with other places and invented counts by place; so its sums do not hold, and
its documents are drafts. Nothing random: the same call writes the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase

from reportgen.batch import Request, Way, plan, run_plan
from reportgen.resources import data_folder, templates_folder

YEARS = (2020, 2021, 2022, 2023, 2024)
PLACES, CASES, GAPS, EXCEPTIONS = "places.csv", "cases-by-place.csv", "not-published.csv", "exceptions.csv"
DAY = date(2025, 6, 30)
COUNTY = Path(__file__).parent / "county" / "county.md"


def write_package(folder: Path, *, places: int, years: tuple[int, ...] = YEARS) -> None:
    """Write the package that comes along with other places and counts by place, and the template for them."""
    shutil.copytree(data_folder(), folder / "data")
    shutil.copytree(templates_folder(), folder / "templates")
    shutil.copy(COUNTY, folder / "templates")
    folder = folder / "data"
    codes = place_codes(places)
    _rewrite(folder / PLACES, lambda row: row["place"] == "US", (_place(code, at) for at, code in enumerate(codes)))
    rows = (row for at, code in enumerate(codes) for year in years for row in _counts(code, year, at))
    _rewrite(folder / CASES, lambda row: row["place"] == "US", rows)
    _rewrite(folder / GAPS, lambda row: row["dimension"] != "place", ())
    _rewrite(folder / EXCEPTIONS, lambda row: row["place"] in ("", "US"), ())


def place_codes(count: int) -> list[str]:
    """Return codes of four letters, as the package wants them: `AAAA`, `AAAB` ..."""
    return ["".join(letters) for letters in islice(product(ascii_uppercase, repeat=4), count)]


def _place(code: str, at: int) -> dict[str, object]:
    name = f"County {code}"
    return {"place": code, "name": name, "in_sentence": name, "place_type": "state", "order": at + 1}


def _counts(code: str, year: int, at: int) -> list[dict[str, object]]:
    total = 20 + (at * 7919 + year * 104729) % 4000
    active = total // 12
    common = {"indicator": "cases", "year": year, "place": code, "qualifier": "exact", "obs_status": "A"}
    source = {"source": f"impact-{year}", "location": "synthetic", "preferred": "true"}
    values = {"total": total, "active": active, "resolved": total - active}
    return [{**common, "status": status, "value": value, **source} for status, value in values.items()]


def _rewrite(path: Path, is_kept, rows) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = reader.fieldnames
        kept = [row for row in reader if is_kept(row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
        writer.writerows(rows)


def request(data: Path, out: Path, *, places: int = 0, formats: tuple[str, ...] = ("pdf",)) -> Request:
    return Request(
        ("county",),
        places=tuple(place_codes(places)),
        all_places=not places,
        formats=formats,
        out=out,
        data=data / "data",
        templates=data / "templates",
        date=DAY,
        allow_failing_checks=True,
    )


def measure_plan(data: Path) -> dict[str, object]:
    """Return the time and the memory that it takes to read a package, and to plan a document for each of its places."""
    from reportgen.batch.plan import jobs_for
    from reportgen.dataset import read_package
    from reportgen.template import read_reports

    started = time.perf_counter()
    package = read_package(data / "data")
    read = time.perf_counter()
    memory = peak()
    wanted = request(data, Path("build"))
    reports = {"county": read_reports(wanted.templates)["county"]}
    jobs = jobs_for(wanted, package, reports, formats=wanted.formats)
    planned = time.perf_counter()
    whole = plan(wanted)
    return {
        "places": len(jobs),
        "read_s": round(read - started, 2),
        "read_mb": memory,
        "jobs_s": round(planned - read, 2),
        "jobs_mb": peak() - memory,
        "whole_plan_s": round(time.perf_counter() - planned, 2),
        "whole_plan_mb": peak(),
        "documents": len(whole.jobs),
    }


def measure_build(data: Path, out: Path, *, places: int, jobs: int, formats: tuple[str, ...], scheduler: str) -> dict:
    """Return the time of a batch, and the memory of its processes as it goes on: a cost that grows would show there.

    The processor time is that of this process and of all that work for it; unlike the time on the clock, it is hardly
    longer when others use the machine, too. Starting the workers is not counted: the first tenth warms up. `mb` is the
    memory of the largest process after each tenth of the documents.
    """
    shutil.rmtree(out, ignore_errors=True)
    planned = plan(request(data, out, places=places, formats=formats))
    marks: list[Mark] = []
    wanted = {max(1, len(planned.jobs) * tenths // 10) for tenths in range(1, 11)}
    started = time.perf_counter()
    for done, outcome in enumerate(run_plan(planned, Way(jobs=jobs, scheduler=scheduler)), start=1):
        assert not outcome.errors, outcome.errors
        if done in wanted:
            own = processes()
            seconds = time.perf_counter() - started
            marks.append(Mark(done, seconds, sum(map(processor_seconds, own)), tuple(map(resident_mb, own))))
    first, last = marks[0], marks[-1]
    documents = last.documents - first.documents
    return {
        "documents": last.documents,
        "ms_a_document": round(1000 * (last.seconds - first.seconds) / documents, 1),
        "processor_ms_a_document": round(1000 * (last.processor_seconds - first.processor_seconds) / documents, 1),
        "mb_at_first": first.resident_mb,
        "mb_at_last": last.resident_mb,
        "documents_so_far": [mark.documents for mark in marks],
        "processor_seconds": [mark.processor_seconds for mark in marks],
        "mb": [max(mark.resident_mb) for mark in marks],
        "load": round(os.getloadavg()[0], 1),
    }


@dataclass(frozen=True)
class Mark:
    """A moment of a batch."""

    documents: int
    seconds: float
    processor_seconds: float
    resident_mb: tuple[int, ...]


def processes(process: int | None = None) -> list[int]:
    """Return the ids of this process and of all that it started, and these, and so on."""
    process = process or os.getpid()
    # a process belongs to the thread that started it
    threads = sorted(Path(f"/proc/{process}/task").glob("*/children"))
    try:
        children = [int(child) for thread in threads for child in thread.read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [process, *(each for child in children for each in processes(child))]


def processor_seconds(process: int) -> float:
    try:
        numbers = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster.scheduler_address


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["data", "plan", "build", "cluster"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=Path("build"))
    parser.add_argument("--places", type=int, default=3144)
    parser.add_argument("--years", type=int, default=len(YEARS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--formats", default="pdf")
    parser.add_argument("--scheduler", default="")
    chosen = parser.parse_args()
    match chosen.what:
        case "data":
            write_package(chosen.folder, places=chosen.places, years=YEARS[-chosen.years :])
        case "plan":
            print(json.dumps(measure_plan(chosen.folder), indent=1))
        case "cluster":
            with local_cluster(chosen.jobs) as address:
                options = {"places": chosen.places, "jobs": 1, "formats": tuple(chosen.formats.split(","))}
                print(json.dumps(measure_build(chosen.folder, chosen.out, scheduler=address, **options), indent=1))
        case _:
            formats = tuple(chosen.formats.split(","))
            options = {"places": chosen.places, "jobs": chosen.jobs, "scheduler": chosen.scheduler}
            print(json.dumps(measure_build(chosen.folder, chosen.out, formats=formats, **options), indent=1))


if __name__ == "__main__":
    sys.exit(main())
