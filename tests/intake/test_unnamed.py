"""Rows in which a label is empty that others have: the total, or figures of what is not known."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

COUNTIES = [("Adams", 41), ("Brown", 52), ("Clay", 66)]
SHELTERS = [("Adams", "Emergency", 41), ("Adams", "Transitional", 52)]


def read(head, *rows, **answers):
    cells = Sheet("Sheet", even([["Cases of measles by county"], [], list(head), *map(list, rows)]))
    return understand(cells, file="cases.xlsx", answers=Answers(answers))


def by_county(blank, **answers):
    rows = [(year, name, cases) for year in (2022, 2023) for name, cases in (*COUNTIES, (None, blank))]
    return read(("Year", "County", "Cases"), *rows, **answers)


def by_type(blank, **answers):
    rows = [(year, *row) for year in (2022, 2023) for row in (*SHELTERS, ("Adams", None, blank))]
    return read(("Year", "County", "Shelter type", "Cases"), *rows, **answers)


def question(found, key):
    return next((each for each in found.questions if each.key == key), None)


def test_a_row_without_a_place_that_is_the_sum_of_the_others_is_their_total():
    found = by_county(159)
    assert question(found, "unnamed.County") is None
    assert [(place.code, place.level) for place in found.places if place.code == "total"] == [("total", "total")]
    assert [fact.value for fact in found.facts if fact.place == "total"] == [159, 159]


def test_a_row_without_a_place_that_is_less_than_others_is_left_out_and_asked_about():
    found = by_county(17)
    asked = question(found, "unnamed.County")
    assert (asked.taken, asked.choices) == ("left out", ("left out", "the total"))
    assert "2 rows have nothing in `County`, the first at B7" in asked.text
    assert "2 without a label" in found.account.lines()[0]
    assert {fact.place for fact in found.facts} == {"Adams", "Brown", "Clay"}


def test_a_row_without_a_place_that_is_more_than_their_sum_is_likeliest_their_total():
    assert question(by_county(170), "unnamed.County").taken == "the total"  # some counties may be hidden


def test_what_a_row_without_a_place_is_may_be_answered():
    found = by_county(17, **{"unnamed.County": "the total"})
    assert [fact.value for fact in found.facts if fact.place == "total"] == [17, 17]


def test_rows_of_which_one_is_called_a_total_before_its_place_need_no_question():
    rows = [("Meals", "North", 30), ("Meals", "South", 41), ("Camps", "North", 11), ("Camps", "South", 12)]
    found = read(("Programme", "Region", "2024"), *rows, ("Total", None, 99))
    assert question(found, "unnamed.Region") is None
    assert [fact.value for fact in found.facts if fact.place == "total"] == [99]


@pytest.mark.parametrize(("blank", "taken"), [(17, "not stated"), (95, "the total")])
def test_a_row_without_a_member_is_asked_about_where_its_figures_are_no_sums(blank, taken):
    asked = question(by_type(blank), "unnamed.Shelter type")
    assert asked.taken == taken
    assert set(asked.choices) == {"the total", "not stated", "left out"}


def test_what_is_not_stated_is_a_member_of_its_own():
    found = by_type(17)
    assert found.dimensions["shelter_type"] == ("Emergency", "Transitional", "Not stated")
    assert {dict(fact.breakdown)["shelter_type"]: fact.value for fact in found.facts if fact.period == "2023"} == {
        "Emergency": 41, "Transitional": 52, "Not stated": 17,
    }  # fmt: skip


def test_a_row_without_a_member_that_is_the_sum_of_the_others_is_their_total():
    found = by_type(93)
    assert question(found, "unnamed.Shelter type") is None
    assert found.dimensions["shelter_type"] == ("Emergency", "Transitional")


def test_rows_without_a_member_beside_which_no_row_has_one_are_of_another_breakdown():
    rows = [
        (2022, "Boys", None, 41),
        (2022, "Girls", None, 52),
        (2022, None, "0 to 5", 50),
        (2022, None, "6 to 17", 43),
    ]
    found = read(("Year", "Sex", "Age", "Cases"), *rows)
    assert not any(each.key.startswith("unnamed") for each in found.questions)


def test_a_first_row_with_words_in_place_of_figures_is_no_head():
    rows = [("Ashford", "not open yet", "not open yet"), ("Belmont", "closed", "moved"), ("Crowley", 33, 32)]
    found = read(("District", "Referrals", "Closed"), *rows, ("Denton", 43, 42), ("Easton", 53, 52), period="2024")
    assert [measure.title for measure in found.measures] == ["Referrals", "Closed"]
    assert {fact.place for fact in found.facts} == {"Ashford", "Belmont", "Crowley", "Denton", "Easton"}


def test_a_year_of_which_half_the_cells_are_words_is_one_of_figures():
    rows = [("Ashford", "not open", 12), ("Belmont", "not open", 22), ("Crowley", 31, 32), ("Denton", 41, 42)]
    found = read(("District", "2023", "2024"), *rows)
    assert {fact.period for fact in found.facts} == {"2023", "2024"}
    assert sum(fact.value is None for fact in found.facts) == 2
