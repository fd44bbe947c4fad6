"""Sheets that would be larger than memory when they are unpacked are refused before anybody unpacks them."""

import io
import zipfile
import zlib
from base64 import b85decode

import openpyxl
import pytest

from reportgen.cli import run
from reportgen.errors import DataError
from reportgen.intake import read_sheets
from reportgen.intake.unpacked import check_cells, check_size, merged_cells
from reportgen.intake.workbooks import sheets_of
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


def with_sheet(change, **parts):
    """A workbook whose only sheet was changed by a function, with other parts as they are named."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == "xl/worksheets/sheet1.xml" else parts.get(name, text))
    return out.getvalue()


@pytest.mark.parametrize("row", ['<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>', '<row r="4000000000"/>'])
def test_a_row_that_no_sheet_has_is_refused(row):
    with pytest.raises(DataError, match=r"found a sheet of [14],000,000,000 rows"):
        check_size(with_sheet(lambda text: text.replace("</sheetData>", f"{row}</sheetData>")), where="x")


def test_a_workbook_that_only_one_library_reads_is_given_back_as_a_table(tmp_path, monkeypatch):
    (tmp_path / "odd.xlsx").write_bytes(with_sheet(lambda text: text.replace("<v>7</v>", "<v>INF</v>")))
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "odd.xlsx", "--yes", "--issues", "checked.xlsx"]) in (0, 3)
    assert openpyxl.load_workbook(tmp_path / "checked.xlsx")["Sheet"]["A2"].value == "Ohio"


def test_more_spaces_than_memory_has_are_refused():
    cell = '<table:table-cell><text:p>x<text:s text:c="4000000000"/></text:p></table:table-cell>'
    with pytest.raises(DataError, match="found 4,000,000,000 spaces"):
        check_size(open_document(f"<table:table-row>{cell}</table:table-row>"), where="x")


def test_a_workbook_whose_cells_are_nearly_all_merged_is_given_back_as_a_table(tmp_path, monkeypatch):
    merged = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(10, 1010))
    change = "</sheetData><mergeCells>" + merged + "</mergeCells>"
    content = with_sheet(lambda text: text.replace("</sheetData>", change))
    assert merged_cells(content) == 16_384_000
    (tmp_path / "odd.xlsx").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    run(["new", "out", "--from", "odd.xlsx", "--yes", "--issues", "checked.xlsx"])
    assert not openpyxl.load_workbook(tmp_path / "checked.xlsx")["Sheet"].merged_cells.ranges


def test_more_sheets_than_anybody_looks_at_are_refused(monkeypatch):
    monkeypatch.setattr("reportgen.intake.workbooks.limits", lambda: Limits(sheets=0))
    with pytest.raises(DataError, match="expected at most 0 sheets, found 1"):
        sheets_of(workbook(), where="x")


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


# A table as Excel 97 keeps it, and twelve sheets of which each has two cells in opposite corners: 200 million in all.
SMALL = (
    rb"c-rk)O=uHA6#izjX?|$aO-&1p5JSPLwI0Namv&Xqo~%_6MFicp3oR{)B)Qa!)taLq2!h2+p%*VzFaDr{-aIH3JqUu3=+Tp);Gxa>=Iw6XXbu"
    rb"f%QJF8yn>TOfn|Ya^m(09cPF5D~rmOe~g9xGK#LyD32}&`)V1Vi!N2-1vrQ|65Q;0=rAzQ+D)b=7G*HEr^6&mj7&qx9vD4oVR4Cixpb^~#Me"
    rb"XxY|VSuE-O|m4=&0ck|9AmkO<!x^HnB_jUTwystZ7bpwmd)Y5z1}W9sr7JO0<z!x%z4L_-RQ(~xr;Ac6>i%w_7^6t>A$lgqqkxav~ELo&MsK"
    rb"f6{KhZ7xC4}0$==-`ZTNT8*3LJ`?q>~q=EgKrUSEZ&hiE?Q*eD5au?WI!7e_FVK)^^R>`KuGqzQr;+R#mi&Q)^F`1|Ac*&ZG%izq1*{D0rZM"
    rb"?}_NsgnP^(1d~gTnR7t<SFykB*pU*fPrj+zs<vrDt$(Q8I{};2NE!bg_>aJ6T@hUN^IzW|<<FDeoQW^prz$+~zXZ_R=_e7;nsN0ew5^<xfW+"
    rb"WXd1S9i%S}RnMoE-kJ;Op_v&czWmIgU-XOl8xjvqKNns|c+ax?m+%nP49|DR`z>q7D&njrS-K@TJ7TS*d2=P%q5)elTh7N58ecH``W9*HVz%"
    rb"UI4R~4|&s~#w=B3wop$5DV^K_3F3XGRw-k{cjd$My1fj<z3f`WpAf`WpAf<oX;NAv#F>)w4sUK=9byUr@5ntCSrZ*dHH`jqHmdJs9v3z%tY|"
    rb"8yZN{Jz9GIsSX0#0eU`fGLc!A5%^5U%Ebt;P+WK(fEBwsM+yr&G`9;$NvsEi_Kj"
)
FAR = (
    rb"c-rk+O-NKx6#njW#+lJ^oY7Izzy={J6VmL*7WOJASDCgcA}~!Cp=eAkszq5gv<iY2QM3_+Xk)d>q87EPMPSrI2!gSet%8CU>g$~2eK}SO2TG"
    rb"F8_qgZX@7#Oez4N{MH{ADnGLap9P(6*GuoDHC^CBqB@fivUpTt4wp2t!DPA+(g6@^Hc-dbT0PfA{e_#N{5o`!?_f#+m_4-}5#B-)1t`%=q@J"
    rb"<^75!)<6atElfe)FT53QVT-}BZ49nBZ}MPkD*H1S|;|m*mAM=r2JE{yTo%<Y%Ar>nj@HW+v{6w-#+ZrN?MGp!Gx4~C!Qu$;3fC%3)jqi-XM0"
    rb"TPjnCbn+Y|6D8@)6wDk@4rMm~RNRnt{`0AyAFaG#_mQw%n`VGkcZLvS}8~=4D01U%BX1F6}sH1lUIK{!KMrKn%%bJ)S2wAq7*^97c&CJ{)%e"
    rb"F9^D7I`XvrQ$IZDV#PX4!UTYvPu*FuRekY)6KMTxmJ80;;`{>6N5Un`US@M(r{|;S5(kKfS~kO)n)fz@lV(Q7Z9-46`^5>zTWs-|X+{aJ$4a"
    rb"jPQ?zXDzD&4;Q%v6^`XBN^I(-#741~<f*GAUM)6BgM;pM9ThgRZ$$E3mee|`r&;jUU6&JIPw~vB&PO$wkM0JFkGD;qOO8*uqo}0`sF%v~HG&"
    rb"4yU~b)HJa+xNvD49eu~olJO<^Z)+wa*QQi@r~3$u$X=a7ZfEaW)v6!8*EIVyRPcFOROA4Zeg0#x^9(H*M0>aM!0?y9@$uDYx4s=Mm0x~uN0y"
    rb"XwADbXO=83WY+UQ2b{wa<s=McmQvlgLd=HyKvrAN9;zC&km!qDd!V%(1v{eyN_84bNU&@ip4<;(RCUr?8PA6(>R+~|EWaK_|Gy+EaQJK#5hE"
    rb"?r_qldX-9wF{g?hcncUyA<btU`H-z%7e=eVP{^k0=1H13nEC"
)


def of_excel_97(packed, folder):
    path = folder / "a.xls"
    path.write_bytes(zlib.decompress(b85decode(packed)))
    return path


@pytest.mark.conformance
def test_a_workbook_of_a_binary_kind_is_read_apart(tmp_path):
    (sheet,) = read_sheets(of_excel_97(SMALL, tmp_path))
    assert sheet.rows == (HEADS, ("Ohio", 2021, 5), ("Ohio", 2022, 6), ("Utah", 2021, 7))


@pytest.mark.conformance
def test_a_workbook_of_a_binary_kind_that_takes_more_memory_than_is_taken_is_refused(tmp_path):
    with pytest.raises(DataError, match="1,000,000,000 bytes of memory, found one that takes more") as error:
        read_sheets(of_excel_97(FAR, tmp_path))
    assert "save it as .xlsx in Excel" in error.value.hint


@pytest.mark.conformance
@pytest.mark.parametrize("end", [8, 700, 2000, 5000])
def test_a_workbook_of_a_binary_kind_that_is_cut_short_is_refused(tmp_path, end):
    path = of_excel_97(SMALL, tmp_path)
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(DataError, match=r"expected a workbook") as error:
        read_sheets(path)
    assert error.value.hint


@pytest.mark.conformance
def test_a_workbook_that_is_read_for_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("reportgen.intake.apart.limits", lambda: Limits(workbook_seconds=0))
    with pytest.raises(DataError, match="0 seconds"):
        read_sheets(of_excel_97(SMALL, tmp_path))


def test_the_sheets_of_a_workbook_are_counted_together():
    check_cells([(100_000, 100), (100_000, 150)], where="a.xlsx")
    with pytest.raises(DataError, match="a sheet of 100,000 rows and 150 columns and 3 more"):
        check_cells([(100_000, 100), (100_000, 150), (100_000, 100), (10, 10)], where="a.xlsx")
