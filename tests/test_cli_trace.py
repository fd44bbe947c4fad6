"""`reportgen trace`: from a number in a finished file back to the lines of the data, and the other way."""

import json
import shutil

import pikepdf
import pytest

from reportgen.cli import run
from tests.worlds import make_world

NOTE = """# Figures

In 2022 there were {{ figure('cases', 2022) }} cases, {{ change('cases', 2021, 2022).percent }} less than before.

:::{table} places
kind: members
figure: cases
by: place
head: Place
total: All
changes: false
share: last
headline: Cases by place
subtitle: Number
:::
"""
SHEET = "# Place\n\n{{ place.name }} had {{ figure('cases', 2022) }} cases.\n"

LISTED = (
    SHEET
    + """
:::{index}
title: Places
text: "In 2022 there were {{ figure('cases', 2022, place='US') }} cases."
figure: cases
:::
"""
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    world = make_world(tmp_path_factory.mktemp("world"))
    world.write_report("note", NOTE)
    world.write_report("sheet", SHEET, more="scope: place\n")
    assert world.build("note", "sheet", "--place", "AA", "--place", "BB", "--format", "pdf", "--format", "txt") == 0
    return world


@pytest.fixture
def world(built, tmp_path):
    """A copy, which may be changed."""
    shutil.copytree(built.folder, tmp_path / "world")
    return type(built)(tmp_path / "world")


@pytest.fixture
def trace(built, capsys):
    """What is printed for some arguments, with the exit code."""

    def traced(*arguments, world=built, file="note-2020-2022.pdf"):
        folders = ("--data", str(world.data), "--templates", str(world.templates))
        code = run(["trace", str(world.out / file) if file else str(world.out), *arguments, *folders])
        said = capsys.readouterr()
        return code, said.out or said.err

    return traced


def test_a_change_is_told_down_to_its_cells(trace):
    code, told = trace("8.3%")
    assert code == 0
    assert told.splitlines() == [
        "8.3%",
        "   in section “Figures”: “In 2022 there were 330 cases, 8.3% less than before.”",
        "   unrounded 8.333333333…, rounded half up to 1 decimal",
        "   change in percent: the difference of the two figures, divided by the earlier one",
        "   (330 − 360) ÷ 360 × 100 = −8.333333333…",
        "   Both are figures of one series: Cases. No series break lies between 2021 and 2022. Both are given exactly.",
        "      360  Cases, United States, 2021  (cases@2021)",
        "         data/figures.csv:3",
        "         in Report 2021: Table 1",
        "      330  Cases, United States, 2022  (cases@2022)",
        "         data/figures.csv:4",
        "         in Report 2022: Table 1",
        "",
        "1 number in note-2020-2022.pdf",
    ]


def test_a_number_is_found_by_its_exhibit_its_page_and_its_figure(trace):
    assert trace("--table", "T1", "--row", "alpha", "--column", "share")[1].startswith("33.3%\n")
    assert "Table 1, row “Alpha”, column “2022”" in trace("110", "--page", "1")[1]
    assert trace("--figure", "cases@2022{place=BB}")[1].splitlines()[0] == "220"
    assert trace("330", file="note-2020-2022.txt")[0] == 0


def test_as_json_it_can_be_worked_with(trace):
    (found,) = json.loads(trace("--table", "places", "--row", "Beta", "--json")[1])
    assert [each["text"] for each in found["printed"]] == ["220", "66.7%"]
    kind, place = found["numbers"][found["printed"][1]["number"]]["origin"]
    assert (kind, found["operations"][place]["operator"]) == ("operation", "share")


def test_a_cell_tells_every_number_that_comes_from_it(trace):
    code, told = trace("--cell", "figures.csv:7", file="")
    assert code == 0
    assert told.splitlines() == [
        "note-2020-2022.txt",
        "   110   Table 1, row “Alpha”, column “2022”",
        "   33.3%   Table 1, row “Alpha”, column “Share 2022”",
        "sheet-AA-2020-2022.txt",
        "   110   section “Place”: “Alpha had 110 cases.”",
        "3 numbers come from figures.csv:7, in 2 documents",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("4711",), "number `4711`: no such number stands in `note-2020-2022.pdf`"),
        (("110", "--page", "7"), "there is no page 7: `note-2020-2022.pdf` has 1 page"),
        (("--table", "T9"), "exhibit `T9`: no such number stands in `note-2020-2022.pdf`\nhint: it has Table 1"),
        (
            ("--table", "T1", "--column", "1999"),
            "exhibit `T1`, column `1999`: no such number stands in `note-2020-2022.pdf`\nhint: known: `",
        ),
        (("--figure", "cases"), "expected the name of a figure, found `cases`"),
        (("--cell", "figures.csv:99"), "no figure stands in `data/figures.csv` on line 99\nhint: its last one is"),
        (("--cell", "other.csv:1"), "the data have no file `other.csv` with figures"),
        ((), "expected a number, found none"),
    ],
)
def test_what_stands_nowhere_is_one_clear_answer(trace, arguments, said):
    code, told = trace(*arguments)
    assert code == 2
    assert told.startswith(f"error: {said}")


def test_a_file_that_is_none_of_ours_is_told(trace, world):
    (world.out / "other.pdf").write_bytes(b"%PDF-1.7")
    assert trace("330", world=world, file="other.pdf")[1].splitlines()[0].endswith("not a file of this folder's record")
    (world.out / "manifest.json").unlink()
    assert "expected a manifest, found none" in trace("330", world=world)[1]


def test_a_file_that_was_changed_by_hand_is_told(trace, world):
    (world.out / "note-2020-2022.txt").write_text("331 cases", encoding="utf-8")
    code, told = trace("331", world=world, file="note-2020-2022.txt")
    assert code == 5
    assert "its bytes are not those that were written" in told


def test_a_file_that_is_locked_or_not_whole_is_told(trace, world):
    file = world.out / "note-2020-2022.pdf"
    content = file.read_bytes()
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert (
        "those that were written: it is locked with a password\nhint: its numbers are" in trace("330", world=world)[1]
    )
    file.write_bytes(content[:300])
    assert "its bytes are not those that were written: not a PDF: " in trace("330", world=world)[1]


def test_other_data_are_told_and_not_papered_over(trace, world):
    table = world.data / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",330,", ",331,"), encoding="utf-8")
    code, told = trace("330", world=world)
    assert code == 3
    assert "the data or the templates are not those it was made from" in told
    assert "program" not in told


def test_another_version_of_the_program_is_told_where_it_makes_another_document(trace, world, monkeypatch):
    table = world.data / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",330,", ",331,"), encoding="utf-8")
    monkeypatch.setattr("reportgen.batch.tracing.program_fingerprint", lambda: "another one")
    assert "are not those it was made from, or this version of the program" in trace("330", world=world)[1]


def test_every_number_of_a_trace_is_looked_for_in_the_finished_files(built, world, capsys):
    def verify(made):
        folders = ("--data", str(made.data), "--templates", str(made.templates))
        code = run(["verify", str(made.out), "--numbers", *folders])
        return code, capsys.readouterr().out.splitlines()

    code, lines = verify(built)
    assert (code, lines[-2]) == (0, "6 files read, and compared with their traces: 6 whole")
    assert lines[-1].startswith("56 of 56 sequences of digits in them are known, 100%: number 28, period 14,")
    note = world.out / "note-2020-2022.txt"
    note.write_text(note.read_text(encoding="utf-8").replace("8.3%", "8.4%"), encoding="utf-8")
    code, lines = verify(world)
    assert code == 5
    told = "it does not print `8.3%`; not of its trace text: `8.4` in “In 2022 there were 330 cases, 8.4% less"
    assert f"note-2020-2022.txt  different  {told}" in "\n".join(lines)
    assert lines[-1].startswith("55 of 56 sequences of digits in them are known, 98.2%: ")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("--row", "Nobody"), "known: "),
        (("--column", "2o22"), "did you mean `2022`?"),
        (("--table", "T9"), "it has "),
        (("--figure", "cases@1999"), "ask for a number as it is printed"),
    ],
)
def test_what_stands_nowhere_is_told_with_what_could_be_asked(trace, asked, hint):
    code, told = trace(*asked)
    assert code == 2
    assert "no such number stands in" in told
    assert f"hint: {hint}" in told


@pytest.mark.parametrize("line", ["²", "٣", "-1", "", "9" * 400])
def test_a_line_that_is_no_number_is_told(trace, line):
    code, told = trace("--cell", f"figures.csv:{line}")
    assert code == 2
    assert "expected a file of the data and a line" in told


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """Sheets on places, with their figures beside them and a list of all."""
    world = make_world(tmp_path_factory.mktemp("listed"))
    world.write_report("sheet", LISTED, more="scope: place\n")
    options = ("--place", "AA", "--place", "BB", "--format", "txt", "--index", "--with-data", "--with-trace")
    assert world.build("sheet", *options) == 0
    return world


def test_a_figure_of_a_workbook_is_the_cell_that_its_row_names(trace, listed):
    code, told = trace("110", world=listed, file="sheet-AA-2020-2022-data.xlsx")
    assert code == 0
    assert told.splitlines() == [
        "110",
        "   in Figures, row “Cases, 2022, Alpha”, column “Value”",
        "   unrounded 110, rounded half up to a whole number",
        "   110  Cases, Alpha, 2022  (cases@2022{place=AA})",
        "      data/figures.csv:7",
        "      in Report 2022: Table 1",
        "",
        "1 number in sheet-AA-2020-2022-data.xlsx",
    ]
    told = trace("--table", "Figures", "--row", "2021", world=listed, file="sheet-AA-2020-2022-data.xlsx")[1]
    assert told.splitlines()[0] == "120"


def test_a_workbook_with_more_figures_than_its_document_is_of_the_very_same_data(trace, listed, tmp_path):
    shutil.copytree(listed.folder, tmp_path / "listed")
    changed = type(listed)(tmp_path / "listed")
    table = changed.data / "figures.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    shown_nowhere = next(line for line in lines if ",BB," in line)
    table.write_text("".join(lines).replace(shown_nowhere, shown_nowhere.replace("Table 1", "Table 9")), "utf-8")
    assert trace("110", world=changed, file="sheet-AA-2020-2022.txt")[0] == 0
    code, told = trace("110", world=changed, file="sheet-AA-2020-2022-data.xlsx")
    assert (code, told.splitlines()[0]) == (
        3,
        "error: sheet-AA-2020-2022-data.xlsx: the data are not those it was made from",
    )


def test_a_number_on_the_front_page_is_told_with_the_document_that_it_is_of(trace, listed):
    code, told = trace("110", world=listed, file="index.html")
    assert code == 0
    assert told.splitlines()[:2] == ["110", "   in “Alpha”: “110”"]
    assert "data/figures.csv:7" in told
    assert told.splitlines()[-1] == "2 numbers in index.html"  # it is heard with its trend, too
    told = trace("330", world=listed, file="index.html")[1]
    assert "in index of documents: “In 2022 there were 330 cases.”" in told
    assert told.splitlines()[-1] == "1 number in index.html"


def test_a_cell_reaches_the_front_page(trace, listed):
    code, told = trace("--cell", "figures.csv:7", world=listed, file="index.html")
    assert (code, told.splitlines()[0]) == (0, "index.html")
    assert "   110   “Alpha”: “110”" in told


@pytest.mark.parametrize(("file", "said"), [("index.csv", "no document"), ("sheet-AA-2020-2022.trace.json", "no doc")])
def test_what_has_no_figures_of_its_own_is_told(trace, listed, file, said):
    code, told = trace("110", world=listed, file=file)
    assert code == 5
    assert said in told


def test_a_number_that_is_not_on_the_front_page_is_told(trace, listed):
    code, told = trace("4711", world=listed, file="index.html")
    assert code == 2
    assert told.startswith("error: number `4711`: no such number stands in `index.html`\nhint: ask for a number as")
