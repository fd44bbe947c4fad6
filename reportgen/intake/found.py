"""What a foreign table was taken for: places, measures, figures, the account of its rows and cells, open questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.language import counted, say, say_count
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reportgen.intake.columns import Column
    from reportgen.intake.extent import Extent
    from reportgen.intake.measures import UnitGuess
    from reportgen.intake.numerals import Convention
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
    is_size: bool = False
    """Whether it is the size of the samples that other measures are from, which is no news itself."""


Cell = tuple[int, int]
"""The row and the column of a cell."""


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
    said: str = ""
    """What the file itself says of the mark in place of the figure; empty where nothing does."""
    rounded: str = ""
    """How a figure that is written with a magnitude, `1,2 Mio.`, is printed: `1.2 million`."""
    low_at: Cell | None = None
    """Where its lower limit stands, as a row and a column; its own cell where it is None."""
    high_at: Cell | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What the figure is of: no other one may be of the same."""
        return (self.measure, self.period, self.place, self.breakdown)


@dataclass(frozen=True, slots=True)
class Anew:
    """A period in which a series begins anew, as a note of the file says: nothing is compared across it."""

    text: str
    measure: str
    place: str
    """Empty for all places."""
    period: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a note of the file says of the figures of a measure in some periods; empty ones stand for all."""

    text: str
    measure: str
    first: str = ""
    last: str = ""


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
    more: str = ""
    """What is told to whoever asks what the question means."""
    known: tuple[str, ...] = ()
    """Where any text is an answer: those that are known; another one is asked back about."""

    @property
    def line(self) -> str:
        """How its first choice is written into a file of answers; one may be a line already, which answers another."""
        answer = self.choices[0] if self.choices else "..."
        key = self.key if self.key.isidentifier() else f'"{self.key}"'
        return answer if '" = "' in answer else f'{key} = "{answer}"'


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
    is_rounded: bool = False
    """Whether some hold only because the figures were rounded to their last digit."""
    kind: str = ""
    """Of the identity that it is; empty for a sum over the members of a dimension or of other indicators."""

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
        return (
            say("rows read {count} = {parts}", count=_count(self.rows), parts=_parts(self.rows)),
            say("cells read {count} = {parts}", count=_count(self.cells), parts=_parts(self.cells)),
        )


def _count(counts: Mapping[str, int]) -> str:
    return exact_number(sum(counts.values()))


def _parts(counts: Mapping[str, int]) -> str:
    return " + ".join(_part(name, count) for name, count in counts.items())


def _part(name: str, count: int) -> str:
    """Return how many rows or cells went one way: `24 totals`."""
    one, many = WAYS.get(name, ("", ""))
    if one:
        return say_count(count, one, many, count=exact_number(count))
    return f"{exact_number(count)} {name}"


WAYS = {
    "titles": counted("{count} title", "{count} titles"),
    "rows of heads": counted("{count} row of heads", "{count} rows of heads"),
    "blank": counted("{count} blank", "{count} blank"),
    "labels of groups": counted("{count} label of a group", "{count} labels of groups"),
    "notes": counted("{count} note", "{count} notes"),
    "repeated heads": counted("{count} repeated head", "{count} repeated heads"),
    "averages": counted("{count} average", "{count} averages"),
    "heads of further files": counted("{count} row of heads of a further file", "{count} heads of further files"),
    "titles of further files": counted("{count} title of a further file", "{count} titles of further files"),
    "totals": counted("{count} total", "{count} totals"),
    "of totals": counted("{count} of totals", "{count} of totals"),
    "totals over all periods": counted("{count} total over all periods", "{count} totals over all periods"),
    "of totals over all periods": counted("{count} of totals over all periods", "{count} of totals over all periods"),
    "without a label": counted("{count} without a label", "{count} without a label"),
    "of without a label": counted("{count} of rows without a label", "{count} of rows without a label"),
    "with figures": counted("{count} with figures", "{count} with figures"),
    "with limits of figures": counted("{count} with limits of figures", "{count} with limits of figures"),
    "repeated to the digit": counted("{count} repeated to the digit", "{count} repeated to the digit"),
    "figures": counted("{count} figure", "{count} figures"),
    "limits": counted("{count} limit", "{count} limits"),
    "empty": counted("{count} empty", "{count} empty"),
    "not understood": counted("{count} not understood", "{count} not understood"),
    "that say otherwise than one before": counted(
        "{count} that says otherwise than one before", "{count} that say otherwise than one before"
    ),
}
"""What the account calls what rows and cells became, of one and of several."""


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
    """What the table does not tell for certain."""
    publisher: str = ""
    """Whose figures these are, as an answer or a line above the table says; empty where nothing does."""
    publisher_asked: tuple[Question, ...] = ()
    """Whose they are, for whoever can be asked."""
    title_asked: tuple[Question, ...] = ()
    """What it is about, where only the name of the file says it."""
    proofs: tuple[Proof, ...] = ()
    """Sums that hold, or nearly hold, in the file."""
    signs: frozenset[str] = frozenset()
    """What stands in several cells in place of figures and is no mark that is known."""
    anew: tuple[Anew, ...] = ()
    """Where series begin anew, as notes say."""
    said: tuple[Said, ...] = ()
    """What notes say of figures whose heads have their signs."""
    clashes: tuple[Fact, ...] = ()
    """Other values of figures that stand there twice; the first counts."""
    period_by: str = ""
    """What says of which period all figures are, where neither a column nor the heads do."""
    suppress: str = ""
    """Which counts are hidden, `1-9`; empty where all are shown."""

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """All that is asked of whoever makes a project of it."""
        return (*self.title_asked, *self.questions)
