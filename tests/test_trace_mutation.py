"""A change of one cell of the data changes those numbers that it reaches by their traces, and no others."""

import csv
import os
import shutil
from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import islice

import pytest

from reportgen.batch import Job, Request, plan
from reportgen.batch.make import compose_job
from reportgen.trace import cells_of, numbers_of
from reportgen.years import PeriodRange
from tests.worlds import ROOT

ALL = PeriodRange(2020, 2024)
SEED = os.environ.get("SEED", "1")
"""Chooses the two hundred cells; `SEED=any-text` in the environment gives others."""
FOUND = ("rank", "count", "highest", "lowest")
"""What is found by comparing figures, and stays the same while their order does."""
JOBS = (Job("briefing", "", ALL, ("txt",)), Job("factsheet", "TX", ALL, ("txt",)))


def numbers(data):
    """The numbers of the reports, each as printed with the cells that it comes from, and whether it may stay the same.

    A derived figure stands in the data itself, and stays until the data are put right; a rank stays until the order
    changes. Counts of what is no figure have no cells.
    """
    request = Request(("briefing", "factsheet"), places=("TX",), data=data, templates=ROOT / "templates",
                      date=date(2025, 6, 30), formats=("txt",), allow_failing_checks=True)  # fmt: skip
    context = plan(request, is_audited=False).context
    found = []
    for job in JOBS:
        for each in numbers_of(compose_job(job, context).document):
            cells = list(cells_of(each.quantity.origin, context.package))
            lines = frozenset((cell.resource.rpartition("/")[2], cell.line) for cell in cells)
            is_found = getattr(each.quantity.origin, "operator", "") in FOUND
            is_derived = any(cell.derived_from for cell in cells)
            found.append((each.text, lines, each.quantity.value, is_found or is_derived))
    return found


def cells_used(data):
    """Every line with a value that reports use, as (file, line)."""
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            head = next(rows)
            if {"indicator", "value", "preferred"} <= set(head):
                value, preferred = head.index("value"), head.index("preferred")
                for row in rows:
                    if row[value] and row[preferred] == "true":
                        yield path.name, rows.line_num, value


def changed(data, file, line, column):
    """Add one to a value; the cells of the shipped data stand on a line each."""
    path = data / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (row,) = csv.reader([lines[line - 1]])
    row[column] = f"{float(row[column]) + 1:g}" if "." in row[column] else str(int(row[column]) + 1)
    quoted = [f'"{cell}"' if "," in cell or '"' in cell else cell for cell in row]
    lines[line - 1] = ",".join(quoted) + "\n"
    path.write_text("".join(lines), encoding="utf-8")


def check(folder, count, seed=SEED):
    """How many numbers of a sample of cells changed, and what changed without being reached, or stayed the same."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    before = numbers(data)
    reached, strange = 0, []
    at_random = sorted(cells_used(data), key=lambda cell: sha256(f"{seed} {cell}".encode()).digest())
    for file, line, column in at_random[:count]:
        original = (data / file).read_bytes()
        changed(data, file, line, column)
        after = numbers(data)
        (data / file).write_bytes(original)
        elsewhere = [
            Counter(each[:2] for each in found if each[1] and (file, line) not in each[1]) for found in (before, after)
        ]
        reached += sum((file, line) in each[1] for each in before)
        values = [{each[2] for each in found if (file, line) in each[1] and not each[3]} for found in (before, after)]
        strange += [(file, line, "still", *(values[0] & values[1]))] if values[0] & values[1] else []
        lost, new = elsewhere[0] - elsewhere[1], elsewhere[1] - elsewhere[0]
        strange += [(file, line, *islice(lost.items(), 3), "became", *islice(new.items(), 3))] if lost or new else []
    return reached, strange


@pytest.mark.conformance
def test_a_changed_cell_changes_what_it_reaches(tmp_path):
    reached, strange = check(tmp_path, 3, seed=12)
    assert strange == []
    assert reached


@pytest.mark.conformance
def test_two_hundred_changed_cells_change_what_they_reach(tmp_path):
    reached, strange = check(tmp_path, 200)
    assert reached > 150
    assert strange == []
