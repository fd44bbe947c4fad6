"""Hints that fit what was found: what a cell, a row or a head may have been meant as, and what to do about it."""

import pytest

from reportgen.dataset import read_package
from reportgen.dataset.meant import code_hint, column_hint, is_footnote, number_hint, row_hint, year_hint
from reportgen.errors import ReportErrors
from tests.packages import make_package, observation


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("1,234", "write thousands without a separator: `1234`"),
        ("-1,234,567.5", "write thousands without a separator: `-1234567.5`"),
        ("1.234,5", 'write thousands without a separator: `1234.5`; or give the field `"groupChar": "."` and'),
        ("12 345", "write thousands without a separator: `12345`"),
        ("12\u202f345", "write thousands without a separator: `12345`"),
        ("1’234", "write thousands without a separator: `1234`"),
        ("12,5", 'write decimals after a point: `12.5`; or give the field `"decimalChar": ","`'),
        ("45.2%", "write `45.2`: that it is a percentage is said once"),
        ("45 %", "write `45`: that it is a percentage"),
        ("$12", "write `12`: the currency is said once"),
        ("12.50 EUR", "write `12.50`: the currency is said once"),
        ("<5", "write `5`, and `less_than` as its `qualifier`"),
        ("> 100", "write `100`, and `more_than` as its `qualifier`"),
        ("≥10", "write `10`, and `at_least` as its `qualifier`"),
        ("ca. 10", "write `10`, and `about` as its `qualifier`"),
        ("(12)", "write a number below zero with a minus sign: `-12`"),
        ("−3.5", "write the minus sign of the keyboard: `-3.5`"),
        ("1,2O7", "write `1207`: `O` is a letter, not a digit"),
        ("12*", "write `12`: is `*` the mark of a footnote?"),
        ("12 [a]", "write `12`: is `[a]` the mark of a footnote?"),
        ("12p", "write `12`: is `p` the mark of a footnote?"),
        ("#DIV/0!", "a formula of the spreadsheet failed there"),
        ("#N/A", "a formula of the spreadsheet failed there"),
        ("1-Feb", "a spreadsheet has made a date of it"),
        ("n/a", "leave the cell empty and say why in `obs_status`"),
        ("–", "leave the cell empty and say why in `obs_status`"),
        ("..", "leave the cell empty and say why in `obs_status`"),
        ("many", ""),
    ],
)
def test_a_hint_says_how_to_write_a_number(found, hint):
    assert number_hint(found).startswith(hint)
    assert bool(number_hint(found)) == bool(hint)


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("FY2015", "`FY2015` is a fiscal year: name the column `period`"),
        ("2015/16", "`2015/16` is a fiscal or school year: name the column `period`"),
        ("2024-Q3", "`2024-Q3` is a quarter: name the column `period`"),
        ("Q3 2024", "`Q3 2024` is a quarter: name the column `period`"),
        ("2019-2023", "`2019-2023` is several years: name the column `period`"),
        ("May 2024", "`May 2024` is a month: name the column `period`"),
        ("44562", "`44562` is the number of a spreadsheet for 2022-01-01"),
        ("2020.0", "write `2020` and nothing after it"),
        ("2020*", "write `2020` and nothing after it"),
        ("2020 (prel.)", "write `2020` and nothing after it"),
        ("2020-01-01 00:00:00", "write the year only: `2020`"),
        ("1/1/2020", "write the year only; or"),
        ("20", "write the year with its four digits"),
        ("last", ""),
    ],
)
def test_a_hint_says_what_a_time_is_that_is_no_year(found, hint):
    assert year_hint(found).startswith(hint)
    assert bool(year_hint(found)) == bool(hint)


@pytest.mark.parametrize(
    ("found", "known", "hint"),
    [
        ("AL ", ("AL", "AK"), "write `AL`, without the spaces"),
        ("New  York", ("New York",), "write `New York`, without the spaces"),
        ("1", ("01", "02"), "write `01`: a spreadsheet drops a zero before a number"),
        ("Total", ("AL", "AK"), "is this a row of totals?"),
        ("Alabma", ("Alabama", "Alaska"), "did you mean `Alabama`?"),
        ("ZZ", ("AL", "AK"), "known: `AK`, `AL`"),
        ("ZZ", [f"P{at}" for at in range(50)], "add a row `ZZ` to places.csv, or correct it"),
    ],
)
def test_a_hint_says_what_is_wrong_with_a_name_of_another_table(found, known, hint):
    assert code_hint(found, known, file="places.csv").startswith(hint)


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        (["Source: the census"], "is this a footnote row?"),
        (["* preliminary", ""], "is this a footnote row?"),
        (["All figures are rounded"], "is this a footnote row?"),
        (["Total", "12"], "is this a row of totals?"),
        (["", ""], "take the empty row out"),
        (["cases;2020;12"], "semicolons part the cells of this row"),
        (["cases", "2020", "1", "234"], "put text, and a number, that holds a comma between double quotes"),
        (["cases", "2020"], "give the row all its cells"),
    ],
)
def test_a_hint_says_what_a_row_is_that_has_not_as_many_cells_as_others(cells, hint):
    assert row_hint(cells, 3).startswith(hint)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Note: rounded", "", ""], True),
        (["Whatever stands alone", "", ""], True),
        (["cases", "2020", "12"], False),
        (["", "2020", ""], False),
        (["cases", ""], False),
    ],
)
def test_a_row_with_a_sentence_instead_of_figures_is_seen(cells, expected):
    assert is_footnote(cells) is expected


def test_a_column_with_an_invisible_mark_or_capitals_is_told():
    assert column_hint("\ufeffyear", ["year"]).startswith("an invisible mark stands before the name")
    assert column_hint(" Year", ["year", "value"]) == "did you mean `year`?"
    assert column_hint("", ["year"]).startswith("the column has no name")


@pytest.fixture
def folder(tmp_path):
    return make_package(tmp_path / "data", [observation(at, place="AA", year=2000 + at) for at in range(9)])


def errors_of(folder):
    with pytest.raises(ReportErrors, match=r".") as caught:
        read_package(folder)
    return [str(error).replace(folder.as_posix(), "data") for error in caught.value.errors]


def rewrite(path, change):
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_table_with_semicolons_is_one_error(folder):
    rewrite(folder / "figures.csv", lambda text: text.replace(",", ";"))
    (error,) = errors_of(folder)
    assert error.startswith("data/figures.csv:1: expected columns parted by commas, found them parted by semicolons")
    assert '"dialect": {"delimiter": ";"}' in error


def test_fiscal_years_in_each_row_are_one_error(folder):
    rewrite(folder / "figures.csv", lambda text: text.replace("cases,20", "cases,FY20"))
    error, *_ = errors_of(folder)
    assert error.startswith(
        "data/figures.csv:2: field `year`: expected an integer, found `FY2000`; the same in 8 other"
    )
    assert error.endswith("hint: `FY2000` is a fiscal year: name the column `period`")


def test_a_footnote_below_the_figures_is_one_error(folder):
    names = (folder / "figures.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    rewrite(folder / "figures.csv", lambda text: text + '"Source: census, revised"' + "," * (len(names) - 1) + "\n")
    (error,) = errors_of(folder)
    assert error.startswith("data/figures.csv:11: expected figures, found a row with `Source: census, revised`")
    assert "is this a footnote row?" in error


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("place".encode("utf-16"), "expected UTF-8, found UTF-16, which some programs call Unicode"),
        (b"PK\x03\x04\x14\x00", "expected UTF-8, found a ZIP file, as workbooks are"),
        ("place,name\nAA,Bogotá\n".encode("latin-1"), "found the byte 0xE1, which is `á` in Windows-1252"),
    ],
)
def test_a_file_that_is_no_text_of_ours_is_told_what_it_is(folder, content, found):
    (folder / "places.csv").write_bytes(content)
    assert found in errors_of(folder)[0]
