"""A figure that two sums prove wrong is corrected on the page, with its proof, and that is taken back."""

from pathlib import Path

import pytest

from reportgen.dataset import read_package
from reportgen.errors import DataError, UsageError
from reportgen.project import SETTINGS
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.check import check
from reportgen.serve.tasks.correct import correct, corrections, take_back

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
    (one,) = told["corrections"] if "corrections" in told else corrections(Path(asked["kept"]))
    assert (one["found"], one["should_be"]) == ("3", "30")
    take_back({**asked, "correction": one["correction"]}, TALK)
    assert contents(asked["data"]) == before
    assert corrections(Path(asked["kept"])) == []


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
    (one,) = corrections(Path(asked["kept"]))
    with pytest.raises(UsageError, match="changed since"):
        take_back({**asked, "correction": one["correction"]}, TALK)
    for name in ("0", "../data/figures", f"{one['correction']}/../x"):
        with pytest.raises(UsageError, match="not there"):
            take_back({**asked, "correction": name}, TALK)
    assert contents(asked["data"]) == changed


def test_a_package_that_lists_its_own_columns_is_left_to_its_keeper(tmp_path):
    asked = laid_down(tmp_path)
    listed = '{"name": "v", "resources": [{"name": "figures", "path": "figures.csv"}]}'
    where = suspect_of(asked)["where"]
    Path(asked["data"], "datapackage.json").write_text(listed)
    with pytest.raises(DataError, match="lists its files"):
        correct({**asked, "where": where}, TALK)


@pytest.mark.conformance
def test_the_page_offers_it_for_a_project_and_not_for_what_comes_with_the_program(page):
    laid_down(page.desk.folder("projects") / "misprint")
    text = page.get("/misprint/check").text
    assert "Correct to 30, mark [r]" in text
    where = text.partition('name="where" value="')[2].partition('"')[0]
    assert page.post("/misprint/check/correct", {"where": where, "words": "Visits"}).status_code == 303
    after = page.get("/misprint/check").text
    assert "Corrected here" in after
    correction = after.partition('name="correction" value="')[2].partition('"')[0]
    assert page.post("/misprint/check/correct", {"correction": correction}).status_code == 303
    assert "Correct to 30, mark [r]" in page.get("/misprint/check").text
    assert page.post("/examples/check/correct", {"where": where}).status_code == 403
    assert page.post("/misprint/check/correct", {"correction": "../../x"}).status_code == 422
    assert page.post("/misprint/check/correct", {"where": where}, headers={}).status_code == 403
