"""What is wrong or doubtful in a table is given back in a workbook, for whoever keeps it."""

import openpyxl
import pytest

from reportgen.cli import run

BAD, DOUBT = "00F4B6B6", "00FFE699"
COUNTS = (
    "state,year,cases\nTotal,2021,17\nOhio,2021,5\nUtah,2021,12\nTotal,2022,19\nOhio,2022,6\nUtah,2022,13\nTotal,2023,21\n"
    "Ohio,2023,24%\nUtah,2023,*\n"
)


@pytest.fixture
def new(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(name, *options):
        code = run(["new", "out", "--from", name, "--issues", "checked.xlsx", *options])
        return code, capsys.readouterr().err

    return make


def listed(folder):
    """Return workbook and rows of the list of issues."""
    book = openpyxl.load_workbook(folder / "checked.xlsx")
    rows = [[cell.value or "" for cell in row] for row in book["Issues"].iter_rows(min_row=5)]
    return book, rows


def test_a_text_file_gets_a_workbook_with_a_list_that_leads_to_coloured_cells(new, tmp_path):
    (tmp_path / "counts.csv").write_text(COUNTS + "=1+1,2023,7\n", encoding="utf-8")
    code, said = new("counts.csv", "--yes")
    assert code == 0
    assert "checked.xlsx: 2 issues" in said
    book, rows = listed(tmp_path)
    assert book.sheetnames == ["counts.csv", "Issues"]
    assert rows == [
        ["Cell", "Found", "What", "Taken for"],
        ["C9", "24%", "no figure as the others in its column are", "left out"],
        ["C10", "*", "what `*` means is said nowhere", "suppressed, to protect people"],
    ]
    table, issues = book["counts.csv"], book["Issues"]
    assert (table["C9"].fill.fgColor.rgb, table["C10"].fill.fgColor.rgb) == (BAD, DOUBT)
    assert table["C8"].fill.fgColor.rgb not in (BAD, DOUBT)
    assert issues["A6"].hyperlink.location == "'counts.csv'!C9" or issues["A6"].hyperlink.target == "#'counts.csv'!C9"
    assert (table["A11"].value, table["A11"].data_type) == ("=1+1", "s"), "a text stays a text"


def test_the_workbook_itself_comes_back_with_all_its_sheets(new, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024 data"
    for row in (
        ["Families housed"],
        [],
        ["county", 2021, 2022],
        ["Total", 9, 11],
        ["Adams", 4, 6],
        ["Brook", 5, "five"],
        ["Cedar", 7, 8],
        ["Dale", 3, 1],
        ["Elm", 2, 2],
    ):
        sheet.append(row)
    sheet["B4"] = "=SUM(B5:B9)"
    sheet["B6"].number_format = "0.00"
    book.create_sheet("Issues").append(["mine"])
    book.save(tmp_path / "counts.xlsx")
    before = (tmp_path / "counts.xlsx").read_bytes()
    assert new("counts.xlsx", "--sheet", "2024 data", "--yes")[0] == 0
    found = openpyxl.load_workbook(tmp_path / "checked.xlsx")
    assert found.sheetnames == ["2024 data", "Issues", "Issues 2"]
    assert found["2024 data"]["B4"].value == "=SUM(B5:B9)"
    assert found["2024 data"]["B6"].number_format == "0.00"
    assert found["2024 data"]["C6"].fill.fgColor.rgb == BAD
    assert found["Issues 2"]["A6"].value == "C6"
    assert (tmp_path / "counts.xlsx").read_bytes() == before


def test_a_sum_that_does_not_hold_is_an_issue_with_its_cell(new, tmp_path):
    rows = [
        f"{2015 + n},{age},{count + n * (1 + (age == 'Total')) + (n == 3 and age == 'Total')}"
        for n in range(6) for age, count in (("Total", 30), ("0-5", 10), ("6+", 20))
    ]  # fmt: skip
    (tmp_path / "counts.csv").write_text("\n".join(["year,age,n", *rows]), encoding="utf-8")
    assert new("counts.csv", "--yes")[0] == 0
    _, (_, issue, *_) = listed(tmp_path)
    assert issue[:2] == ["C11", "37"]
    assert "add up to the total; here it is 1 too large" in issue[2]


def test_it_is_written_also_where_questions_are_open_and_never_over_anything(new, tmp_path):
    (tmp_path / "counts.csv").write_text(COUNTS, encoding="utf-8")
    assert new("counts.csv")[0] == 2
    assert (tmp_path / "checked.xlsx").is_file()
    assert not (tmp_path / "out").exists()
    code, said = new("counts.csv", "--yes")
    assert code == 2
    assert "expected a file that is not there yet, found one of this name" in said
    assert not (tmp_path / "out").exists()


def test_where_there_are_none_the_sheet_says_so(new, tmp_path):
    (tmp_path / "counts.csv").write_text("state,year,cases\nOhio,2021,5\nUtah,2021,12\n", encoding="utf-8")
    assert new("counts.csv", "--title", "Counts")[0] == 0
    assert listed(tmp_path)[1][1] == ["", "", "No issues were found.", ""]
