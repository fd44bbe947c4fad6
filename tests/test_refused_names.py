"""Names that lead to what is not ours, and names that two things would share."""

import os

import pytest

from reportgen.bounded import read_file
from reportgen.cli import run
from tests.worlds import make_world


@pytest.fixture
def world(tmp_path, monkeypatch):
    made = make_world(tmp_path / "world")
    monkeypatch.chdir(tmp_path)
    return made


def observations(world, form, *options):
    return run(["observations", "--data", str(world.data), "--format", form, "--out", "out", *options])


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_earlier_file_of_the_same_figures_is_replaced(world, form):
    assert observations(world, form, "--years", "2022") == 0
    assert observations(world, form) == 0


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("content", [b"a thesis", b"{\n", b"PK\x03\x04 no archive", b"\n"])
def test_a_file_of_somebody_is_not_replaced_by_figures(world, capsys, tmp_path, form, content):
    (tmp_path / "out").write_bytes(content)
    assert observations(world, form) == 2
    said = capsys.readouterr().err
    assert "out: expected an earlier file of these figures, found another one" in said
    assert "hint: give another name with `--out`, or replace the file with `--force`" in said
    assert (tmp_path / "out").read_bytes() == content
    assert observations(world, form, "--force") == 0


def test_a_file_with_nothing_in_it_may_be_filled(world, tmp_path):
    (tmp_path / "out").touch()
    assert observations(world, "csv") == 0


def test_two_reports_whose_files_would_have_one_name_have_names_of_their_own(world, tmp_path):
    for name, text in (("a:b", "One."), ("a*b", "The other."), ("ab", "A third.")):
        world.write_report(name, f"# Note\n\n{text}\n")
    folders = ["--data", str(world.data), "--templates", str(world.templates), "--out", str(world.out)]
    for name in ("a:b", "a*b", "ab"):
        assert run(["build", name, "--format", "txt", *folders]) == 0
    texts = {path.name: path.read_text() for path in world.out.glob("*.txt")}
    assert len(texts) == 3
    assert any(name.startswith("ab-20") for name in texts)


def test_an_error_is_told_to_a_terminal_without_columns(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "0")
    assert run(["list", "nothing"]) == 2
    assert "error: " in capsys.readouterr().err


def test_a_file_that_has_nothing_to_say_at_the_moment_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "of the system"
    path.touch()

    class Silent:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def read(self, _):
            return None

    real = os.fdopen
    monkeypatch.setattr("os.fdopen", lambda *args: Silent(real(*args)))
    with pytest.raises(OSError, match="holds nothing at this moment"):
        read_file(path)
