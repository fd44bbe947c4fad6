"""Write panels with separate scales as charts of Word, one for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import bar_plot, bar_series, gap_between
from reportgen.builders.docx.native.chart import NativeChart
from reportgen.builders.docx.native.formats import own_words, value_format
from reportgen.builders.docx.native.overlays import OverlayLine, OverlayText
from reportgen.builders.docx.native.pieces import INVISIBLE, Label, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.metrics import CAP_HEIGHT
from reportgen.charts.style import chart_style
from reportgen.exhibits.multiples.labels import RISE
from reportgen.exhibits.panels.draw import BREAK_CAP, TOP_WIDTH, column_colour, ground_colour
from reportgen.exhibits.panels.resolve import BREAK_MARK, PANEL_GAP, ROW_GAP
from reportgen.wording import period_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.native.formats import Format
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.exhibits.panels.resolve import PlacedPanel, ResolvedPanels
    from reportgen.theme import Theme

SPACE = 1.0
"""Points that a panel leaves for the tiny space between it and the next one, so that a whole row is on one line."""


def word(resolved: ResolvedPanels, theme: Theme) -> tuple[NativeChart, ...]:
    """Return a chart for each panel; they stand side by side as in the drawing, the gaps between them included."""
    return tuple(_chart(resolved, index, theme) for index in range(len(resolved.panels)))


def _chart(resolved: ResolvedPanels, index: int, theme: Theme) -> NativeChart:
    place = resolved.panels[index]
    is_last = (index + 1) % resolved.across == 0
    width = resolved.panel_width + (0 if is_last else PANEL_GAP - SPACE)
    height = resolved.row_heights[place.row] + (ROW_GAP if place.row < resolved.panels[-1].row else 0)
    base = place.top - place.base
    plot, sheet = _plot(resolved, place, theme, width=width, height=height, base=base)
    overlays = tuple(_overlays(resolved, place, theme, base=base))
    return NativeChart(f'<c:autoTitleDeleted val="1"/>{plot}', sheet, width, height, place.panel.title, overlays)


def _plot(
    resolved: ResolvedPanels, place: PlacedPanel, theme: Theme, *, width: float, height: float, base: float
) -> tuple[str, Sheet]:
    """Return the columns of one panel, whose base line is `base` below the upper edge."""
    style, points = chart_style(theme), place.panel.points
    by_slot = {column.slot: point for column, point in zip(place.columns, points, strict=True)}
    slots = range(resolved.slots)
    names = tuple(str(by_slot[slot].year) if slot in by_slot else "" for slot in slots)
    sheet = Sheet(
        period_title([point.year for point in place.panel.points]),
        names,
        (SheetColumn(place.panel.title, tuple(by_slot.get(slot) for slot in slots)),),
    )
    form = value_format(points)
    hatched = {
        column.slot: (column_colour(style, is_last=column.is_last), ground_colour(style, is_last=column.is_last))
        for column in place.columns
        if column.is_bound
    }
    series = bar_series(
        0,
        sheet,
        theme,
        colour=column_colour(style, is_last=False),
        shown=tuple(_labels(place, form, width=width, height=height)),
        form=form,
        text_colour=style.ink,
        marked={column.slot: style.main for column in place.columns if column.is_last},
        slivers=[column.slot for column in place.columns if column.is_sliver],
        hatched=hatched,
    )
    pitch = resolved.panel_width / resolved.slots
    plot = bar_plot(series, direction="col", gap=gap_between(pitch, resolved.column))
    rise, drop = place.high * place.scale, resolved.plot_drop
    room = plot_room(
        left=0, top=(base - rise) / height, width=resolved.panel_width / width, height=(rise + drop) / height
    )
    axis = category_axis(theme, theme.styles.chart_year, side="b", has_labels=_has_all_years(place))
    values = value_axis(
        theme,
        side="l",
        number_format="General",
        maximum=place.high,
        minimum=-drop / place.scale,
        step=0,
        is_shown=False,
    )
    return element("c:plotArea", room, plot, axis, values, INVISIBLE), sheet


def _has_all_years(place: PlacedPanel) -> bool:
    return len(place.years) == len(place.panel.points)


def _labels(place: PlacedPanel, form: Format, *, width: float, height: float) -> Iterator[Label]:
    """Yield the labels that are printed, moved from the ends of their columns where the panel has no room there."""
    for label in place.labels:
        point, column = place.panel.points[label.index], place.columns[label.index]
        if point.value is None:
            continue
        own = column.height + RISE if column.height >= 0 else column.height - RISE - CAP_HEIGHT * label.size
        right, up = label.x + label.width / 2 - column.x, label.y - own
        words, is_light = own_words(point, form), not label.is_strong
        yield Label(column.slot, "outEnd", words, right=right / width, down=-up / height, is_light=is_light)


def _overlays(resolved: ResolvedPanels, place: PlacedPanel, theme: Theme, *, base: float) -> Iterator[Overlay]:
    """Yield the title, the marks of gaps and breaks, the tops of hatched columns, and years that stand alone."""
    styles, muted, style = theme.styles, theme.colours.muted, chart_style(theme)
    for line in place.title:
        y = place.top - line.y
        if line.text:
            yield OverlayText(0, y, line.text, styles.chart_value, style.ink)
        if line.notes:
            yield OverlayText(line.notes_x, y, line.notes, styles.chart_name, muted)
    for label in place.labels:
        if not label.text:
            yield OverlayText(label.x, base - label.y, label.marks, styles.chart_name, muted)
    yield from _lines(resolved, place, theme, base=base)
    if not _has_all_years(place):
        for _, x, text in place.years:
            look = styles.chart_year
            yield OverlayText(x, base + resolved.year_drop, text, look, look.colour, anchor="centre")


def _lines(resolved: ResolvedPanels, place: PlacedPanel, theme: Theme, *, base: float) -> Iterator[Overlay]:
    """Yield the dashed tops of hatched columns, and the dotted lines of breaks with their mark."""
    style = chart_style(theme)
    half = resolved.column / 2
    for column in place.columns:
        if column.is_bound and column.height:
            ends = ((column.x - half, base - column.height), (column.x + half, base - column.height))
            yield OverlayLine(*ends, column_colour(style, is_last=column.is_last), TOP_WIDTH, "dash")
    for x, mark in place.breaks:
        y = base - resolved.break_top
        yield OverlayLine((x, y - BREAK_CAP), (x, base + resolved.plot_drop), style.comparison, 1.0, "sysDot")
        if mark is not None:
            yield OverlayText(mark, y, BREAK_MARK, theme.styles.chart_name, theme.colours.muted)
