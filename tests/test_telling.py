"""Alternative texts: what the chart is, its values in the page's digits, its gaps and breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Point
from reportgen.exhibits.line.values import Break, Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.telling import LONGEST, LONGEST_ALT, alt_text, telling
from reportgen.measure import MarkCode
from tests.documents import CHARTS

MISSING = (MarkCode.NOT_PUBLISHED,)


def series(*values, first=2020):
    return tuple(
        Point(first + index, value, "" if value is None else f"{value:,}", MISSING if value is None else ())
        for index, value in enumerate(values)
    )


def told(chart, *, subtitle="Cases, whole country, number", headline="Cases fell"):
    return telling(chart, headline=headline, subtitle=subtitle)


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


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_an_alternative_text_is_a_sentence_or_two(kind):
    text = alt_text(CHARTS[kind], span="2020 to 2024")
    assert 40 < len(text) <= LONGEST_ALT
    assert ", 2020 to 2024. " in text


def test_an_alternative_text_gives_few_values_and_of_many_the_ends():
    years = tuple(range(2012, 2024))
    chart = LineChart((2020, 2021, 2022), (Line("Cases", series(5, 7, 6)),))
    assert alt_text(chart, span="2020 to 2022") == "Line chart, 2020 to 2022. 5 in 2020, 7 in 2021 and 6 in 2022."
    lines = tuple(Line(f"Cases of kind {kind}", series(*range(100, 112), first=2012)) for kind in "ab")
    assert alt_text(LineChart(years, lines), span="2012 to 2023") == (
        "Line chart with two lines, 2012 to 2023. Cases of kind a: 100 in 2012, and 111 in 2023. "
        "Cases of kind b: 100 in 2012, and 111 in 2023."
    )


def test_a_break_is_told_before_the_values_of_further_series():
    lines = tuple(Line(f"Cases of a kind with a long name, {kind}", series(1, 2, 3)) for kind in "abcde")
    text = alt_text(LineChart((2020, 2021, 2022), lines, breaks=(Break(1, "[b]"),)), span="2020 to 2022")
    assert text.startswith("Line chart with five lines, 2020 to 2022. Cases of a kind with a long name, a: ")
    assert "There is a series break" in text
    assert len(text) <= LONGEST_ALT


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, figures), min_size=1, max_size=5))
def test_every_alternative_text_is_short(entries):
    years = tuple(range(2020, 2032))
    chart = LineChart(years, tuple(Line(name, series(*values)) for name, values in entries))
    assert len(alt_text(chart, span="2020 to 2031")) <= LONGEST_ALT
