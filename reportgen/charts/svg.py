"""Write a recording as an SVG picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.outline import outlined
from reportgen.charts.recording import FillStroke

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording, Segment


def write_svg(recording: Recording) -> str:
    """Return the recording as an SVG document with text as outlines, so that it needs no font where it is shown."""
    width, height = _number(recording.width), _number(recording.height)
    paths = (_path(operation) for operation in outlined(recording).operations if isinstance(operation, FillStroke))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
    )
    # the sheet's y grows downwards
    body = "\n".join(paths)
    return f'{head}\n<g transform="matrix(1 0 0 -1 0 {height})">\n{body}\n</g>\n</svg>\n'


def _path(operation: FillStroke) -> str:
    look = [f'fill="{operation.fill or "none"}"']
    if operation.stroke:
        look.append(f'stroke="{operation.stroke}" stroke-width="{_number(operation.line_width)}"')
        look.append(f'stroke-linecap="{operation.cap}" stroke-linejoin="{operation.join}"')
    if operation.dash:
        look.append(f'stroke-dasharray="{" ".join(_number(length) for length in operation.dash)}"')
    steps = "".join(_step(segment) for segment in operation.path)
    return f'<path {" ".join(look)} d="{steps}"/>'


def _step(segment: Segment) -> str:
    command, *numbers = segment
    return command + " ".join(_number(number) for number in numbers)


def _number(value: float) -> str:
    """Return a number in the fewest characters: `12.5`, `12`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
