"""Numbers beside percentages: the sizes of samples, or what the percentages are shares of."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.understanding import understand
from reportgen.intake.written import package_files

SURVEY = "Group,Category,{n} 2021,% 2021,{n} 2023,% 2023\nSex,Female,1262,77.9,1330,73.6\nSex,Male,1190,84.9,1231,84.0\nAge,11-13,840,86.0,902,83.1\n"  # noqa: E501


def read(tmp_path, text, **answers):
    path = tmp_path / "safe.csv"
    path.write_text(text, encoding="utf-8")
    return understand(read_sheets(path)[0], file=path.name, answers=Answers(answers))


def role(found, head):
    return next(column.role.value for column in found.columns if column.head == head)


@pytest.mark.parametrize("head", ["Base", "Respondents", "Unweighted base", "Sample size", "base (unweighted)"])
def test_numbers_whose_head_says_so_are_the_sizes_of_samples_and_no_headline(tmp_path, head):
    found = read(tmp_path, SURVEY.format(n=head))
    assert (role(found, f"{head} 2021"), role(found, "% 2021")) == ("sample size", "figures")
    rows = package_files(found, organisation="", source="safe.csv")["indicators.csv"].decode().splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["key", "true", "false"]


@pytest.mark.parametrize("note", ["n = unweighted number of respondents.", "n: base of the survey"])
def test_a_bare_n_is_what_a_note_says(tmp_path, note):
    found = read(tmp_path, SURVEY.format(n="n") + f"\n{note}\n")
    assert role(found, "n 2023") == "sample size"
    assert not [question for question in found.questions if question.key.startswith("column")]


def test_a_bare_n_without_a_note_is_asked_about(tmp_path):
    found = read(tmp_path, SURVEY.format(n="n"))
    assert role(found, "n 2023") == "sample size"
    assert [question.key for question in found.questions if question.key.startswith("column")] == [
        "column.3",
        "column.5",
    ]


def test_numbers_of_which_percentages_are_the_shares_are_figures(tmp_path):
    # 38 of 70, 25 of 56, 57 of 117 children
    found = read(tmp_path, "Agency,N 2024,% 2024\nAlder,38,54.3\nBirch,25,44.6\nCypress,57,48.7\nDale,37,32.5\n")
    assert role(found, "N 2024") == "figures"


def test_respondents_without_percentages_are_counted(tmp_path):
    assert (
        role(read(tmp_path, "County,Year,Respondents\nAdams,2022,41\nBrook,2022,52\nAdams,2023,43\n"), "Respondents")
        == "figures"
    )


def test_a_limit_leads_to_its_own_cell(tmp_path):
    text = "Group,% 2023,95% CI lower 2023,95% CI upper 2023\nGirls,73.6,71.0,76.1\nBoys,84.0,81.8,86.1\n"
    rows = package_files(read(tmp_path, text), organisation="", source="safe.csv")["figures.csv"].decode().splitlines()
    places = {row.split(",")[3]: row for row in rows}
    assert all(
        f"line 2, column {letter}" in places[value] for value, letter in (("73.6", "B"), ("71.0", "C"), ("76.1", "D"))
    )
