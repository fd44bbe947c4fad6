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

Outline = tuple[tuple[tuple[str, tuple[tuple[float, float], ...]], ...], float]
"""Commands with their points, and the advance; in em."""


def outlined(recording: Recording) -> Recording:
    """Return the recording with paths in place of text.

    Raises BuildError when a face lacks a character.
    """
    operations = tuple(
        _text_path(operation) if isinstance(operation, TextRun) else operation for operation in recording.operations
    )
    return replace(recording, operations=operations)


def _text_path(run: TextRun) -> FillStroke:
    turn = math.radians(run.angle)
    cosine, sine = run.size * math.cos(turn), run.size * math.sin(turn)
    path: list[Segment] = []
    reached = 0.0
    for character in run.text:
        commands, advance = _outline(run.face, character)
        for command, points in commands:
            path.append(_placed(command, points, run, reached=reached, cosine=cosine, sine=sine))
        reached += advance
    return FillStroke(tuple(path), fill=run.colour)


def _placed(
    command: str, points: Iterable[tuple[float, float]], run: TextRun, *, reached: float, cosine: float, sine: float
) -> Segment:
    numbers: list[float] = []
    for x, y in points:
        along = x + reached
        numbers += (round(run.x + along * cosine - y * sine, 3), round(run.y + along * sine + y * cosine, 3))
    return (command, *numbers)  # type: ignore[return-value]


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
        (_COMMANDS[operation], tuple((x / em, y / em) for x, y in points)) for operation, points in pen.value
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
