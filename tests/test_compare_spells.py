"""Years that stand apart: what is compared around them, and what tables, charts and sentences make of it."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare import blocking_break, compare
from reportgen.dataset import SeriesBreak, read_package
from reportgen.measure import ObservationStatus, Reason
from tests.composing import (
    World,
    broken_down,
    cells,
    exhibit,
    head,
    indicator,
    line_chart,
    members_table,
    over_years,
    rows_table,
    small_print,
)

DATA = Path(__file__).parent.parent / "data"
YEARS = (2020, 2021, 2022, 2023, 2024)


def series_break(year, last_year=None, *, status=ObservationStatus.BREAK):
    return SeriesBreak("cases", "", "", year, status, f"{year}-{last_year}", "a break", last_year)


def blocked(*breaks):
    """The pairs of years that are not compared."""
    return {pair for pair in combinations(YEARS, 2) if blocking_break(breaks, *pair)}


# --- the rule ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("breaks", "classes"),
    [
        ([], [(2020, 2021, 2022, 2023, 2024)]),
        ([series_break(2023)], [(2020, 2021, 2022), (2023, 2024)]),
        ([series_break(2023, 2023)], [(2020, 2021, 2022, 2024), (2023,)]),
        ([series_break(2021, 2023)], [(2020, 2024), (2021, 2022, 2023)]),
        ([series_break(2020, 2020)], [(2020,), (2021, 2022, 2023, 2024)]),
        ([series_break(2020, 2021)], [(2020, 2021), (2022, 2023, 2024)]),
        ([series_break(2024, 2024)], [(2020, 2021, 2022, 2023), (2024,)]),
        ([series_break(2010, 2030)], [(2020, 2021, 2022, 2023, 2024)]),
        ([series_break(2010, 2015)], [(2020, 2021, 2022, 2023, 2024)]),
        ([series_break(2021, 2021), series_break(2023, 2023)], [(2020, 2022, 2024), (2021,), (2023,)]),
        ([series_break(2023), series_break(2023, 2023)], [(2020, 2021, 2022), (2023,), (2024,)]),
        ([series_break(2022), series_break(2023, 2023)], [(2020, 2021), (2022, 2024), (2023,)]),
        ([series_break(2021, 2023), series_break(2022, 2022)], [(2020, 2024), (2021, 2023), (2022,)]),
    ],
)
def test_two_years_are_compared_when_both_or_neither_of_them_stands_apart(breaks, classes):
    compared = {pair for years in classes for pair in combinations(years, 2)}
    assert blocked(*breaks) == set(combinations(YEARS, 2)) - compared


spells = st.builds(
    lambda year, length: series_break(year, None if length is None else year + length),
    st.integers(2017, 2027),
    st.none() | st.integers(0, 8),
)


@given(st.lists(spells, max_size=4))
def test_what_can_be_compared_with_the_same_year_can_be_compared(breaks):
    apart = blocked(*breaks)
    for one, two, three in combinations(YEARS, 3):
        pairs = {(one, two), (two, three), (one, three)}
        assert len(pairs & apart) != 1


def test_a_new_series_is_told_before_a_spell_and_the_last_of_several_is():
    for_good, spell = series_break(2022), series_break(2023, 2023)
    assert blocking_break([for_good, spell], 2021, 2023) == for_good
    assert blocking_break([for_good, spell], 2022, 2023) == spell
    assert blocking_break([series_break(2021), for_good], 2020, 2024) == for_good


def test_the_status_of_a_spell_gives_the_reason(tmp_path):
    spell = {"indicator": "cases", "year": 2021, "last_year": 2021, "obs_status": "D"}
    world = World(tmp_path, over_years("cases", 200, 900, 300), series_breaks=[spell])
    comparison = world.comparison
    assert comparison.change("cases", 2020, 2021).reason == Reason.DEFINITION_DIFFERS
    assert comparison.change("cases", 2021, 2022).reason == Reason.DEFINITION_DIFFERS
    assert comparison.change("cases", 2020, 2022).percent == 50


# --- what is made of it ------------------------------------------------------------------------------------------

BREAKS = [
    {"indicator": "odd", "year": 2022, "last_year": 2022, "note": "odd", "short": "another list in 2022"},
    {"indicator": "gone", "year": 2022, "last_year": 2022, "note": "odd", "short": "another list in 2022"},
    {"indicator": "long", "year": 2021, "last_year": 2022, "note": "odd", "short": ""},
    {"indicator": "both", "year": 2022, "last_year": 2022, "note": "odd", "short": "another list in 2022"},
    {"indicator": "both", "year": 2023, "note": "new", "short": "another unit"},
    {"indicator": "split", "dimension": "kind", "year": 2022, "last_year": 2022, "note": "odd", "short": "odd"},
    {"indicator": "one", "dimension": "kind", "member": "b", "year": 2022, "last_year": 2022, "note": "odd"},
]
NOTES = [
    {"note": "odd", "text": "The list of 2022 was another one."},
    {"note": "new", "text": "Another unit from 2023."},
]
KINDS = {"a": (300, 290, 180, 270), "b": (200, 210, 320, 230)}
ROWS = [
    *over_years("odd", 300, 290, 900, 360),
    *over_years("gone", 300, 290, None, 360),
    *over_years("long", 300, 800, 900, 360),
    *over_years("both", 300, 290, 900, 360),
    *over_years("sound", 300, 290, 280, 360),
    *broken_down("kind", (500, 500, 500, 500), "split", **KINDS),
    *broken_down("kind", (500, 500, 500, 500), "one", **KINDS),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """2020 to 2023, of which 2022 stands apart."""
    indicators = [indicator(name) for name in ("odd", "gone", "long", "both", "sound", "split", "one")]
    folder = tmp_path_factory.mktemp("spells")
    return World(folder, ROWS, indicators=indicators, notes=NOTES, series_breaks=BREAKS)


APART = (
    "[b] Series break: not comparable with the figure before it; "
    "in place of a change, its two years are not comparable."
)
PLAIN = "[b] Series break: figures before and after it are not comparable."


@pytest.mark.parametrize(
    ("years", "row"),
    [
        ((2020, 2021), ["300", "290", "−3.3%"]),
        ((2021, 2022), ["290", "[b] 900", "[b]"]),
        ((2022, 2023), ["900", "[b] 360", "[b]"]),
        ((2021, 2023), ["290", "[b] 900", "[b] 360", "[b]", "+24.1%"]),
        ((2020, 2023), ["300", "290", "[b] 900", "[b] 360", "[b]", "+20.0%"]),
    ],
)
def test_a_table_marks_each_figure_that_is_not_comparable_with_the_one_before_it(world, years, row):
    table = world.block(rows_table("odd"), years=years)
    assert cells(table)[1][1:] == row
    assert [cell.break_before for cell in table.rows[1].cells[1:]] == [text.startswith("[b] ") for text in row]


@pytest.mark.parametrize(
    ("years", "lines"),
    [
        ((2020, 2021), []),
        ((2021, 2022), ["[note 1] The list of 2022 was another one.", PLAIN]),
        ((2022, 2023), ["[note 1] The list of 2022 was another one.", PLAIN]),
        ((2020, 2023), ["[note 1] The list of 2022 was another one.", APART]),
    ],
)
def test_the_note_on_a_spell_stands_where_one_of_its_years_is_shown(world, years, lines):
    assert small_print(world.block(rows_table("odd"), years=years)) == lines


def test_a_spell_without_a_figure_leaves_no_mark(world):
    assert cells(world.block(rows_table("gone")))[1][1:] == ["300", "290", "[x]", "360", "[x]", "+20.0%"]


def test_a_spell_may_be_of_several_years_which_are_compared_with_each_other(world):
    assert cells(world.block(rows_table("long")))[1][1:] == ["300", "[b] 800", "900", "[b] 360", "[b]", "+20.0%"]
    assert world.comparison.change("long", 2021, 2022).percent == 12.5


def test_a_new_series_after_a_spell_ends_the_old_one(world):
    assert cells(world.block(rows_table("both")))[1][1:] == ["300", "290", "[b] 900", "[b] 360", "[b]", "[b]"]


def test_a_table_of_members_marks_the_rows_that_break_and_not_the_total(world):
    table = world.block(members_table("split"))
    assert head(table)[-1] == ["Kind [note 1]", "2020", "2021", "2022", "2023", "from 2022", "from 2020"]
    assert cells(table) == [
        ["A", "300", "290", "[b] 180", "[b] 270", "[b]", "−10.0%"],
        ["B", "200", "210", "[b] 320", "[b] 230", "[b]", "+15.0%"],
        ["All", "500", "500", "500", "500", "0.0%", "0.0%"],
    ]
    assert APART in small_print(table)
    assert not any(column.break_before for column in table.columns)


def test_a_table_of_members_marks_the_one_that_breaks(world):
    assert [row[1:5] for row in cells(world.block(members_table("one")))] == [
        ["300", "290", "180", "270"],
        ["200", "210", "[b] 320", "[b] 230"],
        ["500", "500", "500", "500"],
    ]


def test_a_break_of_every_row_is_marked_at_the_head_of_its_column(tmp_path):
    breaks = [{"indicator": "parts", "year": 2021, "last_year": 2021}]
    parts = [*over_years("parts", 40, 60, 41, kind="a"), *over_years("parts", 60, 40, 59, kind="b")]
    world = World(tmp_path, parts, indicators=[indicator("parts", "share", "percent")], series_breaks=breaks)
    table = world.block(members_table("parts"))
    assert [column.break_before for column in table.columns] == [False, False, True, True, False]
    assert [[mark.code for mark in cell.marks] for cell in table.head[0].cells] == [[], [], ["b"], ["b"], []]
    assert cells(table)[0] == ["A", "40%", "60%", "41%", "+1 pp"]


def breaks_of(chart):
    return [(chart.years[found.before], found.text) for found in chart.breaks]


STARTS = "[b] 2022 stands apart: another list in 2022"
ENDS = "[b] comparable again: from 2023 on with the years before 2022"


@pytest.mark.parametrize(
    ("reference", "years", "expected"),
    [
        ("odd", (2020, 2021), []),
        ("odd", (2020, 2022), [(2022, STARTS)]),
        ("odd", (2022, 2023), [(2023, STARTS)]),
        ("odd", (2020, 2023), [(2022, STARTS), (2023, ENDS)]),
        ("gone", (2020, 2023), []),
        ("long", (2020, 2023), [(2021, "[b] 2021 and 2022 stand apart"), (2023, ENDS.replace("2022", "2021"))]),
        ("both", (2020, 2023), [(2022, STARTS), (2023, "[b] another unit")]),
    ],
)
def test_a_line_is_interrupted_before_and_after_a_spell(world, reference, years, expected):
    assert breaks_of(world.block(line_chart(reference), years=years).chart) == expected


def test_the_small_print_of_a_line_does_not_say_that_years_around_a_spell_are_not_comparable(world):
    mark = "[b] Series break: not comparable with the figure before it."
    assert small_print(world.block(line_chart("odd")))[-1] == mark
    assert small_print(world.block(line_chart("both")))[-1] == PLAIN


def test_the_alternative_text_says_which_years_stand_apart(world):
    alt = world.block(line_chart("odd")).alt
    assert "Figures for 2022 cannot be compared with those of other years." in alt
    alt = world.block(line_chart("both")).alt
    assert "figures for 2023 cannot be compared with those of earlier years" in alt


def test_panels_leave_out_the_years_that_stand_apart(world):
    block = world.block(exhibit("chart", kind="multiples", figure="split", by="kind"))
    points = block.chart.panels[0].points
    assert [(point.year, point.value, point.marks) for point in points] == [
        (2020, 300, ()),
        (2021, 290, ()),
        (2022, None, ("b",)),
        (2023, 270, ()),
    ]
    assert small_print(block)[0] == "[b] 2022: not comparable with the years shown."


def test_panels_of_even_steps_have_no_room_for_the_years_left_out(world):
    block = world.block(exhibit("chart", kind="multiples", figure="split", by="kind"), years=(2021, 2023))
    assert [point.year for point in block.chart.panels[0].points] == [2021, 2023]
    assert small_print(block)[0] == "2022: not comparable with the years shown."


def test_bars_have_an_earlier_figure_from_before_a_spell(world):
    chart = world.block(exhibit("chart", kind="bars", figure="split", by="kind")).chart
    earlier = [row.earlier.value for row in chart.rows]
    assert (chart.title, chart.earlier_title, earlier) == ("2023", "2020", [300, 200])
    chart = world.block(exhibit("chart", kind="bars", figure="split", by="kind"), years=(2020, 2022)).chart
    assert chart.earlier_title == ""


@pytest.mark.parametrize(
    ("reference", "years", "found"),
    [
        ("odd", None, "2020, 2021 and 2023"),
        ("odd", (2020, 2022), "2022"),
        ("odd", (2022, 2023), "2023"),
        ("long", (2020, 2022), "2021 and 2022"),
        ("both", None, "2023"),
        ("gone", (2020, 2022), "2020 and 2021"),
    ],
)
def test_figures_since_a_break_are_those_comparable_with_the_last(world, reference, years, found):
    line = "{{ list_of(since_break('" + reference + "') | map(attribute='year') | map('string') | list) }}"
    assert world.text(line, years=years) == found


@pytest.mark.parametrize(
    ("years", "headline"),
    [
        ((2020, 2021), "Cases: 300 in 2020, 290 in 2021"),
        ((2020, 2022), "Cases: 290 in 2021; 2022 is not comparable"),
        ((2022, 2023), "Cases: 900 in 2022; 2023 is not comparable"),
        ((2020, 2023), "Cases: 300 in 2020, 360 in 2023"),
    ],
)
def test_a_headline_calls_no_spell_a_new_series(world, years, headline):
    assert world.text("{{ s.course('odd', 'Cases') }}", years=years) == headline
    if years != (2020, 2021):
        assert world.text("{{ s.extent('odd', 'cases', 'came') }}", years=years) == headline


def test_a_sentence_compares_with_the_year_before_and_says_why_not(world):
    assert world.text("{{ s.say('odd', '{} cases came') }}") == (
        "In 2023, 360 cases came; the figure cannot be compared with 900 in 2022 [b]: another list in 2022."
    )


@pytest.mark.parametrize(
    ("years", "notes"), [((2020, 2020), 0), ((2022, 2022), 0), ((2021, 2022), 1), ((2022, 2023), 2), ((2020, 2023), 2)]
)
def test_the_notes_on_breaks_are_those_of_the_range(world, years, notes):
    assert world.text("{{ break_notes('all') | length }}", years=years) == str(notes)


def test_a_series_with_a_spell_is_not_without_a_break(world):
    line = "{{ count_complete([('', [('odd', ''), ('sound', '')])]) }}"
    assert world.text(line) == "1"
    assert world.text(line, years=(2020, 2021)) == "2"


# --- the published figures ---------------------------------------------------------------------------------------


class Published(World):
    """The package of the repository."""

    def __init__(self, folder):
        (folder / "data").mkdir()
        super().__init__(folder, over_years("cases", 1))
        self.package = read_package(DATA)
        self.comparison = compare(self.package)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    if not DATA.is_dir():
        pytest.skip("the data are not there")
    return Published(tmp_path_factory.mktemp("published"))


BLACK = {
    (2020, 2020): ["9,479"],
    (2020, 2021): ["9,479"],
    (2020, 2022): ["9,479", "9,112", "−367", "−3.9%"],
    (2020, 2023): ["9,479", "9,112", "[b] 9,222", "[b]", "[b]", "[b]", "[b]"],
    (2020, 2024): ["9,479", "9,112", "[b] 9,222", "[b] 10,678", "[b]", "+12.6%"],
    (2021, 2021): None,
    (2021, 2022): ["9,112"],
    (2021, 2023): ["9,112", "[b] 9,222", "[b]", "[b]"],
    (2021, 2024): ["9,112", "[b] 9,222", "[b] 10,678", "[b]", "[b]", "+1,566", "+17.2%"],
    (2022, 2022): ["9,112"],
    (2022, 2023): ["9,112", "[b] 9,222", "[b]", "[b]"],
    (2022, 2024): ["9,112", "[b] 9,222", "[b] 10,678", "[b]", "[b]", "+1,566", "+17.2%"],
    (2023, 2023): ["9,222"],
    (2023, 2024): ["9,222", "[b] 10,678", "[b]", "[b]"],
    (2024, 2024): ["10,678"],
}
"""The row of Black children in the table by race or ethnicity, for each range of years."""


@pytest.mark.parametrize("years", BLACK)
def test_cases_by_race_and_ethnicity_are_compared_but_with_2023(published, years):
    blocks = published.blocks(members_table("cases", "race_ethnicity"), years=years)
    assert [cells(block)[1][1:] for block in blocks] == ([BLACK[years]] if BLACK[years] else [])
    notes = [line for block in blocks for line in small_print(block)]
    assert any("unknown in 10.6%" in line for line in notes) == (years[0] <= 2023 <= years[1] and years[0] < years[1])


@pytest.mark.parametrize("pair", list(combinations(YEARS, 2)))
def test_shares_of_likely_victims_are_not_compared_with_those_of_another_base(published, pair):
    change = published.comparison.change("likely_trafficked_share", *pair, race_ethnicity="black")
    reasons = {(2022, 2023): "definition_differs", (2022, 2024): "definition_differs", (2023, 2024): "series_break"}
    if pair[0] >= 2022:
        assert change.reason == reasons[pair]
    else:
        assert change.reason in (Reason.NOT_PUBLISHED, Reason.BASE_NOT_PUBLISHED)


def test_the_notes_on_breaks_name_their_series_and_share_a_line_where_they_say_the_same(published):
    said = published.text("{{ break_notes('families-prevention') | join('|') }}", years=(2020, 2024)).split("|")
    assert said[-1] == (
        "Social media followers; Social media impressions; Social media engagements; Video views on social media: "
        "YouTube is included from 2024."
    )


def test_a_note_on_a_breakdown_names_the_breakdown(published):
    said = published.text("{{ break_notes('missing-children') | join('|') }}", years=(2022, 2024))
    assert "Cases of missing children, by race or ethnicity: Race or ethnicity is unknown" in said


def test_a_break_without_figures_on_both_sides_is_none_of_the_range(published):
    """The relationships of 2021 are only a picture, so that nothing stands before the break of 2022."""
    partner = "row of its own only in 2020"
    assert partner not in published.text("{{ break_notes('online-exploitation') | join('|') }}", years=(2021, 2023))
    assert partner in published.text("{{ break_notes('online-exploitation') | join('|') }}", years=(2020, 2023))
