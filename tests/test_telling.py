"""Alternative texts: what the chart is, its values in the page's digits, its gaps and breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Point
from reportgen.exhibits.line.values import Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.telling import LONGEST, alt_text
from reportgen.measure import MarkCode
from tests.documents import CHARTS

MISSING = (MarkCode.NOT_PUBLISHED,)


def series(*values, first=2020):
    return tuple(
        Point(first + index, value, "" if value is None else f"{value:,}", MISSING if value is None else ())
        for index, value in enumerate(values)
    )


def told(chart, *, subtitle="Cases, whole country, number", headline="Cases fell"):
    return alt_text(chart, headline=headline, subtitle=subtitle)


def test_a_headline_stands_in_for_a_missing_subtitle():
    assert told(LineChart((2020, 2021), (Line("Cases", series(5, 7)),)), subtitle="").startswith(
        "Line chart: Cases fell. 5"
    )


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_every_kind_is_told_within_the_limit(kind):
    assert 60 < len(told(CHARTS[kind])) <= LONGEST


names = st.text(st.characters(categories=["L"]), min_size=1, max_size=60)
figures = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=12, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, figures), min_size=1, max_size=6))
def test_large_charts_stay_within_the_limit(entries):
    lines = tuple(Line(name, series(*values)) for name, values in entries[:5])
    panels = SmallMultiples(tuple(Panel(name, series(*values)) for name, values in entries))
    years = tuple(range(2020, 2032))
    for chart in (
        LineChart(years, lines),
        panels,
    ):
        assert len(told(chart)) <= LONGEST
