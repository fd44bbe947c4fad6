"""The kinds of files that a document comes in: its formats, and what is made along with them."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.builders import BUILDERS, PAGED, Needs
from reportgen.language import say

PAGE = "html"
"""The format that is made to be read where the list of documents is."""
INDEX_PAGE = "index.html"
"""That list."""
PICTURE = "png"
"""A small picture of the first page, for the index."""
WORKBOOK = "data.xlsx"
"""The figures behind the document."""
TRACE = "trace.json"
"""Where each number of the document comes from."""


@dataclass(frozen=True, slots=True)
class Along:
    """A kind of file that is made along with a document and is no format of its own."""

    title: str
    """What a reader calls it; empty for what is not listed."""
    needs: Needs


def along() -> dict[str, Along]:
    """Return by name what is made along with documents."""
    pages = BUILDERS[PAGED].needs
    return {
        PICTURE: Along("", Needs((*pages.libraries, "pypdfium2", "pillow"), pages.inputs)),
        WORKBOOK: Along("Data", Needs(("xlsxwriter", "pandas"), ("data",))),
        TRACE: Along("Trace", Needs((), ("data", "language"))),
    }


def needs_of(kind: str) -> Needs:
    """Return what the bytes of a kind of file depend on."""
    return all_needs()[kind]


def all_needs() -> dict[str, Needs]:
    """Return by kind what the bytes of a file depend on."""
    return {name: made.needs for name, made in BUILDERS.items()} | {name: made.needs for name, made in along().items()}


def titles() -> dict[str, str]:
    """Return what a reader calls each kind that is listed, in the order in which the files of a document stand."""
    formats = {name: say(made.title) for name, made in BUILDERS.items()}
    return formats | {name: made.title for name, made in along().items() if made.title}
