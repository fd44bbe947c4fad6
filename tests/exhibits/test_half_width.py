"""Every kind of chart in half of a page's width, with values made by chance: drawn within its width, and in Word."""

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen import exhibits
from reportgen.errors import BuildError
from tests.documents import CHARTS
from tests.exhibits.native import native
from tests.exhibits.recorded import THEME, drawn, text_boxes
from tests.test_drawn import (
    bar_charts,
    column_charts,
    line_charts,
    member_columns,
    multiples,
    paired_dots,
    scaled_panels,
    share_charts,
)

HALF = 228
MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def drawn_or_refused(chart):
    """The drawing; nothing where the chart is refused as taller than a page, or its names as too wide."""
    try:
        return drawn(chart, HALF)
    except BuildError:
        return None


def assert_within(chart):
    """Nothing that is printed lies over the edge or over another text, and Word's charts are as wide as the drawing."""
    recording = drawn_or_refused(chart)
    if recording is None:
        return
    texts = text_boxes(recording)
    for at, (one, box) in enumerate(texts):
        assert -0.01 <= box.left <= box.right <= HALF + 0.01, one
        for other, beside in texts[at + 1 :]:
            assert not box.overlaps(beside), (one, other)
    made = native(chart, HALF)
    assert all(each.width <= HALF + 0.01 for each in made)


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_each_example_stands_in_half_of_the_width(kind):
    resolved = exhibits.resolve(CHARTS[kind], THEME, width=HALF)
    assert resolved.width == HALF
    assert exhibits.record(CHARTS[kind], THEME, width=HALF).width == HALF


@pytest.mark.conformance
@MANY
@given(line_charts())
def test_lines_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(column_charts())
def test_columns_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(member_columns())
def test_columns_of_members_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(bar_charts())
def test_bars_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(share_charts())
def test_shares_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(multiples())
def test_small_charts_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(scaled_panels())
def test_panels_stand_in_half_of_the_width(chart):
    assert_within(chart)


@MANY
@given(paired_dots())
def test_dots_stand_in_half_of_the_width(chart):
    assert_within(chart)
