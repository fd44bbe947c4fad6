"""Trends: what is drawn of the years of a range, and what a reader hears of it."""

import pytest

from reportgen.charts import FillStroke
from reportgen.document import KeyFigures, Slot, Trend
from reportgen.exhibits.trends import CELL, TILE, alt_text, has_columns, record, resolve
from tests.composing import World, over_years
from tests.documents import trend
from tests.exhibits.recorded import THEME


def lines_of(found):
    """The years that are joined, counted from the first, each pair by its ends."""
    across = sorted({x for line in found.lines for x, _ in line})
    return [tuple(across.index(x) for x, _ in line) for line in found.lines]


# -- values ---------------------------------------------------------------------------------------------------------


def test_one_number_makes_no_trend():
    with pytest.raises(ValueError, match="a trend has two numbers or more"):
        Trend((Slot(2023, None, ""), Slot(2024, 5, "5")))


def test_a_break_stands_between_two_years():
    with pytest.raises(ValueError, match="stands between two years"):
        trend(1, 2, breaks=(2,))


# -- what is drawn --------------------------------------------------------------------------------------------------


def test_a_line_joins_neighboring_years_and_leaves_a_gap_open():
    found = resolve(trend(91.8, None, 87.6, 87.9, 91.4), THEME)
    assert lines_of(found) == [(0, 1), (1, 2)]
    assert len(found.points) == 3
    assert found.crosses == ((pytest.approx(3 + 85 / 4), 3.0),)


def test_no_line_crosses_a_series_break():
    found = resolve(trend(29.4, 32.1, 36.2, 20.5, breaks=(3,)), THEME)
    assert len(found.lines) == 2
    (x,) = found.breaks
    assert max(end[0] for line in found.lines for end in line) < x < found.last_point[0]


def test_a_floor_is_a_caret_that_nothing_joins():
    found = resolve(trend(21.7, 29.4, 32.1, floors=(0,)), THEME)
    assert len(found.floors) == 1
    assert len(found.lines) == 1
    assert found.floors[0][0] < found.lines[0][0][0]


def test_years_that_stand_apart_from_each_other_are_columns_from_zero():
    found = resolve(trend(3588, None, 3144, None, 2508), THEME)
    heights = [height for _, _, _, height, _ in found.columns]
    assert heights == [pytest.approx(17), pytest.approx(17 * 3144 / 3588), pytest.approx(17 * 2508 / 3588)]
    assert [color for *_, color in found.columns] == [THEME.colours.ramp[3]] * 2 + [THEME.colours.main]
    assert len(found.crosses) == 2


def test_two_years_with_numbers_are_a_line():
    assert not has_columns(trend(1, 2))
    assert not has_columns(trend(1, 2, breaks=(1,)))
    assert has_columns(trend(1, None, 2))


def test_a_fall_of_two_percent_is_no_cliff():
    first, last = resolve(trend(100, 98), THEME).lines[0]
    room = TILE[1] - 3.5 - 8
    assert first[1] - last[1] == pytest.approx(room * 2 / 25)


def test_shares_span_twenty_points_at_the_least():
    first, last = resolve(trend(92, 90, is_share=True), THEME).lines[0]
    assert first[1] - last[1] == pytest.approx((TILE[1] - 3.5 - 8) * 2 / 20)


@pytest.mark.parametrize("values", [(-5, -2, 3), (-5, None, 3), (0, 0), (0, None, 0), (-4, None, -2)])
@pytest.mark.parametrize("size", [TILE, CELL])
def test_nothing_stands_outside_whatever_the_values_are(values, size):
    width, height = size
    for operation in record(trend(*values), THEME, size=size, ground="white").operations:
        numbers = [number for _, *numbers in operation.path for number in numbers]
        assert min(numbers) >= 0
        assert max(numbers[::2]) <= width
        assert max(numbers[1::2]) <= height


def test_a_trend_on_a_tint_brings_its_ground():
    ground, *_ = record(trend(1, 2), THEME).operations
    assert (ground.fill, ground.stroke) == (THEME.colours.tint, None)
    first, *_ = record(trend(1, 2), THEME, ground="white").operations
    assert isinstance(first, FillStroke)
    assert first.stroke == THEME.colours.axis


# -- what is told ---------------------------------------------------------------------------------------------------


def test_its_words_tell_every_year_and_every_break():
    told = alt_text(trend(29782, None, 29568, breaks=(2,)))
    assert told == "2020 29,782; 2021 no number; 2022 29,568; series break before 2022"


# -- what is asked for ----------------------------------------------------------------------------------------------

TILES = """
:::{key-figures}
- {figure: cases, label: cases}
- {figure: calls, label: calls}
- {figure: cases, label: cases, trend: false}
:::
"""


def tiles(folder, rows, body=TILES, **package):
    """The tiles of a report on the rows."""
    block = World(folder, rows, **package).block(body)
    assert isinstance(block, KeyFigures)
    return block.tiles


def test_a_tile_has_a_slot_for_each_year_of_the_range(tmp_path):
    rows = over_years("cases", 300, None, 330) + over_years("calls", None, 7, 8)
    cases, calls, without = tiles(tmp_path, rows)
    assert [(slot.year, slot.text) for slot in cases.trend.slots] == [(2020, "300"), (2021, ""), (2022, "330")]
    assert [slot.value for slot in calls.trend.slots] == [None, 7, 8]
    assert cases.years == ("2020", "2022")
    assert without.trend is None


def test_a_figure_of_one_year_has_no_trend(tmp_path):
    _, calls, _ = tiles(tmp_path, over_years("cases", 300, 330) + over_years("calls", None, 8))
    assert (calls.trend, calls.years) == (None, ("", ""))


YEARS = """
:::{key-figures}
- {figure: cases, year: 2020, label: cases in the first year}
- {figure: cases, label: cases}
- {figure: cases, label: cases}
:::
"""


def test_a_tile_may_be_of_another_year_than_the_last(tmp_path):
    first, last, _ = tiles(tmp_path, over_years("cases", 300, 330), YEARS)
    assert (first.value, last.value) == ("300", "330")


def test_a_floor_is_told_as_the_source_words_it(tmp_path):
    rows = over_years("cases", 300, qualifier="more_than") + over_years("cases", 330, first=2021)
    cases, _, _ = tiles(tmp_path, rows + over_years("calls", 1, 2))
    assert alt_text(cases.trend) == "2020 more than 300; 2021 330"
    assert [slot.bound for slot in cases.trend.slots] == ["floor", ""]


SHARES = """
:::{key-figures}
- {figure: "cases{status=resolved}", share-of: status, label: resolved}
- {figure: cases, label: cases}
- {figure: cases, label: cases}
:::
"""


def shares(folder, totals, resolved):
    rows = over_years("cases", *totals, status="total") + over_years("cases", *resolved, status="resolved")
    return tiles(folder, rows, SHARES)


def test_a_share_of_a_total_has_a_trend_in_percent(tmp_path):
    tile, *_ = shares(tmp_path, (200, 100), (150, 80))
    assert tile.value == "80.0%"
    assert tile.trend.is_share
    assert [slot.text for slot in tile.trend.slots] == ["75.0%", "80.0%"]


def test_a_share_of_fewer_than_ten_cases_in_any_year_gives_no_trend(tmp_path):
    tile, *_ = shares(tmp_path, (9, 100), (8, 80))
    assert (tile.value, tile.trend) == ("80.0%", None)
