"""Where the columns of small multiples are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.multiples.resolve import PLOT
from reportgen.exhibits.pointing import point_words
from reportgen.exhibits.told import Spot

if TYPE_CHECKING:
    from reportgen.exhibits.multiples.resolve import ResolvedMultiples


def spots(resolved: ResolvedMultiples) -> tuple[Spot, ...]:
    """Return the columns with figures, panel by panel."""
    return tuple(
        Spot(
            place.left + column.x - resolved.column / 2,
            place.base - resolved.plot_drop,
            resolved.column,
            PLOT,
            point_words(place.panel.title, point),
        )
        for place in resolved.panels
        for column, point in zip(place.columns, place.panel.points, strict=True)
        if point.value is not None
    )
