"""The fact sheet of every place, as it is printed."""

import re
from decimal import Decimal

import pytest

from reportgen.batch import all_places
from reportgen.document import KeyFigures, Table, plain_text
from tests import shipped
from tests.shipped import PACKAGE, RANGES


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_a_fact_sheet_has_two_pages(place):
    assert shipped.pages_of("factsheet", place=place) == 2


def sheet_of(place, *years):
    return shipped.document("factsheet", place=place, years=years or (2020, 2024))


def text_of(place, *years):
    """A fact sheet as plain text, in one line."""
    return shipped.text_of("factsheet", place=place, years=years or (2020, 2024))


def tiles_of(place, *years):
    blocks = sheet_of(place, *years).blocks
    return next((block.tiles for block in blocks if isinstance(block, KeyFigures)), ())


SPECIAL = ["TX", "MO", "WY", "SD", "GU", "VI", "DC", "AK", "PR", "INTL", "ME"]


@pytest.mark.parametrize("years", RANGES)
@pytest.mark.parametrize("place", SPECIAL)
def test_a_fact_sheet_of_any_range_has_at_most_two_pages(place, years):
    assert shipped.pages_of("factsheet", place=place, years=years) <= 2


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_title_and_lead_say_what_is_counted_and_where(place):
    text = text_of(place)
    assert f"MISSING CHILDREN: {PACKAGE.place(place).name.upper()} " in text
    assert f"of missing children in {PACKAGE.place(place).in_sentence} w" in text


def test_the_lead_compares_with_the_table_before_and_the_first():
    assert (
        "In 2024, 2,508 cases of missing children in Texas were reported to NCMEC, 636 fewer than in 2022 and 1,080 "
        "fewer than in 2020. In the country as a whole, cases rose by 7.0% from 2022."
    ) in text_of("TX")


def test_the_contacts_of_a_state_have_its_clearinghouse():
    assert "All children missing in Texas | State missing child clearinghouse" in text_of("TX")
    assert "About these figures | NCMEC.org/Impact" in text_of("GU")


def test_the_box_claims_no_figure_that_the_sheet_does_not_have():
    assert "How many cases were reported in the country." in text_of("TX", 2021, 2021)
    assert "How many cases from" not in text_of("TX", 2021, 2021)
    assert "What share was resolved" not in text_of("GU")


def test_a_headline_says_a_part_only_where_the_change_is_near_one():
    assert "Cases in Texas fell by a fifth in two years; those of the U.S. rose" in text_of("TX")
    assert "Cases in Mississippi fell 24.2% in two years" in text_of("MS")
    assert "As many cases in Idaho in 2024 as in 2022; those of the U.S. rose" in text_of("ID")


def test_a_share_of_few_cases_makes_no_headline():
    assert "Above the U.S. share each time" in text_of("TX")
    assert "About the U.S. share in 2024" in text_of("AR")
    assert "Share resolved and U.S. share" in text_of("ME")


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_no_percent_change_is_given_from_a_small_base(place):
    """In the text, in tiles and in tables alike."""
    counts = {year: PACKAGE.observation("cases", year, place) for year in (2020, 2022, 2024)}
    small = {year for year, found in counts.items() if found and (found.value or 0) < PACKAGE.rules.minimum_base}
    said = [plain_text(line) for tile in tiles_of(place)[:1] for line in tile.comparisons]
    assert not [line for line in said if "%" in line and int(line[-4:]) in small]
    table = next(block for block in sheet_of(place).blocks if isinstance(block, Table))
    if small and len(tiles_of(place)[0].comparisons) == 2:
        number, percent = (plain_text(table.rows[0].cells[at].children) for at in (-2, -1))
        assert (number != "", percent) == (True, "") if 2020 in small else "%" in percent


@pytest.mark.parametrize("place", SPECIAL)
def test_no_note_stands_twice(place):
    lines = [line for line in text_of(place).split(". ") if "report says “reports”" in line]
    assert len(lines) <= 1


def test_equal_counts_are_as_many():
    assert "in Vermont were reported to NCMEC, 12 fewer than in 2022 and as many as in 2020." in text_of("VT")
    assert "in Idaho were reported to NCMEC, as many as in 2022 and 22 fewer than in 2020." in text_of("ID")


def test_a_single_year_is_set_beside_the_country():
    assert "reported to NCMEC, 8.5% of the 29,568 in the country." in text_of("TX", 2024, 2024)
    assert "9 cases of missing children in Wyoming were reported to NCMEC, of 29,568 in the country." in text_of(
        "WY", 2024, 2024
    )


def test_a_table_without_a_row_is_not_a_count_of_none():
    guam = text_of("GU")
    assert "In 2024, 1 case of missing children in Guam was reported to NCMEC, of 29,568 in the country." in guam
    assert "The tables for 2020 and 2022 have no row for Guam, which is not a count of zero." in guam
    earlier = text_of("GU", 2020, 2022)
    assert "The tables of cases of missing children by place for 2020 and 2022 have no row for Guam" in earlier


@pytest.mark.parametrize("place", ["TX", "GU", "INTL"])
@pytest.mark.parametrize("year", [2021, 2023])
def test_a_year_that_is_only_a_picture_is_told_as_one(place, year):
    text = text_of(place, year, year)
    assert "by place are shown only as a picture, from which no figure" in text
    assert "no year" not in text
    assert "no row" not in text


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_no_place_is_ranked(place):
    assert not re.search(r"-largest|-smallest|largest count|rank|of 5\d places", text_of(place))


def test_cases_outside_the_united_states_are_no_cases_of_a_place_on_the_map():
    text = text_of("INTL")
    assert "[map]" not in text
    assert "U.S. cases" not in text
    assert "of all cases in the United States" not in text
    assert "33 cases of missing children in places outside the United States were reported to NCMEC" in text


@pytest.mark.parametrize("place", SPECIAL)
@pytest.mark.parametrize("years", RANGES)
def test_no_tile_names_a_year_without_its_figure(place, years):
    said = [plain_text(line) for tile in tiles_of(place, *years) for line in tile.comparisons]
    assert [text for text in said if not re.match(r"[<\d]|up|down|as many|20", text) or text.startswith("in ")] == []


def test_fewer_than_ten_cases_have_no_share():
    assert [tile.value for tile in tiles_of("WY")] == ["9", "9 of 9", "0"]
    assert [tile.value for tile in tiles_of("GU")] == ["1", "1 of 1", "0", "1 of 3"]
    assert "Share resolved: " not in text_of("WY")


def test_a_small_share_has_a_sign_in_a_tile():
    assert [tile.value for tile in tiles_of("SD", 2020, 2022)] == ["12", "75.0%", "3", "<0.1%"]


def test_a_change_from_a_small_base_is_a_number():
    tile = tiles_of("WY")[0]
    assert [plain_text(line) for line in tile.comparisons] == ["6 fewer than in 2022", "2 fewer than in 2020"]


def test_neighbors_are_all_counted():
    assert "Three of the four bordering states had more cases in 2024 than in 2020." in text_of("TX")
    assert "Five of the eight bordering states had fewer cases in 2024 than in 2020." in text_of("MO")
    assert "Both bordering states had more cases in 2024 than in 2020." in text_of("DC")
    assert "The bordering state, New Hampshire, had more cases in 2024 than in 2020." in text_of("ME")
    assert "bordering places had" in text_of("MD")
    rows = next(block for block in sheet_of("MO", 2020, 2024).blocks[::-1] if isinstance(block, Table)).rows
    names = [plain_text(row.cells[0].children) for row in rows]
    neighbors = ["Arkansas", "Illinois", "Iowa", "Kansas", "Kentucky", "Nebraska", "Oklahoma", "Tennessee"]
    assert names == ["Missouri", *neighbors, "United States"]


def test_as_many_rises_as_falls_are_both_told():
    assert "Three of the six bordering states had more cases than in 2020, three fewer." in text_of("SD", 2020, 2022)


@pytest.mark.parametrize("place", ["AK", "HI", "PR", "GU", "VI"])
def test_a_place_without_neighbors_says_so(place):
    assert f"No other place in the tables borders {PACKAGE.place(place).in_sentence}." in text_of(place)


def test_a_tie_is_told():
    assert "Idaho and Utah both had 106 cases in 2024." in text_of("WY")
    assert "both had" not in text_of("TX")


@pytest.mark.parametrize("place", ["MO", "SD", "NC", "AK"])
def test_a_jump_of_the_place_is_told_with_its_size(place):
    times = {"MO": "2.1 times the 651", "SD": "11.3 times the 12", "NC": "2.2 times the 548", "AK": "less than half of"}
    assert f" are {times[place]}" in text_of(place)
    assert PACKAGE.notes["jump-cases"].text in text_of(place)


def test_a_jump_of_a_neighbor_is_told_with_its_name():
    assert f"Montana and South Dakota: {PACKAGE.notes['jump-cases'].text}" in text_of("WY")
    assert "give no reason" not in text_of("TX")


def shown_points(row):
    """The shares of a row by year, and its changes in points, as they are printed; None for what is no number."""
    texts = [text for cell in row.cells[1:] if (text := plain_text(cell.children).replace("−", "-")) or cell.marks]
    return [Decimal(text.split("%")[0].split(" ")[0]) if re.fullmatch(r"[+-]?\d+\.\d(%| pp)", text) else None
            for text in texts]  # fmt: skip


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_a_share_and_its_change_agree_or_the_sheet_says_why_not(place):
    for table in (block for block in sheet_of(place).blocks if isinstance(block, Table)):
        is_off = False
        for row in (row for row in table.rows if row.unit == "share"):
            *shares, step, whole = shown_points(row)
            for base, change in ((shares[-2], step), (shares[0], whole)):
                is_off |= None not in (base, shares[-1], change) and shares[-1] - base != change
        lines = [plain_text(line.children) for line in table.notes]
        says_why = "Changes of shares are those of unrounded shares." in lines
        assert says_why or not is_off


@pytest.mark.parametrize("place", all_places(PACKAGE))
def test_no_rule_of_a_fact_sheet_denies_the_percentages_above_it(place):
    tables = [block for block in sheet_of(place).blocks if isinstance(block, Table)]
    lines = [plain_text(line.children) for table in tables for line in table.notes]
    assert not [line for line in lines if line.startswith("No percentage is calculated")]
