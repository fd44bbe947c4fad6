"""Set a table: cells, head, groups, totals, breaks and heat, and where a page may end inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.columns import Needs, column_widths
from reportgen.builders.pdf.grid import Band, Dots, Grid, GridCell, GridRow
from reportgen.builders.pdf.setting import STRONGER, WHITE
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.builders.pdf.text import measure
from reportgen.document import Mark, Text
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.setting import Setting
    from reportgen.builders.pdf.text import Measured
    from reportgen.document import Cell, Column, Inline, Row, Table
    from reportgen.theme import TextStyle

LIGHT_CLASSES = 3
"""Shades on which ink is readable; white stands on the darker ones."""
SPANNER_INSET = 14.0
GROUP_ABOVE, GROUP_BELOW = 9.0, 3.0
RULE_ROOM = 1.0
"""Below the words of a head over several columns, for its rule."""


Words = tuple[tuple["Measured", ...], ...]
"""What stands in the cells of each row, heads first, measured."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How tightly the cells of a table are set."""

    text: TextStyle
    head: TextStyle
    above: float
    """Padding above and below the lines of a cell."""
    side: float
    """Padding left and right of them."""
    right: float
    gutter: float = 0
    """White between the shaded cells of a heat table."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table whose columns have their widths."""

    table: Table
    setting: Setting
    """Of the page on which the columns fit: upright where they do, else turned."""
    fit: Fit
    words: Words
    widths: tuple[float, ...]


def fits(table: Table, setting: Setting) -> Iterator[Fit]:
    """Yield how the table may be set, from the wanted way to the tightest that can still be read."""
    styles = setting.theme.styles
    text = styles.table_dense if table.dense else styles.table_text
    head = replace(styles.table_head, size=text.size, leading=text.leading)
    tightest = min(text.size, styles.notes.size)
    small, small_head = (replace(style, size=tightest, leading=11) for style in (text, head))
    if any(cell.shade is not None for row in table.rows for cell in row.cells):
        yield Fit(text, head, above=4.75, side=5, right=6, gutter=1.5)
        yield Fit(small, small_head, above=4.25, side=3, right=3, gutter=1.5)
        return
    above = 2.75 if table.dense else 3.5
    yield Fit(text, head, above=above, side=5, right=5)
    yield Fit(text, head, above=above, side=3.5, right=3.5)
    yield Fit(small, small_head, above=2.75, side=3, right=3)


def fitted(table: Table, setting: Setting) -> Fitted:
    """Return the table with the widths of its columns, on a turned page if it is too wide for an upright one.

    Raises BuildError when the columns do not fit between the margins of either, however tightly they are set.
    """
    _require_full_rows(table)
    measured: dict[TextStyle, Words] = {}
    for sheet in _sheets(setting):
        for fit in fits(table, sheet):
            words = measured.get(fit.text) or _measured(table, sheet, fit)
            measured[fit.text] = words
            widths = column_widths(_needs(table, words, fit), sheet.width)
            if widths:
                return Fitted(table, sheet, fit, words, widths)
    raise BuildError(
        f"table `{table.anchor}`: its {len(table.columns)} columns need more than the {sheet.width:.0f} points "
        f"between the margins{' of a landscape page' if sheet.is_turned else ''}",
        hint="leave columns out, or cut the table in two",
    )


def _sheets(setting: Setting) -> Iterator[Setting]:
    """Yield the settings of the pages on which a table may stand: upright, and turned if that gives it more width."""
    yield setting
    turned = setting.turned()
    if turned.width > setting.width:
        yield turned


def grid(fitted: Fitted, *, node: Node) -> Grid:
    """Return the table without caption and notes; `node` is its Table element."""
    builder = _Builder(fitted.table, fitted.setting, fitted.fit, node=node, widths=fitted.widths)
    return builder.grid(fitted.words)


def _require_full_rows(table: Table) -> None:
    """Raise BuildError when a row has more or fewer cells than there are columns."""
    for number, row in enumerate((*table.head, *table.rows), start=1):
        count = sum(cell.column_span for cell in row.cells)
        if count != len(table.columns):
            raise BuildError(
                f"table `{table.anchor}`: expected {len(table.columns)} columns in row {number}, found {count}",
                hint="a cell that spans columns says so with `column_span`",
            )


def _measured(table: Table, setting: Setting, fit: Fit) -> Words:
    def measured(cell: Cell, style: TextStyle) -> Measured:
        return measure(setting.runs(_with_marks(cell), style))

    head = tuple(tuple(measured(cell, fit.head) for cell in row.cells) for row in table.head)
    body = (
        tuple(measured(cell, _style(row, cell, setting=setting, fit=fit)) for cell in row.cells) for row in table.rows
    )
    return (*head, *body)


def _with_marks(cell: Cell) -> tuple[Inline, ...]:
    """Return the words of a cell with its marks before them, so that digits stay in line."""
    marks: list[Inline] = []
    for mark in cell.marks:
        marks += [Mark(mark.code), Text("\u00a0")]
    return (*marks, *cell.children) if cell.children else tuple(marks[:-1])


def _style(row: Row, cell: Cell, *, setting: Setting, fit: Fit) -> TextStyle:
    if row.role == "group":
        return replace(fit.text, face=STRONGER[fit.text.face], colour=setting.theme.colours.main)
    if row.role == "total":
        return replace(fit.text, face=STRONGER[fit.text.face])
    if cell.shade is not None and cell.shade >= LIGHT_CLASSES:
        return replace(fit.text, colour=WHITE)
    return fit.text


def _needs(table: Table, words: Words, fit: Fit) -> tuple[Needs, ...]:
    natural = [0.0] * len(table.columns)
    least = [0.0] * len(table.columns)
    for index, (row, row_words) in enumerate(zip((*table.head, *table.rows), words, strict=True)):
        for (start, cell), word in zip(_starts(row), row_words, strict=True):
            if cell.column_span > 1:
                continue
            natural[start] = max(natural[start], word.natural)
            breaks = index < len(table.head) or table.columns[start].align == "left"
            least[start] = max(least[start], word.least if breaks else word.natural)
    _widen_for_spans(table, words, natural=natural, least=least)
    last = len(table.columns) - 1
    pads = [
        (0 if at == 0 else fit.side) + (0 if at == last and not fit.gutter else fit.right) for at in range(last + 1)
    ]
    return tuple(
        Needs(wide + pad, slim + pad, column.align == "left")
        for wide, slim, pad, column in zip(natural, least, pads, table.columns, strict=True)
    )


def _widen_for_spans(table: Table, words: Words, *, natural: list[float], least: list[float]) -> None:
    """Let columns be wide enough together for a head that spans them; a group's words may reach over all."""
    for row, row_words in zip(table.head, words, strict=False):
        for (start, cell), word in zip(_starts(row), row_words, strict=True):
            columns = range(start, start + cell.column_span)
            for widths in (natural, least) if cell.column_span > 1 else ():
                missing = word.natural + SPANNER_INSET - sum(widths[at] for at in columns)
                for at in columns:
                    widths[at] += max(0.0, missing) / cell.column_span


def _starts(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield each cell with the index of the column in which it begins."""
    start = 0
    for cell in row.cells:
        yield start, cell
        start += cell.column_span


class _Builder:
    """Makes the rows of a grid; holds what all of them need."""

    def __init__(self, table: Table, setting: Setting, fit: Fit, *, node: Node, widths: tuple[float, ...]) -> None:
        self.table, self.setting, self.fit, self.node, self.widths = table, setting, fit, node, widths
        self.lefts = tuple(sum(widths[:at]) for at in range(len(widths) + 1))

    def grid(self, words: Words) -> Grid:
        head_node = Node("THead", self.node)
        count = len(self.table.head)
        head = tuple(
            self._head_row(row, row_words, parent=head_node, is_last=index == count - 1)
            for index, (row, row_words) in enumerate(zip(self.table.head, words, strict=False))
        )
        return Grid(head, tuple(self._body_rows(words[count:])), self.lefts[-1], self.setting.theme.colours)

    def _head_row(self, row: Row, words: tuple[Measured, ...], *, parent: Node, is_last: bool) -> GridRow:
        node = Node("TR", parent)
        below = self.fit.above if is_last else RULE_ROOM
        cells = tuple(
            self._cell(start, cell, word, node=node, role="head")
            for (start, cell), word in zip(_starts(row), words, strict=True)
        )
        spanners = tuple(
            (self.lefts[start] + SPANNER_INSET, self.lefts[start + cell.column_span] - self._right_pad(start, cell))
            for start, cell in _starts(row)
            if cell.column_span > 1 and not is_last
        )
        rule = Band(0.75, self.setting.theme.colours.ink) if is_last else None
        dots = tuple(self._dots(row))
        return self._row(cells, above=self.fit.above, below=below, rule=rule, dots=dots, spanners=spanners, role="head")

    def _body_rows(self, words: Words) -> Iterator[GridRow]:
        body = Node("TBody", self.node)
        rows = self.table.rows
        for index, (row, row_words) in enumerate(zip(rows, words, strict=True)):
            if row.role == "group" and index:
                body = Node("TBody", self.node)
            node = Node("TR", body)
            cells = tuple(
                self._cell(start, cell, word, node=node, role=row.role)
                for (start, cell), word in zip(_starts(row), row_words, strict=True)
            )
            following = rows[index + 1].role if index + 1 < len(rows) else "end"
            above, below = (GROUP_ABOVE, GROUP_BELOW) if row.role == "group" else (self.fit.above, self.fit.above)
            dots = () if row.role == "group" else tuple(self._dots(row))
            rule = self._rule_below(following)
            yield self._row(cells, above=above, below=below, rule=rule, dots=dots, spanners=(), role=row.role)

    def _rule_below(self, following: str) -> Band | None:
        colours = self.setting.theme.colours
        match following:
            case "end":
                return Band(0.75, colours.ink)
            case "total":
                return Band(0.5, colours.ink)
            case _:
                return None if self.fit.gutter else Band(0.5, colours.hair)

    def _row(
        self,
        cells: tuple[GridCell, ...],
        *,
        above: float,
        below: float,
        rule: Band | None,
        dots: tuple[Dots, ...],
        spanners: tuple[tuple[float, float], ...],
        role: str,
    ) -> GridRow:
        lines = max((len(cell.lines) for cell in cells), default=1) or 1
        style = self.fit.head if role == "head" else self.fit.text
        height = above + lines * style.leading + below
        return GridRow(height, above, cells, rule=rule, dots=dots, spanners=spanners, role=role, size=style.size,
                       leading=style.leading)  # fmt: skip

    def _cell(self, start: int, cell: Cell, words: Measured, *, node: Node, role: str) -> GridCell:
        column = self.table.columns[start]
        left, right = self.lefts[start], self.lefts[start + cell.column_span]
        inner_left = left + (0 if start == 0 else self.fit.side)
        inner_right = right - self._right_pad(start, cell)
        room = inner_right - inner_left
        aligned = self.table.columns[start + cell.column_span - 1] if role == "head" else column
        return GridCell(
            Node(*self._tag(cell, column, role=role, parent=node)),
            words.lines(room),
            x=inner_left,
            width=room,
            is_right=aligned.align == "right" and role != "group",
            tint=self._tint(cell, left, right),
        )

    def _tint(self, cell: Cell, left: float, right: float) -> tuple[float, float, str] | None:
        if cell.shade is None:
            return None
        half = self.fit.gutter / 2
        return left + half, right - half, self.setting.theme.colours.ramp[cell.shade]

    def _right_pad(self, start: int, cell: Cell) -> float:
        is_outer = start + cell.column_span == len(self.widths)
        return 0 if is_outer and not (self.fit.gutter and cell.shade is not None) else self.fit.right

    def _tag(self, cell: Cell, column: Column, *, role: str, parent: Node) -> tuple[str, Node, tuple[Attribute, ...]]:
        has_words = bool(cell.children or cell.marks)
        is_head = has_words and (role in ("head", "group") or column.is_row_header)
        scope = Attribute("Table", "Scope", "/Column" if role == "head" else "/Row")
        span = (Attribute("Table", "ColSpan", cell.column_span),) if cell.column_span > 1 else ()
        return ("TH" if is_head else "TD", parent, (*((scope,) if is_head else ()), *span))

    def _dots(self, row: Row) -> Iterator[Dots]:
        """Yield the dotted lines of series breaks: down a whole column, or at one cell."""
        for start, cell in _starts(row):
            if start and (cell.break_before or self.table.columns[start].break_before):
                yield Dots(self.lefts[start])
