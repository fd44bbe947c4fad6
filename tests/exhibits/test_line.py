"""Line charts: cut at gaps and breaks, on a scale for all signs, labelled where there is room."""

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.charts.style import chart_style
from reportgen.document import Point, plain_text
from reportgen.errors import TemplateError
from reportgen.exhibits import value_table
from reportgen.exhibits.line.frame import BASE
from reportgen.exhibits.line.resolve import resolve
from reportgen.exhibits.line.values import LINE_ROLES, Break, Line, LineChart, segments
from reportgen.exhibits.telling import telling
from reportgen.measure import MarkCode
from reportgen.template import read_theme
from tests.composing import World, asked_world, exhibit, line_chart, over_years, small_print, source_of
from tests.documents import CHARTS, figure

WIDTH = 480
THEME = read_theme("default", Path(__file__).parent.parent.parent / "templates")
STYLE = chart_style(THEME)
BREAK = Break(4, "[b] series break: 2024 cannot be compared with earlier years")


def point(year, value, *marks, text=None):
    if value is None:
        return Point(year, None, "", marks or (MarkCode.NOT_PUBLISHED,))
    return Point(year, value, f"{value:,}".replace("-", "\u2212") if text is None else text, marks)


def line(name, *values, role="first", first=2020):
    return Line(name, tuple(point(first + index, value) for index, value in enumerate(values)), role)


def chart_of(*lines, breaks=(), scale="one"):
    return LineChart(tuple(entry.year for entry in lines[0].points), lines, breaks, scale)


def laid_out(*lines, **options):
    return resolve(chart_of(*lines, **options), THEME, WIDTH)


def told(chart, *, subtitle="Cases, whole country, number", headline="Cases fell"):
    return telling(chart, headline=headline, subtitle=subtitle)


def texts(chart):
    return exhibits.record(chart, THEME).texts


def rows_of(chart):
    table = exhibits.kind_of(chart).table(chart)
    return [
        " | ".join(plain_text((*cell.marks, *cell.children)) for cell in row.cells) for row in (table.head, *table.rows)
    ]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


CASES = (
    line("All cases", 29782, 27733, 27644, 28886, 29568, role="total"),
    line("Resolved", 27349, None, 24229, 25386, 27033),
    line("Active", 2433, None, 3415, 3500, 2535, role="second"),
)


# -- where everything stands ------------------------------------------------------------------------------------------


def test_the_look_s_measures_hold_for_five_years():
    layout = laid_out(*CASES)
    assert [x for x, _ in layout.years] == [62, 138, 214, 290, 366]
    assert (layout.width, layout.height) == (480, 162)
    assert [tick.text for tick in layout.ticks] == ["", "10,000", "20,000", "30,000"]


def test_a_line_is_interrupted_at_a_gap():
    resolved = laid_out(*CASES).traces[1]
    assert [len(piece) for piece in resolved.pieces] == [1, 3]


def test_a_line_is_interrupted_at_a_break():
    layout = laid_out(line("Reports", 21, 29, 32, 36, 20), breaks=(BREAK,))
    assert [len(piece) for piece in layout.traces[0].pieces] == [4, 1]
    assert layout.years[3][0] < layout.flags[0].x < layout.years[4][0]


def test_the_mark_of_a_gap_stands_midway_between_its_neighbours():
    layout = laid_out(line("Cases", 1000, None, 3000))
    (gap,) = [label for label in layout.labels if label.is_gap]
    first, last = layout.traces[0].markers[0][1], layout.traces[0].markers[-1][1]
    assert gap.y + 3 == pytest.approx((first + last) / 2)
    assert (gap.text, gap.marks) == ("", "[x]")


def test_the_mark_of_a_line_without_any_figure_stands_above_the_base_line():
    layout = laid_out(line("Cases", 1000, 2000), line("None", None, None))
    assert all(BASE < label.y < BASE + 12 for label in layout.labels if label.is_gap)


def test_all_values_are_labelled_where_there_is_room():
    layout = laid_out(*CASES)
    assert sorted(label.text for label in layout.labels if label.text) == [
        *("2,433", "24,229", "25,386", "27,349", "27,644", "27,733", "28,886", "29,782", "3,415", "3,500"),
    ]
    assert [(end.text, end.name) for end in layout.ends] == [
        ("29,568", ("All cases",)),
        ("27,033", ("Resolved",)),
        ("2,535", ("Active",)),
    ]


def test_a_floor_and_a_correction_keep_their_words_and_marks():
    points = (point(2020, 21.7, text="more than 21.7"), point(2021, 29.4, MarkCode.CORRECTED), point(2022, 32))
    layout = resolve(LineChart((2020, 2021, 2022), (Line("Reports", points),)), THEME, WIDTH)
    assert [(label.text, label.marks) for label in layout.labels] == [("more than 21.7", ""), ("29.4", "[r]")]


def floors(*bounds, values=(21.7, 29.4, 32.1, 36.2)):
    """A line of which some points are only bounds."""
    points = tuple(point(2020 + at, value, text=f"more than {value}" if at in bounds else None)
                   for at, value in enumerate(values))  # fmt: skip
    return Line("Reports", points, bounds=frozenset(bounds))


def test_a_bound_is_hollow_and_the_line_to_the_next_point_dashed():
    (trace,) = laid_out(floors(0)).traces
    assert len(trace.hollow_markers) == 1
    assert [len(piece) for piece in trace.dashed] == [2]
    assert [len(piece) for piece in trace.solid] == [3]
    assert trace.dashed[0][0] == trace.hollow_markers[0]


def test_the_lines_on_both_sides_of_a_bound_are_dashed():
    (trace,) = laid_out(floors(1)).traces
    assert [len(piece) for piece in trace.dashed] == [2, 2]
    assert [len(piece) for piece in trace.solid] == [2]


def test_bounds_alone_are_dashed_one_by_one():
    (trace,) = laid_out(floors(0, 1, 2, 3)).traces
    assert trace.solid == ()
    assert [len(piece) for piece in trace.dashed] == [2, 2, 2]
    assert trace.markers == ()


def test_a_gap_is_no_bound():
    with pytest.raises(ValueError, match="a bound of the line `Reports` is a point with a value"):
        chart_of(replace(line("Reports", None, 1), bounds=frozenset((0,))))


def test_a_figure_given_as_more_than_is_a_bound(tmp_path):
    rows = over_years("cases", 100, qualifier="more_than") + over_years("cases", 200, 300, first=2021)
    block = World(tmp_path, rows).block(line_chart("cases"))
    assert block.chart.lines[0].bounds == {0}


def test_lines_without_a_role_take_those_that_none_has_named(tmp_path):
    rows = over_years("cases", 1, 2) + over_years("calls", 3, 4) + over_years("visits", 3, 5)
    lines = "[{figure: cases, name: A, role: total}, {figure: calls, name: B}, {figure: visits, name: C}]"
    block = World(tmp_path, rows).block(exhibit("chart", kind="line", lines=lines))
    assert [each.role for each in block.chart.lines] == ["total", "first", "second"]


def test_a_rising_floor_does_not_run_into_the_tick_labels():
    points = (point(2020, 20e6, text="more than 21,700,000"), point(2021, 30e6, text="30"))
    layout = resolve(LineChart((2020, 2021), (Line("Reports", points),), scale="million"), THEME, WIDTH)
    assert layout.labels[0].x >= STYLE.tick.width("20 million")


def test_a_high_value_beside_a_break_makes_the_chart_taller():
    layout = laid_out(line("Files", 65, 70, 88, 105, 163), breaks=(Break(1, "a break " * 12),))
    assert layout.height > 162
    assert not layout.flags[0].box.overlaps(layout.ends[0].box)


def test_breaks_close_together_do_not_cover_each_other():
    breaks = tuple(Break(place, f"[b] series break: {2020 + place} cannot be compared") for place in (2, 3, 4))
    flags = laid_out(line("Files", 65, 70, 88, 105, 63), breaks=breaks).flags
    assert not any(a.box.overlaps(b.box) for a, b in combinations(flags, 2))


def test_a_line_that_ends_early_is_named_at_its_last_point():
    early = Line("Resolved", (point(2020, 27349), Point(2021, None, "")))
    layout = laid_out(line("All cases", 29782, 27733), early)
    assert [end.name for end in layout.ends] == [("All cases",)]
    assert [(label.text, label.name) for label in layout.labels if label.name] == [("27,349", "Resolved")]


def test_a_long_name_wraps_and_stays_on_the_page():
    name = "Reports of children missing from the care of a state, of a foster family or of another institution"
    layout = laid_out(line(name, 100, 200, 300))
    assert len(layout.ends[0].name) > 1
    assert layout.ends[0].box.right <= WIDTH


def test_a_chart_of_zeros_stands_on_the_base_line():
    layout = laid_out(line("Cases", 0, 0, 0))
    assert {y for _, y in layout.traces[0].markers} == {BASE}
    assert [tick.text for tick in layout.ticks] == [""]


def test_twenty_years_print_every_second_one():
    layout = laid_out(line("Cases", *range(100, 120), first=2005))
    shown = [text for _, text in layout.years if text]
    assert shown[-1] == "2024"
    assert len(shown) < 20


def test_crowded_points_have_markers_where_a_label_belongs_and_at_the_end():
    layout = laid_out(line("Cases", *(50 + 7 * (year % 5) for year in range(56)), 99, 3, 60, first=1960))
    shown = {layout.frame.xs[label.index] for label in layout.labels} | {layout.frame.xs[-1]}
    assert {x for x, _ in layout.traces[0].markers} == shown
    assert {label.text for label in layout.labels} == {"50", "99", "3"}


def test_of_a_long_line_with_wide_values_only_ends_and_extremes_are_labelled():
    values = [1_838_361] * 11
    layout = laid_out(line("Cases", 1_838_000, *values, 1_900_000, 1_850_000, first=2000))
    assert [label.text for label in layout.labels] == ["1,838,000", "1,900,000"]
    assert len(layout.traces[0].markers) == len(values) + 3


def unmarked(entry, is_marked):
    """Return the line as it is, or without the marks of its gaps."""
    points = tuple(Point(p.year, p.value, p.text, p.marks if is_marked else ()) for p in entry.points)
    return Line(entry.name, points, entry.role)


NAMES = ("Files", "Reports of children missing from the care of a state, of a foster family or of an institution")
LONG_WORD = "https://example.org/statistics/annual-report-of-all-reports"
TOPS = [(0, 3), (0, 100), (0, 30_000), (0, 5_000_000), (-40, 0), (-5, 7_000), (-3_000_000, 40), (-1, 1), (0, 0)]


def marked(entry):
    """Return a value as one that was corrected."""
    return entry if entry.value is None else Point(entry.year, entry.value, entry.text, (MarkCode.CORRECTED,))


@st.composite
def line_charts(draw, most_years=12):
    count = draw(st.integers(1, most_years))
    value = st.one_of(st.none(), st.integers(*draw(st.sampled_from(TOPS))))
    roles = draw(st.permutations(("total", "first", "second", "third", "fourth")))[: draw(st.integers(1, 5))]
    is_marked = draw(st.booleans())
    lines = [
        unmarked(line(name, *draw(st.lists(value, min_size=count, max_size=count)), role=role), is_marked)
        for role, name in zip(roles, draw(st.permutations((*NAMES, LONG_WORD, "Incidents", "None"))), strict=False)
    ]
    if draw(st.booleans()):
        lines[0] = Line(lines[0].name, tuple(marked(entry) for entry in lines[0].points), lines[0].role)
    places = sorted(draw(st.lists(st.integers(1, count - 1), max_size=3))) if count > 1 else []
    words = st.sampled_from(["[b] series break", LONG_WORD * 2, "[b] a break " * 9])
    breaks = [Break(before, draw(words), (), draw(st.sampled_from([(), (0,), (len(lines) - 1,)]))) for before in places]
    return chart_of(*lines, breaks=tuple(breaks), scale=draw(st.sampled_from(["one", "million", "percent"])))


@settings(max_examples=100, deadline=None)
@given(line_charts(), st.sampled_from([480, 468, 648]))
def test_no_two_labels_overlap_and_none_leaves_the_page(chart, width):
    layout = resolve(chart, THEME, width)
    boxes = [part.box for part in (*layout.labels, *layout.ends, *layout.flags)]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert all(box.left >= 0 and box.right <= width + 2 for box in boxes)
    assert all(box.bottom >= BASE and box.top <= layout.height + 0.5 for box in boxes)
    assert all(BASE <= y <= layout.height for trace in layout.traces for _, y in trace.markers)
    for upper, lower in pairwise(sorted((end.y for end in layout.ends), reverse=True)):
        assert upper - lower >= 11 - 1e-6


@pytest.mark.conformance
@settings(max_examples=40, deadline=None)
@given(line_charts(most_years=40))
def test_forty_years_keep_to_the_figure(chart):
    layout = resolve(chart, THEME, WIDTH)
    assert all(box.left >= 0 and box.right <= WIDTH + 2 for box in (part.box for part in layout.labels))
    shown = [(x - STYLE.year.width(text) / 2, x + STYLE.year.width(text) / 2) for x, text in layout.years if text]
    assert all(left > right for (_, right), (left, _) in pairwise(shown))
    assert layout.years[-1][1] == str(chart.years[-1])


@settings(max_examples=60, deadline=None)
@given(line_charts())
def test_every_gap_keeps_its_mark(chart):
    gaps = sum(entry.value is None and bool(entry.marks) for line in chart.lines for entry in line.points)
    assert sum(label.is_gap for label in resolve(chart, THEME, WIDTH).labels) == gaps


@pytest.mark.parametrize("years", [34, 37, 40])
def test_beside_a_break_of_many_years_every_gap_keeps_its_mark(years):
    rows = [[None if (at + number) % 3 else 100 * number + at for at in range(years)] for number in range(5)]
    lines = [
        line(f"Line {number}", *row, role=role) for number, (row, role) in enumerate(zip(rows, LINE_ROLES, strict=True))
    ]
    layout = resolve(chart_of(*lines, breaks=(Break(years // 2, "[b] counted anew"),)), THEME, WIDTH)
    assert sum(label.is_gap for label in layout.labels) == sum(value is None for row in rows for value in row)


@settings(max_examples=60, deadline=None)
@given(line_charts())
def test_a_value_keeps_its_height_in_proportion_to_the_zero_line(chart):
    layout = resolve(chart, THEME, WIDTH)
    for entry, trace in zip(chart.lines, layout.traces, strict=True):
        values = [point.value for point in entry.points if point.value is not None]
        heights = [y - layout.zero for _, y in trace.markers]
        assert all((a > 0) == (b > 1e-9) and (a < 0) == (b < -1e-9) for a, b in zip(values, heights, strict=True))


# -- drawn, told and as a table ---------------------------------------------------------------------------------------


def test_a_line_chart_prints_each_value_once():
    assert sorted(texts(CHARTS["line"])) == sorted(
        [
            *("10,000", "20,000", "30,000", "2020", "2021", "2022", "2023", "2024", "[x]", "[x]"),
            *("29,782", "27,733", "27,644", "28,886", "29,568", "All cases"),
            *("27,349", "24,229", "25,386", "27,033", "Resolved", "2,433", "3,415", "3,500", "2,535", "Active"),
        ]
    )


def test_a_single_year_is_still_a_chart():
    chart = LineChart((2024,), (Line("Cases", (Point(2024, 5, "5"),)),))
    assert texts(chart) == ("2", "4", "2024", "5", "Cases")


def test_a_line_chart_is_told_value_by_value():
    assert told(CHARTS["line"]) == (
        "Line chart with three lines: Cases, whole country, number. "
        "All cases: 29,782 in 2020, 27,733 in 2021, 27,644 in 2022, 28,886 in 2023 and 29,568 in 2024. "
        "Resolved: 27,349 in 2020, 24,229 in 2022, 25,386 in 2023 and 27,033 in 2024. "
        "Active: 2,433 in 2020, 3,415 in 2022, 3,500 in 2023 and 2,535 in 2024. "
        "No figure is given for Resolved and Active in 2021."
    )


def test_a_break_a_floor_and_a_correction_are_said():
    assert told(CHARTS["broken-line"], subtitle="Reports and incidents, millions") == (
        "Line chart with two lines: Reports and incidents, millions. "
        "Reports: more than 21.7 million in 2020, 29.4 million in 2021 (corrected), 32.1 million in 2022, "
        "36.2 million in 2023 and 20.5 million in 2024. "
        "Incidents: 29.2 million in 2024. "
        "No figure is given for incidents in 2020 to 2023. "
        "There is a series break: figures for 2024 cannot be compared with those of earlier years."
    )


def test_a_break_within_the_years_holds_from_its_year_on():
    text = told(chart_of(line("Files", 1, 2, 3), breaks=(Break(1, "[b]"),)))
    assert text.endswith("figures from 2021 on cannot be compared with those of earlier years.")


def test_several_breaks_are_said_together():
    text = told(chart_of(line("Files", 1, 2, 3), breaks=(Break(1, "[b]"), Break(2, "[b]"))))
    assert "series breaks before 2021 and 2022: figures on two sides of a break cannot be compared" in text


def test_one_line_is_not_named():
    assert told(chart_of(line("Cases", 5, 7))) == ("Line chart: Cases, whole country, number. 5 in 2020 and 7 in 2021.")


def test_a_gap_without_a_mark_is_not_mentioned():
    line = Line("Incidents", (Point(2023, None, ""), Point(2024, 5, "5")))
    assert told(chart_of(line)).endswith("number. 5 in 2024.")


def test_percentages_are_told_with_their_sign_once():
    line = Line("Rate", (Point(2023, 88, "88"), Point(2024, 91, "91%")))
    assert told(chart_of(line, scale="percent")).endswith("88% in 2023 and 91% in 2024.")


def test_many_years_are_told_by_first_highest_lowest_and_last():
    lines = [line(f"Line number {index}", *range(100, 118), 50, 110, first=2005) for index in range(5)]
    text = told(chart_of(*lines))
    assert "Line number 3: 100 in 2005, highest 117 in 2022, lowest 50 in 2023, and 110 in 2024." in text


def printed(kind):
    return rows_of(CHARTS[kind])


def test_lines_become_rows_with_their_gaps():
    assert printed("line") == [
        "Series | 2020 | 2021 | 2022 | 2023 | 2024",
        "All cases | 29,782 | 27,733 | 27,644 | 28,886 | 29,568",
        "Resolved | 27,349 | [x] | 24,229 | 25,386 | 27,033",
        "Active | 2,433 | [x] | 3,415 | 3,500 | 2,535",
    ]


def test_a_series_break_stands_before_its_column():
    table = value_table(figure("broken-line", "A headline"))
    assert [column.break_before for column in table.columns] == [False] * 5 + [True]
    assert printed("broken-line")[0].endswith("2023 | [b]2024")


def test_values_of_years_that_are_not_printed_are_not_told_but_the_extremes():
    layout = laid_out(line("Cases", *range(100, 119), 7, *range(120, 140), first=1985))
    printed = {2024 - 3 * step for step in range(14)}
    told_years = {1985 + label.index for label in layout.labels}
    assert told_years - printed <= {1985, 1985 + 19, 2024}
    assert "7" in [label.text for label in layout.labels]


def test_negative_values_stand_below_a_zero_line_that_is_named():
    chart = chart_of(line("Net result", -30, 30, 70, -10))
    layout = resolve(chart, THEME, WIDTH)
    assert [tick.text for tick in layout.ticks] == ["\u221250", "\u221225", "0", "25", "50", "75"]
    heights = [y for _, y in layout.traces[0].markers]
    assert [y > layout.zero for y in heights] == [False, True, True, False]
    assert "\u221230" in texts(chart)


def test_a_line_that_has_a_figure_is_named_somewhere():
    early = Line(LONG_WORD + " of " + NAMES[1], (point(2020, 27349), Point(2021, None, "")))
    layout = laid_out(line("All cases", 29782, 27733), early)
    (label,) = [label for label in layout.labels if label.name or label.name_below]
    assert len(label.name_below) > 1
    assert "".join(label.name_below).replace(" ", "") == early.name.replace(" ", "")


def test_a_break_cuts_only_the_lines_that_it_names():
    chart = chart_of(line("Files", 1, 2, 3, 4), line("Reports", 5, 6, 7, 8), breaks=(Break(2, "[b]", (), (0,)),))
    assert segments(chart, 0) == ((0, 1), (2, 3))
    assert segments(chart, 1) == ((0, 1, 2, 3),)
    assert [len(trace.pieces) for trace in resolve(chart, THEME, WIDTH).traces] == [2, 1]


def test_a_break_of_some_lines_is_told_of_these_and_marks_their_cells_only():
    chart = chart_of(line("Files", 1, 2, 3), line("Reports", 5, 6, 7), breaks=(Break(1, "[b]", (), (0,)),))
    assert told(chart).endswith(
        "There is a series break (Files): figures from 2021 on cannot be compared with those of earlier years."
    )
    assert rows_of(chart) == ["Series | 2020 | 2021 | 2022", "Files | 1 | [b]2 | 3", "Reports | 5 | 6 | 7"]
    table = exhibits.kind_of(chart).table(chart)
    assert [cell.break_before for cell in table.rows[0].cells] == [False, False, True, False]
    assert not table.breaks


def test_a_long_reason_covers_no_later_one():
    breaks = (Break(1, LONG_WORD * 2), Break(2, "[b] series break"), Break(4, "[b] series break"))
    flags = laid_out(line("Files", 65, 70, 88, 105, 63), breaks=breaks).flags
    assert not any(a.box.overlaps(b.box) for a, b in combinations(flags, 2))


def test_a_line_between_two_far_years_does_not_run_through_a_reason():
    chart = chart_of(line("Files", 100, 1), line("Reports", 1, 100), breaks=(Break(1, "[b] why", (), (0,)),))
    layout = resolve(chart, THEME, WIDTH)
    (flag,) = layout.flags
    ((start, end),) = layout.traces[1].pieces
    assert not flag.box.is_crossed_by(start, end)


def test_two_breaks_before_one_year_share_a_dotted_line_and_tell_both_reasons():
    chart = chart_of(line("Files", 1, 2, 3), breaks=(Break(1, "[b] one"), Break(1, "[b] two")))
    (flag,) = resolve(chart, THEME, WIDTH).flags
    assert [text for _, text in flag.lines] == ["[b] one", "[b] two"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lines": ()}, "1 to 5 lines, not 0"),
        ({"lines": CASES[:1] * 6}, "1 to 5 lines, not 6"),
        ({"years": (2020, 2022, 2021, 2023, 2024)}, "ascend"),
        ({"years": (2020, 2021)}, "`All cases` needs one point for each year"),
        ({"breaks": (Break(0, "[b]"),)}, "between two years"),
        ({"breaks": (Break(5, "[b]"),)}, "between two years"),
        ({"breaks": (Break(3, "[b]"), Break(1, "[b]"))}, "order"),
        ({"breaks": (Break(3, "[b]", (), (3,)),)}, "names lines that its chart does not have"),
    ],
)
def test_a_line_chart_that_cannot_be_drawn_is_refused(change, why):
    with pytest.raises(ValueError, match=why):
        LineChart(**{"years": (2020, 2021, 2022, 2023, 2024), "lines": CASES, **change})


# -- asked for --------------------------------------------------------------------------------------------------------


def test_a_line_has_a_point_for_every_year_and_a_mark_in_a_gap(world):
    chart = world.block(line_chart("calls", "rate")).chart
    assert [(point.year, point.value, point.text) for point in chart.lines[0].points] == [
        (2020, None, ""),
        (2021, 200, "200"),
        (2022, 300, "300"),
    ]
    assert chart.lines[0].points[0].marks == (MarkCode.NOT_PUBLISHED,)
    assert [line.role for line in chart.lines] == ["first", "second"]


def test_the_lines_with_a_gap_are_named_in_the_small_print(world):
    block = world.block(line_chart("calls", "rate"))
    assert small_print(block) == ["[x] 2020: no figure given (calls)."]
    assert source_of(block) == "Source: OTF, reports for 2020 to 2022."


def test_a_gap_in_every_line_needs_no_name(world):
    assert small_print(world.block(line_chart("calls"))) == ["[x] 2020: no figure given."]


def test_a_break_interrupts_a_line_and_is_explained(world):
    block = world.block(line_chart("broken"))
    assert [(found.before, found.text) for found in block.chart.breaks] == [(2, "[b] another unit")]
    assert small_print(block) == [
        "[note 1] Another unit is counted from 2022.",
        "[b] Series break: figures before and after it are not comparable.",
    ]


def test_a_break_before_the_range_is_not_drawn(world):
    (block,) = world.blocks(line_chart("split{kind=a}"), years=(2021, 2022))
    assert block.chart.breaks == ()


def test_a_corrected_point_is_explained_by_its_note(world):
    block = world.block(line_chart("fixed"))
    assert block.chart.lines[0].points[2].marks == (MarkCode.CORRECTED,)
    assert small_print(block) == ["[r] The report prints 205."]


def test_the_axis_of_a_line_chart_has_the_unit_of_the_first_line(world):
    assert world.block(line_chart("rate")).chart.scale == "percent"
    assert world.block(line_chart("visits")).chart.scale == "million"
    assert world.block(line_chart("cases")).chart.scale == "one"
    assert [point.text for point in world.block(line_chart("visits")).chart.lines[0].points] == ["9.3", "", "6.2"]


@pytest.mark.parametrize(("years", "reference"), [((2022, 2022), "cases"), (None, "late"), (None, "never")])
def test_fewer_than_two_years_leave_a_line_chart_out(world, years, reference):
    assert world.blocks(line_chart(reference), years=years) == ()


def test_more_lines_than_colors_are_refused(world):
    with pytest.raises(TemplateError, match=r"chart `x`: `lines`: expected 5 at most, found 6"):
        world.compose(line_chart(*["cases"] * 6))


def test_the_alternative_text_has_headline_and_values(world):
    alt = world.block(line_chart("broken")).telling
    assert "What, where" in alt
    assert "300 in 2020" in alt
    assert "cannot be compared" in alt


def broken_world(folder, values, *breaks, **more):
    rows = [row for name, line in values.items() for row in over_years(name, *line)]
    return World(folder, rows, series_breaks=[{"indicator": "files", **found} for found in breaks], **more)


def test_a_break_in_a_year_without_a_report_cuts_the_line_and_the_table(tmp_path):
    """There are reports for 2020, 2021, 2023 and 2024; the series breaks in 2022."""
    world = broken_world(tmp_path, {"files": (10, 20, None, 30, 40)}, {"year": 2022, "short": "another unit"})
    chart = world.block(line_chart("files")).chart
    assert chart.years == (2020, 2021, 2022, 2023, 2024)
    assert segments(chart, 0) == ((0, 1), (3, 4))
    assert rows_of(chart)[0] == "Series | 2020 | 2021 | [b]2022 | 2023 | 2024"
    assert "figures from 2022 on cannot be compared" in told(chart)


def test_a_line_is_interrupted_over_a_year_that_no_series_has(tmp_path):
    block = broken_world(tmp_path, {"files": (10, 20, None, 30, 40)}).block(line_chart("files"))
    assert segments(block.chart, 0) == ((0, 1), (3, 4))
    assert "No figure is given for 2022" in told(block.chart)
    assert plain_text(block.notes[0].children) == "2022: no figure given."


def test_the_end_of_a_spell_before_a_year_without_a_report_cuts_the_line(tmp_path):
    values = {"files": (10, 20, 30, None, 40, 50)}
    world = broken_world(tmp_path, values, {"year": 2022, "last_year": 2022, "short": "another list"})
    chart = world.block(line_chart("files")).chart
    assert chart.years == (2020, 2021, 2022, 2023, 2024, 2025)
    assert segments(chart, 0) == ((0, 1), (2,), (4, 5))
    assert chart.breaks[-1].text == "[b] comparable again: from 2023 on with the years before 2022"


def test_a_line_that_does_not_break_runs_on_past_the_break_of_another(tmp_path):
    world = broken_world(tmp_path, {"files": (10, 20, 30), "other": (1, 2, 3)}, {"year": 2021, "short": "another unit"})
    chart = world.block(line_chart("files", "other")).chart
    assert [segments(chart, index) for index in (0, 1)] == [((0,), (1, 2)), ((0, 1, 2),)]
    assert [found.text for found in chart.breaks] == ["[b] another unit (files)"]


def test_a_break_that_no_line_crosses_names_none(tmp_path):
    values = {"files": (10, 20, 30), "other": (None, 2, 3)}
    world = broken_world(tmp_path, values, {"year": 2021, "short": "another unit"})
    chart = world.block(line_chart("files", "other")).chart
    assert [found.text for found in chart.breaks] == ["[b] another unit"]


def test_two_breaks_between_two_reports_are_both_told(tmp_path):
    breaks = ({"year": 2021, "short": "another unit"}, {"year": 2022, "short": "another list"})
    chart = broken_world(tmp_path, {"files": (10, None, None, 30)}, *breaks).block(line_chart("files")).chart
    assert [(found.before, found.text) for found in chart.breaks] == [
        (1, "[b] another unit"),
        (1, "[b] another list"),
    ]


def test_the_name_of_an_only_line_may_stand_in_the_headline_alone():
    named = LineChart((2020, 2021, 2022), (line("Calls to the centre", 5, 7, 6),))
    plain = replace(named, lines=(replace(named.lines[0], is_named=False),))
    (end,), (bare,) = (resolve(chart, THEME, WIDTH).ends for chart in (named, plain))
    assert (end.name, bare.name) == (("Calls to the centre",), ())
    assert bare.text == end.text == "6"
    told = [telling(chart, headline="Calls", subtitle="") for chart in (named, plain)]
    assert told[0] == told[1], "who cannot see it is told what it is of"
