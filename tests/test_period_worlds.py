"""Two worlds of other periods than calendar years: real figures by month; school years, fiscal years, pooled years.

`monthly` is of the NICS background checks of the FBI, `school-years` is invented. What stands here was worked out by
hand from their files.
"""

import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reportgen.audit import audit
from reportgen.cli import run
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document.walk import exhibits_of
from reportgen.errors import ReportErrors
from reportgen.export import to_csv
from reportgen.language import speaking
from reportgen.periods import parse_period
from reportgen.template import read_reports
from reportgen.years import parse_years
from tests.packages import make_package, observation
from tests.worlds import ROOT, World

FOLDER = Path(__file__).parent / "worlds"


def world_of(tmp_path, name):
    world = World(tmp_path)
    shutil.copytree(FOLDER / name, world.data)
    (world.data / "templates").rename(world.templates)
    shutil.copytree(ROOT / "templates" / "themes", world.templates / "themes")
    return world


@pytest.fixture
def months(tmp_path):
    return world_of(tmp_path, "monthly")


@pytest.fixture
def schools(tmp_path):
    return world_of(tmp_path, "school-years")


def text_of(world, *arguments):
    assert world.build(*arguments, "--format", "txt") == 0
    (name,) = world.files()
    # one space for the line ends of a paragraph and the gaps of a table
    return re.sub(r"\s+", " ", (world.out / name).read_text(encoding="utf-8"))


def document_of(world, report, years=""):
    package = read_package(world.data)
    found = read_reports(world.templates)[report]
    return compose(package, compare(package), found, years=parse_years(years, package.years), made=date(2025, 6, 30))


# -- months ---------------------------------------------------------------------------------------------------------


def test_a_month_is_compared_with_that_month_a_year_before(months):
    text = text_of(months, "brief")
    assert "In September 2023 2,035,410 background checks were started, 16.5% fewer than in September 2022." in text
    assert "In September 2022 it had been 2,437,563, and in March 2021 4,645,609." in text
    assert "Alaska 5,922 −3,086 −34.3%" in text


def test_recent_months_begin_with_that_month_a_year_before(months):
    text = text_of(months, "brief")
    head = re.search(r"The last thirteen months -+ (.*?) -", text)[1]
    assert head.endswith("Indicator Sep 2022 Oct 2022 Nov 2022 Dec 2022 Jan 2023 Feb 2023 Mar 2023 Apr 2023 May 2023 "
                         "Jun 2023 Jul 2023 Aug 2023 Sep 2023 Sep 2022–Sep 2023")  # fmt: skip


def test_a_source_of_many_months_is_cited_for_those_shown(months):
    assert "Source: FBI, report for June 2021 to September 2023. " in text_of(
        months, "brief", "--years", "2021-06:2023-09"
    )


@pytest.mark.parametrize(
    ("years", "name"),
    [
        ("2021-06:2023-09", "brief-2021-06-to-2023-09"),
        ("2022", "brief-2022-01-to-2022-12"),
        ("2023-Q2", "brief-2023-04-to-2023-06"),
        ("2023-09", "brief-2023-09"),
        ("2023-", "brief-2023-01-to-2023-09"),
    ],
)
def test_a_range_of_months_is_in_the_name_of_the_file(months, years, name):
    assert months.build("brief", "--periods", years, "--format", "txt") == 0
    assert months.files() == [f"{name}.txt"]


def test_months_that_the_data_do_not_hold_are_refused(months, capsys):
    assert months.build("brief", "--years", "2018-01:2019-06") == 2
    said = capsys.readouterr().err
    assert "the data hold January 2019 to September 2023" in said
    assert "hint: write `2019-01:2019-06`" in said


def test_the_values_of_many_months_are_a_row_each(months):
    text = text_of(months, "brief")
    assert "Period All checks" in text
    assert "Dec 2022 2,995,715 Jan 2023 2,612,736" in text


def test_the_chart_of_word_names_years_below_months_and_has_months_in_its_sheet(months):
    assert months.build("brief", "--format", "docx") == 0
    with zipfile.ZipFile(months.out / "brief-2019-01-to-2023-09.docx") as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
        words = re.findall(r">(20[0-9]{2})<", " ".join(parts))
        (name,) = [name for name in file.namelist() if name.endswith(".xlsx")]
        sheet = openpyxl.load_workbook(io.BytesIO(file.read(name))).active
    assert set(words) == {"2019", "2020", "2021", "2022", "2023"}
    column = [row[0].value for row in sheet.iter_rows()]
    assert (column[0], column[1], column[-1], len(column)) == ("Month", "January 2019", "September 2023", 58)


def test_a_fact_sheet_of_months_is_built_for_every_place(months):
    assert months.build("sheet", "--all-places", "--format", "pdf", "--format", "docx") == 0
    assert len([name for name in months.files() if name.startswith("sheet-")]) == 8


def test_no_change_of_a_monthly_report_is_between_other_months(months):
    document = document_of(months, "brief")
    said = [str(exhibit) for exhibit in exhibits_of(document.blocks)]
    heads = set(re.findall(r"Change (\w{3} \d{4})–(\w{3} \d{4})", " ".join(said)))
    assert heads
    assert all(base[:3] == year[:3] for base, year in heads)


def test_the_months_of_an_export_are_their_codes(months):
    lines = to_csv(read_package(months.data)).decode().splitlines()
    assert lines[1].startswith("checks,2019-01,US,")


def test_the_figures_of_chosen_months_are_exported(months, capsys):
    assert run(["observations", "--data", str(months.data), "--years", "2023-08:2023-09", "--place", "TX"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["2023-08", "2023-09"]


def test_months_are_said_in_the_language_of_the_document():
    with speaking("es"):
        assert str(parse_period("2024-03")) == "marzo de 2024"
        assert parse_period("2024-03").short == "mar 24"
        assert str(parse_period("2024-Q3")) == "T3 2024"
        assert str(parse_period("2023-01/2023-09")) == "enero–septiembre de 2023"
    assert str(parse_period("2024-03")) == "March 2024"


# -- years that are no calendar years, in one package -----------------------------------------------------------------


def test_school_years_are_the_periods_of_most_figures_and_so_of_the_report(schools):
    text = text_of(schools, "brief")
    assert "SCHOOLS, 2019/20 TO 2023/24" in text
    assert "In 2023/24 there were 4,100 pupils, 2.2% more than in 2022/23." in text
    assert "Pupils 4,120 3,890 [x] 4,012 4,100 +2.2% −0.5%" in text


def test_each_series_has_its_own_periods_in_one_report(schools):
    text = text_of(schools, "brief")
    assert "Series FY2020 FY2021 FY2022 FY2023" in text
    assert "Indicator 2013–2015 2016–2018 2017–2019 2019–2021 from 2016–2018 from 2013–2015" in text


def test_pooled_years_that_overlap_are_not_compared(schools):
    comparison = compare(read_package(schools.data))
    reasons = {
        base: str(comparison.change("absent", parse_period(base), parse_period("2019-2021")).reason)
        for base in ("2013-2015", "2016-2018", "2017-2019")
    }
    assert reasons == {"2013-2015": "", "2016-2018": "", "2017-2019": "other_period"}


def test_a_range_of_fiscal_years_holds_what_lies_within_them(schools):
    text = text_of(schools, "brief", "--years", "FY2021-FY2023")
    assert "Series FY2021 FY2022 FY2023" in text
    assert "Indicator 2021/22 2022/23 2021/22–2022/23" in text


@pytest.mark.parametrize("name", ["monthly", "school-years"])
def test_the_worlds_are_sound(tmp_path, name):
    world = world_of(tmp_path, name)
    assert not [each for each in audit(read_package(world.data)) if str(each.outcome) == "warning"]


def test_lines_of_months_and_of_years_are_not_drawn_in_one_chart(schools, capsys):
    brief = schools.templates / "brief.md"
    text = brief.read_text(encoding="utf-8").replace(
        "  - {figure: pupils, name: Pupils}", "  - {figure: pupils, name: A}\n  - {figure: spending, name: B}"
    )
    brief.write_text(text, encoding="utf-8")
    assert schools.build("brief") == 4
    assert "expected series of periods of one kind" in capsys.readouterr().err


# -- mistakes ---------------------------------------------------------------------------------------------------------


def _findings(folder, periods):
    rows = "".join(f"{period},{100 + at}\n" for at, period in enumerate(periods))
    folder.mkdir()
    (folder / "cases.csv").write_text(f"period,value\n{rows}", encoding="utf-8")
    return [each.message for each in audit(read_package(folder)) if each.kind == "period"]


def test_a_part_of_a_year_among_years_is_told(tmp_path):
    (message,) = _findings(tmp_path / "a", ["2021", "2022", "2023-01/2023-09"])
    assert (
        message
        == "January–September 2023 stands in a series of the kind calendar year: give it an indicator of its own"
    )


def test_school_years_that_read_as_months_are_told(tmp_path):
    (message,) = _findings(tmp_path / "a", ["2009-10", "2010-11", "2011-12"])
    assert "all are read as months, such as October 2009" in message
    assert "`2009/10`" in message


def test_months_are_no_school_years(tmp_path):
    assert _findings(tmp_path / "a", ["2009-10", "2009-11", "2009-12"]) == []


def test_a_fiscal_year_in_a_column_of_numbers_says_which_column_it_needs(tmp_path):
    folder = make_package(tmp_path, [observation(5, year=2020)])
    path = folder / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("cases,2020", "cases,FY2015"), encoding="utf-8")
    with pytest.raises(ReportErrors, match="`FY2015` is a fiscal year: name the column `period`"):
        read_package(folder)


def test_what_is_no_period_is_told_with_its_line(tmp_path):
    (tmp_path / "cases.csv").write_text("period,value\n2021-13,5\n", encoding="utf-8")
    with pytest.raises(ReportErrors, match=r"cases\.csv:2: field `period`: expected a month from 01 to 12, or"):
        read_package(tmp_path)


def test_any_year_that_an_archive_can_hold_is_read(tmp_path):
    (tmp_path / "people.csv").write_text("year,value\n1790,3929214\n1800,5308483\n", encoding="utf-8")
    assert [str(year) for year in read_package(tmp_path).years] == ["1790", "1800"]


def test_a_setting_of_periods_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "cases.csv").write_text("period,value\nFY2021,5\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(
        '{"name": "x", "reportgen": {"periods": {"fiscal_year_starts": 13}}}', encoding="utf-8"
    )
    with pytest.raises(ReportErrors, match="`fiscal_year_starts`: expected the month in which fiscal years begin"):
        read_package(tmp_path)


# -- seasons ----------------------------------------------------------------------------------------------------------

SEASON = (9000, 7000, 5000, 3000, 1000, 500, 400, 700, 1500, 3000, 6000, 8000)


def _outliers(folder, values):
    rows = "".join(f"{2020 + at // 12}-{at % 12 + 1:02d},{value}\n" for at, value in enumerate(values))
    folder.mkdir()
    (folder / "cases.csv").write_text(f"period,value\n{rows}", encoding="utf-8")
    return [each.message for each in audit(read_package(folder)) if each.kind == "outlier"]


def test_a_month_is_held_against_that_month_a_year_before(tmp_path):
    later = [round(1.1 * value) for value in SEASON]
    assert _outliers(tmp_path / "a", (*SEASON, *later)) == []
    later[6] *= 10
    assert _outliers(tmp_path / "b", (*SEASON, *later)) == ["4,400 is 11 times the 400 of July 2020"]


def test_months_of_less_than_a_year_are_held_against_the_one_before(tmp_path):
    assert _outliers(tmp_path / "a", (900, 950, 9300, 940)) != []
