"""Sheets that would be larger than memory when they are unpacked are refused before anybody unpacks them."""

import io
import zipfile

import openpyxl
import pytest

from reportgen.cli import run
from reportgen.errors import DataError
from reportgen.intake.unpacked import check_size
from reportgen.limits import Limits

HEADS = ("state", "year", "cases")


def workbook(**cells):
    book = openpyxl.Workbook()
    for row in (HEADS, ("Ohio", 2021, 5), ("Utah", 2021, 7)):
        book.worksheets[0].append(row)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(*rows):
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<x {names}>{''.join(rows)}</x>")
    return out.getvalue()


FULL = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'


def of_rows(cells):
    return f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>'


@pytest.mark.parametrize("content", [workbook(XFD1048576=1), open_document(of_rows(FULL))], ids=["xlsx", "ods"])
def test_a_cell_at_the_far_end_of_a_sheet_is_refused(tmp_path, monkeypatch, capsys, content):
    (tmp_path / "far").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "far", "--yes"]) == 3
    told = capsys.readouterr().err
    assert "found a sheet of 1,048,576 rows and 16,384 columns" in told
    assert "hint: take out what stands far below or beside the table" in told


@pytest.mark.parametrize(
    "content",
    [workbook(), workbook(ZZ20=1), workbook(A1048576=1), open_document(of_rows(EMPTY)), b"no archive"],
    ids=["small", "wide", "long", "empty to the end", "no archive"],
)
def test_what_memory_can_hold_is_left_to_who_reads_it(content):
    check_size(content, where="x")


def test_what_is_too_large_when_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr("reportgen.intake.unpacked.limits", lambda: Limits(workbook_unpacked=1000))
    with pytest.raises(DataError, match="expected at most 1,000 bytes when it is unpacked, found"):
        check_size(workbook(), where="x")
