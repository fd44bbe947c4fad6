"""Imports go down a rank, never sideways, never up; the table is the one of docs/architecture.md."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from reportgen.language.messages import messages

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"
LAYERS = (
    (5, {"__main__"}),
    (5, {"api", "cli"}),
    (5, {"serve"}),
    (4, {"batch"}),
    (3, {"reading"}),
    (3, {"builders", "compose", "export", "outline"}),
    (2, {"trace"}),
    (2, {"audit"}),
    (2, {"compare"}),
    (2, {"exhibits"}),
    (2, {"charts", "dataset", "intake", "numbering", "profile", "template"}),
    (1, {"file_names", "methods"}),
    (1, {"document", "fonts", "precision", "kept", "project", "resources", "theme", "years"}),
    (1, {"breakdown", "stages", "unit", "wording"}),
    (1, {"periods"}),
    (1, {"bounded", "formulas", "links"}),
    (1, {"direction", "language", "lengths", "measure", "suppression", "tints"}),
    (1, {"limits", "memory", "quantity", "said"}),
    (0, {"archives", "errors", "frozen", "process", "version"}),
)
"""Rank and modules, from the top; an import leads to a line further down, also within a rank."""
DEPTH = {module: depth for depth, (_, modules) in enumerate(LAYERS) for module in modules}
SIDES = {"ask": "compose", "word": "builders"}
"""Modules of a room in `exhibits` that count as another part of the program, which alone loads them."""
LIBRARIES = {
    "pandas": {"dataset", "export", "exhibits"},
    "frictionless": {"dataset"},
    "jinja2": {"serve", "template"},
    "markdown_it": {"template"},
    "matplotlib": {"charts"},
    "reportlab": {"builders"},
    "pikepdf": {"builders", "profile"},
    "docx": {"builders"},
    "typer": {"cli"},
    "babel": {"intake", "language"},
    "python_calamine": {"intake"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}
"""The modules that may know a library."""
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def module_of(path):
    """The part of the program that a file belongs to: `builders` for reportgen/builders/pdf/fonts.py."""
    first, *rest = path.relative_to(PACKAGE).parts
    # a room of a chart has two modules that belong to others: what composing asks for, and what is written for Word
    return SIDES.get(path.stem, first) if first == "exhibits" and len(rest) == 2 else first.removesuffix(".py")


@cache
def source_files():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@cache
def nodes_of(path):
    """Everything in a module, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported_names(path):
    """Every module a file imports, whole: at the top, within functions, and for types only."""
    names = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "reportgen":
                names += [f"reportgen.{alias.name}" for alias in node.names]
            else:
                names.append(node.module)
    return tuple(names)


def own_imports(path):
    return {name.split(".")[1] for name in imported_names(path) if name.startswith("reportgen.")}


def short(path):
    return str(path.relative_to(ROOT))


def test_every_module_has_a_rank():
    assert [short(path) for path in source_files() if module_of(path) not in DEPTH] == []


def test_imports_go_down_a_rank():
    imports = [(short(path), module_of(path), other) for path in source_files() for other in own_imports(path)]
    assert imports
    assert [each for each in imports if each[1] != each[2] and DEPTH[each[2]] <= DEPTH[each[1]]] == []


def test_a_library_is_known_to_few():
    imports = [
        (short(path), module_of(path), name.split(".")[0]) for path in source_files() for name in imported_names(path)
    ]
    assert [each for each in imports if each[1] not in LIBRARIES.get(each[2], {each[1]})] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_who_may_know_a_library_does_know_it(library):
    knows = {module_of(path) for path in source_files() if library in {n.split(".")[0] for n in imported_names(path)}}
    assert LIBRARIES[library] == knows


def import_graph():
    """Every module of the program with those that it imports: a module that is named itself, not the package of it."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    return {name: set(imported_modules(path, modules)) - {name} for name, path in modules.items()}


def imported_modules(path, modules):
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & set(modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from named & set(modules)
            if named - set(modules):
                yield node.module


def reached(graph, start):
    """All modules that one leads to, over any number of imports."""
    found, waiting = set(), [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def test_no_modules_import_each_other_in_a_circle():
    graph = import_graph()
    leads = {name: reached(graph, name) for name in graph}
    circles = {frozenset(other for other in leads[name] if name in leads[other]) for name in graph}
    assert circles - {frozenset()} == set()


def test_builders_do_not_import_each_other():
    builders = {path.name for path in (PACKAGE / "builders").iterdir() if path.is_dir()}
    for path in (PACKAGE / "builders").rglob("*.py"):
        own = path.relative_to(PACKAGE / "builders").parts[0].removesuffix(".py")
        others = {name.split(".")[2] for name in imported_names(path) if name.startswith("reportgen.builders.")}
        assert own == "__init__" or not (others & builders) - {own}, short(path)


def test_compose_knows_no_builder_and_builders_no_package():
    assert not [path for path in (PACKAGE / "compose").rglob("*.py") if "builders" in own_imports(path)]
    knows = {"dataset", "compare", "template"}
    assert not [path for path in (PACKAGE / "builders").rglob("*.py") if knows & own_imports(path)]


def test_no_module_is_a_drawer_for_odds_and_ends():
    parts = [
        (short(path), part.removesuffix(".py")) for path in source_files() for part in path.relative_to(PACKAGE).parts
    ]
    assert [each for each in parts if each[1] in EMPTY_NAMES] == []


SUBJECTS = re.compile(
    r"ncmec|cyber.?tip|amber|missing[ _](child|person)|clearinghouse|territor|runaway|abduct|traffick|exploit"
    r"|counts of reports|impact[ _]report|\bU\.S\.|\bUnited States\b",
    re.IGNORECASE,
)
"""Words of the reports that come along: the code has none of them, neither in what it prints nor in its names."""
KNOWN_WORDS = {
    "reportgen/dataset/levels.py": {"territory"},  # a type of place that earlier packages have instead of a level
    "reportgen/dataset/records.py": {"clearinghouse"},  # a column that packages may do without
    "reportgen/dataset/translations.py": {"clearinghouse"},
}


def words_of_the_code(path):
    """The texts and the names of a module, without its docstrings and comments, which may give examples."""
    nodes = nodes_of(path)
    explained = {
        id(first.value)
        for node in nodes
        for first in (getattr(node, "body", None) if isinstance(getattr(node, "body", None), list) else ())
        if isinstance(first, ast.Expr)
    }
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in explained:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name.replace("_", " ")
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name.replace("_", " ")


def test_the_code_knows_no_organisation_and_no_subject():
    # what reads foreign files knows the words of many of them
    files = [path for path in source_files() if "intake" not in path.parts]
    words = [(short(path), word) for path in files for word in words_of_the_code(path) if SUBJECTS.search(word)]
    assert [(file, word) for file, word in words if word not in KNOWN_WORDS.get(file, ())] == []


def test_what_the_program_prints_is_about_no_subject():
    subjects = re.compile(r"\b(cases?|child\w*|states?|territor\w*|county|counties|country)\b", re.IGNORECASE)
    assert [message.text for message in messages() if subjects.search(f"{message.text} {message.many}")] == []


def test_a_report_is_built_without_what_only_other_commands_need(tmp_path):
    asked = ["build", "factsheet", "--place", "GU", "--format", "pdf", "--format", "docx", "--out", str(tmp_path)]
    script = f"import sys; from reportgen.cli import run; print(run({asked}), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "0"
    others = {f"reportgen.{name}" for name in ("intake", "outline", "profile", "trace", "batch.index.page")}
    assert not {"pandas", "frictionless", "babel", "rich", *others} & set(modules)


def test_help_imports_nothing_heavy():
    heavy = {"pandas", "numpy", "matplotlib", "reportlab", "docx", "jinja2", "frictionless", "pikepdf"}
    script = "import sys; from reportgen.cli import run; run(['--help']); print('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not heavy & set(done.stdout.splitlines()[-1].split())
