"""Reports for a package without templates: its outlines, outside a project as within one."""

import shutil

import pytest

import reportgen
from reportgen.cli import run
from reportgen.resources import data_folder

FIGURES = "state,year,births,share %\n" + "".join(
    f"{name},{year},{90 + n},{40.5 + n}\n"
    for year in (2019, 2020, 2021, 2022)
    for n, name in enumerate(("Ohio", "Utah", "Iowa"))
)


@pytest.fixture
def package(tmp_path, monkeypatch, capsys):
    """A package in a folder of its own, which is no project's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    assert run(["new", "out", "--from", "figures.csv", "--yes"]) == 0
    (tmp_path / "out/data").rename(tmp_path / "mine")
    capsys.readouterr()
    return tmp_path


def test_a_package_without_templates_has_reports_all_the_same(package, capsys):
    assert run(["list", "reports", "--data", "mine"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["appendix", "briefing", "factsheet"]
    assert run(["build", "--data", "mine", "--format", "txt"]) == 0
    made = {path.name for path in (package / "build").glob("*.txt")}
    assert made == {
        f"{name}-2019-2022.txt" for name in ("briefing", *(f"factsheet-{x}" for x in ("Ohio", "Utah", "Iowa")))
    }
    capsys.readouterr()
    assert run(["build", "--data", "mine", "--format", "txt"]) == 0
    assert "nothing to do" in capsys.readouterr().err
    (file,) = reportgen.build("appendix", data="mine", formats=["txt"], out="made")
    assert file.name == "appendix-2019-2022.txt"


def test_the_data_of_a_project_are_built_from_outside_as_from_inside(package, capsys):
    assert run(["new", "again", "--from", "figures.csv", "--yes", "--compiled-by", "Unit 5"]) == 0
    (package / "again/templates/factsheet.md").unlink()
    path = package / "again/reportgen.toml"
    path.write_text(path.read_text().replace(', "factsheet"', ""))
    assert run(["build", "--data", "again/data", "--format", "txt", "--out", "made"]) == 0
    (made,) = (package / "made").glob("*.txt")
    assert "Unit 5" in made.read_text()


def test_an_edition_of_the_shipped_data_has_the_shipped_templates(package, capsys):
    shutil.copytree(data_folder(), package / "edition")
    assert run(["list", "reports", "--data", "edition"]) == 0
    assert "A fact sheet of two pages for one state or territory" in capsys.readouterr().out
