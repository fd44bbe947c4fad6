"""What each of several sheets of one shape measures, where their titles say that they measure different things.

Injuries    Hospitalizations, age 0-17    Number
Rates       Hospitalizations, age 0-17    Rate per 100,000 population
Poverty     Children in poverty           Percent of children under 18
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from reportgen.intake.gazetteers import levels_of
from reportgen.intake.measures import unit_in
from reportgen.intake.moments import moment_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Subject = tuple[str, str]
"""What a sheet measures, and in which unit, as its titles say; the one or the other may be empty."""
ALIKE = 0.5
"""Of the words of two titles: so many are the same where they are about the same, said of two places."""
WORD = re.compile(r"[^\W\d_]{3,}")


def subjects_of(titles: Mapping[str, Sequence[str]]) -> dict[str, Subject]:
    """Return what each sheet measures, by its name, from the titles above each; none where all measure the same.

    Sheets of places differ in a name only: `Visits at Oak Clinic`, `Visits at Elm Clinic` are the same visits.
    """
    shared = set.intersection(*(set(lines) for lines in titles.values()))
    own = {sheet: [line for line in lines if line not in shared] for sheet, lines in titles.items()}
    found = {sheet: _subject(lines) for sheet, lines in own.items()}
    if all(levels_of(sheet) for sheet in titles):
        return {}
    units = {unit_in(" | ".join(lines)) for lines in own.values()}
    are_others = all(own.values()) and any(
        _are_apart(_words(first, found[first][0]), _words(second, found[second][0]))
        for first, second in combinations(found, 2)
        if found[first][0] and found[second][0]
    )
    return found if len(units) > 1 or are_others else {}


def _subject(lines: Sequence[str]) -> Subject:
    """Return what the titles of one sheet alone say: a line with a unit below another one is the unit of it."""
    units = [line for line in lines if unit_in(line) or _COUNTED.match(line)]
    unit = units[-1] if units and (len(lines) > 1 or _COUNTED.fullmatch(units[-1]) or _BARE.match(units[-1])) else ""
    return next((line for line in lines if line != unit), ""), unit


_COUNTED = re.compile(r"(?i)\W*(?:numbers?|counts?|totals?|anzahl|zahl|número|n)\W*")
_BARE = re.compile(r"(?i)\W*(?:percent|percentages?|prozent|porcentaje|rates?|per)\b(?!.*\bof\b.*\b(?:who|in|with)\b)")
"""How a title begins that has a unit and no more: `Percent`, `Rate per 100,000`."""


def _words(sheet: str, title: str) -> frozenset[str]:
    """Return the words of a title in small letters, without its period and the name of its sheet."""
    named = set(WORD.findall(sheet.casefold()))
    return frozenset(WORD.findall(moment_in(title)[1].casefold())) - named


def _are_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and len(first & second) < ALIKE * len(first | second)
