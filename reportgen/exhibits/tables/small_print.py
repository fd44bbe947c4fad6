"""The small print of an exhibit: which notes share a line, and where a page may end in a long one."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.document import Note, Text
from reportgen.exhibits.tables.reach import lettering, line_count, reach
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.document import Figure, Inlines, NoteLine, Table
    from reportgen.theme import Theme

FEWEST_LINES = 3
"""Lines of small print that may stand below the last rows, or be left for the next page."""
SHORT = 8
"""Fewer lines than this are kept together."""
LONG_NOTE = 6
"""A note of fewer lines is kept whole."""

Lines = tuple[tuple["Inlines", ...], ...]
"""Lines of small print, each with the notes that stand on it; a note that is alone may take several."""


def small_print_lines(block: Figure | Table, theme: Theme, *, width: float, stretch: float = 1.0) -> Lines:
    """Return the notes and, last, the source; short ones share a line where they fit."""
    notes = tuple(_words(note) for note in block.notes) + ((block.source,) if block.source else ())
    return tuple(_joined(notes, theme, width=width, stretch=stretch))


def _joined(notes: Iterable[Inlines], theme: Theme, *, width: float, stretch: float) -> Iterator[tuple[Inlines, ...]]:
    letters = lettering(theme.styles.notes, theme, stretch=stretch)
    line: tuple[Inlines, ...] = ()
    down = 0.0
    for note in notes:
        wide = reach(note, letters).natural
        if line and fits_in(down + theme.measures.between_notes + wide, width):
            line, down = (*line, note), down + theme.measures.between_notes + wide
            continue
        if line:
            yield line
        line, down = (note,), wide
    if line:
        yield line


def _words(note: NoteLine) -> Inlines:
    return (note.lead, Text(" "), *note.children) if note.lead else note.children


def said_note(block: Figure | Table, words: Inlines) -> str:
    """Return the note that a line of an exhibit's small print gives the words of; empty when it gives none."""
    found = (line.lead for line in block.notes if isinstance(line.lead, Note) and _words(line) == words)
    return next((note.note for note in found), "")


def line_counts(lines: Lines, theme: Theme, *, width: float, stretch: float = 1.0) -> tuple[int, ...]:
    """Return how many lines of a page each line of small print takes: several, where one long note stands on it."""
    letters = lettering(theme.styles.notes, theme, stretch=stretch)
    return tuple(line_count(notes[0], letters, width) if len(notes) == 1 else 1 for notes in lines)


def stays_with_next(counts: Sequence[int], *, is_kept: bool) -> tuple[bool, ...]:
    """Return for each line of small print whether the next has to begin on its page; `counts` says how high each is.

    All of it stays with an exhibit that is kept on one page.
    """
    whole = sum(counts)
    reached = accumulate(counts)
    return tuple(
        down < whole and (is_kept or whole < SHORT or not FEWEST_LINES <= down <= whole - FEWEST_LINES)
        for down in reached
    )
