"""Tile maps: values that check themselves, texts that fit their tiles, classes that hold every value."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.charts import TextRun
from reportgen.charts.metrics import CAP_HEIGHT, DESCENT
from reportgen.compose.classes import class_of, class_texts, map_bounds
from reportgen.document import Value
from reportgen.errors import BuildError, TemplateError
from reportgen.exhibits.tile_map.lettering import LEAST_SIZE
from reportgen.exhibits.tile_map.resolve import ramp_index
from reportgen.exhibits.tile_map.tell import table
from reportgen.exhibits.tile_map.values import MapClass, MapTile, TileMap
from reportgen.measure import MarkCode
from reportgen.template import read_theme
from reportgen.wording import exact_number
from tests.composing import PLACES, World, asked_world, exhibit, indicator, over_years, small_print
from tests.documents import CHARTS
from tests.worlds import ROOT

THEME = read_theme("default", ROOT / "templates")
CLASSES = (MapClass("1–99"), MapClass("100 or more"))
GAP = Value(None, "", (MarkCode.NOT_PUBLISHED,))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


def tile(code, value, *, row=0, column=0, text=None, marks=(), map_class=None):
    shown = GAP if value is None else Value(value, f"{value:,}" if text is None else text, marks)
    found = None if value is None else int(value > 99) if map_class is None else map_class
    return MapTile(code, row, column, shown, found)


def row_of(*tiles):
    """Tiles beside each other, each (code, value) or (code, value, text)."""
    return TileMap(
        tuple(
            tile(code, value, column=at, text=text[0] if text else None)
            for at, (code, value, *text) in enumerate(tiles)
        ),
        CLASSES,
        "Cases",
    )


def texts(chart, width=None):
    return exhibits.record(chart, THEME, width=width).texts


def told(chart, subtitle="Cases, whole country, number"):
    return exhibits.telling(chart, headline="Cases fell", subtitle=subtitle)


def boxes(recording):
    """The box of each text: left, bottom, right, top."""
    runs = [operation for operation in recording.operations if isinstance(operation, TextRun)]
    return [(run.x, run.y - DESCENT * run.size / 2, run.x + run.width, run.y + CAP_HEIGHT * run.size) for run in runs]


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_tile_map_prints_each_place_and_each_class_once():
    printed = texts(CHARTS["tile-map"])
    for each in CHARTS["tile-map"].tiles:
        assert printed.count(each.code) == 1
    assert printed[-7:] == ("[x] no row", "1–99", "100–249", "250–499", "500–999", "1,000 or more", "Cases")


def test_a_legend_without_missing_places_does_not_name_them():
    assert texts(row_of(("TX", 5))) == ("TX", "5", "1–99", "100 or more", "Cases")


@pytest.mark.parametrize(("classes", "colours"), [(1, [2]), (2, [1, 3]), (3, [0, 2, 4]), (5, [0, 1, 2, 3, 4])])
def test_few_map_classes_differ_clearly(classes, colours):
    assert [ramp_index(index, classes, 5) for index in range(classes)] == colours


# -- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiles", "message"),
    [
        ((), "at least one tile"),
        ((tile("A", 5), tile("A", 6, column=1)), "have one code: A"),
        ((tile("A", 5), tile("B", 6)), r"have one tile: \(0, 0\)"),
        ((tile("A", 5, row=-1),), "a row and a column from 0 on"),
        ((tile(" ", 5),), "a tile has a code"),
        ((tile("A", 5, map_class=2),), "`A` is in class 2 of 2"),
        ((MapTile("A", 0, 0, Value(5, "5"), None),), "has a class when it has a value, and only then: `A`"),
        ((MapTile("A", 0, 0, GAP, 1),), "has a class when it has a value, and only then: `A`"),
        ((tile("A", 5, text=""),), "prints a value or a mark: `A`"),
        ((tile("A", 5, map_class=1), tile("B", 6, column=1, map_class=0)), r"`A` \(5\) is in a darker class than `B`"),
    ],
)
def test_a_map_that_would_lie_is_refused(tiles, message):
    with pytest.raises(ValueError, match=message):
        TileMap(tiles, CLASSES, "Cases")


def test_more_classes_than_colors_are_refused():
    with pytest.raises(ValueError, match="5 classes apart, not 6"):
        TileMap((tile("A", 5, map_class=0),), tuple(MapClass(str(index)) for index in range(6)), "Cases")


# -- words ----------------------------------------------------------------------------------------------------------


def test_a_map_is_told_by_its_ends_and_its_classes():
    values = (5, 1200, 7, 80, 300, 9, 100)
    chart = row_of(*((f"P{index}", value) for index, value in enumerate(values)), ("VI", None))
    assert told(chart) == (
        "Map with one tile for each of eight places: Cases, whole country, number. "
        "The largest figures are P1 1,200, P4 300 and P6 100. The smallest are P0 5, P2 7 and P5 9. "
        "Number of places in each class: 4 in 1–99 and 3 in 100 or more. No figure is given for VI."
    )


def test_a_map_is_told_in_the_order_of_its_values_and_not_of_their_digits():
    chart = row_of(("A", 36.2, "36.2 million"), ("B", 7, "more than 7"), ("C", 19.5, "1 in 19.5"), ("D", -3, "−3"))
    assert "A 36.2 million, C 1 in 19.5, B more than 7 and D −3" in told(chart)


def test_a_map_of_one_place_is_told_as_such():
    assert told(row_of(("TX", 500))).startswith(
        "Map with the tile of one place: Cases, whole country, number. TX 500. Number of places in each class: 1 in 100"
    )


def test_a_corrected_value_keeps_its_mark_in_the_tile_the_words_and_the_table():
    chart = TileMap((tile("TX", 250, marks=(MarkCode.CORRECTED,)), tile("VI", None, column=1)), CLASSES, "Cases")
    assert texts(chart)[:4] == ("TX", "250 [r]", "VI", "[x]")
    assert "TX 250 (corrected)" in told(chart)
    assert [[mark.code for mark in row.cells[1].marks] for row in table(chart).rows] == [["r"], ["x"]]


# -- places of texts ------------------------------------------------------------------------------------------------


def test_tiles_that_begin_far_down_begin_at_the_top_of_the_figure():
    chart = TileMap((tile("TX", 5, row=7, column=3),), CLASSES, "Cases")
    resolved = exhibits.resolve(chart, THEME)
    assert resolved.tiles[0].box[0] == 0
    assert resolved.height == pytest.approx(48)


def test_tiles_grow_when_their_texts_need_it_and_the_page_has_room():
    chart = row_of(("Baden-Württemberg", 1_234_567), ("Bayern", 2_345_678))
    sizes = {line.size for place in exhibits.resolve(chart, THEME).tiles for line in place.printed}
    assert sizes == {8.5}


def test_words_of_a_bound_stand_on_two_lines_with_the_number_whole():
    lines = [line.text for line in exhibits.resolve(row_of(("TX", 27800, "more than 27,800")), THEME).tiles[0].printed]
    assert lines == ["TX", "more than", "27,800"]


def test_a_text_that_does_not_fit_its_tile_is_refused():
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    with pytest.raises(BuildError, match=f"`{word}` with `5` does not fit into a tile of 69 points"):
        texts(row_of((word, 5)))


def test_too_many_columns_are_refused():
    tiles = (tile("A", 1234), tile("B", 1234, column=400))
    with pytest.raises(BuildError, match="does not fit into a tile"):
        texts(TileMap(tiles, CLASSES, "Cases"))


def test_a_narrow_map_has_its_legend_below():
    resolved = exhibits.resolve(CHARTS["tile-map"], THEME, width=222)
    assert resolved.legend_left == 0
    assert min(place.box[1] for place in resolved.tiles) > resolved.title_y


def test_long_words_of_a_legend_take_further_lines():
    chart = TileMap((tile("TX", 5),), (MapClass("from one to ninety-nine " * 5),) * 2, "Cases of every kind " * 8)
    recording = exhibits.record(chart, THEME, width=300)
    assert len(recording.texts) > 8
    assert max(right for _, _, right, _ in boxes(recording)) <= 300


VALUES = st.one_of(
    st.none(),
    st.integers(-9_999_999, 9_999_999),
    st.integers(0, 3),
    st.floats(-100, 200, allow_nan=False).map(lambda value: round(value, 1)),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(VALUES, st.booleans()), min_size=1, max_size=12),
    st.integers(2, 17),
    st.sampled_from([160, 222, 310, 480]),
)
def test_no_text_leaves_its_tile_or_the_figure(values, letters, width):
    numbers = [value for value, _ in values if value is not None]
    bounds = map_bounds(numbers) if numbers else ()
    tiles = tuple(
        MapTile(
            f"{chr(65 + index)}{'n' * (letters - 1)}",
            index // 4,
            index % 4,
            GAP if value is None else Value(value, exact_number(value), (MarkCode.CORRECTED,) if is_corrected else ()),
            None if value is None else class_of(value, bounds),
        )
        for index, (value, is_corrected) in enumerate(values)
    )
    chart = TileMap(tiles, tuple(map(MapClass, class_texts(bounds))) if bounds else (), "Cases")
    try:
        resolved = exhibits.resolve(chart, THEME, width=width)
    except BuildError:
        assert letters > 7 or width < 310  # a code that has no place is refused, not printed over its tile
        return
    recording = exhibits.record(chart, THEME, width=width)
    found = boxes(recording)
    for left, bottom, right, top in found:
        assert left >= 0
        assert bottom >= -1
        assert right <= recording.width + 0.01
        assert top <= recording.height
    assert not [(one, other) for at, one in enumerate(found) for other in found[at + 1 :] if overlap(one, other)]
    within = iter(found)
    for place in resolved.tiles:
        left, bottom, side, _ = place.box
        for line, box in zip(place.printed, within, strict=False):
            assert line.size >= LEAST_SIZE
            assert left <= box[0]
            assert box[2] <= left + side
            assert bottom <= box[1]
            assert box[3] <= bottom + side


# -- asked for ------------------------------------------------------------------------------------------------------


def shown(chart):
    return [(each.code, each.value.text, *each.value.marks, each.map_class) for each in chart.tiles]


def test_a_map_has_a_tile_for_each_place_and_names_those_without_a_figure(world):
    block = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"))
    assert shown(block.chart) == [("AA", "500", 4), ("BB", "400", 4), ("CC", "", "x", None)]
    assert [found.text for found in block.chart.classes] == ["1–9", "10–24", "25–49", "50–99", "100 or more"]
    assert small_print(block) == [
        "[x] The 2022 table has no row for Gamma; that is not a zero.",
        "Not shown: Unknown, 7.",
        "Counts, not rates.",
    ]


def test_a_zero_on_a_map_is_in_the_lightest_class_and_not_without_a_figure(world):
    chart = world.block(exhibit("chart", kind="map", figure="zeros", legend="Cases")).chart
    assert shown(chart)[:2] == [("AA", "0", 0), ("BB", "260", 4)]
    assert chart.classes[0].text == "0–9"


def asked(folder, rows, *indicators):
    world = World(folder, rows, places=PLACES, indicators=list(indicators))
    return world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"))


def test_a_negative_value_is_not_drawn_as_missing(tmp_path):
    rows = over_years("cases", 5, -120, place="AA") + over_years("cases", 5, 300, place="BB")
    chart = asked(tmp_path, rows, indicator("cases", unit="euro")).chart
    assert shown(chart)[:2] == [("AA", "−120", 0), ("BB", "300", 2)]
    assert [found.text for found in chart.classes] == ["−250 to −1", "0 to 249", "250 or more"]


def test_shares_have_classes_in_percent_and_no_word_about_counts(tmp_path):
    rows = over_years("cases", 88, 91, place="AA") + over_years("cases", 85, 95, place="BB")
    block = asked(tmp_path, rows, indicator("cases", "share", "percent"))
    assert [found.text for found in block.chart.classes] == ["91", "92", "93", "94", "95 or more"]
    assert small_print(block) == ["[x] The 2021 table has no row for Gamma; that is not a zero."]


def test_a_corrected_place_keeps_its_mark_on_the_map_and_beside_it(tmp_path):
    rows = [
        *over_years("cases", 5, 6, place="AA"),
        *over_years("cases", 50, first=2021, place="BB", obs_status="I", correction="c"),
        *over_years("cases", 7, first=2021, place="UNK", obs_status="I", correction="c"),
    ]
    corrections = [{"correction": "c", "printed": "205", "corrected": "50", "proof": "sums", "note": "misprint"}]
    notes = [{"note": "misprint", "text": "The report prints 205.", "indicator": "cases", "kind": "source"}]
    world = World(tmp_path, rows, places=PLACES, corrections=corrections, notes=notes)
    block = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"))
    assert shown(block.chart)[1] == ("BB", "50", "r", 2)
    assert "Not shown: Unknown, 7 [r]." in small_print(block)


# -- size -------------------------------------------------------------------------------------------------------------


def test_tiles_are_as_large_as_the_page_has_room_for_beside_their_legend():
    found = exhibits.resolve(CHARTS["tile-map"], THEME)
    assert {round(place.box[2], 1) for place in found.tiles} == {31.0}
    assert found.legend_left > 11 * 33.6
    assert all(line.size >= 8.5 for place in found.tiles for line in place.printed)


def test_a_small_map_leaves_room_for_a_table():
    small = exhibits.resolve(replace(CHARTS["tile-map"], size="small"), THEME)
    assert {place.box[2] for place in small.tiles} == {24.0}
    assert small.height == 8 * 26 - 2
    assert all(line.size >= 8.5 for place in small.tiles for line in place.printed)


def test_a_template_may_ask_for_a_small_map(world):
    block = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases", size="small"))
    assert block.chart.size == "small"
    with pytest.raises(TemplateError, match="option `size`: unknown `tiny`"):
        world.block(exhibit("chart", kind="map", figure="cases", legend="Cases", size="tiny"))
