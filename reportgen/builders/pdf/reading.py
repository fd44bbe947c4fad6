"""Read a finished PDF back: its title and the words it prints."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING

import pikepdf

from reportgen.said import Part, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHOWING = ("Tj", "TJ", "'", '"')
"""Operators of a PDF page that show text."""
TAGGED: Mapping[str, Part] = {"/Artifact": "running", "/Figure": "drawn"}
PLACES: Mapping[Part, str] = {"printed": "", "drawn": ", chart", "running": ", head or foot"}
"""What a message calls a part of a page, after its number."""
TOLD = {"/Alt": "alternative text", "/ActualText": "text in place of signs", "/Contents": "words of links",
        "/E": "words of an abbreviation", "/Summary": "summary of a table"}  # fmt: skip
"""What is heard, by the key under which it stands in a PDF."""
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


def said(content: bytes) -> Iterator[Said]:
    """Yield what a PDF says: page by page, then what is only heard, then its properties.

    Raises ValueError for a file that is broken or locked.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                for part, text in _parts(page).items():
                    yield Said(f"page {number}{PLACES[part]}", part, text)
            yield from _told(pdf)
    except pikepdf.PasswordError as error:
        raise ValueError("it is locked with a password") from error
    except pikepdf.PdfError as error:
        raise ValueError(f"not a PDF: {error}") from error


def _told(pdf: pikepdf.Pdf) -> Iterator[Said]:
    """Yield alternative texts, the words of links, bookmarks, and the properties."""
    found: dict[str, list[str]] = {name: [] for name in TOLD}
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary):
            for name, words in found.items():
                value = each.get(name)
                if isinstance(value, pikepdf.String):
                    words.append(str(value))
    for name, words in found.items():
        yield Said(TOLD[name], "heard", "\n".join(words))
    with pdf.open_outline() as outline:
        yield Said("bookmarks", "heard", "\n".join(_titles(outline.root)))
    yield Said("properties", "about", "\n".join(map(str, pdf.docinfo.values())))


def _titles(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for each in items:
        yield each.title
        yield from _titles(each.children)


def _parts(page: pikepdf.Page) -> dict[Part, str]:
    """Return what a page says, in its charts and in its heads and feet; pieces that are placed apart stand apart."""
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    characters: Mapping[int, str] = {}
    found: dict[Part, list[str]] = {part: [] for part in PLACES}
    marks: list[Part] = []
    words = found["printed"]
    wanted = " ".join(("Tf", "BT", "BDC", "BMC", "EMC", *SHOWING))
    for operands, operator in pikepdf.parse_content_stream(page, wanted):  # type: ignore[misc]
        match str(operator):
            case "Tf":
                characters = fonts.get(str(operands[0]), {})
            case "BT":
                words.append(" ")
            case "BDC" | "BMC":
                marks.append(TAGGED.get(str(operands[0]), "printed"))
                words = found[_outermost(marks)]
            case "EMC":
                marks.pop()
                words = found[_outermost(marks)]
            case name:
                for string in operands[-1] if name == "TJ" else operands[-1:]:
                    if isinstance(string, pikepdf.String):
                        words.append("".join(map(partial(_character, characters), bytes(string))))
    return {part: "".join(each) for part, each in found.items()}


def _outermost(marks: list[Part]) -> Part:
    """Return what a place within marked content is: the first that is no plain text."""
    return next((part for part in marks if part != "printed"), "printed")


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
