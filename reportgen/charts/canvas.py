"""Collect drawing operations: the few shapes that charts are made of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from reportgen.charts.hatch import stripes
from reportgen.charts.metrics import CAP_HEIGHT, DESCENT, Lettering
from reportgen.charts.recording import FillStroke, Recording, Segment, TextRun
from reportgen.lengths import settled
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Anchor = Literal["left", "centre", "right"]
ROUND = 0.5522847498
"""Length of the handles with which four cubic curves make a circle of radius 1."""
WHITE = "#FFFFFF"


def _tidy(value: float) -> float:
    # three decimals are a 2,000th of a millimetre; adding zero turns -0.0 into 0.0
    return round(settled(value), 3) + 0.0


class Canvas:
    """A sheet to draw a chart on; what was drawn is handed over by `recording`.

    Shapes lie in the order of drawing and all text lies over them, so that nothing covers a word.
    """

    def __init__(self) -> None:
        self._shapes: list[FillStroke] = []
        self._texts: list[TextRun] = []

    def recording(self, width: float, height: float) -> Recording:
        """Return everything drawn so far."""
        return Recording(_tidy(width), _tidy(height), (*self._shapes, *self._texts))

    def rectangles(self, boxes: Iterable[tuple[float, float, float, float]], fill: str) -> None:
        """Fill rectangles, each (x, y, width, height), as one path."""
        path = tuple(segment for box in boxes for segment in _rectangle(*box))
        if path:
            self._shapes.append(FillStroke(path, fill=fill))

    def hatched(self, boxes: Iterable[tuple[float, float, float, float]], *, ground: str, stripe: str) -> None:
        """Fill rectangles with a ground, and with stripes over it that rise to the right."""
        boxes = tuple(boxes)
        self.rectangles(boxes, ground)
        path = tuple(segment for box in boxes for corners in stripes(box) for segment in _polygon(corners))
        if path:
            self._shapes.append(FillStroke(path, fill=stripe))

    def frame(
        self, box: tuple[float, float, float, float], *, stroke: str, line_width: float, dash: Sequence[float]
    ) -> None:
        """Stroke a rectangle over white."""
        path = tuple(_rectangle(*box))
        self._shapes.append(FillStroke(path, WHITE, stroke, line_width=line_width, dash=tuple(dash)))

    def line(
        self, points: Sequence[tuple[float, float]], *, colour: str, line_width: float, dash: Sequence[float] = ()
    ) -> None:
        """Stroke a line through the points."""
        (x, y), *others = points
        path: list[Segment] = [("M", _tidy(x), _tidy(y))]
        path += [("L", _tidy(x), _tidy(y)) for x, y in others]
        self._shapes.append(
            FillStroke(tuple(path), stroke=colour, line_width=line_width, dash=tuple(dash), join="round")
        )

    def circles(
        self,
        centres: Sequence[tuple[float, float]],
        *,
        radius: float,
        fill: str,
        stroke: str | None = None,
        line_width: float = 0,
    ) -> None:
        """Fill circles as one path, and stroke them where a color for that is given."""
        path = tuple(segment for x, y in centres for segment in _circle(x, y, radius))
        if path:
            self._shapes.append(FillStroke(path, fill, stroke, line_width=line_width))

    def text(self, x: float, y: float, text: str, voice: Lettering, *, anchor: Anchor = "left") -> None:
        """Set one line of text with its base line at `y`; `x` is its left end, its middle or its right end."""
        if not text:
            return
        width = voice.width(text)
        start = x - width * {"left": 0, "centre": 0.5, "right": 1}[anchor]
        self._texts.append(
            TextRun(_tidy(start), _tidy(y), text, voice.face, voice.size, voice.colour, width=_tidy(width))
        )

    def pad(self, x: float, y: float, width: float, size: float) -> None:
        """Whiten the ground behind text that starts at (x, y), so that no grid line crosses it."""
        box = (x - 1, y - DESCENT * size, width + 2, (CAP_HEIGHT + DESCENT) * size + 1)
        self.rectangles([box], WHITE)


@remembered(1024)  # a ranking of all places has the same columns in every document of a batch
def _rectangle(x: float, y: float, width: float, height: float) -> Iterable[Segment]:
    left, bottom, right, top = _tidy(x), _tidy(y), _tidy(x + width), _tidy(y + height)
    return (("M", left, bottom), ("L", right, bottom), ("L", right, top), ("L", left, top), ("Z",))


def _polygon(corners: Sequence[tuple[float, float]]) -> Iterable[Segment]:
    (x, y), *others = corners
    yield ("M", _tidy(x), _tidy(y))
    for x, y in others:
        yield ("L", _tidy(x), _tidy(y))
    yield ("Z",)


def _circle(x: float, y: float, radius: float) -> Iterable[Segment]:
    handle = radius * ROUND
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    yield ("M", _tidy(x + radius), _tidy(y))
    for (ax, ay), (bx, by) in pairwise(corners):
        yield (
            "C",
            _tidy(x + ax * radius + bx * handle),
            _tidy(y + ay * radius + by * handle),
            _tidy(x + bx * radius + ax * handle),
            _tidy(y + by * radius + ay * handle),
            _tidy(x + bx * radius),
            _tidy(y + by * radius),
        )
    yield ("Z",)
