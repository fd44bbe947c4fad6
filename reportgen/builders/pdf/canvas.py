"""The canvas on which everything is drawn, and the only way to draw: each call says which element it belongs to.

A marked-content sequence is opened when its element is drawn and closed when another one begins, so nothing can stay
unmarked and no block has to think of it. Pages and structure are kept until `finish` writes them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from reportgen.builders.pdf.lettering import Lettering
from reportgen.builders.pdf.objects import printed
from reportgen.builders.pdf.structure import LAYOUT, Area, Artifact, Content, Element, Node, Repeat
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfbase.ttfonts import TTFont

    from reportgen.builders.pdf.faces import Face
    from reportgen.builders.pdf.structure import Owner, Rows
    from reportgen.builders.pdf.text import Line, Piece, Target

ASCENT, DESCENT = 0.95, 0.25
"""How far the area of a link reaches above and below its base line, as parts of the size."""
UNDERLINE = 1.6
"""Points below the base line."""
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}


class Anchor(NamedTuple):
    """Where a link inside the document leads: a page, counted from 0, and a height on it."""

    page: int
    top: float


class Voice(NamedTuple):
    """How letters look."""

    face: Face
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is drawn."""

    width: float
    height: float
    code: str
    """Its content stream, from what was repeated last."""
    before: tuple[str | Repeat, ...]
    """The parts of it that stand before."""
    contents: tuple[Element | Repeat, ...]
    """The element of each marked-content sequence; all of those that are repeated together."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished set of pages, with all that the structure tree is made of."""

    sheets: tuple[Sheet, ...]
    letterings: tuple[Lettering, ...]
    """The faces that are printed."""
    root: Element
    areas: tuple[tuple[Area, Element], ...]
    anchors: dict[str, Anchor]


@dataclass(slots=True)
class _State:
    """What the page's content stream has set last, so that it is not set again."""

    font: tuple[str, float] = ("", 0)
    fill: str = ""
    stroke: str = ""
    pen: str = ""


@dataclass(slots=True)
class _Page:
    code: list[str] = field(default_factory=list)
    before: list[str | Repeat] = field(default_factory=list)
    """Parts of the code that end with what is repeated."""
    contents: list[Element | Repeat] = field(default_factory=list)
    count: int = 0
    """Of marked-content sequences."""
    state: _State = field(default_factory=_State)

    def content(self, element: Element) -> int:
        """Take one more marked-content sequence, and return its number."""
        self.contents.append(element)
        self.count += 1
        return self.count - 1

    def repeat(self, repeat: Repeat) -> None:
        """Take what is repeated, as a part of its own: written the same elsewhere, it is compressed once."""
        self.before += ("\n".join(self.code), repeat)
        self.code = []
        self.contents.append(repeat)
        self.count += repeat.rows.count


class TaggedCanvas:
    """Pages under construction. Lengths are points, the origin is the lower left corner of the page."""

    def __init__(self, root: Node, *, has_links: bool = True) -> None:
        self._has_links = has_links
        self._root = Element(root)
        self._elements: dict[Node | Target, Element] = {root: self._root}
        self._page = _Page()
        self._sheets: list[Sheet] = []
        self._letterings: dict[TTFont, Lettering] = {}
        self._open: Owner | Element | None = None
        self._areas: list[tuple[Area, Element]] = []
        self._anchors: dict[str, Anchor] = {}

    # -- what blocks call -----------------------------------------------------------------------------------------

    def text(self, owner: Owner, line: Line, *, x: float, y: float) -> None:
        """Draw a line of text that starts at `x` on the base line `y`."""
        for (target, said, language), pieces in _by_target(line.pieces):
            if target is not None and target.stands:
                self.anchor(target.stands, y + max(piece.run.size for piece in pieces))
            if isinstance(owner, Artifact):
                self._write(owner, pieces, x=x, y=y)
            elif target is not None and self._has_links:
                self._link(owner, target, pieces, x=x, y=y)
            else:
                node = Node("Span", owner, expansion=said, language=language) if said or language else owner
                self._write(self.element(node), pieces, x=x, y=y)

    def again(self, parent: Node, rows: Rows, voice: Voice, *, x: float, y: float) -> bool:
        """Draw rows below `parent` as they were drawn before, from (x, y) on, and return whether that was possible.

        It is when the line before was of the same voice, so that nothing has to be said of it again.
        """
        page, lettering = self._page, self._letterings.get(voice.face.font)
        if lettering is None:
            return False
        if page.state.font != (lettering.first, voice.size) or page.state.fill != voice.colour:
            return False
        lettering.plain |= rows.letters
        repeat = Repeat(rows, len(self._sheets), page.count)
        self.element(parent).kids.append(repeat)
        self._begin(None)
        page.code.append(f"q {_at(x, y, 'cm')}")
        page.repeat(repeat)
        page.code.append("Q")
        return True

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Let what is written within the block be read and not seen."""
        self._begin(None)
        self._page.code.append("3 Tr")
        yield
        self._page.code.append("0 Tr")

    def label(self, owner: Owner, text: str, *, face: Face, size: float, colour: str, x: float, y: float,
              angle: float = 0) -> None:  # fmt: skip
        """Draw characters that `face` has, at an angle in degrees: the lettering of a chart."""
        self._begin(owner if isinstance(owner, Artifact) else self.element(owner))
        self._fill(colour)
        self._page.code.append(f"BT {_turned(angle)} {printed(x)} {printed(y)} Tm")
        self._show(face, size, f"{text} ")  # else the words of a chart run together when copied
        self._page.code.append("ET")

    def fill(self, owner: Owner, *, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        self._begin(owner if isinstance(owner, Artifact) else self.element(owner))
        self._fill(colour)
        self._page.code.append(f"{printed(x)} {printed(y)} {printed(width)} {printed(height)} re f")

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        width: float,
        colour: str,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line as an artifact."""
        self._begin(LAYOUT)
        self._pen(colour, width=width, dash=dash)
        self._page.code.append(f"{printed(start[0])} {printed(start[1])} m {printed(end[0])} {printed(end[1])} l S")

    def path(
        self,
        owner: Owner,
        operators: str,
        *,
        fill: str | None,
        stroke: str | None,
        width: float = 1,
        dash: Sequence[float] = (),
        cap: str = "butt",
        join: str = "miter",
    ) -> None:
        """Fill and stroke a path given in the operators of a content stream."""
        self._begin(owner if isinstance(owner, Artifact) else self.element(owner))
        if fill:
            self._fill(fill)
        if stroke:
            self._pen(stroke, width=width, dash=dash, cap=cap, join=join)
        self._page.code.append(f"{operators} {'B' if fill and stroke else 'f' if fill else 'S' if stroke else 'n'}")

    def boxed(self, node: Node, *, x: float, y: float, width: float, height: float) -> None:
        """Say where the element of a node stands."""
        element = self.element(node)
        element.boxes = (*element.boxes, (x, y, x + width, y + height))

    def link(self, node: Node, target: Target, *, x: float, y: float, width: float, height: float) -> None:
        """Let a rectangle lead to a target, as a part of the Link element of a node."""
        if self._has_links:
            self._area(self.element(node), target, (x, y, x + width, y + height))

    def anchor(self, name: str, top: float) -> None:
        """Let links to `name` lead to this height of the page."""
        self._anchors.setdefault(name, Anchor(len(self._sheets), top))

    def element(self, node: Node) -> Element:
        """Return the element of a node; it takes its place in the reading order when first asked for."""
        found = self._elements.get(node)
        if found is None:
            assert node.parent is not None, f"element {node.tag} belongs to another document"
            found = self._elements[node] = Element(node)
            self.element(node.parent).kids.append(found)
        return found

    def next_page(self, *, width: float, height: float) -> None:
        """End the page, which is so wide and high."""
        self._begin(None)
        code, before = "\n".join(self._page.code), tuple(self._page.before)
        self._sheets.append(Sheet(width, height, code, before, tuple(self._page.contents)))
        self._page = _Page()

    def finish(self) -> Drawing:
        """Return the pages. Nothing can be drawn after this."""
        letterings = tuple(self._letterings.values())
        return Drawing(tuple(self._sheets), letterings, self._root, tuple(self._areas), self._anchors)

    # -- marked content ---------------------------------------------------------------------------------------------

    def _begin(self, owner: Element | Artifact | None) -> None:
        """Close what is open and open what comes, unless they are the same."""
        if owner is self._open:
            return
        if self._open is not None:
            self._page.code.append("EMC")
        self._open = owner
        if isinstance(owner, Artifact):
            self._page.code.append(f"/Artifact <<{owner.properties}>> BDC")
        elif owner is not None:
            number = self._page.content(owner)
            owner.kids.append(Content(len(self._sheets), number))
            self._page.code.append(f"/{owner.node.tag} <</MCID {number}>> BDC")

    def _link(self, owner: Node, target: Target, pieces: Sequence[Piece], *, x: float, y: float) -> None:
        element = self._link_element(owner, target)
        # the head of a row is read before each of its figures: only what it says, not what it leads to
        silent = owner.tag == "TH" and target.is_note
        self._write(self.element(Node("Span", element.node, is_silent=True)) if silent else element, pieces, x=x, y=y)
        left, right = x + pieces[0].x, x + pieces[-1].x + pieces[-1].width
        size = max(piece.run.size for piece in pieces)
        box = (left, y - DESCENT * size, right, y + ASCENT * size)
        self._area(element, target, box)
        if target.url:
            colour = pieces[0].run.colour
            self.rule((left, y - UNDERLINE), (right, y - UNDERLINE), width=0.5, colour=colour)

    def _area(self, element: Element, target: Target, box: tuple[float, float, float, float]) -> None:
        area = Area(len(self._sheets), box, target.url, target.anchor, target.text)
        element.kids.append(area)
        self._areas.append((area, element))

    def _link_element(self, owner: Node, target: Target) -> Element:
        """Return the element of a link; what leads to another place of the document stands in a Reference."""
        found = self._elements.get(target)
        if found is None:
            parent = owner if target.url else Node("Reference", owner)
            node = Node("Link", parent)
            found = self._elements[target] = self.element(node)
        return found

    # -- content streams --------------------------------------------------------------------------------------------

    def _write(self, owner: Element | Artifact, pieces: Sequence[Piece], *, x: float, y: float) -> None:
        self._begin(owner)
        code = self._page.code
        code.append("BT")
        for piece in pieces:
            self._fill(piece.run.colour)
            code.append(_at(x + piece.x, y))
            self._show(piece.face, piece.run.size, piece.text)
        code.append("ET")

    def _show(self, face: Face, size: float, text: str) -> None:
        state, code = self._page.state, self._page.code
        for name, encoded in self._lettering(face).encoded(text):
            if state.font != (name, size):
                state.font = (name, size)
                code.append(f"/{name} {printed(size)} Tf")
            code.append(f"{encoded} Tj")

    def _lettering(self, face: Face) -> Lettering:
        """Return a face in this document; one with lent faces to turn to is no other."""
        found = self._letterings.get(face.font)
        if found is None:
            found = self._letterings[face.font] = Lettering(face, f"F{len(self._letterings) + 1}")
        return found

    def _fill(self, colour: str) -> None:
        if self._page.state.fill != colour:
            self._page.state.fill = colour
            self._page.code.append(f"{_rgb(colour)} rg")

    def _pen(
        self, colour: str, *, width: float, dash: Sequence[float] = (), cap: str = "butt", join: str = "miter"
    ) -> None:
        state, code = self._page.state, self._page.code
        if state.stroke != colour:
            state.stroke = colour
            code.append(f"{_rgb(colour)} RG")
        pen = f"{printed(width)} w [{' '.join(map(printed, dash))}] 0 d {CAPS[cap]} J {JOINS[join]} j"
        if state.pen != pen:
            state.pen = pen
            code.append(pen)


@remembered(64)
def _turned(angle: float) -> str:
    """Return the first four numbers of a matrix that turns by so many degrees."""
    turn, lift = cos(radians(angle)), sin(radians(angle))
    return " ".join(map(printed, (turn, lift, -lift, turn)))


def _at(x: float, y: float, operator: str = "Tm") -> str:
    return f"1 0 0 1 {printed(x)} {printed(y)} {operator}"


def _by_target(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[Target | None, str, str], list[Piece]]]:
    """Yield neighbouring pieces that lead to the same place, or to none, and are said alike and in one language."""
    group: list[Piece] = []
    for piece in pieces:
        last = group[-1].run if group else piece.run
        if last.target is not piece.run.target or (last.said, last.language) != (piece.run.said, piece.run.language):
            yield (last.target, last.said, last.language), group
            group = []
        group.append(piece)
    if group:
        last = group[-1].run
        yield (last.target, last.said, last.language), group


@remembered(256)
def _rgb(colour: str) -> str:
    """Return `#12436D` as three numbers from 0 to 1."""
    return " ".join(printed(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
