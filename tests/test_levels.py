"""Levels of place: what is ranked, shared out, listed and drawn together, and what lies within what."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.compare import rank, share
from reportgen.dataset import read_package
from reportgen.dataset.levels import Levels, named_levels
from reportgen.dataset.records import Place
from reportgen.errors import ReportErrors
from tests.composing import World, cells, exhibit, head, members_table, over_years, small_print
from tests.packages import make_package

LAND = {"place": "US", "name": "Land", "in_sentence": "the Land", "level": "country", "order": 0}
NORTH = {"place": "R1", "name": "North", "level": "region", "parent": "US"}
SOUTH = {"place": "R2", "name": "South", "level": "region", "parent": "US"}
COUNTIES = [
    {"place": "01001", "name": "Apple", "level": "county", "parent": "R1", "neighbours": "01003; St. Gallen"},
    {"place": "01003", "name": "Birch", "level": "county", "parent": "R1", "neighbours": "01001"},
    {"place": "AT-9", "name": "Cedar", "level": "county", "parent": "R2"},
    {"place": "St. Gallen", "name": "Dorn", "level": "county", "parent": "R2"},
]
UNKNOWN = {"place": "UNK", "name": "Unknown", "level": "other"}
PLACES = [{"order": at, **each} for at, each in enumerate([LAND, NORTH, SOUTH, *COUNTIES, UNKNOWN])]
LEVELS = [
    {"level": "country", "plural": "countries"},
    {"level": "region", "plural": "regions"},
    {"level": "county", "title": "County", "plural": "counties"},
]
FIGURES = {"US": 1010, "R1": 600, "R2": 400, "01001": 500, "01003": 100, "AT-9": 150, "St. Gallen": 250, "UNK": 10}
ROWS = [row for place, value in FIGURES.items() for row in over_years("cases", value, place=place)]


def world_of(tmp_path, places=PLACES, levels=LEVELS, rows=ROWS):
    places = [{"in_sentence": place["name"], "order": at, **place} for at, place in enumerate(places)]
    return World(tmp_path, rows, places=places, levels=levels)


@pytest.fixture
def world(tmp_path):
    return world_of(tmp_path)


def test_a_code_is_any_text(world):
    assert list(world.package.places) == ["US", "R1", "R2", "01001", "01003", "AT-9", "St. Gallen", "UNK"]


def test_neighbours_whose_codes_have_spaces_stand_between_semicolons(world):
    assert world.package.place("01001").neighbours == ("01003", "St. Gallen")


def test_a_place_is_ranked_among_those_of_its_level(world):
    found = {place: rank(world.package, "cases", 2020, place) for place in FIGURES}
    assert {place: (each.rank, each.of) for place, each in found.items() if each} == {
        "R1": (1, 2), "R2": (2, 2), "01001": (1, 4), "01003": (4, 4), "AT-9": (3, 4), "St. Gallen": (2, 4)
    }  # fmt: skip


def test_a_share_is_that_of_the_whole_or_of_the_place_named(world):
    of_all = share(world.package, "cases", 2020, "place", place="01001")
    of_region = share(world.package, "cases", 2020, "place", place="01001", within="R1")
    assert (round(of_all.percent, 1), round(of_region.percent, 1)) == (49.5, 83.3)


def test_a_report_on_the_whole_lists_the_largest_places_below_it(world):
    table = world.block(members_table(by="place", share="true"))
    assert cells(table) == [["North", "600", "59.4%"], ["South", "400", "39.6%"], ["Unknown", "10", "1.0%"],
                            ["All", "1,010", "100.0%"]]  # fmt: skip


def test_a_level_is_named_like_a_breakdown(world):
    table = world.block(members_table(by="county", share="true"))
    assert [row[0] for row in cells(table)] == ["Apple", "Birch", "Cedar", "Dorn", "Unknown", "All"]


def test_a_report_on_a_region_lists_its_own_counties_with_their_share_of_it(world):
    table = world.block(members_table(by="place", share="true"), place="R1", scope="place")
    assert cells(table) == [["Apple", "500", "83.3%"], ["Birch", "100", "16.7%"], ["All", "600", "100.0%"]]


def test_a_report_on_a_county_lists_all_counties_and_the_whole(world):
    table = world.block(members_table(by="place"), place="AT-9", scope="place")
    assert [row[0] for row in cells(table)] == ["Apple", "Birch", "Cedar", "Dorn", "Unknown", "All"]
    assert cells(table)[-1][1] == "1,010"


def test_a_template_asks_for_the_places_of_a_level(world):
    said = "{{ members('cases', 'LEVEL') | map(attribute='label') | join(', ') }}"
    assert world.text(said.replace("LEVEL", "county")) == "Apple, Dorn, Cedar, Birch"
    assert world.text(said.replace("LEVEL", "place")) == "North, South"


def test_what_a_level_is_called_comes_from_the_data(world):
    said = "{{ level.plural }}, {{ levels.county.plural }}, {{ levels.region.in_sentence }}, {{ levels.region.title }}"
    assert world.text(said) == "regions, counties, region, Region"


def test_every_level_has_its_breakdown(world):
    said = "{% for one in breakdowns('all') %}{{ one.dimension }}: {{ one.dimension_title }}; {% endfor %}"
    assert world.text(said) == "place: Region; county: County;"


def test_the_rank_in_words_is_within_the_level(world):
    said = "{{ rank_of('cases').rank }} of {{ rank_of('cases').of }}, after {{ ranked_near('cases')[0].label }}"
    assert world.text(said, place="AT-9", scope="place") == "3 of 4, after Dorn"


def test_a_ranking_has_the_places_of_one_level(world):
    chart = world.block(exhibit("chart", kind="ranking", figure="cases"), place="AT-9", scope="place").chart
    assert [row.name for row in chart.rows] == ["Apple", "Dorn", "Cedar", "Birch"]


def test_a_ranking_of_a_report_on_the_whole_takes_a_level(world):
    chart = world.block(exhibit("chart", kind="ranking", figure="cases", level="county")).chart
    assert len(chart.rows) == 4


def test_an_unknown_level_is_an_error_with_a_hint(world):
    with pytest.raises(Exception, match=r"unknown level `countie`\nhint: did you mean `county`\?"):
        world.block(exhibit("chart", kind="ranking", figure="cases", level="countie"))


def test_no_map_is_drawn_and_nothing_told_where_no_place_has_a_tile(world):
    assert world.blocks(exhibit("chart", kind="map", figure="cases", legend="Cases")) == ()
    ranking = world.block(exhibit("chart", kind="ranking", figure="cases"), place="AT-9", scope="place")
    assert small_print(ranking) == ["Not shown: Unknown, 10.", "Counts, not rates."]


def test_a_map_is_of_the_first_level_that_has_tiles(tmp_path):
    places = [{**each, "tile_row": 0, "tile_column": at} if each["level"] == "county" else each
              for at, each in enumerate(PLACES)]  # fmt: skip
    world = world_of(tmp_path, places=places)
    chart = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases")).chart
    assert [tile.code for tile in chart.tiles] == ["01001", "01003", "AT-9", "St. Gallen"]
    own = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"), place="R1", scope="place").chart
    assert [tile.code for tile in own.tiles] == ["01001", "01003"]


def test_places_without_a_parent_are_parts_of_the_whole(tmp_path):
    places = [{name: cell for name, cell in each.items() if name != "parent"} for each in PLACES]
    world = world_of(tmp_path, places=places)
    assert [row[0] for row in cells(world.block(members_table(by="place")))] == ["North", "South", "Unknown", "All"]
    assert world.package.levels.listed("R1") == ("R1", "R2", "UNK")


def test_places_of_which_no_level_is_said_are_of_one(tmp_path):
    places = [{name: cell for name, cell in each.items() if name != "level"} for each in (LAND, NORTH, SOUTH)]
    world = world_of(tmp_path, places=places, levels=[], rows=ROWS[:3])
    assert rank(world.package, "cases", 2020, "R2").of == 2
    assert world.text("{{ level.in_sentence }}") == "place"


def test_an_earlier_place_type_is_the_level(tmp_path):
    places = [{"place": code, "name": code, "place_type": kind}
              for code, kind in (("US", "country"), ("R1", "region"), ("R2", "region"), ("01001", "state"),
                                 ("01003", "territory"), ("UNK", "other"))]  # fmt: skip
    world = world_of(tmp_path, places=places, levels=[], rows=ROWS[:5])
    assert [rank(world.package, "cases", 2020, place).of for place in ("R1", "01001", "01003")] == [2, 2, 2]
    assert world.package.levels.names["state"].title == "State or territory"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            {"level": "conty"},
            "field `level`: expected a level of `levels`, found `conty`\nhint: did you mean `county`?",
        ),
        ({"level": ""}, "field `level`: expected a level, found nothing\nhint: fill it in; `other` is for a row"),
        ({"parent": "R9"}, "field `parent`: expected a place, found `R9`"),
        ({"parent": "01001"}, "field `parent`: expected a larger group, found that `01001` is a part of itself"),
        ({"neighbours": "R1"}, "field `neighbours`: expected a place of the level `county`, found `R1`"),
    ],
)
def test_a_place_that_cannot_be_is_an_error_with_its_line(tmp_path, place, message):
    places = [{"in_sentence": each["name"], **each, **(place if each["place"] == "01001" else {})} for each in PLACES]
    with pytest.raises(ReportErrors) as caught:
        read_package(make_package(tmp_path, ROWS, places=places, levels=LEVELS))
    assert f"places.csv:5: {message}" in str(caught.value)


def test_a_table_of_neighbors_ends_with_the_whole(world):
    table = world.block(members_table(by="place", of="neighbors"), place="01001", scope="place")
    assert [row[0] for row in cells(table)] == ["Apple", "Birch", "Dorn", "Land"]
    assert head(table)[0][0] == "Kind"


def test_a_level_without_a_plural_is_of_places(tmp_path):
    world = world_of(tmp_path, levels=[])
    assert world.text("{{ level.plural }}, {{ levels.county.title }}") == "places, County"


def test_places_of_one_name_are_told_apart_by_what_they_are_parts_of(tmp_path):
    places = [{**each, "name": "Apple"} if each["place"] == "AT-9" else each for each in PLACES]
    table = world_of(tmp_path, places=places).block(members_table(by="county"))
    assert [row[0] for row in cells(table)] == ["Apple (North)", "Birch", "Apple (South)", "Dorn", "Unknown", "All"]


def test_a_ranking_is_the_very_same_for_all_its_places_and_told_apart_from_those_of_another_whole(tmp_path):
    places = [{**each, "name": "Apple"} if each["place"] == "AT-9" else each for each in PLACES]
    world = world_of(tmp_path, places=places)

    def rows(place, **options):
        chart = exhibit("chart", kind="ranking", figure="cases", **options)
        return world.block(chart, place=place, scope="place").chart.rows

    assert [row.name for row in rows("01001")] == ["Apple (North)", "Dorn", "Apple (South)", "Birch"]
    assert [row.name for row in rows("R1", level="county")] == ["Apple", "Birch"]
    assert rows("01003") is rows("01001")


def test_a_row_may_be_about_what_the_report_s_place_is_a_part_of(world):
    named = "{figure: cases, label: Region, place: parent}, {figure: cases, label: Land, place: country}"
    rows = f"[{{figure: cases, label: Own}}, {named}]"
    table = exhibit("table", kind="indicators", head="Indicator", groups=f"[{{title: Group, rows: {rows}}}]")
    assert cells(world.block(table, place="AT-9", scope="place"))[1:] == [
        ["Own", "150"],
        ["Region", "400"],
        ["Land", "1,010"],
    ]


def test_the_places_of_a_ranking_are_named_where_no_map_has_their_codes(world):
    chart = world.block(exhibit("chart", kind="ranking", figure="cases"), place="01001", scope="place").chart
    assert chart.last_text == "smallest count: 100 (Birch)"


def test_places_of_two_levels_may_have_one_tile(tmp_path):
    places = [
        {**each, "tile_row": 0, "tile_column": 0} if each["place"] in ("R1", "01001") else each for each in PLACES
    ]
    world = world_of(tmp_path, places=places)
    chart = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases", level="county")).chart
    assert [tile.code for tile in chart.tiles] == ["01001"]
    small = small_print(world.block(exhibit("chart", kind="map", figure="cases", legend="Cases", level="county")))
    assert small[0] == "Not shown: Birch, 100; Cedar, 150; Dorn, 250; Unknown, 10."


def test_a_level_that_is_called_like_a_breakdown_is_refused(tmp_path):
    rows = [*ROWS, *over_years("cases", 5, region="a")]
    with pytest.raises(ReportErrors, match=r"places\.csv:3: field `level`: .* found `region`, the name of a breakdown"):
        world_of(tmp_path, rows=rows)


@st.composite
def hierarchies(draw):
    """Places of up to three levels below the whole, each within one of a higher level, and rows that are no place."""
    depths, places = {"all": 0}, [placed("all", "whole", "")]
    for number in range(draw(st.integers(1, 12))):
        code, depth, above = f"{number:02}", draw(st.integers(1, 3)), draw(st.sampled_from(sorted(depths)))
        parent = above if depths[above] < depth else "all"
        is_place = draw(st.booleans())
        places.append(placed(code, f"level-{depth}" if is_place else "", parent))
        if is_place:
            depths[code] = depth
    return Levels("all", {place.place: place for place in places}, named_levels(places, []))


def placed(code, level, parent):
    rest = {"tile_row": None, "tile_column": None, "order": 0, "neighbours": ()}
    return Place(place=code, name=code, in_sentence=code, level=level, parent=parent, **rest)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hierarchies())
def test_every_list_is_of_one_level_within_one_whole(levels):
    for place in levels.places:
        listed, whole = levels.listed(place), levels.whole(place)
        ranked = [each for each in listed if levels.is_ranked(each)]
        assert len({levels.places[each].level for each in ranked}) <= 1
        assert all(levels.is_within(each, whole) for each in listed)
        assert all(set(levels.beside(each)) >= set(ranked) for each in ranked)
        assert whole in (place, "all")
