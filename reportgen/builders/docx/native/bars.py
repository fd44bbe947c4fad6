"""Write bars and columns: ranked, stacked, or in small charts side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.formats import label_text, own_words
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    INVISIBLE,
    NO_LINE,
    VALUE_AXIS,
    Label,
    category_axis,
    fill,
    labels,
    line,
    plot_room,
    shape,
    value_axis,
)
from reportgen.builders.docx.native.sheet import Sheet, category_names, series_name, series_values
from reportgen.charts.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportgen.builders.docx.native.formats import Format, Printed
    from reportgen.builders.docx.native.pieces import Position
    from reportgen.document import Point
    from reportgen.theme import Theme

SLIVER = 0.75
"""Width of the line around a bar that would not be seen otherwise."""
WHOLE = 100.0
LEAST_INSIDE = 8.0
"""Percent; a share smaller than this has no room for its label."""
LEGEND_ROOM = 20.0
BASE, TOTAL_ROOM = 18.0, 12.0


def bar_series(
    index: int,
    sheet: Sheet,
    theme: Theme,
    *,
    colour: str,
    shown: Sequence[Label],
    form: Format,
    text_colour: str,
    marked: dict[int, str] | None = None,
    slivers: Collection[int] = (),
    edge: bool = False,
) -> str:
    """Return one series of bars; without a colour they are not to be seen and only carry labels.

    `marked` has the bars of another colour, `slivers` those so short that only a line shows them, `edge` puts white
    between stacked parts.
    """
    rim = line("#FFFFFF", theme, width=1.5) if edge else NO_LINE
    looks = {at: colour for at in slivers if colour} | (marked or {})
    others = (
        element("c:dPt", element("c:idx", val=at), '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>',
                shape(fill(other, theme), line(other, theme, width=SLIVER) if at in slivers else rim))
        for at, other in sorted(looks.items())
    )  # fmt: skip
    return element(
        "c:ser",
        element("c:idx", val=index),
        element("c:order", val=index),
        series_name(sheet, index),
        shape(fill(colour, theme) if colour else "<a:noFill/>", rim),
        '<c:invertIfNegative val="0"/>',
        *others,
        labels(
            tuple(shown),
            theme.styles.chart_value,
            theme,
            number_format=form.code,
            in_colour=text_colour,
            has_leaders=False,
        ),
        category_names(sheet),
        series_values(sheet, index),
    )


def bar_plot(
    *series: str,
    direction: Literal["bar", "col"],
    grouping: Literal["clustered", "stacked"] = "clustered",
    gap: int,
    overlap: int = 0,
) -> str:
    """Return the bars of a chart; `gap` and `overlap` in percent of a bar's thickness."""
    return element(
        "c:barChart",
        element("c:barDir", val=direction),
        element("c:grouping", val=grouping),
        '<c:varyColors val="0"/>',
        *series,
        element("c:gapWidth", val=gap),
        element("c:overlap", val=overlap) if overlap else "",
        element("c:axId", val=CATEGORY_AXIS),
        element("c:axId", val=VALUE_AXIS),
    )


def bar_label(index: int, place: Position, *, each: Printed, form: Format) -> Label:
    """Return the label of a bar, in words where the format would print something else."""
    return Label(index, place, own_words(each, form))


def horizontal(
    plot: str,
    names: Sequence[str],
    shown: Sequence[Sequence[Printed]],
    theme: Theme,
    *,
    width: float,
    height: float,
    key: bool,
) -> str:
    """Return the plot area of bars that start at the names: no value axis, the values stand at the bars."""
    lane, longest = (
        name_lane(names, theme),
        value_lane([label_text(each) for values in shown for each in values], theme),
    )
    top = LEGEND_ROOM if key else 2.0
    room = plot_room(left=lane / width, top=top / height, width=1 - (lane + longest) / width, height=1 - top / height)
    largest = max((each.value or 0 for values in shown for each in values), default=0) or 1
    axis = category_axis(theme, theme.styles.chart_name, side="l", is_reversed=True)
    values = value_axis(theme, side="b", number_format="General", maximum=largest, step=0, is_shown=False)
    return element("c:plotArea", room, plot, axis, values, INVISIBLE)


def name_lane(names: Sequence[str], theme: Theme) -> float:
    """Return the width of the names at the left of the bars."""
    return max(text_width(name, theme.faces.sans, theme.styles.chart_name.size) for name in names) + 10


def value_lane(texts: Sequence[str], theme: Theme) -> float:
    """Return the room that values need at the right of the bars."""
    return max(text_width(text, theme.faces.sans_semibold, theme.styles.chart_value.size) for text in texts) + 8


def column_labels(points: Sequence[Point], form: Format, *, place: Position, least: float) -> list[Label]:
    """Return the labels of the columns that are at least `least` tall."""
    return [
        Label(at, place, own_words(point, form))
        for at, point in enumerate(points)
        if point.value is not None and point.value >= least
    ]


def slot_name(point: Point) -> str:
    """Return the year; one without a figure says why below itself."""
    return str(point.year) if point.value is not None else f"{point.year} {label_text(point)}".strip()
