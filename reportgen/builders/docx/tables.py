"""Write a table: head, groups, totals, breaks and heat, with a named style for the text of each kind of cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.builders.columns import Needs, column_widths
from reportgen.builders.docx.fields import bookmark, line_break, run
from reportgen.builders.docx.flow import TableCell, TableRow, WordTable, with_first
from reportgen.builders.docx.formatting import border, shading
from reportgen.builders.docx.inlines import Voice, paragraph, runs
from reportgen.builders.docx.markup import twips, w
from reportgen.charts.metrics import text_width
from reportgen.document import LineBreak, Mark, Note, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
HEAVIER = 1.08
"""How much wider than regular text is bold text, at the most: in Word it is the bold of the family."""
ROUNDING = 0.5
"""Points that a column is wider than what stands in it; Word measures a little differently."""
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
class Shape:
    """A table whose measures are settled."""

    table: Table
    fit: Fit
    widths: tuple[int, ...]
    """In Word's unit; they add up to the whole width."""


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """A row, and what it stands between."""

    row: Row
    above: str
    """Role of the row above; empty for the first."""
    below: str
    keeps_next: bool


def grid(table: Table, setting: Setting, *, title: str, repeated_name: str, has_small_print: bool) -> WordTable:
    """Return the table itself.

    `title` is what a screen reader announces it by; `repeated_name` stands in the head, which each page repeats.
    """
    shape = setting.shapes[table.anchor]
    rows = list(_rows(shape, setting, has_small_print=has_small_print))
    if repeated_name and table.head:
        rows[0] = _named(rows[0], repeated_name, setting)
        rows[-1] = _marked_as_end(rows[-1], table.anchor, setting)
    return WordTable(
        setting.style(shape.fit.table_style),
        shape.widths,
        tuple(rows),
        title=title,
        words=table.summary or plain_text(table.caption.subtitle),
        has_row_heads=any(column.is_row_header for column in table.columns),
    )


# -- measures -------------------------------------------------------------------------------------------------------


def fitted(table: Table, setting: Setting) -> Shape | None:
    """Return the measures of a table between the margins; None when it is too wide, however tightly it is set."""
    for fit in _fits(table, setting):
        widths = column_widths(tuple(_needs(table, setting, fit)), setting.width)
        if widths:
            return Shape(table, fit, _rounded(widths))
    return None


def squeezed(table: Table, setting: Setting) -> Shape:
    """Return a table whose columns are too narrow, all by the same part; Word breaks words where it must."""
    *_, fit = _fits(table, setting)
    needs = tuple(_needs(table, setting, fit))
    least = sum(need.least for need in needs)
    return Shape(table, fit, _rounded(tuple(need.least * setting.width / least for need in needs)))


def _rounded(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Return widths in Word's unit that add up to the whole."""
    edges = [twips(sum(widths[:index])) for index in range(len(widths) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _fits(table: Table, setting: Setting) -> Iterator[Fit]:
    """Yield how the table may be set, from the wanted way to the tightest that can still be read."""
    is_heat = any(cell.shade is not None for row in table.rows for cell in row.cells)
    styles = setting.theme.styles
    text = styles.table_dense if table.dense else styles.table_text
    suffix = " Dense" if table.dense else ""
    name = "Report Heat Table" if is_heat else f"Report Table{suffix}"
    yield Fit(suffix, text, 5, name, 6 if is_heat else 5)
    tight = "Report Tight Heat Table" if is_heat else "Report Tight Table"
    yield Fit(" Tight", styles.notes, 3, tight, 3)


def _needs(table: Table, setting: Setting, fit: Fit) -> Iterator[Needs]:
    natural = [0.0] * len(table.columns)
    least = [0.0] * len(table.columns)
    for row in all_rows(table):
        for start, cell in starts(row):
            if cell.column_span > 1:
                continue
            words, widest = _measured(cell, row, setting, fit)
            breaks = row.role == "head" or table.columns[start].align == "left"
            natural[start] = max(natural[start], widest)
            least[start] = max(least[start], words if breaks else widest)
    _widen_for_spans(table, natural, least, setting, fit)
    for index, column in enumerate(table.columns):
        pad = (fit.side if index else 0) + (fit.right if index < len(table.columns) - 1 else 0) + ROUNDING
        yield Needs(natural[index] + pad, least[index] + pad, column.align == "left")


def _measured(cell: Cell, row: Row, setting: Setting, fit: Fit) -> tuple[float, float]:
    """Return the width of the longest word of a cell and of its longest line."""
    face, regular = setting.theme.faces.sans, fit.text.size * setting.stretch
    small = min(regular, setting.theme.styles.notes.size * setting.stretch)
    size = regular * (1 if row.role == "body" else HEAVIER)
    word = line = longest_word = longest_line = 0.0
    for inline in _with_marks(cell):
        if isinstance(inline, LineBreak):
            word = line = 0.0
            continue
        inline_size = small if isinstance(inline, Note) else regular if isinstance(inline, Mark) else size
        for index, text in enumerate(plain_text((inline,)).split(" ")):
            if index and not isinstance(inline, Note):
                word = 0.0
            word += text_width(text, face, inline_size)
            line += text_width(f" {text}" if index else text, face, inline_size)
            longest_word, longest_line = max(longest_word, word), max(longest_line, line)
    return longest_word, longest_line


def _widen_for_spans(table: Table, natural: list[float], least: list[float], setting: Setting, fit: Fit) -> None:
    """Let columns be wide enough together for a head that spans them."""
    for row in all_rows(table)[: len(table.head)]:
        for start, cell in starts(row):
            columns = range(start, start + cell.column_span)
            for widths in (natural, least) if cell.column_span > 1 else ():
                wanted = _measured(cell, row, setting, fit)[1] + SPANNER_INSET
                missing = wanted - sum(widths[at] for at in columns)
                for at in columns:
                    widths[at] += max(0.0, missing) / cell.column_span


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


def _rows(shape: Shape, setting: Setting, *, has_small_print: bool) -> Iterator[TableRow]:
    rows = all_rows(shape.table)
    last = len(rows) - 1
    is_kept = len(shape.table.rows) <= LONGEST_KEPT and shape.table.anchor not in setting.places.last_pages
    for index, row in enumerate(rows):
        stays = is_kept or index < len(shape.table.head) + STAYING or index >= last - STAYING
        placed = _PlacedRow(
            row,
            above=rows[index - 1].role if index else "",
            below=rows[index + 1].role if index < last else "",
            keeps_next=stays and (has_small_print or index < last),
        )
        cells = tuple(_cell(shape, setting, placed, start=start, cell=cell) for start, cell in starts(row))
        yield TableRow(cells, is_head=row.role == "head")


def _named(row: TableRow, name: str, setting: Setting) -> TableRow:
    """Return a row of the head with the name of the table in its first cell."""
    words = run(name, style=setting.style("Mark"), direct=w("b", val=0))
    return _saying(row, lambda said: words + (line_break() + said if said else ""))


def _marked_as_end(row: TableRow, anchor: str, setting: Setting) -> TableRow:
    """Return a table's last row with a bookmark."""
    places = setting.places
    return _saying(row, lambda said: bookmark(places.end_mark(anchor), places.end_id(anchor), said))


def _saying(row: TableRow, change: Callable[[str], str]) -> TableRow:
    """Return the row with the runs of its first cell changed."""
    first, *others = row.cells
    content = with_first(first.content, lambda said: replace(said, runs=change(said.runs)))
    return replace(row, cells=(replace(first, content=content), *others))


def _cell(shape: Shape, setting: Setting, placed: _PlacedRow, *, start: int, cell: Cell) -> TableCell:
    row, end = placed.row, start + cell.column_span
    look = (
        _borders(shape, setting, placed, start=start, cell=cell)
        + (shading(setting.theme.colours.ramp[cell.shade], setting.theme) if cell.shade is not None else "")
        + _outer_margins(cell, is_first=start == 0, is_last=end == len(shape.widths))
        + ('<w:vAlign w:val="bottom"/>' if row.role == "head" else "")
    )
    aligned = shape.table.columns[end - 1 if row.role == "head" else start]
    is_spanner = row.role == "head" and placed.below == "head" and cell.column_span > 1
    style = _style(row, is_figure=aligned.align == "right", is_spanner=is_spanner) + shape.fit.suffix
    words = runs(_with_marks(cell), setting, _voice(row, cell))
    content = paragraph(style, words, setting, keeps_next=placed.keeps_next or None)
    return TableCell((content,), sum(shape.widths[start:end]), cell.column_span, look)


def _voice(row: Row, cell: Cell) -> Voice:
    is_on_dark = cell.shade is not None and cell.shade >= LIGHT_CLASSES
    return Voice(is_bold=row.role != "body", is_on_dark=is_on_dark)


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


def _borders(shape: Shape, setting: Setting, placed: _PlacedRow, *, start: int, cell: Cell) -> str:
    """Return the borders of one cell that differ from the table's: heads, totals, breaks, and white around heat."""
    theme, colours, role = setting.theme, setting.theme.colours, placed.row.role
    sides: dict[str, str] = {}
    if cell.shade is not None:
        sides = {side: border(side, GUTTER, "#FFFFFF", theme) for side in ("left", "bottom", "right")}
    if role == "total":
        sides["top"] = border("top", 0.5, colours.ink, theme)
    elif role == "head" and placed.above == "head":
        sides["top"] = w("top", val="nil")
    if role == "head" and placed.below == "head":
        sides["bottom"] = w("bottom", val="nil")
    elif role == "head" or not placed.below:
        sides["bottom"] = border("bottom", 0.75, colours.ink, theme)
    elif placed.below == "total":
        sides["bottom"] = border("bottom", 0.5, colours.ink, theme)
    if start and role != "group" and (cell.break_before or shape.table.columns[start].break_before):
        sides["left"] = border("left", 1, colours.total, theme, kind="dotted")
    if not sides:
        return ""
    return w("tcBorders", *(sides[side] for side in ("top", "left", "bottom", "right") if side in sides))


def _outer_margins(cell: Cell, *, is_first: bool, is_last: bool) -> str:
    """Return the room at the outer edges of the table, which is none, so that text and rules begin in one line."""
    left = '<w:left w:w="0" w:type="dxa"/>' if is_first else ""
    right = '<w:right w:w="0" w:type="dxa"/>' if is_last and cell.shade is None else ""
    return f"<w:tcMar>{left}{right}</w:tcMar>" if left or right else ""
