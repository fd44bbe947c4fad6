"""Stacked shares: what is asked for, refused, resolved, written for Word and told."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import exhibits
from reportgen.builders.docx.native.overlays import OverlayLine, OverlayText
from reportgen.charts.placement import Box
from reportgen.charts.style import chart_style
from reportgen.document import Mark, Value, plain_text
from reportgen.errors import TemplateError
from reportgen.exhibits.shares.resolve import BAR, resolve
from reportgen.exhibits.shares.values import MOST_ROWS, ShareRow, StackedShares
from reportgen.exhibits.shares.word import word
from reportgen.exhibits.telling import LONGEST, telling
from reportgen.measure import MarkCode
from reportgen.template import read_theme
from reportgen.wording import number, percent
from tests.composing import World, asked_world, exhibit, indicator, over_years, small_print, source_of
from tests.documents import CHARTS

WIDTH = 480
THEME = read_theme("default", Path(__file__).parent.parent.parent / "templates")
STYLE = chart_style(THEME)
CORRECTED, GAP = MarkCode.CORRECTED, MarkCode.NOT_PUBLISHED


def share(value, *marks):
    return Value(None, "", marks or (GAP,)) if value is None else Value(value, percent(value), marks)


def shares(*rows, parts=("Resolved", "Active"), title="Cases", total=104):
    """A chart of rows, each a name and its shares; a share may be a pair with a mark."""
    entries = (
        ShareRow(
            name,
            tuple(share(*(value if isinstance(value, tuple) else (value,))) for value in values),
            Value(total, number(total)),
        )
        for name, *values in rows
    )
    return StackedShares(parts, tuple(entries), title)


def resolved(*rows, **more):
    return resolve(shares(*rows, **more), THEME, WIDTH)


def told(chart):
    return telling(chart, headline="A finding", subtitle="Cases, whole country, number")


def inside(bar):
    """Whether the text of each part stands inside it."""
    found = {text.part for text in bar.texts if text.is_inside}
    return [at in found for at in range(len(bar.parts))]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: shares(("A",), parts=()), "1 to 6 parts, not 0"),
        (lambda: shares(("A", *[10] * 7), parts=tuple("abcdefg")), "1 to 6 parts, not 7"),
        (lambda: shares(), "1 to 30 bars, not 0"),
        (lambda: shares(*(("A", 50, 50) for _ in range(MOST_ROWS + 1))), "1 to 30 bars, not 31"),
        (lambda: shares(("A", 50)), "`A` needs one share for each of the 2 parts"),
        (lambda: shares(("A", 158.8, -58.8)), "a share of a whole is never below zero"),
        (lambda: shares(("A", 60, 60)), "more than the whole"),
    ],
)
def test_shares_that_cannot_be_drawn_are_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()


# -- asking -----------------------------------------------------------------------------------------------------------

CHART = exhibit("chart", kind="shares", figure="cases", by="kind", parts="status", **{"total-title": "Cases"})


def crossed(folder, bars, **package):
    """A world of one year: for each kind its whole, and its values by status."""
    rows = []
    codes = list(dict.fromkeys(code for _, parts in bars.values() for code in parts))
    for kind, (whole, parts) in bars.items():
        rows += over_years("cases", whole, kind=kind)
        for code, value in parts.items():
            rows += over_years("cases", value, kind=kind, status=code)
    for code in codes:
        rows += over_years("cases", sum(parts.get(code) or 0 for _, parts in bars.values()), status=code)
    rows += over_years("cases", sum(whole for whole, _ in bars.values()))
    return World(folder, rows, codes={"kind": list(bars), "status": codes}, **package)


def test_shares_are_of_members_with_parts_the_largest_first_share_on_top(world):
    block = world.block(CHART.replace("parts: status", "parts: status\nfirst: resolved"))
    assert block.chart.parts == ("Resolved", "Active")
    assert [(row.name, [part.text for part in row.parts], row.total.text) for row in block.chart.rows] == [
        ("C", ["98.0%", "2.0%"], "250"),
        ("A", ["90.0%", "10.0%"], "650"),
    ]
    assert source_of(block) == "Source: OTF, report for 2022; shares calculated."
    assert small_print(block)[-1:] == ["Not shown: B (no figures given)."]


def test_shares_of_few_cases_are_not_drawn(world):
    options = {"total-title": "Cases", "parts": "kind", "by": "place"}
    assert world.blocks(exhibit("chart", kind="shares", figure="few", **options)) == ()


def test_a_member_of_few_cases_is_told(tmp_path):
    world = crossed(tmp_path, {"a": (100, {"x": 40, "y": 60}), "b": (5, {"x": 2, "y": 3})})
    block = world.block(CHART)
    assert [row.name for row in block.chart.rows] == ["A"]
    assert small_print(block) == ["Not shown: B (too few to calculate shares of)."]


@pytest.mark.parametrize("count", range(1, 13))
def test_any_number_of_parts_is_drawn_whole(tmp_path, count):
    parts = {chr(ord("a") + at): 10 * at + 10 for at in range(count)}
    block = crossed(tmp_path, {"k": (sum(parts.values()), parts)}).block(CHART)
    assert len(block.chart.parts) == min(count, 6)
    assert sum(part.value for part in block.chart.rows[0].parts) == pytest.approx(100)
    assert ("Others" in block.chart.parts) == (count > 6)
    assert bool(small_print(block)) == (count > 6)


def test_parts_that_do_not_make_the_whole_leave_a_rest_and_are_told(tmp_path):
    block = crossed(tmp_path, {"a": (180, {"done": 45, "open": 90}), "b": (100, {"done": 40, "open": 60})}).block(CHART)
    assert [row.rest for row in block.chart.rows] == [0, 25]
    assert small_print(block) == ["A: the parts add to less than the whole; the rest of the bar is outlined."]
    assert "The parts add to less than the whole for A." in block.telling


def test_a_part_that_was_not_published_is_a_mark_and_a_rest(tmp_path):
    block = crossed(tmp_path, {"a": (100, {"done": 45}), "b": (100, {"done": 40, "open": 60})}).block(CHART)
    row = block.chart.rows[0]
    assert [(part.value, part.marks) for part in row.parts] == [(45, ()), (None, (GAP,))]
    assert small_print(block) == ["[x] A: no figure given (Open)."]
    assert "A 45.0% and not given" in block.telling


def test_a_member_with_parts_of_two_signs_is_told(tmp_path):
    bars = {"a": (100, {"x": 140, "y": -40}), "b": (100, {"x": 40, "y": 60})}
    block = crossed(tmp_path, bars, indicators=[indicator("cases", unit="euro")]).block(CHART)
    assert [row.name for row in block.chart.rows] == ["B"]
    assert small_print(block) == ["Not shown: A (parts above and below zero have no share of a whole)."]


def test_shares_of_two_signs_only_are_refused_in_one_message(tmp_path):
    world = crossed(tmp_path, {"a": (100, {"x": 140, "y": -40})}, indicators=[indicator("cases", unit="euro")])
    with pytest.raises(TemplateError, match="no shares to draw of `cases`: parts above and below zero"):
        world.compose(CHART)


def test_a_member_whose_parts_exceed_it_is_told(tmp_path):
    block = crossed(tmp_path, {"a": (100, {"x": 80, "y": 70}), "b": (100, {"x": 40, "y": 60})}).block(CHART)
    assert small_print(block) == ["Not shown: A (the parts add to more than the whole)."]


def test_more_bars_than_a_page_holds_are_refused(tmp_path):
    bars = {f"k{at:02}": (100, {"x": 40, "y": 60}) for at in range(MOST_ROWS + 1)}
    with pytest.raises(TemplateError, match="expected 30 bars at most, found 31"):
        crossed(tmp_path, bars).compose(CHART)


def test_a_corrected_part_keeps_its_mark(tmp_path):
    rows = [
        *over_years("cases", 100, kind="a"),
        *over_years("cases", 40, kind="a", status="x", obs_status="I", correction="c"),
        *over_years("cases", 60, kind="a", status="y"),
        *over_years("cases", 40, status="x"),
        *over_years("cases", 60, status="y"),
        *over_years("cases", 100),
    ]
    corrections = [{"correction": "c", "printed": "4", "corrected": "40", "proof": "sums", "note": "m"}]
    notes = [{"note": "m", "text": "The report prints 4.", "indicator": "cases", "kind": "source"}]
    codes = {"kind": ["a"], "status": ["x", "y"]}
    block = World(tmp_path, rows, corrections=corrections, notes=notes, codes=codes).block(CHART)
    assert block.chart.rows[0].parts[0].marks == (CORRECTED,)
    assert "40.0% (corrected)" in block.telling
    assert small_print(block) == ["[r] The report prints 4."]


# -- resolving --------------------------------------------------------------------------------------------------------


def test_the_first_share_stands_inside_and_the_last_outside():
    assert inside(resolved(("A", 80, 20)).rows[0]) == [True, False]


def test_a_share_that_is_too_small_for_its_text_stands_outside():
    assert inside(resolved(("A", 1, 60, 39), parts=("x", "y", "z")).rows[0]) == [False, True, False]


def test_all_bars_are_equally_long():
    layout = resolved(("A", 80, 20), ("B", 0.5, 99.5))
    assert [bar.parts[-1].x + bar.parts[-1].width for bar in layout.rows] == pytest.approx([layout.end] * 2)


def test_shares_are_drawn_on_a_scale_of_the_whole():
    layout = resolved(("A", 25, 50), ("B", 25, 75))
    bar = layout.end - layout.start
    first, second = layout.rows[0].parts
    assert second.x - first.x == pytest.approx(bar / 4)
    assert second.width == pytest.approx(bar / 2)
    assert layout.rows[0].rest == pytest.approx((layout.start + bar * 0.75, bar / 4))
    assert layout.rows[1].rest is None


def test_a_title_of_two_parts_stands_at_the_ends_of_the_bars():
    layout = resolved(("A", 80, 20))
    assert [(entry.name, entry.has_swatch) for entry in layout.key] == [("Resolved", False), ("Active", False)]
    assert layout.key[0].x == layout.start


texts = st.sampled_from(
    ["A", "Endangered runaway", "Lost, injured or otherwise missing children and young adults",
     "Donaudampfschifffahrtselektrizitaetenhauptwerk",
     "https://data.example.org/catalogue/2024/series/download?format=csv"]
)  # fmt: skip


@st.composite
def charts(draw):
    count = draw(st.integers(1, 6))
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        counts = draw(st.lists(st.one_of(st.none(), st.integers(0, 1000)), min_size=count, max_size=count))
        whole = (sum(value or 0 for value in counts) + draw(st.sampled_from([0, 0, 500]))) or 1
        is_marked = draw(st.booleans())
        values = [
            None if value is None else (100 * value / whole, CORRECTED) if is_marked else 100 * value / whole
            for value in counts
        ]
        rows.append((draw(texts), *values))
    title = draw(st.sampled_from(["", "Cases", "Requests for the identification of children"]))
    names = tuple(draw(texts) for _ in range(count))
    return shares(*rows, parts=names, title=title, total=draw(st.sampled_from([1, 7_654_321])))


def boxes_of(layout):
    """Every text of a chart as a box, but the names, which stand in a lane of their own."""
    value = STYLE.value.width
    found = [Box(text.x, text.y - 2, text.x + text.width, text.y + 7) for bar in layout.rows for text in bar.texts]
    found += [Box(one.text_x, one.y - 2, one.text_x + value(one.name), one.y + 7) for one in layout.key]
    found += [Box(layout.width - value(line), y - 2, layout.width, y + 7) for y, line in layout.title if line]
    found += [
        Box(layout.width - STYLE.name.width(bar.row.total.text), bar.y, layout.width, bar.y + 9) for bar in layout.rows
    ]
    found += [Box(0, y - 2, STYLE.name.width(line), y + 7) for bar in layout.rows for y, line in bar.name]
    return found


@pytest.mark.conformance
@settings(max_examples=80, deadline=None)
@given(charts(), st.sampled_from([480, 398]))
def test_no_two_texts_overlap_and_none_leaves_the_page(chart, width):
    layout = resolve(chart, THEME, width)
    boxes = boxes_of(layout)
    for at, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[:at])
        assert one.left >= 0
        assert one.right <= width + 0.1
        assert one.bottom >= -2
        assert one.top <= layout.height + 0.5
    assert layout.end - layout.start > 40


@pytest.mark.conformance
@settings(max_examples=60, deadline=None)
@given(charts())
def test_every_share_is_as_long_as_its_value(chart):
    layout = resolve(chart, THEME, WIDTH)
    bar = layout.end - layout.start
    for place in layout.rows:
        for part, value in zip(place.parts, place.row.parts, strict=True):
            assert part.width == pytest.approx(bar * (value.value or 0) / 100, abs=1.6)
        for text in place.texts:
            if text.is_inside:
                within = place.parts[text.part]
                assert within.x <= text.x
                assert text.x + text.width <= within.x + within.width


# -- Word -------------------------------------------------------------------------------------------------------------


def native(chart):
    (found,) = word(resolve(chart, THEME, WIDTH), THEME)
    return found


def test_word_has_a_label_for_every_share_and_the_names_in_place():
    found = native(shares(("A", 98.1, 1.9), ("B", 92.0, 8.0)))
    assert len(re.findall(r"<c:dLbl>", found.chart)) == 4
    words = [each.text for each in found.overlays if isinstance(each, OverlayText)]
    assert words == ["Resolved", "Active", "Cases", "104", "104"]
    assert "<c:legend>" not in found.chart


def test_the_workbook_has_the_wholes_beside_the_shares():
    found = native(shares(("A", 98.1, 1.9)))
    assert [(column.name, column.values[0].text) for column in found.sheet.columns] == [
        ("Resolved", "98.1%"),
        ("Active", "1.9%"),
        ("Cases", "104"),
    ]
    assert found.sheet.categories == ("A",)


def test_word_outlines_a_rest_and_marks_a_gap():
    found = native(shares(("A", 60, None)))
    assert sum(isinstance(each, OverlayLine) for each in found.overlays) == 4
    assert "[x]" in [each.text for each in found.overlays if isinstance(each, OverlayText)]
    assert '<c:max val="100"/><c:min val="0"/>' in found.chart


def test_a_label_of_word_is_never_wider_than_the_part_it_stands_in():
    chart = shares(("A", 92, 8), ("B", 8, 92))
    found = native(chart)
    positions = re.findall(r'<c:dLbl><c:idx val="(\d)".*?<c:dLblPos val="(\w+)"', found.chart, re.DOTALL)
    assert positions == [("0", "inBase"), ("1", "ctr"), ("0", "ctr"), ("1", "ctr")]
    assert inside(resolve(chart, THEME, WIDTH).rows[1]) == [False, False]


@settings(max_examples=30, deadline=None)
@given(charts())
def test_word_stays_within_its_frame(chart):
    found = native(chart)
    for each in found.overlays:
        if isinstance(each, OverlayText):
            assert 0 <= each.x <= WIDTH
            assert 0 <= each.y <= found.height + BAR


# -- telling ----------------------------------------------------------------------------------------------------------


def test_shares_are_told_row_by_row():
    assert told(CHARTS["stacked-shares"]) == (
        "Stacked bar chart with three bars: Cases, whole country, number. "
        "Each bar is divided into Resolved and Active. Nonfamily abduction 98.1% and 1.9% (Cases: 104); "
        "Endangered runaway 92.0% and 8.0% (Cases: 27,293); Family abduction 78.5% and 21.5% (Cases: 1,171)."
    )


@settings(max_examples=60, deadline=None)
@given(charts())
def test_shares_are_told_within_the_limit(chart):
    assert 20 < len(told(chart)) <= LONGEST


def test_the_table_has_the_wholes_and_every_mark():
    chart = shares(("A", (98.1, CORRECTED), None))
    table = exhibits.kind_of(chart).table(chart)
    assert [plain_text(cell.children) for cell in table.rows[0].cells] == ["A", "98.1%", "", "104"]
    assert [cell.marks for cell in table.rows[0].cells] == [(), (Mark(CORRECTED),), (Mark(GAP),), ()]
