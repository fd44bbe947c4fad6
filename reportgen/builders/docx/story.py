"""Write the blocks of a document one after the other: one function for each kind, named alike in every builder."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.contents import lists_of_exhibits, table_of_contents
from reportgen.builders.docx.exhibits import figure, side_by_side, table
from reportgen.builders.docx.flow import Para, WordTable, with_first, with_last
from reportgen.builders.docx.inlines import paragraph as write_paragraph
from reportgen.builders.docx.inlines import runs
from reportgen.builders.docx.panels import callout, key_figures, main_points, ruled_box
from reportgen.builders.docx.prose import compiled, definitions, heading, list_, note_list, paragraph, title_block
from reportgen.builders.docx.spacing import spaced
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
    Text,
    TitleBlock,
)
from reportgen.document.openings import openings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.builders.docx.flow import Flow, Piece
    from reportgen.builders.docx.sections import Sides
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Block, Document


def story(document: Document, sides: Sides, *, starts: frozenset[tuple[int, int]] = frozenset()) -> tuple[Flow, str]:
    """Return the whole text, and the properties of its last section.

    A page begins with each of the pieces `starts`: indexes of a block, and of what it is written as.
    """
    written: list[Piece] = [draft_notice(document.metadata.draft, sides.upright)] if document.metadata.draft else []
    opened = openings(document.blocks)
    previous: Block | None = None
    is_first_on_page = is_turned = False
    sections = 0
    for index, (block, following) in enumerate(zip_longest(document.blocks, document.blocks[1:])):
        setting = sides.setting(index)
        if isinstance(block, PageBreak):
            # in another house's template what stands before the contents may end anywhere on a page
            flows_on = setting.package.is_house and isinstance(following, TableOfContents)
            is_first_on_page = previous is not None and not flows_on
            continue
        flow = write_block(
            block, document, setting, follows_table=_ends_in_table(written) and not isinstance(previous, Pair)
        )
        if not flow:
            continue
        flow = spaced(begun_within(flow, index, starts), block, setting, previous=previous, following=following)
        if (setting is sides.turned) != is_turned and written:
            end_section(written, sides, is_first=not sections, is_turned=is_turned)
            sections, is_first_on_page, previous = sections + 1, False, None
        is_turned = setting is sides.turned
        is_below_text = isinstance(block, RuledBox) and isinstance(previous, Paragraph)
        if is_below_text or (_ends_in_table(written) and _needs_gap(block)):
            flow = (table_gap(setting), *flow)
        if index in sides.kept or index in opened:
            flow = kept_with_next(flow)
        # below an exhibit it may begin a page, as it does in print: all small print would go along with it
        if isinstance(block, Callout) and isinstance(previous, Paragraph):
            written[-1:] = kept_with_next((written[-1],))
        written += page_break(flow) if is_first_on_page or (index, 0) in starts else flow
        is_first_on_page, previous = False, block
    lists = lists_of_exhibits(document, sides.upright)
    if lists and is_turned:
        end_section(written, sides, is_first=not sections, is_turned=True)
        sections, is_turned = sections + 1, False
    elif _ends_in_table(written) and not lists:
        written.append(table_gap(sides.upright))
    return (*written, *lists), sides.section(is_first=not sections, is_turned=is_turned)


def end_section(written: list[Piece], sides: Sides, *, is_first: bool, is_turned: bool) -> None:
    """End a section with what was written last; Word wants a paragraph there."""
    if not isinstance(written[-1], Para):
        written.append(table_gap(sides.upright))
    section = sides.section(is_first=is_first, is_turned=is_turned)
    written[-1:] = with_last((written[-1],), lambda last: replace(last, section=section))


def write_block(  # noqa: C901  one case for each kind of block
    block: Block, document: Document, setting: Setting, *, follows_table: bool
) -> Flow:
    """Return what one block is written as."""
    match block:
        case TitleBlock():
            return title_block(block, setting)
        case Heading():
            return heading(block, setting)
        case Paragraph():
            return paragraph(block, setting, follows_table=follows_table)
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
            return pair(block, document, setting)
        case Callout():
            return callout(block, setting)
        case RuledBox():
            return ruled_box(block, setting)
        case Compiled():
            return compiled(block, setting)
        case NoteList():
            return note_list(block, setting)
        case TableOfContents():
            return table_of_contents(block, document, setting)
        case PageBreak():
            return ()
        case _:
            assert_never(block)


def pair(block: Pair, document: Document, setting: Setting) -> Flow:
    """Return two exhibits side by side, or one after the other where there is no room for that."""
    is_beside = block.left.anchor in setting.beside
    narrower = setting.halved() if is_beside else setting
    left, right = (write_block(each, document, narrower, follows_table=False) for each in (block.left, block.right))
    return side_by_side(left, right, narrower, gap=table_gap(setting)) if is_beside else (*left, *right)


def page_break(flow: Flow) -> Flow:
    """Return a block at the top of a page, where text needs no room above it; what stands in a cell does."""
    before = None if isinstance(flow[0], WordTable) else 0.0
    return with_first(flow, lambda first: replace(first, breaks_before=True, before=before))


def begun_within(flow: Flow, index: int, starts: frozenset[tuple[int, int]]) -> Flow:
    """Return what a block is written as with the pages that begin within it."""
    return tuple(page_break((piece,))[0] if at and (index, at) in starts else piece for at, piece in enumerate(flow))


def kept_with_next(flow: Flow) -> Flow:
    """Return a block whose last paragraph stays with what follows it."""
    return with_last(flow, lambda last: replace(last, keeps_next=True))


def draft_notice(reason: str, setting: Setting) -> Para:
    """Return a line at the head of the text that says why the document is only a draft."""
    return write_paragraph("Draft Notice", runs((Text(reason),), setting), setting)


def table_gap(setting: Setting) -> Para:
    """Return the paragraph that Word wants between two tables, which would be one without it."""
    return write_paragraph("Table Gap", "", setting)


def _ends_in_table(written: Sequence[Piece]) -> bool:
    return bool(written) and isinstance(written[-1], WordTable)


def _needs_gap(block: Block) -> bool:
    """Say whether a block begins with a table, or with a paragraph that leaves no room before itself."""
    return isinstance(block, KeyFigures | Callout | RuledBox | List | Definitions | NoteList | MainPoints | Pair)
