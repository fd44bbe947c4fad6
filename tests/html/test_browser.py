"""Pages in a browser: axe finds nothing, nobody is asked for anything, nothing is too wide, keys reach everything."""

from datetime import date
from pathlib import Path

import pytest

from reportgen.batch import Job, Request, plan, run_jobs
from reportgen.builders import BUILDERS
from reportgen.template.themes import read_theme
from reportgen.years import PeriodRange
from tests.documents import stress_document
from tests.judges import axe, nu
from tests.judges.fetched import NotInstalled
from tests.worlds import ROOT

pytestmark = pytest.mark.conformance

HTML = ("html",)
ALL = PeriodRange(2020, 2024)
JOBS = (
    Job("briefing", "", ALL, HTML),
    Job("briefing", "", PeriodRange(2024, 2024), HTML),
    Job("appendix", "", ALL, HTML),
    Job("factsheet", "TX", ALL, HTML),
    Job("factsheet", "GU", ALL, HTML),
)
MOST_BYTES = {"briefing": 500_000, "factsheet": 150_000}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    asked = Request(
        ("briefing", "appendix", "factsheet"),
        places=("TX", "GU"),
        out=folder,
        data=ROOT / "data",
        templates=ROOT / "templates",
        date=date(2025, 6, 30),
        formats=HTML,
    )
    outcomes = list(run_jobs(JOBS, plan(asked).context))
    assert [str(error) for outcome in outcomes for error in outcome.errors] == []
    stress = folder / "stress.html"
    stress.write_bytes(BUILDERS["html"].build(stress_document(rows=40), read_theme("default", Path("templates"))))
    return (*(file for outcome in outcomes for file in outcome.files), stress)


STEPPED = "briefing-2020-2024.html"
STEPS = (
    {"press": "Tab"},
    "document.activeElement.textContent",
    {"press": "Enter"},
    "document.activeElement.id",
    "document.querySelector('svg.wide .spot').focus()",
    {"press": "ArrowRight"},
    "document.activeElement.getAttribute('aria-label')",
    "document.querySelector('.tip').textContent === document.activeElement.getAttribute('aria-label')",
    {"press": "Escape"},
    "document.querySelector('.tip').hidden",
    "document.querySelector('.toggle').focus()",
    {"press": "Enter"},
    "document.querySelector('.values').open",
    "document.querySelector('.toggle').getAttribute('aria-expanded')",
    "document.getElementById(':scheme').focus()",
    {"press": "Enter"},
    "document.documentElement.dataset.scheme",
    "[...document.querySelectorAll('a, button, summary')].filter((each) => each.tabIndex < 0).length",
    "document.querySelector('section p .q').focus()",
    {"press": "Enter"},
    "document.activeElement.id",
    "document.querySelector('.asked').textContent",
    "location.hash.slice(0, 5)",
    {"press": "Escape"},
    "document.activeElement.textContent",
    "document.querySelector('section table .q').focus()",
    {"press": "ArrowRight"},
    {"press": "Enter"},
    "document.querySelector('.asked').textContent === document.querySelector('.q.on').textContent",
)


@pytest.fixture(scope="module")
def looks(pages):
    """What a browser makes of each page."""
    try:
        return {page.name: axe.looked_at(page.resolve(), STEPS if page.name == STEPPED else ()) for page in pages}
    except NotInstalled as reason:
        pytest.skip(str(reason))


def test_axe_finds_nothing_in_any_scheme_and_width(looks):
    found = {f"{page}, {name}": said for page, look in looks.items() for name, said in look["violations"].items()}
    assert len(found) == 5 * len(looks)
    assert {name: said for name, said in found.items() if said} == {}


def test_a_page_asks_for_nothing_and_is_no_wider_than_its_window(looks):
    for page, look in looks.items():
        assert {address.rpartition("/")[2] for address in look["requests"]} == {page}
        assert look["errors"] == [], page
        assert all(wide <= int(name.split()[1]) for name, wide in look["wide"].items()), (page, look["wide"])


def test_keys_reach_the_text_the_values_and_the_tables(looks):
    answers = [answer for answer in looks[STEPPED]["answers"] if answer is not None]
    assert answers == [
        "Skip to the text",
        ":text",
        "All cases: 27,733 in 2021; −6.9% on 2020",
        True,
        True,
        True,
        "true",
        "dark",
        0,
        ":asked",
        "29,568",
        "#fig=",
        "29,568",
        True,
    ]


def test_pages_are_small(pages):
    sizes = {page.name: page.stat().st_size for page in pages}
    for name, size in sizes.items():
        assert size <= MOST_BYTES.get(name.partition("-")[0], size), (name, size)


def test_the_judge_of_markup_finds_nothing(pages):
    try:
        assert nu.complaints(pages) == []
    except NotInstalled as reason:
        pytest.skip(str(reason))
