"""What each directive becomes, on tiny packages."""

import pytest

from reportgen.builders.text.inlines import words
from reportgen.document import (
    Callout,
    Figure,
    KeyFigures,
    List,
    MainPoints,
    NoteList,
    PageBreak,
    Paragraph,
    Table,
    TableOfContents,
)
from reportgen.errors import ReportErrors, TemplateError
from reportgen.measure import MarkCode
from tests.composing import World, broken_down, cells, exhibit, head, indicator, over_years, small_print

PLACES = [
    {"place": "US", "name": "United States", "in_sentence": "the United States", "place_type": "country", "order": 0},
    {"place": "AA", "name": "Alpha", "place_type": "state", "tile_row": 0, "tile_column": 0, "neighbours": "BB"},
    {"place": "BB", "name": "Beta", "place_type": "state", "tile_row": 0, "tile_column": 1, "neighbours": "AA CC"},
    {"place": "CC", "name": "Gamma", "place_type": "territory", "tile_row": 1, "tile_column": 0, "neighbours": "BB"},
    {"place": "UNK", "name": "Unknown", "place_type": "other"},
]
PLACES = [{"in_sentence": place["name"], "order": order, **place} for order, place in enumerate(PLACES)]


def status(indicator_name, active, resolved, **cells_):
    rows = over_years(indicator_name, *active, status="active", **cells_)
    return rows + over_years(indicator_name, *resolved, status="resolved", **cells_)


ROWS = [
    *broken_down("kind", (1000, 1100, 1200), a=(600, None, 650), b=(350, None, 300), c=(50, None, 250)),
    *status("cases", (100, None, 200), (900, None, 1000)),
    *status("cases", (60, None, 65), (540, None, 585), kind="a"),
    *status("cases", (5, None, 5), (45, None, 245), kind="c"),
    *over_years("cases", 300, None, 500, place="AA"),
    *over_years("cases", 600, None, 400, place="BB"),
    *over_years("cases", 9, None, None, place="CC"),
    *over_years("cases", None, None, 7, place="UNK"),
    *broken_down("age", (40, 40, 40), "aged", old=(30, 30, 30), young=(10, 10, 10)),
    *broken_down("sex", (40, 40, 40), "aged", girl=(25, 25, 25), boy=(15, 15, 15))[3:],
    *over_years("aged", 0, 30, 30, age="old", sex="girl"),
    *over_years("aged", 0, 0, 0, age="old", sex="boy"),
    *over_years("calls", None, 200, 300),
    *over_years("late", None, None, 120),
    *over_years("rate", 88, 90, 91),
    *over_years("ever", 5000, 6000, 7000),
    *over_years("visits", 9_300_000, qualifier="rounded", printed="9.3 million"),
    *over_years("visits", 6_200_000, first=2022, qualifier="rounded", printed="6.2 million"),
    *over_years("broken", 300, 200, 250),
    *over_years("fixed", 300, 200),
    *over_years("fixed", 250, first=2022, obs_status="I", correction="c"),
    *over_years("floor", 500, 600),
    *over_years("floor", 700, first=2022, qualifier="more_than"),
    *over_years("steady", 100_000, 100_000, 100_010),
    *broken_down("kind", (9, 9, 9), "few", a=(4, 4, 4), b=(5, 5, 5)),
    *over_years("parts", 40, 41, 43, kind="a"),
    *over_years("parts", 60, 59, 57, kind="b"),
    *over_years("zeros", 0, 0, 0),
    *over_years("zeros", 0, 0, 0, place="AA"),
    *over_years("zeros", 0, 0, 260, place="BB"),
    *over_years("split", 500, 500, 500),
    *over_years("split", 300, 280, 260, kind="a"),
    *over_years("split", 200, 220, 240, kind="b"),
]
INDICATORS = [
    indicator("cases", title="Cases of all kinds", short_title="Cases"),
    indicator("aged"),
    indicator("calls"),
    indicator("late"),
    indicator("rate", "share", "percent", title="Rate, percent"),
    indicator("ever", "cumulative", title="Ever, since start"),
    indicator("visits", scale="million", title="Visits"),
    indicator("broken", definition="What is broken."),
    indicator("fixed"),
    indicator("floor"),
    indicator("steady"),
    indicator("few"),
    indicator("parts", "share", "percent"),
    indicator("zeros"),
    indicator("split"),
    indicator("never"),
]
NOTES = [
    {"note": "unit", "text": "Another unit is counted from 2022.", "indicator": "broken", "kind": "comparability"},
    {"note": "misprint", "text": "The report prints 205.", "indicator": "fixed", "kind": "source"},
    {"note": "meaning", "text": "A case is a *report*.", "indicator": "cases", "kind": "definition", "order": 2},
    {"note": "early", "text": "In 2020 only.", "indicator": "calls", "from_year": 2020, "to_year": 2020, "order": 3},
    {
        "note": "kind-c",
        "text": "About c.",
        "indicator": "cases",
        "dimension": "kind",
        "member": "c",
        "kind": "definition",
    },
    {"note": "lists", "text": "Lists differ.", "indicator": "cases", "dimension": "place", "kind": "comparability"},
    {"note": "split", "text": "Other kinds from 2021.", "indicator": "split", "dimension": "kind"},
]
BREAKS = [
    {"indicator": "broken", "year": 2022, "note": "unit", "short": "another unit"},
    {"indicator": "split", "dimension": "kind", "year": 2021, "note": "split", "short": "other kinds"},
]
CORRECTIONS = [{"correction": "c", "printed": "205", "corrected": "250", "proof": "sums", "note": "misprint"}]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Three years with gaps, places, breakdowns, a break, a floor and a misprint."""
    return World(
        tmp_path_factory.mktemp("world"),
        ROWS,
        indicators=INDICATORS,
        places=PLACES,
        notes=NOTES,
        series_breaks=BREAKS,
        corrections=CORRECTIONS,
        codes={"kind": ["a", "b", "c"], "status": ["active", "resolved"]},
    )


def source_of(block):
    return words(block.source)


# --- line charts -------------------------------------------------------------------------------------------------


def line_chart(*references, **options):
    lines = "[" + ", ".join(f'{{figure: "{reference}", name: {reference[:5]}}}' for reference in references) + "]"
    return exhibit("chart", kind="line", lines=lines, **options)


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
    assert small_print(block) == ["[x] 2020: not published as a number (calls)."]
    assert source_of(block) == "Source: OTF, reports for 2020 to 2022."


def test_a_gap_in_every_line_needs_no_name(world):
    assert small_print(world.block(line_chart("calls"))) == ["[x] 2020: not published as a number."]


def test_a_break_interrupts_a_line_and_is_explained(world):
    block = world.block(line_chart("broken"))
    assert [(found.year, found.text) for found in block.chart.breaks] == [(2022, "[b] series break: another unit")]
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
    alt = world.block(line_chart("broken")).alt
    assert "What, where" in alt
    assert "300 in 2020" in alt
    assert "cannot be compared" in alt


# --- bars, shares, panels, maps ----------------------------------------------------------------------------------


def test_bars_are_the_largest_of_the_latest_year_with_their_first_figure(world):
    block = world.block(exhibit("chart", kind="bars", figure="cases", by="kind", top=2))
    assert [(row.name, row.text, row.earlier_text) for row in block.chart.rows] == [
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


def test_bars_have_no_earlier_figure_across_a_break(world):
    chart = world.block(exhibit("chart", kind="bars", figure="split", by="kind")).chart
    assert (chart.earlier_title, [row.earlier for row in chart.rows]) == ("", [None, None])


def test_shares_are_of_members_with_all_parts_the_largest_first_share_on_top(world):
    directive = exhibit(
        "chart", kind="shares", figure="cases", by="kind", parts="status", first="resolved", **{"total-title": "Cases"}
    )
    block = world.block(directive)
    assert block.chart.parts == ("Resolved", "Active")
    assert [(row.name, row.texts, row.total_text) for row in block.chart.rows] == [
        ("C", ("98.0%", "2.0%"), "250"),
        ("A", ("90.0%", "10.0%"), "650"),
    ]
    assert source_of(block) == "Source: OTF, report for 2022; shares calculated."


def test_shares_of_few_cases_are_not_drawn(world):
    options = {"total-title": "Cases", "parts": "kind", "by": "place"}
    assert world.blocks(exhibit("chart", kind="shares", figure="few", **options)) == ()


def test_panels_have_the_published_years_only(world):
    block = world.block(exhibit("chart", kind="multiples", figure="cases", by="kind", top=2))
    assert [panel.title for panel in block.chart.panels] == ["A", "B"]
    assert [point.year for point in block.chart.panels[0].points] == [2020, 2022]
    assert small_print(block) == ["[x] 2021: not published as a number."]


def test_panels_begin_after_a_break_of_the_members(world):
    block = world.block(exhibit("chart", kind="multiples", figure="split", by="kind"))
    assert [point.year for point in block.chart.panels[0].points] == [2021, 2022]


def test_columns_are_stacked_from_the_first_part_up(world):
    block = world.block(exhibit("chart", kind="columns", figure="cases", parts="status", first="resolved"))
    assert [part.name for part in block.chart.parts] == ["resolved", "active"]
    assert [point.text for point in block.chart.totals] == ["1,000", "1,100", "1,200"]


def test_a_map_has_a_tile_for_each_place_and_names_those_without_a_figure(world):
    block = world.block(exhibit("chart", kind="map", figure="cases", legend="Cases"))
    assert [(tile.code, tile.text, tile.map_class) for tile in block.chart.tiles] == [
        ("AA", "500", 4),
        ("BB", "400", 4),
        ("CC", "[x]", None),
    ]
    assert [found.text for found in block.chart.classes] == ["1–9", "10–24", "25–49", "50–99", "100 or more"]
    assert small_print(block) == [
        "[x] The 2022 table has no row for Gamma; that is not a zero.",
        "Not shown: Unknown, 7.",
        "Counts of reports, not rates.",
    ]


def test_a_zero_on_a_map_is_in_the_lightest_class_and_not_without_a_figure(world):
    chart = world.block(exhibit("chart", kind="map", figure="zeros", legend="Cases")).chart
    assert [(tile.text, tile.map_class) for tile in chart.tiles[:2]] == [("0", 0), ("260", 4)]
    assert chart.classes[0].text == "0–9"


def test_a_map_of_nothing_is_left_out(world):
    for kind in ("map", "ranking"):
        legend = {"legend": "Cases"} if kind == "map" else {}
        assert world.blocks(exhibit("chart", kind=kind, figure="calls", **legend)) == ()


def test_a_ranking_marks_the_place_of_the_report(world):
    chart = world.block(exhibit("chart", kind="ranking", figure="cases"), place="BB").chart
    assert [row.name for row in chart.rows] == ["Alpha", "Beta"]
    assert chart.marked == 1


def test_rows_that_are_no_place_give_neither_map_nor_ranking(tmp_path):
    rows = over_years("cases", 5, 6) + over_years("cases", 5, 6, place="UNK")
    world = World(tmp_path, rows, places=PLACES)
    assert world.blocks(exhibit("chart", "a", kind="ranking", figure="cases")) == ()
    assert world.blocks(exhibit("chart", "b", kind="bars", figure="cases", by="place")) == ()
    assert world.blocks(exhibit("chart", "c", kind="map", figure="cases", legend="Cases")) == ()


# --- tables ------------------------------------------------------------------------------------------------------


def members_table(figure="cases", by="kind", **options):
    return exhibit("table", kind="members", figure=figure, by=by, head="Kind", total="All", **options)


def test_a_table_of_members_has_the_published_years_and_the_change(world):
    block = world.block(members_table())
    assert head(block) == [["", "", "", "Change 2020–22"], ["Kind", "2020", "2022", "number", "%"]]
    assert cells(block) == [
        ["A", "600", "650", "+50", "+8.3"],
        ["B", "350", "300", "−50", "−14.3"],
        ["C [note 1]", "50", "250", "+200", "[z]"],
        ["All", "1,000", "1,200", "+200", "+20.0"],
    ]
    assert small_print(block) == [
        "[note 1] About c.",
        "[z] No percentage is calculated on a base of fewer than 100.",
        "[x] 2021: this breakdown was not published as numbers.",
    ]
    assert source_of(block) == "Source: OTF, reports for 2020 and 2022; changes calculated."
    assert block.rows[-1].role == "total"


def test_members_may_stand_by_size_with_their_share_and_without_changes(world):
    block = world.block(members_table(order="size", share="true", changes="false"))
    assert head(block) == [["Kind", "2020", "2022", "Share 2022"]]
    assert [row[0] for row in cells(block)] == ["A", "B", "C [note 1]", "All"]
    assert [row[-1] for row in cells(block)] == ["54.2%", "25.0%", "20.8%", "100%"]
    assert source_of(block) == "Source: OTF, reports for 2020 and 2022; shares calculated."


def test_a_table_of_places_says_that_a_missing_row_is_no_zero(world):
    block = world.block(members_table(by="place"))
    assert [row[:3] for row in cells(block)] == [
        ["Alpha", "300", "500"],
        ["Beta", "600", "400"],
        ["Gamma", "9", "[x]"],
        ["Unknown", "[x]", "7"],
        ["All", "1,000", "1,200"],
    ]
    assert "[x] No row in the table of that year; that is not a zero." in small_print(block)


def test_a_note_on_the_lists_of_places_stands_at_the_head_of_their_table(world):
    block = world.block(members_table(by="place"))
    assert head(block)[-1][0] == "Kind [note 1]"
    assert small_print(block)[0] == "[note 1] Lists differ."


def test_a_note_on_comparing_years_does_not_stand_under_one_year(world):
    assert head(world.block(members_table(by="place"), years=(2022, 2022)))[-1][0] == "Kind"


def test_a_break_of_the_members_gives_the_mark_in_place_of_a_change(world):
    block = world.block(members_table("split"))
    assert [row[-1] for row in cells(block)][:2] == ["[b]", "[b]"]
    assert "[b] Series break: figures before and after it are not comparable." in small_print(block)
    assert any(line.startswith("[note 1] Other kinds from 2021.") for line in small_print(block))


def test_shares_in_a_table_change_in_points_and_may_have_no_total(world):
    block = world.block(members_table("parts"))
    assert head(block) == [["Kind", "2020", "2021", "2022", "Change\n2021–22", "Change\n2020–22"]]
    assert cells(block) == [["A", "40%", "41%", "43%", "+2 pp", "+3 pp"], ["B", "60%", "59%", "57%", "−2 pp", "−3 pp"]]


def test_no_shares_are_calculated_of_few_cases(world):
    block = world.block(members_table("few", share="true"))
    assert [row[-1] for row in cells(block)] == ["[z]", "[z]", "[z]"]
    assert "[z] No share is calculated of fewer than 10 cases." in small_print(block)


def test_a_breakdown_that_was_never_published_has_no_table(world):
    assert world.blocks(members_table("calls")) == ()


def rows_table(*references, **options):
    rows = ", ".join(f'{{figure: "{reference}"}}' for reference in references)
    return exhibit(
        "table", kind="indicators", head="Indicator", groups=f"[{{title: Group, rows: [{rows}]}}]", **options
    )


def test_a_table_of_indicators_has_all_years_and_two_changes(world):
    block = world.block(rows_table("cases", "rate", "calls", "never"))
    assert head(block) == [["Indicator", "2020", "2021", "2022", "Change\n2021–22", "Change\n2020–22"]]
    assert cells(block) == [
        ["Group"],
        ["Cases [note 1]", "1,000", "1,100", "1,200", "+9.1%", "+20.0%"],
        ["Rate, percent", "88", "90", "91", "+1 pp", "+3 pp"],
        ["Calls", "[x]", "200", "300", "+50.0%", "[x]"],
    ]
    assert small_print(block) == ["[note 1] A case is a *report*.", "[x] Not published as a number."]
    assert source_of(block) == "Source: OTF, reports for 2020 to 2022; changes calculated."


def test_every_mark_in_a_table_of_indicators_is_explained(world):
    block = world.block(rows_table("broken", "fixed", "floor", "ever", "visits"))
    assert [row[1:] for row in cells(block)[1:]] == [
        ["300", "200", "[b] 250", "[b]", "[b]"],
        ["300", "200", "[r] 250", "+25.0%", "−16.7%"],
        ["500", "600", ">700", "[z]", "[z]"],
        ["5,000", "6,000", "7,000", "[z]", "[z]"],
        ["9.3", "[x]", "6.2", "[x]", "−33%"],
    ]
    assert cells(block)[-1][0] == "Visits, millions"
    assert small_print(block) == [
        "[note 1] Another unit is counted from 2022.",
        "[b] Series break: figures before and after it are not comparable.",
        "[r] The report prints 205.",
        "[z] Figures counted since the beginning are not compared from year to year.",
        "[z] No change is calculated from a figure given as “more than” or the like.",
        "[x] Not published as a number.",
        "Changes calculated from rounded figures are given without decimals.",
    ]


def test_a_change_that_rounds_to_nothing_is_not_printed_as_zero(world):
    block = world.block(rows_table("steady"))
    assert cells(block)[1][-2:] == ["[low]", "[low]"]
    assert "[low] Not zero, but rounds to nothing." in small_print(block)
    assert cells(world.block(rows_table("steady"), years=(2020, 2021)))[1][-1] == "0.0%"


def test_one_year_has_no_changes(world):
    block = world.block(rows_table("cases", "calls"), years=(2021, 2021))
    assert head(block) == [["Indicator", "2021"]]
    assert source_of(block) == "Source: OTF, report for 2021."


def test_a_table_of_what_was_not_published_is_left_out(world):
    assert world.blocks(rows_table("never", "late"), years=(2020, 2021)) == ()


def test_the_notes_of_a_long_table_may_stand_under_a_heading(world):
    body = rows_table("broken", **{"notes-at": "notes"}) + "\n# Notes\n\n:::{notes}\n:::\n"
    table, _, notes = world.blocks(body)
    assert small_print(table)[0] == "Numbered notes: page …."
    assert [words(note.children) for note in notes.notes] == ["Another unit is counted from 2022."]


def cross_table(**options):
    names = {"figure": "aged", "rows": "age", "columns": "sex", "head": "Age", "total": "All"}
    return exhibit("table", kind="cross", **{**names, **options})


def test_two_breakdowns_are_crossed_for_the_latest_year(world):
    block = world.block(cross_table())
    assert head(block) == [["Age", "Boy", "Girl", "All"]]
    assert cells(block) == [
        ["Old", "0", "30", "30"],
        ["Young", "[x]", "[x]", "10"],
        ["All", "15", "25", "40"],
    ]
    assert [cell.shade for cell in block.rows[0].cells] == [None, None, 0, None] or block.rows[0].cells[2].shade
    assert [swatch.text for swatch in block.legend][-1] == "no shade: 0"
    assert source_of(block) == "Source: OTF, report for 2022."


# --- other blocks ------------------------------------------------------------------------------------------------


def tiles(*names):
    return (
        ":::{key-figures}\n"
        + "".join(f"- {{figure: {name}, label: '{name} there were'}}\n" for name in names)
        + ":::\n"
    )


def test_key_figures_are_the_first_four_that_are_published_in_the_last_year(world):
    (block,) = world.blocks(tiles("never", "cases", "visits", "floor", "rate", "calls"))
    assert isinstance(block, KeyFigures)
    assert [(tile.value, tile.unit) for tile in block.tiles] == [
        ("1,200", ""),
        ("6.2", "million"),
        (">700", ""),
        ("91%", ""),
    ]


def test_fewer_than_three_key_figures_are_a_sentence(world):
    (block,) = world.blocks(tiles("cases", "late"), years=(2022, 2022))
    assert words(block.children) == "In 2022: 1,200 cases there were and 120 late there were."
    assert world.blocks(tiles("never")) == ()


def test_a_key_figure_carries_its_marks(world):
    (block,) = world.blocks(tiles("broken", "fixed", "cases"))
    assert [words(tile.label) for tile in block.tiles] == [
        "broken there were [b]",
        "fixed there were [r]",
        "cases there were",
    ]


def test_main_points_without_a_text_are_left_out_and_six_stay(world):
    points = "".join(f"- {{topic: T{index}, text: '{'x' if index else ''}'}}\n" for index in range(8))
    (block,) = world.blocks(f":::{{main-points}}\n{points}:::\n")
    assert isinstance(block, MainPoints)
    assert [words(point.topic) for point in block.points] == ["T1", "T2", "T3", "T4", "T5", "T6"]


def test_small_blocks_become_what_they_say(world):
    body = """
:::{label}
text: Key *figures*
:::

:::{contents}
title: Contents
depth: 1
:::

:::{page-break}
:::

:::{legend}
:::

:::{box}
title: Help
columns: 2
items: [One, "**Two**"]
:::

:::{small-print}
lines:
  - One.
  - ""
  - Two.
:::

:::{definitions}
figures: [broken, never]
:::

:::{sources}
:::
"""
    label, contents, page_break, legend, box, small, definitions, sources = world.blocks(body)
    assert (label.role, words(label.children)) == ("label", "Key figures")
    assert isinstance(contents, TableOfContents)
    assert contents.depth == 1
    assert isinstance(page_break, PageBreak)
    assert isinstance(legend, Callout)
    assert [words(item) for item in box.items] == ["One", "Two"]
    assert isinstance(small, Paragraph)
    assert words(small.children) == "One.\nTwo."
    assert isinstance(definitions, List)
    assert [words(item.blocks[0].children) for item in definitions.items] == ["Broken: What is broken."]
    assert isinstance(sources, List)
    assert len(sources.items) == 3


def test_the_legend_explains_every_sign(world):
    (block,) = world.blocks(":::{legend}\n:::\n")
    text = " ".join(words(item) for item in block.items)
    assert all(sign in text for sign in ("[x]", "[b]", "[r]", "[z]", ">", "≥", "pp"))


def test_the_list_of_notes_holds_those_referred_to(world):
    *_, notes = world.blocks(rows_table("cases", "broken") + "\n:::{notes}\n:::\n")
    assert isinstance(notes, NoteList)
    assert [words(note.children) for note in notes.notes] == [
        "A case is a *report*.",
        "Another unit is counted from 2022.",
    ]


# --- names and headings ------------------------------------------------------------------------------------------


def test_text_of_the_data_in_an_option_prints_as_itself(world):
    body = "{% set name = 'A*B_<c> & Co: \\'x\\'' %}" + exhibit(
        "chart", kind="line", headline="'{{ name }}'", lines="[{figure: cases, name: '{{ name }}'}]"
    )
    block = world.block(body)
    assert block.chart.lines[0].name == "A*B_<c> & Co: 'x'"
    assert words(block.caption.headline) == "A*B_<c> & Co: 'x'"


def test_two_headings_of_the_same_words_lead_to_two_places(world):
    blocks = world.blocks("# Years\n\n## Years\n\nSee page {page:years-2}.\n")
    assert [block.anchor for block in blocks[:2]] == ["years", "years-2"]


def test_a_heading_may_have_the_words_of_a_chart_s_name(world):
    heading, chart = world.blocks("# X\n\n" + line_chart("cases"))
    assert (heading.anchor, chart.anchor) == ("x-2", "x")


@pytest.mark.parametrize("body", ["## Second\n", "# First\n\n### Third\n"])
def test_a_heading_does_not_skip_a_level(world, body):
    with pytest.raises(TemplateError, match=r"^templates/tiny\.md: heading `\w+`: expected level \d at most"):
        world.compose(body)


# --- what cannot be meant ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (":::{chrt} x\n:::\n", r"templates/tiny\.md: chrt `x`: unknown directive `chrt`\nhint: did you mean `chart`\?"),
        (":::{chart}\n:::\n", r"expected a name after the directive"),
        (exhibit("chart", kind="pie"), r"chart `x`: option `kind`: unknown `pie`\nhint: .*`bars`"),
        (exhibit("chart"), r"chart `x`: missing option `kind`"),
        (exhibit("chart", kind="line", figure="cases"), r"chart `x`: unknown option `figure`"),
        (exhibit("chart", kind="line", lines="cases"), r"option `lines`: expected a list, found `cases`"),
        (
            line_chart("casse"),
            r"templates/tiny\.md: chart `x`: unknown indicator `casse`\nhint: did you mean `cases`\?",
        ),
        (line_chart("cases{kind=d}"), r"unknown code of `kind` `d`"),
        (members_table(by="kinds"), r"table `x`: unknown dimension `kinds`\nhint: did you mean `kind`\?"),
        (members_table(order="random"), r"option `order`: unknown `random`"),
        (members_table(share="yes please"), r"option `share`: expected `true` or `false`, found `yes please`"),
        (
            exhibit("chart", kind="bars", figure="cases", by="kind", top=0),
            r"option `top`: expected a number above zero",
        ),
        (line_chart("cases", headline="It rose."), r"chart `x`: expected a headline without a full stop"),
        (line_chart("cases", headline="''"), r"chart `x`: expected a headline without a full stop"),
        (":::{label}\n:::\n", r"label: missing option `text`"),
        (":::{key-figures}\nfigure: cases\n:::\n", r"key-figures: expected a list of items"),
        (line_chart("cases") + "\n" + line_chart("calls"), r"templates/tiny\.md: anchor `x` is used twice"),
        ("See {ref:y}.\n", r"templates/tiny\.md: unknown cross-reference `y`"),
        ("See {note:y}.\n", r"templates/tiny\.md: unknown note `y`"),
    ],
)
def test_a_directive_that_cannot_be_meant_is_refused_with_its_place(world, body, message):
    with pytest.raises(TemplateError, match=message):
        world.compose(body)


def test_a_reference_to_an_exhibit_that_is_left_out_says_so(world):
    with pytest.raises(TemplateError, match=r"cross-reference `x`: that exhibit has no figures in the range"):
        world.compose("See {ref:x}.\n\n" + line_chart("late"))


def test_the_errors_of_all_directives_come_at_once(world):
    body = exhibit("chart", "one", kind="pie") + "\n" + exhibit("table", "two", kind="members") + "\n"
    with pytest.raises(ReportErrors, match=r"chart `one`: .*\n.*\n.*table `two`: missing option `figure`") as caught:
        world.compose(body)
    assert caught.value.exit_code == TemplateError.exit_code


def test_an_exhibit_has_its_name_as_its_anchor(world):
    assert [type(block) for block in world.blocks(line_chart("cases"))] == [Figure]
    assert world.block(members_table()).anchor == "x"
    assert isinstance(world.block(members_table()), Table)
