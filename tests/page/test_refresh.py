"""The file of the next year is read into a project through the page, as through `reportgen refresh`."""

import csv
import io
import re
import shutil

import pytest

from tests.page.conftest import OWN
from tests.page.test_import import TABLE

pytestmark = pytest.mark.conformance
NEXT = TABLE.replace("North;2022;paid;100", "North;2022;paid;109") + "North;2024;paid;120\nSouth;2024;paid;35\n"


def sent(page, address, content, name="visits.csv"):
    return page.client.post(address, files={"file": (name, content)}, headers=OWN, follow_redirects=False)


@pytest.fixture(scope="module")
def made(page):
    """A project that was made of a file, as it was at first."""
    address = sent(page, "/import", TABLE).headers["location"]
    assert page.post(f"{address}/create", {"name": "years"}).headers["location"] == "/years/make"
    folder = page.desk.root / "projects" / "years"
    shutil.copytree(folder, page.desk.root / "years-at-first")
    return folder


@pytest.fixture
def project(page, made):
    shutil.rmtree(made)
    shutil.copytree(page.desk.root / "years-at-first", made)
    return made


def seal_in(text):
    return re.search(r'name="seal" value="(\w+)"', text)[1]


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_changes_is_seen_before_anything_is_written(page, project):
    before = files_of(project)
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    text = page.get(address).text
    assert re.search(r"<span>new, 2024</span><span class=.good.>2 figures", text)
    row = re.search(r"<tr><td class=.whole.>[^<]*North[^<]*</td>.*?</tr>", text)[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[1:] == ["100", "109", "visits.csv, line 2, column D"]
    assert files_of(project) == before


def test_what_was_seen_is_taken_and_listed_among_the_revisions(page, project):
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    answer = page.post(address, {"seal": seal_in(page.get(address).text)})
    assert answer.headers["location"].startswith("/years/make?from=")
    assert "2 figures are new" in page.get(answer.headers["location"]).text
    rows = list(csv.DictReader(io.StringIO((project / "revisions.csv").read_text())))
    told = [(row["file"], row["old"], row["new"], row["location"]) for row in rows]
    assert told == [("visits.csv", "100", "109", "visits.csv, line 2, column D")]
    assert "Revised since they were first read" in page.get("/years/check").text
    assert "Nothing is new" in page.get(address).text


def test_of_two_people_who_take_different_files_the_second_looks_again(page, project):
    first = sent(page, "/years/refresh", NEXT).headers["location"]
    second = sent(page, "/years/refresh", NEXT.replace("109", "108")).headers["location"]
    seals = [seal_in(page.get(address).text) for address in (first, second)]
    assert page.post(first, {"seal": seals[0]}).status_code == 303
    before = files_of(project)
    answer = page.post(second, {"seal": seals[1]})
    assert answer.status_code == 422
    assert "The project was changed meanwhile; nothing was written" in answer.text
    assert files_of(project) == before
    assert page.post(second, {"seal": seal_in(answer.text)}).status_code == 303


def test_nothing_is_taken_while_documents_are_made_of_the_figures(page, project, monkeypatch):
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    seal = seal_in(page.get(address).text)
    before = files_of(project)
    monkeypatch.setattr(page.client.app.state.house.queue, "is_making", lambda folder: folder == project)
    answer = page.post(address, {"seal": seal})
    assert "Documents are being made of these figures" in answer.text
    assert files_of(project) == before


RENAMED = "renamed.Calls"


def asked_in(text):
    return re.findall(r'name="q\.([^"]+)" value="([^"]*)"( checked)?', text)


def test_what_a_file_does_not_tell_is_asked_and_answered_beside_what_changes(page, project):
    later = TABLE.replace("Visits", "Calls").replace(";2022;", ";2025;").replace(";2023;", ";2026;")
    address = sent(page, "/years/refresh", later).headers["location"]
    text = page.get(address).text
    assert asked_in(text) == [(RENAMED, "Visits", ""), (RENAMED, "no", "")]
    before = files_of(project)
    unanswered = page.post(address, {"seal": seal_in(text)})
    assert unanswered.status_code == 422
    assert "answer it beside what changes" in unanswered.text
    assert files_of(project) == before
    for answer, listed in (("no", True), ("Visits", False)):
        page.post(f"{address}/answers", {f"q.{RENAMED}": answer, "take": "all"})
        text = page.get(address).text
        assert asked_in(text)[["no", "Visits"].index(answer) - 1] == (RENAMED, answer, " checked")
        assert ("new in indicators.csv" in text) == listed
    assert page.post(address, {"seal": seal_in(text)}).status_code == 303
    assert "calls" not in (project / "data" / "indicators.csv").read_text()
    again = page.get(address).text
    assert "Nothing is new" in again
    assert asked_in(again) == []


def test_answers_are_to_what_was_asked_and_can_be_forgotten(page, project):
    address = sent(page, "/years/refresh", TABLE.replace("Kind", "Sort")).headers["location"]
    first = page.get(address).text
    page.post(f"{address}/answers", {"q.renamed.Sort": "Region", "q.whole": "North", "take": "all"})
    assert page.get(address).text == first
    page.post(f"{address}/answers", {"q.renamed.Sort": "no", "take": "all"})
    assert page.get(address).text != first
    page.post(f"{address}/answers")
    assert page.get(address).text == first
    assert page.post(f"{address}/answers", {"take": "all"}, headers={"origin": "null"}).status_code == 403


def test_in_another_language_the_same_is_asked_and_written(page, project):
    address = sent(page, "/years/refresh", NEXT.replace("Kind", "Sort")).headers["location"]
    in_english, in_spanish = (
        page.get(address, headers={"accept-language": language}).text for language in ("en", "es")
    )
    assert "¿Es la misma columna?" in in_spanish
    assert seal_in(in_english) == seal_in(in_spanish)


@pytest.mark.parametrize("seal", ["", "0" * 64, "x" * 5000])
def test_nothing_is_taken_that_nobody_has_seen(page, project, seal):
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    before = files_of(project)
    assert page.post(address, {"seal": seal}).status_code == 422
    assert files_of(project) == before


@pytest.mark.parametrize(
    ("name", "content", "statuses"),
    [
        ("x.exe", b"MZ", (422,)),
        ("../../x.csv", b"  ", (422,)),
        ("x.csv.sh", b"a;b", (422,)),
        ("", b"a;b", (400, 422)),
        ("x.csv", b"x" * 65_000_000, (413,)),
    ],
)
def test_what_is_no_table_is_not_even_kept(page, project, name, content, statuses):
    before = len(list(page.desk.root.glob("uploads/*")))
    assert sent(page, "/years/refresh", content, name).status_code in statuses
    assert len(list(page.desk.root.glob("uploads/*"))) == before


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 nothing", "x.csv"),
        (b"PK\x03\x04 no workbook", "x.xlsx"),
        (b"SQLite format 3\0 broken", "x.db"),
        (b"\xff\xfe\0\0" * 40, "x.csv"),
        (b"<html><table><tr><td>=cmd|' /C calc'!A0</td></tr></table>", "x.html"),
        ("Region;Year\n" + "North;2024\n" * 40, "x.csv"),
    ],
)
def test_a_file_that_is_something_else_changes_nothing_and_says_why(page, project, content, name):
    before = files_of(project)
    address = sent(page, "/years/refresh", content, name).headers["location"]
    assert page.get(address).status_code == 422
    assert page.post(address, {"seal": "0" * 64}).status_code == 422
    assert files_of(project) == before


@pytest.mark.parametrize(
    "path",
    ["/examples/refresh", "/nobody/refresh", "/years/refresh/1", "/years/refresh/..%2f..%2fkey", "/years/refresh/../x",
     "/years/refresh/0000000000-00000000", "/%2e%2e/refresh", "/..%2fyears/refresh", "/import/refresh"],
)  # fmt: skip
def test_there_are_no_other_projects_and_files(page, project, path):
    assert page.get(path).status_code == 404
    assert page.post(path, {"seal": "0" * 64}).status_code in (404, 405)


def test_no_other_page_brings_or_takes_figures(page, project):
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    seal, before = seal_in(page.get(address).text), files_of(project)
    for origin in ({}, {"origin": "http://evil.example"}, {"origin": "null"}):
        assert page.post(address, {"seal": seal}, headers=origin).status_code == 403
        answer = page.client.post("/years/refresh", files={"file": ("x.csv", NEXT)}, headers=origin)
        assert answer.status_code == 403
    assert files_of(project) == before


def test_nothing_is_written_through_a_link(page, project, tmp_path):
    shutil.copytree(project / "data", tmp_path / "data")
    shutil.rmtree(project / "data")
    (project / "data").symlink_to(tmp_path / "data")
    before = files_of(tmp_path)
    address = sent(page, "/years/refresh", NEXT).headers["location"]
    answer = page.post(address, {"seal": seal_in(page.get(address).text)})
    assert answer.status_code == 422
    assert "a link that leads out of it" in answer.text
    assert files_of(tmp_path) == before
