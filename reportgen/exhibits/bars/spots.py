"""Where ranked bars are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.bars.resolve import BAR, TICK_REACH
from reportgen.exhibits.bars.tell import bar_words
from reportgen.exhibits.told import Spot

if TYPE_CHECKING:
    from reportgen.exhibits.bars.resolve import ResolvedBars


def spots(resolved: ResolvedBars) -> tuple[Spot, ...]:
    """Return the bars with a figure, each as wide as its row."""
    return tuple(
        Spot(
            0,
            place.y - TICK_REACH,
            resolved.width,
            BAR + 2 * TICK_REACH,
            bar_words(place.row, resolved.chart.earlier_title),
        )
        for place in resolved.rows
        if place.row.value.value is not None
    )
