"""Labels that are said once for several rows, with rows of totals between them and below."""

import pytest

from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

HEADS = ["Programme", "Region", "2023", "2024"]
MEALS = [["Meals", "North", 11, 12], [None, "South", 21, 23], [None, "Coast", 5, 7]]
CAMPS = [["Camps", "North", 31, 34], [None, "South", 41, 45], [None, "Coast", 8, 9]]
TOTAL = ["Total", None, 117, 130]


def read(*rows, heads=HEADS):
    return understand(Sheet("Sheet", even([list(row) for row in (heads, *rows)])), file="reached.xlsx")


def figures_of(found, period="2024"):
    return {
        (dict(fact.breakdown)["programme"], fact.place): int(fact.value)
        for fact in found.facts
        if fact.period == period
    }


def is_asked(found, key):
    return key in {question.key for question in found.questions}


EACH = {
    ("Meals", "North"): 12, ("Meals", "South"): 23, ("Meals", "Coast"): 7,
    ("Camps", "North"): 34, ("Camps", "South"): 45, ("Camps", "Coast"): 9,
}  # fmt: skip


def test_a_last_row_of_totals_does_not_end_the_carrying_of_labels():
    found = read(*MEALS, *CAMPS, TOTAL)
    assert figures_of(found) == EACH | {("total", "total"): 130}
    assert [place.level for place in found.places if place.code == "total"] == ["total"]
    assert not any(is_asked(found, key) for key in ("clash", "unnamed.Region"))


def test_the_total_of_all_groups_is_of_the_total_within_each():
    within = [[None, "Subtotal", 37, 42], [None, "Subtotal", 80, 88]]
    found = read(*MEALS, within[0], *CAMPS, within[1], TOTAL)
    totals = {("Meals", "Subtotal"): 42, ("Camps", "Subtotal"): 88, ("total", "Subtotal"): 130}
    assert figures_of(found) == EACH | totals
    filled = [["Meals", *row[1:]] for row in (*MEALS, within[0])] + [["Camps", *row[1:]] for row in (*CAMPS, within[1])]
    assert figures_of(read(*filled, TOTAL)) == EACH | totals


@pytest.mark.parametrize("label", ["Subtotal", "Sub-total", "Zwischensumme", "Total {group}", "{group} total", "Total"])
def test_a_total_in_the_column_of_groups_is_of_the_group_above_it(label):
    sums = [[label.format(group="Meals"), None, 37, 42], [label.format(group="Camps"), None, 80, 88]]
    found = read(*MEALS, sums[0], *CAMPS, sums[1], TOTAL, heads=["Programme", "Ages", "2023", "2024"])
    by_members = {tuple(dict(fact.breakdown).values()): fact.value for fact in found.facts if fact.period == "2024"}
    assert by_members["Meals", "total"] == 42
    assert by_members["Camps", "total"] == 88
    assert by_members["total", "total"] == 130
    assert not is_asked(found, "clash")


@pytest.mark.parametrize("subtotals", [True, False])
def test_a_total_below_the_labels_within_the_last_group_is_that_of_all(subtotals):
    within = ([None, "Total", 37, 42], [None, "Total", 80, 88]) if subtotals else ()
    found = read(*MEALS, *within[:1], *CAMPS, *within[1:], [None, "Total", 117, 130])
    assert figures_of(found)["total", "Total"] == 130
    assert figures_of(found).get(("Camps", "Total")) == (88 if subtotals else None)
