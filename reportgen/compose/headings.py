"""Headings: each leads somewhere of its own, and no level is skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document import Heading, plain_text
from reportgen.document.walk import exhibits_of
from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.document import Block
    from reportgen.template import Element


def with_unique_anchors(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings of the same words told apart: `method`, `method-2`."""
    taken = {exhibit.anchor for exhibit in exhibits_of(blocks)}
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            block = replace(block, anchor=_free(block.anchor, taken))
            taken.add(block.anchor)
        result.append(block)
    return tuple(result)


def skipped_levels(elements: Sequence[Element], places: Sequence[str]) -> Iterator[TemplateError]:
    """Yield an error for each heading that skips a level, which a reader who listens cannot follow."""
    level = 0
    for element, place in zip(elements, places, strict=True):
        if not isinstance(element, Heading):
            continue
        if element.level > level + 1:
            words = plain_text(element.children)
            yield TemplateError(
                f"heading `{words}`: expected level {level + 1} at most, found {element.level}",
                where=place,
                hint=f"begin it with {'#' * (level + 1)}",
            )
        level = element.level


def _free(anchor: str, taken: set[str]) -> str:
    names = (anchor, *(f"{anchor}-{count}" for count in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
