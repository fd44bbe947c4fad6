"""Say which changes are so large that a reader asks for the reason. Source: docs/methods.md, "Jumps"."""

from __future__ import annotations

ENOUGH = 50.0
"""A count of at least so many jumps when it more than doubles or more than halves."""

TIMES = 2.0

FROM_FEW = 5.0
"""From a smaller count it is a jump to reach so many times of it, and enough."""


def is_jump(base: float, value: float) -> bool:
    """Return whether a count jumps from an earlier one. Nothing is a multiple of zero, or of less."""
    if base <= 0 or value < 0:
        return False
    if base >= ENOUGH:
        return value > TIMES * base or TIMES * value < base
    return value >= max(FROM_FEW * base, ENOUGH)
