import pickle
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compare import compare, compare_years, rank, share_of_total, shares
from reportgen.dataset import Rules, SeriesBreak, read_package
from reportgen.dataset.observations import COLUMNS as OBSERVATION_COLUMNS
from reportgen.errors import DataError
from reportgen.measure import ObservationStatus, Reason
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"
RULES = Rules(minimum_base=100, minimum_count_for_shares=10)


def compared(tmp_path, *rows, **records):
    return compare(read_package(make_package(tmp_path, rows, **records)))


def frame(rows):
    """Return an observations table from (indicator, place, breakdown, year, value, measure type)."""
    names = ["indicator", "place", "breakdown", "year", "value", "measure_type"]
    table = pd.DataFrame(rows, columns=names).assign(preferred=True, qualifier="exact", printed="")
    return table.reindex(columns=list(OBSERVATION_COLUMNS)).astype({"value": "float64"})


def one_change(value, base, *, kind="flow", rules=RULES, breaks=()):
    rows = [("cases", "US", "", 2020, base, kind), ("cases", "US", "", 2021, value, kind)]
    return compare_years(frame(rows), breaks, rules).iloc[0]


def series_break(year, *, dimension="", member="", status=ObservationStatus.BREAK):
    return SeriesBreak("cases", dimension, member, year, status, f"note-{year}", "a break")


def test_a_level_changes_in_percent():
    change = one_change(150, 120)
    assert (change.difference, change.percent, change.reason) == (30, 25, "")
    assert (change.percent_low, change.percent_high) == (25, 25)
    assert pd.isna(change.points)


def test_a_share_changes_in_percentage_points():
    change = one_change(91.5, 90, kind="share")
    assert (change.points, change.reason) == (1.5, "")
    assert pd.isna(change.percent)
    assert pd.isna(change.difference)


@pytest.mark.parametrize(
    ("kind", "reason"), [("ratio", "ratio"), ("cumulative", "cumulative"), ("change", "printed_change")]
)
def test_what_is_not_compared_gives_only_its_reason(kind, reason):
    change = one_change(200, 150, kind=kind)
    assert change.reason == reason
    assert change[["difference", "percent", "points"]].isna().all()


def test_a_small_base_gives_the_difference_but_no_percentage():
    change = one_change(150, 99)
    assert (change.difference, change.reason) == (51, "small_base")
    assert pd.isna(change.percent)


def test_a_base_at_the_minimum_is_large_enough():
    assert one_change(150, 100).percent == 50


def test_a_zero_base_gives_the_difference_but_no_percentage():
    change = one_change(5, 0)
    assert (change.difference, change.reason) == (5, "zero_base")
    assert pd.isna(change.percent)


def test_a_fall_to_zero_is_a_fall_of_all():
    assert one_change(0, 200).percent == -100


def test_a_year_that_was_not_published_gives_no_change(tmp_path):
    rows = [observation(200), observation(None, year=2021), observation(300, year=2022)]
    comparison = compared(tmp_path, *rows)
    assert comparison.change("cases", 2020, 2021).reason == Reason.NOT_PUBLISHED
    assert comparison.change("cases", 2021, 2022).reason == Reason.BASE_NOT_PUBLISHED
    assert comparison.change("cases", 2020, 2022).percent == 50


def test_a_year_without_a_row_gives_no_change(tmp_path):
    comparison = compared(tmp_path, observation(200), observation(3, year=2021, indicator="calls"))
    change = comparison.change("cases", 2020, 2021)
    assert (change.reason, change.value, change.base_value) == (Reason.NOT_PUBLISHED, None, 200)
    assert comparison.change("calls", 2020, 2021).reason == Reason.BASE_NOT_PUBLISHED


def test_a_series_that_does_not_exist_gives_no_change(tmp_path):
    comparison = compared(tmp_path, observation(200), observation(300, year=2021))
    change = comparison.change("cases", 2020, 2021, "AA")
    assert (change.place, change.gap, change.reason) == ("AA", 1, Reason.NOT_PUBLISHED)
    assert not change.is_comparable


def test_a_cumulative_series_says_so_even_when_a_year_is_missing(tmp_path):
    kinds = {"cases": "cumulative"}
    comparison = compared(tmp_path, observation(200), observation(1, year=2021, indicator="calls"), measure_types=kinds)
    assert comparison.change("cases", 2020, 2021).reason == Reason.CUMULATIVE
    assert comparison.change("cases", 2020, 2021, "AA").reason == Reason.CUMULATIVE


@pytest.mark.parametrize("qualifier", ["more_than", "at_least", "less_than"])
def test_a_floor_has_no_exact_change(tmp_path, qualifier):
    comparison = compared(tmp_path, observation(200, qualifier=qualifier), observation(300, year=2021))
    change = comparison.change("cases", 2020, 2021)
    assert (change.reason, change.percent, change.difference) == (Reason.FLOOR, None, None)


def test_a_rounded_figure_gives_a_change_with_bounds(tmp_path):
    rows = [observation(32_059_029), observation(36_200_000, year=2021, qualifier="rounded", printed="36.2 million")]
    change = compared(tmp_path, *rows).change("cases", 2020, 2021)
    assert change.from_rounded
    assert change.percent == pytest.approx(12.9167, abs=1e-3)
    assert change.percent_low == pytest.approx(100 * (36_150_000 / 32_059_029 - 1))
    assert change.percent_high == pytest.approx(100 * (36_300_000 / 32_059_029 - 1))
    assert change.is_direction_certain


def test_two_rounded_figures_that_are_near_leave_the_direction_open(tmp_path):
    rows = [
        observation(36_100_000, qualifier="rounded", printed="36.1 million"),
        observation(36_200_000, year=2021, qualifier="rounded", printed="36.2 million"),
    ]
    change = compared(tmp_path, *rows).change("cases", 2020, 2021)
    assert change.direction == "rise"
    assert not change.is_direction_certain


@pytest.mark.parametrize(("rate", "is_certain"), [(91, True), (89, False)])
def test_the_direction_of_rounded_shares_is_certain_when_they_are_far_apart(tmp_path, rate, is_certain):
    rounded = {"qualifier": "rounded"}
    rows = [observation(88, **rounded), observation(rate, year=2021, **rounded)]
    change = compared(tmp_path, *rows, measure_types={"cases": "share"}).change("cases", 2020, 2021)
    assert (change.points, change.direction, change.is_direction_certain) == (rate - 88, "rise", is_certain)
    assert change.points_low < change.points < change.points_high


@pytest.mark.parametrize(
    ("status", "reason"),
    [(ObservationStatus.BREAK, "series_break"), (ObservationStatus.DEFINITION_DIFFERS, "definition_differs")],
)
def test_nothing_is_compared_across_a_break(status, reason):
    change = one_change(300, 200, breaks=[series_break(2021, status=status)])
    assert (change.reason, change.blocking_break) == (reason, "note-2021")
    assert change[["difference", "percent", "points"]].isna().all()


@pytest.mark.parametrize("year", [2020, 2022])
def test_a_break_at_or_before_the_base_and_after_the_end_blocks_nothing(year):
    change = one_change(300, 200, breaks=[series_break(year)])
    assert (change.reason, change.blocking_break, change.percent) == ("", "", 50)


@pytest.mark.parametrize(
    ("scope", "blocked"),
    [
        ({}, ["", "age=old", "age=old;sex=f", "age=older", "sex=f"]),
        ({"dimension": "age"}, ["age=old", "age=old;sex=f", "age=older"]),
        ({"dimension": "age", "member": "old"}, ["age=old", "age=old;sex=f"]),
    ],
)
def test_a_break_blocks_the_breakdowns_it_is_about(scope, blocked):
    breakdowns = ["", "age=old", "age=old;sex=f", "age=older", "sex=f"]
    rows = [("cases", "US", one, year, 200, "flow") for one in breakdowns for year in (2020, 2021)]
    changes = compare_years(frame(rows), [series_break(2021, **scope)], RULES)
    assert sorted(changes[changes["reason"] == "series_break"]["breakdown"]) == sorted(blocked)


def test_a_break_on_places_leaves_the_country_alone():
    rows = [("cases", place, "", year, 200, "flow") for place in ("US", "AA", "BB") for year in (2020, 2021)]
    whole = compare_years(frame(rows), [series_break(2021, dimension="place")], RULES, country="US")
    one = compare_years(frame(rows), [series_break(2021, dimension="place", member="BB")], RULES, country="US")
    assert list(whole[whole["reason"] != ""]["place"]) == ["AA", "BB"]
    assert list(one[one["reason"] != ""]["place"]) == ["BB"]


def test_the_reasons_have_an_order(tmp_path):
    rows = [observation(0, qualifier="more_than"), observation(5, year=2021)]
    breaks = [{"indicator": "cases", "year": 2021}]
    assert compared(tmp_path / "1", *rows, series_breaks=breaks).change("cases", 2020, 2021).reason == "series_break"
    assert compared(tmp_path / "2", *rows).change("cases", 2020, 2021).reason == "floor"


def test_only_preferred_figures_are_compared(tmp_path):
    rows = [observation(200), observation(210, location="text", preferred="false"), observation(300, year=2021)]
    assert compared(tmp_path, *rows).change("cases", 2020, 2021).base_value == 200


def test_the_latest_change_reaches_back_over_a_gap(tmp_path):
    rows = [observation(200), observation(None, year=2021), observation(300, year=2022)]
    change = compared(tmp_path, *rows).latest_change("cases", 2022, within=(2020, 2022))
    assert (change.base_year, change.gap, change.percent) == (2020, 2, 50)


def test_the_latest_change_stays_within_its_years(tmp_path):
    rows = [observation(200), observation(None, year=2021), observation(300, year=2022)]
    change = compared(tmp_path, *rows).latest_change("cases", 2022, within=(2021, 2022))
    assert (change.reason, change.value) == (Reason.BASE_NOT_PUBLISHED, 300)


def test_a_base_year_that_is_not_earlier_is_an_error(tmp_path):
    with pytest.raises(DataError, match="expected a base year before 2020, found 2021"):
        compared(tmp_path, observation(1)).change("cases", 2021, 2020)


def test_an_unknown_indicator_is_an_error(tmp_path):
    with pytest.raises(DataError, match="unknown indicator `case`"):
        compared(tmp_path, observation(1)).change("case", 2020, 2021)


def test_the_direction_is_told_only_of_what_can_be_compared(tmp_path):
    rows = [observation(value, year=2020 + year) for year, value in enumerate([200, 300, 300, 250])]
    comparison = compared(tmp_path, *rows)
    pairs = [(2020, 2021), (2021, 2022), (2022, 2023)]
    assert [comparison.change("cases", *pair).direction for pair in pairs] == ["rise", "none", "fall"]
    assert comparison.change("cases", 2020, 2021, "AA").direction == ""


def test_the_mean_change_is_geometric(tmp_path):
    rows = [observation(value, year=2020 + year) for year, value in enumerate([100, 300, 400])]
    assert compared(tmp_path, *rows).mean_change("cases", 2020, 2022) == pytest.approx(100)


def test_there_is_no_mean_change_over_a_gap_a_break_or_one_year(tmp_path):
    gap = compared(tmp_path / "1", observation(100), observation(None, year=2021), observation(400, year=2022))
    rows = [observation(value, year=2020 + year) for year, value in enumerate([100, 300, 400])]
    broken = compared(tmp_path / "2", *rows, series_breaks=[{"indicator": "cases", "year": 2021}])
    assert gap.mean_change("cases", 2020, 2022) is None
    assert broken.mean_change("cases", 2020, 2022) is None
    assert broken.mean_change("cases", 2021, 2021) is None


def test_a_comparison_survives_pickling(tmp_path):
    comparison = compared(tmp_path, observation(200), observation(300, year=2021))
    copy = pickle.loads(pickle.dumps(comparison))
    assert copy.change("cases", 2020, 2021) == comparison.change("cases", 2020, 2021)


def test_shares_are_parts_of_the_published_total(tmp_path):
    rows = [observation(30, age="young"), observation(60, age="old"), observation(120)]
    package = read_package(make_package(tmp_path, rows, codes={"age": ["young", "old"]}))
    assert shares(package, "cases", 2020, "age") == {"young": 25, "old": 50}
    assert share_of_total(package, "cases", 2020, "age", age="old") == 50


def test_a_small_total_has_no_shares(tmp_path):
    package = read_package(make_package(tmp_path, [observation(3, age="young"), observation(9)]))
    assert shares(package, "cases", 2020, "age") == {}
    assert share_of_total(package, "cases", 2020, "age", age="young") is None


def test_a_place_has_a_share_of_the_country(tmp_path):
    package = read_package(make_package(tmp_path, [observation(30, place="AA"), observation(120)]))
    assert share_of_total(package, "cases", 2020, "place", place="AA") == 25


def test_a_floor_and_a_percentage_have_no_share(tmp_path):
    rows = [observation(30, age="young"), observation(120, qualifier="more_than")]
    assert shares(read_package(make_package(tmp_path / "1", rows)), "cases", 2020, "age") == {}
    rows = [observation(30, age="young"), observation(120)]
    package = read_package(make_package(tmp_path / "2", rows, measure_types={"cases": "share"}))
    assert shares(package, "cases", 2020, "age") == {}


def test_places_are_ranked_without_rows_that_are_no_place(tmp_path):
    rows = [observation(value, place=place) for place, value in [("AA", 5), ("BB", 9), ("CC", 5), ("UNK", 99)]]
    package = read_package(make_package(tmp_path, [*rows, observation(118)]))
    first, tied = rank(package, "cases", 2020, "BB"), rank(package, "cases", 2020, "AA")
    assert (first.rank, first.of, first.tied) == (1, 3, False)
    assert (tied.rank, tied.of, tied.tied) == (2, 3, True)
    assert rank(package, "cases", 2020, "UNK") is None


few = settings(max_examples=20, deadline=None)
values = st.integers(min_value=100, max_value=10**9)
pairs_of_values = st.lists(st.tuples(values, values), min_size=1, max_size=30)
histories = st.dictionaries(st.integers(2010, 2020), values, min_size=2, max_size=6)


def history(values_by_year, *, kind="flow"):
    return frame([("cases", "US", "", year, value, kind) for year, value in values_by_year.items()])


def percent_changes(pairs):
    rows = [
        ("cases", f"{place:03}", "", year, value, "flow")
        for place, pair in enumerate(pairs)
        for year, value in zip((2020, 2021), pair, strict=True)
    ]
    return compare_years(frame(rows), [], RULES)["percent"].to_numpy()


@few
@given(pairs_of_values)
def test_there_and_back_multiply_to_one(pairs):
    there, back = percent_changes(pairs), percent_changes([(b, a) for a, b in pairs])
    assert (1 + there / 100) * (1 + back / 100) == pytest.approx(1)


@few
@given(pairs_of_values, st.integers(1, 1000))
def test_the_percentage_does_not_depend_on_the_scale(pairs, factor):
    scaled = [(factor * a, factor * b) for a, b in pairs]
    assert percent_changes(scaled) == pytest.approx(percent_changes(pairs))


@few
@given(histories, st.integers(2010, 2021))
def test_a_break_removes_every_change_across_it_and_no_other(values_by_year, year):
    before = compare_years(history(values_by_year), [], RULES)
    after = compare_years(history(values_by_year), [series_break(year)], RULES)
    crossed = (after["base_year"] < year) & (year <= after["year"])
    assert after[crossed]["percent"].isna().all()
    assert (after[crossed]["reason"] == "series_break").all()
    pd.testing.assert_frame_equal(before[~crossed], after[~crossed])


@few
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(values_by_year, random):
    years = list(values_by_year)
    random.shuffle(years)
    shuffled = history({year: values_by_year[year] for year in years})
    expected = compare_years(history(values_by_year), [], RULES)
    pd.testing.assert_frame_equal(compare_years(shuffled, [], RULES), expected)


@few
@given(histories)
def test_every_pair_of_years_is_there_once_with_its_gap(values_by_year):
    changes = compare_years(history(values_by_year), [], RULES)
    pairs = list(zip(changes["base_year"], changes["year"], strict=True))
    assert pairs == list(combinations(sorted(values_by_year), 2))
    assert list(changes["gap"]) == [year - base for base, year in pairs]


@few
@given(histories)
def test_a_missing_year_never_takes_part_in_a_change(values_by_year):
    pairs = list(combinations(range(2010, 2021), 2))
    changes = compare_years(history(values_by_year), [], RULES, pairs=pairs)
    both = changes["base_year"].isin(list(values_by_year)) & changes["year"].isin(list(values_by_year))
    assert changes["percent"].notna().equals(both)
    assert (changes["gap"] == changes["year"] - changes["base_year"]).all()


@few
@given(pairs_of_values)
def test_no_change_has_both_percent_and_points(pairs):
    kinds = ("flow", "stock", "share", "ratio", "cumulative", "change")
    rows = [
        (kind, f"{place:03}", "", year, value, kind)
        for kind in kinds
        for place, pair in enumerate(pairs)
        for year, value in zip((2020, 2021), pair, strict=True)
    ]
    changes = compare_years(frame(rows), [], RULES)
    assert not (changes["percent"].notna() & changes["points"].notna()).any()


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")
def test_the_published_figures_are_compared_where_they_may_be():
    comparison = compare(read_package(DATA))
    cases = comparison.change("cases", 2023, 2024)
    assert (cases.difference, round(cases.percent, 1)) == (682, 2.4)
    assert comparison.change("cybertipline_reports", 2023, 2024).reason == Reason.SERIES_BREAK
