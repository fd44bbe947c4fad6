"""Not given, shown only as a picture, did not exist, derived here: four words and four marks."""

import pytest

from reportgen.builders.text.inlines import words
from reportgen.dataset import read_package
from reportgen.document import Figure, Mark, Table
from reportgen.document.walk import walk
from reportgen.measure import MarkCode
from tests.composing import World, broken_down, exhibit, over_years
from tests.packages import observation
from tests.test_author import document
from tests.worlds import ROOT

PACKAGE = read_package(ROOT / "data")
RANGES = [(first, last) for first in range(2020, 2025) for last in range(first, 2025)]
MISSING = {"O": ("x", "No figure given."), "L": ("i", "Shown only as a picture, not as numbers.")}
MISSING["M"] = ("z", "Did not exist, or does not apply.")


def small_print(block):
    return [f"[{line.lead.code}] {words(line.children)}" for line in block.notes if isinstance(line.lead, Mark)]


def rows_of(*names):
    groups = "\n".join(f"      - {{figure: {name}}}" for name in names)
    return f":::{{table}} x\nkind: indicators\nhead: H\nheadline: T\ngroups:\n  - rows:\n{groups}\n:::\n"


@pytest.mark.parametrize("status", MISSING)
def test_a_table_marks_why_there_is_no_figure_and_no_change(tmp_path, status):
    missing = [{"indicator": "calls", "year": 2020, "obs_status": status, "reason": "r"}]
    rows = [*over_years("calls", 5, first=2021), *over_years("cases", 1, 2)]
    world = World(tmp_path, rows, not_published=missing)
    table = world.block(rows_of("cases", "calls"))
    mark, meaning = MISSING[status]
    assert [tuple(str(one.code) for one in cell.marks) for cell in table.rows[1].cells[1:]] == [(mark,), (), (mark,)]
    assert f"[{mark}] {meaning}" in small_print(table)


@pytest.mark.parametrize(("status", "mark"), [("O", "x"), ("L", "i"), ("M", "z")])
def test_a_row_without_value_says_why_it_has_none(tmp_path, status, mark):
    rows = [observation(None, obs_status=status), *over_years("cases", 5, first=2021)]
    assert words(World(tmp_path, rows).block(rows_of("cases")).rows[0].cells[1].marks) == f"[{mark}]"


def test_a_breakdown_shown_only_as_a_picture_is_told_from_one_that_is_not_given(tmp_path):
    rows = broken_down("status", [9, 8, 7, 6], a=[5, None, None, 3], b=[4, None, None, 3])
    missing = [{"indicator": "cases", "year": 2021, "dimension": "status", "obs_status": "L", "reason": "r"}]
    world = World(tmp_path, rows, not_published=missing)
    lines = small_print(
        world.block(exhibit("table", kind="members", figure="cases", by="status", head="H", total="All"))
    )
    assert "[i] 2021: this breakdown is shown only as a picture, not as numbers." in lines
    assert "[x] 2022: no figures are given by this breakdown." in lines


def test_a_derived_figure_is_marked_and_its_parts_are_told(tmp_path):
    parts = {"obs_status": "E", "derived_from": "calls + letters"}
    table = World(tmp_path, [observation(5, **parts)]).block(rows_of("cases"))
    assert words(table.rows[0].cells[1].marks) == "[d]"
    assert small_print(table) == ["[d] Derived: calls + letters."]


def test_every_derived_figure_of_the_data_has_a_note_unless_it_is_so_by_definition():
    series = [found for years in PACKAGE.series.values() for found in years.values()]
    derived = [found for found in series if found.obs_status == "E" and "by definition" not in found.derived_from]
    assert derived
    assert [found for found in derived if not found.note] == []


def pictures(exhibit):
    """The years of `cases` by place, status, type, age or race that an exhibit calls not published."""
    alt = exhibit.alt if isinstance(exhibit, Figure) else ""
    return [text for text in (alt, *small_print(exhibit)) if "no figure" in text.lower() or "not published" in text]


@pytest.mark.parametrize("years", RANGES)
def test_no_figure_was_published_is_said_of_no_table_that_is_a_picture(years):
    reports = [document("briefing", years=years), document("factsheet", place="TX", years=years)]
    shown = [block for report in reports for block in report.blocks if isinstance(block, Figure | Table)]
    by_cases = [block for block in shown if block.anchor in PICTURED]
    assert [text for block in by_cases for text in pictures(block) if "2021" in text or "2023:" in text] == []


PICTURED = ("cases-by-status", "case-types", "all-places", "cases-by-year", "years", "neighbors", "map-of-cases")


@pytest.mark.parametrize("report", ["briefing", "appendix", "factsheet"])
def test_every_derived_figure_shown_is_marked(report):
    composed = document(report, place="TX")
    derived = {"36,210,368", "65,465,314", "63,105", "2,299", "3,269"}
    cells = [cell for block in composed.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    unmarked = [cell for cell in cells if words(cell.children) in derived and Mark(MarkCode.DERIVED) not in cell.marks]
    assert unmarked == []
    assert report == "factsheet" or any(Mark(MarkCode.DERIVED) in walk(cell) for cell in cells)
