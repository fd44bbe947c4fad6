"""What can be pointed at in a drawing: where each value is, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import in_year, named
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.charts.scale import Unit
    from reportgen.document.charts import Point

REACH = 8.0
"""Points around the middle of a dot that belong to it."""


def around(x: float, y: float, words: str) -> Spot:
    """Return a spot around a dot."""
    return Spot(x - REACH, y - REACH, 2 * REACH, 2 * REACH, words)


def point_words(name: str, point: Point, unit: Unit = "one") -> str:
    """Return what is said of a point: `Resolved: 27,033 in 2024; +6.5% on 2023`."""
    said = named(name, in_year(point, unit))
    return concat((said, "; ", point.change)) if point.change else said
