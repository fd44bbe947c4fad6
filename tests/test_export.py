import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reportgen.dataset import read_package
from reportgen.errors import DataError
from reportgen.export import COLUMNS, observation_rows, to_csv, to_json, to_xlsx
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def package(tmp_path):
    rows = [
        observation(5, status="active", place="AA"),
        observation(12, note="a-note"),
        observation(1200.5, indicator="calls", year=2021, qualifier="about", printed="~1,200.5"),
        observation(None, year=2021, status="active"),
        observation(2380, year=2021, obs_status="I", printed="154", correction="slip"),
    ]
    return read_package(
        make_package(
            tmp_path / "data",
            rows,
            corrections=[{"correction": "slip", "printed": "154", "corrected": "2380", "proof": "5 + 2375 = 2380"}],
            series_breaks=[{"indicator": "cases", "year": 2021, "dimension": "status"}],
            not_published=[{"indicator": "cases", "year": 2021, "dimension": "status", "source": "report-2021"}],
        )
    )


def read_csv(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8"))))


def sheets_of(content):
    return load_workbook(BytesIO(content))


def table_of(sheet):
    """Return the rows of a sheet's table as records; they begin under the title and the sentence about it."""
    head, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_csv_has_a_row_for_every_figure(package):
    rows = read_csv(to_csv(package))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["value"] for row in rows] == ["5", "12", "1200.5", "", "2380"]
    assert (rows[0]["place"], rows[0]["breakdown"], rows[0]["unit"]) == ("AA", "status=active", "case")
    assert (rows[0]["obs_status"], rows[0]["qualifier"], rows[0]["source"]) == ("A", "exact", "report-2020")
    assert rows[4]["printed"] == "154"


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"indicators": ["calls"]}, 1),
        ({"places": ["AA"]}, 1),
        ({"years": [2020]}, 2),
        ({"indicators": ["cases"], "years": [2021]}, 2),
        ({"indicators": ["calls"], "years": [2020]}, 0),
    ],
)
def test_figures_can_be_chosen(package, choice, count):
    assert len(observation_rows(package, **choice)) == count
    assert len(read_csv(to_csv(package, **choice))) == count
    assert len(json.loads(to_json(package, **choice))["observations"]) == count
    assert to_xlsx(package, **choice)


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"indicators": ["call"]}, "did you mean `calls`"), ({"places": ["AAA"]}, "unknown place `AAA`")],
)
def test_an_unknown_choice_is_an_error(package, choice, message):
    with pytest.raises(DataError, match=message):
        to_csv(package, **choice)


def test_json_has_numbers_and_null(package):
    content = json.loads(to_json(package))
    assert content["organisation"] == "Office of Tiny Figures"
    values = [row["value"] for row in content["observations"]]
    assert values == [5, 12, 1200.5, None, 2380]
    assert isinstance(values[0], int)
    assert content["observations"][0]["preferred"] is True


TEXTS = ["=1+1", "+1", "-1", "@sum", "\tx"]


@pytest.fixture(params=TEXTS)
def formula(request, tmp_path):
    rows = [observation(5, location=request.param)]
    return request.param, read_package(make_package(tmp_path / "formula", rows))


def test_no_text_of_a_csv_file_becomes_a_formula(formula):
    text, package = formula
    assert read_csv(to_csv(package))[0]["location"] == f"'{text}"


def test_json_keeps_text_as_it_is(formula):
    text, package = formula
    assert json.loads(to_json(package))["observations"][0]["location"] == text


def test_no_text_of_a_workbook_becomes_a_formula(formula):
    text, package = formula
    sheet = sheets_of(to_xlsx(package))["Figures"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix or text.startswith("\t")


def test_a_workbook_explains_itself_before_its_tables(package):
    sheets = sheets_of(to_xlsx(package))
    assert sheets.sheetnames == [
        "Cover",
        "Contents",
        "Notes",
        "Sources",
        "Breaks",
        "Corrections",
        "Not published",
        "Figures",
    ]
    cover = [row[0] for row in sheets["Cover"].iter_rows(values_only=True)]
    assert cover[:2] == ["Tiny figures", "5 figures of Office of Tiny Figures, about 2020 and 2021."]
    assert any(line.startswith("[r] ") for line in cover)


def test_the_contents_link_every_sheet(package):
    sheets = sheets_of(to_xlsx(package))
    listed = [row[0] for row in sheets["Contents"].iter_rows(min_row=4) if row[0].value]
    assert [cell.value for cell in listed] == sheets.sheetnames[2:]
    assert all(cell.hyperlink.location == f"'{cell.value}'!A1" for cell in listed)


def test_every_sheet_has_one_marked_table_that_begins_in_the_first_column(package):
    for sheet in list(sheets_of(to_xlsx(package)))[1:]:
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A3:")
        assert table.headerRowCount == 1
        assert not sheet.merged_cells.ranges


def test_a_table_has_names_numbers_and_marks(package):
    rows = table_of(sheets_of(to_xlsx(package))["Figures"])
    first = rows[0]
    assert (first["Indicator"], first["Place"], first["Status"]) == ("Cases", "Alpha", "Active")
    assert (first["Value"], first["Unit"], first["Kind of figure"]) == (5, "case", "as published")
    assert [row["Mark"] for row in rows] == [None, None, None, "[b]", "[r]"]
    assert rows[3]["Value"] == "[x]"
    assert rows[4]["As printed"] == "154"
    assert rows[1]["Note"] == "[note 1]"


def test_each_figure_of_a_workbook_says_where_it_stands_in_its_source_and_in_the_data(package):
    lines = (DATA / "cases-by-type.csv").read_text(encoding="utf-8").splitlines()
    rows = table_of(sheets_of(to_xlsx(read_package(DATA), indicators=["cases"], places=["US"]))["Cases by type"])
    for row in rows:
        file, line = re.fullmatch(r"data/(.+):(\d+), column value", row["Where in the data"]).groups()
        written = next(csv.reader([lines[int(line) - 1]]))
        assert file == "cases-by-type.csv"
        assert row["Where in the source"] in written
        assert str(row["Value"]) in written
    own = table_of(sheets_of(to_xlsx(package))["Figures"])
    assert [row["Where in the data"] for row in own] == [
        f"data/figures.csv:{line}, column value" for line in range(2, 7)
    ]


def test_notes_stand_on_a_sheet_of_their_own(package):
    (note,) = table_of(sheets_of(to_xlsx(package))["Notes"])
    assert (note["Note"], note["Text"]) == ("[note 1]", "A note.")


def test_breaks_have_their_years_on_a_sheet_of_their_own(tmp_path):
    breaks = [
        {"indicator": "cases", "year": 2021, "last_year": 2021},
        {"indicator": "cases", "year": 2023},
    ]
    rows = [observation(value, year=year) for year, value in zip(range(2020, 2025), (5, 9, 5, 7, 7), strict=True)]
    sheets = sheets_of(to_xlsx(read_package(make_package(tmp_path, rows, series_breaks=breaks))))
    found = [(row["First year"], row["Last year"]) for row in table_of(sheets["Breaks"])]
    assert found == [(2021, 2021), (2023, "none")]
    assert [row["Mark"] for row in table_of(sheets["Figures"])] == [None, "[b]", "[b]", "[b]", None]


def test_equal_file_names_get_sheets_of_their_own(tmp_path):
    long = "a-very-long-name-of-a-table-of-figures"
    tables = {long + "-one": [observation(1)], long + "-two": [observation(2, year=2021)], "notes-": []}
    sheets = sheets_of(to_xlsx(read_package(make_package(tmp_path, tables=tables))))
    assert sheets.sheetnames[-2:] == ["A very long name of a table of", "A very long name of a table 2"]


def test_the_same_figures_give_the_same_bytes(package):
    assert to_xlsx(package) == to_xlsx(package)
    with ZipFile(BytesIO(to_xlsx(package))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2021-12-31T00:00:00Z" in parts.read("docProps/core.xml")


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")
def test_the_published_figures_can_be_given_to_others():
    package = read_package(DATA)
    rows = read_csv(to_csv(package, indicators=["cases"], places=["TX"], years=[2024]))
    assert {row["breakdown"]: row["value"] for row in rows} == {
        "": "2508",
        "status=active": "157",
        "status=resolved": "2351",
    }
    assert len(sheets_of(to_xlsx(package)).sheetnames) > 15
