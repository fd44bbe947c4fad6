"""Draw paired dots as they were resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import WHITE, Canvas
from reportgen.charts.style import GRID_WIDTH, chart_style
from reportgen.exhibits.dots.resolve import FILLED, FOOT, HOLLOW, TICK_BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.dots.resolve import Dot, DotPlace, ResolvedDots, SeriesName
    from reportgen.theme import Theme

JOINED = 5.0
"""Thickness of the bar between two dots."""
FILLED_RIM, HOLLOW_RIM = 1.0, 1.5


def draw(resolved: ResolvedDots, theme: Theme) -> Recording:
    """Return paired dots, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for x, text in resolved.ticks:
        canvas.line([(x, FOOT), (x, resolved.top)], colour=style.hair, line_width=GRID_WIDTH)
        canvas.text(x, TICK_BASE, text, style.tick, anchor="centre")
    canvas.rectangles([_bar(place) for place in resolved.rows if place.first.x != place.second.x], style.ramp[1])
    first, second = style.value.in_colour(style.main), style.name.in_colour(style.comparison)
    for place in resolved.rows:
        for dot, voice in ((place.second, second), (place.first, first)):
            _pad(canvas, dot, place, voice, style)
    _draw_dots(canvas, resolved, style)
    for place in resolved.rows:
        for y, line in place.name:
            canvas.text(0, y, line, style.name)
        for dot, voice in ((place.second, second), (place.first, first)):
            canvas.text(dot.text_x, _base(place), dot.text, voice)
            canvas.text(dot.marks_x, _base(place), dot.marks, style.mark)
    _draw_names(canvas, resolved.first_name, first)
    _draw_names(canvas, resolved.second_name, second)
    return canvas.recording(resolved.width, resolved.height)


def _base(place: DotPlace) -> float:
    return place.y - 3


def _bar(place: DotPlace) -> tuple[float, float, float, float]:
    left, right = sorted((place.first.x, place.second.x))
    return (left, place.y - JOINED / 2, right - left, JOINED)


def _pad(canvas: Canvas, dot: Dot, place: DotPlace, voice: Lettering, style: Style) -> None:
    """Whiten the ground behind a value, so that no grid line crosses it."""
    end = dot.marks_x + style.mark.width(dot.marks)
    canvas.pad(dot.text_x, _base(place), end - dot.text_x, voice.size)


def _draw_dots(canvas: Canvas, resolved: ResolvedDots, style: Style) -> None:
    """Draw the dots, those of names included; the filled ones lie over the hollow ones."""
    keys = [tuple(each.dot for each in names if each.dot) for names in (resolved.first_name, resolved.second_name)]
    hollow = [*((place.second.x, place.y) for place in resolved.rows), *keys[1]]
    filled = [*((place.first.x, place.y) for place in resolved.rows), *keys[0]]
    canvas.circles(hollow, radius=HOLLOW, fill=WHITE, stroke=style.comparison, line_width=HOLLOW_RIM)
    canvas.circles(filled, radius=FILLED, fill=style.main, stroke=WHITE, line_width=FILLED_RIM)


def _draw_names(canvas: Canvas, names: Sequence[SeriesName], voice: Lettering) -> None:
    for name in names:
        canvas.pad(name.x, name.y, voice.width(name.text), voice.size)
        canvas.text(name.x, name.y, name.text, voice)
