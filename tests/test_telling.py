"""Alternative texts: what the chart is, its values in the page's digits, its gaps and breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Point
from reportgen.exhibits.columns.values import Columns, StackedColumns
from reportgen.exhibits.line.values import Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.shares.values import ShareRow, StackedShares
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


def test_stacked_shares_are_told_row_by_row():
    assert told(CHARTS["stacked-shares"]) == (
        "Stacked bar chart with three bars: Cases, whole country, number. "
        "Each bar is divided into Resolved and Active. Nonfamily abduction 98.1% and 1.9% (Cases: 104); "
        "Endangered runaway 92.0% and 8.0% (Cases: 27,293); Family abduction 78.5% and 21.5% (Cases: 1,171)."
    )


def test_stacked_columns_are_told_year_by_year():
    assert told(CHARTS["stacked-columns"]) == (
        "Stacked column chart: Cases, whole country, number. 2020: 3,588, of these 3,362 resolved and 226 active. "
        "2022: 3,144, of these 2,806 resolved and 338 active. 2024: 2,508, of these 2,351 resolved and 157 active. "
        "No figure was published for 2021 and 2023."
    )


def test_parts_that_were_not_published_are_named():
    chart = StackedColumns((2020, 2021), (Columns("resolved", series(3, None)),), series(3, 4))
    assert told(chart).endswith("2021: 4. No figure was published for resolved in 2021.")


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
    columns = tuple(Columns(name, series(*values)) for name, values in entries[:4])
    years = tuple(range(2020, 2032))
    rows = tuple(ShareRow(name, (1.0, 99.0), ("1%", "99%"), "5") for name, _ in entries * 5)
    for chart in (
        LineChart(years, lines),
        panels,
        StackedColumns(years, columns, series(*entries[0][1])),
        StackedShares(("a", "b"), rows, "Cases"),
    ):
        assert len(told(chart)) <= LONGEST
