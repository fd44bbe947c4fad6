"""A published figure as the interval of exact values it can stand for, and arithmetic with such intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.measure import MeasureType, ObservationStatus, Qualifier
from reportgen.precision import printed_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.dataset import Observation, Package

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

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Figure) -> Figure:
        return Figure(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Figure) -> Figure:
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Figure(self.value * other.value, min(corners), max(corners))

    def __truediv__(self, other: Figure) -> Figure:
        """Return the quotient; the divisor must not be able to stand for zero."""
        assert not other.may_be_zero, "divided by what may be zero"
        return self * Figure(1 / other.value, 1 / other.high, 1 / other.low)

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
    is_share = measure_type in PERCENTAGES
    qualifier = observation.qualifier
    if is_share and qualifier == Qualifier.EXACT and observation.obs_status != ObservationStatus.ESTIMATED:
        qualifier = Qualifier.ROUNDED
    low, high = printed_interval(observation.value, qualifier, observation.printed, is_share=is_share)
    return Figure(observation.value, low, high)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands: a year, a place, and the dimensions that are not at their total."""

    year: int
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
    lines: Mapping[tuple[str, int, str, str], str]
    published: Mapping[str, tuple[Cell, ...]]

    def figure(self, indicator: str, cell: Cell) -> Figure | None:
        """Return a figure; None when it was not published."""
        observation = self.observation(indicator, cell)
        if observation is None:
            return None
        return figure_of(observation, self.package.indicators[indicator].measure_type)

    def observation(self, indicator: str, cell: Cell) -> Observation | None:
        """Return the preferred observation of a cell."""
        return self.package.series.get((indicator, cell.place, cell.breakdown), {}).get(cell.year)

    def where(self, indicator: str, cell: Cell) -> str:
        """Return the file and line of a figure; empty when there is none."""
        return self.lines.get((indicator, cell.year, cell.place, cell.breakdown), "")

    def cells(self, indicator: str) -> tuple[Cell, ...]:
        """Return every cell of an indicator that has a value, in the order of the files."""
        return self.published.get(indicator, ())


def figures_of(package: Package) -> Figures:
    """Return the preferred figures of a package."""
    places = {
        (row["indicator"], row["year"], row["place"], row["breakdown"]): f"{row['resource']}:{row['line']}"
        for row in package.rows
        if row["preferred"]
    }
    published: dict[str, list[Cell]] = {}
    for (indicator, place, breakdown), series in package.series.items():
        members = breakdown_members(breakdown)
        years = [year for year, observation in series.items() if observation.value is not None]
        published.setdefault(indicator, []).extend(Cell(year, place, members) for year in years)
    cells = {indicator: tuple(found) for indicator, found in published.items()}
    return Figures(package, places, cells)


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
