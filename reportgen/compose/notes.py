"""Where notes are printed: a mark in the exhibit for each, its words under every exhibit, the first, or in a list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, assert_never

from reportgen.document import (
    CrossReference,
    Figure,
    Mark,
    Note,
    NoteLine,
    NoteList,
    Table,
    Text,
)
from reportgen.document.walk import change_exhibits, walk
from reportgen.errors import TemplateError
from reportgen.language import say
from reportgen.measure import MarkCode, NotePlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.compose.scope import Scope
    from reportgen.dataset import NoteRecord
    from reportgen.document import Block, Inline, Inlines

Exhibit = TypeVar("Exhibit", Figure, Table)

MOST_BELOW = 8
"""Notes whose words stand below an exhibit, where a list at the end has all of them."""
PLACE = "place"
"""The dimension of places, in notes."""


# -- a mark for each ------------------------------------------------------------------------------------------------


def with_marks(scope: Scope, exhibit: Exhibit) -> Exhibit:
    """Return the exhibit with a mark for each of its notes: those that no cell has stand in the subtitle.

    There a mark follows the words it explains, the breakdown or what is counted, or else all of them. An exhibit
    without subtitle has them in its headline.
    """
    shown = noted(exhibit)
    missing = [line.lead for line in exhibit.notes if isinstance(line.lead, Note) and line.lead not in shown]
    if not missing:
        return exhibit
    caption = exhibit.caption
    if caption.subtitle:
        return replace(exhibit, caption=replace(caption, subtitle=_marked(scope, caption.subtitle, missing)))
    return replace(exhibit, caption=replace(caption, headline=_marked(scope, caption.headline, missing)))


def noted(exhibit: Figure | Table) -> frozenset[Note]:
    """Return the notes whose marks stand in an exhibit, its small print apart."""
    seen: tuple[object, ...] = (exhibit.caption,)
    seen += (exhibit.head, exhibit.rows) if isinstance(exhibit, Table) else (exhibit.chart,)
    return frozenset(value for value in walk(seen) if isinstance(value, Note))


def _marked(scope: Scope, words: Inlines, notes: Sequence[Note]) -> Inlines:
    """Return a line with the notes in it, each after the words it explains."""
    places: dict[tuple[int, int], list[Note]] = {}
    for note in notes:
        places.setdefault(_place(words, _explained(scope, scope.package.notes[note.note])), []).append(note)
    return tuple(part for index, inline in enumerate((*words, None)) for part in _parted(inline, index, places))


def _parted(inline: Inline | None, index: int, places: Mapping[tuple[int, int], list[Note]]) -> Iterator[Inline]:
    """Yield an inline with the notes in it; None stands for the end of the line."""
    start = 0
    for at, end in sorted(place for place in places if place[0] == index):
        if isinstance(inline, Text):
            yield Text(inline.text[start:end])
        yield from (part for note in places[at, end] for part in (Text(" "), note))
        start = end
    if isinstance(inline, Text):
        yield from (Text(inline.text[start:]),) if inline.text[start:] else ()
    elif inline is not None:
        yield inline


def _place(words: Inlines, explained: Sequence[str]) -> tuple[int, int]:
    """Return the text of a line, and the character in it, after which the first of these words stand; or its end."""
    for wanted in filter(None, explained):
        pattern = re.compile(rf"\b{re.escape(wanted)}\b", re.IGNORECASE)
        for index, inline in enumerate(words):
            found = pattern.search(inline.text) if isinstance(inline, Text) else None
            if found:
                return index, found.end()
    return len(words), 0


def _explained(scope: Scope, record: NoteRecord) -> tuple[str, ...]:
    """Return the words that a note may stand after, best first."""
    package = scope.package
    if record.dimension == PLACE:
        return (*(level.in_sentence for level in package.levels.names.values()), say("places"))
    if record.dimension:
        return (package.dimensions_in_sentence.get(record.dimension, ""),)
    if not record.indicator:
        return ()
    indicator = package.indicator(record.indicator)
    return (indicator.title, indicator.noun_plural, indicator.short_title, indicator.title.partition(",")[0])


# -- where the words stand ------------------------------------------------------------------------------------------


def with_notes(blocks: Sequence[Block], where: NotePlace, *, has_legend: bool) -> tuple[Block, ...]:
    """Return blocks with the words of notes where a report wants them; a legend explains all marks.

    Raises TemplateError for a list of notes that nothing is left for, and for none where one is needed.
    """
    has_list = any(isinstance(block, NoteList) for block in blocks)
    match where:
        case NotePlace.EACH:
            return change_exhibits(blocks, _without_many) if has_list else tuple(blocks)
        case NotePlace.LIST:
            if not has_list:
                raise TemplateError("`notes: list` needs a place for the notes", hint="put `:::{notes}` in the report")
            return change_exhibits(blocks, _without_notes)
        case NotePlace.ONCE:
            if has_list:
                raise TemplateError(
                    "`notes: once` prints the notes under exhibits, so that none is left for `:::{notes}`",
                    hint="leave the directive out, or set `notes: list`",
                )
            return _once(blocks, has_legend=has_legend)
        case _:
            assert_never(where)


def _without_many(exhibit: Exhibit) -> Exhibit:
    """Leave the words of many notes to the list at the end, which has them, too: below an exhibit they fill pages."""
    count = sum(isinstance(line.lead, Note) for line in exhibit.notes)
    if count <= MOST_BELOW:
        return exhibit
    told = say("The {count} notes on these figures stand in the list of notes.", count=count)
    others: list[NoteLine] = [line for line in exhibit.notes if not isinstance(line.lead, Note)]
    return replace(exhibit, notes=(NoteLine(None, (Text(told),), is_general=True), *others))


def _without_notes(exhibit: Exhibit) -> Exhibit:
    return replace(exhibit, notes=tuple(line for line in exhibit.notes if not isinstance(line.lead, Note)))


def _once(blocks: Sequence[Block], *, has_legend: bool) -> tuple[Block, ...]:
    """Return blocks with the words of each note, correction and derivation under the first exhibit that has its mark.

    What a mark means in general is said the first time, too, where a legend explains all of them. Raises TemplateError
    for a note that only the text refers to: it stands nowhere.
    """
    homes: dict[tuple[Note | Mark | None, Inlines], str] = {}

    def changed(exhibit: Figure | Table) -> Figure | Table:
        kept: list[NoteLine] = []
        elsewhere: dict[str, list[Note | Mark]] = {}
        for line in exhibit.notes:
            home = homes.setdefault(_told(line), exhibit.anchor)
            if home == exhibit.anchor or not _is_said_once(line, has_legend=has_legend):
                kept.append(line)
            elif line.lead and not line.is_general:
                elsewhere.setdefault(home, []).append(line.lead)
        if elsewhere:
            kept.insert(sum(isinstance(line.lead, Note) for line in kept), _pointer(elsewhere, tuple(homes.values())))
        return replace(exhibit, notes=tuple(kept))

    found = change_exhibits(blocks, changed)
    placed = {lead for lead, _ in homes}
    lost = next((note for note in walk(found) if isinstance(note, Note) and note not in placed), None)
    if lost:
        raise TemplateError(
            f"note `{lost.note}` is referred to, but stands under no exhibit",
            hint="refer to it where an exhibit has it, or set `notes: list`",
        )
    return found


def _told(line: NoteLine) -> tuple[Note | Mark | None, Inlines]:
    """Return what a line says; of a derived figure how it was made, which may stand after its name."""
    return line.lead, line.children[-1:] if line.lead == Mark(MarkCode.DERIVED) else line.children


def _is_said_once(line: NoteLine, *, has_legend: bool) -> bool:
    if line.is_general:
        return has_legend
    return isinstance(line.lead, Note) or line.lead in (Mark(MarkCode.CORRECTED), Mark(MarkCode.DERIVED))


def _pointer(elsewhere: Mapping[str, Sequence[Note | Mark]], order: Sequence[str]) -> NoteLine:
    """Return the line that says where notes stand, in order: `[note 1]: Figure 1. [note 4] [note 5]: Table 2.`."""
    words: list[Inline] = []
    for anchor in sorted(elsewhere, key=order.index):
        words += [part for lead in dict.fromkeys(elsewhere[anchor]) for part in (Text(" "), lead)]
        words += [Text(": "), CrossReference(anchor), Text(".")]
    return NoteLine(None, tuple(words[1:]), is_pointer=True)
