"""Periods: how they are written, read, ordered and set beside each other."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.periods import Calendar, Kind, as_period, parse_period, year_period
from reportgen.wording import year_list, year_span
from reportgen.years import PeriodRange, parse_years, span_of

MONTHS = tuple(parse_period(f"{year}-{month:02d}") for year in (2022, 2023, 2024) for month in range(1, 13))
QUARTERS = tuple(parse_period(f"{year}-Q{quarter}") for year in (2023, 2024) for quarter in range(1, 5))
SCHOOL_YEARS = tuple(parse_period(f"{year}/{year - 1999}") for year in range(2021, 2025))

years = st.integers(1, 9997)
periods = st.one_of(
    years.map(year_period),
    years.map(lambda year: parse_period(f"FY{year:04d}")),
    years.map(lambda year: parse_period(f"FY{year:04d}/{(year + 1) % 100:02d}")),
    years.map(lambda year: parse_period(f"{year:04d}/{(year + 1) % 100:02d}")),
    st.tuples(years, st.integers(1, 4)).map(lambda pair: parse_period(f"{pair[0]:04d}-Q{pair[1]}")),
    st.tuples(years, st.integers(1, 12)).map(lambda pair: parse_period(f"{pair[0]:04d}-{pair[1]:02d}")),
    st.tuples(st.integers(1, 9980), st.integers(1, 9)).map(lambda pair: parse_period(f"{pair[0]:04d}-{sum(pair):04d}")),
    st.tuples(years, st.integers(1, 12), st.integers(2, 11)).map(
        lambda one: parse_period(
            f"{one[0]:04d}-{one[1]:02d}/{one[0] + (one[1] + one[2] - 2) // 12:04d}-{(one[1] + one[2] - 2) % 12 + 1:02d}"
        )
    ),
)


@pytest.mark.parametrize(
    ("text", "kind", "code", "words"),
    [
        ("2024", Kind.YEAR, "2024", "2024"),
        ("1790", Kind.YEAR, "1790", "1790"),
        ("FY2024", Kind.FISCAL_YEAR, "FY2024", "FY2024"),
        ("FY 2023-24", Kind.FISCAL_YEAR, "FY2023/24", "FY2023/24"),
        ("2023/24", Kind.SPLIT_YEAR, "2023/24", "2023/24"),
        ("2022-23", Kind.SPLIT_YEAR, "2022/23", "2022/23"),
        ("1999/2000", Kind.SPLIT_YEAR, "1999/00", "1999/00"),
        ("2024-Q3", Kind.QUARTER, "2024-Q3", "Q3 2024"),
        ("2024Q3", Kind.QUARTER, "2024-Q3", "Q3 2024"),
        ("Q3 2024", Kind.QUARTER, "2024-Q3", "Q3 2024"),
        ("2024-03", Kind.MONTH, "2024-03", "March 2024"),
        ("2024-M03", Kind.MONTH, "2024-03", "March 2024"),
        ("Mar 2024", Kind.MONTH, "2024-03", "March 2024"),
        ("2019-2023", Kind.WINDOW, "2019-2023", "2019–2023"),
        ("2023-01/2023-09", Kind.PART, "2023-01/2023-09", "January–September 2023"),
        ("2022-11/2023-02", Kind.PART, "2022-11/2023-02", "November 2022–February 2023"),
        ("2023-01/2023-12", Kind.YEAR, "2023", "2023"),
        ("2023-04/2023-06", Kind.QUARTER, "2023-Q2", "Q2 2023"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, kind, code, words):
    period = parse_period(text)
    assert (period.kind, period.code, str(period)) == (kind, code, words)


@pytest.mark.parametrize(
    "text", ["", "24 May", "2024-13", "2024-Q5", "0", "2023/25", "2023-2019", "2024-01-15", "FY", "٢٠٢٠"]
)
def test_what_is_no_period_is_refused_with_ways_to_write_one(text):
    with pytest.raises(DataError, match="hint: write `"):
        parse_period(text)


@given(periods)
def test_a_period_reads_back_as_it_was_written(period):
    assert parse_period(period.code) == period


@given(periods)
def test_a_period_survives_the_way_to_another_process(period):
    assert pickle.loads(pickle.dumps(period)) == period


@given(periods)
def test_the_period_before_the_next_one_is_the_period_itself(period):
    other = period.next
    assert not period.overlaps(other)
    assert other.sort == period.sort
    assert other > period


@given(periods)
def test_the_same_period_a_year_before_is_of_the_same_sort_and_comes_earlier(period):
    base = period.before()
    assert period.is_same_of_year(base)
    assert not base.is_same_of_year(period)
    assert base < period


@given(periods, periods)
def test_two_periods_are_in_one_order_or_equal(one, other):
    assert (one < other) + (one == other) + (other < one) in (1, 0)
    assert (one <= other) or (other <= one)
    if one == other:
        assert hash(one) == hash(other)


def _is_forbidden(base, later):
    """Say by the calendar alone, month by month, that two periods are not the same one of two years."""
    months = {*range(base.start, base.end)} & {*range(later.start, later.end)}
    of_year = [[month % 12 for month in range(each.start, each.end)] for each in (base, later)]
    return bool(months) or of_year[0] != of_year[1] or base.kind is not later.kind or base.start >= later.start


@pytest.mark.conformance
def test_of_100_000_pairs_none_is_compared_that_is_not_the_same_period_of_two_years():
    near = [parse_period(text) for year in range(2019, 2025) for text in _texts(year)]
    pairs = [(base, later) for base in near for later in near]
    assert len(pairs) >= 100_000
    allowed = [pair for pair in pairs if pair[1].is_same_of_year(pair[0])]
    assert not [pair for pair in allowed if _is_forbidden(*pair)]
    assert len(allowed) == sum(not _is_forbidden(*pair) for pair in pairs)


def _texts(year):
    spans = [f"{year - back}-{year}" for back in range(1, 9)]
    parts = [
        f"{year}-{first:02d}/{year + (first + length - 2) // 12}-{(first + length - 2) % 12 + 1:02d}"
        for first in range(1, 13)
        for length in (2, 4, 5)
    ]
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    quarters = [f"{year}-Q{quarter}" for quarter in range(1, 5)]
    return [str(year), f"FY{year}", f"{year}/{(year + 1) % 100:02d}", *spans, *parts, *months, *quarters]


def test_a_calendar_year_is_equal_to_its_number_and_no_other_period_is():
    year = year_period(2024)
    assert (year == 2024, {year: "found"}.get(2024), year > 2023, year - 1, year + 1) == (
        True,
        "found",
        True,
        2023,
        2025,
    )
    assert parse_period("FY2024") != 2024
    assert parse_period("2024-Q1") != 2024


def test_years_between_two_periods_are_counted_for_a_template():
    assert year_period(2024) - year_period(2020) == 4
    assert parse_period("2024-Q3") - parse_period("2022-Q3") == 2


def test_fiscal_and_school_years_begin_when_the_package_says():
    october = Calendar(fiscal_year_starts=10, school_year_starts=9)
    assert parse_period("FY2024", october).start == parse_period("2023-10").start
    assert parse_period("2023/24", october).start == parse_period("2023-09").start
    july = Calendar(fiscal_year_starts=7, fiscal_year_named_after="start")
    assert parse_period("FY2024", july).start == parse_period("2024-07").start


def test_a_longer_period_holds_those_within_it():
    assert year_period(2024).holds(parse_period("2024-Q4"))
    assert not year_period(2024).holds(parse_period("2023-12/2024-02"))
    assert year_period(2024).overlaps(parse_period("2023-12/2024-02"))


def test_months_are_listed_as_a_sentence_would():
    assert year_list(MONTHS[:3]) == "January 2022 to March 2022"
    assert year_list((MONTHS[0], MONTHS[12])) == "January 2022 and January 2023"


def test_windows_have_a_dash_within_and_a_word_between():
    one, other = parse_period("2014-2018"), parse_period("2019-2023")
    assert year_span(one, other) == "2014–2018 to 2019–2023"


@pytest.mark.parametrize(
    ("text", "available", "first", "last"),
    [
        ("2022/23-2024/25", SCHOOL_YEARS, "2022/23", "2024/25"),
        ("2022-23-2024-25", SCHOOL_YEARS, "2022/23", "2024/25"),
        ("2023-Q2:2024-Q1", QUARTERS, "2023-Q2", "2024-Q1"),
        ("2023-q2 – 2024-q1", QUARTERS, "2023-Q2", "2024-Q1"),
        ("2023", QUARTERS, "2023-Q1", "2023-Q4"),
        ("2024-", QUARTERS, "2024-Q1", "2024-Q4"),
        (":2023-Q2", QUARTERS, "2023-Q1", "2023-Q2"),
        ("2023-03:2024-02", MONTHS, "2023-03", "2024-02"),
        ("2023-03", MONTHS, "2023-03", "2023-03"),
        ("2022-2023", MONTHS, "2022-01", "2023-12"),
        ("2023-Q2", MONTHS[:24], "2023-04", "2023-06"),
        ("", MONTHS, "2022-01", "2024-12"),
        ("2019-2023", (parse_period("2014-2018"), parse_period("2019-2023")), "2019-2023", "2019-2023"),
        ("2014-2018:2019-2023", (parse_period("2014-2018"), parse_period("2019-2023")), "2014-2018", "2019-2023"),
    ],
)
def test_a_range_of_any_periods_is_read_as_people_write_it(text, available, first, last):
    assert parse_years(text, available) == PeriodRange(parse_period(first), parse_period(last))


@pytest.mark.parametrize("text", ["2021", "2024-01:2025-06", "2025-Q3"])
def test_a_range_beyond_the_months_says_what_the_data_hold(text):
    with pytest.raises(Exception, match=r"the data hold January 2022 to December 2024|expected a year"):
        parse_years(text, MONTHS)


def test_a_range_within_years_holds_the_months_of_them():
    assert parse_period("2023-05") in PeriodRange(2022, 2024)
    assert parse_period("2024-12/2025-02") not in PeriodRange(2022, 2024)


@pytest.mark.parametrize(
    "text", ["2020-2024", "2024", "2022/23-2024/25", "2023-Q2:2024-Q1", "2023-03:2024-02", "FY2020-FY2023"]
)
def test_the_record_of_a_range_reads_back(text):
    span = span_of(text)
    assert span is not None
    assert str(span) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020-2024", "2020-2024"),
        ("2022/23-2024/25", "2022-23-to-2024-25"),
        ("2023-Q2:2024-Q1", "2023-q2-to-2024-q1"),
        ("FY2023", "fy2023"),
        ("2023-01/2023-09", "2023-01-to-2023-09"),
    ],
)
def test_a_range_has_a_name_that_is_safe_for_files(text, name):
    assert span_of(text).file_name == name


@given(st.one_of(years, periods))
def test_what_a_template_writes_is_a_period(value):
    assert as_period(value) == value
