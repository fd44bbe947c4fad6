"""Classes of a map or a heat table: bounds that a reader can remember."""

from __future__ import annotations

from decimal import Decimal
from math import floor
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.language import say
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLASSES = 5
STEPS = (Decimal(1), Decimal("2.5"), Decimal(5))
"""Round bounds: 100, 250, 500, 1,000, 2,500 ..."""
MOST_DECIMALS = 2
"""Bounds with more could not be remembered."""
LARGEST_POWER = 12


def shade_bounds(values: Sequence[float]) -> tuple[float, ...]:
    """Return the lower bounds of five classes, lightest first: 1, 100, 250, 500, 1,000 for values up to 2,684.

    The lightest class takes in all above zero: of fractions from 0.1 or 0.01 on. Values below zero have classes of
    one width, from the least value to the greatest.
    """
    decimals = min(MOST_DECIMALS, max(map(wording.decimals_of, values), default=0))
    if min(values, default=0) < 0:
        return _even_bounds(min(values), max(values), decimals)
    largest = Decimal(repr(max(values, default=0)))
    least = Decimal(1).scaleb(-decimals)
    below = [bound for bound in _ladder(decimals) if least < bound <= largest / STEPS[1]][-(CLASSES - 1) :]
    return tuple(float(bound) for bound in (least, *below))


def _ladder(decimals: int) -> Iterator[Decimal]:
    """Yield round numbers that have at most so many decimals, from the smallest up."""
    for power in range(-decimals, LARGEST_POWER):
        for step in STEPS:
            bound = step.scaleb(power)
            if bound == round(bound, decimals):
                yield bound


def _even_bounds(least: float, greatest: float, decimals: int) -> tuple[float, ...]:
    low, high = Decimal(repr(least)), Decimal(repr(greatest))
    step = next(step for step in _ladder(decimals) if floor(high / step) - floor(low / step) < CLASSES)
    return tuple(float(index * step) for index in range(floor(low / step), floor(high / step) + 1))


def map_bounds(values: Sequence[float], *, are_counts: bool = True) -> tuple[float, ...]:
    """Return the bounds for a map, where only a place without a figure is white: the lightest class takes in zero.

    Counts may be many times as large in one place as in another; shares and the like have classes of one width.
    """
    if not are_counts:
        return _even_bounds(min(values), max(values), min(MOST_DECIMALS, max(map(wording.decimals_of, values))))
    bounds = shade_bounds(values)
    return (0.0, *bounds[1:]) if min(values, default=1.0) < bounds[0] else bounds


def class_of(value: float, bounds: Sequence[float]) -> int | None:
    """Return the index of the class that a value falls in; None for zero, which is left white."""
    index = sum(1 for bound in bounds if value >= bound) - 1
    return max(index, 0) if index >= 0 or value > 0 else None


def class_texts(bounds: Sequence[float], *, decimals: int = 0) -> tuple[str, ...]:
    """Return the words of each class: `1–99`, `100–249`, `1,000 or more`; `−50 to −26` where one is below zero.

    `decimals` are those that the figures are printed with, so that none falls between two classes: `0.0–24.9`.
    """
    decimals = max([decimals, *map(wording.decimals_of, bounds)])
    unit = float(Decimal(1).scaleb(-decimals))
    is_below_zero = bounds[0] < 0
    lowers = [wording.number(bound, decimals=decimals) for bound in bounds]
    uppers = [wording.number(bound - unit, decimals=decimals) for bound in bounds[1:]]
    within = (
        lower if lower == upper else _between(lower, upper, in_words=is_below_zero)
        for lower, upper in zip(lowers, uppers, strict=False)
    )
    return (*within, say("{number} or more", number=lowers[-1]))


def _between(lower: str, upper: str, *, in_words: bool) -> str:
    return say("{first} to {last}", first=lower, last=upper) if in_words else concat((lower, upper), wording.EN_DASH)
