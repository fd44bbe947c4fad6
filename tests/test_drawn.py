"""What a finished PDF and a finished Word file draw of one chart is the same: pieces, parts, lengths, words.

Both files are read by `tests.judges.drawn`, which knows the file formats only. The charts are made by chance: signs,
gaps, marks, breaks, one to twelve parts, one to forty years.
"""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen import wording
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import build_pdf
from reportgen.charts.style import chart_style
from reportgen.document import Document, Figure, Point, Text, Value
from reportgen.exhibits import telling, value_table
from reportgen.exhibits.bars.values import BarRow, RankedBars
from reportgen.exhibits.columns.values import ColumnBreak, Columns, StackedColumns
from reportgen.exhibits.dots.values import DotRow, PairedDots
from reportgen.exhibits.line.values import LINE_ROLES, Break, Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.panels.values import ScaledPanel, ScaledPanels
from reportgen.exhibits.ranking.values import Ranking
from reportgen.exhibits.shares.values import ShareRow, StackedShares
from reportgen.measure import MarkCode
from reportgen.numbering import number
from reportgen.template.themes import read_theme
from tests.documents import caption, heading, metadata
from tests.judges.drawn import figure_box, pdf_shapes, pdf_words, word_charts

pytestmark = pytest.mark.conformance
THEME = read_theme("default", Path("templates"))
STYLE = chart_style(THEME)
NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu")
LINE_WIDTH = 1.75
FEWEST_CROWDED = 24
"""Years that have a marker each on any line as wide as a page."""
FEW = settings(
    max_examples=15,
    deadline=None,
    # each try builds two files: making a failing chart smaller would take minutes
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def drawn(chart):
    """A chart in a finished PDF, its shapes and words, and the charts of a finished Word file."""
    shown = Figure("f", caption("Figure", "A finding"), chart, telling(chart, headline="A finding", subtitle="Counts"))
    document = number(Document(metadata("Drawn"), (heading(1, "One", "one"), shown)))
    raw = build_pdf(document, THEME)
    box = figure_box(raw)
    inside = [shape for shape in pdf_shapes(raw) if _is_within(shape, box)]
    return inside, pdf_words(raw, box), word_charts(build_docx(document, THEME))


def _is_within(shape, box):
    left, bottom, right, top = box
    return all(
        left - 4 <= x <= right + 4 and bottom - 4 <= y <= top + 4 for points in shape.subpaths for x, y in points
    )


def texts_of(values):
    return [each.text for each in values if each.text]


@st.composite
def values_over(draw, years, *, least=-5_000_000):
    """A point for each year: numbers of one size and sign range, gaps, marks, floors."""
    size = draw(st.sampled_from([1, 10, 5_000, 5_000_000]))
    low = max(least, -size) if draw(st.booleans()) else 0
    numbers = draw(st.lists(st.integers(low, size), min_size=len(years), max_size=len(years)))
    gaps = draw(st.sets(st.sampled_from(range(len(years))), max_size=max(len(years) - 1, 0)))
    marked = draw(st.sets(st.sampled_from(range(len(years))), max_size=2))
    return tuple(
        Point(year, None, "", (MarkCode.NOT_PUBLISHED,))
        if index in gaps
        else Point(year, float(value), wording.number(value), (MarkCode.CORRECTED,) if index in marked else ())
        for index, (year, value) in enumerate(zip(years, numbers, strict=True))
    )


@st.composite
def years_of(draw, *, most=40):
    """One to forty years, some of them without a report."""
    count = draw(st.one_of(st.integers(1, 6), st.integers(1, most)))
    first = draw(st.integers(1980, 2000))
    steps = draw(st.lists(st.sampled_from([1, 1, 1, 2, 3]), min_size=count - 1, max_size=count - 1))
    years = [first]
    for step in steps:
        years.append(years[-1] + step)
    return tuple(years)


def breaks_before(years):
    return st.sets(st.integers(1, len(years) - 1), max_size=2) if len(years) > 1 else st.just(set())


@st.composite
def line_charts(draw):
    years = draw(years_of())
    count = draw(st.integers(1, 5))
    roles = draw(st.permutations(LINE_ROLES))[:count]
    lines = tuple(draw(one_line(NAMES[index], years, role)) for index, role in enumerate(roles))
    places = sorted(draw(breaks_before(years)))
    some = tuple(sorted(draw(st.sets(st.sampled_from(range(count)), max_size=count))))
    breaks = tuple(Break(place, "[b] counted anew", lines=some) for place in places)
    return LineChart(years, lines, breaks)


@st.composite
def one_line(draw, name, years, role):
    """A line, some points of which are only bounds."""
    points = draw(values_over(years))
    known = [at for at, point in enumerate(points) if point.value is not None]
    bounds = frozenset(draw(st.sets(st.sampled_from(known), max_size=2))) if known else frozenset()
    worded = tuple(
        replace(point, text=f"more than {point.text}") if at in bounds else point for at, point in enumerate(points)
    )
    return Line(name, worded, role=role, hollow=draw(st.booleans()), bounds=bounds)


def pieces_in_pdf(shapes, colour):
    """Lengths of the uninterrupted pieces of a line, dashed or not, and how many points it has."""
    strokes = [
        points
        for shape in shapes
        if shape.stroke == colour and shape.width == LINE_WIDTH and shape.fill is None
        for points in shape.subpaths
    ]
    pieces = []
    for points in sorted(strokes, key=lambda points: points[0]):
        if pieces and pieces[-1][-1] == points[0]:
            pieces[-1] += points[1:]
        else:
            pieces.append(list(points))
    pieces = [len(points) for points in pieces]
    dots = sum(len(shape.subpaths) for shape in shapes if shape.has_curves and colour in (shape.fill, shape.stroke))
    return sorted(pieces), dots


@FEW
@given(line_charts())
def test_lines_have_the_same_pieces_and_points(chart):
    shapes, words, (word,) = drawn(chart)
    for line in chart.lines:
        colour = STYLE.lines[line.role].upper()
        pieces, dots = pieces_in_pdf(shapes, colour)
        # what a break of one line cuts where others run on is a series of its own
        series = [each for each in word.series if each.colour == colour]
        assert all(each.name.startswith(line.name) for each in series)
        assert sorted(length for each in series for length in each.pieces if length > 1) == pieces
        points = sum(length for each in series for length in each.pieces)
        if dots == points:
            assert word.rings.get(colour, 0) == (dots if line.hollow else len(line.bounds))
        else:  # crowded points, of which few have a marker
            assert len(chart.years) > FEWEST_CROWDED
            assert 0 < dots <= sum(len(each.marked) for each in series) <= points
        assert sum(len(each.marked) for each in series) >= len(line.bounds)
        dashed = [shape for shape in shapes if shape.stroke == colour and shape.width == LINE_WIDTH and shape.dash]
        assert len(dashed) == dashed_stretches(series)
        if dots == points:
            values = {index: value for each in series for index, value in each.values.items()}
            assert_heights_follow(shapes, colour, values)
    assert_same_words(words, word, chart)


def dashed_stretches(series):
    """How many steps of a line lead from a bound or to one."""
    return sum(
        at - 1 in each.values and bool({at - 1, at} & slots_of_bounds(each)) for each in series for at in each.values
    )


def slots_of_bounds(series):
    """Where the bounds of a line stand among the categories of Word, by their labels, which are never left out."""
    return {
        at for at in series.values if series.values[at] is not None and series.labels.get(at, "").startswith("more")
    }


def assert_heights_follow(shapes, colour, values):
    """Markers in the PDF are as far apart as the values behind Word's are."""
    dots = sorted(
        (left + width / 2, bottom + height / 2)
        for shape in shapes
        if shape.has_curves and colour in (shape.fill, shape.stroke)
        for left, bottom, width, height in shape.boxes
    )
    assert_proportional([y for _, y in dots], [values[index] for index in sorted(values)])


def assert_proportional(drawn_at, values, *, slack=0.8):
    """The distances between what is drawn are those between the values, on one scale."""
    assert len(drawn_at) == len(values)
    widest = max(
        combinations(range(len(values)), 2), key=lambda pair: abs(values[pair[0]] - values[pair[1]]), default=None
    )
    if widest is None or values[widest[0]] == values[widest[1]]:
        assert max(drawn_at, default=0) - min(drawn_at, default=0) < slack
        return
    scale = (drawn_at[widest[0]] - drawn_at[widest[1]]) / (values[widest[0]] - values[widest[1]])
    assert scale > -1e-9
    for at, value in zip(drawn_at, values, strict=True):
        assert at - drawn_at[widest[0]] == pytest.approx((value - values[widest[0]]) * scale, abs=slack)


MARKS = ("[x]", "[r]", "[b]")


def assert_same_words(words, word, chart):
    """Every label of one edition stands in the other; marks as often."""
    # a break that all lines share has a place of its own between the years, which says so
    said = [each for each in word.said if each != "[b]"]
    printed = " ".join(said)
    for mark in MARKS:
        assert words.count(mark) == printed.count(mark), (mark, words, said)
    for label in [text for each in word.series for text in each.labels.values()] + list(word.words):
        assert all(part in words for part in label.split()), (label, words)
    for each in all_values(chart):
        if each.text and each.text in words.split() and not _is_tick(each, word):
            assert any(each.text in text.split() for text in said), (each.text, said)


def _is_tick(each, word):
    """Say whether a value may stand in the words as a tick of the axis, which Word words itself."""
    step = word.axis and word.axis[2]
    return each.value == 0 or bool(step and each.value is not None and each.value % step == 0)


def all_values(chart):
    match chart:
        case LineChart():
            return [point for line in chart.lines for point in line.points]
        case StackedColumns():
            return [point for part in chart.parts for point in part.points] + list(chart.totals)
        case SmallMultiples() | ScaledPanels():
            return [point for panel in chart.panels for point in panel.points]
        case PairedDots():
            return [value for row in chart.rows for value in (row.first, row.second)]
        case StackedShares():
            return [part for row in chart.rows for part in row.parts]
        case RankedBars() | Ranking():
            return [each for row in chart.rows for each in (row.value, row.earlier) if each is not None]
    raise AssertionError(chart)


# -- parts ------------------------------------------------------------------------------------------------------------


@st.composite
def column_charts(draw):
    years = draw(years_of(most=20))
    parts = tuple(
        Columns(NAMES[index].lower(), draw(values_over(years, least=0))) for index in range(draw(st.integers(1, 5)))
    )
    totals = tuple(_total(year, [part.points[index] for part in parts]) for index, year in enumerate(years))
    places = sorted(draw(breaks_before(years)))
    return StackedColumns(years, parts, totals, breaks=tuple(ColumnBreak(at, "[b] counted anew") for at in places))


def _total(year, points):
    values = [point.value for point in points if point.value is not None]
    if not values:
        return Point(year, None, "", (MarkCode.NOT_PUBLISHED,))
    return Point(year, sum(values), wording.number(sum(values)))


@st.composite
def member_columns(draw):
    """Columns of members in place of years."""
    count = draw(st.integers(1, 12))
    places = tuple(range(1, count + 1))
    parts = tuple(
        Columns(NAMES[index].lower(), draw(values_over(places, least=0))) for index in range(draw(st.integers(1, 5)))
    )
    totals = tuple(_total(at, [part.points[at - 1] for part in parts]) for at in places)
    return StackedColumns(places, parts, totals, names=tuple(str(10 + at) for at in places), title="Age")


@FEW
@given(st.one_of(column_charts(), member_columns()))
def test_columns_have_the_same_parts_in_the_same_proportions(chart):
    shapes, words, (word,) = drawn(chart)
    filled = [shape for shape in shapes if shape.fill and not shape.stroke and not shape.has_curves]
    for index, part in enumerate(chart.parts):
        series = next(each for each in word.series if each.name == part.name and each.plot == "barChart")
        heights = [box[3] for shape in filled if shape.fill == series.colour for box in shape.boxes if box[2] > 3]
        values = [series.values[at] for at in sorted(series.values) if series.values[at]]
        assert [value for value in values if value] == [p.value for p in part.points if p.value]
        # a key beside the last column may have a swatch of the part's colour
        assert len(heights) >= len(values), part.name
        assert index < len(word.series)
    assert_same_words(words, word, chart)


@st.composite
def share_charts(draw):
    count = draw(st.integers(1, 5))
    rows = []
    for index in range(draw(st.integers(1, 8))):
        counts = draw(st.lists(st.integers(0, 1000), min_size=count, max_size=count))
        whole = sum(counts) + draw(st.sampled_from([0, 0, 50])) or 1
        shares = tuple(Value(100 * part / whole, wording.percent(100 * part / whole)) for part in counts)
        rows.append(ShareRow(NAMES[index], shares, Value(whole, wording.number(whole))))
    return StackedShares(tuple(NAMES[:count]), tuple(rows), "Cases")


@FEW
@given(share_charts())
def test_bars_of_shares_are_as_long_as_their_shares(chart):
    shapes, words, (word,) = drawn(chart)
    filled = [shape for shape in shapes if shape.fill and not shape.stroke and not shape.has_curves]
    for index, name in enumerate(chart.parts):
        series = next(each for each in word.series if each.name == name)
        lengths = [box[2] for shape in filled if shape.fill == series.colour for box in shape.boxes]
        values = [row.parts[index].value for row in chart.rows]
        assert [series.values[at] for at in sorted(series.values)] == pytest.approx(values, abs=0.06)
        assert len(lengths) >= sum(value > 0 for value in values)
    assert_same_words(words, word, chart)


# -- bars -------------------------------------------------------------------------------------------------------------


@st.composite
def bar_charts(draw):
    numbers = draw(st.lists(st.integers(-3000, 9000), min_size=1, max_size=12))
    has_earlier = draw(st.booleans())
    rows = [
        BarRow(
            NAMES[index],
            Value(value, wording.number(value), (MarkCode.CORRECTED,) if index == 1 else ()),
            Value(value // 2, wording.number(value // 2)) if has_earlier else None,
        )
        for index, value in enumerate(sorted(numbers, reverse=True))
    ]
    return RankedBars(tuple(rows), "2024", "2020" if has_earlier else "", is_context=draw(st.booleans()))


@FEW
@given(bar_charts())
def test_ranked_bars_have_the_same_lengths(chart):
    shapes, words, (word,) = drawn(chart)
    series = next(each for each in word.series if each.name == chart.title)
    values = [row.value.value for row in chart.rows]
    assert [series.values[at] for at in sorted(series.values)] == values
    bars = [
        box for shape in shapes if shape.fill == series.colour and not shape.stroke for box in shape.boxes
        if box[3] == pytest.approx(9, abs=0.1)
    ]  # fmt: skip
    assert len(bars) == sum(value != 0 for value in values)
    lengths = [box[2] for box in sorted(bars, key=lambda box: -box[1])]
    assert_proportional([0, *lengths], [0, *(abs(value) for value in values if value)])
    assert_same_words(words, word, chart)


@st.composite
def multiples(draw):
    years = draw(years_of(most=18))
    panels = tuple(Panel(NAMES[index], draw(values_over(years))) for index in range(draw(st.integers(1, 6))))
    return SmallMultiples(panels)


@FEW
@given(multiples())
def test_panels_have_the_same_columns(chart):
    shapes, words, panels = drawn(chart)
    assert len(panels) == len(chart.panels)
    count = sum(point.value not in (None, 0) for panel in chart.panels for point in panel.points)
    colours = {STYLE.main.upper(), STYLE.context.upper()}
    columns = [box for shape in shapes if shape.fill in colours and not shape.stroke for box in shape.boxes]
    assert len(columns) == count
    for panel, word in zip(chart.panels, panels, strict=True):
        (series,) = word.series
        assert [series.values[at] for at in sorted(series.values)] == [
            point.value for point in panel.points if point.value is not None
        ]
    for mark in MARKS:
        assert words.count(mark) == sum(" ".join(panel.said).count(mark) for panel in panels)


@st.composite
def scaled_panels(draw):
    years = draw(years_of(most=12))
    return ScaledPanels(tuple(draw(scaled_panel(NAMES[index], years)) for index in range(draw(st.integers(1, 3)))))


@st.composite
def scaled_panel(draw, name, years):
    points = draw(values_over(years))
    known = [at for at, point in enumerate(points) if point.value is not None]
    bounds = frozenset(draw(st.sets(st.sampled_from(known), max_size=3))) if known else frozenset()
    worded = tuple(replace(point, text=f">{point.text}") if at in bounds else point for at, point in enumerate(points))
    return ScaledPanel(name, worded, bounds, frozenset(draw(breaks_before(years))))


@FEW
@given(scaled_panels())
def test_panels_with_scales_of_their_own_have_the_same_columns(chart):
    shapes, words, panels = drawn(chart)
    assert len(panels) == len(chart.panels)
    filled = [shape for shape in shapes if shape.fill and not shape.stroke and not shape.has_curves]
    for panel, word in zip(chart.panels, panels, strict=True):
        (series,) = word.series
        assert [series.values[at] for at in sorted(series.values)] == [
            point.value for point in panel.points if point.value is not None
        ]
        assert len(series.hatched) == len(panel.bounds)
        assert word.lines == len(panel.breaks) + sum(panel.points[at].value != 0 for at in panel.bounds)
    tall = [box for shape in filled if shape.fill in COLUMN_FILLS for box in shape.boxes if box[2] > 2]
    drawn_columns = sum(bool(point.value) for panel in chart.panels for point in panel.points)
    assert len({(round(box[0]), round(box[1])) for box in tall}) >= min(drawn_columns, 1)
    dashed = [shape for shape in shapes if shape.stroke and len(shape.dash) and shape.width == pytest.approx(1.5)]
    assert len(dashed) == sum(bool(panel.points[at].value) for panel in chart.panels for at in panel.bounds)
    for mark in MARKS:
        assert words.count(mark) == sum(" ".join(panel.said).count(mark) for panel in panels)
    for point in all_values(chart):
        if point.text and point.text in words.split():
            assert any(point.text in " ".join(panel.said).split() for panel in panels)


@st.composite
def paired_dots(draw):
    is_share = draw(st.booleans())
    numbers = st.integers(0, 1000) if is_share else st.integers(-9000, 5_000_000)
    rows = []
    for index in range(draw(st.integers(1, 12))):
        pair = [Value(number / 10, f"{number / 10:.1f}%") if is_share else Value(number, wording.number(number))
                for number in draw(st.tuples(numbers, numbers))]  # fmt: skip
        rows.append(DotRow(NAMES[index], *pair))
    names = draw(st.sampled_from([("Texas", "U.S."), ("A place with a name that is rather long", "Whole country")]))
    return PairedDots(tuple(rows), names, "Name", "percent" if is_share else "one")


@FEW
@given(paired_dots())
def test_dots_stand_at_their_values_on_one_scale_and_word_has_a_picture(chart):
    shapes, words, charts = drawn(chart)
    assert charts == ()
    filled = dots_of(shapes, fill=STYLE.main.upper())
    hollow = dots_of(shapes, stroke=STYLE.comparison.upper())
    firsts, seconds = filled[: len(chart.rows)], hollow[: len(chart.rows)]
    values = [*(row.first.value for row in chart.rows), *(row.second.value for row in chart.rows)]
    assert_proportional([*firsts, *seconds], values)
    for each in all_values(chart):
        assert each.text in words
    for name in chart.names:
        assert name in words


def dots_of(shapes, fill=None, stroke=None):
    """The middles of all circles of a color, in the order of drawing."""
    return [
        left + width / 2
        for shape in shapes
        if shape.has_curves and (shape.fill == fill if fill else shape.stroke == stroke)
        for left, _, width, _ in shape.boxes
    ]


COLUMN_FILLS = {STYLE.main.upper(), STYLE.ramp[1].upper(), STYLE.ramp[2].upper(), STYLE.ramp[3].upper()}


@st.composite
def rankings(draw):
    numbers = sorted(draw(st.lists(st.integers(1, 5000), min_size=2, max_size=54)), reverse=True)
    rows = tuple(BarRow(f"P{index:02}", Value(value, wording.number(value))) for index, value in enumerate(numbers))
    marked = draw(st.none() | st.integers(0, len(rows) - 1))
    return Ranking(rows, marked, first_text="largest count", last_text=f"smallest count: {numbers[-1]}")


@FEW
@given(rankings())
def test_a_ranking_marks_the_same_place_and_ends(chart):
    shapes, words, (word,) = drawn(chart)
    (series,) = word.series
    main, context = STYLE.main.upper(), STYLE.context.upper()
    marked = [box for shape in shapes if shape.fill == main and not shape.stroke for box in shape.boxes]
    others = [box for shape in shapes if shape.fill == context and not shape.stroke for box in shape.boxes]
    assert len(marked) + len(others) == len(chart.rows) == len(series.values)
    assert len(marked) == (chart.marked is not None)
    assert [at for at, colour in series.marked.items() if colour == main] == (
        [] if chart.marked is None else [chart.marked]
    )
    for text in (chart.first_text, chart.last_text):
        assert text in words
        assert text in " ".join(word.said)


# -- words and tables -------------------------------------------------------------------------------------------------


@FEW
@given(
    st.one_of(
        line_charts(),
        column_charts(),
        member_columns(),
        share_charts(),
        bar_charts(),
        multiples(),
        scaled_panels(),
        paired_dots(),
    )
)
def test_the_value_table_has_every_value_with_its_marks(chart):
    shown = Figure("f", caption("Figure", "A finding"), chart, "words")
    table = value_table(shown)
    cells = [cell for row in table.rows for cell in row.cells]
    printed = [
        ("".join(child.text for child in cell.children if isinstance(child, Text)), cell.marks) for cell in cells
    ]
    for each in all_values(chart):
        marks = {mark.code for _, found in printed for mark in found}
        assert not each.text or any(text == each.text for text, _ in printed)
        assert set(each.marks) <= marks
