"""Boxes that hold a picture: a chart, drawn from its recording, and the small map beside a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.pdf.faces import named_face, pieces, with_lent
from reportgen.builders.pdf.objects import printed
from reportgen.charts.recording import FillStroke, TextRun
from reportgen.memory import remembered

if TYPE_CHECKING:
    from reportgen.builders.pdf.canvas import TaggedCanvas
    from reportgen.builders.pdf.faces import Face
    from reportgen.builders.pdf.structure import Node
    from reportgen.charts.recording import Recording, Segment

OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A chart: one Figure with its lines and its lettering."""

    node: Node
    recording: Recording
    lent: tuple[Face, ...] = ()
    """Faces for characters that the fonts of the recording lack."""

    @property
    def height(self) -> float:
        """Charts are drawn at their size."""
        return self.recording.height

    def split(self, room: float, *, least: int) -> None:
        """Return None: a chart is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Play the recording back."""
        bottom = top - self.height
        canvas.boxed(self.node, x=x, y=bottom, width=self.recording.width, height=self.height)
        for operation in self.recording.operations:
            match operation:
                case FillStroke():
                    self._paint(canvas, operation, x=x, y=bottom)
                case TextRun():
                    self._letter(canvas, operation, x=x, y=bottom)
                case _:
                    assert_never(operation)

    def _paint(self, canvas: TaggedCanvas, stroke: FillStroke, *, x: float, y: float) -> None:
        canvas.path(
            self.node,
            " ".join([_operator(segment, x, y) for segment in stroke.path]),
            fill=stroke.fill,
            stroke=stroke.stroke,
            width=stroke.line_width,
            dash=stroke.dash,
            cap=stroke.cap,
            join=stroke.join,
        )

    def _letter(self, canvas: TaggedCanvas, run: TextRun, *, x: float, y: float) -> None:
        left = x + run.x
        for face, text in pieces(run.text, with_lent(named_face(run.face), self.lent)):
            canvas.label(
                self.node, text, face=face, size=run.size, colour=run.colour, x=left, y=y + run.y, angle=run.angle
            )
            left += face.width(text, run.size)


@remembered(4096)  # what a batch has in common, such as the columns of all places, stands at the same place on a page
def _operator(segment: Segment, x: float, y: float) -> str:
    """Return one step of a path, moved to its place on the page."""
    code, *numbers = segment
    moved = [printed(value + (y if index % 2 else x)) for index, value in enumerate(numbers)]
    return " ".join((*moved, OPERATORS[code]))
