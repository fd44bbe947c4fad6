"""The descriptor is looked at as a whole before anything else is asked of it."""

import json
import os
import re

import pytest

from reportgen.cli import run
from reportgen.dataset import read_package, validate_package
from reportgen.errors import ReportError
from tests.packages import make_package, observation


@pytest.fixture
def folder(tmp_path):
    return make_package(tmp_path / "data", [observation(5, year=2020), observation(7, year=2021)])


def changed(folder, path, value):
    """Put a value at a path of the descriptor, `resources.0.name`; `...` takes it out."""
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    *parts, last = [int(part) if part.lstrip("-").isdigit() else part for part in path.split(".")]
    found = descriptor
    for part in parts:
        found = found[part] if isinstance(found, list) else found.setdefault(part, {})
    if value is ...:
        del found[last]
    else:
        found[last] = value
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def errors(folder):
    with pytest.raises(ReportError, match=r".") as caught:
        read_package(folder)
    return getattr(caught.value, "errors", (caught.value,))


WRONG = ([], {}, 5, -1, 1.5, True, None, "", "x", [1], [[]], {"a": 1}, "{{ 7*7 }}", ["x"], [{}], "a\0b", 10**30)
PLACES = (
    "resources",
    "resources.0",
    "resources.0.name",
    "resources.0.path",
    "resources.0.schema",
    "resources.0.schema.fields",
    "resources.0.schema.fields.0",
    "resources.0.schema.fields.0.name",
    "resources.0.schema.fields.0.type",
    "resources.0.schema.fields.0.format",
    "resources.0.schema.fields.0.constraints",
    "resources.0.schema.fields.0.constraints.pattern",
    "resources.0.schema.fields.0.constraints.enum",
    "resources.0.schema.fields.0.constraints.required",
    "resources.0.schema.fields.1.constraints.minimum",
    "resources.0.schema.fields.1.constraints.maximum",
    "resources.0.schema.fields.0.constraints.maxLength",
    "resources.0.schema.fields.0.trueValues",
    "resources.0.schema.missingValues",
    "resources.0.schema.primaryKey",
    "resources.0.schema.foreignKeys",
    "resources.0.schema.foreignKeys.fields",
    "resources.0.dialect",
    "resources.0.dialect.csv",
    "resources.0.encoding",
    "resources.0.reportgen",
    "resources.0.title",
    "reportgen",
    "reportgen.organisation",
    "reportgen.organisation.name",
    "reportgen.organisation.contacts",
    "reportgen.rules",
    "reportgen.rules.minimum_base",
    "reportgen.compiled_by",
    "name",
    "title",
    "version",
    "licenses",
    "contributors",
)


@pytest.mark.parametrize("place", PLACES)
def test_any_value_at_any_place_is_read_or_refused_with_place_and_hint(folder, place):
    original = (folder / "datapackage.json").read_bytes()
    for value in (*WRONG, ...):
        (folder / "datapackage.json").write_bytes(original)
        try:
            changed(folder, place, value)
        except KeyError:
            continue  # nothing there to take out
        try:
            read_package(folder)
        except ReportError as error:
            for each in getattr(error, "errors", (error,)):
                assert each.exit_code == 3
                assert each.where, (value, str(each))
                assert each.hint, (value, str(each))


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("resources.0.schema.fields.0", "text", "resource `sources`, `schema.fields[0]`: expected an object"),
        ("resources.0.schema.fields.0.name", ..., "resource `sources`, `schema.fields[0].name` is missing"),
        ("resources.0.schema.fields", 5, "`schema.fields`: expected a list, found the number `5`"),
        ("resources.0.schema.foreignKeys", 5, "`schema.foreignKeys`: expected a list"),
        ("resources.0.schema.foreignKeys", [{}], "`schema.foreignKeys[0].fields` is missing"),
        ("resources.0.schema.primaryKey", 5, "`schema.primaryKey`: expected a name"),
        ("resources.0.schema.primaryKey", ["yeer"], "`primaryKey`: unknown field `yeer`"),
        ("resources.0.schema.missingValues", 5, "`schema.missingValues`: expected a list"),
        ("resources.0.path", "a\0b", "`path`: expected the name of a file"),
        ("resources.0.path", ["a.csv"], "`path`: expected the name of a file, found a list"),
        ("resources.0.schema.fields.0.constraints", {"pattern": "("}, "the pattern `(` cannot be understood"),
        ("resources.1.name", "sources", "resource `sources`: expected each name once"),
        ("reportgen", [], "`reportgen`: expected an object"),
        ("reportgen.organisation", 5, "`reportgen.organisation`: expected an object"),
        ("reportgen.rules", [1], "`reportgen.rules`: expected an object"),
        ("reportgen.rules.minimum_base", -1, "expected a number from 0 on, found `-1`"),
        ("reportgen.rules.minimum_base", True, "expected a number from 0 on, found `true`"),
    ],
)
def test_what_is_of_another_kind_is_named(folder, place, value, message):
    changed(folder, place, value)
    found = errors(folder)
    assert any(message in str(error) for error in found), list(map(str, found))
    assert all(error.where.endswith("datapackage.json") for error in found if message in str(error))


def test_all_that_is_of_another_kind_is_told_at_once(folder):
    changed(folder, "resources.0.path", 5)
    changed(folder, "resources.1.schema.fields", 5)
    assert len(errors(folder)) == 2


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null"])
def test_a_descriptor_that_is_no_object_is_refused(folder, text):
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert "expected an object" in str(errors(folder)[0])


def test_a_name_that_stands_twice_is_refused(folder):
    file = folder / "datapackage.json"
    file.write_text(re.sub(r"^\{", '{"reportgen": {},', file.read_text(encoding="utf-8")), encoding="utf-8")
    assert "found `reportgen` twice" in str(errors(folder)[0])


def test_a_mark_of_utf_8_in_front_is_no_matter(folder):
    for path in folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_package(folder).years == (2020, 2021)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("profile", "http://127.0.0.1:9/profile"),
        ("$schema", "http://127.0.0.1:9/profile"),
        ("resources.0.profile", "http://127.0.0.1:9/profile"),
        ("resources.0.dialect", "http://127.0.0.1:9/dialect"),
        ("resources.0.schema", "http://127.0.0.1:9/schema"),
        ("resources.0.extrapaths", ["http://127.0.0.1:9/x.csv"]),
        ("resources.0.path", "http://127.0.0.1:9/x.csv"),
        ("resources.0.path", ["http://127.0.0.1:9/x.csv"]),
        ("resources.0.scheme", "http"),
        ("resources.0.path", "../x.csv"),
        ("resources.0.path", "/etc/passwd"),
    ],
)
def test_what_would_be_fetched_is_refused(folder, place, value):
    changed(folder, place, value)
    assert errors(folder)[0].hint


def test_profiles_of_the_standard_are_not_fetched(folder, monkeypatch):
    def no_network(*_, **__):
        raise AssertionError("asked a network")

    monkeypatch.setattr("socket.socket.connect", no_network)
    changed(folder, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json")
    changed(folder, "resources.0.profile", "tabular-data-resource")
    changed(folder, "licenses", [{"name": "MIT", "path": "http://127.0.0.1:9/license"}])
    assert read_package(folder).name == "tiny"
    assert validate_package(folder) == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder, tmp_path):
    (folder / "sources.csv").rename(tmp_path / "sources.csv")
    (folder / "sources.csv").symlink_to(tmp_path / "sources.csv")
    (error, *_) = errors(folder)
    assert "sources.csv: cannot be read: a link leads out of the folder" in str(error)
    assert error.hint == "put a copy of the file in place of the link"


def test_a_link_within_the_folder_is_followed_and_the_folder_may_be_a_link(folder, tmp_path):
    (folder / "sources.csv").rename(folder / "real.csv")
    (folder / "sources.csv").symlink_to("real.csv")
    (tmp_path / "linked").symlink_to(folder)
    assert read_package(tmp_path / "linked").years == (2020, 2021)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_a_pipe_as_a_resource_is_refused_and_not_waited_for(folder):
    (folder / "sources.csv").unlink()
    os.mkfifo(folder / "sources.csv")
    assert "not a regular file" in str(errors(folder)[0])


def test_check_compares_a_pattern_with_more_ways_than_time_once(folder, capfd):
    changed(folder, "resources.0.schema.fields.2.constraints", {"pattern": "(a+)+"})
    path = folder / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Report 2020", "a" * 40 + "!"), encoding="utf-8")
    assert run(["check", "--data", str(folder)]) == 3
    assert "expected the pattern (a+)+" in capfd.readouterr().err
