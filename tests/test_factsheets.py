"""The fact sheet of every place, as it is printed."""

import re
from datetime import date
from decimal import Decimal

import pytest

from reportgen.batch import all_places
from reportgen.builders.pdf import lay_out
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
    assert "No change is calculated between shares of a total of fewer than 100." in lines


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
        says_why = "Changes of shares are calculated from unrounded shares." in lines
        assert says_why or not is_off


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_no_rule_of_a_fact_sheet_denies_the_percentages_above_it(place):
    tables = [block for block in fact_sheet(place).blocks if isinstance(block, Table)]
    lines = [plain_text(line.children) for table in tables for line in table.notes]
    assert not [line for line in lines if line.startswith("No percentage is calculated")]
