"""Words and lines over a chart, for what Word's charts have no means for: the mark of a gap, a break between years.

They are shapes of the chart itself, move and scale with it, and stand at places in points from its upper left corner.
Numbers that belong to points are labels instead: those follow when the data are edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element, emu, escaped, part_text
from reportgen.builders.docx.native.pieces import HEAVY, fill, line, solid
from reportgen.charts.metrics import text_width
from reportgen.frozen import frozen
from reportgen.lengths import settled
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.theme import Colours, TextStyle, Theme

BODY = (
    '<a:bodyPr vertOverflow="overflow" horzOverflow="overflow" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"'
    ' rtlCol="0" anchor="t"/>'
)
"""Words begin at the upper left corner of their box and may reach out of it."""
Anchor = Literal["left", "centre", "right"]
ALIGNED = {"left": "l", "centre": "ctr", "right": "r"}
SPARE = 1.2
"""A box is wider than its words: another font may stand in for ours."""
ASCENT = 0.98
"""From the upper edge of a box to the base line of its words, in parts of their size, in the fonts of the theme."""
LINE = 1.26
"""Height of a line of words in parts of their size."""


@frozen
class OverlayText:
    """One line of words whose base line is `y` below the upper edge; `x` is its left end, its middle or its right."""

    x: float
    y: float
    text: str
    style: TextStyle
    colour: str
    anchor: Anchor = "left"


@frozen
class OverlayLine:
    """A straight line between two points, x and y from the upper left corner."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float
    dash: Literal["", "sysDot", "dash"] = ""


@frozen
class OverlayBox:
    """A filled rectangle: the swatch of a key. Left, top, width, height."""

    box: tuple[float, float, float, float]
    colour: str


@frozen
class OverlayRing:
    """A circle with a white inside: a marker that LibreOffice would fill. Its middle from the upper left corner."""

    middle: tuple[float, float]
    radius: float
    colour: str
    width: float


Overlay = OverlayText | OverlayLine | OverlayBox | OverlayRing
Rectangle = tuple[float, float, float, float]
"""Left, top, width, height in points."""


def overlay_part(overlays: Sequence[Overlay], theme: Theme, *, width: float, height: float) -> str:
    """Return the part of a Word file that holds the shapes of a chart of this size."""
    shapes = (
        _anchored(_box(each, theme), _shape(each, number, theme), width=width, height=height)
        for number, each in enumerate(overlays, start=2)
    )
    return part_text(element("c:userShapes", *shapes), "c", "a", "cdr")


def _box(each: Overlay, theme: Theme) -> Rectangle:
    match each:
        case OverlayText():
            face = getattr(theme.faces, each.style.face)
            width = text_width(each.text, face, each.style.size) * SPARE + 2
            left = each.x - width * {"left": 0, "centre": 0.5, "right": 1}[each.anchor]
            return (left, each.y - ASCENT * each.style.size, width, LINE * each.style.size)
        case OverlayLine():
            (x1, y1), (x2, y2) = each.start, each.end
            return (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        case OverlayBox():
            return each.box
        case OverlayRing():
            (x, y), radius = each.middle, each.radius
            return (x - radius, y - radius, 2 * radius, 2 * radius)


def _anchored(box: Rectangle, shape: str, *, width: float, height: float) -> str:
    left, top, across, down = box
    # LibreOffice drops what reaches beyond the chart; the spare room of words at its edge is not needed
    start = (max(left / width, 0.0), max(top / height, 0.0))
    end = (min((left + across) / width, 1.0), min((top + down) / height, 1.0))
    corners = [
        f"<cdr:{name}><cdr:x>{settled(_inside(x)):.5f}</cdr:x><cdr:y>{settled(_inside(y)):.5f}</cdr:y></cdr:{name}>"
        for name, (x, y) in (("from", start), ("to", end))
    ]
    return element("cdr:relSizeAnchor", *corners, shape)


def _inside(part: float) -> float:
    """Return a place within the chart: LibreOffice draws no shape that reaches out of it; words may reach further."""
    return min(max(part, 0.0), 1.0)


def _shape(each: Overlay, number: int, theme: Theme) -> str:
    frame = _frame(_box(each, theme))
    match each:
        case OverlayText():
            name = element("cdr:nvSpPr", element("cdr:cNvPr", id=number, name=each.text), '<cdr:cNvSpPr txBox="1"/>')
            looks = element("cdr:spPr", frame, _geometry("rect"), "<a:noFill/>")
            return element("cdr:sp", name, looks, _words(each, theme), macro="", textlink="")
        case OverlayLine():
            is_upwards = (each.end[1] - each.start[1]) * (each.end[0] - each.start[0]) < 0
            frame = _frame(_box(each, theme), flipped=is_upwards)
            name = element("cdr:nvCxnSpPr", element("cdr:cNvPr", id=number, name="Line"), "<cdr:cNvCxnSpPr/>")
            stroke = line(each.colour, theme, width=each.width, dash=each.dash)
            return element("cdr:cxnSp", name, element("cdr:spPr", frame, _geometry("line"), stroke), macro="")
        case OverlayBox():
            name = element("cdr:nvSpPr", element("cdr:cNvPr", id=number, name="Key"), "<cdr:cNvSpPr/>")
            no_line = "<a:ln><a:noFill/></a:ln>"
            looks = element("cdr:spPr", frame, _geometry("rect"), fill(each.colour, theme), no_line)
            return element("cdr:sp", name, looks, macro="", textlink="")
        case OverlayRing():
            name = element("cdr:nvSpPr", element("cdr:cNvPr", id=number, name="Marker"), "<cdr:cNvSpPr/>")
            edge = line(each.colour, theme, width=each.width)
            looks = element("cdr:spPr", frame, _geometry("ellipse"), fill("#FFFFFF", theme), edge)
            return element("cdr:sp", name, looks, macro="", textlink="")


def _frame(box: Rectangle, *, flipped: bool = False) -> str:
    left, top, width, height = [emu(each) for each in box]
    flip = ' flipV="1"' if flipped else ""
    return f'<a:xfrm{flip}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _geometry(preset: str) -> str:
    return f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'


def _words(each: OverlayText, theme: Theme) -> str:
    run = f"<a:r>{_look(each.style, each.colour, theme.colours)}<a:t>{escaped(each.text)}</a:t></a:r>"
    aligned = f'<a:p><a:pPr algn="{ALIGNED[each.anchor]}"/>{run}</a:p>'
    return f"<cdr:txBody>{BODY}<a:lstStyle/>{aligned}</cdr:txBody>"


@remembered(64)
def _look(style: TextStyle, colour: str, colours: Colours) -> str:
    size, weight = round(style.size * 100), int(style.face in HEAVY)
    family = '<a:latin typeface="+mn-lt"/>'
    return element("a:rPr", solid(colour, colours), family, lang="en-US", sz=size, b=weight)
