"""`reportgen check`, and what a build does when checks fail."""

import csv
import io
import json
import re

import pytest

import reportgen.audit
from reportgen.audit import audit
from reportgen.cli import run
from tests.packages import make_package, observation
from tests.worlds import make_world

SUM = {
    "identity": "cases-by-status",
    "kind": "sum",
    "indicator": "cases",
    "dimension": "status",
    "operands": "",
    "tolerance": "",
    "description": "Cases add up over their status",
}


def rows(total, active, resolved):
    values = {"total": total, "active": active, "resolved": resolved}
    return [observation(value, year=2020, status=status) for status, value in values.items()]


@pytest.fixture
def check(tmp_path, capsys):
    """Run `reportgen check` on a package with three figures; return exit code and output."""

    def run_check(*figures, form="table"):
        make_package(tmp_path / "data", rows(*figures), identities=[SUM])
        code = run(["check", "--data", str(tmp_path / "data"), "--format", form])
        return code, capsys.readouterr().out

    return run_check


def test_a_sum_that_holds_is_counted_and_the_exit_code_is_zero(check):
    code, out = check(300, 100, 200)
    assert (code, out.splitlines()[-1]) == (0, "everything holds or is explained")
    assert "cases-by-status     1          0       0         0            0" in out


def test_a_sum_that_fails_is_named_with_its_place_and_the_exit_code_is_three(check):
    code, out = check(301, 100, 200)
    assert (code, out.splitlines()[-1]) == (
        3,
        "1 is not explained: correct what is wrong, or say in `exceptions.csv` why it is so",
    )
    assert "Failed\n" in out
    assert "figures.csv:2: cases-by-status: " in out


def test_of_a_sum_that_fails_in_many_rows_the_first_are_told_and_how_many_more(tmp_path, capsys):
    parts = {"total": 9, "active": 1, "resolved": 2}
    years = range(1990, 2020)
    figures = [observation(value, year=year, status=status) for year in years for status, value in parts.items()]
    make_package(tmp_path / "data", figures, identities=[SUM])
    assert run(["check", "--data", str(tmp_path / "data")]) == 3
    said = capsys.readouterr().out
    assert said.count(": cases-by-status: ") == 20
    assert "    and 10 more; `--format csv` lists them all\n" in said


def test_json_has_one_record_for_each_check(check):
    code, out = check(301, 100, 200, form="json")
    records = [record for record in json.loads(out) if record["identity"] == "cases-by-status"]
    assert (code, len(records)) == (3, 1)
    assert (records[0]["outcome"], records[0]["difference"]) in (("failed", 1.0), ("failed", -1.0))


def test_csv_has_one_row_for_each_check(check):
    _, out = check(300, 100, 200, form="csv")
    records = list(csv.DictReader(io.StringIO(out)))
    assert [record["outcome"] for record in records if record["identity"] == "cases-by-status"] == ["passed"]


def test_an_unknown_form_offers_the_nearest(capsys):
    assert run(["check", "--format", "jsno"]) == 2
    assert "hint: did you mean `json`?" in capsys.readouterr().err


@pytest.fixture
def failing_world(tmp_path):
    world = make_world(tmp_path)
    figures = [row for year in (2020, 2021, 2022) for row in rows(301, 100, 200) if row.update(year=year) is None]
    for row in figures:
        row["source"] = f"report-{row['year']}"
    make_package(world.data, figures, identities=[SUM])
    return world


def test_a_build_refuses_figures_whose_checks_fail(failing_world, capsys):
    assert failing_world.build("note", "--format", "txt") == 3
    assert "checks of the data failed\nhint: `reportgen check` shows them" in capsys.readouterr().err
    assert failing_world.files() == []


def test_a_draft_is_made_of_them_on_request_and_says_so(failing_world):
    assert failing_world.build("note", "--format", "txt", "--allow-failing-checks") == 0
    text = (failing_world.out / "note-2020-2022.txt").read_text(encoding="utf-8")
    assert re.match(r"Draft: \w+ checks of the data failed\n\n", text)


def test_what_was_taken_for_granted_is_told(tmp_path, capsys):
    (tmp_path / "cases.csv").write_text("year,value\n2020,5\n2021,7\n", encoding="utf-8")
    assert run(["check", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "2 figures\n\nTaken for granted\n  no `organisation`" in told
    assert "no `sources.csv`" in told


def test_nothing_checked_is_not_called_everything_in_order(tmp_path, capsys):
    (tmp_path / "cases.csv").write_text("year,value\n2020,5\n2021,7\n", encoding="utf-8")
    run(["check", "--data", str(tmp_path)])
    told = capsys.readouterr().out
    assert "no identities declared, no sums over places found besides, 2 figures looked at for slips" in told
    assert told.splitlines()[-1] == "no arithmetic was checked: there is no identity and no sum that could fail"


def test_what_was_checked_is_counted(check):
    _, out = check(300, 100, 200)
    assert "1 identity declared, no sums over places found besides, 3 figures looked at for slips" in out


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("2021,C,3\n", "cases: `C` has no row for 2021, which 3 other places have"),
        ("2020,C,3\n2021,C,3\n", "cases: `C` has no row for 2020 and 2021, which 3 other places have"),
    ],
)
def test_a_row_that_most_places_have_is_told_where_one_lacks_it(tmp_path, capsys, gone, told):
    rows = "".join(f"{year},{place},3\n" for year in (2020, 2021) for place in "ABCD")
    for each in gone.splitlines(keepends=True):
        rows = rows.replace(each, "")
    (tmp_path / "cases.csv").write_text("year,place,value\n" + rows, encoding="utf-8")
    (tmp_path / "places.csv").write_text("place\ntotal\nA\nB\nC\nD\n", encoding="utf-8")
    run(["check", "--data", str(tmp_path)])
    assert told in capsys.readouterr().out


def test_rows_of_a_few_places_only_are_not_missing_elsewhere(tmp_path, capsys):
    (tmp_path / "cases.csv").write_text("year,place,value\n2020,A,3\n2021,A,3\n", encoding="utf-8")
    (tmp_path / "places.csv").write_text("place\ntotal\nA\nB\nC\nD\n", encoding="utf-8")
    run(["check", "--data", str(tmp_path)])
    assert "others lack" not in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_rows_that_most_places_have_and_one_lacks_are_told_in_every_form(tmp_path, capsys, form):
    rows = [f"{year},{place},{ord(place)}" for year in (2022, 2023) for place in "ABCD"]
    (tmp_path / "births.csv").write_text("\n".join(["year,place,value", *rows[:-1], ""]), encoding="utf-8")
    assert run(["check", "--data", str(tmp_path), "--format", form]) == 0
    assert "births: `D` has no row for 2023, which 3 other places have" in capsys.readouterr().out


@pytest.mark.parametrize(("period", "told"), [("2023", "2023"), ("2023-04", '"2023-04"')])
def test_a_record_of_a_check_has_its_period_as_the_data_write_it(tmp_path, capsys, period, told):
    before = period.replace("2023", "2022")
    (tmp_path / "births.csv").write_text(f"period,value\n{before},500\n{period},5000\n", encoding="utf-8")
    assert run(["check", "--data", str(tmp_path), "--format", "json"]) == 3
    assert f'"year": {told},' in capsys.readouterr().out


@pytest.fixture
def audits(tmp_path, monkeypatch):
    """Keep what is found out in a folder of the test; count how often data are audited."""
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "kept"))
    counted = []
    monkeypatch.setattr(reportgen.audit, "audit", lambda package: counted.append(package.checksum) or audit(package))
    return counted


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_data_that_have_not_changed_are_not_audited_again(check, audits, form):
    first = check(12, 5, 6, form=form)
    assert check(12, 5, 6, form=form) == first
    assert first[0] == 3
    assert len(audits) == 1


def test_data_of_which_one_digit_has_changed_are_audited_again(check, audits):
    wrong, right = check(12, 5, 6), check(12, 5, 7)
    assert (wrong[0], right[0]) == (3, 0)
    assert len(audits) == 2
