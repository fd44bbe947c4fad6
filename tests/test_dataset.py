import json
import pickle
import re
from pathlib import Path

import pytest

from reportgen.dataset import breakdown_members, breakdown_string, read_package, validate_package, validated
from reportgen.errors import DataError, ReportErrors
from reportgen.measure import ObservationStatus, Qualifier
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"


def change_file(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors_of(folder):
    with pytest.raises(ReportErrors, match=r".") as caught:
        read_package(folder)
    return [str(error).replace(folder.as_posix(), "data") for error in caught.value.errors]


@pytest.fixture
def folder(tmp_path):
    rows = [
        observation(5, status="active", place="AA"),
        observation(7, status="resolved", place="AA"),
        observation(12, place="AA"),
        observation(12),
        observation(None, year=2021),
    ]
    return make_package(tmp_path / "data", rows)


def test_a_package_is_read_with_its_names_and_rules(folder):
    package = read_package(folder)
    assert (package.name, package.title, package.version) == ("tiny", "Tiny figures", "1.0.0")
    assert (package.organisation.short_name, package.country) == ("OTF", "US")
    assert package.rules.minimum_base == 100
    assert package.years == (2020, 2021)


def test_frictionless_agrees_that_the_package_is_valid(folder):
    assert validate_package(folder) == ()


@pytest.fixture
def large(folder, monkeypatch):
    """The same package, whose tables count as large; a single row of each is validated."""
    monkeypatch.setattr(validated, "LARGE", 1)
    monkeypatch.setattr(validated, "HEAD", 1)
    return folder


def test_frictionless_agrees_that_a_package_with_large_tables_is_valid(large):
    assert validate_package(large, is_read=True) == ()


def test_of_a_large_table_that_was_read_the_rows_are_not_validated_again(large):
    change_file(large / "figures.csv", "12,", "12x,")
    assert len(validate_package(large)) == 1
    assert validate_package(large, is_read=True) == ()


@pytest.mark.parametrize("line", ["", " , ,,"], ids=["no cells", "empty cells"])
def test_a_large_table_with_a_row_of_nothing_is_validated_whole(large, line):
    lines = (large / "figures.csv").read_text(encoding="utf-8").splitlines()
    (large / "figures.csv").write_text("\n".join([*lines[:3], line, *lines[3:]]), encoding="utf-8")
    assert validate_package(large, is_read=True)


def test_a_large_table_of_which_a_digest_is_stated_is_validated_whole(large):
    descriptor = json.loads((large / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["hash"] = f"sha256:{'0' * 64}"
    (large / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert validate_package(large, is_read=True)


def test_the_checksum_changes_with_any_byte(folder):
    before = read_package(folder).checksum
    assert read_package(folder).checksum == before
    change_file(folder / "notes.csv", "A note.", "A note!")
    assert read_package(folder).checksum != before


def test_a_package_survives_pickling(folder):
    package = read_package(folder)
    copy = pickle.loads(pickle.dumps(package))
    assert copy == package
    assert copy.observations.equals(package.observations)


def test_a_figure_is_found_by_its_members(folder):
    found = read_package(folder).observation("cases", 2020, "AA", status="active")
    assert (found.value, found.breakdown, found.qualifier) == (5, "status=active", Qualifier.EXACT)


def test_a_figure_that_has_no_row_is_none(folder):
    assert read_package(folder).observation("cases", 2020, "BB") is None


def test_a_figure_that_was_not_published_has_no_value(folder):
    found = read_package(folder).observation("cases", 2021)
    assert (found.value, found.obs_status) == (None, ObservationStatus.MISSING)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda package: package.observation("case", 2020), "unknown indicator `case`\nhint: did you mean `cases`?"),
        (lambda package: package.observation("cases", 2020, "AAA"), "unknown place `AAA`"),
        (lambda package: package.observation("cases", 2020, state="x"), "unknown dimension `state`"),
        (lambda package: package.observation("cases", 2020, status="activ"), "did you mean `active`"),
        (lambda package: package.members("cases", "state"), "unknown dimension `state`"),
        (lambda package: package.label("status", "open"), "unknown code of `status` `open`"),
    ],
)
def test_an_unknown_name_is_an_error_with_a_hint(folder, question, message):
    with pytest.raises(DataError, match=re.escape(message)):
        question(read_package(folder))


def test_published_years_are_those_with_a_value(folder):
    assert read_package(folder).published_years("cases") == (2020,)


def test_members_follow_the_codelist_and_leave_out_the_total(tmp_path):
    rows = [observation(1, age="young"), observation(2, age="old"), observation(None, age="unknown"), observation(3)]
    codes = {"age": ["young", "old", "unknown"]}
    package = read_package(make_package(tmp_path, rows, codes=codes))
    assert package.members("cases", "age") == ("young", "old")
    assert package.members("cases", "age", year=2020) == ("young", "old")
    assert package.members("cases", "age", year=2021) == ()


def test_members_are_those_of_the_other_dimensions_named(tmp_path):
    rows = [observation(1, age="young", status="active"), observation(2, age="old")]
    package = read_package(make_package(tmp_path, rows))
    assert package.members("cases", "age") == ("old",)
    assert package.members("cases", "age", status="active") == ("young",)


def test_places_with_a_figure_leave_out_the_country(folder):
    package = read_package(folder)
    assert package.places_with("cases", 2020) == ("AA",)
    assert package.places_with("cases", 2021) == ()


def test_a_missing_short_label_is_the_label(tmp_path):
    codes = {"age": [{"code": "young", "label": "Younger people", "short_label": "Young"}, "old"]}
    package = read_package(make_package(tmp_path, [observation(1, age="young")], codes=codes))
    assert package.label("age", "young") == "Younger people"
    assert package.short_label("age", "young") == "Young"
    assert package.short_label("age", "old") == "Old"


NOTES = [
    {"note": "all", "text": "t", "order": 3},
    {"note": "cases", "text": "t", "indicator": "cases", "order": 2},
    {"note": "ages", "text": "t", "indicator": "cases", "dimension": "age", "order": 1, "kind": "method"},
    {"note": "old", "text": "t", "indicator": "cases", "dimension": "age", "member": "old", "from_year": 2021},
]


@pytest.fixture
def noted(tmp_path):
    return read_package(make_package(tmp_path, [observation(1, age="old"), observation(2, age="young")], notes=NOTES))


@pytest.mark.parametrize(
    ("breakdown", "years", "expected"),
    [
        ("", [2020], ["cases"]),
        ("age=young", [2021], ["ages", "cases"]),
        ("age=old", [2020], ["ages", "cases"]),
        ("age=old", [2020, 2021], ["ages", "old", "cases"]),
        ("age", [2021], ["ages", "old", "cases"]),
        ("age=young;status", [2021], ["ages", "cases"]),
    ],
)
def test_notes_apply_where_their_breakdown_is_shown(noted, breakdown, years, expected):
    assert [note.note for note in noted.notes_for("cases", years, breakdown=breakdown)] == expected


def test_notes_on_the_whole_package_are_asked_for_by_no_indicator(noted):
    assert [note.note for note in noted.notes_for("", [2020])] == ["all"]


def test_notes_can_be_chosen_by_kind(noted):
    notes = noted.notes_for("cases", [2020], breakdown="age", kinds={"method"})
    assert [note.note for note in notes] == ["ages"]


BREAKS = [
    {"indicator": "cases", "year": 2022},
    {"indicator": "cases", "dimension": "age", "year": 2021, "obs_status": "D"},
    {"indicator": "cases", "dimension": "age", "member": "old", "year": 2023},
    {"indicator": "cases", "dimension": "place", "member": "AA", "year": 2020},
]


@pytest.fixture
def broken(tmp_path):
    rows = [observation(1, age="old"), observation(2, age="young")]
    return read_package(make_package(tmp_path, rows, series_breaks=BREAKS))


@pytest.mark.parametrize(
    ("breakdown", "place", "expected"),
    [
        ("", None, [2022]),
        ("age=young", None, [2021, 2022]),
        ("age=old", None, [2021, 2022, 2023]),
        ("", "AA", [2020, 2022]),
        ("", "BB", [2022]),
    ],
)
def test_breaks_apply_to_their_series(broken, breakdown, place, expected):
    assert [one.year for one in broken.breaks_for("cases", breakdown, place=place)] == expected


def test_a_break_parts_years_when_it_lies_after_one_and_up_to_another(broken):
    assert [one.year for one in broken.breaks_for("cases", "age=old", (2021, 2022))] == [2022]


@pytest.mark.parametrize(
    ("years", "found"), [((2020, 2021), 1), ((2021, 2022), 1), ((2020, 2022), 0), ((2020, 2021, 2022), 1), ((2021,), 0)]
)
def test_a_spell_parts_its_years_from_the_others(tmp_path, years, found):
    spell = {"indicator": "cases", "year": 2021, "last_year": 2021}
    package = read_package(make_package(tmp_path, [observation(1)], series_breaks=[spell]))
    assert len(package.breaks_for("cases", years=years)) == found


def test_a_package_may_do_without_last_years(tmp_path):
    folder = make_package(tmp_path, [observation(1)], series_breaks=[{"indicator": "cases", "year": 2021}])
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (one for one in descriptor["resources"] if one["name"] == "series-breaks")
    resource["schema"]["fields"] = [one for one in resource["schema"]["fields"] if one["name"] != "last_year"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    lines = (folder / "series-breaks.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",last_year")
    (folder / "series-breaks.csv").write_text(
        "".join(f"{line.rpartition(',')[0]}\n" for line in lines), encoding="utf-8"
    )
    (found,) = read_package(folder).breaks
    assert (found.year, found.last_year, found.holds(2030)) == (2021, None, True)


def test_a_spell_does_not_end_before_it_begins(tmp_path):
    spells = [{"indicator": "cases", "year": 2021, "last_year": last} for last in (2021, 2020)]
    spells[1]["dimension"] = "age"
    folder = make_package(tmp_path, [observation(1, age="old")], series_breaks=spells)
    expected = r"series-breaks\.csv:3: field `last_year`: expected 2021 or later, found `2020`"
    with pytest.raises(ReportErrors, match=expected):
        read_package(folder)


@pytest.mark.parametrize("members", [{}, {"status": "active"}, {"status": "active", "age": "old"}])
def test_a_breakdown_can_be_read_back(members):
    assert breakdown_members(breakdown_string(members)) == members


def test_a_breakdown_is_sorted_and_has_no_totals():
    assert breakdown_string({"status": "active", "age": "old", "sex": "total"}) == "age=old;status=active"


def test_a_breakdown_without_a_code_is_an_error():
    with pytest.raises(DataError, match="found `age`"):
        breakdown_members("age")


def test_a_cell_of_the_wrong_type_is_named_with_file_line_and_field(folder):
    change_file(folder / "figures.csv", ",12,", ",1_2O7,")
    assert errors_of(folder) == [
        "data/figures.csv:4: field `value`: expected a number, found `1_2O7`\n"
        "hint: write thousands without a separator; mark a missing value with an empty cell and a status such as `O`"
    ]


def test_all_errors_of_a_package_are_listed_at_once(folder):
    change_file(folder / "figures.csv", "cases,2020,AA,active", "cases,2O20,AA,active")
    change_file(folder / "figures.csv", "cases,2020,AA,resolved", "cases,2020,AZ,resolved")
    change_file(folder / "figures.csv", "cases,2020,US,total,12,exact", "cases,2020,US,total,12,exakt")
    change_file(folder / "places.csv", "Beta,Beta,state,,,2", "Beta,Beta,state,,,two")
    found = errors_of(folder)
    assert [error.split(":", 2)[:2] for error in found] == [
        ["data/places.csv", "4"],
        ["data/figures.csv", "2"],
        ["data/figures.csv", "5"],
        ["data/figures.csv", "3"],
    ]
    assert "did you mean `exact`?" in found[2]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "figures.csv",
            "cases,2020,AA,active",
            "cases,2020,AA,activ",
            "figures.csv:2: field `status`: expected a code",
        ),
        ("figures.csv", "cases,2020,AA,active", "case,2020,AA,active", "hint: did you mean `cases`?"),
        ("figures.csv", "cases,2020,AA,active", "cases,2020,AA,", "field `status`: expected a value, found nothing"),
        ("figures.csv", "5,exact,A", ",exact,A", "figures.csv:2: field `value`: expected a number with status `A`"),
        ("figures.csv", ",exact,O,", "9,exact,O,", "field `value`: expected nothing with status `O`, found `9`"),
        ("figures.csv", "5,exact,A", "nan,exact,A", "field `value`: expected a finite number up to 1e+15, found `nan`"),
        ("figures.csv", "5,exact,A", "5,exact,B", "field `obs_status`: `B` does not stand with an observation"),
        ("figures.csv", "5,exact,A", "5,exact,I", "expected a correction where the status is `I`"),
        ("figures.csv", "5,exact,A", "5,exact,E", "expected `derived_from` where the status is `E`"),
        ("figures.csv", "AA,total,12", "AA,total,1,2", "expected 15 cells, found 16"),
        ("figures.csv", "report-2020", "report-2019", "field `source`: expected a source"),
        ("figures.csv", "AA,active", "AA,resolved", "expected one preferred row, found also"),
        ("figures.csv", "Table 1,,,true", "Table 1,,,false", "expected one preferred row, found none"),
        ("figures.csv", "indicator,year", "indicator,years", "unknown column `years`\nhint: did you mean `year`?"),
        ("figures.csv", "indicator,year", "year,indicator", "expected the columns in the order indicator, year"),
        ("indicators.csv", ",flow,", ",flows,", "field `measure_type`: expected one of the known values"),
        ("indicators.csv", ",all,", ",al,", "hint: did you mean `all`?"),
        ("codelists/status.csv", "total,", "totals,", "expected a code `total`, found none"),
        (
            "places.csv",
            "Alpha",
            "a" * 1001,
            "places.csv:3: field `name`: expected at most 1,000 characters, found more",
        ),
        ("places.csv", "US,", "UN,", "expected the country `US` of `datapackage.json`"),
        ("notes.csv", "A note.,", "A note.,cases,state", "notes.csv:2"),
    ],
)
def test_one_error_is_named_with_its_place(folder, file, old, new, message):
    change_file(folder / file, old, new)
    assert message in "\n".join(errors_of(folder))


def test_a_duplicate_key_names_both_lines(folder):
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("cases,2020,US,total,12,exact,A,report-2020,Table 1,,,false,,,\n")
    message = "data/figures.csv:7: duplicate key `cases, 2020, US, total, report-2020, Table 1`: the same as in line 5"
    assert message in errors_of(folder)[0]


def test_text_that_is_not_utf_8_is_an_error(folder):
    (folder / "notes.csv").write_bytes("note,text\nä,ö\n".encode("latin-1"))
    found = "found the byte 0xE4, which is `ä` in Windows-1252\nhint: save the file as CSV UTF-8, or say its `encoding`"
    assert any(f"data/notes.csv:2: expected UTF-8, {found}" in error for error in errors_of(folder))


def test_a_file_saved_by_a_spreadsheet_can_be_read(folder):
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_bytes(text.replace("\n", "\r\n").replace("true", "TRUE").encode("utf-8-sig"))
    assert read_package(folder).observation("cases", 2020).value == 12


def test_a_missing_file_is_named_once(folder):
    (folder / "notes.csv").unlink()
    assert errors_of(folder) == ["data/notes.csv: file not found\nhint: `datapackage.json` names it as a resource"]


def test_a_folder_without_descriptor_and_tables_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"datapackage.json: file not found\nhint: the data are a folder"):
        read_package(tmp_path)


def test_a_broken_descriptor_is_named_with_its_line(folder):
    change_file(folder / "datapackage.json", '"title": "Tiny figures",', '"title": "Tiny figures"')
    with pytest.raises(DataError, match=r"datapackage.json:4: expected JSON, found an error in column 2"):
        read_package(folder)


def change_descriptor(folder, change):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def test_a_standard_file_is_read_when_no_resource_names_it(folder):
    change_descriptor(folder, lambda descriptor: descriptor["resources"].pop(0))
    assert read_package(folder).sources["report-2020"].title == "Report 2020"


def with_contact(folder, contact):
    """Give the organization of a package one contact, as it stands in the file."""
    change_file(folder / "datapackage.json", '"country": "US"', f'"country": "US", "contacts": [{contact}]')


def test_a_contact_may_lead_somewhere(folder):
    with_contact(folder, '{"title": "Ask", "text": "a.example", "url": "https://a.example"}')
    (contact,) = read_package(folder).organisation.contacts
    assert (contact.text, contact.url) == ("a.example", "https://a.example")


def test_a_contact_without_text_is_refused(folder):
    with_contact(folder, '{"title": "Ask", "url": "https://a.example"}')
    (message,) = errors_of(folder)
    assert "`reportgen.organisation.contacts`: expected a list of" in message


def test_a_missing_rule_is_the_usual_one(folder):
    change_descriptor(folder, lambda descriptor: descriptor["reportgen"]["rules"].pop("minimum_base"))
    package = read_package(folder)
    assert package.rules.minimum_base == 20
    assert "no rule `minimum_base`: 20, under which no percentage change is calculated" in package.granted


def test_a_constraint_of_the_schema_is_kept(folder):
    def limit(descriptor):
        fields = descriptor["resources"][-1]["schema"]["fields"]
        next(field for field in fields if field["name"] == "value")["constraints"] = {"minimum": 6}

    change_descriptor(folder, limit)
    assert errors_of(folder) == [
        "data/figures.csv:2: field `value`: expected 6 or more, found `5`\n"
        "hint: correct the cell, or the constraint in `datapackage.json`"
    ]


def test_a_field_of_an_unknown_type_is_an_error(folder):
    def spoil(descriptor):
        descriptor["resources"][-1]["schema"]["fields"][1]["type"] = "integr"

    change_descriptor(folder, spoil)
    assert errors_of(folder)[0].startswith("data/datapackage.json: resource `figures`, `schema.fields[1].type`: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [("cases,2020,AA,active,5", "cases,2O20,AA,active,5"), ("exact", "exakt"), ("Table 1", "")],
)
def test_both_judges_see_what_a_schema_can_say(folder, old, new):
    change_file(folder / "figures.csv", old, new)
    assert validate_package(folder)
    assert errors_of(folder)


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")
def test_the_published_data_can_be_read():
    package = read_package(DATA)
    assert package.years[0] == 2020
    assert package.observation("cases", 2024).value == 29_568
    assert package.observation("cases", 2024, "TX", status="active").value == 157


@pytest.mark.parametrize(
    "path", ["../figures.csv", "/etc/passwd", "C:/figures.csv", "a/../../b.csv", "https://x.org/a.csv"]
)
def test_a_file_outside_the_folder_is_not_read(folder, path):
    descriptor = folder / "datapackage.json"
    change_file(descriptor, '"path": "figures.csv"', f'"path": "{path}"')
    with pytest.raises(
        ReportErrors, match=f"resource `figures`, `path`: expected a file of the folder, found `{path}`"
    ):
        read_package(folder)


def test_a_file_of_the_folder_may_be_named_from_the_folder_on(folder):
    change_file(folder / "datapackage.json", '"path": "figures.csv"', '"path": "./figures.csv"')
    assert read_package(folder).series


def test_a_place_may_name_its_clearinghouse(tmp_path):
    places = [
        {
            "place": "US",
            "name": "United States",
            "in_sentence": "the United States",
            "place_type": "country",
            "order": 0,
        },
        {"place": "AA", "name": "Alpha", "in_sentence": "Alpha", "place_type": "state", "order": 1},
    ]
    places[1]["clearinghouse"] = "Alpha Missing Child Clearinghouse"
    package = read_package(make_package(tmp_path, [observation(5)], places=places))
    assert [place.clearinghouse for place in package.places.values()] == ["", "Alpha Missing Child Clearinghouse"]
