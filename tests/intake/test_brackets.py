"""Two figures in one cell: what the second is, in brackets, is said by heads, signs or lines, or asked about."""

from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.understanding import understand

CALLS = "County,Calls,Chats\nAdams,130 (134),163 (280)\nBrown,125 (102),115 (219)\nClark,224 (145),274 (243)\n"
PLACED = "Agency,{head}\nAlder,38 (54.3)\nBirch,25 (44.6)\nCypress,57 (48.7)\n"


def read(tmp_path, text, **answers):
    path = tmp_path / "calls.csv"
    path.write_text(text, encoding="utf-8")
    given = Answers({key.replace("__", "."): answer for key, answer in answers.items()})
    return understand(read_sheets(path)[0], file=path.name, answers=given)


def values(found, **wanted):
    return [fact.value for fact in found.facts if all(getattr(fact, name) == value for name, value in wanted.items())]


def test_a_title_says_of_which_year_the_figures_in_brackets_are(tmp_path):
    found = read(tmp_path, f'"Calls and chats by county, 2024 (2023 in brackets)",,\n{CALLS}')
    assert values(found, measure="calls", period="2023") == [134, 102, 145]
    assert values(found, measure="chats", period="2024") == [163, 115, 274]
    assert found.title == "Calls and chats by county, 2024"


def test_a_head_says_what_stands_in_brackets(tmp_path):
    found = read(tmp_path, PLACED.format(head="Girls (%) 2024"))
    assert [(one.title, one.unit.kind) for one in found.measures] == [("Girls", "count"), ("Girls, %", "percent")]


def test_the_standard_errors_that_a_note_names_are_not_used(tmp_path):
    found = read(tmp_path, PLACED.format(head="Girls 2024") + "\nStandard errors in parentheses.\n")
    assert [column.role.value for column in found.columns] == ["place", "figures", "not used"]


def test_what_nothing_says_is_asked_about_and_can_be_answered(tmp_path):
    found = read(tmp_path, CALLS, period="2024")
    assert [column.role.value for column in found.columns] == ["place", "figures", "not used", "figures", "not used"]
    assert [question.key for question in found.questions] == ["column.3", "column.5"]
    found = read(tmp_path, CALLS, period="2024", column__3="figures", column__5="figures")
    assert len(found.measures) == 4


def test_numbers_in_brackets_that_lead_to_notes_are_signs(tmp_path):
    rows = "Adams,130 (1)\nBrown,125 (2)\nClark,224 (1)\n"
    found = read(tmp_path, f"County,Calls 2024\n{rows}\n(1) Without chats.\n(2) Estimated.\n")
    assert values(found) == [130, 125, 224]
    assert len(found.columns) == 2
