"""Sentences of an outline: names keep their capitals, figures in thousands say so, the first sentence says where."""

import pytest

from reportgen.cli import run
from reportgen.compare import compare
from reportgen.dataset import read_package
from reportgen.outline.sentences import lowered, with_article
from tests.composing import World, over_years


@pytest.mark.parametrize(
    ("title", "words"),
    [("Families housed", "families housed"), ("Hope House", "Hope House"), ("St. Brigid Shelter", "St. Brigid Shelter"),
     ("SPM rate", "SPM rate"), ("Deaths in Ohio", "deaths in Ohio"),
     ("House of Hope", "House of Hope"), ("Number of people", "number of people"), ("Cases", "cases"),
     ("Covid", "Covid"), ("Medicaid enrolment", "Medicaid enrolment")],
)  # fmt: skip
def test_a_name_is_not_lowered(title, words):
    assert lowered(title) == words


def test_some_names_stand_with_an_article():
    assert (with_article("United States"), with_article("Ohio")) == ("the United States", "Ohio")


def test_a_figure_in_thousands_says_so_and_the_first_sentence_says_where(tmp_path, monkeypatch):
    heads = ",Official,,SPM,\nState,Number (in thousands),Percent,Number (in thousands),Percent\n"
    rows = "United States,45725,14.5,47823,15.1\nOhio,1500,14.1,1400,13.2\nUtah,300,10.5,310,10.9\nIowa,9,8,9,8\n"
    (tmp_path / "poverty.csv").write_text(f"Poverty in 2015\n{heads}{rows}")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "poverty.csv", "--yes"]) == 0
    sentences = (tmp_path / "out/templates/briefing.md").read_text()
    assert "'official (number) in the United States stood at {} thousand'" in sentences
    assert "'SPM (percent) stood at {}'" in sentences


def test_all_places_together_are_no_place_to_name(tmp_path, monkeypatch):
    text = "Families housed by county\nCounty,2022,2023,2024\nAdams,30,40,50\nAllen,20,30,60\nTotal,50,70,110\n"
    (tmp_path / "families.csv").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "families.csv", "--yes"]) == 0
    briefing = (tmp_path / "out/templates/briefing.md").read_text()
    assert "'the number of families housed was {}'" in briefing
    assert 'subtitle: "Families housed, {{ span }}"' in briefing


def test_months_below_a_tile_are_as_short_as_above_a_column(tmp_path, monkeypatch):
    world = World(tmp_path, over_years("cases", 300))
    months = "".join(f"2023-{month:02d},{300 + month}\n" for month in range(1, 13))
    (tmp_path / "nights.csv").write_text(f"month,nights\n{months}")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "nights.csv", "--yes"]) == 0
    world.package = read_package(tmp_path / "out/data")
    world.comparison = compare(world.package)
    tile = "- {figure: nights, label: nights}\n"
    block = world.block(f":::{{key-figures}}\n{tile * 3}:::")
    assert block.tiles[0].years == ("Jan 2023", "Dec 2023")


def test_a_tile_does_not_miss_a_figure_from_before_all_data(tmp_path, monkeypatch):
    months = "".join(f"2023-{month:02d},{300 + month},{month},{40 - month}\n" for month in range(1, 13))
    (tmp_path / "nights.csv").write_text(f"month,nights,families,calls\n{months}")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "nights.csv", "--yes", "--title", "Shelters"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    (sheet,) = (tmp_path / "out/build").glob("*.txt")
    assert "no figure for" not in sheet.read_text()


@pytest.mark.parametrize(
    ("head", "said"),
    [("Referrals", "the number of referrals was {}"), ("Children in need", "the number of children in need was {}"),
     ("Number of people", "the number of people was {}"), ("All", "the total was {}"),
     ("Population", "population stood at {}"), ("Staff in schools", "staff in schools stood at {}")],
)  # fmt: skip
def test_what_is_counted_in_the_plural_has_a_number(tmp_path, monkeypatch, head, said):
    rows = "".join(f"{year},{50 + year - 2000}\n" for year in (2021, 2022, 2023))
    (tmp_path / "t.csv").write_text(f"year,{head}\n{rows}")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "t.csv", "--yes", "--title", "Returns"]) == 0
    assert f"'{said}'" in (tmp_path / "out/templates/briefing.md").read_text()
