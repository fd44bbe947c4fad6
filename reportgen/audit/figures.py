"""A published figure as the interval of exact values it can stand for, and arithmetic with such intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.measure import OPEN_QUALIFIERS, MeasureType, ObservationStatus, Qualifier
from reportgen.memory import remembered
from reportgen.precision import printed_interval, printed_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset import Observation, Package
    from reportgen.periods import Period

PLACE = "place"
"""In an operand's members: another place than that of the check."""

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
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
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


@dataclass(frozen=True, slots=True)
class Figures:
    """Every preferred figure of a package, by indicator and cell, with the file and line it stands in."""

    package: Package
    lines: Mapping[tuple[str, Period, str, str], str]
    published: Mapping[str, tuple[Cell, ...]]
    restated: Mapping[tuple[str, Period, str, str], tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """By indicator, year, place and breakdown: the other rows in which a figure is printed again."""

    def figure(self, indicator: str, cell: Cell) -> Figure | None:
        """Return a figure; None when it was not published."""
        observation = self.observation(indicator, cell)
        if observation is None:
            return None
        return figure_of(observation, self.package.indicators[indicator].measure_type)

    def observation(self, indicator: str, cell: Cell) -> Observation | None:
        """Return the preferred observation of a cell."""
        return self.package.series.get((indicator, cell.place, cell.breakdown), {}).get(cell.year)

    def printed_again(self, indicator: str, cell: Cell) -> Iterator[tuple[Figure, str]]:
        """Yield each other row in which a figure is printed, as a figure with its file and line."""
        for row in self.restated.get((indicator, cell.year, cell.place, cell.breakdown), ()):
            yield row_figure(row), row_place(row)

    def where(self, indicator: str, cell: Cell) -> str:
        """Return the file and line of a figure; empty when there is none."""
        return self.lines.get((indicator, cell.year, cell.place, cell.breakdown), "")

    def cells(self, indicator: str) -> tuple[Cell, ...]:
        """Return every cell of an indicator that has a value, in the order of the files."""
        return self.published.get(indicator, ())


def row_figure(row: Mapping[str, Any]) -> Figure:
    """Return a row with a value as a figure."""
    kind = MeasureType(row["measure_type"])
    is_derived = row["obs_status"] == ObservationStatus.ESTIMATED
    qualifier = Qualifier(row["qualifier"])
    return printed_figure(row["value"], qualifier, printed=row["printed"], measure_type=kind, is_derived=is_derived)


def row_place(row: Mapping[str, Any]) -> str:
    """Return file and line of a row."""
    return f"{row['resource']}:{row['line']}"


def figures_of(package: Package) -> Figures:
    """Return the preferred figures of a package."""
    places = {
        (row["indicator"], row["year"], row["place"], row["breakdown"]): row_place(row)
        for row in package.rows
        if row["preferred"]
    }
    published: dict[str, list[Cell]] = {}
    for (indicator, place, breakdown), series in package.series.items():
        members = breakdown_members(breakdown)
        years = [year for year, observation in series.items() if observation.value is not None]
        published.setdefault(indicator, []).extend(Cell(year, place, members) for year in years)
    cells = {indicator: tuple(found) for indicator, found in published.items()}
    restated: dict[tuple[str, Period, str, str], list[Mapping[str, Any]]] = {}
    for row in package.rows:
        if not row["preferred"] and row["value"] is not None:
            key = (row["indicator"], row["year"], row["place"], row["breakdown"])
            restated.setdefault(key, []).append(row)
    return Figures(package, places, cells, {key: tuple(rows) for key, rows in restated.items()})


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
