"""The fact sheet of every place, as it is printed."""

import re
from datetime import date
from decimal import Decimal

import pytest

from reportgen.batch import all_places
from reportgen.builders.pdf import lay_out
from reportgen.builders.text import build as build_text
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document import Callout, KeyFigures, Table, plain_text
from reportgen.template import read_reports, read_theme
from reportgen.years import YearRange
from tests.worlds import ROOT

PACKAGE = read_package(ROOT / "data")
COMPARISON = compare(PACKAGE)
REPORT = read_reports(ROOT / "templates")["factsheet"]
THEME = read_theme(REPORT.theme, ROOT / "templates")
YEARS = YearRange(2020, 2024)


def fact_sheet(place):
    return compose(PACKAGE, COMPARISON, REPORT, years=YEARS, place=place, made=date(2025, 6, 30))


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_a_fact_sheet_has_two_pages(place):
    assert lay_out(fact_sheet(place), THEME).total == 2


def test_the_contacts_of_the_organisation_stand_at_the_end():
    box = fact_sheet("TX").blocks[-1]
    assert isinstance(box, Callout)
    assert plain_text(box.items[0]).startswith("Report a missing child")


def test_a_change_too_wide_for_a_tile_is_given_as_a_number():
    tiles = next(block for block in fact_sheet("NC").blocks if isinstance(block, KeyFigures)).tiles
    assert tiles[2].value == "+659"


def test_a_place_with_a_single_published_year_says_in_how_many_tables_it_stands():
    tiles = next(block for block in fact_sheet("GU").blocks if isinstance(block, KeyFigures)).tiles
    assert [tile.value for tile in tiles] == ["1", "1", "1 of 3"]


def test_a_share_of_few_cases_is_printed_but_neither_changes_nor_makes_a_headline():
    table = next(block for block in fact_sheet("SD").blocks if isinstance(block, Table))
    row = next(row for row in table.rows if plain_text(row.cells[0].children).startswith("Resolved, share"))
    assert [plain_text(cell.children) for cell in row.cells[2:4]] == ["75.0%", "86.8%"]
    assert [mark.code for cell in row.cells[4:] for mark in cell.marks] == ["z", "z"]
    assert plain_text(table.caption.headline) == "The share of resolved cases was 86.8% in 2024"
    lines = [plain_text(line.children) for line in table.notes]
    assert "No change is calculated between shares of a total under 100." in lines


def shown_points(row):
    """The shares of a row by year, and its changes in points, as they are printed; None for what is no number."""
    texts = [plain_text(cell.children).replace("−", "-") for cell in row.cells[1:]]
    return [Decimal(text.split("%")[0].split(" ")[0]) if re.fullmatch(r"[+-]?\d+\.\d(%| pp)", text) else None
            for text in texts]  # fmt: skip


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_a_share_and_its_change_agree_or_the_sheet_says_why_not(place):
    for table in (block for block in fact_sheet(place).blocks if isinstance(block, Table)):
        is_off = False
        for row in (row for row in table.rows if row.unit == "share" and len(row.cells) == 6):
            first, middle, last, step, whole = shown_points(row)
            for base, change in ((middle, step), (first, whole)):
                is_off |= None not in (base, last, change) and last - base != change
        lines = [plain_text(line.children) for line in table.notes]
        says_why = "Changes of shares are those of unrounded shares." in lines
        assert says_why or not is_off


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_no_rule_of_a_fact_sheet_denies_the_percentages_above_it(place):
    tables = [block for block in fact_sheet(place).blocks if isinstance(block, Table)]
    lines = [plain_text(line.children) for table in tables for line in table.notes]
    assert not [line for line in lines if line.startswith("No percentage is calculated")]


def sheet_text(place, *years):
    report = fact_sheet(place) if not years else sheet_of(place, *years)
    return re.sub(r"\s+", " ", build_text(report, THEME).decode())


def sheet_of(place, first, last):
    years = YearRange(first, last)
    return compose(PACKAGE, COMPARISON, REPORT, years=years, place=place, made=date(2025, 6, 30))


@pytest.mark.parametrize("place", all_places(PACKAGE))
@pytest.mark.parametrize("years", [(2020, 2022), (2022, 2024), (2020, 2024)])
def test_no_tile_names_a_year_without_its_figure(place, years):
    tiles = next((block.tiles for block in sheet_of(place, *years).blocks if isinstance(block, KeyFigures)), ())
    said = [plain_text(words) for tile in tiles for words in tile.comparisons]
    assert [text for text in said if text.startswith("in ")] == []


def test_a_place_without_a_row_in_the_latest_table_still_has_its_neighbors_in_the_ranking():
    assert "53rd-largest count of 53 places in 2022. South Dakota had 12. The counts" in sheet_text("VI")


def test_counts_that_are_equal_are_named():
    assert "largest count of 53 places in 2024, tied with Idaho." in sheet_text("UT")
    wyoming = sheet_text("WY")
    assert "the four largest counts of the six states bordering Wyoming" in wyoming
    assert "Not shown: Utah, tied with Idaho." in wyoming


def test_the_district_of_columbia_has_its_article_in_a_sentence():
    assert "Mississippi had 94 and the District of Columbia had 73." in sheet_text("MT")


def test_cases_outside_the_united_states_are_no_cases_of_a_place_on_the_map():
    text = sheet_text("INTL")
    assert "[map]" not in text
    assert "among other places" not in text
    assert "U.S. cases" not in text.replace("United States, all cases", "")
    assert "Cases reported by state and territory in 2020" in text


@pytest.mark.parametrize("place", ["TX", "GU", "INTL"])
def test_a_year_that_is_only_a_picture_is_told_as_one(place):
    text = sheet_text(place, 2021, 2021)
    assert "shown only as a picture" in text
    assert "no year" not in text


def test_a_range_without_an_earlier_figure_says_that_it_is_the_range():
    assert "no earlier figure in the range 2023 to 2024" in sheet_text("MO", 2023, 2024)
