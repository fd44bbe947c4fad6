"""A mistake that all documents of a report share is told once, and the others are not tried."""

import pytest

from reportgen import build
from reportgen.errors import ReportError
from tests.packages import make_package, observation
from tests.worlds import make_world

PLACES = tuple(f"P{at:02}" for at in range(12))


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    rows = [
        observation(100 + at, year=year, place=place)
        for at, place in enumerate(("US", *PLACES))
        for year in (2021, 2022)
    ]
    places = [{"place": "US", "name": "All", "in_sentence": "all", "place_type": "country", "order": 0}]
    for at, place in enumerate(PLACES, start=1):
        places.append(
            {"place": place, "name": f"Place {at}", "in_sentence": f"Place {at}", "place_type": "state", "order": at}
        )
    make_package(made.data, rows, places=places)
    return made


def sheets(world, body, capsys, *options):
    world.write_report("sheet", body, more="scope: place\n")
    code = world.build("sheet", "--all-places", "--no-index", "--format", "txt", *options)
    return code, capsys.readouterr().err


@pytest.mark.parametrize("options", [(), ("--jobs", "2")])
def test_a_mistake_that_all_share_is_told_once_and_the_others_are_not_tried(world, capsys, options):
    code, said = sheets(world, "# A\n\n{{ unknown_name }}\n", capsys, *options)
    assert code == 4
    assert said.count("unknown name `unknown_name`\nhint: ") == 1
    assert "documents of `sheet` were not tried: " in said
    assert "not tried; " in said
    assert world.files() == []


@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "2")])
def test_of_all_documents_three_are_tried_that_stand_far_apart(world, capsys, options):
    _, said = sheets(world, "# A\n\n{{ unknown_name }}\n", capsys, "--log-json", *options)
    failed = [line for line in said.splitlines() if '"state": "failed"' in line]
    assert [next(place for place in PLACES if place in line) for line in failed] == ["P00", "P11", "P06"]
    assert "the other 9 documents of `sheet` were not tried: 3 failed of this mistake" in said


PROFILE = """title = "One page"

[page]
most_pages = 1
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_three_are_tried_of_documents_that_can_be_composed_but_not_built(world, capsys, jobs):
    (world.templates / "profiles").mkdir(exist_ok=True)
    (world.templates / "profiles" / "one.toml").write_text(PROFILE, encoding="utf-8")
    world.write_report("sheet", "# A\n\n{{ place.name }}\n\n:::{page-break}\n:::\n\nMore.\n", more="scope: place\n")
    options = ("--all-places", "--no-index", "--format", "pdf", "--profile", "one", "--jobs", jobs, "--log-json")
    assert world.build("sheet", *options) == 5
    said = capsys.readouterr().err
    failed = [line for line in said.splitlines() if '"state": "failed"' in line]
    assert {next(place for place in PLACES if place in line) for line in failed} == {"P00", "P11", "P06"}
    assert "the other 9 documents of `sheet` were not tried: 3 failed of this mistake" in said


def test_a_mistake_of_some_places_lets_the_others_be_made(world, capsys):
    body = "# A\n\n{% if place.place in ('P00', 'P01', 'P02', 'P11') %}{{ unknown_name }}{% endif %}{{ place.name }}\n"
    code, said = sheets(world, body, capsys)
    assert code == 4
    assert len(world.files()) == 8
    assert said.count("unknown name `unknown_name`\nhint") == 1
    assert "the same in 3 other documents: `sheet-P01-2021-2022`, `sheet-P02-2021-2022`, `sheet-P11-2021-2022`" in said


def test_mistakes_that_name_their_place_are_the_same_mistake(world, capsys):
    code, said = sheets(world, "# A\n\n{{ figure('cases{age=' ~ place.place ~ '}') }}\n", capsys)
    assert (code, said.count("hint: ")) == (4, 2)
    assert "were not tried" in said


def test_another_report_of_the_same_batch_is_made(world, capsys):
    world.write_report("other", "# A\n\nThis is {{ place.name }}.\n", more="scope: place\n")
    world.write_report("sheet", "# A\n\n{{ unknown_name }}\n", more="scope: place\n")
    assert world.build("sheet", "other", "--all-places", "--no-index", "--format", "txt") == 4
    assert len(world.files()) == 12
    assert "documents of `sheet` were not tried" in capsys.readouterr().err


def test_the_next_run_makes_what_was_not_tried(world, capsys):
    sheets(world, "# A\n\n{{ unknown_name }}\n", capsys)
    assert sheets(world, "# A\n\nThis is {{ place.name }}.\n", capsys)[0] == 0
    assert len(world.files()) == 12


def test_a_caller_from_python_hears_of_it_once(world):
    world.write_report("sheet", "# A\n\n{{ unknown_name }}\n", more="scope: place\n")
    with pytest.raises(ReportError, match=r"unknown_name(.|\n)*were not tried") as caught:
        build("sheet", all_places=True, formats=("txt",), data=world.data, templates=world.templates, out=world.out)
    assert str(caught.value).count("unknown name `unknown_name`") == 1


def test_what_is_told_of_many_documents_is_told_once_with_their_number(world, capsys):
    tiles = "".join(f"- {{value: '{value}', label: so many}}\n" for value in (1, 2, 3, 4, 5))
    _, said = sheets(world, f":::{{key-figures}}\n{tiles}:::\n", capsys)
    (first, rest) = (line for line in said.splitlines() if "has no room" in line)
    assert first.startswith("note: ")
    assert "the same in" in rest
