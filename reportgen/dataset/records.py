"""The records of a Data Package: what an indicator, a place, a note, a break or an observation is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from reportgen.measure import MeasureType, NoteKind, NoteYears, ObservationStatus, Qualifier
from reportgen.periods import Period, is_within
from reportgen.unit import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.suppression import SmallNumbers
    from reportgen.unit import Unit


def field_types(record: type[Any]) -> Mapping[str, Any]:
    """Return the type of each field of a record."""
    if record not in _FIELD_TYPES:
        _FIELD_TYPES[record] = get_type_hints(record)
    return _FIELD_TYPES[record]


_FIELD_TYPES: dict[type, Mapping[str, Any]] = {}
"""Every table of a package asks several times, and to find them out takes half a millisecond."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a reader can turn to."""

    title: str
    text: str
    url: str = ""
    """Where the text leads to, on paper or not; empty for nowhere."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose figures these are."""

    name: str
    short_name: str
    country: str
    """Code of the place that is the whole country."""
    contacts: tuple[Contact, ...] = ()
    in_sentence: str = ""
    """How a sentence names it: `the Office of Housing`. Empty where nobody says it: no rule knows the article."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Below which counts no percentage is given."""

    minimum_base: float
    """No percentage change from a base under this."""
    minimum_count_for_shares: float
    """No shares of a total under this."""
    suppress: SmallNumbers | None = None
    """Counts that are not shown at all; None where all are."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication the figures are taken from, and the period it is about, or the first of several."""

    source: str
    year: Period
    title: str
    publisher: str
    published: str
    """A year or a date, as far as known; may be empty."""
    url: str
    reference: str
    """The full citation."""
    note: str
    last_year: Period | None = None
    """The last period it is about, where it has figures of several. A column that packages may do without."""

    def is_about(self, year: Period) -> bool:
        """Say whether a period is one of those that it is about."""
        return is_within(year, self.year, self.last_year or self.year)

    def cited_for(self, year: Period) -> Period:
        """Return what it is cited for with a figure of a period: its own one, or that of the figure if it has many."""
        return self.year if self.last_year is None and self.year.sort == year.sort else year


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something measured every year."""

    indicator: str
    title: str
    short_title: str
    noun_singular: str
    """What is counted, as after `1`."""
    noun_plural: str
    """What is counted, as after `29,568`."""
    unit: str
    measure_type: MeasureType
    topic: str
    definition: str
    definition_source: str
    scale: str
    """Empty or `million`: how a summary words the value."""
    order: int
    key: bool
    """Whether it stands in the table of key indicators."""
    kind: str = ""
    """What kind of number it is, one of `UnitKind`; empty where that follows from `measure_type` and `unit`."""
    decimals: int | None = None
    """With how many decimals every figure is printed; empty: with as many as each has."""
    negative: bool | None = None
    """Whether a figure may be below zero; empty where that follows from the kind."""
    compared_in: str = ""
    """How two figures are compared, one of `Compared`; empty where that follows from the kind."""
    symbol: str = ""
    """Of a currency: `Fr.`; empty where its code in `unit` says it."""
    base: str = ""
    """Of an index, what is 100: `2015`; of money, the year whose prices it is in, empty for those of its time."""
    numerator: str = ""
    """Of a rate or percentage, the indicator that counts the part."""
    denominator: str = ""
    """The indicator that counts the whole."""
    per: float | None = None
    """Of a rate, for how many of the whole it is: 1,000."""
    suppress: str = ""
    """Which of its figures are not shown, `1-9`, or `no`; empty for what the package says."""
    clause: str = ""
    """Its own words for a sentence, with `{}` where the figure goes: `{} families were housed`."""

    @property
    def measured_in(self) -> Unit:
        """What its figures are measured in, with all that follows from it."""
        return unit_of(
            self.unit,
            self.measure_type,
            kind=self.kind,
            compared=self.compared_in,
            symbol=self.symbol,
            decimals=self.decimals,
            negative=self.negative,
            base=self.base,
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of indicators."""

    topic: str
    title: str
    order: int


@dataclass(frozen=True, slots=True)
class Level:
    """What the places of one level are called, such as all counties; only such places are put beside each other."""

    level: str
    """`county`, as `places` has it."""
    title: str = ""
    """At the head of a column: `County`; the level itself where nothing is said."""
    in_sentence: str = ""
    """Within a sentence, after `by`: `county`; the level itself where nothing is said."""
    plural: str = ""
    """`counties`; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The whole that a package is about, a part of it at some level, or a row such as `Unknown`."""

    place: str
    """Its code: any text."""
    name: str
    in_sentence: str
    """The name within a sentence, such as `the Netherlands`."""
    place_type: str = ""
    """What kind of place it is. The level where none is given; `other` for a row that is no place."""
    tile_row: int | None
    tile_column: int | None
    order: int
    neighbours: tuple[str, ...]
    level: str = ""
    """`region`, `county`; empty for a row that is no place: it is on no map and in no ranking."""
    parent: str = ""
    """The place that it is a part of; empty for the whole package."""
    clearinghouse: str = ""
    """Whom to turn to there. A column that packages may do without."""


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a codelist."""

    code: str
    label: str
    short_label: str
    order: int
    note: str
    """Why members differ over the years; may be empty."""
    parent: str
    """The code this one is a part of; may be empty."""
    in_sentence: str = ""
    """The label within a sentence or a legend, `family abduction`; empty where that is the label itself."""
    years_back: int | None = None
    """For a code that names a base period: how many years before; a column that other codelists do without."""


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note as printed under a table, and where it applies."""

    note: str
    text: str
    indicator: str
    """Empty: the whole package."""
    dimension: str
    member: str
    from_year: Period | None
    to_year: Period | None
    kind: NoteKind
    order: int
    location: str = ""
    """Where in the sources it is said, for a template to print. A column that packages may do without."""
    applies: NoteYears = NoteYears.ANY


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """The first year of a new series, or a spell of years that stand apart; they are not compared with the others."""

    indicator: str
    dimension: str
    """Empty: the indicator with all its breakdowns."""
    member: str
    """Empty with a dimension: all its members, but not the total."""
    year: Period
    obs_status: ObservationStatus
    """`BREAK` or `DEFINITION_DIFFERS`."""
    note: str
    short: str
    """A few words for a chart label."""
    last_year: Period | None = None
    """The last year of a spell; None where a new series begins for good. A column that packages may do without."""

    def holds(self, year: Period) -> bool:
        """Say whether a year is of the new series, or of the spell."""
        return is_within(year, self.year, self.last_year)

    def parts(self, years: Iterable[Period]) -> bool:
        """Say whether it lies between two of the years, so that these are not compared."""
        return len({self.holds(year) for year in years}) > 1


@dataclass(frozen=True, slots=True)
class Correction:
    """A misprint: what was printed, what is right, and the arithmetic that proves it."""

    correction: str
    printed: str
    corrected: str
    proof: str
    note: str


@dataclass(frozen=True, slots=True)
class NotPublished:
    """A figure, or a whole breakdown, that a source does not give as a number."""

    indicator: str
    year: Period
    dimension: str
    source: str
    location: str
    obs_status: ObservationStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Arithmetic that the figures have to satisfy."""

    identity: str
    kind: str
    indicator: str
    dimension: str
    operands: str
    tolerance: float | None
    """None: by the printed precision."""
    description: str
    member: str = ""
    """With a dimension: the only member that is checked. A column that packages may do without, as are the next two."""
    from_year: Period | None = None
    to_year: Period | None = None
    where: str = ""
    """File and line it was read from."""

    def is_about(self, year: Period) -> bool:
        """Say whether figures of a year are checked."""
        return is_within(year, self.from_year, self.to_year)


@dataclass(frozen=True, slots=True)
class ExceptionRecord:
    """A known failure of an identity, with its reason."""

    identity: str
    year: Period | None
    place: str
    breakdown: str
    explanation: str
    where: str = ""
    """File and line it was read from."""


@dataclass(frozen=True, slots=True)
class SuppressedFigure:
    """A figure that is not shown because it would give away a small one."""

    indicator: str
    year: Period
    place: str
    breakdown: str = ""
    """As `dimension=code;dimension=code`; empty for the total."""
    reason: str = ""
    where: str = ""
    """File and line it was read from."""


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of an indicator for a year, a place and a breakdown, as this package uses it."""

    indicator: str
    year: Period
    place: str
    breakdown: str
    value: float | None
    """None when not published."""
    qualifier: Qualifier
    obs_status: ObservationStatus
    source: str
    location: str
    printed: str
    """The figure as printed, where it is not simply the value."""
    correction: str
    derived_from: str
    note: str
    resource: str = ""
    """The file that it stands in."""
    line: int = 0
    """The line in it, counted from 1."""
