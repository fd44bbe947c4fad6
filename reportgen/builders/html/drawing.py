"""A recording as a picture within the page: its text as text, its colours by name, so that they follow the scheme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.builders.html.colours import names_of
from reportgen.builders.html.markup import Html, element, joined
from reportgen.charts.canvas import WHITE
from reportgen.charts.recording import TextRun
from reportgen.charts.svg import number, steps
from reportgen.memory import remembered
from reportgen.quantity import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.builders import Numbers
    from reportgen.builders.html.markup import Attribute
    from reportgen.charts.recording import FillStroke, Recording, Segment
    from reportgen.exhibits.told import Spot
    from reportgen.theme import Theme

MIDDLE = 0.32
"""Of the size of a letter: from its base line to its middle."""
Corners = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A filled shape on which text may stand."""

    fill: str
    corners: Corners


# the same map, trend or chart stands in many pages of a batch
@remembered(256)
def drawing(recording: Recording, theme: Theme, *, are_shades: bool = False) -> tuple[Html, bool]:
    """Return what stands within the picture, and whether all its colours are the theme's.

    `are_shades` tells which name a colour has that the theme gives both to a series and to a class. A picture with
    colours of its own keeps them all, and has to stand on white.
    """
    names = names_of(theme, are_shades=are_shades)
    is_themed = all(colour in names for colour in _colours(recording))
    names = names if is_themed else {}
    grounds = _grounds(recording)
    shapes = [each for each in recording.operations if not isinstance(each, TextRun)]
    texts = [each for each in recording.operations if isinstance(each, TextRun)]
    height = recording.height
    drawn = element("g", *_shapes(shapes, names), transform=f"matrix(1 0 0 -1 0 {number(height)})")
    return joined(drawn, *(_text(each, height, names, grounds, theme) for each in texts)), is_themed


def _colours(recording: Recording) -> Iterator[str]:
    for each in recording.operations:
        if isinstance(each, TextRun):
            yield each.colour
        else:
            yield from (colour for colour in (each.fill, each.stroke) if colour)


def _shapes(shapes: Iterable[FillStroke], names: Mapping[str, str]) -> Iterator[Html]:
    """Yield the shapes; lines that follow each other and look the same are one."""
    for look, alike in groupby(shapes, key=lambda each: replace(each, path=())):
        if look.fill:
            yield from (_shape(each, names) for each in alike)
        else:
            yield _shape(replace(look, path=tuple(segment for each in alike for segment in each.path)), names)


def _shape(shape: FillStroke, names: Mapping[str, str]) -> Html:
    look: dict[str, Attribute] = {}
    looks = [_look("f", shape.fill, names, look, "fill")]
    if shape.stroke:
        looks.append(_look("s", shape.stroke, names, look, "stroke"))
        look["stroke_width"] = number(shape.line_width)
        look["stroke_linecap"] = None if shape.cap == "butt" else shape.cap
        look["stroke_linejoin"] = None if shape.join == "miter" else shape.join
    if shape.dash:
        look["stroke_dasharray"] = " ".join(map(number, shape.dash))
    return element("path", class_=" ".join(filter(None, looks)), d=steps(shape.path), **look)


def _look(kind: str, colour: str | None, names: Mapping[str, str], look: dict[str, Attribute], key: str) -> str:
    """Return the class of a colour; one without a name is an attribute instead."""
    if colour and colour in names:
        return f"{kind}-{names[colour]}"
    look[key] = colour or "none"
    return ""


def _text(
    run: TextRun, height: float, names: Mapping[str, str], grounds: tuple[_Ground, ...], theme: Theme
) -> Html | str:
    if not run.text.strip():
        return ""
    ground = _below(run, grounds) if names else WHITE
    name = names.get(run.colour, "")
    look = f"o-{names[ground]}" if ground != WHITE and run.colour in (WHITE, theme.colours.ink) else f"f-{name}"
    turned = f"rotate({number(-run.angle)} {number(run.x)} {number(height - run.y)})" if run.angle else None
    return element(
        "text",
        run.text,
        x=number(run.x),
        y=number(height - run.y),
        font_size=number(run.size),
        class_=" ".join(filter(None, [look if name else "", _weight(run.face, theme)])),
        fill=None if name else run.colour,
        transform=turned,
        textlength=number(run.width) if theme.system_fonts and run.width else None,
    )


def _weight(face: str, theme: Theme) -> str:
    """Return the class of a face: nothing for the usual one."""
    faces = theme.faces
    named = {
        faces.sans_semibold: "b",
        faces.sans_italic: "i",
        faces.sans_semibold_italic: "b i",
        faces.serif: "r",
        faces.serif_semibold: "r b",
        faces.serif_italic: "r i",
        faces.sans: "",
    }
    return named.get(face, "")


# -- what text stands on ---------------------------------------------------------------------------------------------


def _below(run: TextRun, grounds: tuple[_Ground, ...]) -> str:
    """Return the colour of the topmost shape that the middle of a text stands on: white where there is none."""
    x, y = run.x + run.width / 2, run.y + MIDDLE * run.size
    for ground in reversed(grounds):
        left, bottom, right, top = ground.corners
        if left <= x <= right and bottom <= y <= top:
            return ground.fill
    return WHITE


def _grounds(recording: Recording) -> tuple[_Ground, ...]:
    return tuple(
        _Ground(operation.fill, _corners(part))
        for operation in recording.operations
        if not isinstance(operation, TextRun) and operation.fill
        for part in _parts(operation.path)
    )


def _parts(path: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """Yield the closed lines of a path."""
    begins = [at for at, segment in enumerate(path) if segment[0] == "M"]
    for start, end in pairwise([*begins, len(path)]):
        yield path[start:end]


def _corners(part: tuple[Segment, ...]) -> Corners:
    lengths = [segment[1:] for segment in part]
    across = [x for numbers in lengths for x in numbers[::2]]
    up = [y for numbers in lengths for y in numbers[1::2]]
    return min(across), min(up), max(across), max(up)


def picture(
    recording: Recording,
    theme: Theme,
    *,
    said: str,
    look: str = "",
    scale: float = 1.0,
    are_shades: bool = False,
    spots: Iterable[Spot] = (),
    numbers: Numbers | None = None,
) -> Html:
    """Return a recording as a picture of its own, with its words for who cannot see it; without any it is left out.

    The spots of its values can be reached and are told each; `numbers` lets them be asked where they come from.
    """
    inner, is_themed = drawing(recording, theme, are_shades=are_shades)
    width, height = number(recording.width), number(recording.height)
    pointed = [_spot(spot, recording.height, numbers) for spot in spots]
    return element(
        "svg",
        element("g", inner, aria_hidden="true") if pointed else inner,
        *pointed,
        class_=" ".join(filter(None, [look, "" if is_themed else "own"])),
        viewbox=f"0 0 {width} {height}",
        width=number(recording.width * scale),
        height=number(recording.height * scale),
        role=("group" if pointed else "img") if said else None,
        aria_label=said or None,
        aria_hidden=None if said else "true",
    )


def _spot(spot: Spot, height: float, numbers: Numbers | None) -> Html:
    asked = (each for each in pieces_of(spot.words) if each[1] is not None and each[1].origin is not None)
    text, quantity = next(asked, ("", None)) if numbers else ("", None)
    return element(
        "rect",
        class_="spot",
        x=number(spot.left),
        y=number(height - spot.bottom - spot.height),
        width=number(spot.width),
        height=number(spot.height),
        role="img",
        aria_label=spot.words,
        data_n=numbers.place_of(quantity) if numbers and quantity else None,
        data_text=text or None,
    )
