"""Which row or member stands for all others: by what it is called, or because its figures are the sums of theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.errors import UsageError, did_you_mean
from reportgen.intake.found import Question
from reportgen.intake.gazetteers import WHOLES, is_over_all
from reportgen.intake.proofs import ADDED, LEAST, NEARLY, difference
from reportgen.intake.sums import SEXES
from reportgen.intake.where import WHOLE, whole_of
from reportgen.language import message, say
from reportgen.measure import Qualifier
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.found import Fact, FoundPlace, Measure

NONE = message("none")
"""What is answered where nothing stands for all others."""
KEY = "total"
CODES_OF_TOTALS = frozenset({"_T", "TOT", "TOTL", "TOTAL"})
"""Codes that stand for all members, as offices exchange them."""
PEOPLE = frozenset({"t", "persons", "people", "everybody", "everyone", "personen", "personas", "mf", "m+f"})
"""What all are called beside men and women."""
AGGREGATE = "group of places"
"""The level of totals of more, or of fewer, places than those of a list: `US Total` above the counties of a state."""
_CALLED = re.compile(r"(?i)(?<![a-z])(?:total|gesamt|insgesamt)(?![a-z])")
OTHERS = 3
"""Others that make a sum which holds once no chance."""
LARGE = 100
"""A total from which on a sum of a single case is none by chance."""
Group = dict[str, Decimal]
"""Figures of one measure, of one period and one of all else, by the name of the row or member."""


def whole_place(
    places: Sequence[FoundPlace], facts: Iterable[Fact], measures: Mapping[str, Measure], answers: Answers
) -> tuple[tuple[FoundPlace, ...], list[Question]]:
    """Return places, of which the one that stands for all others is of that level, and what is asked about it.

    Raises UsageError for an answer that is no place.
    """
    answered = answers.get(KEY)
    if not answered and (whole_of(places) or len(places) <= LEAST):
        return tuple(places), []
    codes = {place.name: place.code for place in places}
    names = {place.code: place.name for place in places}
    groups: dict[tuple[object, ...], Group] = defaultdict(dict)
    # what lies within another place is counted in that one
    for fact in _added((fact for fact in facts if fact.place in names), measures):
        groups[fact.measure, fact.period, fact.breakdown][names[fact.place]] = _value(fact)
    nested = {place.name for place in places if place.parent in names}
    chosen, asked = _chosen(KEY, list(codes), _complete(groups.values(), nested), answers)
    usual = Counter(place.level for place in places if place.level != WHOLE).most_common(1)
    freed = usual[0][0] if answered and usual else WHOLE
    return tuple(replace(place, level=_level(place, chosen, freed)) for place in places), asked


def _level(place: FoundPlace, chosen: str, freed: str) -> str:
    """Return the level of a place: what is called a total and is none of this list stands beside no part of it."""
    if place.name == chosen:
        return WHOLE
    if _CALLED.search(place.name) and place.level in ("", "place"):
        return AGGREGATE
    return freed if place.level == WHOLE else place.level


def whole_members(
    facts: Sequence[Fact], dimensions: Mapping[str, tuple[str, ...]], measures: Mapping[str, Measure], answers: Answers
) -> tuple[tuple[Fact, ...], dict[str, tuple[str, ...]], list[Question]]:
    """Return figures and breakdowns, in which a member that stands for all others is their total."""
    found, result, questions = tuple(facts), dict(dimensions), []
    for dimension, members in dimensions.items():
        if any(dict(fact.breakdown).get(dimension) == TOTAL for fact in facts):
            continue
        groups: dict[tuple[object, ...], Group] = defaultdict(dict)
        for fact in _added(facts, measures):
            others = tuple(pair for pair in fact.breakdown if pair[0] != dimension)
            groups[fact.measure, fact.period, fact.place, others][dict(fact.breakdown).get(dimension, "")] = _value(
                fact
            )
        chosen, asked = _chosen(f"{KEY}.{dimension}", members, _complete(groups.values(), ()), answers)
        questions += asked
        if chosen:
            result[dimension] = tuple(member for member in members if member != chosen)
            found = tuple(_with_total(fact, dimension, chosen) for fact in found)
    return found, result, questions


def _with_total(fact: Fact, dimension: str, member: str) -> Fact:
    pairs = ((name, TOTAL if (name, code) == (dimension, member) else code) for name, code in fact.breakdown)
    return replace(fact, breakdown=tuple(pairs))


def _added(facts: Iterable[Fact], measures: Mapping[str, Measure]) -> Iterable[Fact]:
    """Return the figures of measures that add up, and those that are missing or bounds among them."""
    return (fact for fact in facts if fact.measure in measures and measures[fact.measure].unit.kind in ADDED)


def _value(fact: Fact) -> Decimal:
    """Return a figure that a sum may be proved with; NaN for one that is missing, or only a bound."""
    return fact.value if fact.value is not None and fact.qualifier == Qualifier.EXACT else Decimal("NaN")


def _complete(groups: Iterable[Group], without: Iterable[str]) -> list[Group]:
    """Return the groups in which all figures are known, without those of some."""
    kept = [{name: value for name, value in group.items() if name not in without} for group in groups]
    return [group for group in kept if len(group) > LEAST and not any(value.is_nan() for value in group.values())]


def _chosen(key: str, names: Sequence[str], groups: Sequence[Group], answers: Answers) -> tuple[str, list[Question]]:
    """Return which name stands for all others, empty for none, and a question where that is not certain."""
    answered = answers.get(key)
    if answered:
        return ("" if answered == NONE else _known(key, answered, names)), []
    said = [name for name in names if WHOLES.fullmatch(name) or _is_code_of_total(name, names)]
    is_certain = bool(said)
    said = said or [name for name in names if key == KEY and is_over_all(name, names)]
    held = Counter(
        name
        for group in groups
        for name in {*said, max(group, key=group.__getitem__)}
        if name in group and _is_sum(name, group)
    )
    best = said[0] if len(said) == 1 else next((name for name, _ in held.most_common(1)), "")
    cases = [group for group in groups if best in group]
    if not best or (best not in said and not _is_telling(best, cases, held[best])):
        return "", []
    if held[best] == len(cases) and (is_certain or cases):
        return best, []
    if cases:
        text = say(
            "Does `{name}` stand for all others? Its figures are the sums of theirs {held} times of {all}.",
            name=best,
            held=number(held[best]),
            all=number(len(cases)),
        )
    else:
        text = say("Does `{name}` stand for all others, as it is called?", name=best)
    is_likely = held[best] * 2 >= len(cases) or (best in said and _may_be_of_all(best, cases))
    taken = best if is_likely else NONE
    return (best if taken == best else ""), [Question(key, text, taken, (best, NONE), more=say(MORE))]


MORE = message(
    "What stands for all others is not ranked with them, and has no document of its own as one of them. Its rates, "
    "means and medians are no sums of theirs, and lie between them."
)
"""What is told of the question what stands for all others."""


def _may_be_of_all(name: str, cases: Sequence[Group]) -> bool:
    """Say whether figures can be the rates or medians of all, or count what stands in several of them once.

    What is more than the sum of all is a total of more places than these.
    """
    others = [[value for other, value in group.items() if other != name] for group in cases]
    return all(min(values) <= group[name] <= sum(values) for group, values in zip(cases, others, strict=True))


def _is_code_of_total(name: str, names: Sequence[str]) -> bool:
    if name in CODES_OF_TOTALS or name.casefold() not in PEOPLE:
        return name in CODES_OF_TOTALS
    others = {other.casefold() for other in names if other != name}
    return len(others) >= LEAST and others <= SEXES


def _is_sum(name: str, group: Group) -> bool:
    others = [value for other, value in group.items() if other != name]
    return group[name] > 0 and not difference(group[name], others)


def _is_telling(name: str, cases: Sequence[Group], held: int) -> bool:
    """Say whether sums hold too often, or of too many, for chance."""
    if held < len(cases) * NEARLY or not cases:
        return False
    return held > LEAST or (len(cases[0]) > OTHERS and (held == LEAST or cases[0][name] >= LARGE))


def _known(key: str, answered: str, names: Sequence[str]) -> str:
    if answered not in names:
        hint = did_you_mean(answered, names) or f"write a name as it stands in the table, or `{NONE}`"
        raise UsageError(f"answer `{key}`: expected what stands for all others, found `{answered}`", hint=hint)
    return answered
