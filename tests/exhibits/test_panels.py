"""Panels with separate scales: what is asked for, bounds, gaps, breaks, signs, references to notes, Word."""

from dataclasses import replace

import pytest

from reportgen.charts.hatch import stripes
from reportgen.document import Figure, Note, Point, plain_text
from reportgen.errors import TemplateError
from reportgen.exhibits.kinds import kind_of
from reportgen.exhibits.panels.resolve import resolve as resolve_panels
from reportgen.exhibits.panels.values import MOST_YEARS, ScaledPanel, ScaledPanels
from reportgen.exhibits.telling import telling
from reportgen.exhibits.value_table import value_table
from reportgen.measure import MarkCode
from tests.composing import World, cells, exhibit, over_years, small_print
from tests.documents import CHARTS, caption, small_document
from tests.exhibits.native import drawn_texts, native, word_texts
from tests.exhibits.recorded import STYLE, THEME, WIDTH, assert_clear, drawn, filled_boxes, text_boxes


def point(year, value, text="", *marks):
    if value is None:
        return Point(year, None, "", marks or (MarkCode.NOT_PUBLISHED,))
    return Point(year, value, text or f"{value:,}".replace("-", "\N{MINUS SIGN}"), marks)


def panel(title, *values, bounds=(), breaks=()):
    points = tuple(point(2020 + at, value, f">{value:,}" if at in bounds else "") for at, value in enumerate(values))
    return ScaledPanel(title, points, frozenset(bounds), frozenset(breaks))


def resolved(*panels, width=WIDTH, notes=()):
    return resolve_panels(ScaledPanels(panels, notes), THEME, width)


def asked(world, *references, **options):
    lines = "[" + ", ".join(f'{{figure: "{reference}"}}' for reference in references) + "]"
    return world.blocks(exhibit("chart", kind="panels", panels=lines, **options))


@pytest.fixture
def world(tmp_path):
    rows = [
        *over_years("cases", None, 5000, 7000),
        *over_years("calls", 10, 20, 30),
        *over_years("once", 1, None, None),
        *over_years("floor", 100, 200, 300, qualifier="more_than"),
    ]
    return World(tmp_path, rows)


def numbered():
    """The panels of the example in a numbered document."""
    document = small_document(Figure("f", caption("Figure", "A finding"), CHARTS["panels"], "words"))
    return next(block for block in document.blocks if getattr(block, "anchor", "") == "f")


# -- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ScaledPanels(()), "1 to 8 panels, not 0"),
        (lambda: ScaledPanels((panel("A", *range(MOST_YEARS + 1)),)), "1 to 12 years, not 13"),
        (lambda: ScaledPanels((panel("A", 1), panel("B", 1, 2))), "the same years"),
        (
            lambda: ScaledPanels((replace(panel("A", None, 2), bounds=frozenset((0,))),)),
            "a bound is a point with a value",
        ),
        (lambda: ScaledPanels((panel("A", 1, 2, breaks=(0,)),)), "a break stands between two points"),
        (lambda: ScaledPanels((panel("A", 1), panel("B", 1)), ((),)), "each panel has its notes"),
    ],
)
def test_what_are_no_panels_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


# -- asking ---------------------------------------------------------------------------------------------------------


def test_a_panel_has_every_year_of_the_range_and_the_subtitle_names_the_scales(world):
    (block,) = asked(world, "cases", "calls")
    assert [each.year for each in block.chart.panels[0].points] == [2020, 2021, 2022]
    assert plain_text(block.caption.subtitle) == "What, where; the panels have separate scales"
    assert small_print(block)[0] == "[x] 2020: no figure given (Cases)."


def test_a_series_of_one_figure_has_no_panel(world):
    (block,) = asked(world, "once", "calls")
    assert [each.title for each in block.chart.panels] == ["Calls"]
    assert plain_text(block.caption.subtitle) == "What, where"


def test_panels_without_any_course_are_nothing(world):
    assert asked(world, "once") == ()


def test_a_bound_is_worded_by_its_sign_and_hatched(world):
    (block,) = asked(world, "floor", "calls")
    (floors, calls) = block.chart.panels
    assert [each.text for each in floors.points] == [">100", ">200", ">300"]
    assert floors.bounds == {0, 1, 2}
    assert not calls.bounds
    assert "Hatched: given as \u201cmore than\u201d or the like, so that no change is calculated." in small_print(block)


def test_more_years_than_can_be_printed_are_refused(tmp_path):
    world = World(tmp_path, over_years("cases", *range(1, MOST_YEARS + 2), first=1990))
    with pytest.raises(TemplateError, match="expected 12 years at most, found 13"):
        asked(world, "cases")


def test_more_panels_than_a_page_holds_are_refused(world):
    with pytest.raises(TemplateError, match="expected 8 panels at most, found 9"):
        asked(world, *["calls"] * 9)


# -- notes ----------------------------------------------------------------------------------------------------------


def test_references_to_notes_after_a_title_are_numbered():
    chart = numbered().chart
    assert all(note.number for notes in chart.notes for note in notes)
    assert " ".join(f"[note {note.number}]" for note in chart.notes[0]) in drawn(chart).texts


def test_notes_on_a_series_and_those_in_its_title_stand_after_it(tmp_path):
    rows = [*over_years("cases", 1, 2), *over_years("calls", 3, 4), *over_years("other", 5)]
    notes = [
        {"note": "own", "text": "On calls.", "indicator": "calls", "kind": "source"},
        {"note": "asked", "text": "Asked for.", "indicator": "other", "kind": "source"},
    ]
    world = World(tmp_path, rows, notes=notes)
    panels = '[{figure: cases, title: "The cases {note:asked}"}, {figure: calls}]'
    (block,) = world.blocks(exhibit("chart", kind="panels", panels=panels))
    assert [each.title for each in block.chart.panels] == ["The cases", "Calls"]
    assert block.chart.notes == ((Note("asked", 1),), (Note("own", 2),))
    assert small_print(block)[:2] == ["[note 1] Asked for.", "[note 2] On calls."]
    given = [row.cells[0].children for row in kind_of(block.chart).table(block.chart).rows]
    assert [[each for each in name if isinstance(each, Note)] for name in given] == [
        [Note("asked", 1)],
        [Note("own", 2)],
    ]
    assert not any(isinstance(each, Note) for each in block.caption.subtitle)


def test_references_stand_after_their_title_or_below_a_long_one():
    notes = ((Note("a", 1),), (Note("a", 1), Note("b", 2)))
    long = "A title that takes all of the width that a panel has beside"
    first, second = resolved(panel("Short", 1, 2), panel(long, 1, 2), notes=notes).panels
    (line,) = first.title
    assert (line.text, line.notes) == ("Short", "[note 1]")
    assert line.notes_x > STYLE.value.width("Short")
    assert second.title[-1].notes == "[note 1] [note 2]"
    assert_clear(drawn(ScaledPanels((panel("Short", 1, 2), panel(long, 1, 2)), notes)))


# -- drawing --------------------------------------------------------------------------------------------------------


def test_each_panel_has_its_own_scale():
    small, large = resolved(panel("A", 1, 2), panel("B", 1_000, 2_000)).panels
    assert [each.height for each in small.columns] == pytest.approx([each.height for each in large.columns])


def test_two_panels_share_the_width_and_stand_below_each_other_in_half_of_it():
    two = (panel("A", 1, 2, 3, 4, 5), panel("B", 1, 2, 3, 4, 5))
    assert resolved(*two).across == 2
    assert resolved(*two).panel_width == pytest.approx(228)
    assert resolved(*two, width=228).across == 1
    assert resolved(two[0]).panel_width == pytest.approx(228)


def test_columns_are_as_wide_as_planned_and_all_values_are_printed():
    found = resolved(panel("A", 21051, 21494, 22442, 23160, None), panel("B", 1, 2, 3, 4, 5))
    assert 26 <= found.column <= 28
    assert [len(each.labels) for each in found.panels] == [5, 5]


@pytest.mark.parametrize("count", [1, 2, 5, 8, 12])
def test_nothing_covers_a_word(count):
    values = [(-1) ** at * (at + 1) * 1234 for at in range(count)]
    chart = ScaledPanels((panel("One", *values, breaks=range(1, min(count, 3))), panel("Two", *map(abs, values))))
    assert_clear(drawn(chart))


def test_a_column_below_zero_hangs_and_its_value_stands_below_it():
    (place,) = resolved(panel("A", -5, 10)).panels
    assert place.columns[0].height < 0 < place.columns[1].height
    assert place.labels[0].top < place.columns[0].height


def test_the_last_year_is_main_and_the_others_lighter():
    recording = drawn(ScaledPanels((panel("A", 1, 2, 3),)))
    assert len(filled_boxes(recording, STYLE.main)) == 1
    assert len(filled_boxes(recording, STYLE.ramp[2])) == 2


def test_a_bound_is_drawn_as_stripes_with_a_dashed_top():
    recording = drawn(ScaledPanels((panel("A", 10, 20, bounds=(0,)),)))
    (ground,) = filled_boxes(recording, STYLE.ramp[1])
    striped = filled_boxes(recording, STYLE.ramp[2])
    assert len(striped) > 5
    assert all(ground.left - 0.01 <= each.left and each.right <= ground.right + 0.01 for each in striped)
    dashes = [each for each in recording.operations if getattr(each, "dash", ()) == (3.0, 2.0)]
    assert len(dashes) == 1


def test_stripes_rise_to_the_right_and_stay_in_their_rectangle():
    found = stripes((10, 20, 30, 5))
    assert found
    for polygon in found:
        assert all(10 - 1e-9 <= x <= 40 + 1e-9 and 20 - 1e-9 <= y <= 25 + 1e-9 for x, y in polygon)
        assert max(y - x for x, y in polygon) - min(y - x for x, y in polygon) <= 1.6 * 2**0.5 + 1e-9


def test_a_break_is_a_dotted_line_with_its_mark_over_the_columns():
    chart = ScaledPanels((panel("A", 10, 20, 30, breaks=(2,)),))
    assert "[b]" in drawn(chart).texts
    boxes = dict(text_boxes(drawn(chart)))
    assert boxes["[b]"].bottom > boxes["30"].top


# -- Word and words -------------------------------------------------------------------------------------------------


def test_word_prints_what_the_drawing_prints():
    chart = numbered().chart
    assert word_texts(native(chart)) == drawn_texts(chart)


def test_word_has_a_chart_for_each_panel_with_stripes_for_bounds():
    one, two = native(ScaledPanels((panel("A", 1, 2), panel("B", 10, 20, bounds=(1,)))))
    assert "pattFill" not in one.chart
    assert two.chart.count('prst="wdUpDiag"') == 1
    assert two.sheet.columns[0].name == "B"


def test_the_words_say_bounds_gaps_and_breaks():
    chart = ScaledPanels((panel("A", None, 20, 30, bounds=(1,)), panel("B", 1, 2, 3, breaks=(2,))))
    assert telling(chart, headline="", subtitle="Counts") == (
        "Two column charts with separate scales: Counts. A: more than 20 in 2021 and 30 in 2022. "
        "B: 1 in 2020, 2 in 2021 and 3 in 2022. No figure is given for A in 2020. "
        "B: there is a series break between 2021 and 2022: figures on its two sides cannot be compared."
    )


def test_the_table_of_values_marks_gaps_and_breaks():
    chart = ScaledPanels((panel("A", None, 20, 30), panel("B", 1, 2, 3, breaks=(2,))))
    table = value_table(Figure("f", caption("Figure", "A"), chart, "words"))
    assert cells(table) == [["A", "[x]", "20", "30"], ["B", "1", "2", "[b] 3"]]
    assert [cell.break_before for cell in table.rows[1].cells] == [False, False, False, True]
