"""Turn text into the outlines of its letters, so that a picture looks the same wherever it is shown."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import name

from reportgen.charts.metrics import font, glyph_file
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.charts.recording import TextRun

Step = tuple[Literal["M", "L", "C", "Z"], tuple[complex, ...]]
"""Move to, line to, cubic curve, close, and the points of it: a point (x, y) is the number x + yj."""


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """The outline of a character in a face, in em; there is but one of each, so that it can be a key."""

    steps: tuple[Step, ...]
    advance: float


def letters(run: TextRun) -> Iterator[tuple[complex, Letter]]:
    """Yield where each letter of a run starts on the sheet, and the letter.

    Raises BuildError when no font has a character.
    """
    start, em = complex(run.x, run.y), em_of(run)
    for character in run.text:
        letter = _letter(run.face, character)
        yield start, letter
        start += letter.advance * em


def em_of(run: TextRun) -> complex:
    """Return by what the points of a letter are multiplied: this scales them to the size of the run, and turns them."""
    return cmath.rect(run.size, math.radians(run.angle))


@cache
def _letter(face: str, character: str) -> Letter:
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
    steps = tuple((command, tuple(complex(x, y) / em for x, y in points)) for command, points in pen.steps)
    return Letter(steps, glyph.width / em)


def _pen(glyphs: Any) -> Any:
    """Return a pen that records plain cubic curves."""
    # late, like the font reader itself
    from fontTools.pens.basePen import BasePen

    class CubicPen(BasePen):  # type: ignore[misc]
        """Records move, line, cubic curve and close; the base class turns everything else into these."""

        def __init__(self) -> None:
            super().__init__(glyphs)
            self.steps: list[tuple[str, tuple[tuple[float, float], ...]]] = []

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.steps.append(("M", (point,)))

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.steps.append(("L", (point,)))

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self.steps.append(("C", points))

        def _closePath(self) -> None:  # noqa: N802
            self.steps.append(("Z", ()))

    return CubicPen()
