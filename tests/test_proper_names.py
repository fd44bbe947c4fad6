"""Names keep their capitals: what a member is called within a sentence is said by the data, and never guessed."""

import json
from pathlib import Path

import pytest

from reportgen.dataset import read_package
from reportgen.errors import ReportErrors
from reportgen.exhibits import telling
from tests.composing import World, broken_down, exhibit, members_table, words
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"
TONGUES = [
    {"code": "fr", "label": "French"},
    {"code": "nl", "label": "Hausa and Dutch", "in_sentence": "Dutch or Hausa"},
    {"code": "other", "label": "Other tongue", "in_sentence": "another tongue"},
    {"code": "ebay", "label": "eBay"},
]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    rows = broken_down("tongue", (100, 110), fr=(50, 55), nl=(20, 25), other=(20, 20), ebay=(10, 10))
    return World(tmp_path_factory.mktemp("tongues"), rows, codes={"tongue": TONGUES})


def test_a_member_stands_in_a_sentence_as_the_data_write_it(world):
    line = "{% for m in members('cases', 'tongue') %}{{ m.in_sentence }}|{% endfor %}"
    assert world.text(line) == "French|Dutch or Hausa|another tongue|eBay|"


def test_a_chart_names_its_parts_as_the_data_write_them(world):
    chart = world.block(exhibit("chart", kind="columns", figure="cases", parts="tongue", first="fr")).chart
    assert [part.name for part in chart.parts] == ["French", "Dutch or Hausa", "another tongue", "eBay"]
    told = telling(chart, headline="Finding", subtitle="What, where")
    assert "French" in told
    assert "french" not in told


def test_the_head_of_a_row_is_the_label(world):
    assert [words(row.cells[0].children) for row in world.block(members_table(by="tongue")).rows] == [
        "French", "Hausa and Dutch", "Other tongue", "eBay", "All"
    ]  # fmt: skip


def test_a_place_stands_in_a_sentence_as_the_data_write_it(tmp_path):
    places = [
        {"place": "US", "name": "Land", "in_sentence": "the Land", "place_type": "country", "order": 0},
        {"place": "DC", "name": "District", "in_sentence": "the District", "place_type": "district", "order": 1},
    ]
    world = World(tmp_path, [observation(20), observation(12, place="DC")], places=places)
    assert world.text("{{ members('cases', 'place')[0].in_sentence }}") == "the District"


def test_a_breakdown_is_called_in_a_sentence_as_the_data_write_it(tmp_path):
    rows = [observation(20, kind="a"), observation(20)]
    folder = make_package(tmp_path / "data", rows)
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    named = text.replace(
        '"name": "codelist-kind"', '"name": "codelist-kind", "title": "Kind", "reportgen": {"in_sentence": "NATO kind"}'
    )
    descriptor.write_text(named, encoding="utf-8")
    package = read_package(folder)
    assert (package.dimensions["kind"], package.dimensions_in_sentence["kind"]) == ("Kind", "NATO kind")
    descriptor.write_text(named.replace('"NATO kind"', "7"), encoding="utf-8")
    with pytest.raises(ReportErrors, match=r"`reportgen\.in_sentence`: expected text, found `7`"):
        read_package(folder)


def test_a_breakdown_without_words_of_its_own_is_called_by_its_title(tmp_path):
    folder = make_package(tmp_path / "data", [observation(20, kind="a"), observation(20)])
    package = read_package(folder)
    assert (package.dimensions, package.dimensions_in_sentence) == ({"kind": "Kind"}, {"kind": "kind"})


def test_a_package_without_the_column_has_its_labels(tmp_path):
    folder = make_package(tmp_path / "data", broken_down("tongue", (50,), fr=(50,)), codes={"tongue": TONGUES[:1]})
    path, descriptor = folder / "codelists" / "tongue.csv", folder / "datapackage.json"
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    at = lines[0].index("in_sentence")
    path.write_text("".join(",".join(line[:at] + line[at + 1 :]) + "\n" for line in lines), encoding="utf-8")
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    (schema,) = [each["schema"] for each in package["resources"] if each["name"] == "codelist-tongue"]
    schema["fields"] = [field for field in schema["fields"] if field["name"] != "in_sentence"]
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    assert read_package(folder).label_in_sentence("tongue", "fr") == "French"


def test_the_shipped_groups_of_people_keep_their_capitals():
    package = read_package(DATA)
    names = [package.label_in_sentence("race_ethnicity", code) for code in package.codelist("race_ethnicity")]
    assert names[1:] == [
        "Asian", "Black", "Hispanic", "multiracial", "Native American", "Pacific Islander", "white",
        "unknown race or ethnicity",
    ]  # fmt: skip


def test_the_shipped_labels_differ_within_a_sentence_in_capitals_only():
    package = read_package(DATA)
    for dimension, codes in package.codelists.items():
        for code, record in codes.items():
            assert package.label_in_sentence(dimension, code).lower() == record.label.lower()
