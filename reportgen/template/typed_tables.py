"""Tables that are typed in a template: pipes between cells, a row of heads, a line of hyphens below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reportgen.document import Caption, Cell, Column, Paragraph, Row, Table, Text, plain_text
from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportgen.document import Inlines

CAPTION = "Table: "
"""What the line above a typed table begins with that is its caption."""
BETWEEN = re.compile(r"(?<!\\)\|")
UNDER_HEAD = re.compile(r"\s*\|?(?:\s*:?-+:?\s*(?:\||$))+")
NUMBER = re.compile(r"(?:\[\w+\] ?)?[+\u2212-]?[$€£¥]?\d[\d.,\u00a0\u202f ]*(?: ?%)?")
HINT = "write each row of a table as `| one | another |`, and below its head a line such as `|---|---:|`"


def cells_of(line: str) -> list[str]:
    """Return the cells of a row as they were typed."""
    bare = line.strip()
    inner = bare.removeprefix("|")
    ends = inner.endswith("|") and not inner.endswith("\\|")
    return BETWEEN.split(inner.removesuffix("|") if ends else inner)


def check_rows(lines: Sequence[str], place: Callable[[int], str]) -> None:
    """Raise TemplateError for the first row of another number of cells than its table has; `place` tells its line."""
    count = len(cells_of(lines[0]))
    for at, line in enumerate(lines):
        found = len(cells_of(line))
        if found != count:
            hint = "give the row all its cells, also the empty ones; write `\\|` for a bar within a cell"
            raise TemplateError(
                f"expected {count} cells in a row of a table, found {found}", where=place(at), hint=hint
            )


def check_no_table(content: str, place: Callable[[int], str]) -> None:
    """Raise TemplateError for a paragraph that was to be a table."""
    lines = content.split("\n")
    if not lines[0].lstrip().startswith("|"):
        return
    count = len(cells_of(lines[0]))
    if len(lines) > 1 and UNDER_HEAD.fullmatch(lines[1]):
        found = len(cells_of(lines[1]))
        raise TemplateError(
            f"expected {count} cells below the head of a table, found {found}", where=place(1), hint=HINT
        )
    raise TemplateError("expected a line of hyphens below the head of a table, found none", where=place(0), hint=HINT)


def side_of(line: str, at: int) -> Literal["left", "right"] | None:
    """Return where the cells of a column stand by the line below the head; None where it does not say."""
    mark = cells_of(line)[at].strip()
    return "right" if mark.endswith(":") else "left" if mark.startswith(":") else None


def check_sides(line: str, where: str) -> None:
    """Raise TemplateError for a column that is to stand in the middle: figures stand in line at the right."""
    for mark in cells_of(line):
        if mark.strip().startswith(":") and mark.strip().endswith(":"):
            hint = "write `:---` for left or `---:` for right"
            raise TemplateError(
                "expected a column at the left or at the right, found one in the middle", where=where, hint=hint
            )


def typed_table(head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]], under_head: str) -> Table:
    """Return a table that has no caption yet.

    A column stands where the line under the head says, else at the right when all its cells are numbers; the first one
    says what a row is.
    """
    first = Column(side_of(under_head, 0) or "left", is_row_header=True)
    others = (
        Column(side_of(under_head, at) or ("right" if _are_numbers(row[at] for row in rows) else "left"))
        for at in range(1, len(head))
    )
    return Table(
        anchor="typed-table",
        caption=Caption("Table", headline=(), subtitle=()),
        columns=(first, *others),
        head=(Row(tuple(map(Cell, head)), role="head"),),
        rows=tuple(Row(tuple(map(Cell, row))) for row in rows),
    )


def _are_numbers(cells: Iterable[Inlines]) -> bool:
    texts = [text for text in (plain_text(cell).strip() for cell in cells) if text]
    return bool(texts) and all(map(NUMBER.fullmatch, texts))


def caption_of(element: object) -> Inlines:
    """Return the caption that a paragraph gives to the table below it; nothing when it is none."""
    match element:
        case Paragraph(children=(Text(text=words), *others)) if words.startswith(CAPTION):
            return (Text(words.removeprefix(CAPTION)), *others)
        case _:
            return ()
