"""Every number of a finished report is one of the raw file, or follows from two of them by a rule of the tests' own."""

import csv
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.raw_figures import Measure, Raw, may_be_compared
from tests.worlds import World

FOLDER = Path(__file__).parent / "worlds"
BASEL = {
    "sozialhilfequote": Measure("Sozialhilfequote", 1, "points"),
    "auslaenderanteil": Measure("Ausländeranteil", 1, "points"),
    "gymnasialquote": Measure("Gymnasialquote", 1, "points"),
    "erwerbstaetigenquote": Measure("Erwerbstätigenquote", 1, "points"),
    "altersquotient": Measure("Altersquotient", 1, "difference"),
    "wohnflaeche": Measure("Wohnfläche", 1, "difference"),
    "einkommenssteuer": Measure("Einkommenssteuer", 0, "percent"),
}


def world_of(tmp_path, name):
    world = World(tmp_path)
    shutil.copytree(FOLDER / name, world.data)
    (world.data / "templates").rename(world.templates)
    return world


def basel():
    """The raw figures of Basel, read by the csv module alone."""
    figures, names = {}, {}
    with (FOLDER / "basel" / "kennzahlen.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            series = figures.setdefault((row["Kennzahl"], row["Nr"]), {})
            series[row["Periode"]] = Decimal(row["Wert"].replace(",", "."))
            names[row["Nr"]] = row["Wohnviertel"]
    return Raw(figures, BASEL, names, whole="BS", group="’")


def text_of(world, *arguments):
    assert world.build(*arguments, "--format", "txt") == 0
    (path,) = world.out.glob("*.txt")
    return path.read_text(encoding="utf-8")


STRUCTURE = (
    "30. Juni 2025", "20[12][0-9](–(20)?[0-9]{2})?", "[0-9]+. von 2[01]", "[Vv]on 21 (Wohnvierteln|mit)", "für 21 Orte",
    "65 auf 100( von 20 bis 64)?", "65 Jahren( auf 100)?", "100 Personen", "20 und 64", "15 bis 64",
    "10. und 11. Schul", "(?:Abbildung|Tabelle) [0-9]",
)  # fmt: skip
"""What the German reports print that is no figure, as patterns."""


def test_every_number_of_a_german_briefing_is_one_of_the_raw_file(tmp_path):
    text = text_of(world_of(tmp_path, "basel"), "bericht", "--years", "2012-2022")
    assert len(re.findall(r"[0-9]", text)) > 1000
    assert basel().unexplained(text, place="BS", known=STRUCTURE) == []


def test_a_number_that_is_none_of_the_raw_file_would_be_found(tmp_path):
    text = text_of(world_of(tmp_path, "basel"), "bericht").replace("5.3%", "5.4%", 1).replace("4’464", "4’465")
    found = basel().unexplained(text, place="BS", known=STRUCTURE)
    assert {token for token, _ in found} >= {"4465"}


@pytest.mark.parametrize("place", ["18", "30"])
def test_every_number_of_a_german_fact_sheet_is_one_of_the_raw_file(tmp_path, place):
    text = text_of(world_of(tmp_path, "basel"), "blatt", "--place", place)
    assert basel().unexplained(text, place=place, known=STRUCTURE) == []


@pytest.mark.parametrize(
    ("base", "code", "is_allowed"),
    [
        ("2012-2016", "2017-2021", True),
        ("2012-2016", "2014-2018", False),
        ("2012-2016", "2017", False),
        ("2022-03", "2023-03", True),
        ("2022-03", "2022-04", False),
        ("2021", "2022", True),
    ],
)
def test_the_rule_of_the_tests_says_which_periods_are_compared(base, code, is_allowed):
    assert may_be_compared(base, code) is is_allowed
