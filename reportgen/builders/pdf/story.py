"""Turn the blocks of a document into what pages are filled with: one function per block, as in every builder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.pdf.exhibits import figure, table
from reportgen.builders.pdf.panels import callout, key_figures, main_points, table_of_contents
from reportgen.builders.pdf.prose import heading, list_, note_list, page_break, paragraph, title_block
from reportgen.document import (
    Callout,
    Figure,
    Heading,
    KeyFigures,
    List,
    MainPoints,
    NoteList,
    PageBreak,
    Paragraph,
    Table,
    TableOfContents,
    TitleBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.builders.pdf.pages import Item, NewPage
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
        case KeyFigures():
            yield from key_figures(block, setting)
        case MainPoints():
            yield from main_points(block, setting)
        case Figure():
            yield from figure(block, setting, recording=around.recordings[block.anchor])
        case Table():
            yield from table(setting, parts=around.tables.parts(block.anchor))
        case Callout():
            yield from callout(block, setting)
        case NoteList():
            yield from note_list(block, setting)
        case TableOfContents():
            listed = (each for each in around.headings if each.in_contents and each.level <= block.depth)
            yield from table_of_contents(block, setting, headings=tuple(listed))
        case PageBreak():
            yield from page_break(block, setting)
        case _:
            assert_never(block)
