"""Write a recording as an SVG picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reportgen.charts.outline import em_of, letters
from reportgen.charts.recording import TextRun
from reportgen.lengths import settled
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.charts.outline import Letter
    from reportgen.charts.recording import FillStroke, Recording, Segment


def write_svg(recording: Recording) -> str:
    """Return the recording as an SVG document with text as outlines, so that it needs no font where it is shown.

    The outlines of each text have it as their label, by which a finished file can be asked what it shows. Raises
    BuildError when no font has a character.
    """
    width, height = number(recording.width), number(recording.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
    )
    # the sheet's y grows downwards
    body = "\n".join(
        _text(operation) if isinstance(operation, TextRun) else _path(operation) for operation in recording.operations
    )
    return f'{head}\n<g transform="matrix(1 0 0 -1 0 {height})">\n{body}\n</g>\n</svg>\n'


def _path(operation: FillStroke) -> str:
    look = [f'fill="{operation.fill or "none"}"']
    if operation.stroke:
        look.append(f'stroke="{operation.stroke}" stroke-width="{number(operation.line_width)}"')
        look.append(f'stroke-linecap="{operation.cap}" stroke-linejoin="{operation.join}"')
    if operation.dash:
        look.append(f'stroke-dasharray="{" ".join(number(length) for length in operation.dash)}"')
    return f'<path {" ".join(look)} d="{steps(operation.path)}"/>'


def steps(path: Iterable[Segment]) -> str:
    """Return the steps of a path as SVG writes them."""
    return "".join([_step(segment) for segment in path])


@remembered(4096)  # the small map of a fact sheet has the same tiles in all of them
def _step(segment: Segment) -> str:
    command, *lengths = segment
    return command + " ".join(number(length) for length in lengths)


def _text(run: TextRun) -> str:
    em = em_of(run)
    closed = [
        f"M{_pair(start + first)}{others}" for start, letter in letters(run) for first, others in _closed(letter, em)
    ]
    return f'<path aria-label="{escape(run.text)}" fill="{run.colour}" d="{"".join(closed)}"/>'


# most of a picture is letters, and a chart of fifty names has most of them a hundred times in one size
@remembered(4096)
def _closed(letter: Letter, em: complex) -> tuple[tuple[complex, str], ...]:
    """Return the closed lines of a letter: the point each begins at, and the steps from there, each from the last."""
    lines: list[tuple[complex, str]] = []
    for command, points in letter.steps:
        placed = [point * em for point in points]
        if command == "M":
            lines.append((placed[0], ""))
            here = _rounded(placed[0])
        elif lines:
            first, others = lines[-1]
            # each from the rounded point before, so that the rounding does not add up
            numbers = " ".join(_pair(_rounded(point) - here) for point in placed)
            lines[-1] = (first, f"{others}{command.lower()}{numbers}")
            here = _rounded(placed[-1]) if placed else here
    return tuple(lines)


def _rounded(point: complex) -> complex:
    return complex(round(settled(point.real), 2), round(settled(point.imag), 2))


def _pair(point: complex) -> str:
    return f"{number(point.real)} {number(point.imag)}"


@remembered(16_384)  # lines, columns and tiles share their edges
def number(value: float) -> str:
    """Return a number in the fewest characters: `12.5`, `12`."""
    return f"{settled(value):z.2f}".rstrip("0").rstrip(".")
