"""Set a table as it was resolved: its cells with their lines, rules, dotted breaks and shades."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.grid import Band, Dots, Grid, GridCell, GridRow
from reportgen.builders.pdf.setting import WHITE
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.builders.pdf.text import measure
from reportgen.theme import STRONGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.setting import Setting
    from reportgen.exhibits.tables import Fit, ResolvedCell, ResolvedRow, ResolvedTable
    from reportgen.theme import TextStyle

RULE_ROOM = 1.0
"""Below the words of a head over several columns, for its rule."""


def grid(resolved: ResolvedTable, setting: Setting, *, node: Node) -> Grid:
    """Return the table without caption and notes; `node` is its Table element."""
    lefts = [0.0]
    for width in resolved.widths:
        lefts.append(lefts[-1] + width)
    return _Builder(resolved, setting, node=node, lefts=tuple(lefts)).grid()


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns the rows of one table into what is drawn."""

    resolved: ResolvedTable
    setting: Setting
    node: Node
    lefts: tuple[float, ...]
    """Left edges of the columns, and the right edge of the last."""

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
        cells = tuple(self._cell(cell, row, node=node) for cell in row.cells)
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
        )

    def _room(self, row: ResolvedRow) -> tuple[float, float]:
        """Return the room above and below the lines of a row."""
        measures, above = self.setting.measures, self.fit.above
        if row.role == "group":
            return measures.above_group, measures.below_group
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
        return GridCell(
            Node(*self._tag(cell, row, parent=node)),
            words.lines(room),
            x=left + pad_left,
            width=room,
            is_right=cell.is_right,
            tint=self._tint(cell, left, right),
        )

    def _pads(self, cell: ResolvedCell) -> tuple[float, float]:
        is_shaded = cell.cell.shade is not None
        return self.fit.pads(cell.start, cell.end, columns=len(self.resolved.widths), is_shaded=is_shaded)

    def _style(self, cell: ResolvedCell, row: ResolvedRow) -> TextStyle:
        text = self.fit.text
        match row.role:
            case "head":
                return self.fit.head
            case "group":
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

    def _tag(self, cell: ResolvedCell, row: ResolvedRow, *, parent: Node) -> tuple[str, Node, tuple[Attribute, ...]]:
        column = self.resolved.table.columns[cell.start]
        is_head = bool(cell.words) and (row.role in ("head", "group") or column.is_row_header)
        scope = Attribute("Table", "Scope", "/Column" if row.role == "head" else "/Row")
        span = cell.end - cell.start
        spans = (Attribute("Table", "ColSpan", span),) if span > 1 else ()
        return ("TH" if is_head else "TD", parent, (*((scope,) if is_head else ()), *spans))
