"""Say which changes are so large that a reader asks for the reason. Source: docs/methods.md, "Jumps"."""

from __future__ import annotations

from typing import Literal

TIMES = 2.0
"""A count jumps that comes to more than so many times an earlier one, or to less than such a part of it ..."""

ENOUGH = 50.0
"""... if the earlier count, or the difference, is at least so many. Small counts double without a meaning."""


def jump(base: float, value: float) -> Literal["rise", "fall", ""]:
    """Return in which direction a count jumps from an earlier one; empty where it does not.

    Nothing is a multiple of zero, or of less.
    """
    if base <= 0 or value < 0 or max(base, abs(value - base)) < ENOUGH:
        return ""
    if value > TIMES * base:
        return "rise"
    return "fall" if TIMES * value < base else ""
