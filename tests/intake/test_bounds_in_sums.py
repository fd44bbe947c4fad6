"""A figure of which only a bound is given proves no sum and disproves none that one of its values makes hold."""

from decimal import Decimal

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.proofs import least_difference
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand
from reportgen.measure import Qualifier

HEADS = ["Shelter", "Rooms", "Flats", "All"]
ROWS = [["Oak", 22, "<5", 26], ["Elm", 31, 12, 43], ["Ash", 18, 15, 33], ["Fir", 25, 11, 36], ["Total", 96, 42, 138]]


def read(rows, heads=HEADS):
    sheet = Sheet("Sheet", even([list(heads), *map(list, rows)]))
    return understand(sheet, file="small.xlsx", answers=Answers({"period": "2024", "title": "Guests"}))


def proof(rows):
    (found,) = [each for each in read(rows).proofs if not each.dimension]
    return found


def test_a_sum_that_a_count_under_5_leaves_room_for_holds_and_is_no_case_of_it():
    found = proof(ROWS)
    assert (found.operands, found.held, found.holds) == ("rooms + flats", 4, True)


@pytest.mark.parametrize(("total", "by"), [(21, -1), (22, 0), (26, 0), (27, 1), (30, 4)])
def test_a_sum_fails_by_what_no_count_under_5_makes_good(total, by):
    failed = proof([["Oak", 22, "<5", total], *ROWS[1:]]).failed
    assert [(fact.value, each) for fact, each in failed] == ([(total, by)] if by else [])


def test_bounds_alone_prove_no_sum():
    rows = [["Oak", 22, "<5", 26], ["Elm", "<5", 31, 33], ["Ash", 18, 15, 33]]
    assert [each for each in read(rows).proofs if not each.dimension] == []


@pytest.mark.parametrize(
    ("qualifier", "total", "by"),
    [
        (Qualifier.LESS_THAN, 104, 0),
        (Qualifier.LESS_THAN, 105, 1),
        (Qualifier.MORE_THAN, 105, -1),
        (Qualifier.MORE_THAN, 106, 0),
        (Qualifier.MORE_THAN, 900, 0),
        (Qualifier.AT_LEAST, 105, 0),
        (Qualifier.AT_LEAST, 104, -1),
        (Qualifier.ABOUT, 106, 0),
        (Qualifier.EXACT, 106, 1),
    ],
)
def test_a_part_of_which_a_bound_is_given_reaches_as_far_as_its_words_say(qualifier, total, by):
    exact = (Decimal(100), Qualifier.EXACT)
    assert least_difference((Decimal(total), Qualifier.EXACT), [exact, (Decimal(5), qualifier)]) == by


def test_a_total_may_be_a_bound_itself():
    parts = [(Decimal(2), Qualifier.EXACT), (Decimal(1), Qualifier.EXACT)]
    assert least_difference((Decimal(5), Qualifier.LESS_THAN), parts) == 0
    assert least_difference((Decimal(3), Qualifier.LESS_THAN), parts) == -1


def test_no_total_is_added_up_from_a_bound():
    rows = [["Oak", "girls", 22], ["Oak", "boys", "<5"], ["Elm", "girls", 31], ["Elm", "boys", 12]]
    found = read(rows, ["Shelter", "Sex", "Guests"])
    totals = {fact.place: fact.value for fact in found.facts if dict(fact.breakdown).get("sex") == "total"}
    assert list(totals.values()) == [43]
