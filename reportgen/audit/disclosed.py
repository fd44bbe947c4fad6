"""Tell which hidden figures can be worked out, as checks that failed: each with the figures that give it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.audit.check import Check, Outcome
from reportgen.audit.disclosure import disclosures
from reportgen.audit.figures import Cell
from reportgen.breakdown import breakdown_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.audit.disclosure import Disclosure
    from reportgen.audit.disclosure.relations import FigureKey
    from reportgen.audit.figures import Figures
    from reportgen.dataset import Package

DISCLOSURE = "disclosure"
MOST_NAMED = 12
"""Figures that a message names."""


def check_disclosures(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a failed check of each hidden figure that can be worked out. No exception explains it."""
    for found in disclosures(package):
        indicator, year, place, breakdown = found.figure
        yield Check(
            identity=DISCLOSURE,
            kind=DISCLOSURE,
            indicator=indicator,
            year=year,
            place=place,
            breakdown=breakdown,
            left=None,
            right=None,
            difference=None,
            tolerance=None,
            outcome=Outcome.FAILED,
            explanation="",
            message=_message(found),
            where=figures.where(indicator, Cell(year, place, breakdown_members(breakdown))),
        )


def _message(found: Disclosure) -> str:
    """Return from what a figure can be worked out; never the figure."""
    if not found.shown:
        return "it is hidden, and can be worked out from what is shown"
    named = [_named(key, found.figure) for key in found.shown[:MOST_NAMED]]
    more = len(found.shown) - MOST_NAMED
    listed = ", ".join(named) + (f" and {more:,} more" if more > 0 else "")
    return f"it is hidden, and can be worked out from {len(found.shown):,} that are shown: {listed}"


def _named(key: FigureKey, beside: FigureKey) -> str:
    """Return what a figure is of, as far as it is another one than the figure beside it."""
    indicator, year, place, breakdown = key
    told = zip((indicator, str(year), place), (beside[0], str(beside[1]), beside[2]), strict=True)
    others = [own for own, other in told if own != other]
    return f"`{' '.join([*others, breakdown or 'total'])}`"
