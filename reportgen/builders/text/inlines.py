"""Inlines as characters, and characters as lines of a width."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING, assert_never

from reportgen.document import CrossReference, Emphasis, Foreign, Key, LineBreak, Link, Mark, Note, Strong, Text
from reportgen.document.inlines import key_sign, mark_sign, note_sign

if TYPE_CHECKING:
    from reportgen.document import Inline, Inlines

WIDTH = 100
"""Longest line of running text; a table may be wider."""

KEPT = "[note\0"
"""Stands for `[note ` while lines are made, so that no line ends within a reference."""


def words(inlines: Inlines) -> str:
    """Return the inlines as characters; an intended end of line is a newline."""
    return "".join(_word(inline) for inline in inlines)


def _word(inline: Inline) -> str:
    match inline:
        case Text(text) | Foreign(text, _) | CrossReference(_, _, text):  # pages are named
            return text
        case Strong(children) | Emphasis(children):
            return words(children)
        case Link(url, children):
            return link(url, words(children))
        case Note(_, number):
            return note_sign(number)
        case Mark(code):
            return mark_sign(code)
        case Key():
            return key_sign(inline)
        case LineBreak():
            return "\n"
        case _:
            assert_never(inline)


def link(url: str, label: str) -> str:
    """Return a link with its address, once when the address is the label."""
    return label if url.removeprefix("https://").rstrip("/") in label else f"{label} <{url}>"


def wrapped(text: str, *, width: int = WIDTH, first: str = "", rest: str = "") -> list[str]:
    """Return text as lines no longer than `width`, the first line after `first`, the others after `rest`."""
    lines: list[str] = []
    sign = note_sign("\0").partition("\0")[0]
    for part in text.split("\n"):
        wrapper = TextWrapper(
            width=width,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapper.wrap(part.replace(sign, KEPT)) or [(rest if lines else first).rstrip()]
    return [line.replace(KEPT, sign) for line in lines]
