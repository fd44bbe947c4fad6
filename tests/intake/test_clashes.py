"""Figures that stand twice with different values: nothing is lost in silence, and no whole is stated for sure."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from reportgen.cli import run

HEAD = "place,year,children\n"
ROWS = ["Ohio,2023,50", "Ohio,2024,60", "Utah,2023,70", "Utah,2024,73"]
SECOND = ["Ohio,2023,12", "Ohio,2024,13", "Utah,2023,70"]


@pytest.fixture
def new(tmp_path, monkeypatch, capsys):
    """Make a project of rows; returns exit code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def make(rows, *options, head=HEAD):
        Path("counts.csv").write_text(head + "\n".join(rows) + "\n")
        Path("answers.toml").write_text('clash = "the first counts"\n')
        code = run(["new", "out", "--from", "counts.csv", "--title", "Counts", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return make


def test_many_figures_that_stand_twice_are_not_left_out_unasked(new, tmp_path):
    code, out, err = new([*ROWS, *SECOND], "--yes")
    assert code == 2
    assert "2 that say otherwise than one before" in out
    assert "2 figures of 6 stand there twice with different values" in err
    assert "no report has the others" in err
    assert not (tmp_path / "out").exists()


def test_the_hint_is_a_line_that_can_be_copied(new):
    rows = [f"{row},{part}" for row, part in zip([*ROWS, *ROWS], "aaaabbbb", strict=True)]
    rows[4:] = [row.replace(",5", ",1").replace(",7", ",2").replace(",6", ",3") for row in rows[4:]]
    code, _, err = new(rows, "--yes", head="place,year,children,remarks\n")
    line = re.search("hint: write `(.*)` into a file", err)[1]
    assert (code, tomllib.loads(line)) == (2, {"column.4": "breakdown"})


def test_a_second_figure_is_kept_noted_and_found_by_check(new, monkeypatch, capsys, tmp_path):
    assert new([*ROWS, *SECOND], "--yes", "--answers", "answers.toml")[0] == 0
    rows = list(csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines()))
    assert [row["value"] for row in rows if row["preferred"] == "false"] == ["12", "13"]
    monkeypatch.chdir(tmp_path / "out")
    run(["check"])
    assert "50 is used, 12 is published too" in capsys.readouterr().out
    assert run(["build", "briefing", "--format", "txt"]) == 0
    text = next(Path("build").glob("*.txt")).read_text()
    assert "2 figures stand in the source twice, with different values." in text


def test_a_second_figure_is_that_of_the_newest_file(new, monkeypatch, tmp_path):
    assert new([*ROWS, *SECOND], "--yes", "--answers", "answers.toml")[0] == 0
    (tmp_path / "next.csv").write_text(HEAD + "\n".join([*ROWS, "Ohio,2024,14", "Ohio,2025,61", "Utah,2025,75"]) + "\n")
    monkeypatch.chdir(tmp_path / "out")
    assert run(["refresh", "--from", "../next.csv", "--yes"]) == 0
    rows = list(csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines()))
    assert [(row["period"], row["value"]) for row in rows if row["preferred"] == "false"] == [("2024", "14")]


def test_a_few_are_asked_about_with_all_of_their_cells(new):
    rows = [
        f"{place},{year},{year - 1900 + len(place)}" for place in ("Ohio", "Utah", "Iowa") for year in range(2014, 2025)
    ]
    code, out, _ = new([*rows, "Ohio,2014,9"], "--yes")
    assert code == 0
    assert "taken: the first counts" in out
