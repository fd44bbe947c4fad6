"""Build a report as a tagged PDF that meets PDF/UA-1 and PDF/A-2a.

story, prose, panels, exhibits, tables   blocks become boxes, each with its place in the structure
boxes, grid, small_print, pictures       what boxes there are, and how they are split
text, faces                              lines of text, fonts
pages, layout, in_step                   boxes are placed on pages, the same ones in print and in Word
canvas, structure                        pages are drawn, and every mark on them belongs to an element
lettering                                the letters that are printed become fonts of the file
finish, xmp                              the structure tree, links, bookmarks and metadata are written
objects                                  what is written becomes a file
reading                                  a finished file is read back
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders import ALONE, Surroundings
from reportgen.builders.pdf.claims import claims, shortcomings
from reportgen.builders.pdf.finish import Bookmark, finish
from reportgen.builders.pdf.layout import draw_pages, lay_out_pages
from reportgen.document import Heading, plain_text
from reportgen.stages import stage

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterator, Mapping

    from reportgen.builders.pdf.layout import Layout
    from reportgen.document import Document
    from reportgen.exhibits.tables import Tables
    from reportgen.said import Said
    from reportgen.theme import Theme

__all__ = ["PdfResult", "build", "build_pdf", "lay_out", "read", "said"]


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A document on its pages. The pages are drawn when their bytes are asked for, and not before."""

    layout: Layout

    @property
    def bytes(self) -> builtins.bytes:
        """The whole file."""
        return self._drawn()

    def page(self, number: int) -> builtins.bytes:
        """Return a file in which all pages but this one are empty, for whoever shows it as a picture."""
        return self._drawn(only=number)

    def _drawn(self, only: int | None = None) -> builtins.bytes:
        document = self.layout.document
        bookmarks = tuple(
            Bookmark(block.level, plain_text(block.children), block.anchor)
            for block in document.blocks
            if isinstance(block, Heading)
        )
        return finish(
            draw_pages(self.layout, only=only), document.metadata, bookmarks=bookmarks, claims=claims(document)
        )

    @property
    def pages(self) -> Mapping[str, int]:
        """Page of each anchor, counted from 1: headings, figures, tables and notes."""
        return self.layout.page_numbers

    @property
    def last_pages(self) -> Mapping[str, int]:
        """Page of the last row of a table, by its anchor, for the tables that stand on more than one page."""
        return self.layout.last_pages

    @property
    def tables(self) -> Tables:
        """The tables as they are set, which is no other in Word on the same paper."""
        return self.layout.tables

    @property
    def word_starts(self) -> frozenset[tuple[int, int]]:
        """Indexes of the blocks, and of paragraphs in them, with which Word has to begin a page for the same pages."""
        return self.layout.in_word.starts if self.layout.in_word else frozenset()

    @property
    def is_in_step(self) -> bool:
        """Whether Word has the same page numbers, with these beginnings."""
        return self.layout.in_word is None or self.layout.in_word.is_settled

    @property
    def landscape(self) -> frozenset[str]:
        """Anchors of the tables that are too wide for an upright page and stand on turned ones."""
        return self.layout.turned

    @property
    def shortcomings(self) -> tuple[str, ...]:
        """Why the file does not claim PDF/UA-1; empty when it does."""
        return shortcomings(self.layout.document)

    @property
    def total(self) -> int:
        """Number of pages."""
        return len(self.layout.pages)


def build(document: Document, theme: Theme, surroundings: Surroundings = ALONE) -> bytes:
    """Return a numbered document as the bytes of a PDF: on the pages it stands on already, or on fresh ones."""
    laid_out = surroundings.pages() if surroundings.pages else lay_out(document, theme)
    with stage("draw PDF"):
        return laid_out.bytes


def read(content: builtins.bytes) -> tuple[str, str]:
    """Return the title of a PDF and its words, page by page. Raises ValueError for a file that is broken."""
    from reportgen.builders.pdf import reading  # pikepdf, which whoever only lays pages out does not wait for

    return reading.read(content)


def said(content: builtins.bytes) -> Iterator[Said]:
    """Yield all that a finished PDF says. Raises ValueError for a file that is broken or locked."""
    from reportgen.builders.pdf import reading  # pikepdf, as above

    yield from reading.said(content)


def build_pdf(document: Document, theme: Theme) -> bytes:
    """Return a numbered document as the bytes of a PDF."""
    return lay_out(document, theme).bytes


def lay_out(document: Document, theme: Theme) -> PdfResult:
    """Return a numbered document on its pages, for whoever wants the PDF, the page numbers or both."""
    return PdfResult(lay_out_pages(document, theme))
