"""The values of a line chart, and where its lines are interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from reportgen.document.charts import Chart, Point
from reportgen.periods import Period

LineRole = Literal["first", "second", "third", "fourth", "total"]
LINE_ROLES: tuple[LineRole, ...] = ("first", "second", "third", "fourth", "total")
MOST_LINES = len(LINE_ROLES)
"""As many as there are colours to tell them apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a line chart."""

    name: str
    points: tuple[Point, ...]
    """One for each year of the chart, in order, gaps included."""
    role: LineRole = "first"
    """Which of the theme's colours it takes; `total` is the grey of totals."""
    hollow: bool = False
    """Hollow markers: another measure than the other lines."""
    bounds: frozenset[int] = frozenset()
    """Indexes of the points of which only a bound was published: hollow, with dashed lines beside them."""
    is_named: bool = True
    """Whether its name stands at its end; that of an only line may stand in the headline alone."""

    @property
    def label(self) -> str:
        """What stands at its end beside the last value."""
        return self.name if self.is_named else ""


@dataclass(frozen=True, slots=True)
class Break:
    """A series break, drawn as a dotted line between two years; no line that breaks there crosses it."""

    before: int
    """Index of the first year of the chart after the break, which may have come in a year without a report."""
    text: str
    """Printed beside the dotted line at the top: `[b] counted anew in 2024`."""
    apart: tuple[Period, ...] = ()
    """The years that stand apart, where these begin or end here; empty where a new series begins."""
    lines: tuple[int, ...] = ()
    """Indexes of the lines that break here, where others do not; empty where all of them do."""


@dataclass(frozen=True, slots=True)
class LineChart(Chart):
    """Lines over years with direct labels, on one scale that holds zero."""

    kind: ClassVar[str] = "line"

    years: tuple[Period, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()
    """In the order of the years; several may stand before one year, each with its reason."""
    scale: Literal["one", "thousand", "million", "percent"] = "one"
    """How the value axis words its ticks: `30,000`, `30 thousand`, `30 million`, `30%`; values stay in full units."""
    currency: str = ""
    """Stands with each tick, where the values are money: `€`."""
    is_scaled: bool = True
    """Whether the scale names values beside the lines; a narrow picture goes without where each point tells its own."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= MOST_LINES:
            raise ValueError(f"a line chart has 1 to {MOST_LINES} lines, not {len(self.lines)}")
        if not self.years or any(later <= earlier for earlier, later in pairwise(self.years)):
            raise ValueError(f"the years of a line chart ascend: {self.years}")
        for line in self.lines:
            if tuple(point.year for point in line.points) != self.years:
                raise ValueError(f"the line `{line.name}` needs one point for each year of its chart")
            if any(not 0 <= at < len(self.years) or line.points[at].value is None for at in line.bounds):
                raise ValueError(f"a bound of the line `{line.name}` is a point with a value")
        self._check_breaks()

    def _check_breaks(self) -> None:
        places = [entry.before for entry in self.breaks]
        if any(not 0 < place < len(self.years) for place in places):
            raise ValueError(f"a series break stands between two years of its chart, not before point {places}")
        if places != sorted(places):
            raise ValueError("the breaks of a line chart stand in the order of the years")
        if any(not 0 <= index < len(self.lines) for entry in self.breaks for index in entry.lines):
            raise ValueError("a series break names lines that its chart does not have")


def is_broken(chart: LineChart, index: int, *, before: int) -> bool:
    """Say whether a line breaks before a point: the only place that decides where a line is cut at a break."""
    return any(entry.before == before and (not entry.lines or index in entry.lines) for entry in chart.breaks)


def segments(chart: LineChart, index: int) -> tuple[tuple[int, ...], ...]:
    """Return the points that a line joins, as indexes: it is cut at each gap and at each of its breaks."""
    runs: list[list[int]] = [[]]
    for at, point in enumerate(chart.lines[index].points):
        if point.value is None or is_broken(chart, index, before=at):
            runs.append([])
        if point.value is not None:
            runs[-1].append(at)
    return tuple(tuple(run) for run in runs if run)


def stretches(run: tuple[int, ...], bounds: frozenset[int]) -> tuple[tuple[tuple[int, ...], bool], ...]:
    """Return the stretches of a segment, as indexes, each with whether it is dashed: from a bound or to one."""
    found: list[tuple[tuple[int, ...], bool]] = []
    for start, end in pairwise(run):
        is_dashed = start in bounds or end in bounds
        if found and not is_dashed and not found[-1][1]:
            found[-1] = ((*found[-1][0], end), False)
        else:
            found.append(((start, end), is_dashed))
    return tuple(found)


def lines_across(chart: LineChart, *, before: int) -> tuple[int, ...]:
    """Return the lines with figures on both sides of a point's left: those that a break there could part."""
    return tuple(
        index
        for index, line in enumerate(chart.lines)
        if _has_value(line.points[:before]) and _has_value(line.points[before:])
    )


def breaks_all(chart: LineChart, *, before: int) -> bool:
    """Say whether every line with figures on both sides of a break is cut there."""
    return all(is_broken(chart, index, before=before) for index in lines_across(chart, before=before))


def break_places(chart: LineChart) -> tuple[int, ...]:
    """Return the points before which a dotted line stands, each once."""
    return tuple(dict.fromkeys(entry.before for entry in chart.breaks))


def _has_value(points: tuple[Point, ...]) -> bool:
    return any(point.value is not None for point in points)
