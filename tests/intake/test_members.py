"""Members of a breakdown in heads side by side: the title names the breakdown, and one column is the total."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

ROWS = [("Jan", 300, 120, 45), ("Feb", 310, 111, 44), ("Mar", 325, 118, 52)]


def read(named, *, off=0, **answers):
    rows = [[named], [], ["Month", "Hope House", "Harbour Lodge", "St. Brigid", "All shelters"]]
    rows += [[*row, sum(row[1:]) + off] for row in ROWS]
    return understand(Sheet("2023", even(rows)), file="nights.xlsx", answers=Answers({"period": "2023", **answers}))


def test_columns_of_what_the_title_lists_are_members_of_one_breakdown():
    found = read("Shelter nights, by shelter and month")
    assert [measure.title for measure in found.measures] == ["Shelter nights"]
    assert found.dimensions == {"shelter": ("Hope House", "Harbour Lodge", "St. Brigid")}
    figures = {(fact.period, fact.breakdown): int(fact.value) for fact in found.facts}
    assert figures["2023-02", (("shelter", "Hope House"),)] == 310
    assert figures["2023-02", (("shelter", "total"),)] == 465
    assert sum(found.account.cells.values()) == 12
    assert [proof.holds for proof in found.proofs] == [True]


@pytest.mark.parametrize(("title", "off"), [("Shelter nights", 0), ("Shelter nights, by shelter and month", 9)])
def test_without_a_title_that_says_so_or_without_sums_each_column_is_a_measure_of_its_own(title, off):
    found = read(title, off=off)
    assert len(found.measures) == 4
    assert found.dimensions == {}


def test_a_title_that_was_answered_lists_nothing():
    assert len(read("Shelter nights", title="Shelter nights, by shelter").measures) == 4


@pytest.mark.parametrize("head", ["St. Brigid", "Bills paid", "Covid"])
def test_figures_under_a_head_that_ends_as_a_code_would_are_figures(head):
    rows = [["Month", "Hope House", head], *([month, first, last] for month, first, _, last in ROWS)]
    found = understand(Sheet("2023", even(rows)), file="nights.xlsx", answers=Answers({"period": "2023"}))
    assert [column.role.value for column in found.columns][1:] == ["figures", "figures"]
