"""Draw panels of columns with separate scales as they were resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.canvas import Canvas
from reportgen.charts.style import AXIS_WIDTH, chart_style
from reportgen.exhibits.panels.resolve import BREAK_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.charts.recording import Recording
    from reportgen.charts.style import Style
    from reportgen.exhibits.multiples.labels import Label
    from reportgen.exhibits.panels.resolve import PlacedPanel, ResolvedPanels, ScaledColumn
    from reportgen.theme import Theme

    Box = tuple[float, float, float, float]

TOP_WIDTH = 1.5
TOP_DASH = (3.0, 2.0)
"""Of the top of a column of which only a bound was published."""
BREAK_DASH = (1.0, 2.0)
BREAK_CAP = 7.0
"""From the base line of the mark of a break up to where its dotted line begins."""


def draw(resolved: ResolvedPanels, theme: Theme) -> Recording:
    """Return the panels, drawn."""
    style = chart_style(theme)
    canvas = Canvas()
    for is_last in (False, True):
        plain, hatched = (tuple(_boxes(resolved, is_last=is_last, is_bound=bound)) for bound in (False, True))
        colour = column_colour(style, is_last=is_last)
        canvas.rectangles(plain, colour)
        canvas.hatched(hatched, ground=ground_colour(style, is_last=is_last), stripe=colour)
        for left, bottom, width, height in hatched:
            top = bottom + height
            canvas.line([(left, top), (left + width, top)], colour=colour, line_width=TOP_WIDTH, dash=TOP_DASH)
    for panel in resolved.panels:
        base = [(panel.left, panel.base), (panel.left + resolved.panel_width, panel.base)]
        canvas.line(base, colour=style.axis, line_width=AXIS_WIDTH)
        _draw_words(canvas, panel, resolved, style)
    return canvas.recording(resolved.width, resolved.height)


def column_colour(style: Style, *, is_last: bool) -> str:
    """Return the colour of a column, or of the stripes of a hatched one."""
    return style.main if is_last else style.ramp[2]


def ground_colour(style: Style, *, is_last: bool) -> str:
    """Return the colour between the stripes of a hatched column."""
    return style.ramp[3] if is_last else style.ramp[1]


def _boxes(resolved: ResolvedPanels, *, is_last: bool, is_bound: bool) -> Iterator[Box]:
    for panel in resolved.panels:
        for column in panel.columns:
            if column.height and column.is_last is is_last and column.is_bound is is_bound:
                yield column_box(column, panel, resolved)


def column_box(column: ScaledColumn, panel: PlacedPanel, resolved: ResolvedPanels) -> Box:
    """Return the left and lower edge of a column, its width and its height."""
    left = panel.left + column.x - resolved.column / 2
    return (left, panel.base + min(column.height, 0), resolved.column, abs(column.height))


def _draw_words(canvas: Canvas, panel: PlacedPanel, resolved: ResolvedPanels, style: Style) -> None:
    for line in panel.title:
        canvas.text(panel.left, line.y, line.text, style.value.in_colour(style.ink))
        canvas.text(panel.left + line.notes_x, line.y, line.notes, style.mark)
    for label in panel.labels:
        _draw_label(canvas, label, panel, style)
    for _, x, text in panel.years:
        canvas.text(panel.left + x, panel.base - resolved.year_drop, text, style.year, anchor="centre")
    for x, mark in panel.breaks:
        y = panel.base + resolved.break_top
        dotted = [(panel.left + x, panel.base - resolved.plot_drop), (panel.left + x, y + BREAK_CAP)]
        canvas.line(dotted, colour=style.comparison, line_width=1, dash=BREAK_DASH)
        if mark is not None:
            canvas.text(panel.left + mark, y, BREAK_MARK, style.mark)


def _draw_label(canvas: Canvas, label: Label, panel: PlacedPanel, style: Style) -> None:
    left, y = panel.left + label.x, panel.base + label.y
    canvas.text(left, y, label.text, style.value if label.is_strong else style.name)
    canvas.text(left + label.width, y, label.marks, style.mark, anchor="right")
