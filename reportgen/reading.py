"""What a finished file says: its title and its words, read back from its bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from unicodedata import normalize

from reportgen.builders import builder
from reportgen.direction import AFTER
from reportgen.errors import UsageError

UNPRINTED = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u2060\ufeff\ufe0e\ufe0f"))
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
"""A font that lacks a hyphen of a kind prints another one that looks the same."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a file says. Formats disagree on spaces and line ends, so words are compared without them."""

    title: str
    """As the metadata have it; empty when the format has none."""
    text: str
    """Everything it prints, squeezed."""

    def hold(self, words: str) -> bool:
        """Say whether the file prints these words."""
        return squeezed(words) in self.text


def squeezed(text: str) -> str:
    """Return text without white space, invisible characters and capitals, letters and their marks as one."""
    return normalize("NFC", "".join(text.split()).translate(UNPRINTED).translate(HYPHENS).casefold())


def read_words(content: bytes, name: str) -> Words:
    """Return what a file of a format says, as its builder reads it back.

    Raises ValueError for a file that is broken, UsageError when there is no such format.
    """
    title, text = builder(name).read(content)
    return Words(title.replace(AFTER, ""), squeezed(text))


def read_pages(content: bytes, name: str) -> tuple[str, ...]:
    """Return the words of each page of a PDF, squeezed. Raises UsageError for a file of another format."""
    if not name.endswith(".pdf"):
        raise UsageError(f"`{name}` has no pages until it is printed", hint="ask the PDF beside it")
    from reportgen.builders.pdf.reading import pages  # pikepdf

    return tuple(map(squeezed, pages(content)))


def first_page(content: bytes, *, width: int) -> bytes:
    """Return the first page of a PDF as a PNG of that many pixels in width."""
    import pypdfium2  # comes with `reportgen[thumbnails]`

    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("P", palette=1)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
