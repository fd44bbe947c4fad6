"""Tables as they were set last, for whoever sets a document again while it is written."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.exhibits.tables.resolve import resolve_table
from reportgen.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document import Table
    from reportgen.exhibits.tables.resolve import ResolvedTable
    from reportgen.exhibits.tables.room import Room
    from reportgen.language import Language
    from reportgen.theme import Theme

MOST = 200
"""Tables that are kept; no report has so many."""


@dataclass
class SetBefore:
    """Tables as they were set, by anchor and room. One is known again when it is the very same object."""

    _made: dict[tuple[str, Room], tuple[Table, Theme, Language, tuple[ResolvedTable, ...]]] = field(
        default_factory=dict
    )

    def resolved(self, table: Table, theme: Theme, room: Room) -> tuple[ResolvedTable, ...]:
        """Return a table as it is set, or was. Raises BuildError when it cannot be."""
        key, language = (table.anchor, room), spoken()
        found = self._made.get(key)
        if found is not None and found[0] is table and found[1:3] == (theme, language):
            return found[3]
        if len(self._made) >= MOST:
            self._made.clear()
        made = resolve_table(table, theme, room)
        self._made[key] = (table, theme, language, made)
        return made


_BEFORE: ContextVar[SetBefore | None] = ContextVar("set_before", default=None)


@contextmanager
def tables_set_before(before: SetBefore) -> Iterator[None]:
    """Let tables within the block be as they were set before."""
    token = _BEFORE.set(before)
    try:
        yield
    finally:
        _BEFORE.reset(token)


def resolved(table: Table, theme: Theme, room: Room) -> tuple[ResolvedTable, ...]:
    """Return a table as it is set. Raises BuildError when it cannot be."""
    before = _BEFORE.get()
    return before.resolved(table, theme, room) if before else resolve_table(table, theme, room)
