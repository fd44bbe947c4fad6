"""Every block and inline is known to the walk, with each field in which others stand."""

from dataclasses import fields, is_dataclass
from types import UnionType
from typing import ForwardRef, get_args, get_type_hints

import pytest

from reportgen import document as documents
from reportgen.document import (
    Block,
    Callout,
    Caption,
    Cell,
    Figure,
    Inline,
    Note,
    NoteLine,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from reportgen.document.foreign import ForeignWords
from reportgen.document.walk import PARTS, rebuild, texts, walk
from reportgen.periods import Period
from tests.documents import stress_document

APART = (documents.Document, documents.Metadata)


def classes_in(hint):
    """Every class that a type hint speaks of."""
    if isinstance(hint, type) and not get_args(hint):
        return {hint}
    if isinstance(hint, ForwardRef):
        return {getattr(documents, hint.__forward_arg__)}
    return {each for part in get_args(hint) if part is not Ellipsis for each in classes_in(part)}


def reachable(kinds):
    """The classes with all that stands in their fields."""
    found, waiting = set(), list(kinds)
    while waiting:
        kind = waiting.pop()
        if kind in found or not is_dataclass(kind):
            continue
        found.add(kind)
        for hint in get_type_hints(kind).values():
            waiting += classes_in(hint)
    return found


NODES = reachable([*get_args(Block), *get_args(Inline)])
PLAIN = {
    Period,
    ForeignWords,
    documents.LocatorTile,
    documents.Column,
    documents.Swatch,
    documents.Trend,
    documents.Slot,
}
"""Values of a table or a tile that hold neither blocks nor inlines."""


def test_every_block_and_inline_is_walked():
    assert isinstance(Block, UnionType)
    assert isinstance(Inline, UnionType)
    assert set(PARTS) == NODES - PLAIN


@pytest.mark.parametrize("kind", sorted(NODES, key=str), ids=lambda kind: kind.__name__)
def test_every_field_with_blocks_or_inlines_is_walked(kind):
    hints = get_type_hints(kind)
    holding = {each.name for each in fields(kind) if classes_in(hints[each.name]) & set(PARTS)}
    assert set(PARTS.get(kind, ())) == holding


CELL = Cell((Strong((Text("5"), Note("b"))),))
TABLE = Table("t", Caption("Table", (Text("Head"), Note("a")), ()), (), (), (Row((CELL,)),), (NoteLine(None, ()),))


def test_what_stands_in_a_block_comes_in_reading_order():
    assert [each for each in walk(TABLE) if isinstance(each, Caption | Row | NoteLine)] == [
        TABLE.caption,
        *TABLE.rows,
        *TABLE.notes,
    ]
    assert [each.note for each in walk((TABLE,)) if isinstance(each, Note)] == ["a", "b"]
    callout = Callout(((Text("item"),),), title=(Text("title"),))
    assert list(walk(callout)) == [callout, Text("title"), Text("item")]


def test_a_block_in_which_nothing_changes_is_the_same_object():
    assert rebuild(TABLE, lambda value: value) is TABLE
    paragraph = Paragraph((Text("a"),))
    assert rebuild(paragraph, lambda _: (Text("b"),)) == Paragraph((Text("b"),))


def test_the_texts_of_a_document_are_all_its_strings():
    document = stress_document(rows=3)
    found = set(texts(document))
    assert {document.metadata.title, document.metadata.keywords[0]} <= found
    (figure, *_) = [block for block in document.blocks if isinstance(block, Figure)]
    assert figure.alt in found
    assert {text.text for text in walk(document.blocks) if isinstance(text, Text)} <= found
