"""What all blocks of a page share: the theme, what marks mean, and where notes and exhibits stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.builders.html.markup import identifier
from reportgen.document import Mark, NoteList, plain_text
from reportgen.document.walk import exhibits_of
from reportgen.wording import capitalised, spoken_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.builders import Numbers
    from reportgen.document import Document, Figure, NoteLine, Table
    from reportgen.measure import MarkCode
    from reportgen.theme import Theme

PIXELS = 1.5
"""Of the screen for a point of the page."""
WIDE = 480.0
"""Points that a chart is wide, whatever the paper of the theme: its letters then have the size of the text around."""
HALF = 228.0
"""Beside another one."""
NARROW = 264.0
"""On a phone."""


@dataclass
class Setting:
    """Of one page, while it is written; it also notes what the page needs, such as how far figures are indented."""

    document: Document
    theme: Theme
    numbers: Numbers | None = None
    """Takes the numbers that are printed, and knows where each comes from; None where the page does not say it."""
    exhibit: Figure | Table | None = None
    """The exhibit that is being written; its own small print is what marks in it mean."""
    references: Counter[str] = field(default_factory=Counter)
    """How often each note was referred to so far."""
    indents: set[int] = field(default_factory=set)
    """By how many hundredths of an em figures of tables end before the edge of their column."""

    @cached_property
    def homes(self) -> dict[str, str]:
        """Where each note stands: the anchor of the first exhibit that says it, or nothing for the list of notes."""
        found: dict[str, str] = {}
        for exhibit in exhibits_of(self.document.blocks):
            for note in noted(exhibit.notes):
                found.setdefault(note, exhibit.anchor)
        listed = (note.note for block in self.document.blocks if isinstance(block, NoteList) for note in block.notes)
        return {**found, **dict.fromkeys(listed, "")}

    @cached_property
    def meanings(self) -> dict[MarkCode, str]:
        """What each mark means, as the first exhibit with it says."""
        found: dict[MarkCode, str] = {}
        for exhibit in exhibits_of(self.document.blocks):
            for code, words in explained(exhibit.notes):
                found.setdefault(code, words)
        return found

    def meaning(self, code: MarkCode) -> str:
        """Return what a mark means where it stands."""
        own = dict(explained(self.exhibit.notes)) if self.exhibit else {}
        return own.get(code) or self.meanings.get(code) or capitalised(spoken_mark(code))

    def note_id(self, note: str) -> str:
        """Return the identifier of the words of a note, where a reference to it leads."""
        own = self.exhibit is not None and note in noted(self.exhibit.notes)
        home = self.exhibit.anchor if own and self.exhibit else self.homes.get(note, "")
        return f":note-{identifier(note)}" + ("" if home == self.homes.get(note, "") else f":{identifier(home)}")

    def refer(self, note: str) -> str:
        """Return an identifier for the next reference to a note."""
        self.references[note] += 1
        return reference_id(note, self.references[note])


def reference_id(note: str, number: int = 1) -> str:
    """Return the identifier of a reference to a note: the first, or a later one."""
    return f":ref-{identifier(note)}" + (f":{number}" if number > 1 else "")


def noted(lines: Iterable[NoteLine]) -> tuple[str, ...]:
    """Return the notes that small print gives the words of."""
    return tuple(line.lead.note for line in lines if line.lead and not isinstance(line.lead, Mark))


def explained(lines: Iterable[NoteLine]) -> tuple[tuple[MarkCode, str], ...]:
    """Return the marks that small print explains, each with what it says."""
    return tuple((line.lead.code, plain_text(line.children)) for line in lines if isinstance(line.lead, Mark))
