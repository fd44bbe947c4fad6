"""Write small multiples as a chart of Word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.bars import (
    BASE,
    TITLE_LINE,
    TOTAL_ROOM,
    bar_plot,
    bar_series,
    column_labels,
    slot_name,
)
from reportgen.builders.docx.native.chart import NativeChart
from reportgen.builders.docx.native.formats import value_format
from reportgen.builders.docx.native.pieces import INVISIBLE, category_axis, plot_room, rich_text, value_axis
from reportgen.builders.docx.native.sheet import Sheet, SheetColumn
from reportgen.charts.metrics import lettering

if TYPE_CHECKING:
    from reportgen.exhibits.multiples.resolve import ResolvedMultiples
    from reportgen.exhibits.multiples.values import Panel
    from reportgen.theme import Theme


PANEL_GAP, PANEL_HEIGHT, MOST_ACROSS = 18.0, 81.0, 4
MOST_COLUMNS = 3
"""Of a panel; the values of more of them would meet when four panels stand side by side."""
ROUNDING = 0.5
"""Points by which a panel is narrower than its part of the width, so that Word puts all of them on one line."""


def word(resolved: ResolvedMultiples, theme: Theme) -> tuple[NativeChart, ...]:
    """Return a chart for each panel, as wide as lets all of them stand side by side, or in two rows."""
    chart, width = resolved.chart, resolved.width
    count = len(chart.panels)
    columns = max((len(panel.points) for panel in chart.panels), default=0)
    across = count if count <= MOST_ACROSS and columns <= MOST_COLUMNS else -(-count // 2)
    panel_width = width / across - ROUNDING
    titles = [_title_lines(panel, theme, width=panel_width - PANEL_GAP) for panel in chart.panels]
    title_room = max(len(lines) for lines in titles) * TITLE_LINE + 2
    height = PANEL_HEIGHT + title_room
    largest = max((point.value or 0 for panel in chart.panels for point in panel.points), default=0)
    made = []
    for panel, lines in zip(chart.panels, titles, strict=True):
        plot, sheet = _small_chart(
            panel, theme, height=height, largest=largest, title_room=title_room, gap=PANEL_GAP / panel_width
        )
        title = _panel_title(lines, theme) + '<c:autoTitleDeleted val="0"/>'
        made.append(NativeChart(title + plot, sheet, panel_width, height, panel.title))
    return tuple(made)


def _small_chart(
    panel: Panel, theme: Theme, *, height: float, largest: float, title_room: float, gap: float
) -> tuple[str, Sheet]:
    """Return the columns of one of several small charts.

    `largest` is the largest value of all of them, `gap` the part of the width that stays free at the right.
    """
    names = tuple(slot_name(point) for point in panel.points)
    sheet = Sheet("Year", names, (SheetColumn(panel.title, panel.points),))
    colours = theme.colours
    form = value_format(panel.points)
    last = max((at for at, point in enumerate(panel.points) if point.value is not None), default=0)
    shown = [
        replace(label, is_light=label.index != last)
        for label in column_labels(panel.points, form, place="outEnd", least=-1)
    ]
    series = bar_series(0, sheet, theme, colour=colours.ramp[2], shown=shown, form=form, text_colour=colours.ink,
                        marked={last: colours.main})  # fmt: skip
    plot = bar_plot(series, direction="col", gap=50)
    top = title_room + TOTAL_ROOM
    room = plot_room(left=0, top=top / height, width=1 - gap, height=1 - (top + BASE) / height)
    axis = category_axis(theme, theme.styles.chart_year, side="b")
    values = value_axis(theme, side="l", number_format="General", maximum=largest * 1.06 or 1, step=0, is_shown=False)
    return element("c:plotArea", room, plot, axis, values, INVISIBLE), sheet


def _title_lines(panel: Panel, theme: Theme, *, width: float) -> tuple[str, ...]:
    """Return the title of a small chart on as many lines as it needs."""
    return lettering(theme, theme.styles.chart_value).lines(panel.title, width / 1.08)


def _panel_title(lines: tuple[str, ...], theme: Theme) -> str:
    """Return the title of a small chart, at its upper left corner."""
    place = '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/>'
    words = rich_text("\n".join(lines), theme.styles.chart_value, theme)
    return element("c:title", words, f"{place}</c:manualLayout></c:layout>", '<c:overlay val="1"/>')
