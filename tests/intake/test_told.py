"""What notes say of figures: a series that begins anew is parted there, anything else is a note of its figures."""

import csv
import io
from pathlib import Path

import pytest

from reportgen.cli import run
from reportgen.intake.answers import Answers
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand
from reportgen.intake.written import package_files

ROWS = [["Region", "2022", "2023", "2024"], ["North", 11, 12, 17], ["South", 21, 23, 29]]


def read(*rows, **answers):
    sheet = Sheet("Sheet", even([list(row) for row in rows]), how={"form": "workbook"})
    return understand(sheet, file="reached.xlsx", answers=Answers({"title": "People reached", **answers}))


def written(found, name):
    content = package_files(found, organisation="", source=found.file).get(name, b"")
    return list(csv.DictReader(io.StringIO(content.decode())))


def breaks(found):
    return [(row["period"], row.get("member") or "") for row in written(found, "series-breaks.csv")]


@pytest.mark.parametrize(
    "note",
    [
        "2024 figures are not comparable with earlier years.",
        "Figures from 2024 on are not directly comparable with those of 2023 and before.",
        "Note: The definition of a client was changed in 2024.",
        "1) Beginning with 2024, estimates use a new method.",
        "Figures before 2024 should not be compared with later ones.",
        "Until 2023 another register was used; the figures are not comparable.",
        "Since 2024 people are counted once.",
        "Ab 2024 nicht mit den Vorjahren vergleichbar.",
        "2024 ist nicht mit 2023 vergleichbar.",
        "Bis 2023 andere Zählweise, eingeschränkt vergleichbar.",
        "Methodenwechsel 2024.",
        "A partir de 2024 las cifras no son comparables con las anteriores.",
        "Desde 2024 se usa una nueva metodología.",
    ],
)
def test_a_note_that_parts_a_series_is_asked_about_and_likely_does(note):
    found = read(*ROWS, [note])
    (question,) = [one for one in found.questions if one.key.startswith("break.")]
    assert (question.taken, question.choices) == ("yes", ("yes", "no"))
    assert "(2024)" in question.text
    assert breaks(found) == [("2024", "")]


@pytest.mark.parametrize(
    "note",
    [
        "Source: Office of Counts, 2024.",
        "Figures are not comparable with those of other offices.",
        "2022 figures are not comparable with earlier years.",
        "From 2024 the office is in Main Street.",
        "Includes people of 2023.",
    ],
)
def test_other_notes_part_nothing(note):
    found = read(*ROWS, [note])
    assert not found.questions
    assert breaks(found) == []


def test_a_note_on_the_head_of_a_period_parts_the_series_there():
    head = ["Region", "2022", "2023", "2024 1)"]
    found = read(head, *ROWS[1:], ["1) Counted once; not comparable with earlier years."])
    assert breaks(found) == [("2024", "")]
    assert written(found, "notes.csv")[0]["text"] == "Counted once; not comparable with earlier years."


def test_a_note_that_parts_nothing_is_one_of_the_figures_below_its_head():
    found = read(["Region", "2022", "2023*", "2024"], *ROWS[1:], ["* Without Harbour."])
    (note,) = written(found, "notes.csv")
    assert (note["text"], note["from_year"], note["to_year"]) == ("Without Harbour.", "2023", "2023")
    assert {row["period"] for row in written(found, "figures.csv") if row["note"]} == {"2023"}


def test_an_answer_says_that_a_series_goes_on():
    note = "2024 figures are not comparable with earlier years."
    key = next(one.key for one in read(*ROWS, [note]).questions)
    found = read(*ROWS, [note], **{key: "no"})
    assert breaks(found) == []
    assert written(found, "notes.csv")[0]["text"] == note


REMARKS = [
    ["County", "Year", "Families", "Remark"],
    *([name, year, 100 + year - 2020 + len(name), "moved to a new register" if (name, year) == ("Dale", 2023) else None]
      for year in (2022, 2023, 2024) for name in ("Adams", "Dale")),
]  # fmt: skip


def test_a_remark_beside_a_figure_parts_the_series_of_its_place():
    assert breaks(read(*REMARKS)) == [("2023", "Dale")]


def test_nothing_is_compared_across_a_remark_and_it_is_printed_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in REMARKS]
    Path("families.csv").write_text("\n".join(lines) + "\n")
    assert run(["new", "out", "--from", "families.csv", "--title", "Families", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "factsheet", "--place", "Dale", "--format", "txt"]) == 0
    text = next(Path("build").glob("*.txt")).read_text()
    assert "Moved to a new register." in text
    assert "not comparable" in text


def test_the_next_file_adds_its_breaks_to_those_of_the_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = "County,Year,Families,Remark\n" + "".join(
        f"{name},{year},{100 + year - 2020 + len(name)},{'new register' if (name, year) == ('Dale', 2023) else ''}\n"
        for year in (2022, 2023, 2024) for name in ("Adams", "Dale")
    )  # fmt: skip
    Path("families.csv").write_text(first)
    Path("next.csv").write_text(first + "Adams,2025,131,other register since 2025\nDale,2025,133,\n")
    assert run(["new", "out", "--from", "families.csv", "--title", "Families", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["refresh", "--from", "../next.csv", "--yes"]) == 0
    rows = list(csv.DictReader(Path("data/series-breaks.csv").read_text().splitlines()))
    assert [(row["member"], row["period"]) for row in rows] == [("Dale", "2023"), ("Adams", "2025")]
    notes = {row["note"]: row["text"] for row in csv.DictReader(Path("data/notes.csv").read_text().splitlines())}
    assert notes[rows[1]["note"]] == "Other register since 2025."


def test_a_note_that_names_measures_is_about_no_others():
    rows = [
        ["Region", "2023", "", "2024", ""], ["", *("Enrollment", "Chronically absent (%)") * 2],
        ["North", 110, 12.5, 117, 14.5], ["South", 210, 23.5, 219, 26.5], [],
        ["3. From 2024 the definition of chronic absence excludes remote days; not comparable with earlier years."],
    ]  # fmt: skip
    found = read(*rows)
    assert [(one.measure, one.period) for one in found.anew] == [("chronically_absent_percent", "2024")]
    assert found.anew[0].text.startswith("From 2024 ")
