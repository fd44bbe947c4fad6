"""What an audit copy says of itself at its beginning, and where it is signed at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.document import (
    Callout,
    Caption,
    Cell,
    Column,
    CrossReference,
    Heading,
    LineBreak,
    Row,
    Strong,
    Table,
    Text,
)
from reportgen.language import say
from reportgen.trace.keyed.listed import ANCHOR
from reportgen.version import __version__
from reportgen.wording import exact_number, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document import Block, Metadata
    from reportgen.trace.keyed.entries import Entry

WIDE, ROOM = "\u00a0", 16
"""Spaces behind the heads of columns that are empty until somebody writes in them, so that there is room to."""


def said_first(metadata: Metadata, entries: Sequence[Entry], values: dict[str, Any]) -> Callout:
    """Return the box that says what the copy is, of which data, and what was verified when it was made."""
    places = [shown.place for entry in entries for shown in entry.shown]
    kinds = [values["numbers"][place].get("origin", ("none", 0))[0] for place in places]
    list_ = CrossReference(f"audit:{ANCHOR}", "label", say("Origins of the numbers"))
    page = CrossReference(f"audit:{ANCHOR}", "page", "", f" {say('on page ')}")
    told = say(
        "Numbers: {count}. Cells of the data: {cells}; worked out of cells: {operations}; counts or limits that the "
        "report gives: {others}. Each was worked out once more for this copy and rounded anew, with the same result.",
        count=exact_number(len(places)),
        cells=exact_number(kinds.count("cell")),
        operations=exact_number(kinds.count("operation")),
        others=exact_number(kinds.count("none")),
    )
    data = say(
        "Data: version {version}, checksum {checksum}",
        version=metadata.data_version or "–",
        checksum=metadata.data_checksum,
    )
    made = say("Made with reportgen {version}, dated {date}", version=__version__, date=long_date(metadata.date))
    return Callout(
        (
            (Text(say("Each number has a key, such as [1], that leads to its entry in the list:") + " "), list_, page),
            (Text(told),),
            (Text(data),),
            (Text(made),),
        ),
        columns=1,
        title=(Text(say("Audit copy")),),
    )


def signatures() -> tuple[Block, ...]:
    """Return the heading and the table in which those sign who stand for the copy."""
    roles = (
        (say("Prepared"), say("the document was made from the data named on the first page")),
        (say("Checked"), say("the numbers were compared with their sources")),
        (say("Approved"), say("the document may be published")),
    )
    columns = (Column("left", is_row_header=True), Column("left"), Column("left"), Column("left"))
    heads = (say("For"), *(f"{word}{WIDE * ROOM}" for word in (say("Name"), say("Signature"), say("Date"))))
    head = Row(tuple(Cell((Text(each),)) for each in heads), "head")
    rows = tuple(
        Row(
            (
                Cell((Strong((Text(role),)), LineBreak(), Text(meaning), LineBreak(), Text(WIDE))),
                Cell(()),
                Cell(()),
                Cell(()),
            )
        )
        for role, meaning in roles
    )
    table = Table(
        "audit:signed",
        Caption("Table", (), ()),
        columns,
        (head,),
        rows,
        summary=say("Signatures: name, signature and date of each"),
    )
    return Heading(1, (Text(say("Signatures")),), "audit:signatures"), table
