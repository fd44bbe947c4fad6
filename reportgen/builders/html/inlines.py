"""Inlines as markup: links that lead, marks with what they mean, notes that lead there and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.html.markup import Html, element, identifier, joined
from reportgen.builders.html.setting import reference_id
from reportgen.document import CrossReference, Emphasis, Foreign, Key, LineBreak, Link, Mark, Note, Strong, Text
from reportgen.document.inlines import key_sign, mark_sign, note_sign
from reportgen.errors import BuildError
from reportgen.language import say
from reportgen.links import LINK_HINT, leads_out
from reportgen.quantity import pieces_of

if TYPE_CHECKING:
    from reportgen.builders.html.setting import Setting
    from reportgen.document import Inline, Inlines
    from reportgen.measure import MarkCode


def runs(inlines: Inlines, setting: Setting) -> Html:
    """Return inlines as markup."""
    return joined(*(_inline(inline, setting) for inline in _without_pages(inlines)))


def _without_pages(inlines: Inlines) -> Inlines:
    """Return inlines without the page of an exhibit that they have just named, and the end of line before it."""
    named: set[str] = set()
    kept: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, CrossReference):
            if inline.form == "page" and kept and isinstance(kept[-1], LineBreak) and inline.target in named:
                kept.pop()
                continue
            named.add(inline.target)
        kept.append(inline)
    return tuple(kept)


def _inline(inline: Inline, setting: Setting) -> Html | str:  # noqa: C901 - one case for each kind
    match inline:
        case Text(text):
            return words(text, setting)
        case Foreign(text, language):
            return element("span", words(text, setting), lang=language)
        case Strong(children):
            return element("strong", runs(children, setting))
        case Emphasis(children):
            return element("em", runs(children, setting))
        case Link(url, children):
            return element("a", runs(children, replace(setting, numbers=None)), href=_led_out(url))
        case Note(note, _):
            sign = note_sign(inline.number).replace(" ", "\u00a0")
            return element("a", sign, class_="note", href=f"#{setting.note_id(note)}", id=setting.refer(note))
        case Mark(code):
            return mark(code, setting)
        case Key():
            return _key(inline)
        case CrossReference(target, _, text):  # a page has no number here: what stands on it is named instead
            return element("a", text, class_="ref", href=f"#{identifier(target)}") if text else ""
        case LineBreak():
            return element("br")
        case _:
            assert_never(inline)


def _led_out(url: str) -> str:
    if not leads_out(url):
        raise BuildError(f"a page cannot lead to `{url}`", hint=LINK_HINT)
    return url


def words(text: str, setting: Setting) -> Html | str:
    """Return text, in which each number that has an origin can be asked where it comes from."""
    numbers = setting.numbers
    if numbers is None:
        return text
    return joined(
        *(
            element("span", piece, class_="q", data_n=numbers.place_of(quantity))
            if quantity and quantity.origin is not None
            else piece
            for piece, quantity in pieces_of(text)
        )
    )


def _key(key: Key) -> Html:
    """Return the key of a number, which leads to its origin, or back from there."""
    anchor = f":{identifier(key.anchor)}" if key.anchor else None
    leads = f"#:{identifier(key.target)}"
    return element("a", key_sign(key), class_="note key", href=leads, id=anchor, aria_label=key.said)


def mark(code: MarkCode, setting: Setting) -> Html:
    """Return a mark, which says what it means."""
    return element("abbr", mark_sign(code), class_="mark", title=setting.meaning(code))


def note_label(note: Note, setting: Setting) -> Html:
    """Return the number of a note where its words stand; it leads nowhere."""
    sign = note_sign(note.number).replace(" ", "\u00a0")
    return element("span", sign, class_="note", id=setting.note_id(note.note))


def way_back(note: Note, setting: Setting) -> Html:
    """Return a link from the words of a note to where it is first referred to; nothing where nobody does."""
    if not setting.references[note.note]:
        return Html("")
    said = say("Back to the first reference to {note}", note=note_sign(note.number))
    arrow = element("span", "\u21a9\ufe0e", aria_hidden="true")
    return element("a", arrow, class_="back", href=f"#{reference_id(note.note)}", aria_label=said)
