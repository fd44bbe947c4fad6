"""The appendix for an application: titles that a person would write, and where in the sources every table stands."""

import pytest

from reportgen.document import Definitions, List, Table, plain_text
from tests.shipped import document

RANGES = ((2020, 2024), (2022, 2023), (2024, 2024), (2021, 2021))


@pytest.fixture(scope="module")
def appendix():
    """The appendix of a range."""
    return lambda years: document("appendix", years=years)


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def text(document):
    return " ".join(plain_text(block.children) for block in document.blocks if hasattr(block, "children"))


@pytest.mark.parametrize("years", RANGES)
def test_a_title_names_one_breakdown_and_the_words_of_no_codelist(appendix, years):
    titles = [plain_text(table.caption.headline) for table in tables(appendix(years))]
    assert [title for title in titles if title.count(", by ") > 1] == []
    assert [title for title in titles if " of a case" in title or "that asked" in title] == []
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("years", RANGES)
def test_every_table_says_where_in_the_reports_it_stands(appendix, years):
    sources = [plain_text(table.source) for table in tables(appendix(years))]
    assert sources
    assert [
        source for source in sources if "In the report" not in source and "Sections of the report" not in source
    ] == []


@pytest.mark.parametrize("years", RANGES)
def test_total_rows_say_of_what(appendix, years):
    rows = [row for table in tables(appendix(years)) for row in table.rows if row.role == "total"]
    assert rows
    assert [row for row in rows if plain_text(row.cells[0].children) == "All"] == []


def test_every_indicator_of_a_table_of_series_is_defined(appendix):
    document = appendix((2020, 2024))
    series = [table for table in tables(document) if table.anchor.startswith("series-")]
    terms = [item for block in document.blocks if isinstance(block, Definitions) for item in block.items]
    assert sum(len(table.rows) for table in series) <= len(terms)
    assert all(plain_text(item.term) and plain_text(item.children) for item in terms)


def test_nothing_is_presumed_of_the_application(appendix):
    assert "application" not in text(appendix((2020, 2024)))


def test_the_sources_say_what_they_lack(appendix):
    (listed,) = (block for block in appendix((2020, 2024)).blocks if isinstance(block, List))
    said = [" ".join(plain_text(block.children) for block in item.blocks) for item in listed.items]
    assert len(said) == 5
    assert "The tables by case type and by state are only pictures." in said[3]
