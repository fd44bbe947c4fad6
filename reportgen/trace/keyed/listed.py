"""The list of origins at the end of an audit copy: a table for each section, a row for each number."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.document import Caption, Cell, Column, Definition, Definitions, Heading, Key, LineBreak, Row, Table, Text
from reportgen.language import say
from reportgen.quantity import quantified
from reportgen.trace.keyed.origins import origin_words, place_lines
from reportgen.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reportgen.document import Block, Inline, Inlines
    from reportgen.trace.keyed.entries import Entry, Shown

ANCHOR = "origins"
"""Of the heading of the list. A colon keeps its tables apart from the anchors of a template, which have none."""
COLUMNS = (
    Column("left", is_row_header=True),
    Column("right"),
    Column("left"),
    Column("left"),
)


def origin_list(entries: Sequence[Entry], values: dict[str, Any]) -> Iterator[Block]:
    """Yield the list of all keys; `values` are those of the ledger."""
    listed = frozenset(
        values["numbers"][each.place].get("origin", ("", 0)) for entry in entries for each in entry.shown
    )
    cells = frozenset(place for kind, place in listed if kind == "cell")
    yield Heading(1, (Text(say("Origins of the numbers")),), f"audit:{ANCHOR}")
    yield from _meanings(values)
    for place, (section, found) in enumerate(groupby(entries, key=lambda entry: entry.section)):
        own = tuple(found)
        first, last = own[0].number, own[-1].number
        title = section or say("Title")
        yield Heading(2, (Text(title),), f"audit:{ANCHOR}:{place}", in_contents=False)
        yield Table(
            f"audit:list:{place}",
            Caption("Table", (), ()),
            COLUMNS,
            (_row("head", say("Key"), say("Number"), say("What it is"), say("Where it stands in the data")),),
            tuple(row for entry in own for row in _rows(entry, values, cells)),
            dense=True,
            summary=say(
                "Origins of the numbers with the keys {first} to {last}: {section}",
                first=first,
                last=last,
                section=title,
            ),
        )


def _meanings(values: dict[str, Any]) -> Iterator[Block]:
    """Yield how numbers were worked out, for those formulas that the list has."""
    told = dict.fromkeys(operation["words"].partition(":") for operation in values["operations"])
    items = [
        Definition((Text(capitalised(name)),), (Text(capitalised(meaning.strip())),))
        for name, _, meaning in told
        if meaning
    ]
    if items:
        yield Definitions(tuple(items))


def _rows(entry: Entry, values: dict[str, Any], cells: AbstractSet[int]) -> Iterator[Row]:
    key = Key(entry.number, "list")
    if len(entry.shown) == 1:
        yield _number((key,), entry.shown[0], values, cells, above=entry.head)
        return
    yield Row((Cell((key, Text(f" {entry.head}".rstrip())), column_span=len(COLUMNS)),), "group")
    for shown in entry.shown:
        yield _number((Text(shown.column),) if shown.column else (), shown, values, cells)


def _number(lead: Inlines, shown: Shown, values: dict[str, Any], cells: AbstractSet[int], *, above: str = "") -> Row:
    """Return the row of a number; `above` is what stands before what it is: `Table 3, Texas`."""
    told = ", ".join(filter(None, (above, shown.column))) if above else ""
    words = (*((told,) if told else ()), *origin_words(values, shown.place))
    text = quantified(shown.text, shown.quantity)
    return Row(
        (Cell(lead), Cell((Text(text),)), Cell(_lines(words)), Cell(_lines(place_lines(values, shown.place, cells))))
    )


def _row(role: Any, *words: str) -> Row:
    return Row(tuple(Cell((Text(each),)) for each in words), role)


def _lines(words: Sequence[str]) -> Inlines:
    """Return texts as lines below one another."""
    found: list[Inline] = []
    for each in words:
        found += [LineBreak(), Text(each)] if found else [Text(each)]
    return tuple(found)
