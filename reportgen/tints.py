"""Make the lighter shades of a theme's main colour: the ramp of maps and heat tables, grounds, a locator.

Lightness is counted as contrast counts it (WCAG 2), so that text can be read on a shade whatever its hue. Hue and
strength are those of the main colour in Oklab (B. Ottosson, "A perceptual color space for image processing", 2020).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan2, cos, hypot, radians, sin

READABLE = 4.5
"""Least contrast of text with its ground, by WCAG 2.2, 1.4.3."""
ROUNDING = 0.01
"""More luminance than a colour can lose when it is written in steps of 255."""
STEPS = 32
"""Halvings when a lightness is looked for: far below one of 255 steps."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A shade of another colour: its luminance, and how its strength and hue (in degrees) differ from that colour's."""

    luminance: float
    strength: float
    turn: float


TINT = Tint(0.88994, 0.0858, -7.1)
LOCATOR = Tint(0.69428, 0.1388, -0.8)
RAMP = (
    Tint(0.81264, 0.1644, -4.1),
    Tint(0.57863, 0.4174, -3.1),
    Tint(0.29863, 0.8067, 1.4),
    Tint(0.1537, 1.0266, -0.8),
    Tint(0.05247, 1.0, 0.0),
)
"""Five classes: dark text can be read on the first three, white text on the last two."""
LIGHTEST_MIDDLE = 0.48
"""The third class is lightened for a lighter ink up to here, where it is still darker than the second."""
DARK_ENOUGH = 0.09
"""Luminance at which a main colour itself can be the darkest class, clearly darker than the class before it."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white, as WCAG 2 defines it."""
    return _luminance(_linear(colour))


def tint(main: str, kind: Tint) -> str:
    """Return this shade of the main colour, as `#RRGGBB`."""
    strength, hue = _strength_and_hue(main)
    strength, hue = strength * kind.strength, hue + radians(kind.turn)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        is_dark = _luminance(_colour(middle, strength, hue)) < kind.luminance
        low, high = (middle, high) if is_dark else (low, middle)
    return _text(_colour(low, strength, hue))


def ramp(main: str, *, ink: str) -> tuple[str, ...]:
    """Return five classes from light to dark; the last is the main colour itself, where that is dark enough.

    The third is as light as `ink` needs to be read on it; with an ink lighter than `#464646` it no longer can be.
    """
    lightest, light, middle, dark, darkest = RAMP
    needed = READABLE * (_luminance(_linear(ink)) + 0.05) - 0.05 + ROUNDING
    middle = replace(middle, luminance=min(LIGHTEST_MIDDLE, max(middle.luminance, needed)))
    is_dark = _luminance(_linear(main)) <= DARK_ENOUGH
    others = tuple(tint(main, kind) for kind in (lightest, light, middle, dark))
    return (*others, main.upper() if is_dark else tint(main, darkest))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_linear(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _strength_and_hue(colour: str) -> tuple[float, float]:
    """Return chroma and hue in Oklab."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return hypot(a, b), atan2(b, a)


def _colour(lightness: float, strength: float, hue: float) -> tuple[float, float, float]:
    """Return the colour of the screen nearest to this one of Oklab, linear."""
    a, b = strength * cos(hue), strength * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _within(red), _within(green), _within(blue)


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))


def _text(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(_from_linear(value) * 255):02X}" for value in colour)
