"""The values of a chart that a user's own function draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from reportgen.document.charts import Chart, Point
from reportgen.periods import Period

MOST_VALUES = 2000
"""Values that a chart may be made of; with more, neither its table nor its words are of use to anybody."""


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """One series: a figure, or one member or place of it, over the years of the chart."""

    figure: str
    """What is counted: `Cases`."""
    name: str
    """Of the member or the place; that of the figure where it is not broken down."""
    code: str
    """Of the member or the place in the data; empty where the figure is not broken down."""
    points: tuple[Point, ...]
    """One for each year of the chart, in order, gaps included."""
    breaks: tuple[int, ...] = ()
    """Indexes of the points before which the series breaks: no line may join them with the points before."""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a series of a chart has a name")
        if any(not 0 < index < len(self.points) for index in self.breaks) or sorted(set(self.breaks)) != [*self.breaks]:
            raise ValueError(f"a series breaks before one of its later points, once: `{self.name}`, {self.breaks}")


@dataclass(frozen=True, slots=True)
class OwnChart(Chart):
    """Values for a function that draws them; which one is said by its name and its version."""

    kind: ClassVar[str] = "own"

    function: str
    """The name by which a template asks for it: `dumbbell`."""
    version: str
    """Of the file or the package that has the function; a document depends on it."""
    years: tuple[Period, ...]
    series: tuple[OwnSeries, ...]
    where: str = field(default="", compare=False, repr=False)
    """The directive in the template, for messages only."""

    def __post_init__(self) -> None:
        if not self.function or not self.version:
            raise ValueError("a chart of one's own names its function and the version of it")
        if any(earlier >= later for earlier, later in pairwise(self.years)):
            raise ValueError(f"the years of a chart ascend: {self.years}")
        for series in self.series:
            if tuple(point.year for point in series.points) != self.years:
                raise ValueError(f"a series has a point for each year of its chart: `{series.name}`")
        names = [(series.figure, series.name, series.code) for series in self.series]
        if len(set(names)) < len(names):
            raise ValueError("two series of a chart have one name")
        values = [point.value for series in self.series for point in series.points]
        if all(value is None for value in values):
            raise ValueError("a chart needs values: its words and its table are made from them")
        if len(values) > MOST_VALUES:
            raise ValueError(f"a chart of one's own has {MOST_VALUES:,} values at most, not {len(values):,}")
