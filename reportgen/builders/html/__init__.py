"""Build a report as a page for a browser: one file that asks nobody for anything, complete without its script.

page, bar                                the whole file: head, bar, contents, text, look and script
story, prose, panels, exhibits, tables   blocks become elements
inlines, markup, setting                 what elements are made of, and what all blocks share
drawing                                  charts as pictures with text
colours, faces, fonts                    the look of the theme in the words of a browser, in the light and in the dark
reading                                  a finished file is read back
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders import ALONE, Surroundings
from reportgen.builders.html.page import page
from reportgen.builders.html.reading import read, said
from reportgen.stages import stage

if TYPE_CHECKING:
    from reportgen.document import Document
    from reportgen.theme import Theme

__all__ = ["build", "read", "said"]


def build(document: Document, theme: Theme, surroundings: Surroundings = ALONE) -> bytes:
    """Return a numbered document as the bytes of a page."""
    numbers = surroundings.numbers() if surroundings.numbers else None
    with stage("write HTML"):
        return page(document, theme, numbers, beside=surroundings.beside()).encode()
