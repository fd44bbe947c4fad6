"""Notes below a table: what they say of a sign goes with the figures that have it; where the others are is said."""

import csv
import re

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


STARRED = (
    "state,year,change\nUnited States,2021,*9\nOhio,2021,*5\nUtah,2021,3\nIowa,2021,*4\nTexas,2021,Z\n"
    '"* An asterisk following an estimate indicates that it differs from zero."\n"Z Represents or rounds to zero."\n'
)


def test_each_place_whose_figure_has_a_sign_has_the_note_and_no_other_one(tmp_path, monkeypatch, capsys):
    (tmp_path / "changes by state.csv").write_text(STARRED)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "changes by state.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "appendix", "--format", "txt", "--date", "2025-01-01"]) == 0
    text = next((tmp_path / "out/build").glob("*.txt")).read_text()
    number = re.search(r"\[note (\d)\] (?:[\w ,]+: )?It differs from zero\.", text)[1]
    marked = {name for name in ("Ohio", "Utah", "Iowa", "Texas") if f"{name} [note {number}]" in text}
    assert marked == {"Ohio", "Iowa"}
    assert "] Texas: Represents or rounds to zero." in text


def test_the_words_of_the_file_say_why_a_figure_is_hidden_also_in_an_earlier_year(tmp_path, monkeypatch):
    rows = "".join(
        f"{name},{year},{value + year % 10}\n" for name, value in (("Ohio", 50), ("Iowa", 40)) for year in (2022, 2024)
    )
    text = "state,year,families\n" + rows + "Utah,2022,*\nUtah,2024,18\n* Fewer than 10 families\n"
    (tmp_path / "families by state.csv").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "families by state.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt", "--date", "2025-01-01"]) == 0
    text = next((tmp_path / "out/build").glob("*.txt")).read_text()
    assert "] Utah, 2022: Fewer than 10 families." in text
    assert "[c] 2022: not shown" in text
