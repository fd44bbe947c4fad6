"""Write small multiples as charts of Word, one for each panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import bar_plot, bar_series
from reportgen.builders.docx.native.chart import NativeChart
from reportgen.builders.docx.native.formats import own_words, value_format
from reportgen.builders.docx.native.overlays import OverlayText
from reportgen.builders.docx.native.pieces import INVISIBLE, Label, category_axis, plot_room, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.metrics import CAP_HEIGHT, lettering
from reportgen.exhibits.multiples.labels import RISE
from reportgen.exhibits.multiples.resolve import PANEL_GAP, ROW_GAP
from reportgen.lengths import settled
from reportgen.wording import period_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.native.formats import Format
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.exhibits.multiples.resolve import PanelPlace, ResolvedMultiples
    from reportgen.theme import Theme

SPACE = 1.0
"""Points that a panel leaves for the tiny space between it and the next one, so that a whole row is on one line."""


def word(resolved: ResolvedMultiples, theme: Theme) -> tuple[NativeChart, ...]:
    """Return a chart for each panel; they stand side by side as in the drawing, the gaps between them included."""
    return tuple(_chart(resolved, index, theme) for index in range(len(resolved.panels)))


def _chart(resolved: ResolvedMultiples, index: int, theme: Theme) -> NativeChart:
    place = resolved.panels[index]
    last_row = resolved.panels[-1].row
    is_last = (index + 1) % resolved.across == 0
    width = resolved.panel_width + (0 if is_last else PANEL_GAP - SPACE)
    height = resolved.row_heights[place.row] + (ROW_GAP if place.row < last_row else 0)
    top = resolved.row_heights[place.row] - resolved.below
    plot, sheet = _plot(resolved, place, theme, width=width, height=height, base=top)
    overlays = tuple(_overlays(resolved, place, theme, base=top))
    return NativeChart(
        f'<c:autoTitleDeleted val="1"/>{plot}', sheet, width, height, place.panel.title, overlays=overlays
    )


def _plot(
    resolved: ResolvedMultiples, place: PanelPlace, theme: Theme, *, width: float, height: float, base: float
) -> tuple[str, Sheet]:
    """Return the columns of one panel, whose base line is `base` below the upper edge."""
    colours, points = theme.colours, place.panel.points
    by_slot = {column.slot: point for column, point in zip(place.columns, points, strict=True)}
    slots = range(resolved.slots)
    names = tuple(str(by_slot[slot].year) if slot in by_slot else "" for slot in slots)
    sheet = Sheet(
        period_title([point.year for point in place.panel.points]),
        names,
        (SheetColumn(place.panel.title, tuple(by_slot.get(slot) for slot in slots)),),
    )
    form = value_format(points)
    shown = tuple(_labels(place, form, width=width, height=height))
    marked = {column.slot: colours.main for column in place.columns if column.is_last}
    slivers = [column.slot for column in place.columns if column.is_sliver]
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=shown, form=form, text_colour=colours.ink,
                        marked=marked, slivers=slivers)  # fmt: skip
    pitch = resolved.panel_width / resolved.slots
    plot = bar_plot(series, direction="col", gap=round(settled((pitch - resolved.column) / resolved.column * 100)))
    rise, drop = resolved.high * resolved.scale, resolved.plot_drop
    room = plot_room(left=0, top=(base - rise) / height, width=resolved.panel_width / width,
                     height=(rise + drop) / height)  # fmt: skip
    axis = category_axis(theme, theme.styles.chart_year, side="b", has_labels=_has_all_years(place))
    values = value_axis(theme, side="l", number_format="General", maximum=resolved.high,
                        minimum=-drop / resolved.scale, step=0, is_shown=False)  # fmt: skip
    return element("c:plotArea", room, plot, axis, values, INVISIBLE), sheet


def _has_all_years(place: PanelPlace) -> bool:
    return len(place.years) == len(place.panel.points)


def _labels(place: PanelPlace, form: Format, *, width: float, height: float) -> Iterator[Label]:
    """Yield the labels that are printed, moved from the ends of their columns where the panel has no room there."""
    for label in place.labels:
        point, column = place.panel.points[label.index], place.columns[label.index]
        if point.value is None:
            continue
        own = column.height + RISE if column.height >= 0 else column.height - RISE - CAP_HEIGHT * label.size
        right, up = label.x + label.width / 2 - column.x, label.y - own
        yield Label(column.slot, "outEnd", own_words(point, form), right=right / width, down=-up / height,
                    is_light=not label.is_strong)  # fmt: skip


def _overlays(resolved: ResolvedMultiples, place: PanelPlace, theme: Theme, *, base: float) -> Iterator[Overlay]:
    """Yield the title, the marks of gaps, and the years where there is no room for all of them."""
    styles = theme.styles
    for y, line in place.title:
        yield OverlayText(0, base + place.base - y, line, styles.chart_value, styles.chart_value.colour)
    for label in place.labels:
        if not label.text:
            yield OverlayText(label.x, base - label.y, label.marks, styles.chart_name, theme.colours.muted)
    if not _has_all_years(place):
        for year in place.years:
            left = year.x - lettering(theme, styles.chart_year).width(year.text) / 2
            yield OverlayText(left, base - resolved.year_y, year.text, styles.chart_year, styles.chart_year.colour)
