"""How exact a printed figure is: `36.2 million` may stand for anything from 36,150,000 to under 36,300,000."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from reportgen.measure import OPEN_QUALIFIERS, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable

SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "b": 1e9, "bn": 1e9}
"""Words after the digits; their last digit counts, also when it is a zero."""

SIGNS_OF_FLOORS = (">", "≥", "&gt;")
SIGNS_OF_CEILINGS = ("<", "≤", "&lt;")
INFINITE = Decimal("Infinity")
ALL = Decimal(100)
"""The greatest percentage that parts of a whole have."""

BELOW = 1 - 1e-6
"""The part of a step that a figure cut off after its last digit may have lost: anything, but not the whole step."""

_FIGURE = re.compile(r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?[ \u00a0-]*(?P<scale>[a-z]+)?", re.IGNORECASE)


def exact_difference(value: float, base: float) -> float:
    """Return the difference of two figures as by hand: 0.4 − 0.1 is 0.3, and not 0.30000000000000004."""
    return float(Decimal(repr(value)) - Decimal(repr(base)))


def exact_sum(values: Iterable[float]) -> float:
    """Return the sum of figures as by hand."""
    return float(sum((Decimal(repr(value)) for value in values), Decimal(0)))


def printed_decimals(value: float, printed: str) -> int:
    """Return how many decimals a figure is printed with: 1 for `20.0`; 0 where other digits, or a scale, are printed.

    A source that prints a zero at the end says that the figure is exact to that digit.
    """
    match = _FIGURE.search(printed) if printed else None
    if not match or not match["decimals"] or (match["scale"] or "").lower() in SCALES:
        return 0
    digits = Decimal(f"{match['whole'].replace(',', '')}.{match['decimals']}")
    return len(match["decimals"]) if digits == abs(Decimal(repr(value))) else 0


def printed_unit(value: float, printed: str = "", *, is_share: bool = False) -> float:
    """Return what one step of the last printed digit is worth: 100,000 for `36.2 million`, 1,000 for 83,000.

    `printed` is the figure as printed; where it is empty, the value's own digits count. Zeros at the end of a whole
    number are taken as rounded away, but not those of a percentage or before a word such as `million`.
    """
    match = _FIGURE.search(printed)
    if match and match["scale"] and match["scale"].lower() in SCALES:
        return SCALES[match["scale"].lower()] / 10.0 ** len(match["decimals"] or "")
    if match and match["decimals"]:
        return 1 / 10.0 ** len(match["decimals"])
    exponent = int(Decimal(repr(value)).normalize().as_tuple().exponent)
    return float(10.0 ** min(exponent, 0) if is_share or value == 0 else 10.0**exponent)


def is_masked(qualifier: str, printed: str, *, is_counted: bool) -> bool:
    """Say whether a bound hides a number: a count under 5, and what a sign such as `>95%` says; words round."""
    if qualifier == Qualifier.LESS_THAN:
        return is_counted or printed.startswith(SIGNS_OF_CEILINGS)
    return qualifier in OPEN_QUALIFIERS and printed.startswith(SIGNS_OF_FLOORS)


def possible(
    value: Decimal, qualifier: Qualifier, *, is_whole: bool = False, is_share: bool = False
) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value that a figure can have of which the source may give only a bound.

    A count under 5 is 0 to 4, one of more than 95 is 96 or any number above, and such a percentage is at most 100.
    `about 40` reaches as far as one that is rounded, or cut off, to its last digit that is not zero.
    """
    match qualifier:
        case Qualifier.LESS_THAN:
            least = Decimal(0) if value > 0 else -INFINITE
            return least, value.to_integral_value(ROUND_CEILING) - 1 if is_whole else value
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            is_above = is_whole and qualifier is Qualifier.MORE_THAN
            least = value.to_integral_value(ROUND_FLOOR) + 1 if is_above else value
            return least, max(ALL, value) if is_share else INFINITE
        case Qualifier.ABOUT:
            step = Decimal(repr(printed_unit(float(value), is_share=is_share)))
            return value - step / 2, value + step
        case _:
            return value, value


def printed_interval(
    value: float, qualifier: Qualifier, printed: str = "", *, is_share: bool = False
) -> tuple[float, float]:
    """Return the least and the greatest exact value that a published one can stand for.

    A rounded figure may have been rounded to the nearest step or cut off after its last digit, so it reaches from half
    a step below to just under a whole step above. What is under a ceiling is anything from nothing to just under it:
    `<5` hides a number, and does not round it. A sign such as `>50` hides one, too, and words round: `more than 26,500`
    is taken as cut off after the last digit that is not zero, and reaches to just under 26,600, for else nothing could
    ever contradict it.
    """
    if qualifier == Qualifier.EXACT:
        return value, value
    if qualifier in OPEN_QUALIFIERS:
        unit = printed_unit(value, printed)
        least, most = map(float, possible(Decimal(repr(value)), qualifier, is_share=is_share))
        if qualifier == Qualifier.LESS_THAN:
            return least, value - (1 - BELOW) * unit
        return (value, most) if printed.startswith(SIGNS_OF_FLOORS) else (value, value + BELOW * unit)
    unit = printed_unit(value, printed, is_share=is_share)
    if value < 0:
        # cut off after its last digit, a figure comes nearer to zero
        return value - BELOW * unit, value + unit / 2
    return value - unit / 2, value + BELOW * unit
