"""Charts of a user's own in a batch: where they may come from, what depends on them, whom their errors stop."""

from importlib.metadata import EntryPoint

import pytest

import reportgen
from reportgen.batch import charts as batch_charts
from reportgen.batch.charts import installed_charts
from reportgen.exhibits.own import functions
from reportgen.reading import read_words
from tests.worlds import make_world

LOLLIPOPS = """
def lollipops(frame, look):
    figure = look.figure(height=100, layout="constrained")
    figure.subplots().plot(frame["year"], frame["value"], "o")
    return figure
"""
CHART = """# Chart

:::{{chart}} c
kind: {kind}
figures: [cases]
headline: Cases by year
subtitle: "Cases, number"
:::
"""


@pytest.fixture
def world(tmp_path):
    world = make_world(tmp_path)
    world.write_report("own", CHART.format(kind="lollipops"))
    return world


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch):
    monkeypatch.setattr(functions, "_entry_points", dict)


def write(world, text, name="charts.py"):
    path = world.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("ending", ["pdf", "docx", "txt"])
def test_a_chart_is_made_in_every_format(world, ending):
    assert world.build("own", "--charts", write(world, LOLLIPOPS), "--format", ending) == 0
    assert world.files() == [f"own-2020-2022.{ending}"]


def test_a_file_beside_the_templates_is_never_run(world, capsys):
    for folder in (world.templates, world.data, world.folder):
        (folder / "charts.py").write_text("raise SystemExit('run')", encoding="utf-8")
        (folder / "lollipops.py").write_text(LOLLIPOPS, encoding="utf-8")
    assert world.build("own") == 4
    assert "option `kind`: unknown `lollipops`" in capsys.readouterr().err


def test_a_document_is_made_again_when_its_chart_changes(world, capsys):
    path = write(world, LOLLIPOPS)
    arguments = ("own", "note", "--charts", path, "--format", "txt", "--format", "pdf")
    assert world.build(*arguments) == 0
    capsys.readouterr()
    assert world.build(*arguments) == 0
    assert "nothing to do" in capsys.readouterr().err
    write(world, LOLLIPOPS.replace("100", "120"))
    assert world.build(*arguments, "--dry-run") == 0
    told = capsys.readouterr()
    shown = told.out + told.err
    assert "own-2020-2022.pdf" in shown
    assert "own-2020-2022.txt" in shown
    assert "note-2020-2022.pdf: nothing" in shown or "note-2020-2022.pdf" not in shown


def test_a_function_that_fails_stops_no_other_document(world, capsys):
    bad = LOLLIPOPS.replace("    return figure", "    return 1 / 0")
    assert world.build("own", "note", "--charts", write(world, bad), "--format", "pdf", "--format", "docx") == 5
    assert world.files() == ["note-2020-2022.docx", "note-2020-2022.pdf"]
    (error,) = [line for line in capsys.readouterr().err.splitlines() if "ZeroDivisionError" in line]
    assert "templates/own.md:8: chart `c`: chart `lollipops` (" in error
    assert error.endswith("charts.py:5): ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "charts.py: cannot read the charts: no such file"),
        ("def f(:\n", "charts.py:1: cannot load the charts: SyntaxError"),
        ("x = 1\n", "charts.py: expected a function for a chart, found none"),
        ("def line(frame, look): ...\n", "charts.py:1: chart `line` is already one of reportgen itself"),
        (b"\xff\xfe", "charts.py: expected UTF-8, found UTF-16"),
    ],
)
def test_a_file_that_gives_no_chart_is_refused_before_anything_is_made(world, capsys, text, message):
    path = world.folder / "charts.py"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert world.build("own", "note", "--charts", str(path)) == 2
    assert message in capsys.readouterr().err
    assert world.files() == []


def test_all_errors_of_files_come_together(world, capsys):
    bad = [write(world, "def f(:\n", "one.py"), write(world, "x = 1\n", "two.py")]
    assert world.build("own", "--charts", bad[0], "--charts", bad[1], "--format", "pfd") == 2
    told = capsys.readouterr().err
    assert ["one.py:1: " in told, "two.py: " in told, "pfd" in told] == [True, True, True]


@pytest.mark.conformance
def test_workers_draw_what_one_process_draws(world):
    path = write(world, LOLLIPOPS)
    options = {"templates": world.templates, "data": world.data, "charts": [path], "formats": ["pdf", "docx"]}
    world.write_report("twin", CHART.format(kind="lollipops"))
    alone = reportgen.build("own", "twin", out=world.folder / "alone", **options)
    helped = reportgen.build("own", "twin", out=world.folder / "helped", jobs=2, **options)
    assert [each.read_bytes() for each in alone] == [each.read_bytes() for each in helped]


def test_a_record_can_be_made_again_with_the_same_files(world):
    path = write(world, LOLLIPOPS)
    assert world.build("own", "--charts", path) == 0
    verify = ["verify", str(world.out), "--rebuild", "--data", str(world.data), "--templates", str(world.templates)]
    assert reportgen.cli.run([*verify, "--charts", path]) == 0
    write(world, LOLLIPOPS.replace("100", "120"))
    assert reportgen.cli.run([*verify, "--charts", path]) == 5


def test_a_chart_of_a_package_that_is_installed_needs_no_option(world, monkeypatch):
    (world.folder / "house_dots.py").write_text(LOLLIPOPS, encoding="utf-8")
    monkeypatch.syspath_prepend(world.folder)
    point = EntryPoint("lollipops", "house_dots:lollipops", functions.GROUP)
    monkeypatch.setattr(functions, "_entry_points", lambda: {"lollipops": point})
    assert world.build("own", "--format", "pdf") == 0
    assert read_words((world.out / "own-2020-2022.pdf").read_bytes(), "pdf").hold("Cases by year")


@pytest.mark.parametrize(
    ("template", "is_asked"),
    [
        (CHART.format(kind="line"), False),
        (CHART.format(kind="line").replace(":::\n", ":::\n\n:::{table} t\nkind: members\n:::\n"), False),
        (CHART.format(kind="lollipops"), True),
        (CHART.format(kind='"{{ kind }}"'), True),
        (
            CHART.format(kind="lollipops").replace("kind: lollipops", 'headline: "What kind: line"\nkind: lollipops'),
            True,
        ),
        (CHART.format(kind="line").replace("kind: line", "{kind: line, figures: [cases]}"), False),
        (CHART.format(kind="line").replace("kind: line\n", ""), True),
    ],
)
def test_packages_are_asked_for_only_where_a_template_may_want_one(monkeypatch, template, is_asked):
    monkeypatch.setattr(batch_charts, "installed_versions", lambda: ("lollipops 1.0",))
    assert installed_charts([template.encode()]) == (("lollipops 1.0",) if is_asked else ())
