"""Files of figures call their periods what they are, and hold all that a document shows."""

import csv
import io
import json

import openpyxl
import pytest

from reportgen.dataset import read_package
from reportgen.export import to_csv, to_json, to_xlsx
from reportgen.language import speaking
from tests.test_printed_figures import FOLDER, world_of


def head(package):
    return next(csv.reader(io.StringIO(to_csv(package).decode())))


@pytest.mark.parametrize(
    ("name", "called"), [("monthly", "period"), ("basel", "period"), ("school-years", "period"), ("counties", "year")]
)
def test_the_column_of_periods_is_called_year_where_all_are_calendar_years(name, called):
    package = read_package(FOLDER / name)
    assert head(package)[1] == called
    assert list(json.loads(to_json(package))["observations"][0])[1] == called


@pytest.mark.parametrize(("name", "called"), [("monthly", "Monat"), ("basel", "Zeitraum"), ("counties", "Jahr")])
def test_a_sheet_calls_its_periods_what_they_are(name, called):
    package = read_package(FOLDER / name)
    with speaking("de"):
        sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(package))).worksheets[-1]
    assert sheet.cell(3, 2).value == called


def test_a_package_without_a_version_has_a_workbook_that_names_none(tmp_path):
    world = world_of(tmp_path, "basel")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(read_package(world.data)))).worksheets[0]
    words = [row[0].value for row in sheet.iter_rows()]
    assert any(text.startswith("Checksum of the files: ") for text in words)
    assert not any("Version" in text for text in words)


def test_the_workbook_beside_a_document_holds_its_periods_of_every_kind(tmp_path):
    world = world_of(tmp_path, "basel")
    assert world.build("bericht", "--years", "2012-2022", "--format", "txt", "--with-data") == 0
    (path,) = world.out.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    assert {"2012-2016", "2017-2021", 2022} <= {row[1].value for row in sheet.iter_rows(min_row=4)}


def test_the_whole_that_nobody_names_is_named_in_the_language_of_the_document(tmp_path):
    (tmp_path / "geburten.csv").write_text("year,place,value\n2023,Nord,5\n2023,total,9\n", encoding="utf-8")
    package = read_package(tmp_path)
    assert package.in_language("de").place("total").name == "Alle Orte"
    assert package.in_language("en").place("total").name == "All places"
