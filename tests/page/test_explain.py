"""What does not hold is kept on the page with a reason, which then stands in the data, and that is taken back."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from reportgen.audit import audit
from reportgen.dataset import read_package
from reportgen.errors import UsageError
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.check import check
from reportgen.serve.tasks.explain import drop, explain
from reportgen.serve.tasks.taken_back import changes_of, take_back
from tests.page.conftest import OWN
from tests.page.test_correct import contents, laid_down

TALK = Talk(lambda _: None)
REASON = "The source says that\n  one visit was counted twice."
IDENTITY = "kinds"
"""Of the two sums that fail."""


def findings(asked, about=IDENTITY):
    return check({**asked, "about": about}, TALK)["findings"]["shown"]


def explained(asked, reason=REASON):
    finding = next(each for each in findings(asked) if each["about"])
    return explain({**asked, **finding["about"], "reason": reason, "words": "Visits"}, TALK)


def exceptions(asked):
    return list(csv.DictReader(io.StringIO(Path(asked["data"], "exceptions.csv").read_text())))


def test_one_finding_is_explained_and_no_other_and_taken_back_to_the_byte(tmp_path):
    asked = laid_down(tmp_path)
    before = contents(asked["data"])
    explained(asked)
    row = {"identity": IDENTITY, "year": "2023", "place": "", "breakdown": "age=young"}
    reason = "The source says that one visit was counted twice."
    assert exceptions(asked) == [{**row, "explanation": reason}]
    told = check(asked, TALK)
    assert (told["counts"]["failed"], told["counts"]["explained"]) == (1, 1)
    assert [each["explanation"] for each in findings(asked)] == [reason]
    (one,) = changes_of(Path(asked["kept"]), Path(asked["data"]))
    assert (one["words"], one["reason"]) == ("Visits", reason)
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(asked["data"]) == before


def test_a_finding_that_no_sum_proves_is_explained_for_its_indicator(tmp_path):
    asked = laid_down(tmp_path)
    rows = "".join(f"visits,{year},{100 + year % 7}\n" for year in range(2010, 2020)) + "visits,2020,9000\n"
    Path(asked["data"], "figures.csv").write_text("indicator,year,value\n" + rows)
    Path(asked["data"], "identities.csv").unlink()
    name = next(each.identity for each in audit(read_package(Path(asked["data"]))) if each.outcome == "warning")
    finding = findings(asked, name)[0]
    explain({**asked, **finding["about"], "reason": REASON}, TALK)
    assert exceptions(asked)[0]["identity"] == f"{name}:visits"
    assert findings(asked, name)[0]["outcome"] == "explained"


@pytest.mark.parametrize("reason", ["", "  so  ", "x" * 1001])
def test_a_reason_is_a_reason(tmp_path, reason):
    asked = laid_down(tmp_path)
    before = contents(asked["data"])
    with pytest.raises(UsageError, match=r"expected a reason of 10 to 1000 characters"):
        explained(asked, reason)
    assert contents(asked["data"]) == before


def test_what_holds_is_not_explained(tmp_path):
    asked = laid_down(tmp_path)
    about = findings(asked)[0]["about"]
    for other in ({"year": "2022"}, {"identity": "ages;x"}, {"breakdown": ""}):
        with pytest.raises(UsageError, match="holds by now"):
            explain({**asked, **about, **other, "reason": REASON}, TALK)
    explained(asked)
    with pytest.raises(UsageError, match="holds by now"):
        explain({**asked, **about, "reason": REASON}, TALK)


def test_exceptions_that_are_there_stay_as_they_are_written(tmp_path):
    asked = laid_down(tmp_path)
    there = "explanation;identity;year\nKnown, from the start;ages;2023\n"
    data = Path(asked["data"])
    (data / "exceptions.csv").write_text(there)
    names = ("figures.csv", "indicators.csv", "exceptions.csv")
    dialects = {"exceptions.csv": {"dialect": {"delimiter": ";"}}}
    resources = [{"path": name, **dialects.get(name, {})} for name in names]
    (data / "datapackage.json").write_text(json.dumps({"resources": resources}))
    before = contents(data)
    assert check(asked, TALK)["counts"]["failed"] == 3, "one of them explains nothing: that sum fails for one kind only"
    explained(asked)
    assert (data / "exceptions.csv").read_text().startswith("explanation;identity;year;place;breakdown\n")
    (one,) = changes_of(Path(asked["kept"]), Path(asked["data"]))
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(data) == before


def test_a_reason_for_nothing_is_taken_out(tmp_path):
    asked = laid_down(tmp_path)
    explained(asked)
    figures = Path(asked["data"], "figures.csv")
    figures.write_text(figures.read_text().replace("paid,03", "paid,30"))
    (stale,) = findings(asked, "exceptions")
    assert stale["is_stale"]
    assert stale["about"] is None
    drop({**asked, "where": stale["where"]}, TALK)
    assert exceptions(asked) == []
    assert "failed" not in check(asked, TALK)["counts"]
    with pytest.raises(UsageError, match="no such exception"):
        drop({**asked, "where": stale["where"]}, TALK)


@pytest.mark.conformance
def test_the_page_keeps_what_its_project_says_and_nothing_of_what_comes_with_the_program(page):
    laid_down(page.desk.folder("projects") / "kept")
    text = page.get(f"/kept/check?about={IDENTITY}").text
    assert "Keep and explain" in text
    form = text.partition("/kept/check/explain")[2].partition("</form>")[0]
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert page.post("/kept/check/explain", {**hidden, "reason": REASON}, headers={}).status_code == 403
    assert page.post("/examples/check/explain", {**hidden, "reason": REASON}).status_code == 403
    assert page.post("/kept/check/explain", {**hidden, "reason": "no"}).status_code == 422
    assert page.post("/kept/check/explain", {**hidden, "reason": REASON}, headers=OWN).status_code == 303
    text = page.get(f"/kept/check?about={IDENTITY}").text
    assert "The source says that one visit was counted twice." in text
    assert "Changed here" in text
    correction = text.partition('name="correction" value="')[2].partition('"')[0]
    assert page.post("/kept/check/correct", {"correction": correction}).status_code == 303
    assert "counted twice" not in page.get("/kept/check").text
