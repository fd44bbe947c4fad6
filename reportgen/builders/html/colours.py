"""The colours of a page: those of the theme in the light scheme, and in the dark one colours that answer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import tints
from reportgen.errors import TemplateError
from reportgen.memory import remembered
from reportgen.tints import READABLE, Tint, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.theme import Theme

WHITE, BLACK = "#FFFFFF", "#10161C"
SEEN = 3.0
"""Least contrast of what is drawn with its ground, by WCAG 2.2, 1.4.11."""
THEMED = ("main", "second", "second_text", "third", "third_text", "fourth", "spare", "spare_text")
"""Colours of a theme that have a hue; in the dark they keep it."""
NEUTRAL = ("total", "ink", "muted", "axis", "hair", "tint", "locator")
FILLS = ("main", "second", "third", "fourth", "spare", "axis", "total")
"""Colours that series are drawn in."""
ADDED = {
    "page": WHITE,
    "field": "#6B737B",
    "focus": "#B84309",
    "warn": "#FDF3EC",
    "warn-text": "#B84309",
}
"""What a screen needs beside the colours of a theme."""
USUAL = {
    "main": "#12436D",
    "second": "#28A197",
    "second_text": "#1A7069",
    "third": "#A285D1",
    "third_text": "#6A4AA0",
    "fourth": "#801650",
    "spare": "#F46A25",
    "spare_text": "#B84309",
}
DARK = {
    "main": "#8FBBE6",
    "second": "#45BDB2",
    "second_text": "#5CCFC4",
    "third": "#B79FE3",
    "third_text": "#C4B0EA",
    "fourth": "#E08DBB",
    "spare": "#F58A52",
    "spare_text": "#F9A373",
    "total": "#C9D0D7",
    "ink": "#E8ECF0",
    "muted": "#A9B4BF",
    "axis": "#75818D",
    "hair": "#2E3945",
    "tint": "#1E2832",
    "locator": "#34404C",
    "page": "#12171D",
    "field": "#8593A1",
    "focus": "#F9A373",
    "warn": "#33261D",
    "warn-text": "#F9A373",
}
"""What the usual colours are in the dark; there, more is lighter."""
USUAL_RAMP = ("#E1EAF2", "#B5CBDF", "#7398BF", "#3F719F", "#12436D")
DARK_RAMP = ("#24384B", "#305272", "#44739F", "#7FAFDD", "#BCDAF5")
DARK_STRENGTH = 0.9
"""How strong a colour is in the dark beside what it is in the light."""
DARK_RAMP_STRENGTH = (0.45, 0.75, 1.0, 0.9, 0.5)


@remembered(32)
def light(theme: Theme) -> Mapping[str, str]:
    """Return the colours of the light scheme by their names in the page."""
    colours = theme.colours
    own = {_dashed(name): getattr(colours, name).upper() for name in (*THEMED, *NEUTRAL)}
    shades = {f"shade-{index}": colour.upper() for index, colour in enumerate(colours.ramp)}
    return _with_text({**own, **ADDED, **shades}, ink=own["ink"], paper=WHITE)


@remembered(32)
def dark(theme: Theme) -> Mapping[str, str]:
    """Return the colours of the dark scheme: as light as those that answer to the usual ones, in the theme's hues."""
    colours = theme.colours
    own = {_dashed(name): _in_dark(getattr(colours, name), name) for name in THEMED}
    neutral = {name: DARK[name] for name in (*NEUTRAL, *ADDED)}
    shades = {f"shade-{index}": colour for index, colour in enumerate(_dark_ramp(theme))}
    return _with_text({**own, **neutral, **shades}, ink=DARK["ink"], paper=BLACK)


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _in_dark(colour: str, name: str) -> str:
    if colour.upper() == USUAL[name]:
        return DARK[name]
    return tints.tint(colour, Tint(tints.luminance(DARK[name]), DARK_STRENGTH, 0))


def _dark_ramp(theme: Theme) -> tuple[str, ...]:
    if tuple(colour.upper() for colour in theme.colours.ramp) == USUAL_RAMP:
        return DARK_RAMP
    main = theme.colours.main
    pairs = zip(DARK_RAMP, DARK_RAMP_STRENGTH, strict=True)
    return tuple(tints.tint(main, Tint(tints.luminance(colour), strength, 0)) for colour, strength in pairs)


def _with_text(colours: dict[str, str], *, ink: str, paper: str) -> dict[str, str]:
    """Return colours with those of the text on each fill: whichever of ink, white and the paper is read best."""
    fills = [name for name in colours if name in FILLS or name.startswith("shade-")]
    return {**colours, **{f"on-{name}": _best_on(colours[name], (ink, paper, WHITE)) for name in fills}}


def _best_on(fill: str, candidates: tuple[str, ...]) -> str:
    return max(candidates, key=lambda each: contrast(each, fill))


@remembered(64)
def names_of(theme: Theme, *, are_shades: bool) -> Mapping[str, str]:
    """Return the names of the theme's colours; one that is a shade, too, is called so only where shades are drawn."""
    colours = {colour: name for name, colour in light(theme).items() if not name.startswith("on-")}
    series = {colour: name for name, colour in reversed(tuple(light(theme).items())) if not name.startswith("on-")}
    shades = {colour: name for colour, name in colours.items() if name.startswith("shade-")}
    found = {**series, **(shades if are_shades else {})}
    # as themes write them, too
    return {**found, **{colour.lower(): name for colour, name in found.items()}, WHITE: "page"}


@remembered(32)
def colour_rules(theme: Theme) -> str:
    """Return the rules that give a page its colours: by the system's scheme, or by the one that a reader asks for."""
    bright, night = _listed(light(theme)), f"color-scheme:dark;{_listed(dark(theme))}"
    names = [name for name in light(theme) if not name.startswith(("on-", "warn", "field", "focus"))]
    fills = "".join(f".f-{name}{{fill:var(--{name})}}" for name in names)
    strokes = "".join(f".s-{name}{{stroke:var(--{name})}}" for name in names)
    texts = "".join(f".o-{name[3:]}{{fill:var(--{name})}}" for name in light(theme) if name.startswith("on-"))
    return (
        f":root{{color-scheme:light;{bright}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root:not([data-scheme=light]){{{night}}}}}\n"
        f"@media screen{{:root[data-scheme=dark]{{{night}}}}}\n{fills}{strokes}{texts}\n"
    )


def _listed(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


# -- whether they can be seen -----------------------------------------------------------------------------------------

TEXTS = ("ink", "muted", "main")
"""Colours of text that stands on the page and on tints."""
PAGE_TEXTS = ("second-text", "third-text", "fourth", "spare-text", "total")
DRAWN = ("main", "second", "third", "fourth", "spare", "total", "axis")


@remembered(32)
def check_contrast(theme: Theme) -> None:
    """Raise TemplateError for a colour of the theme that could not be read or seen in a page, with one that could."""
    for scheme, colours in (("", light(theme)), (" in the dark scheme", dark(theme))):
        for name, ground, least in _pairs():
            found = contrast(colours[name], colours[ground])
            if found < least:
                _refuse(theme, name, ground, least, scheme=scheme, colours=colours)


def _pairs() -> Iterator[tuple[str, str, float]]:
    yield from ((name, ground, READABLE) for name in TEXTS for ground in ("page", "tint"))
    yield from ((name, "page", READABLE) for name in PAGE_TEXTS)
    yield from ((name, "page", SEEN) for name in DRAWN)
    yield from ((f"on-shade-{index}", f"shade-{index}", READABLE) for index in range(len(USUAL_RAMP)))
    yield "on-main", "main", READABLE


def _refuse(theme: Theme, name: str, ground: str, least: float, *, scheme: str, colours: Mapping[str, str]) -> None:
    own = name.removeprefix("on-").replace("-", "_")
    key = f"colours.{own}" if not own.startswith("shade") else "colours.ramp"
    colour, found = colours[name], contrast(colours[name], colours[ground])
    nearest = _nearest(colour, colours[ground], least)
    raise TemplateError(
        f"key `{key}`: `{colour}` has a contrast of {found:.2f} with `{colours[ground]}`{scheme}; a page needs {least}",
        where=f"theme `{theme.name}`",
        hint=f"the nearest color of this hue that passes is `{nearest}`",
    )


def _nearest(colour: str, ground: str, least: float) -> str:
    """Return the colour of the same hue that is just dark, or light, enough."""
    other = tints.luminance(ground)
    is_darker = tints.luminance(colour) <= other
    wanted = (other + 0.05) / least - 0.05 if is_darker else (other + 0.05) * least - 0.05
    step = -0.002 if is_darker else 0.002
    for tried in range(200):
        found = tints.tint(colour, Tint(min(max(wanted + step * tried, 0.0), 1.0), 1.0, 0))
        if contrast(found, ground) >= least:
            return found
    return BLACK if is_darker else WHITE
