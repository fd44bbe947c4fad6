"""Which blocks of a document stand on pages turned on their side: wide tables, and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document import Callout, Heading, PageBreak, Pair, Paragraph, Table
from reportgen.document.walk import exhibits_of
from reportgen.errors import BuildError, ReportErrors
from reportgen.exhibits.tables.before import resolved as as_set
from reportgen.exhibits.tables.reach import lettering, line_count
from reportgen.exhibits.tables.room import half_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.document import Block
    from reportgen.exhibits.tables.resolve import ResolvedTable
    from reportgen.exhibits.tables.room import Room
    from reportgen.theme import Theme

LEAST_BELOW_HEADING = 3
"""Lines that have to follow a heading on its page."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a document as they are set, and which of its blocks stand on turned pages."""

    resolved: Mapping[str, tuple[ResolvedTable, ...]]
    """The parts of each table, one as a rule, by its anchor."""
    refused: Mapping[str, BuildError]
    """Why a table cannot be set, by its anchor."""
    on_turned: frozenset[int]
    """Indexes of blocks."""
    kept: frozenset[int]
    """Indexes of the short paragraphs that stay with what follows them."""
    beside: frozenset[str] = frozenset()
    """Anchors of the exhibits that stand in half of the width, each beside the other of its pair."""

    def parts(self, anchor: str) -> tuple[ResolvedTable, ...]:
        """Return a table as it is set, in one part or several. Raises BuildError when it cannot be."""
        if anchor in self.refused:
            raise self.refused[anchor]
        return self.resolved[anchor]


def resolve_tables(blocks: Sequence[Block], theme: Theme, room: Room) -> Tables:
    """Return the tables among the blocks as they are set, with what goes along with those that are turned."""
    kept = kept_with_next(blocks, theme, room)
    resolved: dict[str, tuple[ResolvedTable, ...]] = {}
    refused: dict[str, BuildError] = {}
    on_turned: set[int] = set()
    beside: set[str] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Pair) and (halves := _halves(block, theme, room)) is not None:
            resolved |= halves
            beside |= {exhibit.anchor for exhibit in exhibits_of((block,))}
            continue
        for table in exhibits_of((block,)):
            if not isinstance(table, Table):
                continue
            try:
                first, *_ = resolved[table.anchor] = as_set(table, theme, room)
            except BuildError as error:
                refused[table.anchor] = error
                continue
            if first.is_turned:
                on_turned |= {index, *_before(blocks, index, kept), *_after(blocks, index)}
    return Tables(resolved, refused, frozenset(on_turned), kept, frozenset(beside))


def _halves(pair: Pair, theme: Theme, room: Room) -> dict[str, tuple[ResolvedTable, ...]] | None:
    """Return the tables of a pair as they are set in half of the width; None where the two cannot stand side by side.

    A half may be too narrow for a table, or for any exhibit; and a table that may run over pages stands alone.
    """
    half = half_of(room, theme)
    if half is None:
        return None
    tables = [exhibit for exhibit in exhibits_of((pair,)) if isinstance(exhibit, Table)]
    try:
        resolved = {table.anchor: as_set(table, theme, half) for table in tables}
    except BuildError:
        return None
    return resolved if all(len(parts) == 1 and parts[0].is_kept for parts in resolved.values()) else None


def raise_refused(tables: Tables) -> None:
    """Raise the errors of the tables that cannot be set, if there are any."""
    errors = list(tables.refused.values())
    if errors:
        raise errors[0] if len(errors) == 1 else ReportErrors(errors)


def _before(blocks: Sequence[Block], index: int, kept: frozenset[int]) -> Iterator[int]:
    """Yield the indexes of what goes along with a table from before it: heads, and a few lines below them.

    A page that ends on purpose ends there.
    """
    for at in reversed(range(index)):
        if isinstance(blocks[at], PageBreak):
            yield at
            return
        if not _is_head(blocks[at]) and at not in kept:
            return
        yield at


def kept_with_next(blocks: Sequence[Block], theme: Theme, room: Room) -> frozenset[int]:
    """Return the indexes of paragraphs that stay with what follows them: too few lines stand below their heading."""
    letters = lettering(theme.styles.body, theme, stretch=room.stretch)
    kept: set[int] = set()
    missing = 0
    for index, block in enumerate(blocks):
        if _is_head(block):
            missing = LEAST_BELOW_HEADING
        elif isinstance(block, Paragraph) and missing:
            missing = max(0, missing - line_count(block.children, letters, room.text, most=missing))
            kept |= {index} if missing else set()
        else:
            missing = 0
    return frozenset(kept)


def _is_head(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.role == "label")


def _after(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Yield the indexes of what explains a table from below it: small print, and a legend."""
    for at in range(index + 1, len(blocks)):
        block = blocks[at]
        is_small_print = isinstance(block, Paragraph) and block.role == "notes"
        if not is_small_print and not (isinstance(block, Callout) and block.role == "legend"):
            return
        yield at
