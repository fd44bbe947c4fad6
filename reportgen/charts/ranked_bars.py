"""Draw horizontal bars in their order, with an earlier value as a tick across each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import chart_style

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.document.charts import BarRow, RankedBars
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
class BarsLayout:
    """Ranked bars in points."""

    width: float
    height: float
    start: float
    value_right: float
    rows: tuple[BarPlace, ...]


def lay_out_bars(chart: RankedBars, style: Style, width: float) -> BarsLayout:
    """Return the places of bars, ticks and names; the value columns take what they need at the right."""
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
    return BarsLayout(width, height, start, value_right, tuple(rows))


def _column_width(chart: RankedBars, style: Style) -> float:
    widest = max([style.name.width(row.earlier_text) for row in chart.rows], default=0)
    head = style.value.width(chart.earlier_title) + 8
    return max(COLUMN, max(widest, head) + COLUMN_GAP)


def draw_ranked_bars(chart: RankedBars, theme: Theme, width: float) -> Recording:
    """Return ranked bars, drawn."""
    style = chart_style(theme)
    layout = lay_out_bars(chart, style, width)
    canvas = Canvas()
    _draw_head(canvas, chart, layout, style)
    canvas.rectangles(
        [(layout.start, place.y, place.end - layout.start, BAR) for place in layout.rows if place.end > layout.start],
        style.main,
    )
    for place in layout.rows:
        _draw_row(canvas, place, layout, style)
    return canvas.recording(layout.width, layout.height)


def _draw_head(canvas: Canvas, chart: RankedBars, layout: BarsLayout, style: Style) -> None:
    y = layout.height - 8
    canvas.text(layout.value_right, y, chart.title, style.value.in_colour(style.main), anchor="right")
    if not chart.earlier_title:
        return
    left = layout.value_right - style.value.width(chart.title)
    canvas.rectangles([(left - SWATCH - 3, y, SWATCH, 6.5)], style.main)
    voice = style.value.in_colour(style.comparison)
    canvas.text(layout.width, y, chart.earlier_title, voice, anchor="right")
    x = layout.width - voice.width(chart.earlier_title) - 6
    canvas.line([(x, y - 1.5), (x, y + 7.5)], colour=style.comparison, line_width=TICK_WIDTH)


def _draw_row(canvas: Canvas, place: BarPlace, layout: BarsLayout, style: Style) -> None:
    row, y = place.row, place.y
    for baseline, line in place.name:
        canvas.text(0, baseline, line, style.name)
    if place.tick is not None:
        reach = [(place.tick, y - TICK_REACH), (place.tick, y + BAR + TICK_REACH)]
        canvas.line(reach, colour=WHITE, line_width=TICK_GROUND)
        canvas.line(reach, colour=style.comparison, line_width=TICK_WIDTH)
    value = style.mark if row.value is None else style.value.in_colour(style.main)
    earlier = style.mark if row.earlier is None else style.name.in_colour(style.comparison)
    canvas.text(layout.value_right, y + 1.6, row.text, value, anchor="right")
    canvas.text(layout.width, y + 1.6, row.earlier_text, earlier, anchor="right")
