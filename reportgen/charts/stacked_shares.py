"""Draw horizontal bars of equal length, each cut into the shares of its whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import PART_ROLES, chart_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Role, Style
    from reportgen.document.charts import ShareRow, StackedShares
    from reportgen.theme import Theme

PITCH, BAR, HEAD = 19.0, 11.0, 14.0
NAMES = 150.0
NAME_GAP = 10.0
WIDEST_NAMES = 190.0
NAME_LEADING = 11.0
PART_GAP = 1.5
THINNEST = 0.75
"""A share that is not zero keeps a sliver."""
INSIDE = 5.0
"""From the edge of a part to the text inside it."""
OUTSIDE = 6.0
OUTSIDE_GAP = 8.0
TOTAL_GAP = 18.0
KEY_SWATCH, KEY_GAP = 9.0, 12.0
SMALL_SWATCH = 6.0


@dataclass(frozen=True, slots=True)
class SharePlace:
    """One part of a bar: where it lies, what is printed of it, and whether that stands inside."""

    x: float
    width: float
    text: str
    role: Role
    is_inside: bool


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar: base lines of its name, lower edge, parts."""

    row: ShareRow
    name: tuple[tuple[float, str], ...]
    y: float
    parts: tuple[SharePlace, ...]


@dataclass(frozen=True, slots=True)
class SharesLayout:
    """Stacked shares in points."""

    width: float
    height: float
    start: float
    end: float
    rows: tuple[ShareBar, ...]


def lay_out_shares(chart: StackedShares, style: Style, width: float) -> SharesLayout:
    """Return the places of the parts; texts that do not fit inside their part stand to the right of the bar."""
    names = [style.name.lines(row.name, min(WIDEST_NAMES, width * 0.4)) for row in chart.rows]
    start = max([NAMES * width / 480] + [style.name.width(line) + NAME_GAP for lines in names for line in lines])
    totals = [style.value.width(chart.total_title)] + [style.name.width(row.total_text) for row in chart.rows]
    end = width - max(totals) - (TOTAL_GAP if max(totals) else 0)
    end -= OUTSIDE + max([_outside_width(row, style, bar=end - start - 50) for row in chart.rows], default=0)
    pitches = [PITCH + NAME_LEADING * (len(lines) - 1) for lines in names]
    height = sum(pitches) + HEAD
    top = height - HEAD
    rows = []
    for row, lines, pitch in zip(chart.rows, names, pitches, strict=True):
        y = top - pitch / 2 - BAR / 2
        first = y + 2.6 + NAME_LEADING * (len(lines) - 1) / 2
        name = tuple((first - NAME_LEADING * index, line) for index, line in enumerate(lines))
        rows.append(ShareBar(row, name, y, _parts(row, style, start=start, bar=end - start)))
        top -= pitch
    return SharesLayout(width, height, start, end, tuple(rows))


def _outside_width(row: ShareRow, style: Style, *, bar: float) -> float:
    """Return the room that the texts outside of a bar need, if the bar is `bar` long."""
    outside = [part for part in _parts(row, style, start=0, bar=bar) if not part.is_inside and part.text]
    swatches = (SMALL_SWATCH + 3) * len(outside) if len(outside) > 1 else 0
    gaps = OUTSIDE_GAP * max(len(outside) - 1, 0)
    return sum(style.value.width(part.text) for part in outside) + swatches + gaps


def _parts(row: ShareRow, style: Style, *, start: float, bar: float) -> tuple[SharePlace, ...]:
    whole = sum(row.values)
    parts = []
    x = start
    for index, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
        length = bar * value / whole if whole else 0.0
        is_last = index == len(row.values) - 1
        width = max(length - (0 if is_last else PART_GAP), THINNEST) if value else 0.0
        fits = style.value.width(text) + 2 * INSIDE <= width
        parts.append(SharePlace(x, width, text, PART_ROLES[index], fits and not is_last))
        x += length
    return tuple(parts)


def draw_stacked_shares(chart: StackedShares, theme: Theme, width: float) -> Recording:
    """Return stacked shares, drawn."""
    style = chart_style(theme)
    layout = lay_out_shares(chart, style, width)
    canvas = Canvas()
    _draw_head(canvas, chart, layout, style)
    for index in range(len(chart.parts)):
        role = PART_ROLES[index]
        boxes = [(bar.parts[index].x, bar.y, bar.parts[index].width, BAR) for bar in layout.rows]
        canvas.rectangles([box for box in boxes if box[2] > 0], style.lines[role])
    for bar in layout.rows:
        for baseline, line in bar.name:
            canvas.text(0, baseline, line, style.name)
        for part in bar.parts:
            if part.is_inside:
                canvas.text(part.x + INSIDE, bar.y + 2.4, part.text, style.value.in_colour(style.on_fill[part.role]))
        _draw_outside(canvas, bar, layout, style)
        canvas.text(width, bar.y + 2.6, bar.row.total_text, style.name, anchor="right")
    return canvas.recording(layout.width, layout.height)


def _draw_head(canvas: Canvas, chart: StackedShares, layout: SharesLayout, style: Style) -> None:
    y = layout.height - 9
    canvas.text(layout.width, y, chart.total_title, style.value, anchor="right")
    if len(chart.parts) == 2:
        first, second = chart.parts
        canvas.text(layout.start, y, first, style.value.in_colour(style.texts["first"]))
        canvas.text(layout.end, y, second, style.value.in_colour(style.texts["second"]), anchor="right")
    else:
        _draw_key(canvas, chart.parts, layout, style, y=y)


def _draw_key(canvas: Canvas, names: Sequence[str], layout: SharesLayout, style: Style, *, y: float) -> None:
    x = layout.start
    for name, role in zip(names, PART_ROLES, strict=False):
        canvas.rectangles([(x, y - 0.5, KEY_SWATCH, 7)], style.lines[role])
        canvas.text(x + KEY_SWATCH + 4, y, name, style.value.in_colour(style.texts[role]))
        x += KEY_SWATCH + 4 + style.value.width(name) + KEY_GAP


def _draw_outside(canvas: Canvas, bar: ShareBar, layout: SharesLayout, style: Style) -> None:
    """Print what does not fit inside; with a swatch for each where there are several."""
    outside = [part for part in bar.parts if not part.is_inside and part.text]
    x = layout.end + OUTSIDE
    for part in outside:
        if len(outside) > 1:
            canvas.rectangles([(x, bar.y + 2.6, SMALL_SWATCH, SMALL_SWATCH)], style.lines[part.role])
            x += SMALL_SWATCH + 3
        canvas.text(x, bar.y + 2.6, part.text, style.value.in_colour(style.texts[part.role]))
        x += style.value.width(part.text) + OUTSIDE_GAP
