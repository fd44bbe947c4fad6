"""The numbers of charts: ticks, places of years, labels that give way to each other. No pixels."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.metrics import Lettering, text_width
from reportgen.charts.placement import Box, Candidate, place
from reportgen.charts.scale import axis_texts, spread, tick_text, tick_texts, value_ticks, year_positions, year_steps
from reportgen.charts.style import chart_style
from reportgen.document import Point
from reportgen.exhibits.line.values import Break, Line
from reportgen.measure import MarkCode
from reportgen.periods import parse_period
from reportgen.template import read_theme

WIDTH = 480
THEME = read_theme("default", Path(__file__).parent.parent / "templates")
STYLE = chart_style(THEME)
VOICE = Lettering("SourceSansPro-Regular", 9, 11, "#262626")
YEARS = (2020, 2021, 2022, 2023, 2024)
BREAK = Break(2024, "[b] series break: 2024 cannot be compared with earlier years")


def point(year, value, *marks, text=None):
    if value is None:
        return Point(year, None, "", marks or (MarkCode.NOT_PUBLISHED,))
    return Point(year, value, f"{value:,}" if text is None else text, marks)


def line(name, *values, role="first", first=2020):
    return Line(name, tuple(point(first + index, value) for index, value in enumerate(values)), role)


CASES = (
    line("All cases", 29782, 27733, 27644, 28886, 29568, role="total"),
    line("Resolved", 27349, None, 24229, 25386, 27033),
    line("Active", 2433, None, 3415, 3500, 2535, role="second"),
)


# -- scales ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("maximum", "ticks"),
    [
        (29782, (0, 10000, 20000, 30000)),
        (36.2, (0, 10, 20, 30, 40)),
        (3588, (0, 1000, 2000, 3000, 4000)),
        (1_000_000_000, (0, 250e6, 500e6, 750e6, 1e9)),
        (0.3, (0, 0.1, 0.2, 0.3)),
        (0, (0,)),
    ],
)
def test_ticks_are_round_values_from_zero(maximum, ticks):
    assert value_ticks(maximum) == ticks


@pytest.mark.parametrize(
    ("minimum", "maximum", "ticks"),
    [
        (-30, 70, (-25, 0, 25, 50, 75)),
        (-5, 0, (-4, -2, 0)),
        (-0.2, 0.9, (0, 0.5, 1)),
        (0, 0, (0,)),
    ],
)
def test_ticks_go_below_zero_as_far_as_values_do(minimum, maximum, ticks):
    assert value_ticks(maximum, minimum=minimum) == ticks


def test_ticks_pass_a_limit_only_where_values_do():
    assert value_ticks(480, limit=100) == (0, 200, 400)


def test_a_word_wider_than_its_lane_is_broken_at_a_joint_or_where_the_line_is_full():
    voice = STYLE.name
    for word in ("https://example.org/statistics/annual-report", "Donaudampfschifffahrtsgesellschaftskapitän"):
        lines = voice.lines(word, 70)
        assert "".join(lines) == word
        assert len(lines) > 1
        assert all(voice.width(line) <= 70 for line in lines)


def test_ticks_of_counts_are_whole():
    assert value_ticks(1, smallest_step=1) == (0, 1)


def test_no_tick_passes_a_hundred_percent():
    assert value_ticks(99.5, limit=100) == (0, 25, 50, 75, 100)


@given(st.floats(min_value=0.001, max_value=1e12))
def test_ticks_cover_most_of_the_scale(maximum):
    ticks = value_ticks(maximum)
    assert 2 <= len(ticks) <= 6
    assert 0.55 * maximum <= ticks[-1] <= 1.16 * maximum


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (30000, "one", "30,000"),
        (30_000_000, "million", "30 million"),
        (2_500_000, "million", "2.5 million"),
        (5000, "thousand", "5 thousand"),
        (25, "percent", "25%"),
    ],
)
def test_a_tick_is_worded_in_the_unit_of_the_axis(value, unit, text):
    assert tick_text(value, unit) == text


@pytest.mark.parametrize(
    ("values", "unit", "texts"),
    [
        ((2_500_000, 5_000_000), "million", ("2.5 million", "5.0 million")),
        ((20_000_000, 40_000_000), "million", ("20 million", "40 million")),
        ((0.5, 1), "percent", ("0.5%", "1%")),
    ],
)
def test_ticks_in_millions_share_their_decimals(values, unit, texts):
    assert tick_texts(values, unit) == texts


def test_years_stand_in_proportion_to_time():
    assert year_positions((2020, 2022, 2023), left=60, span=300) == (60, 260, 360)


def test_a_break_takes_a_little_more_room():
    positions = year_positions((2022, 2023, 2024), left=0, span=166, breaks=(2024,))
    assert positions == pytest.approx((0, 76, 166))


blocks = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 15)), max_size=6)


@given(blocks)
def test_spread_blocks_do_not_overlap_and_keep_their_order(entries):
    centres, heights = [entry[0] for entry in entries], [entry[1] for entry in entries]
    moved = spread(centres, heights, low=0, high=100)
    order = sorted(range(len(moved)), key=lambda index: (centres[index], index))
    for lower, upper in pairwise(order):
        assert moved[upper] - moved[lower] >= (heights[upper] + heights[lower]) / 2 - 1e-6
    assert all(middle - height / 2 >= -1e-6 for middle, height in zip(moved, heights, strict=True))
    assert all(middle + height / 2 <= 100 + 1e-6 for middle, height in zip(moved, heights, strict=True))


def test_blocks_with_room_stay_where_they_are():
    assert spread([20, 50, 80], [11, 11, 11], low=0, high=100) == (20, 50, 80)


def test_blocks_that_meet_share_the_way():
    assert spread([50, 50], [10, 10], low=0, high=100) == (45, 55)


# -- text -----------------------------------------------------------------------------------------------------------


def test_width_is_the_sum_of_the_advances():
    assert text_width("29", "SourceSansPro-Regular", 9) == pytest.approx(2 * 0.497 * 9)


def test_lines_are_about_equally_long():
    assert VOICE.lines("a series break is marked so", 90) == ("a series break", "is marked so")


# -- placement ------------------------------------------------------------------------------------------------------


def test_labels_go_to_their_cheapest_free_place():
    left, right = Box(0, 0, 10, 10), Box(20, 0, 30, 10)
    wish = (Candidate(left, 0), Candidate(right, 5), Candidate(None, 30))
    assert [chosen.box for chosen in place([wish, wish], [])] in ([left, right], [right, left])


def test_a_label_without_a_free_place_is_left_out():
    box = Box(0, 0, 10, 10)
    assert place([(Candidate(box, 0), Candidate(None, 30))], [box]) == (Candidate(None, 30),)


def test_a_line_crosses_the_box_it_passes_through():
    box = Box(10, 10, 20, 20)
    assert box.is_crossed_by((0, 0), (30, 30))
    assert not box.is_crossed_by((0, 30), (30, 25))
    assert not box.is_crossed_by((0, 15), (9, 15))


# -- line charts ----------------------------------------------------------------------------------------------------


# -- bars and columns -----------------------------------------------------------------------------------------------


def _axis(first, count, pitch, *, letter=5):
    period = parse_period(first)
    periods = [period]
    while len(periods) < count:
        periods.append(periods[-1].next)
    return [text for text in axis_texts(periods, pitch=pitch, width=lambda text: letter * len(text)) if text]


def test_an_axis_of_many_months_names_the_years():
    assert _axis("2019-01", 57, 8) == ["2019", "2020", "2021", "2022", "2023"]


def test_an_axis_of_some_months_names_the_quarters():
    assert _axis("2023-01", 12, 14) == ["Jan 23", "Apr 23", "Jul 23", "Oct 23"]


def test_an_axis_of_few_months_names_all():
    assert _axis("2023-03", 4, 40) == ["Mar 23", "Apr 23", "May 23", "Jun 23"]


def test_an_axis_of_months_within_one_year_without_room_is_thinned_from_the_last():
    assert _axis("2023-03", 3, 12) == ["May 23"]


def test_an_axis_of_quarters_names_the_years():
    assert _axis("2021-Q2", 12, 8) == ["2022", "2023", "2024"]


def test_an_axis_of_school_years_names_every_second_from_the_last():
    assert _axis("2019/20", 5, 20) == ["2019/20", "2021/22", "2023/24"]


def test_months_stand_one_step_apart_as_years_do():
    months = [parse_period(text) for text in ("2023-01", "2023-02", "2023-03", "2023-05")]
    assert year_steps(months) == (1, 1, 2)
