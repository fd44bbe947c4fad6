"""The values of a chart as a table that is read and not seen: what lettering and lines show to the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.document import Foreign, plain_text
from reportgen.exhibits import value_table
from reportgen.wording import spoken_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.canvas import TaggedCanvas
    from reportgen.builders.pdf.setting import Setting
    from reportgen.document import Cell, Figure, Row

SIZE = 1.0
"""Points: all of it finds room below the chart, in the order in which it is read."""
COLUMN_HEAD = (Attribute("Table", "Scope", "/Column"),)
ROW_HEAD = (Attribute("Table", "Scope", "/Row"),)


@dataclass(frozen=True, slots=True)
class SpokenTable:
    """The values of a chart as a table of words without colour; it takes no room on the page."""

    block: Figure
    setting: Setting

    @property
    def height(self) -> float:
        """None."""
        return 0.0

    def split(self, room: float, *, least: int) -> None:
        """Return None: what has no height is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Write one cell after the other, each row below the last."""
        with canvas.unseen():
            for index, row in enumerate(self._rows(), start=1):
                left = x
                for node, text in row:
                    line = self.setting.hidden_line(text, size=SIZE)
                    canvas.text(node, line, x=left, y=top - index * SIZE)
                    left += line.width + SIZE

    def _rows(self) -> Iterator[Iterator[tuple[Node, str]]]:
        """Yield the cells of each row, each with its element; a table that is never drawn is never made."""
        values = value_table(self.block)
        node = Node("Table", self.setting.root, identifier=f"values-{self.block.anchor}")
        yield from _rows(values.head, Node("THead", node), is_head=True)
        yield from _rows(values.rows, Node("TBody", node), is_head=False)


def _rows(rows: tuple[Row, ...], parent: Node, *, is_head: bool) -> Iterator[Iterator[tuple[Node, str]]]:
    for row in rows:
        node = Node("TR", parent)
        yield ((_cell_node(node, at, cell, is_head=is_head), _words(cell)) for at, cell in enumerate(row.cells))


def _cell_node(row: Node, at: int, cell: Cell, *, is_head: bool) -> Node:
    language = next((inline.language for inline in cell.children if isinstance(inline, Foreign)), "")
    if is_head:
        return Node("TH", row, COLUMN_HEAD, language=language)
    if at == 0:
        return Node("TH", row, ROW_HEAD, language=language)
    return Node("TD", row, language=language)


def _words(cell: Cell) -> str:
    """Return what a cell says, its marks in words."""
    words = plain_text(cell.children)
    if not cell.marks:
        return words
    marks = [spoken_mark(mark.code) for mark in cell.marks]
    return f"{words} ({', '.join(marks)})" if words and marks else words or ", ".join(marks)
