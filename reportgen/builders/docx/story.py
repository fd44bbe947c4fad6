"""Write the blocks of a document one after the other: one function for each kind, named alike in every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.contents import lists_of_exhibits, table_of_contents
from reportgen.builders.docx.exhibits import figure, table
from reportgen.builders.docx.inlines import paragraph as write_paragraph
from reportgen.builders.docx.inlines import runs, starting_a_page
from reportgen.builders.docx.panels import callout, key_figures, main_points
from reportgen.builders.docx.prose import heading, list_, note_list, paragraph, title_block
from reportgen.builders.docx.sections import with_section
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
    Text,
    TitleBlock,
)

if TYPE_CHECKING:
    from reportgen.builders.docx.sections import Sides
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Block, Document


def story(document: Document, sides: Sides) -> tuple[str, str]:
    """Return the markup of the whole text, and the properties of its last section."""
    written = [draft_notice(document.metadata.draft, sides.upright)] if document.metadata.draft else []
    previous: Block | None = None
    is_first_on_page = is_turned = False
    sections = 0
    for index, block in enumerate(document.blocks):
        setting = sides.setting(index)
        if isinstance(block, PageBreak):
            is_first_on_page = previous is not None
            continue
        markup = write_block(block, document, setting, follows_table=_ends_in_table(previous))
        if not markup:
            continue
        if (setting is sides.turned) != is_turned and written:
            end_section(written, previous, sides, is_first=not sections, is_turned=is_turned)
            sections, is_first_on_page, previous = sections + 1, False, None
        is_turned = setting is sides.turned
        if _ends_in_table(previous) and _needs_gap(block):
            markup = table_gap(setting) + markup
        if isinstance(block, Callout) and isinstance(previous, Figure | Table | Paragraph):
            written[-1] = _kept_with_box(written[-1])
        written.append(page_break(markup, block) if is_first_on_page else markup)
        is_first_on_page, previous = False, block
    lists = lists_of_exhibits(document, sides.upright)
    if lists and is_turned:
        end_section(written, previous, sides, is_first=not sections, is_turned=True)
        sections, is_turned = sections + 1, False
    elif _ends_in_table(previous) and not lists:
        written.append(table_gap(sides.upright))
    return "".join([*written, lists]), sides.section(is_first=not sections, is_turned=is_turned)


def end_section(written: list[str], last: Block | None, sides: Sides, *, is_first: bool, is_turned: bool) -> None:
    """End a section with what was written last; Word wants a paragraph there."""
    if _ends_in_table(last) or not written[-1].endswith("</w:p>"):
        written.append(table_gap(sides.upright))
    written[-1] = with_section(written[-1], sides.section(is_first=is_first, is_turned=is_turned))


def write_block(  # noqa: C901  one case for each kind of block
    block: Block, document: Document, setting: Setting, *, follows_table: bool
) -> str:
    """Return the markup of one block."""
    match block:
        case TitleBlock():
            return title_block(block, setting)
        case Heading():
            return heading(block, setting)
        case Paragraph():
            return paragraph(block, setting, follows_table=follows_table)
        case List():
            return list_(block, setting)
        case KeyFigures():
            return key_figures(block, setting)
        case MainPoints():
            return main_points(block, setting)
        case Figure():
            return figure(block, setting)
        case Table():
            return table(block, setting)
        case Callout():
            return callout(block, setting)
        case NoteList():
            return note_list(block, setting)
        case TableOfContents():
            return table_of_contents(block, document, setting)
        case PageBreak():
            return ""
        case _:
            assert_never(block)


def page_break(markup: str, block: Block) -> str:
    """Return the markup of a block at the top of a page; a heading there needs no room above it."""
    is_heading = isinstance(block, Heading | TableOfContents)
    return starting_a_page(markup, before='<w:spacing w:before="0"/>' if is_heading else "")


def draft_notice(reason: str, setting: Setting) -> str:
    """Return a line at the head of the text that says why the document is only a draft."""
    return write_paragraph("Draft Notice", runs((Text(reason),), setting), setting)


def table_gap(setting: Setting) -> str:
    """Return the paragraph that Word wants between two tables, which would be one without it."""
    return write_paragraph("Table Gap", "", setting)


def _kept_with_box(markup: str) -> str:
    """Return the markup of a block whose last paragraph stays with the box that explains it."""
    start = markup.rfind("<w:pStyle ")
    end = markup.find("/>", start) + len("/>")
    return markup if markup.startswith("<w:keepNext", end) else f"{markup[:end]}<w:keepNext/>{markup[end:]}"


def _ends_in_table(block: Block | None) -> bool:
    match block:
        case KeyFigures() | Callout():
            return True
        case Table():
            return not (block.notes or block.source or block.legend)
        case TitleBlock():
            return bool(block.locator)
        case _:
            return False


def _needs_gap(block: Block) -> bool:
    """Say whether a block begins with a table, or with a paragraph that leaves no room before itself."""
    return isinstance(block, KeyFigures | Callout | List | NoteList | MainPoints)
