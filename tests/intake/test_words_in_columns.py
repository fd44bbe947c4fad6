"""Words in place of some figures make no other column of one whose head is a period among others."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.understanding import understand


def read(tmp_path, text, **answers):
    path = tmp_path / "calls.csv"
    path.write_text(text, encoding="utf-8")
    return understand(read_sheets(path)[0], file=path.name, answers=Answers(answers))


def roles(found):
    return [column.role.value for column in found.columns]


@pytest.mark.parametrize("word", ["TBC", "closed", "n/r", "see note"])
@pytest.mark.parametrize(
    "figures", [(41, 38, 44, 52, 55, 49, 33, 29, 31), (312, 339, 351, 488, 530, 497, 120, 99, 118)]
)
def test_one_word_among_the_figures_of_a_year_is_asked_about(tmp_path, word, figures):
    cells = [str(figure) for figure in figures]
    cells[7] = word
    rows = (
        f"{name},{','.join(cells[start : start + 3])}\n" for name, start in (("East", 0), ("West", 3), ("South", 6))
    )
    found = read(tmp_path, "Clinic,2022,2023,2024\n" + "".join(rows))
    assert roles(found) == ["place", "figures", "figures", "figures"]
    assert ("cell.line 4, column C", True) in [(asked.key, word in asked.text) for asked in found.questions]


def test_a_word_in_all_rows_of_a_year_is_asked_about(tmp_path):
    found = read(tmp_path, "County,2022,2023,2024\nAdams,312,TBC,351\nBrook,488,TBC,497\nCedar,120,TBC,118\n")
    assert roles(found) == ["place", "figures", "figures", "figures"]
    assert found.account.lines()[1] == "cells read 9 = 6 figures + 3 `TBC`"
    assert [question.key for question in found.questions] == ["mark.TBC"]


def test_two_years_each_with_a_word_are_figures(tmp_path):
    found = read(tmp_path, "County,2022,2023\nAdams,31,closed\nBrook,closed,53\nCedar,12,14\n")
    assert roles(found) == ["place", "figures", "figures"]


def test_what_is_said_of_each_year_in_words_is_no_figure(tmp_path):
    found = read(
        tmp_path,
        "County,2022 cases,2023 cases,2022 status,2023 status\nAdams,31,32,open,closed\nBrook,52,53,open,open\n",
    )
    assert roles(found)[1:3] == ["figures", "figures"]
    assert "figures" not in roles(found)[3:]
