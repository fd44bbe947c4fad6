"""Notes below a table: what they say of a sign goes with the figures that have it; where the others are is said."""

import csv

from reportgen.cli import run

TABLE = """Change by state,,
State,2022,2023
Ohio,*12,15
Utah,7,*-3
Iowa,4,5
* Statistically different from zero at the 90 percent confidence level.,,
Source: Office of Counts,,
"""


def test_a_sign_that_a_note_explains_is_a_note_of_its_figures(tmp_path, monkeypatch, capsys):
    (tmp_path / "change.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "change.csv", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "1 of signs beside figures: printed below" in said
    assert "1 of anything else: kept in sources/, and in no report" in said
    notes = list(csv.DictReader((tmp_path / "out/data/notes.csv").read_text().splitlines()))
    assert {note["text"] for note in notes} == {"Statistically different from zero at the 90 percent confidence level."}
    figures = list(csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines()))
    assert {(row["place"], row["period"]) for row in figures if row["note"]} == {("Ohio", "2022"), ("Utah", "2023")}
