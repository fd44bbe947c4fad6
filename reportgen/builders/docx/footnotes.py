"""Write notes as footnotes of Word's own, which go along when a passage is copied into another document."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from reportgen.builders.docx.fields import bookmark, field, run
from reportgen.builders.docx.flow import Para
from reportgen.builders.docx.markup import part_text, w
from reportgen.builders.docx.serialize import paragraph_markup
from reportgen.document import Figure, Note, NoteLine, NoteList, Pair, Paragraph, Table, Text
from reportgen.document.walk import rebuild, walk
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportgen.builders.docx.package import Package
    from reportgen.document import Block, Caption, Document, Inlines, NoteDefinition

AT_THE_FOOT = message("Each note stands at the foot of the page where it is first referred to.")
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The lines above footnotes, which Word keeps among them under these numbers."""


def with_footnotes(document: Document) -> Document:
    """Return a numbered document whose notes stand neither below exhibits nor in a list, but are only referred to."""
    return replace(document, blocks=tuple(_without_notes(block) for block in document.blocks))


def _without_notes(block: Block) -> Block:
    match block:
        case Figure():
            # nothing in a chart can refer to a note, so that its caption does
            caption = _referring(block.caption, _leads(block.notes))
            return replace(block, caption=caption, notes=_unnumbered(block.notes))
        case Table():
            own = {value for value in walk((block.caption, block.head, block.rows)) if isinstance(value, Note)}
            others = tuple(note for note in _leads(block.notes) if note not in own)
            line = (NoteLine(None, (Text(say("See notes")), *_spaced(others))),) if others else ()
            return replace(block, notes=(*line, *_unnumbered(block.notes)))
        case Pair():
            return rebuild(block, _without_notes)
        case NoteList(notes):
            return Paragraph((Text(say(AT_THE_FOOT)),)) if notes else block
        case _:
            return block


def _leads(lines: tuple[NoteLine, ...]) -> tuple[Note, ...]:
    return tuple(line.lead for line in lines if isinstance(line.lead, Note))


def _unnumbered(lines: tuple[NoteLine, ...]) -> tuple[NoteLine, ...]:
    return tuple(line for line in lines if not isinstance(line.lead, Note) and not line.is_pointer)


def _referring(caption: Caption, notes: tuple[Note, ...]) -> Caption:
    own = {value for value in walk(caption) if isinstance(value, Note)}
    others = _spaced(tuple(note for note in notes if note not in own))
    if caption.subtitle:
        return replace(caption, subtitle=(*caption.subtitle, *others))
    return replace(caption, headline=(*caption.headline, *others))


def _spaced(notes: tuple[Note, ...]) -> Inlines:
    return tuple(part for note in notes for part in (Text(" "), note))


class Footnotes:
    """The notes of a document that are its footnotes, each from its first reference on."""

    def __init__(self, notes: Iterable[NoteDefinition]) -> None:
        self._notes = {note.note: note for note in notes}
        self._referred: dict[str, int] = {}

    def refer(self, note: Note, *, mark: str, mark_id: int, style: str, direct: str) -> str:
        """Return a reference: the first is the footnote itself, later ones are fields that show its number.

        Word counts footnotes from the beginning of the text, as `numbering` counts notes.
        """
        if note.note in self._referred:
            number = run(str(self._referred[note.note]), style=style, direct=direct)
            return field(f"NOTEREF {mark} \\f \\h", number, style=style)
        self._referred[note.note] = len(self._referred) + 1
        look = w("rPr", w("rStyle", val=style), direct)
        reference = w("r", look, w("footnoteReference", id=self._referred[note.note]))
        return bookmark(mark, mark_id, reference)

    def add_to(self, package: Package, *, written: Callable[[Inlines, Callable[[str], str]], str]) -> None:
        """Add the part that holds the notes; nothing when none was referred to.

        `written` returns the markup of inlines; it is given what returns the relation to an address outside.
        """
        if not self._referred:
            return
        text, sign = package.style("footnote text"), package.style("footnote reference")
        links: dict[str, str] = {}
        notes = "".join(
            _footnote(number, written(self._notes[note].children, partial(_link, links)), text=text, sign=sign)
            for note, number in self._referred.items()
        )
        lines = "".join(
            w("footnote", paragraph_markup(Para(text, w("r", w(kind)))), type=kind, id=number)
            for number, kind in SEPARATORS.items()
        )
        markup = part_text(w("footnotes", lines, notes), "w", "r")
        part = package.new_part("footnotes.xml", markup.encode(), content_type=CONTENT_TYPE.WML_FOOTNOTES)
        for url, identifier in links.items():
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, identifier, is_external=True)
        package.relate(RELATIONSHIP_TYPE.FOOTNOTES, part)
        package.set_footnote_lines(tuple(SEPARATORS))


def _link(links: dict[str, str], url: str) -> str:
    """Return the relation from the notes to an address, a new one when it is the first to lead there."""
    return links.setdefault(url, f"rg{len(links) + 1}")


def _footnote(number: int, words: str, *, text: str, sign: str) -> str:
    own = w("r", w("rPr", w("rStyle", val=sign)), w("footnoteRef"))
    return w("footnote", paragraph_markup(Para(text, own + run(" ") + words)), id=number)
