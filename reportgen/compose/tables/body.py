"""What each kind of table makes; the rest of a table is common to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.document import Mark, NoteLine, Text
from reportgen.measure import MarkCode

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
    """Return the line that explains the mark of a figure that was not published, when one is shown."""
    if all(figure.published for figure in figures):
        return ()
    meaning = wording.capitalised(phrases.MARK_LEGEND[MarkCode.NOT_PUBLISHED])
    return (NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(f"{meaning}."),)),)
