"""Lay a document out on pages, and draw the pages.

Everything is set and placed before anything is drawn: a page number is known when it is printed, each chart is drawn
once, and who only wants page numbers pays for no drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen import exhibits
from reportgen.builders.pdf.before import begun, set_before
from reportgen.builders.pdf.boxes import RuleBox, Stack
from reportgen.builders.pdf.canvas import TaggedCanvas
from reportgen.builders.pdf.faces import is_joined, pieces
from reportgen.builders.pdf.grid import Grid
from reportgen.builders.pdf.in_step import in_step, numbers
from reportgen.builders.pdf.lent import lent_faces, stand_in
from reportgen.builders.pdf.pages import Item, fill_pages
from reportgen.builders.pdf.prose import beginning, draft_line, stronger, text_box
from reportgen.builders.pdf.setting import Setting
from reportgen.builders.pdf.story import Surroundings, set_block
from reportgen.builders.pdf.structure import FOOT, Node
from reportgen.document import (
    Block,
    Callout,
    Compiled,
    CrossReference,
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
from reportgen.document.walk import exhibits_of, note_homes, texts, walk
from reportgen.errors import BuildError, ReportErrors
from reportgen.exhibits.tables import half_width, resolve_tables, room_of
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.builders.pdf.boxes import Box
    from reportgen.builders.pdf.canvas import Drawing
    from reportgen.builders.pdf.in_step import InStep
    from reportgen.builders.pdf.pages import Flow, Page
    from reportgen.document import Document
    from reportgen.errors import ReportError
    from reportgen.exhibits.tables import Tables
    from reportgen.theme import Theme

MOST_PASSES = 4
"""Page numbers in running text may move lines, and lines page numbers; it settles at once or nearly so."""
PLACES: Mapping[type[Block], str] = {
    Callout: "box",
    Compiled: "line on the document",
    Definitions: "definitions",
    KeyFigures: "key figures",
    List: "list",
    MainPoints: "main points",
    NoteList: "list of notes",
    PageBreak: "page break",
    Pair: "pair of exhibits",
    RuledBox: "box",
    TableOfContents: "contents",
}

OPEN = (Definitions, List, NoteList)
"""Blocks of which every item is a paragraph in Word."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document on its pages, not yet drawn."""

    document: Document
    setting: Setting
    pages: tuple[Page, ...]
    tables: Tables
    in_word: InStep | None = None
    """What Word does for the same pages; None where no page number is printed."""

    @property
    def page_numbers(self) -> Mapping[str, int]:
        """The page of each anchor, counted from 1."""
        return self.setting.pages

    @property
    def last_pages(self) -> Mapping[str, int]:
        """The page on which the rows of each table end that stands on several, its notes included."""
        pages = self.in_word.in_word if self.in_word else self.pages
        tables = {part.table.anchor for parts in self.tables.resolved.values() for part in parts}
        split = {anchor for page in pages for placed in page.placed for anchor in placed.item.continues}
        return {
            anchor: number
            for number, page in enumerate(pages, start=1)
            for placed in page.placed
            for anchor in (*placed.item.anchors, *placed.item.continues)
            if anchor in tables & split and _has_rows(placed.item.box)
        }

    @property
    def turned(self) -> frozenset[str]:
        """Anchors of the tables that need pages lying on their long side."""
        return frozenset(anchor for anchor, (first, *_) in self.tables.resolved.items() if first.is_turned)


def _has_rows(box: Box) -> bool:
    return isinstance(box, Stack) and any(isinstance(part, Grid) for _, part in box.parts)


def lay_out_pages(document: Document, theme: Theme) -> Layout:
    """Return the document on pages whose numbers are true where they are printed."""
    setting = begun(_setting(document, theme))
    around = _surroundings(document, theme)
    flows = _set_all(document, setting, around)
    if not around.late:
        pages = _fill(flows, setting, document)
        return Layout(document, replace(setting, pages=numbers(pages)), pages, around.tables)
    found = _fill_in_step(flows, setting, document)
    for _ in range(MOST_PASSES):
        if numbers(found.pages) == setting.pages:
            break
        setting = replace(setting, pages=numbers(found.pages))
        for index in around.late:
            flows[index] = _flow(index, document, setting, around)
        found = _fill_in_step(flows, setting, document)
    return Layout(document, replace(setting, pages=numbers(found.pages)), found.pages, around.tables, found)


def _set_all(document: Document, setting: Setting, around: Surroundings) -> list[Flow]:
    """Return what every block is made of. Raises all errors at once, each with the place where it arose."""
    flows: list[Flow] = []
    errors: list[ReportError] = []
    for index, block in enumerate(document.blocks):
        try:
            flows.append(_flow(index, document, setting, around))
        except BuildError as error:
            errors.append(BuildError(error.message, where=error.where or _place(block), hint=error.hint))
    if errors:
        raise errors[0] if len(errors) == 1 else ReportErrors(errors)
    return flows


def _flow(index: int, document: Document, setting: Setting, around: Surroundings) -> Flow:
    """Return what a block is made of, on a page that lies as the block has to."""
    is_turned = index in around.tables.on_turned
    stays = index in around.openings
    flow = _set(index, document.blocks[index], setting.turned() if is_turned else setting, around)
    if not (is_turned or stays):
        return flow
    return tuple(
        replace(item, is_turned=is_turned, stays_with_next=stays) if isinstance(item, Item) else item for item in flow
    )


def _set(index: int, block: Block, setting: Setting, around: Surroundings) -> Flow:
    """Return what a block is made of: as it was set before, unless it says on which page something stands."""
    if index in around.late:
        return tuple(set_block(block, setting, around))
    anchors = [exhibit.anchor for exhibit in exhibits_of((block,))]
    tables, recordings = around.tables.resolved, around.recordings
    exhibited = [(tables.get(each), recordings.get(each), each in around.tables.beside) for each in anchors]
    return set_before(block, (setting.is_turned, *exhibited), lambda: tuple(set_block(block, setting, around)))


def _place(block: Block) -> str:
    """Return what to call a block in a message."""
    match block:
        case Figure() | Table():
            return f"{block.caption.label} {block.caption.number} (`{block.anchor}`)"
        case Heading() | Paragraph():
            return f"{type(block).__name__.lower()} {beginning(block.children)}"
        case TitleBlock():
            return f"title `{block.title}`"
        case _:
            return PLACES[type(block)]


def _setting(document: Document, theme: Theme) -> Setting:
    foreign = frozenset("".join(text for text in texts(document) if not text.isascii()))  # every font has plain ASCII
    unset = frozenset(filter(is_joined, foreign))
    lent = (*lent_faces(foreign - unset, theme), *((stand_in(unset, theme),) if unset else ()))
    has_title = any(isinstance(block, TitleBlock) for block in document.blocks)
    return Setting(theme, Node("Document", None), {}, note_homes(document.blocks), lent, 1 if has_title else 0)


def _surroundings(document: Document, theme: Theme) -> Surroundings:
    headings = tuple(block for block in document.blocks if isinstance(block, Heading))
    tables = resolve_tables(document.blocks, theme, room_of(theme.page))
    full = theme.page.content_width
    half = half_width(full, theme)
    recordings = {
        each.anchor: exhibits.record(each.chart, theme, width=half if each.anchor in tables.beside else full)
        for each in exhibits_of(document.blocks)
        if isinstance(each, Figure)
    }
    late = tuple(index for index, block in enumerate(document.blocks) if _prints_pages(block))
    return Surroundings(headings, recordings, tables, openings(document.blocks), late)


def _fill(flows: list[Flow], setting: Setting, document: Document) -> tuple[Page, ...]:
    items = (*_before_all(setting, document), *(item for flow in flows for item in flow))
    page = setting.theme.page
    return fill_pages(items, page.content_height, turned_height=page.turned.content_height)


def _fill_in_step(flows: list[Flow], setting: Setting, document: Document) -> InStep:
    """Return the pages of a document that prints their numbers, in Word, too."""
    listed = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    listed |= {exhibit.anchor for exhibit in exhibits_of(document.blocks)}
    open_ = [index for index, block in enumerate(document.blocks) if isinstance(block, OPEN)]
    return in_step(flows, first=_before_all(setting, document), sheet=setting.theme.page, anchors=listed, open_=open_)


def _before_all(setting: Setting, document: Document) -> Flow:
    return (draft_line(document.metadata.draft, setting),) if document.metadata.draft else ()


def _prints_pages(block: Block) -> bool:
    """Return whether a block has a page number in it."""
    return any(
        isinstance(node, TableOfContents) or (isinstance(node, CrossReference) and node.form == "page")
        for node in walk(block)
    )


def draw_pages(layout: Layout, *, only: int | None = None) -> Drawing:
    """Return the pages, drawn, each with its foot; with `only`, all but the page of this number are left empty.

    Where one is drawn alone nothing is linked: links may lead into what is not drawn.

    Raises BuildError for letters that cannot be set, each with its place; Word and a browser set them themselves.
    """
    _check_letters(layout)
    upright, turned = layout.setting, layout.setting.turned()
    canvas = TaggedCanvas(upright.root, has_links=only is None and not upright.theme.page.is_flat)
    for number, page in enumerate(layout.pages, start=1):
        setting = turned if page.is_turned else upright
        sheet = setting.theme.page
        is_drawn = only in (None, number)
        for placed in page.placed:
            top = sheet.height - sheet.top - placed.down
            for anchor in placed.item.anchors:
                canvas.anchor(anchor, top)
            if is_drawn:
                placed.item.box.draw(canvas, x=sheet.left, top=top)
        if is_drawn:
            _foot(canvas, setting, layout, number=number)
        canvas.next_page(width=sheet.width, height=sheet.height)
    return canvas.finish()


def _check_letters(layout: Layout) -> None:
    faces = tuple(face for face in layout.setting.lent if not face.stands_in)
    if faces != layout.setting.lent:
        strict = replace(layout.setting, lent=faces)
        _set_all(layout.document, strict, _surroundings(layout.document, strict.theme))
        for text in texts(layout.document):
            list(pieces(text, strict.face(strict.theme.styles.foot)))


def _foot(canvas: TaggedCanvas, setting: Setting, layout: Layout, *, number: int) -> None:
    """Draw the short title, the page number, and on a draft the reason why it is one."""
    metadata = layout.document.metadata
    page, style, width = setting.theme.page, setting.theme.styles.foot, setting.width
    measures = setting.measures
    if page.running_foot:
        rule = RuleBox(width, 0.5, setting.theme.colours.hair)
        rule.draw(canvas, x=page.left, top=measures.foot_rule)
        _foot_line(canvas, setting, metadata.short_title, base=measures.foot_base, align="left")
        _foot_line(canvas, setting, _page_number(number, len(layout.pages)), base=measures.foot_base, align="right")
    if metadata.draft:
        words = text_box(setting, FOOT, (Text(metadata.draft),), style=stronger(style), width=width)
        canvas.text(FOOT, words.lines[0], x=page.left, y=measures.draft_base)


def _page_number(number: int, count: int) -> str:
    return say("Page {number} of {count}", number=number, count=count)


def _foot_line(canvas: TaggedCanvas, setting: Setting, text: str, *, base: float, align: str) -> None:
    page, width = setting.theme.page, setting.width
    line = setting.lines((Text(text),), setting.theme.styles.foot, width=width)[0]
    x = page.left + (width - line.width if align == "right" else 0)
    canvas.text(FOOT, line, x=x, y=base)
