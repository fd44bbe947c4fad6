"""Look up the change of a series between two years."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.breakdown import breakdown_string
from reportgen.compare.change import Change, End, Series, breaks_of, compare_ends, end, why_not
from reportgen.compare.points import counted_as, proportion
from reportgen.errors import DataError
from reportgen.measure import Reason
from reportgen.periods import as_period
from reportgen.unit import Compared, UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.dataset import Observation, Package
    from reportgen.periods import Period
    from reportgen.unit import Unit

    SeriesKey = tuple[str, str, str]
    """Indicator, place and breakdown."""


REMEMBERED = 10_000
"""Changes kept for whoever asks again; a batch of many places would otherwise keep those of all of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change within the reporting years of a package."""

    package: Package
    _made: dict[tuple[SeriesKey, Period, Period], Change] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Changes asked for before; a report asks for few of them, but for these often."""

    def change(
        self, indicator: str, base_year: Period, year: Period, place: str | None = None, **members: str
    ) -> Change:
        """Return the change of a series from one year to a later one; where there is none, its reason says why.

        Raises DataError for an unknown indicator, place, dimension or code, and for a base year that is not earlier.
        """
        base_year, year = as_period(base_year), as_period(year)
        if base_year >= year:
            raise DataError(
                f"expected a base year before {year}, found {base_year}", hint="compare with an earlier year"
            )
        place = self.package.country if place is None else place
        series = (indicator, place, breakdown_string(members))
        if series in self.package.series and {base_year, year} <= set(self.package.years):
            return self._made_once(series, base_year, year)
        return self._absent(indicator, base_year, year, place=place, members=members)

    def _made_once(self, series: SeriesKey, base_year: Period, year: Period) -> Change:
        found = self._made.get((series, base_year, year))
        if found is None:
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            found = self._made[series, base_year, year] = _change(self.package, series, base_year, year)
        return found

    def latest_change(
        self, indicator: str, year: Period, *, within: tuple[Period, Period], place: str | None = None, **members: str
    ) -> Change:
        """Return the change from the last year before `year`, within first and last, that has a published value.

        The gap may be more than one year; a month or a quarter is compared with the same one of that year. With no such
        year the change is that from the year before, and its reason is that the base was not published.
        """
        year, (first, last) = as_period(year), within
        years = self.package.published_years(indicator, place, **members)
        earlier = [one for one in years if first <= one <= last and year.is_same_of_year(one)]
        if not earlier:
            place = self.package.country if place is None else place
            return self._absent(indicator, year.before(), year, place=place, members=members)
        return self.change(indicator, max(earlier), year, place, **members)

    def _absent(
        self, indicator: str, base_year: Period, year: Period, *, place: str, members: Mapping[str, str]
    ) -> Change:
        """Return the change of a pair that is not in the record: at least one end is not there, or not looked at."""
        base = self.package.observation(indicator, base_year, place, **members)
        end = self.package.observation(indicator, year, place, **members)
        unit = self.package.indicator(indicator).measured_in
        missing = Reason.NOT_PUBLISHED if end is None or end.value is None else Reason.BASE_NOT_PUBLISHED
        return Change(
            indicator=indicator,
            place=place,
            breakdown=breakdown_string(members),
            base_year=base_year,
            year=year,
            value=end.value if end else None,
            # A year before the first report may have a restated figure; it is not used, so it is not shown either.
            base_value=base.value if base and missing == Reason.NOT_PUBLISHED else None,
            difference=None,
            percent=None,
            points=None,
            gap=year.years_since(base_year),
            reason=why_not(unit, base_year, year) or missing,
            break_note="",
            from_rounded=False,
            percent_low=None,
            percent_high=None,
            points_low=None,
            points_high=None,
        )


def compare(package: Package) -> Comparison:
    """Return what can be asked for the change of any series between any two reporting years."""
    return Comparison(package)


def _change(package: Package, key: SeriesKey, base_year: Period, year: Period) -> Change:
    indicator, place, breakdown = key
    unit = package.indicators[indicator].measured_in
    breaks = breaks_of(
        package.breaks_by_indicator.get(indicator, ()), indicator, place, breakdown, country=package.country
    )
    values = package.series[key]
    base, last = (_end(package, key, values.get(one), unit=unit) for one in (base_year, year))
    goes_below_zero = any(one.value is not None and one.value < 0 for one in values.values())
    series = Series(indicator, place, breakdown, unit, goes_below_zero, breaks)
    return compare_ends(series, base_year, year, base=base, last=last, rules=package.rules)


def _end(package: Package, key: SeriesKey, observation: Observation | None, *, unit: Unit) -> End | None:
    if observation is None or observation.value is None:
        return None
    stands_for = proportion(package, key, observation) if unit.compared is Compared.POINTS else None
    count = _count(package, key, observation, unit=unit)
    return end(observation.value, observation.qualifier, observation.printed, proportion=stands_for, count=count)


def _count(package: Package, key: SeriesKey, observation: Observation, *, unit: Unit) -> float | None:
    """Return how many cases a figure is of: a count of itself, a rate of those in its numerator."""
    if unit.kind is UnitKind.COUNT:
        return observation.value
    return counted_as(package, key, observation.year) if unit.kind is UnitKind.RATE else None
