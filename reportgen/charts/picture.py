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
CAPS = {"butt": "butt", "round": "round", "square": "projecting"}


def paint_picture(recording: Recording, *, dpi: int) -> bytes:
    """Return the recording as an RGB PNG on white; the same bytes for the same recording."""
    # matplotlib costs half a second to import, and only pictures need it
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # whole pixels, rounded up: matplotlib would cut off the rest
    pixels = [math.ceil(length * dpi / POINTS_PER_INCH - 1e-6) for length in (recording.width, recording.height)]
    with rc_context(NEUTRAL):
        figure = Figure(figsize=((pixels[0] + TRIFLE) / dpi, (pixels[1] + TRIFLE) / dpi), dpi=dpi, facecolor="white")
        canvas: Any = FigureCanvasAgg(figure)
        for artist in _artists(recording, dpi=dpi):
            figure.add_artist(artist)
        canvas.draw()
    return _png(canvas, dpi=dpi)


def _png(canvas: Any, *, dpi: int) -> bytes:
    # Pillow comes with matplotlib; it writes neither date nor version into the file
    from PIL import Image

    width, height = canvas.get_width_height()
    pixels = Image.frombuffer("RGBA", (width, height), bytes(canvas.buffer_rgba()), "raw", "RGBA", 0, 1)
    file = BytesIO()
    pixels.convert("RGB").save(file, "PNG", dpi=(dpi, dpi), compress_level=6)
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
