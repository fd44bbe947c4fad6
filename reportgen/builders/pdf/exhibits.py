"""Set figures and tables with all that belongs to them: rule, caption, body, notes and source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import Group, Part, RuleBox, Stack, TextBox, Tint
from reportgen.builders.pdf.faces import named_face, pieces, with_lent
from reportgen.builders.pdf.grid import in_blocks
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.pictures import PictureBox
from reportgen.builders.pdf.prose import text_box
from reportgen.builders.pdf.setting import note_anchor
from reportgen.builders.pdf.small_print import SmallPrint
from reportgen.builders.pdf.spoken import SpokenTable
from reportgen.builders.pdf.structure import PAGINATION, Attribute, Node
from reportgen.builders.pdf.tables import grid
from reportgen.builders.pdf.text import Run, break_lines
from reportgen.charts.recording import TextRun
from reportgen.document import Strong, Text
from reportgen.document.captions import exhibit_word
from reportgen.exhibits.tables import said_note, small_print_lines
from reportgen.language import say
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.setting import Setting
    from reportgen.charts.recording import Recording
    from reportgen.document import Caption, Figure, Inlines, Swatch, Table
    from reportgen.exhibits.tables import Lines, ResolvedTable

Parts = tuple[tuple[float, "Box"], ...]
"""Boxes below one another, each with the gap above it."""


def figure(block: Figure, setting: Setting, *, recording: Recording) -> Iterator[Item]:
    """Yield a chart with its caption before it and its small print below."""
    root, setting = setting.root, setting.with_notes_of(block)
    for operation in recording.operations:
        if isinstance(operation, TextRun):
            face = with_lent(named_face(operation.face), setting.lent)
            tuple(pieces(operation.text, face))  # complains about a character without a glyph
    head = _head(block.caption, setting, node=Node("Caption", root))
    picture = PictureBox(Node("Figure", root, alt=block.alt), recording, setting.lent)
    tail = _small_print(block, small_print_lines(block, setting.theme, width=setting.width), setting)
    values = SpokenTable(block, setting)
    stack = Stack((*head, (setting.theme.styles.exhibit_subtitle.after, picture), (0.0, values), *tail))
    yield _item(block, stack, setting)


def table(setting: Setting, *, parts: tuple[ResolvedTable, ...]) -> Iterator[Item]:
    """Yield a table; a long one may be split between its rows, and a wide one comes in parts, one below the other."""
    setting = setting.with_notes_of(*(part.table for part in parts))
    for part in parts:
        yield _item(part.table, _table(part, setting), setting)


def _table(resolved: ResolvedTable, setting: Setting) -> Stack:
    block = resolved.table
    summary = (Attribute("Table", "Summary", block.summary),) if block.summary else ()
    node = Node("Table", setting.root, summary)
    has_caption = bool(block.caption.headline or block.caption.subtitle)
    head = _head(block.caption, setting, node=Node("Caption", node)) if has_caption else ()
    continued = _continued(block.caption, setting)
    goes_on = setting.theme.styles.exhibit_subtitle
    rows = grid(resolved, setting, node=node)
    body = replace(rows, continued=continued, goes_on=goes_on.leading + goes_on.after)
    legend, notes = _legend(block.legend, setting), _small_print(block, resolved.small_print, setting)
    gap = setting.theme.styles.exhibit_subtitle.after
    is_in_blocks = len(resolved.blocks) > 1
    shown = in_blocks(rows, per_block=resolved.per_block, gap=resolved.gap) if is_in_blocks else body
    tail = ((0.0, SmallPrint(notes, continued, setting.measures.above_continued)),) if notes else ()
    stack = Stack((*head, (gap, shown), *legend, *tail), is_loose=True)
    is_kept = resolved.is_kept and fits_in(stack.height, setting.theme.page.content_height)
    return replace(stack, may_split=not is_kept)


def side_by_side(items: tuple[Item, ...], setting: Setting) -> Item:
    """Return exhibits, each as wide as the setting says, as one item, which stands on one page."""
    pitch = setting.width + setting.measures.pair_gap
    parts = tuple(Part(index * pitch, 0, item.box) for index, item in enumerate(items))
    return Item(
        Group(max(item.box.height for item in items), parts),
        max(item.before for item in items),
        max(item.after for item in items),
        anchors=tuple(anchor for item in items for anchor in item.anchors),
        where=" beside ".join(item.where for item in items),
    )


def _item(block: Figure | Table, stack: Stack, setting: Setting) -> Item:
    measures = setting.measures
    where = f"{block.caption.label.lower()} `{block.anchor}`"
    return Item(stack, measures.above_exhibit, measures.below_exhibit, anchors=(block.anchor,), where=where)


def _head(caption: Caption, setting: Setting, *, node: Node) -> Parts:
    """Return the rule, the number with the headline, and the subtitle."""
    styles = setting.theme.styles
    parts, gap = _headline(caption, setting, node=node) if caption.headline else ((), styles.exhibit_subtitle.before)
    if not caption.subtitle:
        return parts
    subtitle = text_box(setting, Node("P", node), caption.subtitle, style=styles.exhibit_subtitle, width=setting.width)
    return (*parts, (gap, subtitle))


def _headline(caption: Caption, setting: Setting, *, node: Node) -> tuple[Parts, float]:
    """Return the rule and the number with the headline, and how far below it a subtitle stands."""
    styles, colours, measures = setting.theme.styles, setting.theme.colours, setting.measures
    style = styles.exhibit_headline
    if setting.theme.exhibits.run_in:
        return ((0, _run_in(caption, setting, node=node)),), styles.exhibit_subtitle.after
    number = setting.run(f"{exhibit_word(caption)}\u00a0{caption.number}", replace(style, colour=colours.main))
    space = number.face.width("\u00a0 ", 1)
    gap = Run("\u00a0 ", number.face, measures.after_number / space, colours.main)
    lines = break_lines((number, gap, *setting.runs(caption.headline, style)), setting.width)
    headline = TextBox(Node("P", node), lines, style.size, style.leading)
    rule = RuleBox(setting.width, measures.exhibit_rule, colours.main)
    return (*(((0, rule),) if setting.theme.exhibits.rule else ()), (style.before, headline)), style.after


def _run_in(caption: Caption, setting: Setting, *, node: Node) -> TextBox:
    """Return `Table A1. What, where, when` as one run of text."""
    style = setting.theme.styles.exhibit_headline
    label = Strong((Text(f"{exhibit_word(caption)}\u00a0{caption.number}."),))
    words = (label, Text(" "), *caption.headline)
    return text_box(setting, Node("P", node), words, style=style, width=setting.width)


def _continued(caption: Caption, setting: Setting) -> TextBox:
    told = say("Continued")
    if caption.number:
        told = say("{exhibit} {number}, continued", exhibit=exhibit_word(caption), number=caption.number)
    words = (Text(told),)
    return text_box(setting, PAGINATION, words, style=setting.theme.styles.notes, width=setting.width)


def _small_print(block: Figure | Table, lines: Lines, setting: Setting) -> Parts:
    """Return the lines of small print; notes that share one stand side by side."""
    style = setting.theme.styles.notes
    boxes = tuple(_side_by_side(block, notes, setting) for notes in lines)
    return tuple((style.after if index else style.before, box) for index, box in enumerate(boxes))


def _side_by_side(block: Figure | Table, notes: tuple[Inlines, ...], setting: Setting) -> Box:
    parts = []
    right = 0.0
    for words in notes:
        box = _line(block, words, setting)
        parts.append(Part(right, 0, box))
        right += box.lines[0].width + setting.measures.between_notes if box.lines else 0.0
    return parts[0].box if len(parts) == 1 else Group(max(each.box.height for each in parts), tuple(parts))


def _line(block: Figure | Table, words: Inlines, setting: Setting) -> TextBox:
    """Return one line of small print; where a note stands, that is what references to it lead to."""
    style, said = setting.theme.styles.notes, said_note(block, words)
    if said:
        node = Node("P", Node("Note", setting.root, identifier=f"note-{block.anchor}-{said}"))
        setting = replace(setting, note_homes={note: home for note, home in setting.note_homes.items() if note != said})
        box = text_box(setting, node, words, style=style, width=setting.width)
        return replace(box, anchor=note_anchor(said, block.anchor))
    return text_box(setting, Node("P", setting.root), words, style=style, width=setting.width)


def _legend(legend: tuple[Swatch, ...], setting: Setting) -> Parts:
    """Return the classes of a heat table as swatches with their words, on as many lines as they need."""
    if not legend:
        return ()
    style, ramp, measures = setting.theme.styles.notes, setting.theme.colours.ramp, setting.measures
    owner = Node("P", setting.root)
    parts: list[Part] = []
    tints: list[Tint] = []
    x = down = 0.0
    for swatch in legend:
        lines = break_lines([setting.run(f"{swatch.text} ", style)], setting.width)
        lane = 0 if swatch.shade is None else measures.swatch_width + measures.swatch_gap
        if x and not fits_in(x + lane + lines[0].width, setting.width):
            x, down = 0.0, down + style.leading + 3
        if swatch.shade is not None:
            drop = down + (style.leading - measures.swatch_height) / 2
            tints.append(Tint(x, drop, measures.swatch_width, measures.swatch_height, ramp[swatch.shade]))
        parts.append(Part(x + lane, down, TextBox(owner, lines, style.size, style.leading)))
        x += lane + lines[0].width + measures.after_swatch
    return ((measures.above_legend, Group(down + style.leading, tuple(parts), tuple(tints))),)
