"""The values of stacked columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import ClassVar, Literal

from reportgen.document.charts import MOST_PARTS, Chart, Point
from reportgen.periods import Period

MOST_YEARS = 60
"""Columns that can be told apart on a page that stands upright."""
SLIGHT = 0.005
"""Parts that miss their total by less than this part of it have only been rounded."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One part of a stacked column chart: its values over the years."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ColumnBreak:
    """A series break, drawn as a dotted line between two columns."""

    before: int
    """Index of the first year of the chart after the break, whether or not the year of the break has a report."""
    text: str
    """Printed beside the dotted line: `[b] another counting unit`."""
    apart: tuple[Period, ...] = ()
    """The years that stand apart, where these begin or end here; empty where a new series begins."""


@dataclass(frozen=True, slots=True)
class StackedColumns(Chart):
    """Columns over years, each stacked from its parts, with the total above; a missing year keeps its slot.

    What is above zero is stacked upwards, what is below it downwards. Columns of members of a breakdown in one year are
    counted from 1 in place of the years, and have `names`.
    """

    kind: ClassVar[str] = "columns"

    years: tuple[Period, ...]
    parts: tuple[Columns, ...]
    """From the base line outwards; no more than there are colours for."""
    totals: tuple[Point, ...]
    breaks: tuple[ColumnBreak, ...] = ()
    """In the order of the years, one before a year at most."""
    scale: Literal["one", "thousand", "million", "percent"] = "one"
    """How the value axis words its ticks: `30,000`, `30 million`, `30%`; values stay in full units."""
    currency: str = ""
    """Stands with each tick, where the values are money: `€`."""
    names: tuple[str, ...] = ()
    """What the columns are, where they are not years."""
    title: str = "Year"
    """What the columns are called together: `Age`."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.parts) <= MOST_PARTS:
            raise ValueError(f"stacked columns have 1 to {MOST_PARTS} parts, not {len(self.parts)}")
        if not 1 <= len(self.years) <= MOST_YEARS:
            raise ValueError(f"stacked columns have 1 to {MOST_YEARS} years, not {len(self.years)}")
        if any(later <= earlier for earlier, later in pairwise(self.years)):
            raise ValueError(f"the years of stacked columns ascend: {self.years}")
        for name, points in (*((part.name, part.points) for part in self.parts), ("the totals", self.totals)):
            if tuple(point.year for point in points) != self.years:
                raise ValueError(f"`{name}` needs one point for each year of the chart")
        if self.names and (len(self.names) != len(self.years) or self.breaks):
            raise ValueError("each column that is no year has a name, and no break stands before it")
        places = [found.before for found in self.breaks]
        if places != sorted(set(places)) or any(not 0 < place < len(self.years) for place in places):
            raise ValueError(f"series breaks stand between two years of the chart, in their order, not before {places}")

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands below the columns."""
        return self.names or tuple(map(str, self.years))

    @property
    def tallest(self) -> int:
        """The index of the largest total, the last of several."""
        last = len(self.totals) - 1
        return max(range(last + 1), key=lambda index: (self.totals[index].value or 0.0, index))

    def is_undivided(self, index: int) -> bool:
        """Say whether only the total of a year was published, so that its column has no parts."""
        has_parts = any(part.points[index].value is not None for part in self.parts)
        return self.totals[index].value is not None and not has_parts

    def rest(self, index: int) -> float:
        """Return what the parts of a year leave of its total, to be stacked upon them; 0 where nothing is left."""
        rest = self._difference(index)
        return 0.0 if self._is_beyond(index, rest) else rest

    def is_exceeded(self, index: int) -> bool:
        """Say whether the parts of a year add to more than its total."""
        return self._is_beyond(index, self._difference(index))

    def has_mark(self, index: int) -> bool:
        """Say whether the total of a year does not stand at the end of its stack, so that a line has to show it."""
        signs = {value > 0 for value in (*self._values(index), self.rest(index)) if value}
        return self.totals[index].value is not None and (len(signs) > 1 or self.is_exceeded(index))

    def _values(self, index: int) -> list[float]:
        return [part.points[index].value or 0.0 for part in self.parts]

    def _difference(self, index: int) -> float:
        """Return the total less the sum of its parts; 0 where rounding explains it, or there are no parts."""
        total, values = self.totals[index].value, self._values(index)
        if total is None or self.is_undivided(index):
            return 0.0
        rest = total - fsum(values)
        return rest if abs(rest) > SLIGHT * max(abs(total), fsum(map(abs, values))) else 0.0

    def _is_beyond(self, index: int, rest: float) -> bool:
        """Say whether a difference leads back into a stack that lies on one side of the base line."""
        values = [value for value in self._values(index) if value]
        return bool(rest and values) and all((value > 0) != (rest > 0) for value in values)
