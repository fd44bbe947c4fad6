"""Tables: a head that says which cells it heads, bodies by group, figures in line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.builders.html.drawing import picture
from reportgen.builders.html.inlines import runs
from reportgen.builders.html.markup import Html, element
from reportgen.builders.html.setting import PIXELS
from reportgen.charts.canvas import Canvas
from reportgen.charts.metrics import text_width
from reportgen.document import plain_text
from reportgen.exhibits.tables import BAR_SHADE, decimal_indents, indent_of, starts, with_marks
from reportgen.exhibits.trends import CELL, alt_text, record
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.html.setting import Setting
    from reportgen.charts.recording import Recording
    from reportgen.document import Cell, Row, Table
    from reportgen.exhibits.tables import Indents
    from reportgen.theme import Theme

HUNDREDTHS = 100
"""Of an em, in which indents are counted."""
MANY_COLUMNS = 6
"""More of them stand closer together."""
LONG_WORDS = 24
"""Letters of a cell that may take several lines."""


def grid(table: Table, setting: Setting, *, caption: str) -> Html:
    """Return the table itself in a frame that alone scrolls sideways; `caption` names it for who cannot see it."""
    faces = setting.theme.faces
    indents = decimal_indents(
        table, lambda tail, is_heavy: text_width(tail, faces.sans_semibold if is_heavy else faces.sans, 1.0)
    )
    head = element("thead", *(_row(row, table, setting, indents, is_head=True) for row in table.head))
    bodies = (element("tbody", *(_row(row, table, setting, indents) for row in rows)) for rows in _bodies(table))
    looks = [name for name, is_so in (("dense", table.dense), ("close", len(table.columns) > MANY_COLUMNS)) if is_so]
    is_heat = any(cell.shade is not None for row in table.rows for cell in row.cells)
    made = element(
        "table",
        element("caption", caption, class_="said"),
        *_column_groups(table),
        head if table.head else "",
        *bodies,
        class_=" ".join([*looks, *(["heat"] if is_heat else [])]),
    )
    # a frame that scrolls can be reached by keys; the script takes it out of their way where it does not
    return element("div", made, class_="frame", tabindex=0, role="group", aria_label=caption)


def _column_groups(table: Table) -> Iterator[Html]:
    """Yield the groups of columns that heads over several of them head."""
    if len(table.head) > 1:
        yield from (element("colgroup", span=cell.column_span) for cell in table.head[0].cells)


def _bodies(table: Table) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of each group, its title first."""
    count = 0

    def number(row: Row) -> int:
        nonlocal count
        count += row.role == "group"
        return count

    yield from (tuple(rows) for _, rows in groupby(table.rows, key=number))


def _row(row: Row, table: Table, setting: Setting, indents: Indents, *, is_head: bool = False) -> Html:
    cells = (_cell(cell, start, row, table, setting, indents, is_head=is_head) for start, cell in starts(row))
    return element("tr", *cells, class_="" if is_head or row.role in ("body", "head") else row.role)


def _cell(cell: Cell, start: int, row: Row, table: Table, setting: Setting, indents: Indents, *, is_head: bool) -> Html:
    column = table.columns[start]
    holds = "words" if is_head or row.role == "group" else column.holds
    content = _content(cell, setting, holds=holds)
    name, scope = _kind(cell, column_is_head=column.is_row_header, row=row, is_head=is_head, is_empty=not content)
    return element(
        name,
        content,
        class_=" ".join(_looks(cell, start, row, table, setting, indents, is_head=is_head)),
        scope=scope,
        colspan=cell.column_span if cell.column_span > 1 else None,
    )


def _content(cell: Cell, setting: Setting, *, holds: str) -> Html:
    if cell.trend:
        drawn = record(cell.trend, setting.theme, size=CELL, ground="white")
        return picture(drawn, setting.theme, said=alt_text(cell.trend), scale=PIXELS)
    if holds == "bars":
        return picture(_bar(cell.bar, setting.theme), setting.theme, said="", scale=PIXELS) if cell.bar else Html("")
    return runs(with_marks(cell), setting)


@remembered(1024)
def _bar(length: float, theme: Theme) -> Recording:
    canvas, measures = Canvas(), theme.measures
    canvas.rectangles([(0, 0, measures.bar_width * length, measures.bar_height)], theme.colours.ramp[BAR_SHADE])
    return canvas.recording(measures.bar_width, measures.bar_height)


def _kind(cell: Cell, *, column_is_head: bool, row: Row, is_head: bool, is_empty: bool) -> tuple[str, str | None]:
    """Return the name of a cell's element, and which cells it heads."""
    if is_head:
        return ("td", None) if is_empty else ("th", "colgroup" if cell.column_span > 1 else "col")
    if row.role == "group":
        return "th", "rowgroup"
    return ("th", "row") if column_is_head and not is_empty else ("td", None)


def _looks(
    cell: Cell, start: int, row: Row, table: Table, setting: Setting, indents: Indents, *, is_head: bool
) -> Iterator[str]:
    column = table.columns[start]
    if cell.column_span > 1 and row.role != "group":
        yield "over"
    elif column.align == "right":
        yield "n"
    if cell.break_before or column.break_before:
        yield "broken"
    if cell.shade is not None:
        yield f"shade-{cell.shade}"
    if column.align == "left" and len(plain_text(cell.children)) > LONG_WORDS:
        yield "long"
    if cell.bar or cell.trend:
        yield "drawn"
    if column.holds == "bars":
        yield "bars"
    indent = 0 if is_head else round(indent_of(table, row, start, cell, indents=indents) * HUNDREDTHS)
    if indent:
        setting.indents.add(indent)
        yield f"in-{indent}"


def indent_rules(setting: Setting) -> str:
    """Return the rules of the indents that a page uses."""
    return "".join(
        f".in-{indent}{{padding-right:calc(var(--side) + {indent / HUNDREDTHS:.2f}em)}}"
        for indent in sorted(setting.indents)
    )
