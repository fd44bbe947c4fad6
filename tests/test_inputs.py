"""What a request is made from is read once, and told apart by one digest."""

import dataclasses
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from inspect import signature
from pathlib import Path

import pytest

import reportgen
from reportgen.batch import Request, plan, prepare, run_plan
from reportgen.batch.inputs import WORDING, read_inputs
from reportgen.batch.manifest import Record
from reportgen.batch.request import as_text, choices, from_text, told_in
from reportgen.cli.build import build
from reportgen.dataset import read_package
from reportgen.stages import measuring
from tests.worlds import ROOT, make_world

NO_MATTER = {"out", "force", "dry_run"}
"""Options on which no byte of a file depends."""


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def request(world, **options):
    folders = {"out": world.out, "data": world.data, "templates": world.templates}
    return Request(("note",), **{"formats": ("txt",), "date": date(2025, 6, 30), **folders, **options})


def another(value, folder):
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case str():
            return f"{value}x"
        case tuple():
            return (*value, "x")
        case date():
            return date(2024, 1, 1)
        case Path() | None:
            (folder / "other").mkdir()
            (folder / "other" / "file").write_text("other", encoding="utf-8")
            return folder / "other"
        case _:
            raise AssertionError(f"no other value of {value!r}")


@pytest.mark.parametrize("name", [each.name for each in fields(Request)])
def test_every_option_but_three_changes_the_key(world, tmp_path, name):
    asked = request(world)
    other = replace(asked, **{name: another(getattr(asked, name), tmp_path)})
    assert (read_inputs(other).key == read_inputs(asked).key) == (name in NO_MATTER)


def test_a_new_option_changes_the_key_without_another_line(world, monkeypatch):
    before = request(world)
    grown = dataclasses.make_dataclass("Grown", [("binding", str, "left")], bases=(Request,), frozen=True, slots=True)
    monkeypatch.setattr("reportgen.batch.request.Request", grown)
    values = {each.name: getattr(before, each.name) for each in fields(Request)}
    assert read_inputs(grown(**values)).key != read_inputs(grown(**values, binding="right")).key
    assert choices(grown(**values, binding="right"), ()) == {"binding": "right"}


def test_a_date_that_nobody_asked_for_changes_no_key(world):
    keys = {
        read_inputs(request(world, date=day, date_is_today=True)).key for day in (date(2025, 1, 1), date(2025, 1, 2))
    }
    assert len(keys) == 1


def test_every_choice_can_be_told_and_read_back():
    examples = {str: "one", bool: True, tuple: ("a", "b"), date: date(2025, 1, 2)}
    asked = Request(("note",))
    for each in (*told_in("environment"), *told_in("format"), *told_in("record")):
        value = examples[type(getattr(asked, each.name))]
        assert from_text(each.name, as_text(value)) == value


def test_the_record_of_a_file_has_a_field_for_each_option_that_it_tells():
    assert {each.name for each in told_in("record")} <= {each.name for each in fields(Record)}


opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)


@pytest.mark.parametrize("is_standing", [False, True])
def test_every_file_of_the_data_is_opened_once(world, is_standing):
    if is_standing:
        list(run_plan(plan(request(world))))
    opened.clear()
    prepared = prepare(request(world))
    assert bool(getattr(prepared, "names", ())) == is_standing
    counts = [opened.count(str(path)) for path in sorted(world.data.rglob("*.*"))]
    assert counts == [1] * len(counts)


def test_the_checksum_is_that_of_the_bytes_that_were_parsed(world):
    before = read_package(world.data)
    inputs = read_inputs(request(world))
    figures = world.data / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("220", "999"), encoding="utf-8")
    package = plan(request(world), inputs).context.package
    assert (package.checksum, package.series) == (before.checksum, before.series)
    assert read_package(world.data).checksum != before.checksum


def test_unchanged_data_are_audited_once(world):
    figures = world.data / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("220", "217"), encoding="utf-8")
    with measuring() as times:
        for _ in range(3):
            plan(request(world))
    assert times.counts["check the data"] == 1
    figures.write_text(figures.read_text(encoding="utf-8").replace("217", "218"), encoding="utf-8")
    with measuring() as times:
        plan(request(world))
    assert times.counts["check the data"] == 1


def test_a_second_build_from_python_returns_the_same_files_at_a_glance(world):
    options = {"places": ("BB", "AA"), "formats": ("pdf", "txt"), "out": world.out, "data": world.data}
    options |= {"templates": world.templates, "index": True, "archive": True, "with_data": True}
    first = reportgen.build("sheet", "note", **options)
    with measuring() as times:
        assert reportgen.build("sheet", "note", **options) == first
    assert times.counts == {}
    assert [path.name for path in first if path.suffix == ".pdf"] == [
        "sheet-BB-2020-2022.pdf",
        "sheet-AA-2020-2022.pdf",
        "note-2020-2022.pdf",
    ]


def test_both_doors_offer_every_option():
    """The date is today's when none is given; a dry run has nothing to return to a program.

    On the command line some come from the settings of the project, or stand under another name.
    """
    options = {each.name for each in fields(Request)} - {"date_is_today"}
    assert options - set(signature(reportgen.build).parameters) == {"dry_run"}
    settings = {"organisation", "compiled_by", "with_figures"}
    assert options - set(signature(build).parameters) == {"native_charts", "site_address"} | settings
    assert {"docx_charts", "address"} <= set(signature(build).parameters)


OUTSIDE = {"annotated-doc", "pikepdf", "rich", "shellingham", "typer"} | {"markupsafe", "mdurl"}
"""What talks to the user, is loaded for other formats, or comes along with a library that is named."""


def test_the_key_names_every_library_that_words_go_through(tmp_path):
    script = f"""
import importlib.metadata, sys
from reportgen.cli import run
before = set(sys.modules)
assert run(["build", "briefing", "--format", "txt", "--out", {str(tmp_path)!r}, "--date", "2025-06-30"]) == 0
loaded = {{module.split(".")[0] for module in set(sys.modules) - before}}
known = importlib.metadata.packages_distributions()
print(*{{each for module in loaded for each in known.get(module, ())}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    used = {each.lower().replace("_", "-") for each in done.stdout.splitlines()[-1].split()} - {"reportgen"}
    assert "jinja2" in used
    assert used - OUTSIDE <= set(WORDING)
