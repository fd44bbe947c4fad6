"""The values of a ranking."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from reportgen.document.charts import Chart
from reportgen.exhibits.bars.values import BarRow

MOST_PLACES = 4_000
"""Columns that still are a shape, without a line between them: an eighth of a point each on a page."""


@dataclass(frozen=True, slots=True)
class Ranking(Chart):
    """All places as slim columns, largest first, with one of them marked; negative values hang below the base line."""

    kind: ClassVar[str] = "ranking"

    rows: tuple[BarRow, ...] = field(hash=False)  # many, and the same in all fact sheets
    marked: int | None
    """Index of the row drawn in the main colour and labelled."""
    labels: tuple[tuple[int, str], ...] = ()
    """Further rows that are named: (index, text)."""
    first_text: str = ""
    last_text: str = ""

    def __post_init__(self) -> None:
        count = len(self.rows)
        if not 1 <= count <= MOST_PLACES:
            raise ValueError(f"a ranking has 1 to {MOST_PLACES} places, not {count}")
        if any(row.earlier is not None for row in self.rows):
            raise ValueError("a ranking is of one year, without earlier values")
        values = [row.value.value for row in self.rows if row.value.value is not None]
        if any(before < after for before, after in pairwise(values)):
            raise ValueError("the places of a ranking are in order, the largest first")
        named = [index for index, _ in self.labels] + ([] if self.marked is None else [self.marked])
        if not all(0 <= index < count for index in named):
            raise ValueError(f"a row of a ranking is named by its index below {count}, not by {named}")
