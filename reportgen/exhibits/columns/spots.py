"""Where the columns of a stacked column chart are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.columns.tell import column_words
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.exhibits.columns.resolve import ResolvedColumns


def spots(resolved: ResolvedColumns) -> tuple[Spot, ...]:
    """Return the columns with figures, each with its total and its parts."""
    frame = resolved.frame
    places = zip(resolved.columns, resolved.chart.totals, strict=True)
    return tuple(
        Spot(
            place.stack.x - frame.column / 2,
            frame.foot,
            frame.column,
            frame.top - frame.foot,
            concat((words, "; ", total.change)) if total.change else words,
        )
        for index, (place, total) in enumerate(places)
        if (words := column_words(resolved.chart, index))
    )
