"""The structure of a tagged PDF: what kind of thing every piece of text on a page belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.frozen import frozen


@dataclass(slots=True, eq=False)  # nobody changes one; to make a frozen one takes three times as long
class Node:
    """One element of the structure, such as a paragraph or a cell. Compared by identity.

    A node is made with the text it holds, before anyone knows on how many pages it will stand; whatever is drawn for it
    belongs to one element. The order of the elements is the order in which they are drawn first.
    """

    tag: str
    """A standard type of ISO 32000: `P`, `TD`."""
    parent: Node | None
    """None for the document itself."""
    attributes: tuple[Attribute, ...] = ()
    alt: str = ""
    """What a reader hears of a picture."""
    identifier: str = ""
    """Unique in the document; required of a Note, and of the head of a cell that names its heads."""
    expansion: str = ""
    """What an abbreviation stands for."""
    language: str = ""
    """In which its text is; empty for that of what it stands in."""
    is_silent: bool = False
    """Whether what is printed is no part of the text: the number of a note in the head of a row."""


@frozen
class Attribute:
    """One attribute of an element, with the owner that defines it: `Table`, `Scope`, `Column`."""

    owner: str
    name: str
    value: str | int | tuple[str, ...]
    """A text that begins with `/` is a PDF name; several texts are a list of identifiers."""


@frozen
class Artifact:
    """What is drawn but not read out: rules, tints, running feet."""

    properties: str


LAYOUT = Artifact("/Type/Layout")
BACKGROUND = Artifact("/Type/Background")
PAGINATION = Artifact("/Type/Pagination")
FOOT = Artifact("/Type/Pagination/Subtype/Footer")

Owner = Node | Artifact


@dataclass(slots=True)  # not frozen, as a node
class Content:
    """A marked-content sequence: its page, counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The rectangle on a page that leads to an address or an anchor. Compared by identity."""

    page: int
    box: tuple[float, float, float, float]
    url: str
    anchor: str
    text: str
    """What the link says."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of cells of one voice, each cell one marked-content sequence. Compared by identity: they are large."""

    tag: str
    """Of the element of a row."""
    cells: tuple[tuple[tuple[Node, str, str], ...], ...]
    """Row by row what each cell is, and what is written on the page before and after the number of its content."""
    kinds: tuple[Node, ...]
    """What cells are: each of these for many of them."""
    count: int
    """Cells in all."""
    letters: frozenset[str]
    """All that are printed; each has its own code."""

    @property
    def size(self) -> int:
        """Elements in all: of rows and of cells."""
        return len(self.cells) + self.count


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """Rows at their place in a file. Compared by identity."""

    rows: Rows
    page: int
    """Counted from 0, as the next."""
    first: int
    """The number of the first content on that page."""


@dataclass(slots=True, eq=False)
class Element:
    """A node with what was drawn for it, in reading order."""

    node: Node
    kids: list[Element | Content | Area | Repeat] = field(default_factory=list)
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    """Where the element stands; only a Figure says it."""
