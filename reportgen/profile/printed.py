"""What is printed on the pages of a PDF: the sizes of its type, and how near it comes to the edges.

Reads the content streams, with the operators that are used for text and for plain shapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ASCENT, DESCENT = 0.72, 0.21
"""How far letters reach above and below the base line, as parts of the size."""
INVISIBLE = 3
"""How text is shown that is neither filled nor drawn."""
THOUSANDTHS = 1000


class Matrix(NamedTuple):
    """An affine map as PDF writes it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def times(self, other: Matrix) -> Matrix:
        """Return the map that applies this one first."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return x * self.a + y * self.c + self.e, x * self.b + y * self.d + self.f

    @property
    def scale(self) -> float:
        """How much higher it makes things."""
        return float((self.c**2 + self.d**2) ** 0.5)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Print:
    """A piece of text or a shape on a page."""

    page: int
    """Counted from 1."""
    box: tuple[float, float, float, float]
    """Left, bottom, right, top."""
    size: float = 0
    """Of type, in points; 0 for a shape."""
    in_figure: bool = False
    artifact: str = ""
    """Of what kind, `Footer`, when it is not part of the text."""


@dataclass(slots=True)
class _State:
    """Where the content stream of a page has come to."""

    page: int
    resources: pikepdf.Object
    matrix: Matrix = IDENTITY
    saved: list[Matrix] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    leading: float = 0
    size: float = 0
    is_hidden: bool = False
    """Whether text is read and not seen: without colour it is not printed."""
    widths: tuple[int, Sequence[float]] = (0, ())
    points: list[tuple[float, float]] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    """Tag and kind of the open marked content."""


def prints(pdf: pikepdf.Pdf) -> Iterator[Print]:
    """Yield everything that is printed on the pages, in the order of drawing."""
    for number, page in enumerate(pdf.pages, start=1):
        state = _State(number, page.obj.get("/Resources", Dictionary()))
        for instruction in pikepdf.parse_content_stream(page):
            yield from _step(state, str(instruction.operator), instruction.operands)


def _step(state: _State, operator: str, operands: Any) -> Iterator[Print]:
    match operator:
        case "q":
            state.saved.append(state.matrix)
        case "Q":
            state.matrix = state.saved.pop() if state.saved else IDENTITY
        case "cm":
            state.matrix = Matrix(*map(float, operands)).times(state.matrix)
        case "BMC" | "BDC":
            state.marks.append(_mark(operands))
        case "EMC":
            state.marks.pop()
        case "m" | "l" | "c" | "v" | "y":
            numbers = list(map(float, operands))
            state.points += [state.matrix.point(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        case "re":
            x, y, width, height = map(float, operands)
            state.points += [state.matrix.point(x, y), state.matrix.point(x + width, y + height)]
        case "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n":
            yield from _shape(state, is_painted=operator != "n")
        case _:
            yield from _text_step(state, operator, operands)


def _text_step(state: _State, operator: str, operands: Any) -> Iterator[Print]:
    match operator:
        case "BT":
            state.text = state.line = IDENTITY
        case "Tf":
            state.size = float(operands[1])
            state.widths = _widths(state.resources.Font[operands[0]])
        case "Tr":
            state.is_hidden = int(operands[0]) == INVISIBLE
        case "TL":
            state.leading = float(operands[0])
        case "Tm":
            state.text = state.line = Matrix(*map(float, operands))
        case "Td" | "TD":
            state.line = Matrix(1, 0, 0, 1, float(operands[0]), float(operands[1])).times(state.line)
            state.text = state.line
        case "T*":
            state.line = Matrix(1, 0, 0, 1, 0, -state.leading).times(state.line)
            state.text = state.line
        case "Tj" if not state.is_hidden:
            yield _shown(state, bytes(operands[0]))
        case "TJ" if not state.is_hidden:
            yield from (_shown(state, bytes(part)) for part in operands[0] if isinstance(part, pikepdf.String))


def _mark(operands: Any) -> tuple[str, str]:
    properties = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else Dictionary()
    kind = properties.get("/Subtype", properties.get("/Type", Name.Artifact))
    return str(operands[0])[1:], str(kind)[1:]


def _shape(state: _State, *, is_painted: bool) -> Iterator[Print]:
    points, state.points = state.points, []
    if points and is_painted:
        xs, ys = zip(*points, strict=True)
        yield _print(state, (min(xs), min(ys), max(xs), max(ys)), 0)


def _shown(state: _State, codes: bytes) -> Print:
    """Return a piece of text, and move on behind it; the spaces at its end count as nothing."""
    first, widths = state.widths
    advance = fsum(widths[code - first] for code in codes if 0 <= code - first < len(widths)) / THOUSANDTHS * state.size
    whole = state.text.times(state.matrix)
    left, bottom = whole.point(0, -DESCENT * state.size)
    right, top = whole.point(advance, ASCENT * state.size)
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    state.text = Matrix(1, 0, 0, 1, advance, 0).times(state.text)
    return _print(state, box, state.size * whole.scale)


def _print(state: _State, box: tuple[float, float, float, float], size: float) -> Print:
    tags = [tag for tag, _ in state.marks]
    kinds = [kind for tag, kind in state.marks if tag == "Artifact"]
    return Print(state.page, box, round(size, 2), "Figure" in tags, kinds[-1] if kinds else "")


def _widths(font: pikepdf.Object) -> tuple[int, Sequence[float]]:
    return int(font.get("/FirstChar", 0)), [float(width) for width in font.get("/Widths", [])]
