"""Decide how pairs of dots stand in their rows: the scale, and where values and names go."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, fsum
from typing import TYPE_CHECKING

from reportgen.charts.scale import tick_texts, value_ticks
from reportgen.charts.style import chart_style, marks_text
from reportgen.exhibits.bars.resolve import check_height
from reportgen.lengths import fits_in, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.style import Style
    from reportgen.document.charts import Value
    from reportgen.exhibits.dots.values import DotRow, PairedDots
    from reportgen.theme import Theme

FEW = 4
PITCH, LOW_PITCH = 24.0, 19.0
"""Height of a row; lower where there are more than a few."""
NAME_LEADING, NAME_GAP, DROP = 11.0, 6.0, 3.0
WIDEST_NAMES = 0.3
"""Part of the width that the names of rows may take."""
FILLED, HOLLOW = 3.8, 3.4
"""Radius of the dots of the first and of the second series."""
VALUE_GAP = 8.0
"""From the middle of a dot to its value."""
FOOT, TICK_BASE = 17.0, 4.0
"""Room below the rows for the ticks, and the base line of these."""
HEAD_GAP, HEAD_APART = 4.0, 8.0
"""Below the names of the series, and between the two on one line."""
KEY_TEXT = 9.0
"""From the left edge to the name of a series beside its dot."""
LEAST_LANE = 40.0
STEPS = (5.0, 10.0, 20.0, 25.0, 50.0)
MOST_TICKS = 5
TICK_GAP = 4.0
"""Between the words of two ticks."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: its middle, and its words with where they begin."""

    x: float
    text: str
    text_x: float
    marks: str
    marks_x: float


@dataclass(frozen=True, slots=True)
class DotPlace:
    """One row: the base lines of its name, and its two dots."""

    row: DotRow
    y: float
    name: tuple[tuple[float, str], ...]
    first: Dot
    second: Dot


@dataclass(frozen=True, slots=True)
class SeriesName:
    """A line of the name of a series; with a dot before it where names do not stand over their dots."""

    x: float
    y: float
    text: str
    dot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ResolvedDots:
    """Paired dots in points."""

    chart: PairedDots
    width: float
    height: float
    left: float
    right: float
    """Ends of the scale."""
    low: float
    high: float
    """Values at its ends."""
    ticks: tuple[tuple[float, str], ...]
    """Place and words of each; no words where there is no room for them."""
    top: float
    """Where the grid lines end."""
    rows: tuple[DotPlace, ...]
    first_name: tuple[SeriesName, ...]
    second_name: tuple[SeriesName, ...]

    def x(self, value: float) -> float:
        """Return the place of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def resolve(chart: PairedDots, theme: Theme, width: float) -> ResolvedDots:
    """Return the places of dots, values and names."""
    style = chart_style(theme)
    names = [style.name.lines(row.name, WIDEST_NAMES * width) or ("",) for row in chart.rows]
    lane = max(style.name.width(line) for lines in names for line in lines) + NAME_GAP
    widest = max(
        _width(value, voice, style)
        for row in chart.rows
        for value, voice in ((row.first, style.value), (row.second, style.name))
    )
    left = lane + widest + VALUE_GAP
    right = max(width - widest - VALUE_GAP, left + LEAST_LANE)
    values, low, high = _ticks(chart)
    scale = (right - left) / (high - low)
    pitches = [max(PITCH if len(names) <= FEW else LOW_PITCH, NAME_LEADING * len(lines) + 6) for lines in names]
    top = FOOT + fsum(pitches)
    middles = [top - fsum(pitches[:at]) - pitch / 2 for at, pitch in enumerate(pitches)]
    rows = tuple(
        DotPlace(row, middle, _name(lines, middle), *_dots(row, style, left - low * scale, scale))
        for row, lines, middle in zip(chart.rows, names, middles, strict=True)
    )
    first, second, height = _heads(chart, rows[0], style, width=width, top=top)
    check_height(f"{len(rows)} rows", height, theme)
    places = tuple(left + (value - low) * scale for value in values)
    ticks = _thinned(places, tick_texts(values, chart.scale), style, width=width)
    return ResolvedDots(chart, width, height, left, right, low, high, ticks, top, rows, first, second)


def _thinned(
    places: Sequence[float], texts: Sequence[str], style: Style, *, width: float
) -> tuple[tuple[float, str], ...]:
    """Return the ticks with their words, where these meet no others; a tick without words is a grid line only."""
    need = max(map(style.tick.width, texts)) + TICK_GAP
    pitch = min((after - before for before, after in pairwise(places)), default=need)
    every = max(1, ceil(settled(need / pitch))) if pitch > 0 else len(places)
    shown = [text if at % every == 0 else "" for at, text in enumerate(texts)]
    halves = [style.tick.width(text) / 2 for text in shown]
    return tuple(
        (x, text if fits_in(half, x) and fits_in(x + half, width) else "")
        for x, text, half in zip(places, shown, halves, strict=True)
    )


def _ticks(chart: PairedDots) -> tuple[tuple[float, ...], float, float]:
    """Return the ticks, and the ends of the scale, which for shares are ticks, too."""
    low, high = chart.ends
    if chart.scale != "percent" or (low == 0 and high <= max(STEPS[0] * 2, max(chart.values) * 2)):
        ticks = value_ticks(max(chart.values), minimum=min(chart.values))
        low, high = min(*ticks, *chart.values), max(*ticks, *chart.values)
        return ticks, low, high if high > low else low + 1
    step = next((each for each in STEPS if (high - low) / each <= MOST_TICKS), STEPS[-1])
    ticks = tuple(low + step * at for at in range(int((high - low) / step + 1e-9) + 1))
    return ticks, low, high


def _width(value: Value, voice: Lettering, style: Style) -> float:
    marks = marks_text(value.marks)
    gap = style.mark.width(" ") if value.text and marks else 0.0
    return voice.width(value.text) + gap + style.mark.width(marks)


def _name(lines: Sequence[str], middle: float) -> tuple[tuple[float, str], ...]:
    first = middle - DROP + NAME_LEADING * (len(lines) - 1) / 2
    return tuple((first - NAME_LEADING * at, line) for at, line in enumerate(lines))


def _dots(row: DotRow, style: Style, zero: float, scale: float) -> tuple[Dot, Dot]:
    """Return the two dots, the value of the lower one at its left, that of the other at its right."""
    first, second = (zero + (value.value or 0.0) * scale for value in (row.first, row.second))
    is_first_right = first >= second
    return (
        _dot(row.first, first, style.value, style, is_right=is_first_right),
        _dot(row.second, second, style.name, style, is_right=not is_first_right),
    )


def _dot(value: Value, x: float, voice: Lettering, style: Style, *, is_right: bool) -> Dot:
    marks, width = marks_text(value.marks), _width(value, voice, style)
    start = x + VALUE_GAP if is_right else x - VALUE_GAP - width
    return Dot(x, value.text, start, marks, start + width - style.mark.width(marks))


def _heads(
    chart: PairedDots, row: DotPlace, style: Style, *, width: float, top: float
) -> tuple[tuple[SeriesName, ...], tuple[SeriesName, ...], float]:
    """Return the names of the series over the dots of the first row, or else below each other with a dot each.

    And the height of the whole.
    """
    first, second = chart.names
    widths = style.value.width(first), style.name.width(second)
    middle, y = (row.first.x + row.second.x) / 2, row.y + VALUE_GAP
    is_first_right = row.first.x >= row.second.x
    left_width, right_width = (widths[1], widths[0]) if is_first_right else widths
    starts = middle - HEAD_APART / 2 - left_width, middle + HEAD_APART / 2
    if starts[0] >= 0 and starts[1] + right_width <= width:
        places = starts if not is_first_right else (starts[1], starts[0])
        return (SeriesName(places[0], y, first),), (SeriesName(places[1], y, second),), max(top, y + NAME_LEADING)
    lines = [style.value.lines(name, width - KEY_TEXT) or ("",) for name in chart.names]
    height = top + HEAD_GAP + NAME_LEADING * sum(map(len, lines))
    upper = _key(lines[0], height)
    return upper, _key(lines[1], height - NAME_LEADING * len(lines[0])), height


def _key(lines: Sequence[str], top: float) -> tuple[SeriesName, ...]:
    """Return a name below a height, with a dot before its first line."""
    base = top - NAME_LEADING + DROP - 1
    return tuple(
        SeriesName(KEY_TEXT, base - NAME_LEADING * at, line, None if at else (HOLLOW, base + DROP))
        for at, line in enumerate(lines)
    )
