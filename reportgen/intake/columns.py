"""What a column of a foreign table is: its role, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.intake.profiles import Profile


class Role(StrEnum):
    """What a column is for."""

    PERIOD = "period"
    PERIOD_PART = "part of the period"
    """A month or a quarter beside a column of years."""
    PLACE = "place"
    PLACE_CODE = "code of the place"
    LEVEL = "level of place"
    MEASURE = "name of the measure"
    UNIT = "unit"
    BREAKDOWN = "breakdown"
    VALUE = "figures"
    LOWER = "lower limit"
    UPPER = "upper limit"
    MARGIN = "margin of error"
    SAMPLE = "sample size"
    NOTE = "note"
    FLAG = "status"
    """Letters beside figures that say of what status they are: estimated, provisional."""
    IGNORED = "not used"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its role."""

    index: int
    head: str
    role: Role
    why: str
    example: str = ""
    is_doubtful: bool = False
    """Whether somebody who knows the file should be asked."""
    measure: str = ""
    """Of figures and what belongs to them: what is measured."""
    period: str = ""
    """Of figures: the period that the head names."""
    scenario: str = ""
    """Of figures whose heads name periods: what else they say, `Plan`."""
    breakdown: str = ""
    """Of figures whose head is a member of a breakdown: what the members are, `shelter`."""
    member: str = ""
    place: str = ""
    """Of figures whose head names a place: its name or code as it stands there."""
    of: int = -1
    """Of limits and of notes beside figures: the column of the figures."""


def as_column(profile: Profile, role: Role, why: str, *, is_doubtful: bool = False, measure: str = "") -> Column:
    """Return a column in this role, with one of its cells as an example."""
    return Column(profile.index, profile.head, role, why, profile.example, is_doubtful, measure)
