"""Why something that a template asks for is not there, and what there is instead, for whoever writes the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.breakdown import breakdown_members
from reportgen.compose.figures import member_mapping
from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import SeriesKey
    from reportgen.dataset import Package
    from reportgen.periods import Period

MOST = 8
"""Periods that are named."""


def no_figure(package: Package, key: SeriesKey, year: Period) -> DataError:
    """Return the error for a figure that was not published, with what there is: other periods, or parts."""
    published = package.published_years(key.indicator, key.place, **member_mapping(key))
    asked = "; ask `.published` first where it may be missing"
    name = package.place(key.place).name
    if published:
        message = f"`{key.indicator}` has no published figure for {year}"
        return DataError(message, hint=f"there is one for {_periods(published)}{asked}")
    message = f"`{key.indicator}` has no published figure for {year} of {name}"
    parts = _parts(package, key)
    if not parts:
        return DataError(message, hint=f"there is none for any period{asked}")
    within = f"there are figures by {' and by '.join(f'`{each}`' for each in parts)}, and none of the whole"
    return DataError(f"{message}: {within}", hint=f"write `members('{key.indicator}', '{parts[0]}')` for all of them")


def _periods(years: Sequence[Period]) -> str:
    words = [str(year) for year in years]
    return ", ".join(words if len(words) <= MOST else (*words[: MOST - 1], "…", words[-1]))


def _parts(package: Package, key: SeriesKey) -> tuple[str, ...]:
    """Return the levels of place and the dimensions by which an indicator has figures."""
    found: dict[str, None] = {}
    for indicator, place, breakdown in sorted(package.series):
        if indicator != key.indicator:
            continue
        level = package.place(place).level
        found |= dict.fromkeys([level] if place != key.place and level and not breakdown else [])
        found |= dict.fromkeys(breakdown_members(breakdown) if place == key.place else [])
    levels = list(package.levels.names)
    return tuple(sorted(found, key=lambda name: levels.index(name) if name in levels else len(levels)))
