"""Colours and lettering that all charts share, taken from the theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.charts.canvas import WHITE
from reportgen.charts.metrics import Lettering, lettering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.measure import MarkCode
    from reportgen.theme import Theme

Role = Literal["first", "second", "third", "fourth", "total"]
PART_ROLES: tuple[Role, ...] = ("first", "second", "third", "fourth")
ROLES: tuple[Role, ...] = (*PART_ROLES, "total")

GRID_WIDTH = 0.5
AXIS_WIDTH = 0.75
LEADER_WIDTH = 0.75
MISSING_DASH = (2.0, 2.0)
"""Border of a place without a figure."""


@dataclass(frozen=True, slots=True)
class Style:
    """The theme as a chart needs it."""

    value: Lettering
    name: Lettering
    tick: Lettering
    tick_strong: Lettering
    year: Lettering
    mark: Lettering
    """Marks such as `[r]` after a value: muted and light, whatever stands before them."""
    ink: str
    muted: str
    axis: str
    hair: str
    main: str
    comparison: str
    """Ticks that mark an earlier value."""
    context: str
    """Bars that are only there to compare with."""
    ramp: tuple[str, ...]
    lines: dict[Role, str]
    texts: dict[Role, str]
    """Colours of text that belongs to a series; dark enough to be read."""
    on_fill: dict[Role, str]
    """Colour of text that stands on a series' fill."""


def chart_style(theme: Theme) -> Style:
    """Return the colours and lettering that a theme gives to charts."""
    colours, styles = theme.colours, theme.styles
    name, tick = lettering(theme, styles.chart_name), lettering(theme, styles.chart_tick)
    fills = (colours.main, colours.second, colours.third, colours.fourth, colours.total)
    texts = (colours.main, colours.second_text, colours.third_text, colours.fourth, colours.total)
    return Style(
        value=lettering(theme, styles.chart_value),
        name=name,
        tick=tick,
        tick_strong=lettering(theme, styles.chart_tick, face="sans_semibold").in_colour(colours.ink),
        year=lettering(theme, styles.chart_year),
        mark=name.in_colour(colours.muted),
        ink=colours.ink,
        muted=colours.muted,
        axis=colours.axis,
        hair=colours.hair,
        main=colours.main,
        comparison=colours.total,
        context=colours.ramp[2],
        ramp=colours.ramp,
        lines=dict(zip(ROLES, fills, strict=True)),
        texts=dict(zip(ROLES, texts, strict=True)),
        on_fill=dict(zip(ROLES, (WHITE, colours.ink, colours.ink, WHITE, WHITE), strict=True)),
    )


def marks_text(marks: Sequence[MarkCode]) -> str:
    """Return marks as they are printed: `[r]`, `[b] [r]`."""
    return " ".join(f"[{mark.value}]" for mark in marks)
