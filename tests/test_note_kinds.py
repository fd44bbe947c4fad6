"""Every kind of note is printed where it applies, and a kind that is none is refused."""

import pytest

from reportgen.dataset import read_package
from reportgen.errors import ReportErrors, TemplateError
from reportgen.measure import NoteKind
from reportgen.template.reports import read_reports
from tests.composing import (
    PLACES,
    World,
    broken_down,
    exhibit,
    line_chart,
    members_table,
    over_years,
    rows_table,
    small_print,
)
from tests.packages import make_package, observation

ROWS = [
    *broken_down("type", (300, 300, 300), a=(100, 110, 120), b=(200, 190, 180)),
    *over_years("calls", 500, 600, 700),
]


DRAWN = (
    exhibit("chart", kind="bars", figure="cases", by="type"),
    exhibit("chart", kind="multiples", figure="cases", by="type"),
)
"""Charts of members."""


def noted(folder, *notes):
    """A world with notes on `cases`, each (kind, what it is about besides)."""
    records = [
        {
            "note": f"note-{order}",
            "text": f"About {order}.",
            "indicator": "cases",
            "kind": kind,
            "order": order,
            **about,
        }
        for order, (kind, about) in enumerate(notes)
    ]
    return World(folder, ROWS, notes=records)


def notes_of(block):
    return [line for line in small_print(block) if "About" in line]


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_note_on_a_member_stands_under_what_shows_it(tmp_path, kind):
    world = noted(tmp_path, (kind, {"dimension": "type", "member": "a"}))
    for body in (members_table(by="type"), *DRAWN):
        assert notes_of(world.block(body, years=(2021, 2022))) == ["[note 1] About 0."]
    assert notes_of(world.block(rows_table("cases"))) == []


@pytest.mark.parametrize("kind", ["comparability", "caveat", "source", "method"])
def test_a_note_on_years_stands_where_they_are_shown(tmp_path, kind):
    world = noted(tmp_path, (kind, {"from_year": 2020, "to_year": 2020}))
    for body in (members_table(by="type"), rows_table("cases"), line_chart("cases")):
        assert notes_of(world.block(body)) == ["[note 1] About 0."]
        assert notes_of(world.block(body, years=(2021, 2022))) == []


@pytest.mark.parametrize("kind", ["comparability", "caveat", "source", "method"])
def test_a_note_on_an_indicator_stands_under_what_shows_it(tmp_path, kind):
    world = noted(tmp_path, (kind, {}))
    columns = exhibit("chart", kind="columns", figure="cases", parts="type", first="a")
    for body in (members_table(by="type"), rows_table("cases"), line_chart("cases"), columns, *DRAWN):
        assert notes_of(world.block(body)) == ["[note 1] About 0."]
    assert notes_of(world.block(rows_table("calls"))) == []
    assert notes_of(world.block(columns.replace("first: a", "first: a\nnoted: false"))) == []


def test_a_definition_stands_in_tables_that_list_indicators(tmp_path):
    world = noted(tmp_path, ("definition", {}))
    assert notes_of(world.block(rows_table("cases"))) == ["[note 1] About 0."]
    assert notes_of(world.block(members_table(by="type"))) == []


def test_a_note_on_the_whole_package_stands_under_every_exhibit(tmp_path):
    world = noted(tmp_path, ("caveat", {"indicator": ""}), ("source", {"indicator": "", "from_year": 2022}))
    bars = exhibit("chart", kind="bars", figure="cases", by="type")
    for body in (members_table(by="type"), rows_table("calls"), line_chart("cases"), bars):
        assert notes_of(world.block(body)) == ["[note 1] About 0.", "[note 2] About 1."]
        assert notes_of(world.block(body, years=(2020, 2021))) == ["[note 1] About 0."]


def test_a_note_on_a_breakdown_of_the_whole_package_stands_where_that_is_shown(tmp_path):
    world = noted(tmp_path, ("caveat", {"indicator": "", "dimension": "type"}))
    assert notes_of(world.block(members_table(by="type"))) == ["[note 1] About 0."]
    assert notes_of(world.block(rows_table("cases"))) == []


def test_a_report_may_leave_kinds_of_notes_to_another_one(tmp_path):
    world = noted(tmp_path, ("caveat", {}), ("source", {}))
    body = members_table(by="type")
    block = world.compose(body, note_kinds=(NoteKind.CAVEAT,)).blocks[1]
    assert notes_of(block) == ["[note 1] About 0."]


def test_a_kind_that_is_none_is_refused_with_those_there_are(tmp_path):
    folder = make_package(tmp_path / "data", [observation(5)], notes=[{"note": "n", "text": "N.", "kind": "warning"}])
    with pytest.raises(ReportErrors) as raised:
        read_package(folder)
    (error,) = raised.value.errors
    assert "notes.csv:2: field `kind`: expected one of the known values, found `warning`" in str(error)
    assert "known: `caveat`, `comparability`, `definition`, `method`, `source`" in str(error)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("note_kinds: caveat", "`note_kinds`: expected a list, found `caveat`"),
        (
            "note_kinds: [cavaet]",
            r"`note_kinds`: expected a kind of notes, found `cavaet`\nhint: did you mean `caveat`",
        ),
    ],
)
def test_a_slip_in_the_kinds_of_a_report_is_named(tmp_path, setting, message):
    front = "---\ntitle: T\nkicker: K\ndescription: D\n{}\n---\n\nText.\n"
    (tmp_path / "report.md").write_text(front.format(setting), encoding="utf-8")
    with pytest.raises(TemplateError, match=message):
        read_reports(tmp_path)


def test_the_kinds_of_a_report_are_read_from_its_settings(tmp_path):
    front = "---\ntitle: T\nkicker: K\ndescription: D\n{}---\n\nText.\n"
    (tmp_path / "report.md").write_text(front.format("note_kinds: [caveat, source]\n"), encoding="utf-8")
    (tmp_path / "other.md").write_text(front.format(""), encoding="utf-8")
    reports = read_reports(tmp_path)
    assert (reports["report"].note_kinds, reports["other"].note_kinds) == (("caveat", "source"), tuple(NoteKind))


def test_a_note_on_one_figure_stands_where_that_is_shown(tmp_path):
    rows = [*broken_down("type", (300, 300), a=(100, 110)), *over_years("cases", 200, type="b", note="lost")]
    rows += over_years("cases", 190, first=2021, type="b")
    about = {"note": "lost", "text": "About the lost row.", "indicator": "calls", "kind": "method"}
    world = World(tmp_path, [*rows, *over_years("calls", 5, 6)], notes=[about])
    block = world.block(members_table(by="type"))
    assert notes_of(block) == ["[note 1] About the lost row."]
    assert [row.cells[0].children[-1] for row in block.rows][1].note == "lost"
    assert notes_of(world.block(members_table(by="type"), years=(2021, 2021))) == []


def test_a_note_on_a_printed_change_stands_where_the_series_shows_both_years(tmp_path):
    printed = observation(20, indicator="calls_change", year=2021, base_period="before", note="cut-off")
    about = {"note": "cut-off", "text": "About the cut off 20%.", "indicator": "calls_change", "kind": "comparability"}
    world = World(
        tmp_path,
        [*ROWS, printed],
        notes=[about],
        measure_types={"calls_change": "change"},
        codes={"base_period": [{"code": "before", "label": "Before", "years_back": 1}]},
        identities=[
            {
                "identity": "printed",
                "kind": "change",
                "indicator": "calls_change",
                "dimension": "base_period",
                "operands": "calls",
            }
        ],
    )
    for body in (rows_table("calls"), line_chart("calls")):
        assert notes_of(world.block(body)) == ["[note 1] About the cut off 20%."]
        assert notes_of(world.block(body, years=(2021, 2022))) == []
    assert notes_of(world.block(rows_table("cases"))) == []


def test_a_note_that_a_row_shares_with_the_total_stands_with_both(tmp_path):
    rows = [*over_years("cases", 300, note="lost"), *over_years("cases", 200, type="b", note="lost")]
    about = {"note": "lost", "text": "About the lost row.", "indicator": "calls", "kind": "method"}
    world = World(tmp_path, [*rows, *over_years("cases", 100, type="a"), *over_years("calls", 5)], notes=[about])
    block = world.block(members_table(by="type"))
    assert [len(row.cells[0].children) for row in block.rows] == [1, 3, 3]
    assert notes_of(block) == ["[note 1] About the lost row."]


def test_a_note_on_one_place_stands_with_that_place_only(tmp_path):
    rows = [*over_years("cases", 300), *over_years("cases", 200, place="AA"), *over_years("cases", 100, place="BB")]
    of_place = {"note": "p", "text": "About Alpha.", "indicator": "cases", "dimension": "place", "member": "AA"}
    world = World(tmp_path, rows, notes=[{**of_place, "kind": "caveat"}])
    block = world.block(members_table(by="place"))
    assert [len(row.cells[0].children) for row in block.rows] == [3, 1, 1]


def test_a_note_on_a_member_stands_where_all_members_are_drawn_or_crossed(tmp_path):
    rows = [*over_years("cases", 300, 310), *over_years("cases", 200, 210, sex="f")]
    rows += [*over_years("cases", 100, 100, kind="b"), *over_years("cases", 200, 210, kind="a")]
    rows += [observation(90, year=year, kind=kind, sex="f") for year in (2020, 2021) for kind in "ab"]
    about = {
        "note": "b",
        "text": "About b.",
        "indicator": "cases",
        "dimension": "kind",
        "member": "b",
        "kind": "source",
    }
    begins = {"note": "new", "text": "About the new kinds.", "indicator": "calls", "kind": "comparability"}
    broken = {"indicator": "cases", "dimension": "kind", "year": 2021, "note": "new", "short": "new kinds"}
    rows += over_years("calls", 5, 6)
    world = World(tmp_path, rows, notes=[about, begins], series_breaks=[broken])
    drawn = exhibit("chart", kind="columns", figure="cases", parts="kind", first="a")
    crossed = exhibit("table", kind="cross", figure="cases", rows="kind", columns="sex", head="Kind", total="All")
    # the table is one of a single year, in which nothing is compared
    for body, printed in (
        (drawn, ["[note 1] About b.", "[note 2] About the new kinds."]),
        (crossed, ["[note 1] About b."]),
    ):
        assert notes_of(world.block(body)) == printed


def test_a_table_of_the_whole_tells_the_break_of_a_place_within_it(tmp_path):
    rows = [*over_years("cases", 10, 30, 40), *over_years("cases", 4, 9, 12, place="AA")]
    notes = [{"note": "new-register", "text": "Alpha moved to a new register.", "kind": "caveat"}]
    breaks = [{"indicator": "cases", "dimension": "place", "member": "AA", "year": 2021, "obs_status": "B",
               "note": "new-register", "short": "new register"}]  # fmt: skip
    world = World(tmp_path, rows, places=PLACES, notes=notes, series_breaks=breaks)
    assert "new-register" in str(world.block(rows_table("cases")).notes)
    assert "new-register" not in str(world.block(rows_table("cases"), years=(2021, 2022)).notes)
