"""Turn the text of a Word file into markup, once, when all of it is there. The order of the elements is Word's."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.flow import Gallery, Para, WordTable
from reportgen.builders.docx.formatting import table_look
from reportgen.builders.docx.markup import twips, w

if TYPE_CHECKING:
    from reportgen.builders.docx.flow import Flow, Piece, TableCell, TableRow

KEEPS_NEXT = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}

BREAKS_BEFORE = {None: "", True: "<w:pageBreakBefore/>", False: '<w:pageBreakBefore w:val="0"/>'}


def markup(flow: Flow) -> str:
    """Return the markup of all pieces."""
    return "".join([_piece(piece) for piece in flow])


def _piece(piece: Piece) -> str:
    match piece:
        case Para():
            return paragraph_markup(piece)
        case WordTable():
            return _table(piece)
        case Gallery():
            part = w("docPartObj", w("docPartGallery", val=piece.name), w("docPartUnique"))
            return w("sdt", w("sdtPr", part), w("sdtContent", markup(piece.content)))
        case _:
            assert_never(piece)


def paragraph_markup(each: Para) -> str:
    """Return the markup of a paragraph."""
    look = f'<w:pStyle w:val="{each.style}"/>{KEEPS_NEXT[each.keeps_next]}'
    look += "<w:keepLines/>" if each.keeps_lines else ""
    look += BREAKS_BEFORE[each.breaks_before]
    if each.number:
        level, identifier = each.number
        look += w("numPr", w("ilvl", val=level), w("numId", val=identifier))
    if each.tabs:
        look += w("tabs", each.tabs)
    if each.before is not None:
        look += w("spacing", before=twips(each.before))
    if each.right:
        look += w("ind", right=twips(each.right))
    return f"<w:p><w:pPr>{look}{each.section}</w:pPr>{each.runs}</w:p>"


def _table(table: WordTable) -> str:
    properties = w(
        "tblPr",
        w("tblStyle", val=table.style),
        w("tblW", w=sum(table.widths), type="dxa"),
        w("tblInd", w=table.indent, type="dxa") if table.indent else "",
        w("tblLayout", type="fixed"),
        table_look(has_head=table.has_head, has_row_heads=table.has_row_heads),
        w("tblCaption", val=table.title),
        w("tblDescription", val=table.words) if table.words else "",
    )
    columns = w("tblGrid", *(w("gridCol", w=width) for width in table.widths))
    rows = "".join([_row(row, repeats_head=table.repeats_head) for row in table.rows])
    return f"<w:tbl>{properties}{columns}{rows}</w:tbl>"


def _row(row: TableRow, *, repeats_head: bool) -> str:
    head = "<w:tblHeader/>" if row.is_head and repeats_head else ""
    height = w("trHeight", val=twips(row.least), hRule="atLeast") if row.least else ""
    cells = "".join([_cell(cell) for cell in row.cells])
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(cell: TableCell) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    look = f'<w:tcW w:w="{cell.width}" w:type="dxa"/>{span}{cell.look}'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{markup(cell.content)}</w:tc>"
