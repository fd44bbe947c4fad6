"""The blocks that are text: title, headings, paragraphs, lists, definitions, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.html.drawing import picture
from reportgen.builders.html.inlines import note_label, runs, way_back
from reportgen.builders.html.markup import Html, element, identifier, joined
from reportgen.builders.html.setting import PIXELS
from reportgen.charts import draw_locator
from reportgen.document import Note, Paragraph
from reportgen.document.foreign import told_apart

if TYPE_CHECKING:
    from reportgen.builders.html.setting import Setting
    from reportgen.document import (
        Compiled,
        Definitions,
        Heading,
        List,
        ListItem,
        NoteDefinition,
        NoteList,
        TitleBlock,
    )

DEEPEST = 6
"""Level of headings."""


def title_block(block: TitleBlock, setting: Setting) -> Html:
    """Return what the document is, its title, lead and byline, and a small map beside them."""
    plain = replace(setting, numbers=None)  # the title is no place to ask where a number comes from
    kicker, coverage, title, byline = (
        runs(told_apart(text, block.foreign), plain)
        for text in (block.kicker, block.coverage, block.title, block.byline)
    )
    above = element("p", element("span", kicker), " ", element("span", coverage), class_="kicker")
    words = (
        element("h1", title),
        element("p", runs(block.lead, setting), class_="lead") if block.lead else "",
        element("p", byline, class_="byline") if block.byline else "",
    )
    if not block.locator:
        return element("div", above, *words, class_="title")
    drawn = picture(
        draw_locator(block.locator, setting.theme), setting.theme, said=block.locator_alt, look="locator", scale=PIXELS
    )
    return element("div", above, element("div", element("div", *words), drawn, class_="beside"), class_="title")


def heading(block: Heading, setting: Setting) -> Html:
    """Return a heading; the title of the document is the first level, so that each stands one lower."""
    return element(f"h{min(block.level + 1, DEEPEST)}", runs(block.children, setting), id=identifier(block.anchor))


def paragraph(block: Paragraph, setting: Setting) -> Html:
    """Return running text, the topic of a section, a small label, or small print."""
    return element("p", runs(block.children, setting), class_="" if block.role == "body" else block.role)


def list_(block: List, setting: Setting) -> Html:
    """Return a list with the lists in it."""
    return element("ol" if block.ordered else "ul", *(_item(item, setting) for item in block.items))


def _item(item: ListItem, setting: Setting) -> Html:
    if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
        return element("li", runs(item.blocks[0].children, setting))
    return element(
        "li",
        *(paragraph(each, setting) if isinstance(each, Paragraph) else list_(each, setting) for each in item.blocks),
    )


def definitions(block: Definitions, setting: Setting) -> Html:
    """Return terms, each with what it means."""
    pairs = (
        joined(element("dt", runs(item.term, setting)), element("dd", runs(item.children, setting)))
        for item in block.items
    )
    return element("dl", *pairs)


def compiled(block: Compiled, setting: Setting) -> Html:
    """Return who compiled the document, and what marks and the signs of its small charts mean."""
    signs = (" ", runs(block.signs, setting)) if block.signs else ()
    return element("p", runs((*block.children, *block.marks), setting), *signs, class_="compiled")


def note_list(block: NoteList, setting: Setting) -> Html:
    """Return the notes of the document, each with its number, to which references lead, and a way back."""
    return (
        element("div", *(_note(note, setting) for note in block.notes), class_="note-list") if block.notes else Html("")
    )


def _note(note: NoteDefinition, setting: Setting) -> Html:
    lead = Note(note.note, note.number)
    return element("p", note_label(lead, setting), " ", runs(note.children, setting), way_back(lead, setting))
