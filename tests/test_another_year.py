"""A year more is rows more: no change of code or of templates."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from reportgen.builders.text import build_text
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document import Table
from reportgen.template import read_reports, read_theme
from reportgen.years import YearRange

ROOT = Path(__file__).parent.parent
LAST, NEXT = "2024", "2025"
COUNTED = {"flow", "stock"}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_rows(path, rows):
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(rows[0]), lineterminator="\n").writerows(rows)


def doubled(row, measure_types):
    """The same figure a year later, twice as large where it is a count."""
    double = row["value"] and measure_types[row["indicator"]] in COUNTED
    value = str(2 * float(row["value"])) if double else row["value"]
    printed = "" if double else row["printed"]
    return {**row, "year": NEXT, "source": f"impact-{NEXT}", "value": value, "printed": printed, "correction": ""}


def add_year(data):
    """Copy the rows of the last year to the next one, in every table that has years."""
    measure_types = {row["indicator"]: row["measure_type"] for row in rows_of(data / "indicators.csv")}
    for path in sorted(data.glob("*.csv")):
        rows = rows_of(path)
        last = [row for row in rows if row.get("year") == LAST]
        if "value" in rows[0] and last:
            add_rows(path, [doubled(row, measure_types) for row in last])
    sources = [row for row in rows_of(data / "sources.csv") if row["year"] == LAST]
    add_rows(data / "sources.csv", [{**row, "source": f"impact-{NEXT}", "year": NEXT} for row in sources])
    missing = [row for row in rows_of(data / "not-published.csv") if row["year"] == LAST]
    add_rows(data / "not-published.csv", [{**row, "source": f"impact-{NEXT}", "year": NEXT} for row in missing])


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    data = tmp_path_factory.mktemp("longer") / "data"
    shutil.copytree(ROOT / "data", data)
    add_year(data)
    return read_package(data)


@pytest.fixture(scope="module")
def briefing(package):
    report = read_reports(ROOT / "templates")["briefing"]
    return compose(package, compare(package), report, years=YearRange(2020, 2025), made=date(2026, 6, 30))


@pytest.fixture(scope="module")
def text(briefing):
    theme = read_theme("default", ROOT / "templates")
    return " ".join(build_text(briefing, theme).decode().split())


def test_the_new_year_is_a_reporting_year(package):
    assert package.years == (2020, 2021, 2022, 2023, 2024, 2025)


@pytest.mark.parametrize(
    "sentence",
    [
        "IMPACT FIGURES, 2020 TO 2025",
        "In 2025, 59,136 cases of missing children were reported to NCMEC, compared with 29,568 in 2024: "
        "a rise of 100.0%.",
        "In 2025, 41.0 million reports of suspected child sexual exploitation reached the CyberTipline, "
        "compared with 20.5 million in 2024: a rise of 100.0%.",
        "up 100.0% on 2024",
        "Reports: 20.5 million in 2024, 41.0 million in 2025",
        "Endangered runaway cases made up 92.3% of the 2025 cases",
        "reports for 2020 to 2025",
    ],
)
def test_the_briefing_speaks_of_the_new_year(text, sentence):
    assert sentence in text


def test_the_tables_have_a_column_for_the_new_year(briefing):
    heads = [[cell.children for cell in block.head[-1].cells] for block in briefing.blocks if isinstance(block, Table)]
    with_new = [head for head in heads if any("2025" in str(children) for children in head)]
    assert len(with_new) > len(heads) / 2


def test_what_broke_in_an_earlier_year_is_still_not_compared_across_it(text):
    assert "[b] series break" in text
    assert "2024 must not be read against 2023" in text
