"""What tables of ministries, police forces and hospitals have in common, a kind each."""

from decimal import Decimal

import pytest

from reportgen.dataset.meant import PERIOD_COLUMNS
from reportgen.dataset.standard import DEFAULTS, FIGURES
from reportgen.errors import DataError
from reportgen.intake.what import OTHER_COLUMNS, dimension_of
from tests.intake.test_real_tables import roles, table, value

FORCES = ("Avon", "Kent", "Wiltshire")


# -- periods --------------------------------------------------------------------------------------------------------


def test_six_digits_that_are_two_years_in_all_rows_are_years_that_end_in_the_next_one():
    found = table(["time_period", "la_name", "pupils"], *[[text, "Kent", 40 + at] for at, text in
                  enumerate(("201011", "201112", "201516"))])  # fmt: skip
    assert found.periods == ("2010/11", "2011/12", "2015/16")


def test_six_digits_are_months_where_one_of_them_is_no_pair_of_years():
    found = table(["period", "la_name", "pupils"], *[[text, "Kent", 40 + at] for at, text in
                  enumerate(("201011", "201012", "201101"))])  # fmt: skip
    assert found.periods == ("2010-11", "2010-12", "2011-01")


def test_numbers_below_the_head_quarter_are_quarters_and_no_months():
    found = table(["Year", "Quarter", "County", "Cases"], *[[2022, quarter, "Adams", 4 + quarter] for quarter in
                  (1, 2, 3, 4)])  # fmt: skip
    assert found.periods == ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")


def test_numbered_months_of_a_split_year_are_those_from_its_first_one_on():
    found = table(["Year", "Month", "County", "Cases"], *[["2022/23", month, "Adams", month] for month in
                  (4, 5, 12, 1, 3)])  # fmt: skip
    assert found.periods == ("2022-04", "2022-05", "2022-12", "2023-01", "2023-03")


def test_year_above_the_names_of_lines_is_said_of_the_heads_beside_it():
    found = table(["Year", "2020", "2021"], ["Timber", 26, 22], ["Glass", 31, 29], ["Food", 14, 13])
    assert [measure.title for measure in found.measures] == ["Timber", "Glass", "Food"]
    assert not found.places


@pytest.mark.parametrize("sign", ["-", "/", "–"])
def test_years_that_end_in_the_next_one_are_no_months_whatever_stands_between_them(sign):
    found = table(["Year", "County", "Cases"], *[[f"20{year}{sign}{year + 1}", "Adams", year] for year in (10, 11, 12)])
    assert found.periods == ("2010/11", "2011/12", "2012/13")


# -- columns --------------------------------------------------------------------------------------------------------


def test_what_a_place_has_is_no_place_where_another_column_names_places():
    rows = [[2022, "Kent", "E10000016", phase, 5 + at] for at, phase in enumerate(("Nursery", "Primary", "Special"))]
    more = [[2022, "Surrey", "E10000030", phase, 8 + at] for at, phase in enumerate(("Nursery", "Primary", "Special"))]
    found = table(["year", "la_name", "new_la_code", "school_phase", "number"], *rows, *more)
    assert roles(found)["school_phase"] == "breakdown"
    assert roles(found)["la_name"] == "place"


def test_characteristics_are_no_places_where_another_column_names_places():
    rows = [[2022, name, kind, 5] for name in ("Kent", "Surrey") for kind in ("Placed near home", "Placed far off")]
    found = table(["year", "la_name", "characteristic", "number"], *rows)
    assert roles(found)["characteristic"] == "breakdown"


def test_codes_that_alone_part_the_rows_are_members_and_no_figures():
    rows = [[2022, force, code, 10 * at + len(code)] for at, force in enumerate(FORCES) for code in ("104", "13", "2")]
    found = table(["Year", "Force Name", "Offence Code", "Number of Offences"], *rows)
    assert roles(found) == {
        "Year": "period", "Force Name": "place", "Offence Code": "breakdown", "Number of Offences": "figures",
    }  # fmt: skip
    assert found.account.cells == {"figures": 9}


def test_codes_beside_the_names_that_they_stand_for_are_no_members():
    rows = [[2022, force, code, 7] for at, force in enumerate(FORCES) for code in (350 + at,)] * 2
    found = table(["year", "la_name", "old_la_code", "number"], *rows)
    assert roles(found)["old_la_code"] in ("code of the place", "not used")


def test_figures_with_decimals_are_no_members_however_many_signs_stand_between_them():
    cells = ["†", 391.11, "*", 284.83, "†", "*", 391.11, 284.83, "†", 391.11]
    found = table(["County", "Year", "Stays", "Costs per capita, $"], *[[f"C{at}", 2022, 40 + at, cell] for at, cell in
                  enumerate(cells)])  # fmt: skip
    assert roles(found)["Costs per capita, $"] == "figures"


def test_numbers_of_footnotes_are_no_figures():
    found = table(["year", "population", "footnotes"], [2020, 99900, None], [2021, 98640, 1], [2022, 94640, 2])
    assert roles(found)["footnotes"] == "not used"
    assert len(found.measures) == 1


@pytest.mark.parametrize("head", ["Value", "Year", "Source", "Location", "Indicator", "Note"])
def test_a_breakdown_is_called_as_no_other_column_of_figures_is(head):
    assert dimension_of(head) not in {*DEFAULTS[FIGURES], *PERIOD_COLUMNS}
    assert dimension_of("Shelter") == "shelter"


def test_the_other_columns_of_figures_are_those_of_the_standard():
    assert {*DEFAULTS[FIGURES], *PERIOD_COLUMNS} <= OTHER_COLUMNS


# -- units ----------------------------------------------------------------------------------------------------------


def unit(head, *cells):
    found = table(["Year", head], *[[2010 + at, cell] for at, cell in enumerate(cells)])
    return next(iter(found.measures)).unit


@pytest.mark.parametrize(
    ("head", "cells", "said"),
    [
        ("10th percentile", (13259, 12290, 12413), "mean"),
        ("Top 5 percent mean", (350870, 332729, 340329), "mean"),
        ("Top 5 percent percent share", (22.1, 21.9, 22.2), "percent"),
        ("Rate per 1,000 children", (4.1, 4.2, 4.4), "rate per 1,000 children"),
        ("total_revenue_reserve_million", (2206.68, 119.86, 27.1), "number, in millions"),
        ("vehicles_thousand", (2206.68, 119.86, 27.1), "count, in thousands"),
        ("Total costs", (2206.68, 119.86, 27.1), "number"),
    ],
)
def test_units_are_taken_for_what_their_heads_say_and_no_more(head, cells, said):
    assert str(unit(head, *cells)) == said


def test_the_base_that_a_head_states_is_meant_even_where_two_other_columns_give_the_rate():
    rows = [[2020 + at, days, stay, days / stay] for at, (days, stay) in enumerate(((900, 5), (990, 4.5), (810, 5.4)))]
    heads = ["Year", "Days per 100,000 people", "Mean stay, days", "Rate of stays per 100,000 people"]
    found = table(heads, *rows)
    assert str(found.measures[-1].unit) == "rate per 100,000 people"


# -- signs ----------------------------------------------------------------------------------------------------------


def test_k_rounds_to_nothing_as_ministries_of_england_have_it():
    found = table(["Year", "County", "Percentage"], [2022, "Adams", 12], [2022, "Brook", "k"], [2022, "Cedar", 3])
    (fact,) = [each for each in found.facts if each.printed == "k"]
    assert (fact.value, fact.status) == (Decimal(0), "N")


def test_an_unknown_sign_in_several_cells_is_asked_about_once():
    cells = [*range(30, 50), *["no return"] * 4, *range(50, 60)]
    rows = [[f"C{at}", 2022, cell] for at, cell in enumerate(cells)]
    found = table(["County", "Year", "Cases"], *rows)
    keys = [question.key for question in found.questions if question.key.startswith(("mark.", "cell."))]
    assert keys == ["mark.no return"]
    assert found.account.cells == {"figures": 30, "`no return`": 4}
    answered = table(["County", "Year", "Cases"], *rows, **{"mark.no return": "suppressed, to protect people"})
    assert {fact.status for fact in answered.facts if fact.value is None} == {"Q"}


# -- what is no table of figures ------------------------------------------------------------------------------------


def test_a_list_of_cases_is_refused_with_the_way_to_count_them():
    rows = [[1000 + at, f"2022-0{1 + at % 9}", "Kent", f"reason {at % 4}"] for at in range(40)]
    with pytest.raises(DataError) as caught:
        table(["ObjectID", "Month of stop", "Force Name", "Reason"], *rows)
    assert "pivot table" in (caught.value.hint or "")


def test_a_place_above_others_without_figures_is_nobodys_parent():
    rows = [["United States", None, 2022, None], ["Ohio", "Adams", 2022, 5], ["Ohio", "Brown", 2022, 6]]
    found = table(["State", "County", "Year", "Cases"], *rows)
    assert {place.parent for place in found.places} <= {"", *(place.code for place in found.places)}


def test_sheets_named_after_the_years_of_their_rows_are_no_breakdown():
    found = table(["Financial Year", "Force Name", "Offences", "Sheet"],
                  *[[f"20{year}/{year + 1}", force, 10 + year, f"20{year}-{year + 1}"] for year in (10, 11, 12)
                    for force in FORCES])  # fmt: skip
    assert roles(found)["Sheet"] == "not used"
    assert value(found, period="2011/12", printed="21", row=5) == 21
