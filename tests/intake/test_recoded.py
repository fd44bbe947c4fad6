"""A place of next year's file under another code, or another name, than it had: it is asked whether it is the same."""

import csv

import pytest

from reportgen.cli import run

HEADS = "District ID,District,Year,Pupils\n"
BEFORE = HEADS + "".join(
    f"{code},{name},{year},{count + year}\n"
    for code, name, count in (("0010", "Ashby", 100), ("0031", "Camden Valley", 300), ("0047", "Dunmore", 700))
    for year in (2022, 2023)
)


@pytest.fixture
def refresh(tmp_path, capsys, monkeypatch):
    """Make a project of last year's file and read another one into it: exit code, output and the places it has now."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pupils.csv").write_text(BEFORE)
    assert run(["new", "out", "--from", "pupils.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    capsys.readouterr()

    def again(text, *options):
        (tmp_path / "pupils-2024.csv").write_text(text)
        code = run(["refresh", "--from", "../pupils-2024.csv", "--yes", *options])
        rows = csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines())
        said = capsys.readouterr()
        return code, said.out + said.err, {row["place"] for row in rows}

    return again


def test_a_code_without_its_zeros_is_the_same_place(refresh):
    code, said, places = refresh(BEFORE.replace("0047,", "47,") + "47,Dunmore,2024,2800\n")
    assert (code, "47" in places, "0047" in places) == (0, False, True)
    assert "`47` (Dunmore) is new, and `0047` (Dunmore) is no longer there. Is it the same place?" in said


def test_that_it_is_another_one_can_be_answered(refresh, tmp_path):
    (tmp_path / "answers.toml").write_text('"place.47" = "no"\n')
    _, _, places = refresh(BEFORE.replace("0047,", "47,"), "--answers", "../answers.toml")
    assert {"47", "0047"} <= places


def test_a_place_that_is_called_otherwise_is_told(refresh):
    _, said, places = refresh(BEFORE.replace("Camden Valley", "Camden Valley USD") + "0010,Ashby,2024,2130\n")
    assert "place `0031` is called Camden Valley USD in the file, and Camden Valley in data/places.csv" in said
    assert places == {"0010", "0031", "0047"}


def test_a_new_place_with_the_name_of_another_and_other_figures_is_one_of_its_own(refresh):
    without = "".join(line for line in BEFORE.splitlines(keepends=True) if "Dunmore" not in line)
    _, said, places = refresh(without + "0052,Dunmore North,2023,5\n0052,Dunmore North,2024,6\n")
    assert "Is it the same place?" in said
    assert {"0052", "0047"} <= places
