import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import UsageError
from reportgen.periods import parse_period
from reportgen.years import PeriodRange, parse_years, without_holes

FIVE = (2020, 2021, 2022, 2023, 2024)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-2023", 2021, 2023),
        ("2022", 2022, 2022),
        ("2022-2022", 2022, 2022),
        ("2022-", 2022, 2024),
        ("-2022", 2020, 2022),
        ("", 2020, 2024),
        (" 2021 – 2023 ", 2021, 2023),
    ],
)
def test_a_range_is_read_as_it_is_written(text, first, last):
    assert parse_years(text, FIVE) == PeriodRange(first, last)


def test_a_range_outside_the_data_says_what_the_data_hold():
    with pytest.raises(UsageError, match=r"^years 2019 to 2024: the data hold 2020 to 2024\nhint: write `2020-2024`"):
        parse_years("2019-2024", FIVE)


def test_a_single_year_outside_the_data_says_what_the_data_hold():
    with pytest.raises(UsageError, match=r"^years 2030: the data hold 2020 to 2024\nhint: write `2020-2024`, or leave"):
        parse_years("2030", FIVE)


def test_an_open_range_that_starts_after_the_data_is_outside_them():
    with pytest.raises(UsageError, match="the data hold 2020 to 2024"):
        parse_years("2026-", FIVE)


def test_an_open_range_that_ends_before_the_data_is_outside_them():
    with pytest.raises(UsageError, match="the data hold 2020 to 2024"):
        parse_years("-2011", FIVE)


def test_a_reversed_range_offers_the_right_order():
    with pytest.raises(UsageError, match=r"is reversed: 2024 comes after 2020\nhint: write `2020-2024`"):
        parse_years("2024-2020", FIVE)


@pytest.mark.parametrize("text", ["twenty", "2020-2021-2022", "-", "20-21", "2020..2022", "2020,2022", "٢٠٢٠"])
def test_an_unreadable_range_says_how_to_write_one(text):
    with pytest.raises(UsageError, match="expected a year or a range of years"):
        parse_years(text, FIVE)


def test_two_years_without_a_dash_are_not_guessed_at():
    with pytest.raises(UsageError, match="expected a dash between the years"):
        parse_years("2020 2022", FIVE)


def test_an_end_that_the_data_skip_is_outside_them():
    with pytest.raises(UsageError, match="the data hold 2020 and 2022"):
        parse_years("2020-2021", (2020, 2022))


def test_a_range_knows_its_years():
    years = PeriodRange(2021, 2023)
    assert (list(years), len(years), 2022 in years, 2024 in years) == ([2021, 2022, 2023], 3, True, False)


def test_one_year_is_written_once():
    assert (str(PeriodRange(2024, 2024)), str(PeriodRange(2020, 2024))) == ("2024", "2020-2024")


@given(st.sampled_from(FIVE), st.sampled_from(FIVE))
def test_a_range_reads_back_as_it_was_printed(one, other):
    years = PeriodRange(min(one, other), max(one, other))
    assert parse_years(str(years), FIVE) == years


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        ("2019 2020 2022", "2021"),
        ("2018 2019 2021 2023", "2020 2022"),
        ("2020-Q1 2020-Q2 2020-Q4", "2020-Q3"),
        ("2022/23 2024/25 2025/26", "2023/24"),
        ("2012-2014 2015-2017 2021-2023", "2018-2020"),
        ("2012-2016 2014-2018 2016-2020 2017-2021", ""),
        ("2010 2012 2014 2018", "2016"),
        ("2019 2020 2021", ""),
        ("2020", ""),
        ("2015 2017 2019", ""),
        ("1970 1980 1990 2000 2001 2002", ""),
        ("2000 2003 2006 2009 2013", ""),
        ("1790 1791 1850", ""),
    ],
)
def test_periods_that_are_missing_between_others_are_found(held, missing):
    own = tuple(map(parse_period, held.split()))
    found = without_holes(own)
    assert [period.code for period in found if period not in own] == missing.split()
    assert found == tuple(sorted({*found, *own}))
