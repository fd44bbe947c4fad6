"""Places within others of the same list: London stands beside Inner and Outer London, whose figures make up its own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from math import log10
from typing import TYPE_CHECKING

from reportgen.intake.found import Question
from reportgen.intake.proofs import ADDED, LEAST, NEARLY, difference
from reportgen.intake.sums import NO, YES
from reportgen.intake.where import WHOLE, level_of
from reportgen.language import say
from reportgen.measure import Qualifier
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.found import Fact, FoundPlace, Measure

CASES = 24
"""Figures of each place that are looked at."""
MOST = 400
"""Places of a level among which parts are looked for."""
NAMED, IN_A_ROW, ANY = 0, 6, 14
"""Digits that have to agree: of places with the name of the whole in theirs, of those that follow it, of any two."""
SHOWN = 6
"""Parts that a question names."""

Column = tuple[Decimal, ...]


def with_parts(
    places: Sequence[FoundPlace], facts: Iterable[Fact], measures: Mapping[str, Measure], answers: Answers
) -> tuple[tuple[FoundPlace, ...], list[Question]]:
    """Return places, of which those within another one of the list are its parts, and a question for each such one."""
    figures = _figures(facts, measures)
    by_level: dict[str, list[FoundPlace]] = defaultdict(list)
    for place in places:
        if place.code in figures and place.level != WHOLE:
            by_level[place.level].append(place)
    changed: dict[str, FoundPlace] = {}
    questions = []
    for listed in by_level.values():
        wholes = list(_wholes(listed, figures)) if LEAST < len(listed) <= MOST else []
        are_most = sum(len(parts) for _, parts in wholes) * 2 > len(listed)
        for whole, parts in wholes:
            key = f"parts.{whole.name}"
            if not answers.get(key):
                questions.append(Question(key, _text(whole, parts), YES, (YES, NO)))
            if (answers.one_of(key, (YES, NO)) or YES) == YES:
                changed |= _changed(whole, parts, are_most=are_most)
    return tuple(changed.get(place.code, place) for place in places), questions


def _text(whole: FoundPlace, parts: Sequence[FoundPlace]) -> str:
    names = [part.name for part in parts[:SHOWN]]
    more = [say("{count} more", count=len(parts) - SHOWN)] if len(parts) > SHOWN else []
    return say(
        "The figures of `{whole}` are the sums of those of {parts}. Are these its parts?",
        whole=whole.name,
        parts=list_of([*names, *more]),
    )


def _changed(whole: FoundPlace, parts: Sequence[FoundPlace], *, are_most: bool) -> dict[str, FoundPlace]:
    """Return the places with levels of their own: the parts, or the whole where most places are parts of one."""
    if are_most or any(part.parent == whole.code for part in parts):
        return {whole.code: replace(whole, level=f"{level_of(whole.level) or whole.level} group")} | {
            part.code: replace(part, parent=whole.code) for part in parts
        }
    level = f"part of a {level_of(whole.level) or whole.level}"
    return {part.code: replace(part, level=level, parent=whole.code) for part in parts}


def _figures(facts: Iterable[Fact], measures: Mapping[str, Measure]) -> dict[str, dict[tuple[object, ...], Decimal]]:
    """Return the exact figures of each place that may be added up."""
    found: dict[str, dict[tuple[object, ...], Decimal]] = defaultdict(dict)
    for fact in facts:
        if fact.value is not None and fact.qualifier == Qualifier.EXACT and measures[fact.measure].unit.kind in ADDED:
            found[fact.place][fact.measure, fact.period, fact.breakdown] = fact.value
    return found


def _wholes(
    places: Sequence[FoundPlace], figures: Mapping[str, Mapping[tuple[object, ...], Decimal]]
) -> Iterator[tuple[FoundPlace, tuple[FoundPlace, ...]]]:
    """Yield places with the others that they are made of; never with all others, for that is the total."""
    shared = set.intersection(*(set(figures[place.code]) for place in places))
    keys = sorted(shared, key=repr)[:CASES]
    columns = [tuple(figures[place.code][key] for key in keys) for place in places]
    taken: set[int] = set()
    for number, place in enumerate(places if keys else ()):
        if number in taken:
            continue
        parts = next(
            (
                parts
                for least, candidates in (
                    (NAMED, _by_name(places, number)),
                    (IN_A_ROW, _in_a_row(columns, number)),
                    (ANY, _any_two(columns, number)),
                )
                for parts in candidates
                if LEAST <= len(parts) < len(places) - 1
                and _digits(columns[number]) >= least
                and _is_sum(columns[number], [columns[part] for part in parts])
            ),
            (),
        )
        if parts and any(columns[number]):
            taken.update(parts)
            yield place, tuple(places[part] for part in parts)


def _digits(column: Column) -> float:
    return sum(log10(abs(value) + 1) for value in set(column))


def _is_sum(whole: Column, parts: Sequence[Column]) -> bool:
    """Say whether figures are the sums of others, but for rounding, in nearly all cases."""
    held = sum(not difference(all_, values) for all_, *values in zip(whole, *parts, strict=True))
    return held >= NEARLY * len(whole)


def _by_name(places: Sequence[FoundPlace], number: int) -> Iterator[tuple[int, ...]]:
    name = re.compile(rf"\b{re.escape(places[number].name)}\b")
    yield tuple(other for other, place in enumerate(places) if other != number and name.search(place.name))


def _in_a_row(columns: Sequence[Column], number: int) -> Iterator[tuple[int, ...]]:
    """Yield the places after one, and those before it, until they are more than it is."""
    whole = columns[number][0]
    for step in (1, -1):
        values: list[Decimal] = []
        other = number + step
        while 0 <= other < len(columns) and difference(whole, values) > 0:
            values.append(columns[other][0])
            other += step
        if values and not difference(whole, values):
            yield tuple(range(number + step, other, step))


def _any_two(columns: Sequence[Column], number: int) -> Iterator[tuple[int, ...]]:
    known = {column: other for other, column in enumerate(columns) if other != number}
    for first, column in enumerate(columns):
        rest = tuple(all_ - part for all_, part in zip(columns[number], column, strict=True))
        second = known.get(rest, -1)
        if first not in (number, second) and second >= 0:
            yield (first, second)
