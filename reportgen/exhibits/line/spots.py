"""Where the values of a line chart are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.pointing import around, point_words
from reportgen.exhibits.told import Spot

if TYPE_CHECKING:
    from reportgen.exhibits.line.resolve import ResolvedLine


def spots(resolved: ResolvedLine) -> tuple[Spot, ...]:
    """Return the published points, line by line."""
    chart, frame = resolved.chart, resolved.frame
    return tuple(
        around(frame.xs[at], frame.y(point.value), point_words(line.name, point, chart.scale))
        for line in chart.lines
        for at, point in enumerate(line.points)
        if point.value is not None
    )
