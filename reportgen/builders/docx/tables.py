"""Write a table as it was resolved, with a named style for the text of each kind of cell."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise, zip_longest
from math import ceil
from typing import TYPE_CHECKING

from reportgen.builders.docx.fields import bookmark, line_break, run
from reportgen.builders.docx.flow import TableCell, TableRow, WordTable, with_first
from reportgen.builders.docx.formatting import border, shading
from reportgen.builders.docx.inlines import Voice, paragraph, runs
from reportgen.builders.docx.markup import twips, w
from reportgen.builders.docx.pictures import TREND_RESOLUTION, picture
from reportgen.builders.docx.styles import cell_style, table_style
from reportgen.document import Emphasis, Link, Strong, Text, plain_text
from reportgen.exhibits.trends import CELL, alt_text, record
from reportgen.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Inline, Inlines
    from reportgen.exhibits.tables import Fit, ResolvedCell, ResolvedRow, ResolvedTable

VOICES = {(bold, dark): Voice(is_bold=bold, is_on_dark=dark) for bold in (False, True) for dark in (False, True)}
CENTERED = '<w:vAlign w:val="center"/>'
AROUND_TREND = 0.25
"""Points above and below a trend: Word has as much in all cells of a row, which has its height anyhow."""
HYPHEN_MINUS = "-"


def grid(
    resolved: ResolvedTable, setting: Setting, *, title: str, repeated_name: str, has_small_print: bool
) -> WordTable:
    """Return the table itself.

    `title` is what a screen reader announces it by; `repeated_name` stands in the head, which each page repeats.
    """
    table = resolved.table
    rows = list(_rows(resolved, setting, has_small_print=has_small_print))
    if repeated_name and table.head:
        rows[0] = _named(rows[0], repeated_name, setting)
        rows[-1] = _marked_as_end(rows[-1], table.anchor, setting)
    return WordTable(
        setting.style(table_style(resolved.fit, is_dense=table.dense)),
        _in_twips(_all_widths(resolved)),
        tuple(rows),
        title=title,
        words=table.summary or plain_text(table.caption.subtitle),
        has_row_heads=any(column.is_row_header for column in table.columns),
    )


def _in_twips(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Return widths in Word's unit that add up to the whole."""
    edges = [0, *(twips(edge) for edge in accumulate(widths))]
    return tuple(right - left for left, right in pairwise(edges))


def _all_widths(resolved: ResolvedTable) -> tuple[float, ...]:
    """Return the widths of all columns: blocks are columns side by side, with an empty one between them."""
    others = len(resolved.blocks) - 1
    return (*resolved.widths, *(width for _ in range(others) for width in (resolved.gap, *resolved.widths)))


def stands_on_one_page(resolved: ResolvedTable, setting: Setting) -> bool:
    """Say whether a table is kept on one page with its small print, as it is in the PDF."""
    return resolved.is_kept and resolved.table.anchor not in setting.places.last_pages


# -- rows -----------------------------------------------------------------------------------------------------------


Line = tuple["ResolvedRow | None", ...]
"""The rows of all blocks that stand beside each other; None where the last block has no more."""


def _rows(resolved: ResolvedTable, setting: Setting, *, has_small_print: bool) -> Iterator[TableRow]:
    lines: tuple[Line, ...] = tuple((row,) * len(resolved.blocks) for row in resolved.head)
    lines += tuple(zip_longest(*resolved.blocks))
    is_kept = stands_on_one_page(resolved, setting)
    widths = _in_twips(resolved.widths)
    for line, below in zip(lines, (*lines[1:], None), strict=True):
        row = line[0]
        assert row is not None, "the first block has the most rows"
        keeps_next = (is_kept or not row.may_end) and (has_small_print or below is not None)
        cells = tuple(_line_cells(line, resolved, setting, widths=widths, keeps_next=keeps_next))
        yield TableRow(cells, is_head=row.role == "head", least=_least_height(row, resolved.fit))


def _line_cells(
    line: Line, resolved: ResolvedTable, setting: Setting, *, widths: tuple[int, ...], keeps_next: bool
) -> Iterator[TableCell]:
    """Yield the cells of a row, or of the rows of all blocks with an empty cell between them."""
    for number, row in enumerate(line):
        if number:
            yield _gap(resolved, setting, twips(resolved.gap), keeps_next=keeps_next)
        if row is None:
            yield _gap(resolved, setting, sum(widths), keeps_next=keeps_next, span=len(widths))
            continue
        for cell in row.cells:
            width = sum(widths[cell.start : cell.end])
            yield _cell(cell, row, resolved, setting, width=width, keeps_next=keeps_next)


def _gap(resolved: ResolvedTable, setting: Setting, width: int, *, keeps_next: bool, span: int = 1) -> TableCell:
    """Return an empty cell without rules."""
    style = cell_style("Table Text", resolved.fit, is_dense=resolved.table.dense)
    look = w("tcBorders", w("top", val="nil"), w("bottom", val="nil"))
    return TableCell((paragraph(style, "", setting, keeps_next=keeps_next or None),), width, span, look)


def _has_trend(row: ResolvedRow) -> bool:
    return any(cell.cell.trend for cell in row.cells)


def _least_height(row: ResolvedRow, fit: Fit) -> float:
    """Return the height of a row of one line, as it is in the PDF whether or not rules are counted; 0 for no matter."""
    return 0 if row.role in ("head", "group") or fit.is_heat else fit.text.leading + 2 * fit.above


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


def _cell(
    cell: ResolvedCell, row: ResolvedRow, resolved: ResolvedTable, setting: Setting, *, width: int, keeps_next: bool
) -> TableCell:
    holds = resolved.table.columns[cell.start].holds
    if holds != "words" and row.role not in ("head", "group"):
        return _drawn(cell, row, resolved, setting, width=width, keeps_next=keeps_next)
    shade = cell.cell.shade
    look = (
        _borders(cell, row, resolved, setting)
        + (shading(setting.theme.colours.ramp[shade], setting.theme) if shade is not None else "")
        + _margins(cell, row, resolved, setting)
        + ('<w:vAlign w:val="bottom"/>' if row.role == "head" else CENTERED if _has_trend(row) else "")
    )
    voice = VOICES[row.role != "body", cell.is_on_dark]
    words = runs(_typed(cell.words) if cell.is_number else cell.words, setting, voice)
    style = cell_style(_style(cell, row), resolved.fit, is_dense=resolved.table.dense)
    content = paragraph(style, words, setting, keeps_next=keeps_next or None, right=cell.indent)
    return TableCell((content,), width, cell.end - cell.start, look)


def _drawn(
    cell: ResolvedCell, row: ResolvedRow, resolved: ResolvedTable, setting: Setting, *, width: int, keeps_next: bool
) -> TableCell:
    """Return a cell with a bar or a trend in the middle of the row.

    A bar is the shade of an empty line, of which nothing is read out: its figure stands in the cell before it.
    """
    keeps = keeps_next or None
    look = _borders(cell, row, resolved, setting) + _margins(cell, row, resolved, setting)
    if cell.cell.trend:
        recording = record(cell.cell.trend, setting.theme, size=CELL, ground="white")
        shown = picture(recording, setting, name="Trend", alt=alt_text(cell.cell.trend), dpi=TREND_RESOLUTION)
        drawn = paragraph("Table Trend", shown, setting, keeps_next=keeps)
        return TableCell((drawn,), width, look=look + CENTERED)
    bar = cell.cell.bar
    style = cell_style("Table Bar" if bar else "Table Text", resolved.fit, is_dense=resolved.table.dense)
    right = setting.measures.bar_width * (1 - bar) if bar else 0
    return TableCell((paragraph(style, "", setting, keeps_next=keeps, right=right),), width, look=look)


def _style(cell: ResolvedCell, row: ResolvedRow) -> str:
    match row.role:
        case "own":
            return "Table Own Figure" if cell.is_right else "Table Own"
        case "group":
            return "Table Group"
        case "head":
            return "Table Spanner" if cell.is_spanner else "Table Head Figure" if cell.is_right else "Table Head"
        case "total":
            return "Table Total Figure" if cell.is_right else "Table Total"
        case _:
            return "Table Figure" if cell.is_right else "Table Text"


def _typed(inlines: Inlines) -> Inlines:
    """Return a figure with the minus sign of a keyboard: only with it does a spreadsheet take what it is given."""
    return tuple(_typed_inline(inline) for inline in inlines)


def _typed_inline(inline: Inline) -> Inline:
    match inline:
        case Text(text):
            return Text(text.replace(MINUS, HYPHEN_MINUS)) if MINUS in text else inline
        case Strong(children) | Emphasis(children) | Link(_, children):
            return replace(inline, children=_typed(children))
        case _:
            return inline


# -- what no style can say ------------------------------------------------------------------------------------------


def _borders(cell: ResolvedCell, row: ResolvedRow, resolved: ResolvedTable, setting: Setting) -> str:
    """Return the borders of one cell that differ from the table's: heads, totals, breaks, and white around heat."""
    theme, colours, measures = setting.theme, setting.theme.colours, setting.measures
    sides: dict[str, str] = {}
    if cell.cell.shade is not None:
        sides = {side: border(side, measures.heat_gutter, "#FFFFFF", theme) for side in ("left", "bottom", "right")}
    if row.role == "total":
        sides["top"] = border("top", measures.row_rule, colours.ink, theme)
    elif row.role == "head" and row is not resolved.head[0]:
        sides["top"] = w("top", val="nil")
    match row.rule:
        case "edge":
            sides["bottom"] = border("bottom", measures.edge_rule, colours.ink, theme)
        case "total":
            sides["bottom"] = border("bottom", measures.row_rule, colours.ink, theme)
        case "none" if row.role == "head":
            # not none at all: LibreOffice then shows the rule between rows
            sides["bottom"] = border("bottom", measures.row_rule, "#FFFFFF", theme)
        case _:
            pass
    if cell.has_break:
        sides["left"] = border("left", measures.break_rule, colours.total, theme, kind="dotted")
    if not sides:
        return ""
    return w("tcBorders", *(sides[side] for side in ("top", "left", "bottom", "right") if side in sides))


def _margins(cell: ResolvedCell, row: ResolvedRow, resolved: ResolvedTable, setting: Setting) -> str:
    """Return the room beside what stands in a cell, where it is none, and below, where the rule there is another.

    There is none at the outer edges of the table, so that text and rules begin in one line; and none left of a figure,
    which may need it where it is bold or in another font.
    """
    is_bar = resolved.table.columns[cell.start].holds == "bars"
    left = '<w:left w:w="0" w:type="dxa"/>' if cell.start == 0 or cell.is_right or is_bar else ""
    is_last = cell.end == len(resolved.widths)
    right = '<w:right w:w="0" w:type="dxa"/>' if (is_last and cell.cell.shade is None) or is_bar else ""
    top = bottom = ""
    if row.role == "head" and row.rule == "none":
        bottom = '<w:bottom w:w="0" w:type="dxa"/>'
    elif row.role == "group":
        measures = setting.measures
        below = measures.below_group_dense if resolved.table.dense else measures.below_group
        bottom = w("bottom", w=twips(max(0.0, below - measures.row_rule)), type="dxa")
    elif _has_trend(row):
        top, bottom = (w(side, w=twips(AROUND_TREND), type="dxa") for side in ("top", "bottom"))
    elif row.rule != "edge" and any(each.cell.shade is not None for each in row.cells):
        # the white below the shades is a part of the row, as in print; every cell has the room of the widest border
        bottom = w("bottom", w=twips(resolved.fit.above - setting.measures.heat_gutter), type="dxa")
    elif row.rule == "edge" and not resolved.fit.is_heat:
        # rounded up: LibreOffice counts it as a whole point
        bottom = w("bottom", w=twips(resolved.fit.above - ceil(setting.measures.edge_rule)), type="dxa")
    return f"<w:tcMar>{top}{left}{bottom}{right}</w:tcMar>" if top or left or bottom or right else ""
