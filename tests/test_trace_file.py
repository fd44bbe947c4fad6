"""`--with-trace`: the origins of all numbers as a file beside the document, from which anybody prints them anew."""

import json
import re
import subprocess
import sys

import pytest

from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.trace.files import names_of_files
from reportgen.trace.ledger import figure_name
from tests.test_cli_trace import NOTE, SHEET
from tests.worlds import ROOT, make_world

CHECK = ROOT / "docs" / "trace_check.py"
FORMULAS = ROOT / "docs" / "trace_formulas.py"


def check(trace, file):
    """What the script of the guide says of a file."""
    return said(CHECK, trace, file)


def said(script, *arguments):
    """What a script of the guide says."""
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("script", [CHECK, FORMULAS])
def test_a_script_has_thirty_lines(script):
    lines = [line for line in re.sub('""".*?"""', "", script.read_text("utf-8"), flags=re.DOTALL).splitlines() if line]
    assert len([line for line in lines if line.strip()]) <= 30, "beside its docstrings"


def in_full(cell, entries):
    """What an entry says of a cell, with what its group says of all."""
    group = entries.get(cell.get("in"), {})
    at = ", ".join(each["at"] for each in (group, cell) if "at" in each)
    figure = cell.get("figure") or group["figure"] + (f"{{{cell['members']}}}" if "members" in cell else "")
    return {**group, **cell, "at": at, "figure": figure}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Folder with the PDF of the briefing and of the appendix, and their traces."""
    out = tmp_path_factory.mktemp("shipped")
    asked = ["briefing", "appendix", "--format", "pdf", "--with-trace", "--date", "2025-06-30", "--out", str(out)]
    assert run(["build", *asked]) == 0
    return out


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = make_world(tmp_path_factory.mktemp("world"))
    made.write_report("note", NOTE)
    made.write_report("sheet", SHEET, more="scope: place\n")
    assert made.build("note", "sheet", "--place", "AA", "--format", "txt", "--with-trace") == 0
    return made


def test_a_script_without_the_program_prints_every_number_anew(world):
    assert check(world.out / "note-2020-2022.trace.json", world.out / "note-2020-2022.txt") == (
        "11 numbers, all as printed\n"
    )


def test_the_script_finds_a_number_that_is_not_that_of_the_trace(world, tmp_path):
    text = (world.out / "note-2020-2022.txt").read_text(encoding="utf-8").replace("8.3%", "8.4%")
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    assert check(world.out / "note-2020-2022.trace.json", tmp_path / "note.txt").endswith("1 wrong: ['8.3%']\n")


def test_a_script_works_out_every_operation_anew(world, tmp_path):
    file = world.out / "note-2020-2022.trace.json"
    assert said(FORMULAS, file).endswith("values, all as worked out\n")
    text = file.read_text(encoding="utf-8")
    change = next(line for line in text.splitlines() if '"text":"8.3%"' in line)
    (tmp_path / "other.json").write_text(text.replace(change, change.replace('"value":8.3', '"value":8.4')), "utf-8")
    assert re.fullmatch(r"\d+ values, 1 wrong: \['#n\d+'\]\n", said(FORMULAS, tmp_path / "other.json"))


def test_an_entry_leads_to_its_cell(world):
    trace = json.loads((world.out / "note-2020-2022.trace.json").read_text(encoding="utf-8"))
    entries = {each["@id"]: each for each in trace["@graph"]}
    change = next(each for each in trace["@graph"] if each.get("text") == "8.3%")
    operation = entries[change["by"]]
    assert operation["operator"] == "change"
    cells = [in_full(entries[used], entries) for used in operation["used"]]
    assert [(entries[cell["file"]]["name"], cell["line"]) for cell in cells] == [
        ("data/figures.csv", 3),
        ("data/figures.csv", 4),
    ]
    assert entries["./"]["identifier"] == "note-2020-2022"


def test_the_documents_are_the_same_to_the_byte_with_and_without(world, tmp_path):
    folders = ("--data", str(world.data), "--templates", str(world.templates), "--out", str(tmp_path))
    assert run(["build", "note", *folders, "--format", "txt", "--date", "2025-06-30"]) == 0
    assert (tmp_path / "note-2020-2022.txt").read_bytes() == (world.out / "note-2020-2022.txt").read_bytes()


def test_it_is_on_record_and_comes_out_the_same_again(world, capsys):
    folders = ("--data", str(world.data), "--templates", str(world.templates))
    assert run(["verify", str(world.out), "--rebuild", *folders]) == 0
    assert "4 files made again from data and templates: 4 whole" in capsys.readouterr().out


@pytest.mark.parametrize("report", ["briefing", "appendix"])
def test_it_is_smaller_than_the_document(shipped, report):
    trace, pdf = (shipped / f"{report}-2020-2024.{end}" for end in ("trace.json", "pdf"))
    assert trace.stat().st_size < pdf.stat().st_size


def test_what_cells_of_a_table_have_in_common_is_said_once_and_nothing_is_lost(shipped):
    package = read_package(ROOT / "data")
    trace = json.loads((shipped / "appendix-2020-2024.trace.json").read_text(encoding="utf-8"))["@graph"]
    entries = {each["@id"]: each for each in trace}
    cells = [in_full(each, entries) for each in trace if each.get("@type") == "Cell"]
    told = {(each["figure"], entries[each["file"]]["name"], each["line"], each["at"]) for each in cells}
    files = names_of_files(package)
    observations = [cell for series in package.series.values() for cell in series.values()]
    known = {(figure_name(each, package), files[each.resource], each.line, each.location) for each in observations}
    assert len(told) == len(cells) > 500
    assert told <= known


@pytest.mark.conformance
@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_the_shipped_reports_print_what_their_traces_say(tmp_path_factory, form):
    out = tmp_path_factory.mktemp(form)
    asked = ["briefing", "appendix", "factsheet", "--place", "TX", "--place", "GU", "--format", form, "--with-trace"]
    assert run(["build", *asked, "--date", "2025-06-30", "--out", str(out)]) == 0
    for trace in sorted(out.glob("*.trace.json")):
        assert "all as printed" in check(trace, trace.with_name(trace.name.replace("trace.json", form)))
        assert "all as worked out" in said(FORMULAS, trace)
