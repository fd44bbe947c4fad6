"""Write the blocks that are text: title, headings, paragraphs, lists, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.fields import bookmark, run, tab
from reportgen.builders.docx.inlines import BOLD, runs
from reportgen.builders.docx.inlines import paragraph as write_paragraph
from reportgen.builders.docx.panels import Spoken, layout_cell, layout_table
from reportgen.builders.docx.pictures import picture
from reportgen.builders.docx.styles import HEADING_LEVELS, LIST_LEVELS
from reportgen.charts import draw_locator
from reportgen.document import List, Paragraph, Strong, Text
from reportgen.document.foreign import told_apart
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.flow import Flow, Para, Piece, WordTable
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Compiled, Definitions, Heading, ListItem, NoteDefinition, NoteList, TitleBlock


# -- title ----------------------------------------------------------------------------------------------------------


def title_block(block: TitleBlock, setting: Setting) -> Flow:
    """Return the masthead: kicker and coverage under a rule, title, lead, byline, and a locator at the right."""
    coverage = tab() + _told(block.coverage, block, setting) if block.coverage else ""
    line = runs((Strong(told_apart(block.kicker, block.foreign)),), setting) + coverage
    setting.package.end_at_right("Kicker", setting.width)
    kicker = write_paragraph("Kicker", line, setting)
    words = _title_words(block, setting)
    return (kicker, _beside_locator(block, words, setting)) if block.locator else (kicker, *words)


def _told(text: str, block: TitleBlock, setting: Setting) -> str:
    return runs(told_apart(text, block.foreign), setting)


def _title_words(block: TitleBlock, setting: Setting) -> Flow:
    title = write_paragraph("Title", _told(block.title, block, setting), setting)
    lead = (write_paragraph("Lead", runs(block.lead, setting), setting),) if block.lead else ()
    byline = (write_paragraph("Byline", _told(block.byline, block, setting), setting),) if block.byline else ()
    return (title, *lead, *byline)


def _beside_locator(block: TitleBlock, words: Flow, setting: Setting) -> WordTable:
    recording = draw_locator(block.locator, setting.theme)
    lane = recording.width + setting.measures.locator_gap
    shown = picture(recording, setting, name="Locator", alt=block.locator_alt)
    cells = (
        layout_cell(setting.width - lane, words),
        layout_cell(lane, (write_paragraph("Locator", shown, setting),)),
    )
    widths = (setting.width - lane, lane)
    spoken = Spoken(block.title, say("The title, and a small map beside it."))
    return layout_table("Report Title", widths, (cells,), setting, spoken=spoken, is_tinted=False)


# -- headings and paragraphs ----------------------------------------------------------------------------------------


def heading(block: Heading, setting: Setting) -> Flow:
    """Return a heading with the bookmarks that contents and references lead to."""
    level = min(block.level, HEADING_LEVELS)
    style = f"heading {level}" if block.in_contents else f"Unlisted Heading {level}"
    places, anchor = setting.places, block.anchor
    content = bookmark(places.reference_mark(anchor), places.reference_id(anchor), runs(block.children, setting, BOLD))
    content = bookmark(places.contents_mark(anchor), places.contents_id(anchor), content)
    return (write_paragraph(style, content, setting),)


def paragraph(block: Paragraph, setting: Setting, *, follows_table: bool) -> Flow:
    """Return running text, the topic of a section, a small label, or small print."""
    match block.role:
        case "body":
            style = "Body Text After Table" if follows_table else "Body Text"
            return (write_paragraph(style, runs(block.children, setting), setting),)
        case "topic":
            return (write_paragraph("Topic", runs(block.children, setting), setting),)
        case "label":
            return (write_paragraph("Small Label", runs(block.children, setting, BOLD), setting),)
        case "notes":
            return (write_paragraph("Notes", runs(block.children, setting), setting),)
        case _:
            assert_never(block.role)


def compiled(block: Compiled, setting: Setting) -> Flow:
    """Return who compiled the document, and what marks and the signs of its small charts mean, as one paragraph."""
    words = (*block.children, *block.marks, *((Text(" "), *block.signs) if block.signs else ()))
    return (write_paragraph("Compiled", runs(words, setting), setting),)


# -- lists ----------------------------------------------------------------------------------------------------------


def list_(block: List, setting: Setting, *, level: int = 0) -> Flow:
    """Return a list with the lists in it. Each numbered list counts from 1; levels beyond the last look like it."""
    level = min(level, LIST_LEVELS - 1)
    number = (level, setting.package.new_list(level=level)) if block.ordered else None
    return tuple(part for item in block.items for part in _item(item, block, setting, level=level, number=number))


def _item(
    item: ListItem, parent: List, setting: Setting, *, level: int, number: tuple[int, int] | None
) -> Iterator[Piece]:
    suffix = f" {level + 1}" if level else ""
    name = "List Number" if parent.ordered else "List Bullet"
    for index, block in enumerate(item.blocks):
        match block:
            case Paragraph():
                style, own = (f"{name}{suffix}", number) if index == 0 else (f"List Continue{suffix}", None)
                yield write_paragraph(style, runs(block.children, setting), setting, number=own)
            case List():
                yield from list_(block, setting, level=level + 1)
            case _:
                assert_never(block)


def definitions(block: Definitions, setting: Setting) -> Flow:
    """Return each term as a paragraph that stays with the one below it, which says what it means."""
    return tuple(
        part
        for item in block.items
        for part in (
            write_paragraph("Definition Term", runs(item.term, setting, BOLD), setting),
            write_paragraph("Definition", runs(item.children, setting), setting),
        )
    )


# -- notes ----------------------------------------------------------------------------------------------------------


def note_list(block: NoteList, setting: Setting) -> Flow:
    """Return the notes of the document, each with its number, to which references in the text lead."""
    kept = (0, len(block.notes) - 2) if block.notes[1:] else ()
    return tuple(_note(note, setting, keeps_next=index in kept) for index, note in enumerate(block.notes))


def _note(note: NoteDefinition, setting: Setting, *, keeps_next: bool) -> Para:
    places = setting.places
    sign = run(f"[note\u00a0{note.number}]", style=setting.style("Note Reference"))
    lead = bookmark(places.note_mark(note.note), places.note_id(note.note), sign)
    words = lead + tab() + runs(note.children, setting)
    return write_paragraph("Note List", words, setting, keeps_next=keeps_next or None)
