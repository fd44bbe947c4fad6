"""Set figures and tables with all that belongs to them: rule, caption, body, notes and source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import Group, Part, RuleBox, Stack, TextBox, Tint
from reportgen.builders.pdf.faces import named_face, pieces, with_lent
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.pictures import PictureBox
from reportgen.builders.pdf.prose import text_box
from reportgen.builders.pdf.small_print import SmallPrint
from reportgen.builders.pdf.structure import PAGINATION, Attribute, Node
from reportgen.builders.pdf.tables import fitted, grid
from reportgen.builders.pdf.text import Run, break_lines
from reportgen.charts.recording import TextRun
from reportgen.document import NoteLine, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.setting import Setting
    from reportgen.charts.recording import Recording
    from reportgen.document import Caption, Figure, Swatch, Table

ABOVE, BELOW = 16.0, 18.0
"""Space around an exhibit; 18 between two of them."""
RULE = 1.0
AFTER_NUMBER = 6.0
SPLITTABLE_ROWS = 30
"""A table with more rows may run over pages."""
BETWEEN_NOTES = 16.0
SWATCH_WIDTH, SWATCH_HEIGHT, SWATCH_GAP, AFTER_SWATCH = 11.0, 9.0, 5.0, 13.0
LEGEND_GAP = 7.0

Parts = tuple[tuple[float, "Box"], ...]
"""Boxes below one another, each with the gap above it."""


def figure(block: Figure, setting: Setting, *, recording: Recording) -> Iterator[Item]:
    """Yield a chart with its caption before it and its small print below."""
    root = setting.root
    for operation in recording.operations:
        if isinstance(operation, TextRun):
            face = with_lent(named_face(operation.face), setting.lent)
            tuple(pieces(operation.text, face))  # complains about a character without a glyph
    head = _head(block.caption, setting, node=Node("Caption", root))
    picture = PictureBox(Node("Figure", root, alt=block.alt), recording, setting.lent)
    tail = _small_print(block, setting)
    stack = Stack((*head, (setting.theme.styles.exhibit_subtitle.after, picture), *tail))
    yield Item(stack, ABOVE, BELOW, anchors=(block.anchor,), where=f"figure `{block.anchor}`")


def table(block: Table, setting: Setting) -> Iterator[Item]:
    """Yield a table; a long one may be split between its rows, and a wide one stands on a page that is turned."""
    columns = fitted(block, setting)
    setting = columns.setting
    summary = (Attribute("Table", "Summary", block.summary),) if block.summary else ()
    node = Node("Table", setting.root, summary)
    head = _head(block.caption, setting, node=Node("Caption", node))
    continued = _continued(block.caption, setting)
    body = replace(grid(columns, node=node), continued=continued)
    legend, notes = _legend(block.legend, setting), _small_print(block, setting)
    gap = setting.theme.styles.exhibit_subtitle.after
    stack = Stack((*head, (gap, body), *legend, *notes))
    if len(block.rows) > SPLITTABLE_ROWS or stack.height > setting.theme.page.content_height:
        tail = ((0.0, SmallPrint(notes, continued)),) if notes else ()
        stack = Stack((*head, (gap, replace(body, may_split=True)), *legend, *tail), may_split=True)
    where = f"table `{block.anchor}`"
    yield Item(stack, ABOVE, BELOW, anchors=(block.anchor,), is_turned=setting.is_turned, where=where)


def _head(caption: Caption, setting: Setting, *, node: Node) -> Parts:
    """Return the rule, the number with the headline, and the subtitle."""
    styles, colours = setting.theme.styles, setting.theme.colours
    style = styles.exhibit_headline
    if setting.theme.exhibits.run_in:
        return ((0, _run_in(caption, setting, node=node)),)
    number = setting.run(f"{caption.label}\u00a0{caption.number}", replace(style, colour=colours.main))
    space = number.face.width("\u00a0 ", 1)
    gap = Run("\u00a0 ", number.face, AFTER_NUMBER / space, colours.main)
    lines = break_lines((number, gap, *setting.runs(caption.headline, style)), setting.width)
    headline = TextBox(Node("P", node), lines, style.size, style.leading)
    rule: Parts = ((0, RuleBox(setting.width, RULE, colours.main)),) if setting.theme.exhibits.rule else ()
    parts: Parts = (*rule, (style.before, headline))
    if not caption.subtitle:
        return parts
    subtitle = text_box(setting, Node("P", node), caption.subtitle, style=styles.exhibit_subtitle, width=setting.width)
    return (*parts, (style.after, subtitle))


def _run_in(caption: Caption, setting: Setting, *, node: Node) -> TextBox:
    """Return `Table A1. What, where, when` as one run of text."""
    style = setting.theme.styles.exhibit_headline
    label = Strong((Text(f"{caption.label}\u00a0{caption.number}."),))
    words = (label, Text(" "), *caption.headline)
    return text_box(setting, Node("P", node), words, style=style, width=setting.width)


def _continued(caption: Caption, setting: Setting) -> TextBox:
    words = (Text(f"{caption.label} {caption.number}, continued"),)
    return text_box(setting, PAGINATION, words, style=setting.theme.styles.notes, width=setting.width)


def _small_print(block: Figure | Table, setting: Setting) -> Parts:
    """Return the notes and, last, the source; short ones share a line where they fit."""
    style = setting.theme.styles.notes
    notes = (*block.notes, NoteLine(None, block.source)) if block.source else block.notes
    rows: list[list[Part]] = []
    reach = 0.0
    for note in notes:
        words = (note.lead, Text(" "), *note.children) if note.lead else note.children
        box = text_box(setting, Node("P", setting.root), words, style=style, width=setting.width)
        width = box.lines[0].width if len(box.lines) == 1 else setting.width
        if rows and reach + BETWEEN_NOTES + width <= setting.width:
            rows[-1].append(Part(reach + BETWEEN_NOTES, 0, box))
            reach += BETWEEN_NOTES + width
        else:
            rows.append([Part(0, 0, box)])
            reach = width
    boxes = (row[0].box if len(row) == 1 else Group(max(each.box.height for each in row), tuple(row)) for row in rows)
    return tuple((style.after if index else style.before, box) for index, box in enumerate(boxes))


def _legend(legend: tuple[Swatch, ...], setting: Setting) -> Parts:
    """Return the classes of a heat table as swatches with their words, on as many lines as they need."""
    if not legend:
        return ()
    style, ramp = setting.theme.styles.notes, setting.theme.colours.ramp
    owner = Node("P", setting.root)
    parts: list[Part] = []
    tints: list[Tint] = []
    x = down = 0.0
    for swatch in legend:
        lines = break_lines([setting.run(f"{swatch.text} ", style)], setting.width)
        lane = 0 if swatch.shade is None else SWATCH_WIDTH + SWATCH_GAP
        if x and x + lane + lines[0].width > setting.width:
            x, down = 0.0, down + style.leading + 3
        if swatch.shade is not None:
            drop = down + (style.leading - SWATCH_HEIGHT) / 2
            tints.append(Tint(x, drop, SWATCH_WIDTH, SWATCH_HEIGHT, ramp[swatch.shade]))
        parts.append(Part(x + lane, down, TextBox(owner, lines, style.size, style.leading)))
        x += lane + lines[0].width + AFTER_SWATCH
    return ((LEGEND_GAP, Group(down + style.leading, tuple(parts), tuple(tints))),)
