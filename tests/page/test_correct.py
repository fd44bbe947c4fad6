"""A figure that two sums prove wrong is corrected on the page, with its proof, and that is taken back."""

import hashlib
import json
from pathlib import Path

import pytest

from reportgen.dataset import read_package
from reportgen.dataset.validated import validate_package
from reportgen.errors import DataError, UsageError
from reportgen.project import SETTINGS
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.check import check
from reportgen.serve.tasks.correct import correct
from reportgen.serve.tasks.taken_back import changes_of, take_back

TALK = Talk(lambda _: None)
FIGURES = """indicator,year,age,kind,value
visits,2023,total,total,100
visits,2023,total,paid,70
visits,2023,total,free,30
visits,2023,young,total,40
visits,2023,young,paid,03
visits,2023,young,free,10
visits,2023,old,total,60
visits,2023,old,paid,40
visits,2023,old,free,20
"""
IDENTITIES = """identity,kind,indicator,dimension,description
ages,sum,visits,age,The ages add up to all visits.
kinds,sum,visits,kind,The kinds add up to all visits.
"""


def laid_down(project):
    data = project / "data"
    (data / "codelists").mkdir(parents=True)
    (project / SETTINGS).write_text('reports = ["briefing"]\n')
    (data / "figures.csv").write_text(FIGURES)
    (data / "indicators.csv").write_text("indicator,title,unit\nvisits,Visits,visits\n")
    (data / "identities.csv").write_text(IDENTITIES)
    return {"data": str(data), "kept": str(project / "kept")}


def contents(data):
    return {path.name: path.read_bytes() for path in Path(data).rglob("*") if path.is_file()}


def suspect_of(asked):
    found = check(asked, TALK)["findings"]["shown"]
    return next(each["suspect"] for each in found if each["suspect"])


def test_it_is_written_with_its_proof_and_taken_back_to_the_byte(tmp_path):
    asked = laid_down(tmp_path)
    before = contents(asked["data"])
    suspect = suspect_of(asked)
    assert (suspect["found"], suspect["should_be"]) == ("3", "30")
    correct({**asked, "where": suspect["where"], "words": suspect["words"]}, TALK)
    told = check(asked, TALK)
    assert "failed" not in told["counts"]
    package = read_package(Path(asked["data"]))
    figure = package.observation("visits", package.years[0], package.country, age="young", kind="paid")
    assert (figure.value, figure.printed, str(figure.obs_status)) == (30, "03", "I")
    proof = "2 sums hold with 30 and fail with 3: The ages add up to all visits; The kinds add up to all visits"
    assert package.corrections[figure.correction].proof == proof
    (one,) = told["corrections"] if "corrections" in told else changes_of(Path(asked["kept"]), Path(asked["data"]))
    assert (one["found"], one["should_be"]) == ("3", "30")
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(asked["data"]) == before
    assert changes_of(Path(asked["kept"]), Path(asked["data"])) == []


def test_what_no_sums_prove_is_not_written(tmp_path):
    asked = laid_down(tmp_path)
    before = contents(asked["data"])
    for where in ("data/figures.csv:2", "../data/figures.csv:6", ""):
        with pytest.raises(UsageError, match="no sums point"):
            correct({**asked, "where": where}, TALK)
    assert contents(asked["data"]) == before


def test_data_that_were_changed_since_stay_as_they_are(tmp_path):
    asked = laid_down(tmp_path)
    correct({**asked, "where": suspect_of(asked)["where"]}, TALK)
    figures = Path(asked["data"], "figures.csv")
    figures.write_text(figures.read_text() + "visits,2024,total,total,7,,\n")
    changed = contents(asked["data"])
    (one,) = changes_of(Path(asked["kept"]), Path(asked["data"]))
    with pytest.raises(UsageError, match="changed since"):
        take_back({**asked, "correction": one["correction"]}, TALK)
    for name in ("0", "../data/figures", f"{one['correction']}/../x"):
        with pytest.raises(UsageError, match="not there"):
            take_back({**asked, "correction": name}, TALK)
    assert contents(asked["data"]) == changed


def listed(asked, *, path="figures.csv", **more):
    data = Path(asked["data"])
    names = FIGURES.partition("\n")[0].split(",")
    fields = [{"name": name, "type": "integer" if name == "value" else "string"} for name in names]
    resource = {"name": "figures", "path": path, "schema": {"fields": fields}, **more}
    resources = [{"path": "indicators.csv"}, resource]
    (data / "datapackage.json").write_text(json.dumps({"name": "v", "resources": resources}, indent=4))
    return data


def corrected(asked):
    suspect = suspect_of(asked)
    correct({**asked, "where": suspect["where"]}, TALK)
    assert "failed" not in check(asked, TALK)["counts"]


def test_a_package_that_lists_its_columns_is_told_the_new_ones(tmp_path):
    asked = laid_down(tmp_path)
    content = FIGURES.encode()
    data = listed(asked, bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}", mediatype="text/csv")
    before = contents(data)
    corrected(asked)
    assert validate_package(data) == ()
    text = (data / "datapackage.json").read_text()
    assert text.startswith('{\n    "name": "v"')
    figures = json.loads(text)["resources"][1]
    assert [field["name"] for field in figures["schema"]["fields"]][-2:] == ["printed", "correction"]
    assert figures["bytes"] == (data / "figures.csv").stat().st_size
    assert figures["mediatype"] == "text/csv"
    (one,) = changes_of(Path(asked["kept"]), Path(asked["data"]))
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(data) == before


def test_a_table_keeps_the_way_in_which_it_is_written(tmp_path):
    asked = laid_down(tmp_path)
    data = listed(asked, path="tables/visits.csv", dialect={"delimiter": ";", "decimalChar": ","})
    (data / "figures.csv").unlink()
    (data / "tables").mkdir()
    text = FIGURES.replace(",", ";").replace("\n", "\r\n").replace("paid;40", "paid;40,0")
    (data / "tables" / "visits.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    listing = data / "datapackage.json"
    listing.write_text(listing.read_text().replace('"integer"', '"number"'))
    before = contents(data)
    corrected(asked)
    lines = (data / "tables" / "visits.csv").read_bytes().split(b"\r\n")
    assert lines[0] == b"\xef\xbb\xbf" + b"indicator;year;age;kind;value;printed;correction"
    assert lines[5].startswith(b"visits;2023;young;paid;30;03;corrected-")
    assert lines[8] == b"visits;2023;old;paid;40,0;;"
    (one,) = changes_of(Path(asked["kept"]), Path(asked["data"]))
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(data) == before


def test_columns_that_are_called_otherwise_are_known_by_their_roles(tmp_path):
    asked = laid_down(tmp_path)
    data = listed(asked, path="visits.csv", reportgen={"roles": {"value": "n", "year": "when"}})
    (data / "figures.csv").rename(data / "visits.csv")
    called = (("value", "n"), ("year", "when"))
    text = (data / "visits.csv").read_text()
    (data / "visits.csv").write_text(text.replace("indicator,year,age,kind,value", "indicator,when,age,kind,n"))
    listing = data / "datapackage.json"
    for standard, name in called:
        listing.write_text(listing.read_text().replace(f'"name": "{standard}"', f'"name": "{name}"'))
    corrected(asked)
    assert (data / "visits.csv").read_text().startswith("indicator,when,age,kind,n,printed,correction\n")


@pytest.mark.parametrize(
    ("more", "content", "said"),
    [
        ({"encoding": "windows-1252"}, FIGURES.replace("young", "jüng").encode("cp1252"), "not written in UTF-8"),
        ({"hash": "crc99:1"}, FIGURES.encode(), "unknown kind of hash"),
    ],
)
def test_what_cannot_be_written_is_refused_with_what_to_do(tmp_path, more, content, said):
    asked = laid_down(tmp_path)
    data = listed(asked, **more)
    (data / "figures.csv").write_bytes(content)
    before = contents(data)
    with pytest.raises(DataError, match=said) as refused:
        corrected(asked)
    assert "by hand" in refused.value.hint
    assert contents(data) == before


@pytest.mark.conformance
def test_the_page_offers_it_for_a_project_and_not_for_what_comes_with_the_program(page):
    laid_down(page.desk.folder("projects") / "misprint")
    text = page.get("/misprint/check").text
    assert "Correct to 30, mark [r]" in text
    where = text.partition('name="where" value="')[2].partition('"')[0]
    assert page.post("/misprint/check/correct", {"where": where, "words": "Visits"}).status_code == 303
    after = page.get("/misprint/check").text
    assert "Changed here" in after
    correction = after.partition('name="correction" value="')[2].partition('"')[0]
    assert page.post("/misprint/check/correct", {"correction": correction}).status_code == 303
    assert "Correct to 30, mark [r]" in page.get("/misprint/check").text
    assert page.post("/examples/check/correct", {"where": where}).status_code == 403
    assert page.post("/misprint/check/correct", {"correction": "../../x"}).status_code == 422
    assert page.post("/misprint/check/correct", {"where": where}, headers={}).status_code == 403
