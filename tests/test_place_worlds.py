"""Two worlds of real figures by place: regions and states of a country, and counties whose codes begin with a zero.

`us-population` is of NST-EST2019-01 of the Census Bureau, `counties` of its counts of 2010 and 2020. What stands here
was worked out by hand from these.
"""

import re
import shutil
from pathlib import Path

import pytest

from reportgen.audit import audit
from reportgen.cli import run
from reportgen.dataset import read_package
from tests.worlds import ROOT, World

FOLDER = Path(__file__).parent / "worlds"


def world_of(tmp_path, name):
    world = World(tmp_path)
    shutil.copytree(FOLDER / name, world.data)
    (world.data / "templates").rename(world.templates)
    for inherited in ("macros", "themes"):
        shutil.copytree(ROOT / "templates" / inherited, world.templates / inherited)
    return world


@pytest.fixture
def states(tmp_path):
    return world_of(tmp_path, "us-population")


@pytest.fixture
def counties(tmp_path):
    return world_of(tmp_path, "counties")


def text_of(world, *arguments):
    assert world.build(*arguments, "--format", "txt") == 0
    (name,) = world.files()
    # one space for the line ends of a paragraph and the gaps of a table
    return re.sub(r"\s+", " ", (world.out / name).read_text(encoding="utf-8"))


def test_every_sum_of_regions_and_states_holds_in_each_year(states):
    checks = [each for each in audit(read_package(states.data)) if each.kind == "children"]
    assert [str(each.outcome) for each in checks] == ["passed"] * 15


def test_the_counties_add_up_to_their_states_and_three_states_to_no_country(counties):
    checks = [each for each in audit(read_package(counties.data)) if each.kind == "children"]
    assert sorted((each.place, str(each.outcome)) for each in checks) == [
        ("09", "passed"), ("09", "passed"), ("10", "passed"), ("10", "passed"), ("44", "passed"), ("44", "passed"),
        ("US", "skipped"),
    ]  # fmt: skip
    assert run(["check", "--data", str(counties.data)]) == 0


def test_a_briefing_on_the_country_lists_regions_and_states_apart(states):
    text = text_of(states, "brief")
    assert "South 123,542,189 124,569,433 125,580,448 38.3% +1,011,015 +0.8% +2,038,259 +1.6%" in text
    assert "California 39,512,223 12.0%" in text
    assert "Map with one tile for each of 51 places" in text


def test_a_briefing_on_a_region_lists_its_own_states_and_their_share_of_it(states):
    text = text_of(states, "brief", "--place", "Northeast")
    assert "The Northeast had the fourth-most residents of four regions." in text
    assert "New York 19,589,572 19,530,351 19,453,561 34.7%" in text
    assert "Map with one tile for each of nine places" in text
    assert "California" not in text


def test_a_fact_sheet_ranks_a_state_among_states_and_a_region_among_regions(states):
    district = text_of(states, "sheet", "--place", "DC")
    assert "had the 49th-most residents of 51 states and the District of Columbia." in district
    assert "Resident population 694,906 701,547 705,749 +0.6% +1.6%" in district
    shutil.rmtree(states.out)
    assert "The South had the most residents of 4 regions." in text_of(states, "sheet", "--place", "R3")


def test_there_is_a_fact_sheet_for_each_place_of_a_level(states):
    assert states.build("sheet", "--all-places", "--level", "region", "--format", "txt", "--no-index") == 0
    assert states.files() == [f"sheet-R{at}-2017-2019.txt" for at in (1, 2, 3, 4)]


def test_a_briefing_on_a_state_lists_its_own_counties(counties):
    text = text_of(counties, "brief", "--place", "10")
    assert "In 2020, 989,948 people lived in Delaware, compared with 897,934 in 2010: a rise of 10.2%" in text
    assert "New Castle County had 570,719 of them, 57.7%." in text
    assert "Kent County 162,310 181,851 18.4% +19,541 +12.0%" in text
    assert "Fairfield" not in text
    assert "map" not in text.casefold()


def test_a_county_keeps_its_leading_zero_and_is_ranked_among_counties(counties):
    text = text_of(counties, "sheet", "--place", "09001")
    assert counties.files() == ["sheet-09001-2010-2020.txt"]
    assert "Fairfield County is the first of 16 counties by residents." in text
    assert "Not shown" not in text


def test_a_report_on_counties_is_made_for_counties_only(counties):
    assert counties.build("sheet", "--all-places", "--format", "txt", "--no-index") == 0
    assert len(counties.files()) == 16


def test_a_county_of_two_states_is_asked_for_by_its_code(counties, capsys):
    assert counties.build("sheet", "--place", "Kent County") == 2
    told = "name one by its code: `10001` (county of Delaware), `44003` (county of Rhode Island)"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("brief",), ("brief", "--place", "R4"), ("sheet", "--place", "DC")])
def test_pdf_and_word_are_made_of_them(states, arguments):
    assert states.build(*arguments, "--format", "pdf", "--format", "docx") == 0
    assert len(states.files()) == 2


SHARES = """---
title: Shares
kicker: Shares
description: Shares of what a place is a part of
scope: place
---
{{ place.name }}: {{ share('population', 'region') }} of the region, {{ share('population', 'place') }} of the country.

:::{table} shares
kind: indicators
head: Share
headline: Shares
groups:
  - rows:
      - {figure: population, label: Of the region, share-of: region}
      - {figure: population, label: Of the country, share-of: place}
:::
"""


def test_a_share_of_a_level_is_one_of_the_place_of_that_level(states):
    """New York: 19,453,561 of the 55,982,803 of the Northeast, and of 328,239,523 in all."""
    (states.templates / "shares.md").write_text(SHARES, encoding="utf-8")
    text = text_of(states, "shares", "--place", "NY", "--years", "2019")
    assert "34.7% of the region, 5.9% of the country." in text
    assert "Of the region 34.7% Of the country 5.9%" in text


def test_a_share_of_a_level_that_a_place_is_no_part_of_is_a_mistake(states, capsys):
    (states.templates / "shares.md").write_text(SHARES, encoding="utf-8")
    assert states.build("shares", "--place", "R1", "--years", "2019", "--format", "txt") == 0
    (states.templates / "shares.md").write_text(SHARES.replace("'region'", "'state'"), encoding="utf-8")
    assert states.build("shares", "--place", "R1", "--years", "2019") == 4
    assert "shares.md:7: a share of its `state`: Northeast is a part of none" in capsys.readouterr().err


def declared(world, dimension):
    text = f"identity,kind,indicator,dimension\nsums,sum,population,{dimension}\n"
    (world.data / "identities.csv").write_text(text, encoding="utf-8")
    return [each for each in audit(read_package(world.data)) if each.identity == "sums"]


def test_a_sum_over_a_level_is_one_of_each_place_that_its_places_are_parts_of(states):
    found = declared(states, "state")
    assert {(each.place, str(each.outcome)) for each in found} == {(f"R{at}", "passed") for at in (1, 2, 3, 4)}
    assert {(each.place, str(each.outcome)) for each in declared(states, "region")} == {("US", "passed")}


def test_a_sum_over_a_level_that_does_not_hold_fails(states):
    path = states.data / "population.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2019,NY,19453561", "2019,NY,19453562"), encoding="utf-8")
    assert [(each.place, str(each.year)) for each in declared(states, "state") if str(each.outcome) == "failed"] == [
        ("R1", "2019")
    ]
