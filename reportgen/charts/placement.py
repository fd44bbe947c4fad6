"""Where labels stand so that none covers another, a marker or more of a line than it must."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from reportgen.frozen import frozen
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
TOUCH = 1e-6
"""Boxes that share less than this, by the rounding of their numbers, only touch."""


@frozen
class Box:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        return (
            self.left < other.right - TOUCH
            and other.left < self.right - TOUCH
            and self.bottom < other.top - TOUCH
            and other.bottom < self.top - TOUCH
        )

    def is_crossed_by(self, start: Point, end: Point) -> bool:
        """Say whether the straight line from `start` to `end` passes through the rectangle."""
        (x0, y0), (x1, y1) = start, end
        low, high = max(self.left, min(x0, x1)), min(self.right, max(x0, x1))
        if low > high:
            return False
        slope = (y1 - y0) / (x1 - x0) if x1 != x0 else 0.0
        ends = (y0 + (low - x0) * slope, y0 + (high - x0) * slope) if x1 != x0 else (y0, y1)
        return min(ends) < self.top and max(ends) > self.bottom


@frozen
class Candidate:
    """One place for a label, and how little it is liked there. Without a box the label is left out."""

    box: Box | None
    cost: float


def place(choices: Sequence[Sequence[Candidate]], taken: Sequence[Box]) -> tuple[Candidate, ...]:
    """Return one candidate for each label: together the least cost at which no two boxes overlap, and none a taken one.

    Every label needs a candidate without a box at its end, so that there always is an answer.
    """
    free = [_free(candidates, taken) for candidates in choices]
    least = [min(candidate.cost for candidate in candidates) for candidates in free]
    ahead = [fsum(least[index:]) for index in range(len(least) + 1)]
    best: tuple[float, tuple[Candidate, ...]] = (float("inf"), ())
    stack: list[tuple[float, tuple[Candidate, ...]]] = [(0.0, ())]
    while stack:
        cost, chosen = stack.pop()
        if cost + ahead[len(chosen)] > best[0] - TOUCH:
            continue
        if len(chosen) == len(free):
            best = (cost, chosen)
            continue
        # the cheapest is pushed last and tried first
        for candidate in reversed(free[len(chosen)]):
            if not _collides(candidate, chosen):
                stack.append((cost + candidate.cost, (*chosen, candidate)))
    return best[1]


def _free(candidates: Sequence[Candidate], taken: Sequence[Box]) -> list[Candidate]:
    free = [
        candidate
        for candidate in candidates
        if candidate.box is None or not any(candidate.box.overlaps(box) for box in taken)
    ]
    return sorted(free, key=lambda candidate: settled(candidate.cost))


def _collides(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    box = candidate.box
    return box is not None and any(other.box is not None and box.overlaps(other.box) for other in chosen)
