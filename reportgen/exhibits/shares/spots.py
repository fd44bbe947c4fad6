"""Where the parts of stacked shares are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.shares.resolve import BAR
from reportgen.exhibits.telling import named, told
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.exhibits.shares.resolve import ResolvedShares


def spots(resolved: ResolvedShares) -> tuple[Spot, ...]:
    """Return the parts with a figure, bar by bar."""
    return tuple(
        Spot(place.x, bar.y, place.width, BAR, named(bar.row.name, concat((name, " ", told(value)))))
        for bar in resolved.rows
        for name, value, place in zip(resolved.chart.parts, bar.row.parts, bar.parts, strict=True)
        if value.value is not None
    )
