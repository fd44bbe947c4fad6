"""A large table is taken apart into the texts of its columns once, and read from these."""

from array import array

import pytest

from reportgen.batch import known
from reportgen.batch.known import read_known
from reportgen.dataset import FolderFiles, read, read_package
from reportgen.dataset.text_columns import TextColumn, columns_of, from_bytes, to_bytes
from reportgen.measure import ObservationStatus
from tests.packages import make_package, observation

ROWS = [["place", "value"], ["A", "1"], ["Ä", ""], ["A", "1"], ["A\n", "01"]]


def test_a_column_has_each_text_once_and_a_place_for_each_row():
    assert columns_of(iter(ROWS)) == (
        TextColumn(("A", "Ä", "A\n"), array("I", [0, 1, 0, 2])),
        TextColumn(("1", "", "01"), array("I", [0, 1, 0, 2])),
    )


@pytest.mark.parametrize("count", [0, 1, 256, 257, 70_000])
def test_columns_come_back_from_their_bytes(count):
    rows = [["place", "sex"], *([f"{number}", "all"] for number in range(count)), *([["0", "men"]] * 3)]
    tables = {"a.csv": columns_of(iter(rows)), "b.csv": columns_of(iter(ROWS))}
    found = from_bytes(to_bytes(tables))
    assert [*found] == [*tables]
    for name, columns in tables.items():
        assert [(each.texts, list(each.places)) for each in found[name]] == [
            (each.texts, list(each.places)) for each in columns
        ]


@pytest.mark.parametrize("spoil", [lambda whole: b"", lambda whole: whole[:-1], lambda whole: whole[:-1] + b"x"])
def test_what_is_not_whole_is_not_believed(spoil):
    assert from_bytes(spoil(to_bytes({"a.csv": columns_of(iter(ROWS))}))) == {}


def test_what_another_kind_of_machine_has_kept_is_not_read(monkeypatch):
    kept = to_bytes({"a.csv": columns_of(iter(ROWS))})
    monkeypatch.setattr("sys.byteorder", "big")
    assert from_bytes(kept) == {}


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A package for which it is worth all the trouble; what is known of it is kept."""
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(known, "WORTH", 0)
    monkeypatch.setattr(read, "LARGE", 0)
    figures = [
        observation(100, note="n1"), observation(250, year=2023), observation(None, year=2022, obs_status="O"),
        observation(30, place="AA"), observation(4, status="active"),
    ]  # fmt: skip
    return make_package(tmp_path / "data", figures, notes=[{"note": "n1", "text": "One,\n“two”"}])


def kept_files(folder):
    return list((folder.parent / "kept" / "read").iterdir())


def opened(folder):
    """A package as `read_known` gives it, and how many of its tables were parsed for it."""
    parsed = []
    with pytest.MonkeyPatch.context() as patch:
        real = read.read_tables
        patch.setattr(read, "read_tables", lambda *args: parsed.append(args[2]) or real(*args))
        package = read_known(folder, FolderFiles(folder))
    return package, parsed[0]


def test_a_large_package_is_read_from_its_columns_and_is_the_same(large):
    first, apart = opened(large)
    assert apart is None
    again, apart = opened(large)
    assert "figures.csv" in apart
    assert again == first == read_package(large)
    assert list(again.rows) == list(first.rows)
    assert again.series["cases", "US", ""] == first.series["cases", "US", ""]


def test_a_changed_package_is_read_anew(large):
    opened(large)
    path = large / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",30,", ",31,"), encoding="utf-8")
    package, apart = opened(large)
    assert apart is None
    assert package.observation("cases", 2020, "AA").value == 31


def test_columns_that_a_disk_has_spoiled_are_parsed_from_the_tables(large):
    first, _ = opened(large)
    (path,) = kept_files(large)
    path.write_bytes(path.read_bytes().replace(b"250", b"350"))
    again, apart = opened(large)
    assert apart == {}
    assert again == first


def test_of_a_package_that_hides_figures_no_column_is_kept(large):
    make_package(large, [observation(100), observation(4, place="AA")])
    path = large / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace('"rules": {', '"rules": {"suppress": "1-9", ')
    path.write_text(text, encoding="utf-8")
    package, _ = opened(large)
    assert package.observation("cases", 2020, "AA").obs_status is ObservationStatus.SUPPRESSED
    assert [path.read_bytes() for path in kept_files(large)] == [b""]
    assert opened(large)[0] == package
