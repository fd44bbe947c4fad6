"""Write a table: head, groups, totals, breaks and heat, with a named style for the text of each kind of cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.builders.columns import Needs, column_widths
from reportgen.builders.docx.formatting import border, shading, table_look
from reportgen.builders.docx.inlines import BOLD, PLAIN, Voice, paragraph, runs
from reportgen.builders.docx.markup import twips, w
from reportgen.charts.metrics import text_width
from reportgen.document import LineBreak, Mark, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Cell, Inline, Inlines, Row, Table
    from reportgen.theme import TextStyle

LIGHT_CLASSES = 3
"""Shades on which ink is readable; white stands on the darker ones."""
LONGEST_KEPT = 30
"""Rows of a table that is kept on one page."""
STAYING = 2
"""Rows of a longer table that stay with its head, and with its small print."""
GUTTER = 1.5
SPANNER_INSET = 14.0
NEXT = w("keepNext")
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Fit:
    """How tightly a table is set."""

    suffix: str
    """Of the names of the cells' styles: `` or ` Dense`."""
    text: TextStyle
    side: float
    """Room left and right of what stands in a cell; none at the outer edges."""
    table_style: str
    right: float


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table whose measures are settled."""

    table: Table
    fit: Fit
    widths: tuple[int, ...]
    """In Word's unit; they add up to the whole width."""
    is_heat: bool


def grid(table: Table, setting: Setting, *, title: str, has_small_print: bool) -> str:
    """Return the table itself; `title` is what a screen reader announces it by."""
    shape = _shape(table, setting)
    whole = sum(shape.widths)
    properties = w(
        "tblPr",
        w("tblStyle", val=setting.style(shape.fit.table_style)),
        w("tblW", w=whole, type="dxa"),
        w("tblLayout", type="fixed"),
        table_look(has_head=bool(table.head), has_row_heads=any(column.is_row_header for column in table.columns)),
        w("tblCaption", val=title),
        w("tblDescription", val=table.summary or plain_text(table.caption.subtitle)),
    )
    columns = w("tblGrid", *(w("gridCol", w=width) for width in shape.widths))
    rows = "".join(_rows(shape, setting, has_small_print=has_small_print))
    return f"<w:tbl>{properties}{columns}{rows}</w:tbl>"


# -- measures -------------------------------------------------------------------------------------------------------


def _shape(table: Table, setting: Setting) -> _Shape:
    is_heat = any(cell.shade is not None for row in table.rows for cell in row.cells)
    for fit in _fits(table, setting, is_heat=is_heat):
        needs = tuple(_needs(table, setting, fit))
        widths = column_widths(needs, setting.width)
        if widths:
            break
    widths = widths or _forced(needs, setting.width)
    edges = [twips(sum(widths[:index])) for index in range(len(widths) + 1)]
    return _Shape(table, fit, tuple(right - left for left, right in pairwise(edges)), is_heat)


def _forced(needs: tuple[Needs, ...], width: float) -> tuple[float, ...]:
    """Return widths that are too narrow for the contents, all by the same part; Word breaks words where it must."""
    least = sum(need.least for need in needs)
    return tuple(need.least * width / least for need in needs)


def _fits(table: Table, setting: Setting, *, is_heat: bool) -> Iterator[Fit]:
    """Yield how the table may be set, from the wanted way to the tightest that can still be read."""
    styles = setting.theme.styles
    text = styles.table_dense if table.dense else styles.table_text
    suffix = " Dense" if table.dense else ""
    name = "Report Heat Table" if is_heat else f"Report Table{suffix}"
    yield Fit(suffix, text, 5, name, 6 if is_heat else 5)
    tight = "Report Tight Heat Table" if is_heat else "Report Tight Table"
    yield Fit(" Tight", styles.notes, 3, tight, 3)


def _needs(table: Table, setting: Setting, fit: Fit) -> Iterator[Needs]:
    faces = setting.theme.faces
    natural = [0.0] * len(table.columns)
    least = [0.0] * len(table.columns)
    for row in all_rows(table):
        is_head = row.role == "head"
        face = faces.sans if row.role == "body" else faces.sans_semibold
        for start, cell in starts(row):
            if cell.column_span > 1:
                continue
            lines = "".join(_words(cell)).split("\n")
            wide = max(text_width(line, face, fit.text.size) for line in lines)
            natural[start] = max(natural[start], wide)
            breaks = is_head or table.columns[start].align == "left"
            words = (word for line in lines for word in line.split(" "))
            least[start] = max(
                least[start], max(text_width(word, face, fit.text.size) for word in words) if breaks else wide
            )
    _widen_for_spans(table, natural, least, face=faces.sans_semibold, size=fit.text.size)
    for index, column in enumerate(table.columns):
        pad = (fit.side if index else 0) + (fit.right if index < len(table.columns) - 1 else 0) + 1
        yield Needs(natural[index] + pad, least[index] + pad, column.align == "left")


def _widen_for_spans(table: Table, natural: list[float], least: list[float], *, face: str, size: float) -> None:
    """Let columns be wide enough together for a head that spans them."""
    for row in table.head:
        for start, cell in starts(row):
            columns = range(start, start + cell.column_span)
            for widths in (natural, least) if cell.column_span > 1 else ():
                wanted = text_width("".join(_words(cell)), face, size) + SPANNER_INSET
                missing = wanted - sum(widths[at] for at in columns)
                for at in columns:
                    widths[at] += max(0.0, missing) / cell.column_span


def _words(cell: Cell) -> Iterator[str]:
    for inline in (*cell.marks, *cell.children):
        if isinstance(inline, LineBreak):
            yield "\n"
        else:
            yield plain_text((inline,))
    yield NBSP * len(cell.marks)


def all_rows(table: Table) -> tuple[Row, ...]:
    """Return head and body; what stands in the head is a head row, whatever it calls itself."""
    return (*(replace(row, role="head") for row in table.head), *table.rows)


def starts(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield each cell with the index of the column in which it begins."""
    start = 0
    for cell in row.cells:
        yield start, cell
        start += cell.column_span


# -- rows -----------------------------------------------------------------------------------------------------------


def _rows(shape: _Shape, setting: Setting, *, has_small_print: bool) -> Iterator[str]:
    table = shape.table
    rows = all_rows(table)
    count = len(rows)
    is_kept = len(table.rows) <= LONGEST_KEPT
    for index, row in enumerate(rows):
        is_last = index == count - 1
        stays = is_kept or index < len(table.head) + STAYING or index >= count - STAYING - 1
        keeps = stays and (has_small_print or not is_last)
        following = rows[index + 1].role if not is_last else "end"
        yield _row(shape, setting, row, following=following, keeps=keeps)


def _row(shape: _Shape, setting: Setting, row: Row, *, following: str, keeps: bool) -> str:
    head = "<w:tblHeader/>" if row.role == "head" else ""
    is_spanner_row = row.role == "head" and following == "head"
    cells = "".join(
        [
            _cell(shape, setting, row, start=start, cell=cell, following=following, keeps=keeps,
                  is_spanner=is_spanner_row and cell.column_span > 1)
            for start, cell in starts(row)
        ]
    )  # fmt: skip
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell(
    shape: _Shape,
    setting: Setting,
    row: Row,
    *,
    start: int,
    cell: Cell,
    following: str,
    keeps: bool,
    is_spanner: bool,
) -> str:
    end = start + cell.column_span
    span = w("gridSpan", val=cell.column_span) if cell.column_span > 1 else ""
    properties = (
        w("tcW", w=sum(shape.widths[start:end]), type="dxa")
        + span
        + _borders(shape, setting, row, start=start, cell=cell, following=following)
        + (shading(setting.theme.colours.ramp[cell.shade], setting.theme) if cell.shade is not None else "")
        + _outer_margins(cell, is_first=start == 0, is_last=end == len(shape.widths))
        + ('<w:vAlign w:val="bottom"/>' if row.role == "head" else "")
    )
    column = shape.table.columns[start if row.role != "head" else end - 1]
    is_figure = column.align == "right" and row.role != "group"
    style = _style(row, is_figure=is_figure, is_spanner=is_spanner) + shape.fit.suffix
    voice = _voice(row, cell)
    content = paragraph(style, runs(_with_marks(cell), setting, voice), setting, direct=NEXT if keeps else "")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _voice(row: Row, cell: Cell) -> Voice:
    if row.role != "body":
        return BOLD
    return Voice(is_on_dark=True) if cell.shade is not None and cell.shade >= LIGHT_CLASSES else PLAIN


def _style(row: Row, *, is_figure: bool, is_spanner: bool) -> str:
    match row.role:
        case "group":
            return "Table Group"
        case "head":
            return "Table Spanner" if is_spanner else "Table Head Figure" if is_figure else "Table Head"
        case "total":
            return "Table Total Figure" if is_figure else "Table Total"
        case _:
            return "Table Figure" if is_figure else "Table Text"


def _with_marks(cell: Cell) -> Inlines:
    """Return what stands in a cell, with its marks before the figure, so that digits stay in line."""
    if not cell.marks:
        return cell.children
    marks: list[Inline] = []
    for mark in cell.marks:
        marks += [Mark(mark.code), Text(NBSP)]
    return (*marks, *cell.children) if cell.children else tuple(marks[:-1])


# -- what no style can say ------------------------------------------------------------------------------------------


def _borders(shape: _Shape, setting: Setting, row: Row, *, start: int, cell: Cell, following: str) -> str:
    """Return the borders of one cell that differ from the table's: heads, totals, breaks, and white around heat."""
    theme, colours = setting.theme, setting.theme.colours
    sides = {}
    if shape.is_heat and row.role == "body" and cell.shade is not None:
        sides = {side: border(side, GUTTER, "#FFFFFF", theme) for side in ("left", "bottom", "right")}
    if row.role == "head" and following == "head":
        sides["bottom"] = w("bottom", val="nil")
    elif row.role == "head":
        sides["bottom"] = border("bottom", 0.75, colours.ink, theme)
    elif following == "total":
        sides["bottom"] = border("bottom", 0.5, colours.ink, theme)
    elif following == "end":
        sides["bottom"] = border("bottom", 0.75, colours.ink, theme)
    if row.role == "total":
        sides["top"] = border("top", 0.5, colours.ink, theme)
    if start and row.role != "group" and (cell.break_before or shape.table.columns[start].break_before):
        sides["left"] = border("left", 1, colours.total, theme, kind="dotted")
    if not sides:
        return ""
    return w("tcBorders", *(sides[side] for side in ("top", "left", "bottom", "right") if side in sides))


def _outer_margins(cell: Cell, *, is_first: bool, is_last: bool) -> str:
    """Return the room at the outer edges of the table, which is none, so that text and rules begin in one line."""
    left = '<w:left w:w="0" w:type="dxa"/>' if is_first else ""
    right = '<w:right w:w="0" w:type="dxa"/>' if is_last and cell.shade is None else ""
    return f"<w:tcMar>{left}{right}</w:tcMar>" if left or right else ""
