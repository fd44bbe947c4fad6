"""Read Word files as the tests need them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

from reportgen.builders.docx import build_docx
from reportgen.document import Block, Document
from reportgen.numbering import number
from reportgen.template.themes import read_theme
from tests.documents import NOTES, metadata

THEME = read_theme("default", Path("templates"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def document(*blocks: Block, **changes: str) -> Document:
    """A numbered document of these blocks."""
    return number(Document(metadata("A title", **changes), blocks, NOTES))


def build(*blocks: Block, **options) -> bytes:
    return build_docx(document(*blocks), THEME, **options)


def part(raw: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return etree.fromstring(archive.read(name))


def names(raw: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return archive.namelist()


def text(element: etree._Element) -> str:
    """The characters a reader sees, with a tab for each step and `|` for an end of line."""
    shown = {f"{W}t": lambda each: each.text or "", f"{W}tab": lambda _: "\t", f"{W}br": lambda _: "|"}
    return "".join(shown[each.tag](each) for each in element.iter(*shown) if each.getparent().tag == f"{W}r")


def paragraphs(raw: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph, those in tables included."""
    return [(each.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), text(each)) for each in part(raw).iter(f"{W}p")]


def codes(raw: bytes, name: str = "word/document.xml") -> list[str]:
    """The codes of all fields."""
    return [(each.text or "").strip() for each in part(raw, name).iter(f"{W}instrText")]
