"""Documents as hypothesis makes them: any order of blocks, any words that the fonts can print."""

from __future__ import annotations

from hypothesis import strategies as st

from reportgen.document import (
    Block,
    Callout,
    Cell,
    Column,
    CrossReference,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    LineBreak,
    Link,
    List,
    ListItem,
    MainPoint,
    MainPoints,
    Mark,
    Note,
    NoteDefinition,
    NoteLine,
    NoteList,
    PageBreak,
    Paragraph,
    Row,
    Strong,
    Table,
    TableOfContents,
    Text,
    Tile,
)
from reportgen.measure import MarkCode
from reportgen.numbering import number
from tests.documents import CHARTS, caption, figure, metadata, title_block, words

LETTERS = "abcdefgh ABC 0123456789,.;-–—()/&<>%“”’ éāọươŁžïß αβγ Ωмощь\u00a0\u00ad"
TEXTS = st.text(alphabet=LETTERS, min_size=1, max_size=120).filter(lambda text: text.strip(" \u00ad"))
SHORT = st.text(alphabet="abcdefg 0123456789,%−", min_size=1, max_size=14).filter(str.strip)
NOTE = "about"

leaves = st.one_of(
    TEXTS.map(Text),
    st.sampled_from(MarkCode).map(Mark),
    st.just(Note(NOTE, 1)),
    st.just(LineBreak()),
    st.just(CrossReference("start")),
    st.just(CrossReference("start", "page")),
)


def _around(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(several.map(Strong), several.map(Emphasis))


linked = TEXTS.map(lambda text: Link("https://example.org/", (Text(text),)))
inline = st.one_of(st.recursive(leaves, _around, max_leaves=4), linked)
inlines: st.SearchStrategy[Inlines] = st.tuples(TEXTS.map(Text), st.lists(inline, max_size=6)).map(
    lambda pair: (pair[0], *pair[1])
)
paragraphs = st.builds(Paragraph, inlines, st.sampled_from(("body", "label", "notes")))


def _item(blocks: st.SearchStrategy[List]) -> st.SearchStrategy[ListItem]:
    return st.builds(
        lambda text, more: ListItem((Paragraph(text), *more)), inlines, st.lists(blocks, max_size=1).map(tuple)
    )


flat = st.builds(
    List, st.lists(inlines.map(lambda text: ListItem((Paragraph(text),))), min_size=1, max_size=6).map(tuple)
)
lists = st.recursive(
    flat,
    lambda inner: st.builds(List, st.lists(_item(inner), min_size=1, max_size=4).map(tuple), st.booleans()),
    max_leaves=4,
)


@st.composite
def tables(draw: st.DrawFn, anchor: str) -> Table:
    width = draw(st.integers(2, 7))
    columns = [Column("left", is_row_header=True)]
    columns += [Column(draw(st.sampled_from(("left", "right"))), draw(st.booleans())) for _ in range(width - 1)]
    roles = draw(st.lists(st.sampled_from(("body", "body", "body", "own", "group", "total")), min_size=1, max_size=60))
    words_of_cells = draw(st.lists(SHORT, min_size=4, max_size=9))
    rows = []
    for at, role in enumerate(roles):
        if role == "group":
            rows.append(Row((Cell(words("Group"), column_span=width),), "group"))
            continue
        cells = [Cell(words(words_of_cells[(at + index) % len(words_of_cells)])) for index in range(width)]
        if draw(st.booleans()):
            cells[-1] = Cell(
                (), (Mark(MarkCode.NOT_PUBLISHED),), break_before=True, shade=draw(st.sampled_from((None, 4)))
            )
        rows.append(Row(tuple(cells), role))
    head = Row(tuple(Cell(words(text)) for text in draw(st.lists(SHORT, min_size=width, max_size=width))), "head")
    spanner = Row((Cell(()), Cell(words("Spanning head"), column_span=width - 1)), "head")
    if draw(st.booleans()):
        columns.append(Column("left", holds="bars"))
        head, spanner, *rows = (_with_bar(row, draw(st.floats(0, 1))) for row in (head, spanner, *rows))
    notes = draw(st.lists(inlines, max_size=2))
    return Table(
        anchor,
        caption("Table", draw(TEXTS)),
        tuple(columns),
        draw(st.sampled_from(((head,), (spanner, head)))),
        tuple(rows),
        tuple(NoteLine(None, note) for note in notes),
        draw(inlines),
        dense=draw(st.booleans()),
        blocks=draw(st.integers(1, 3)),
    )


def _with_bar(row: Row, length: float) -> Row:
    """A row with one more column, of bars, at its end."""
    if row.role == "group":
        return Row((Cell(row.cells[0].children, column_span=row.cells[0].column_span + 1),), "group")
    return Row((*row.cells, Cell((), bar=0 if row.role == "head" else length)), row.role)


tiles = st.builds(Tile, SHORT, st.sampled_from(("", "million")), inlines, st.lists(inlines, max_size=2).map(tuple))
panels = st.one_of(
    st.lists(tiles, min_size=3, max_size=4).map(lambda made: KeyFigures(tuple(made))),
    st.lists(st.builds(MainPoint, TEXTS.map(words), inlines), min_size=1, max_size=4).map(
        lambda made: MainPoints(tuple(made))
    ),
    st.builds(Callout, st.lists(inlines, min_size=1, max_size=5).map(tuple), st.integers(1, 3)),
    st.lists(st.builds(Definition, inlines, inlines), min_size=1, max_size=4).map(
        lambda made: Definitions(tuple(made))
    ),
    st.just(PageBreak()),
    st.just(TableOfContents(words("Contents"), 3)),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A numbered document that may claim PDF/UA: heading levels are not skipped."""
    blocks: list[Block] = [Heading(1, words("Start"), "start")]
    if draw(st.booleans()):
        blocks.insert(0, title_block(draw(TEXTS)))
    level = 1
    kinds = draw(st.lists(st.sampled_from(sorted(CHARTS)), unique=True, max_size=2))
    for index in range(draw(st.integers(1, 12))):
        match draw(st.sampled_from(("heading", "text", "text", "list", "table", "panel"))):
            case "heading":
                level = draw(st.integers(1, min(6, level + 1)))
                blocks.append(Heading(level, draw(inlines), f"heading-{index}"))
            case "text":
                blocks.append(draw(paragraphs))
            case "list":
                blocks.append(draw(lists))
            case "table":
                blocks.append(draw(tables(f"table-{index}")))
            case _:
                blocks.append(draw(panels))
    blocks += [figure(kind, "A chart") for kind in kinds]
    blocks.append(NoteList())
    notes = (NoteDefinition(NOTE, words("What the note says.")), NoteDefinition("young", words("Another.")))
    draft = draw(st.sampled_from(("", "Draft: two sums fail.")))
    return number(Document(metadata("Any document", draft=draft), tuple(blocks), notes))
