"""What stands for all others, whatever it is called, and what lies within another place of the same list."""

import pytest

from reportgen.errors import UsageError
from reportgen.intake.answers import Answers
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand
from reportgen.intake.where import whole_of

HOUSES = {"Hope House": (300, 310, 325), "Harbour Lodge": (120, 111, 118), "St. Brigid": (45, 44, 52)}
REGIONS = {
    "North": (700, 720, 741),
    "South": (411, 398, 402),
    "Inner Town": (150, 163, 171),
    "Outer Town": (90, 87, 88),
}


def added(rows):
    return tuple(map(sum, zip(*rows.values(), strict=True)))


def read(rows, *, head="Shelter", title="Nights", **answers):
    cells = [[title, "in shelters"], [], [head, "2021", "2022", "2023"], *([name, *row] for name, row in rows.items())]
    sheet = Sheet("Sheet", even([list(row) for row in cells]))
    return understand(sheet, file="counts.xlsx", answers=Answers(answers | {"column.1": "place"}))


def levels(found):
    return {place.name: place.level for place in found.places}


@pytest.mark.parametrize(
    "name",
    ["All shelters", "Whole county", "Grand total", "Sum", "Statewide", "County total", "Alle Häuser", "Wexford"],
)
def test_a_row_whose_figures_are_the_sums_of_the_others_is_their_total(name):
    found = read(HOUSES | {name: added(HOUSES)})
    assert whole_of(found.places) == name
    assert levels(found)["Hope House"] == "shelter"
    assert found.questions == ()


def test_a_total_may_stand_above_the_rows_that_it_is_of():
    assert whole_of(read({"England": added(REGIONS), **REGIONS}, head="Region").places) == "England"


def test_a_row_that_is_called_a_total_and_nearly_is_one_is_asked_about():
    first, *rest = added(HOUSES)
    found = read(HOUSES | {"All shelters": (first + 1, *rest)})
    (question,) = found.questions
    assert (question.key, question.taken) == ("total", "All shelters")
    assert "2 times of 3" in question.text
    assert whole_of(read(HOUSES | {"All shelters": (1, 2, 3)}, total="All shelters").places) == "All shelters"
    assert whole_of(read(HOUSES | {"All shelters": (1, 2, 3)}).places) == ""


def test_a_rate_of_all_is_known_by_its_words_alone():
    rows = {"Hope House": (3.5, 3.6, 4.1), "Harbour Lodge": (2.5, 2.6, 2.1), "All shelters": (3.1, 3.2, 3.6)}
    assert whole_of(read(rows, title="Rate per 1,000 people").places) == "All shelters"


@pytest.mark.parametrize("name", ["All Saints", "All other shelters", "Summerhill"])
def test_a_name_that_only_sounds_like_a_total_is_none(name):
    assert whole_of(read(HOUSES | {name: (9, 8, 7)}).places) == ""


def test_the_answer_names_the_total_or_says_that_there_is_none():
    rows = HOUSES | {"All shelters": added(HOUSES)}
    assert whole_of(read(rows, total="none").places) == ""
    assert whole_of(read(HOUSES, total="St. Brigid").places) == "St. Brigid"
    with pytest.raises(UsageError, match=r"answer `total`: expected what stands for all others, found `St\. Bridget`"):
        read(rows, total="St. Bridget")


def test_a_member_whose_figures_are_the_sums_of_the_others_is_the_total_of_a_breakdown():
    rows = HOUSES | {"Everybody": added(HOUSES)}
    long = [["Year", "Shelter", "Nights"]]
    long += [[2021 + n, name, row[n]] for n in range(3) for name, row in rows.items()]
    found = understand(Sheet("Sheet", even(long)), file="n.csv", answers=Answers({"column.2": "breakdown"}))
    assert found.dimensions == {"shelter": tuple(HOUSES)}
    assert sum(fact.breakdown == (("shelter", "total"),) for fact in found.facts) == 3


def town():
    return REGIONS | {"Town": added({name: REGIONS[name] for name in ("Inner Town", "Outer Town")})}


def test_a_region_within_a_region_is_a_part_of_it_and_is_not_counted_twice():
    found = read(town() | {"England": added(REGIONS)}, head="Region")
    assert {place.name: place.parent for place in found.places if place.parent} == {
        "Inner Town": "Town",
        "Outer Town": "Town",
    }
    assert levels(found)["Inner Town"] == "part of a region"
    assert levels(found)["Town"] == levels(found)["North"] == "region"
    assert whole_of(found.places) == "England"
    (question,) = found.questions
    assert question.text.startswith("The figures of `Town` are the sums of those of Inner Town and Outer Town.")


def test_parts_may_be_called_otherwise_where_many_digits_agree():
    rows = {"A": (70011, 72055, 74122), "B": (41155, 39888, 40233), "C": (90, 87, 88), "D": (9, 8, 8)}
    rows["E"] = added({name: rows[name] for name in ("A", "C")})
    found = read(rows, head="Region")
    assert [place.name for place in found.places if place.parent == "E"] == ["A", "C"]


def test_small_figures_that_add_up_by_chance_are_no_parts():
    rows = {"A": (1, 2, 3), "B": (2, 1, 1), "C": (7, 8, 9), "D": (3, 3, 4), "F": (4, 9, 5)}
    assert all(not place.parent for place in read(rows, head="Region").places)


def test_an_answer_says_that_places_are_no_parts():
    found = read(town(), head="Region", **{"parts.Town": "no"})
    assert all(not place.parent for place in found.places)
    assert found.questions == ()


def test_labels_of_groups_with_most_places_below_them_are_the_groups():
    rows = {"East": (300, 310, 325), "Adams": (200, 200, 210), "Brook": (100, 110, 115)}
    rows |= {"West": (570, 592, 614), "Carter": (261, 270, 280), "Dale": (301, 311, 322), "Elm": (8, 11, 12)}
    rows |= {"Sum": (870, 902, 939)}
    found = read(rows, head="County")
    groups = {"East": "county group", "West": "county group", "Sum": "total"}
    assert levels(found) == dict.fromkeys(rows, "county") | groups
    assert {place.parent for place in found.places} == {"", "East", "West"}
