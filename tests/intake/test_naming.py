"""What measures are called: heads of databases in plain words, and girls and boys as those whom a title is about."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.naming import name_of
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand


def read(*rows, **answers):
    return understand(Sheet("Sheet", even([list(row) for row in rows])), file="db.csv", answers=Answers(answers))


def titles(found):
    return [measure.title for measure in found.measures]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("fc_count", "FC count"), ("FC COUNT", "FC count"), ("n_hh_served", "Households served"),
        ("TOTAL ENROLLMENT", "Total enrollment"), ("TANF_CASES", "TANF cases"), ("SNAP RECIPIENTS", "SNAP recipients"),
        ("FosterCareEntries", "Foster Care Entries"), ("pop_17under", "Population 17 under"),
        ("Detained_under_MHA_31st_March", "Detained under MHA 31st March"), ("No-shows", "No-shows"),
        ("Children in care", "Children in care"), ("social_worker_fte", "Social worker FTE"), ("girls", "Girls"),
        ("No_Further_Action", "No Further Action"), ("no_of_cases", "Cases"), ("Re_referrals", "Re referrals"),
    ],
)  # fmt: skip
def test_a_head_of_a_database_is_parted_into_words(head, title):
    assert name_of(head, "Table") == title


COUNTIES = [(2021, "Adams", 120, 44), (2022, "Adams", 123, 46), (2023, "Adams", 133, 41)]


@pytest.mark.parametrize("head", ["fc_count", "FC COUNT", "pop_17under", "n_x_days"])
def test_what_a_head_with_abbreviations_is_called_is_asked(head):
    found = read(("year", "county", "households", head), *COUNTIES)
    (asked,) = [each for each in found.questions if each.key.startswith("name.")]
    assert f"`{head}`" in asked.text
    assert asked.taken == found.measures[1].title


@pytest.mark.parametrize("head", ["children_in_care", "Total_patients", "SCT recalls", "FTE", "turnover_rate_%"])
def test_a_head_that_can_be_read_is_not_asked_about(head):
    found = read(("year", "county", "households", head), *COUNTIES)
    assert not any(each.key.startswith("name.") for each in found.questions)


def test_a_name_that_was_answered_stands_in_reports_and_the_figures_keep_their_key():
    rows = [("year", "county", "households", "fc_count"), *COUNTIES]
    found = read(*rows, **{"name.fc_count": "Children in foster care"})
    assert (found.measures[1].identifier, found.measures[1].title) == ("fc_count", "Children in foster care")


BY_SEX = [("Adams", 20, 24, 44), ("Brown", 30, 34, 64), ("Clay", 21, 25, 46)]


def test_girls_and_boys_are_those_whom_the_title_is_about():
    found = read(("Children in care, 2024",), (), ("County", "Girls", "Boys", "All"), *BY_SEX)
    assert titles(found) == ["Children in care"]
    assert found.dimensions == {"sex": ("Girls", "Boys")}


def test_girls_and_boys_are_of_the_head_above_them():
    heads = [
        ("", "Children in care", "Children in care", "Children in care", "Homes"),
        ("County", "Girls", "Boys", "All", ""),
    ]
    found = read(*heads, *((*row, 7) for row in BY_SEX), period="2024")
    assert titles(found) == ["Children in care", "Homes"]
    assert found.dimensions == {"sex": ("Girls", "Boys")}


def test_girls_beside_another_count_are_measured_by_themselves():
    found = read(("Children in care, 2024",), (), ("County", "Girls", "Boys", "Beds"), *BY_SEX)
    assert titles(found) == ["Girls", "Boys", "Beds"]


def test_a_column_of_all_that_is_another_sum_makes_no_members():
    rows = [(name, girls, boys, total + 9) for name, girls, boys, total in BY_SEX]
    found = read(("Children in care, 2024",), (), ("County", "Girls", "Boys", "All"), *rows)
    assert titles(found) == ["Girls", "Boys", "All"]


@pytest.mark.parametrize("head", ["caseload_fte", "Average household size", "Pupils per teacher", "Household size"])
def test_what_is_counted_per_one_of_something_is_a_mean(head):
    found = read(("Year", "State", head), (2022, "Ohio", 16.6), (2023, "Ohio", 15.9), (2023, "Utah", 12.25))
    assert found.measures[0].unit.kind == "mean"


def test_a_caseload_in_whole_numbers_is_a_count():
    found = read(("Year", "State", "SNAP caseload"), (2022, "Ohio", 1660), (2023, "Ohio", 1590), (2023, "Utah", 1225))
    assert found.measures[0].unit.kind == "count"
