"""docs/extending.md names every file that an extension touches: each list is held against an example in the code."""

import ast
import re
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from reportgen.builders import BUILDERS
from reportgen.document import Callout, Chart
from reportgen.exhibits.kinds import KINDS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
FUNCTIONS = {
    "ask": ["scope", "options"],
    "resolve": ["chart", "theme", "width"],
    "draw": ["resolved", "theme"],
    "word": ["resolved", "theme"],
    "tell": ["chart"],
    "spots": ["resolved"],
}
"""The modules of a room beside `values`, each with a function of its name and these parameters."""


def listed(heading):
    """The files in the table below a heading."""
    section = GUIDE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def modules():
    return sorted((ROOT / "reportgen").rglob("*.py"))


@cache
def imported(path):
    """The names that a file imports, each with its module."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return [(node.module, alias.name) for node in found for alias in node.names]


def short(path):
    return path.relative_to(ROOT).as_posix()


HEADINGS = ("A block", "A kind of chart", "A format", "A source of data", "A language")


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_file_that_is_listed_exists(heading):
    files = listed(heading)
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_list_for_a_block_has_all_files_that_know_one():
    name = Callout.__name__
    knowing = {
        short(path)
        for path in modules()
        if any(module.startswith("reportgen.document") and found == name for module, found in imported(path))
    }
    makes_one = "reportgen/trace/keyed/front.py"  # as a template does: it puts a box before an audit copy
    assert knowing - {makes_one} | {"reportgen/document/blocks.py"} == set(listed("A block"))


def test_the_list_for_a_kind_of_chart_is_its_room_and_its_entry():
    room = ROOT / "reportgen/exhibits/columns"
    needed = {short(room / f"{module}.py") for module in ("values", *FUNCTIONS)}
    assert set(listed("A kind of chart")) == {*needed, "reportgen/exhibits/kinds.py"}
    outside = [path for path in modules() if room not in path.parents and "exhibits" not in path.parts]
    assert [short(path) for path in outside if any("exhibits.columns" in module for module, _ in imported(path))] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_room_has_its_doors(kind):
    for module, parameters in FUNCTIONS.items():
        function = getattr(import_module(f"{kind.room}.{module}"), module)
        assert [name.lstrip("_") for name in signature(function).parameters] == parameters, module
    assert callable(import_module(f"{kind.room}.tell").table)
    assert kind.options
    own = [
        each
        for each in vars(import_module(f"{kind.room}.values")).values()
        if isinstance(each, type) and issubclass(each, Chart) and each is not Chart
    ]
    assert kind.name in {each.kind for each in own}


def test_the_list_for_a_format_is_its_package_and_its_entry():
    assert listed("A format") == ["reportgen/builders/text/__init__.py", "reportgen/builders/__init__.py"]
    naming = [
        short(path)
        for path in modules()
        if "builders/text" not in short(path) and "reportgen.builders.text" in path.read_text(encoding="utf-8")
    ]
    assert naming == ["reportgen/builders/__init__.py"]


@pytest.mark.parametrize("name", list(BUILDERS))
def test_every_format_builds_and_reads(name):
    module = import_module(BUILDERS[name].module)
    assert list(signature(module.build).parameters) == ["document", "theme", "surroundings"]
    assert list(signature(module.read).parameters) == ["content"]


def test_the_list_for_a_source_has_all_files_that_read_a_package():
    knowing = {
        short(path)
        for path in modules()
        if any(found == "FolderFiles" for _, found in imported(path)) and path.name != "__init__.py"
    }
    # these hand the files on without looking into them
    assert knowing - {
        *(f"reportgen/batch/{name}.py" for name in ("audited", "known", "plan", "suppressing", "tracing")),
        "reportgen/dataset/validated.py",
    } | {"reportgen/dataset/files.py"} == set(listed("A source of data"))
