"""Read a finished PDF back: its title and the words it prints."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHOWING = ("Tj", "TJ", "'", '"')
"""Operators of a PDF page that show text."""
CODES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a PDF and its words, page by page. Raises ValueError for a file that is broken."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            title = str(pdf.docinfo.get("/Title", ""))
            return title, "".join(text for page in pdf.pages for text in _page_text(page))
    except pikepdf.PdfError as error:
        raise ValueError(f"not a PDF: {error}") from error


def pages(content: bytes) -> tuple[str, ...]:
    """Return the words of each page of a PDF that was read before."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return tuple("".join(_page_text(page)) for page in pdf.pages)


def _page_text(page: pikepdf.Page) -> Iterator[str]:
    """Yield the text of a page in the order it is shown; each font says which characters its codes stand for."""
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
