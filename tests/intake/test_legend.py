"""What the notes below a table say of the signs that stand in place of figures."""

import pytest

from reportgen.cli.asking import HELP
from reportgen.intake.legend import legend_of
from reportgen.intake.numerals import MEANINGS
from tests.intake.test_understanding import read


@pytest.mark.parametrize(
    ("note", "legend"),
    [
        ("– no data    n/a not available", {"–": "O", "n/a": "O"}),
        ("- no data", {"-": "O"}),
        (". = not applicable; s: suppressed", {".": "M", "s": "Q"}),
        ("Z  Represents or rounds to zero.", {"Z": "N"}),
        ("- not all counties report", {}),
    ],
)
def test_a_note_says_what_signs_mean_also_several_in_a_line(note, legend):
    assert legend_of([note]) == legend


def test_a_sign_that_a_note_explains_is_not_asked_about(tmp_path):
    rows = "county,2022,2023\nAdams,4,–\nDale,–,7\nTotal,4,7\n"
    asked = [each.key for each in read(tmp_path, rows).questions]
    told = [each.key for each in read(tmp_path, f"{rows}\n– no data    n/a not available\n").questions]
    assert ("mark.–" in asked, "mark.–" in told) == (True, False)


def test_answers_about_a_sign_are_those_that_it_can_have_the_likeliest_first(tmp_path):
    found = read(tmp_path, "county,2022,2023\nAdams,4,–\nDale,–,7\nTotal,4,7\n")
    (question,) = (each for each in found.questions if each.key == "mark.–")
    assert question.choices[0] == question.taken == MEANINGS["O"]
    assert len(question.choices) == 5
    assert "line 2, column C, line 3, column B" in question.more, f"`{HELP}` names the cells"
