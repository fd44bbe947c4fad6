"""Subtotals of quarters and years between months: measures of their own, tested against what lies within them."""

import csv
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from reportgen.cli import run
from reportgen.cli.asking import answers_to
from reportgen.intake.asking import _role_parting
from reportgen.intake.found import Question
from reportgen.intake.moments import subtotal
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def log(**wrong):
    """Return rows of a log of calls by month as offices keep it: the year once, sums of quarters, years and all."""
    rows = [["Helpline, contacts by month"], ["Year", "Month", "Calls", "Avg. wait (min)"]]
    for year, base in ((2023, 300), (2024, 350)):
        counts = [base + 7 * month for month in range(12)]
        for month, (name, count) in enumerate(zip(MONTHS, counts, strict=True)):
            rows.append([year if not month else None, name, count, 2.5 + month / 10])
            if month % 3 == 2:
                rows.append([None, f"Q{month // 3 + 1} subtotal", sum(counts[month - 2 : month + 1]), None])
        rows.append([None, f"Total {year}", sum(counts), None])
    rows.append(["Grand total", None, sum(row[2] for row in rows[2:] if str(row[1]).startswith("Total")), None])
    for cell, value in wrong.items():
        rows[int(cell[1:]) - 1]["ABCD".index(cell[0])] = value
    return rows


def read(rows):
    return understand(Sheet("Log", even(rows), how={"form": "workbook"}), file="log.xlsx")


def test_months_with_the_year_written_once_and_subtotals_between_them_are_read_unasked():
    found = read(log())
    assert [column.role.value for column in found.columns] == ["period", "part of the period", "figures", "figures"]
    assert not [question for question in found.questions if question.key != "publisher"]
    assert [measure.identifier for measure in found.measures] == [
        "calls",
        "avg_wait_min",
        "calls_quarter",
        "calls_year",
    ]
    assert {fact.period: int(fact.value) for fact in found.facts if fact.measure == "calls_year"} == {
        "2023": 4062, "2024": 4662,
    }  # fmt: skip
    assert found.account.lines()[0].startswith("rows read 37 = 34 with figures + 1 total over all periods")


def test_a_quarter_that_is_not_the_sum_of_its_months_is_told_with_its_cell():
    told = {proof.indicator: proof for proof in read(log(C6=1021)).proofs}
    assert [(fact.row, fact.column, by) for fact, by in told["calls_quarter"].failed] == [(5, 2, 100)]
    assert told["calls_year"].holds


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """Make a project of rows, with answers at a terminal; returns what `new` said."""
    monkeypatch.chdir(tmp_path)

    def make(rows, *answers):
        with Path("log.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
        left = list(answers)
        monkeypatch.setattr(import_module("reportgen.cli.new"), "may_ask", lambda: bool(answers))

        def ask(text, **_):
            return "not named" if text.startswith("Whose figures") else left.pop(0)

        monkeypatch.setattr("typer.prompt", ask)
        code = run(
            ["new", "out", "--from", "log.csv", "--title", "Calls of the helpline", *([] if answers else ["--yes"])]
        )
        assert code == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return make


def test_check_names_a_quarter_that_is_not_the_sum_of_its_months(project, monkeypatch, capsys):
    project(log(C6=1021))
    monkeypatch.chdir("out")
    assert run(["check"]) != 0
    assert "calls-quarter-periods: Q1 2023: what lies within it adds up to 921, found 1,021" in capsys.readouterr().out


def test_the_briefing_tells_of_months_that_have_sums_of_years_the_years(project, monkeypatch):
    project(log())
    monkeypatch.chdir("out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    text = " ".join(next(Path("build").glob("*.txt")).read_text().split())
    assert "In 2024, the number of calls (year) was 4,662, compared with 4,062 in 2023: a rise of 14.8%." in text


@pytest.mark.parametrize(
    ("text", "period"),
    [("Q1 subtotal", "2023-Q1"), ("Sub-total Q2", "2023-Q2"), ("Total 2023", "2023"), ("Year total", "2023"),
     ("Summe Q3", "2023-Q3"), ("Total 2022", ""), ("Total", ""), ("Q1", ""), ("March", "")],
)  # fmt: skip
def test_a_subtotal_says_of_what_it_is_the_sum(text, period):
    assert subtotal("2023", text) == period


@pytest.mark.parametrize("head", ["Phone", "E-mail"])
def test_contacts_by_phone_and_by_letter_are_figures(head):
    rows = [["Contacts by channel"], ["Year", head, "Chat"], [2022, 389, 53], [2023, 402, 61], [2024, 377, 80]]
    assert [column.role.value for column in read(rows).columns] == ["period", "figures", "figures"]


# -- at the terminal ------------------------------------------------------------------------------------------------

REMARKS = [
    ["Year", "Remark", "Calls"], [2023, "fair in the town hall", 301], [2023, "night line, trial", 58],
    [2023, "open day", 77], [2024, "fair by the lake", 322], [2024, "night line", 64], [2024, "open evening", 81],
]  # fmt: skip


def test_what_parts_rows_is_offered_and_taken_as_it_is_written(project):
    out = project(REMARKS, "soon", '"column.2" = "breakdown"', "no")
    assert 'An answer such as `"column.2" = "breakdown"` says which column does.' in out
    assert "`soon` is none of the answers" in out
    recipe = tomllib.loads(Path("out/intake.toml").read_text())
    assert recipe["answers"]["column.2"] == "breakdown"
    assert "clash" not in recipe["answers"]


def test_after_an_answer_to_what_a_column_is_no_question_of_the_old_reading_is_asked(monkeypatch):
    left = ["breakdown", "<"]
    monkeypatch.setattr("typer.prompt", lambda *_, **__: left.pop(0))
    questions = [Question("column.2", "Is it a note?", "note", ("note", "breakdown")), Question("clash", "What?", "")]
    assert answers_to(questions) == {"column.2": "breakdown"}
    assert answers_to(questions[1:], may_go_back=True) is None, "leads back to what was asked before"


def test_months_with_sums_of_quarters_are_never_offered_as_a_breakdown():
    months = ["Jan", "Feb", "Mar", "Q1 subtotal"]
    assert _role_parting(months) == "part of the period"
    assert _role_parting(["North", "South", "Coast subtotal", "Total"]) == ""
    assert _role_parting(["North", "South", "Total"]) == "breakdown"
