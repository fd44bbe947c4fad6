"""Which standards a document can meet: what the builder cannot make up for, it must not claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document import Figure, Heading, Table, TitleBlock
from reportgen.document.walk import exhibits_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Document, Metadata

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a file says it meets."""

    is_accessible: bool
    """PDF/UA-1."""
    is_archival: bool
    """PDF/A-2a."""


def claims(document: Document) -> Claims:
    """Return what the PDF of a document may claim."""
    return Claims(
        is_accessible=not any(shortcomings(document)),
        is_archival=not any(_metadata_shortcomings(document.metadata)),
    )


def shortcomings(document: Document) -> tuple[str, ...]:
    """Return, in words, why the PDF of a document cannot meet PDF/UA-1; nothing when it can."""
    return (
        *_metadata_shortcomings(document.metadata),
        *_heading_shortcomings(document),
        *_exhibit_shortcomings(document),
    )


def _metadata_shortcomings(metadata: Metadata) -> Iterator[str]:
    if not metadata.title.strip():
        yield "the document has no title"
    if not LANGUAGE.fullmatch(metadata.language):
        yield f"`{metadata.language}` is not the tag of a language"


def _heading_shortcomings(document: Document) -> Iterator[str]:
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                yield f"heading `{block.anchor}` of level {block.level} follows one of level {level}"
            level = block.level


def _exhibit_shortcomings(document: Document) -> Iterator[str]:
    titles = (block for block in document.blocks if isinstance(block, TitleBlock))
    for block in (*titles, *exhibits_of(document.blocks)):
        match block:
            case Figure() if not block.alt.strip():
                yield f"figure `{block.anchor}` has no alternative text"
            case TitleBlock() if block.locator and not block.locator_alt.strip():
                yield "the map beside the title has no alternative text"
            case Table() if not _has_headers(block):
                yield f"table `{block.anchor}` has no heads"


def _has_headers(table: Table) -> bool:
    named = any(cell.children for row in table.head for cell in row.cells)
    return named or any(column.is_row_header for column in table.columns)
