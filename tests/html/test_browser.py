"""Pages in a browser: axe finds nothing, nobody is asked for anything, nothing is too wide, keys reach everything."""

from datetime import date
from pathlib import Path

import pytest

from reportgen.batch import Job, Request, plan, run_jobs, run_plan
from reportgen.builders import BUILDERS
from reportgen.template.themes import read_theme
from reportgen.years import PeriodRange
from tests.documents import stress_document
from tests.html.attacks import planted
from tests.judges import axe, nu
from tests.judges.fetched import NotInstalled
from tests.worlds import ROOT

pytestmark = pytest.mark.conformance

HTML = ("html",)
PLACES = ("TX", "GU", "WY", "VI")
SINGLE = PeriodRange(2024, 2024)
MOST_BYTES = {"briefing": 500_000, "factsheet": 150_000}


def request(folder, *reports, data=ROOT, **options):
    return Request(
        reports,
        out=folder,
        data=data / "data" if data == ROOT else data,
        templates=data / "templates",
        date=date(2025, 6, 30),
        formats=HTML,
        allow_failing_checks=True,
        **options,
    )


def made(asked, jobs=None):
    """The pages of a request, or of some jobs in place of its own."""
    planned = plan(asked)
    outcomes = list(run_jobs(jobs, planned.context) if jobs else run_plan(planned))
    assert [str(error) for outcome in outcomes for error in outcome.errors] == []
    return [file for outcome in outcomes for file in outcome.files if file.suffix == ".html"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A site with its front page and that for wrong addresses, other ranges and languages, all blocks, and attacks."""
    folder = tmp_path_factory.mktemp("pages")
    theme = read_theme("default", Path("templates"))
    site = made(request(folder, "briefing", "appendix", "factsheet", places=PLACES, site=True, with_data=True))
    single = made(request(folder, "briefing"), [Job("briefing", "", SINGLE, HTML)])
    spanish = made(request(folder, "factsheet", places=("CA",), language="es"))
    german = made(request(folder, "bericht", data=ROOT / "tests" / "worlds" / "basel"))
    documents = {"stress": stress_document(rows=40), "attacks": planted(stress_document(rows=12))}
    for name, document in documents.items():
        (folder / f"{name}.html").write_bytes(BUILDERS["html"].build(document, theme))
    return (*site, *single, *spanish, *german, *(folder / f"{name}.html" for name in documents))


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
    {"press": "Enter"},
    "document.querySelector('.asked').textContent",
    {"press": "Escape"},
    "document.activeElement.getAttribute('aria-label')",
    "document.querySelector('.toggle').focus()",
    {"press": "Enter"},
    "document.querySelector('.values').open",
    "document.querySelector('.toggle').getAttribute('aria-expanded')",
    "document.getElementById(':scheme').focus()",
    {"press": "Enter"},
    "document.documentElement.dataset.scheme",
    "document.querySelector('.menu summary').focus()",
    {"press": "Enter"},
    "document.querySelector('.menu').open",
    {"press": "Escape"},
    "document.querySelector('.menu').open",
    "[...document.querySelectorAll('a, button, summary')].filter((each) => each.tabIndex < 0).length",
    "document.querySelector('section p .q').focus()",
    {"press": "Enter"},
    "document.activeElement.id",
    "document.querySelector('.asked').textContent",
    "location.hash.slice(0, 5)",
    "[...document.querySelectorAll('.strip li')].map((each) => each.textContent).join('; ')",
    "document.querySelector('.held').textContent",
    "document.querySelector('.cite').focus()",
    "window.copied = ''; document.addEventListener('copy', () => { copied = String(getSelection()); }); undefined",
    {"press": "Enter"},
    "new Promise((done) => setTimeout(() => done(document.querySelector('.done').textContent), 300))",
    {"press": "Escape"},
    "document.activeElement.textContent",
    "document.querySelector('section table .q').focus()",
    {"press": "ArrowRight"},
    {"press": "Enter"},
    "document.querySelector('.asked').textContent === document.querySelector('.q.on').textContent",
)


SEARCHED = (
    "document.querySelector('#find') === null",
    "[...document.querySelectorAll('.row[data-name] > a')].map((each) => each.getAttribute('href')).join(' ')",
    "document.styleSheets.length",
    "getComputedStyle(document.querySelector('.map')).getPropertyValue('--columns') > 3",
)
TAKEN = (
    "document.querySelectorAll('.exhibit .take').length === document.querySelectorAll('.exhibit[id]').length",
    "window.saved = []; URL.createObjectURL = (made) => { saved.push(made); return '#'; }; undefined",
    "document.querySelector('.take button').click()",
    "saved[0].text().then((text) => text.split('\\r\\n')[1])",
)
ATTACKED = ("window.hit === undefined", "document.querySelectorAll('script').length", "document.images.length")
STEPS_OF = {
    STEPPED: (*STEPS, *TAKEN),
    "index.html": SEARCHED,
    "attacks.html": ATTACKED,
}


@pytest.fixture(scope="module")
def looks(pages):
    """What a browser makes of each page."""
    try:
        found = axe.all_looked_at([(page.resolve(), STEPS_OF.get(page.name, ())) for page in pages])
        return {page.name: look for page, look in zip(pages, found, strict=True)}
    except NotInstalled as reason:
        pytest.skip(str(reason))


def test_axe_finds_nothing_in_any_scheme_and_width(looks):
    found = {f"{page}, {name}": said for page, look in looks.items() for name, said in look["violations"].items()}
    assert len(found) == 5 * len(looks)
    assert {name: said for name, said in found.items() if said} == {}


def test_a_page_without_a_network_asks_for_nothing_tries_nothing_and_is_no_wider_than_its_window(looks):
    for page, look in looks.items():
        assert {address.rpartition("/")[2] for address in look["requests"]} == {page}
        assert look["errors"] == [], page
        assert all(wide <= int(name.split()[1]) for name, wide in look["wide"].items()), (page, look["wide"])


def test_nothing_is_cut_off_at_four_hundred_percent_and_with_text_spaced_out(looks):
    assert {page: look["cut"] for page, look in looks.items() if look["cut"]} == {}


def test_charts_and_maps_keep_their_colours_where_a_system_sets_its_own_and_nothing_moves(looks):
    assert {page: look["forced"] for page, look in looks.items() if look["forced"] != 0} == {}
    assert {page: look["moving"] for page, look in looks.items() if look["moving"]} == {}


def test_print_has_as_many_pages_as_the_board_edition(looks):
    assert looks[STEPPED]["printed"] == 8


def test_no_words_of_data_or_templates_are_run(looks):
    assert looks["attacks.html"]["answers"] == [True, 1, 0]


def test_the_front_page_of_a_site_leads_to_the_page_of_each_place(looks):
    without_search, leads, sheets, has_columns = looks["index.html"]["answers"]
    assert (without_search, sheets, has_columns) == (True, 1, True)  # four places are seen at a glance
    assert leads.split() == [f"factsheet-{place}-2020-2024.html" for place in ("GU", "TX", "VI", "WY")]


def test_keys_reach_the_text_the_values_and_the_tables(looks):
    answers = [answer for answer in looks[STEPPED]["answers"] if answer is not None]
    assert answers == [
        "Skip to the text",
        ":text",
        "All cases: 27,733 in 2021; −6.9% on 2020",
        True,
        True,
        "27,733",
        "All cases: 27,733 in 2021; −6.9% on 2020",
        True,
        "true",
        "dark",
        True,
        False,
        0,
        ":asked",
        "29,568",
        "#fig=",
        "2020 29,782; 2021 27,733; 2022 27,644; 2023 28,886; 2024 29,568",
        "Holds:",
        "Copied",
        "29,568",
        True,
        True,
        '"All cases","29,782","27,733","27,644","28,886","29,568"',
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
