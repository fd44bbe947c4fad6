"""Where the dots of paired dots are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.pointing import around
from reportgen.exhibits.telling import named, told
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.exhibits.dots.resolve import ResolvedDots


def spots(resolved: ResolvedDots) -> tuple[Spot, ...]:
    """Return the dots, row by row."""
    return tuple(
        around(dot.x, place.y, named(place.row.name, concat((name, " ", told(value)))))
        for place in resolved.rows
        for name, value, dot in zip(
            resolved.chart.names, (place.row.first, place.row.second), (place.first, place.second), strict=True
        )
        if value.value is not None
    )
