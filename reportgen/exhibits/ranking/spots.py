"""Where the columns of a ranking are, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.bars.tell import said
from reportgen.exhibits.told import Spot
from reportgen.quantity import concat

if TYPE_CHECKING:
    from reportgen.exhibits.ranking.resolve import ResolvedRanking

MOST = 120
"""Columns that somebody can point at."""


def spots(resolved: ResolvedRanking) -> tuple[Spot, ...]:
    """Return the columns with a figure; none where they are too slim to be pointed at."""
    rows = resolved.chart.rows
    if len(rows) > MOST:
        return ()
    return tuple(
        Spot(box.left, box.bottom, box.right - box.left, box.top - box.bottom, concat((row.name, " ", said(row.value))))
        for row, box in zip(rows, resolved.columns, strict=True)
        if row.value.value is not None
    )
