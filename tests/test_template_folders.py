"""A template folder of one's own holds what differs; what it has not is that of the program."""

import pytest

from reportgen import api
from reportgen.cli import run
from reportgen.errors import TemplateError, UsageError
from reportgen.resources import templates_folder
from reportgen.template import read_theme
from tests.packages import make_package, observation
from tests.worlds import FRONT, NOTE


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A folder with data and `mine/brief.md`, in which somebody stands."""
    make_package(tmp_path / "data", [observation(year, year=year) for year in (2020, 2021)])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "brief.md").write_text(FRONT.format(title="Brief", more="") + NOTE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments):
    return run(["build", *arguments, "--data", "data", "--out", "out", "--format", "txt", "--date", "2025-01-01"])


def test_a_folder_with_nothing_but_a_report_is_enough(world):
    assert build("brief", "--templates", "mine") == 0
    assert "The figures of 2020 to 2021" in (world / "out" / "brief-2020-2021.txt").read_text(encoding="utf-8")


def test_a_report_is_named_by_its_file(world):
    assert build("mine/brief.md") == 0
    assert (world / "out" / "brief-2020-2021.txt").is_file()


def test_a_report_is_named_by_its_file_in_python_too(world):
    (file,) = api.build("mine/brief.md", data="data", out="out", formats=["txt"])
    assert file.name == "brief-2020-2021.txt"


def test_a_report_in_the_folder_where_one_stands_is_named_as_it_was_asked_for(world, capfd):
    (world / "note.md").write_text("no settings\n", encoding="utf-8")
    assert build("note.md") == 4
    assert "error: note.md:1: expected settings" in capfd.readouterr().err


def test_files_beside_a_report_that_are_no_reports_do_not_stop_it(world):
    (world / "mine" / "README.md").write_text("# Not a report\n", encoding="utf-8")
    assert build("mine/brief.md") == 0


def test_reports_of_two_folders_are_refused(world, capfd):
    (world / "other").mkdir()
    assert build("mine/brief.md", "other/brief.md") == 2
    assert "expected reports of one folder, found `mine` and `other`" in capfd.readouterr().err
    with pytest.raises(UsageError, match="found `mine` and `other`"):
        api.build("mine/brief.md", data="data", out="out", templates="other")


def test_a_report_that_is_not_there_is_told_with_those_there_are(world, capfd):
    assert build("mine/bref.md") == 2
    assert "unknown report `bref`\nhint: did you mean `brief`?" in capfd.readouterr().err


def test_macros_of_the_program_are_imported_and_own_ones_win(world):
    report = world / "mine" / "brief.md"
    body = (
        '\n{% import "macros/sentences.md" as s with context %}\n{{ "own" if s.hello is defined else "inherited" }}\n'
    )
    report.write_text(FRONT.format(title="Brief", more="") + body, encoding="utf-8")
    assert build("mine/brief.md") == 0
    assert "inherited" in (world / "out" / "brief-2020-2021.txt").read_text(encoding="utf-8")
    (world / "mine" / "macros").mkdir()
    (world / "mine" / "macros" / "sentences.md").write_text("{% macro hello() %}hello{% endmacro %}", encoding="utf-8")
    assert build("mine/brief.md") == 0
    assert "own" in (world / "out" / "brief-2020-2021.txt").read_text(encoding="utf-8")


def test_an_own_theme_wins_and_extends_that_of_the_program(world):
    themes = world / "mine" / "themes"
    themes.mkdir()
    (themes / "default.toml").write_text('extends = "default"\n[colours]\nmain = "#5B2245"\n', encoding="utf-8")
    own, program = read_theme("default", world / "mine"), read_theme("default", templates_folder())
    assert own.colours != program.colours
    assert own.page == program.page


def test_themes_that_extend_each_other_in_a_circle_are_still_refused(world):
    themes = world / "mine" / "themes"
    themes.mkdir()
    (themes / "one.toml").write_text('extends = "two"\n', encoding="utf-8")
    (themes / "two.toml").write_text('extends = "one"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="theme `one` extends itself"):
        read_theme("one", world / "mine")


def test_list_tells_whose_a_theme_is(world, capfd):
    (world / "mine" / "themes").mkdir()
    (world / "mine" / "themes" / "default.toml").write_text('extends = "default"\n', encoding="utf-8")
    (world / "mine" / "themes" / "plum.toml").write_text('extends = "default"\n', encoding="utf-8")
    assert run(["list", "themes", "--templates", "mine"]) == 0
    listed = dict(line.split(maxsplit=1) for line in capfd.readouterr().out.splitlines())
    assert listed["default"] == "of this folder, instead of the program's"
    assert listed["plum"] == "of this folder"
    assert listed["board"] == "of the program"


def test_a_report_of_inherited_files_is_up_to_date(world, capfd):
    assert build("mine/brief.md") == 0
    capfd.readouterr()
    assert build("mine/brief.md") == 0
    assert "nothing to do" in capfd.readouterr().err


def test_data_without_descriptor_are_known_to_have_changed(world, capfd):
    (world / "bare").mkdir()
    table = world / "bare" / "cases.csv"
    for rows, years in (("2020,1\n2021,2\n", "2020-2021"), ("2020,1\n2021,2\n2022,3\n", "2020-2022")):
        table.write_text("year,value\n" + rows, encoding="utf-8")
        assert run(["build", "mine/brief.md", "--data", "bare", "--out", "o", "--format", "txt"]) == 0
        assert f"brief-{years}.txt" in capfd.readouterr().out


def test_a_mistake_in_what_a_macro_of_the_program_is_given_is_told_with_the_line_of_the_report(world, capsys):
    body = '{% import "macros/sentences.md" as s with context %}\n\n{{ s.say("nonsense", "{} cases") }}\n'
    (world / "mine" / "brief.md").write_text(FRONT.format(title="Brief", more="") + body, encoding="utf-8")
    assert build("brief", "--templates", "mine") == 4
    assert "mine/brief.md:8: unknown indicator `nonsense`" in capsys.readouterr().err
