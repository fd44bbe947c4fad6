"""What a finished file says: its title and its words, read back from its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pikepdf

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
SHOWING = ("Tj", "TJ", "'", '"')
"""Operators of a PDF page that show text."""
UNPRINTED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f"))
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
"""A font that lacks a hyphen of a kind prints another one that looks the same."""
CODES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


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
    """Return text without white space, invisible characters and capitals."""
    return "".join(text.split()).translate(UNPRINTED).translate(HYPHENS).casefold()


def read_words(content: bytes, ending: str) -> Words | None:
    """Return what a file of a format says; None for a format of which only its maker can tell.

    Raises ValueError for a file that is broken.
    """
    match ending:
        case "pdf":
            return _pdf_words(content)
        case "docx":
            return _docx_words(content)
        case "txt":
            return Words("", squeezed(content.decode()))
        case _:
            return None


def _docx_words(content: bytes) -> Words:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            body = fromstring(parts.read("word/document.xml"))
            core: Element | None = fromstring(parts.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError, SyntaxError) as error:
        raise ValueError(f"not a Word file: {error}") from error
    title = core.findtext(TITLE) if core is not None else ""
    return Words(title or "", squeezed("".join(text.text or "" for text in body.iter(f"{WORD}t"))))


def _pdf_words(content: bytes) -> Words:
    import pikepdf  # only for a PDF

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            title = str(pdf.docinfo.get("/Title", ""))
            return Words(title, squeezed("".join(text for page in pdf.pages for text in _page_text(page))))
    except pikepdf.PdfError as error:
        raise ValueError(f"not a PDF: {error}") from error


def _page_text(page: pikepdf.Page) -> Iterator[str]:
    """Yield the text of a page in the order it is shown; each font says which characters its codes stand for."""
    import pikepdf

    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    characters: Mapping[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page, " ".join(("Tf", *SHOWING))):  # type: ignore[misc]
        if str(operator) == "Tf":
            characters = fonts.get(str(operands[0]), {})
            continue
        for string in operands[-1] if str(operator) == "TJ" else operands[-1:]:
            if isinstance(string, pikepdf.String):
                yield "".join(map(partial(_character, characters), bytes(string)))


def _character(characters: Mapping[int, str], code: int) -> str:
    return characters.get(code, "")


def _characters(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    pairs = CODES.findall(table[table.find(b"beginbfchar") :]) if b"beginbfchar" in table else ()
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in pairs}


def first_page(content: bytes, *, width: int) -> bytes:
    """Return the first page of a PDF as a PNG of that many pixels in width."""
    import pypdfium2  # comes with `reportgen[thumbnails]`

    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("P", palette=1)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
