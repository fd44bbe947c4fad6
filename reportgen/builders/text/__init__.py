"""Build a Document as plain text that reads as the report reads: for a quick look, and for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders import ALONE, Surroundings
from reportgen.builders.text import blocks
from reportgen.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Document
    from reportgen.theme import Theme


def build(document: Document, theme: Theme, surroundings: Surroundings = ALONE) -> bytes:
    """Return the document as UTF-8 text. The theme says how things look, and text has no look, so it is not used."""
    del theme, surroundings
    return blocks.build(document).encode()


def read(content: bytes) -> tuple[str, str]:
    """Return no title, for text has no metadata, and the text."""
    return "", content.decode()


def said(content: bytes) -> Iterator[Said]:
    """Yield the text. Raises ValueError for what is none."""
    try:
        yield Said("text", "printed", content.decode())
    except UnicodeDecodeError as error:
        raise ValueError("not a text in UTF-8") from error
