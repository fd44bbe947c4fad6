"""The blocks of a report, from the title down to the list of notes."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from reportgen.document.charts import Chart
from reportgen.document.foreign import ForeignWords
from reportgen.document.inlines import Inlines, Mark, Note
from reportgen.document.summary import Summary
from reportgen.document.trends import Trend
from reportgen.frozen import frozen


@frozen
class LocatorTile:
    """A place on the small map beside a title."""

    row: int
    column: int
    role: Literal["own", "near", "other"] = "other"
    """Whether it is the place that the document is about, or borders on it."""


@frozen
class TitleBlock:
    """What stands at the top of the first page."""

    title: str
    kicker: str
    """The kind of report: `Board briefing`."""
    coverage: str
    """What the figures cover: `Data for 2020 to 2024`."""
    lead: Inlines
    """Two sentences on what the figures show, their most telling phrases stressed."""
    byline: str = ""
    """Organisation and date."""
    locator: tuple[LocatorTile, ...] = ()
    """A small tile map at the right."""
    locator_alt: str = ""
    foreign: ForeignWords | None = None
    """The words of another language in its title, and in what stands above and below."""


@frozen
class Heading:
    """A heading of level 1 to 6; levels are not skipped."""

    level: int
    children: Inlines
    anchor: str
    """Unique in the document; a link and a bookmark lead here."""
    in_contents: bool = True


@frozen
class Paragraph:
    """Running text. `topic` is the finding below a heading, `label` a small head over tiles.

    `notes` is the small print of an exhibit, outside of one.
    """

    children: Inlines
    role: Literal["body", "topic", "label", "notes"] = "body"


@frozen
class ListItem:
    """One item of a list: paragraphs and nested lists."""

    blocks: tuple[Paragraph | List, ...]


@frozen
class List:
    """A bulleted or numbered list."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@frozen
class Definition:
    """A term, and what it means."""

    term: Inlines
    children: Inlines


@frozen
class Definitions:
    """Terms with what they mean, one below the other."""

    items: tuple[Definition, ...]


@frozen
class Tile:
    """One key figure: it reads as label, value, trend, comparisons."""

    value: str
    """`29,568` or `20.5`."""
    unit: str
    """Set smaller after the value: `million`; may be empty."""
    label: Inlines
    comparisons: tuple[Inlines, ...] = ()
    """`up 2.4% on 2023`, `down 0.7% on 2020`; none when there is nothing to compare with."""
    trend: Trend | None = None
    """How it went over the range; None for one year, or a figure of one year only."""
    years: tuple[str, str] = ("", "")
    """What stands below the trend, at the left and at the right: its first and its last year."""


@frozen
class KeyFigures:
    """A row of three or four tiles."""

    tiles: tuple[Tile, ...]


@frozen
class MainPoint:
    """A topic in its lane, one sentence or two beside it, and where more is shown."""

    topic: Inlines
    children: Inlines
    reference: Inlines = ()
    """In a lane at the right: the label of an exhibit and, on a line of its own, its page; may be empty."""


@frozen
class MainPoints:
    """At most seven main points between hair rules."""

    points: tuple[MainPoint, ...]


@frozen
class Caption:
    """The head of an exhibit: its number, the finding in one line, and what, where, when and in which unit."""

    label: Literal["Figure", "Table"]
    headline: Inlines
    """The finding, without a full stop; nothing for a table without a caption, which has no number either."""
    subtitle: Inlines
    number: str = ""
    """`1` or `A1`; filled in by `numbering`."""


@frozen
class NoteLine:
    """One line of small print under an exhibit: `[note 1] text`, `[x] text`, or only text."""

    lead: Note | Mark | None
    children: Inlines
    is_general: bool = False
    """Whether it says what holds anywhere in the document, as the meaning of a mark does."""
    is_pointer: bool = False
    """Whether it says under which exhibits other notes of this one stand."""


@frozen
class Figure:
    """A chart with its caption and small print. Holds values, not a picture."""

    anchor: str
    caption: Caption
    chart: Chart
    alt: str
    """What the chart is and says, in a sentence or two; generated, never empty."""
    notes: tuple[NoteLine, ...] = ()
    source: Inlines = ()
    telling: str = ""
    """The chart in words, with its values, for where no table of them can follow."""
    foreign: ForeignWords | None = None
    """Which words of the chart are in another language than the document."""


@frozen
class Column:
    """How one column of a table is set."""

    align: Literal["left", "right"] = "right"
    break_before: bool = False
    """A series break lies between this column and the one before: a dotted line down the whole column."""
    is_row_header: bool = False
    holds: Literal["words", "bars", "trends"] = "words"
    """A column of bars has no words: it draws the figures of the column before it, and belongs to them."""


@frozen
class Cell:
    """One cell. A mark in a figure cell stands before the figure, so that the digits stay in line."""

    children: Inlines
    marks: tuple[Mark, ...] = ()
    """Printed before the children."""
    column_span: int = 1
    break_before: bool = False
    """A series break lies between this cell and the one before it."""
    shade: int | None = None
    """Index of the heat class, 0 the lightest; None leaves the cell white."""
    bar: float = 0
    """Length of the bar that stands in it, as a part of the longest; the figure before it says it in digits."""
    trend: Trend | None = None
    """How the figure of its row went over the range; a cell with a trend has no words."""


RowRole = Literal["head", "body", "group", "own", "total"]


@frozen
class Row:
    """One row. A `group` row has one cell that spans the table; a `total` row is set heavier under a rule.

    An `own` row is what the document is about, among others; it is set heavier, and in the main color.
    """

    cells: tuple[Cell, ...]
    role: RowRole = "body"
    unit: str = ""
    """What its figures count, where rows of a table differ in it; only figures of one unit are set in line."""


@frozen
class Swatch:
    """One entry of a heat table's legend; `shade` None is `no shade`."""

    shade: int | None
    text: str


@frozen
class Table:
    """A table with its caption and small print."""

    anchor: str
    caption: Caption
    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    """One or two head rows; a cell that spans columns heads a group of them."""
    rows: tuple[Row, ...]
    notes: tuple[NoteLine, ...] = ()
    source: Inlines = ()
    dense: bool = False
    blocks: int = 1
    """In how many blocks side by side its rows stand, where a page has room for them; the rows go on in the next."""
    legend: tuple[Swatch, ...] = ()
    """The classes of a heat table."""
    summary: str = ""
    """What the table holds, in words, for a reader who cannot see it."""


@frozen
class Pair:
    """Two exhibits side by side, each in half of the width, on one page; one below the other where there is no room."""

    left: Figure | Table
    right: Figure | Table


@frozen
class Callout:
    """A tinted box of short items set in columns: a legend of marks, a box of contacts."""

    items: tuple[Inlines, ...]
    columns: int = 3
    title: Inlines = ()
    role: Literal["box", "legend"] = "box"
    """A legend explains what stands above it, and is set as small print is."""


@frozen
class BoxColumn:
    """One column of a box between rules: a statement with a sentence that follows it, or a head over points."""

    title: Inlines
    text: Inlines = ()
    """Runs on from the title."""
    points: tuple[Inlines, ...] = ()
    """Each with a bullet, below the title."""
    is_hollow: bool = False
    """Whether the bullets are hollow: of what is not so."""


@frozen
class RuledBox:
    """Statements side by side between a rule above and a rule below, never on a tint."""

    columns: tuple[BoxColumn, ...]
    title: Inlines = ()


@frozen
class Compiled:
    """Who compiled the document and from what, in small print, and what the signs of its small charts mean."""

    children: Inlines
    marks: Inlines = ()
    """What the marks on its page mean."""
    signs: Inlines = ()
    """Of the trends in its tiles; for formats that draw them."""


@frozen
class NoteDefinition:
    """The words of a note, and the number it has in the document."""

    note: str
    children: Inlines
    number: int | None = None
    """Filled in by `numbering`; None when nothing refers to it."""


@frozen
class NoteList:
    """All notes the document refers to, in the order of their numbers; filled in by `numbering`."""

    notes: tuple[NoteDefinition, ...] = ()


@frozen
class TableOfContents:
    """The headings with their pages."""

    title: Inlines
    depth: int = 2


@frozen
class PageBreak:
    """What follows begins on a new page."""


Block = (
    TitleBlock
    | Heading
    | Paragraph
    | List
    | Definitions
    | KeyFigures
    | MainPoints
    | Figure
    | Table
    | Pair
    | Callout
    | RuledBox
    | Compiled
    | NoteList
    | TableOfContents
    | PageBreak
)


@frozen
class Metadata:
    """What a library or a reader's software shows about the document."""

    title: str
    short_title: str
    """In the running foot."""
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    """BCP 47 tag, `en-US`."""
    date: date
    data_version: str = ""
    data_checksum: str = ""
    draft: str = ""
    """Printed on every page when not empty: why this document is only a draft."""


@frozen
class Document:
    """A whole report, the same for every builder."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    notes: tuple[NoteDefinition, ...] = field(default=())
    """Every note that a `Note` of the document may refer to."""
    exhibit_prefix: str = ""
    """Before the numbers of figures and tables: `A` makes `Table A1`."""
    summary: Summary | None = None
    """What a list of documents says of this one; no builder prints it, and no file depends on it."""
    told: tuple[str, ...] = ()
    """What whoever has it made is told of what it leaves out; no builder prints it, and no file depends on it."""
