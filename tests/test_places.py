"""Places a user means: by code or name, all of a level, and a file name for each."""

import pytest

from reportgen.batch import all_places, place_code
from reportgen.batch.places import level_code
from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.errors import UsageError
from reportgen.file_names import alike
from tests.packages import make_package, observation
from tests.worlds import make_world

PLACES = [
    ("US", "Land", "country", ""),
    ("R1", "North", "region", "US"),
    ("R2", "South", "region", "US"),
    ("01095", "Marshall", "county", "R1"),
    ("01003", "North", "county", "R1"),
    ("18099", "Marshall", "county", "R2"),
    ("ab", "Small", "county", "R2"),
    ("AB", "Large", "county", "R2"),
    ("St. Gallen", "Gallen", "county", "R2"),
    ("UNK", "Unknown", "other", ""),
]
RECORDS = [
    {"place": code, "name": name, "in_sentence": name, "level": level, "parent": parent, "order": order}
    for order, (code, name, level, parent) in enumerate(PLACES)
]
LEVELS = [{"level": "region", "plural": "regions"}, {"level": "county", "plural": "counties"}]
FIGURES = {"US": 800, "R1": 300, "R2": 500, "01095": 200, "01003": 100, "18099": 50, "ab": 150, "AB": 100,
           "St. Gallen": 200}  # fmt: skip


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    make_package(
        made.data,
        [observation(value, place=place) for place, value in FIGURES.items()],
        places=RECORDS,
        levels=LEVELS,
    )
    made.write_report("counties", "# Place\n\nThis is {{ place.name }}.\n", more="scope: place\nlevel: county\n")
    either = "# Places\n\n{{ place.name }}: {{ members('cases', 'place') | map(attribute='label') | join(', ') }}\n"
    made.write_report("either", either, more="scope: any\n")
    return made


@pytest.fixture
def package(world):
    return read_package(world.data)


@pytest.mark.parametrize(
    ("text", "code"), [("01095", "01095"), ("ab", "ab"), ("AB", "AB"), ("south", "R2"), ("st. gallen", "St. Gallen")]
)
def test_a_place_is_found_by_its_code_or_its_name(package, text, code):
    assert place_code(text, package) == code


def test_a_name_of_several_places_is_refused_with_their_codes(package):
    with pytest.raises(UsageError, match="`Marshall` is more than one place") as caught:
        place_code("Marshall", package)
    assert caught.value.hint == "name one by its code: `01095` (county of North), `18099` (county of South)"


def test_a_code_in_other_capitals_that_fits_two_is_refused(package):
    with pytest.raises(UsageError, match="`aB` is more than one place"):
        place_code("aB", package)


@pytest.mark.parametrize("text", ["county", "County", "counties"])
def test_a_level_is_found_by_each_of_its_names(package, text):
    assert level_code(text, package) == "county"


def test_an_unknown_level_is_refused_with_a_hint(package):
    with pytest.raises(UsageError, match=r"unknown level `countie`") as caught:
        level_code("countie", package)
    assert caught.value.hint == "did you mean `county`?"


def test_all_places_are_those_of_every_level_or_of_one(package):
    assert all_places(package, "region") == ("R1", "R2")
    assert all_places(package)[:3] == ("R1", "R2", "01095")


def test_a_level_without_any_figure_has_no_documents_unless_it_is_named(tmp_path):
    rows = [observation(value, place=place) for place, value in FIGURES.items() if not place.startswith("R")]
    package = read_package(make_package(tmp_path, rows, places=RECORDS, levels=LEVELS))
    assert all_places(package)[0] == "01095"
    assert all_places(package, "region") == ("R1", "R2")


def test_documents_of_all_places_of_one_level_are_asked_for(world):
    assert world.build("sheet", "--all-places", "--level", "regions", "--no-index", "--format", "txt") == 0
    assert world.files() == ["sheet-R1-2020.txt", "sheet-R2-2020.txt"]


def test_a_report_names_the_level_of_its_places(world):
    assert world.build("counties", "--all-places", "--no-index", "--format", "txt") == 0
    assert len(world.files()) == 6


def test_a_level_is_asked_for_with_all_places_only(world, capsys):
    assert world.build("sheet", "--place", "R1", "--level", "county") == 2
    assert "error: `--level` says of which places there are all\nhint: add `--all-places`" in capsys.readouterr().err


def test_a_report_of_any_scope_is_about_the_whole_or_the_place_named(world):
    assert world.build("either", "--format", "txt") == 0
    assert world.build("either", "--place", "R1", "--format", "txt") == 0
    assert world.files() == ["either-2020.txt", "either-R1-2020.txt"]
    assert "Land: South, North" in (world.out / "either-2020.txt").read_text()
    assert "North: Marshall, North" in (world.out / "either-R1-2020.txt").read_text()


def test_codes_that_differ_in_capitals_have_file_names_that_do_not(world):
    assert alike(["ab", "AB", "01", "ac"]) == {"ab", "AB"}
    assert world.build("counties", "--all-places", "--no-index", "--format", "txt") == 0
    names = world.files()
    assert len({name.casefold() for name in names}) == len(names) == 6
    assert {"counties-01003-2020.txt", "counties-01095-2020.txt", "counties-18099-2020.txt"} < set(names)


def test_a_file_name_does_not_depend_on_what_else_is_made(world):
    assert world.build("counties", "--all-places", "--no-index", "--format", "txt") == 0
    together = world.files()
    assert world.build("counties", "--place", "AB", "--format", "txt") == 0
    assert world.files() == together


def test_two_documents_of_one_name_are_refused(world, capsys):
    world.write_report("a", more="scope: place\n")
    world.write_report("a-R1", more="scope: place\n")
    make_package(world.data, [observation(5, place="b")], places=[
        RECORDS[0], {**RECORDS[1], "place": "R1-b"}, {**RECORDS[2], "place": "b"},
    ])  # fmt: skip
    assert world.build("a", "a-R1", "--all-places", "--no-index") == 2
    assert "`a-R1-b-2020` and `a-R1-b-2020` would be one file" in capsys.readouterr().err


def test_places_are_listed_with_their_level_and_what_they_are_a_part_of(world, capsys):
    assert run(["list", "places", "--data", str(world.data)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["US", "Land", "country"]
    assert lines[3] == ["01095", "Marshall", "county", "R1"]


def test_the_front_page_lists_places_of_one_level_together_and_tells_those_of_one_name_apart(world):
    listing = ":::{index}\ntitle: Places\nfigure: cases\n:::\n\n# Place\n\n{{ place.name }}: {{ figure('cases') }}.\n"
    world.write_report("sheet", listing, more="scope: place\n")
    assert world.build("sheet", "--all-places", "--format", "txt") == 0
    page = (world.out / "index.html").read_text(encoding="utf-8")
    main, others = page.split('<section id="documents"')[1].split("</section>", 1)
    assert main.count('<li class="row"') == 6
    assert "Marshall (South)" in main
    assert "sheet-R1-2020.txt" not in main
    assert "sheet-R1-2020.txt" in others
