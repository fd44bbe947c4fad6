"""Which numbers of a document its finished file does not say, where they should stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.document import Figure, Key, LineBreak, Table, plain_text
from reportgen.document.inlines import note_sign
from reportgen.document.walk import exhibits_of, walk
from reportgen.exhibits.tables import with_marks
from reportgen.language import speaking
from reportgen.trace.digits import DIGITS, values_of
from reportgen.trace.numbers import numbers_of
from reportgen.wording import MINUS, exact_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportgen.document import Cell, Document, Row
    from reportgen.said import Part, Said
    from reportgen.trace.numbers import Printed

AROUND = 20
"""Characters on either side with which a number of running text is looked for."""
LEAST = 3
"""Of these, on one side, where what stands on the other is set apart from it: a note, the number of a page."""
MOST_BROKEN = 0.5
"""Part of the rows of a table that may stand in pieces: those of one that is cut into parts all do."""
LONG = 40
"""Characters of a cell that a text may break."""
BREAK = "┊"
"""What a text draws where a series breaks."""
SEEN: frozenset[Part] = frozenset(("printed", "drawn"))


class Finished:
    """What a finished file says, without spaces and signs of notes and keys, in which formats differ."""

    def __init__(self, said: Iterable[Said], document: Document, squeeze: Callable[[str], str]) -> None:
        """Take what a file says; `squeeze` takes away spaces, capitals and characters that nobody sees."""
        pieces = tuple(said)
        with speaking(document.metadata.language):
            signs = [re.escape(squeeze(note_sign("\0"))).replace("\0", r"\d+")]
        if any(isinstance(each, Key) for each in walk(document.blocks)):
            signs.append(r"\[\d+\]")
        self._signs = re.compile("|".join(signs))
        self._squeeze = squeeze
        self.seen = self.plain("".join(each.text for each in pieces if each.part in SEEN))
        self.all = self.plain("\n".join(each.text for each in pieces))
        self.is_text = all(each.part == "printed" for each in pieces)
        """Whether it is only text, which tells the values of charts in tables, and sets lines of cells side by side."""
        values = (each.text for each in pieces if each.part == "values")
        self.values = frozenset(round(abs(float(found)), 9) for text in values for found in text.split())

    def plain(self, text: str) -> str:
        """Return a text as it is looked for."""
        return self._signs.sub("", self._squeeze(text).replace(MINUS, "-").replace(BREAK, ""))

    def has_value(self, printed: Printed) -> bool:
        """Say whether a chart holds a number, or a table of the values of one has it, in full or scaled."""
        quantity = printed.quantity
        if not self.is_text:
            return not self.values.isdisjoint(values_of(quantity))
        ways = (exact_number(abs(quantity.value)), *DIGITS.findall(printed.text)[:1])
        # a limit of a class is no value
        return quantity.origin is None or any(self.plain(way) in self.seen for way in ways)


def lacking(document: Document, finished: Finished) -> Iterator[str]:
    """Yield the numbers, and the rows of tables, that a file does not say as the document does, each once."""
    figures = {each.anchor for each in exhibits_of(document.blocks) if isinstance(each, Figure)}
    found = (each.text for each in numbers_of(document) if not _is_there(each, finished, figures))
    yield from dict.fromkeys((*found, *_broken_rows(document, finished)))


def _is_there(printed: Printed, finished: Finished, figures: set[str]) -> bool:
    where = printed.where
    text = finished.plain(printed.text)
    match where.part:
        case "index":
            return True
        case "alt":
            # what is told where somebody points at a chart is in pages for a browser alone
            is_pointed_at = where.anchor in figures and bool(where.column)
            return is_pointed_at or text in finished.all or finished.has_value(printed)
        case "chart":
            return text in finished.all or finished.has_value(printed)
        case "cell":
            return text in finished.seen
        case _:
            return _stands_so(finished, text, printed)


def _stands_so(finished: Finished, text: str, printed: Printed) -> bool:
    """Say whether a number stands between the words around it, at least on one side."""
    before, after = finished.plain(printed.before)[-AROUND:], finished.plain(printed.after)[:AROUND]
    if before + text + after in finished.seen:
        return True
    sides = [side for side, words in ((before + text, before), (text + after, after)) if len(words) >= LEAST]
    return any(side in finished.seen for side in sides) if sides else text in finished.seen


def _broken_rows(document: Document, finished: Finished) -> Iterator[str]:
    """Yield the rows of tables whose cells do not follow each other as they should, but of tables cut into parts."""
    for table in exhibits_of(document.blocks):
        if not isinstance(table, Table):
            continue
        rows = [row for row in table.rows if row.role != "group"]
        broken = [row for row in rows if not _is_whole(row, finished)]
        if len(broken) <= len(rows) * MOST_BROKEN:
            yield from (" ".join(_words(row.cells).split()) for row in broken if DIGITS.search(_words(row.cells)))


def _is_whole(row: Row, finished: Finished) -> bool:
    """Say whether the cells of a row follow each other; in a text no cell may go on in a next line but its head."""
    if finished.is_text and any(_is_long(cell) for cell in row.cells[1:]):
        return True
    ways = (row.cells, row.cells[1:]) if finished.is_text else (row.cells,)
    return any(finished.plain(_words(cells)) in finished.seen for cells in ways)


def _is_long(cell: Cell) -> bool:
    return len(plain_text(cell.children)) > LONG or any(isinstance(each, LineBreak) for each in cell.children)


def _words(cells: Iterable[Cell]) -> str:
    return " ".join(plain_text(with_marks(cell)) for cell in cells)
