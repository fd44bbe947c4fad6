"""Which figure stands in several sums that do not hold, all of which would if it was another one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.audit.check import Outcome, agreement
from reportgen.audit.figures import figures_of
from reportgen.audit.identities import findings_of

if TYPE_CHECKING:
    from reportgen.audit.figures import Cell
    from reportgen.dataset import Package
    from reportgen.periods import Period

SUMS = ("sum", "parts", "periods")
"""Kinds of identities in which a figure is the sum of others."""
LEAST = 2
"""Sums that have to point at a figure: a single one does not say which of its figures is wrong."""
DECIMALS = 9
Key = tuple[str, "Period", str, str]
"""Indicator, period, place and breakdown."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure, and what it would have to be for all sums to hold that it stands in."""

    indicator: str
    year: Period
    place: str
    breakdown: str
    found: float
    should_be: float
    where: str
    """File and line of the figure."""
    sums: frozenset[tuple[str, Period, str, str]]
    """The identity, period, place and breakdown of each of these sums."""


def suspects(package: Package) -> tuple[Suspect, ...]:
    """Return the figures at which two or more failing sums point, each by the same amount."""
    figures = figures_of(package)
    needed: defaultdict[Key, dict[Key, float]] = defaultdict(dict)
    cells: dict[Key, tuple[str, Cell]] = {}
    for identity in package.identities.values():
        for finding in findings_of(identity, figures) if identity.kind in SUMS else ():
            outcome, _ = finding.verdict or agreement(finding.left, finding.right, identity.tolerance)
            if outcome != Outcome.FAILED or not identity.is_about(finding.cell.year):
                continue
            if finding.left.is_bound or finding.right.is_bound:
                continue  # a bound does not say by how much a figure is wrong
            by = round(finding.left.value - finding.right.value, DECIMALS)
            about = (identity.identity, finding.cell.year, finding.cell.place, finding.cell.breakdown)
            for (indicator, cell), change in ((finding.part, -by), *((part, by) for part in finding.parts)):
                key = (indicator, cell.year, cell.place, cell.breakdown)
                cells[key] = (indicator, cell)
                needed[key][about] = change
    found = []
    for key, changes in needed.items():
        indicator, cell = cells[key]
        figure = figures.figure(indicator, cell)
        if len(changes) >= LEAST and len(set(changes.values())) == 1 and figure is not None:
            should_be = round(figure.value + next(iter(changes.values())), DECIMALS)
            where = figures.where(indicator, cell)
            found.append(Suspect(*key, figure.value, should_be, where, frozenset(changes)))
    return tuple(found)
