"""Ranked bars: values that check themselves, bars of all signs and sizes, marks beside their values, long names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.builders.docx.native.overlays import OverlayLine
from reportgen.document import Value, plain_text
from reportgen.errors import BuildError, TemplateError
from reportgen.exhibits.bars.resolve import BAR
from reportgen.exhibits.bars.resolve import resolve as resolve_bars
from reportgen.exhibits.bars.values import MOST_ROWS, BarRow, RankedBars
from reportgen.exhibits.telling import telling
from reportgen.measure import MarkCode
from tests.composing import PLACES, World, asked_world, exhibit, over_years, small_print, source_of
from tests.documents import CHARTS
from tests.exhibits.native import (
    C,
    attribute,
    axis_words,
    drawn_texts,
    native,
    overlay_words,
    plot_box,
    tree,
    word_texts,
)
from tests.exhibits.recorded import STYLE, THEME, WIDTH, assert_clear, drawn, filled_boxes, text_boxes

MISSING = Value(None, "", (MarkCode.NOT_PUBLISHED,))
URL = "https://data.example.org/catalogue/2024/series/download?format=csv&dimension=region&measure=count&key=0123456789"
GERMAN = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


def value(number, *marks):
    """A value as it is printed, with a minus sign."""
    return MISSING if number is None else Value(number, f"{number:,}".replace("-", "\N{MINUS SIGN}"), marks)


def bars(*entries):
    """Bars of names with a value, or with a value and an earlier one."""
    rows = tuple(BarRow(name, *(value(each) for each in values)) for name, *values in entries)
    return RankedBars(rows, "2024", "2020" if rows[0].earlier else "")


def resolved(*entries):
    return resolve_bars(bars(*entries), THEME, WIDTH)


def told(chart):
    return telling(chart, headline="Cases fell", subtitle="Cases, whole country, number")


def lines(chart):
    table = exhibits.kind_of(chart).table(chart)
    return [
        " | ".join(plain_text((*cell.marks, *cell.children)) for cell in row.cells) for row in (table.head, *table.rows)
    ]


# --- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, MOST_ROWS + 1])
def test_bars_that_no_page_has_room_for_are_no_chart(count):
    with pytest.raises(ValueError, match=f"1 to 40 rows, not {count}"):
        RankedBars((BarRow("A", value(1)),) * count, "2024")


def test_an_earlier_value_needs_its_title_and_a_title_its_values():
    with pytest.raises(ValueError, match="all bars have an earlier value"):
        RankedBars((BarRow("A", value(1), value(2)),), "2024")
    with pytest.raises(ValueError, match="all bars have an earlier value"):
        RankedBars((BarRow("A", value(1), value(2)), BarRow("B", value(1))), "2024", "2020")


# --- asking ------------------------------------------------------------------------------------------------------


def test_bars_are_the_largest_of_the_latest_year_with_their_first_figure(world):
    block = world.block(exhibit("chart", kind="bars", figure="cases", by="kind", top=2))
    assert [(row.name, row.value.text, row.earlier.text) for row in block.chart.rows] == [
        ("A", "650", "600"),
        ("B", "300", "350"),
    ]
    assert (block.chart.title, block.chart.earlier_title) == ("2022", "2020")
    assert source_of(block) == "Source: OTF, reports for 2020 and 2022."


def test_bars_may_be_counted_in_words(world):
    block = world.block(exhibit("chart", kind="bars", figure="cases", by="kind", top="two"))
    assert len(block.chart.rows) == 2


def test_bars_of_places_leave_out_rows_that_are_no_place(world):
    block = world.block(exhibit("chart", kind="bars", figure="cases", by="place"))
    assert [row.name for row in block.chart.rows] == ["Alpha", "Beta"]


def test_the_earlier_figures_of_bars_are_the_first_behind_a_break(world):
    block = world.block(exhibit("chart", kind="bars", figure="split", by="kind"))
    assert block.chart.earlier_title == "2021"
    assert "2020: not comparable with the years shown." in small_print(block)


def test_bars_have_no_earlier_figure_across_a_break(tmp_path):
    rows = over_years("cases", 50, 60) + over_years("cases", 20, 30, place="AA") + over_years("cases", 5, 9, place="BB")
    breaks = [{"indicator": "cases", "year": 2021, "obs_status": "B", "note": "n", "short": "counted anew"}]
    notes = [{"note": "n", "text": "Cases are counted anew.", "indicator": "cases", "kind": "caveat"}]
    world = World(tmp_path, rows, places=PLACES, notes=notes, series_breaks=breaks)
    chart = world.block(exhibit("chart", kind="bars", figure="cases", by="place")).chart
    assert (chart.earlier_title, [row.earlier for row in chart.rows]) == ("", [None, None])


def test_a_corrected_bar_and_a_missing_earlier_value_have_their_marks(tmp_path):
    rows = over_years("cases", 50, 60) + over_years("cases", 20, 30, place="AA")
    rows += over_years("cases", 9, place="BB", first=2021)
    rows[3] |= {"obs_status": "I", "correction": "c"}
    notes = [{"note": "misprint", "text": "The report prints 31.", "indicator": "cases", "kind": "source"}]
    corrections = [{"correction": "c", "printed": "31", "corrected": "30", "proof": "sums", "note": "misprint"}]
    world = World(tmp_path, rows, places=PLACES, notes=notes, corrections=corrections)
    block = world.block(exhibit("chart", kind="bars", figure="cases", by="place"))
    assert [(row.value.text, row.value.marks) for row in block.chart.rows] == [("30", (MarkCode.CORRECTED,)), ("9", ())]
    assert block.chart.rows[1].earlier == MISSING
    assert "[r] The report prints 31." in small_print(block)


def test_more_bars_than_a_page_has_room_for_are_refused(tmp_path):
    codes = [f"k{number}" for number in range(MOST_ROWS + 1)]
    rows = over_years("cases", 5000, 5000)
    rows += [row for code in codes for row in over_years("cases", 5, 6, kind=code)]
    world = World(tmp_path, rows, codes={"kind": codes})
    with pytest.raises(TemplateError, match=r"chart `x`: option `top`: expected at most 40 bars, found 41"):
        world.compose(exhibit("chart", kind="bars", figure="cases", by="kind", top=100))
    assert len(world.block(exhibit("chart", kind="bars", figure="cases", by="kind", top=40)).chart.rows) == 40


@pytest.fixture
def ages(tmp_path):
    rows = over_years("cases", 1000, 2000)
    for code, values in {"young": (200, 150), "old": (700, 1800), "gone": (40, None), "unknown": (60, 50)}.items():
        rows += over_years("cases", *values, age=code)
    rows += over_years("cases", 10, 20, place="AA")
    return World(tmp_path, rows, places=PLACES, codes={"age": ["young", "gone", "old", "unknown"]})


def asked(world, **options):
    return world.block(exhibit("chart", kind="bars", figure="cases", by="age", **options))


def shown(block):
    return [(row.name, row.value.text) for row in block.chart.rows]


def test_all_members_stand_in_the_order_of_their_list_with_their_gaps(ages):
    block = asked(ages, all="true", order="list")
    assert shown(block) == [("Young", "150"), ("Gone", ""), ("Old", "1,800"), ("Unknown", "50")]
    assert block.chart.rows[1].value.marks == (MarkCode.NOT_PUBLISHED,)
    assert "[x] 2021: no figure given (Gone)." in small_print(block)


def test_members_that_are_left_out_are_named_with_their_figures(ages):
    block = asked(ages, order="list", without="[unknown]")
    assert shown(block) == [("Young", "150"), ("Old", "1,800")]
    assert "Not shown: Unknown, 50 in 2021, 60 in 2020." in small_print(block)


def test_bars_may_go_without_their_first_figure(ages):
    block = asked(ages, earlier="false", without="[unknown]")
    assert [row.earlier for row in block.chart.rows] == [None, None]
    assert "Not shown: Unknown, 50 in 2021." in small_print(block)


def test_bars_of_shares_are_those_of_the_whole(ages):
    block = asked(ages, share="true", earlier="false")
    assert shown(block) == [("Old", "90.0%"), ("Young", "7.5%"), ("Unknown", "2.5%")]
    assert "shares calculated" in source_of(block)


def test_the_first_members_are_gathered_in_one_bar_of_shares(ages):
    block = asked(ages, all="true", order="list", share="true", earlier="false", gather="{first: three, label: Known}")
    assert shown(block) == [("Known", ""), ("Unknown", "2.5%")]
    block = asked(ages, order="list", share="true", earlier="false", gather="{first: two, label: Known}")
    assert shown(block) == [("Known", "97.5%"), ("Unknown", "2.5%")]


def test_only_shares_can_be_gathered(ages):
    with pytest.raises(TemplateError, match="option `gather`: expected with `share: true`"):
        asked(ages, gather="{first: two, label: Known}")


def test_bars_of_shares_that_may_not_be_given_are_left_out(tmp_path):
    rows = over_years("cases", 3, 4) + over_years("cases", 1, 2, kind="a")
    world = World(tmp_path, rows, codes={"kind": ["a"]})
    assert world.blocks(exhibit("chart", kind="bars", figure="cases", by="kind", share="true")) == ()


def test_bars_of_the_country_in_a_report_about_a_place_are_context(ages):
    chart = asked(ages, place="country", context="true", earlier="false").chart
    ages_of_place = ages.blocks(
        exhibit("chart", kind="bars", figure="cases", by="age", place="country", context="true"), place="AA"
    )
    assert chart.is_context
    assert [row.value.text for row in ages_of_place[0].chart.rows] == ["1,800", "150", "50"]


# --- drawing -----------------------------------------------------------------------------------------------------


def test_ranked_bars_print_names_values_and_heads():
    assert drawn(CHARTS["ranked-bars"]).texts[:5] == ("2024", "2020", "New York", "2,684", "2,502")


def test_ranked_bars_stand_where_the_look_says():
    layout = resolved(("New York", 2684, 2502), ("Texas", 2508, 3588))
    assert (layout.left, layout.zero, layout.now.digits, layout.earlier.digits) == (84, 84, 438, 480)
    assert layout.height == 2 * 15 + 14
    assert layout.rows[0].y - layout.rows[1].y == 15
    assert layout.rows[1].tick == pytest.approx(layout.right)


def test_bars_that_are_context_are_light_and_have_no_head():
    rows = (BarRow("A", value(5)), BarRow("B", value(3)))
    recording = drawn(RankedBars(rows, "2024", is_context=True))
    assert recording.texts == ("A", "5", "B", "3")
    assert recording.height == 2 * 15
    assert len(filled_boxes(recording, STYLE.context)) == 2
    assert not filled_boxes(recording, STYLE.main)
    (made,) = native(RankedBars(rows, "2024", is_context=True))
    assert overlay_words(made) == []


def test_white_stands_around_a_tick_only_where_it_lies_in_its_bar():
    layout = resolved(("In", 100, 50), ("Beyond", 50, 100), ("At the base", 100, 1), ("At its end", 80, 80))
    assert [row.is_padded for row in layout.rows] == [True, False, False, False]


@pytest.mark.parametrize("is_context", [False, True])
def test_bars_stand_in_half_of_the_width(is_context):
    rows = [BarRow(name, value(number), value(number // 2)) for name, number in (("15 to 17", 20379), ("0 to 2", 464))]
    chart = RankedBars(tuple(rows), "2024", "2020", is_context=is_context)
    assert_clear(drawn(chart, 228))
    assert drawn_texts(chart, 228) == word_texts(native(chart, 228))


def test_bars_start_at_zero_and_keep_proportion():
    layout = resolved(("A", 200), ("B", 100))
    first, second = (row.end - layout.zero for row in layout.rows)
    assert first == pytest.approx(2 * second)


def test_negative_bars_reach_to_the_left_of_a_zero_line():
    layout = resolved(("A", 200), ("B", -100), ("C", -200))
    ends = [row.end - layout.zero for row in layout.rows]
    assert ends == pytest.approx([ends[0], -ends[0] / 2, -ends[0]])
    assert layout.has_zero_line
    assert layout.rows[2].end == pytest.approx(layout.left)
    assert len(filled_boxes(drawn(bars(("A", 200), ("B", -100))), THEME.colours.main)) == 2


def test_bars_that_are_all_negative_end_at_their_zero_line():
    layout = resolved(("A", -1), ("B", -2))
    assert layout.zero == pytest.approx(layout.right)
    assert all(row.end < layout.zero for row in layout.rows)


def test_a_value_beside_an_outlier_keeps_a_sliver_and_a_zero_has_none():
    layout = resolved(("A", 5_000_000), ("B", 1), ("C", 0), ("D", -1))
    assert [round(row.end - layout.zero, 2) for row in layout.rows[1:]] == [0.75, 0, -0.75]


def test_a_chart_of_zeros_has_values_and_no_bars():
    recording = drawn(bars(("A", 0), ("B", 0)))
    assert (recording.texts.count("0"), filled_boxes(recording)) == (2, [])


def test_a_mark_stands_after_its_value_and_digits_end_at_one_place():
    rows = (BarRow("A", value(2508, MarkCode.CORRECTED)), BarRow("B", value(999)), BarRow("C", MISSING))
    boxes = dict(text_boxes(drawn(RankedBars(rows, "2024"))))
    assert boxes["[r]"].right == pytest.approx(WIDTH, abs=0.01)
    assert boxes["2,508"].right == pytest.approx(boxes["999"].right) == pytest.approx(boxes["[x]"].right)
    assert boxes["2,508"].right < boxes["[r]"].left


def test_a_long_name_takes_two_lines_and_a_taller_row():
    layout = resolved(("Lost, injured or otherwise missing children and young adults", 5, 4))
    assert len(layout.rows[0].name) == 2
    assert layout.height == 15 + 11 + 14
    assert layout.rows[0].y + BAR < layout.height - 14


@pytest.mark.parametrize("name", [URL, GERMAN])
def test_a_name_of_one_long_word_is_broken_and_leaves_room_for_the_bars(name):
    layout = resolved((name, 5, 4), ("B", 2, 1))
    assert "".join(line for _, line in layout.rows[0].name) == name
    assert layout.right - layout.left > 150
    assert_clear(drawn(layout.chart))


@pytest.mark.parametrize("size", [5, 5_000_000])
def test_forty_bars_stand_on_a_page(size):
    layout = resolved(*((f"Category {number}", size - number) for number in range(40)))
    assert layout.height == 40 * 15 + 14
    assert_clear(drawn(layout.chart))


def test_names_too_long_for_a_page_are_refused():
    with pytest.raises(BuildError, match=r"40 bars are 1494 points high, the page has 684"):
        resolved(*((URL, number) for number in range(40)))


def test_a_bar_without_a_value_has_no_length():
    layout = resolved(("A", None), ("B", 5))
    assert layout.rows[0].end == layout.zero


names = st.one_of(st.text("abcdefgh ", min_size=1, max_size=70), st.sampled_from([URL, GERMAN]))
numbers = st.one_of(st.none(), st.integers(-9_999_999, 9_999_999), st.integers(-3, 3))
marks = st.sampled_from([(), (), (MarkCode.CORRECTED,)])


@st.composite
def any_bars(draw):
    has_earlier = draw(st.booleans())

    def one():
        number = draw(numbers)
        return value(number, *draw(marks)) if number is not None else MISSING

    rows = tuple(BarRow(draw(names), one(), one() if has_earlier else None) for _ in range(draw(st.integers(1, 9))))
    return RankedBars(rows, "2024", "2020" if has_earlier else "")


@settings(max_examples=60, deadline=None)
@given(any_bars(), st.sampled_from([360, 480, 648]))
def test_no_name_and_no_value_covers_anything(chart, width):
    recording = drawn(chart, width)
    assert_clear(recording)
    layout = resolve_bars(chart, THEME, width)
    assert layout.right - layout.left >= 60
    for row in layout.rows:
        assert layout.left - 0.8 <= row.end <= layout.right + 0.8
        assert (row.end > layout.zero) is ((row.row.value.value or 0) > 0)


def test_a_character_without_a_glyph_is_named():
    with pytest.raises(BuildError, match="EGYPTIAN HIEROGLYPH A001"):
        exhibits.picture(bars(("Place \U00013000", 5)), THEME)


# --- telling -----------------------------------------------------------------------------------------------------


def test_ranked_bars_are_told_with_their_earlier_values():
    assert told(CHARTS["ranked-bars"]) == (
        "Bar chart with five bars: Cases, whole country, number. "
        "2024: New York 2,684 (2020: 2,502); Texas 2,508 (2020: 3,588); Florida 2,270 (2020: 2,197); "
        "Ohio 1,911 (2020: 2,259); California 1,796 (2020: 1,828)."
    )


def test_marks_of_bars_are_told():
    rows = (
        BarRow("A", value(30, MarkCode.CORRECTED), value(20)),
        BarRow("B", value(9), value(8, MarkCode.CORRECTED)),
        BarRow("C", value(7), MISSING),
    )
    chart = RankedBars(rows, "2024", "2020")
    assert told(chart).endswith("2024: A 30 (corrected) (2020: 20); B 9 (2020: 8, corrected); C 7 (2020: no figure).")
    assert lines(chart) == ["Name | 2024 | 2020", "A | [r]30 | 20", "B | 9 | [r]8", "C | 7 | [x]"]


def test_a_bar_without_a_figure_is_said_so():
    assert told(bars(("Guam", None), ("Texas", 5))).endswith("2024: Texas 5. No figure is given for Guam.")


def test_many_bars_are_told_by_the_largest_and_the_smallest():
    text = told(bars(*((f"A place with a rather long name, number {i}", 100 - i) for i in range(40))))
    assert "the largest is A place with a rather long name, number 0 with 100, the smallest" in text


def test_bars_have_their_earlier_values_in_the_table():
    assert lines(CHARTS["ranked-bars"])[:2] == ["Name | 2024 | 2020", "New York | 2,684 | 2,502"]


# --- Word --------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(any_bars())
def test_word_prints_what_the_drawing_prints(chart):
    made = native(chart)
    assert not made or word_texts(made) == drawn_texts(chart)


def test_word_has_the_bars_of_both_years_in_its_workbook_and_ticks_over_the_chart():
    (made,) = native(CHARTS["ranked-bars"])
    assert [column.name for column in made.sheet.columns] == ["2024", "2020"]
    assert [column.numbers[0] for column in made.sheet.columns] == [2684, 2502]
    lines = [each for each in made.overlays if isinstance(each, OverlayLine)]
    inside = sum(row.earlier.value < row.value.value for row in CHARTS["ranked-bars"].rows)
    assert len(lines) == 1 + 5 + inside
    ticks = [line.start[0] for line in lines[1:] if line.colour != "#FFFFFF"]
    assert ticks == [place.tick for place in resolve_bars(CHARTS["ranked-bars"], THEME, WIDTH).rows]


def test_word_has_the_same_lane_and_scale_as_the_drawing():
    chart = bars(("A", 200, -20), ("B", -100, 50))
    layout = resolve_bars(chart, THEME, WIDTH)
    (made,) = native(chart)
    left, top, right, bottom = plot_box(made)
    assert (left, right) == pytest.approx((layout.left, layout.right), abs=0.1)
    assert (top, bottom) == pytest.approx((14, layout.height), abs=0.1)
    assert (attribute(made, "valAx", "scaling", "min"), attribute(made, "valAx", "scaling", "max")) == ("-100", "200")


def test_word_moves_each_value_from_the_base_of_its_bar_to_its_column():
    (made,) = native(bars(("A", 200), ("B", 9)))
    moves = [
        float(each.get("val")) * WIDTH for each in tree(made).iter(f"{C}x") if each.getparent().find(f"{C}w") is None
    ]
    assert moves[1] - moves[0] == pytest.approx(STYLE.value.width("200") - STYLE.value.width("9"), abs=0.1)
    assert {each.get("val") for each in tree(made).iter(f"{C}dLblPos")} == {"inBase"}


def test_names_of_one_line_are_those_of_the_axis_and_others_stand_in_their_lines():
    assert axis_words(native(bars(("A", 2), ("B", 1)))[0]) == ["A", "B"]
    (made,) = native(bars((URL, 2), ("B", 1)))
    assert axis_words(made) == []
    assert "".join(overlay_words(made)[1:-1]) == URL
    assert made.sheet.categories == (URL, "B")


def test_rows_that_would_fill_a_page_of_word_are_a_picture_there():
    chart = bars((URL, 40), *((f"Name {number}", 30 - number) for number in range(29)))
    assert resolve_bars(chart, THEME, WIDTH).height < 500
    assert native(chart) == ()


def test_a_bar_too_short_to_be_seen_has_a_line_around_it():
    (made,) = native(bars(("A", 5_000_000), ("B", 1), ("C", 0)))
    assert [point.find(f"{C}idx").get("val") for point in tree(made).iter(f"{C}dPt")] == ["1"]
