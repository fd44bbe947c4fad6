"""A folder of pages as a site: it leads from each page to all others, from any place, and asks nobody for anything."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from PIL import Image

from reportgen.batch import Request, make_site, plan, run_plan, store_at, verify_files
from reportgen.batch.recorded import read_record
from reportgen.errors import UsageError
from tests.html.reading import looks, opened
from tests.worlds import make_world

ADDRESS = "https://example.org/figures/"
DOCUMENTS = ("note", "sheet")


def built(world, **options):
    request = Request(
        DOCUMENTS,
        all_places=True,
        out=world.out,
        data=world.data,
        templates=world.templates,
        date=date(2025, 6, 30),
        formats=("html", "txt"),
        **{"site": True, **options},
    )
    outcomes = list(run_plan(plan(request)))
    assert [str(error) for outcome in outcomes for error in outcome.errors] == []
    return {result.name for outcome in outcomes for result in outcome.results}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    world = make_world(tmp_path_factory.mktemp("site"))
    world.write_report("sheet", "# Place\n\nThis is {{ place.name }}.\n\n# More\n\nWords.\n", more="scope: place\n")
    built(world, site_address=ADDRESS)
    return world


def page(world, name):
    return opened((world.out / name).read_bytes())


def test_a_site_has_a_front_page_and_what_belongs_to_it(world):
    names = {path.name for path in world.out.iterdir()}
    assert {"index.html", "index.csv", "404.html", "card.png", "feed.xml", "sitemap.xml"} <= names


def test_every_link_of_a_site_is_relative_and_leads_to_a_file(world):
    pages = sorted(world.out.glob("*.html"))
    assert len(pages) > 4
    for path in pages:
        for link in opened(path.read_bytes()).iter("a"):
            target = unquote(link.get("href").partition("#")[0])
            # a page for a wrong address is shown at any depth
            if path.name != "404.html":
                assert not target or (world.out / target).is_file(), (path.name, target)


def links_of(world, name, look):
    """The links of a list beside the text of a page."""
    (listed,) = [each for each in page(world, name).xpath("//nav//ul") if look in looks(each)]
    return [(each.text_content(), each.get("href")) for each in listed.iter("a")]


def test_a_page_leads_to_its_other_files_to_the_whole_and_to_all_documents(world):
    assert links_of(world, "sheet-AA-2020-2022.html", "files") == [("Text", "sheet-AA-2020-2022.txt")]
    ways = [("Note", "note-2020-2022.html"), ("All documents", "index.html")]
    assert links_of(world, "sheet-AA-2020-2022.html", "ways") == ways


def test_a_page_says_how_large_the_files_are_that_it_leads_to(world):
    size = (world.out / "sheet-AA-2020-2022.txt").stat().st_size
    told = [each.text_content() for each in page(world, "sheet-AA-2020-2022.html").find_class("size")]
    assert told == 2 * [f"{max(1, round(size / 1000))} kB"]  # in the menu above the text, and beside it


def test_a_page_is_made_again_when_a_file_beside_it_has_another_size(tmp_path):
    world = make_world(tmp_path)
    built(world)
    made = {path.name: path.read_bytes() for path in world.out.glob("*.html")}
    text = world.out / "note-2020-2022.txt"
    world.write_report("note", "# Place\n\nMore words than before, and so a larger file beside the page.\n")
    built(world)
    told = {each.text_content() for each in page(world, "note-2020-2022.html").find_class("size")}
    assert told == {f"{max(1, round(text.stat().st_size / 1000))} kB"}
    assert (world.out / "note-2020-2022.html").read_bytes() != made["note-2020-2022.html"]


def test_the_front_page_leads_to_pages_before_other_files(world):
    front = page(world, "index.html")
    links = [each.get("href") for each in front.iter("a")]
    assert links.index("sheet-AA-2020-2022.html") < links.index("sheet-AA-2020-2022.txt")
    told = {each.get("property"): each.get("content") for each in front.iter("meta") if each.get("property")}
    assert told["og:image"] == f"{ADDRESS}card.png"


def test_a_page_on_the_whole_does_not_lead_to_itself(world):
    links = (*links_of(world, "note-2020-2022.html", "files"), *links_of(world, "note-2020-2022.html", "ways"))
    assert "note-2020-2022.html" not in [address for _, address in links]


def test_every_page_of_a_site_may_use_its_own_look_and_scripts_and_nothing_else(world):
    for path in sorted(world.out.glob("*.html")):
        found = opened(path.read_bytes())
        policy = next(each.get("content") for each in found.iter("meta") if each.get("http-equiv"))
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        scripts = [each for each in found.iter("script") if each.get("type") != "application/json"]
        for element in (*found.iter("style"), *scripts):
            digest = b64encode(sha256(element.text_content().encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, path.name
        assert len(re.findall("'sha256-", policy)) == 1 + len(scripts)
        assert found.xpath("//*[@style]") == []  # a policy without exceptions would leave it out


def test_feed_and_map_have_whole_addresses_of_all_pages(world):
    feed = ElementTree.parse(world.out / "feed.xml").getroot()
    links = {each.findtext("link") for each in feed.iter("item")}
    assert f"{ADDRESS}sheet-AA-2020-2022.html" in links
    assert {each.findtext("pubDate") for each in feed.iter("item")} == {"Mon, 30 Jun 2025 00:00:00 +0000"}
    sitemap = ElementTree.parse(world.out / "sitemap.xml").getroot()
    assert {each.text for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")} == {ADDRESS, *links}


def test_the_picture_to_share_has_the_size_that_is_expected(world):
    assert Image.open(BytesIO((world.out / "card.png").read_bytes())).size == (1200, 630)


def test_a_site_of_a_finished_folder_is_the_same(world):
    before = {path.name: path.read_bytes() for path in world.out.iterdir() if path.is_file()}
    store = store_at(world.out)
    for name in ("index.html", "404.html", "feed.xml"):
        (world.out / name).unlink()
    outcome = make_site(store, templates=world.templates, theme="", address=ADDRESS)
    assert outcome.errors == ()
    after = {path.name: path.read_bytes() for path in world.out.iterdir() if path.is_file()}
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert {each.state for each in verify_files(store, read_record(store))} == {"whole"}


def test_without_an_address_there_is_neither_feed_nor_map(tmp_path):
    world = make_world(tmp_path)
    world.write_report("sheet", "# Place\n\nThis is {{ place.name }}.\n", more="scope: place\n")
    names = built(world)
    assert "404.html" in names
    assert not {"feed.xml", "sitemap.xml"} & names


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "javascript:alert(1)", "mailto:a@example.org"])
def test_an_address_that_is_none_is_refused(world, address):
    with pytest.raises(UsageError, match="expected the address of a site"):
        make_site(store_at(world.out), templates=world.templates, theme="", address=address)
