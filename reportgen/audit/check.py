"""The result of one check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.wording import exact_number

if TYPE_CHECKING:
    from reportgen.audit.figures import Figure

PLAUSIBILITY = "plausibility:"
"""What the identity of a finding begins with that no arithmetic proves: `plausibility:outlier`."""

STALE = "exceptions"
"""The identity under which exceptions stand that explain nothing."""


class Outcome(StrEnum):
    """What a check came to."""

    PASSED = "passed"
    EXPLAINED = "explained"
    """It failed, and `exceptions` says why."""
    FAILED = "failed"
    WARNING = "warning"
    """A figure that is not plausible, and that `exceptions` does not explain."""
    SKIPPED = "skipped"
    """An identity with no year in which all its figures are published."""


UNEXPLAINED = frozenset({Outcome.FAILED, Outcome.WARNING})
"""Outcomes after which a package is not in order."""


@dataclass(frozen=True, slots=True)
class Check:
    """One identity in one cell: what was found, and whether it holds."""

    identity: str
    kind: str
    indicator: str
    year: int | None
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
    difference = left - right
    allowed = difference.value - difference.low if difference.value > 0 else difference.high - difference.value
    # Sums of decimal fractions are off in their last bits.
    return allowed + 1e-9 * max(1.0, abs(left.value), abs(right.value))


def holds(left: Figure, right: Figure, tolerance: float | None) -> bool:
    """Return whether two figures agree within the tolerance, or within their printed precision when there is none."""
    return abs(left.value - right.value) <= (slack(left, right) if tolerance is None else tolerance)


def as_text(value: float) -> str:
    """Return a figure of a message, with as many decimals as it has, at most two."""
    return exact_number(round(value, 2))
