"""Signs of notes in heads and labels: they make no other shape, and lead to what the notes say."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.extent import column_heads, find_extent
from reportgen.intake.joined import left_out, together
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.signs import without_signs
from reportgen.intake.understanding import understand

NOTES = {"1": "From 2024 people are counted once.", "*": "Without Harbour."}


def sheet_of(*rows, name="Sheet"):
    return Sheet(name, even([list(row) for row in rows]), how={"form": "workbook"})


def read(sheet):
    extent = find_extent(sheet)
    found = without_signs(sheet, extent)
    return [" ".join(words) for words in column_heads(found, extent)], found


@pytest.mark.parametrize(
    ("head", "note"),
    [("2024 1)", "1) {}"), ("2024 (1)", "(1) {}"), ("2024¹", "1 {}"), ("2024 [note 1]", "[note 1] {}"),
     ("2024 1/", "1/ {}"), ("2024*", "* {}"), ("2024 *", "*{}"), ("2024 a)", "a) {}")],
)  # fmt: skip
def test_a_note_is_tied_to_the_head_that_has_its_sign(head, note):
    heads, found = read(
        sheet_of(["Region", "2023", head], ["North", 11, 12], ["South", 21, 23], [note.format(NOTES["1"])])
    )
    assert heads == ["Region", "2023", "2024"]
    (remark,) = found.remarks
    assert remark.text == NOTES["1"]
    assert (remark.is_of(1, 2), remark.is_of(1, 1)) == (True, False)


def test_a_note_on_a_head_over_several_columns_is_about_all_of_them():
    rows = [["Region", 2023, None, "2024 1)", None], [None, "Girls", "Boys", "Girls", "Boys"], ["North", 1, 2, 3, 4]]
    _, found = read(sheet_of(*rows, [f"1) {NOTES['1']}"]))
    assert found.remarks[0].columns == {3, 4}


def test_a_note_is_tied_to_the_rows_of_a_label():
    rows = [
        ["Region", "Year", "People"],
        ["North", 2023, 11],
        ["South *", 2023, 12],
        [None, 2024, 13],
        ["East", 2023, 5],
    ]
    _, found = read(sheet_of(*rows, ["* Without Harbour."]))
    assert found.rows[2][0] == "South"
    assert found.remarks[0].rows == {2, 3}


@pytest.mark.parametrize("head", ["Rate (per 1,000)", "Area (km²)", "Grade (1)", "Cases (see note 1)", "m³", "Under 5"])
def test_what_is_no_sign_of_a_note_stays(head):
    heads, _ = read(sheet_of(["Region", head], ["North", 11], ["South", 21]))
    assert heads[1] == head


def years(*heads, note="* Without Harbour."):
    return [
        sheet_of(["District", "Referrals", head, "Nights"], ["Ash", year, year - 2000, 5], ["Elm", year + 1, 9, 6],
                 *([[], [note]] if head.endswith(("*", ")")) else []), name=str(year))
        for year, head in zip((2021, 2022, 2023), heads, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Housed*", "Housed *", "Housed 1)", "Housed [note 1]"])
def test_a_sheet_whose_head_has_the_sign_of_a_note_is_read_with_the_others(head):
    found = together(years("Housed", head, "Housed"))
    assert {row[-1] for row in found.rows[1:] if row[0] in ("Ash", "Elm")} == {"2021", "2022", "2023"}
    assert not left_out(found)
    if "*" in head:
        (remark,) = found.remarks
        assert {found.rows[row][-1] for row in remark.rows} == {"2022"}
        assert remark.columns == {2}


def test_a_sheet_of_the_family_that_is_left_out_is_asked_about():
    found = understand(together(years("Housed", "Homes", "Housed")), file="returns.xlsx")
    (question,) = [one for one in found.questions if one.key.startswith("sheet.")]
    assert question.key == "sheet.2022"
    assert "has `Homes` and no `Housed`" in question.text


HOSPITALS = [
    ["County", 2021, 2022, 2023], ["Allen", 13, 11, 15], ["Franklin", 214, 198, 187], ["Hamilton", 139, "(2)", 128],
    [None], ["(1) Residents of the county."], ["(2) Not reported because of incomplete data from one hospital."],
]  # fmt: skip
ACCOUNTS = [
    ["Fund", 2022, 2023, 2024], ["General", "120", "(35)", "14"], ["Reserve", "(2)", "10", "12"],
    ["Building", "18", "9", "(7)"], [None], ["(2) Restated."],
]  # fmt: skip


def test_a_number_in_brackets_that_a_note_explains_is_its_sign_and_no_figure_below_zero():
    found = understand(sheet_of(*HOSPITALS), file="hospitals.xlsx")
    (hidden,) = [fact for fact in found.facts if fact.printed == "(2)"]
    assert (hidden.value, hidden.status, hidden.said) == (
        None, "O", "Not reported because of incomplete data from one hospital.",
    )  # fmt: skip
    assert (found.measures[0].unit.kind, found.account.cells["`(2)`"]) == ("count", 1)
    assert found.questions == ()


def test_one_whose_note_does_not_say_why_there_is_no_figure_is_asked_about():
    rows = [*HOSPITALS[:-1], ["(2) See the annual report of the hospital."]]
    found = understand(sheet_of(*rows), file="hospitals.xlsx")
    assert [question.key for question in found.questions] == ["mark.(2)"]


def test_among_other_numbers_in_brackets_it_is_below_zero_unless_somebody_says_otherwise():
    found = understand(sheet_of(*ACCOUNTS), file="funds.xlsx")
    assert ("mark.(2)", "a figure below zero") in [(question.key, question.taken) for question in found.questions]
    assert [fact.value for fact in found.facts if fact.printed == "(2)"] == [-2]
    answers = Answers({"mark.(2)": "not available"})
    found = understand(sheet_of(*ACCOUNTS), file="funds.xlsx", answers=answers)
    assert [(fact.value, fact.status) for fact in found.facts if fact.printed == "(2)"] == [(None, "O")]
