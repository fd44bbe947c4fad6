"""Turn the blocks of a document into what pages are filled with: one function per block, as in every builder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.pdf.exhibits import figure, side_by_side, table
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.panels import callout, key_figures, main_points, ruled_box, table_of_contents
from reportgen.builders.pdf.prose import (
    compiled,
    definitions,
    heading,
    list_,
    note_list,
    page_break,
    paragraph,
    title_block,
)
from reportgen.document import (
    Callout,
    Compiled,
    Definitions,
    Figure,
    Heading,
    KeyFigures,
    List,
    MainPoints,
    NoteList,
    PageBreak,
    Pair,
    Paragraph,
    RuledBox,
    Table,
    TableOfContents,
    TitleBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.builders.pdf.pages import NewPage
    from reportgen.builders.pdf.setting import Setting
    from reportgen.charts.recording import Recording
    from reportgen.document import Block
    from reportgen.exhibits.tables import Tables


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a block has to know of the rest of the document."""

    headings: tuple[Heading, ...]
    recordings: Mapping[str, Recording]
    """The drawn chart of each figure, by its anchor."""
    tables: Tables
    openings: frozenset[int]
    """Positions of the blocks that stay with the one after them."""
    late: tuple[int, ...] = ()
    """Positions of the blocks that say on which page something stands."""


def set_block(  # noqa: C901 - one case for each kind of block
    block: Block, setting: Setting, around: Surroundings
) -> Iterator[Item | NewPage]:
    """Yield what a block is made of."""
    match block:
        case TitleBlock():
            yield from title_block(block, setting)
        case Heading():
            yield from heading(block, setting)
        case Paragraph():
            yield from paragraph(block, setting)
        case List():
            yield from list_(block, setting)
        case Definitions():
            yield from definitions(block, setting)
        case KeyFigures():
            yield from key_figures(block, setting)
        case MainPoints():
            yield from main_points(block, setting)
        case Figure():
            yield from figure(block, setting, recording=around.recordings[block.anchor])
        case Table():
            yield from table(setting, parts=around.tables.parts(block.anchor))
        case Pair():
            yield from pair(block, setting, around)
        case Callout():
            yield from callout(block, setting)
        case RuledBox():
            yield from ruled_box(block, setting)
        case Compiled():
            yield from compiled(block, setting)
        case NoteList():
            yield from note_list(block, setting)
        case TableOfContents():
            listed = (each for each in around.headings if each.in_contents and each.level <= block.depth)
            yield from table_of_contents(block, setting, headings=tuple(listed))
        case PageBreak():
            yield from page_break(block, setting)
        case _:
            assert_never(block)


def pair(block: Pair, setting: Setting, around: Surroundings) -> Iterator[Item | NewPage]:
    """Yield two exhibits side by side as one item, or one after the other where there is no room for that."""
    is_beside = block.left.anchor in around.tables.beside
    narrower = setting.halved() if is_beside else setting
    found = [item for each in (block.left, block.right) for item in set_block(each, narrower, around)]
    items = tuple(item for item in found if isinstance(item, Item))
    if is_beside:
        yield side_by_side(items, narrower)
    else:
        yield from items
