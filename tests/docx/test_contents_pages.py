"""Contents and lists name the pages on which LibreOffice finds what they list, after "update all indexes"."""

import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from reportgen.batch import Request, plan, run_job
from reportgen.resources import data_folder, templates_folder
from tests.docx.templates import HOUSES
from tests.goldens import DATE
from tests.judges import office
from tests.judges.fetched import NotInstalled
from tests.test_board_pages import LEAST_FULL, MOST_FOR_ONE_YEAR, MOST_PAGES

RANGES = tuple(
    f"{first}-{last}" if first < last else str(first) for first in range(2020, 2025) for last in range(first, 2025)
)
SHIPPED = {
    f"{report}-{years}": Request((report,), years=years) for report in ("briefing", "appendix") for years in RANGES
}
SHEETS = Request(("factsheet",), places=("TX", "WY", "VI", "CA"))
SIX = ("letterhead", "without lists", "inherited head", "annex on its side", "our styles on A4", "odd tab stops")
AS_FULL = 0.8
"""How full the first page is at the least, beside that in our own template."""
FOOT = 66.0
"""Height of the foot, in points."""


def build(request: Request, folder: Path, name: str) -> None:
    """Write the Word files of a request."""
    from dataclasses import replace

    wanted = replace(
        request, formats=("docx",), out=folder / "out" / name, data=data_folder(), templates=templates_folder(),
        date=DATE, allow_failing_checks=True,
    )  # fmt: skip
    planned = plan(wanted)
    for job in planned.jobs:
        outcome = run_job(job, planned.context)
        assert outcome.errors == ()
        for file in outcome.files:
            shutil.copy(file, folder / f"{name}{f'-{job.place}' if job.place else ''}.docx")


def require_faces() -> None:
    """Skip the test where LibreOffice would set the files in other fonts."""
    families = partial(subprocess.run, ["fc-list", ":", "family"], capture_output=True, text=True, check=False)
    if not shutil.which("fc-list") or "Source Sans Pro" not in families().stdout:
        pytest.skip("Source Sans Pro is not installed for LibreOffice")


def judged(folder: Path) -> dict[str, office.Renewed]:
    """Return the files of a folder with all indexes updated, or skip the test where LibreOffice is missing."""
    require_faces()
    try:
        return office.renew(folder)
    except NotInstalled as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Both reports over all ranges, and some fact sheets, with all indexes updated."""
    folder = tmp_path_factory.mktemp("shipped")
    for name, request in {**SHIPPED, "factsheet": SHEETS}.items():
        build(request, folder, name)
    return judged(folder)


@pytest.mark.conformance
@pytest.mark.parametrize("years", RANGES)
def test_a_briefing_is_as_short_in_word_as_in_print_and_its_pages_are_not_nearly_empty(shipped, years):
    pdf = shipped[f"briefing-{years}"].pdf
    count = len(office.pages(pdf))
    assert count <= (MOST_PAGES if "-" in years else MOST_FOR_ONE_YEAR)
    reached = [office.reach(pdf, margin=FOOT, page=page) for page in range(1, count)]
    assert [round(part, 2) for part in reached if part < LEAST_FULL] == []


@pytest.mark.conformance
def test_no_page_in_the_contents_of_a_shipped_report_is_wrong(shipped):
    found = shipped
    assert {name: each.wrong for name, each in found.items() if each.wrong} == {}
    blank = {name: [words for words, page in each.before if not page] for name, each in found.items()}
    assert {name: words for name, words in blank.items() if words} == {}
    assert all(len(each.before) > 10 for name, each in found.items() if name.startswith("appendix"))


@pytest.mark.conformance
def test_a_shipped_report_knows_its_pages_in_word(tmp_path):
    wanted = Request(
        ("briefing", "appendix"), years="2020-2024", data=data_folder(), templates=templates_folder(), date=DATE,
        formats=("docx",), out=tmp_path, allow_failing_checks=True,
    )  # fmt: skip
    planned = plan(wanted)
    outcomes = [run_job(job, planned.context) for job in planned.jobs]
    assert len(outcomes) == 2
    assert [outcome.notes for outcome in outcomes] == [(), ()]


@pytest.mark.conformance
def test_every_fact_sheet_has_two_pages_in_word_as_in_print(tmp_path):
    build(Request(("factsheet",), all_places=True), tmp_path, "sheet")
    require_faces()
    try:
        made = office.convert(sorted(tmp_path.glob("*.docx")), tmp_path)
    except NotInstalled as reason:
        pytest.skip(str(reason))
    assert len(made) > 50
    assert {name: len(office.pages(pdf)) for name, pdf in made.items() if len(office.pages(pdf)) != 2} == {}


@pytest.fixture(scope="module")
def houses(tmp_path_factory):
    """The briefing in our own template and in six of other houses, and the appendix, which has contents, in these."""
    folder = tmp_path_factory.mktemp("houses")
    build(Request(("briefing",), years="2020-2024"), folder, "own")
    for name in SIX:
        (folder / "template.docx.bytes").write_bytes(HOUSES[name]())
        for report, suffix in (("briefing", ""), ("appendix", "-listed")):
            request = Request((report,), years="2020-2024", docx_template=folder / "template.docx.bytes")
            build(request, folder, name.replace(" ", "-") + suffix)
    return judged(folder)


@pytest.mark.conformance
@pytest.mark.parametrize("name", SIX)
def test_no_page_in_the_contents_is_wrong_in_the_template_of_another_house(houses, name):
    found = houses[name.replace(" ", "-") + "-listed"]
    assert found.wrong == []
    assert len(found.after) > 10
    assert {words for words, _ in found.before} == {words for words, _ in found.after}
    assert all(page.isdigit() for _, page in found.after)


@pytest.mark.conformance
@pytest.mark.parametrize("name", SIX)
def test_its_first_page_is_nearly_as_full_as_ours(houses, name):
    ours = office.reach(houses["own"].pdf, margin=FOOT)
    assert office.reach(houses[name.replace(" ", "-")].pdf, margin=FOOT) >= AS_FULL * ours


@pytest.mark.conformance
@pytest.mark.parametrize("name", SIX)
def test_no_number_on_its_first_page_is_broken(houses, name):
    shown = office.pages(houses[name.replace(" ", "-")].pdf)[0]
    assert all(figure in shown for figure in ("29,568", "91.4%", "23,160", "20.5"))
