"""What chart directives become, on tiny packages."""

import pytest

from tests.composing import (
    PLACES,
    World,
    asked_world,
    exhibit,
    over_years,
    source_of,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# --- line charts -------------------------------------------------------------------------------------------------


# --- shares, columns, maps ----------------------------------------------------------------------------------


def test_shares_are_of_members_with_all_parts_the_largest_first_share_on_top(world):
    directive = exhibit(
        "chart", kind="shares", figure="cases", by="kind", parts="status", first="resolved", **{"total-title": "Cases"}
    )
    block = world.block(directive)
    assert block.chart.parts == ("Resolved", "Active")
    assert [(row.name, row.texts, row.total_text) for row in block.chart.rows] == [
        ("C", ("98.0%", "2.0%"), "250"),
        ("A", ("90.0%", "10.0%"), "650"),
    ]
    assert source_of(block) == "Source: OTF, report for 2022; shares calculated."


def test_shares_of_few_cases_are_not_drawn(world):
    options = {"total-title": "Cases", "parts": "kind", "by": "place"}
    assert world.blocks(exhibit("chart", kind="shares", figure="few", **options)) == ()


def test_columns_are_stacked_from_the_first_part_up(world):
    block = world.block(exhibit("chart", kind="columns", figure="cases", parts="status", first="resolved"))
    assert [part.name for part in block.chart.parts] == ["resolved", "active"]
    assert [point.text for point in block.chart.totals] == ["1,000", "1,100", "1,200"]


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
