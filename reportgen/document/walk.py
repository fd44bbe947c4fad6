"""Walk over a document: what stands within each block, and a block with its parts changed.

Nobody else knows in which fields other blocks and inlines stand. Most of a document is words and the values of charts,
in which nothing is numbered or referred to; they are passed by.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.document.blocks import (
    BoxColumn,
    Callout,
    Caption,
    Cell,
    Compiled,
    Definition,
    Definitions,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    MainPoint,
    MainPoints,
    NoteDefinition,
    NoteLine,
    NoteList,
    PageBreak,
    Pair,
    Paragraph,
    Row,
    RuledBox,
    Table,
    TableOfContents,
    Tile,
    TitleBlock,
)
from reportgen.document.charts import Chart, Point
from reportgen.document.inlines import CrossReference, Emphasis, Foreign, Key, LineBreak, Link, Mark, Note, Strong, Text
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportgen.document.blocks import Block
    from reportgen.document.foreign import ForeignWords

Node = TypeVar("Node")

PARTS: Mapping[type, tuple[str, ...]] = {
    TitleBlock: ("lead",),
    Heading: ("children",),
    Paragraph: ("children",),
    List: ("items",),
    ListItem: ("blocks",),
    Definitions: ("items",),
    Definition: ("term", "children"),
    KeyFigures: ("tiles",),
    Tile: ("label", "comparisons"),
    MainPoints: ("points",),
    MainPoint: ("topic", "children", "reference"),
    Figure: ("caption", "chart", "notes", "source"),
    Table: ("caption", "head", "rows", "notes", "source"),
    Chart: (),
    Pair: ("left", "right"),
    Caption: ("headline", "subtitle"),
    NoteLine: ("lead", "children"),
    Row: ("cells",),
    Cell: ("marks", "children"),
    Callout: ("title", "items"),
    RuledBox: ("title", "columns"),
    Compiled: ("children", "marks", "signs"),
    BoxColumn: ("title", "text", "points"),
    NoteList: ("notes",),
    NoteDefinition: ("children",),
    TableOfContents: ("title",),
    PageBreak: (),
    Text: (),
    Foreign: (),
    Strong: ("children",),
    Emphasis: ("children",),
    Link: ("children",),
    Note: (),
    Mark: (),
    CrossReference: (),
    LineBreak: (),
    Key: (),
}
"""The fields of each block and inline in which others stand, in the order in which they are read.

The values of a chart of any kind say themselves in which of theirs notes stand (`Chart.noted`).
"""


def walk(value: Any) -> Iterator[Any]:
    """Yield a block or an inline with all that is in it, or each of a tuple of them, in reading order."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif node is not None:
            yield node
            waiting += _contents(node.__class__)(node)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return kind.noted if issubclass(kind, Chart) else PARTS[kind]


@cache
def _contents(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the parts of a block or an inline, the last one first."""
    return _fields(tuple(reversed(_parts(kind))))


def _fields(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the fields of these names, all in one step: a third of the time of asking for each."""
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda node: (getattr(node, names[0]),)) if names else lambda _: ()


def exhibits_of(blocks: Iterable[Block]) -> Iterator[Figure | Table]:
    """Yield the figures and tables among blocks, those of a pair, too, in reading order."""
    for block in blocks:
        if isinstance(block, Pair):
            yield from (block.left, block.right)
        elif isinstance(block, Figure | Table):
            yield block


def is_numbered(exhibit: Figure | Table) -> bool:
    """Return whether an exhibit has a caption, and so a number; a table that is typed in a template may have none."""
    return bool(exhibit.caption.headline)


def rebuild(node: Node, change: Callable[[Any], Any]) -> Node:
    """Return a block or an inline with the contents of each field changed in which others stand.

    When `change` returns every one of them as it is, so is the node.
    """
    kind: type = node.__class__
    changed = {}
    for name in _parts(kind):
        old = getattr(node, name)
        new = change(old)
        if new is not old:
            changed[name] = new
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


def change_exhibits(blocks: Iterable[Block], change: Callable[[Any], Any]) -> tuple[Block, ...]:
    """Return blocks with each figure and table changed, those of a pair, too, in reading order."""
    return tuple(
        rebuild(block, change)
        if isinstance(block, Pair)
        else change(block)
        if isinstance(block, Figure | Table)
        else block
        for block in blocks
    )


def with_foreign(value: Any, words: ForeignWords) -> Any:
    """Return a block, an inline or a tuple of them in which foreign words are told apart."""
    if not isinstance(value, tuple):
        return rebuild(value, partial(with_foreign, words=words)) if value is not None else None
    changed: list[Any] = []
    for each in value:
        if isinstance(each, Text):
            inlines = words.told_apart(each.text)
            changed += (each,) if inlines == (each,) else inlines
        else:
            changed.append(with_foreign(each, words))
    is_same = len(changed) == len(value) and all(map(_is, changed, value))
    return value if is_same else tuple(changed)


def _is(one: object, other: object) -> bool:
    return one is other


def note_homes(blocks: Sequence[Any]) -> dict[str, str]:
    """Return where each note of a document stands: the anchor of the exhibit that says it, empty for the list.

    A note that several exhibits say, and no list, has no place of its own.
    """
    found: dict[str, list[str]] = {}
    for exhibit in exhibits_of(blocks):
        for line in exhibit.notes:
            if isinstance(line.lead, Note):
                found.setdefault(line.lead.note, []).append(exhibit.anchor)
    listed = {note.note: "" for block in blocks if isinstance(block, NoteList) for note in block.notes}
    return {**{note: anchors[0] for note, anchors in found.items() if len(anchors) == 1}, **listed}


PLAIN = {"int", "float", "bool", "int | None", "float | None", "bool | None", "MarkCode", "Period"}
"""Types of fields, as classes write them, in which there are neither texts nor points: a third of all."""
LONG = 32
"""Parts from which on a tuple may be the rows of a ranking, which are the very same in all documents of a batch."""


def texts(value: Any) -> Iterator[str]:
    """Yield the texts in a document or a part of it, also those of metadata and of charts, in no particular order."""
    # most of what is found are texts and numbers: a stack takes half the time of a generator for each of them
    waiting = [value]
    while waiting:
        node = waiting.pop()
        kind = node.__class__
        if kind is tuple:
            if len(node) < LONG:
                waiting += node
            else:
                yield from _texts(Same(node))
        elif isinstance(node, str):
            yield node
        elif values := _values(kind):
            waiting += values(node)


def points_of(value: Any) -> Iterator[Point]:
    """Yield the points of the charts in a document or a part of it, in no particular order."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Point):
            yield node
        elif isinstance(node, tuple):
            waiting += node
        elif values := _values(node.__class__):
            waiting += values(node)


@remembered(8)
def _texts(parts: Same[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(text for part in parts.thing for text in texts(part))


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return what gives the fields of a record in which texts and points may stand; nothing where there are none."""
    names = [each.name for each in fields(kind) if not _is_plain(str(each.type))] if is_dataclass(kind) else []
    return _fields(tuple(names)) if names else None


def _is_plain(annotation: str) -> bool:
    return annotation in PLAIN or annotation.startswith("Literal[")
