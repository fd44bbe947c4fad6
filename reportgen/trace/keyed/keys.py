"""Give each number of a document its key, and note what each key stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportgen.document import (
    Cell,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Key,
    Link,
    NoteDefinition,
    Strong,
    Table,
    Text,
    Tile,
    TitleBlock,
    plain_text,
)
from reportgen.document.captions import exhibit_word
from reportgen.document.walk import is_numbered, rebuild, texts
from reportgen.quantity import pieces_of, quantified, spans_of
from reportgen.trace.keyed.entries import Entry, Shown
from reportgen.trace.numbers import chart_numbers, column_heads, row_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.document import Caption, Document, Inline, Inlines, Row
    from reportgen.quantity import Quantity
    from reportgen.trace.ledger import Ledger

INLINES = (Text, Foreign, Strong, Emphasis, Link)


def with_keys(document: Document, ledger: Ledger) -> tuple[Document, tuple[Entry, ...]]:
    """Return a numbered document with the keys of its numbers, and the entries of these in their order."""
    keys = _Keys(ledger)
    blocks = tuple(map(keys.keyed, document.blocks))
    notes = tuple(keys.notes.get(note.note, note) for note in document.notes)
    return replace(document, blocks=blocks, notes=notes), tuple(keys.entries)


@dataclass(slots=True)
class _Keys:
    """The keys that were given so far."""

    ledger: Ledger
    entries: list[Entry] = field(default_factory=list)
    notes: dict[str, NoteDefinition] = field(default_factory=dict)
    """With the keys in their words."""
    section: str = ""
    known: dict[tuple[int, str], int] = field(default_factory=dict)
    """The key of each number of running text."""

    def keyed(self, node: Any) -> Any:
        """Return a block or a part of one with the keys of its numbers."""
        match node:
            case tuple() if any(isinstance(each, INLINES) for each in node):
                return tuple(self._line(node))
            case tuple():
                return tuple(map(self.keyed, node))
            case None | Text():
                return node
            case TitleBlock():
                return self._title(node)
            case Tile():
                return self._tile(node)
            case Figure():
                return self._figure(node)
            case Table():
                return self._table(node)
            case Heading():
                self.section = plain_text(node.children)
                return rebuild(node, self.keyed)
            case NoteDefinition():
                return self.notes.setdefault(node.note, rebuild(node, self.keyed))
            case _:
                return rebuild(node, self.keyed)

    def _line(self, inlines: Inlines) -> Iterator[Inline]:
        """Yield a line with a key behind each of its numbers; behind a link as a whole."""
        for inline in inlines:
            match inline:
                case Text(text) if spans_of(text):
                    for piece, quantity in pieces_of(text):
                        yield Text(piece if quantity is None else quantified(piece, quantity))
                        if quantity is not None:
                            yield self._key_of(piece, quantity)
                case Strong(children) | Emphasis(children):
                    yield replace(inline, children=tuple(self._line(children)))
                case Link() | Foreign():
                    yield inline
                    yield from (self._key_of(*each) for each in _numbers(plain_text((inline,))))
                case _:
                    yield inline

    def _key_of(self, text: str, quantity: Quantity) -> Key:
        """Return the key of a number in running text: that of an equal one of the same origin, or a new one."""
        shown = self._shown(text, quantity)
        number = self.known.get((shown.place, text))
        if number is not None:
            return Key(number, "again")
        key = self._new((shown,))
        self.known[shown.place, text] = key.number
        return key

    def _new(self, shown: Sequence[Shown], head: str = "") -> Key:
        self.entries.append(Entry(len(self.entries) + 1, self.section, tuple(shown), head))
        return Key(len(self.entries))

    def _shown(self, text: str, quantity: Quantity, column: str = "") -> Shown:
        return Shown(text, quantity, self.ledger.place_of(quantity), column)

    def _title(self, block: TitleBlock) -> TitleBlock:
        """Return a title with keys in its lead; what stands elsewhere in it has its key at the end of that."""
        lead = tuple(self._line(block.lead))
        found = (_numbers(text) for text in (block.title, block.kicker, block.coverage, block.byline))
        keys = [self._key_of(*each) for numbers in found for each in numbers]
        return replace(block, lead=(*lead, *keys))

    def _tile(self, tile: Tile) -> Tile:
        """Return a tile whose figure and trend have their key at its label, its comparisons their own."""
        own = [self._shown(*each) for text in (tile.value, tile.unit) for each in _numbers(text)]
        slots = tile.trend.slots if tile.trend else ()
        own += [self._shown(*each, column=str(slot.year)) for slot in slots for each in _numbers(slot.text)]
        label = tuple(self._line(tile.label))
        if own:
            label = (*label, self._new(_once(own), plain_text(tile.label)))
        return replace(tile, label=label, comparisons=self.keyed(tile.comparisons))

    # -- exhibits ---------------------------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> Figure:
        """Return a chart whose values have their key at its caption."""
        caption = rebuild(figure.caption, self.keyed)
        found = chart_numbers(figure)
        shown = [
            self._shown(each.text, each.quantity, ", ".join(filter(None, (each.where.row, each.where.column))))
            for each in found
        ]
        if shown:
            caption = _captioned(caption, self._new(_once(shown), _name(figure.caption)))
        notes, source = self.keyed(figure.notes), self.keyed(figure.source)
        return replace(figure, caption=caption, notes=notes, source=source)

    def _table(self, table: Table) -> Table:
        """Return a table with a key at the head of each row for all numbers in it.

        What its heads, its legend and its summary say beside that has a key at the caption.
        """
        caption = rebuild(table.caption, self.keyed)
        name = _name(table.caption)
        beside = [each for part in (table.head, table.legend, table.summary) for each in _within(part)]
        if beside and is_numbered(table):
            key = self._new(_once(self._shown(*each) for each in beside), name)
            caption = _captioned(caption, key)
        heads = column_heads(table)
        rows, group = [], ""
        for row in table.rows:
            label = row_label(table, row)
            group = label if row.role == "group" else group
            named = ", ".join(filter(None, (name, group if row.role != "group" else "", label)))
            rows.append(self._row(row, table, heads, named))
        notes, source = self.keyed(table.notes), self.keyed(table.source)
        return replace(table, caption=caption, rows=tuple(rows), notes=notes, source=source)

    def _row(self, row: Row, table: Table, heads: Sequence[str], name: str) -> Row:
        shown: list[Shown] = []
        at = 0
        for cell in row.cells:
            head = heads[at] if at < len(heads) and row.role != "group" else ""
            shown += [self._shown(*each, column=head) for each in _numbers(plain_text(cell.children))]
            slots = cell.trend.slots if cell.trend else ()
            shown += [self._shown(*each, column=str(slot.year)) for slot in slots for each in _numbers(slot.text)]
            at += cell.column_span
        if not shown:
            return row
        key = self._new(_once(shown), name)
        own = _head_of(row, table)
        cells = (_marked(cell, key) if place == own else cell for place, cell in enumerate(row.cells))
        return replace(row, cells=tuple(cells))


def _numbers(text: str) -> Iterator[tuple[str, Quantity]]:
    """Yield the numbers of a text."""
    yield from ((piece, quantity) for piece, quantity in pieces_of(text) if quantity is not None)


def _within(part: Any) -> Iterator[tuple[str, Quantity]]:
    """Yield the numbers of all texts in a part of an exhibit."""
    for text in texts(part):
        yield from _numbers(text)


def _once(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    """Return numbers without those that were named before, whatever they are beside."""
    found: dict[tuple[int, str], Shown] = {}
    for each in shown:
        found.setdefault((each.place, each.text), each)
    return tuple(found.values())


def _name(caption: Caption) -> str:
    """Return what an exhibit is called: `Table 3`; nothing where it has no number."""
    return f"{exhibit_word(caption)} {caption.number}" if caption.number else ""


def _captioned(caption: Caption, key: Key) -> Caption:
    if caption.headline:
        return replace(caption, headline=(*caption.headline, Text("\u00a0"), key))
    return replace(caption, subtitle=(*caption.subtitle, Text("\u00a0"), key))


def _head_of(row: Row, table: Table) -> int:
    """Return the place of the cell that heads a row; the first where none does."""
    at = 0
    for place, cell in enumerate(row.cells):
        if at < len(table.columns) and table.columns[at].is_row_header:
            return place
        at += cell.column_span
    return 0


def _marked(cell: Cell, key: Key) -> Cell:
    gap = (Text("\u00a0"),) if cell.children else ()
    return replace(cell, children=(*cell.children, *gap, key))
