"""A year more, or a break more, is rows more: no change of code or of templates."""

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from reportgen.builders import builder
from reportgen.builders.text.inlines import words
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document import Figure, Table
from reportgen.template import read_reports, read_theme
from reportgen.years import PeriodRange

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


def break_everything(data):
    """Declare that every indicator starts a new series in the last year."""
    breaks = rows_of(data / "series-breaks.csv")
    known = {row["indicator"] for row in breaks if row["year"] == LAST and not row["dimension"]}
    others = [row["indicator"] for row in rows_of(data / "indicators.csv") if row["indicator"] not in known]
    whole = {**breaks[0], "dimension": "", "member": "", "year": LAST, "obs_status": "B", "short": "made-up break"}
    add_rows(data / "series-breaks.csv", [{**whole, "indicator": indicator} for indicator in others])


def package_with(folder, change):
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    change(data)
    return read_package(data)


def composed(package, first, last):
    report = read_reports(ROOT / "templates")["briefing"]
    return compose(package, compare(package), report, years=PeriodRange(first, last), made=date(2026, 6, 30))


def text_of(briefing):
    return " ".join(builder("txt").build(briefing, read_theme("default", ROOT / "templates")).decode().split())


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return package_with(tmp_path_factory.mktemp("longer"), add_year)


@pytest.fixture(scope="module")
def briefing(package):
    return composed(package, 2020, 2025)


@pytest.fixture(scope="module")
def text(briefing):
    return text_of(briefing)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    return package_with(tmp_path_factory.mktemp("broken"), break_everything)


def test_the_new_year_is_a_reporting_year(package):
    assert package.years == (2020, 2021, 2022, 2023, 2024, 2025)


@pytest.mark.parametrize(
    "sentence",
    [
        "IMPACT FIGURES, 2020 TO 2025",
        "In 2025, 59,136 cases of missing children were reported to NCMEC, 29,568 more than in 2024 and 29,354 more "
        "than in 2020",
        "In 2025 it received 41.0 million reports, up 100.0% on 2024",
        "up 100.0% on 2024",
        "CyberTipline reports rose 100.0% to 41.0 million",
        "Endangered runaway cases make up 92.3% of them (54,586)",
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
    assert "none says what 2023 would be in the new count" in text


def test_where_everything_rose_the_headlines_say_so(package):
    text = text_of(composed(package, 2024, 2025))
    for headline in ("From 2024 to 2025 five case types rose", "counts rose in 53 places", "All eight largest counts"):
        assert headline in text


@pytest.mark.parametrize("first", [2020, 2023])
def test_where_everything_is_broken_nothing_is_compared_with_the_last_year(broken, first):
    briefing = composed(broken, first, 2024)
    headlines = [words(block.caption.headline) for block in briefing.blocks if isinstance(block, Figure | Table)]
    compared = re.compile("rose|fell|above|stayed|each (published )?year")
    earlier = re.compile("2024 starts a new series|before the new count")
    assert not [headline for headline in headlines if compared.search(headline) and not earlier.search(headline)]
    before = "numbered" if first == 2023 else "rose to"
    assert f"Reported cases {before} 28,886 in 2023; 2024 starts a new series" in headlines
    sentences = re.findall(r"In 2024, [^.]*(?:\.\d[^.]*)*\.", text_of(briefing))
    assert sentences
    assert not [sentence for sentence in sentences if re.search("a rise of|a fall of|same as in", sentence)]


def test_where_everything_is_broken_no_table_has_a_change_to_the_last_year(broken):
    tables = [block for block in composed(broken, 2023, 2024).blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    assert not [cell for cell in cells if re.fullmatch(r"[+−][\d.,]+(%| pp)", words(cell.children))]
