"""Numbers of the reports that come along, worked out anew from the CSV files alone, and what their traces say."""

import csv
from fractions import Fraction

import pytest

from reportgen.compose import compose
from reportgen.template import Report
from reportgen.trace import Ledger, numbers_of
from reportgen.years import PeriodRange
from tests import shipped
from tests.worlds import ROOT


def rows(name):
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BY_TYPE = [row for row in rows("cases-by-type.csv") if row["preferred"] == "true"]
BY_PLACE = [row for row in rows("cases-by-place.csv") if row["preferred"] == "true"]
STATES = {row["place"] for row in rows("places.csv") if row["level"] == "state"}


def cases(year, status="total", case_type="total"):
    wanted = {"indicator": "cases", "year": str(year), "status": status, "case_type": case_type}
    return next(int(row["value"]) for row in BY_TYPE if wanted.items() <= row.items())


def in_states(year, status="total"):
    """Cases by state, of those that have a figure."""
    asked = {"indicator": "cases", "year": str(year), "status": status}
    found = [row for row in BY_PLACE if row["place"] in STATES and row["value"] and asked.items() <= row.items()]
    return {row["place"]: int(row["value"]) for row in found}


def percent(part, whole):
    return Fraction(100 * part, whole)


def resolved(year, **of):
    return percent(cases(year, "resolved", **of), cases(year, **of))


def resolved_in(place, year):
    return percent(in_states(year, "resolved")[place], in_states(year)[place])


def of_class(low, high):
    return sum(low <= count <= high for count in in_states(2024).values())


LARGEST = sorted(in_states(2024).values())[-3:]
BOTH = in_states(2020).keys() & in_states(2024)
ROSE = sum(in_states(2024)[place] > in_states(2020)[place] for place in BOTH)

ANSWERS = {
    "a level": ("29,568", "key figure", cases(2024), ""),
    "a change": (
        "2.4%", "up 2.4% on 2023", percent(cases(2024) - cases(2023), cases(2023)), "(29,568 − 28,886) ÷ 28,886 × 100",
    ),
    "a difference": ("−214", "cell", cases(2024) - cases(2020), "29,568 − 29,782"),
    "a share": (
        "92.3%", "make up 92.3% of them", percent(cases(2024, case_type="endangered_runaway"), cases(2024)),
        "27,293 ÷ 29,568 × 100",
    ),
    "percentage points": (
        "+3.5", "cell", resolved(2024) - resolved(2023), "(27,033 ÷ 29,568 × 100) − (25,386 ÷ 28,886 × 100)",
    ),
    "a sum": ("7,462", "have 7,462 of", sum(LARGEST), "2,684 + 2,508 + 2,270"),
    "the share of a sum": (
        "25.2%", "have 25.2% of", percent(sum(LARGEST), cases(2024)), "(2,684 + 2,508 + 2,270) ÷ 29,568 × 100",
    ),
    "the end of a range": (
        "98.1%", "and 98.1% (nonfamily", resolved(2024, case_type="nonfamily_abduction"), "102 ÷ 104 × 100",
    ),
    "a count": ("24", "rose in 24 places", ROSE, "how many of 52 figures and 53 figures"),
    "a count of some": ("12", "class: 12 in 1–99", of_class(1, 99), "how many of 53 figures"),
    "a count of what may have no figure": ("54", "each of 54 places", len(STATES), "how many there are"),
    "a value of a chart": ("27,733", "chart", cases(2021), ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def told():
    return told_of(shipped.document("briefing"))


def told_of(document):
    """Each number as printed, where it stands, with its unrounded value and its formula."""
    ledger, found = Ledger(shipped.PACKAGE), []
    printed = [(each, ledger.place_of(each.quantity)) for each in numbers_of(document)]
    values = ledger.as_values()
    for each, place in printed:
        kind, origin = values["numbers"][place].get("origin", ("", 0))
        formula = values["operations"][origin]["symbols"].rpartition(" = ")[0] if kind == "operation" else ""
        around = {"tile": "key figure"}.get(
            each.where.part, each.where.part
        ) + f": {each.before}{each.text}{each.after}"
        found.append((each.text, around, values["numbers"][place]["value"], formula))
    return found


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_number_is_what_the_files_give_by_hand(told, kind):
    text, around, value, formula = ANSWERS[kind]
    found = {each[2:] for each in told if each[0] == text and around in each[1]}
    assert {each[1] for each in found} == {formula}
    assert [each[0] for each in found] == [pytest.approx(float(value), rel=1e-14)]


def test_a_share_of_a_state_and_its_change_are_what_the_files_give_by_hand():
    told = told_of(shipped.document("factsheet", place="TX"))
    value, formula = next(each[2:] for each in told if each[:2] == ("+4.5", "cell: +4.5 pp"))
    assert value == pytest.approx(float(resolved_in("TX", 2024) - resolved_in("TX", 2022)), rel=1e-13)
    assert formula == "(2,351 ÷ 2,508 × 100) − (2,806 ÷ 3,144 × 100)"


def test_a_rank_is_what_the_files_give_by_hand():
    body = "{{ rank_of('cases').rank }} of {{ rank_of('cases').of }}.\n"
    named = {"title": "T", "kicker": "K", "description": "D", "scope": "place"}
    report = Report("rank", ROOT / "templates", body, 6, **named)
    document = compose(
        shipped.PACKAGE, shipped.COMPARISON, report, years=PeriodRange(2020, 2024), place="TX", made=shipped.MADE
    )
    counts = in_states(2024)
    rank = 1 + sum(count > counts["TX"] for count in counts.values())
    assert [(each[0], each[3]) for each in told_of(document)] == [
        (str(rank), "rank of 2,508 among 53 figures"),
        (str(len(counts)), "how many of 53 figures"),
    ]
