"""The front page of a folder: what it lists, what it says of each document, and that it asks nobody for anything."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from reportgen.batch import Request, plan, run_plan
from reportgen.batch.entries import Entry, entry_from, entry_values
from reportgen.batch.manifest import read_manifest
from reportgen.batch.store import store_at
from reportgen.document import Listing, Slot, Summary, Trend
from reportgen.periods import parse_period
from reportgen.resources import data_folder, templates_folder
from tests.goldens import DATE
from tests.judges import axe
from tests.judges.fetched import NotInstalled
from tests.packages import make_package, observation
from tests.worlds import make_world

PLACES = (
    ("US", "United States", "country", "", ""),
    ("AA", "Alpha", "state", 0, 1),
    ("BB", "Beta", "state", 1, 0),
    ("CC", "Gamma", "territory", 1, 1),
    ("DD", "Delta", "state", 2, 2),
)
FIGURES = (
    (2020, "US", 900),
    (2022, "US", 1000),
    (2020, "AA", 200),
    (2022, "AA", 300),
    (2020, "BB", 300),
    (2022, "BB", 200),
    (2020, "CC", 50),
    (2022, "CC", 75),
    (2022, "DD", 30),
)
INDEX = """:::{index}
title: Cases, by state
documents: Sheets
figure: cases
label: cases reported
nouns: [case, cases]
text: "In {{ last }}, {{ figure('cases', last, country.place) }} cases were reported."
box-title: Before you compare
box: Counts, not rates.
notes:
  - A note on the list.
:::

"""
SHEET = INDEX + "# Place\n\nThis is {{ place.name }}.\n"


@pytest.fixture
def world(tmp_path):
    """A world of five places, four with a tile, and sheets that say how they are listed."""
    world = make_world(tmp_path)
    write_data(world)
    world.write_report("sheet", SHEET, more="scope: place\n")
    return world


def write_data(world, places=PLACES, figures=FIGURES):
    names = ("place", "name", "place_type", "tile_row", "tile_column")
    records = [
        {**dict(zip(names, place, strict=True)), "in_sentence": place[1], "order": order}
        for order, place in enumerate(places)
    ]
    rows = [observation(value, year=year, place=place) for year, place, value in figures]
    make_package(world.data, rows, places=records)


def states(world, *reports, **options):
    """List what a request makes, and return what became of each file, by name."""
    given = {
        "reports": reports or ("sheet",),
        "all_places": "note" not in reports,
        "formats": ("txt",),
        "out": world.out,
        "data": world.data,
        "templates": world.templates,
        "date": DATE,
        "index": True,
    }
    outcomes = run_plan(plan(Request(**{**given, **options})))
    return {result.name: result.state for outcome in outcomes for result in outcome.results}


def page_of(world, *reports, **options):
    assert states(world, *reports, **options)["index.html"] in {"made", "unchanged"}
    return (options.get("out", world.out) / "index.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """What somebody hears who goes through the page: links with their words, and all that is said."""

    def __init__(self, page):
        super().__init__()
        self.links, self.said, self.silent, self.open = [], [], 0, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in {"meta", "input", "img", "path"}:
            return
        is_silent = attrs.get("aria-hidden") == "true" or tag in {"style", "script", "template"}
        self.open.append((tag, is_silent))
        self.silent += is_silent
        if tag == "a" and not self.silent:
            self.links.append([unquote(attrs["href"]), ""])

    def handle_endtag(self, tag):
        while self.open:
            found, was_silent = self.open.pop()
            self.silent -= was_silent
            if found == tag:
                break

    def handle_data(self, data):
        if self.silent:
            return
        self.said.append(data)
        if any(tag == "a" for tag, _ in self.open):
            self.links[-1][1] += data


def links(page):
    return [tuple(link) for link in Reader(page).links]


def said(page):
    return re.sub(r"\s+", " ", "".join(Reader(page).said))


def on_map(page):
    return [words for _, words in links(page[page.index('<nav class="places"') : page.index('<div class="legend"')])]


# -- what it says ---------------------------------------------------------------------------------------------------


def test_the_title_and_the_count_of_directions_open_the_page(world):
    page = page_of(world)
    assert "<h1>Cases, by state</h1>" in page
    assert (
        "In 2022, 1,000 cases were reported. Compared with 2020, counts are higher in two places and lower in one. "
        "One cannot be compared." in said(page)
    )


def test_the_map_is_a_list_of_links_from_row_to_row(world):
    assert on_map(page_of(world)) == [
        "Alpha, 300 cases in 2022, up 100 since 2020",
        "Beta, 200 cases in 2022, down 100 since 2020",
        "Gamma, 75 cases in 2022, up 25 since 2020",
        "Delta, 30 cases in 2022, no figure for 2020",
    ]


def test_a_row_has_the_figure_the_change_and_the_files_of_its_place(world):
    page = page_of(world, formats=("txt", "docx"))
    row = page[page.index('<li class="row" data-name="alpha"') :].partition("</li>")[0]
    assert said(row) == "Alpha300 cases reported in 2022since 2020: +100 +50.0%Word, Alpha, 10 kBText, Alpha, 1 kB"
    assert [address for address, _ in links(row)] == [
        "sheet-AA-2020-2022.docx",
        "sheet-AA-2020-2022.docx",
        "sheet-AA-2020-2022.txt",
    ]


def test_a_trend_says_its_values(world):
    assert 'aria-label="2020 200; 2022 300"' in page_of(world)


def test_marks_are_explained_below_the_list(world):
    page = said(page_of(world))
    assert "Gamma75 cases reported in 2022since 2020: +25 [z]" in page
    assert "[z] No percentage change is calculated from a base under 100." in page
    assert "[x] No row in the table of that year; that is not a zero." in page
    assert "A note on the list." in page


def test_places_without_a_tile_are_listed_and_have_no_map(world):
    write_data(world, [(*place[:3], "", "") for place in PLACES])
    page = page_of(world)
    assert '<nav class="places"' not in page
    assert page.count('<li class="row"') == 4
    assert "Before you compare" in said(page)


def test_a_few_places_make_no_map(world):
    page = page_of(world, places=("AA", "BB", "CC"), all_places=False)
    assert '<nav class="places"' not in page
    assert page.count('<li class="row"') == 3


def test_a_report_that_says_nothing_of_a_list_is_listed_with_its_key_figures(world):
    tiles = "".join(
        f"- {{value: '{value}', label: {label}}}\n" for value, label in ((3, "ones"), (4, "twos"), (5, "x"))
    )
    world.write_report("note", f":::{{key-figures}}\n{tiles}:::\n")
    page = said(page_of(world, "note"))
    assert "Index of reports 1 document." in page
    assert "3 ones; 4 twos" in page


def test_many_documents_without_a_list_of_their_own_are_searched_all_the_same(world):
    letters = "ABCDEF"
    places = [PLACES[0], *((f"{one}Z", f"{one}land", "state", 0, place) for place, one in enumerate(letters))]
    write_data(world, places, [(2022, f"{one}Z", 200) for one in letters] + [(2022, "US", 9)])
    world.write_report("sheet", "This is {{ place.name }}.\n", more="scope: place\n")
    page = page_of(world)
    assert 'id="find"' in page
    assert page.count("<li data-name=") == 6
    assert "data-way" not in page.partition("<script>")[0]


def test_documents_of_another_report_stand_below_the_places(world):
    states(world, "note")
    page = said(page_of(world, "sheet"))
    assert page.index("All places") < page.index("Other documents: note")


def test_another_range_of_the_same_report_is_listed_apart(world):
    states(world)
    page = page_of(world, years="2022")
    assert "Sheets 4 places, 2022" in said(page)
    assert page.count('<li class="row"') == 4
    assert page.count('<a class="button" href="sheet-AA-2020-2022.txt"') == 1
    assert "Sheets 4 places, 2020 to 2022" in said(page_of(world))


def test_a_name_is_text_and_no_markup(world):
    name = "<b>\"A\" & 'B'</b>"
    write_data(world, [(PLACES[1][0], name, *PLACES[1][2:]) if place[0] == "AA" else place for place in PLACES])
    page = page_of(world)
    assert "<b>&quot;A&quot; &amp; &#x27;B&#x27;</b>" not in page
    assert f"{name}, 300 cases in 2022, up 100 since 2020" in on_map(page)


def test_a_list_of_many_places_has_letters_and_search(world):
    letters = "ABCDEFGHIJKLMNOPQRSTU"
    places = [PLACES[0], *((f"{one}Z", f"{one}land", "state", 0, place) for place, one in enumerate(letters))]
    write_data(world, places, [(year, f"{one}Z", 200) for year in (2020, 2022) for one in letters] + [(2022, "US", 9)])
    page = page_of(world)
    assert ("#letter-C", "C") in links(page)
    assert 'id="letter-C"' in page
    assert "#letter-V" not in page
    assert '<div class="find scripted">' in page
    assert "the same in 21 places" in said(page)


# -- what is not there ----------------------------------------------------------------------------------------------


def test_a_document_that_could_not_be_made_is_told_and_not_linked(world):
    page_of(world)
    world.write_report("sheet", SHEET + "{% if place.place == 'AA' %}\n# {{ nothing }}\n{% endif %}", "scope: place\n")
    page = page_of(world)
    assert "One document was not made" in said(page)
    assert "Alpha (Text): unknown name `nothing`" in said(page)
    assert "sheet-AA-2020-2022.txt" not in page
    assert page.count('<li class="row"') == 3


def test_a_file_that_was_removed_is_not_linked(world):
    page_of(world)
    (world.out / "sheet-AA-2020-2022.txt").unlink()
    assert "sheet-AA-2020-2022.txt" not in page_of(world, places=("BB",), all_places=False)


def test_a_file_that_was_changed_by_hand_is_told(world):
    page_of(world)
    (world.out / "sheet-AA-2020-2022.txt").write_text("mine", encoding="utf-8")
    page = said(page_of(world))
    assert "One document was not made" in page
    assert "Alpha (Text): it was changed by hand" in page


# -- one file -------------------------------------------------------------------------------------------------------


def test_the_page_asks_nobody_for_anything(world):
    page = page_of(world)
    addresses = re.findall(r"""(?:src|href|url|action)\s*[=(]\s*["']?([^"')>\s]*)""", page)
    assert [each for each in addresses if re.match(r"\w+:|//", each) and not each.startswith("data:")] == []
    assert "http" not in re.sub(r"base64,[^)]*", "", page).replace("http-equiv", "")


def test_the_same_documents_give_the_same_page(world, tmp_path):
    first = page_of(world)
    assert page_of(world, out=tmp_path / "other") == first
    assert (tmp_path / "other" / "index.html").read_text(encoding="utf-8") == first


def test_the_list_is_no_document_and_not_in_itself_when_it_is_made_again(world):
    page_of(world)
    world.write_report("sheet", SHEET.replace("Counts, not rates.", "Counts."), more="scope: place\n")
    page = page_of(world)
    assert "earlier runs" not in page
    table = (world.out / "index.csv").read_text(encoding="utf-8")
    assert "index" not in table
    assert len(table.splitlines()) == 1 + 4


def test_documents_of_other_years_stand_below_those_of_this_run_and_say_that_they_are_earlier(world):
    page_of(world, "note", years="2020")
    page = page_of(world, "note", years="2020-2022")
    files = list(dict.fromkeys(address for address, _ in links(page) if address.endswith(".txt")))
    assert files == ["note-2020-2022.txt", "note-2020.txt"]
    assert said(page).count("of an earlier run, whose figures may have changed since") == 1


def test_what_a_list_says_is_no_change_of_a_document(world):
    page_of(world)
    world.write_report("sheet", SHEET.replace("Counts, not rates.", "Counts of reports."), more="scope: place\n")
    assert states(world) == {
        **{f"sheet-{place}-2020-2022.txt": "unchanged" for place in ("AA", "BB", "CC", "DD")},
        "index.csv": "unchanged",
        "index.html": "made",
    }
    assert "Counts of reports." in (world.out / "index.html").read_text(encoding="utf-8")


# -- the manifest ---------------------------------------------------------------------------------------------------


def test_an_entry_is_the_same_after_the_manifest_was_read(world):
    page_of(world)
    entries = read_manifest(store_at(world.out)).entries
    assert len(entries) == 4
    assert all(entry_from(json.loads(json.dumps(entry_values(entry)))) == entry for entry in entries.values())


def test_a_manifest_of_the_format_before_can_be_read(world):
    page_of(world)
    path = world.out / "manifest.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["entries"], values["sha256"]
    path.write_text(json.dumps({**values, "format": 1}), encoding="utf-8")
    assert set(states(world).values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("before", "after"),
    [('"kicker"', '"above"'), ('"direction": "rise"', '"direction": "up"'), ('"base_year": 2020', '"base_year": [0]')],
)
def test_an_entry_of_another_version_is_left_out_and_remade(world, before, after):
    page = page_of(world)
    path = world.out / "manifest.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["sha256"]
    text = json.dumps({**values, "format": 2}, ensure_ascii=False)
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert len(read_manifest(store_at(world.out)).entries) < 4
    assert page_of(world) == page


# -- a browser ------------------------------------------------------------------------------------------------------

STEPS = (
    "document.querySelectorAll('.map a')[2].focus()",
    {"press": "ArrowUp"},
    "document.activeElement.querySelector('b').textContent",
    {"press": "ArrowDown"},
    {"press": "ArrowLeft"},
    "document.activeElement.querySelector('b').textContent",
    "document.querySelector('.card h2').textContent",
    "document.querySelector('#find').focus()",
    {"type": "new"},
    "[...document.querySelectorAll('.row[data-name]')].filter((row) => !row.hidden).length",
    "document.querySelector('.found').textContent",
    "document.querySelector('[data-way=rise]').click()",
    "document.querySelector('.found').textContent",
)


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """What a browser makes of the front page of fact sheets, with the answers to the steps above."""
    folder = tmp_path_factory.mktemp("index")
    asked = Request(
        ("factsheet",),
        all_places=True,
        formats=("txt",),
        out=folder,
        data=data_folder(),
        templates=templates_folder(),
        date=DATE,
        allow_failing_checks=True,
        index=True,
        archive=True,
    )
    assert [error for outcome in run_plan(plan(asked)) for error in outcome.errors] == []
    try:
        return axe.looked_at((folder / "index.html").resolve(), STEPS)
    except NotInstalled as reason:
        pytest.skip(str(reason))


@pytest.mark.conformance
def test_axe_finds_nothing_in_any_scheme_and_width(look):
    assert set(look["violations"]) < set(look["wide"])  # narrower, and with text spaced out, only the room is looked at
    assert len(look["violations"]) == 5
    assert {name: said for name, said in look["violations"].items() if said} == {}


@pytest.mark.conformance
def test_a_browser_asks_for_the_page_alone_and_nothing_is_wider_than_its_window(look):
    assert {address.rpartition("/")[2] for address in look["requests"]} == {"index.html"}
    assert look["errors"] == []
    assert all(wide <= int(name.split()[1]) for name, wide in look["wide"].items())


@pytest.mark.conformance
def test_keys_go_to_the_next_tile_and_the_search_filters(look):
    answers = [answer for answer in look["answers"] if answer is not None]
    assert answers == ["AK", "WA", "Washington", 4, "4 of 54 shown for “new”", "3 of 54 shown for “new”"]


@pytest.mark.parametrize("text", ["2024", "FY2024", "2023/24", "2024-Q3", "2024-03", "2019-2023", "2023-01/2023-09"])
def test_an_entry_keeps_its_periods_of_every_kind(text):
    year = parse_period(text)
    listing = Listing("Places", "", "", "", year, year.moved(-12), are_counts=True)
    trend = Trend((Slot(year.moved(-12), 1.0, "1"), Slot(year, 2.0, "2")))
    entry = Entry(summary=Summary(listing, trend=trend))
    read = entry_from(json.loads(json.dumps(entry_values(entry))))
    assert read == entry
    assert read.summary.listing.year.words == year.words
