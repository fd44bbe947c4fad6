"""What a drawn chart consists of: filled and stroked paths and runs of text, as plain values.

A recording knows no file format. It can be pickled, compared and played back on any canvas, as often as needed.
All lengths are points, the origin is the lower left corner, y grows upwards. Operations are drawn in their order,
later ones over earlier ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from reportgen.frozen import frozen

Segment = (
    tuple[Literal["M"], float, float]
    | tuple[Literal["L"], float, float]
    | tuple[Literal["C"], float, float, float, float, float, float]
    | tuple[Literal["Z"]]
)
"""One step of a path: move to, line to, cubic curve (two control points, then the end), close."""


@frozen
class FillStroke:
    """A path that is filled, stroked or both; it may hold several subpaths. Filled by the non-zero rule."""

    path: tuple[Segment, ...]
    fill: str | None = None
    """`#RRGGBB`."""
    stroke: str | None = None
    """`#RRGGBB`."""
    line_width: float = 0
    dash: tuple[float, ...] = ()
    """Lengths on and off, in points; empty for a solid line."""
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"


@frozen
class TextRun:
    """Characters in one face, size and colour. They start at (x, y), which lies on the base line, without kerning."""

    x: float
    y: float
    text: str
    face: str
    """Name of the font file without its ending: `SourceSansPro-Semibold`."""
    size: float
    colour: str
    """`#RRGGBB`."""
    angle: float = 0
    """Degrees, anticlockwise."""
    width: float = 0
    """How far the run reaches along its base line, unkerned."""


Operation = FillStroke | TextRun


@frozen
class Recording:
    """A chart of a certain size, drawn. All shapes come before all text, so that nothing covers a word."""

    width: float
    height: float
    operations: tuple[Operation, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the printed texts in the order of drawing."""
        return tuple(operation.text for operation in self.operations if isinstance(operation, TextRun))


def scaled(recording: Recording, factor: float) -> Recording:
    """Return a recording so many times as large, its lines and letters included."""
    return Recording(
        recording.width * factor,
        recording.height * factor,
        tuple(_scaled(operation, factor) for operation in recording.operations),
    )


def _scaled(operation: Operation, factor: float) -> Operation:
    if isinstance(operation, TextRun):
        x, y, size, width = (length * factor for length in (operation.x, operation.y, operation.size, operation.width))
        return replace(operation, x=x, y=y, size=size, width=width)
    path: tuple[Any, ...] = tuple(
        (command, *(number * factor for number in numbers)) for command, *numbers in operation.path
    )
    dash = tuple(length * factor for length in operation.dash)
    return replace(operation, path=path, line_width=operation.line_width * factor, dash=dash)
