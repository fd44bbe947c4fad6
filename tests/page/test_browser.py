"""The page as somebody without a shell uses it: in a real browser, with the keyboard, at two widths, in the dark."""

import re
import shutil
import time

import pytest

from tests.judges import axe
from tests.judges.fetched import NotInstalled
from tests.page.served import Served
from tests.page.test_correct import laid_down

pytestmark = pytest.mark.conformance

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
BROWSER = next(filter(None, map(shutil.which, axe.BROWSERS)), None)
if BROWSER is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

GOAL_SECONDS = 120
"""For three documents, by somebody who sees the page for the first time; a test has no thoughts, and gets a quarter."""
SHEET = "Region;Year;Kind;Visits\nNorth;2022;paid;100\nNorth;2022;free;20\nSouth;2022;paid;30\nSouth;2022;free;s\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    found = Served(tmp_path_factory.mktemp("browser") / "work")
    yield found
    found.end()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def tab(served, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-US")
    found = context.new_page()
    found.set_default_timeout(180_000)
    found.on("pageerror", lambda error: pytest.fail(str(error)))
    found.goto(served.address)
    yield found
    context.close()


def test_three_documents_are_made_by_somebody_without_a_shell(tab, served):
    started = time.monotonic()
    tab.get_by_role("link", name="Factsheet").click()
    tab.get_by_label("Only these:").check()
    for name in ("Texas", "OH", "guam"):
        tab.locator("#places").fill(name)
        tab.locator("#places").press("Enter")
    assert tab.locator("#chosen-places li").all_inner_texts() == ["Texas ×", "Ohio ×", "Guam ×"]
    tab.get_by_label("Word").uncheck()
    tab.get_by_role("button", name="Make", exact=True).click()
    tab.get_by_role("link", name="Download all as ZIP").wait_for()
    assert tab.locator("#job .files a[target]").count() == 3
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download all as ZIP").click()
    assert download.value.suggested_filename == "reports.zip"
    assert time.monotonic() - started < GOAL_SECONDS


def test_a_file_is_brought_and_becomes_a_project(tab, served, tmp_path):
    (tmp_path / "visits.csv").write_text(SHEET)
    tab.goto(f"{served.base}import")
    tab.get_by_label("File with a table").set_input_files(tmp_path / "visits.csv")
    tab.get_by_role("button", name="Look at it").click()
    tab.get_by_role("button", name="Take these answers").click()
    tab.get_by_text("Nothing is left to ask.").wait_for()
    tab.get_by_role("button", name=re.compile("Make a project of")).click()
    tab.wait_for_url("**/visits/make")
    tab.get_by_role("button", name="Make", exact=True).click()
    tab.get_by_role("link", name=re.compile(r"briefing-2022\.pdf$")).first.wait_for()


def have_own_copies(tab, served):
    tab.goto(f"{served.base}examples/write")
    copies = tab.get_by_role("button", name="Make copies of my own")
    if copies.count():
        with tab.expect_navigation():
            copies.click()


def test_a_mistake_in_a_text_is_shown_at_its_line_and_mended(tab, served):
    have_own_copies(tab, served)
    tab.goto(f"{served.base}examples/write/briefing")
    tab.wait_for_selector("body[data-shown]")
    first = tab.evaluate("document.body.dataset.shown")
    text = tab.locator("#text")
    good = text.input_value()
    bad = good.replace("- figure: cases\n", "- figure: casess\n", 1)
    end = good.index("- figure: cases\n") + len("- figure: cases")
    text.evaluate("(each, at) => { each.focus(); each.setSelectionRange(at, at); }", end)
    tab.keyboard.type("s")
    assert text.input_value() == bad
    tab.get_by_role("button", name="Use cases").wait_for()
    line = bad.split("\n").index("- figure: casess") + 1
    assert tab.locator("#errors button").first.inner_text() == f"Line {line}"
    assert tab.evaluate("document.body.dataset.shown") == first
    assert tab.locator("#old").is_visible()
    tab.get_by_role("button", name="Use cases").click()
    tab.get_by_role("button", name="Use cases").wait_for(state="detached")
    assert text.input_value() == good
    tab.locator("#old").wait_for(state="hidden")


def test_the_part_with_a_mistake_is_framed_where_it_stands(tab, served):
    have_own_copies(tab, served)
    tab.goto(f"{served.base}examples/write/briefing")
    tab.wait_for_selector("body[data-shown]")
    text = tab.locator("#text")
    end = text.input_value().index("figure: cases\nlegend: Cases") + len("figure: cases")
    text.evaluate("(each, at) => { each.focus(); each.setSelectionRange(at, at); }", end)
    tab.keyboard.type("q")
    frame = tab.locator(".frame").bounding_box()
    page = tab.locator("#pages img").nth(3).bounding_box()
    assert page["y"] < frame["y"] < frame["y"] + frame["height"] < page["y"] + page["height"]
    assert page["x"] < frame["x"] < frame["x"] + frame["width"] < page["x"] + page["width"]
    tab.keyboard.press("Backspace")
    tab.locator(".frame").wait_for(state="detached")
    assert "framed" not in tab.locator("#old").inner_text()


def test_what_does_not_hold_is_kept_with_the_keyboard_alone(tab, served):
    (served.work / "projects" / "kept").mkdir(parents=True)
    laid_down(served.work / "projects" / "kept")
    tab.goto(f"{served.base}kept/check?about=kinds")
    tab.locator("details:has(textarea) summary").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.type("One visit was counted twice in the source.")
    tab.keyboard.press("Tab")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.goto(f"{served.base}kept/check?about=kinds")
    assert tab.get_by_text("One visit was counted twice in the source.").count() >= 1
    with tab.expect_navigation():
        tab.get_by_role("button", name=re.compile("Take it back")).click()
    assert tab.get_by_text("counted twice").count() == 0


def test_an_edit_in_another_editor_is_seen(tab, served):
    have_own_copies(tab, served)
    tab.goto(f"{served.base}examples/write/factsheet")
    tab.wait_for_selector("body[data-shown]")
    tab.wait_for_timeout(500)  # until the server watches
    first = tab.evaluate("document.body.dataset.shown")
    file = served.work / "templates" / "factsheet.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nWritten elsewhere.\n", encoding="utf-8")
    tab.wait_for_selector(f"body[data-shown]:not([data-shown='{first}'])")
    assert "Written elsewhere." in tab.locator("#text").input_value()


SCREENS = ("make", "documents", "check", "write", "write/briefing")


@pytest.fixture(scope="module")
def screens_of_a_new_year(served, browser, tmp_path_factory):
    """The screens of a project that new figures are brought to, and of a document that is older than they."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "visits.csv").write_text(SHEET)
    context = browser.new_context()
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    tab.goto(served.address)
    tab.goto(f"{served.base}import")
    tab.set_input_files("#file", folder / "visits.csv")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Look at it").click()
    brought = tab.url
    with tab.expect_navigation():
        tab.get_by_role("button", name=re.compile("Make a project of")).click()
    project = tab.url.removeprefix(served.base).partition("/")[0]
    with tab.expect_navigation():
        tab.get_by_role("button", name="Make", exact=True).click()
    tab.get_by_role("link", name=re.compile(r"briefing-2022\.pdf$")).first.wait_for()
    (folder / "next.csv").write_text(SHEET.replace(";100", ";109") + "North;2023;paid;7\n")
    tab.goto(f"{served.base}{project}/refresh")
    tab.set_input_files("#file", folder / "next.csv")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Look at what changes").click()
    looked_at = tab.url
    with tab.expect_navigation():
        tab.get_by_role("button", name="Take these figures").click()
    (folder / "third.csv").write_text(SHEET.replace("Visits", "Calls").replace("2022", "2024"))
    tab.goto(f"{served.base}{project}/refresh")
    tab.set_input_files("#file", folder / "third.csv")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Look at what changes").click()
    tab.get_by_text("Is it the same column?").wait_for()
    asked = tab.url
    made, changed = f"{project}/documents", f"{project}/documents/changed?file=briefing-2022.pdf"
    context.close()
    (served.work / "projects" / "misprint").mkdir()
    laid_down(served.work / "projects" / "misprint")
    screens = (f"{project}/refresh", made, changed, f"{changed}&verify=1", "misprint/check")
    return [brought, looked_at, asked, *(f"{served.base}{each}" for each in screens)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_screen(served, browser, screens_of_a_new_year, width, scheme):
    try:
        _, _, folder = axe.installed()
    except NotInstalled as error:
        pytest.skip(str(error))
    script = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    tab.goto(served.address)
    screens = [f"{served.base}{each}" for each in ("import", "examples/make?report=factsheet", "nothing")]
    screens += screens_of_a_new_year
    found = {}
    for address in (*screens, *(f"{served.base}examples/{screen}" for screen in SCREENS)):
        tab.goto(address)
        tab.wait_for_timeout(300)
        tab.add_script_tag(content=script)
        result = tab.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])")
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if result or overflow > 0:
            found[address.removeprefix(served.base)] = (result, overflow)
    context.close()
    assert found == {}


NAMED = "({ name, id, textContent }) => name || id || textContent.trim()"
"""What an element is known by."""


def test_the_page_is_used_with_the_keyboard_alone(tab, served):
    tab.goto(f"{served.base}examples/make?report=briefing")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the page"
    tab.keyboard.press("Enter")
    reached = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate(f"({NAMED})(document.activeElement)"))
        if reached[-1] == "Make":
            break
    assert {"from", "until", "formats", "theme", "Make"} <= set(reached)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/make?job=*")


def test_the_period_is_moved_by_its_two_ends(tab, served):
    tab.goto(f"{served.base}examples/make?report=briefing")
    tab.locator("#from").press("ArrowRight")
    tab.get_by_role("slider", name="To").press("ArrowLeft")
    assert tab.locator("#chosen-span").inner_text() == "2021 to 2023"
    assert tab.locator("#from").get_attribute("aria-valuetext") == "2021"
    tab.locator("#from").press("End")
    assert tab.locator("#chosen-span").inner_text() == "2024"
    tab.get_by_role("button", name="Make", exact=True).click()
    tab.get_by_role("link", name=re.compile(r"briefing-2024\.pdf$")).first.wait_for()


def test_the_map_fills_as_places_are_made(tab, served):
    tab.goto(f"{served.base}examples/make?report=factsheet")
    tab.get_by_label("Only these:").check()
    tab.locator("#places").fill("AK; HI; WY")
    tab.locator("#places").press("Enter")
    tab.get_by_label("Word").uncheck()
    assert tab.locator("#how-many").inner_text() == "3 × 1 = 3 files."
    tab.get_by_role("button", name="Make", exact=True).click()
    tab.get_by_role("link", name="Download all as ZIP").wait_for()
    assert tab.locator(".tiles a").all_inner_texts() == ["AK\nAlaska", "HI\nHawaii", "WY\nWyoming"]
    assert tab.locator(".tiles a").first.get_attribute("href") == "/examples/files/factsheet-AK-2020-2024.pdf"


def test_the_page_works_without_script(served, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    tab.goto(served.address)
    tab.goto(f"{served.base}examples/make?report=factsheet")
    tab.locator("#some").check()
    tab.locator("#places").fill("GU; Texas")
    tab.get_by_label("Word").uncheck()
    tab.get_by_role("button", name="Make", exact=True).click()
    for _ in range(120):
        if tab.locator("#job .files").count() and not tab.get_by_role("button", name="Stop").count():
            break
        tab.wait_for_timeout(500)
        tab.reload()
    assert tab.get_by_role("link", name="factsheet-TX-2020-2024.pdf", exact=True).count() == 1
    context.close()


def test_text_may_be_four_times_as_large(served, browser, screens_of_a_new_year):
    """1280 pixels at 400 % are 320: nothing has to be scrolled sideways but what is a sheet."""
    context = browser.new_context(viewport={"width": 320, "height": 256})
    tab = context.new_page()
    tab.goto(served.address)
    screens = ("make?report=factsheet", "check", "documents", "write", "write/briefing")
    own = (f"{served.base}examples/{screen}" for screen in screens)
    for screen in (f"{served.base}import", *own, *screens_of_a_new_year):
        tab.goto(screen)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, screen
    context.close()
