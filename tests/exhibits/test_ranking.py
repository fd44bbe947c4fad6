"""Rankings: all places as slim columns of all signs, labels that cover nothing."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.builders.docx.native.overlays import OverlayText
from reportgen.document import Value, plain_text
from reportgen.exhibits.bars.values import BarRow
from reportgen.exhibits.ranking.resolve import resolve as resolve_ranking
from reportgen.exhibits.ranking.values import MOST_PLACES, Ranking
from reportgen.exhibits.telling import telling
from reportgen.measure import MarkCode
from tests.composing import PLACES, World, asked_world, exhibit, indicator, over_years
from tests.documents import CHARTS
from tests.exhibits.native import attribute, drawn_texts, native, plot_box, word_texts
from tests.exhibits.recorded import THEME, WIDTH, assert_clear, drawn, filled_boxes
from tests.exhibits.test_bars import GERMAN, URL, value


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


def ranked(*values, marked=None, labels=(), **feet):
    return Ranking(tuple(BarRow(f"P{i}", value(v)) for i, v in enumerate(values)), marked, labels, **feet)


def resolved(*values, **options):
    return resolve_ranking(ranked(*values, **options), THEME, WIDTH)


def told(chart):
    return telling(chart, headline="Cases fell", subtitle="Cases, whole country, number")


# --- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "marked", "message"),
    [
        ((), None, "1 to 4000 places, not 0"),
        ((BarRow("A", value(1)), BarRow("B", value(2))), None, "in order, the largest first"),
        ((BarRow("A", value(1)),), 1, "named by its index below 1"),
        ((BarRow("A", value(1), value(1)),), None, "without earlier values"),
    ],
)
def test_what_is_no_ranking_is_refused(rows, marked, message):
    with pytest.raises(ValueError, match=message):
        Ranking(rows, marked)


# --- asking ------------------------------------------------------------------------------------------------------


def test_a_ranking_marks_the_place_of_the_report(world):
    chart = world.block(exhibit("chart", kind="ranking", figure="cases"), place="BB").chart
    assert [row.name for row in chart.rows] == ["Alpha", "Beta"]
    assert chart.marked == 1


def test_a_ranking_says_what_its_ends_are(tmp_path):
    values = {"AA": (20, 30), "BB": (5, -3)}
    rows = [
        row
        for name in ("cases", "net")
        for code, (cases, net) in values.items()
        for row in over_years(name, 7, cases if name == "cases" else net, place=code)
    ]
    world = World(tmp_path, rows, places=PLACES, indicators=[indicator("cases"), indicator("net")])
    count = world.block(exhibit("chart", kind="ranking", figure="cases")).chart
    assert (count.first_text, count.last_text) == ("largest count", "smallest count: 5 (BB)")
    net = world.block(exhibit("chart", kind="ranking", figure="net")).chart
    assert (net.first_text, net.last_text) == ("largest figure", "smallest figure: \N{MINUS SIGN}3 (BB)")


# --- drawing -----------------------------------------------------------------------------------------------------


def test_ranking_columns_fill_the_width():
    layout = resolved(*range(530, 0, -10), marked=1)
    assert layout.columns[0].right - layout.columns[0].left == pytest.approx(WIDTH / 53 - 2)
    assert [[line for _, line in callout.lines] for callout in layout.callouts] == [["P1 520"]]


def test_negative_places_hang_below_the_base_line():
    layout = resolved(40, 20, 0, -20, -40, marked=3)
    first, second, zero, third, fourth = layout.columns
    assert first.top - layout.plot.zero == pytest.approx(layout.plot.zero - fourth.bottom)
    assert zero.top == zero.bottom == layout.plot.zero
    assert third.top == fourth.top == layout.plot.zero
    assert second.bottom == layout.plot.zero
    assert fourth.bottom >= 16


def test_a_ranking_of_zeros_has_no_columns():
    layout = resolved(0, 0, 0, marked=1)
    assert all(column.top == column.bottom for column in layout.columns)
    assert filled_boxes(drawn(layout.chart)) == []


def test_the_marked_place_can_be_seen_among_thousands():
    layout = resolved(*range(MOST_PLACES, 0, -1), marked=MOST_PLACES - 1)
    marked = layout.columns[-1]
    assert marked.right - marked.left >= 0.75
    assert marked.right <= WIDTH


def test_a_label_at_the_right_edge_ends_before_its_thin_line():
    layout = resolved(*range(530, 0, -10), marked=51)
    (callout,) = layout.callouts
    assert callout.anchor == "right"
    assert callout.leader[0][0] - callout.x == pytest.approx(4)


def test_the_label_of_a_corrected_place_has_its_mark():
    rows = (BarRow("A", value(9)), BarRow("B", value(5, MarkCode.CORRECTED)))
    assert "B 5 [r]" in drawn(Ranking(rows, 1)).texts


@pytest.mark.parametrize("word", [URL, GERMAN])
def test_long_words_at_a_column_and_at_the_foot_take_lines(word):
    rows = (BarRow("A", value(9)), BarRow(word, value(5)), BarRow("C", value(1)))
    chart = Ranking(rows, 1, ((2, f"third place of 3: 1 ({word})"),), "largest count", f"smallest count: 1 ({word})")
    assert_clear(drawn(chart))


labelled = st.text("abcdefghij ", min_size=1, max_size=60)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.integers(-900, 3000), st.integers(0, 9)), min_size=1, max_size=60), labelled, st.data())
def test_names_in_a_ranking_cover_nothing(values, words, data):
    values = sorted(values, reverse=True)
    index = st.integers(0, len(values) - 1)
    chart = ranked(*values, marked=data.draw(index), labels=((data.draw(index), words),), first_text="largest count",
                   last_text="smallest count: 1 (GU)")  # fmt: skip
    layout = resolve_ranking(chart, THEME, WIDTH)
    boxes = [callout.box for callout in layout.callouts]
    assert chart.marked in {callout.index for callout in layout.callouts}
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert not any(box.overlaps(column) for box in boxes for column in layout.columns)
    assert not any(
        box.is_crossed_by(*callout.leader) for callout in layout.callouts for box in boxes if box is not callout.box
    )
    assert_clear(drawn(chart))


# --- telling -----------------------------------------------------------------------------------------------------


def test_a_ranking_says_where_the_marked_place_stands():
    rows = tuple(BarRow(name, Value(v, str(v))) for name, v in (("NY", 9), ("TX", 7), ("FL", 7), ("GU", 1)))
    assert told(Ranking(rows, 1, ((2, "third place of 4: 7 (FL)"),))) == (
        "Column chart of four places, the largest first: Cases, whole country, number. "
        "The largest is NY with 9, the smallest GU with 1. TX is marked: second of 4, tied, with 7. "
        "Third place of 4: 7 (FL)."
    )


def test_a_corrected_place_is_told_and_has_its_mark_in_the_table():
    rows = (BarRow("A", value(-2)), BarRow("B", value(-5, MarkCode.CORRECTED)))
    chart = Ranking(rows, 1)
    assert "B is marked: second of 2 with \N{MINUS SIGN}5 (corrected)." in told(chart)
    cells = [
        [plain_text((*c.marks, *c.children)) for c in row.cells] for row in exhibits.kind_of(chart).table(chart).rows
    ]
    assert cells[1] == ["B", "[r]\N{MINUS SIGN}5"]


# --- Word --------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-900, 3000), min_size=1, max_size=60), labelled, st.data())
def test_word_prints_what_the_drawing_prints(values, words, data):
    values = sorted(values, reverse=True)
    index = st.integers(0, len(values) - 1)
    chart = ranked(*values, marked=data.draw(index), labels=((data.draw(index), words),), first_text="largest count",
                   last_text="smallest count: 1 (GU)")  # fmt: skip
    assert word_texts(native(chart)) == drawn_texts(chart)


def test_word_says_at_each_end_of_a_ranking_what_stands_there():
    (made,) = native(CHARTS["ranking"])
    shown = {each.text: (each.x, each.anchor) for each in made.overlays if isinstance(each, OverlayText)}
    assert shown["largest count"] == (0, "left")
    assert shown["smallest count: 56 (NC)"] == (WIDTH, "right")
    assert "<c:title>" not in made.chart


def test_word_has_the_same_plot_as_the_drawing():
    chart = ranked(40, 20, -20, marked=0)
    layout = resolve_ranking(chart, THEME, WIDTH)
    (made,) = native(chart)
    left, top, right, bottom = plot_box(made)
    assert (left, right) == pytest.approx((0, 3 * layout.plot.pitch), abs=0.1)
    assert (layout.height - top, layout.height - bottom) == pytest.approx((layout.plot.top, layout.plot.base), abs=0.1)
    assert (attribute(made, "valAx", "scaling", "min"), attribute(made, "valAx", "scaling", "max")) == ("-20", "40")
    assert [column.numbers for column in made.sheet.columns] == [(40, 20, -20)]
