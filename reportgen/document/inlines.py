"""What a line of text is made of."""

from __future__ import annotations

from typing import Literal, assert_never

from reportgen.frozen import frozen
from reportgen.language import say, say_of
from reportgen.measure import MarkCode
from reportgen.quantity import concat


@frozen
class Text:
    """Characters, final: numbers are already words and digits."""

    text: str


@frozen
class Foreign:
    """Characters that are in another language than the document: words of the data that have no translation."""

    text: str
    language: str
    """BCP 47."""


@frozen
class Strong:
    """Text set in the heavier weight."""

    children: Inlines


@frozen
class Emphasis:
    """Text that is stressed."""

    children: Inlines


@frozen
class Link:
    """Text that leads to an address outside the document."""

    url: str
    children: Inlines


@frozen
class Note:
    """A reference to a note of the document, printed as `[note 1]`, muted, after the words it belongs to."""

    note: str
    """Identifier of a `NoteDefinition`."""
    number: int | None = None
    """Place in reading order; filled in by `numbering`."""


@frozen
class Mark:
    """A mark such as `[x]`, printed muted and regular, also within bold text."""

    code: MarkCode


@frozen
class CrossReference:
    """Words that stand for another place in the document, and lead there."""

    target: str
    """Anchor of a heading, figure or table."""
    form: Literal["label", "page"] = "label"
    """`label` prints `Table 3` (or the heading's words), `page` the page number, which only a builder knows."""
    text: str = ""
    """The label, or what stands in place of a page in a document that has none; filled in by `numbering`."""
    before: str = ""
    """Before the number of a page, and only there: `on page `."""
    is_exhibit: bool = False
    """Whether the label is that of a figure or a table, which no line ends within; filled in by `numbering`."""


@frozen
class LineBreak:
    """An intended end of line, as in a two-line column head."""


@frozen
class Key:
    """The key of a number in an audit copy, printed as `[7]`, muted, behind the number.

    It leads to its entry in the list of origins, and the key there leads back.
    """

    number: int
    stands: Literal["first", "again", "list"] = "first"
    """Where it is printed: in the text for the first time, where the list leads back to; once more; in the list."""

    @property
    def anchor(self) -> str:
        """The name of the place where it stands; empty where nothing leads there."""
        return {"first": f"key:{self.number}", "again": "", "list": f"origin:{self.number}"}[self.stands]

    @property
    def target(self) -> str:
        """The name of the place that it leads to."""
        return f"key:{self.number}" if self.stands == "list" else f"origin:{self.number}"

    @property
    def said(self) -> str:
        """What a link with it says to who cannot see where it stands."""
        if self.stands == "list":
            return say("back to number {key}", key=self.number)
        return say("origin of number {key}", key=self.number)


Inline = Text | Foreign | Strong | Emphasis | Link | Note | Mark | CrossReference | LineBreak | Key
Inlines = tuple[Inline, ...]


def plain_text(inlines: Inlines) -> str:
    """Return the characters a reader sees; a page reference, not yet known, gives nothing, nor does a key."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):  # nearly every cell
        return inlines[0].text
    return concat(_plain(inline) for inline in inlines)


def note_sign(number: int | str | None) -> str:
    """Return the sign of a note: `[note 1]`."""
    return say("[note {number}]", number=number)


def mark_sign(code: MarkCode) -> str:
    """Return the sign of a mark: `[x]`. Only one of them is a word."""
    return f"[{say_of('a mark', 'low')}]" if code is MarkCode.LOW else f"[{code}]"


def key_sign(key: Key) -> str:
    """Return the sign of a key: `[7]`."""
    return f"[{key.number}]"


def without_keys(inlines: Inlines) -> Inlines:
    """Return a line without the keys of an audit copy, for where it is said once more."""
    return tuple(inline for inline in inlines if not isinstance(inline, Key))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Foreign(text, _):
            return text
        case Strong(children) | Emphasis(children) | Link(_, children):
            return plain_text(children)
        case Note(_, number):
            return note_sign(number)
        case Mark(code):
            return mark_sign(code)
        case CrossReference(_, "label", text):
            return text
        case CrossReference():
            return inline.before
        case Key():
            return ""
        case LineBreak():
            return " "
        case _:
            assert_never(inline)
