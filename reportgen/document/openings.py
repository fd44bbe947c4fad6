"""What opens a section stays on the page of its first exhibit; every builder keeps to what is found here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.blocks import Figure, Heading, Pair, Paragraph, Table
from reportgen.document.inlines import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.blocks import Block

MOST_LETTERS = 1200
"""A longer text before the first exhibit is read by itself; kept with the exhibit it would leave half a page empty."""


def openings(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the positions of the blocks that open a section and stay with the one after them.

    These are a heading of the first level and the text below it, up to the section's first figure, table or pair of
    them, if that is not far.
    """
    found: set[int] = set()
    for start, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            found |= set(_opening(blocks, start))
    return frozenset(found)


def _opening(blocks: Sequence[Block], start: int) -> range:
    letters = 0
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Figure | Table | Pair):
            return range(start, index)
        if not isinstance(block, Paragraph):
            break
        letters += len(plain_text(block.children))
        if letters > MOST_LETTERS:
            break
    return range(0)
