"""What chart directives become, on tiny packages."""

import pytest

from tests.composing import (
    PLACES,
    World,
    asked_world,
    exhibit,
    over_years,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# --- line charts -------------------------------------------------------------------------------------------------


# --- shares, columns, maps ----------------------------------------------------------------------------------


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
