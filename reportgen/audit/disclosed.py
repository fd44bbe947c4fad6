"""Tell which hidden figures can be worked out: each with the figures that give it away.

What the package hides is a check that failed, and so is, in a package that hides anything, what its source does. In any
other package that is a remark: the publication gives it away, and who reports on it may leave that, or hide more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.audit.check import Check, Outcome
from reportgen.audit.disclosure import disclosures, narrowed
from reportgen.dataset.hidden import indicator_rules
from reportgen.language import message, say
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.audit.disclosure import Disclosure, Narrowed
    from reportgen.audit.disclosure.relations import FigureKey
    from reportgen.dataset import Package

DISCLOSURE = "disclosure"
REMARK = Outcome.REMARK
MOST_NAMED = 12
"""Figures that a message names."""


def check_disclosures(package: Package) -> Iterator[Check]:
    """Yield a failed check of each hidden figure that can be worked out, in a package that hides any.

    No exception explains it.
    """
    if hides(package):
        yield from _checks(package, Outcome.FAILED)


def source_disclosures(package: Package) -> tuple[Check, ...]:
    """Return as remarks what the source of a package hides and gives away; none where the package hides any itself."""
    return () if hides(package) else tuple(_checks(package, Outcome.REMARK))


def hides(package: Package) -> bool:
    """Say whether a package has a rule by which figures are hidden, or a list of such."""
    rules = (package.rules.suppress, *indicator_rules(package.indicators.values()).values())
    return bool(package.hidden) or any(rule is not None for rule in rules)


def narrowed_checks(package: Package) -> tuple[Check, ...]:
    """Return as remarks the figures hidden by a rule of which a reader can tell more than the rule hides."""
    return tuple(_check(each.figure, _closer(each), package, REMARK) for each in narrowed(package))


def _closer(found: Narrowed) -> str:
    least, most = number(found.least), number(found.most)
    return say("it is hidden, and known to lie from {least} to {most}", least=least, most=most)


def _checks(package: Package, outcome: Outcome) -> Iterator[Check]:
    return (_check(found.figure, _message(found), package, outcome) for found in disclosures(package))


def _check(figure: FigureKey, message: str, package: Package, outcome: Outcome) -> Check:
    indicator, year, place, breakdown = figure
    return Check(
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
        outcome=outcome,
        explanation="",
        message=message,
        where=package.series.where((indicator, place, breakdown), year),
    )


def _message(found: Disclosure) -> str:
    """Return from what a figure can be worked out; never the figure."""
    named = [_named(key, found.figure) for key in found.shown[:MOST_NAMED]]
    more = len(found.shown) - MOST_NAMED
    listed = ", ".join(named) + (" " + say("and {count} more", count=number(more)) if more > 0 else "")
    count = number(len(found.shown))
    if found.numbers > 1:
        fewer = number(found.numbers)
        return say(
            "the source hides it, and leaves it one of {count} numbers by {figures}", count=fewer, figures=listed
        )
    if found.is_of_source:
        if not found.shown:
            return say("the source hides it, and it can be worked out from what is shown")
        told = message("the source hides it, and it can be worked out from {count} that are shown: {figures}")
        return say(told, count=count, figures=listed)
    if not found.shown:
        return say("it is hidden, and can be worked out from what is shown")
    return say(
        "it is hidden, and can be worked out from {count} that are shown: {figures}", count=count, figures=listed
    )


def _named(key: FigureKey, beside: FigureKey) -> str:
    """Return what a figure is of, as far as it is another one than the figure beside it."""
    indicator, year, place, breakdown = key
    told = zip((indicator, str(year), place), (beside[0], str(beside[1]), beside[2]), strict=True)
    others = [own for own, other in told if own != other]
    return f"`{' '.join([*others, breakdown] if breakdown else others or ['total'])}`"
