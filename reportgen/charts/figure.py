"""Turn a matplotlib figure into a recording: its paths and its text, as far as a recording can hold them.

What a recording cannot hold is refused, never left out or drawn another way: opacity, images, gradients, hatching,
formulas, effects, and whatever would be cut off, at the edge of the axes or of the figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NoReturn

import numpy as np
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from reportgen.charts.figure_faces import face_of
from reportgen.charts.house_style import POINTS_PER_INCH
from reportgen.charts.metrics import DESCENT, text_width
from reportgen.charts.recording import FillStroke, Recording, TextRun
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.figure import Figure

    from reportgen.charts.recording import Segment
    from reportgen.theme import Faces

ASCENT = 0.72
"""Em; height of an `l`, which matplotlib takes as that of every line."""
TOLERANCE = 1.0
"""Points by which something may reach over the edge: half the width of a line."""
MOST_STEPS = 50_000
"""Steps of paths in a figure, all together; a page with more is slow to draw, to print and to read."""
MOST_COLOURS = 64
"""A picture's palette has room for 256 with their blends, and a reader tells far fewer apart."""
CAPS: dict[str, Literal["butt", "round", "square"]] = {"butt": "butt", "round": "round", "projecting": "square"}
JOINS: dict[str, Literal["miter", "round", "bevel"]] = {"miter": "miter", "round": "round", "bevel": "bevel"}


class CannotBeHeld(Exception):
    """Says what of a figure a recording cannot hold, and what to do about it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.hint = hint


def record_figure(figure: Figure, faces: Faces) -> Recording:
    """Return a figure, replayed. Raises CannotBeHeld."""
    figure.set_dpi(POINTS_PER_INCH)
    width, height = (float(length) * POINTS_PER_INCH for length in figure.get_size_inches())
    recorder = _Recorder(width, height, faces)
    _Canvas(figure, recorder)
    for text in figure.findobj(Text):
        _check_place(text)
    figure.draw(recorder)
    if not recorder.shapes and not recorder.texts:
        raise CannotBeHeld("the figure shows nothing")
    return Recording(_tidy(width), _tidy(height), (*recorder.shapes, *recorder.texts))


def _check_place(text: Any) -> None:
    """Refuse a text at no place: matplotlib leaves it out without a word."""
    place: Any = np.ma.filled(np.ma.array(text.get_transform().transform(text.get_unitless_position()), float), np.nan)
    if text.get_visible() and text.get_text() and not np.isfinite(place).all():
        raise CannotBeHeld(f"text `{text.get_text()}` stands at no finite place")


class _Canvas(FigureCanvasBase):
    """What a layout asks for the renderer by which it measures text."""

    def __init__(self, figure: Figure, recorder: _Recorder) -> None:
        super().__init__(figure)
        self._recorder = recorder

    def get_renderer(self) -> _Recorder:
        return self._recorder


class _Recorder(RendererBase):
    """Collects what a figure draws, in points from its lower left corner."""

    def __init__(self, width: float, height: float, faces: Faces) -> None:
        self.width, self.height = width, height
        self.faces = faces
        self.shapes: list[FillStroke] = []
        self.texts: list[TextRun] = []
        self.steps = 0
        self.colours: set[str] = set()
        super().__init__()

    # -- what matplotlib asks ---------------------------------------------------------------------------------------

    def flipy(self) -> bool:
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        if ismath:
            _refuse_formula(s)
        size = prop.get_size_in_points()
        face = self._face(s, prop)
        return text_width(s, face, size), (ASCENT + DESCENT) * size, DESCENT * size

    def _face(self, text: str, prop: Any) -> str:
        face = face_of(prop, self.faces)
        if face is None:
            name = prop.get_file() or ", ".join(prop.get_family())
            raise CannotBeHeld(
                f"text `{text}` is set in `{name}`, which is no face of the theme",
                'leave out `family`, or write `family="serif"`, or `font=look.font("sans_semibold")`',
            )
        return face

    # -- what matplotlib draws --------------------------------------------------------------------------------------

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        placed = transform.transform_path(path)
        self._check_clip(gc, _corners(placed), lambda: _reach(placed))
        self._add(gc, placed, rgbFace)

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        # a marker that stands within the axes is drawn whole, also where it reaches over their edge
        marker = marker_trans.transform_path(marker_path)
        for points, _ in path.iter_segments(trans, simplify=False):
            x, y = points[-2:]
            self._check_clip(gc, np.array([[x, y]]))
            self._add(gc, Affine2D().translate(x, y).transform_path(marker), rgbFace)

    def draw_path_collection(
        self,
        gc: Any,
        master_transform: Any,
        paths: Any,
        all_transforms: Any,
        offsets: Any,
        offset_trans: Any,
        *look: Any,
        **more: Any,
    ) -> None:
        if len(offsets) > 1:
            # many places, each with a mark around it: as with markers, the places count
            self._check_clip(gc, np.asarray(np.ma.filled(offset_trans.transform(offsets), np.nan)))
            free = self.new_gc()
            free.copy_properties(gc)
            free.set_clip_rectangle(None)
            free.set_clip_path(None)
            gc = free
        super().draw_path_collection(gc, master_transform, paths, all_transforms, offsets, offset_trans, *look, **more)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,  # noqa: ARG002
    ) -> None:
        if ismath:
            _refuse_formula(s)
        if not s.strip():
            return
        size, face = float(prop.get_size_in_points()), self._face(s, prop)
        width = text_width(s, face, size)
        corners = (
            Affine2D()
            .rotate_deg(angle)
            .translate(x, y)
            .transform([(0, 0), (width, 0), (0, ASCENT * size), (width, ASCENT * size)])
        )
        self._check_clip(gc, corners)
        self._check_edge(corners, f"text `{s}`")
        colour = self._colour(gc.get_rgb(), f"text `{s}`")
        if colour:
            self.texts.append(
                TextRun(_tidy(x), _tidy(y), s, face, _tidy(size), colour, _tidy(angle % 360), _tidy(width))
            )

    # -- what a recording cannot hold -------------------------------------------------------------------------------

    def draw_image(self, *_: Any, **__: Any) -> NoReturn:
        raise CannotBeHeld("an image is drawn", "draw with lines, shapes and text, which stay sharp in print")

    def draw_gouraud_triangles(self, *_: Any, **__: Any) -> NoReturn:
        raise CannotBeHeld("a gradient is drawn", "use one color for each shape")

    def draw_tex(self, gc: Any, x: float, y: float, s: str, *_: Any, **__: Any) -> NoReturn:  # noqa: ARG002
        _refuse_formula(s)

    def start_filter(self) -> NoReturn:
        raise CannotBeHeld("a filter is used", "leave out `set_agg_filter`")

    @property
    def _text2path(self) -> Any:
        # asked for only when text is drawn as outlines, which nobody can search or hear
        raise CannotBeHeld("a text has path effects", "leave out `set_path_effects`; text lies over all shapes anyway")

    @_text2path.setter
    def _text2path(self, _: Any) -> None:
        """Matplotlib sets it when a renderer is made."""

    # -- how it is kept ---------------------------------------------------------------------------------------------

    def _add(self, gc: Any, path: Any, face: Any) -> None:
        """Keep a path that is placed on the figure."""
        if gc.get_hatch():
            raise CannotBeHeld("a shape is hatched", "fill it with a color of the theme")
        if gc.get_sketch_params():
            raise CannotBeHeld("a line is sketched", "leave out `xkcd` and `set_sketch_params`")
        fill = self._fill(gc, face)
        width = float(gc.get_linewidth())
        stroke = self._colour(gc.get_rgb(), "a line") if width > 0 else None
        if np.isinf(path.vertices).any():
            raise CannotBeHeld("a shape has a corner at infinity", "leave out values that are not finite")
        if fill and np.isnan(path.vertices).any():
            return  # nothing is there to be filled: a bar of a value that was not published
        segments = tuple(_segments(path))
        if len(segments) < 2 or not (fill or stroke):
            return
        self._count(len(segments))
        self._check_edge(_corners(path), "a shape" if fill else "a line", lambda: _reach(path))
        self.shapes.append(
            FillStroke(
                segments,
                fill,
                stroke,
                line_width=_tidy(width) if stroke else 0,
                dash=_dash(gc) if stroke else (),
                cap=CAPS[str(gc.get_capstyle())],
                join=JOINS[str(gc.get_joinstyle())],
            )
        )

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise CannotBeHeld(
                f"more than {MOST_STEPS:,} steps are drawn", "draw fewer points, or what they have in common"
            )

    def _fill(self, gc: Any, face: Any) -> str | None:
        if face is None:
            return None
        opacity = gc.get_alpha() if gc.get_forced_alpha() or len(face) < 4 else face[3]
        return self._colour((*face[:3], opacity), "a shape")

    def _colour(self, colour: Sequence[float], what: str) -> str | None:
        """Return a colour as `#RRGGBB`; None for one that is not seen at all."""
        opacity = colour[3] if len(colour) > 3 else 1.0
        if opacity == 0:
            return None
        if opacity < 1:
            raise CannotBeHeld(f"{what} is drawn with opacity {opacity:g}", "use a lighter color without `alpha`")
        found = "#" + "".join(f"{round(part * 255):02X}" for part in colour[:3])
        self.colours.add(found)
        if len(self.colours) > MOST_COLOURS:
            raise CannotBeHeld(f"more than {MOST_COLOURS} colors are used", "use the colors of the theme")
        return found

    def _check_clip(self, gc: Any, points: Any, reach: Callable[[], Any] | None = None) -> None:
        """Refuse what the edge of its axes would cut off: a recording has no scissors."""
        points = _finite(points)
        box = gc.get_clip_rectangle()
        if box is not None and _over(points, box.min, box.max) and reach is not None:
            points = _finite(reach())
        if box is not None and _over(points, box.min, box.max):
            _refuse_clip()
        path, transform = gc.get_clip_path()
        if path is not None and len(points):
            edge = transform.transform_path(path)
            within = [edge.contains_points(points, radius=radius) for radius in (TOLERANCE, -TOLERANCE)]
            if not np.logical_or(*within).all():
                _refuse_clip()

    def _check_edge(self, points: Any, what: str, reach: Callable[[], Any] | None = None) -> None:
        """Refuse what reaches over the edge of the figure."""
        points, low, high = _finite(points), np.zeros(2), np.array([self.width, self.height])
        if _over(points, low, high) and reach is not None:
            points = _finite(reach())
        if not _over(points, low, high):
            return
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        over = {"left": -left, "right": right - self.width, "bottom": -bottom, "top": top - self.height}
        side, most = max(over.items(), key=lambda item: item[1])
        raise CannotBeHeld(
            f"{what} reaches {most:.0f} points over the {side} edge of the figure",
            'leave more room beside the axes: `look.figure(height, layout="constrained")` does',
        )


FORMULA_HINT = (
    r"write plain text, a dollar sign as `\$`; on an axis of powers "
    "`axes.yaxis.set_major_formatter(lambda value, _: look.number(value))`"
)


def _refuse_formula(text: str) -> NoReturn:
    raise CannotBeHeld(f"text `{text}` is a formula", FORMULA_HINT)


def _refuse_clip() -> NoReturn:
    raise CannotBeHeld(
        "something reaches beyond its axes and would be cut off", "widen the limits, or draw it with `clip_on=False`"
    )


def _dash(gc: Any) -> tuple[float, ...]:
    offset, lengths = gc.get_dashes()
    if not lengths:
        return ()
    if offset:
        raise CannotBeHeld("a dashed line begins within a dash", "write the line style as `(0, (…))`")
    return tuple(_tidy(length) for length in lengths)


def _corners(path: Any) -> Any:
    """Return the points between which a path runs, without those of the steps that close it, which stand anywhere."""
    return path.vertices if path.codes is None else path.vertices[path.codes != Path.CLOSEPOLY]


def _reach(path: Any) -> Any:
    """Return how far a path reaches; of one with curves, whose handles lie beyond it, that takes a while to tell."""
    if path.codes is None or not np.isfinite(path.vertices).all():
        return _corners(path)
    extents = path.get_extents()
    return np.array([extents.min, extents.max])


def _finite(points: Any) -> Any:
    return points[np.isfinite(points).all(axis=1)]


def _over(points: Any, low: Any, high: Any) -> bool:
    return bool((points < low - TOLERANCE).any() or (points > high + TOLERANCE).any())


def _segments(path: Any) -> Iterator[Segment]:
    """Yield the steps of a path; where a point is missing, a line begins anew."""
    here = (0.0, 0.0)
    for numbers, code in path.iter_segments(remove_nans=True, simplify=False, curves=True):
        values = [_tidy(number) for number in numbers]
        if code == Path.CLOSEPOLY:
            yield ("Z",)
            continue
        match code, values:
            case Path.MOVETO, [x, y]:
                yield ("M", x, y)
            case Path.LINETO, [x, y]:
                yield ("L", x, y)
            case Path.CURVE3, [cx, cy, x, y]:
                yield ("C", *_cubic(here, (cx, cy), (x, y)), x, y)
            case Path.CURVE4, [ax, ay, bx, by, x, y]:
                yield ("C", ax, ay, bx, by, x, y)
            case _:
                continue
        here = (values[-2], values[-1])


def _cubic(
    start: tuple[float, float], handle: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the two handles of a cubic curve that is the same as a curve with one handle."""
    (ax, ay), (bx, by) = (
        (_tidy(p + (q - p) * 2 / 3) for p, q in zip(point, handle, strict=True)) for point in (start, end)
    )
    return ax, ay, bx, by


def _tidy(value: float) -> float:
    # three decimals, as on a canvas of our own; adding zero turns -0.0 into 0.0
    return round(settled(float(value)), 3) + 0.0
