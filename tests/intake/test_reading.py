"""Foreign files are read by what they are: any encoding, delimiter and form, and refused in one helpful sentence."""

import sqlite3
from datetime import date

import openpyxl
import pytest

from reportgen.errors import DataError
from reportgen.intake.extent import column_heads, find_extent
from reportgen.intake.files import read_sheets
from reportgen.intake.joined import together
from reportgen.intake.sheet import Sheet, even

TABLE = "Ort;Jahr;Fälle\nKöln;2023;1.234\nBonn;2023;12\n"


def cells(path):
    return [list(row) for row in read_sheets(path)[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_file_of_any_encoding_says_the_same(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert cells(path) == [["Ort", "Jahr", "Fälle"], ["Köln", "2023", "1.234"], ["Bonn", "2023", "12"]]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\u2028"])
def test_a_sign_within_a_cell_that_is_no_end_of_a_line_parts_no_row(tmp_path, sign):
    path = tmp_path / "a.csv"
    path.write_text(f"place,year,n\nNew{sign}Castle,2023,5\nKent,2023,7\n", encoding="utf-8", newline="")
    rows = cells(path)
    assert [len(row) for row in rows] == [3, 3, 3]
    assert " ".join(rows[1][0].split()) == "New Castle"


def test_characters_that_no_text_has_are_left_out_and_those_of_a_wrong_encoding_mended(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("place\x06,n\nKent\x01,\x7f5\nSussex,16\x9618\n", encoding="utf-8")
    assert cells(path) == [["place", "n"], ["Kent", "5"], ["Sussex", "16–18"]]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("", "utf-8"), ("", "cp1252"), ('<meta charset="iso-8859-1">', "cp1252"), ('<meta charset="utf-8">', "utf-8")],
)
def test_a_page_is_read_in_the_encoding_that_it_has(tmp_path, head, encoding):
    path = tmp_path / "a.xls"
    page = f"<html>{head}<table><tr><td>Ort<td>Fälle – alle</tr><tr><td>Köln<td>16</tr></table></html>"
    path.write_bytes(page.encode(encoding))
    assert cells(path) == [["Ort", "Fälle – alle"], ["Köln", "16"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found_also_with_others_in_the_cells(tmp_path, delimiter):
    path = tmp_path / "a.txt"
    path.write_text(f'"Total, all"{delimiter}2023\n"a;b"{delimiter}5\n"c|d"{delimiter}7\n'.replace("'", '"'))
    assert [len(row) for row in cells(path)] == [2, 2, 2]


def test_codes_keep_their_zeros(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code,n\n01001,5\n00012,7\n")
    assert [row[0] for row in cells(path)] == ["code", "01001", "00012"]


def test_a_workbook_gives_values_of_formulas_dates_and_hidden_sheets(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Counts"
    for row in [["place", date(2020, 4, 1), "n"], ["01001", 5, 7.5], [None, None, None]]:
        sheet.append(row)
    sheet.merge_cells("A4:C4")
    book.create_sheet("Old").append(["x", 1])
    book["Old"].sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(tmp_path / "a.xlsx")
    first, old = read_sheets(tmp_path / "a.xlsx")
    assert first.rows == (("place", date(2020, 4, 1), "n"), ("01001", 5.0, 7.5))
    assert (first.name, first.is_hidden, old.name, old.is_hidden) == ("Counts", False, "Old", True)
    assert first.spans == ((3, 0, 3, 2),)
    assert first.address(1, 2) == "C2"


def test_an_error_of_a_workbook_stands_where_it_is_shown(tmp_path):
    book = openpyxl.Workbook()
    for row in [["place", 2023, 2024], ["Ohio", 5, 6], [None, "#REF!", "#DIV/0!"]]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_sheets(tmp_path / "a.xlsx")[0].rows[2] == (None, "#REF!", "#DIV/0!")


def test_an_address_in_a_text_file_is_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('name,n\n"two\nlines",5\nb,6\n')
    sheet = read_sheets(path)[0]
    assert sheet.address(2, 1) == "line 4, column B"


def test_every_table_of_a_database_is_a_sheet_and_a_query_is_one(tmp_path):
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table counts (state text, n int)")
        connection.executemany("insert into counts values (?, ?)", [("Ohio", 5), ("Utah", 7)])
        connection.execute("create table empty (n int)")
    assert [sheet.name for sheet in read_sheets(path)] == ["counts"]
    asked = read_sheets(path, query="select state, n * 2 as twice from counts")
    assert asked[0].rows == (("state", "twice"), ("Ohio", 10), ("Utah", 14))
    with pytest.raises(DataError, match="no such column") as error:
        read_sheets(path, query="select x from counts")
    assert error.value.hint


def test_a_web_page_saved_as_xls_gives_its_table(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        "<html><h2>Deaths (per 1,000 births)</h2><table><tr><td>menu</td></tr></table><table>"
        "<tr><th>Country</th><th colspan=2>1990</th></tr><tr><td>Norway</td><td>9</td><td> </td></tr></table></html>"
    )
    (sheet,) = read_sheets(path)
    assert sheet.rows == (("Country", "1990"), ("Norway", "9"))
    assert sheet.how["title"] == "Deaths (per 1,000 births)"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"  \n\n ", "an empty file"),
        (b",,,\n,,\n", "nothing but empty cells"),
        (b"%PDF-1.7 ...", "a file in PDF"),
        (b"PAR1....", "a file in Parquet"),
        (b"<!DOCTYPE html><html><p>No table here.</p></html>", "a web page without one"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "found a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "found a picture"),
        (b"{\\rtf1\\ansi 2020;5}", "a text of a word processor"),
        (b"a,b\n1,\0\n", "bytes that no text has"),
        (b"PK\x03\x04 broken", "cannot be read as one"),
        (b"SQLite format 3\0 broken", "database"),
        (b'a,b\n"open,1\nc,2\n', "figures"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path, content, found):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(DataError, match=found) as error:
        find_extent(read_sheets(path)[0])
    assert error.value.hint
    assert error.value.where


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match="no such file") as error:
        read_sheets(tmp_path / "none.csv")
    assert "none.csv" in error.value.where


def heads(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    sheet = read_sheets(path)[0]
    extent = find_extent(sheet)
    return [line + 1 for line in extent.heads], column_heads(sheet, extent) if extent.heads else ()


def test_titles_notes_and_rows_without_figures_are_no_heads(tmp_path):
    text = "Source,Ministry\n\nCountry,Code,2019,2020\nAruba,ABW,,\nChad,TCD,5,6\n\nNote: provisional.,,,\n"
    found, words = heads(tmp_path, text)
    assert found == [3]
    assert words == (("Country",), ("Code",), ("2019",), ("2020",))


def test_heads_of_several_levels_stand_over_every_column_that_they_span(tmp_path):
    text = "Cases of the year,,,,\n,Men,,Women,\nState,2019,2020,2019,2020\nOhio,1,2,3,4\nUtah,5,6,7,8\n"
    found, words = heads(tmp_path, text)
    assert found == [2, 3]
    assert words[1:] == (("Men", "2019"), ("Men", "2020"), ("Women", "2019"), ("Women", "2020"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("year,founded\n2001,1987\n2002,1999\n", [1]),
        ("year,count\n2001,1500\n2002,1600\n2003,998\n", [1]),
        ("state,a,b\nOhio,1500,1600\nUtah,1700,1650\nIowa,5,6\n", [1]),
        ("state,2019,2020\nOhio,1500,1600\nUtah,1700,1650\nIowa,5,6\n", [1]),
        ("state,2019,2020\nOhio,1500,1600\nUtah,1700,1650\n", [1]),
    ],
)
def test_counts_that_could_be_years_are_no_heads(tmp_path, text, rows):
    assert heads(tmp_path, text)[0] == rows


def test_a_sheet_of_more_columns_than_anybody_sets_is_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{number}" for number in range(2001)) + "\n" + "1," * 2000 + "1\n")
    with pytest.raises(DataError, match="expected at most 2,000 columns, found 2,001"):
        read_sheets(path)


def test_a_row_of_several_sheets_together_is_named_by_its_sheet_and_number():
    years = [
        Sheet(year, even([["Returns"], [], ["Region", "Cases"], ["North", 5], ["South", 6]]))
        for year in ("2023", "2024")
    ]
    found = together(years)
    assert found is not None
    rows = [found.row_in_file(row) for row, cells in enumerate(found.rows) if cells[0] == "North"]
    assert rows == ["2023, 4", "2024, 4"]
    assert years[0].row_in_file(3) == "4"
