"""The values of a trend: a chart of the size of a word, beside a figure in a tile or in the cell of a table.

It has no caption, no axis and no values printed; its alternative text tells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportgen.document.charts import check_value
from reportgen.periods import Period


@dataclass(frozen=True, slots=True)
class Slot:
    """One year of a trend; a year without a number has a slot, too."""

    year: Period
    value: float | None
    """Unrounded; None where there is no number."""
    text: str
    """As a sentence has it, `29,568` or `more than 21.7 million`; empty without a number."""
    bound: Literal["", "floor", "ceiling"] = ""
    """Whether the number is only a bound: `more than` or `less than`."""

    def __post_init__(self) -> None:
        check_value(self.value, self.text)


@dataclass(frozen=True, slots=True)
class Trend:
    """How a figure went over the years of the range."""

    slots: tuple[Slot, ...]
    """One for each year of the range, in order."""
    breaks: tuple[int, ...] = ()
    """Indexes of the slots before which the series breaks."""
    is_share: bool = False
    """Whether the values are percentages."""
    role: Literal["main", "other", "total"] = "main"
    """Its color in a table: of the row that a table is about, of another one, or of a total."""

    def __post_init__(self) -> None:
        if any(later.year <= earlier.year for earlier, later in pairwise(self.slots)):
            raise ValueError(f"the years of a trend ascend: {[slot.year for slot in self.slots]}")
        if sum(slot.value is not None for slot in self.slots) < 2:
            raise ValueError("a trend has two numbers or more")
        if any(not 0 < place < len(self.slots) for place in self.breaks):
            raise ValueError(f"a series break stands between two years of a trend, not before slot {self.breaks}")
