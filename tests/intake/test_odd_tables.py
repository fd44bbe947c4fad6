"""A table of an odd shape makes a sound project, or leads to a question; never to an error about the project."""

import csv

import pytest

from reportgen.cli import run


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


def test_the_second_of_two_figures_has_what_the_others_have(rows):
    text = "state,year,share (%)\nOhio,2021,1.5\nOhio,2022,1.5\nUtah,2021,about 7.5\nUtah,2022,9.5\nUtah,2022,8.5\n"
    for year in range(2000, 2010):
        text += f"Ohio,{year},1.5\nUtah,{year},2.5\n"
    (figures,) = rows(text, "figures")
    assert [row["qualifier"] for row in figures if row["preferred"] == "false"] == ["exact"]


def test_two_columns_without_a_head_are_two_breakdowns(rows):
    members = [(sex, age, place) for sex in "MF" for age in ("young", "old") for place in ("Ohio", "Utah")]
    text = "".join(f"{','.join(each)},2020,{at}\n" for at, each in enumerate(members, start=11))
    (figures,) = rows(f",,place,year,n\n{text}", "figures")
    given = {(row["item"], row["item_2"]) for row in figures if row["obs_status"] == "A"}
    assert given == {("m", "young"), ("m", "old"), ("f", "young"), ("f", "old")}


def test_a_count_whose_second_figure_has_decimals_is_a_quantity(rows):
    text = "state,year,cases\nOhio,2022,15.2\n" + "".join(
        f"{state},{year},{at}\n" for state in ("Ohio", "Utah") for at, year in enumerate(range(2000, 2023), start=20)
    )
    text = text.replace("Ohio,2022,15.2\n", "", 1) + "Ohio,2022,15.2\n"
    (indicators,) = rows(text, "indicators")
    assert [row["kind"] for row in indicators] == ["quantity"]


def test_places_that_are_parts_of_each_other_are_parts_of_none(rows):
    text = "state,region,year,n\nOhio,Utah,2020,11\nUtah,Ohio,2020,12\nIowa,Ohio,2020,13\n"
    (places,) = rows(text, "places")
    parents = {row["place"]: row.get("parent", "") for row in places}
    assert not any(parents.get(parent) == place for place, parent in parents.items() if parent)


def test_where_only_some_heads_name_a_period_that_of_the_others_is_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = "state,Cases,2021-05-01,Deaths\nOhio,11,12,13\nUtah,21,22,23\nIowa,31,32,33\n"
    (tmp_path / "counts.csv").write_text(text)
    code = run(["new", "out", "--from", "counts.csv", "--title", "Counts", "--yes"])
    assert (code, "which period are the figures of" in capsys.readouterr().err) == (2, True)


def test_rows_that_have_nothing_in_any_breakdown_are_of_a_member_that_is_known(rows):
    members = [("None", "None"), ("None", "a"), ("x", "None"), ("x", "a")]
    text = "sex,age,place,year,n\n" + "".join(
        f"{sex},{age},{place},2020,{at}\n"
        for at, (sex, age, place) in enumerate(((*each, place) for each in members for place in ("Ohio", "Utah")), 11)
    )
    figures, codes = rows(text, "figures", "codelists/sex")
    assert {row["sex"] for row in figures} <= {row["code"] for row in codes}


def test_a_place_with_the_code_of_all_places_is_known_by_its_name(rows):
    text = "state,code,year,n\nOhio,o,2020,11\nUtah,total,2020,12\nIowa,i,2020,13\n"
    (places,) = rows(text, "places")
    assert [row["place"] for row in places].count("total") <= 1
    assert "Utah" in {row["name"] for row in places}
