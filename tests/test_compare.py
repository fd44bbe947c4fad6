import json
import pickle
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compare import compare, rank, share_of_total, shares
from reportgen.dataset import Rules, SeriesBreak, read_package
from reportgen.errors import DataError
from reportgen.measure import MeasureType, ObservationStatus, Reason
from reportgen.periods import parse_period
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"
RULES = Rules(minimum_base=100, minimum_count_for_shares=10)
KINDS = ("flow", "stock", "share", "ratio", "cumulative", "change")
YEARS = range(2010, 2022)


def compared(tmp_path, *rows, **records):
    return compare(read_package(make_package(tmp_path, rows, **records)))


@cache
def tiny():
    """A package with an indicator of each kind, a report for each year, and one figure."""
    with TemporaryDirectory() as folder:
        rows = [observation(1, year=year, indicator=kind) for kind in KINDS for year in YEARS]
        return read_package(make_package(folder, rows, measure_types={kind: kind for kind in KINDS}))


def comparison_of(rows, *, breaks=(), country="US"):
    """Compare figures given as (indicator, place, breakdown, year, value)."""
    package = tiny()
    example = package.series["flow", "US", ""][YEARS[0]]
    series = {}
    for indicator, place, breakdown, year, value in rows:
        names = {"indicator": indicator, "place": place, "breakdown": breakdown, "year": year, "value": value}
        series.setdefault((indicator, place, breakdown), {})[year] = replace(example, **names)
    by_indicator = {name: tuple(one for one in breaks if one.indicator == name) for name in KINDS}
    own = replace(package.organisation, country=country)
    made = replace(package, organisation=own, rules=RULES, series=series, breaks_by_indicator=by_indicator)
    return compare(replace(made, breaks=tuple(breaks)))


def one_change(value, base, *, kind="flow", breaks=()):
    rows = [(kind, "US", "", 2020, base), (kind, "US", "", 2021, value)]
    return comparison_of(rows, breaks=breaks).change(kind, 2020, 2021)


def series_break(year, *, dimension="", member="", status=ObservationStatus.BREAK):
    return SeriesBreak("flow", dimension, member, year, status, f"note-{year}", "a break")


def amounts(change):
    return (change.difference, change.percent, change.points)


def test_a_level_changes_in_percent():
    change = one_change(150, 120)
    assert (*amounts(change), change.reason) == (30, 25, None, "")
    assert (change.percent_low, change.percent_high) == (25, 25)


def test_a_share_changes_in_percentage_points():
    change = one_change(91.5, 90, kind="share")
    assert (*amounts(change), change.reason) == (None, None, 1.5, "")


@pytest.mark.parametrize(
    ("kind", "reason"), [("ratio", "ratio"), ("cumulative", "cumulative"), ("change", "printed_change")]
)
def test_what_is_not_compared_gives_only_its_reason(kind, reason):
    change = one_change(200, 150, kind=kind)
    assert change.reason == reason
    assert amounts(change) == (None, None, None)


def test_a_small_base_gives_the_difference_but_no_percentage():
    change = one_change(150, 99)
    assert (*amounts(change), change.reason) == (51, None, None, "small_base")


def test_a_base_at_the_minimum_is_large_enough():
    assert one_change(150, 100).percent == 50


def test_a_zero_base_gives_the_difference_but_no_percentage():
    change = one_change(5, 0)
    assert (*amounts(change), change.reason) == (5, None, None, "zero_base")


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


@pytest.mark.parametrize(
    ("qualifier", "reason"),
    [("more_than", Reason.FLOOR), ("at_least", Reason.FLOOR), ("less_than", Reason.CEILING)],
)
def test_a_bound_has_no_exact_change(tmp_path, qualifier, reason):
    comparison = compared(tmp_path, observation(200, qualifier=qualifier), observation(300, year=2021))
    change = comparison.change("cases", 2020, 2021)
    assert (change.reason, change.percent, change.difference) == (reason, None, None)


def test_a_rounded_figure_gives_a_change_with_bounds(tmp_path):
    rows = [observation(32_059_029), observation(36_200_000, year=2021, qualifier="rounded", printed="36.2 million")]
    change = compared(tmp_path, *rows).change("cases", 2020, 2021)
    assert change.from_rounded
    assert change.percent == pytest.approx(12.9167, abs=1e-3)
    assert change.percent_low == pytest.approx(100 * (36_150_000 / 32_059_029 - 1))
    assert change.percent_high == pytest.approx(100 * (36_300_000 / 32_059_029 - 1))


def test_two_rounded_figures_that_are_near_have_no_change(tmp_path):
    rows = [
        observation(36_100_000, qualifier="rounded", printed="36.1 million"),
        observation(36_200_000, year=2021, qualifier="rounded", printed="36.2 million"),
    ]
    change = compared(tmp_path, *rows).change("cases", 2020, 2021)
    assert (change.reason, change.direction, *amounts(change)) == (Reason.UNCERTAIN, "", None, None, None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(ObservationStatus.BREAK, "series_break"), (ObservationStatus.DEFINITION_DIFFERS, "definition_differs")],
)
def test_nothing_is_compared_across_a_break(status, reason):
    change = one_change(300, 200, breaks=[series_break(2021, status=status)])
    assert (change.reason, change.break_note) == (reason, "note-2021")
    assert amounts(change) == (None, None, None)


@pytest.mark.parametrize("year", [2020, 2022])
def test_a_break_at_or_before_the_base_and_after_the_end_blocks_nothing(year):
    change = one_change(300, 200, breaks=[series_break(year)])
    assert (change.reason, change.break_note, change.percent) == ("", "", 50)


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
    rows = [("flow", "US", one, year, 200) for one in breakdowns for year in (2020, 2021)]
    comparison = comparison_of(rows, breaks=[series_break(2021, **scope)])
    changes = {
        one: comparison.change("flow", 2020, 2021, **dict(pair.split("=") for pair in one.split(";") if pair))
        for one in breakdowns
    }
    assert [one for one, change in changes.items() if change.reason == "series_break"] == blocked


@pytest.mark.parametrize(("member", "blocked"), [("", ["AA", "BB"]), ("BB", ["BB"])])
def test_a_break_on_places_leaves_the_country_alone(member, blocked):
    places = ("US", "AA", "BB")
    rows = [("flow", place, "", year, 200) for place in places for year in (2020, 2021)]
    comparison = comparison_of(rows, breaks=[series_break(2021, dimension="place", member=member)])
    reasons = {place: comparison.change("flow", 2020, 2021, place).reason for place in places}
    assert [place for place, reason in reasons.items() if reason] == blocked


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
histories = st.dictionaries(st.integers(2010, 2020), values, min_size=2, max_size=6)


def history(values_by_year, *, breaks=()):
    """Return every change of a series, by base year and year; also of years without a figure."""
    rows = [("flow", "US", "", year, value) for year, value in values_by_year.items()]
    comparison = comparison_of(rows, breaks=breaks)
    return {pair: comparison.change("flow", *pair) for pair in combinations(YEARS, 2)}


def percent_change(base, value):
    return one_change(value, base).percent


@few
@given(values, values)
def test_there_and_back_multiply_to_one(base, value):
    there, back = percent_change(base, value), percent_change(value, base)
    assert (1 + there / 100) * (1 + back / 100) == pytest.approx(1)


@few
@given(values, values, st.integers(1, 1000))
def test_the_percentage_does_not_depend_on_the_scale(base, value, factor):
    assert percent_change(factor * base, factor * value) == pytest.approx(percent_change(base, value))


@few
@given(histories, st.integers(2010, 2021))
def test_a_break_removes_every_change_across_it_and_no_other(values_by_year, year):
    before, after = history(values_by_year), history(values_by_year, breaks=[series_break(year)])
    for pair, change in after.items():
        if not pair[0] < year <= pair[1]:
            assert change == before[pair]
        elif set(pair) <= set(values_by_year):
            assert (change.percent, change.reason) == (None, "series_break")


@few
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(values_by_year, random):
    years = list(values_by_year)
    random.shuffle(years)
    assert history({year: values_by_year[year] for year in years}) == history(values_by_year)


@few
@given(histories)
def test_a_change_says_which_years_it_is_of(values_by_year):
    for (base_year, year), change in history(values_by_year).items():
        assert (change.base_year, change.year, change.gap) == (base_year, year, year - base_year)


@few
@given(histories)
def test_a_missing_year_never_takes_part_in_a_change(values_by_year):
    for pair, change in history(values_by_year).items():
        assert change.has_percent == (set(pair) <= set(values_by_year))


@few
@given(st.sampled_from(KINDS), values, values)
def test_no_change_has_both_percent_and_points(kind, base, value):
    change = one_change(value, base, kind=kind)
    assert change.percent is None or change.points is None
    is_compared = tiny().indicators[kind].measure_type in (MeasureType.FLOW, MeasureType.STOCK, MeasureType.SHARE)
    assert change.is_comparable == is_compared


@few
@given(histories, st.integers(2010, 2020))
def test_a_change_is_the_same_however_often_it_is_asked_for(values_by_year, year):
    rows = [("flow", "US", "", each, value) for each, value in values_by_year.items()]
    comparison = comparison_of(rows)
    assert comparison.change("flow", year, year + 1) == comparison.change("flow", year, year + 1)
    assert comparison.change("flow", year, year + 1) == history(values_by_year)[year, year + 1]


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")
def test_the_published_figures_are_compared_where_they_may_be():
    comparison = compare(read_package(DATA))
    cases = comparison.change("cases", 2023, 2024)
    assert (cases.difference, round(cases.percent, 1)) == (682, 2.4)
    assert comparison.change("cybertipline_reports", 2023, 2024).reason == Reason.SERIES_BREAK


def _of_periods(folder, periods):
    """Return what compares figures of these periods, each of a source of its own."""
    rows = [
        observation(1000 + 7 * at, year=year, source=f"report-{at}", location="t") for at, year in enumerate(periods)
    ]
    sources = [{"source": f"report-{at}", "year": year, "title": "t"} for at, year in enumerate(periods)]
    package = make_package(folder, rows, sources=sources)
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            field["type"] = "string" if field["name"] == "year" else field["type"]
    (package / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return compare(read_package(package))


MIXED = (
    *(f"{year}-{month:02d}" for year in (2022, 2023) for month in (1, 5, 9)),
    *(f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 3)),
    *("2022", "2023", "FY2022", "FY2023", "2022/23", "2023/24"),
    *("2014-2018", "2018-2022", "2019-2023", "2020-2022", "2022-01/2022-08", "2023-01/2023-08", "2023-01/2023-05"),
)


def test_only_the_same_periods_of_two_years_are_compared(tmp_path):
    comparison = _of_periods(tmp_path, MIXED)
    years = sorted(map(parse_period, MIXED))
    given = [
        (base.code, year.code)
        for base in years
        for year in years
        if base < year and comparison.change("cases", base, year).is_comparable
    ]
    assert sorted(given) == [
        ("2014-2018", "2019-2023"),
        ("2022", "2023"),
        ("2022-01", "2023-01"),
        ("2022-01/2022-08", "2023-01/2023-08"),
        ("2022-05", "2023-05"),
        ("2022-09", "2023-09"),
        ("2022-Q1", "2023-Q1"),
        ("2022-Q3", "2023-Q3"),
        ("2022/23", "2023/24"),
        ("FY2022", "FY2023"),
    ]


def test_what_is_no_same_period_is_refused_with_a_reason_of_its_own(tmp_path):
    comparison = _of_periods(tmp_path, ("2023-03", "2023-05", "2023"))
    for base, year in (("2023-03", "2023-05"), ("2023", "2023-05")):
        change = comparison.change("cases", parse_period(base), parse_period(year))
        assert (change.reason, change.difference, change.percent) == (Reason.OTHER_PERIOD, None, None)


def test_the_latest_change_of_a_month_is_that_from_the_same_month(tmp_path):
    comparison = _of_periods(tmp_path, ("2021-05", "2022-05", "2023-04", "2023-05"))
    year = parse_period("2023-05")
    change = comparison.latest_change("cases", year, within=(parse_period("2021-05"), year))
    assert (change.base_year.code, change.gap, change.difference) == ("2022-05", 1, 14)


def test_a_month_without_the_month_a_year_before_has_no_change(tmp_path):
    comparison = _of_periods(tmp_path, ("2023-04", "2023-05"))
    year = parse_period("2023-05")
    change = comparison.latest_change("cases", year, within=(parse_period("2023-04"), year))
    assert (change.base_year.code, change.reason) == ("2022-05", Reason.BASE_NOT_PUBLISHED)
