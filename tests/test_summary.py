"""What a list of documents says of one of them: the figure, the change, and why there is none."""

import pytest

from reportgen.errors import TemplateError
from tests.composing import PLACES, World, indicator, over_years

BREAK = {"series_breaks": [{"indicator": "cases", "year": 2021, "note": "a-note"}]}


def index(figure="cases", **options):
    lines = {"title": "All", "figure": figure, "nouns": "[case, cases]", **options}
    return ":::{index}\n" + "".join(f"{name}: {value}\n" for name, value in lines.items()) + ":::\n"


def world(folder, rows, **more):
    return World(folder, rows, places=PLACES, **more)


def of_places(*values, place="AA"):
    """Rows of one place and of the country."""
    return over_years("cases", *(900 for _ in values)) + over_years("cases", *values, place=place)


def summary(folder, rows, place="AA", body=None, **more):
    return world(folder, rows, **more).compose(body or index(), place=place).summary


def test_a_document_without_an_index_has_no_summary(tmp_path):
    assert summary(tmp_path, of_places(3, 4), body="Text.\n") is None


def test_an_index_prints_nothing_in_the_document(tmp_path):
    assert world(tmp_path, of_places(3, 4)).compose(index(), place="AA").blocks[1:] == ()


def test_the_first_and_the_last_year_of_any_place_are_compared(tmp_path):
    rows = of_places(100, 150, 120) + over_years("cases", 200, 300, place="BB", first=2021)
    made = summary(tmp_path, rows)
    assert (made.figure, made.change, made.percent, made.direction) == ("120", "+20", "+20.0%", "rise")
    assert made.spoken == "120 cases in 2022, up 20 since 2020"
    assert (made.listing.year, made.listing.base_year) == (2022, 2020)
    assert made.tile == (0, 0)
    assert [slot.value for slot in made.trend.slots] == [100, 150, 120]


def test_one_is_told_in_the_singular_and_a_small_base_gives_no_percentage(tmp_path):
    made = summary(tmp_path, of_places(3, 1))
    assert made.spoken == "1 case in 2021, down 2 since 2020"
    assert (made.change, made.percent) == ("−2", "[z]")
    assert made.marks == (("z", "No percentage change is calculated from a base under 100."),)


def test_the_same_count_is_no_change(tmp_path):
    made = summary(tmp_path, of_places(200, 200))
    assert (made.direction, made.spoken) == ("none", "200 cases in 2021, the same as in 2020")


def test_a_place_without_a_figure_says_so(tmp_path):
    rows = of_places(100, 150) + over_years("cases", 70, place="BB")
    made = summary(tmp_path, rows, place="BB")
    assert (made.figure, made.value, made.direction, made.spoken) == ("[x]", None, "", "no figure for 2021")
    assert ("x", "No row in the table of that year; that is not a zero.") in made.marks


def test_a_place_that_begins_later_has_no_change(tmp_path):
    rows = of_places(100, 150) + over_years("cases", 70, place="BB", first=2021)
    made = summary(tmp_path, rows, place="BB")
    assert (made.change, made.spoken) == ("[x]", "70 cases in 2021, no figure for 2020")


def test_nothing_is_compared_across_a_break(tmp_path):
    made = summary(tmp_path, of_places(100, 150), **BREAK)
    assert (made.change, made.direction, made.spoken) == ("[b]", "", "150 cases in 2021, not compared with 2020")
    assert made.marks == (("b", "Series break: figures before and after it are not comparable."),)


def test_a_share_changes_in_points(tmp_path):
    rows = [row for place in ("US", "AA") for row in over_years("rate", 40, 43.5, place=place)]
    made = summary(
        tmp_path,
        rows,
        body=index("rate", nouns="[percent, percent]"),
        indicators=[indicator("rate", "share", "percent")],
    )
    assert (made.figure, made.change, made.percent) == ("43.5%", "+3.5 pp", "")
    assert not made.listing.are_counts


def test_a_range_without_figures_has_a_list_without_them(tmp_path):
    made = world(tmp_path, of_places(3, 4) + over_years("calls", 1, 2, first=2023)).compose(
        index(), place="AA", years=(2023, 2024)
    )
    assert (made.summary.figure, made.summary.listing.label, made.summary.listing.year) == ("", "", None)


def test_three_nouns_are_refused(tmp_path):
    with pytest.raises(TemplateError, match="option `nouns`: expected two words, found 3"):
        summary(tmp_path, of_places(3, 4), body=index(nouns="[a, b, c]"))
