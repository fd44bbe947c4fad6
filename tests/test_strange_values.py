"""Options with values that nobody means: one clear error each, whatever stands there."""

import os
import subprocess
import sys

import pytest

from reportgen.cli import run
from tests.worlds import ROOT, make_world

LONG = "x" * 5000
VALUES = ("empty", "data/places.csv", LONG, "/dev/null", "/dev/zero", "loop", "a\nb", "pipe", "/")


@pytest.fixture
def world(tmp_path, monkeypatch):
    made = make_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("pool")
    (tmp_path / "pool").symlink_to("loop")
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    return made


def said(world, capsys, option, value):
    # of an option that stands there twice, the last one counts
    code = run(
        ["build", "note", "--format", "docx", "--data", str(world.data), "--templates", "templates", option, value]
    )
    return code, capsys.readouterr().err


@pytest.mark.parametrize("option", ["--templates", "--data", "--docx-template", "--charts", "--profile", "--scheduler"])
@pytest.mark.parametrize("form", ["apart", "joined"])
def test_an_option_that_is_left_empty_is_told(world, capsys, option, form):
    arguments = (option, "") if form == "apart" else (f"{option}=",)
    assert world.build("note", *arguments) == 2
    assert f"expected a value after `{option}`, found an empty text\nhint: leave" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--templates", "--docx-template", "--charts", "--profile", "--theme"])
@pytest.mark.parametrize("value", VALUES)
def test_a_value_that_cannot_be_meant_is_one_error_with_a_hint(world, capsys, option, value):
    code, words = said(world, capsys, option, value)
    assert code in (2, 4)
    assert (words.count("error: "), words.count("hint: ")) == (1, 1)
    assert "fault of the program" not in words


def test_a_template_folder_without_reports_is_told_as_such(world, capsys):
    _, words = said(world, capsys, "--templates", "empty")
    assert "hint: the folder has no report: each is a file such as `note.md`" in words


def test_a_file_in_place_of_a_template_folder_is_told_as_such(world, capsys):
    _, words = said(world, capsys, "--templates", "data/places.csv")
    assert "expected a folder of templates, found a file" in words


@pytest.mark.conformance
@pytest.mark.parametrize("files", [5, 8, 10, 12, 14, 16, 18])
def test_with_few_open_files_all_is_made_or_it_is_told_what_to_do(world, files):
    command = ("build", "sheet", "--all-places", "--no-index", "--format", "txt", "--jobs", "2")
    start = f"import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}))"
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{start}; from reportgen.cli import run; sys.exit(run(sys.argv[1:]))",
            *command,
            *("--data", world.data, "--templates", world.templates),
        ],
        cwd=world.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (0, 5)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 0 or "ulimit -n 1024" in ended.stderr
