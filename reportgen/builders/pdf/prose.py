"""Set the blocks that are text: title, headings, paragraphs, lists, notes, page breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.pdf.boxes import Group, Labelled, Part, RuleBox, Stack, TextBox, Tint
from reportgen.builders.pdf.pages import Item, NewPage
from reportgen.builders.pdf.pictures import PictureBox
from reportgen.builders.pdf.setting import note_anchor
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.charts import draw_locator
from reportgen.document import List, Note, Paragraph, Text, plain_text
from reportgen.document.foreign import told_apart
from reportgen.theme import STRONGER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from reportgen.builders.pdf.setting import Setting
    from reportgen.builders.pdf.structure import Owner
    from reportgen.document import (
        Compiled,
        Definitions,
        Heading,
        Inlines,
        ListItem,
        NoteDefinition,
        NoteList,
        PageBreak,
        TitleBlock,
    )
    from reportgen.theme import TextStyle

BULLETS = ("•", "–", "·")
UNSPLIT = 99
"""Lines that must stay together: more than a heading has."""


def text_box(
    setting: Setting,
    owner: Owner,
    inlines: Inlines,
    *,
    style: TextStyle,
    width: float,
    align: Literal["left", "right", "center"] = "left",
    indent: float = 0,
) -> TextBox:
    """Return inlines in a style, broken into lines of a width, as the content of one element."""
    lines = setting.lines(inlines, style, width=width - indent)
    return TextBox(owner, lines, style.size, style.leading, width=width - indent, align=align, indent=indent)


def beginning(inlines: Inlines) -> str:
    """Return the first words of a block, to name it in a message."""
    text = plain_text(inlines)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:40].rsplit(' ', 1)[0]} …`"


# -- blocks ---------------------------------------------------------------------------------------------------------


def title_block(block: TitleBlock, setting: Setting) -> Iterator[Item]:
    """Yield the masthead: a heavy rule, kicker and coverage, title, lead, byline, and a locator at the right."""
    measures = setting.measures
    styles, width, root = setting.theme.styles, setting.width, setting.root
    kicker = text_box(
        setting, Node("P", root), told_apart(block.kicker, block.foreign), style=styles.kicker, width=width
    )
    coverage = text_box(
        setting,
        Node("P", root),
        told_apart(block.coverage, block.foreign),
        style=styles.coverage,
        width=width,
        align="right",
    )
    above = measures.masthead_rule + styles.kicker.before
    below = above + max(kicker.height, coverage.height) + styles.title.before
    head = (
        Part(0, 0, RuleBox(width, measures.masthead_rule, setting.theme.colours.main)),
        Part(0, above, kicker),
        Part(0, above, coverage),
    )
    locator = _locator(block, setting)
    words = _title_words(
        block, setting, width=width - (locator.recording.width + measures.locator_gap if locator else 0)
    )
    height = below + max(words.height, locator.height if locator else 0)
    beside = (Part(width - locator.recording.width, below, locator),) if locator else ()
    yield Item(Group(height, (*head, Part(0, below, words), *beside)), after=styles.lead.after)


def _title_words(block: TitleBlock, setting: Setting, *, width: float) -> Stack:
    measures = setting.measures
    styles, root = setting.theme.styles, setting.root
    narrow = min(width, measures.lead_width)
    parts = [
        (
            0.0,
            text_box(
                setting, Node("H1", root), told_apart(block.title, block.foreign), style=styles.title, width=width
            ),
        )
    ]
    if block.lead:
        lead = text_box(setting, Node("P", root), block.lead, style=styles.lead, width=narrow)
        parts.append((styles.title.after, lead))
    if block.byline:
        byline = text_box(
            setting, Node("P", root), told_apart(block.byline, block.foreign), style=styles.notes, width=narrow
        )
        parts.append((styles.lead.after, byline))
    return Stack(tuple(parts))


def _locator(block: TitleBlock, setting: Setting) -> PictureBox | None:
    if not block.locator:
        return None
    recording = draw_locator(block.locator, setting.theme)
    return PictureBox(Node("Figure", setting.root, alt=block.locator_alt), recording)


def draft_line(reason: str, setting: Setting) -> Item:
    """Return a box that says, at the top of the first page, why the document is only a draft."""
    measures = setting.measures
    style = setting.theme.styles.label
    inner = setting.width - 2 * measures.draft_padding
    words = text_box(setting, Node("P", setting.root), (Text(reason),), style=style, width=inner)
    height = words.height + 2 * measures.draft_padding
    tint = Tint(0, 0, setting.width, height, setting.theme.colours.tint)
    return Item(
        Group(height, (Part(measures.draft_padding, measures.draft_padding, words),), (tint,)),
        after=12,
    )


def heading(block: Heading, setting: Setting) -> Iterator[Item]:
    """Yield a heading, which stays with what follows it."""
    styles = setting.theme.styles
    style = {1: styles.heading_1, 2: styles.heading_2}.get(block.level, styles.heading_3)
    node = Node(f"H{min(6, block.level + setting.heading_shift)}", setting.root)
    box = replace(text_box(setting, node, block.children, style=style, width=setting.width), widow=UNSPLIT)
    where = f"heading {beginning(block.children)}"
    yield Item(box, style.before, style.after, keeps_next=True, anchors=(block.anchor,), where=where)


def paragraph(block: Paragraph, setting: Setting) -> Iterator[Item]:
    """Yield running text, the topic of a section, a small label, or small print."""
    styles = setting.theme.styles
    looks = {"body": styles.body, "topic": styles.topic, "label": styles.label, "notes": styles.notes}
    widths = {"body": setting.theme.page.text_width, "topic": setting.measures.lead_width}
    style, width = looks[block.role], min(widths.get(block.role, setting.width), setting.width)
    box = text_box(setting, Node("P", setting.root), block.children, style=style, width=width)
    where = f"paragraph {beginning(block.children)}"
    match block.role:
        case "notes":
            yield Item(box, style.before, styles.body.after, pulls_up=True, between=style.after, where=where)
        case "topic":
            whole = replace(box, widow=UNSPLIT)
            yield Item(whole, style.before, style.after, keeps_next=True, is_open=True, where=where)
        case "body" | "label":
            yield Item(box, style.before, style.after, keeps_next=block.role == "label", where=where)
        case _:
            assert_never(block.role)


def compiled(block: Compiled, setting: Setting) -> Iterator[Item]:
    """Yield who compiled the document, and what marks and the signs of its small charts mean, as one paragraph."""
    styles = setting.theme.styles
    words = (*block.children, *block.marks, *((Text(" "), *block.signs) if block.signs else ()))
    box = text_box(setting, Node("P", setting.root), words, style=styles.compiled, width=setting.width)
    yield Item(box, styles.compiled.before, styles.body.after, where="who compiled the document")


def list_(block: List, setting: Setting) -> Iterator[Item]:
    """Yield each paragraph of a list and of the lists in it, the first of an item with its bullet or number."""
    *items, last = _items(block, setting, parent=setting.root, depth=0)
    yield from items
    yield replace(last, after=setting.theme.styles.body.after)


def _items(block: List, setting: Setting, *, parent: Node, depth: int) -> Iterator[Item]:
    numbering = Attribute("List", "ListNumbering", "/Decimal" if block.ordered else "/Disc")
    node = Node("L", parent, (numbering,))
    for number, item in enumerate(block.items, start=1):
        label = f"{number}." if block.ordered else BULLETS[depth % len(BULLETS)]
        yield from _item(item, setting, parent=node, depth=depth, label=label)


def _item(item: ListItem, setting: Setting, *, parent: Node, depth: int, label: str) -> Iterator[Item]:
    measures = setting.measures
    node = Node("LI", parent)
    label_node, body = Node("Lbl", node), Node("LBody", node)
    style = setting.theme.styles.body
    for index, block in enumerate(item.blocks):
        match block:
            case Paragraph():
                box = _item_paragraph(block, setting, owner=Node("P", body), depth=depth)
                if index == 0:
                    words = (Text(label),)
                    left = depth * measures.list_indent
                    shown = text_box(setting, label_node, words, style=style, width=setting.width, indent=left)
                    yield Item(
                        Labelled(shown, box),
                        measures.between_items,
                        measures.between_items,
                        where="an item of a list",
                    )
                else:
                    yield Item(
                        box,
                        measures.between_items,
                        measures.between_items,
                        where="an item of a list",
                    )
            case List():
                yield from _items(block, setting, parent=body, depth=depth + 1)
            case _:
                assert_never(block)


def _item_paragraph(block: Paragraph, setting: Setting, *, owner: Node, depth: int) -> TextBox:
    width = min(setting.theme.page.text_width, setting.width)
    style = setting.theme.styles.body
    return text_box(
        setting,
        owner,
        block.children,
        style=style,
        width=width,
        indent=(depth + 1) * setting.measures.list_indent,
    )


def definitions(block: Definitions, setting: Setting) -> Iterator[Item]:
    """Yield each term on a line of its own, which stays with what it means: the label and the body of one item."""
    style = setting.theme.styles.body
    width = min(setting.theme.page.text_width, setting.width)
    node = Node("L", setting.root, (Attribute("List", "ListNumbering", "/None"),))
    for item in block.items:
        entry = Node("LI", node)
        term = text_box(setting, Node("Lbl", entry), item.term, style=stronger(style), width=width)
        owner = Node("P", Node("LBody", entry))
        meaning = text_box(setting, owner, item.children, style=style, width=width, indent=setting.measures.list_indent)
        where = f"the definition of {beginning(item.term)}"
        yield Item(replace(term, widow=UNSPLIT), style.before, 0, stays_with_next=True, where=where)
        yield Item(meaning, 0, setting.measures.between_items, where=where)


def note_list(block: NoteList, setting: Setting) -> Iterator[Item]:
    """Yield the notes of the document, each with its number and an anchor for those who refer to it.

    No page begins with the last of them alone, or ends with the first.
    """
    kept = (0, len(block.notes) - 2) if block.notes[1:] else ()
    yield from (_note(note, setting, keeps_next=index in kept) for index, note in enumerate(block.notes))


def _note(note: NoteDefinition, setting: Setting, *, keeps_next: bool) -> Item:
    measures = setting.measures
    style = setting.theme.styles.table_text
    node = Node("Note", setting.root, identifier=f"note-{note.note}")
    lead = (Note(note.note, note.number),)
    plain = replace(setting, note_homes={})
    label = text_box(plain, Node("Lbl", node), lead, style=style, width=measures.note_lane)
    words = text_box(
        setting,
        Node("P", node),
        note.children,
        style=style,
        width=setting.width,
        indent=measures.note_lane,
    )
    anchors = (note_anchor(note.note, ""),)
    return Item(Labelled(label, words), 0, 4, keeps_next, anchors=anchors, where=f"note {note.number}")


def page_break(_block: PageBreak, _setting: Setting) -> Iterator[NewPage]:
    """Yield the end of a page."""
    yield NewPage()


def stronger(style: TextStyle) -> TextStyle:
    """Return the style in its heavier face."""
    return replace(style, face=STRONGER.get(style.face, style.face))
