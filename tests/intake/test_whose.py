"""A note on single figures says whose they are where others are shown, too; a break of one place parts its own."""

from pathlib import Path

import pytest

from reportgen.cli import run

FAMILIES = """County,Year,Families,Remark
Adams,2022,312,
Adams,2023,330,
Adams,2024,345,
Cedar,2022,*,
Cedar,2023,18,
Cedar,2024,22,
Dale,2022,200,
Dale,2023,224,moved to a new register
Dale,2024,246,
Elm,2022,150,
Elm,2023,154,counted in May
Elm,2024,160,
Fir,2022,190,
Fir,2023,194,counted in May
Fir,2024,199,
* Fewer than 10 families.,,,
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("families")
    (folder / "families.csv").write_text(FAMILIES)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["new", "out", "--from", "families.csv", "--title", "Families housed", "--yes"]) == 0
        patch.chdir(folder / "out")
        assert run(["build", "briefing", "--format", "txt"]) == 0
        assert run(["build", "factsheet", "--place", "Cedar", "--format", "txt"]) == 0
        assert run(["build", "briefing", "--format", "txt", "--years", "2023-2024"]) == 0
    return {path.name: path.read_text() for path in (folder / "out/build").glob("*.txt")}


def test_a_note_names_the_place_and_the_period_of_its_figure(project):
    text = project["briefing-2022-2024.txt"]
    assert "] Cedar, 2022: Fewer than 10 families." in text
    assert "] Dale, 2023: Moved to a new register." in text
    assert "] Elm and Fir, 2023: Counted in May." in text


def test_a_report_about_the_place_alone_names_the_period_only(project):
    assert "] 2022: Fewer than 10 families." in project["factsheet-Cedar-2022-2024.txt"]


def test_a_break_of_one_place_takes_no_year_from_the_others(project):
    text = project["briefing-2022-2024.txt"]
    rows = {
        line.split()[0]: line.split()[1:]
        for line in text.splitlines()
        if line.startswith(("Adams ", "Dale ", "Cedar "))
    }
    assert rows == {"Adams": ["312", "330", "345"], "Dale": ["[b]", "224", "246"], "Cedar": ["[c]", "18", "22"]}
    assert "[b] Dale, 2022: not comparable with the years shown." in text
    assert "igures for 2022 (Dale) are left out" in " ".join(text.split())
    assert "[c] 2022: not shown, to keep small numbers confidential (Cedar)." in text


def test_a_break_before_all_years_shown_is_not_told(project):
    assert "register" not in project["briefing-2023-2024.txt"]


def test_a_legend_explains_no_points_that_only_a_pointer_tells(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{name},{year},{50 + len(name) + 3 * (year - 2021)}%" for name in ("Ash", "Elm", "Linden", "Oak tree")
            for year in (2021, 2022, 2023)]  # fmt: skip
    Path("housed.csv").write_text("District,Year,Housed in 30 days\n" + "\n".join(rows) + "\n")
    assert run(["new", "out", "--from", "housed.csv", "--title", "Housed", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    text = next(Path("build").glob("*.txt")).read_text()
    assert "column charts" in text
    assert ("pp percentage points" in text) == (" pp" in text.replace("| pp percentage points", ""))


def test_a_note_on_breaks_of_many_places_is_no_single_ones_and_stands_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fir", "Gale", "Heath")
    flags = {
        ("Ash", 2015): " b",
        ("Birch", 2016): " b",
        ("Cedar", 2017): " b",
        ("Dale", 2015): " b",
        ("Elm", 2016): " b",
    }
    rows = [f"{name},{year},{20 + at + (year - 2012) * 1.5:.1f}{flags.get((name, year), '')}"
            for at, name in enumerate(names) for year in range(2012, 2020)]  # fmt: skip
    Path("rates.csv").write_text("County,Year,Percent\n" + "\n".join(rows) + "\n")
    assert run(["new", "out", "--from", "rates.csv", "--title", "Rates", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    text = next(Path("build").glob("*.txt")).read_text()
    assert "] A series begins anew" in text
    assert "[note 1] [note 1]" not in text
