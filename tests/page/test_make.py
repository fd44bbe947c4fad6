"""Documents are made through the page as on the command line, and stay when the server does not."""

import io
import json
import re
import zipfile

import pytest

from reportgen.serve.jobs import Job, Queue, read_jobs
from reportgen.serve.views.make import asked_of, tiles_of
from tests.page.conftest import OWN, opened


class Form(dict):
    """What a browser sends."""

    def getlist(self, name):
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


OFFERED = {
    "periods": [{"code": code, "words": code} for code in ("2022", "2023", "2024")],
    "places": [{"code": "TX", "name": "Texas"}],
    "levels": [{"code": "state", "title": "State"}],
    "themes": ["default"],
    "profiles": ["board"],
    "formats": [{"code": "pdf", "title": "PDF", "default": True}],
    "reports": [
        {"name": "sheet", "base": "sheet", "scope": "place", "language": "en"},
        {"name": "brief", "base": "brief", "scope": "country", "language": "en"},
    ],
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    client, settings, _ = opened(tmp_path_factory.mktemp("asked"))
    del client
    from reportgen.serve.desk import desk_of

    return desk_of(settings.folder, None, "").benches()["examples"]


def test_only_what_is_offered_is_asked_for(bench):
    form = Form(report="brief", first="2024", last="2022", formats=["pdf", "exe"], theme="../../x", profile="nobody",
                language="xx", paper="--force", level="../x")  # fmt: skip
    asked, wrong = asked_of(form, OFFERED, bench)
    assert wrong == ""
    assert asked["years"] == "2022:2024"
    assert asked["formats"] == ["pdf"]
    assert (asked["theme"], asked["profile"], asked["language"], asked["paper"]) == ("", "", "", "")


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (Form(report="nobody", formats=["pdf"]), "report"),
        (Form(report="brief"), "formats"),
        (Form(report="sheet", formats=["pdf"], which="some", places=" ; "), "places"),
    ],
)
def test_what_is_missing_is_said(bench, form, missing):
    assert asked_of(form, OFFERED, bench)[1] == missing


def test_places_are_taken_one_by_one_or_in_a_line(bench):
    form = Form(report="sheet", formats=["pdf"], which="some", places=["TX; Ohio", "TX", "New\nYork"])
    assert asked_of(form, OFFERED, bench)[0]["places"] == ["TX", "Ohio", "New", "York"]


PLACES = [
    {"code": "TX", "name": "Texas", "row": 7, "column": 3},
    {"code": "OH", "name": "Ohio", "row": 3, "column": 6},
    {"code": "GU", "name": "Guam", "row": 7, "column": 0},
]


def test_a_job_about_several_places_tells_of_each_how_far_it_is():
    job = Job("1", "examples", {"places": ["TX", "Ohio"]}, state="running")
    job.hear({"event": "plan", "documents": 2})
    file = {"name": "sheet-TX.pdf", "state": "made"}
    job.hear({"event": "document", "place": "TX", "name": "Texas", "files": [file], "errors": [], "notes": []})
    tiles = [(one["code"], one["state"], one["file"], one["on_map"]) for one in tiles_of(job, PLACES)]
    assert tiles == [("TX", "done last", "sheet-TX.pdf", True), ("OH", "waits", "", True)]
    failed = {"name": "sheet-OH.pdf", "state": "failed"}
    job.hear({"event": "document", "place": "OH", "name": "Ohio", "files": [failed], "errors": [], "notes": []})
    assert [one["state"] for one in tiles_of(job, PLACES)] == ["done", "failed last"]
    job.hear({"event": "plan", "documents": 1})
    assert tiles_of(job, PLACES) == []


def test_places_without_a_tile_stand_beside_each_other():
    job = Job("1", "examples", {"all_places": True}, documents=3)
    tiles = tiles_of(job, [*PLACES, {"code": "N1", "name": "North", "row": None, "column": None}])
    assert [one["on_map"] for one in tiles] == [False] * 4


def test_what_stands_in_the_way_is_told_beside_the_form(page):
    text = page.get("/examples/ready").text
    assert re.search(r"Do not hold, open</span><b>none</b>", text)
    assert int(re.search(r"Sums that hold</span><b class=.good.>(\d+)", text)[1]) > 400


@pytest.mark.conformance
def test_a_document_is_made_and_looked_at_and_known_again(page):
    asked = {"report": "factsheet", "which": "some", "places": "GU", "first": "2020", "last": "2024", "formats": "pdf"}
    answer = page.post("/examples/make", {**asked, "with_data": "yes"})
    assert answer.status_code == 303
    job = answer.headers["location"].partition("job=")[2]
    panel = page.until_made(f"/examples/jobs/{job}")
    name = "factsheet-GU-2020-2024"
    assert f"{name}.pdf" in panel
    assert f"{name}-data.xlsx" in panel
    shown = page.get(f"/examples/files/{name}.pdf")
    assert shown.content.startswith(b"%PDF")
    assert shown.headers["content-disposition"].startswith("inline")
    assert page.get(f"/examples/files/{name}.pdf?download").headers["content-disposition"].startswith("attachment")
    packed = zipfile.ZipFile(io.BytesIO(page.get(f"/examples/jobs/{job}/reports.zip").content))
    assert packed.namelist() == [f"{name}.pdf", f"{name}-data.xlsx"]
    assert "up to date" in page.get("/examples/documents").text
    assert not list(page.desk.scratch.glob("*.zip"))
    assert "2 files up to date" in page.until_made(_again(page, asked | {"with_data": "yes"}))


def _again(page, asked):
    return f"/examples/jobs/{page.post('/examples/make', asked).headers['location'].partition('job=')[2]}"


def test_all_periods_are_chosen_unless_somebody_chooses(page):
    text = page.get("/examples/make?report=briefing").text
    chosen = [re.search(rf'<select id="{end}".*?</select>', text)[0] for end in ("first", "last")]
    assert [re.findall(r'value="(\w+)" selected', each) for each in chosen] == [["2020"], ["2024"]]


def test_an_error_is_said_as_on_the_command_line(page):
    panel = page.until_made(_again(page, {"report": "factsheet", "which": "some", "places": "Texs", "formats": "pdf"}))
    assert "did you mean <code>Texas</code>?" in panel


def test_pages_are_in_the_language_that_the_browser_wants(page):
    text = page.get("/examples/make", headers={"accept-language": "es-MX, en;q=0.5"}).text
    assert '<html lang="es">' in text
    assert "Hacer un informe" in text
    answer = page.post("/language", {"language": "de", "back": "//evil.example"})
    assert answer.headers["location"] == "/"
    assert "Einen Bericht machen" in page.get("/examples/make").text
    page.client.cookies.delete("reportgen_language")


def test_what_was_asked_for_before_a_restart_is_made_after_it(tmp_path):
    """A job that was being made when the server was killed is begun again, one that had ended is shown."""
    _client, settings, _ = opened(tmp_path)
    from reportgen.serve.desk import desk_of

    desk = desk_of(settings.folder, None, "")
    asked = {"reports": ["briefing"], "formats": ["pdf"]}
    for identifier, state in (("1700000001-aaaaaaaa", "done"), ("1700000002-bbbbbbbb", "running")):
        text = json.dumps(vars(Job(identifier, "examples", asked, state=state)))
        (desk.folder("jobs") / f"{identifier}.json").write_text(text)
    (desk.folder("jobs") / "1700000003-cccccccc.json").write_text('{"identifier": "170')
    queue = Queue()
    queue.resume(desk)
    assert [(job.identifier[-1], job.state) for job in queue.of("")] == [("b", "queued"), ("a", "done")]
    assert len(read_jobs(desk)) == 2


def test_people_take_turns():
    queue = Queue()
    for identifier, person in (("1", "ana"), ("2", "ana"), ("3", "eva"), ("4", "ana")):
        queue.jobs[identifier] = Job(identifier, "examples", {}, person=person)
        queue._waiting.append(identifier)
    assert [queue._next() for _ in range(4)] == ["1", "3", "2", "4"]


def test_the_time_left_follows_from_how_it_went():
    job = Job("1", "examples", {}, state="running", documents=54, finished=27, begun=1000.0, ended=1010.0)
    assert round(job.rate, 1) == 2.7
    assert round(job.seconds_left) == 10


@pytest.mark.conformance
def test_each_person_of_an_office_has_a_folder(tmp_path):
    client, _settings, seals = opened(tmp_path, allowed=("127.0.0.1",), password="a long word")
    with client:
        assert client.get("/", follow_redirects=False).headers["location"] == "/enter"
        wrong = client.post("/enter", data={"person": "Ana", "password": "a long wor"}, headers=OWN)
        assert wrong.status_code == 403
        assert client.get(f"/?token={seals.token}", follow_redirects=False).status_code == 403
        right = client.post(
            "/enter", data={"person": "Ana", "password": "a long word"}, headers=OWN, follow_redirects=False
        )
        assert right.status_code == 303
        client.post(
            "/examples/make", data={"report": "briefing", "formats": "txt"}, headers=OWN, follow_redirects=False
        )
    assert [path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("jobs/*.json")] == [
        "people/ana/jobs"
    ]
