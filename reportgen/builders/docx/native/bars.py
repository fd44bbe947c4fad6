"""Write bars and columns: ranked, stacked, or in small charts side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element
from reportgen.builders.docx.native.pieces import (
    CATEGORY_AXIS,
    NO_LINE,
    VALUE_AXIS,
    Label,
    fill,
    labels,
    line,
    pattern,
    shape,
)
from reportgen.builders.docx.native.sheet import Sheet, category_names, series_name, series_values
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reportgen.builders.docx.native.formats import Format
    from reportgen.theme import Theme

SLIVER = 0.75
"""Width of the line around a bar that would not be seen otherwise."""
EDGE = 1.0
"""White between two stacked parts; half of it is taken from each."""
LEAST_EDGED = 4.0
"""White around a part that is shorter than this, in points, would leave too little of it."""
MOST_GAP = 500
"""Percent of a bar's thickness: the widest gap that Word knows."""


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
    bare: Collection[int] = (),
    hatched: Mapping[int, tuple[str, str]] | None = None,
) -> str:
    """Return one series of bars; without a colour they are not to be seen and only carry labels.

    `marked` has the bars of another colour, `slivers` those so short that only a line shows them, `edge` puts white
    between stacked parts, but not around those that are `bare`. `hatched` has the colours of the stripes and of the
    ground of the bars of which only a bound is known.
    """
    rim = line("#FFFFFF", theme, width=EDGE) if edge else NO_LINE
    looks = {at: colour for at in (*bare, *slivers) if colour} | (marked or {})
    patterns = {at: pattern(*colours, theme) for at, colours in (hatched or {}).items()}
    looks |= {at: stripes for at, (stripes, _) in (hatched or {}).items()}
    rims = dict.fromkeys(bare, NO_LINE) | {at: line(looks[at], theme, width=SLIVER) for at in slivers if at in looks}
    others = (
        element("c:dPt", element("c:idx", val=at), '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>',
                shape(patterns.get(at) or fill(other, theme), rims.get(at, rim)))
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


def gap_between(slot: float, thickness: float) -> int:
    """Return the gap that leaves bars of this thickness in slots of this width, in percent of their thickness."""
    return min(max(round(settled(100 * (slot - thickness) / thickness)), 0), MOST_GAP)
