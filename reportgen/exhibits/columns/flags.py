"""Where the words beside the dotted lines of series breaks stand: over the columns, each in its own room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.style import Style

LEADING = 11.0
GAP = 6.0
"""From a dotted line to its words, and from these to the next line."""
NARROWEST = 100.0
"""Words that had less room than this are put where there is more."""
BELOW = 4.0
"""From the words down to the columns."""
CAP = 9.0
"""From the upper edge of a line of words to its base line."""


@frozen
class Flag:
    """A series break: its dotted line rises to `top`; its words, line by line, with where each begins."""

    x: float
    top: float
    lines: tuple[tuple[float, float, str], ...]
    """x, base line and words of each line."""


def flags_of(breaks: Sequence[tuple[float, str]], style: Style, *, width: float) -> tuple[tuple[Flag, ...], float]:
    """Return the flags of breaks, given as places and words, with heights from an upper edge at 0; and their depth.

    Words stand to the right of their line, before the next one; or over the next one, which then ends below them; at
    the right edge of the chart they stand to the left of their line.
    """
    flags: list[Flag] = []
    free = deepest = 0.0
    for index, (x, text) in enumerate(breaks):
        following = breaks[index + 1][0] if index + 1 < len(breaks) else width + GAP
        is_last_room = width - x - GAP < NARROWEST < x
        fits = not is_last_room and fits_in(NARROWEST, following - GAP - (x + GAP))
        depth = free if not is_last_room else deepest
        lines = style.tick.lines(text, _room(x, width, following, fits=fits, is_left=is_last_room))
        starts = [x - GAP - style.tick.width(line) if is_last_room else x + GAP for line in lines]
        flags.append(
            Flag(
                x,
                -depth,
                tuple(
                    (left, -depth - CAP - LEADING * at, line)
                    for at, (left, line) in enumerate(zip(starts, lines, strict=True))
                ),
            )
        )
        deepest = max(deepest, depth + LEADING * len(lines))
        free = free if fits else deepest
    return tuple(flags), deepest + BELOW if flags else 0.0


def _room(x: float, width: float, following: float, *, fits: bool, is_left: bool) -> float:
    if is_left:
        return x - GAP
    return (following if fits else width + GAP) - GAP - (x + GAP)


def raised(flags: Sequence[Flag], height: float) -> tuple[Flag, ...]:
    """Return flags with their heights counted from the lower edge of a chart of this height."""
    return tuple(
        Flag(flag.x, flag.top + height, tuple((x, y + height, text) for x, y, text in flag.lines)) for flag in flags
    )
