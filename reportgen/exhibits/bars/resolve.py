"""Draw horizontal bars in their order, with an earlier value as a tick across each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.style import chart_style

if TYPE_CHECKING:
    from reportgen.charts.style import Style
    from reportgen.exhibits.bars.values import BarRow, RankedBars
    from reportgen.theme import Theme

PITCH, BAR, HEAD = 15.0, 9.0, 14.0
NAMES = 84.0
"""Width of the lane of names; more where a name needs it, up to WIDEST_NAMES; longer names take two lines."""
WIDEST_NAMES = 190.0
NAME_GAP = 8.0
NAME_LEADING = 11.0
COLUMN = 42.0
"""Width of the column of earlier values, at the least."""
COLUMN_GAP = 14.0
SWATCH, SWATCH_GAP = 12.0, 9.0
BAR_GAP = 11.0
"""From the longest bar to the head of the values."""
TICK_WIDTH, TICK_REACH, TICK_GROUND = 1.75, 2.0, 4.0


@dataclass(frozen=True, slots=True)
class BarPlace:
    """One bar: its names' base lines, its lower edge, and how far bar and tick reach from the left edge."""

    row: BarRow
    name: tuple[tuple[float, str], ...]
    y: float
    end: float
    tick: float | None


@dataclass(frozen=True, slots=True)
class ResolvedBars:
    """Ranked bars in points."""

    chart: RankedBars
    width: float
    height: float
    start: float
    value_right: float
    rows: tuple[BarPlace, ...]


def resolve(chart: RankedBars, theme: Theme, width: float) -> ResolvedBars:
    """Return the places of bars, ticks and names; the value columns take what they need at the right."""
    style = chart_style(theme)
    has_earlier = bool(chart.earlier_title)
    value_right = width - _column_width(chart, style) if has_earlier else width
    names = [style.name.lines(row.name, min(WIDEST_NAMES, width * 0.4)) for row in chart.rows]
    start = max([NAMES] + [style.name.width(line) + NAME_GAP for lines in names for line in lines])
    heads = [style.value.width(chart.title) + (SWATCH + SWATCH_GAP if has_earlier else 0)]
    end = value_right - max(heads + [style.value.width(row.text) for row in chart.rows]) - BAR_GAP
    largest = max([value for row in chart.rows for value in (row.value, row.earlier) if value is not None], default=0)
    scale = (end - start) / largest if largest else 0.0
    pitches = [PITCH + NAME_LEADING * (len(lines) - 1) for lines in names]
    height = sum(pitches) + HEAD
    top = height - HEAD
    rows = []
    for row, lines, pitch in zip(chart.rows, names, pitches, strict=True):
        y = top - pitch / 2 - BAR / 2 + 0.0
        first = y + 1.6 + NAME_LEADING * (len(lines) - 1) / 2
        tick = None if row.earlier is None else start + row.earlier * scale
        name = tuple((first - NAME_LEADING * index, line) for index, line in enumerate(lines))
        rows.append(BarPlace(row, name, y, start + (row.value or 0) * scale, tick))
        top -= pitch
    return ResolvedBars(chart, width, height, start, value_right, tuple(rows))


def _column_width(chart: RankedBars, style: Style) -> float:
    widest = max([style.name.width(row.earlier_text) for row in chart.rows], default=0)
    head = style.value.width(chart.earlier_title) + 8
    return max(COLUMN, max(widest, head) + COLUMN_GAP)
