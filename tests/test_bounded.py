"""What anybody may have written is read within limits, each stated once."""

import os

import pytest

from reportgen.bounded import csv_rows, json_value, read_file, text_of, toml_values
from reportgen.errors import DataError, TemplateError
from reportgen.limits import DEPTH, FACTOR, Limits, limits


def as_json(text):
    return json_value(text.encode(), DataError, where="data/a.json")


def as_toml(text):
    return toml_values(text.encode(), TemplateError, where="templates/a.toml")


def as_rows(text):
    return list(csv_rows(text, DataError, where="data/a.csv"))


@pytest.fixture
def factor(monkeypatch):
    def of(value):
        monkeypatch.setenv(FACTOR, value)
        limits.cache_clear()
        return limits()

    yield of
    limits.cache_clear()


def test_one_setting_raises_all_limits(factor):
    assert factor("10").cells == 10 * Limits().cells
    assert factor("2").operands == 2 * Limits().operands


@pytest.mark.parametrize("value", ["", "many", "nan", "inf", "-1", "0"])
def test_a_factor_that_is_none_changes_nothing(factor, value):
    assert factor(value).operands in (Limits().operands, 10_000 * Limits().operands)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "brackets at most"),
        ("[" * (DEPTH + 1) + "]" * (DEPTH + 1), "brackets at most"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "brackets at most"),
        ("9" * 5000, "at most 300 digits, found 5000"),
        ('{"a": 1, "a": 2}', "found `a` twice"),
        ("NaN", "found `NaN`"),
        ("-Infinity", "found `-Infinity`"),
        ("1e999", "too large"),
        ("{", "found an error in column 2"),
    ],
)
def test_json_that_nobody_means_is_refused_with_place_and_hint(text, message):
    with pytest.raises(DataError, match=message) as caught:
        as_json(text)
    assert caught.value.where.startswith("data/a.json")
    assert caught.value.hint


def test_json_may_begin_with_a_mark():
    assert as_json('\ufeff{"a": [1, 2.5]}') == {"a": [1, 2.5]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * 1500 + "]" * 1500, "brackets at most"),
        ("a = " + "[" * 100 + "]" * 100, "brackets at most"),
        ("a = " + "9" * 5000, "at most 300 digits"),
        ("a = 1\na = 2", "overwrite"),
        ("a", "expected"),
    ],
)
def test_toml_that_nobody_means_is_refused_with_place_and_hint(text, message):
    with pytest.raises(TemplateError, match=message) as caught:
        as_toml(text)
    assert (caught.value.where, bool(caught.value.hint)) == ("templates/a.toml", True)


def test_toml_may_begin_with_a_mark():
    assert as_toml("\ufeffa = 1") == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,\x00", "a.csv:2: .*U.0000"),
        ("a\n\x1b[2J", "U.001B"),
        ("a\nx\ufdd0y", "U.FDD0"),
        ("a\n" + "9" * 200_000, "characters in a cell"),
    ],
)
def test_a_table_with_a_monstrous_cell_is_refused_with_its_line(text, message):
    with pytest.raises(DataError, match=message) as caught:
        as_rows(text)
    assert caught.value.where == "data/a.csv:2"
    assert caught.value.hint


def test_a_table_has_its_limit_of_cells(monkeypatch):
    monkeypatch.setattr("reportgen.bounded.limits", lambda: Limits(cells=5))
    assert as_rows("a,b\n1,2") == [["a", "b"], ["1", "2"]]
    with pytest.raises(DataError, match="at most 5 cells"):
        as_rows("a,b\n1,2\n3,4")


def test_text_in_another_encoding_is_refused_with_its_line():
    with pytest.raises(DataError, match=r"a\.csv:2: expected UTF-8, found the byte 0xE9"):
        text_of(b"a\n\xe9", DataError, where="data/a.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_file(tmp_path / "pipe")


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
@pytest.mark.skipif(os.name != "posix", reason="a system without devices that are files")
def test_a_device_is_no_file(tmp_path, path):
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(OSError, match="not a regular file"):
        read_file(tmp_path / "link")


def test_a_folder_a_large_file_and_an_impossible_name_are_refused(tmp_path):
    (tmp_path / "large").write_bytes(b"12345")
    assert read_file(tmp_path / "large", most=5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes"):
        read_file(tmp_path / "large", most=4)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path)
    with pytest.raises(OSError, match="no file has such a name"):
        read_file(tmp_path / "a\0b")
