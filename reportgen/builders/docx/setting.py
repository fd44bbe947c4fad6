"""What every block needs to be written: theme, package, and where in the document links and fields lead."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from reportgen.document import Heading
from reportgen.document.walk import exhibits_of, note_homes
from reportgen.exhibits.tables import half_width
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from reportgen.builders.docx.footnotes import Footnotes
    from reportgen.builders.docx.package import Package
    from reportgen.document import Document
    from reportgen.exhibits.tables import ResolvedTable
    from reportgen.theme import Measures, Page, Theme


@frozen
class Places:
    """The places of a document that something leads to, and the pages they are on."""

    indexes: Mapping[str, int]
    """Number of each anchor, from which the names of its bookmarks are made."""
    exhibits: frozenset[str]
    """Anchors of figures and tables."""
    notes: Mapping[str, int]
    """Notes that a reference leads to, with their numbers."""
    note_homes: Mapping[str, str]
    """The exhibit under which a note stands; empty for the list of notes, or for a footnote."""
    pages: Mapping[str, int]
    last_pages: Mapping[str, int]
    """Where the rows of tables end that stand on several pages, by their anchors."""

    def page(self, anchor: str) -> str:
        """Return the page of an anchor as it is printed; nothing when it is not known."""
        page = self.pages.get(anchor)
        return str(page) if page else ""

    @property
    def last_page(self) -> int:
        """The last page known, at least the first."""
        return max(self.pages.values(), default=1)

    def contents_mark(self, anchor: str) -> str:
        """Return the bookmark that the contents lead to. Word makes its own of this name when it renews them."""
        return f"_Toc{self.indexes[anchor]:08d}"

    def reference_mark(self, anchor: str) -> str:
        """Return the bookmark that references in the text lead to; Word leaves it alone."""
        return f"_Ref{self.indexes[anchor]:08d}"

    def note_mark(self, note: str) -> str:
        """Return the bookmark of a note in the list of notes, or of the reference whose footnote it is."""
        return f"_Note{self.notes[note]:04d}"

    def contents_id(self, anchor: str) -> int:
        """Return the number of the bookmark for the contents, unlike that of any other bookmark."""
        return 2 * self.indexes[anchor]

    def reference_id(self, anchor: str) -> int:
        """Return the number of the bookmark for references."""
        return 2 * self.indexes[anchor] + 1

    def note_id(self, note: str) -> int:
        """Return the number of a note's bookmark."""
        return 2 * len(self.indexes) + 2 + self.notes[note]

    def end_page(self, anchor: str) -> str:
        """Return the page on which a table ends; nothing when it ends where it begins."""
        last = self.last_pages.get(anchor, 0)
        return str(last) if last > self.pages.get(anchor, last) else ""

    def end_mark(self, anchor: str) -> str:
        """Return the bookmark of the end of a table."""
        return f"_End{self.indexes[anchor]:08d}"

    def end_id(self, anchor: str) -> int:
        """Return the number of the bookmark at the end of a table."""
        return 2 * len(self.indexes) + 3 + max(self.notes.values(), default=0) + self.indexes[anchor]

    def key_id(self, number: int, *, in_list: bool) -> int:
        """Return the number of the bookmark of a key, after all others."""
        others = 3 * len(self.indexes) + 4 + max(self.notes.values(), default=0)
        return others + 2 * number + in_list


@frozen
class Setting:
    """What the writers of all blocks share. The package is added to while they write; the rest stays."""

    theme: Theme
    page: Page
    package: Package
    places: Places
    footnotes: Footnotes | None
    """None when notes stand below exhibits and in a list."""
    exhibit_prefix: str
    native_charts: bool
    stretch: float
    """How much wider text may turn out than measured: another template may have wider fonts than the theme."""
    made: date
    """Date of the document, which the files in it bear, too."""
    tables: Mapping[str, tuple[ResolvedTable, ...]] = field(default_factory=dict)
    """The parts of each table as it is set, by its anchor."""
    beside: frozenset[str] = frozenset()
    """Anchors of the exhibits that stand in half of the width."""
    related: Callable[[str], str] | None = None
    """Returns the relation from the part that is written to an address outside; None for that of the document."""

    @property
    def width(self) -> float:
        """Width between the margins, in points."""
        return self.page.content_width

    @property
    def measures(self) -> Measures:
        """The lengths that every builder keeps to."""
        return self.theme.measures

    def halved(self) -> Setting:
        """Return the setting of one of two exhibits side by side."""
        page = self.page.narrowed(half_width(self.width, self.theme))
        return replace(self, page=page, theme=replace(self.theme, page=page))

    def link(self, url: str) -> str:
        """Return the relation that leads to an address outside."""
        return (self.related or self.package.link)(url)

    def style(self, name: str) -> str:
        """Return the identifier of a style in this package."""
        return self.package.style(name)


def find_places(
    document: Document, pages: Mapping[str, int], last_pages: Mapping[str, int], *, has_footnotes: bool
) -> Places:
    """Return the places of a numbered document."""
    exhibits = frozenset(exhibit.anchor for exhibit in exhibits_of(document.blocks))
    anchors = (
        each.anchor
        for block in document.blocks
        for each in ((block,) if isinstance(block, Heading) else exhibits_of((block,)))
    )
    homes = {note.note: "" for note in document.notes} if has_footnotes else note_homes(document.blocks)
    return Places(
        indexes={anchor: index for index, anchor in enumerate(anchors, start=1)},
        exhibits=exhibits,
        notes={note.note: note.number for note in document.notes if note.number is not None and note.note in homes},
        note_homes=homes,
        pages=pages,
        last_pages=last_pages,
    )
