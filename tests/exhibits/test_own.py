"""Charts of a user's own: values in, a matplotlib figure out, taken over as vectors or refused in one message."""

import os
import pickle
import subprocess
import sys
from importlib.metadata import EntryPoint

import numpy as np
import pytest

from reportgen import exhibits
from reportgen.charts import FillStroke, TextRun
from reportgen.charts.figure import record_figure
from reportgen.charts.house_style import blank_figure, house_style
from reportgen.document import Point
from reportgen.errors import BuildError, ReportError, TemplateError, UsageError
from reportgen.exhibits import kind_named, kind_names
from reportgen.exhibits.own import functions
from reportgen.exhibits.own.frame import COLUMNS, value_frame
from reportgen.exhibits.own.functions import ChartFile, refuse_names_twice
from reportgen.exhibits.own.tell import table
from reportgen.exhibits.own.values import MOST_VALUES, OwnChart, OwnSeries
from reportgen.measure import MarkCode
from reportgen.template import read_theme
from tests.composing import asked_world, cells, exhibit, small_print
from tests.worlds import ROOT

THEME = read_theme("default", ROOT / "templates")
LOLLIPOPS = """
def lollipops(frame, look):
    figure = look.figure(height=100, layout="constrained")
    axes = figure.subplots()
    axes.plot(frame["year"], frame["value"], "o", color=look.colours.main)
    axes.set_xticks(frame["year"].unique())
    return figure
"""
FIGURES = "[cases]"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch):
    """No package of this machine has a chart, and what a test composed is forgotten."""
    installed(monkeypatch)
    monkeypatch.setattr(functions, "_found", {})


def installed(monkeypatch, *points):
    monkeypatch.setattr(functions, "_entry_points", lambda: {point.name: point for point in points})


def entry_point(name, value):
    return EntryPoint(name, value, functions.GROUP)


def chart_file(body, path="own.py"):
    return ChartFile(path, body)


def drawing(statements, *, name="own"):
    """A file with a function that carries out statements on `axes`."""
    lines = "".join(f"    {line}\n" for line in statements.splitlines())
    start = "import numpy as np\n\ndef {name}(frame, look):\n    figure = look.figure(height=120)\n"
    axes = "    axes = figure.add_axes((0.1, 0.2, 0.8, 0.7))\n"
    return chart_file(start.format(name=name) + axes + lines + "    return figure\n")


def asked(world, *files, kind="lollipops", **options):
    (block,) = world.compose(
        exhibit("chart", kind=kind, **{"figures": FIGURES, **options}), charts=files or [chart_file(LOLLIPOPS)]
    ).blocks[1:]
    return block


def recorded(world, *files, kind="own", **options):
    return exhibits.record(asked(world, *files, kind=kind, **options).chart, THEME)


def refused(world, file, *, kind="own", width=None, **options):
    """The one error that drawing a chart raises."""
    chart = asked(world, file, kind=kind, **options).chart
    with pytest.raises(BuildError) as raised:
        exhibits.record(chart, THEME, width=width)
    return raised.value


# -- values ---------------------------------------------------------------------------------------------------------


def series(*values, name="Alpha", breaks=()):
    points = tuple(
        Point(2020 + index, value, "" if value is None else f"{value:,}", () if value is not None else (MarkCode("x"),))
        for index, value in enumerate(values)
    )
    return OwnSeries("Cases", name, name[:1], points, breaks)


def own_chart(*found, years=(2020, 2021, 2022), function="slope_chart"):
    return OwnChart(function, "own.py 1", years, found)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ((), "needs values"),
        ((series(None, None, None),), "needs values"),
        ((series(1, 2),), "a point for each year of its chart: `Alpha`"),
        ((series(1, 2, 3), series(1, 2, 3)), "two series of a chart have one name"),
        (tuple(series(1, 2, 3, name=f"n{index}") for index in range(MOST_VALUES)), "2,000 values at most, not 6,000"),
    ],
)
def test_a_chart_without_the_values_it_speaks_of_is_refused(found, message):
    with pytest.raises(ValueError, match=message):
        own_chart(*found)


@pytest.mark.parametrize("breaks", [(0,), (3,), (2, 1), (1, 1)])
def test_a_break_stands_before_a_later_point(breaks):
    with pytest.raises(ValueError, match="breaks before one of its later points"):
        series(1, 2, 3, breaks=breaks)


def test_years_ascend():
    with pytest.raises(ValueError, match="years of a chart ascend"):
        own_chart(series(1, 2, 3), years=(2020, 2022, 2021))


def test_values_can_be_pickled_and_hold_neither_function_nor_figure(world):
    chart = asked(world).chart
    assert pickle.loads(pickle.dumps(chart)) == chart
    assert {type(value).__module__ for value in (chart.function, chart.version, chart.years)} == {"builtins"}


def test_a_frame_has_a_row_for_each_value_and_gaps_without_one():
    frame = value_frame(own_chart(series(1200, None, 3, breaks=(2,)), series(4, 5, 6, name="Beta")))
    assert list(frame.columns) == list(COLUMNS)
    assert frame["series"].tolist() == [0, 0, 0, 1, 1, 1]
    assert frame["label"].tolist() == ["1,200", "[x]", "3", "4", "5", "6"]
    assert frame["segment"].tolist() == [0, 0, 1, 0, 0, 0]
    assert frame["value"].isna().tolist() == [False, True, False, False, False, False]
    assert frame.dtypes.astype(str).to_dict()["year"] == "int64"


# -- asked for ------------------------------------------------------------------------------------------------------


def shown(chart):
    return [(each.name, each.code, [point.text for point in each.points]) for each in chart.series]


def test_figures_are_broken_down_the_largest_first(world):
    chart = asked(world, by="kind").chart
    assert chart.years == (2020, 2021, 2022)
    assert shown(chart) == [
        ("A", "a", ["600", "", "650"]),
        ("B", "b", ["350", "", "300"]),
        ("C", "c", ["50", "", "250"]),
    ]


def test_places_leave_out_rows_that_are_none_and_say_so(world):
    block = asked(world, by="place", years="ends", top="two")
    assert shown(block.chart) == [("Alpha", "AA", ["300", "500"]), ("Beta", "BB", ["600", "400"])]
    assert small_print(block)[-1] == "Not shown: Unknown, 7."


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ("all", (2020, 2021, 2022)),
        ("ends", (2020, 2022)),
        ("last", (2022,)),
        ("[2020, 2021]", (2020, 2021)),
        (2021, (2021,)),
    ],
)
def test_years_are_all_the_ends_the_last_or_those_named(world, years, found):
    assert asked(world, years=years).chart.years == found


def test_a_range_of_one_year_has_one_end(world):
    block = world.block(
        exhibit("chart", kind="lollipops", figures=FIGURES, years="ends"),
        years=(2022, 2022),
        charts=[chart_file(LOLLIPOPS)],
    )
    assert block.chart.years == (2022,)


def test_a_series_breaks_before_the_year_that_cannot_be_compared(world):
    block = asked(world, figures="[broken]", years="ends")
    assert block.chart.series[0].breaks == (1,)
    assert "there is a series break before 2022: figures on two sides of it cannot be compared" in block.telling.lower()
    assert any(line.startswith("[b] ") for line in small_print(block))


def test_a_corrected_figure_keeps_its_mark_in_frame_words_and_table(world):
    block = asked(world, figures="[fixed]")
    assert value_frame(block.chart)["label"].tolist()[-1] == "250 [r]"
    assert "250 in 2022 (corrected)" in block.telling
    assert "[r] The report prints 205." in small_print(block)
    assert [mark.code for mark in table(block.chart).rows[0].cells[-1].marks] == ["r"]


def test_the_members_of_several_figures_are_those_of_the_first(world):
    figures = "[{figure: cases, name: All}, {figure: zeros, name: Other}]"
    chart = asked(world, figures=figures, by="place", top=1).chart
    assert [(each.figure, each.name) for each in chart.series] == [("All", "Alpha"), ("Other", "Alpha")]
    names = [each.name for each in asked(world, figures=figures, by="place").chart.series]
    assert names == ["Alpha", "Beta", "Gamma", "Alpha", "Beta"]


def test_a_figure_in_millions_has_its_unit_in_every_text(world):
    chart = asked(world, figures="[visits]").chart
    assert value_frame(chart)["label"].tolist() == ["9.3 million", "[x]", "6.2 million"]
    assert value_frame(chart)["value"].tolist()[0] == 9_300_000


def test_figures_have_names_of_their_own(world):
    chart = asked(world, figures="[{figure: cases, name: All}, {figure: aged, name: Aged}]").chart
    assert [(each.figure, each.name) for each in chart.series] == [("All", "All"), ("Aged", "Aged")]


def test_a_chart_of_what_was_not_published_is_left_out(world):
    assert world.blocks(exhibit("chart", kind="lollipops", figures="[never]"), charts=[chart_file(LOLLIPOPS)]) == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"figures": ""}, "option `figures`: expected a list"),
        ({"figures": "[cases, cases]"}, "option `figures`: two of them are called `Cases`"),
        ({"years": "first"}, "option `years`: unknown `first`"),
        ({"years": "[1999]"}, "option `years`: unknown year `1999`"),
        ({"years": "[two]"}, "option `years`: unknown year `two`"),
        ({"figure": "cases"}, "unknown option `figure`"),
        ({"top": "none"}, "option `top`: expected a number above zero"),
        ({"by": "color"}, "color"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(world, options, message):
    with pytest.raises(ReportError, match=message):
        asked(world, **options)


# -- words ----------------------------------------------------------------------------------------------------------


def test_a_chart_is_told_by_its_values_whatever_it_looks_like(world):
    assert asked(world, by="kind", years="ends").telling == (
        "Lollipops chart with three rows of values: What, where. "
        "A: 600 in 2020 and 650 in 2022. B: 350 in 2020 and 300 in 2022. C: 50 in 2020 and 250 in 2022."
    )


def test_many_values_are_told_by_their_range():
    found = [series(index, index + 5, index * 7, name=f"Place number {index}") for index in range(1, 120)]
    words = exhibits.telling(own_chart(*found), headline="H", subtitle="Cases, number")
    assert words == (
        "Slope chart with 119 rows of values: Cases, number. "
        "Values from 1 in 2020 (Place number 1) to 833 in 2022 (Place number 119)."
    )


def test_one_year_is_said_once():
    words = exhibits.telling(own_chart(series(5), series(7, name="Beta"), years=(2020,)), headline="H", subtitle="S")
    assert words == "Slope chart with two rows of values: S. 2020: Alpha 5 and Beta 7."


def test_the_table_has_a_row_for_each_series_and_marks_its_gaps(world):
    document = world.compose(
        exhibit("chart", kind="lollipops", figures=FIGURES, by="kind"), charts=[chart_file(LOLLIPOPS)], chart_data=True
    )
    assert cells(document.blocks[-1])[0] == ["A", "600", "[x]", "650"]


# -- functions ------------------------------------------------------------------------------------------------------


def test_a_kind_that_comes_along_is_found_without_looking_for_others(monkeypatch):
    monkeypatch.setattr(functions, "_entry_points", None)
    assert kind_named("line", [chart_file("raise OSError")]).name == "line"


def test_an_unknown_kind_is_compared_with_all_that_there_are(world, monkeypatch):
    installed(monkeypatch, entry_point("waterfall", "x:y"))
    for name, meant in (("lollipos", "lollipops"), ("waterfal", "waterfall"), ("colums", "columns")):
        with pytest.raises(ReportError, match=f"option `kind`: unknown `{name}`(.|\n)*did you mean `{meant}`"):
            asked(world, kind=name)


def test_public_functions_of_a_file_are_kinds():
    file = chart_file("from math import sqrt\ndef _help(): ...\ndef bump(frame, look): ...\nclass Style: ...\n")
    assert kind_names([file])[-1] == "bump"
    assert list(functions.functions_of(file)) == ["bump"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("x = 1\ndef f(:\n", r"own\.py:2: cannot load the charts: SyntaxError"),
        ("\n\nimport nothing_of_that_name\n", r"own\.py:3: cannot load the charts: ModuleNotFoundError"),
        ("def f():\n    return 1 / 0\n\nf()\n", r"own\.py:2: cannot load the charts: ZeroDivisionError"),
        ("raise SystemExit(3)\n", r"own\.py:1: cannot load the charts: SystemExit: 3"),
        ("x = 1\n", r"own\.py: expected a function for a chart, found none"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_one_error(body, message):
    with pytest.raises(UsageError, match=message):
        functions.functions_of(chart_file(body))


def test_a_name_belongs_to_one_function():
    with pytest.raises(UsageError, match=r"b\.py:1: chart `f` is already one of a\.py"):
        refuse_names_twice([chart_file("def f(a, b): ...", "a.py"), chart_file("def f(a, b): ...", "b.py")], ("line",))
    with pytest.raises(UsageError, match=r"own\.py:2: chart `line` is already one of reportgen itself"):
        refuse_names_twice([chart_file("\ndef line(a, b): ...")], ("line",))


def test_a_package_gives_charts_by_its_entry_points(world, monkeypatch, tmp_path):
    (tmp_path / "house_charts.py").write_text(LOLLIPOPS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed(monkeypatch, entry_point("spots", "house_charts:lollipops"))
    chart = asked(world, chart_file("def other(frame, look): ..."), kind="spots").chart
    assert chart.version.startswith("house_charts ")
    assert "2022" in exhibits.record(chart, THEME).texts


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_house:f", "cannot load the chart `spots` of `no_such_house`: ModuleNotFoundError"),
        ("math:no_such", "cannot load the chart `spots` of `math`: AttributeError"),
        ("math:pi", "chart `spots` of `math`: expected a function, found `float`"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_one_error_of_the_directive(world, monkeypatch, value, message):
    installed(monkeypatch, entry_point("spots", value))
    with pytest.raises(TemplateError, match=message) as raised:
        asked(world, kind="spots")
    assert raised.value.where


def test_another_text_of_a_file_is_another_version(world):
    one, other = (asked(world, chart_file(LOLLIPOPS + more)).chart for more in ("", "# changed\n"))
    assert one != other
    assert asked(world, chart_file(LOLLIPOPS, "elsewhere/own.py")).chart == one


def test_a_document_of_another_process_cannot_be_drawn_here(world, monkeypatch):
    chart = asked(world).chart
    monkeypatch.setattr(functions, "_found", {})
    with pytest.raises(BuildError, match=r"the function `lollipops` of `own\.py .*` is not loaded here"):
        exhibits.resolve(chart, THEME)


# -- functions that go wrong ----------------------------------------------------------------------------------------


def test_an_error_of_a_function_names_the_directive_and_the_line(world):
    error = refused(world, drawing("low = 0\nhigh = 1 / low"))
    assert error.where == "templates/tiny.md:6: chart `x`"
    assert error.message == "chart `own` (own.py:7): ZeroDivisionError: division by zero"


def test_a_function_that_wants_other_arguments_is_told(world):
    error = refused(world, chart_file("def own(frame): ..."))
    assert error.message.startswith("chart `own` (own.py:1): TypeError: own() takes 1 positional argument but 2")


@pytest.mark.parametrize(
    ("returned", "found"),
    [("None", "nothing"), ("figure.axes", "`list`"), ("'a.png'", "`str`"), ("exit(1)", "SystemExit")],
)
def test_what_is_no_figure_is_refused(world, returned, found):
    body = f"def own(frame, look):\n    figure = look.figure(100)\n    return {returned}\n"
    assert found in refused(world, chart_file(body)).message


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ("", "the figure shows nothing"),
        ("axes.imshow([[1, 2], [3, 4]])", "an image is drawn"),
        ("axes.bar([1], [1], alpha=0.5)", "a shape is drawn with opacity 0.5"),
        ("axes.plot([1, 2], color='#00000080')", "a line is drawn with opacity 0.501"),
        ("axes.text(0.5, 0.5, 'pale', alpha=0.3)", "text `pale` is drawn with opacity 0.3"),
        ("axes.bar([1], [1], hatch='//')", "a shape is hatched"),
        ("axes.tripcolor([0, 1, 0], [0, 0, 1], [1, 2, 3], shading='gouraud')", "a gradient is drawn"),
        ("axes.set_title('$x^2$')", "text `$x^2$` is a formula"),
        ("axes.text(0.5, 0.5, 'x', family='Comic Sans MS')", "text `x` is set in `Comic Sans MS`, which is no face"),
        ("axes.text(0.5, 0.5, 'x', font='/tmp/other.ttf')", "text `x` is set in `/tmp/other.ttf`, which is no face"),
        ("axes.text(np.nan, 0.5, 'lost')", "text `lost` stands at no finite place"),
        ("axes.plot([0, 1], [0, np.inf])", "a shape has a corner at infinity"),
        ("axes.plot([1, 2, 3])\naxes.set_ylim(0, 2.5)", "something reaches beyond its axes and would be cut off"),
        ("axes.scatter([1, 5], [1, 1])\naxes.set_xlim(0, 2)", "something reaches beyond its axes and would be cut off"),
        ("axes.text(3, 0.5, 'far away')", "text `far away` reaches"),
        ("axes.plot([0, 1], sketch_params=(1, 2, 3))", "a line is sketched"),
        ("axes.plot([0, 1], [0, 1], ls=(3, (4, 2)))", "a dashed line begins within a dash"),
        ("axes.plot(np.arange(60_000) % 7)", "more than 50,000 steps are drawn"),
        ("axes.scatter(range(300), range(300), c=range(300))", "more than 64 colors are used"),
        ("figure.set_size_inches(50, 2)", "the figure is 3,600 points wide; there is room for 480"),
        ("figure.set_size_inches(2, 100)", "the figure is 7,200 points high; there is room for"),
        ("axes.set_xticks([1], ['a', 'b'])", "ValueError"),
    ],
)
def test_what_a_recording_cannot_hold_is_refused_by_name(world, statements, message):
    if not statements:
        statements = "axes.axis('off')"
    error = refused(world, drawing(statements))
    assert message in error.message
    assert error.message.startswith("chart `own` (own.py:")
    assert error.where


def test_a_text_with_a_halo_is_refused(world):
    statements = "from matplotlib import patheffects as p\naxes.text(.5, .5, 'x', path_effects=[p.withStroke()])"
    assert "a text has path effects" in refused(world, drawing(statements)).message


def test_an_error_that_matplotlib_finds_late_is_one_of_the_chart(world):
    statements = "axes.xaxis.set_major_formatter(lambda value, _: 1 / 0)\naxes.plot([1, 2])"
    assert refused(world, drawing(statements)).message.endswith(
        "the figure cannot be drawn: ZeroDivisionError: division by zero"
    )


# -- figures --------------------------------------------------------------------------------------------------------


def figure_of(draw, width=200, height=100):
    with house_style(THEME):
        figure = blank_figure(width, height)
        draw(figure.add_axes((0.1, 0.2, 0.8, 0.7)))
        return record_figure(figure, THEME.faces)


def shapes(recording):
    return [operation for operation in recording.operations if isinstance(operation, FillStroke)]


def runs(recording):
    return {operation.text: operation for operation in recording.operations if isinstance(operation, TextRun)}


def test_a_line_is_interrupted_where_a_value_is_missing():
    recording = figure_of(lambda axes: axes.plot([1, 2, 3, 4, 5], [1, 2, np.nan, 4, 5]))
    line = next(shape for shape in shapes(recording) if len(shape.path) == 4)
    assert [step[0] for step in line.path] == ["M", "L", "M", "L"]
    assert (line.stroke, line.fill, line.line_width) == (THEME.colours.main, None, 1.75)


def test_bars_stand_where_their_values_are_and_a_missing_one_is_not_drawn():
    recording = figure_of(lambda axes: axes.bar([0, 1, 2], [1, 2, np.nan]))
    heights = [max(step[2] for step in shape.path[:-1]) - shape.path[0][2] for shape in shapes(recording) if shape.fill]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.01)
    assert len(heights) == 2


def test_text_is_set_in_the_faces_of_the_theme():
    def draw(axes):
        for index, look in enumerate(({}, {"weight": "bold"}, {"style": "italic"}, {"family": "serif", "weight": 600})):
            axes.text(0.1, 0.2 * index, f"text {index}", size=10, **look)

    found = runs(figure_of(draw))
    faces = THEME.faces
    wanted = (faces.sans, faces.sans_semibold, faces.sans_italic, faces.serif_semibold)
    assert tuple(found[f"text {index}"].face for index in range(4)) == wanted


def test_turned_text_keeps_its_angle_and_its_width():
    run = runs(figure_of(lambda axes: axes.text(0.2, 0.1, "turned", rotation=30)))["turned"]
    assert (run.angle, run.size) == (30, THEME.styles.chart_name.size)
    assert run.width > 20


def test_a_marker_at_the_edge_of_its_axes_is_drawn_whole():
    def draw(axes):
        axes.plot([0, 1], [0, 1], "o", markersize=9)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)

    assert len([shape for shape in shapes(figure_of(draw)) if shape.fill]) == 2


def test_a_dash_and_the_ends_of_a_line_are_kept():
    recording = figure_of(lambda axes: axes.plot([0, 1], ls=(0, (2, 1)), lw=2, dash_capstyle="round"))
    line = next(shape for shape in shapes(recording) if shape.dash)
    assert (line.dash, line.cap) == ((4, 2), "round")


def test_the_settings_of_whoever_runs_it_change_nothing():
    import matplotlib as mpl

    plain = figure_of(lambda axes: axes.plot([1, 2]))
    with mpl.rc_context({"lines.linewidth": 9, "font.size": 20, "axes.facecolor": "red"}):
        assert figure_of(lambda axes: axes.plot([1, 2])) == plain
    assert mpl.rcParams["font.size"] == mpl.rcParamsDefault["font.size"]


def test_a_look_has_the_measures_and_faces_of_the_theme(world):
    body = """
def own(frame, look):
    figure = look.figure(60)
    figure.text(0.1, 0.5, look.number(-1234.5), font=look.font("serif"), size=look.value_size)
    figure.text(0.5, 0.1, look.number(3 * 0.2))
    assert look.text_width("x" * 10) > 30
    try:
        look.font("bold")
    except ValueError as error:
        figure.text(0.1, 0.1, str(error)[:19])
    return figure
"""
    recording = recorded(world, chart_file(body))
    assert recording.texts == ("−1,234.5", "0.6", "unknown face `bold`")
    assert (recording.width, recording.height) == (480, 60)
    assert runs(recording)["−1,234.5"].face == THEME.faces.serif


def test_a_figure_that_fails_in_a_narrow_column_is_that_of_the_page_made_smaller(world):
    file = drawing("assert look.width > 300, 'too narrow'\naxes.plot([1, 2], ls=(0, (4, 2)))\naxes.set_title('Title')")
    chart = asked(world, file, kind="own").chart
    page, column = (exhibits.record(chart, THEME, width=width) for width in (480, 240))
    assert (column.width, column.height) == (240, page.height / 2)
    for whole, half in zip(page.operations, column.operations, strict=True):
        if isinstance(whole, TextRun):
            assert (half.x, half.y, half.size, half.width) == (
                whole.x / 2,
                whole.y / 2,
                whole.size / 2,
                whole.width / 2,
            )
        else:
            assert half.line_width == whole.line_width / 2
            assert half.dash == tuple(length / 2 for length in whole.dash)
            assert half.path[0] == ("M", whole.path[0][1] / 2, whole.path[0][2] / 2)
    assert "too narrow" in refused(world, drawing("assert look.width > 900, 'too narrow'"), width=240).message


SCRIPT = """
import hashlib, sys
from tests.exhibits.test_own import LOLLIPOPS, THEME, chart_file, exhibit, own_chart, series
from reportgen import exhibits
from reportgen.exhibits.own import functions
file = chart_file(open("docs/charts/dumbbell.py", encoding="utf-8").read())
function = functions.function_named("dumbbell", [file])
chart = own_chart(series(5, 7), series(1, 9, name="Beta"), years=(2020, 2021), function="dumbbell")
functions._found["dumbbell", "own.py 1"] = function
print(hashlib.sha256(exhibits.picture(chart, THEME) + exhibits.svg(chart, THEME).encode()).hexdigest())
"""


@pytest.mark.conformance
def test_bytes_do_not_depend_on_the_process():
    done = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(done) == 1
