"""Sheets of one shape whose titles name different things, or different units, are measures of their own."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.joined import together
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.subjects import subjects_of
from reportgen.intake.understanding import understand


def sheet_of(name, titles, *figures):
    heads = [["FIPS", "County", 2022, 2023]]
    body = [
        [code, place, *pair]
        for code, place, pair in zip(("39003", "39049"), ("Allen", "Franklin"), figures, strict=True)
    ]
    return Sheet(name, even([*([title] for title in titles), [None], *heads, *body]), how={"form": "workbook"})


INJURIES = sheet_of("Injury (n)", ["Injuries, age 0-17", "Number"], (11, 15), (198, 187))
RATES = sheet_of(
    "Injury (rate)", ["Injuries, age 0-17", "Rate per 100,000 population under 18"], (46.2, 63.3), (59.8, 56.1)
)
POVERTY = sheet_of("Poverty", ["Children in poverty", "Percent of children under 18"], (18.9, 18.1), (20.2, 19.7))


def read(*sheets, **answers):
    return understand(together(sheets), file="indicators.xlsx", answers=Answers(answers))


def test_titles_and_units_above_the_sheets_are_the_measures():
    found = read(INJURIES, RATES, POVERTY)
    assert [(one.title, str(one.unit)) for one in found.measures] == [
        ("Injuries, age 0-17 (Number)", "count"),
        ("Injuries, age 0-17 (Rate per 100,000 population under 18)", "rate per 100,000 population under 18"),
        ("Children in poverty", "percent"),
    ]  # fmt: skip
    assert [question.key for question in found.questions] == ["column.5"]
    assert sum(found.account.rows.values()) == 2 * 3 + 1 + 2 + 3 * 3 + 1 - 1  # bodies, heads, blanks and titles


def test_units_alone_part_measures_below_a_common_title():
    found = read(INJURIES, RATES)
    assert [str(one.unit) for one in found.measures] == ["count", "rate per 100,000 population under 18"]


def test_that_the_sheets_are_parts_of_one_measure_can_be_answered():
    found = read(INJURIES, POVERTY, **{"column.5": "breakdown", "column.6": "not used"})
    assert len(found.measures) == 1


@pytest.mark.parametrize(
    ("names", "titles"),
    [(("Oak", "Elm"), ("Visits at Oak Clinic", "Visits at Elm Clinic")), (("Allen", "Lucas"), ("Visits", "Visits")),
     (("2022", "2023"), ("Visits, 2022", "Visits, 2023")), (("Ohio", "Utah"), ("Care in Ohio", "Utah, foster homes"))],
)  # fmt: skip
def test_sheets_of_places_or_years_measure_the_same(names, titles):
    assert subjects_of({name: [title] for name, title in zip(names, titles, strict=True)}) == {}
