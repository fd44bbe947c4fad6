"""What is said about series breaks, beside their dotted lines at the top of a line chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box
from reportgen.exhibits.line.frame import HEADROOM
from reportgen.exhibits.line.labels import LABEL_LEADING
from reportgen.exhibits.line.values import break_places
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from reportgen.charts.style import Style
    from reportgen.exhibits.line.frame import Frame
    from reportgen.exhibits.line.values import LineChart

BREAK_GAP = 6.0
NARROWEST_BREAK_TEXT = 100.0
BESIDE_LABEL = 30.0
"""Half of a wide value: a point as near as this to the words on a break may have a label that meets them."""
CLEAR = 4.0
"""Between a line and the words above it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A series break: a dotted line up to `top`, and what is said of it, line by line, with the base line of each."""

    before: int
    """Index of the point that the dotted line stands before."""
    x: float
    top: float
    lines: tuple[tuple[float, str], ...]
    box: Box

    def raised(self, by: float) -> Flag:
        """Return the same break in a taller chart."""
        lines = tuple((y + by, text) for y, text in self.lines)
        box = Box(self.box.left, self.box.bottom + by, self.box.right, self.box.top + by)
        return replace(self, top=self.top + by, lines=lines, box=box)


def flags_of(chart: LineChart, frame: Frame, style: Style) -> tuple[Flag, ...]:
    """Return the breaks. A label that would not fit before the next break reaches over it, which then ends below."""
    places = break_places(chart)
    middles = [(frame.xs[before - 1] + frame.xs[before]) / 2 for before in places]
    flags: list[Flag] = []
    for index, (before, x) in enumerate(zip(places, middles, strict=True)):
        texts = [entry.text for entry in chart.breaks if entry.before == before]
        following = middles[index + 1 : index + 2]
        fits = all(fits_in(NARROWEST_BREAK_TEXT, other - x) for other in following)
        right = following[0] - BREAK_GAP if following and fits else frame.width
        lines = [line for text in texts for line in style.tick.lines(text, right - x - BREAK_GAP)]
        reaching = [flag.box.bottom for flag in flags if flag.box.right > x - BREAK_GAP]
        flags.append(_flag(before, x, lines, style, top=min([frame.height, *reaching])))
    return tuple(flags)


def _flag(before: int, x: float, lines: list[str], style: Style, *, top: float) -> Flag:
    left = x + BREAK_GAP
    baselines = tuple((top - 9 - LABEL_LEADING * index, line) for index, line in enumerate(lines))
    widest = max((style.tick.width(line) for line in lines), default=0)
    bottom = baselines[-1][0] - 3 if baselines else top
    return Flag(before, x, top, baselines, Box(left - 1, bottom, left + widest + 1, top))


def lack_of_height(flags: tuple[Flag, ...], chart: LineChart, frame: Frame) -> float:
    """Return how much taller the chart has to be, so that no words on a break meet a line, a point or its label."""
    highest = [_highest(flag.box, chart, frame) - flag.box.bottom for flag in flags if flag.lines]
    return max([0.0, *highest])


def _highest(box: Box, chart: LineChart, frame: Frame) -> float:
    """Return how high the values reach below the words in a box."""
    reached = [frame.floor]
    for index, line in enumerate(chart.lines):
        for x, height in zip(frame.xs, frame.heights(line), strict=True):
            if height is not None and box.left - BESIDE_LABEL < x < box.right + BESIDE_LABEL:
                reached.append(height + HEADROOM)
        for piece in frame.pieces(chart, index):
            for (x0, y0), (x1, y1) in pairwise(piece):
                low, high = max(x0, box.left), min(x1, box.right)
                if low < high:
                    reached += [y0 + (x - x0) * (y1 - y0) / (x1 - x0) + CLEAR for x in (low, high)]
    return max(reached)
