"""Totals that a table does not give, where its members are known to be all there are: men and women, every age."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.intake.found import Question
from reportgen.language import message, say
from reportgen.measure import Qualifier
from reportgen.precision import printed_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.found import Fact, Measure

ADDED = ("count", "currency")
"""Kinds of units that add up."""
DERIVED = "derived"
"""The status of a total that was added up here."""
YES, NO = message("yes"), message("no")
SEXES = frozenset({
    "m", "f", "male", "female", "males", "females", "men", "women", "man", "woman", "boys", "girls", "unknown", "other",
    "nonbinary", "männlich", "weiblich", "männer", "frauen", "w", "d", "hombre", "mujer", "hombres", "mujeres",
})  # fmt: skip
"""What members of a breakdown by sex are called."""
SHOWN = 4
"""Members that a question names."""
_RANGE = re.compile(
    r"(?P<first>[0-9]{1,3})(?:\s*(?:-|–|to|bis|a)\s*(?P<last>[0-9]{1,3})|\s*(?:\+|and over|or more))?(?:\s*years?)?"
)


def with_sums(
    facts: Sequence[Fact], dimensions: Mapping[str, Sequence[str]], measures: Mapping[str, Measure], answers: Answers
) -> tuple[tuple[Fact, ...], list[Question]]:
    """Return the figures with totals over breakdowns that have none, and a question for each such breakdown.

    Only counts and money are added up, and only where every member has a figure that is more than a bound.
    """
    result = list(facts)
    questions = []
    for dimension, members in dimensions.items():
        about = [fact for fact in facts if dimension in dict(fact.breakdown)]
        has_sums = any(fact.measure in measures and measures[fact.measure].unit.kind in ADDED for fact in about)
        is_given = any(dict(fact.breakdown)[dimension] == TOTAL for fact in about)
        if len(members) < 2 or is_given or not has_sums:
            continue
        key = f"sums.{dimension}"
        taken = answers.one_of(key, (YES, NO)) or (YES if is_partition(members) else NO)
        if not answers.get(key):
            told = ", ".join(members[:SHOWN]) + (", ..." if len(members) > SHOWN else "")
            text = say(
                "The table has no total over `{dimension}` ({members}). Do its members add up to one?",
                dimension=dimension,
                members=told,
            )
            questions.append(Question(key, text, taken, (YES, NO)))
        if taken == YES:
            result += _sums(result, dimension, members, measures)
    return tuple(result), questions


def is_partition(members: Sequence[str]) -> bool:
    """Say whether members are known to be all there are, and none a part of another: sexes, ages without a gap."""
    plain = [member.strip().casefold() for member in members]
    if set(plain) <= SEXES:
        return True
    ranges = [_RANGE.fullmatch(member) for member in plain]
    if not all(ranges):
        return False
    ends = sorted((int(found["first"]), int(found["last"] or found["first"])) for found in ranges if found)
    return all(first == last + 1 for (_, last), (first, _) in pairwise(ends))


def _sums(facts: Sequence[Fact], dimension: str, members: Sequence[str], measures: Mapping[str, Measure]) -> list[Fact]:
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.value is not None and fact.qualifier in ADDABLE and measures[fact.measure].unit.kind in ADDED:
            others = tuple(pair for pair in fact.breakdown if pair[0] != dimension)
            groups[fact.measure, fact.period, fact.place, others].append(fact)
    return [_sum(parts, dimension) for parts in groups.values() if len(parts) == len(members)]


ADDABLE = (Qualifier.EXACT, Qualifier.ROUNDED)
"""How figures are worded that are added up; the sum of rounded ones is rounded as the coarsest of them."""


def _sum(parts: Sequence[Fact], dimension: str) -> Fact:
    first = parts[0]
    breakdown = tuple((name, TOTAL if name == dimension else code) for name, code in first.breakdown)
    value = sum((part.value for part in parts if part.value is not None), start=Decimal(0))
    steps = [
        Decimal(repr(printed_unit(float(part.value), part.rounded))) for part in parts if part.rounded and part.value
    ]
    qualifier = Qualifier.ABOUT if steps else Qualifier.EXACT
    value = (value / max(steps)).to_integral_value() * max(steps) if steps else value
    return replace(first, breakdown=breakdown, value=value, qualifier=qualifier, status=DERIVED, printed="", mark="",
                   low=None, high=None, note=dimension, rounded="")  # fmt: skip
