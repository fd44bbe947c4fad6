"""What no figure, year or code can be is a mistake with a place and a hint."""

import json

import pytest

from reportgen.audit.expressions import parse
from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.errors import DataError, ReportErrors
from tests.packages import make_package, observation


def rows(last, **cells):
    return [observation(300, year=2020), observation(360, year=2021), observation(last, year=2022, **cells)]


def errors(folder):
    with pytest.raises(ReportErrors, match=r".") as caught:
        read_package(folder)
    assert all(error.where and error.hint for error in caught.value.errors)
    return [str(error).partition("\n")[0].replace(folder.as_posix(), "data") for error in caught.value.errors]


def indicator(**more):
    return {"indicator": "cases", "title": "Cases", "unit": "case", **more}


@pytest.mark.parametrize("value", [-1, 300.5, -0.5])
def test_a_count_of_things_is_whole_and_not_below_zero(tmp_path, value):
    (error,) = errors(make_package(tmp_path, rows(value)))
    assert error.startswith("data/figures.csv:4: field `value`: `cases` counts things: expected a whole number")


@pytest.mark.parametrize(
    "more",
    [
        {"unit": "euro"},
        {"unit": "million dollars"},
        {"unit": "degrees"},
        {"unit": "€"},
        {"title": "Net arrivals"},
        {"title": "Balance of entries"},
        {"measure_type": "ratio"},
        {"measure_type": "change"},
    ],
)
def test_what_is_measured_or_a_balance_may_be_below_zero_and_have_a_fraction(tmp_path, more):
    package = read_package(make_package(tmp_path, rows(-1.5), indicators=[indicator(**more)]))
    assert package.observation("cases", 2022).value == -1.5


def test_an_indicator_of_many_fractions_is_no_count_whatever_its_unit_is_called(tmp_path):
    values = [observation(value, year=year) for year, value in ((2020, 0.5), (2021, 0.75), (2022, 1))]
    assert read_package(make_package(tmp_path, values, indicators=[indicator(unit="Verhältnis")])).years


def test_a_count_that_is_known_roughly_may_have_a_fraction(tmp_path):
    assert read_package(make_package(tmp_path, rows(300.5, qualifier="about", printed="about 300.5"))).years


@pytest.mark.parametrize("year", [99999, 20200, 0, -5])
def test_an_absurd_year_is_a_mistake(tmp_path, year):
    found = errors(make_package(tmp_path, [observation(300, year=2020), observation(360, year=year)]))
    line = 2 if year < 2020 else 3
    assert f"data/sources.csv:{line}: field `year`: expected a year from 1 to 9999, found `{year}`" in found


def test_the_years_of_notes_are_looked_at_too(tmp_path):
    notes = [{"note": "n", "text": "t", "from_year": 20200}]
    assert "data/notes.csv:2: field `from_year`" in errors(make_package(tmp_path, rows(5), notes=notes))[0]


@pytest.mark.parametrize(
    "codes",
    [
        [{"code": "a", "label": "A", "parent": "a"}],
        [{"code": "a", "label": "A", "parent": "b"}, {"code": "b", "label": "B", "parent": "a"}],
        [
            {"code": "a", "label": "A", "parent": "b"},
            {"code": "b", "label": "B", "parent": "c"},
            {"code": "c", "label": "C", "parent": "a"},
        ],
    ],
)
def test_a_code_is_no_part_of_itself(tmp_path, codes):
    found = errors(make_package(tmp_path, [observation(3), observation(1, age="a")], codes={"age": codes}))
    assert all("is a part of itself" in error for error in found)
    assert len(found) == len(codes)


def test_a_code_above_a_circle_is_no_endless_search(tmp_path):
    codes = [{"code": "a", "label": "A", "parent": "b"}, {"code": "b", "label": "B", "parent": "b"}]
    found = errors(make_package(tmp_path, [observation(3), observation(1, age="a")], codes={"age": codes}))
    assert len(found) == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-INF", "1e300", "9" * 400])
def test_a_figure_is_finite_and_of_this_world(tmp_path, value):
    folder = make_package(tmp_path, rows(5))
    path = folder / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("US,300,", f"US,{value},"), encoding="utf-8")
    assert "data/figures.csv:2: field `value`: expected a finite number" in errors(folder)[0]


@pytest.mark.parametrize(("tile", "message"), [(10**6, "expected 0 to 99"), (-1, "expected 0 to 99")])
def test_a_tile_is_on_the_map(tmp_path, tile, message):
    country = {"place": "US", "name": "US", "in_sentence": "US", "place_type": "country", "order": 0}
    places = [country, {**country, "place": "AA", "place_type": "state", "tile_row": tile, "tile_column": 1}]
    assert message in errors(make_package(tmp_path, rows(5), places=places))[0]


@pytest.mark.parametrize(
    ("resource", "field", "kind"),
    [
        ("indicators", "order", "string"),
        ("indicators", "key", "string"),
        ("figures", "value", "string"),
        ("figures", "preferred", "any"),
    ],
)
def test_a_schema_with_another_type_than_a_column_needs_is_a_mistake(tmp_path, resource, field, kind):
    folder = make_package(tmp_path, rows(5))
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    (schema,) = (each["schema"] for each in descriptor["resources"] if each["name"] == resource)
    next(each for each in schema["fields"] if each["name"] == field)["type"] = kind
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    assert f"field `{field}`: expected a cell of type" in errors(folder)[0]


@pytest.mark.parametrize(
    ("operands", "message"),
    [
        ("(" * 5000 + "cases" + ")" * 5000, "names, numbers and signs"),
        ("(" * 100 + "cases" + ")" * 100, "brackets at most 64 deep"),
        ("+".join(["cases"] * 5000), "names, numbers and signs"),
        ("9" * 400, "a number of at most 15 digits"),
        ("cases@" + "9" * 5000, "a year up to 9999"),
        ("cases@-99999", "a year up to 9999"),
        ("cases{age}", "a breakdown such as"),
        ("9**9**9", "an operand"),
        ("__import__('os')", "expected a"),
    ],
)
def test_arithmetic_is_read_within_limits(operands, message):
    with pytest.raises(DataError, match=message) as caught:
        parse(operands)
    assert caught.value.hint
    assert len(str(caught.value)) < 400


def test_check_names_the_line_of_arithmetic_that_is_too_deep(tmp_path, capfd):
    identity = {"identity": "i", "kind": "equal", "indicator": "cases", "operands": "(" * 300 + "cases" + ")" * 300}
    folder = make_package(tmp_path, rows(5), identities=[identity])
    assert run(["check", "--data", str(folder)]) == 3
    assert "identities.csv:2: expected" in capfd.readouterr().err
