"""Turn text into the outlines of its letters, so that a picture looks the same wherever it is shown."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import name

from reportgen.charts.metrics import font, glyph_file
from reportgen.charts.recording import FillStroke, Recording, Segment, TextRun
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable

Outline = tuple[tuple[tuple[str, tuple[float, ...]], ...], float]
"""Commands with the coordinates of their points, and the advance; in em."""


def outlined(recording: Recording) -> Recording:
    """Return the recording with paths in place of text.

    Raises BuildError when no font has a character.
    """
    operations = tuple(
        text_outline(operation) if isinstance(operation, TextRun) else operation for operation in recording.operations
    )
    return replace(recording, operations=operations)


def text_outline(run: TextRun) -> FillStroke:
    """Return the filled path of the letters of a run."""
    turn = math.radians(run.angle)
    along, across = run.size * math.cos(turn), run.size * math.sin(turn)
    path: list[Segment] = []
    x, y = run.x, run.y
    for character in run.text:
        commands, advance = _outline(run.face, character)
        path += _placed(commands, x, y, along=along, across=across)
        x, y = x + advance * along, y + advance * across
    return FillStroke(tuple(path), fill=run.colour)


def _placed(
    commands: Iterable[tuple[str, tuple[float, ...]]], x: float, y: float, *, along: float, across: float
) -> Iterable[Segment]:
    """Return commands scaled, turned and moved to where their character starts."""
    for command, numbers in commands:
        points = zip(numbers[::2], numbers[1::2], strict=True)
        placed = [(x + u * along - v * across, y + u * across + v * along) for u, v in points]
        yield (command, *(number for point in placed for number in point))  # type: ignore[misc]


@cache
def _outline(face: str, character: str) -> Outline:
    path = glyph_file(face, character)
    if path is None:
        what = name(character, f"U+{ord(character):04X}")
        raise BuildError(
            f"no glyph for `{character}` ({what}) in font `{face}`",
            hint="name a font that has it in the theme, or write the name in other characters",
        )
    glyphs, em, names = font(path)
    pen = _pen(glyphs)
    glyph = glyphs[names[ord(character)]]
    glyph.draw(pen)
    commands = tuple(
        (_COMMANDS[operation], tuple(number / em for point in points for number in point))
        for operation, points in pen.value
    )
    return commands, glyph.width / em


_COMMANDS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": "Z"}


def _pen(glyphs: Any) -> Any:
    """Return a pen that records plain cubic curves."""
    # late, like the font reader itself
    from fontTools.pens.basePen import BasePen

    class CubicPen(BasePen):  # type: ignore[misc]
        """Records move, line, cubic curve and close; the base class turns everything else into these."""

        def __init__(self) -> None:
            super().__init__(glyphs)
            self.value: list[tuple[str, tuple[tuple[float, float], ...]]] = []

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.value.append(("moveTo", (point,)))

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.value.append(("lineTo", (point,)))

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self.value.append(("curveTo", points))

        def _closePath(self) -> None:  # noqa: N802
            self.value.append(("closePath", ()))

    return CubicPen()
