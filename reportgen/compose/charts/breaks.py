"""Between which years of a chart a series breaks, and what is said there: the same in every kind of chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.compose import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.dataset import SeriesBreak
    from reportgen.periods import Period


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a series breaks, before those of a chart that break alike are put together."""

    before: int
    """Index of the first year of the range after the break; the year of the break itself may have no report."""
    label: str
    """What stands beside the dotted line: `[b] another counting unit`."""
    apart: tuple[Period, ...] = ()
    """The years that stand apart, where these begin or end here; empty where a new series begins."""


def cuts(scope: Scope, key: SeriesKey) -> tuple[Cut, ...]:
    """Return where a series is cut; where a spell and a new series meet, the new series is told."""
    years = scope.published_years(key)
    found = [
        cut
        for one in scope.breaks(key)
        if one.parts(years)
        for cut in (_new_series(scope, one) if one.last_year is None else _spell(scope, key, one))
    ]
    new = {cut.before for cut in found if not cut.apart}
    return tuple(dict.fromkeys(cut for cut in found if not cut.apart or cut.before not in new))


def cuts_of_all(scope: Scope, keys: Sequence[SeriesKey]) -> tuple[Cut, ...]:
    """Return where any of the series is cut, in the order of the years, each place once with all that is said there."""
    places: dict[int, list[Cut]] = {}
    for cut in dict.fromkeys(cut for key in keys for cut in cuts(scope, key)):
        places.setdefault(cut.before, []).append(cut)
    return tuple(_joined(places[before]) for before in sorted(places))


def _joined(found: Sequence[Cut]) -> Cut:
    """Return the cuts of one place as one, with one mark; a new series is told before years that stand apart."""
    told = [cut for cut in found if not cut.apart] or found
    first, *others = dict.fromkeys(cut.label for cut in told)
    mark = first.partition(" ")[0]
    return replace(told[0], label="; ".join([first, *(label.removeprefix(f"{mark} ") for label in others)]))


def _before(scope: Scope, year: Period) -> int:
    """Return the index of the first year of the range that is not earlier, whether or not that year has a report."""
    return next(index for index, shown in enumerate(scope.years) if shown.start >= year.start)


def _new_series(scope: Scope, found: SeriesBreak) -> tuple[Cut, ...]:
    return (Cut(_before(scope, found.year), phrases.break_label(found.year, found.short)),)


def _spell(scope: Scope, key: SeriesKey, found: SeriesBreak) -> tuple[Cut, ...]:
    """Return the cuts before and after years that stand apart, each where there are figures beyond it."""
    assert found.last_year is not None, "only a spell has an end"
    apart = tuple(year for year in scope.package.years if found.holds(year)) or (found.year,)
    after = found.last_year.next
    earlier = [year for year in scope.published_years(key) if year.start < found.year.start]
    later = [year for year in scope.published_years(key) if year.start >= after.start]
    label = phrases.spell_label(apart, found.short)
    is_again = bool(earlier and later) and scope.are_comparable(key, earlier[-1], later[0])
    end = phrases.resumed_label(after, found.year) if is_again else label
    begins = (Cut(_before(scope, found.year), label, apart),) if earlier else ()
    return (*begins, *((Cut(_before(scope, after), end, apart),) if later else ()))
