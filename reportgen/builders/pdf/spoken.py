"""The values of a chart as a table that is read and not seen: what lettering and lines show to the eye.

They are as many words as all the rest of a fact sheet has, and those of a ranking are the same on all of a batch. So
they are written once for all (see `repeated`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING

from reportgen.builders.pdf.canvas import Voice
from reportgen.builders.pdf.repeated import is_plain_line, plain_rows
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.builders.pdf.text import Run, break_lines
from reportgen.document import Foreign, plain_text
from reportgen.exhibits import shown_values
from reportgen.language import spoken
from reportgen.memory import Same, remembered
from reportgen.wording import spoken_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.builders.pdf.canvas import TaggedCanvas
    from reportgen.builders.pdf.setting import Setting
    from reportgen.builders.pdf.structure import Rows
    from reportgen.builders.pdf.text import Line
    from reportgen.document import Cell, Figure, Row
    from reportgen.exhibits import ValueTable
    from reportgen.language import Language

SIZE = 1.0
"""Points: all of it finds room below the chart, in the order in which it is read."""
COLUMN_HEAD = (Attribute("Table", "Scope", "/Column"),)
ROW_HEAD = (Attribute("Table", "Scope", "/Row"),)
ROW = "TR"


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
        """Write one cell after the other, each row below the last; a table that is never drawn is never made."""
        style = self.setting.theme.styles.notes
        voice = Voice(self.setting.face(style), SIZE, style.colour)
        node = Node("Table", self.setting.root, identifier=f"values-{self.block.anchor}")
        head, body = _placed(Same(shown_values(self.block)), spoken(), voice)
        with canvas.unseen():
            head.draw(canvas, Node("THead", node), x=x, top=top)
            parent = Node("TBody", node)
            for rows, together in body:
                if together is None or not canvas.again(parent, together, voice, x=x, y=top):
                    for row in rows:
                        row.draw(canvas, parent, x=x, top=top)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table, whose upper left corner is the origin."""

    cells: tuple[tuple[Node, Line, float], ...]
    """Of each the node without its parent, its line, and where that begins."""
    y: float

    def draw(self, canvas: TaggedCanvas, parent: Node, *, x: float, top: float) -> None:
        """Write the cells as a row below `parent`."""
        node = Node(ROW, parent)
        for cell, line, right in self.cells:
            owner = Node(cell.tag, node, cell.attributes, language=cell.language)
            canvas.text(owner, line, x=x + right, y=top + self.y)


@remembered(64)  # a ranking is the very same on all fact sheets of a batch
def _placed(
    values: Same[ValueTable], _language: Language, voice: Voice
) -> tuple[_Row, tuple[tuple[tuple[_Row, ...], Rows | None], ...]]:
    """Return the head, and the rows in groups: those that can be repeated together, and those that cannot."""
    head, *rows = values.thing.head, *values.thing.rows
    body = (_row(row, ROW_HEAD, (), voice, y=-at * SIZE) for at, row in enumerate(rows, start=2))
    groups = tuple(
        (group, plain_rows(ROW, [(row.y, row.cells) for row in group]) if are_plain else None)
        for are_plain, group in ((are_plain, tuple(group)) for are_plain, group in groupby(body, _is_plain(voice)))
    )
    return _row(head, COLUMN_HEAD, COLUMN_HEAD, voice, y=-SIZE), groups


def _is_plain(voice: Voice) -> Callable[[_Row], bool]:
    return lambda row: all(is_plain_line(line, voice) for _, line, _ in row.cells)


def _row(row: Row, first: tuple[Attribute, ...], other: tuple[Attribute, ...], voice: Voice, *, y: float) -> _Row:
    """Return a row whose cells have these attributes, the first one and all others."""
    x = 0.0
    cells: list[tuple[Node, Line, float]] = []
    for cell in row.cells:
        (line,) = break_lines([Run(f"{_words(cell)} ", voice.face, voice.size, voice.colour)], inf)
        language = next((inline.language for inline in cell.children if isinstance(inline, Foreign)), "")
        attributes = other if cells else first
        cells.append((Node("TH" if attributes else "TD", None, attributes, language=language), line, x))
        x += line.width + SIZE
    return _Row(tuple(cells), y)


def _words(cell: Cell) -> str:
    """Return what a cell says, its marks in words."""
    words = plain_text(cell.children)
    if not cell.marks:
        return words
    marks = [spoken_mark(mark.code) for mark in cell.marks]
    return f"{words} ({', '.join(marks)})" if words and marks else words or ", ".join(marks)
