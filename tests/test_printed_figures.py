"""Every number of a finished report is one of the raw file, or follows from two of them by a rule of the tests' own."""

import csv
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.builders.pdf.panels import _figure_lines, _figure_size
from reportgen.builders.pdf.setting import Setting
from reportgen.builders.pdf.structure import Node
from reportgen.dataset import read_package
from reportgen.document import Text, Tile
from reportgen.outline import outlines
from reportgen.resources import templates_folder
from reportgen.template import read_theme
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
    r"30\. Juni 2025", "20[12][0-9](–(20)?[0-9]{2})?", r"[0-9]+\. (von 2[01]|höchste)",
    "[Vv]on 21 (Wohnvierteln|mit)", "für 21 Orte",
    "65 auf 100( von 20 bis 64)?", "65 Jahren( auf 100)?", "100 Personen", "20 und 64", "15 bis 64",
    r"10\. und 11\. Schul", "(?:Abbildung|Tabelle) [0-9]",
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


# -- data of others as they publish them, with the reports that the program outlines for them --------------------------


def outlined(tmp_path, name):
    """A world whose templates are the outlines of its data."""
    world = World(tmp_path)
    shutil.copytree(FOLDER / name, world.data)
    world.templates.mkdir()
    for report, text in outlines(read_package(world.data)).items():
        (world.templates / f"{report}.md").write_text(text, encoding="utf-8")
    return world


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def population():
    figures, names = {}, {}
    for row in rows_of("world-population/population.csv"):
        figures.setdefault(("population", row["Country Code"]), {})[row["Year"]] = Decimal(row["Value"])
        names[row["Country Code"]] = row["Country Name"]
    return Raw(figures, {"population": Measure("Population")}, names, whole="WLD")


def contacts():
    """The shares of all children; those by race or ethnicity stand under a period of their own, to be printed only."""
    figures, names = {}, {}
    for at, row in enumerate(rows_of("child-protection/contact.csv")):
        period = row["period"] if row["race_ethnicity"] == "total" else f"{1000 + 2 * at}-{1001 + 2 * at}"
        for head in ("share", "lower", "upper"):
            name = f"{row['contact'].lower().replace(' ', '_')}_{head}"
            figures.setdefault((name, row["state"]), {})[period] = Decimal(row[head])
        names[row["state"]] = row["state"]
    measures = {name: Measure("-", 3, "points") for name, _ in figures}
    return Raw(figures, measures, names, whole="US")


def checks():
    figures, names = {}, {row["place"]: row["name"] for row in rows_of("monthly/places.csv")}
    for row in rows_of("monthly/checks.csv"):
        figures.setdefault(("checks", row["place"]), {})[row["period"]] = Decimal(row["value"])
    return Raw(figures, {"checks": Measure("Checks")}, names, whole="US")


def residents():
    figures, places = {}, {row["place"]: row for row in rows_of("us-population/places.csv")}
    for row in rows_of("us-population/population.csv"):
        figures.setdefault(("population", row["place"]), {})[row["year"]] = Decimal(row["value"])
    names = {code: row["name"] for code, row in places.items()}
    parents = {code: row["parent"] for code, row in places.items()}
    return Raw(figures, {"population": Measure("Resident population")}, names, whole="US", parents=parents)


MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* "
ENGLISH = (
    r"June\s30, 2025", rf"{MONTH}20[0-9]{{2}}", "20[12][0-9](–(20)?[0-9]{2})?", "(Figure|Table) [0-9]+",
    "[0-9]+(st|nd|rd|th) of [0-9]+", r"of [0-9]+(, tied,)?\s+with", "of [0-9]+ (places|states|regions)",
    "each of [0-9]+ places", r"ranks\s+\w+\s+of [0-9]+",
    "100.0%", "95%",
    r"(age|AGE)\s+18", "[0-9]+(st|nd|rd|th)-most", "under [0-9]+", "July 1",
    "(62.1|57.6)%  of them in the two",
)  # fmt: skip
"""The same in English; the last are sums of two shares, worked out by hand."""


@pytest.mark.parametrize(
    ("raw", "name", "asked", "place"),
    [
        (population, "world-population", ("briefing",), "WLD"),
        (population, "world-population", ("factsheet", "--place", "TCD"), "TCD"),
        (contacts, "child-protection", ("briefing",), "US"),
        (contacts, "child-protection", ("factsheet", "--place", "TX"), "TX"),
        (checks, "monthly", ("brief",), "US"),
        (checks, "monthly", ("sheet", "--place", "TX"), "TX"),
        (residents, "us-population", ("brief",), "US"),
        (residents, "us-population", ("sheet", "--place", "DC"), "DC"),
    ],
)
def test_every_number_of_reports_on_the_data_of_others_is_one_of_their_file(tmp_path, raw, name, asked, place):
    has_templates = (FOLDER / name / "templates").is_dir()
    text = text_of((world_of if has_templates else outlined)(tmp_path, name), *asked)
    assert len(re.findall(r"[0-9]", text)) > 200
    assert raw().unexplained(text, place=place, known=ENGLISH) == []


@pytest.mark.parametrize("name", ["basel", "world-population", "child-protection", "monthly", "us-population"])
def test_a_package_of_others_takes_few_lines(name):
    lists = ("datapackage.json", "indicators.csv", "levels.csv", "sources.csv", "exceptions.csv")
    there = [FOLDER / name / each for each in lists if (FOLDER / name / each).is_file()]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in there) <= 60


def read_by_others(path):
    """The text of a finished file, as poppler reads a PDF, and paragraph by paragraph for Word."""
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    with zipfile.ZipFile(path) as word:
        paragraphs = re.split(r"</w:p>", word.read("word/document.xml").decode())
    return " ".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", paragraph)) for paragraph in paragraphs)


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("raw", "name", "report", "sheet", "places"),
    [(basel, "basel", "bericht", "blatt", 21), (population, "world-population", "briefing", "factsheet", 13),
     (contacts, "child-protection", "briefing", "factsheet", 9)],
)  # fmt: skip
def test_the_same_holds_in_pdf_and_word_of_every_place(tmp_path, raw, name, report, sheet, places):
    """An axis has round numbers besides, of two digits that say anything; pages are counted."""
    world = (world_of if (FOLDER / name / "templates").is_dir() else outlined)(tmp_path, name)
    formats = ("--format", "pdf", "--format", "docx", "--no-index")
    assert world.build(report, *formats) == 0
    assert world.build(sheet, "--all-places", *formats) == 0
    known = (*(STRUCTURE if name == "basel" else ENGLISH), "[1-9][0-9]*")
    found = raw()
    files = [path for path in world.out.iterdir() if path.suffix in (".pdf", ".docx")]
    assert len(files) == 2 * (1 + places)
    for path in files:
        text = read_by_others(path)
        tokens = {token for token, _ in found.unexplained(" ".join(text.split()), place=found.whole, known=known)}
        everywhere = found.numbers(found.series())
        odd = {token for token in tokens - everywhere if len(token.strip("0.").replace(".", "")) > 2}
        assert (path.name, odd) == (path.name, set())


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


def test_a_key_figure_of_ten_digits_has_one_line_in_its_tile():
    setting = Setting(read_theme("default", templates_folder()), Node("Document", None), {})
    for value in ("8,141,808,945", "€6,926,222,113.00"):
        tile = Tile(value, "", (Text("People"),), ())
        assert len(_figure_lines(tile, setting, 99.0, _figure_size(tile, setting, 99.0))) == 1
