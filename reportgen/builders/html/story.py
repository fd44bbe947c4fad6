"""Write the blocks of a document one after the other: one function for each kind, named alike in every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.builders.html.exhibits import figure, pair, table
from reportgen.builders.html.markup import Html, element, identifier
from reportgen.builders.html.panels import callout, key_figures, main_points, ruled_box
from reportgen.builders.html.prose import compiled, definitions, heading, list_, note_list, paragraph, title_block
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
    from reportgen.builders.html.setting import Setting
    from reportgen.document import Block


def story(setting: Setting) -> tuple[Html, ...]:
    """Return the sections of the document: what stands before the first heading, and one for each of the first level.

    A page that begins before a heading begins, in print, before its section.
    """
    document = setting.document
    sections: list[Html] = []
    written: list[Html] = []
    opener: Heading | None = None
    for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        if isinstance(block, Heading) and block.level == 1:
            sections.append(_section(written, opener))
            written, opener = [], block
        if isinstance(block, PageBreak) and _opens(following):
            sections.append(_section(written, opener))
            written, opener = [page_break()], None
            continue
        written.append(write_block(block, setting))
    sections.append(_section(written, opener))
    return tuple(section for section in sections if section)


def _opens(block: Block | None) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _section(written: list[Html], opener: Heading | None) -> Html:
    if opener is None:
        return Html("\n".join(filter(None, written)))
    return element("section", Html("\n".join(filter(None, written))), aria_labelledby=identifier(opener.anchor))


def write_block(block: Block, setting: Setting) -> Html:  # noqa: C901 - one case for each kind of block
    """Return the markup of one block."""
    match block:
        case TitleBlock():
            return title_block(block, setting)
        case Heading():
            return heading(block, setting)
        case Paragraph():
            return paragraph(block, setting)
        case List():
            return list_(block, setting)
        case Definitions():
            return definitions(block, setting)
        case KeyFigures():
            return key_figures(block, setting)
        case MainPoints():
            return main_points(block, setting)
        case Figure():
            return figure(block, setting)
        case Table():
            return table(block, setting)
        case Pair():
            return pair(block, setting)
        case Callout():
            return callout(block, setting)
        case RuledBox():
            return ruled_box(block, setting)
        case Compiled():
            return compiled(block, setting)
        case NoteList():
            return note_list(block, setting)
        case TableOfContents():
            return Html("")  # they stand beside the text, where they follow it
        case PageBreak():
            return page_break()
        case _:
            assert_never(block)


def page_break() -> Html:
    """Return the end of a page, which only print has."""
    return element("div", class_="leaf")
