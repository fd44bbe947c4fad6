"""Find the hidden figures that can be worked out from what is shown, and what else to hide so that none can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.audit.disclosure.elimination import having, needed, ranges, worked_out
from reportgen.audit.disclosure.probing import searched
from reportgen.audit.disclosure.proposal import proposed
from reportgen.audit.disclosure.rates import told_by_rates
from reportgen.audit.disclosure.relations import Relations, hidden_by_source, relations_of, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from reportgen.audit.disclosure.relations import FigureKey
    from reportgen.dataset import Package

__all__ = ["Disclosure", "Narrowed", "disclosures", "further_to_hide", "hidden_by_source", "narrowed"]

MOST_PROOFS = 200
"""Figures of which it is said from what they can be worked out; more are counted."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A hidden figure that can be worked out, and the fewest figures found that give it away."""

    figure: FigureKey
    shown: tuple[FigureKey, ...]
    """The figures from which it can be worked out; none where so many can be that this is not said of each."""
    is_of_source: bool = False
    """Whether the publication itself hides it, and no rule of the package."""
    numbers: int = 1
    """How many numbers it can be."""


def disclosures(package: Package) -> tuple[Disclosure, ...]:
    """Return the hidden figures that can be worked out, in the order of the files.

    Hidden is what a rule of the package hides, and what its source does: a confidential figure, a count under 5. A
    figure can be worked out where the sums between what is shown leave it one value, or where nothing but the least, or
    the greatest, value of each figure is possible; and where a rate leaves it fewer numbers than its bound.
    """
    if not package.hidden and not hidden_by_source(package):
        return ()
    exact = tuple(_disclosures(relations_of(package)))
    given_away = {one.figure for one in exact}
    by_rates = {one.figure: one for one in told_by_rates(package) if one.figure not in given_away}
    return (*exact, *(Disclosure(key, (one.rate, one.other), True, one.numbers) for key, one in by_rates.items()))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A figure hidden by a rule, of which a reader can tell more than the rule: it lies between closer numbers."""

    figure: FigureKey
    least: int
    most: int


def narrowed(package: Package) -> tuple[Narrowed, ...]:
    """Return the counts hidden by a rule, in the order of the files, that lie within fewer numbers than the rule has.

    Two counts that come to 5 are 1 to 4 each, where a rule hides 1 to 9. What has one value is a disclosure, and not
    among them. The ends are those that each sum leaves, taken again and again; several together may leave fewer.
    """
    if not package.hidden:
        return ()
    relations = relations_of(package)
    kept = relations.hidden - _known(relations)
    found = ranges(_rows(relations), relations.least, relations.most)
    return tuple(
        Narrowed(key, least, most)
        for number, (least, most) in sorted(found.items())
        if number in kept
        and (key := relations.keys[number]) in package.hidden
        and package.indicators[key[0]].measured_in.is_counted
        and (rule := rule_of(package, key[0])) is not None
        and most - least < rule.most - rule.least
    )


def further_to_hide(package: Package) -> tuple[FigureKey, ...]:
    """Return figures that have to be hidden, too, so that no hidden figure can be worked out: as few as are found.

    Of figures that would do equally well it is the smallest. The same package gives the same figures.
    """
    if not package.hidden and not hidden_by_source(package):
        return ()
    by_rates = dict.fromkeys(one.rate for one in told_by_rates(package))
    return (*proposed(relations_of(package)), *by_rates)


def _disclosures(relations: Relations) -> Iterator[Disclosure]:
    found = sorted(_known(relations) & relations.hidden)
    rows = {at: row for at, each in enumerate(relations.equations) if (row := relations.unknowns(each))}
    by_unknown = having(rows)
    for at, number in enumerate(found):
        used = needed(rows, number, by_unknown) if at < MOST_PROOFS else ()
        shown = {
            each for name in used for each, _ in relations.equations[name].terms if relations.values[each] is not None
        }
        key = relations.keys[number]
        yield Disclosure(key, tuple(relations.keys[each] for each in sorted(shown)), key in relations.by_source)


def _known(relations: Relations) -> set[int]:
    """Return the figures without a value that have one all the same, by the equations."""
    known = worked_out(_rows(relations), relations.least, relations.most)
    return known | searched(_rows(relations), relations.least, relations.most)


def _rows(relations: Relations) -> Iterator[tuple[dict[int, int], Fraction]]:
    return ((relations.unknowns(each), relations.right(each)) for each in relations.equations)
