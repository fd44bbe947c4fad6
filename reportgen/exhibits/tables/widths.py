"""How wide the columns of a table are, measured from what stands in them."""

from __future__ import annotations

from math import fsum

from reportgen.frozen import frozen
from reportgen.lengths import fits_in

MOST_EXTRA = 22.0
"""Points that a column of figures may be wider than it has to be; more would tear the rows apart."""
FIGURES_SHARE = 0.65
"""Part of the spare width that goes to the columns of figures."""
LOOSE = 12.0
"""Points that a column is wider than what stands in it, in a table that does not fill the page."""
NEARLY_FULL = 0.85
"""A table that needs so much of the width takes all of it."""
READABLE = 60.0
"""A column of text is not squeezed below this, in points, even if a longer word has to be broken."""


@frozen
class Needs:
    """The widths at which a column's contents stand, in points, padding included."""

    natural: float
    """Nothing breaks."""
    least: float
    """Text breaks at its words; figures do not break."""
    is_text: bool
    is_fixed: bool = False
    """Whether it is as wide as it has to be, and neither wider nor narrower: a column of drawings."""


def content_width(needs: tuple[Needs, ...], width: float) -> float:
    """Return how wide a table has to be for what stands in it, at the most `width`.

    One that would nearly fill the width does.
    """
    wanted = fsum(_alike(needs, width)) + LOOSE * sum(not need.is_fixed for need in needs)
    return width if wanted >= width * NEARLY_FULL else wanted


def column_widths(needs: tuple[Needs, ...], width: float) -> tuple[float, ...] | None:
    """Return the widths, which add up to `width`, or None when the contents need more."""
    others = tuple(need for need in needs if not need.is_fixed)
    if not others:
        return None
    if len(others) < len(needs):
        found = column_widths(others, width - fsum(need.least for need in needs if need.is_fixed))
        left = iter(found or ())
        return tuple(need.least if need.is_fixed else next(left) for need in needs) if found else None
    natural = fsum(need.natural for need in needs)
    return _spread(needs, width) if fits_in(natural, width) else _squeezed(needs, width)


def _spread(needs: tuple[Needs, ...], width: float) -> tuple[float, ...]:
    """Return natural widths with the spare width shared out; columns of figures are alike if there is room."""
    widths = _alike(needs, width)
    figures = [index for index, need in enumerate(needs) if not need.is_text]
    texts = [index for index, need in enumerate(needs) if need.is_text]
    spare = width - fsum(widths)
    if not texts:
        return tuple(each + spare / len(widths) for each in widths)
    extra = min(MOST_EXTRA * len(figures), spare * FIGURES_SHARE)
    for index, wide in zip(figures, _levelled([widths[index] for index in figures], extra), strict=True):
        widths[index] = wide
    spare -= extra
    whole = fsum(widths[index] for index in texts)
    for index in texts:
        widths[index] += spare * (widths[index] / whole if whole else 1 / len(texts))
    return tuple(widths)


def _levelled(widths: list[float], extra: float) -> list[float]:
    """Return the widths with the extra given to the narrowest first, so that they come out as alike as can be."""
    level = 0.0
    for count in range(1, len(widths) + 1):
        lowest = sorted(widths)[:count]
        level = (fsum(lowest) + extra) / count
        if count == len(widths) or level <= sorted(widths)[count]:
            break
    return [max(width, level) for width in widths]


def _alike(needs: tuple[Needs, ...], width: float) -> list[float]:
    widest = max((need.natural for need in needs if not need.is_text and not need.is_fixed), default=0.0)
    alike = [need.natural if need.is_text or need.is_fixed else widest for need in needs]
    return alike if fits_in(fsum(alike), width) else [need.natural for need in needs]


def _squeezed(needs: tuple[Needs, ...], width: float) -> tuple[float, ...] | None:
    """Return widths between least and natural: text gives way first, but stays readable."""
    floors = [need.least for need in needs]
    if not fits_in(fsum(floors), width):  # only where there is no room for them are words broken
        floors = [min(need.least, max(READABLE, need.natural / 4)) if need.is_text else need.least for need in needs]
    spare = width - fsum(floors)
    if not fits_in(0, spare):
        return None
    wishes = [max(0.0, need.natural - floor) for need, floor in zip(needs, floors, strict=True)]
    figure_wishes = [0.0 if need.is_text else wish for need, wish in zip(needs, wishes, strict=True)]
    granted = _granted(figure_wishes, spare * (1 - FIGURES_SHARE))
    text_wishes = [wish if need.is_text else 0.0 for need, wish in zip(needs, wishes, strict=True)]
    rest = _granted(text_wishes, spare - fsum(granted))
    widths = [fsum(each) for each in zip(floors, granted, rest, strict=True)]
    return tuple(each + (width - fsum(widths)) / len(widths) for each in widths)


def _granted(wishes: list[float], spare: float) -> list[float]:
    """Return the part of each wish that the spare width allows, the same part of all."""
    whole = fsum(wishes)
    part = min(1.0, spare / whole) if whole else 0.0
    return [wish * part for wish in wishes]
