"""Every number that a Document prints, with the place where it stands, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.document import Cell, Figure, Heading, Key, Row, Table, Text, Tile, TitleBlock, Trend, plain_text
from reportgen.document.inlines import Emphasis, Link, Strong
from reportgen.quantity import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Document
    from reportgen.periods import Period
    from reportgen.quantity import Quantity

NO_TEXT = frozenset({"anchor", "url", "target", "note", "columns"})
"""Fields that are names and settings, and hold nothing that a reader is told."""
WHEN_POINTED_AT = frozenset({"change"})
"""Fields that are told of what is drawn where somebody points at it, and stand on no page."""
ENDS = 60
"""Characters of a text around a number that say where it is."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a number in a document; what does not apply is empty."""

    section: str = ""
    """The heading above it."""
    part: str = "text"
    """`title`, `text`, `tile`, `caption`, `cell`, `chart`, `alt`, `notes`, `index`."""
    exhibit: str = ""
    """`Table 3`."""
    anchor: str = ""
    """The name of the exhibit in its template: `cases-by-type`."""
    row: str = ""
    """The head of the row, or the name of the series."""
    column: str = ""
    """The head of the column, or the period."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number where it stands."""

    text: str
    """As printed: `29,568`, `2.4%`, `21.7 million`."""
    quantity: Quantity
    where: Where
    before: str
    """What stands before it in its text, at most 60 characters."""
    after: str


def numbers_of(document: Document) -> Iterator[Printed]:
    """Yield the numbers of a document that are known, in the order in which it is read; those of its index last."""
    where = Where()
    for block in document.blocks:
        if isinstance(block, Heading):
            where = Where(section=plain_text(block.children))
        yield from _in(block, where)
    if document.summary is not None:
        yield from _in(document.summary, Where(part="index"))


def numbers_in(part: Any, where: Where) -> Iterator[Printed]:
    """Yield the numbers of a part of a document: a text, a block, several of them."""
    yield from _in(part, where)


def chart_numbers(figure: Figure) -> Iterator[Printed]:
    """Yield the numbers that a chart shows and that its alternative text tells."""
    yield from (each for each in _in_exhibit(figure, Where()) if each.where.part in ("chart", "alt"))


def _in(node: Any, where: Where) -> Iterator[Printed]:
    match node:
        case str():
            yield from _in_text(node, where)
        case tuple() if node and (isinstance(node[0], INLINES) or _has_keys(node)):
            yield from _in_line(node, where)
        case tuple():
            for each in node:
                yield from _in(each, where)
        case TitleBlock():
            yield from _fields(node, replace(where, part="title"))
        case Tile():
            yield from _fields(node, replace(where, part="tile", row=plain_text(node.label)))
        case Trend() if where.part != "index":  # drawn without its numbers, which are told to who cannot see it
            yield from _fields(node, replace(where, part="alt"))
        case Figure() | Table():
            yield from _in_exhibit(node, where)
        case _ if is_dataclass(node):
            yield from _fields(node, _named(node, where))


def _in_text(text: str, where: Where) -> Iterator[Printed]:
    for start, end, quantity in spans_of(text):
        plain = str.__str__(text)
        around = (plain[max(0, start - ENDS) : start], plain[end : end + ENDS])
        yield Printed(plain[start:end], quantity, where, *around)


INLINES = (Strong, Emphasis, Link)


def _has_keys(node: tuple[Any, ...]) -> bool:
    """Return whether keys of an audit copy stand between the pieces of a line."""
    return isinstance(node[0], Text) and Key in map(type, node)


def _in_line(inlines: tuple[Any, ...], where: Where) -> Iterator[Printed]:
    """Yield the numbers of a line of text, with what stands around them in the whole line."""
    yield from _in_text(plain_text(inlines), where)


def _fields(node: Any, where: Where) -> Iterator[Printed]:
    pointed_at = where if where.part == "index" else replace(where, part="alt")
    for name in _told(node.__class__):
        yield from _in(getattr(node, name), pointed_at if name in WHEN_POINTED_AT else where)


@cache
def _told(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in NO_TEXT)


def _named(node: Any, where: Where) -> Where:
    """Return the place within the values of a chart: the series has a name, its points have years."""
    if where.part != "chart":
        return where
    name, year = getattr(node, "name", ""), getattr(node, "year", None)
    named = replace(where, row=str(name)) if name else where
    return replace(named, column=_words(year)) if year is not None else named


def _words(year: Period | str) -> str:
    return str(year)


def _in_exhibit(exhibit: Figure | Table, where: Where) -> Iterator[Printed]:
    caption = exhibit.caption
    label = f"{caption.label} {caption.number}" if caption.number else ""
    here = replace(where, exhibit=label, anchor=exhibit.anchor)
    yield from _in(caption.headline, replace(here, part="caption"))
    yield from _in(caption.subtitle, replace(here, part="caption"))
    if isinstance(exhibit, Table):
        yield from _in_rows(exhibit, replace(here, part="cell"))
        yield from _in(exhibit.summary, replace(here, part="alt"))
        yield from _in(exhibit.legend, replace(here, part="notes"))
    else:
        yield from _in(exhibit.chart, replace(here, part="chart"))
        yield from _in(exhibit.alt, replace(here, part="alt"))
        yield from _in(exhibit.telling, replace(here, part="alt"))
    yield from _in(exhibit.notes, replace(here, part="notes"))
    yield from _in(exhibit.source, replace(here, part="notes"))


def _in_rows(table: Table, where: Where) -> Iterator[Printed]:
    heads = column_heads(table)
    group = ""
    for row in (*table.head, *table.rows):
        label = row_label(table, row)
        if row.role == "group":
            group = label
        named = f"{group}: {label}" if group and row.role != "group" else label
        at = 0
        for cell in row.cells:
            column = heads[at] if at < len(heads) and row.role not in ("group", "head") else ""
            yield from _in(cell, replace(where, row=named, column=column))
            at += cell.column_span


def row_label(table: Table, row: Row) -> str:
    """Return what heads a row."""
    at = next((at for at, column in enumerate(table.columns) if column.is_row_header), 0)
    return plain_text(row.cells[at].children).strip() if at < len(row.cells) else ""


def column_heads(table: Table) -> tuple[str, ...]:
    """Return what heads each column: the words of all head rows above it."""
    heads = [""] * len(table.columns)
    for row in table.head:
        at = 0
        for cell in row.cells:
            words = _words_of(cell)
            for each in range(at, min(at + cell.column_span, len(heads))):
                heads[each] = f"{heads[each]} {words}".strip()
            at += cell.column_span
    return tuple(heads)


def _words_of(cell: Cell) -> str:
    return plain_text(cell.children).strip()
