"""The formats: what builds each, what its bytes depend on, and how a finished file is read back.

A builder is a package here with three functions, and one entry in BUILDERS. Nothing else in the program
lists formats by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reportgen.errors import UsageError, did_you_mean
from reportgen.language import message, speaking
from reportgen.stages import stage

if TYPE_CHECKING:
    import builtins
    from types import ModuleType

    from reportgen.document import Document
    from reportgen.exhibits.tables import Tables
    from reportgen.quantity import Quantity
    from reportgen.said import Said
    from reportgen.theme import Theme


class Pages(Protocol):
    """A document on the pages of its PDF."""

    @property
    def pages(self) -> Mapping[str, int]:
        """Page of each anchor, counted from 1."""

    @property
    def last_pages(self) -> Mapping[str, int]:
        """Page of the last row of each table that stands on several."""

    @property
    def tables(self) -> Tables:
        """The tables as they are set on these pages."""

    @property
    def word_starts(self) -> frozenset[tuple[int, int]]:
        """Indexes of the blocks, and of paragraphs in them, with which Word has to begin a page for the same pages."""

    @property
    def is_in_step(self) -> bool:
        """Whether Word then has the same page numbers."""

    @property
    def total(self) -> int:
        """How many pages there are."""

    @property
    def bytes(self) -> bytes:
        """The whole file, drawn when it is asked for."""

    def page(self, number: int) -> builtins.bytes:
        """Return a file of the same pages of which only one is drawn, which takes far less time."""


class Numbers(Protocol):
    """The numbers of a document with their origins, each at its place in a list: a `reportgen.trace.Ledger` is one."""

    def place_of(self, quantity: Quantity) -> int:
        """Return the place of a number; one that was not asked for before comes last."""

    def as_values(self) -> dict[str, Any]:
        """Return all numbers that were asked for, with what they were made of, as JSON has them."""


class Beside(NamedTuple):
    """What a document leads to where it is part of a site: a file with the same document, or another page."""

    title: str
    address: str
    is_file: bool = False
    size: int = 0
    """Bytes of the file; 0 where that is not known, as of a page."""
    pages: int = 0
    """Of a file that has pages, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is to build with besides the document and its theme; a builder takes what it needs."""

    pages: Callable[[], Pages] | None = None
    """Gives the pages, laid out at most once for all formats; None where nobody has laid them out."""
    template: bytes | None = None
    """A file of the user's whose styles, pages and margins are used."""
    native_charts: bool = True
    """Whether charts can be edited where the format has charts of its own; else they are pictures."""
    beside: Callable[[], tuple[Beside, ...]] = tuple
    """Gives what the document leads to where it is part of a site, as far as it is made by then."""
    numbers: Callable[[], Numbers] | None = None
    """Gives a new list for the origins of the numbers that are printed; None where nobody wants them."""
    tell: Callable[[str], None] = lambda _: None
    """Takes what the user has to know of a file that is made, as half a sentence."""


ALONE = Surroundings()


@dataclass(frozen=True, slots=True)
class Needs:
    """What the bytes of a kind of file depend on besides the document: when one of these changes, it is made again."""

    libraries: tuple[str, ...] = ()
    """As package registries call them."""
    inputs: tuple[str, ...] = ()
    """`theme`, `fonts`, `language`, `data`, or the name of an option that only some formats heed: `native_charts`."""


@dataclass(frozen=True, slots=True)
class Builder:
    """One format."""

    name: str
    """What a user types, and the ending of the files."""
    title: str
    """What a reader calls it."""
    module: str
    """Where `build(document, theme, surroundings) -> bytes` is, `read(content) -> (title, text)`, `said(content)`."""
    needs: Needs
    is_default: bool = False
    """Made when nobody names a format."""

    def build(self, document: Document, theme: Theme, surroundings: Surroundings = ALONE) -> bytes:
        """Return the numbered document as the bytes of a file."""
        with speaking(document.metadata.language):
            found: bytes = self._loaded().build(document, theme, surroundings)
        return found

    def read(self, content: bytes) -> tuple[str, str]:
        """Return the title in the metadata of a finished file, empty when the format has none, and all it prints.

        Raises ValueError for a file that is broken.
        """
        title, text = self._loaded().read(content)
        return title, text

    def said(self, content: bytes) -> Iterator[Said]:
        """Yield all that a finished file says to anybody. Raises ValueError for a file that is broken or locked."""
        yield from self._loaded().said(content)

    def _loaded(self) -> ModuleType:
        """Import the module, and with it a heavy library, only now."""
        if not self.needs.libraries:
            return import_module(self.module)
        with stage(f"load {self.needs.libraries[0]}"):
            return import_module(self.module)


PAGED = "pdf"
"""The format whose pages give the page numbers of all; profiles and pictures of first pages are of it."""
LAYOUT = ("reportlab", "fonttools", "pillow")
"""Libraries that lines, charts and pages are measured with; the numbers of the pages depend on them."""

BUILDERS = {
    builder.name: builder
    for builder in (
        Builder(
            PAGED,
            "PDF",
            "reportgen.builders.pdf",
            Needs(LAYOUT, ("theme", "fonts", "language")),
            is_default=True,
        ),
        Builder(
            "docx",
            "Word",
            "reportgen.builders.docx",
            Needs(
                ("python-docx", "lxml", "matplotlib", *LAYOUT),
                ("theme", "fonts", "language", "docx_template", "native_charts"),
            ),
            is_default=True,
        ),
        Builder(
            "html",
            message("Web page"),
            "reportgen.builders.html",
            Needs(("fonttools", "brotli"), ("theme", "fonts", "language", "data", "page_trace", "site", "beside")),
        ),
        Builder("txt", message("Text"), "reportgen.builders.text", Needs(inputs=("language",))),
    )
}
"""By name, in the order in which they are offered."""
DEFAULT_FORMATS = tuple(each.name for each in BUILDERS.values() if each.is_default)


def builder(name: str) -> Builder:
    """Return the builder of a format; nothing heavy is imported before it builds.

    Raises UsageError when there is no such format.
    """
    if name not in BUILDERS:
        raise UsageError(f"unknown format `{name}`", hint=did_you_mean(name, BUILDERS))
    return BUILDERS[name]


def lay_out(document: Document, theme: Theme) -> Pages:
    """Return the document on the pages of its PDF, for whoever prints page numbers."""
    pdf = BUILDERS[PAGED]._loaded()
    with speaking(document.metadata.language), stage("lay out pages"):
        found: Pages = pdf.lay_out(document, theme)
        return found
