"""Line charts in Word: what is drawn there is what the PDF draws, and the sheet behind it holds what was published."""

import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from reportgen.builders.docx.native.overlays import OverlayBox, OverlayLine, OverlayRing, OverlayText
from reportgen.document import Point
from reportgen.exhibits import kind_of, record, resolve
from reportgen.exhibits.line.values import Break, Line, LineChart
from reportgen.template import read_theme
from tests.documents import CHARTS
from tests.exhibits.test_line import CASES, LONG_WORD, NAMES, chart_of, floors, line, line_charts, point

THEME = read_theme("default", Path(__file__).parent.parent.parent / "templates")
SPACES = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def native(chart):
    (made,) = kind_of(chart).word(resolve(chart, THEME), THEME)
    return made


def tree(made):
    return etree.fromstring(f"<c:chart {SPACES}>{made.chart}</c:chart>")


def runs(numbers):
    """The runs of numbers that follow each other, by their lengths."""
    return [len(list(run)) for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])]


def drawn_segments(made):
    """How many points each line of the chart joins, from the points that a series has one beside the other."""
    points = [[int(each.get("idx")) for each in ser.findall(f"{C}val//{C}pt")] for ser in tree(made).iter(f"{C}ser")]
    return sorted(length for series in points for length in runs(series))


def test_a_bound_is_a_hollow_point_of_its_own_with_a_dashed_line_after_it():
    made = native(chart_of(floors(0)))
    points = {int(each.find(f"{C}idx").get("val")): each for each in tree(made).iter(f"{C}dPt")}
    assert sorted(points) == [0, 1]
    assert [each.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") for each in points.values()] == ["dash", "dash"]
    inside = [points[at].find(f"{C}marker/{C}spPr/{A}solidFill/*").get("val") for at in (0, 1)]
    assert inside[0] != inside[1]
    assert sum(isinstance(each, OverlayRing) for each in made.overlays) == 1


def test_crowded_points_have_markers_where_a_label_belongs_or_no_line_leads():
    values = (*range(100, 130), None, 140, None, *range(150, 175))
    (series,) = tree(native(chart_of(line("Cases", *values, first=1960)))).iter(f"{C}ser")
    assert series.find(f"{C}marker/{C}symbol").get("val") == "none"
    assert {int(each.find(f"{C}idx").get("val")) for each in series.iter(f"{C}dPt")} == {0, 31, 57}


def words_over(made):
    return [each.text for each in made.overlays if isinstance(each, OverlayText)]


def printed(made):
    """What stands at the points and over the chart, as a reader sees it."""
    shown = list(words_over(made))
    for ser, column in zip(tree(made).iter(f"{C}ser"), made.sheet.columns, strict=True):
        for label in ser.iter(f"{C}dLbl"):
            spelled = "".join(each.text for each in label.iter(f"{A}t"))
            at = int(label.find(f"{C}idx").get("val"))
            shown.append(spelled or column.values[at].text)
    return shown


# -- interrupted ----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(line_charts())
def test_word_joins_the_points_that_the_pdf_joins(chart):
    pieces = sorted(len(piece) for trace in resolve(chart, THEME).traces for piece in trace.pieces)
    assert drawn_segments(native(chart)) == pieces


@pytest.mark.conformance
@settings(max_examples=60, deadline=None)
@given(line_charts())
def test_word_prints_the_labels_that_the_pdf_prints(chart):
    resolved = resolve(chart, THEME)
    marked = [(each.text, each.marks) for each in (*resolved.labels, *resolved.ends) if each.text or each.marks]
    shown = " ".join(printed(native(chart)))
    assert all(text in shown and marks in shown for text, marks in marked)
    drawn = [text for text in record(chart, THEME).texts if re.fullmatch(r"\[x\]", text)]
    assert words_over(native(chart)).count("[x]") == len(drawn)


def test_a_gap_has_no_point_and_is_not_bridged():
    made = native(CHARTS["line"])
    resolved = list(tree(made).iter(f"{C}ser"))[1]
    assert [each.get("idx") for each in resolved.findall(f"{C}val//{C}pt")] == ["0", "2", "3", "4"]
    assert words_over(made).count("[x]") == 2


def test_a_series_break_has_a_place_of_its_own_that_no_line_crosses():
    made = native(CHARTS["broken-line"])
    assert made.sheet.categories == ("2020", "2021", "2022", "2023", "[b]", "2024")
    assert [column.name for column in made.sheet.columns] == ["reports", "incidents"]
    assert all(column.values[4] is None for column in made.sheet.columns)


def test_a_break_in_a_year_without_a_report_is_not_crossed():
    years = (2020, 2021, 2023, 2024)
    files = Line("Files", tuple(point(year, year - 2000) for year in years))
    assert drawn_segments(native(LineChart(years, (files,), (Break(2, "[b] series break: another unit"),)))) == [2, 2]


def test_the_dotted_line_of_a_break_stands_over_the_chart_with_its_reason():
    made = native(CHARTS["broken-line"])
    (dotted,) = [each for each in made.overlays if isinstance(each, OverlayLine) and each.dash]
    assert dotted.start[0] == dotted.end[0]
    assert "[b] series break: 2024 cannot be compared with earlier years" in " ".join(words_over(made))


def test_where_another_line_runs_on_what_lies_before_a_break_is_a_column_of_its_own():
    lines = (line("Files", 1, 2, 3, 4), line("Reports", 5, 6, 7, 8, role="second"))
    made = native(chart_of(*lines, breaks=(Break(2, "[b] another unit (Files)", (), (0,)),)))
    assert made.sheet.categories == ("2020", "2021", "2022", "2023")
    assert [(column.name, column.numbers) for column in made.sheet.columns] == [
        ("Files, 2020 to 2021", (1, 2, None, None)),
        ("Files", (None, None, 3, 4)),
        ("Reports", (5, 6, 7, 8)),
    ]
    assert drawn_segments(made) == [2, 2, 4]


def test_no_figure_in_the_sheet_is_one_that_nobody_published():
    published = {each.value for line in CHARTS["broken-line"].lines for each in line.points}
    numbers = {number for column in native(CHARTS["broken-line"]).sheet.columns for number in column.numbers}
    assert {float(number) for number in numbers if number is not None} == published - {None}


# -- labelled -------------------------------------------------------------------------------------------------------


def test_lines_are_named_at_their_ends_in_the_colour_of_the_line():
    made = native(chart_of(*CASES))
    names = {each.text: each.colour for each in made.overlays if isinstance(each, OverlayText) and each.text != "[x]"}
    colours = THEME.colours
    assert names == {"All cases": colours.total, "Resolved": colours.main, "Active": colours.second_text}


def test_a_long_name_is_broken_and_stays_on_the_page():
    made = native(chart_of(line(LONG_WORD, 1, 2, 3), line(NAMES[1], 5, 6, 7, role="second")))
    assert LONG_WORD in "".join(words_over(made)).replace(" ", "")
    assert all(0 <= each.x <= made.width for each in made.overlays if isinstance(each, OverlayText))


@pytest.mark.parametrize("count", [10, 18, 40])
def test_many_years_and_their_values_are_thinned_as_in_the_pdf(count):
    chart = chart_of(line("Cases", *range(20_000, 20_000 + 900 * count, 900), first=2025 - count))
    resolved, made = resolve(chart, THEME), native(chart)
    years = [text for _, text in resolved.years if text]
    labelled = len(list(tree(made).iter(f"{C}dLbl")))
    assert labelled == len(resolved.labels) + len(resolved.ends)
    if len(years) < count:
        assert [text for text in words_over(made) if re.fullmatch(r"\d{4}", text)] == years
        assert tree(made).find(f".//{C}catAx/{C}tickLblPos").get("val") == "none"


def test_hollow_markers_are_white_inside():
    made = native(CHARTS["broken-line"])
    marker = list(tree(made).iter(f"{C}ser"))[1].find(f"{C}marker/{C}spPr/{A}solidFill")[0]
    assert marker.get("val") in ("bg1", "FFFFFF")
    assert len([each for each in made.overlays if isinstance(each, OverlayRing)]) == 1


def test_words_that_a_grid_line_would_strike_have_white_behind_them():
    made = native(CHARTS["line"])
    grounds = [each for each in made.overlays if isinstance(each, OverlayBox)]
    (name,) = [each for each in made.overlays if isinstance(each, OverlayText) and each.text == "All cases"]
    assert any(top < name.y < top + height and left < name.x for left, top, _, height in (one.box for one in grounds))


@pytest.mark.conformance
@settings(max_examples=20, deadline=None)
@given(line_charts(most_years=40))
def test_word_has_as_many_marks_of_gaps_as_there_are(chart):
    gaps = sum(entry.value is None and bool(entry.marks) for each in chart.lines for entry in each.points)
    assert words_over(native(chart)).count("[x]") == gaps


# -- scaled ---------------------------------------------------------------------------------------------------------


def axis(made):
    value_axis = tree(made).find(f".//{C}valAx")
    ends = [float(value_axis.find(f"{C}scaling/{C}{name}").get("val")) for name in ("min", "max")]
    return (*ends, float(value_axis.find(f"{C}majorUnit").get("val")))


@pytest.mark.conformance
@settings(max_examples=60, deadline=None)
@given(line_charts())
def test_word_counts_the_ticks_of_the_pdf(chart):
    low, high, step = axis(native(chart))
    counted = [low + step * index for index in range(12) if low + step * index <= high * (1 + 1e-9) + 1e-9]
    assert counted == pytest.approx([tick.value for tick in resolve(chart, THEME).ticks])


def test_small_percentages_have_the_ticks_of_the_pdf():
    chart = chart_of(line("Share", 0.3, 0.5, 0.9), scale="percent")
    assert axis(native(chart)) == (0, 1, 0.5)
    assert tree(native(chart)).find(f".//{C}valAx/{C}numFmt").get("formatCode") == 'General"%";−General"%";'
    assert [tick.text for tick in resolve(chart, THEME).ticks] == ["", "0.5%", "1%"]


def test_a_chart_of_one_year_with_a_value_of_zero_is_drawn():
    made = native(LineChart((2024,), (Line("All", (Point(2024, 0.0, "0"),)),)))
    assert [column.numbers for column in made.sheet.columns] == [(0,)]
    assert axis(made)[0] < axis(made)[1]


def test_a_low_line_beside_an_outlier_has_no_value_on_the_years():
    chart = chart_of(line("Low", 3, 2, 4, 1, 5), line("High", 3, 2_500_000, 4, 9, 8, role="second"))
    places = [each.get("val") for each in tree(native(chart)).iter(f"{C}dLblPos")]
    assert "b" not in places


def test_another_template_of_colours_gives_labels_the_colours_of_their_lines():
    plum = replace(THEME, colours=replace(THEME.colours, main="#5B2245"))
    chart = chart_of(line("Files", 1, 2, 3))
    (made,) = kind_of(chart).word(resolve(chart, plum), plum)
    assert [each.colour for each in made.overlays if isinstance(each, OverlayText)] == ["#5B2245"]
