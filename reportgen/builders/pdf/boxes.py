"""What pages are filled with: boxes of a known height that can be split, where that makes sense, and drawn.

A box is set before anyone knows on which page it will stand. It draws itself below a given height, with its left edge
at `x`; the parts of a split box belong to the same elements of the structure.
"""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Literal, Protocol

from reportgen.builders.pdf.structure import BACKGROUND, LAYOUT
from reportgen.frozen import frozen
from reportgen.lengths import SLACK, fits_in

if TYPE_CHECKING:
    from reportgen.builders.pdf.canvas import TaggedCanvas
    from reportgen.builders.pdf.structure import Node, Owner
    from reportgen.builders.pdf.text import Line, Target

ABOVE_BASE = 0.78
"""Part of the size that stands above the base line; a line is centred on its leading with this."""
HOLLOW = 0.9
"""How thick a hollow bullet is drawn."""
WIDOW = 2
"""Fewest lines of a paragraph that may stand alone at the head or the foot of a page."""


class Box(Protocol):
    """Something to be placed on a page."""

    @property
    def height(self) -> float:
        """How much of the page it takes, in points."""
        ...

    def split(self, room: float, *, least: int) -> tuple[Box, Box] | None:
        """Return a part that fits into `room` and the rest, or None; `least` lines have to stay in the first part."""
        ...

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""
        ...


@frozen
class TextBox:
    """Lines of text of one element."""

    owner: Owner
    lines: tuple[Line, ...]
    size: float
    leading: float
    width: float = 0
    """Needed only when the lines are not aligned left."""
    align: Literal["left", "right", "center"] = "left"
    indent: float = 0
    widow: int = WIDOW
    anchor: str = ""
    """Links to this name lead here."""

    @property
    def height(self) -> float:
        """Every line is as high as the leading."""
        return len(self.lines) * self.leading

    def split(self, room: float, *, least: int) -> tuple[Box, Box] | None:
        """Return as many lines as fit, but never a widow line on either side."""
        fitting = min(int((room + SLACK) / self.leading), len(self.lines) - self.widow)
        if fitting < max(self.widow, least):
            return None
        return replace(self, lines=self.lines[:fitting]), replace(self, lines=self.lines[fitting:], anchor="")

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw each line on its base line."""
        if self.anchor:
            canvas.anchor(self.anchor, top)
        base = top - (self.leading - self.size) / 2 - ABOVE_BASE * self.size
        for index, line in enumerate(self.lines):
            left = x + self.indent + self._shift(line)
            canvas.text(self.owner, line, x=left, y=base - index * self.leading)

    def _shift(self, line: Line) -> float:
        match self.align:
            case "left":
                return 0
            case "right":
                return self.width - line.width
            case "center":
                return (self.width - line.width) / 2


@frozen
class RuleBox:
    """A horizontal line."""

    width: float
    thickness: float
    colour: str

    @property
    def height(self) -> float:
        """As high as it is thick."""
        return self.thickness

    def split(self, room: float, *, least: int) -> None:
        """Return None: a rule is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the line, its upper edge at `top`."""
        y = top - self.thickness / 2
        canvas.rule((x, y), (x + self.width, y), width=self.thickness, colour=self.colour)


@frozen
class SquareBox:
    """A square bullet beside a line of text, filled or hollow; what it says stands in the words over it."""

    side: float
    leading: float
    """Of the line; the bullet stands in its middle."""
    colour: str
    is_hollow: bool = False

    @property
    def height(self) -> float:
        """As high as the line beside it."""
        return self.leading

    def split(self, room: float, *, least: int) -> None:
        """Return None: a bullet is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the square as an artifact."""
        bottom = top - (self.leading + self.side) / 2
        if not self.is_hollow:
            canvas.fill(LAYOUT, x=x, y=bottom, width=self.side, height=self.side, colour=self.colour)
            return
        inner = self.side - HOLLOW
        square = f"{x + HOLLOW / 2:.3f} {bottom + HOLLOW / 2:.3f} {inner:.3f} {inner:.3f} re"
        canvas.path(LAYOUT, square, fill=None, stroke=self.colour, width=HOLLOW)


@frozen
class Tint:
    """A filled rectangle behind the parts of a group: its upper left corner, counted down, and its size."""

    x: float
    down: float
    width: float
    height: float
    colour: str


@frozen
class Part:
    """A box at its place in a group: to the right and down from the group's upper left corner."""

    x: float
    down: float
    box: Box


@frozen
class Group:
    """Boxes that stand together and are never split; they are read in their order."""

    height: float
    parts: tuple[Part, ...]
    tints: tuple[Tint, ...] = ()

    def split(self, room: float, *, least: int) -> None:
        """Return None: a group is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the tints, then the parts."""
        for tint in self.tints:
            bottom = top - tint.down - tint.height
            canvas.fill(BACKGROUND, x=x + tint.x, y=bottom, width=tint.width, height=tint.height, colour=tint.colour)
        for part in self.parts:
            part.box.draw(canvas, x=x + part.x, top=top - part.down)


@frozen
class Labelled:
    """A box with a label beside its first line: an item of a list."""

    label: TextBox
    box: Box

    @property
    def height(self) -> float:
        """The label is one line, and the box has at least one."""
        return max(self.label.height, self.box.height)

    def split(self, room: float, *, least: int) -> tuple[Box, Box] | None:
        """Return the label with the first part of the box, and the rest."""
        parts = self.box.split(room, least=least)
        return (Labelled(self.label, parts[0]), parts[1]) if parts else None

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the label, then the box."""
        self.label.draw(canvas, x=x, top=top)
        self.box.draw(canvas, x=x, top=top)


@frozen
class LinkBox:
    """A box that leads somewhere, all of it."""

    node: Node
    """The Link element; its text is in the box."""
    target: Target
    box: Group
    width: float

    @property
    def height(self) -> float:
        """As high as what is in it."""
        return self.box.height

    def split(self, room: float, *, least: int) -> None:
        """Return None: a link of this kind is never split."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the box and lay the link over it."""
        self.box.draw(canvas, x=x, top=top)
        canvas.link(self.node, self.target, x=x, y=top - self.height, width=self.width, height=self.height)


@frozen
class Stack:
    """Boxes below one another, each with the gap above it."""

    parts: tuple[tuple[float, Box], ...]
    may_split: bool = False
    """Whether a page may end inside: only where a part that is too long for the rest of the page can be split."""
    is_loose: bool = False
    """Whether a page may end inside at need: where a page has no room for it and what leads to it."""

    @property
    def height(self) -> float:
        """All boxes and the gaps between."""
        return fsum(gap + box.height for gap, box in self.parts)

    def split(self, room: float, *, least: int) -> tuple[Box, Box] | None:
        """Return what fits, split inside the part that does not fit."""
        if not self.may_split:
            return None
        down = 0.0
        for index, (gap, box) in enumerate(self.parts):
            if not fits_in(down + gap + box.height, room):
                halves = box.split(room - down - gap, least=least)
                return self._cut(index, halves) if halves else self._carry(index, room=room, least=least)
            down += gap + box.height
        return None

    def _cut(self, index: int, halves: tuple[Box, Box]) -> tuple[Stack, Stack]:
        gap = self.parts[index][0]
        first = (*self.parts[:index], (gap, halves[0]))
        return Stack(first, may_split=True), Stack(((0, halves[1]), *self.parts[index + 1 :]), may_split=True)

    def _carry(self, index: int, *, room: float, least: int) -> tuple[Stack, Stack] | None:
        """Return the stack split inside the part before `index`, so that what does not fit takes some of it along."""
        for before in reversed(range(index)):
            gap, box = self.parts[before]
            down = fsum(above + each.height for above, each in self.parts[:before])
            halves = box.split(room - down - gap, least=least)
            if halves:
                return self._cut(before, halves)
        return None

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw the boxes from top to bottom."""
        for gap, box in self.parts:
            top -= gap
            box.draw(canvas, x=x, top=top)
            top -= box.height
