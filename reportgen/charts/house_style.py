"""Give matplotlib the theme's faces, sizes and colours while a user's own chart is drawn."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from reportgen.charts.style import AXIS_WIDTH, GRID_WIDTH, ROLES, chart_style
from reportgen.fonts import font_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.theme import Faces, Theme

__all__ = ["POINTS_PER_INCH", "Figure", "blank_figure", "family", "house_style"]

POINTS_PER_INCH = 72
LINE_WIDTH = 1.75
REGULAR, SEMIBOLD = 400, 600


@contextmanager
def house_style(theme: Theme) -> Iterator[None]:
    """Within, matplotlib follows the theme, and neither its own look nor the settings of whoever runs it."""
    _register(theme.faces)
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_settings(theme))  # type: ignore[arg-type]  # it names each of its keys
        yield


def blank_figure(width: float, height: float, layout: Literal["constrained"] | None = None) -> Figure:
    """Return a figure of a size in points; on one with a `constrained` layout labels make room for themselves."""
    figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), layout=layout)
    engine: Any = figure.get_layout_engine()
    if engine is not None:
        engine.set(w_pad=0, h_pad=0)
    return figure


def _settings(theme: Theme) -> dict[str, Any]:
    style = chart_style(theme)
    return {
        "figure.dpi": POINTS_PER_INCH,
        "figure.frameon": False,
        "axes.facecolor": "none",
        "axes.edgecolor": style.axis,
        "axes.linewidth": AXIS_WIDTH,
        "axes.spines.left": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.labelcolor": style.muted,
        "axes.labelsize": style.tick.size,
        "axes.titlesize": style.name.size,
        "axes.titlecolor": style.ink,
        "axes.titlelocation": "left",
        "axes.formatter.limits": (-15, 15),
        "axes.formatter.useoffset": False,
        "axes.prop_cycle": cycler(color=[style.lines[role] for role in ROLES]),
        "grid.color": style.hair,
        "grid.linewidth": GRID_WIDTH,
        "xtick.color": style.axis,
        "ytick.color": style.axis,
        "xtick.labelcolor": style.muted,
        "ytick.labelcolor": style.muted,
        "xtick.labelsize": style.tick.size,
        "ytick.labelsize": style.tick.size,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.minor.size": 0,
        "ytick.minor.size": 0,
        "legend.frameon": False,
        "legend.framealpha": 1,
        "legend.fontsize": style.name.size,
        "lines.linewidth": LINE_WIDTH,
        "patch.linewidth": AXIS_WIDTH,
        "text.color": style.ink,
        "text.usetex": False,
        "font.size": style.name.size,
        "font.family": ["sans-serif"],
        "font.sans-serif": [family(theme.faces.sans)],
        "font.serif": [family(theme.faces.serif)],
    }


def family(face: str) -> str:
    """Return under which name matplotlib knows the faces that go with a regular one; nobody else uses it."""
    return f"{face} of the theme"


@cache
def _register(faces: Faces) -> None:
    """Tell matplotlib the font files of the theme, for what it measures by itself."""
    for name, regular, weight, style in (
        (faces.sans, faces.sans, REGULAR, "normal"),
        (faces.sans_semibold, faces.sans, SEMIBOLD, "normal"),
        (faces.sans_italic, faces.sans, REGULAR, "italic"),
        (faces.sans_semibold_italic, faces.sans, SEMIBOLD, "italic"),
        (faces.serif, faces.serif, REGULAR, "normal"),
        (faces.serif_semibold, faces.serif, SEMIBOLD, "normal"),
        (faces.serif_italic, faces.serif, REGULAR, "italic"),
    ):
        fontManager.addfont(font_file(name))
        entry = replace(fontManager.ttflist[-1], name=family(regular), weight=weight, style=style)
        fontManager.ttflist[-1] = entry
