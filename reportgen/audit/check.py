"""The result of one check."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.language import say, spoken
from reportgen.memory import remembered
from reportgen.quantity import plain
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from reportgen.audit.figures import Figure
    from reportgen.language import Language
    from reportgen.periods import Period

PLAUSIBILITY = "plausibility:"
"""What the identity of a finding begins with that no arithmetic proves: `plausibility:outlier`."""

STALE = "exceptions"
"""The identity under which exceptions stand that explain nothing."""


class Outcome(StrEnum):
    """What a check came to."""

    PASSED = "passed"
    EXPLAINED = "explained"
    """It does not hold by the printed digits, and it is known why: by `exceptions`, by a note, or by the rounding."""
    FAILED = "failed"
    WARNING = "warning"
    """A figure that is not plausible, and that `exceptions` does not explain."""
    REMARK = "remark"
    """Nothing is wrong with the figure, and whoever reports on it should know."""
    SKIPPED = "skipped"
    """It cannot fail, and is not counted: not all its figures are published, or they were derived from each other."""


UNEXPLAINED = frozenset({Outcome.FAILED, Outcome.WARNING})
"""Outcomes after which a package is not in order."""


@dataclass(frozen=True, slots=True)
class Check:
    """One identity in one cell: what was found, and whether it holds."""

    identity: str
    kind: str
    indicator: str
    year: Period | None
    place: str
    breakdown: str
    left: float | None
    """The figure that is checked."""
    right: float | None
    """What it should be."""
    difference: float | None
    tolerance: float | None
    """How far the two may be apart, by the precision they are printed with or as declared."""
    outcome: Outcome
    explanation: str
    """Why a failure is known and left; empty unless explained."""
    message: str
    where: str
    """File and line of the figure that is checked."""


def slack(left: Figure, right: Figure) -> float:
    """Return how far the values of two figures may be apart while both stand for the same exact value."""
    difference = left.value - right.value
    allowed = difference - (left.low - right.high) if difference > 0 else left.high - right.low - difference
    # Sums of decimal fractions are off in their last bits.
    return allowed + 1e-9 * max(1.0, abs(left.value), abs(right.value))


def holds(left: Figure, right: Figure, tolerance: float | None) -> bool:
    """Return whether two figures agree within the tolerance, or within their printed precision when there is none."""
    if left.is_bound or right.is_bound:
        apart = max(left.low - right.high, right.low - left.high)
        return apart <= (tolerance or 0.0) + 1e-9 * max(1.0, abs(left.value), abs(right.value))
    if left.value == right.value and tolerance is None:
        return True
    return abs(left.value - right.value) <= (slack(left, right) if tolerance is None else tolerance)


def agreement(left: Figure, right: Figure, tolerance: float | None) -> tuple[Outcome, str]:
    """Return whether a figure is what it should be, and where only its rounding lets it pass, that this is why."""
    if not holds(left, right, tolerance):
        return Outcome.FAILED, ""
    if _is_as_printed(left, right):
        return Outcome.PASSED, ""
    return Outcome.EXPLAINED, leeway(left, right, tolerance)


def _is_as_printed(left: Figure, right: Figure) -> bool:
    """Return whether the printed digits agree: the same value, that value rounded half up, or a bound just below it."""
    if _are_close(left.value, right.value):
        return True
    if left.is_bound and not right.is_bound:
        return left.low <= right.value <= left.high
    if left.step <= 0 or left.is_bound:
        return False
    # of a bound nobody knows the value, so that all it can stand for has to be rounded to the same
    values = (right.low, right.high) if right.is_bound else (right.value,)
    return all(_are_close(left.value, _rounded(value, left.step)) for value in values)


def leeway(left: Figure, right: Figure, tolerance: float | None) -> str:
    """Return in a sentence what lets two figures agree that do not agree by their printed digits."""
    apart = as_text(abs(left.value - right.value))
    if tolerance is not None:
        return say(
            "The two are {apart} apart, which the declared tolerance of {tolerance} allows.",
            apart=apart, tolerance=as_text(tolerance),
        )  # fmt: skip
    if left.is_bound or right.is_bound:
        return say("One of the figures is only a bound, which leaves room for it.")
    if right.is_exact:
        rounded = as_text(_rounded(right.value, left.step))
        return say(
            "The printed figure is cut off after its last digit; rounded it would be {rounded}.", rounded=rounded
        )
    return say("The printed digits are {apart} apart, which is within the rounding of the figures.", apart=apart)


def _rounded(value: float, step: float) -> float:
    """Return a value rounded half up to a step."""
    unit = Decimal(repr(step))
    return float((Decimal(repr(value)) / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit)


def _are_close(one: float, other: float) -> bool:
    # Sums of decimal fractions are off in their last bits.
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def as_text(value: float) -> str:
    """Return a figure of a message, with as many decimals as it has, at most two."""
    return _as_text(round(value, 2), spoken())


@remembered(16_384)  # the same counts stand in many messages
def _as_text(value: float, _language: Language) -> str:
    return plain(exact_number(value))
