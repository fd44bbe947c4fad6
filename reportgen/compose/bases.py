"""From which year on several series are compared: one of which few have a figure compares next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period


def shared_years(scope: Scope, keys: Sequence[SeriesKey], years: Sequence[Period]) -> tuple[Period, ...]:
    """Return the years from the first on in which half of the series that have a figure of the last year have one."""
    told = [key for key in keys if scope.figure(key, years[-1]).published] if years else []
    for position, year in enumerate(years):
        if sum(scope.figure(key, year).published for key in told) * 2 >= len(told):
            return tuple(years[position:])
    return tuple(years)
