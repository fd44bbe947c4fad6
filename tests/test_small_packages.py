"""A package says what is special about it, and nothing else; what it does not say is the standard, and is told."""

import json

import pytest

from reportgen.dataset import read_package, validate_package
from reportgen.errors import DataError, ReportErrors


def package(folder, descriptor=None, **files):
    """Write tables, and a descriptor if there is one, and return the folder; `__` in a name is that of a folder."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if descriptor is not None:
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def errors_of(folder):
    with pytest.raises((DataError, ReportErrors), match=r".") as caught:
        read_package(folder)
    return getattr(caught.value, "errors", (caught.value,))


def test_one_table_of_years_and_values_is_a_package(tmp_path):
    read = read_package(package(tmp_path, cases="year,value\n2019,120\n2020,130\n"))
    assert read.observation("cases", 2020).value == 130
    assert [str(year) for year in read.years] == ["2019", "2020"]
    assert read.indicators["cases"].title == "Cases"


def test_figures_by_place_and_breakdown_need_no_other_file(tmp_path):
    read = read_package(package(tmp_path, births="year,place,sex,value\n2019,North,total,20\n2019,North,girls,9\n"))
    assert read.observation("births", 2019, "North", sex="girls").value == 9
    assert list(read.codelists["sex"]) == ["total", "girls"]
    assert read.dimensions["sex"] == "Sex"
    assert read.country not in ("North", "")


def test_an_empty_value_is_a_missing_figure(tmp_path):
    read = read_package(package(tmp_path, cases="year,value\n2019,\n2020,130\n"))
    assert (read.observation("cases", 2019).value, str(read.observation("cases", 2019).obs_status)) == (None, "O")


def test_a_list_of_indicators_gives_the_figures_their_meaning(tmp_path):
    read = read_package(
        package(tmp_path, figures="year,value\n2019,7\n", indicators="indicator,title\ncases,Cases of flu\n")
    )
    assert read.observation("cases", 2019).value == 7
    assert read.indicators["cases"].short_title == "Cases of flu"


def test_standard_files_beside_a_listed_one_are_read(tmp_path):
    descriptor = {"resources": [{"path": "a.csv"}]}
    files = {"a": "year,value,place\n2019,7,N\n", "places": "place,name\nN,North\n", "raw": "x,y\n1,2\n"}
    read = read_package(package(tmp_path, {**descriptor, "reportgen": {"organisation": {"country": "N"}}}, **files))
    assert read.place("N").in_sentence == "North"
    assert list(read.indicators) == ["a"]


def test_what_is_taken_for_granted_is_told(tmp_path):
    told = "\n".join(read_package(package(tmp_path, cases="year,value\n2019,120\n")).granted)
    for file in ("indicators.csv", "places.csv", "sources.csv"):
        assert f"no `{file}`" in told
    assert "no `organisation`" in told


def test_nobody_is_named_as_publisher_when_nobody_is_known(tmp_path):
    read = read_package(package(tmp_path, {"title": "Flu"}, cases="year,value\n2019,120\n"))
    assert read.author == "Compiled with reportgen from “Flu”"
    assert read.disclaimer == ""


def test_the_one_publisher_of_all_sources_is_the_organisation(tmp_path):
    sources = "source,year,publisher\nr19,2019,Office of Health\n"
    read = read_package(package(tmp_path, cases="year,value\n2019,120\n", sources=sources))
    assert read.organisation.name == "Office of Health"
    assert read.observation("cases", 2019).source == "r19"


def test_a_dialect_is_obeyed(tmp_path):
    package(tmp_path, {"resources": [{"path": "a.csv", "encoding": "windows-1252", "dialect": DIALECT}]})
    (tmp_path / "a.csv").write_bytes("year;place;value\n2019;Zürich;1.234,5\n".encode("windows-1252"))
    assert read_package(tmp_path).observation("a", 2019, "Zürich").value == 1234.5
    assert validate_package(tmp_path) == ()


DIALECT = {"delimiter": ";", "decimalChar": ",", "groupChar": "."}


def test_semicolons_without_a_dialect_are_told_with_the_dialect_to_write(tmp_path):
    (error,) = errors_of(package(tmp_path, a="year;value\n2019;5\n"))
    assert "found them parted by semicolons" in str(error)
    assert '"dialect": {"delimiter": ";"}' in error.hint


def test_semicolons_in_a_list_are_told_with_the_dialect_to_write(tmp_path):
    (error,) = errors_of(package(tmp_path, a="year,value\n2019,5\n", indicators="indicator;title\na;A\n"))
    assert "indicators.csv:1: expected columns parted by commas, found them parted by semicolons" in str(error)


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        ("period,valeu", "did you mean `value` by `valeu`?"),
        ("perod,value", "did you mean `period` by `perod`?"),
        ("yaer,vlaue", "did you mean `year` by `yaer`? and did you mean `value` by `vlaue`?"),
        ("Year of,value", '{"value": "value", "year": "Year of"}'),
        ("indicator,Fiscal year,value,note", '"value": "value", "note": "note", "year": "Fiscal year"}'),
    ],
)
def test_a_column_whose_name_has_a_slip_is_asked_for(tmp_path, head, hint):
    (error,) = errors_of(package(tmp_path, a=f"{head}\n{','.join('5' for _ in head.split(','))}\n"))
    assert hint in error.hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("north", "the code of North: `N`"),
        ("Nort", "the code of North: `N`"),
        ("Zz", "known: `N` (North), `S` (South)"),
    ],
)
def test_a_place_that_is_called_by_its_name_is_told_with_its_code(tmp_path, name, hint):
    read = read_package(package(tmp_path, a="year,place,value\n2019,N,5\n", places="place,name\nN,North\nS,South\n"))
    with pytest.raises(DataError, match=r".") as caught:
        read.place(name)
    assert hint in caught.value.hint


COUNTRIES = "Country Name,Country Code,Year,Value\nArab World,ARB,2019,5\nArab World,ARB,2020,6\nChad,TCD,2020,1\n"
ROLES = {"year": "Year", "place": "Country Code", "place_name": "Country Name", "value": "Value"}


def test_a_foreign_table_tells_the_lines_that_would_make_it_readable(tmp_path):
    (error,) = errors_of(package(tmp_path, population=COUNTRIES))
    resource = json.loads(error.hint[error.hint.index("{") :])
    assert resource == {"path": "population.csv", "reportgen": {"roles": ROLES}}
    package(tmp_path, {"resources": [resource]})
    read = read_package(tmp_path)
    assert read.observation("population", 2020, "TCD").value == 1
    assert read.place("TCD").name == "Chad"


def test_a_foreign_package_with_schemas_is_read_by_roles(tmp_path):
    fields = [{"name": "Country Name"}, {"name": "Country Code"}, {"name": "Year", "type": "year"}, {"name": "Value"}]
    resource = {
        "name": "population",
        "path": "p.csv",
        "schema": {"fields": fields, "primaryKey": ["Country Code", "Year"]},
    }
    package(tmp_path, {"resources": [{**resource, "reportgen": {"roles": ROLES}}]}, p=COUNTRIES)
    read = read_package(tmp_path)
    assert read.observation("population", 2019, "ARB").value == 5
    assert validate_package(tmp_path) == ()


def test_columns_named_by_years_are_years_when_the_lines_of_the_error_are_written(tmp_path):
    table = "Country,Note,2019,2020\nChad,x,1,2\nMali,,3,\n"
    (error,) = errors_of(package(tmp_path, p=table))
    roles = json.loads(error.hint[error.hint.index("{") :])["reportgen"]["roles"]
    assert roles == {"place": "Country", "year": ["2019", "2020"], "ignore": ["Note"]}
    read = read_package(package(tmp_path, {"resources": [{"path": "p.csv", "reportgen": {"roles": roles}}]}, p=table))
    assert [read.observation("p", year, "Chad").value for year in (2019, 2020)] == [1, 2]
    assert read.observation("p", 2020, "Mali").value is None
    assert {row["line"] for row in read.rows if row["place"] == "Mali"} == {3}


def test_several_columns_of_values_are_indicators(tmp_path):
    roles = {"year": "Jahr", "value": ["Geburten", "Todesfälle"]}
    table = "Jahr,Geburten,Todesfälle\n2019,10,7\n2020,11,8\n"
    read = read_package(package(tmp_path, {"resources": [{"path": "p.csv", "reportgen": {"roles": roles}}]}, p=table))
    assert read.observation("Geburten", 2020).value == 11
    assert read.observation("Todesfälle", 2019).value == 7


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ({"yeer": "Year"}, "unknown role `yeer`"),
        ({"year": "Yaer"}, "the file has no column `Yaer`"),
        ({"year": 5}, "roles.year`: expected a name, found the number `5`"),
        ([], "resource `p.csv`, `reportgen.roles`: expected an object, found a list"),
    ],
)
def test_a_role_that_cannot_be_meant_is_told(tmp_path, roles, message):
    found = errors_of(package(tmp_path, {"resources": [{"path": "p.csv", "reportgen": {"roles": roles}}]}, p=COUNTRIES))
    assert any(message in str(error) and error.hint for error in found), list(map(str, found))


def test_an_unreadable_cell_is_told_once_and_nothing_that_follows_from_it(tmp_path):
    (error,) = errors_of(package(tmp_path, cases="year,value\n2019,1x0\n"))
    assert "cases.csv:2: field `value`: expected a number" in str(error)


def test_a_file_that_cannot_be_read_is_told_and_not_what_is_made_of_others(tmp_path):
    tables = {"births": "year,sex,value\n2019,girls,9\n", "codelists__sex": "code,label\ngirls,Gir\x06ls\n"}
    (error,) = errors_of(package(tmp_path, **tables))
    assert "codelists/sex.csv:2: expected text, found the control character U+0006" in str(error)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"places": "code,name\nN,North\n"}, "places.csv: resource `places`: field `place` is missing"),
        ({"codelists__sex": "name\ngirls\n"}, "codelists/sex.csv: resource `codelist-sex`: field `code` is missing"),
        ({"sources": "source,title\nr,Report\n"}, "sources.csv: resource `sources`: field `year` is missing"),
        ({"indicators": ""}, "indicators.csv: resource `indicators`: field `indicator` is missing"),
    ],
)
def test_a_standard_file_without_a_column_that_must_be_there_is_told(tmp_path, files, message):
    found = errors_of(package(tmp_path, cases="year,value\n2019,5\n", **files))
    assert any(message in str(error) for error in found), list(map(str, found))
    assert all(error.hint for error in found)


@pytest.mark.parametrize(
    "files",
    [
        {"cases": "year,value\n"},
        {"topics": "topic\nall\n"},
        {"indicators": "indicator,title\ncases,Cases\n", "sources": "source,year,title\nr,2020,Report\n"},
    ],
)
def test_tables_without_a_figure_are_refused(tmp_path, files):
    (error,) = errors_of(package(tmp_path, **files))
    assert "expected figures, found none" in str(error)
    assert error.hint


def test_tables_in_folders_below_are_no_package(tmp_path):
    (error,) = errors_of(package(tmp_path, other__cases="year,value\n2020,5\n"))
    assert "datapackage.json: file not found" in str(error)


def test_places_without_a_whole_get_one(tmp_path):
    read = read_package(package(tmp_path, cases="year,place,value\n2020,N,5\n", places="place,name\nN,North\n"))
    assert read.country == "total"
    assert read.place("N").name == "North"
    assert any("stands for them together" in each for each in read.granted)


ESTIMATES = "State,Contact,Year,share,lower\nTX,Foster care,2019,0.4,0.3\nTX,Foster care,2020,0.5,0.4\n"


def test_columns_of_values_beside_a_column_of_indicators_say_what_they_are_of_each(tmp_path):
    roles = {"place": "State", "indicator": "Contact", "year": "Year", "value": ["share", "lower"]}
    read = read_package(package(tmp_path, {"reportgen": {"roles": roles}}, p=ESTIMATES))
    assert sorted(read.indicators) == ["foster_care_lower", "foster_care_share"]
    assert read.observation("foster_care_lower", 2020, "TX").value == 0.4


def test_roles_may_be_said_once_for_all_files_of_figures(tmp_path):
    places = "place,name\nTCD,Tschad\nARB,Arabische Welt\n"
    roles = {"year": "Year", "place": "Country Code", "value": "Value", "ignore": "Country Name"}
    read = read_package(package(tmp_path, {"reportgen": {"roles": roles}}, population=COUNTRIES, places=places))
    assert read.observation("population", 2020, "TCD").value == 1
    assert read.place("TCD").name == "Tschad"


def test_roles_of_a_package_that_cannot_be_meant_are_told(tmp_path):
    found = errors_of(package(tmp_path, {"reportgen": {"roles": ["Year"]}}, p=COUNTRIES))
    assert "`reportgen.roles`: expected an object, found a list" in str(found[0])


PLACES = "place,name,level\nALL,All,\nN,North Shore,district\nE,East End,district\n"
SOME = "year,place,value\n2019,ALL,30\n2019,N,5\n2019,E,7\n2019,S,8\n2019,W,10\n"
WHOLE = {"reportgen": {"organisation": {"country": "ALL"}}}


def test_a_list_of_some_places_leaves_the_others_to_the_figures(tmp_path):
    folder = package(tmp_path, WHOLE, cases=SOME, places=PLACES)
    read = read_package(folder)
    assert [place.name for place in read.places.values()] == ["All", "North Shore", "East End", "S", "W"]
    assert read.places["S"].level == "district"
    assert validate_package(folder) == ()
    (told,) = (each for each in read.granted if "places.csv" in each)
    assert told == "no row of `places.csv` for `S`, `W`: named by code, of the level `district` as the others"


def test_a_list_with_several_levels_has_to_have_a_row_for_each_place(tmp_path):
    south, west = errors_of(package(tmp_path, WHOLE, cases=SOME, places=PLACES + "X,Exeter,town\n"))
    assert str(south).splitlines()[0].endswith("places.csv, found `S`")
    assert "found `W`" in str(west)


@pytest.mark.parametrize(
    ("listed", "written", "hint"),
    [
        ("Alabama", "Alabma", "did you mean"),
        ("01", "1", "write `01`"),
        ("AL", "al", "known: "),
        ("A", "Total", "is this"),
    ],
)
def test_a_slip_of_the_pen_is_no_place_of_its_own(tmp_path, listed, written, hint):
    places = f"place\nALL\n{listed}\n"
    (error,) = errors_of(package(tmp_path, WHOLE, cases=f"year,place,value\n2019,{written},5\n", places=places))
    assert str(error).splitlines()[0].endswith(f"places.csv, found `{written}`")
    assert error.hint.startswith(hint)


def test_a_package_that_asks_for_a_row_of_each_place_is_obeyed(tmp_path):
    key = {"fields": "place", "reference": {"resource": "places", "fields": "place"}}
    types = {"year": "integer", "place": "string", "value": "number"}
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    listed = {"name": "places", "path": "places.csv", "schema": {"fields": [{"name": "place", "type": "string"}]}}
    figures = {"name": "cases", "path": "cases.csv", "schema": {"fields": fields, "foreignKeys": [key]}}
    described = {**WHOLE, "resources": [figures, listed]}
    (error, *_) = errors_of(package(tmp_path, described, cases=SOME, places="place\nALL\nN\nE\n"))
    assert str(error).splitlines()[0].endswith("places.csv, found `S`")


def test_a_place_that_is_called_all_is_the_whole_where_nothing_says_which_is(tmp_path):
    assert read_package(package(tmp_path, cases=SOME)).country == "ALL"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("year,value\n".encode("utf-16"), "expected UTF-8, found UTF-16"),
        (b"PK\x03\x04\x14\x00", "found a ZIP file, as workbooks are"),
        (b"year,v\xe4lue\n2020,1\n", "found the byte 0xE4"),
        (b"year,va\0lue\n2020,1\n", "found the control character U+0000"),
        (b"year," + b"v" * 200_000 + b"\n2020,1\n", "expected at most 100,000 characters in a cell"),
    ],
)
def test_a_file_of_another_kind_is_told_by_what_it_is(tmp_path, head, message):
    (tmp_path / "figures.csv").write_bytes(head)
    errors = errors_of(tmp_path)
    assert message in str(errors[0])
    assert all(error.hint for error in errors)


def test_a_foreign_package_with_schemas_and_no_roles_tells_the_lines_that_would_make_it_readable(tmp_path):
    fields = [{"name": "Date", "type": "date"}, {"name": "Mean", "type": "number"}, {"name": "Trend", "type": "number"}]
    path = tmp_path / "data" / "air.csv"
    path.parent.mkdir()
    path.write_text("Date,Mean,Trend\n1958-03-01,315.7,314.4\n", encoding="utf-8")
    resource = {"name": "air", "path": "data/air.csv", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    with pytest.raises(ReportErrors, match="expected the columns `value` and `year` or `period`") as raised:
        read_package(tmp_path)
    (error,) = raised.value.errors
    lines = json.loads(error.hint[error.hint.index("{") :])
    assert lines["reportgen"] == {"roles": {"period": "Date", "value": ["Mean", "Trend"]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{**resource, **lines}]}), encoding="utf-8")
    with pytest.raises(ReportErrors, match="expected a period, found `1958-03-01`") as raised:
        read_package(tmp_path)
    assert "write `1958-03` for its month" in raised.value.errors[0].hint


def test_notes_on_the_whole_package_may_name_years_without_an_indicator(tmp_path):
    figures = "year,place,value\n2020,ALL,130\n2021,ALL,150\n"
    notes = "note,text,from_year,to_year,applies\nn1,Counted anew from the register.,2020,2021,across\n"
    found = read_package(package(tmp_path, cases=figures, notes=notes))
    assert [(str(one.from_year), str(one.to_year)) for one in found.notes.values()] == [("2020", "2021")]
