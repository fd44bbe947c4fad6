"""Paint a recording with matplotlib, as a PNG picture."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reportgen.charts.canvas import WHITE
from reportgen.charts.outline import em_of, letters
from reportgen.charts.palette import numbered
from reportgen.charts.recording import FillStroke, Recording, TextRun
from reportgen.direction import RIGHT_TO_LEFT
from reportgen.errors import BuildError
from reportgen.lengths import settled
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.charts.outline import Letter

POINTS_PER_INCH = 72
SIDES = 5
"""Steps of a box: move, three lines, close."""
CAPS = {"butt": "butt", "round": "round", "square": "projecting"}
CODES = {"M": (1,), "L": (2,), "C": (4, 4, 4), "Z": (79,)}
"""What matplotlib calls the steps of a path, once for each point of them."""


def paint_picture(recording: Recording, *, dpi: int) -> bytes:
    """Return the recording as a PNG on white, with a palette; the same bytes for the same recording."""
    _check_letters(recording)
    # whole pixels, rounded up, so that nothing at the edge is cut off
    width, height = (math.ceil(length * dpi / POINTS_PER_INCH - 1e-6) for length in (recording.width, recording.height))
    colours = colours_of(recording)
    boxes = filled_boxes(recording)
    if boxes is not None:
        return _saved(_boxes_picture(boxes, colours, width, height, dpi=dpi), dpi=dpi)

    from PIL import Image

    numbers, palette = numbered(painted(recording, width, height, dpi=dpi), colours)
    image = Image.frombytes("P", (width, height), numbers.tobytes())
    image.putpalette(palette)
    return _saved(image, dpi=dpi)


def _check_letters(recording: Recording) -> None:
    for operation in recording.operations:
        if isinstance(operation, TextRun) and not operation.text.isascii() and RIGHT_TO_LEFT.search(operation.text):
            message = f"a chart painted as a picture cannot have words from right to left: `{operation.text}`"
            raise BuildError(message, hint="leave Word its own charts, or write the word in other letters")


def colours_of(recording: Recording) -> list[str]:
    """Return the colours of a drawing, the ground first."""
    used = [WHITE]
    for operation in recording.operations:
        if isinstance(operation, TextRun):
            used.append(operation.colour)
        else:
            used += [colour for colour in (operation.fill, operation.stroke) if colour]
    return list(dict.fromkeys(used))


Box = tuple[str, float, float, float, float]
"""Colour, left, bottom, right, top."""


def filled_boxes(recording: Recording) -> list[Box] | None:
    """Return the upright boxes that are all of a recording, such as a map of tiles; None when there is more in it."""
    boxes: list[Box] = []
    for operation in recording.operations:
        if not isinstance(operation, FillStroke) or operation.stroke or not operation.fill:
            return None
        steps = iter(operation.path)
        for quad in zip(*[steps] * SIDES, strict=True) if len(operation.path) % SIDES == 0 else ():
            match quad:
                case (("M", left, bottom), ("L", right, a), ("L", b, top), ("L", c, d), ("Z",)) if (a, b, c, d) == (
                    bottom,
                    right,
                    left,
                    top,
                ):
                    boxes.append((operation.fill, left, bottom, right, top))
                case _:
                    return None
        if len(operation.path) % SIDES:
            return None
    return boxes


def _boxes_picture(boxes: list[Box], colours: list[str], width: int, height: int, *, dpi: int) -> Any:
    """Return boxes as a picture, their edges on whole pixels as matplotlib has them."""
    from PIL import Image, ImageDraw

    image = Image.new("P", (width, height))
    image.putpalette([part for colour in colours for part in bytes.fromhex(colour[1:])])
    draw = ImageDraw.Draw(image)
    for fill, left, bottom, right, top in boxes:
        first, last = height - _pixels(top, dpi), height - _pixels(bottom, dpi) - 1
        corners = (_pixels(left, dpi), first, _pixels(right, dpi) - 1, last)
        draw.rectangle(corners, fill=colours.index(fill))
    return image


@remembered(4096)  # tiles share their edges, and maps their tiles
def _pixels(length: float, dpi: int) -> int:
    """Return a length in whole pixels."""
    return math.floor(settled(length * dpi / POINTS_PER_INCH) + 0.5)


def _saved(image: Any, *, dpi: int) -> bytes:
    # Pillow writes neither date nor version into the file
    file = BytesIO()
    image.save(file, "PNG", dpi=(dpi, dpi), compress_level=6)
    return file.getvalue()


def painted(recording: Recording, width: int, height: int, *, dpi: int) -> Any:
    """Return the pixels of a recording: an array of rows, each pixel red, green, blue and opacity.

    The renderer is driven directly. A Figure with its artists takes longer to import, to set up and to draw, and
    follows the settings of a user, which must not change a report.
    """
    # matplotlib costs half a second to import, and only pictures with curves or letters need it
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.colors import to_rgb
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    renderer: Any = RendererAgg(width, height, dpi)  # type: ignore[no-untyped-call]
    pixels = np.asarray(renderer.buffer_rgba())
    pixels[...] = 255
    to_pixels = Affine2D().scale(dpi / POINTS_PER_INCH)
    pen = renderer.new_gc()  # one for all: every new one looks at the settings of matplotlib
    for look, points, codes in (*_shapes(recording), *_texts(recording)):
        path = Path(points.view(float).reshape(-1, 2), codes)
        path.should_simplify = False
        _set_pen(pen, look)
        renderer.draw_path(pen, path, to_pixels, to_rgb(look.fill) if look.fill else None)
    return pixels


def _set_pen(pen: Any, look: FillStroke) -> None:
    """Make a pen the one that strokes a path of this look."""
    pen.set_linewidth(look.line_width if look.stroke else 0)
    pen.set_foreground(look.stroke or WHITE)
    pen.set_capstyle(CAPS[look.cap])
    pen.set_joinstyle(look.join)
    pen.set_dashes(0, look.dash or None)


Painted = tuple[FillStroke, Any, Any]
"""A look, and the points and codes of all paths that have it, as arrays: a point (x, y) is the number x + yj."""


def _shapes(recording: Recording) -> Iterator[Painted]:
    """Yield the shapes as they were drawn, those in one that look alike and follow each other."""
    import numpy as np

    shapes = (operation for operation in recording.operations if isinstance(operation, FillStroke))
    for _, group in groupby(shapes, key=_look):
        alike = tuple(group)
        look = replace(alike[0], path=())
        segments = [segment for shape in alike for segment in shape.path]
        numbers = [number for _, *numbers in segments for number in numbers or (0.0, 0.0)]
        codes = [code for command, *_ in segments for code in CODES[command]]
        yield look, np.array(numbers).view(complex), codes


_look = attrgetter("fill", "stroke", "line_width", "dash", "cap", "join")


def _texts(recording: Recording) -> Iterator[Painted]:
    """Yield all text, that of a colour in one, as no word covers another."""
    import numpy as np

    runs = [operation for operation in recording.operations if isinstance(operation, TextRun) and operation.text]
    for colour in sorted({run.colour for run in runs}):
        placed = [(start, em_of(run), letter) for run in runs if run.colour == colour for start, letter in letters(run)]
        points = [start + em * _outline(letter)[0] for start, em, letter in placed]
        codes = [_outline(letter)[1] for _, _, letter in placed]
        yield FillStroke((), fill=colour), np.concatenate(points), np.concatenate(codes)


@cache
def _outline(letter: Letter) -> tuple[Any, Any]:
    """Return the points and codes of a letter."""
    import numpy as np

    points = [point for _, points in letter.steps for point in points or (0j,)]
    codes = [code for command, _ in letter.steps for code in CODES[command]]
    return np.array(points, complex), np.array(codes, np.uint8)
