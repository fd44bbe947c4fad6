"""One function per block, with the same names as in the other builders; each returns lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.builders.text.inlines import WIDTH, words, wrapped
from reportgen.builders.text.tables import table_lines
from reportgen.direction import set_apart
from reportgen.document import (
    Callout,
    Compiled,
    Definitions,
    Figure,
    Heading,
    KeyFigures,
    List,
    MainPoints,
    NoteList,
    PageBreak,
    Pair,
    Paragraph,
    RuledBox,
    Table,
    TableOfContents,
    TitleBlock,
)
from reportgen.document.captions import exhibit_word
from reportgen.document.inlines import note_sign, without_keys
from reportgen.document.walk import is_numbered
from reportgen.exhibits import value_table
from reportgen.exhibits.trends import alt_text
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.document import Block, Caption, Document, Inlines, NoteLine

INDENT = "    "
TOPIC_WIDTH = 26
"""Lane of the topics of main points."""


def build(document: Document) -> str:
    """Return the whole document as text that ends in one newline."""
    draft = [document.metadata.draft] if document.metadata.draft else []
    parts = [draft, *(lines(block, document) for block in document.blocks)]
    return set_apart("\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part)) + "\n"


def lines(block: Block, document: Document) -> list[str]:  # noqa: C901 - one case for each kind of block
    """Return the lines of one block."""
    match block:
        case TitleBlock():
            return title_block(block)
        case Heading():
            return heading(block)
        case Paragraph():
            return paragraph(block)
        case List():
            return list_(block)
        case Definitions():
            return definitions(block)
        case KeyFigures():
            return key_figures(block)
        case MainPoints():
            return main_points(block)
        case Figure():
            return figure(block)
        case Table():
            return table(block)
        case Pair():
            return [*lines(block.left, document), "", *lines(block.right, document)]
        case Callout():
            return callout(block)
        case RuledBox():
            return ruled_box(block)
        case Compiled():
            return compiled(block)
        case NoteList():
            return note_list(block)
        case TableOfContents():
            return table_of_contents(block, document.blocks)
        case PageBreak():
            return page_break()
        case _:
            assert_never(block)


def title_block(block: TitleBlock) -> list[str]:
    """Return kicker and coverage on one line, the title, the lead and the byline."""
    head = f"{block.kicker}{block.coverage:>{max(WIDTH - len(block.kicker), len(block.coverage) + 1)}}"
    title = ["#" * WIDTH, "", head, "", *wrapped(block.title.upper())]
    below = (words(block.lead), block.byline, f"[{say('map')}] {block.locator_alt}" if block.locator_alt else "")
    return [*title, *(line for text in below if text for line in ["", *wrapped(text)])]


def heading(block: Heading) -> list[str]:
    """Return a heading: underlined on the first two levels, as text has no larger type."""
    text = words(block.children)
    if block.level > 2:
        return [f"{'#' * block.level} {text}"]
    return ["", text, ("=" if block.level == 1 else "-") * len(text)]


def paragraph(block: Paragraph) -> list[str]:
    """Return running text; a label keeps to itself with a colon."""
    text = words(block.children)
    return wrapped(f"{text}:" if block.role == "label" else text)


def list_(block: List) -> list[str]:
    """Return the items, each after its bullet or number, nested lists indented."""
    result = []
    for place, item in enumerate(block.items, start=1):
        bullet = f"{place}. " if block.ordered else "- "
        result += _hung(_item_lines(item.blocks), bullet)
    return result


def _item_lines(blocks: Iterable[Paragraph | List]) -> list[str]:
    return [line for block in blocks for line in (list_(block) if isinstance(block, List) else paragraph(block))]


def _hung(item: Sequence[str], bullet: str) -> list[str]:
    return [(" " * len(bullet) if index else bullet) + line for index, line in enumerate(item)]


def definitions(block: Definitions) -> list[str]:
    """Return each term on a line of its own, and what it means below it, indented."""
    return [
        line
        for item in block.items
        for line in [*wrapped(words(item.term)), *wrapped(words(item.children), first=INDENT, rest=INDENT)]
    ]


def key_figures(block: KeyFigures) -> list[str]:
    """Return for each tile its figure, label and comparisons, and the values of its trend, which stand nowhere else."""
    figures = [f"{tile.value} {tile.unit}".strip() for tile in block.tiles]
    width = max(len(figure) for figure in figures)
    result = []
    for figure, tile in zip(figures, block.tiles, strict=True):
        sign = f"[{say('trend')}] "
        parts = (words(inlines).replace("\n", " ") for inlines in (tile.label, *tile.comparisons))
        lane = " " * (len(INDENT) + width + 2)
        result += wrapped("; ".join(part for part in parts if part), first=f"{INDENT}{figure:>{width}}  ", rest=lane)
        result += (
            wrapped(alt_text(tile.trend), first=f"{lane}{sign}", rest=lane + " " * len(sign)) if tile.trend else []
        )
    return result


def main_points(block: MainPoints) -> list[str]:
    """Return each point with its topic in a lane at the left, and the exhibit it refers to behind it."""
    result = []
    for point in block.points:
        topic = words(point.topic)
        lane = f"{topic:<{TOPIC_WIDTH}}" if len(topic) < TOPIC_WIDTH else f"{topic}: "
        # text has no pages, so that the label says it all
        more = f" ({words(point.reference[:1])})" if point.reference else ""
        result += wrapped(words(point.children) + more, first=lane, rest=" " * TOPIC_WIDTH)
    return result


def figure(block: Figure) -> list[str]:
    """Return the caption, the chart in words and in values, and the small print."""
    sign = f"[{say('chart')}] "
    alt = wrapped(block.alt, first=sign, rest=" " * len(sign))
    values = table_lines(value_table(block))
    return [*_caption(block.caption), "", *alt, "", *values, *_small_print(block.notes, block.source)]


def table(block: Table) -> list[str]:
    """Return the caption, the table in columns, its legend, and the small print."""
    classes = [f"{_shade(swatch.shade)} {swatch.text}" for swatch in block.legend]
    legend = [say("Shading: {classes}", classes="; ".join(classes))] if classes else []
    caption = [*_caption(block.caption), ""] if is_numbered(block) else []
    return [*caption, *table_lines(block), *legend, *_small_print(block.notes, block.source)]


def _shade(shade: int | None) -> str:
    return say("none") if shade is None else say("class {number}", number=shade + 1)


def _caption(caption: Caption) -> list[str]:
    head = wrapped(f"{exhibit_word(caption)} {caption.number}. {words(caption.headline)}")
    return [*head, *(wrapped(words(caption.subtitle)) if caption.subtitle else [])]


def _small_print(notes: Sequence[NoteLine], source: Inlines) -> list[str]:
    result = []
    for note in notes:
        lead = words((note.lead,)) + " " if note.lead else ""
        result += wrapped(lead + words(note.children), rest=INDENT)
    return [*result, *(wrapped(words(source), rest=INDENT) if source else [])]


def callout(block: Callout) -> list[str]:
    """Return the items of a box, with a bar at their left."""
    head = wrapped(words(block.title), first="| ", rest="| ") if block.title else []
    return [*head, *(line for item in block.items for line in wrapped(words(item), first="| ", rest="|   "))]


def ruled_box(block: RuledBox) -> list[str]:
    """Return the columns of a box below one another, each statement with what goes with it, a bar at their left."""
    result = wrapped(words(block.title), first="| ", rest="| ") if block.title else []
    for column in block.columns:
        statement = " ".join(part for part in (words(column.title), words(column.text)) if part)
        result += wrapped(statement, first="| ", rest="|   ")
        result += [line for point in column.points for line in wrapped(words(point), first="|   - ", rest="|     ")]
    return result


def compiled(block: Compiled) -> list[str]:
    """Return who compiled the document; trends have words here, and no signs."""
    return wrapped(words((*block.children, *block.marks)))


def note_list(block: NoteList) -> list[str]:
    """Return the notes of the document, each after its number."""
    return [
        line
        for note in block.notes
        for line in wrapped(f"{note_sign(note.number)} {words(note.children)}", rest=INDENT)
    ]


def table_of_contents(block: TableOfContents, blocks: Sequence[Block]) -> list[str]:
    """Return the headings that the contents list; text has no pages, so none is given."""
    entries = [
        INDENT * (found.level - 1) + words(without_keys(found.children))
        for found in blocks
        if isinstance(found, Heading) and found.in_contents and found.level <= block.depth
    ]
    return [*wrapped(words(block.title)), *entries]


def page_break() -> list[str]:
    """Return what stands for the end of a page."""
    return ["* * *".center(WIDTH)]
