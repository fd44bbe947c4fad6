"""What an exhibit is called where it stands, and where something refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.document.blocks import Caption


def exhibit_word(caption: Caption) -> str:
    """Return what stands before the number of an exhibit: `Figure` or `Table`."""
    return say("Figure") if caption.label == "Figure" else say("Table")
