"""The board briefing of every range: how many pages it has, how full they are, and what its headlines say."""

import re

import pytest

from reportgen.batch import Request, plan
from reportgen.builders.pdf.layout import lay_out_pages
from reportgen.compose import compose
from reportgen.document import plain_text
from reportgen.document.walk import exhibits_of
from reportgen.resources import data_folder, templates_folder
from reportgen.years import PeriodRange
from tests.goldens import DATE

MOST_PAGES = 8
MOST_FOR_ONE_YEAR = 6
LEAST_FULL = 1 / 3
EMPTY = re.compile(
    r"\b(have|has) (a|no) (figure|row)\b|\bfigures? for\b|\bindicators? (have|has)\b"
    r"|\brank(ed|s)?\b|-largest\b|\d(st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""What a headline may not say: that a cell is filled, or where a place stands."""
RANGES = [PeriodRange(first, last) for first in range(2020, 2025) for last in range(first, 2025)]


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    asked = Request(
        ("briefing", "appendix", "factsheet"), places=("TX",), out=tmp_path_factory.mktemp("board"),
        data=data_folder(), templates=templates_folder(), date=DATE,
    )  # fmt: skip
    return plan(asked)


def composed(planned, report, years, place=None):
    context = planned.context
    return compose(context.package, context.comparison, context.reports[report], years=years, made=DATE, place=place)


@pytest.fixture(scope="module")
def briefings(planned):
    return {years: composed(planned, "briefing", years) for years in RANGES}


@pytest.mark.parametrize("years", RANGES, ids=str)
def test_a_briefing_is_short_and_no_page_but_the_last_is_nearly_empty(planned, briefings, years):
    theme = planned.context.themes["briefing"]
    layout = lay_out_pages(briefings[years], theme)
    filled = [page.placed[-1].down + page.placed[-1].item.box.height for page in layout.pages]
    assert len(filled) <= (MOST_FOR_ONE_YEAR if years.first == years.last else MOST_PAGES)
    assert [round(height) for height in filled[:-1] if height < LEAST_FULL * theme.page.content_height] == []


@pytest.mark.parametrize("years", RANGES, ids=str)
def test_a_headline_finds_something(planned, briefings, years):
    documents = [briefings[years], composed(planned, "factsheet", years, "TX")]
    headlines = [plain_text(each.caption.headline) for one in documents for each in exhibits_of(one.blocks)]
    assert headlines
    assert [headline for headline in headlines if EMPTY.search(headline)] == []
