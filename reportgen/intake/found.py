"""What a foreign table was taken for: places, measures, figures, the account of its rows and cells, open questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reportgen.intake.extent import Extent
    from reportgen.intake.measures import UnitGuess
    from reportgen.intake.numerals import Convention
    from reportgen.intake.roles import Column
    from reportgen.intake.sheet import Sheet
    from reportgen.measure import Qualifier


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of a foreign table."""

    code: str
    """As it stands there, leading zeros and all; the name, where there is no code."""
    name: str
    level: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured: the rows or columns of figures that belong together."""

    identifier: str
    title: str
    unit: UnitGuess
    columns: tuple[int, ...] = ()
    numerator: str = ""
    """Of a rate that the file's own figures give: the measure above the line."""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, or the mark in its place, with the cell that it stands in."""

    measure: str
    period: str
    place: str
    breakdown: tuple[tuple[str, str], ...]
    value: Decimal | None
    qualifier: Qualifier
    status: str
    """SDMX; `A` for a figure without any mark."""
    printed: str
    """As it stands in the cell."""
    mark: str
    row: int
    column: int
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What the figure is of: no other one may be of the same."""
        return (self.measure, self.period, self.place, self.breakdown)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the file does not tell for certain."""

    key: str
    """By which an answer names it."""
    text: str
    taken: str
    """The likeliest answer; empty where there is none."""
    choices: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sum that holds in all cases, or nearly all."""

    indicator: str
    dimension: str
    """Empty for a sum of other indicators."""
    operands: str
    text: str
    held: int
    failed: tuple[tuple[Fact, Decimal], ...] = ()
    """The totals that are another sum, and by how much they are larger."""

    @property
    def holds(self) -> bool:
        """Whether it holds everywhere."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class Account:
    """Where every row and every cell of the columns of figures went; both add up."""

    rows: Mapping[str, int]
    cells: Mapping[str, int]

    def lines(self) -> tuple[str, str]:
        """Return the account in words: `rows read 512 = 480 with figures + 24 totals + 5 blank + 3 notes`."""
        return (_sum("rows", self.rows), _sum("cells", self.cells))


def _sum(what: str, counts: Mapping[str, int]) -> str:
    parts = (f"{count:,} {SINGULAR.get(name, name) if count == 1 else name}" for name, count in counts.items())
    return f"{what} read {sum(counts.values()):,} = {' + '.join(parts)}"


SINGULAR = {
    "titles": "title",
    "rows of heads": "row of heads",
    "notes": "note",
    "totals": "total",
    "averages": "average",
    "figures": "figure",
    "limits": "limit",
    "repeated heads": "repeated head",
    "heads of further files": "row of heads of a further file",
    "titles of further files": "title of a further file",
    "labels of groups": "label of a group",
    "totals over all periods": "total over all periods",
}
"""What one of something is called in the account."""


@dataclass(frozen=True)
class Understanding:
    """What a foreign table was taken for."""

    file: str
    sheet: Sheet
    extent: Extent
    columns: tuple[Column, ...]
    convention: Convention
    title: str
    notes: tuple[str, ...]
    measures: tuple[Measure, ...]
    places: tuple[FoundPlace, ...]
    dimensions: Mapping[str, tuple[str, ...]]
    """The members of each breakdown, by the identifier of the breakdown."""
    dimension_titles: Mapping[str, str]
    periods: tuple[str, ...]
    facts: tuple[Fact, ...]
    account: Account
    questions: tuple[Question, ...] = ()
    proofs: tuple[Proof, ...] = ()
    """Sums that hold, or nearly hold, in the file."""
    is_titled: bool = True
    """Whether an answer or the table says what it is about, and not only the name of its file."""
    suppress: str = ""
    """Which counts are hidden, `1-9`; empty where all are shown."""
