"""What is remembered from one document to the next: bounded, and to the byte what would be made anew."""

import gc
from dataclasses import replace
from datetime import date

import pytest

from reportgen import memory
from reportgen.batch import Request, Way, plan, run_plan
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.compare import compare
from reportgen.compose import asked as asked_module
from reportgen.compose import compose
from reportgen.compose.figures import SeriesKey
from reportgen.compose.scope import Scope
from reportgen.dataset import read_package
from reportgen.memory import MEMORIES, Same, forget, remembered
from reportgen.resources import data_folder, templates_folder
from reportgen.template import read_reports, read_theme
from reportgen.years import parse_years


@pytest.fixture(scope="module")
def build():
    """Makes both files of a state's fact sheet."""
    package = read_package(data_folder())
    theme, report = read_theme("factsheet", templates_folder()), read_reports(templates_folder())["factsheet"]
    years, comparison = parse_years("2020-2024", package.years), compare(package)

    def built(place):
        document = compose(package, comparison, report, years=years, place=place, made=date(2025, 6, 30))
        pages = lay_out(document, theme)
        return pages.bytes, build_docx(document, theme, page_numbers=pages.pages, last_pages=pages.last_pages)

    return built


def test_what_is_remembered_gives_the_same_bytes_as_what_is_made_anew(build):
    forget()
    fresh = build("WY")
    build("TX")
    assert build("WY") == fresh
    assert any(each.cache_info().hits for each in MEMORIES.values())


def test_the_very_object_is_a_key_of_its_own():
    one, other = (1, 2), (*[1, 2],)
    assert Same(one) == Same(one)
    assert Same(one) != Same(other)
    assert {Same(one): "one"}.get(Same(one)) == "one"


def test_every_memory_has_a_bound():
    assert MEMORIES
    assert all(each.cache_info().maxsize for each in MEMORIES.values())


def test_a_full_memory_forgets_what_was_not_asked_for_longest(monkeypatch):
    monkeypatch.setattr(memory, "MEMORIES", {})
    made = []

    @remembered(2)
    def twice(number):
        made.append(number)
        return 2 * number

    assert [twice(number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert made == [1, 2, 3, 2]
    assert twice.cache_info().currsize == 2


def test_answers_about_many_places_are_bounded(monkeypatch):
    package = read_package(data_folder())
    comparison = compare(package)
    monkeypatch.setattr(asked_module, "MOST_ANSWERS", 50)
    years = parse_years("2020-2024", package.years)
    for place in package.places:
        scope = Scope(package, comparison, years, place)
        assert [figure.key.place for figure in scope.figures(scope.key("cases"))] == [place] * len(scope.years)
    (asked,) = package.kept.values()
    assert 0 < len(asked.figures) <= 50
    assert 0 < len(asked.breaks) <= 50


def test_ranges_of_years_of_which_answers_are_kept_are_bounded(monkeypatch):
    package = read_package(data_folder())
    comparison = compare(package)
    monkeypatch.setattr(asked_module, "MOST_RANGES", 2)
    for asked in ("2022", "2023", "2024", "2020-2024"):
        Scope(package, comparison, parse_years(asked, package.years), "TX").figures(SeriesKey("cases", "TX"))
    assert len(package.kept) <= 2


def test_figures_of_a_place_do_not_depend_on_who_asked_before():
    package = read_package(data_folder())
    years = parse_years("2020-2024", package.years)
    shared = read_package(data_folder())
    for place in ("TX", "WY", "TX"):
        alone, after = (Scope(each, compare(each), years, place) for each in (replace(package), shared))
        key = alone.key("cases")
        assert after.figures(key) == alone.figures(key)
        assert after.keys_beside(key) == alone.keys_beside(key)
        assert after.member_keys(key, "case_type") == alone.member_keys(key, "case_type")


SHEET = """---
title: "{{ place.name }}"
kicker: Sheet
description: For tests
scope: place
language: LANGUAGE
---
:::{chart} ranked
kind: ranking
figure: cases
headline: "All places in {{ last }}"
:::

:::{table} years
kind: indicators
headline: Cases
head: Status
groups:
  - title: Reports
    rows: ["cases", "cases{status=resolved}"]
:::
"""


def test_a_document_is_the_same_whatever_place_and_language_was_composed_before(tmp_path):
    """The words of rankings and notes are kept for the next document, those of each language apart."""
    for language in ("en", "es"):
        folder = tmp_path / language
        folder.mkdir()
        (folder / "sheet.md").write_text(SHEET.replace("LANGUAGE", language), encoding="utf-8")
    reports = {language: read_reports(tmp_path / language)["sheet"] for language in ("en", "es")}
    shared = replace(read_package(data_folder()), translations={})
    years, made = parse_years("2020-2024", shared.years), date(2025, 6, 30)
    for place, language in (("TX", "en"), ("WY", "es"), ("TX", "es"), ("WY", "en")):
        after, alone = (
            compose(each, compare(each), reports[language], years=years, place=place, made=made)
            for each in (shared, replace(shared))
        )
        assert after == alone
    assert len(shared.kept) == 2


def test_circles_of_objects_are_looked_for_seldom_while_a_batch_runs_and_as_before_afterwards(tmp_path):
    before = gc.get_threshold()
    found = []

    def is_stopped():
        found.append(gc.get_threshold())
        return False

    request = Request(reports=("factsheet",), places=("WY",), formats=("txt",), out=tmp_path, date=date(2025, 6, 30))
    list(run_plan(plan(request), Way(jobs=1, is_stopped=is_stopped)))
    assert found[0] == memory.SELDOM
    assert gc.get_threshold() == before
