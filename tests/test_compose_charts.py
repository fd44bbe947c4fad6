"""What chart directives become, on tiny packages."""

import pytest

from tests.composing import (
    PLACES,
    World,
    asked_world,
    exhibit,
    over_years,
    small_print,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# --- line charts -------------------------------------------------------------------------------------------------


# --- shares, columns, maps ----------------------------------------------------------------------------------


def test_a_map_has_a_tile_for_each_place_and_names_those_without_a_figure(world):
    block = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"))
    assert [(tile.code, tile.text, tile.map_class) for tile in block.chart.tiles] == [
        ("AA", "500", 4),
        ("BB", "400", 4),
        ("CC", "[x]", None),
    ]
    assert [found.text for found in block.chart.classes] == ["1–9", "10–24", "25–49", "50–99", "100 or more"]
    assert small_print(block) == [
        "[x] The 2022 table has no row for Gamma; that is not a zero.",
        "Not shown: Unknown, 7.",
        "Counts of reports, not rates.",
    ]


def test_a_zero_on_a_map_is_in_the_lightest_class_and_not_without_a_figure(world):
    chart = world.block(exhibit("chart", kind="map", figure="zeros", legend="Cases")).chart
    assert [(tile.text, tile.map_class) for tile in chart.tiles[:2]] == [("0", 0), ("260", 4)]
    assert chart.classes[0].text == "0–9"


def test_a_map_of_nothing_is_left_out(world):
    for kind in ("map", "ranking"):
        legend = {"legend": "Cases"} if kind == "map" else {}
        assert world.blocks(exhibit("chart", kind=kind, figure="calls", **legend)) == ()


def test_rows_that_are_no_place_give_neither_map_nor_ranking(tmp_path):
    rows = over_years("cases", 5, 6) + over_years("cases", 5, 6, place="UNK")
    world = World(tmp_path, rows, places=PLACES)
    assert world.blocks(exhibit("chart", "a", kind="ranking", figure="cases")) == ()
    assert world.blocks(exhibit("chart", "b", kind="bars", figure="cases", by="place")) == ()
    assert world.blocks(exhibit("chart", "c", kind="map", figure="cases", legend="Cases")) == ()
