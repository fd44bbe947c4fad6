"""Small multiples: one scale, values of all signs and sizes, labels and titles that cover nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Point
from reportgen.errors import BuildError, TemplateError
from reportgen.exhibits.multiples.resolve import panels_in_a_row
from reportgen.exhibits.multiples.resolve import resolve as resolve_multiples
from reportgen.exhibits.multiples.values import MOST_PANELS, MOST_YEARS, Panel, SmallMultiples
from reportgen.exhibits.telling import telling
from reportgen.measure import MarkCode
from tests.composing import World, asked_world, exhibit, over_years, small_print
from tests.documents import CHARTS
from tests.exhibits.native import (
    C,
    attribute,
    axis_words,
    drawn_texts,
    label_words,
    native,
    overlay_words,
    plot_box,
    tree,
    word_texts,
)
from tests.exhibits.recorded import THEME, WIDTH, assert_clear, drawn, filled_boxes
from tests.exhibits.test_bars import GERMAN, URL

YEARS = (2020, 2021, 2022, 2023, 2024)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


def point(year, value, *marks):
    if value is None:
        return Point(year, None, "", marks or (MarkCode.NOT_PUBLISHED,))
    return Point(year, value, f"{value:,}".replace("-", "\N{MINUS SIGN}"), marks)


def multiples(*panels, first=2020):
    """Panels of a title and its values, a year each."""
    return SmallMultiples(
        tuple(Panel(title, tuple(point(first + i, v) for i, v in enumerate(values))) for title, *values in panels)
    )


def resolved(*panels, **options):
    return resolve_multiples(multiples(*panels, **options), THEME, WIDTH)


def printed(panel):
    return [f"{label.text} {label.marks}".strip() for label in panel.labels]


# --- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("panels", "message"),
    [
        ((), "1 to 20 panels, not 0"),
        ((Panel("A", (point(2020, 1),)),) * (MOST_PANELS + 1), "1 to 20 panels, not 21"),
        ((Panel("A", ()),), "1 to 60 years, not 0"),
        ((Panel("A", (point(2021, 1), point(2020, 1))),), "are in order"),
        ((Panel("A", (point(2020, 1),)), Panel("B", (point(2021, 1),))), "the same years"),
    ],
)
def test_what_are_no_small_multiples_is_refused(panels, message):
    with pytest.raises(ValueError, match=message):
        SmallMultiples(panels)


# --- asking ------------------------------------------------------------------------------------------------------


def test_panels_have_the_published_years_only(world):
    block = world.block(exhibit("chart", kind="multiples", figure="cases", by="kind", top=2))
    assert [panel.title for panel in block.chart.panels] == ["A", "B"]
    assert [point.year for point in block.chart.panels[0].points] == [2020, 2022]
    assert small_print(block) == ["[x] 2021: no figure given."]


def test_panels_begin_after_a_break_of_the_members(world):
    block = world.block(exhibit("chart", kind="multiples", figure="split", by="kind"))
    assert [point.year for point in block.chart.panels[0].points] == [2021, 2022]


def test_more_panels_than_a_page_has_room_for_are_refused(tmp_path):
    codes = [f"k{number}" for number in range(MOST_PANELS + 1)]
    rows = over_years("cases", 5000, 5000)
    rows += [row for code in codes for row in over_years("cases", 5, 6, kind=code)]
    world = World(tmp_path, rows, codes={"kind": codes})
    with pytest.raises(TemplateError, match=r"option `top`: expected at most 20 panels, found 21"):
        world.compose(exhibit("chart", kind="multiples", figure="cases", by="kind", top=30))


def test_more_years_than_a_panel_has_room_for_are_refused(tmp_path):
    values = [5] * (MOST_YEARS + 1)
    rows = over_years("cases", *values, first=1960) + over_years("cases", *values, first=1960, kind="a")
    world = World(tmp_path, rows, codes={"kind": ["a"]})
    with pytest.raises(TemplateError, match="expected at most 60 years, found 61"):
        world.compose(exhibit("chart", kind="multiples", figure="cases", by="kind"))


# --- drawing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "across"), [(2, 2), (3, 3), (4, 4), (5, 3), (6, 3)])
def test_more_than_four_panels_take_two_rows(count, across):
    assert panels_in_a_row(count) == across


def test_all_panels_share_one_scale():
    layout = resolved(("A", 100, 100), ("B", 50, 50))
    assert layout.height == 96
    assert layout.panels[0].columns[0].height == 2 * layout.panels[1].columns[0].height


def test_negative_columns_hang_below_their_base_line_with_their_values_below():
    layout = resolved(("A", 100, -100), ("B", 50, -50))
    first, second = layout.panels[0].columns
    assert first.height == -second.height == 25
    assert printed(layout.panels[0]) == ["100", "\N{MINUS SIGN}100"]
    assert layout.panels[0].labels[1].top < -25
    assert layout.panels[0].base - 25 >= 17
    assert_clear(drawn(layout.chart))


def test_panels_of_zeros_have_values_and_no_columns():
    recording = drawn(multiples(("A", 0, 0), ("B", 0, 0)))
    assert (recording.height, recording.texts.count("0"), filled_boxes(recording)) == (96, 4, [])


def test_a_value_beside_an_outlier_keeps_a_sliver():
    first, second = resolved(("A", 1, -1), ("B", 9_000_000, 0)).panels[0].columns
    assert (first.height, second.height) == (0.75, -0.75)


def test_a_year_that_is_left_out_leaves_its_slot():
    panels = tuple(Panel(name, tuple(point(year, 5) for year in (2020, 2022, 2023))) for name in "AB")
    layout = resolve_multiples(SmallMultiples(panels), THEME, WIDTH)
    first, second, third = (column.x for column in layout.panels[0].columns)
    assert second - first == pytest.approx(2 * (third - second))


def test_panels_with_wide_values_take_more_rows():
    layout = resolved(*((name, *[33_333] * 5) for name in "ABCD"))
    assert layout.panel_width == (WIDTH - 24) / 2
    assert all(len(panel.labels) == 5 for panel in layout.panels)


def test_seven_digit_values_of_three_years_take_two_rows():
    layout = resolved(*((name, 1_234_567, 2_345_678, 3_456_789) for name in "ABCD"))
    assert layout.across == 2
    assert all(len(panel.labels) == 3 for panel in layout.panels)


@pytest.mark.parametrize("count", [14, 18, 40, 60])
def test_many_years_print_their_first_and_last_within_the_panel(count):
    layout = resolved(*((name, *range(10_000, 10_000 + count)) for name in "ABC"), first=2025 - count)
    assert [year.text for year in layout.panels[0].years] == [str(2025 - count), "2024"]
    assert printed(layout.panels[0])[-1] == f"{10_000 + count - 1:,}"
    assert_clear(drawn(layout.chart))


def test_a_run_of_gaps_without_room_has_one_mark():
    layout = resolved(("A", 1, *[None] * 20, *range(30)), first=1970)
    assert printed(layout.panels[0]).count("[x]") == 1


def test_the_marks_of_a_value_stand_after_it():
    chart = SmallMultiples((Panel("A", (point(2020, 5), point(2021, 7, MarkCode.CORRECTED))),))
    layout = resolve_multiples(chart, THEME, WIDTH)
    assert printed(layout.panels[0]) == ["5", "7 [r]"]


@pytest.mark.parametrize("title", [URL, GERMAN])
def test_a_title_of_one_long_word_is_broken_and_its_row_gets_taller(title):
    layout = resolved(*((name, 5, 6) for name in (title, "B", "C", "D", "E")))
    assert "".join(line for _, line in layout.panels[0].title) == title
    rows = {panel.row: panel.title[0][0] - panel.base for panel in layout.panels}
    assert rows[0] > rows[1]
    assert_clear(drawn(layout.chart))


def test_twenty_panels_stand_on_a_page():
    layout = resolved(*((f"Category {number}", 1_234_567, 2_345_678, 3_456_789) for number in range(20)))
    assert (layout.across, layout.height) == (4, 5 * 96 + 4 * 14)
    assert_clear(drawn(layout.chart))


def test_titles_too_long_for_a_page_are_refused():
    with pytest.raises(BuildError, match=r"20 panels are \d+ points high, the page has 684"):
        resolved(*((URL, 5, 6) for _ in range(20)))


sizes = st.sampled_from([9, 999, 99_999, 9_999_999])
titles = st.one_of(st.text("abcdefgh ", min_size=1, max_size=50), st.sampled_from([URL, GERMAN]))


@st.composite
def any_multiples(draw):
    count, size = draw(st.integers(1, 40)), draw(sizes)
    number = st.one_of(st.none(), st.integers(draw(st.sampled_from([0, -size])), size))
    return multiples(*((draw(titles), *(draw(number) for _ in range(count))) for _ in range(draw(st.integers(1, 9)))))


@pytest.mark.conformance
@settings(max_examples=80, deadline=None)
@given(any_multiples(), st.sampled_from([360, 480, 648]))
def test_no_value_no_year_and_no_title_covers_anything(chart, width):
    assert_clear(drawn(chart, width))
    layout = resolve_multiples(chart, THEME, width)
    for panel in layout.panels:
        last = panel.panel.points[-1]
        assert last.value is None or last.text in [label.text for label in panel.labels]
        assert panel.years[-1].text == str(last.year)


# --- telling -----------------------------------------------------------------------------------------------------


def told(chart):
    return telling(chart, headline="Cases fell", subtitle="Cases, whole country, number")


def test_small_multiples_are_told_panel_by_panel():
    assert told(CHARTS["small-multiples"]).startswith(
        "Four column charts on one scale: Cases, whole country, number. "
        "Arkansas: 284 in 2020, 259 in 2022 and 244 in 2024. Louisiana:"
    )


def test_a_year_that_stands_apart_is_told():
    points = (point(2020, 1), point(2021, None, MarkCode.SERIES_BREAK), point(2022, 2))
    text = told(SmallMultiples((Panel("A", points), Panel("B", points))))
    assert text.endswith("B: 1 in 2020 and 2 in 2022. Figures for 2021 are left out, because of a series break.")


# --- Word --------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(any_multiples())
def test_word_prints_what_the_drawing_prints(chart):
    assert word_texts(native(chart)) == drawn_texts(chart)


@pytest.mark.parametrize(("values", "across"), [((284, 259, 244), 4), ((1_234_567, 2_345_678, 3_456_789), 2)])
def test_word_puts_as_many_panels_in_a_row_as_the_drawing(values, across):
    chart = multiples(*((name, *values) for name in "ABCD"))
    made = native(chart)
    rows = [made[start : start + across] for start in range(0, 4, across)]
    for row in rows:
        assert WIDTH - 4 <= sum(each.width for each in row) < WIDTH
        assert sum(each.width for each in row) + made[0].width > WIDTH
    assert resolve_multiples(chart, THEME, WIDTH).across == across


def test_word_has_the_same_plots_as_the_drawing():
    chart = multiples(("A", 100, -100), ("B", 50, None))
    layout = resolve_multiples(chart, THEME, WIDTH)
    for made in native(chart):
        left, top, right, bottom = plot_box(made)
        low, high = (float(attribute(made, "valAx", "scaling", end)) for end in ("min", "max"))
        assert (left, right) == pytest.approx((0, layout.panel_width), abs=0.1)
        assert (bottom - top) / (high - low) == pytest.approx(layout.scale, abs=0.01)
        assert made.height - bottom == pytest.approx(17, abs=0.1)


def test_the_last_year_stands_out_in_word_as_in_the_drawing_and_so_does_a_gap():
    (made,) = native(multiples(("A", 5, 7, None)))
    assert [point.find(f"{C}idx").get("val") for point in tree(made).iter(f"{C}dPt")] == ["2"]
    assert overlay_words(made) == ["A", "[x]"]


def test_eighteen_years_are_thinned_in_word_as_in_the_drawing():
    (made, *_) = native(multiples(*((name, *range(10_000, 10_018)) for name in "ABC"), first=2007))
    assert axis_words(made) == []
    assert overlay_words(made) == ["A", "2007", "2024"]
    assert list(label_words(made).values()) == ["10,000", "10,017"]
    assert len(made.sheet.categories) == 18


def test_a_slot_without_a_year_stays_empty_in_word():
    panel = Panel("A", tuple(point(year, 5) for year in (2020, 2022, 2023)))
    (made,) = native(SmallMultiples((panel,)))
    assert made.sheet.categories == ("2020", "", "2022", "2023")


def test_of_many_gaps_the_mark_alone_is_explained(tmp_path):
    gaps = {f"k{n}": {n, n + 1} for n in range(8)}
    rows = [
        row for code, lost in gaps.items()
        for row in over_years("cases", *(None if at in lost else 50 + at for at in range(10)), kind=code)
    ]  # fmt: skip
    world = World(tmp_path, [*over_years("cases", *range(600, 610)), *rows], codes={"kind": list(gaps)})
    chart = world.block(exhibit("chart", kind="multiples", figure="cases", by="kind", top=8))
    assert small_print(chart) == ["[x] No figure given."]
