"""The command line, from arguments to messages, files and exit codes."""

import json
import os
import re
import subprocess
import sys

import pytest

from reportgen import __version__
from reportgen.cli import app, run
from tests.packages import make_package, observation
from tests.worlds import ROOT, make_world


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


@pytest.fixture
def said(capsys):
    """What was printed on standard error since the last call."""
    return lambda: capsys.readouterr().err


def reportgen(*arguments, folder=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *arguments],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def test_build_prints_the_files_it_wrote(world, capsys):
    assert world.build("note", "--format", "txt") == 0
    assert capsys.readouterr().out == f"{world.out / 'note-2020-2022.txt'}\n"
    assert world.files() == ["note-2020-2022.txt"]


def test_one_year_is_named_once(world):
    assert world.build("note", "--format", "txt", "--years", "2022-2022") == 0
    assert world.files() == ["note-2022.txt"]


def test_an_open_range_may_begin_with_a_dash(world):
    assert world.build("note", "--format", "txt", "--years", "-2021") == 0
    assert world.files() == ["note-2020-2021.txt"]


def test_a_place_is_named_by_code_or_name_and_made_once(world):
    assert world.build("sheet", "--format", "txt", "--place", "aa", "--place", "Beta", "--place", "AA") == 0
    assert world.files() == ["sheet-AA-2020-2022.txt", "sheet-BB-2020-2022.txt"]


def test_all_places_are_those_with_a_report_of_their_own(world):
    assert world.build("sheet", "--format", "txt", "--all-places", "--place", "BB", "--no-index") == 0
    assert world.files() == ["sheet-AA-2020-2022.txt", "sheet-BB-2020-2022.txt", "sheet-CC-2020-2022.txt"]


def test_several_reports_are_made_in_one_call(world):
    assert world.build("note", "sheet", "--format", "txt", "--place", "AA") == 0
    assert world.files() == ["note-2020-2022.txt", "sheet-AA-2020-2022.txt"]


def test_the_same_words_twice_give_the_same_bytes(world):
    world.build("note", "--format", "txt")
    before = (world.out / "note-2020-2022.txt").read_bytes()
    world.build("note", "--format", "txt")
    assert (world.out / "note-2020-2022.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["notes"], "error: unknown report `notes`\nhint: did you mean `note`?"),
        (["note", "--format", "pfd"], "error: unknown format `pfd`\nhint: did you mean `pdf`?"),
        (["note", "--theme", "defualt"], "error: unknown theme `defualt`\nhint: did you mean `default`?"),
        (["note", "--years", "2019-2022"], "error: years 2019 to 2022: the data hold 2020 to 2022\nhint: write"),
        (["note", "--years", "2022-2020"], "error: years `2022-2020`: the range is reversed"),
        (["note", "--years", "last"], "error: years `last`: expected a year or a range of years"),
        (["note", "--yeers", "2020"], "error: no such option: --yeers\nhint: did you mean `--years`?"),
        (
            ["note", "--place", "AA"],
            "error: report `note` is about the whole (United States)\nhint: leave the place out",
        ),
        (
            ["note", "--all-places"],
            "error: report `note` is about the whole (United States)\nhint: leave the place out",
        ),
        (["note", "--topics", "x,y"], "error: unknown topic `x`"),
        (["sheet"], "error: report `sheet` is about one place\nhint: name it with `--place NAME`, or"),
        (["sheet", "--place", "alpah"], "error: unknown place `alpah`\nhint: did you mean `Alpha`?"),
        (["note", "--docx-charts", "nativ"], "error: unknown kind of charts `nativ`\nhint: did you mean `native`?"),
        (["note", "--docx-template", "none.docx"], "error: none.docx: cannot be read: no such file"),
        ([], "error: expected the name of a report, found none"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(world, said, arguments, message):
    assert world.build(*arguments) == 2
    assert message in said()
    assert world.files() == []


def test_an_unreadable_date_is_a_usage_error(world, said):
    assert world.build("note", date="30 June") == 2
    assert "error: date `30 June`: expected a day of the calendar" in said()


def test_an_unknown_command_is_a_usage_error(said):
    assert run(["biuld"]) == 2
    assert said() == "error: no such command `biuld`\nhint: did you mean `build`?\n"


def test_no_command_is_a_usage_error(said):
    assert run([]) == 2
    assert "hint: `reportgen --help` shows" in said()


def test_all_errors_are_listed_and_the_worst_gives_the_exit_code(world, said):
    (world.data / "figures.csv").unlink()
    assert world.build("notes", "--format", "pfd", "--theme", "x") == 3
    assert re.findall(r"error: .*(unknown report|unknown format|figures\.csv)", said()) == [
        "unknown format",
        "unknown report",
        "figures.csv",
    ]


def test_broken_cells_are_all_listed_with_their_lines(world, said):
    path = world.data / "figures.csv"
    path.write_text(path.read_text().replace("300", "3OO").replace("360", "3,6O"), encoding="utf-8")
    assert world.build("note") == 3
    found = said()
    assert re.search(r"figures\.csv:2: .*3OO", found)
    assert re.search(r"figures\.csv:3: ", found)


def test_a_place_that_does_not_exist_is_a_data_error(tmp_path, said):
    make_package(tmp_path / "data", [observation(1, place="XX")])
    assert run(["check", "--data", str(tmp_path / "data")]) == 3
    assert "`XX`" in said()


def test_a_duplicate_key_is_a_data_error(tmp_path, said):
    make_package(tmp_path / "data", [observation(1), observation(1)])
    assert run(["check", "--data", str(tmp_path / "data")]) == 3
    assert "figures.csv:3" in said()


def test_no_data_at_all_is_a_data_error(tmp_path, said):
    assert run(["check", "--data", str(tmp_path / "none")]) == 3
    assert "datapackage.json" in said()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("# A\n\n{{ unknown_name }}\n", "note.md:8: `unknown_name` is undefined|note.md:8: .*unknown_name"),
        ("# A\n\n{% if %}\n", r"note\.md:8: "),
        ("# A\n\n:::{chrat} cases\n:::\n", r"note\.md.*: unknown directive `chrat`\nhint: did you mean `chart`"),
    ],
)
def test_a_broken_template_is_a_template_error_with_its_line(world, said, body, message):
    world.write_report("note", body)
    assert world.build("note", "--format", "txt") == 4
    assert re.search(message, said())
    assert world.files() == []


@pytest.mark.parametrize("name", ["note.md", "themes/default.toml"])
def test_a_template_that_is_not_utf8_is_named_with_its_line(world, said, name):
    path = world.templates / name
    path.write_bytes(b"\n" + path.read_bytes() + b"\n\xff\n")
    assert world.build("note", "--format", "txt") == 4
    assert re.search(rf"{path.name}:\d+: expected UTF-8, found the byte 0xFF", said())


def test_a_byte_order_mark_does_no_harm(world):
    path = world.templates / "note.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert world.build("note", "--format", "txt") == 0


def test_no_templates_at_all_is_a_template_error(world, said):
    assert run(["build", "note", "--data", str(world.data), "--templates", str(world.folder / "none")]) == 4
    assert "expected a folder of templates, found none" in said()


def test_a_folder_that_cannot_be_written_is_a_build_error(world, said):
    world.out.write_bytes(b"a file where the folder should be")
    assert world.build("note", "--format", "txt") == 5
    assert re.search(r"build: expected a folder, found a file\nhint: choose another folder", said())


def test_one_report_that_fails_does_not_stop_the_others(world, said):
    world.write_report("bad", "{{ unknown_name }}\n")
    assert world.build("bad", "note", "--format", "txt") == 4
    assert world.files() == ["note-2020-2022.txt"]


def test_a_message_never_shows_a_traceback(world, said):
    world.write_report("note", "{{ 1 / 0 }}\n")
    world.build("note", "--format", "txt")
    found = said()
    assert found.startswith("error: ")
    assert "Traceback" not in found


def test_list_shows_what_there_is(world, capsys):
    assert run(["list", "--data", str(world.data), "--templates", str(world.templates)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Reports",
        "Themes",
        "Profiles",
        "Macros",
        "Years",
        "Places",
        "Topics",
        "Indicators",
    ]
    assert "  note   Note for tests" in lines
    assert "  AA   Alpha" in lines


def test_list_of_one_kind_has_no_heading(world, capsys):
    run(["list", "places", "--data", str(world.data)])
    assert capsys.readouterr().out.splitlines()[:2] == ["US   United States", "AA   Alpha"]


def test_list_of_an_unknown_kind_offers_the_nearest(said):
    assert run(["list", "plcaes"]) == 2
    assert said() == "error: unknown kind `plcaes`\nhint: did you mean `places`?\n"


def test_observations_are_csv_on_standard_output(world, capfdbinary):
    assert run(["observations", "--place", "alpha", "--years", "2021-", "--data", str(world.data)]) == 0
    header, *rows = capfdbinary.readouterr().out.decode().splitlines()
    assert header.startswith("indicator,year,place,breakdown,value,unit,")
    assert [row[: len("cases,2021,AA,,120,")] for row in rows] == ["cases,2021,AA,,120,", "cases,2022,AA,,110,"]


def test_observations_are_written_to_a_file_on_request(world, capsys):
    path = world.folder / "cases.json"
    assert run(["observations", "--format", "json", "--out", str(path), "--data", str(world.data)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert len(json.loads(path.read_text(encoding="utf-8"))["observations"]) == 7


def test_unknown_choices_of_observations_are_listed_together(world, said):
    choices = ["--indicator", "csaes", "--place", "Gama", "--years", "1999"]
    assert run(["observations", *choices, "--data", str(world.data)]) == 2
    assert re.findall(r"(unknown \w+|years \d+|did you mean `\w+`)", said()) == [
        "unknown indicator",
        "did you mean `cases`",
        "unknown place",
        "did you mean `Gamma`",
        "years 1999",
    ]


def test_the_data_behind_a_report_is_written_beside_it(world):
    assert world.build("note", "--format", "txt", "--with-data") == 0
    assert world.files() == ["note-2020-2022-data.xlsx", "note-2020-2022.txt"]


def test_the_version_is_that_of_the_package(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"reportgen {__version__}\n"


def test_every_command_has_its_help(capsys):
    for command in ("build", "list", "check", "observations", "verify"):
        assert run([command, "--help"]) == 0
    assert capsys.readouterr().out.count("Usage: reportgen ") == 5


def test_the_package_is_a_program_of_its_own():
    done = reportgen("--help")
    assert (done.returncode, b"Usage: reportgen" in done.stdout) == (0, True)


def test_errors_go_to_standard_error_without_colours_when_nobody_looks(tmp_path):
    done = reportgen("check", "--data", str(tmp_path))
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"error: ")
    assert b"\x1b" not in done.stderr


def test_output_is_utf8_whatever_the_console_says(world):
    world.write_report("māori", more="keywords: [−]\n")
    done = reportgen("list", "reports", "--templates", str(world.templates), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.stdout.decode().splitlines()[0].startswith("māori  Māori for tests")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with `head`")
def test_a_reader_that_stops_early_is_no_error():
    done = subprocess.run(
        f'"{sys.executable}" -m reportgen list | head -n 1', shell=True, capture_output=True, cwd=ROOT, check=False
    )
    assert (done.stdout, done.stderr) == (b"Reports\n", b"")


def test_the_app_is_the_same_under_typers_own_runner():
    from typer.testing import CliRunner

    assert "observations" in CliRunner().invoke(app, ["--help"]).output


def test_a_report_about_a_place_is_not_about_the_whole(world, said):
    assert world.build("sheet", "--place", "US", "--format", "txt") == 2
    assert "report `sheet` is about a place, and `US` is the whole" in said()
    assert world.files() == []
