"""What each kind of table makes; the rest of a table is common to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.document import Mark, NoteLine, Text
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.compose.exhibits import Shown
    from reportgen.compose.figures import FigureView
    from reportgen.document import Column, Note, Row, Swatch


@dataclass(frozen=True, slots=True)
class TableBody:
    """Columns, head and rows, with what its small print follows from."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    shown: Shown
    references: tuple[Note, ...]
    lines: tuple[NoteLine, ...] = ()
    legend: tuple[Swatch, ...] = ()


def missing_lines(figures: Iterable[FigureView]) -> tuple[NoteLine, ...]:
    """Return a line for each mark that stands in place of a figure, when one is shown."""
    marks = {figure.missing for figure in figures if not figure.published}
    return tuple(
        NoteLine(Mark(mark), (Text(f"{wording.capitalised(say(meaning))}."),), is_general=True)
        for mark, meaning in phrases.MISSING.items()
        if mark in marks
    )
