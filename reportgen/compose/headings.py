"""Headings: each leads somewhere of its own, and no level is skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document import Heading, plain_text
from reportgen.document.walk import exhibits_of
from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document import Block


def with_unique_anchors(blocks: Sequence[Block], *, where: str) -> tuple[Block, ...]:
    """Return the blocks with headings of the same words told apart: `method`, `method-2`.

    Raises TemplateError for a heading that skips a level, which a reader who listens cannot follow.
    """
    taken = {exhibit.anchor for exhibit in exhibits_of(blocks)}
    level = 0
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            _check_level(block, level, where=where)
            level = block.level
            block = replace(block, anchor=_free(block.anchor, taken))
            taken.add(block.anchor)
        result.append(block)
    return tuple(result)


def _check_level(heading: Heading, level: int, *, where: str) -> None:
    if heading.level > level + 1:
        raise TemplateError(
            f"heading `{plain_text(heading.children)}`: expected level {level + 1} at most, found {heading.level}",
            where=where,
            hint=f"begin it with {'#' * (level + 1)}",
        )


def _free(anchor: str, taken: set[str]) -> str:
    names = (anchor, *(f"{anchor}-{count}" for count in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
