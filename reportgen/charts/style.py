"""Colours and lettering that all charts share, taken from the theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.charts.canvas import WHITE
from reportgen.charts.metrics import Lettering, lettering
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.measure import MarkCode
    from reportgen.theme import Theme

Role = Literal["first", "second", "third", "fourth", "spare", "others", "total"]
PART_ROLES: tuple[Role, ...] = ("first", "second", "third", "fourth", "spare", "others")
"""Of the parts of a whole, in their order: five colours that stay apart, then the grey of the smallest ones."""
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
    return _style(Same(theme))


@remembered(32)  # every chart of a batch is asked for it, and drawn with it
def _style(same: Same[Theme]) -> Style:
    theme = same.thing
    colours, styles = theme.colours, theme.styles
    name, tick = lettering(theme, styles.chart_name), lettering(theme, styles.chart_tick)
    fills = (colours.main, colours.second, colours.third, colours.fourth, colours.spare, colours.axis, colours.total)
    texts = (
        *(colours.main, colours.second_text, colours.third_text, colours.fourth, colours.spare_text),
        *(colours.muted, colours.total),
    )
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
        on_fill={role: _readable_on(fill, colours.ink) for role, fill in zip(ROLES, fills, strict=True)},
    )


def _readable_on(fill: str, ink: str) -> str:
    """Return white or ink, whichever is read more easily on a fill: the one that differs more in luminance."""
    light, dark = _luminance(fill), _luminance(ink)
    # the ratio of WCAG 2, in which white is 1.05 and black 0.05
    return WHITE if 1.05 / (light + 0.05) >= (max(light, dark) + 0.05) / (min(light, dark) + 0.05) else ink


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white. Source: WCAG 2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def marks_text(marks: Sequence[MarkCode]) -> str:
    """Return marks as they are printed: `[r]`, `[b] [r]`."""
    return " ".join(f"[{mark.value}]" for mark in marks)
