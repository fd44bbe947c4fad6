"""What the text of a Word file is made of: paragraphs, tables and controls, as values until the file is put together.

A writer of blocks returns these values; whoever stands above it may still change one, with `replace`: the first
paragraph on a page, the last of a section. `serialize` turns them into markup once, at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, assert_never

from reportgen.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


@frozen
class Para:
    """A paragraph of a named style. What differs from its style is said here; `None` and nothing leave it to the style.

    `runs` is the markup of what stands on its lines: text, fields, bookmarks, drawings.
    """

    style: str
    """Identifier of the style in the file."""
    runs: str = ""
    keeps_next: bool | None = None
    """Whether what follows has to begin on its page."""
    keeps_lines: bool = False
    """Whether no page ends inside of it, whatever its style says."""
    breaks_before: bool | None = None
    """Whether it begins a page."""
    before: float | None = None
    """Room above it, in points."""
    right: float = 0
    """How far its lines end from the right edge, in points."""
    number: tuple[int, int] | None = None
    """Level, counted from 0, and number of the list it is an item of."""
    tabs: str = ""
    """Markup of tab stops."""
    section: str = ""
    """Markup of the properties of the section that ends with it."""


@frozen
class TableCell:
    """A cell, which holds at least one paragraph, the last one."""

    content: tuple[Piece, ...]
    width: int
    """In Word's unit, a twentieth of a point."""
    span: int = 1
    look: str = ""
    """Markup of borders, shade, margins and alignment, in this order."""


@frozen
class TableRow:
    """A row, which no page ends inside of."""

    cells: tuple[TableCell, ...]
    is_head: bool = False
    """Whether it heads the table, and each page of one that repeats its head."""
    least: float = 0
    """How high it is at the least, in points."""


@frozen
class WordTable:
    """A table, of figures or of boxes."""

    style: str
    """Identifier of the style in the file."""
    widths: tuple[int, ...]
    """Of the columns, in Word's unit."""
    rows: tuple[TableRow, ...]
    title: str
    """What a screen reader announces it by."""
    words: str
    """What a screen reader says of it before it reads it."""
    has_row_heads: bool = False
    repeats_head: bool = True
    """Whether later pages repeat its head; not that of a layout, whose first row is a row like the others."""
    indent: int = 0
    """How far it begins from the margin, in Word's unit."""

    @property
    def has_head(self) -> bool:
        """Whether it begins with the heads of its columns."""
        return bool(self.rows) and self.rows[0].is_head


@frozen
class Gallery:
    """Paragraphs that Word treats as one building block, such as its contents, with a button to renew them."""

    name: str
    content: tuple[Piece, ...]


TABLE_GAP = 8.0
"""Height, in points, of the paragraph that Word wants between two tables."""

Piece = Para | WordTable | Gallery
Flow = tuple[Piece, ...]


def with_first(flow: Flow, change: Callable[[Para], Para]) -> Flow:
    """Return the flow with its first paragraph changed, wherever it stands: in a table it is in the first cell."""
    return _with(flow, change, at=0)


def with_last(flow: Flow, change: Callable[[Para], Para]) -> Flow:
    """Return the flow with its last paragraph changed, wherever it stands: in a table it is in the last cell."""
    return _with(flow, change, at=-1)


def with_room(flow: Flow, *, before: float | None) -> Flow:
    """Return the flow with so much room above its first paragraph; above a table nothing changes."""
    if before is None or not flow or not isinstance(flow[0], Para):
        return flow
    return (replace(flow[0], before=before), *flow[1:])


def in_cells(flow: Flow, change: Callable[[Flow], Flow]) -> Flow:
    """Return a flow that is one table with the contents of each of its cells changed."""
    (table,) = flow
    assert isinstance(table, WordTable)
    rows = (
        replace(row, cells=tuple(replace(cell, content=change(cell.content)) for cell in row.cells))
        for row in table.rows
    )
    return (replace(table, rows=tuple(rows)),)


def _with(flow: Flow, change: Callable[[Para], Para], *, at: int) -> Flow:
    match flow[at]:
        case Para() as paragraph:
            changed: Piece = change(paragraph)
        case WordTable() as table:
            row = table.rows[at]
            cell = replace(row.cells[at], content=_with(row.cells[at].content, change, at=at))
            changed = replace(table, rows=_put(table.rows, at, replace(row, cells=_put(row.cells, at, cell))))
        case Gallery() as gallery:
            changed = replace(gallery, content=_with(gallery.content, change, at=at))
        case other:
            assert_never(other)
    return _put(flow, at, changed)


def _put(values: tuple[Value, ...], at: int, value: Value) -> tuple[Value, ...]:
    return (value, *values[1:]) if at == 0 else (*values[:-1], value)
