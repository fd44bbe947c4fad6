"""A format is one entry in the table of builders; all that the program does with formats follows from it."""

import importlib.metadata
import inspect
import json
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from reportgen.batch import Request, plan, run_plan
from reportgen.batch.decide import INPUTS
from reportgen.batch.kinds import all_needs
from reportgen.builders import BUILDERS, Builder, Needs
from tests import shouting
from tests.worlds import make_world

ROOT = Path(__file__).parent.parent
SHOUT = Builder("shout", "Shouted", "tests.shouting", Needs(("jinja2",), ("theme", "native_charts")))


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setitem(BUILDERS, "shout", SHOUT)
    return make_world(tmp_path)


def made(world, **options):
    """Build the note and return of each file what became of it, and why."""
    folders = {"out": world.out, "data": world.data, "templates": world.templates}
    request = Request(("note",), **{"formats": ("shout",), "date": date(2025, 6, 30), **folders, **options})
    outcomes = list(run_plan(plan(request)))
    assert [str(error) for outcome in outcomes for error in outcome.errors] == []
    return {result.name: (result.state, result.reason) for outcome in outcomes for result in outcome.results}


def test_a_new_format_is_made_once(world):
    assert made(world) == {"note-2020-2022.shout": ("made", "it is new")}
    assert b"THE FIGURES OF 2020 TO 2022" in (world.out / "note-2020-2022.shout").read_bytes()
    assert made(world) == {"note-2020-2022.shout": ("unchanged", "nothing changed")}


def test_a_new_format_is_made_again_when_an_input_of_it_changes(world):
    made(world)
    theme = world.templates / "themes" / "default.toml"
    theme.write_text(theme.read_text(encoding="utf-8").replace("[colours]", "[colours] # other"), encoding="utf-8")
    assert made(world)["note-2020-2022.shout"][0] == "unchanged"
    state, reason = made(world, theme="appendix")["note-2020-2022.shout"]
    assert state == "made"
    assert reason.startswith("theme default")
    state, reason = made(world, theme="appendix", native_charts=False)["note-2020-2022.shout"]
    assert (state, reason) == ("made", "native charts none became no")
    assert b" pictures\n" in (world.out / "note-2020-2022.shout").read_bytes()


def test_an_option_that_a_format_does_not_heed_is_no_reason(world):
    made(world, formats=("txt", "pdf"))
    states = made(world, formats=("txt", "pdf"), native_charts=False)
    assert {state for state, _ in states.values()} == {"unchanged"}


def test_a_new_format_is_proved(world, monkeypatch):
    monkeypatch.setattr(shouting, "build", lambda document, theme, surroundings: b"# nothing of it")
    world.write_report("sheet", "# Place\n\nThis is {{ place.name }}.\n", more="scope: place\n")
    folders = {"out": world.out, "data": world.data, "templates": world.templates}
    (outcome,) = run_plan(plan(Request(("sheet",), places=("AA",), formats=("shout",), **folders)))
    assert "the finished shout does not say what it should: expected `Alpha`" in str(outcome.errors[0])


def test_a_new_format_is_listed_by_its_title(world):
    made(world, formats=("txt", "shout"), index=True)
    page = (world.out / "index.html").read_text(encoding="utf-8")
    assert page.index(">Text<") < page.index(">Shouted<")
    assert "note-2020-2022.shout" in (world.out / "index.csv").read_text(encoding="utf-8")


def test_a_new_format_is_verified_like_the_others(world, capsys):
    made(world, native_charts=False, theme="appendix")
    from reportgen.cli import run

    folders = ("--data", str(world.data), "--templates", str(world.templates))
    assert run(["verify", str(world.out), "--rebuild", *folders]) == 0
    assert "made again from data and templates: 1 whole" in capsys.readouterr().out


def test_help_names_every_format():
    script = (
        "from reportgen.builders import BUILDERS, Builder, Needs; "
        "BUILDERS['shout'] = Builder('shout', 'Shouted', 'tests.shouting', Needs()); "
        "from reportgen.cli import run; run(['build', '--help'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    told = "pdf, docx, html, txt or shout; several, separated by commas. [default: (pdf and docx)]"
    assert told in " ".join(done.stdout.split())


@pytest.mark.parametrize("kind", all_needs())
def test_every_input_and_library_is_known(kind):
    needs = all_needs()[kind]
    assert set(needs.inputs) <= {*INPUTS, *(each.name for each in fields(Request))}
    assert all(importlib.metadata.version(name) for name in needs.libraries)


BESIDE = {"cycler", "kiwisolver", "lxml", "numpy", "packaging", "pikepdf", "pyparsing", "python-dateutil"}
BESIDE |= {"pytz", "six", "typing-extensions", "tzdata"}
"""What is loaded along, and has no part in the bytes."""


@pytest.mark.parametrize("name", BUILDERS)
def test_all_builders_are_of_one_type(name):
    module = importlib.import_module(BUILDERS[name].module)
    assert list(inspect.signature(module.build).parameters) == ["document", "theme", "surroundings"]
    assert list(inspect.signature(module.read).parameters) == ["content"]


MAKE = """
import importlib.metadata, json, sys
from functools import partial
from pathlib import Path
from reportgen.builders import BUILDERS, PAGED, Surroundings, lay_out
from reportgen.dataset import read_package
from reportgen.reading import first_page
from reportgen.resources import data_folder, templates_folder
from reportgen.template import read_theme
from tests.documents import stress_document
theme, document = read_theme("default", templates_folder()), stress_document(rows=5)
package = read_package(data_folder())
before = set(sys.modules)
match sys.argv[1]:
    case "png":
        first_page(BUILDERS[PAGED].build(document, theme), width=100)
    case "data.xlsx":
        from reportgen.export import to_xlsx
        to_xlsx(package, years=(2024,))
    case "trace.json":
        from reportgen.trace.crate import crate_text
        crate_text(document, package, name="stress")
    case "txt":
        BUILDERS["txt"].build(document, theme)
    case name:
        BUILDERS[name].build(document, theme, Surroundings(partial(lay_out, document, theme)))
loaded = {module.split(".")[0] for module in set(sys.modules) - before}
known = importlib.metadata.packages_distributions()
print(json.dumps(sorted({each for module in loaded for each in known.get(module, ())})))
"""
"""Makes a file of a kind and prints the libraries that were loaded for it."""


@pytest.mark.conformance
@pytest.mark.parametrize("kind", all_needs())
def test_a_kind_of_file_names_the_libraries_that_it_uses(kind):
    if kind == "png":
        pytest.importorskip("pypdfium2")
    command = [sys.executable, "-c", MAKE, kind]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    used = {each.lower().replace("_", "-") for each in json.loads(done.stdout)} - {"reportgen"}
    named = set(all_needs()[kind].libraries)
    assert used >= named
    assert used - named <= BESIDE
