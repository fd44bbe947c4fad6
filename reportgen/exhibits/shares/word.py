"""Write stacked shares as a chart of Word: what was resolved, in Word's own geometry of equally tall rows."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import LEAST_EDGED, bar_plot, bar_series, gap_between
from reportgen.builders.docx.native.chart import single
from reportgen.builders.docx.native.formats import own_words, value_format
from reportgen.builders.docx.native.keys import key_overlays, outline_overlays
from reportgen.builders.docx.native.overlays import OverlayBox, OverlayText
from reportgen.builders.docx.native.pieces import INVISIBLE, Label, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.style import PART_ROLES, chart_style, marks_text
from reportgen.exhibits.shares.resolve import BAR, LIFT, SMALL_SWATCH, SMALL_SWATCH_GAP, scale_of
from reportgen.exhibits.shares.values import WHOLE
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.charts.style import Style
    from reportgen.exhibits.shares.resolve import ResolvedShares, ShareBar, ShareText
    from reportgen.theme import Theme

TOTAL = message("Total")
THINNEST = 1.0
"""A share that is narrower than this, in points, is shown by a line."""


def word(resolved: ResolvedShares, theme: Theme) -> tuple[NativeChart, ...]:
    """Return the chart as a chart of Word."""
    chart, style = resolved.chart, chart_style(theme)
    parts = (SheetColumn(name, tuple(row.parts[index] for row in chart.rows)) for index, name in enumerate(chart.parts))
    totals = SheetColumn(chart.total_title or say(TOTAL), tuple(row.total for row in chart.rows))
    sheet = Sheet(say("Name"), tuple(row.name for row in chart.rows), (*parts, totals))
    overlays = (
        *key_overlays(resolved.key, theme, style, height=resolved.height),
        *_title_overlays(resolved, theme),
        *(each for index in range(len(resolved.rows)) for each in _row_overlays(resolved, index, theme, style)),
    )
    plot = _plot(resolved, sheet, theme, style)
    return (single(plot, sheet, resolved.width, resolved.height, overlays=overlays),)


def _plot(resolved: ResolvedShares, sheet: Sheet, theme: Theme, style: Style) -> str:
    series = [_series(resolved, index, sheet, theme, style) for index in range(len(resolved.chart.parts))]
    gap = gap_between(resolved.plot / len(resolved.rows), BAR)
    bars = bar_plot(*series, direction="bar", grouping="stacked", gap=gap, overlap=100)
    place = plot_room(
        left=resolved.start / resolved.width,
        top=1 - resolved.plot / resolved.height,
        width=(resolved.end - resolved.start) / resolved.width,
        height=resolved.plot / resolved.height,
    )
    names = category_axis(
        theme, theme.styles.chart_name, side="l", is_reversed=True, has_labels=not _has_long_names(resolved)
    )
    largest = max(WHOLE, *(fsum(part.value or 0.0 for part in row.parts) for row in resolved.chart.rows))
    values = value_axis(theme, side="b", number_format="General", maximum=largest, step=0, is_shown=False)
    return element("c:plotArea", place, bars, names, values, INVISIBLE)


def _has_long_names(resolved: ResolvedShares) -> bool:
    """Say whether a name takes several lines, which Word would break elsewhere, or not at all."""
    return any(len(bar.name) > 1 for bar in resolved.rows)


def _series(resolved: ResolvedShares, index: int, sheet: Sheet, theme: Theme, style: Style) -> str:
    role = PART_ROLES[index]
    form = value_format([row.parts[index] for row in resolved.chart.rows])
    shown = []
    for at, bar in enumerate(resolved.rows):
        part = bar.row.parts[index]
        for text in bar.texts:
            if text.part == index and part.value is not None:
                label = Label(at, "inBase" if text.is_inside else "ctr", own_words(part, form))
                shown.append(label if text.is_inside else _moved(label, text, bar, resolved, style))
    return bar_series(
        index,
        sheet,
        theme,
        colour=style.lines[role],
        shown=shown,
        form=form,
        text_colour=style.on_fill[role],
        edge=True,
        bare=[at for at, bar in enumerate(resolved.rows) if bar.parts[index].width < LEAST_EDGED],
        slivers=[at for at, bar in enumerate(resolved.rows) if 0 < bar.parts[index].width <= THINNEST],
    )


def _moved(label: Label, text: ShareText, bar: ShareBar, resolved: ResolvedShares, style: Style) -> Label:
    """Return the label of a part that stands beside the bar, from the middle of the part where Word puts it."""
    before = fsum(part.value or 0.0 for part in bar.row.parts[: text.part])
    scale = scale_of(bar.row, resolved.end - resolved.start)
    middle = resolved.start + (before + (bar.row.parts[text.part].value or 0.0) / 2) * scale
    return Label(
        label.index,
        label.position,
        label.text,
        right=(text.x + text.width / 2 - middle) / resolved.width,
        down=(bar.y + LIFT - text.y) / resolved.height,
        in_colour=style.texts[text.role],
    )


# -- over the chart -------------------------------------------------------------------------------------------------


def _title_overlays(resolved: ResolvedShares, theme: Theme) -> Iterator[Overlay]:
    """Yield the head of the totals."""
    look = theme.styles.chart_value
    for y, text in resolved.title:
        yield OverlayText(resolved.width, resolved.height - y, text, look, look.colour, anchor="right")


def _row_overlays(resolved: ResolvedShares, index: int, theme: Theme, style: Style) -> Iterator[Overlay]:
    """Yield what belongs to no share: the whole, the marks of gaps, swatches, an outlined rest, a long name."""
    bar, look = resolved.rows[index], theme.styles.chart_name
    # all rows of Word are equally tall, those of the page as tall as their names
    bottom = resolved.plot * (1 - (index + 0.5) / len(resolved.rows)) - BAR / 2
    lift = bottom - bar.y
    if bar.rest:
        left, wide = bar.rest
        yield from outline_overlays((left, resolved.height - bottom - BAR, wide, BAR), style.axis)
    if _has_long_names(resolved):
        for y, line in bar.name:
            yield OverlayText(0, resolved.height - y - lift, line, look, look.colour)
    for text in bar.texts:
        y = resolved.height - text.y - lift
        if text.has_swatch:
            left = text.x - SMALL_SWATCH - SMALL_SWATCH_GAP
            yield OverlayBox((left, y - SMALL_SWATCH, SMALL_SWATCH, SMALL_SWATCH), style.lines[text.role])
        if not text.text and text.marks:
            yield OverlayText(text.x, y, text.marks, look, style.mark.colour)
    total = bar.row.total
    words = f"{total.text} {marks_text(total.marks)}".strip()
    if words:
        y = resolved.height - bottom - LIFT
        yield OverlayText(resolved.width, y, words, look, look.colour, anchor="right")
