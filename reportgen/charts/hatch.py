"""The stripes of a hatched rectangle, as polygons: a recording has neither patterns nor scissors."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Corner = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""

PITCH, THICKNESS = 4.0, 1.6
"""Of the stripes, measured across them."""


def stripes(box: Box) -> tuple[tuple[Corner, ...], ...]:
    """Return the stripes that rise to the right at 45 degrees within a rectangle, each as the corners of a polygon.

    They are the same on the whole sheet, so that hatched rectangles side by side have stripes that continue.
    """
    left, bottom, width, height = box
    corners = ((left, bottom), (left + width, bottom), (left + width, bottom + height), (left, bottom + height))
    # across the stripes y - x grows; a step of one in it is 1/sqrt(2) wide
    step, thick = PITCH * sqrt(2), THICKNESS * sqrt(2)
    depths = [y - x for x, y in corners]
    first, last = floor((min(depths) - thick) / step), ceil(max(depths) / step)
    found = (_between(corners, at * step, at * step + thick) for at in range(first, last + 1))
    return tuple(polygon for polygon in found if len(polygon) > 2)


def _between(corners: Sequence[Corner], low: float, high: float) -> tuple[Corner, ...]:
    """Return the part of a polygon in which y - x lies between two values."""
    return _cut(_cut(corners, low, 1.0), -high, -1.0)


def _cut(corners: Sequence[Corner], least: float, sign: float) -> tuple[Corner, ...]:
    """Return the part of a polygon in which `sign` times y - x is at least `least`."""
    return tuple(_kept(corners, least, sign))


def _kept(corners: Sequence[Corner], least: float, sign: float) -> Iterator[Corner]:
    for (ax, ay), (bx, by) in pairwise((*corners, *corners[:1])):
        a, b = sign * (ay - ax) - least, sign * (by - bx) - least
        if a >= 0:
            yield (ax, ay)
        if (a < 0) != (b < 0) and a != b:
            share = a / (a - b)
            yield (ax + (bx - ax) * share, ay + (by - ay) * share)
