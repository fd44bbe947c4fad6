"""A finished page: its elements, its links, what it may ask for, and that nothing in it is taken for markup."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.builders import BUILDERS
from reportgen.builders.html.markup import element, identifier
from reportgen.direction import set_apart
from reportgen.document import Link, Mark, Paragraph, Text
from reportgen.document.walk import exhibits_of
from reportgen.errors import BuildError
from reportgen.measure import MarkCode
from reportgen.template.themes import read_theme
from tests.documents import metadata, small_document, stress_document
from tests.html.attacks import PLANTED, planted
from tests.html.reading import built, looks, opened, said

THEME = read_theme("default", Path("templates"))
HTML = BUILDERS["html"]


@pytest.fixture(scope="module")
def content():
    return HTML.build(stress_document(rows=40), THEME)


@pytest.fixture(scope="module")
def page(content):
    return opened(content)


def test_a_page_has_one_title_and_levels_without_gaps(page):
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_document_without_a_title_block_has_a_title_that_is_read_out():
    document = small_document()
    bare = replace(document, blocks=(Paragraph((Text("Only text."),)),))
    (title,) = built(bare, THEME).iter("h1")
    assert title.text_content() == document.metadata.title
    assert "said" in looks(title)


def test_identifiers_are_unique_and_every_link_within_leads_somewhere(page):
    found = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(found) == len(set(found))
    within = {each.get("href")[1:] for each in page.iter("a") if each.get("href").startswith("#")}
    assert within
    assert within <= {*found}


def test_notes_lead_there_and_back(page):
    reference = next(each for each in page.iter("a") if "note" in looks(each))
    words = page.get_element_by_id(reference.get("href")[1:]).getparent()
    (back,) = [each for each in words.iter("a") if "back" in looks(each)]
    assert page.get_element_by_id(back.get("href")[1:]) is reference
    assert back.get("aria-label") == "Back to the first reference to [note 1]"


def test_every_mark_says_what_it_means(page):
    marks = list(page.iter("abbr"))
    assert len(marks) > 20
    assert all(each.get("title") for each in marks)


def test_a_mark_in_an_exhibit_means_what_its_small_print_says(page):
    table = page.get_element_by_id("table-types")
    found = {each.get("title") for each in table.iter("abbr") if each.text_content() == "[z]"}
    assert found == {"No percentage on fewer than 100 cases."}


def test_heads_of_tables_say_what_they_head(page):
    for head in page.iter("th"):
        assert head.get("scope") in ("col", "colgroup", "row", "rowgroup")
    assert all(each.find("caption") is not None for each in page.iter("table"))


def test_a_spanning_head_heads_its_group_of_columns(page):
    (table,) = page.get_element_by_id("table-types").iter("table")
    assert [each.get("span") for each in table.findall("colgroup")] == ["1", "1", "1", "1", "2", "2"]
    spanning = [each for each in table.iter("th") if each.get("scope") == "colgroup"]
    assert [(said(each), each.get("colspan")) for each in spanning] == [("change2022–24", "2"), ("change2020–24", "2")]


def test_every_chart_has_words_values_and_text_as_text(page):
    figures = [each for each in exhibits_of(stress_document(rows=40).blocks) if hasattr(each, "chart")]
    for block in figures:
        figure = page.get_element_by_id(identifier(block.anchor))
        pictures = list(figure.iter("svg"))
        assert {each.get("aria-label") for each in pictures} == {block.alt}
        assert len(list(figure.iter("table"))) == 1
        assert all(list(each.iter("text")) for each in pictures)


def test_a_page_asks_nobody_for_anything(page, content):
    assert not [
        each.tag for each in page.iter() if each.get("src") or each.tag in ("link", "iframe", "object", "embed")
    ]
    style = page.find(".//style").text_content()
    assert re.findall(r"url\((?!data:font/woff2;base64,)", style) == []
    assert "@import" not in style
    assert b"style=" not in content


def test_the_policy_allows_the_look_and_the_script_of_the_page_and_nothing_else(page):
    (policy,) = [each.get("content") for each in page.iter("meta") if each.get("http-equiv")]
    for name, rule in (("style", "style-src"), ("script", "script-src")):
        (found,) = page.iter(name)
        digest = b64encode(sha256(found.text_content().encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_the_same_document_gives_the_same_bytes(content):
    assert HTML.build(stress_document(rows=40), THEME) == content


def test_a_finished_page_is_read_back(content):
    title, text = HTML.read(content)
    document = stress_document(rows=40)
    assert title == document.metadata.title
    assert "29,568" in text
    assert "@font-face" not in text


@pytest.mark.parametrize("broken", [b"", b"<!DOCTYPE html>\n<html><body>", b"\xff\xfe"], ids=["empty", "cut", "other"])
def test_a_broken_page_is_not_read(broken):
    with pytest.raises(ValueError, match=r"page|decode"):
        HTML.read(broken)


HOSTILE = ("<script>alert(1)</script>", "</style><b>", '" onload="x', "&amp;", "<!--", "]]>", "'><img src=x>", "\u202e")


@settings(deadline=None)  # a page is made for each
@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")))))
def test_no_text_is_taken_for_markup(text):
    (found,) = opened(f"<body>{element('p', text, title=text)}".encode()).iter("p")
    shown = set_apart(text)  # words from right to left stand between marks that keep them apart
    assert (found.text or "") == shown
    assert found.get("title") == shown
    assert len(found) == 0


@pytest.mark.conformance
def test_each_planted_text_is_printed_as_it_is():
    title, words = HTML.read(HTML.build(planted(stress_document(rows=12)), THEME))
    assert title in PLANTED
    assert [each for each in PLANTED if each not in words] == []


@pytest.mark.conformance
def test_hostile_words_are_words_in_every_place():
    words = " ".join(HOSTILE)
    document = small_document()
    hostile = replace(
        document,
        metadata=metadata(words, draft=words),
        blocks=(*document.blocks, Paragraph((Text(words), Mark(MarkCode.LOW)))),
    )
    page = built(hostile, THEME)
    assert page.findtext(".//title") == words
    assert sum(words in (each.text or "") for each in page.iter("p", "b")) == 2
    assert len(list(page.iter("script"))) == 1
    assert not list(page.iter("img"))


def test_a_link_leads_only_where_a_reader_can_be_sent():
    document = replace(small_document(), blocks=(Paragraph((Link("javascript:alert(1)", (Text("x"),)),)),))
    with pytest.raises(BuildError, match="a page cannot lead to `javascript:alert"):
        HTML.build(document, THEME)


def test_a_character_that_no_page_can_hold_is_refused():
    document = replace(small_document(), blocks=(Paragraph((Text("a\x0bb"),)),))
    with pytest.raises(BuildError, match=r"U\+000B cannot stand in a page"):
        HTML.build(document, THEME)


def test_identifiers_of_different_anchors_differ():
    anchors = ("a b", "a_b", "a_20_b", "a-b", "ä", "a:b")
    assert len({identifier(each) for each in anchors}) == len(anchors)
    assert not [each for each in map(identifier, anchors) if ":" in each or " " in each]


def test_the_contents_lead_to_the_headings(page):
    (nav,) = page.iter("nav")
    links = [(each.text_content(), each.get("href")) for each in nav.iter("a")]
    assert ("Tables", "#tables") in links
