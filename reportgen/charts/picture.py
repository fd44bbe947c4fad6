"""Paint a recording with matplotlib, as a PNG picture."""

from __future__ import annotations

import math
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.charts.outline import text_outline
from reportgen.charts.recording import FillStroke, Recording, Segment, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterable

POINTS_PER_INCH = 72
NEUTRAL: dict[Any, Any] = {
    "path.sketch": None,
    "path.effects": [],
    "path.snap": True,
    "agg.path.chunksize": 0,
    "lines.scale_dashes": True,
}
"""Settings of matplotlib that a user's own configuration must not change in a report."""
TRIFLE = 1e-3
"""Of a pixel; keeps whole numbers whole where matplotlib cuts off what is behind the point."""
SIDES = 5
"""Steps of a box: move, three lines, close."""
CAPS = {"butt": "butt", "round": "round", "square": "projecting"}


def paint_picture(recording: Recording, *, dpi: int) -> bytes:
    """Return the recording as an RGB PNG on white; the same bytes for the same recording."""
    # whole pixels, rounded up: matplotlib would cut off the rest
    pixels = [math.ceil(length * dpi / POINTS_PER_INCH - 1e-6) for length in (recording.width, recording.height)]
    boxes = filled_boxes(recording)
    if boxes is not None:
        return _boxes_picture(boxes, pixels, dpi=dpi)

    # matplotlib costs half a second to import, and only pictures with curves or letters need it
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(NEUTRAL):
        figure = Figure(figsize=((pixels[0] + TRIFLE) / dpi, (pixels[1] + TRIFLE) / dpi), dpi=dpi, facecolor="white")
        canvas: Any = FigureCanvasAgg(figure)
        for artist in _artists(recording, dpi=dpi):
            figure.add_artist(artist)
        canvas.draw()
    return _png(canvas, dpi=dpi)


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


def _boxes_picture(boxes: list[Box], pixels: list[int], *, dpi: int) -> bytes:
    """Return boxes as a picture, their edges on whole pixels as matplotlib has them."""
    from PIL import Image, ImageDraw

    def snapped(length: float) -> int:
        return math.floor(length * dpi / POINTS_PER_INCH + 0.5)

    image = Image.new("RGB", (pixels[0], pixels[1]), "white")
    draw = ImageDraw.Draw(image)
    for fill, left, bottom, right, top in boxes:
        corners = (snapped(left), pixels[1] - snapped(top), snapped(right) - 1, pixels[1] - snapped(bottom) - 1)
        draw.rectangle(corners, fill=fill)
    return _saved(image, dpi=dpi)


def _png(canvas: Any, *, dpi: int) -> bytes:
    from PIL import Image

    width, height = canvas.get_width_height()
    pixels = Image.frombuffer("RGBA", (width, height), bytes(canvas.buffer_rgba()), "raw", "RGBA", 0, 1)
    return _saved(pixels.convert("RGB"), dpi=dpi)


def _saved(image: Any, *, dpi: int) -> bytes:
    # Pillow writes neither date nor version into the file
    file = BytesIO()
    image.save(file, "PNG", dpi=(dpi, dpi), compress_level=6)
    return file.getvalue()


def _artists(recording: Recording, *, dpi: int) -> Iterable[Any]:
    """Return one artist for each run of operations that look alike."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    to_pixels = Affine2D().scale(dpi / POINTS_PER_INCH)
    for look, alike in groupby(_in_order(recording), key=_look):
        fill, stroke, line_width, dash, cap, join = look
        vertices, codes = _path(tuple(segment for operation in alike for segment in operation.path))
        yield PathPatch(
            Path(vertices, codes),
            transform=to_pixels,
            facecolor=fill or "none",
            edgecolor=stroke or "none",
            linewidth=line_width,
            linestyle=(0, tuple(length / line_width for length in dash)) if dash else "solid",
            capstyle=CAPS[cap],
            joinstyle=join,
            antialiased=True,
        )


def _in_order(recording: Recording) -> Iterable[FillStroke]:
    """Return shapes as they were drawn; then all text, colour by colour, as no word covers another."""
    shapes = [operation for operation in recording.operations if isinstance(operation, FillStroke)]
    texts = [text_outline(operation) for operation in recording.operations if isinstance(operation, TextRun)]
    return [*shapes, *sorted(texts, key=lambda text: text.fill or "")]


def _look(operation: FillStroke) -> tuple[str | None, str | None, float, tuple[float, ...], str, str]:
    return (
        operation.fill,
        operation.stroke,
        operation.line_width,
        operation.dash,
        operation.cap,
        operation.join,
    )


def _path(segments: tuple[Segment, ...]) -> tuple[list[tuple[float, float]], list[int]]:
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for segment in segments:
        match segment:
            case ("M", x, y):
                vertices.append((x, y))
                codes.append(1)
            case ("L", x, y):
                vertices.append((x, y))
                codes.append(2)
            case ("C", x1, y1, x2, y2, x, y):
                vertices += ((x1, y1), (x2, y2), (x, y))
                codes += (4, 4, 4)
            case ("Z",):
                vertices.append((0.0, 0.0))
                codes.append(79)
    return vertices, codes
