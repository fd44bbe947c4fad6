"""Lengths that decide the same on every machine, though the last digit of a computed number may differ.

Another processor, C library or order of adding may give 12.0 where this one gives 11.999999999999998. Lengths that are
meant to be equal occur all the time (columns that fill a page, text right-aligned in its cell), so no length is
compared or rounded as it comes: both go through here, and sums are made by `math.fsum`.
"""

from __future__ import annotations

SLACK = 0.010001
"""Points that something may be longer than its room and still fit. Not a round number: sizes and widths are, and so
are their differences, so that none lies just at this limit."""
DIGITS = 6
"""Decimals of a settled length: far more than is ever printed, far fewer than a machine computes."""


def fits_in(length: float, room: float) -> bool:
    """Say whether a length is no more than the room for it."""
    return length <= room + SLACK


def settled(length: float) -> float:
    """Return the length without what a machine's arithmetic may have added, to be rounded or counted further."""
    return round(length, DIGITS)
