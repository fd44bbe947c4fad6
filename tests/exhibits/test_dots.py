"""Paired dots: what is asked for, the scale, where values and names stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Figure, Value
from reportgen.errors import TemplateError
from reportgen.exhibits.dots.resolve import resolve as resolve_dots
from reportgen.exhibits.dots.values import MOST_ROWS, DotRow, PairedDots
from reportgen.exhibits.telling import telling
from reportgen.exhibits.value_table import value_table
from reportgen.measure import MarkCode
from tests.composing import PLACES, World, cells, exhibit, over_years, small_print, source_of
from tests.documents import CHARTS, caption
from tests.exhibits.native import native
from tests.exhibits.recorded import THEME, WIDTH, drawn, text_boxes


def share(number):
    return Value(number, f"{number}%")


def dots(*pairs, names=("Own", "All"), scale="percent"):
    rows = tuple(DotRow(str(2020 + at), share(first), share(second)) for at, (first, second) in enumerate(pairs))
    return PairedDots(rows, names, "Year", scale)


def resolved(*pairs, width=WIDTH, **options):
    return resolve_dots(dots(*pairs, **options), THEME, width)


@pytest.fixture
def world(tmp_path):
    rows = over_years("cases", 1000, 2000, 3000) + over_years("cases", 100, None, 300, place="AA")
    rows += over_years("cases", 900, 1900, 2700, status="resolved")
    rows += over_years("cases", 95, None, 270, status="resolved", place="AA")
    rows += over_years("cases", 5, 6, 7, place="BB") + over_years("cases", 4, 5, 6, status="resolved", place="BB")
    return World(tmp_path, rows, places=PLACES, codes={"status": ["resolved"]})


def asked(world, *, place="AA", **options):
    shares = {"figure": "'cases{status=resolved}'", "share-of": "status"}
    options = {**(shares if "figure" not in options else {}), **options}
    return world.blocks(exhibit("chart", kind="dots", **options), place=place)


# -- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, MOST_ROWS + 1])
def test_rows_that_no_page_has_room_for_are_no_chart(count):
    with pytest.raises(ValueError, match=f"1 to 20 rows, not {count}"):
        dots(*[(1, 2)] * count)


def test_a_row_without_one_of_its_values_is_no_row():
    with pytest.raises(ValueError, match="has both values"):
        PairedDots((DotRow("2020", share(1), Value(None, "")),), ("A", "B"), "Year")


@pytest.mark.parametrize(
    ("pairs", "ends"),
    [
        (((93.7, 91.8), (89.2, 87.6)), (80, 100)),
        (((97.0, 99.9),), (80, 100)),
        (((60.0, 75.0),), (60, 80)),
        (((55.0, 91.0),), (50, 100)),
        (((6.3, 8.2),), (0, 20)),
        (((12.0, 98.0),), (0, 100)),
        (((0.0, 0.0),), (0, 20)),
        (((120.0, 90.0),), (90, 120)),
        (((-5.0, 30.0),), (-10, 30)),
    ],
)
def test_the_scale_of_shares_spans_twenty_points_at_least_and_begins_at_zero_where_that_is_near(pairs, ends):
    assert dots(*pairs).ends == ends


# -- asking ---------------------------------------------------------------------------------------------------------


def test_rows_are_the_years_in_which_both_have_a_share(world):
    (block,) = asked(world)
    assert [(row.name, row.first.text, row.second.text) for row in block.chart.rows] == [
        ("2020", "95.0%", "90.0%"),
        ("2022", "90.0%", "90.0%"),
    ]
    assert block.chart.names == ("Alpha", "United States")
    assert small_print(block) == ["[x] 2021: no figure given (Alpha).", "Scale from 80%."]
    assert "shares calculated" in source_of(block)


def test_years_without_a_row_may_be_left_to_the_exhibit_beside(world):
    (block,) = asked(world, gaps="false")
    assert small_print(block) == ["Scale from 80%."]


def test_series_have_names_of_their_own(world):
    (block,) = asked(world, series="[{place: country, name: U.S.}, {place: own}]")
    assert block.chart.names == ("U.S.", "Alpha")


def test_figures_that_are_no_shares_are_drawn_as_they_are(world):
    (block,) = asked(world, figure="cases")
    assert [row.first.text for row in block.chart.rows] == ["100", "300"]
    assert block.chart.scale == "one"
    assert not any(line.startswith("Scale") for line in small_print(block))


def test_dots_without_a_share_that_may_be_given_are_nothing(world):
    assert asked(world, place="BB") == ()


def test_anything_but_two_series_is_refused(world):
    with pytest.raises(TemplateError, match="expected two series, found 1"):
        asked(world, series="[{place: own}]")


# -- drawing --------------------------------------------------------------------------------------------------------


def test_the_lower_value_stands_at_the_left_of_its_dot_and_the_higher_at_the_right():
    (row,) = resolved((93.7, 91.8)).rows
    assert row.second.text_x < row.second.x < row.first.x < row.first.text_x
    (row,) = resolved((87.6, 91.8)).rows
    assert row.first.text_x < row.first.x < row.second.x < row.second.text_x


def test_names_stand_over_the_dots_of_the_first_row():
    found = resolved((93.7, 91.8), (80.0, 99.0))
    (first,), (second,) = found.first_name, found.second_name
    assert (first.dot, second.dot) == (None, None)
    assert second.x < first.x
    assert first.y == second.y


def test_names_that_have_no_room_there_stand_below_each_other_with_their_dots():
    found = resolved(
        (93.7, 91.8), width=228, names=("Northern Mariana Islands", "United States of America, all places")
    )
    assert found.first_name[0].dot
    assert found.second_name[0].dot
    assert found.first_name[0].y > found.second_name[0].y


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=12),
    st.sampled_from([228, 480]),
)
def test_no_word_lies_over_another_or_over_the_edge(pairs, width):
    recording = drawn(dots(*((first / 10, second / 10) for first, second in pairs)), width)
    texts = text_boxes(recording)
    for at, (one, box) in enumerate(texts):
        assert -0.01 <= box.left <= box.right <= recording.width + 0.01, one
        assert -0.01 <= box.bottom <= box.top <= recording.height + 0.01, one
        for other, beside in texts[at + 1 :]:
            assert not box.overlaps(beside), (one, other)


# -- words ----------------------------------------------------------------------------------------------------------


def test_the_words_give_both_values_of_each_row():
    assert telling(CHARTS["dots"], headline="", subtitle="Resolved") == (
        "Dot chart with three rows: Resolved. 2020: Texas 93.7%, U.S. 91.8%. "
        "2022: Texas 89.2%, U.S. 87.6% (derived). 2024: Texas 93.7%, U.S. 91.4%."
    )


def test_the_table_of_values_has_a_column_for_each_series():
    table = value_table(Figure("f", caption("Figure", "A"), CHARTS["dots"], "words"))
    assert cells(table)[1] == ["2022", "89.2%", f"[{MarkCode.DERIVED}] 87.6%"]


def test_word_paints_the_dots():
    assert native(CHARTS["dots"]) == ()
