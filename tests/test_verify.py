"""What `reportgen verify` finds, and how it says so."""

from datetime import date

import pytest

from reportgen.batch import Request, plan, run_plan
from reportgen.cli import run
from tests.worlds import make_world


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    options = {"out": made.out, "data": made.data, "templates": made.templates, "with_data": True}
    for day, formats in ((date(2025, 6, 30), ("pdf", "txt")), (date(2025, 7, 1), ("txt",))):
        reports = ("note",) if day.month == 7 else ("sheet",)
        places = () if day.month == 7 else ("AA", "BB")
        list(run_plan(plan(Request(reports, places=places, formats=formats, date=day, index=True, **options))))
    return made


def verify(world, *options):
    folders = ("--data", str(world.data), "--templates", str(world.templates))
    return run(["verify", str(world.out), *folders, *options])


def test_a_folder_as_it_was_made_is_whole(world, capsys):
    assert verify(world) == 0
    assert capsys.readouterr().out.endswith(": 12 whole\n")


def test_a_missing_and_a_changed_file_are_named(world, capsys):
    (world.out / "note-2020-2022.txt").unlink()
    (world.out / "sheet-AA-2020-2022.pdf").write_bytes(b"%PDF-1.7")
    assert verify(world) == 5
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[:2]] == [
        ["note-2020-2022.txt", "missing"],
        ["sheet-AA-2020-2022.pdf", "changed"],
    ]
    assert lines[2].endswith("1 changed, 1 missing, 10 whole")


def test_documents_made_again_have_the_same_bytes(world, capsys):
    assert verify(world, "--rebuild") == 0
    assert "files made again from data and templates: 10 whole" in capsys.readouterr().out


def test_what_would_be_another_document_today_is_named(world, capsys):
    world.write_report("note", "# Other words\n")
    assert verify(world, "--rebuild") == 5
    assert "note-2020-2022.txt  different  its words or figures changed" in capsys.readouterr().out


def test_a_rebuild_leaves_the_files_alone(world):
    before = {path: path.read_bytes() for path in sorted(world.out.rglob("*.*"))}
    world.write_report("note", "# Other words\n")
    verify(world, "--rebuild")
    assert {path: path.read_bytes() for path in sorted(world.out.rglob("*.*"))} == before


def test_a_folder_without_a_record_is_an_error(tmp_path, capsys):
    assert run(["verify", str(tmp_path)]) == 5
    assert "manifest.json: expected a manifest, found none" in capsys.readouterr().err


def test_every_file_is_made_again_as_it_was_asked_for(world, capsys):
    folders = {"out": world.out, "data": world.data, "templates": world.templates, "date": date(2025, 6, 30)}
    chart = (
        ":::{chart} cases\nkind: line\nlines:\n- figure: cases\n  name: All\nheadline: Cases\nsubtitle: By year\n:::\n"
    )
    world.write_report("drawn", f"# Drawn\n\n{chart}")
    asked = (
        {"formats": ("pdf",), "chart_data": True, "theme": "appendix"},
        {"formats": ("txt",), "years": "2021"},
        {"formats": ("txt",)},
        {"formats": ("docx",), "native_charts": False, "with_data": True},
    )
    for options in asked:
        outcomes = list(run_plan(plan(Request(("drawn",), **folders, **options))))
        assert [str(error) for outcome in outcomes for error in outcome.errors] == []
    assert verify(world, "--rebuild") == 0
    assert "made again from data and templates: 15 whole" in capsys.readouterr().out


def test_a_document_of_an_earlier_template_is_told_and_the_others_are_proved(world, capsys):
    note = world.templates / "note.md"
    note.write_text(note.read_text(encoding="utf-8") + "\nA line that is new.\n", encoding="utf-8")
    assert verify(world, "--numbers") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["note-2020-2022.txt", "older"]
    assert "5 files read, and compared with their traces: 1 older, 4 whole" in lines


def test_where_all_documents_are_older_nothing_was_judged(world, capsys):
    for path in world.templates.glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8") + "\n{% if %}\n", encoding="utf-8")
    assert verify(world, "--numbers") == 3
    assert "5 files read, and compared with their traces: 5 older" in capsys.readouterr().out
