"""Alternative texts: what the chart is, its values in the page's digits, its gaps and breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Point
from reportgen.exhibits.line.values import Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.telling import LONGEST, alt_text
from reportgen.exhibits.tile_map.values import MapClass, MapTile, TileMap
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


def test_a_map_is_told_by_its_ends_and_its_classes():
    tiles = [
        MapTile(f"P{i}", 0, i, f"{value:,}", int(value > 99)) for i, value in enumerate((5, 1200, 7, 80, 300, 9, 100))
    ]
    chart = TileMap((*tiles, MapTile("VI", 1, 0, "[x]", None)), (MapClass("1–99"), MapClass("100 or more")), "Cases")
    assert told(chart) == (
        "Map with one tile for each of eight places: Cases, whole country, number. "
        "The largest figures are P1 1,200, P4 300 and P6 100. The smallest are P0 5, P2 7 and P5 9. "
        "Number of places in each class: 4 in 1–99 and 3 in 100 or more. No figure is given for VI."
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
