"""Classes of a map or a heat table: bounds that a reader can remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

CLASSES = 5
STEPS = (1.0, 2.5, 5.0)
"""Round bounds: 100, 250, 500, 1,000, 2,500 ..."""


def shade_bounds(values: Sequence[float]) -> tuple[float, ...]:
    """Return the lower bounds of five classes, lightest first: 1, 100, 250, 500, 1,000 for values up to 2,684."""
    largest = max(values, default=0)
    ladder = [step * 10.0**power for power in range(10) for step in STEPS if step * 10**power == int(step * 10**power)]
    below = [bound for bound in ladder if 1 < bound <= largest / 2.5][-(CLASSES - 1) :]
    return (1.0, *below)


def map_bounds(values: Sequence[float]) -> tuple[float, ...]:
    """Return the bounds for a map, where only a place without a figure is white: the lightest class takes in zero."""
    bounds = shade_bounds(values)
    return (0.0, *bounds[1:]) if min(values, default=1.0) < bounds[0] else bounds


def class_of(value: float, bounds: Sequence[float]) -> int | None:
    """Return the index of the class that a value falls in; None for zero, which is left white."""
    index = sum(1 for bound in bounds if value >= bound) - 1
    return index if index >= 0 else None


def class_texts(bounds: Sequence[float]) -> tuple[str, ...]:
    """Return the words of each class: `1–99`, `100–249`, `1,000 or more`."""
    uppers = [f"{wording.EN_DASH}{wording.number(bound - 1)}" for bound in bounds[1:]]
    return tuple(f"{wording.number(bound)}{upper}" for bound, upper in zip(bounds, [*uppers, " or more"], strict=True))
