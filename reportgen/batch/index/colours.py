"""The page's colours: those of the theme in light, and a palette of its own in dark, where more is lighter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.theme import Theme

ADDED = {
    "page": "#FFFFFF",
    "field": "#6B737B",
    "focus": "#B84309",
    "warn": "#FDF3EC",
    "warn-text": "#B84309",
    "on-main": "#FFFFFF",
}
"""What a screen needs beside the colours of a theme."""
DARK = {
    "page": "#12171D",
    "tint": "#1E2832",
    "ink": "#E8ECF0",
    "muted": "#A9B4BF",
    "main": "#8FBBE6",
    "total": "#C9D0D7",
    "axis": "#75818D",
    "hair": "#2E3945",
    "field": "#8593A1",
    "focus": "#F9A373",
    "warn": "#33261D",
    "warn-text": "#F9A373",
    "on-main": "#10161C",
    **{
        f"shade-{index}": colour for index, colour in enumerate(("#24384B", "#305272", "#44739F", "#7FAFDD", "#BCDAF5"))
    },
    **{f"on-{index}": colour for index, colour in enumerate(("#E8ECF0", "#E8ECF0", "#FFFFFF", "#10161C", "#10161C"))},
}
DARK_SHADES = 2
"""So many classes at the dark end of the ramp carry white text in the light scheme."""


def light(theme: Theme) -> Mapping[str, str]:
    """Return the colours of a theme by the names that the page gives them."""
    colours = theme.colours
    last = len(colours.ramp) - DARK_SHADES
    return {
        **{name: getattr(colours, name) for name in ("tint", "ink", "muted", "main", "total", "axis", "hair")},
        **ADDED,
        **{f"shade-{index}": colour for index, colour in enumerate(colours.ramp)},
        **{f"on-{index}": "#FFFFFF" if index >= last else colours.ink for index in range(len(colours.ramp))},
    }


def colour_rules(theme: Theme) -> str:
    """Return the rules that give the page its colours: by the system's scheme, or by the one that a reader asks for."""
    bright, dark = _listed(light(theme)), f"color-scheme:dark;{_listed(DARK)}"
    return (
        f":root{{color-scheme:light;{bright}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root:not([data-scheme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-scheme=dark]{{{dark}}}}}"
    )


def _listed(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def as_variables(svg: str, theme: Theme) -> str:
    """Return a drawing with the theme's colours by name, so that it changes with the scheme."""
    names = {colour: name for name, colour in reversed(tuple(light(theme).items())) if not name.startswith("on-")}
    for colour, name in names.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    return svg
