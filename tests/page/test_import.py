"""A file of somebody's own becomes a project through the page, as through `reportgen new`."""

import re

import pytest

from reportgen.errors import UsageError
from reportgen.serve.uploads import keep_upload, read_upload, safe_file_name
from tests.page.conftest import OWN

TABLE = """Region;Year;Kind;Visits
North;2022;paid;100
North;2022;free;s
South;2022;paid;30
South;2022;free;12
North;2023;paid;110
North;2023;free;21
South;2023;paid;33
South;2023;free;11
"""


@pytest.fixture(scope="module")
def brought(page):
    answer = page.client.post(
        "/import", files={"file": ("../visits 2023.csv", TABLE)}, headers=OWN, follow_redirects=False
    )
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_sheet_is_shown_with_what_each_column_is_taken_for(page, brought):
    text = page.get(brought).text
    assert "visits 2023.csv" in text
    roles = re.findall(r'<select class="now role (\w+)" name="q\.(column\.\d)"', text)
    assert roles == [("pl", "column.1"), ("pe", "column.2"), ("br", "column.3"), ("va", "column.4")]
    assert "rows read 9 = 8 with figures + 1 row of heads" in text
    spanish = page.client.get(brought, headers={"accept-language": "es"}).text
    assert "filas leídas 9 = 8 con cifras + 1 fila de encabezados" in spanish
    assert "What does <code>s</code> mean" in text


def test_answers_are_kept_and_can_be_changed(page, brought):
    page.post(brought, {"take": "all", "q.mark.s": "withheld", "q.mark.t": "anything", "q.nothing": "x"})
    upload = read_upload(page.desk, brought.rpartition("/")[2])
    asked = page.get(brought).text
    assert upload.answers == {}, "`withheld` is none of the choices"
    choice = re.search(r'name="q\.mark\.s" value="([^"]+)"', asked)[1]
    page.post(brought, {"take": "all", "q.mark.s": choice})
    assert read_upload(page.desk, brought.rpartition("/")[2]).answers == {"mark.s": choice}
    assert "Answered" in page.get(brought).text


def test_questions_and_their_answers_are_in_the_language_of_the_page(page):
    rows = (
        "North;2022;100",
        "South;2022;see the note",
        "North;2023;s",
        "South;2023;30",
        "North;2024;7",
        "South;2024;31",
    )
    text = "\n".join(("Region;Year;Visits", *rows, ""))
    answer = page.client.post("/import", files={"file": ("visits.csv", text)}, headers=OWN, follow_redirects=False)
    address = answer.headers["location"]
    shown = page.get(address, headers={"accept-language": "es"}).text
    assert "¿Qué significa <code>s</code>, que figura en 1 celda?" in shown
    assert 'value="se omite"' in shown
    assert re.search(r'value="suppressed, to protect people"[^>]*> suprimido para proteger', shown)
    cell = re.search(r'name="(q\.[^"]+)" value="se omite"', shown)[1]
    page.post(address, {"take": "all", cell: "se omite", "q.mark.s": "not available"},
              headers={**OWN, "accept-language": "es"})  # fmt: skip
    upload = read_upload(page.desk, address.rpartition("/")[2])
    assert upload.answers == {cell.removeprefix("q."): "left out", "mark.s": "not available"}
    assert "What does" not in page.get(address, headers={"accept-language": "es"}).text


def test_a_role_that_is_changed_is_taken_at_once(page, brought):
    page.post(brought, {"q.column.3": "not used"})
    assert '<select class="now role ig" name="q.column.3"' in page.get(brought).text
    page.post(brought, {"q.column.3": "breakdown"})
    assert '<select class="now role br" name="q.column.3"' in page.get(brought).text


@pytest.mark.conformance
def test_at_the_end_stands_a_project_that_builds(page, brought):
    answer = page.post(f"{brought}/create", {"name": "../Visits", "organisation": "An office"})
    assert answer.headers["location"] == "/visits/make"
    assert page.desk.benches()["visits"].data.is_dir()
    asked = {"report": "briefing", "first": "2022", "last": "2023", "formats": "txt"}
    job = page.post("/visits/make", asked).headers["location"].partition("job=")[2]
    assert "briefing-2022-2023.txt" in page.until_made(f"/visits/jobs/{job}")
    assert "An office" in page.get("/visits/files/briefing-2022-2023.txt").text
    assert "hold" in page.get("/visits/check").text


def test_a_second_project_of_one_name_gets_a_number(page, brought):
    page.post(f"{brought}/create", {"name": "twice"})
    assert page.post(f"{brought}/create", {"name": "twice"}).headers["location"] == "/twice-2/make"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.exe", "MZ", "expected a file with a table"),
        ("x.csv.exe", "a;b", "expected a file with a table"),
        ("x.csv", "  \n", "found an empty file"),
        ("", "a;b", "no file was chosen"),
    ],
)
def test_what_is_no_table_is_not_even_kept(page, name, content, said):
    before = len(list(page.desk.root.glob("uploads/*")))
    answer = page.client.post("/import", files={"file": (name, content)}, headers=OWN)
    assert answer.status_code in (400, 422)
    assert said in answer.text.lower() or not name
    assert len(list(page.desk.root.glob("uploads/*"))) == before


def test_a_file_that_cannot_be_understood_says_why(page):
    answer = page.client.post("/import", files={"file": ("x.csv", b"%PDF-1.7 nothing")}, headers=OWN)
    assert answer.status_code == 422
    assert "found a file in PDF" in answer.text


def test_a_file_is_bounded(page):
    long = b"a;b\n" + b"1;2\n" * 17_000_000
    assert page.client.post("/import", files={"file": ("x.csv", long)}, headers=OWN).status_code == 413


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\ana\\Figures 2024 (final).xlsx", "Figures 2024 (final).xlsx"),
        (".csv", ""),
        ("a\nb\0c.csv", "a-b-c.csv"),
        ("-rf.csv", "rf.csv"),
        ("..csv", ""),
        ("x" * 300 + ".ODS", "x" * 96 + ".ods"),
        ("‮fdp.csv", "fdp.csv"),
    ],
)
def test_a_name_of_a_file_is_only_a_name(typed, kept):
    if not kept:
        with pytest.raises(UsageError, match="expected a file with a table"):
            safe_file_name(typed)
    else:
        assert safe_file_name(typed) == kept


def test_an_upload_is_there_whole_or_not_at_all(page, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportgen.serve.uploads.write_json", full)
    before = {path.name for path in page.desk.root.glob("uploads/*") if not path.name.startswith(".")}
    with pytest.raises(OSError, match="No space"):
        keep_upload(page.desk, "x.csv", b"a;b")
    assert {path.name for path in page.desk.root.glob("uploads/*") if not path.name.startswith(".")} == before
