"""What is remembered from one document to the next: bounded, and to the byte what would be made anew."""

from datetime import date

import pytest

from reportgen import memory
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.memory import MEMORIES, forget, remembered
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
