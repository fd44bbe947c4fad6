"""What a page tells around a figure: its series with gaps and breaks, and the sum that it is a part of."""

from functools import cache

from reportgen.dataset import read_package
from reportgen.trace.around import checks_of_place, series_around, sum_in_words
from tests.worlds import ROOT


@cache
def package():
    return read_package(ROOT / "data")


def years():
    return package().years


def around(indicator, year, place=None, **members):
    return series_around(package().observation(indicator, year, place, **members), years(), package(), {})


def test_a_series_has_a_mark_where_there_is_no_figure():
    told = around("cases", 2024, "TX")
    assert told["periods"] == ["2020", "2021", "2022", "2023", "2024"]
    assert told["values"] == ["3,588", "[i]", "3,144", "[i]", "2,508"]


def test_a_series_tells_before_which_year_it_begins_anew():
    assert around("cybertipline_reports", 2024)["breaks"] == [4]
    assert around("cases", 2024)["breaks"] == []


def test_a_bound_is_told_with_its_sign():
    assert around("cybertipline_reports", 2024)["values"][0] == ">21,700,000"


def test_a_figure_without_another_one_in_the_years_of_a_document_has_no_series():
    observation = package().observation("cases", 2024, "TX")
    assert series_around(observation, years()[-2:], package(), {}) == {}


def test_of_a_long_series_the_periods_up_to_a_figure_are_told():
    observation = package().observation("cases", 2022, "TX")
    long = tuple(package().period(year) for year in range(2010, 2025))
    assert series_around(observation, long, package(), {})["periods"] == [str(year) for year in range(2017, 2023)]


def sums(indicator, place):
    """What is said of each figure that is part of a sum, or a whole."""
    found = checks_of_place(indicator, place, package())
    return {cell: sum_in_words(*each, package()) for cell, each in found.items()}


def test_a_sum_is_told_with_the_names_of_its_parts():
    told = sums("cases", "US")
    year = package().period(2024)
    assert told[year, ""] == "Holds: 2,535 Active + 27,033 Resolved = 29,568"
    assert told[year, "status=resolved"] == told[year, ""]


def test_places_that_only_have_a_total_have_no_sum():
    assert sums("missing_from_care", "TX") == {}


def test_a_sum_of_many_parts_is_shortened():
    told = {text for text in sums("cases", "US").values() if "…" in text}
    assert told
    assert all(text.count(" + ") <= 6 for text in told)
