"""Heads that name a day, or a period and what is said of its figures: `30 June 2023`, `FY2025 budget`, `2025 YTD`."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.moments import divided, moment_in
from reportgen.intake.understanding import understand


def read(tmp_path, text, **answers):
    path = tmp_path / "placed.csv"
    path.write_text(text, encoding="utf-8")
    return understand(read_sheets(path)[0], file=path.name, answers=Answers(answers))


def named(found):
    return [(column.period, column.measure, column.scenario) for column in found.columns[1:]]


@pytest.mark.parametrize(
    ("head", "found"),
    [("30 June 2023", ("2023-06", "")), ("31 Dec 2023", ("2023-12", "")), ("June 30, 2023", ("2023-06", "")),
     ("30th June 2023", ("2023-06", "")), ("30-Jun-23", ("2023-06", "")), ("As of June 30, 2023", ("2023-06", "")),
     ("Stand 31.12.2023", ("2023-12", "")), ("Cases at 30 June 2023", ("2023-06", "Cases")),
     ("30. Juni 2023", ("2023-06", "")), ("Jan-Mar 2025", ("2025-Q1", "")), ("Jan–Jun 2025", ("2025", "Jan–Jun")),
     ("Jul 2023 - Jun 2024", ("2023/24", "")), ("May 2023", ("2023-05", "")), ("Placed, 2010", ("2010", "Placed"))],
)  # fmt: skip
def test_a_head_names_a_day_or_several_months(head, found):
    assert moment_in(head) == found


def test_days_in_heads_are_months_of_one_measure(tmp_path):
    found = read(tmp_path, "Facility,30 June 2023,31 Dec 2023,30 June 2024\nOak,41,44,40\nElm,12,15,16\nAsh,77,70,71\n")
    assert found.periods == ("2023-06", "2023-12", "2024-06")
    assert len(found.measures) == 1


@pytest.mark.parametrize(("word", "status"), [("budget", "F"), ("est.", "E"), ("prelim.", "P"), ("revised", "A")])
def test_what_is_said_of_the_last_year_is_the_status_of_its_figures(tmp_path, word, status):
    found = read(tmp_path, f"Region,FY2023,FY2024,FY2025 {word}\nNorth,212,230,241\nSouth,180,171,166\n")
    assert named(found) == [("FY2023", "", ""), ("FY2024", "", ""), ("FY2025", "", word)]
    assert [fact.status for fact in found.facts if fact.period == "FY2025"] == [status, status]


@pytest.mark.parametrize("word", ["YTD", "year to date", "(Jan–Jun)", "H1", "6 months"])
def test_a_part_of_a_year_is_compared_with_no_whole_one(tmp_path, word):
    found = read(tmp_path, f"Region,2023,2024,2025 {word}\nNorth,212,230,118\nSouth,180,171,80\n")
    assert (found.periods, len(found.measures)) == (("2023", "2024", "2025"), 1)
    assert [(one.period, one.place) for one in found.anew] == [("2025", "")]


def test_a_plan_beside_the_figures_of_its_year_is_a_measure_of_its_own(tmp_path):
    found = read(tmp_path, "Region,2023,2024,2024 budget\nNorth,212,230,241\nSouth,180,171,166\n")
    assert [one.identifier for one in found.measures] == ["placed", "budget"]


def test_quarters_and_months_beside_fiscal_years_are_read(tmp_path):
    rows = "".join(
        f"FY{year},Q{quarter},{year - 1900 + quarter}\n" for year in (2023, 2024) for quarter in (1, 2, 3, 4)
    )
    found = read(tmp_path, f"Fiscal year,Quarter,Grants paid\n{rows}", year_begins="July")
    assert (found.periods[:3], found.periods[-1]) == (("2022-Q3", "2022-Q4", "2023-Q1"), "2024-Q2")
    assert divided("FY2023", "January", first="July") == "2023-01"
    assert divided("FY2023", "October", first="October") == "2022-10"


def test_a_target_is_no_next_figure(tmp_path):
    found = read(tmp_path, "Clinic,Q1 2024,Q2 2024,Q3 2024,Target 2024\nEast,41,38,44,30\nWest,52,55,49,30\n")
    assert [one.identifier for one in found.measures] == ["placed", "target"]


@pytest.mark.parametrize(
    "note", ["Calendar year 2024. % of children who entered care.", "Data for 2024.", "Period: 2024"]
)
def test_a_note_may_say_of_which_year_the_figures_are(tmp_path, note):
    found = read(tmp_path, f"Agency,Children placed\nAlder,120\nBirch,104\n\n{note}\n")
    assert (found.periods, found.period_by) == (("2024",), "by a note")


@pytest.mark.parametrize("note", ["Data for 2024 are provisional.", "Calendar year 2024. Calendar year 2023."])
def test_a_note_that_says_it_of_some_figures_alone_leaves_it_open(tmp_path, note):
    found = read(tmp_path, f"Agency,Children placed\nAlder,120\nBirch,104\n\n{note}\n")
    assert [question.key for question in found.questions] == ["period"]


def test_what_a_line_says_of_a_part_of_a_year_is_told_with_it(tmp_path):
    found = read(tmp_path, '"2025: January to June only",,\nRegion,2024,2025 YTD\nNorth,230,118\nSouth,171,80\n')
    assert found.anew[0].text == (
        "2025: January to June only. “2025 YTD” is a part of the year, and is not compared with whole years."
    )


@pytest.mark.parametrize(("title", "begins"), [("Years ended September 30", "October"), ("Grants", "July")])
def test_the_month_in_which_fiscal_years_begin_is_after_the_one_in_which_they_end(tmp_path, title, begins):
    rows = "".join(
        f"FY{year},Q{quarter},{year - 1900 + quarter}\n" for year in (2023, 2024) for quarter in (1, 2, 3, 4)
    )
    found = read(tmp_path, f"{title},,\nFiscal year,Quarter,Grants paid\n{rows}")
    assert [question.taken for question in found.questions if question.key == "year_begins"] == [begins]


def test_rows_of_a_part_of_a_year_are_not_left_out_in_silence(tmp_path):
    rows = "".join(f"{year},{year - 1900}\n" for year in range(2011, 2025))
    found = read(tmp_path, f"Year,Children placed\n{rows}2025 YTD,61\n")
    assert [question.key for question in found.questions] == ["period.2025 YTD"]
    assert found.periods[-1] == "2024"
