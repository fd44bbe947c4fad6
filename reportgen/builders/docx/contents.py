"""Write the contents and the lists of figures and tables: fields that already show their entries and pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.exhibits import exhibit_name
from reportgen.builders.docx.fields import field, field_begin, field_end, inner_link, run, tab
from reportgen.builders.docx.flow import Gallery, with_first
from reportgen.builders.docx.inlines import BOLD, paragraph, runs
from reportgen.document import Heading, Note, TableOfContents, plain_text
from reportgen.document.walk import exhibits_of, is_numbered
from reportgen.language import say, say_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.builders.docx.flow import Flow
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Document, Figure, Inlines, Table

MANY_EXHIBITS = 10
"""With more figures and tables than this, they are listed."""
EN_SPACE = "\u2002"

Entry = tuple[str, str, str]
"""Style, words, and the anchor they lead to."""


def table_of_contents(block: TableOfContents, document: Document, setting: Setting) -> Flow:
    """Return the contents under their title."""
    headings = tuple(
        (f"toc {each.level}", _words(each.children, setting), each.anchor)
        for each in document.blocks
        if isinstance(each, Heading) and each.in_contents and each.level <= block.depth
    )
    words = runs(block.title, setting, BOLD)
    title = (paragraph("TOC Heading", words, setting, keeps_next=setting.package.is_house or None),) if words else ()
    contents = _filled_field(f'TOC \\o "1-{block.depth}" \\h \\z', headings, setting)
    return (Gallery("Table of Contents", (*title, *contents)),) if title or contents else ()


def lists_of_exhibits(document: Document, setting: Setting) -> Flow:
    """Return the lists of figures and of tables of a document that has contents and many exhibits, on a last page.

    They stand at the end, where they move no page: the pages in the contents are those of the PDF, which has no lists.
    """
    if not any(isinstance(block, TableOfContents) for block in document.blocks):
        return ()
    exhibits = list(filter(is_numbered, exhibits_of(document.blocks)))
    if len(exhibits) <= MANY_EXHIBITS:
        return ()
    lists = tuple(
        piece
        for label in ("Figure", "Table")
        for piece in _list_of(label, [each for each in exhibits if each.caption.label == label], setting)
    )
    return with_first(lists, lambda first: replace(first, breaks_before=True, before=0))


def _list_of(label: str, exhibits: Sequence[Figure | Table], setting: Setting) -> Flow:
    if not exhibits:
        return ()
    gap = ". " if setting.theme.exhibits.run_in else EN_SPACE
    entries = tuple(
        ("table of figures", f"{exhibit_name(each.caption)}{gap}{_words(each.caption.headline, setting)}", each.anchor)
        for each in exhibits
    )
    title = paragraph(
        "TOC Heading", run(say_of("a list of exhibits", "Figures") if label == "Figure" else say("Tables")), setting
    )
    return (title, *_filled_field(f'TOC \\h \\z \\c "{label}"', entries, setting))


def _words(inlines: Inlines, setting: Setting) -> str:
    """Return what Word lists of a heading or a caption: everything but footnotes."""
    return plain_text(tuple(each for each in inlines if not (setting.footnotes and isinstance(each, Note)))).strip()


def _filled_field(code: str, entries: Sequence[Entry], setting: Setting) -> Flow:
    """Return a field that Word can renew, around the entries it will then find."""
    for style in dict.fromkeys(style for style, _, _ in entries):
        setting.package.end_at_right(style, setting.width)
    last = len(entries) - 1
    return tuple(
        paragraph(
            style,
            (field_begin(code) if index == 0 else "")
            + _entry(words, anchor, setting)
            + (field_end() if index == last else ""),
            setting,
        )
        for index, (style, words, anchor) in enumerate(entries)
    )


def _entry(words: str, anchor: str, setting: Setting) -> str:
    mark = setting.places.contents_mark(anchor)
    page = field(f"PAGEREF {mark} \\h", run(setting.places.page(anchor)))
    return inner_link(mark, run(words) + tab() + page)
