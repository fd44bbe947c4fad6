"""What table directives become, on tiny packages."""

import pytest

from reportgen.builders.text.inlines import words
from reportgen.errors import TemplateError
from reportgen.exhibits.trends import alt_text
from tests.composing import (
    PLACES,
    World,
    asked_world,
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
    source_of,
)
from tests.packages import observation


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


# --- tables ------------------------------------------------------------------------------------------------------


def test_a_table_of_members_has_the_published_years_and_the_change(world):
    block = world.block(members_table())
    assert head(block) == [["", "", "", "Change 2020–22"], ["Kind", "2020", "2022", "number", "%"]]
    assert cells(block) == [
        ["A", "600", "650", "+50", "+8.3%"],
        ["B", "350", "300", "−50", "−14.3%"],
        ["C [note 1]", "50", "250", "+200", "[z]"],
        ["All", "1,000", "1,200", "+200", "+20.0%"],
    ]
    assert small_print(block) == [
        "[note 1] About c.",
        "[z] No percentage change is calculated from a base under 100.",
        "[x] 2021: no figures are given by this breakdown.",
    ]
    assert source_of(block) == "Source: OTF, reports for 2020 and 2022; changes calculated."
    assert block.rows[-1].role == "total"


def test_members_may_stand_by_size_with_their_share_and_without_changes(world):
    block = world.block(members_table(order="size", share="true", changes="false"))
    assert head(block) == [["Kind", "2020", "2022", "Share 2022"]]
    assert [row[0] for row in cells(block)] == ["A", "B", "C [note 1]", "All"]
    assert [row[-1] for row in cells(block)] == ["54.2%", "25.0%", "20.8%", "100.0%"]
    assert source_of(block) == "Source: OTF, reports for 2020 and 2022; shares calculated."


def test_changes_may_be_those_of_some_years_in_one_unit(world):
    block = world.block(members_table("split", changes="[first]", **{"change-in": "[number]"}), years=(2021, 2022))
    assert head(block) == [["Kind", "2021", "2022", "Change\n2021–22"]]
    assert [row[-1] for row in cells(block)] == ["−20", "+20", "0"]


def test_changes_of_two_pairs_of_years_stand_under_the_years_of_each(world):
    block = world.block(members_table("split"), years=(2020, 2022))
    assert head(block)[0] == ["", "", "", "", "Change 2021–22", "Change 2020–22"]
    assert head(block)[1][4:] == ["number", "%", "number", "%"]


def test_without_a_change_to_the_last_year_the_table_has_the_one_before_the_break(tmp_path):
    rows = broken_down("kind", (500, 600, 90), "split", a=(300, 330, 50), b=(200, 270, 40))
    breaks = [{"indicator": "split", "year": 2022, "short": "anew"}]
    world = World(tmp_path, rows, indicators=[indicator("split")], series_breaks=breaks)
    block = world.block(members_table("split", share="last", **{"change-in": "percent"}))
    assert head(block) == [["Kind", "2020", "2021", "Change\n2020–21", "2022", "Share 2022"]]
    assert cells(block)[0] == ["A", "300", "330", "+10.0%", "50", "55.6%"]
    assert [column.break_before for column in block.columns] == [False, False, False, False, True, False]


def test_a_table_may_show_the_last_year_only_and_what_changed_up_to_it(world):
    block = world.block(members_table(by="place", years="last", changes="[first]", share="last"))
    assert head(block)[1] == ["Kind [note 1]", "2022", "Share", "number", "%"]
    assert cells(block)[:3] == [
        ["Alpha", "500", "41.7%", "+200", "+66.7%"],
        ["Beta", "400", "33.3%", "−200", "−33.3%"],
        ["Gamma", "[x]", "[x]", "[x]", "[x]"],
    ]


def test_the_first_and_the_last_year_may_stand_beside_their_shares(world):
    options = {"years": "ends", "years-head": "Cases", "share": "each", "changes": "false"}
    block = world.block(members_table(**options))
    assert head(block) == [["", "Cases", "Share"], ["Kind", "2020", "2022", "2020", "2022"]]
    assert cells(block)[0] == ["A", "600", "650", "60.0%", "54.2%"]


def test_a_table_may_end_with_the_share_of_a_part_in_the_last_year(world):
    part = "{parts: status, part: resolved, head: Resolved}"
    block = world.block(members_table(changes="false", **{"part-share": part}))
    assert head(block) == [["Kind", "2020", "2022", "Resolved 2022"]]
    assert [row[-1] for row in cells(block)] == ["90.0%", "[x]", "98.0%", "83.3%"]


def test_a_share_of_a_part_that_no_row_has_is_left_out(world):
    part = "{parts: status, part: resolved, head: Resolved}"
    block = world.block(members_table("split", changes="false", **{"part-share": part}))
    assert head(block)[-1][1:] == ["2020", "2021", "2022"]


def test_a_bar_stands_beside_each_figure_of_the_last_year_but_not_beside_the_total(world):
    block = world.block(members_table(by="place", years="last", bars="true", changes="false"))
    assert [column.holds for column in block.columns] == ["words", "words", "bars"]
    assert [row.cells[2].bar for row in block.rows] == [1, 0.8, 0, pytest.approx(0.014), 0]


def test_no_bar_stands_beside_a_figure_below_zero(tmp_path):
    rows = broken_down("kind", (5, 5), a=(8, 10), b=(-3, -5))
    block = World(tmp_path, rows, indicators=[indicator("cases", unit="euro")]).block(
        members_table(years="last", bars="true")
    )
    assert [row.cells[2].bar for row in block.rows] == [1, 0, 0]


def test_by_size_what_is_unknown_comes_last(tmp_path):
    rows = broken_down("kind", (60, 60), a=(10, 10), b=(20, 20), unknown=(30, 30))
    block = World(tmp_path, rows, codes={"kind": ["a", "b", "unknown"]}).block(members_table(order="size"))
    assert [row[0] for row in cells(block)] == ["B", "A", "Unknown", "All"]


def test_rows_may_stand_by_name_with_what_is_no_place_last(world):
    block = world.block(members_table(by="place", order="name"))
    assert [row[0] for row in cells(block)] == ["Alpha", "Beta", "Gamma", "Unknown", "All"]


def neighbors_table(**options):
    return members_table(by="place", of="neighbors", **options)


def test_a_place_stands_before_those_that_border_on_it_and_the_country_last(world):
    block = world.block(neighbors_table(**{"change-in": "percent"}), place="BB")
    assert [(row.role, words(row.cells[0].children)) for row in block.rows] == [
        ("own", "Beta"),
        ("body", "Alpha"),
        ("body", "Gamma"),
        ("total", "United States"),
    ]
    assert cells(block)[1:] == [
        ["Alpha", "300", "500", "+66.7%"],
        ["Gamma", "9", "[x]", "[x]"],
        ["United States", "1,000", "1,200", "+20.0%"],
    ]


def test_a_place_without_neighbors_stands_beside_the_country(world):
    block = world.block(neighbors_table(), place="UNK")
    assert [row[:3] for row in cells(block)] == [["Unknown [note 1]", "[x]", "7"], ["United States", "1,000", "1,200"]]


def test_a_trend_stands_after_the_name_of_each_row_that_has_one(world):
    block = world.block(members_table(by="place", trend="true", changes="false"))
    assert head(block)[-1] == ["Kind [note 1]", "Trend", "2020", "2022"]
    assert [column.holds for column in block.columns] == ["words", "trends", "words", "words"]
    trends = [row.cells[1].trend for row in block.rows]
    assert [alt_text(trend) if trend else "" for trend in trends] == [
        "2020 300; 2021 no number; 2022 500",
        "2020 600; 2021 no number; 2022 400",
        "",
        "",
        "2020 1,000; 2021 1,100; 2022 1,200",
    ]


def test_one_year_has_no_column_of_trends(world):
    block = world.block(members_table(by="place", trend="true"), years=(2022, 2022))
    assert head(block)[-1] == ["Kind", "2022"]
    rows = world.block(rows_table("cases", "calls", trend="true"), years=(2022, 2022))
    assert head(rows) == [["Indicator", "2022"]]


def test_trends_of_neighbors_are_those_of_the_years_of_the_table(world):
    block = world.block(neighbors_table(trend="true"), place="BB")
    trends = [row.cells[1].trend for row in block.rows]
    assert [trend.role if trend else "" for trend in trends] == ["main", "other", "", "total"]
    assert alt_text(trends[-1]) == "2020 1,000; 2021 no number; 2022 1,200"


def test_a_table_of_indicators_may_have_trends_of_figures_and_of_shares(world):
    rows = '{figure: "cases{status=resolved}", label: "Resolved, %", share-of: status}, {figure: late}'
    block = world.block(exhibit("table", kind="indicators", head="Row", trend="true", groups=f"[{{rows: [{rows}]}}]"))
    share, late = (row.cells[1].trend for row in block.rows)
    assert (alt_text(share), late) == ("2020 90.0%; 2021 no number; 2022 83.3%", None)


@pytest.mark.parametrize(("place", "by"), [(None, "place"), ("AA", "kind")])
def test_neighbors_are_those_of_a_place(world, place, by):
    with pytest.raises(TemplateError, match="needs `by: place` and a report about a place"):
        world.block(members_table(by=by, of="neighbors"), place=place)


@pytest.mark.parametrize(("option", "found"), [("changes", "frist"), ("change-in", "percents")])
def test_a_wrong_word_for_changes_is_refused_with_the_right_one(world, option, found):
    with pytest.raises(TemplateError, match=f"option `{option}`: unknown `{found}`"):
        world.block(members_table(**{option: f"[{found}]"}))


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
    assert head(block) == [
        ["", "", "", "", "Change to 2022"],
        ["Kind", "2020", "2021", "2022", "from 2021", "from 2020"],
    ]
    assert cells(block) == [["A", "40%", "41%", "43%", "+2 pp", "+3 pp"], ["B", "60%", "59%", "57%", "−2 pp", "−3 pp"]]


def shares_world(tmp_path, *values):
    rows = [*over_years("parts", *values, kind="a", qualifier="rounded")]
    return World(tmp_path, rows, indicators=[indicator("parts", "share", "percent")])


def test_a_table_without_certain_changes_of_shares_says_why(tmp_path):
    block = shares_world(tmp_path, 40, 41).block(members_table("parts"), years=(2020, 2021))
    assert (head(block), cells(block)) == ([["Kind", "2020", "2021"]], [["A", "40%", "41%"]])
    assert small_print(block) == ["No change is calculated where the rounded figures of the source leave it uncertain."]


@pytest.mark.parametrize(
    ("counts", "printed", "change", "lines"),
    [
        (((26, 24), (300, 296)), (8.7, 8.1), "−0.6 pp", []),
        (
            ((26, 25), (300, 304)),
            (8.7, 8.2),
            "−0.4 pp",
            ["Changes of shares are those of unrounded shares."],
        ),
    ],
)
def test_a_change_that_is_not_the_difference_of_the_printed_shares_says_why(tmp_path, counts, printed, change, lines):
    rows = [*over_years("few", *counts[0], kind="a"), *over_years("few", *counts[1])]
    rows += over_years("parts", *printed, kind="a", qualifier="rounded")
    identity = {"identity": "i", "kind": "share", "indicator": "parts", "dimension": "kind"}
    identities = [{**identity, "operands": "few / few{kind=total}"}]
    kinds = [indicator("parts", "share", "percent"), indicator("few")]
    world = World(tmp_path, rows, indicators=kinds, identities=identities)
    block = world.block(members_table("parts"), years=(2020, 2021))
    assert cells(block) == [["A", *(f"{value}%" for value in printed), change]]
    assert small_print(block) == lines


def test_a_note_on_the_whole_stands_at_the_head_of_a_table_without_a_total(tmp_path):
    rows = [*over_years("parts", 40, 41, kind="a"), *over_years("parts", 60, 59, kind="b")]
    world = World(
        tmp_path,
        rows,
        indicators=[indicator("parts", "share", "percent")],
        notes=[{"note": "base", "text": "Another base from 2021."}],
        series_breaks=[{"indicator": "parts", "year": 2021, "note": "base"}],
    )
    block = world.block(members_table("parts"))
    assert head(block)[0][0] == "Kind [note 1]"
    assert small_print(block)[0] == "[note 1] Another base from 2021."


def test_no_shares_are_calculated_of_few_cases(world):
    block = world.block(members_table("few", share="true"))
    assert [row[-1] for row in cells(block)] == ["[z]", "[z]", "[z]"]
    told = "[z] No share is calculated of a total under 10, and no percentage change from a base under 100."
    assert told in small_print(block)


def test_a_breakdown_that_was_never_published_has_no_table(world):
    assert world.blocks(members_table("calls")) == ()


def test_a_table_of_indicators_has_all_years_and_two_changes(world):
    block = world.block(rows_table("cases", "rate", "calls", "never"))
    assert head(block) == [
        ["", "", "", "", "Change to 2022"],
        ["Indicator", "2020", "2021", "2022", "from 2021", "from 2020"],
    ]
    assert cells(block) == [
        ["Group"],
        ["Cases [note 1]", "1,000", "1,100", "1,200", "+9.1%", "+20.0%"],
        ["Rate, percent", "88", "90", "91", "+1 pp", "+3 pp"],
        ["Calls", "[x]", "200", "300", "+50.0%", "[x]"],
    ]
    assert small_print(block) == ["[note 1] A case is a *report*.", "[x] No figure given."]
    assert source_of(block) == "Source: OTF, reports for 2020 to 2022; changes calculated."


def test_numbers_and_percent_of_a_table_of_indicators_leave_shares_their_points(world):
    rows = '{figure: cases, own: true}, {figure: "cases{status=resolved}", label: "Resolved, %", share-of: status}'
    groups = f"[{{rows: [{rows}]}}]"
    options = {"years": "published", "changes": "[first]", "change-in": "[number, percent]", "noted": "false"}
    block = world.block(exhibit("table", kind="indicators", head="Row", groups=groups, **options))
    assert head(block)[0] == ["", "", "", "", "Change 2020–22"]
    assert cells(block) == [
        ["Cases", "1,000", "1,100", "1,200", "+200", "+20.0%"],
        ["Resolved, %", "90.0", "[x]", "83.3", "−6.7 pp", ""],
    ]
    assert block.rows[0].role == "own"


def test_every_mark_in_a_table_of_indicators_is_explained(world):
    block = world.block(rows_table("broken", "fixed", "floor", "ever", "visits"))
    assert [row[1:] for row in cells(block)[1:]] == [
        ["300", "200", "[b] 250", "[b]", "[b]"],
        ["300", "200", "[r] 250", "+25.0%", "−16.7%"],
        ["500", "600", ">700", "[z]", "[z]"],
        ["5,000", "6,000", "7,000", "[z]", "[z]"],
        ["9.3", "[x]", "6.2", "[x]", "−33%"],
    ]
    assert cells(block)[-1][0] == "Visits, million"
    assert small_print(block) == [
        "[note 1] Another unit is counted from 2022.",
        "[b] Series break: figures before and after it are not comparable.",
        "[r] The report prints 205.",
        "[z] Figures counted since the beginning are not compared from year to year.",
        "[z] No change is calculated from a figure given as “more than” or the like.",
        "[x] No figure given.",
        "Changes calculated from rounded figures are given without decimals; they are near, not exact.",
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
    assert small_print(table)[0] == "Numbered notes: “Notes”."
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
    assert [swatch.text for swatch in block.legend][-1] == "not shaded: 0"
    assert source_of(block) == "Source: OTF, report for 2022."


# --- a package of one year ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_year(tmp_path_factory):
    rows = broken_down("kind", (120,), a=(100,), b=(20,)) + over_years("cases", 80, place="AA")
    return World(tmp_path_factory.mktemp("one"), rows, places=PLACES)


def test_one_source_year_gives_tables_and_bars_but_no_lines_and_no_changes(one_year):
    assert one_year.package.years == (2020,)
    assert one_year.blocks(line_chart("cases")) == ()
    table = one_year.block(members_table(share="true"))
    assert head(table) == [["Kind", "2020", "Share"]]
    assert cells(table) == [["A", "100", "83.3%"], ["B", "20", "16.7%"], ["All", "120", "100.0%"]]
    bars = one_year.block(exhibit("chart", kind="bars", figure="cases", by="kind"))
    assert (bars.chart.title, bars.chart.earlier_title) == ("2020", "")
    assert source_of(bars) == "Source: OTF, report for 2020."


# --- where in the sources the figures stand ----------------------------------------------------------------------


def placed(folder, *located, **more):
    """Rows of two kinds for each year: where their total stands, and where they do."""
    rows = []
    for year, whole, part in located:
        rows += [observation(30, year=year, location=whole), observation(10, year=year, kind="a", location=part)]
        rows += [observation(20, year=year, kind="b", location=part)]
    return World(folder, [*rows, *more.get("rows", ())])


def test_places_in_the_reports_are_named_once_for_the_years_that_share_them(tmp_path):
    world = placed(
        tmp_path,
        (2020, "Kinds, table, row Total", "Kinds, table, row A"),
        (2021, "Kinds, table, row Total", "Kinds, table, row A"),
        (2022, "Summary, first paragraph", "By Kind, table, column A"),
    )
    assert source_of(world.block(members_table(source="places", changes="false"))) == (
        "Source: OTF, reports for 2020 to 2022. In the reports: Kinds, table (2020 and 2021); "
        "By Kind, table (2022); Summary, first paragraph (2022)."
    )


def test_a_figure_that_is_printed_twice_is_looked_for_where_the_others_stand(tmp_path):
    again = observation(30, location="Kinds, table, row Total", preferred="false")
    world = placed(tmp_path, (2020, "Summary, first paragraph", "Kinds, table"), rows=[again])
    assert source_of(world.block(members_table(source="places"))) == (
        "Source: OTF, report for 2020. In the report: Kinds, table."
    )


def test_a_table_of_many_indicators_names_the_sections_only(tmp_path):
    names = [f"cases_{letter}" for letter in "abcdefgh"]
    rows = [observation(5, indicator=name, location=f"Part {name[-1] < 'd'}, table {name}") for name in names]
    block = World(tmp_path, rows).block(rows_table(*names, source="places"))
    assert source_of(block) == "Source: OTF, report for 2020. Sections of the report: Part True; Part False."
