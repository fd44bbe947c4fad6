"""A published figure as the interval of exact values it can stand for, and arithmetic with such intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.measure import OPEN_QUALIFIERS, MeasureType, ObservationStatus, Qualifier
from reportgen.memory import remembered
from reportgen.precision import printed_interval, printed_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.dataset import Observation, Package
    from reportgen.periods import Period

PLACE = "place"
"""In an operand's members: another place than that of the check."""

FigureKey = tuple[str, "Period", str, str]
"""Indicator, year, place and breakdown."""

PERCENTAGES = (MeasureType.SHARE, MeasureType.CHANGE)
"""Measure types that are printed as rounded as they are shown, also where no word says so."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the least and the greatest exact value it can stand for; of an exact value, all are equal."""

    value: float
    low: float
    high: float
    step: float = 0.0
    """What one step of the last printed digit is worth; 0 for an exact figure and for the result of arithmetic."""
    is_bound: bool = False
    """Whether it is only a bound, such as `more than 26,500`, or was made with one."""

    def __add__(self, other: Figure) -> Figure:
        return self._result(other, self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Figure) -> Figure:
        return self._result(other, self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Figure) -> Figure:
        # what has no upper end is nothing all the same where it is multiplied by nothing
        pairs = ((one, two) for one in (self.low, self.high) for two in (other.low, other.high))
        corners = [one * two if one and two else 0.0 for one, two in pairs]
        return self._result(other, self.value * other.value, min(corners), max(corners))

    def __truediv__(self, other: Figure) -> Figure:
        """Return the quotient; the divisor must not be able to stand for zero."""
        assert not other.may_be_zero, "divided by what may be zero"
        return self * Figure(1 / other.value, 1 / other.high, 1 / other.low, is_bound=other.is_bound)

    def _result(self, other: Figure, value: float, low: float, high: float) -> Figure:
        return Figure(value, low, high, is_bound=self.is_bound or other.is_bound)

    @property
    def is_exact(self) -> bool:
        """Whether it stands for one value only."""
        return self.low == self.high

    @property
    def may_be_zero(self) -> bool:
        """Whether zero is one of the values it can stand for."""
        return self.low <= 0 <= self.high


def constant(value: float) -> Figure:
    """Return an exact figure."""
    return Figure(value, value, value)


def figure_of(observation: Observation, measure_type: MeasureType) -> Figure | None:
    """Return an observation as a figure; None when it has no value."""
    if observation.value is None:
        return None
    return printed_figure(
        observation.value,
        observation.qualifier,
        printed=observation.printed,
        measure_type=measure_type,
        is_derived=observation.obs_status == ObservationStatus.ESTIMATED,
    )


@remembered(16_384)  # a figure is asked for in every sum and share that it is part of
def printed_figure(
    value: float, qualifier: Qualifier, *, printed: str, measure_type: MeasureType, is_derived: bool = False
) -> Figure:
    """Return a figure as it is printed; percentages are taken as rounded also where no word says so."""
    is_share = measure_type in PERCENTAGES
    if is_share and qualifier == Qualifier.EXACT and not is_derived:
        qualifier = Qualifier.ROUNDED
    low, high = printed_interval(value, qualifier, printed, is_share=is_share)
    step = 0.0 if qualifier == Qualifier.EXACT else printed_unit(value, printed, is_share=is_share)
    return Figure(value, low, high, step, is_bound=qualifier in OPEN_QUALIFIERS)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands: a year, a place, and the dimensions that are not at their total."""

    year: Period
    place: str
    members: Mapping[str, str] = field(default_factory=dict)

    @property
    def breakdown(self) -> str:
        """The members as a breakdown string."""
        return breakdown_string(self.members)


class Rest(NamedTuple):
    """What a line is about but for one dimension, which is at its total."""

    place: str
    breakdown: str
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """The preferred figures of one indicator, place and breakdown, by year in the order of the files.

    What figures of a line have in common is asked once for all of them: a package may have 100,000 lines.
    """

    indicator: str
    place: str
    breakdown: str
    members: Mapping[str, str]
    figures: Mapping[Period, Figure]
    """Those that have a value."""

    def without(self, dimension: str, country: str) -> tuple[str, Rest]:
        """Return its code in a dimension, and what else it is about."""
        if dimension == PLACE:
            return (TOTAL if self.place == country else self.place), Rest(country, self.breakdown, self.members)
        if dimension not in self.members:
            return TOTAL, Rest(self.place, self.breakdown, self.members)
        members = {name: code for name, code in self.members.items() if name != dimension}
        return self.members[dimension], Rest(self.place, breakdown_string(members), members)

    def cell(self, year: Period) -> Cell:
        """Return where its figure of a year stands."""
        return Cell(year, self.place, self.members)


@dataclass(frozen=True)
class Figures:
    """Every preferred figure of a package, by indicator and cell, with the file and line it stands in."""

    package: Package
    by_series: Mapping[str, Mapping[tuple[str, str], Line]]
    """By indicator, then by place and breakdown: the lines that have a value."""
    derived: frozenset[FigureKey]
    """The figures that were derived here."""
    restated: Mapping[FigureKey, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """The other rows in which a figure is printed again."""

    def lines(self, indicator: str) -> Sequence[Line]:
        """Return the lines of an indicator, in the order of the files."""
        return self._lines.get(indicator, ())

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[Line]]:
        return {indicator: tuple(found.values()) for indicator, found in self.by_series.items()}

    def parted(self, indicator: str, dimension: str) -> Iterator[tuple[Line, str, Rest]]:
        """Yield lines with their code in a dimension, but for those that have no member of it beside them."""
        parted = [(line, *line.without(dimension, self.package.country)) for line in self.lines(indicator)]
        beside = {rest[:2] for _, code, rest in parted if code != TOTAL}
        return (each for each in parted if each[2][:2] in beside)

    def published(self, indicator: str, place: str, breakdown: str) -> Mapping[Period, Figure]:
        """Return the figures of a series; none where it has none."""
        line = self.by_series.get(indicator, NO_LINES).get((place, breakdown))
        return line.figures if line else NO_FIGURES

    def figure(self, indicator: str, cell: Cell) -> Figure | None:
        """Return a figure; None when it was not published."""
        return self.published(indicator, cell.place, cell.breakdown).get(cell.year)

    def is_derived(self, indicator: str, cell: Cell) -> bool:
        """Say whether a figure was derived here."""
        return bool(self.derived) and (indicator, cell.year, cell.place, cell.breakdown) in self.derived

    def observation(self, indicator: str, cell: Cell) -> Observation | None:
        """Return the preferred observation of a cell."""
        series: Mapping[Period, Observation] = self.package.series.get((indicator, cell.place, cell.breakdown), {})
        return series.get(cell.year)

    def printed_again(self, indicator: str, cell: Cell) -> Iterator[tuple[Figure, str]]:
        """Yield each other row in which a figure is printed, as a figure with its file and line."""
        for row in self.restated.get((indicator, cell.year, cell.place, cell.breakdown), ()):
            yield row_figure(row), row_place(row)

    def where(self, indicator: str, cell: Cell) -> str:
        """Return the file and line of a figure; empty when there is none."""
        return self.package.series.where((indicator, cell.place, cell.breakdown), cell.year)

    def cells(self, indicator: str) -> Iterator[Cell]:
        """Yield every cell of an indicator that has a value, in the order of the files."""
        return (line.cell(year) for line in self.lines(indicator) for year in line.figures)


NO_LINES: Mapping[tuple[str, str], Line] = {}
NO_FIGURES: Mapping[Period, Figure] = {}


def row_figure(row: Mapping[str, Any]) -> Figure:
    """Return a row with a value as a figure."""
    kind = MeasureType(row["measure_type"])
    is_derived = row["obs_status"] == ObservationStatus.ESTIMATED
    qualifier = Qualifier(row["qualifier"])
    return printed_figure(row["value"], qualifier, printed=row["printed"], measure_type=kind, is_derived=is_derived)


def row_place(row: Mapping[str, Any]) -> str:
    """Return file and line of a row."""
    return f"{row['resource']}:{row['line']}"


KEY = ("indicator", "year", "place", "breakdown")
PRINTED = ("value", "qualifier", "printed", "obs_status", "preferred")


def figures_of(package: Package) -> Figures:
    """Return the preferred figures of a package."""
    qualifiers = {str(one): one for one in Qualifier}
    kinds = {name: record.measure_type for name, record in package.indicators.items()}
    members: dict[str, Mapping[str, str]] = {}
    found: dict[str, dict[tuple[str, str], dict[Period, Figure]]] = {}
    derived: set[FigureKey] = set()
    for row in package.rows.cells((*KEY, *PRINTED)):
        indicator, year, place, breakdown, value, qualifier, printed, status, is_preferred = row
        if not is_preferred:
            continue
        is_derived = status == ObservationStatus.ESTIMATED
        if is_derived:
            derived.add((indicator, year, place, breakdown))
        # lines are in the order of their first rows, whether these have a value or not
        line = found.setdefault(indicator, {}).setdefault((place, breakdown), {})
        if value is not None:
            line[year] = printed_figure(
                value, qualifiers[qualifier], printed=printed, measure_type=kinds[indicator], is_derived=is_derived
            )
            if breakdown not in members:
                members[breakdown] = breakdown_members(breakdown)
    lines = {
        indicator: {
            (place, breakdown): Line(indicator, place, breakdown, members[breakdown], figures)
            for (place, breakdown), figures in series.items()
            if figures
        }
        for indicator, series in found.items()
    }
    return Figures(package, lines, frozenset(derived), _restated(package))


@dataclass(frozen=True)
class FiguresOfPlace(Figures):
    """The lines of one indicator and place; what an identity asks besides is read when it is asked."""

    def published(self, indicator: str, place: str, breakdown: str) -> Mapping[Period, Figure]:
        """Return the figures of any series; none where it has none."""
        kind = self.package.indicators[indicator].measure_type
        series: Mapping[Period, Observation] = self.package.series.get((indicator, place, breakdown), {})
        return {year: found for year, one in series.items() if (found := figure_of(one, kind)) is not None}


def figures_of_place(package: Package, indicator: str, place: str) -> FiguresOfPlace:
    """Return the figures of one indicator and place, without a look at the rows of all others."""
    nothing = FiguresOfPlace(package, {}, frozenset())
    lines = {
        (place, breakdown): Line(indicator, place, breakdown, breakdown_members(breakdown), figures)
        for breakdown in package.breakdowns(indicator, place)
        if (figures := nothing.published(indicator, place, breakdown))
    }
    series = (package.series[indicator, place, breakdown].items() for _, breakdown in lines)
    derived = {
        (indicator, year, place, one.breakdown)
        for found in series
        for year, one in found
        if one.obs_status == ObservationStatus.ESTIMATED
    }
    return FiguresOfPlace(package, {indicator: lines}, frozenset(derived))


def _restated(package: Package) -> dict[FigureKey, tuple[Mapping[str, Any], ...]]:
    """Return the rows that are not preferred and have a value, by the figure that they print again."""
    found: dict[FigureKey, list[Mapping[str, Any]]] = {}
    others = (not is_preferred for (is_preferred,) in package.rows.cells(("preferred",)))
    for row in package.rows.selected(others):
        if row["value"] is not None:
            found.setdefault((row["indicator"], row["year"], row["place"], row["breakdown"]), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def without(cell: Cell, dimension: str, country: str) -> tuple[str, Cell]:
    """Return a cell's code in a dimension, and the cell in which that dimension is at its total."""
    if dimension == PLACE:
        return (TOTAL if cell.place == country else cell.place), Cell(cell.year, country, cell.members)
    rest = {name: code for name, code in cell.members.items() if name != dimension}
    return cell.members.get(dimension, TOTAL), Cell(cell.year, cell.place, rest)


def with_member(cell: Cell, dimension: str, code: str) -> Cell:
    """Return the cell of a member of a dimension; the inverse of `without`."""
    if code == TOTAL:
        return cell
    if dimension == PLACE:
        return Cell(cell.year, code, cell.members)
    return Cell(cell.year, cell.place, {**cell.members, dimension: code})
