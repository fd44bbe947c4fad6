"""Which counts are too small to be shown: the rule of a package, such as `1-9`, as a value that is checked once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NOT_SUPPRESSED = "no"
"""What an indicator or a file says instead of a range, when a rule of the package is not about it."""
RULE_HINT = "write the smallest and the largest number that is hidden, such as `1-9`, or `no`"
LARGEST = 1_000_000
"""The largest number that a rule may name: what is above is not small."""

_RANGE = re.compile(r"\s*(\d{1,7})\s*[-–]\s*(\d{1,7})\s*")


class Hidden(StrEnum):
    """Why a figure is not shown. No document tells them apart: that would say which of them are small."""

    SMALL = "small"
    """It is in the range of the rule."""
    RELATED = "related"
    """It is a rate, a share or a change, and the source's own arithmetic would give the small number."""
    FURTHER = "further"
    """It would give away another one, and `suppressed.csv` says so."""
    ZERO = "zero"
    """It would give away another one, and is nothing."""
    BOUNDED = "bounded"
    """Its bound is in the range of the rule, so that it may be nothing."""


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Counts from `least` to `most`, both included, are not shown; where `least` is 1, a zero is."""

    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most <= LARGEST:
            raise ValueError(f"expected a range of small numbers such as `1-9`, found `{self.least}-{self.most}`")

    def __contains__(self, value: object) -> bool:
        """Say whether a figure is one that is not shown."""
        return isinstance(value, int | float) and self.least <= value <= self.most

    def __str__(self) -> str:
        return f"{self.least}-{self.most}"


def small_numbers(text: str) -> SmallNumbers | None:
    """Return the range that a rule writes; None for `no`. Raises ValueError for anything else."""
    if text.strip().lower() == NOT_SUPPRESSED:
        return None
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(f"expected a range of small numbers such as `1-9`, found `{text[:60]}`")
    return SmallNumbers(int(found[1]), int(found[2]))
