"""Build a report as a Word document that a careful Word user would have made by hand.

story, prose, panels, exhibits, tables, contents   blocks become paragraphs and tables, all of it in named styles
flow, serialize                                    paragraphs and tables as values; as markup, once
inlines, fields, footnotes, pictures               what paragraphs are made of
setting, sections, columns                         what all blocks share; turned pages; widths
styles, formatting, theme_part, numbering_part     the look of the theme in Word's words
base, ground, package, stylesheet                  the template is opened once, and a copy of it filled
margins, properties, packaging                     what stands around the text; the file
intake, opening, chosen_section, carried            templates of other houses: what is taken over, and what is not
cascade, house                                     what their styles mean, and the theme adapted to them
spacing                                            the room between blocks that no style knows of
reading                                            a finished file is read back
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders import ALONE, Surroundings
from reportgen.builders.docx.base import base_template
from reportgen.builders.docx.carried import NUMBERS
from reportgen.builders.docx.footnotes import Footnotes, with_footnotes
from reportgen.builders.docx.ground import check_template
from reportgen.builders.docx.house import stretch
from reportgen.builders.docx.inlines import runs
from reportgen.builders.docx.intake import DAMAGED, HINT
from reportgen.builders.docx.margins import add_margins
from reportgen.builders.docx.package import Package
from reportgen.builders.docx.properties import add_custom_properties, set_core_properties
from reportgen.builders.docx.reading import read, said
from reportgen.builders.docx.sections import find_sides
from reportgen.builders.docx.serialize import markup
from reportgen.builders.docx.setting import Setting, find_places
from reportgen.builders.docx.story import story
from reportgen.document import CrossReference, TableOfContents
from reportgen.document.walk import walk
from reportgen.errors import BuildError
from reportgen.stages import stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.document import Document
    from reportgen.exhibits.tables import Tables
    from reportgen.theme import Theme

__all__ = ["base_template", "build", "build_docx", "check_template", "read", "said"]


def build(document: Document, theme: Theme, surroundings: Surroundings = ALONE) -> bytes:
    """Return a numbered document as the bytes of a Word file, with the page numbers of the pages it stands on."""
    laid_out = surroundings.pages() if surroundings.pages else None
    is_out_of_step = laid_out is not None and (theme.word_footnotes or not laid_out.is_in_step)
    if is_out_of_step and surroundings.template is None and _prints_pages(document):
        surroundings.tell(NUMBERS)
    with stage("build Word"), _blaming(surroundings.template):
        return build_docx(
            document,
            theme,
            page_numbers=laid_out.pages if laid_out and laid_out.is_in_step else None,
            last_pages=laid_out.last_pages if laid_out else None,
            page_starts=laid_out.word_starts if laid_out else frozenset(),
            tables=laid_out.tables if laid_out else None,
            template=surroundings.template,
            native_charts=surroundings.native_charts,
        )


@contextmanager
def _blaming(template: bytes | None) -> Iterator[None]:
    """Say of what a template of another house makes impossible that the template does: ours is tested with all."""
    try:
        yield
    except DAMAGED as error:
        if template is None:
            raise
        message = f"the Word template cannot be filled: {type(error).__name__.lower()}: {error}"
        raise BuildError(message, where="--docx-template", hint=HINT) from error


def build_docx(
    document: Document,
    theme: Theme,
    *,
    page_numbers: Mapping[str, int] | None = None,
    last_pages: Mapping[str, int] | None = None,
    page_starts: frozenset[tuple[int, int]] = frozenset(),
    tables: Tables | None = None,
    template: bytes | None = None,
    native_charts: bool = True,
) -> bytes:
    """Return a numbered document as the bytes of a Word file.

    `page_numbers` has the page of each anchor, as the PDF of the same document has them; without it, and in another
    template, where pages break elsewhere, contents and page references stay blank until Word renews its fields, which
    it then offers to do when the file is opened. `last_pages` has the page of the last row of each table that
    stands on several, its notes included: its rows are not kept together, and where they end on another page, it says
    so, and names itself in the head that each of its pages repeats. `page_starts` are the indexes of the blocks, and of
    paragraphs in them, with which a page begins, so that these numbers are true in Word, too. `tables` are those of the
    document as they were resolved for pages of the theme. `template` is a Word file whose styles, pages and margins are
    used; styles that it lacks are added. `native_charts` makes charts that can be edited in Word, of the kinds it has;
    the others, and all without it, are pictures.

    Raises UsageError when the template is not a Word file, BuildError when a character cannot stand in one.
    """
    is_house = template is not None
    package = Package(template, theme)
    page = package.page() if is_house else theme.page
    # with footnotes pages end elsewhere than in the PDF, as they do on other paper
    known = {} if is_house or theme.word_footnotes else page_numbers or {}
    footnotes = Footnotes(document.notes) if theme.word_footnotes else None
    if footnotes:
        document = with_footnotes(document)
    setting = Setting(
        theme=replace(package.theme, page=page),
        page=page,
        package=package,
        places=find_places(document, known, last_pages or {}, has_footnotes=theme.word_footnotes),
        footnotes=footnotes,
        exhibit_prefix=document.exhibit_prefix,
        native_charts=native_charts,
        stretch=stretch(package.theme.faces) if is_house else 1.0,
        made=document.metadata.date,
    )
    has_own_foot = add_margins(document.metadata, setting)
    if not known and _prints_pages(document):
        package.ask_to_update()
    # other paper is another room, and what has become a footnote is no longer in a cell
    known_tables = None if is_house or footnotes else tables
    sides = find_sides(document, setting, has_own_foot=has_own_foot, tables=known_tables)
    text, last_section = story(document, sides, starts=page_starts if known else frozenset())
    package.set_body(markup(text), last_section)
    if footnotes:
        footnotes.add_to(package, written=lambda words, link: runs(words, replace(setting, related=link)))
    set_core_properties(package.document, document.metadata)
    add_custom_properties(package.document, document.metadata)
    return package.save(document.metadata.language)


def _prints_pages(document: Document) -> bool:
    """Say whether a page number stands anywhere in the text."""
    return any(
        isinstance(each, TableOfContents) or (isinstance(each, CrossReference) and each.form == "page")
        for each in walk(document.blocks)
    )
