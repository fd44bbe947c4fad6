"""Build a Document as plain text that reads as the report reads: for a quick look, and for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.text.blocks import build

if TYPE_CHECKING:
    from reportgen.document import Document
    from reportgen.theme import Theme


def build_text(document: Document, theme: Theme) -> bytes:
    """Return the document as UTF-8 text. The theme says how things look, and text has no look, so it is not used."""
    del theme
    return build(document).encode()
