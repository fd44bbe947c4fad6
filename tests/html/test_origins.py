"""Where the numbers of a page come from: each can be asked, and what is said of it stands in the page."""

import json
from functools import partial
from pathlib import Path

import pytest

from reportgen.builders import BUILDERS, Surroundings
from reportgen.template.themes import read_theme
from reportgen.trace import Ledger
from tests.composing import World, line_chart, over_years, rows_table
from tests.html.reading import looks, opened

THEME = read_theme("default", Path("templates"))
HTML = BUILDERS["html"]
BODY = """There were {{ figure("cases", 2022) }} cases. [{{ figure("cases", 2021) }} before](https://example.org)."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    rows = over_years("cases", 300, 310, 320, location="page 3, </script><b>row</b>")
    return World(tmp_path_factory.mktemp("origins"), rows)


def built(world, body, **options):
    document = world.compose(body)
    ledger = partial(Ledger, world.package, world.package.years)
    return HTML.build(document, THEME, Surroundings(numbers=ledger, **options))


@pytest.fixture(scope="module")
def page(world):
    chart = line_chart("cases").replace(" x\n", " y\n", 1)
    return opened(built(world, f"{BODY}\n\n# Figures\n\n{rows_table('cases')}\n\n{chart}"))


def asked(page):
    return [each for each in page.iter("span") if "q" in looks(each)]


CELL = ("about", "printed", "location", "source", "file", "line", "series", "check", "note", "made", "correction")
OPERATION = ("words", "symbols", "operands", "comparable", "lines")


def stored(page):
    """What the script has, with the names that it gives."""
    values = json.loads(page.get_element_by_id(":origins").text)
    values["cells"] = [dict(zip(CELL, each, strict=False)) for each in values["cells"]]
    values["operations"] = [dict(zip(OPERATION, each, strict=False)) for each in values["operations"]]
    return values


def test_a_number_in_a_sentence_leads_to_its_cell(page):
    values = stored(page)
    first = next(each for each in asked(page) if each.getparent().tag == "p")
    assert first.text_content() == "320"
    cell = values["cells"][values["numbers"][int(first.get("data-n"))]]
    assert cell["printed"] == "320"
    assert values["texts"][cell["about"][0]] == "Cases"
    assert values["texts"][cell["file"]].endswith(".csv")


def test_every_number_of_a_table_can_be_asked(page):
    numbers = [each.text_content() for each in asked(page) if each.getparent().tag == "td"]
    assert {"300", "310", "320"} <= {*numbers}


def test_a_change_leads_to_its_formula_and_its_parts(page):
    values = stored(page)
    change = next(each for each in asked(page) if each.text_content() in ("+3.2%", "3.2%"))
    origin = values["numbers"][int(change.get("data-n"))]
    operation = values["operations"][-1 - origin]
    assert operation["symbols"].startswith("(320 − 310) ÷ 310 × 100 = 3.2258")
    assert [values["cells"][each]["printed"] for each in operation["operands"]] == ["310", "320"]


def test_a_cell_shows_its_series_in_the_years_of_the_document(page):
    values = stored(page)
    cell = next(each for each in values["cells"] if each["printed"] == "310")
    span, figures, breaks = values["series"][cell["series"]]
    assert [*zip(values["periods"][span], figures, strict=True)] == [("2020", "300"), ("2021", "310"), ("2022", "320")]
    assert breaks == []


def test_how_a_number_was_rounded_is_told_where_that_took_something_away(page):
    values = stored(page)
    rounded = {asked.text_content(): values["rounded"].get(asked.get("data-n")) for asked in asked(page)}
    assert rounded["300"] is None
    assert values["texts"][rounded["+3.2%"]] == "Rounded half up to 1 decimal"


def test_a_value_of_a_chart_leads_to_its_cell_as_that_in_a_table_does(page):
    spots = [each for each in page.iter("rect") if each.get("data-n")]
    assert {each.get("data-text") for each in spots} == {"300", "310", "320"}
    places = {each.text_content(): each.get("data-n") for each in asked(page)}
    assert all(places[each.get("data-text")] == each.get("data-n") for each in spots)


def test_a_value_of_a_chart_leads_to_its_own_cell_where_another_chart_is_alike(tmp_path):
    """Two places may have the same figures in the same years."""
    for name in ("page 1", "page 7"):
        (tmp_path / name).mkdir()
        world = World(tmp_path / name, over_years("cases", 300, 310, 320, location=name))
        values = stored(page := opened(built(world, line_chart("cases"))))
        asked = [int(each.get("data-n")) for each in page.iter("rect") if each.get("data-n")]
        assert {values["texts"][values["cells"][values["numbers"][each]]["location"]] for each in asked} == {name}


def test_nothing_in_a_link_can_be_asked(page):
    (link,) = [each for each in page.iter("a") if each.get("href") == "https://example.org"]
    assert link.text_content() == "310 before"
    assert not list(link.iter("span"))


def test_words_of_the_data_end_no_script(page):
    values = stored(page)
    assert "page 3, </script><b>row</b>" in values["texts"]
    assert len(list(page.iter("script"))) == 2


def test_a_page_without_origins_has_no_panel(world):
    page = opened(HTML.build(world.compose(BODY), THEME))
    assert asked(page) == []
    assert [each.get("id") for each in page.iter("aside", "script")] == [":act"]


def test_the_words_are_the_same_with_and_without_origins(world):
    document = world.compose(f"{BODY}\n\n{rows_table('cases')}")
    plain = HTML.read(HTML.build(document, THEME))
    assert HTML.read(HTML.build(document, THEME, Surroundings(numbers=partial(Ledger, world.package)))) == plain


class Bare:
    """Numbers of which nothing is known but that they were worked out, of nothing."""

    def place_of(self, quantity):
        return 0

    def as_values(self):
        return {
            "numbers": [{"origin": ["operation", 0]}],
            "operations": [{"operator": "count"}],
            "cells": [],
            "sources": [],
        }


def test_a_count_of_nothing_has_no_parts(world):
    page = opened(HTML.build(world.compose(BODY), THEME, Surroundings(numbers=Bare)))
    assert stored(page)["operations"] == [{"words": 0, "symbols": "", "operands": [], "comparable": []}]
