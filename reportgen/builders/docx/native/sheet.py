"""The figures of a chart as the spreadsheet behind it: what Word opens when a reader wants to edit the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import XML_HEAD, element, escaped
from reportgen.builders.docx.packaging import stored

if TYPE_CHECKING:
    from datetime import date

SHEET = "Figures"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
"""The one style of every cell; Excel repairs a file without any."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Categories down the first column, one column of values for each series."""

    categories: tuple[str, ...]
    columns: tuple[tuple[str, tuple[float | None, ...]], ...]
    """Name of the series and its values; None where there is none, which leaves the cell empty."""


def workbook(sheet: Sheet, made: date) -> bytes:
    """Return the sheet as an Excel file of this date.

    A document may hold a dozen of them, so only the few parts that Excel asks for are written, and these but once.
    """
    return stored({**_frame(), "docProps/core.xml": _core(made), "xl/worksheets/sheet1.xml": _worksheet(sheet)})


@cache
def _frame() -> dict[str, str]:
    """Return the parts that are the same in every file."""
    kinds = {"xl/workbook": "sheet.main", "xl/worksheets/sheet1": "worksheet", "xl/styles": "styles"}
    overrides = [
        f'<Override PartName="/{name}.xml" ContentType="{SHEETS}.{kind}+xml"/>' for name, kind in kinds.items()
    ]
    return {
        "[Content_Types].xml": f'{XML_HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(overrides)}"
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>',
        "_rels/.rels": _relations(
            (f"{OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "xl/workbook.xml": f'{XML_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            (f"{OFFICE}/relationships/worksheet", "worksheets/sheet1.xml"),
            (f"{OFFICE}/relationships/styles", "styles.xml"),
        ),
        "xl/styles.xml": f'{XML_HEAD}<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>',
    }


def _relations(*targets: tuple[str, str]) -> str:
    relations = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _core(made: date) -> str:
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made.isoformat()}T00:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _worksheet(sheet: Sheet) -> str:
    names = [("", *sheet.categories), *((name, *values) for name, values in sheet.columns)]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{max(12, longest + 2)}" customWidth="1"/>'
        for number, longest in enumerate(
            [max(map(len, sheet.categories), default=0), *(len(name) for name, _ in sheet.columns)], start=1
        )
    )
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(value, column, number) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(zip(*names, strict=True), start=1)
    )
    return f'{XML_HEAD}<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'


def _cell(value: str | float | None, column: int, row: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    match value:
        case None | "":
            return ""
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{value!r}</v></c>'


def series_name(sheet: Sheet, index: int) -> str:
    """Return the name of a series, with the cell it stands in."""
    name = sheet.columns[index][0]
    return element("c:tx", _texts(f"{SHEET}!${_letter(index)}$1", (name,)))


def category_names(sheet: Sheet) -> str:
    """Return the categories, with the cells they stand in."""
    return element("c:cat", _texts(f"{SHEET}!$A$2:$A${len(sheet.categories) + 1}", sheet.categories))


def series_values(sheet: Sheet, index: int) -> str:
    """Return the values of a series, with the cells they stand in; a missing one is left out."""
    letter, values = _letter(index), sheet.columns[index][1]
    points = (element("c:pt", f"<c:v>{value!r}</c:v>", idx=at) for at, value in enumerate(values) if value is not None)
    cache = element("c:numCache", "<c:formatCode>General</c:formatCode>", _count(values), *points)
    cells = f"<c:f>{SHEET}!${letter}$2:${letter}${len(values) + 1}</c:f>"
    return element("c:val", element("c:numRef", cells, cache))


def _texts(cells: str, texts: tuple[str, ...]) -> str:
    points = (element("c:pt", f"<c:v>{escaped(text)}</c:v>", idx=at) for at, text in enumerate(texts))
    return element("c:strRef", f"<c:f>{cells}</c:f>", element("c:strCache", _count(texts), *points))


def _count(values: tuple[object, ...]) -> str:
    return element("c:ptCount", val=len(values))


def _letter(index: int) -> str:
    """Return the column of a series: B for the first."""
    return chr(ord("B") + index)
