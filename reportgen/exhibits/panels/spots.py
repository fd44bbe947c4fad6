"""Where the columns of panels with separate scales are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.panels.tell import spoken_point
from reportgen.exhibits.pointing import point_words
from reportgen.exhibits.told import Spot

if TYPE_CHECKING:
    from reportgen.exhibits.panels.resolve import ResolvedPanels


def spots(resolved: ResolvedPanels) -> tuple[Spot, ...]:
    """Return the columns with figures, panel by panel."""
    return tuple(
        Spot(
            place.left + column.x - resolved.column / 2,
            place.base - resolved.plot_drop,
            resolved.column,
            place.top - place.base,
            point_words(place.panel.title, spoken_point(point)),
        )
        for place in resolved.panels
        for column, point in zip(place.columns, place.panel.points, strict=True)
        if point.value is not None
    )
