"""Blocks that stand below each other on a sheet, each with a label: in its heads, above them, or with figures."""

import pytest

from reportgen.intake.sheet import Sheet, even
from reportgen.intake.tables import tables_of
from reportgen.intake.understanding import understand

YEARS = ("2022", "2023")
IN_CARE = [("North", 410, 422), ("South", 388, 379), ("East", 201, 214)]
IN_NEED = [("North", 1210, 1222), ("South", 1388, 1379), ("East", 901, 914)]


def sheet_of(*rows):
    return Sheet("Sheet", even([list(row) for row in rows]))


def read(*rows):
    (sheet,) = tables_of(sheet_of(*rows))
    return understand(sheet, file="returns.csv")


def titles(found):
    return [measure.title for measure in found.measures]


def test_blocks_below_labels_that_say_what_is_measured_are_measures():
    rows = [("Children in care",), *IN_CARE, ("Children in need",), *IN_NEED]
    found = read(("Indicator", *YEARS), *rows)
    assert titles(found) == ["Children in care", "Children in need"]
    assert {fact.place for fact in found.facts} == {"North", "South", "East"}


def test_a_block_of_percentages_below_one_of_counts_is_another_measure():
    rates = [("North", 81.2, 82.3), ("South", 78.1, 77.9), ("East", 90.1, 91.4)]
    found = read(("Region", *YEARS), ("Referrals",), *IN_CARE, ("Seen in time (%)",), *rates)
    assert [(one.title, one.unit.kind) for one in found.measures] == [
        ("Referrals", "count"), ("Seen in time (%)", "percent"),
    ]  # fmt: skip


def test_blocks_below_names_of_people_are_members():
    found = read(("Region", *YEARS), ("Men",), *IN_CARE, ("Women",), *IN_NEED)
    assert found.dimensions == {"group": ("Men", "Women")}


def test_blocks_whose_heads_begin_with_their_labels_are_one_table():
    rows = [("Children in care", *YEARS), *IN_CARE, (), ("Children in need", *YEARS), *IN_NEED]
    found = read(*rows)
    assert titles(found) == ["Children in care", "Children in need"]
    assert sum(found.account.rows.values()) == len(rows)
    assert found.account.rows["with figures"] == 6


def test_tables_of_other_names_below_the_same_years_stay_apart():
    topics = [("Housing", 5, 6), ("Debt", 7, 8), ("Health", 4, 3)]
    assert len(tables_of(sheet_of(("County", *YEARS), *IN_CARE, (), ("Topic", *YEARS), *topics))) == 2


def test_blocks_below_lines_that_differ_are_of_what_these_lines_say():
    heads = ("Age", "Cases", "Deaths")
    blocks = [
        [
            (f"Table {number}. 2024 {name} County",),
            heads,
            ("Under 18", 40 + number, 3),
            ("18 and over", 90, 12 + number),
        ]
        for number, name in enumerate(("Adams", "Brown", "Clay"), 1)
    ]
    found = read(("Cases of measles by county",), *(row for block in blocks for row in block))
    assert [place.name for place in found.places if place.code != "total"] == [
        "Adams County", "Brown County", "Clay County",
    ]  # fmt: skip
    assert {fact.period for fact in found.facts} == {"2024"}
    assert {str(fact.value) for fact in found.facts if fact.place == "Clay County"} == {"43", "3", "90", "15"}


def test_a_row_that_stands_in_every_block_as_it_is_is_about_none_of_them():
    heads = (None, None, "Stays", "Days")
    blocks = [
        [(f"2016 {name}, Ohio",), heads, ("US total", None, 990, 4100), (f"{name}, Ohio", None, 50 + number, 210),
         ("Sex", "Male", 20 + number, 90), (None, "Female", 30, 120)]
        for number, name in enumerate(("Adams", "Brown", "Clay"), 1)
    ]  # fmt: skip
    found = read(("Stays in hospital by county",), *(row for block in blocks for row in block))
    by_place = {
        (fact.place, *dict(fact.breakdown).values()): fact.value for fact in found.facts if fact.measure == "stays"
    }
    assert by_place["US total", "total"] == 990
    assert by_place["Brown, Ohio", "total"] == 52
    assert by_place["Brown, Ohio", "Sex: Male"] == 22
    assert {place.level for place in found.places if place.name == "US total"} == {"group of places"}


def test_labels_with_figures_of_their_own_are_those_of_the_rows_below_them():
    rows = [
        ("All ages", 999, 1015),
        *IN_CARE,
        ("Under five", 213, 219),
        ("North", 80, 82),
        ("South", 88, 89),
        ("East", 45, 48),
    ]
    found = read(("Region", *YEARS), *rows)
    values = {(fact.place, *dict(fact.breakdown).values()): fact.value for fact in found.facts if fact.period == "2022"}
    assert values["North", "Under five"] == 80
    assert values["Total", "Under five"] == 213
    assert values["Total", "total"] == 999
    assert not found.clashes


@pytest.mark.parametrize("other", [("North", 5, 6), ("West", 5, 6)])
def test_names_that_stand_twice_without_blocks_are_not_stacked(other):
    found = read(("Region", *YEARS), *IN_CARE, other)
    assert found.dimensions == {}
