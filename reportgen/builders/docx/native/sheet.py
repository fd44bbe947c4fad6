"""The figures of a chart as the spreadsheet behind it: what Word opens when a reader wants to edit the data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import XML_HEAD, element, escaped
from reportgen.builders.docx.native.formats import own_words, published, value_format
from reportgen.builders.docx.packaging import stored
from reportgen.formulas import is_formula
from reportgen.frozen import frozen
from reportgen.language import say, spoken
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from reportgen.builders.docx.native.formats import Printed
    from reportgen.language import Language

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
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
"""The style of every cell, for Excel repairs a file without any; and that of a text that must not become a formula."""
QUOTED = ' s="1"'
WIDEST = 60
"""Characters of a column; longer words reach over the cells beside them."""


@frozen
class SheetColumn:
    """One series: its name and its values with what is printed of them; None where the series has no place."""

    name: str
    values: tuple[Printed | None, ...]

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """The values, rounded as they are published; None leaves the cell empty."""
        return tuple(None if each is None else published(each) for each in self.values)


@frozen
class Sheet:
    """Categories down the first column, one column of values for each series, and what else is known of the values.

    After the series stand their values as printed, with qualifiers and marks, where a number alone does not say them.
    """

    head: str
    """What the categories are: `Year`."""
    categories: tuple[str, ...]
    columns: tuple[SheetColumn, ...]


@frozen
class About:
    """What the second sheet says of the figures: names and words, `Source` and where they come from."""

    lines: tuple[tuple[str, str], ...]


def workbook(sheet: Sheet, about: About, made: date) -> bytes:
    """Return the sheet as an Excel file of this date.

    A document may hold a dozen of them, so only the few parts that Excel asks for are written, and these but once.
    """
    return stored(
        {
            **_frame(say("Figures"), say("About")),
            "docProps/core.xml": _core(made),
            "xl/worksheets/sheet1.xml": _figures_sheet(Same(sheet), spoken()),
            "xl/worksheets/sheet2.xml": _about_sheet(about),
        }
    )


@cache
def _frame(figures: str, about: str) -> dict[str, str]:
    """Return the parts that are the same in every file whose sheets have these names."""
    kinds = {
        "xl/workbook": "sheet.main",
        "xl/worksheets/sheet1": "worksheet",
        "xl/worksheets/sheet2": "worksheet",
        "xl/styles": "styles",
    }
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
        f'<sheet name="{figures}" sheetId="1" r:id="rId1"/><sheet name="{about}" sheetId="2" r:id="rId2"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            (f"{OFFICE}/relationships/worksheet", "worksheets/sheet1.xml"),
            (f"{OFFICE}/relationships/worksheet", "worksheets/sheet2.xml"),
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


def _rows(sheet: Sheet) -> list[tuple[str | Decimal | None, ...]]:
    """Return the head and a row for each category: its name, the numbers of all series, then what they do not say."""
    said = [(_words_head(column, sheet), words) for column in sheet.columns if any(words := _words(column))]
    head = (sheet.head, *(column.name for column in sheet.columns), *(name for name, _ in said))
    numbers = [column.numbers for column in sheet.columns]
    return [head, *zip(sheet.categories, *numbers, *(words for _, words in said), strict=True)]


def _words(column: SheetColumn) -> tuple[str, ...]:
    """Return what is printed where a number alone leaves it out: a qualifier, a mark, why there is none."""
    form = value_format([each for each in column.values if each is not None])
    return tuple("" if each is None else own_words(each, form) for each in column.values)


def _words_head(column: SheetColumn, sheet: Sheet) -> str:
    return say("As printed") if len(sheet.columns) == 1 else say("{name}, as printed", name=column.name)


@remembered(16)  # the figures of a ranking are the same in all documents of a batch
def _figures_sheet(sheet: Same[Sheet], _language: Language) -> str:
    return _worksheet(_rows(sheet.thing))


@remembered(8)  # one figure may be several charts side by side, of which all say the same
def _about_sheet(about: About) -> str:
    return _worksheet(about.lines)


def _worksheet(rows: Sequence[tuple[str | Decimal | None, ...]]) -> str:
    longest = [max(len(str(value or "")) for value in column) for column in zip(*rows, strict=True)]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{min(max(12, length + 2), WIDEST)}" customWidth="1"/>'
        for number, length in enumerate(longest, start=1)
    )
    cells = "".join(
        f'<row r="{number}">{"".join(_cell(value, column, number) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'{XML_HEAD}<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>{cells}</sheetData></worksheet>'


def _cell(value: str | Decimal | None, column: int, row: int) -> str:
    place = f"{letters(column)}{row}"
    match value:
        case None | "":
            return ""
        case str():
            style = QUOTED if is_formula(value) else ""
            return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{_plain(value)}</v></c>'


def _plain(number: Decimal) -> str:
    """Return a number as XML has it: `98.1`, `21700000`, never `2.17E+7`."""
    whole = number.to_integral_value()
    return f"{whole:f}" if number == whole else f"{number.normalize():f}"


def letters(column: int) -> str:
    """Return the letters of a column, counted from zero: `A`, `Z`, `AA`."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _figures() -> str:
    """Return the name of the first sheet, as formulas write it."""
    name = say("Figures")
    return name if name.isalnum() else f"'{name}'"


def series_name(sheet: Sheet, index: int) -> str:
    """Return the name of a series, with the cell it stands in."""
    return element("c:tx", _texts(f"{_figures()}!${letters(index + 1)}$1", (sheet.columns[index].name,)))


def category_names(sheet: Sheet) -> str:
    """Return the categories, with the cells they stand in."""
    return _category_names(_figures(), sheet.categories)


@remembered(64)  # every series of a chart says them
def _category_names(figures: str, categories: tuple[str, ...]) -> str:
    return element("c:cat", _texts(f"{figures}!$A$2:$A${len(categories) + 1}", categories))


def series_values(sheet: Sheet, index: int) -> str:
    """Return the values of a series, with the cells they stand in; a missing one is left out."""
    return _series_values(_figures(), Same(sheet), index, spoken())


@remembered(64)
def _series_values(figures: str, sheet: Same[Sheet], index: int, _language: Language) -> str:
    letter, values = letters(index + 1), sheet.thing.columns[index].numbers
    points = (
        element("c:pt", f"<c:v>{_plain(value)}</c:v>", idx=at) for at, value in enumerate(values) if value is not None
    )
    cache = element("c:numCache", "<c:formatCode>General</c:formatCode>", _count(values), *points)
    cells = f"<c:f>{figures}!${letter}$2:${letter}${len(values) + 1}</c:f>"
    return element("c:val", element("c:numRef", cells, cache))


def _texts(cells: str, texts: tuple[str, ...]) -> str:
    points = (element("c:pt", f"<c:v>{escaped(text)}</c:v>", idx=at) for at, text in enumerate(texts))
    return element("c:strRef", f"<c:f>{cells}</c:f>", element("c:strCache", _count(texts), *points))


def _count(values: tuple[object, ...]) -> str:
    return element("c:ptCount", val=len(values))
