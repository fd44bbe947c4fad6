"""What does not hold is shown with the rows beside it."""

import csv
import io
import re

import pytest

from reportgen.project import SETTINGS

pytestmark = pytest.mark.conformance
FIGURES = """indicator,year,kind,value
visits,2023,total,100
visits,2023,paid,60
visits,2023,free,41
"""


@pytest.fixture(scope="module")
def wrong(page):
    """The name of a project in which one sum does not hold."""
    folder = page.desk.folder("projects") / "wrong"
    (folder / "data" / "codelists").mkdir(parents=True)
    (folder / SETTINGS).write_text('reports = ["briefing"]\n')
    (folder / "data" / "figures.csv").write_text(FIGURES)
    (folder / "data" / "indicators.csv").write_text("indicator,title,unit\nvisits,Visits,visits\n")
    (folder / "data" / "identities.csv").write_text(
        "identity,kind,indicator,dimension,description\nkinds,sum,visits,kind,The kinds add up to all visits.\n"
    )
    (folder / "revisions.csv").write_text("file,indicator,period,old,new,location\nv.csv,visits,2023,99,100,B2\n")
    return "wrong"


def test_what_fails_comes_first_with_the_rows_beside(page, wrong):
    text = page.get(f"/{wrong}/check").text
    assert "1 thing does not hold and is not explained." in text
    assert "The kinds add up to all visits." in text
    assert "101" in text
    assert "figures.csv:2" in text
    assert "Revised since they were first read" in text
    assert "if it is" not in text, "one sum does not say which of its figures is wrong"


CROSSED = """indicator,year,age,sex,value,location
visits,2023,total,total,100,B2
visits,2023,total,f,60,B3
visits,2023,total,m,40,B4
visits,2023,young,total,30,B5
visits,2023,old,total,70,B6
visits,2023,young,f,20,B7
visits,2023,old,f,14,B8
visits,2023,young,m,10,B9
visits,2023,old,m,30,B10
"""


def test_a_cell_that_two_sums_point_at_is_named_with_what_it_would_be(page):
    folder = page.desk.folder("projects") / "crossed"
    (folder / "data" / "codelists").mkdir(parents=True)
    (folder / SETTINGS).write_text('reports = ["briefing"]\n')
    (folder / "data" / "figures.csv").write_text(CROSSED)
    (folder / "data" / "indicators.csv").write_text("indicator,title,unit\nvisits,Visits,visits\n")
    sums = "ages,sum,visits,age,Ages add up.\nsexes,sum,visits,sex,Sexes add up.\n"
    (folder / "data" / "identities.csv").write_text(f"identity,kind,indicator,dimension,description\n{sums}")
    for relation in ("ages", "sexes"):
        text = page.get(f"/crossed/check?about={relation}").text
        assert "The 2 sums that fail with this figure hold if it is 40:" in text
        assert re.search(r"now 14\.\s*<span class=.where.>data/figures\.csv:8 · B8</span>", text)
        assert len(re.findall(r"<tr class=.suspect.>", text)) == 1


def test_the_issues_are_a_sheet(page, wrong):
    answer = page.get(f"/{wrong}/check/issues.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["identity"], row["outcome"]) for row in rows] == [("kinds", "failed")]


def test_a_failing_sum_stops_a_final_document_and_no_draft(page, wrong):
    asked = {"report": "briefing", "first": "2023", "last": "2023", "formats": "txt"}
    (page.desk.benches()[wrong].folder / "templates").mkdir(exist_ok=True)
    (page.desk.benches()[wrong].folder / "templates" / "briefing.md").write_text(
        "---\ntitle: Visits\nkicker: Briefing\ndescription: All\n---\n\nThere were {{ figure('visits') }} visits.\n"
    )
    for more, said in (({}, "one check of the data failed"), ({"draft": "yes"}, "briefing-2023.txt")):
        job = page.post(f"/{wrong}/make", {**asked, **more}).headers["location"].partition("job=")[2]
        assert said in page.until_made(f"/{wrong}/jobs/{job}").replace("One", "one")


def test_what_comes_along_holds(page):
    text = page.get("/examples/check").text
    assert "Everything holds or is explained." in text


def test_what_was_found_is_told_in_the_language_of_the_page(page, wrong):
    spanish = page.client.get(f"/{wrong}/check", headers={"accept-language": "es"}).text
    assert "Las partes suman 101, se encontró 100." in spanish
    assert "The parts add up to 101, found 100." in page.get(f"/{wrong}/check").text
