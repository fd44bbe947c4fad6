"""A row whose name says that it stands for all others is the whole, also of rates and medians, which have no sums."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.gazetteers import is_over_all
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand


def read(*rows, **answers):
    sheet = Sheet("Rates", even([list(row) for row in rows]), how={"form": "workbook"})
    return understand(sheet, file="rates.xlsx", answers=Answers(answers))


def whole(found):
    return [place.name for place in found.places if place.level == "total"]


RATES = (["Infant deaths per 1,000 births"], ["County", "2021", "2022"], ["Benton", 5.2, 5.6], ["Carver", 4.1, 3.9],
         ["Dodge", 7.8, 7.1])  # fmt: skip


@pytest.mark.parametrize(
    "name", ["State", "Statewide", "All counties", "All counties (median)", "Median of all counties"]
)
def test_the_rate_of_all_is_that_of_the_whole_and_is_asked_about(name):
    found = read(*RATES, [name, 5.4, 5.3])
    assert whole(found) == [name]
    if name != "Statewide" and not name.startswith("All counties"):
        (asked,) = [question for question in found.questions if question.key == "total"]
        assert (asked.taken, asked.choices) == (name, (name, "none"))
        assert "no sums of theirs" in asked.more
    assert whole(read(*RATES, [name, 5.4, 5.3], total="none")) == []


def test_what_is_more_than_all_together_is_no_whole_of_them():
    counts = [["Children", ""], ["County", "2021", "2022"], ["Benton", 52, 56], ["Carver", 41, 39], ["Dodge", 78, 71]]
    assert whole(read(*counts, ["Statewide", 1710, 1660])) == []
    assert whole(read(*counts, ["Statewide", 168, 160])) == ["Statewide"], "some are counted in two counties"


@pytest.mark.parametrize(
    ("name", "others", "is_whole"),
    [("England", ("Barnet", "Leeds"), True), ("Spain", ("Chile", "Peru"), False), ("State Line", ("A", "B"), False),
     ("Average", ("A", "B"), True), ("Meanwood", ("A", "B"), False), ("North", ("South", "West"), False)],
)  # fmt: skip
def test_a_name_says_that_it_stands_for_all_others(name, others, is_whole):
    assert is_over_all(name, (name, *others)) is is_whole
