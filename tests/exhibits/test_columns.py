"""Stacked columns: what is asked for, refused, resolved, drawn, written for Word and told."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.builders.docx.native.overlays import OverlayLine, OverlayText
from reportgen.charts.placement import Box
from reportgen.charts.recording import FillStroke
from reportgen.charts.style import PART_ROLES, chart_style
from reportgen.compose.charts.parts import parts_of
from reportgen.compose.figures import SeriesKey
from reportgen.document import Figure, Mark, Point, plain_text
from reportgen.document.charts import MOST_PARTS
from reportgen.errors import BuildError, TemplateError
from reportgen.exhibits.columns.resolve import resolve
from reportgen.exhibits.columns.values import MOST_YEARS, ColumnBreak, Columns, StackedColumns
from reportgen.exhibits.columns.word import word
from reportgen.exhibits.telling import LONGEST, telling
from reportgen.exhibits.value_table import value_table
from reportgen.measure import MarkCode
from reportgen.template import read_theme
from tests.composing import World, asked_world, broken_down, exhibit, indicator, over_years, small_print
from tests.documents import CHARTS, caption
from tests.exhibits.native import drawn_texts, word_texts
from tests.exhibits.native import native as native_charts
from tests.exhibits.recorded import drawn, text_boxes

WIDTH = 480
THEME = read_theme("default", Path(__file__).parent.parent.parent / "templates")
STYLE = chart_style(THEME)
YEARS = (2020, 2021, 2022, 2023, 2024)
CORRECTED, GAP = MarkCode.CORRECTED, MarkCode.NOT_PUBLISHED


def point(year, value, *marks):
    if value is None:
        return Point(year, None, "", marks or (GAP,))
    return Point(year, value, f"{value:,}".replace("-", "−"), marks)


def points(years, values):
    return tuple(
        point(year, *(value if isinstance(value, tuple) else (value,)))
        for year, value in zip(years, values, strict=True)
    )


def columns(years, *parts, totals=None, **more):
    """A chart of parts, each a name and its values; the totals are their sums unless they are given."""
    entries = tuple(Columns(name, points(years, values)) for name, *values in parts)
    if totals is None:
        values = [[entry.points[at].value for entry in entries] for at in range(len(years))]
        totals = [None if set(found) == {None} else sum(value or 0 for value in found) for found in values]
    return StackedColumns(tuple(years), entries, points(years, totals), **more)


def resolved(*arguments, **more):
    return resolve(columns(*arguments, **more), THEME, WIDTH)


def told(chart):
    return telling(chart, headline="A finding", subtitle="Cases, whole country, number")


TEXAS = columns(YEARS, ("resolved", 3362, None, 2806, None, 2351), ("active", 226, None, 338, None, 157))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: columns((2020,)), "1 to 6 parts, not 0"),
        (lambda: columns((2020,), *((f"p{at}", 1) for at in range(MOST_PARTS + 1))), "1 to 6 parts, not 7"),
        (lambda: columns(range(1900, 1901 + MOST_YEARS), ("a", *[1] * (MOST_YEARS + 1))), "1 to 60 years, not 61"),
        (lambda: columns((2021, 2020), ("a", 1, 2)), "years of stacked columns ascend"),
        (
            lambda: StackedColumns((2020, 2021), (Columns("a", (point(2020, 1),)),), points((2020, 2021), (1, 2))),
            "`a` needs one point for each year",
        ),
        (lambda: columns((2020, 2021), ("a", 1, 2), breaks=(ColumnBreak(0, "b"),)), "between two years of the chart"),
        (lambda: columns((2020, 2021), ("a", 1, 2), breaks=(ColumnBreak(1, "b"),) * 2), "in their order"),
    ],
)
def test_columns_that_cannot_be_drawn_are_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_there_is_a_colour_for_every_part():
    assert len(PART_ROLES) == MOST_PARTS
    assert len({STYLE.lines[role] for role in PART_ROLES}) == MOST_PARTS


# -- asking -----------------------------------------------------------------------------------------------------------


def parts_world(folder, **members):
    """A world of cases in 2020 and 2021 by parts, each with its values; the total is their sum, unless given."""
    totals = members.pop("total", None) or [
        sum(value or 0 for value in values) for values in zip(*members.values(), strict=True)
    ]
    rows = broken_down("kind", totals, **members)
    return World(folder, rows, indicators=[indicator("cases")], codes={"kind": list(members)})


CHART = exhibit("chart", kind="columns", figure="cases", parts="kind", first="a")


def test_columns_are_stacked_from_the_first_part_up(world):
    block = world.block(exhibit("chart", kind="columns", figure="cases", parts="status", first="resolved"))
    assert [part.name for part in block.chart.parts] == ["resolved", "active"]
    assert [point.text for point in block.chart.totals] == ["1,000", "1,100", "1,200"]


@pytest.mark.parametrize("count", range(1, 13))
def test_any_number_of_parts_is_drawn_whole(tmp_path, count):
    members = {chr(ord("a") + at): (10 * at + 10, 20 * at + 20) for at in range(count)}
    chart = parts_world(tmp_path, **members).block(CHART).chart
    assert len(chart.parts) == min(count, 6)
    for index, total in enumerate(chart.totals):
        assert sum(part.points[index].value for part in chart.parts) == total.value
    assert [part.name for part in chart.parts][-1:] == (["others"] if count > 6 else [chr(ord("A") + count - 1)])


def test_the_smallest_of_many_parts_are_gathered_and_named(tmp_path):
    members = {"a": (1, 1), "b": (70, 70), "c": (60, 60), "d": (2, 3), "e": (50, 50), "f": (40, 40), "g": (4, 5)}
    block = parts_world(tmp_path, **members).block(CHART)
    assert [part.name for part in block.chart.parts] == ["A", "B", "C", "E", "F", "others"]
    assert [point.text for point in block.chart.parts[-1].points] == ["6", "8"]
    assert small_print(block) == ["Others: D and G."]
    assert "and 6 others" in block.telling


def test_a_member_other_is_gathered_with_the_smallest(tmp_path):
    members = {code: (10 + at, 10 + at) for at, code in enumerate("abcdefg")} | {"other": (900, 900)}
    block = parts_world(tmp_path, **members).block(CHART)
    assert [part.name for part in block.chart.parts] == ["A", "D", "E", "F", "G", "others"]
    assert small_print(block)[0].lower() == "others: b, c and other."


def test_a_gathered_part_that_is_missing_marks_the_sum(tmp_path):
    members = {code: (100 + at, 100) for at, code in enumerate("abcde")} | {"f": (5, 6), "g": (3, None)}
    block = parts_world(tmp_path, **members).block(CHART)
    others = block.chart.parts[-1].points
    assert [(each.text, each.marks) for each in others] == [("8", ()), ("6", (GAP,))]
    assert small_print(block)[:1] == ["[x] 2021: no figure given (G)."]
    assert "6 (some of it not given) others" in block.telling


def test_a_bound_among_the_gathered_bounds_the_sum(tmp_path):
    rows = broken_down("kind", (600, 600), **dict.fromkeys("abcde", (100, 100)), f=(5, 5))
    rows += over_years("cases", 3, 4, kind="g", qualifier="more_than")
    chart = World(tmp_path, rows, codes={"kind": list("abcdefg")}).block(CHART).chart
    assert [each.text for each in chart.parts[-1].points] == ["more than 8", "more than 9"]


def test_bounds_of_two_directions_are_not_added_up(tmp_path):
    rows = broken_down("kind", (600, 600), **dict.fromkeys("abcde", (100, 100)))
    rows += over_years("cases", 3, 4, kind="g", qualifier="more_than")
    rows += over_years("cases", 3, 4, kind="f", qualifier="less_than")
    with pytest.raises(TemplateError, match="cannot be gathered as others"):
        World(tmp_path, rows, codes={"kind": list("abcdefg")}).compose(CHART)


def test_a_first_part_is_never_gathered():
    members = [SeriesKey("cases", "US").with_member("kind", code) for code in "abcdefgh"]
    found = parts_of(members, "kind", first=members[2], size=lambda member: 0 if member == members[2] else 9)
    assert found.own == (members[2], members[0], members[1], members[3], members[4])


def test_parts_of_millions_are_all_in_millions(tmp_path):
    rows = broken_down("kind", (9_300_000, 6_200_000), "visits", a=(9_000_000, 6_190_000), b=(300_000, 10_000))
    world = World(tmp_path, rows, indicators=[indicator("visits", scale="million")], codes={"kind": ["a", "b"]})
    chart = world.block(CHART.replace("figure: cases", "figure: visits")).chart
    assert chart.scale == "million"
    assert [each.text for each in chart.parts[1].points] == ["0.3", "less than 0.1"]
    assert [tick.text for tick in resolve(chart, THEME, WIDTH).ticks][-1] == "7.5 million"


def test_parts_that_do_not_make_the_whole_are_told(tmp_path):
    block = parts_world(tmp_path, a=(45, 50), b=(90, 80), total=(180, 130)).block(CHART)
    assert small_print(block) == ["2020: the parts add to less than the total; the rest of the column is outlined."]
    assert "The parts add to less than the total in 2020." in block.telling


def test_parts_beyond_their_total_are_told(tmp_path):
    block = parts_world(tmp_path, a=(45, 50), b=(90, 80), total=(100, 130)).block(CHART)
    assert small_print(block) == [
        "2020: the parts add to more than the total.",
        "The line across a column marks its total.",
    ]


def test_a_year_without_parts_is_explained(tmp_path):
    block = parts_world(tmp_path, a=(45, None), b=(90, None), total=(135, 130)).block(CHART)
    assert small_print(block) == ["[x] 2021: no figures are given by this breakdown."]


def test_a_series_break_stands_between_columns(world):
    block = world.block(exhibit("chart", kind="columns", figure="split", parts="kind", first="a"))
    assert [(each.before, each.text) for each in block.chart.breaks] == [(1, "[b] other kinds")]
    assert small_print(block) == [
        "[note 1] Other kinds from 2021.",
        "[b] Series break: figures before and after it are not comparable.",
    ]
    assert "There is a series break between 2020 and 2021" in block.telling


def test_a_break_in_a_year_without_report_stands_before_the_next_one(tmp_path):
    rows = [row for row in broken_down("kind", (5, 5, 5, 5), a=(5, 5, 5, 5)) if row["year"] != 2022]
    breaks = [{"indicator": "cases", "year": 2022, "note": "n", "short": "anew"}]
    notes = [{"note": "n", "text": "Counted anew.", "indicator": "cases", "kind": "comparability"}]
    world = World(tmp_path, rows, series_breaks=breaks, notes=notes, codes={"kind": ["a"]})
    chart = world.block(CHART).chart
    assert chart.years == (2020, 2021, 2023)
    assert [each.before for each in chart.breaks] == [2]


def test_a_corrected_part_keeps_its_mark(tmp_path):
    rows = [
        *broken_down("kind", (5, 7), a=(5,)),
        *over_years("cases", 7, first=2021, kind="a", obs_status="I", correction="c"),
    ]
    corrections = [{"correction": "c", "printed": "9", "corrected": "7", "proof": "sums", "note": "m"}]
    notes = [{"note": "m", "text": "The report prints 9.", "indicator": "cases", "kind": "source"}]
    block = World(tmp_path, rows, corrections=corrections, notes=notes, codes={"kind": ["a"]}).block(CHART)
    assert block.chart.parts[0].points[1].marks == (CORRECTED,)
    assert "7 (corrected) A" in block.telling
    assert small_print(block) == ["[r] The report prints 9."]


# -- resolving --------------------------------------------------------------------------------------------------------


def test_columns_stand_where_the_look_says():
    layout = resolve(TEXAS, THEME, WIDTH)
    assert [place.stack.x for place in layout.columns] == [76, 152, 228, 304, 380]
    assert (layout.height, layout.frame.column) == (122, 40)
    assert [tick.text for tick in layout.ticks] == ["", "1,000", "2,000", "3,000"]


def test_a_year_without_a_figure_keeps_its_slot():
    missing = resolve(TEXAS, THEME, WIDTH).columns[1]
    assert (missing.stack.parts, missing.total.text, missing.total.marks) == ((), "", "[x]")


def test_parts_are_named_beside_the_last_column():
    layout = resolve(TEXAS, THEME, WIDTH)
    beside = [(text.text, text.name) for text in layout.columns[-1].texts if not text.is_inside]
    assert beside == [("", ("resolved",)), ("157", ("active",))]
    assert layout.key == ()


def test_parts_have_a_key_where_the_last_column_is_not_divided():
    layout = resolved((2020, 2021), ("done", 5, None), ("open", 6, None), totals=(11, 12))
    assert [(entry.name, entry.role) for entry in layout.key] == [("done", "first"), ("open", "second")]


def test_a_total_without_its_parts_is_one_undivided_column():
    layout = resolved((2020, 2021), ("resolved", 5, None), totals=(5, 4))
    assert layout.columns[1].stack.whole[1] > 0
    assert [text.marks for text in layout.columns[1].texts] == ["[x]"]


def test_a_total_stands_where_it_is_and_what_is_missing_is_outlined():
    layout = resolved((2020, 2021), ("done", 45, 50), ("open", 90, 150), totals=(180, 200))
    stack, frame = layout.columns[0].stack, layout.frame
    bottom, tall = stack.rest
    assert bottom + tall == pytest.approx(frame.base + 180 * frame.scale)
    assert tall == pytest.approx(45 * frame.scale, abs=1.1)
    assert layout.columns[0].total.y == pytest.approx(bottom + tall + 5)
    assert layout.columns[1].stack.rest is None


def test_parts_of_two_signs_are_stacked_from_the_base_line():
    layout = resolved((2020, 2021), ("in", 30, 20), ("out", -10, -40))
    frame = layout.frame
    up, down = layout.columns[0].stack.parts
    assert (up.y, up.y + up.height) == pytest.approx((frame.base, frame.base + 30 * frame.scale))
    assert (down.y, down.y + down.height) == pytest.approx((frame.base - 10 * frame.scale, frame.base))
    assert [place.stack.mark for place in layout.columns] == pytest.approx(
        [frame.base + 20 * frame.scale, frame.base - 20 * frame.scale]
    )
    assert [tick.value for tick in layout.ticks] == [-40, -20, 0, 20]


def test_columns_below_zero_have_their_totals_below():
    layout = resolved((2020, 2021), ("out", -30, -20))
    assert all(place.total.y < place.stack.low for place in layout.columns)
    assert all(place.total.y > 11 for place in layout.columns)


def test_no_value_stands_on_the_line_of_its_total():
    layout = resolved((2020, 2021), ("in", 30, 20), ("out", -12, -40))
    for place in layout.columns:
        for text in place.texts:
            assert not text.is_inside or not text.box.bottom < place.stack.mark < text.box.top


@pytest.mark.parametrize(
    ("values", "ticks"),
    [((0, 0), [""]), ((1, 2), ["", "1", "2"]), ((0.3, 0.9), ["", "0.5"]), ((3, 1), ["", "1", "2", "3"])],
)
def test_small_values_have_ticks_that_are_not_rounded(values, ticks):
    assert [tick.text for tick in resolved((2020, 2021), ("a", *values)).ticks] == ticks


def test_columns_of_ten_years_keep_their_totals():
    years = tuple(range(2015, 2025))
    layout = resolved(years, ("resolved", *range(1000, 2000, 100)), ("active", *[50] * 10))
    assert all(place.total.text for place in layout.columns)
    assert layout.columns[-1].stack.x + layout.frame.column / 2 < WIDTH


def test_forty_years_show_some_totals_and_years_the_last_among_them():
    layout = resolved(range(1985, 2025), ("a", *range(1000, 1040)))
    shown = [place.total.text for place in layout.columns if place.total]
    assert shown[-1] == "1,039"
    assert 3 < len(shown) < 40
    years = [text for _, text in layout.years if text]
    assert years[-1] == "2024"
    assert len(years) < 20


def test_a_corrected_value_prints_its_mark_inside_or_beside():
    layout = resolved((2020, 2021), ("a", 90, 80), ("b", (5, CORRECTED), (70, CORRECTED)))
    assert [text.marks for text in layout.columns[0].texts if text.part == 1] == ["[r]"]
    assert [(text.text, text.marks) for text in layout.columns[1].texts if text.is_inside] == [
        ("80", ""),
        ("70", "[r]"),
    ]


def test_the_words_of_a_break_stand_over_the_columns():
    one = resolved((2020, 2021, 2022), ("a", 9, 9, 9), breaks=(ColumnBreak(1, "[b] series break: another unit"),))
    (flag,) = one.flags
    assert one.columns[0].stack.x < flag.x < one.columns[1].stack.x
    assert min(y for _, y, _ in flag.lines) > one.frame.top + 18
    assert flag.top == one.height


names = st.sampled_from(
    ["a", "resolved", "unknown race or ethnicity", "Donaudampfschifffahrtselektrizitaetenhauptwerk",
     "https://data.example.org/catalogue/2024/series/download?format=csv"]
)  # fmt: skip


@st.composite
def charts(draw):
    count = draw(st.integers(1, 40))
    years = sorted(draw(st.sets(st.integers(1950, 2030), min_size=count, max_size=count)))
    top = draw(st.sampled_from([1, 30, 5000, 9_000_000]))
    low = draw(st.sampled_from([0, 0, -top]))
    value = st.one_of(st.none(), st.integers(low, top), st.tuples(st.integers(low, top), st.just(CORRECTED)))
    parts = [
        (draw(names), *draw(st.lists(value, min_size=count, max_size=count))) for _ in range(draw(st.integers(1, 6)))
    ]
    totals = draw(st.one_of(st.none(), st.lists(value, min_size=count, max_size=count)))
    places = sorted(draw(st.sets(st.integers(1, count - 1), max_size=3))) if count > 1 else []
    breaks = tuple(ColumnBreak(place, f"[b] series break: {'quite ' * place}another unit") for place in places)
    if totals is None:
        firsts = [[value[0] if isinstance(value, tuple) else value for value in part[1:]] for part in parts]
        totals = [None if set(found) == {None} else sum(v or 0 for v in found) for found in zip(*firsts, strict=True)]
    return columns(years, *parts, totals=totals, breaks=breaks)


def flag_boxes(layout):
    width = STYLE.tick.width
    return [Box(x, y - 2, x + width(text), y + 7) for flag in layout.flags for x, y, text in flag.lines]


@pytest.mark.conformance
@settings(max_examples=80, deadline=None)
@given(charts(), st.sampled_from([480, 398]))
def test_no_two_texts_overlap_and_none_leaves_the_page(chart, width):
    layout = resolve(chart, THEME, width)
    totals = [place.total.box for place in layout.columns if place.total]
    texts = [text.box for place in layout.columns for text in place.texts]
    keys = [
        Box(entry.text_x, entry.y - 2, entry.text_x + STYLE.value.width(entry.name), entry.y + 7)
        for entry in layout.key
    ]
    boxes = [*totals, *texts, *keys, *flag_boxes(layout)]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    for box in boxes:
        assert box.left >= -2
        assert box.right <= width + 2
        assert box.bottom >= 0
        assert box.top <= layout.height + 0.5


@pytest.mark.conformance
@settings(max_examples=80, deadline=None)
@given(charts())
def test_every_part_is_as_tall_as_its_value(chart):
    layout = resolve(chart, THEME, WIDTH)
    for index, place in enumerate(layout.columns):
        drawn = {part.index: part for part in place.stack.parts}
        for at, part in enumerate(chart.parts):
            value = part.points[index].value
            assert (at in drawn) == bool(value)
            if value:
                assert drawn[at].height == pytest.approx(max(abs(value) * layout.frame.scale, 1), abs=1.001)


# -- drawing ----------------------------------------------------------------------------------------------------------


def test_columns_print_totals_and_parts():
    assert exhibits.record(CHARTS["stacked-columns"], THEME).texts[3:] == (
        *("2020", "2021", "2022", "2023", "2024", "3,588", "3,362", "226", "[x]", "3,144", "2,806", "338", "[x]"),
        *("2,508", "2,351", "resolved", "157", "active"),
    )


def test_every_part_is_drawn_in_its_colour():
    chart = columns((2020, 2021), *((f"p{at}", 100, 100) for at in range(6)))
    recording = exhibits.record(chart, THEME)
    fills = {operation.fill for operation in recording.operations if isinstance(operation, FillStroke)}
    assert {STYLE.lines[role] for role in PART_ROLES} <= fills


# -- Word -------------------------------------------------------------------------------------------------------------


def native(chart):
    (found,) = word(resolve(chart, THEME, WIDTH), THEME)
    return found


def overlay_words(found):
    return [each.text for each in found.overlays if isinstance(each, OverlayText)]


def series_labels(found):
    """The points with a label, by the name of the series."""
    series = re.findall(r"<c:ser>.*?</c:ser>", found.chart, re.DOTALL)
    return {
        re.search(r"<c:tx>.*?<c:v>(.*?)</c:v>", one)[1]: [
            int(at) for at in re.findall(r"<c:dLbl><c:idx val=\"(\d+)\"", one)
        ]
        for one in series
    }


def test_word_has_the_labels_that_were_resolved_and_the_names_in_place():
    found = native(TEXAS)
    assert series_labels(found) == {"resolved": [0, 2, 4], "active": [0, 2, 4], "Total": [0, 2, 4]}
    assert overlay_words(found) == ["[x]", "[x]", "resolved", "active"]
    assert "<c:legend>" not in found.chart


def test_word_thins_what_the_page_thins():
    chart = columns(range(1985, 2025), ("a", *range(1000, 1040)))
    shown = [at for at, place in enumerate(resolve(chart, THEME, WIDTH).columns) if place.total]
    found = native(chart)
    assert series_labels(found)["Total"] == shown
    assert overlay_words(found)[-2:] == ["2024", "a"]
    assert '<c:tickLblPos val="none"/>' in found.chart


def test_word_draws_an_undivided_column_of_published_figures_only():
    found = native(columns((2020, 2021), ("done", 5, None), totals=(5, 4)))
    assert [column.name for column in found.sheet.columns] == ["done", "Total, not divided", "Total"]
    assert [each and each.value for each in found.sheet.columns[1].values] == [None, 4]


def test_word_outlines_a_rest_and_draws_a_break():
    chart = columns((2020, 2021), ("a", 5, 9), totals=(9, 9), breaks=(ColumnBreak(1, "[b] series break: anew"),))
    found = native(chart)
    lines = [each for each in found.overlays if isinstance(each, OverlayLine)]
    assert [line.dash for line in lines] == ["dash"] * 4 + ["sysDot"]
    assert "[b] series break: anew" in overlay_words(found)


def test_the_axis_of_word_goes_as_far_as_the_columns():
    found = native(columns((2020, 2021), ("in", 30, 20), ("out", -10, -40)))
    assert '<c:max val="30"/><c:min val="-40"/>' in found.chart
    assert '<c:majorUnit val="20"/>' in found.chart


@settings(max_examples=40, deadline=None)
@given(charts())
def test_word_stays_within_its_frame(chart):
    found = native(chart)
    for each in found.overlays:
        if isinstance(each, OverlayText):
            width = STYLE.name.width(each.text)
            assert each.x >= -width / 2
            assert each.x <= WIDTH
            assert 0 <= each.y <= found.height


# -- telling ----------------------------------------------------------------------------------------------------------


def test_columns_are_told_year_by_year():
    assert told(CHARTS["stacked-columns"]) == (
        "Stacked column chart: Cases, whole country, number. 2020: 3,588, of these 3,362 resolved and 226 active. "
        "2022: 3,144, of these 2,806 resolved and 338 active. 2024: 2,508, of these 2,351 resolved and 157 active. "
        "No figure is given for 2021 and 2023."
    )


def test_parts_that_were_not_published_are_named():
    chart = columns((2020, 2021), ("resolved", 3, None), totals=(3, 4))
    assert told(chart).endswith("2021: 4. No figure is given for resolved in 2021.")


def test_many_years_are_told_by_their_ends_with_every_part_named():
    chart = columns(range(1985, 2025), ("open cases", *range(100, 140)), ("closed cases", *range(1000, 1040)))
    assert "open cases: 100 in 1985 and 139 in 2024" in told(chart).lower()


@settings(max_examples=60, deadline=None)
@given(charts())
def test_columns_are_told_within_the_limit(chart):
    assert 20 < len(told(chart)) <= LONGEST


def test_the_table_ends_with_the_totals_and_has_the_break_before_its_column():
    chart = columns((2020, 2021), ("a", (5, CORRECTED), 9), breaks=(ColumnBreak(1, "[b] series break: anew"),))
    table = exhibits.kind_of(chart).table(chart)
    assert table.breaks == {2}
    assert table.head.cells[2].marks == (Mark(MarkCode.SERIES_BREAK),)
    assert [plain_text(cell.children) for cell in table.rows[-1].cells] == ["All", "5", "9"]
    assert table.rows[0].cells[1].marks == (Mark(CORRECTED),)


# -- members in place of years ----------------------------------------------------------------------------------------


def members(*columns, parts=("female", "male")):
    """Columns of a name and the values of its parts; the total is their sum."""
    places = tuple(range(1, len(columns) + 1))
    stacked = tuple(
        Columns(name, tuple(point(at, values[index]) for at, (_, *values) in enumerate(columns, start=1)))
        for index, name in enumerate(parts)
    )
    totals = tuple(point(at, sum(values)) for at, (_, *values) in enumerate(columns, start=1))
    return StackedColumns(places, stacked, totals, names=tuple(name for name, *_ in columns), title="Age")


AGES = members(("15", 850, 59), ("16", 1150, 66), ("17", 1265, 231), ("18", 82, 2), ("19", 26, 2), ("20", 6, 9))


@pytest.fixture
def ages(tmp_path):
    rows = broken_down("age", (60, 100), young=(20, 30), old=(40, 70))
    for age, female, male, unknown in (("young", 20, 6, 4), ("old", 61, 9, None)):
        for gender, count in (("female", female), ("male", male), ("unknown", unknown)):
            if count is not None:
                rows += over_years("cases", count, first=2021, age=age, gender=gender)
    rows += [
        row
        for gender, count in (("female", 81), ("male", 15), ("unknown", 4))
        for row in over_years("cases", count, first=2021, gender=gender)
    ]
    codes = {"age": ["young", "old"], "gender": ["male", "female", "unknown"]}
    return World(tmp_path, rows, codes=codes)


BY = {"kind": "columns", "figure": "cases", "by": "age", "parts": "gender", "first": "female"}


def test_columns_may_be_the_members_of_a_breakdown_in_its_latest_year(ages):
    chart = ages.block(exhibit("chart", **BY, merge="[male, unknown]")).chart
    assert chart.heads == ("Young", "Old")
    assert [part.name for part in chart.parts] == ["Female", "Male or Unknown"]
    assert [[each.text for each in part.points] for part in chart.parts] == [["20", "61"], ["10", "9"]]
    assert [each.text for each in chart.totals] == ["30", "70"]


def test_merged_parts_may_have_a_name(ages):
    chart = ages.block(exhibit("chart", **BY, merge="[male, unknown]", **{"merge-name": "others"})).chart
    assert chart.parts[-1].name == "others"


def test_columns_of_members_are_nothing_without_their_parts(ages):
    assert ages.blocks(exhibit("chart", **BY), years=(2020, 2020)) == ()


def test_columns_that_are_no_years_have_a_name_each_and_no_break():
    with pytest.raises(ValueError, match="each column that is no year has a name"):
        StackedColumns(AGES.years, AGES.parts, AGES.totals, names=("15",))


def test_the_parts_are_named_beside_the_tallest_column_where_nothing_stands_in_the_way():
    texts = resolve(AGES, THEME, WIDTH).columns[2].texts
    assert {text.name for text in texts if text.name} == {("female",), ("male",)}
    assert_clear_of_text(drawn(AGES))


def test_the_parts_are_named_beside_the_last_column_where_others_stand_in_the_way():
    chart = members(("0", 100, 101), *((str(at), 100, 90) for at in range(1, 9)))
    found = resolve(chart, THEME, WIDTH)
    assert [index for index, each in enumerate(found.columns) if any(text.name for text in each.texts)] == [8]


def test_the_second_part_of_members_has_a_colour_of_its_own():
    fills = [shape.fill for shape in drawn(AGES).operations if isinstance(shape, FillStroke) and shape.fill]
    assert STYLE.lines["third"] in fills
    assert STYLE.lines["second"] not in fills


def test_names_of_columns_without_room_are_refused():
    chart = members(*((f"A rather long name {at}", 5, 6) for at in range(6)))
    with pytest.raises(BuildError, match="the names of 6 columns need"):
        resolve(chart, THEME, WIDTH)


def test_members_are_told_and_tabled_by_their_names():
    assert telling(AGES, headline="", subtitle="Reports").startswith(
        "Stacked column chart: Reports. 15: 909, of these 850 female and 59 male."
    )
    table = value_table(Figure("f", caption("Figure", "A"), AGES, "words"))
    assert [plain_text(cell.children) for cell in table.head[0].cells] == ["Part", *AGES.names]


def test_word_has_the_same_columns_of_members():
    (made,) = native_charts(AGES)
    ticks = [tick.text for tick in resolve(AGES, THEME, WIDTH).ticks if tick.text]
    assert word_texts([made]) == drawn_texts(AGES) - Counter(ticks)
    assert made.sheet.head == "Age"


# -- half of the width ------------------------------------------------------------------------------------------------


def test_half_as_wide_there_is_no_axis_and_columns_fill_their_slots():
    chart = columns((2020, 2021, 2022, 2023, 2024), ("resolved", 3362, None, 2806, None, 2351),
                    ("active", 226, None, 338, None, 157))  # fmt: skip
    found = resolve(chart, THEME, 228)
    assert not any(tick.text for tick in found.ticks)
    assert 26 <= found.frame.column <= 30
    assert [text.text for text in found.columns[0].texts] == ["3,362"]
    assert_clear_of_text(drawn(chart, 228))
    assert drawn_texts(chart, 228) == word_texts(native_charts(chart, 228))


def assert_clear_of_text(recording):
    texts = text_boxes(recording)
    for at, (one, box) in enumerate(texts):
        assert -0.01 <= box.left <= box.right <= recording.width + 0.01, one
        for other, beside in texts[at + 1 :]:
            assert not box.overlaps(beside), (one, other)
