"""Write what a line of text is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.fields import bookmark, field, inner_link, line_break, outer_link, run
from reportgen.builders.docx.flow import Para
from reportgen.builders.docx.markup import w
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

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Inline, Inlines


@dataclass(frozen=True, slots=True)
class Voice:
    """How the text around an inline looks, which decides what its own style has to say."""

    is_bold: bool = False
    """The paragraph's style is bold. A bold character style in it would turn the weight back to regular."""
    is_on_dark: bool = False
    is_strong: bool = False
    is_stressed: bool = False
    is_link: bool = False
    is_quiet: bool = False
    """References to exhibits look like the text around them."""


RAISED = w("vertAlign", val="superscript")
PLAIN = Voice()
BOLD = Voice(is_bold=True)
QUIET = Voice(is_quiet=True)


def runs(inlines: Inlines, setting: Setting, voice: Voice = PLAIN) -> str:
    """Return the markup of inlines in a paragraph of this voice."""
    shown = _closed_up(inlines) if setting.footnotes else inlines
    return "".join([_inline(inline, setting, voice) for inline in shown])


def _closed_up(inlines: Inlines) -> Inlines:
    """Return inlines without the space before the raised number of a footnote; between two of them it stays."""
    return tuple(
        Text(inline.text.removesuffix(" "))
        if isinstance(inline, Text) and isinstance(after, Note) and not isinstance(before, Note)
        else inline
        for before, inline, after in zip_longest((None, *inlines[:-1]), inlines, inlines[1:])
        if inline is not None
    )


def _inline(inline: Inline, setting: Setting, voice: Voice) -> str:  # noqa: C901 - one case for each kind
    match inline:
        case Text(text):
            return _text(text, setting, voice)
        case Foreign(text, language):
            return _text(text, setting, voice, language=language)
        case Strong(children):
            return runs(children, setting, replace(voice, is_strong=not voice.is_bold))
        case Emphasis(children):
            return runs(children, setting, replace(voice, is_stressed=True))
        case Link(url, children):
            return outer_link(setting.link(url), runs(children, setting, replace(voice, is_link=True)))
        case Note():
            return _note(inline, setting, voice)
        case Mark():
            return _sign(plain_text((inline,)), "Mark", setting, voice)
        case Key():
            return _key(inline, setting, voice)
        case CrossReference():
            return _reference(inline, setting, voice)
        case LineBreak():
            return line_break()
        case _:
            assert_never(inline)


def _text(text: str, setting: Setting, voice: Voice, *, language: str = "") -> str:
    name = _style(voice)
    if not name:
        return run(text, language=language)
    weight = w("b") if voice.is_strong and name not in ("Strong", "Intense Emphasis") else ""
    slant = w("i") if voice.is_stressed and name not in ("Emphasis", "Intense Emphasis") else ""
    return run(text, style=setting.style(name), direct=weight + slant, language=language)


def _style(voice: Voice) -> str:
    if voice.is_on_dark:
        return "On Dark Shade"
    if voice.is_link:
        return "Hyperlink"
    if voice.is_strong:
        return "Intense Emphasis" if voice.is_stressed else "Strong"
    return "Emphasis" if voice.is_stressed else ""


def _sign(text: str, style: str, setting: Setting, voice: Voice) -> str:
    """Return `[x]` or `[note 1]`, regular also in a bold paragraph, and with no space at which a line could end."""
    regular = w("b", val=0) if voice.is_bold else ""
    name = "On Dark Shade" if voice.is_on_dark else style
    return run(text.replace(" ", "\u00a0"), style=setting.style(name), direct=regular)


def note_sign(inline: Inline, setting: Setting) -> str:
    """Return `[note 1]` where the note itself stands, which leads nowhere."""
    return _sign(plain_text((inline,)), "Note Reference", setting, PLAIN)


def _note(note: Note, setting: Setting, voice: Voice) -> str:
    places = setting.places
    if setting.footnotes and note.note in places.notes:
        name = "On Dark Shade" if voice.is_on_dark else "footnote reference"
        return setting.footnotes.refer(
            note,
            mark=places.note_mark(note.note),
            mark_id=places.note_id(note.note),
            style=setting.style(name),
            direct=(w("b", val=0) if voice.is_bold else "") + (RAISED if voice.is_on_dark else ""),
        )
    sign = _sign(plain_text((note,)), "Note Reference", setting, voice)
    return inner_link(places.note_mark(note.note), sign) if note.note in places.notes else sign


def _key(key: Key, setting: Setting, voice: Voice) -> str:
    """Return `[7]`, which leads to its origin or back from there, with a bookmark where another key leads to it."""
    sign = inner_link(key_mark(key.target), _sign(key_sign(key), "Note Reference", setting, voice))
    if not key.anchor:
        return sign
    return bookmark(key_mark(key.anchor), setting.places.key_id(key.number, in_list=key.stands == "list"), sign)


def key_mark(anchor: str) -> str:
    """Return the bookmark of a key: `_Key00007`, `_Origin00007`."""
    place, _, number = anchor.partition(":")
    return f"_{place.title()}{int(number):05d}"


def _reference(reference: CrossReference, setting: Setting, voice: Voice) -> str:
    mark = setting.places.reference_mark(reference.target)
    if reference.form == "page":
        before = _text(reference.before, setting, voice) if reference.before else ""
        return before + field(f"PAGEREF {mark} \\h", _text(setting.places.page(reference.target), setting, voice))
    # the number of an exhibit is kept with its label where it stands, so it is here: renewing the field changes nothing
    words = reference.text.replace(" ", "\u00a0") if reference.is_exhibit else reference.text
    code = f"REF {mark} \\h \\* CHARFORMAT"
    if voice != PLAIN:
        return field(code, _text(words, setting, voice))
    style = setting.style("Exhibit Reference")
    return field(code, run(words, style=style), style=style)


def paragraph(
    style: str,
    content: str,
    setting: Setting,
    *,
    keeps_next: bool | None = None,
    keeps_lines: bool = False,
    before: float | None = None,
    number: tuple[int, int] | None = None,
    right: float = 0,
    tabs: str = "",
) -> Para:
    """Return a paragraph of a named style, `content` the markup of its runs; the rest is what has no style."""
    return Para(setting.style(style), content, keeps_next, keeps_lines, None, before, right, number, tabs)
