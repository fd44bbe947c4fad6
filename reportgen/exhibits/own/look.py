"""What a theme gives to a user's own chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.charts.house_style import blank_figure
from reportgen.charts.metrics import text_width
from reportgen.errors import did_you_mean
from reportgen.fonts import font_file
from reportgen.theme import FACES

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.charts.house_style import Figure
    from reportgen.theme import Colours, Faces, Theme

MARK_RADIUS, LINE_WIDTH = 3.0, 1.75


@dataclass(frozen=True, slots=True)
class Look:
    """Measures in points, colors as `#RRGGBB`, and the faces of the theme."""

    width: float
    """Of the widest figure that fits; the page's content in PDF, the text of a column in Word."""
    height: float
    """Of the tallest one."""
    colours: Colours
    """The palette of the theme: `main`, `second`, `ink`, `muted`, `hair`, `ramp` ..."""
    faces: Faces
    """Names of the faces; `font` returns their files."""
    name_size: float
    """Size of names and legends."""
    value_size: float
    """Size of values, which are set in semibold."""
    tick_size: float
    """Size of the labels of an axis."""
    line_width: float = LINE_WIDTH
    mark_radius: float = MARK_RADIUS

    def figure(self, height: float, layout: Literal["constrained"] | None = None) -> Figure:
        """Return an empty matplotlib figure as wide as the page's content and so many points high.

        With the layout `constrained`, axes make room for their labels.
        """
        return blank_figure(self.width, height, layout)

    def font(self, voice: str) -> Path:
        """Return the font file of a voice of the theme, for `font=`: `sans_semibold`, `serif` ..."""
        if voice not in FACES:
            raise ValueError(f"unknown face `{voice}`; {did_you_mean(voice, FACES)}")
        return font_file(getattr(self.faces, voice))

    def text_width(self, text: str, size: float = 0, voice: str = "sans") -> float:
        """Return how far a text reaches in points, at the size of names unless another one is given."""
        return text_width(text, self.font(voice).stem, size or self.name_size)

    def number(self, value: float) -> str:
        """Return a number as the reports print it: `29,568`, `−1.5`."""
        # twelve digits: a tick of 0.6 comes as three times 0.2
        return wording.exact_number(float(f"{value:.12g}") + 0.0)


def look_of(theme: Theme, width: float, height: float) -> Look:
    """Return what a theme gives to a figure of at most that width and height."""
    styles = theme.styles
    return Look(
        width=width,
        height=height,
        colours=theme.colours,
        faces=theme.faces,
        name_size=styles.chart_name.size,
        value_size=styles.chart_value.size,
        tick_size=styles.chart_tick.size,
    )
