"""Fill in every number of a Document once: figures, tables, notes, cross-references."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.document import (
    CrossReference,
    Document,
    Figure,
    Heading,
    Note,
    NoteLine,
    NoteList,
    Table,
    Text,
    plain_text,
)
from reportgen.document.captions import exhibit_word
from reportgen.document.walk import exhibits_of, is_numbered, rebuild, walk
from reportgen.errors import TemplateError, did_you_mean, raise_gathered
from reportgen.language import say
from reportgen.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reportgen.document import Block, NoteDefinition


@dataclass(frozen=True, slots=True)
class _Numbers:
    captions: Mapping[str, str]
    labels: Mapping[str, str]
    notes: Mapping[str, int]


def number(document: Document) -> Document:
    """Return the document with numbers on captions and notes, words in cross-references, and its note list filled.

    Figures and tables are numbered apart, in reading order, after the document's `exhibit_prefix`; notes get one number
    wherever they are referred to. Raises TemplateError when a note or a target does not exist, or an anchor is used
    twice; all of these together as ReportErrors.
    """
    try:
        return _numbered(document)
    except TemplateError:
        raise_gathered(lost_references(document.blocks, document.notes))
        raise


def lost_references(
    blocks: Sequence[Block], definitions: Sequence[NoteDefinition], *, known: Collection[str] = ()
) -> list[TemplateError]:
    """Return what is wrong with anchors, notes and references; `known` are anchors that stand in none of the blocks."""
    errors: list[TemplateError] = []
    anchors: list[str] = []
    for block in _with_anchors(blocks):
        if block.anchor in anchors:
            errors.append(_used_twice(block.anchor))
        anchors.append(block.anchor)
    notes, targets = {note.note for note in definitions}, {*anchors, *filter(None, known)}
    for value in walk(blocks):
        if isinstance(value, Note) and value.note not in notes:
            errors.append(_unknown_note(value.note, notes))
        elif isinstance(value, CrossReference) and value.target not in targets:
            errors.append(_unknown_reference(value.target, targets))
    return list({error.message: error for error in errors}.values())


def _used_twice(anchor: str) -> TemplateError:
    return TemplateError(f"anchor `{anchor}` is used twice", hint="give one of them another name")


def _unknown_note(note: str, known: Collection[str]) -> TemplateError:
    return TemplateError(f"unknown note `{note}`", hint=did_you_mean(note, known))


def _unknown_reference(target: str, known: Collection[str]) -> TemplateError:
    return TemplateError(f"unknown cross-reference `{target}`", hint=did_you_mean(target, known))


def _numbered(document: Document) -> Document:
    captions = _caption_numbers(document)
    numbers = _Numbers(captions=captions, labels=_labels(document, captions), notes=_note_numbers(document))
    noted = tuple(
        replace(note, number=numbers.notes[note.note], children=_fill(note.children, numbers))
        for note in sorted(document.notes, key=lambda note: numbers.notes.get(note.note, 0))
        if note.note in numbers.notes
    )
    blocks = tuple(
        NoteList(noted) if isinstance(block, NoteList) else _fill(block, numbers) for block in document.blocks
    )
    return replace(document, blocks=_without_bare_end(blocks), notes=noted)


def _without_bare_end(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks without a last heading below which there are no notes, unless the text refers to it."""
    if not blocks or not isinstance(blocks[-1], NoteList) or blocks[-1].notes:
        return blocks
    kept = blocks[:-1]
    if not kept or not isinstance(kept[-1], Heading):
        return kept
    targets = {node.target for block in blocks for node in walk(block) if isinstance(node, CrossReference)}
    return kept if kept[-1].anchor in targets else kept[:-1]


def _caption_numbers(document: Document) -> dict[str, str]:
    counts = {"Figure": 0, "Table": 0}
    numbers: dict[str, str] = {}
    for exhibit in filter(is_numbered, exhibits_of(document.blocks)):
        counts[exhibit.caption.label] += 1
        numbers[exhibit.anchor] = f"{document.exhibit_prefix}{counts[exhibit.caption.label]}"
    return numbers


def _labels(document: Document, captions: Mapping[str, str]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for block in _with_anchors(document.blocks):
        if block.anchor in labels:
            raise _used_twice(block.anchor)
        labels[block.anchor] = (
            plain_text(block.children)
            if isinstance(block, Heading)
            else f"{exhibit_word(block.caption)} {captions.get(block.anchor, '')}".rstrip()
        )
    return labels


def _with_anchors(blocks: Sequence[Block]) -> tuple[Heading | Figure | Table, ...]:
    headings = (block for block in blocks if isinstance(block, Heading))
    return (*headings, *exhibits_of(blocks))


def _note_numbers(document: Document) -> dict[str, int]:
    known = {note.note for note in document.notes}
    numbers: dict[str, int] = {}
    for value in walk(document.blocks):
        if isinstance(value, Note):
            if value.note not in known:
                raise _unknown_note(value.note, known)
            numbers.setdefault(value.note, len(numbers) + 1)
    return numbers


def _fill(value: Any, numbers: _Numbers) -> Any:
    """Return the value with every number in it filled in; what has none is returned as it is."""
    if value is None or isinstance(value, Text):  # half of all there is
        return value
    if isinstance(value, tuple):
        filled = tuple([_fill(item, numbers) for item in value])
        if any(isinstance(item, Note) for item in filled):
            filled = _ascending(filled)
        return value if all(new is old for new, old in zip(filled, value, strict=True)) else filled
    if isinstance(value, Note):
        return replace(value, number=numbers.notes[value.note])
    if isinstance(value, CrossReference):
        return _refer(value, numbers)
    return _fill_parts(value, numbers)


def _ascending(inlines: tuple[Any, ...]) -> tuple[Any, ...]:
    """Put notes that follow each other, only spaces between them, in the order of their numbers."""
    result = list(inlines)
    run: list[int] = []
    for index, inline in enumerate([*inlines, None]):
        if isinstance(inline, Note):
            run.append(index)
        elif inline != Text(" "):
            notes = sorted((result[place] for place in run), key=lambda note: note.number)
            for place, note in zip(run, notes, strict=True):
                result[place] = note
            run = []
    return tuple(result)


def _fill_parts(value: Any, numbers: _Numbers) -> Any:
    filled = rebuild(value, lambda part: _fill(part, numbers))
    if isinstance(filled, Figure | Table):
        caption = replace(filled.caption, number=numbers.captions.get(filled.anchor, ""))
        return replace(filled, caption=caption, notes=_in_order(filled.notes))
    return filled


def _in_order(lines: tuple[NoteLine, ...]) -> tuple[NoteLine, ...]:
    """Put the numbered notes first, by number; the marks and other lines stay in their order after them."""
    return tuple(
        sorted(lines, key=lambda line: (line.lead.number or 0) if isinstance(line.lead, Note) else sys.maxsize)
    )


def _refer(reference: CrossReference, numbers: _Numbers) -> CrossReference:
    if reference.target not in numbers.labels:
        raise _unknown_reference(reference.target, numbers.labels)
    label = numbers.labels[reference.target]
    return replace(
        reference,
        text=label if reference.form == "label" else _without_page(reference, label, numbers),
        is_exhibit=reference.form == "label" and reference.target in numbers.captions,
    )


def _without_page(reference: CrossReference, label: str, numbers: _Numbers) -> str:
    """Return what a reference to a page says where there are none: the name of what stands there.

    Nothing where that was just named, as in `Table 3 on page 5`.
    """
    if reference.before[:1] in (" ", ","):
        return ""
    name = label if reference.target in numbers.captions else f"“{label}”"
    on = say("on page ")
    if reference.before.replace("\u00a0", " ").casefold() != on:
        return name
    told = say("in {exhibit}", exhibit=name)
    return told if reference.before[0] == on[0] else capitalised(told)
