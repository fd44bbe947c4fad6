"""Cells are read by columns: equal ones once, and each fault still with its row."""

import gc
import pickle

import pytest

from reportgen.dataset import read_package
from reportgen.dataset import tables as tables_read
from reportgen.errors import ReportErrors
from tests.packages import make_package, observation


@pytest.fixture
def folder(tmp_path):
    return make_package(tmp_path / "data", [observation(year, year=year) for year in range(2001, 2011)])


def test_rows_beyond_a_block_keep_their_lines(folder, monkeypatch):
    monkeypatch.setattr(tables_read, "BLOCK", 3)
    rows = list(read_package(folder).rows)
    assert [(row["line"], row["year"], row["value"]) for row in rows] == [
        (year - 1999, year, year) for year in range(2001, 2011)
    ]


def test_faults_are_told_in_the_order_of_their_lines_whatever_the_block(folder, monkeypatch):
    file = folder / "figures.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[4] += ",too,many"
    lines[2] = lines[2].replace(",2002,", ",2oo2,", 1)
    lines[8] = lines[8].replace("true", "perhaps")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = []
    for block in (1, 3, 4096):
        monkeypatch.setattr(tables_read, "BLOCK", block)
        with pytest.raises(ReportErrors, match=r"expected") as caught:
            read_package(folder)
        told.append([error.where.rpartition(":")[2] for error in caught.value.errors])
    assert told == [["3", "5", "9"]] * 3


def test_equal_cells_are_one_value(folder):
    places = [row["place"] for row in read_package(folder).rows]
    assert len({id(place) for place in places}) == 1


def test_a_series_is_the_same_however_often_it_is_asked_for_and_carried(folder):
    package = read_package(folder)
    (key,) = package.series
    assert package.series[key] is package.series[key]
    assert package.series.get(("cases", "AA", "")) is None
    assert pickle.loads(pickle.dumps(package)).series == package.series


def test_python_collects_what_is_unused_again_after_a_package_that_cannot_be_read(tmp_path):
    with pytest.raises(Exception, match=r"."):
        read_package(tmp_path / "nowhere")
    assert gc.isenabled()
