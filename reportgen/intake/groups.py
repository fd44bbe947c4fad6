"""Labels of blocks that say what is measured in each, as `Children in care`, and are no members of a breakdown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.heads import COUNTED, PEOPLE
from reportgen.intake.labels import GROUP
from reportgen.intake.measures import is_rate
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.columns import Column
    from reportgen.intake.profiles import Profile

_MEASURED = re.compile(
    r"(?i)(?:total )?(?:number|average|mean|median|rate|share|percent(?:age)?|amount|costs?|anzahl|anteil|durchschnitt)"
    r"(?![a-z])"
)
"""How labels begin that say how something is measured."""


def with_measures(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Return the columns, that of the labels of blocks as the name of the measure where they say what is measured.

    A column whose head says `Indicator` over the names below these labels is then that of the places.
    """
    result = list(columns)
    found = next((one for one in columns if one.head == GROUP and one.role == Role.BREAKDOWN), None)
    if found is None or not _are_measures(profiles[found.index].distinct):
        return result
    result[found.index] = replace(found, role=Role.MEASURE, why="labels that say what is measured below them")
    has_place = any(one.role == Role.PLACE for one in columns)
    for place, column in enumerate(columns):
        if column.role == Role.MEASURE and not has_place:
            why = message("names below what is measured")
            result[place] = replace(column, role=Role.PLACE, why=why, is_doubtful=True)
    return result


def _are_measures(labels: Sequence[str]) -> bool:
    """Say whether labels say what is measured: some are rates and some not, or most begin with what is counted."""
    rates = sum(map(is_rate, labels))
    if any(map(PEOPLE.fullmatch, labels)):
        return False
    begun = sum(bool(_MEASURED.match(label) or (COUNTED.match(label) and " " in label)) for label in labels)
    return len(labels) > 1 and (0 < rates < len(labels) or begun * 2 > len(labels))
