"""What every block needs to be set: the theme, the pages known so far, and the voices in which inlines speak."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.pdf.faces import named_face, with_lent
from reportgen.builders.pdf.structure import Node
from reportgen.builders.pdf.text import Line, Run, Target, measure
from reportgen.document import (
    CrossReference,
    Emphasis,
    Foreign,
    Key,
    LineBreak,
    Link,
    Mark,
    Note,
    Strong,
    Text,
    plain_text,
)
from reportgen.document.inlines import key_sign
from reportgen.exhibits.tables import half_width
from reportgen.theme import STRONGER
from reportgen.wording import points_sign, spoken_mark, spoken_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.builders.pdf.faces import Face
    from reportgen.document import Figure, Inline, Inlines, Table
    from reportgen.theme import Measures, TextStyle, Theme

"""An abbreviation after a figure, or a sign before one."""
SLANTED = {
    "sans": "sans_italic",
    "sans_semibold": "sans_semibold_italic",
    "serif": "serif_italic",
    "serif_semibold": "serif_italic",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """The theme and what is known of the document around a block."""

    theme: Theme
    root: Node
    """The element that holds the whole document."""
    pages: Mapping[str, int]
    """Page of each anchor, as far as known; page references print it."""
    note_homes: Mapping[str, str] = field(default_factory=dict)
    """The exhibit that a note stands under, empty for the list of notes; a reference leads there."""
    lent: tuple[Face, ...] = ()
    """Faces for characters that the theme's fonts lack."""
    heading_shift: int = 0
    """1 when the title is the only heading of the first level."""
    has_quiet_references: bool = False
    """Whether references to exhibits look like the text around them."""
    is_turned: bool = False
    """Whether the page lies on its long side, for a table that is too wide for it upright."""

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.theme.page.content_width

    @property
    def measures(self) -> Measures:
        """The lengths that every builder keeps to."""
        return self.theme.measures

    def turned(self) -> Setting:
        """Return the setting of a page that lies on its long side, with the margins it has upright."""
        return replace(self, theme=replace(self.theme, page=self.theme.page.turned), is_turned=True)

    def with_notes_of(self, *exhibits: Figure | Table) -> Setting:
        """Return the setting of an exhibit, or of the parts of one: a note that it says itself stands there."""
        own = {
            line.lead.note: exhibit.anchor
            for exhibit in exhibits
            for line in exhibit.notes
            if isinstance(line.lead, Note)
        }
        return replace(self, note_homes={**self.note_homes, **own}) if own else self

    def halved(self) -> Setting:
        """Return the setting of one of two exhibits side by side."""
        page = self.theme.page.narrowed(half_width(self.width, self.theme))
        return replace(self, theme=replace(self.theme, page=page))

    def face(self, style: TextStyle) -> Face:
        """Return the face of a style."""
        return with_lent(named_face(getattr(self.theme.faces, style.face)), self.lent)

    def run(self, text: str, style: TextStyle, *, target: Target | None = None) -> Run:
        """Return text in a style."""
        plain = str.__str__(text)  # where its numbers come from is of no use to a page, and would be remembered with it
        return Run(plain, self.face(style), style.size, style.colour, target)

    def lines(self, inlines: Inlines, style: TextStyle, *, width: float) -> tuple[Line, ...]:
        """Return inlines in a style, broken into lines, the last of which is not a single short word."""
        return measure(self.runs(inlines, style)).even_lines(width)

    def runs(self, inlines: Inlines, style: TextStyle, *, target: Target | None = None) -> Iterator[Run]:
        """Yield the runs of inlines in a style; marks and notes are muted and regular in any style."""
        signs = _signs(points_sign())
        for inline in inlines:
            # nearly all are text without a sign: not handed down through two generators more
            if inline.__class__ is Text and not signs.search(inline.text):
                yield self.run(inline.text, style, target=target)
            else:
                yield from self._runs(inline, style, target)

    def _runs(self, inline: Inline, style: TextStyle, target: Target | None) -> Iterator[Run]:
        match inline:
            case Text(text):
                yield from self._text(text, style, target)
            case Foreign(text, language):
                yield replace(self.run(text, style, target=target), language=language)
            case Strong(children):
                yield from self.runs(children, replace(style, face=STRONGER.get(style.face, style.face)), target=target)
            case Emphasis(children):
                yield from self.runs(children, replace(style, face=SLANTED.get(style.face, style.face)), target=target)
            case Link(url, children):
                yield from self.runs(
                    children, self._link_style(style), target=Target(url=url, text=plain_text(children))
                )
            case Note() | Mark():
                yield self._sign(inline, style, target)
            case Key():
                yield self._key(inline, style)
            case CrossReference():
                yield from self._reference(inline, style)
            case LineBreak():
                yield self.run("\n", style, target=target)
            case _:
                assert_never(inline)

    def _text(self, text: str, style: TextStyle, target: Target | None) -> Iterator[Run]:
        """Yield text, its abbreviations and signs apart, which are said in words."""
        signs = _signs(points_sign())
        if target or not signs.search(text):
            yield self.run(text, style, target=target)
            return
        for piece in filter(None, signs.split(text)):
            run = self.run(piece, style)
            said = spoken_sign(piece)
            yield replace(run, said=said) if said else run

    def _link_style(self, style: TextStyle) -> TextStyle:
        return replace(style, colour=self.theme.colours.main)

    def _sign(self, inline: Note | Mark, style: TextStyle, target: Target | None) -> Run:
        """Return `[x]` or `[note 1]`: muted, regular, without a space inside at which a line could end."""
        is_on_dark = style.colour == WHITE
        muted = replace(style, face="sans", colour=WHITE if is_on_dark else self.theme.colours.muted)
        said = plain_text((inline,))
        text = said.replace(" ", "\u00a0")
        if isinstance(inline, Mark):
            return replace(self.run(text, muted, target=target), said=spoken_mark(inline.code))
        smaller = replace(muted, size=min(style.size, self.theme.styles.notes.size))
        if inline.note not in self.note_homes:
            return self.run(text, smaller, target=target)
        anchor = note_anchor(inline.note, self.note_homes[inline.note])
        return self.run(text, smaller, target=Target(anchor=anchor, text=said, is_note=True))

    def _key(self, key: Key, style: TextStyle) -> Run:
        """Return `[7]`: small, muted and regular, on the number that it belongs to."""
        colour = WHITE if style.colour == WHITE else self.theme.colours.muted
        smaller = replace(style, face="sans", colour=colour, size=min(style.size, self.theme.styles.notes.size))
        target = Target(anchor=key.target, text=key.said, is_note=True, stands=key.anchor)
        return self.run(key_sign(key), smaller, target=target)

    def _reference(self, reference: CrossReference, style: TextStyle) -> Iterator[Run]:
        if reference.form == "page":
            page = self.pages.get(reference.target, 0)
            if reference.before:
                yield self.run(reference.before, style)
            yield self.run(f"{page}", style, target=Target(anchor=reference.target, text=f"page {page}"))
        else:
            words = reference.text.replace(" ", "\u00a0") if reference.is_exhibit else reference.text
            target = Target(anchor=reference.target, text=reference.text)
            yield self.run(words, self._reference_style(style), target=target)

    def _reference_style(self, style: TextStyle) -> TextStyle:
        if self.has_quiet_references or style.colour == WHITE:
            return style
        return replace(self._link_style(style), face=STRONGER.get(style.face, style.face))


WHITE = "#FFFFFF"


def note_anchor(note: str, home: str) -> str:
    """Return the anchor of a note where its words stand: under an exhibit, or in the list of notes."""
    return f"note:{note}:{home}" if home else f"note:{note}"


@cache
def _signs(points: str) -> re.Pattern[str]:
    """Return what is said in words: the abbreviation of percentage points, and signs before a figure."""
    return re.compile(rf"(?<=\d )({re.escape(points)})(?!\w)|(?<![^\s(])([>≥])(?=\d)")
