"""Letters that a source sets behind figures become notes, breaks, or reasons that nothing is shown."""

import csv

import pytest

from reportgen.cli import run

FLAGGED = """\
geo,2019,2020,2021,2022
AT,13.1,13.9 d,14.2 d,14.4
BE,8.1,9.2 i,9.4,9.9 c
BG,8.1 d,9.2 d,9.4 d,9.9 d
DE,8.1,9.2 z,9.4,9.9 d
"""


@pytest.fixture
def rows(tmp_path, monkeypatch):
    """Return the rows of files of the data of a project that is made from a text."""
    monkeypatch.chdir(tmp_path)

    def read(text, *names):
        (tmp_path / "counts.csv").write_text(text)
        assert run(["new", "out", "--from", "counts.csv", "--title", "Counts", "--yes"]) == 0
        found = [(tmp_path / "out/data" / f"{name}.csv").read_text().splitlines() for name in names]
        return [list(csv.DictReader(lines)) for lines in found]

    return read


def test_figures_of_another_definition_are_a_spell_that_stands_apart(rows):
    (breaks,) = rows(FLAGGED, "series-breaks")
    spells = [(row["member"], row["period"], row["last_year"], row["obs_status"]) for row in breaks]
    assert spells == [("AT", "2020", "2021", "D"), ("DE", "2022", "", "D")]


def test_what_a_source_says_of_a_figure_is_its_note(rows):
    figures, notes = rows(FLAGGED, "figures", "notes")
    said = {row["note"]: row["text"] for row in notes}
    told = {(row["place"], row["period"]): said[row["note"]] for row in figures if row["note"]}
    assert told["BE", "2020"] == "Imputed, as its source says."
    assert told["DE", "2020"] == "Does not apply, as its source says."
    assert {row["obs_status"] for row in figures if row["value"]} == {"A"}


def test_a_figure_that_is_marked_as_confidential_stands_nowhere_in_the_data(rows, tmp_path):
    (figures,) = rows(FLAGGED, "figures")
    (row,) = (row for row in figures if (row["place"], row["period"]) == ("BE", "2022"))
    assert (row["value"], row["obs_status"], row["printed"]) == ("", "Q", "c")
    readme = (tmp_path / "out/README.md").read_text()
    assert "cells read 16 = 15 figures + 1 `c`" in readme


def test_a_spell_of_another_definition_ends_where_the_next_file_says_so(rows, tmp_path, monkeypatch):
    rows(FLAGGED)
    monkeypatch.chdir(tmp_path / "out")
    (tmp_path / "next.csv").write_text("geo,2021,2022,2023\nAT,14.2 d,14.4,14.5\nDE,9.4,9.9 d,9.7\n")
    assert run(["refresh", "--from", "../next.csv", "--yes"]) == 0
    breaks = csv.DictReader((tmp_path / "out/data/series-breaks.csv").read_text().splitlines())
    assert ("DE", "2022", "2022") in [(row["member"], row["period"], row["last_year"]) for row in breaks]
