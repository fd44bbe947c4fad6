"""Set a table as it was resolved: its cells with their lines, rules, dotted breaks and shades."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.grid import Band, Bar, Dots, Grid, GridCell, GridRow
from reportgen.builders.pdf.pictures import PictureBox
from reportgen.builders.pdf.setting import WHITE
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.builders.pdf.text import measure
from reportgen.exhibits.tables import BAR_SHADE
from reportgen.exhibits.trends import CELL, alt_text, record
from reportgen.theme import STRONGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.setting import Setting
    from reportgen.document import Trend
    from reportgen.exhibits.tables import Fit, ResolvedCell, ResolvedRow, ResolvedTable
    from reportgen.theme import TextStyle

RULE_ROOM = 1.0
"""Below the words of a head over several columns, for its rule."""


def grid(resolved: ResolvedTable, setting: Setting, *, node: Node) -> Grid:
    """Return the table without caption and notes; `node` is its Table element."""
    lefts = [0.0]
    for width in resolved.widths:
        lefts.append(lefts[-1] + width)
    heads = Heads(resolved) if any(row.role == "group" for row in resolved.rows) else None
    return _Builder(resolved, setting, node=node, lefts=tuple(lefts), heads=heads).grid()


class Heads:
    """The identifiers of the heads in a table with groups, and which of them each cell has: column, group and row.

    The title of a group is a head of all rows below it, which no scope can say.
    """

    def __init__(self, resolved: ResolvedTable) -> None:
        self._anchor = resolved.table.anchor
        self._numbers = {id(row): number for number, row in enumerate((*resolved.head, *resolved.rows))}
        self._columns = [(cell, row) for row in resolved.head for cell in row.cells if cell.words]
        self._first = {id(row): row.cells[0] for row in resolved.rows}
        self._groups: dict[int, str] = {}
        group = ""
        for row in resolved.rows:
            group = self.identifier(row.cells[0], row) if row.role == "group" else group
            self._groups[id(row)] = group

    def identifier(self, cell: ResolvedCell, row: ResolvedRow) -> str:
        """Return the identifier of a head."""
        return f"{self._anchor}:{self._numbers[id(row)]}.{cell.start}"

    def of(self, cell: ResolvedCell, row: ResolvedRow) -> tuple[str, ...]:
        """Return the identifiers of the heads of a cell in the body, from the top down and from the left."""
        if row.role in ("head", "group"):
            return ()
        above = (
            self.identifier(each, head)
            for each, head in self._columns
            if each.start < cell.end and cell.start < each.end
        )
        group = self._groups[id(row)]
        first = self._first[id(row)]
        beside = (self.identifier(first, row),) if cell is not first and first.words else ()
        return (*above, *((group,) if group else ()), *beside)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns the rows of one table into what is drawn."""

    resolved: ResolvedTable
    setting: Setting
    node: Node
    lefts: tuple[float, ...]
    """Left edges of the columns, and the right edge of the last."""
    heads: Heads | None
    """What heads each cell of a table with groups; elsewhere a reader finds it in the same column and row."""

    @property
    def fit(self) -> Fit:
        """How tightly the table is set."""
        return self.resolved.fit

    def grid(self) -> Grid:
        """Return all rows."""
        head_node = Node("THead", self.node)
        head = tuple(self._row(row, parent=head_node) for row in self.resolved.head)
        return Grid(head, tuple(self._body_rows()), self.lefts[-1], self.setting.theme)

    def _body_rows(self) -> Iterator[GridRow]:
        body = Node("TBody", self.node)
        for index, row in enumerate(self.resolved.rows):
            if row.role == "group" and index:
                body = Node("TBody", self.node)
            yield self._row(row, parent=body)

    def _row(self, row: ResolvedRow, *, parent: Node) -> GridRow:
        node = Node("TR", parent)
        cells = tuple(self._cell(cell, row, node=node) for cell in row.cells if not self._is_bar(cell))
        style = self.fit.head if row.role == "head" else self.fit.text
        above, below = self._room(row)
        lines = max((len(cell.lines) for cell in cells), default=1) or 1
        return GridRow(
            above + lines * style.leading + below,
            above,
            cells,
            rule=self._rule(row),
            dots=tuple(Dots(self.lefts[cell.start]) for cell in row.cells if cell.has_break),
            spanners=tuple(self._spanner(cell) for cell in row.cells if cell.is_spanner),
            is_head=row.role == "head",
            may_end=row.may_end,
            size=style.size,
            leading=style.leading,
            bars=tuple(self._bar(cell) for cell in row.cells if cell.cell.bar),
        )

    def _is_bar(self, cell: ResolvedCell) -> bool:
        return self.resolved.table.columns[cell.start].holds == "bars"

    def _bar(self, cell: ResolvedCell) -> Bar:
        measures, colours = self.setting.measures, self.setting.theme.colours
        x = self.lefts[cell.start] + self._pads(cell)[0]
        return Bar(x, measures.bar_width * cell.cell.bar, measures.bar_height, colours.ramp[BAR_SHADE])

    def _room(self, row: ResolvedRow) -> tuple[float, float]:
        """Return the room above and below the lines of a row."""
        measures, above = self.setting.measures, self.fit.above
        if row.role == "group":
            is_dense = self.resolved.table.dense
            dense = measures.above_group_dense, measures.below_group_dense
            return dense if is_dense else (measures.above_group, measures.below_group)
        return above, RULE_ROOM if row.role == "head" and row.rule == "none" else above

    def _rule(self, row: ResolvedRow) -> Band | None:
        colours, measures = self.setting.theme.colours, self.setting.measures
        bands = {
            "none": None,
            "row": Band(measures.row_rule, colours.hair),
            "total": Band(measures.row_rule, colours.ink),
            "edge": Band(measures.edge_rule, colours.ink),
        }
        return bands[row.rule]

    def _spanner(self, cell: ResolvedCell) -> tuple[float, float]:
        inset = self.setting.measures.spanner_inset
        return self.lefts[cell.start] + inset, self.lefts[cell.end] - self._pads(cell)[1]

    def _cell(self, cell: ResolvedCell, row: ResolvedRow, *, node: Node) -> GridCell:
        left, right = self.lefts[cell.start], self.lefts[cell.end]
        pad_left, pad_right = self._pads(cell)
        room = right - pad_right - cell.indent - left - pad_left
        words = measure(self.setting.runs(cell.words, self._style(cell, row)))
        owner = self._node(cell, row, parent=node)
        return GridCell(
            owner,
            words.lines(room),
            x=left + pad_left,
            width=room,
            is_right=cell.is_right,
            tint=self._tint(cell, left, right),
            picture=self._trend(cell.cell.trend, owner) if cell.cell.trend else None,
        )

    def _trend(self, trend: Trend, owner: Node) -> PictureBox:
        recording = record(trend, self.setting.theme, size=CELL, ground="white")
        return PictureBox(Node("Figure", owner, alt=alt_text(trend)), recording)

    def _pads(self, cell: ResolvedCell) -> tuple[float, float]:
        return self.fit.pads(
            cell.start,
            cell.end,
            columns=len(self.resolved.widths),
            is_shaded=cell.cell.shade is not None,
            is_bar=self._is_bar(cell),
        )

    def _style(self, cell: ResolvedCell, row: ResolvedRow) -> TextStyle:
        text = self.fit.text
        match row.role:
            case "head":
                return self.fit.head
            case "group":
                return replace(text, face=STRONGER[text.face], colour=self.setting.theme.colours.main)
            case "own":
                return replace(text, face=STRONGER[text.face], colour=self.setting.theme.colours.main)
            case "total":
                return replace(text, face=STRONGER[text.face])
            case _:
                return replace(text, colour=WHITE) if cell.is_on_dark else text

    def _tint(self, cell: ResolvedCell, left: float, right: float) -> tuple[float, float, str] | None:
        if cell.cell.shade is None:
            return None
        half = self.fit.gutter / 2
        return left + half, right - half, self.setting.theme.colours.ramp[cell.cell.shade]

    def _node(self, cell: ResolvedCell, row: ResolvedRow, *, parent: Node) -> Node:
        column = self.resolved.table.columns[cell.start]
        is_head = bool(cell.words) and (row.role in ("head", "group") or column.is_row_header)
        scope = (Attribute("Table", "Scope", "/Column" if row.role == "head" else "/Row"),) if is_head else ()
        # a bar belongs to the figure before it, and is no cell of its own
        has_bar = cell.end < len(self.resolved.widths) and self.resolved.table.columns[cell.end].holds == "bars"
        span = cell.end - cell.start + has_bar
        spans = (Attribute("Table", "ColSpan", span),) if span > 1 else ()
        above = self.heads.of(cell, row) if self.heads else ()
        headers = (Attribute("Table", "Headers", above),) if above else ()
        identifier = self.heads.identifier(cell, row) if self.heads and is_head else ""
        return Node("TH" if is_head else "TD", parent, (*scope, *spans, *headers), identifier=identifier)
