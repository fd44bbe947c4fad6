"""Look up the change of a series between two years."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reportgen.breakdown import breakdown_string
from reportgen.compare.years import compare_years
from reportgen.errors import DataError
from reportgen.measure import MeasureType, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from reportgen.dataset import Package

    SeriesKey = tuple[str, str, str]
    """Indicator, place and breakdown."""

KIND_REASONS = {
    MeasureType.CUMULATIVE: Reason.CUMULATIVE,
    MeasureType.RATIO: Reason.RATIO,
    MeasureType.CHANGE: Reason.PRINTED_CHANGE,
}
"""Measure types that are never compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two values of a series compared, or the reason why they are not."""

    indicator: str
    place: str
    breakdown: str
    base_year: int
    year: int
    value: float | None
    base_value: float | None
    difference: float | None
    """In the unit of the indicator; None for shares."""
    percent: float | None
    """Unrounded; None for shares, and where the base is too small."""
    points: float | None
    """Percentage points; only for shares."""
    gap: int
    """Years between the two; 1 is a year-over-year change."""
    reason: Reason
    break_note: str
    """The note on the break that stands between the two years; empty when none blocks."""
    from_rounded: bool
    """Whether one of the two values was published rounded, so that the change is only near."""
    percent_low: float | None
    """The least percentage that the printed precision allows; equal to `percent` for exact values."""
    percent_high: float | None
    points_low: float | None
    """The least change in percentage points that the printed precision allows."""
    points_high: float | None

    @property
    def is_comparable(self) -> bool:
        """Whether a change is given, be it without a percentage because the base is small or zero."""
        return self.reason in (Reason.NONE, Reason.SMALL_BASE, Reason.ZERO_BASE)

    @property
    def has_percent(self) -> bool:
        """Whether there is a percentage change."""
        return self.percent is not None

    @property
    def direction(self) -> Literal["rise", "fall", "none", ""]:
        """Which way it went; empty when the two are not comparable."""
        amount = self.points if self.difference is None else self.difference
        if amount is None:
            return ""
        return "rise" if amount > 0 else "fall" if amount < 0 else "none"

    @property
    def is_direction_certain(self) -> bool:
        """Whether the direction holds whatever exact values the rounded ones stand for."""
        low = self.percent_low if self.points is None else self.points_low
        high = self.percent_high if self.points is None else self.points_high
        if low is None or high is None:
            return not self.from_rounded
        return low == high or low * high > 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change within the reporting years of a package."""

    package: Package
    changes: Mapping[SeriesKey, Mapping[tuple[int, int], Change]] = field(repr=False)
    """By series, then by base year and year."""

    def change(self, indicator: str, base_year: int, year: int, place: str | None = None, **members: str) -> Change:
        """Return the change of a series from one year to a later one; where there is none, its reason says why.

        Raises DataError for an unknown indicator, place, dimension or code, and for a base year that is not earlier.
        """
        if base_year >= year:
            raise DataError(f"expected a base year before {year}, found {base_year}")
        place = self.package.country if place is None else place
        breakdown = breakdown_string(members)
        known = self.changes.get((indicator, place, breakdown), {}).get((base_year, year))
        return known or self._absent(indicator, base_year, year, place=place, members=members)

    def latest_change(
        self, indicator: str, year: int, *, within: tuple[int, int], place: str | None = None, **members: str
    ) -> Change:
        """Return the change from the last year before `year`, within first and last, that has a published value.

        The gap may be more than one year. With no such year the change is that from the year before, and its reason is
        that the base was not published.
        """
        first, last = within
        years = self.package.published_years(indicator, place, **members)
        earlier = [one for one in years if first <= one <= last and one < year]
        if not earlier:
            place = self.package.country if place is None else place
            return self._absent(indicator, year - 1, year, place=place, members=members)
        return self.change(indicator, max(earlier), year, place, **members)

    def mean_change(
        self, indicator: str, first: int, last: int, place: str | None = None, **members: str
    ) -> float | None:
        """Return the mean change per year in percent, as a geometric mean, unrounded.

        None where not every yearly step from first to last has a percentage. Source: docs/methods.md, "Mean change per
        year".
        """
        if first >= last:
            return None
        steps = [self.change(indicator, year, year + 1, place, **members) for year in range(first, last)]
        base, value = steps[0].base_value, steps[-1].value
        if base is None or value is None or not all(step.has_percent for step in steps):
            return None
        return float(100 * ((value / base) ** (1 / (last - first)) - 1))

    def _absent(self, indicator: str, base_year: int, year: int, *, place: str, members: Mapping[str, str]) -> Change:
        """Return the change of a pair that is not in the record: at least one end is not there, or not looked at."""
        base = self.package.observation(indicator, base_year, place, **members)
        end = self.package.observation(indicator, year, place, **members)
        kind = self.package.indicator(indicator).measure_type
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
            gap=year - base_year,
            reason=KIND_REASONS.get(kind, missing),
            break_note="",
            from_rounded=False,
            percent_low=None,
            percent_high=None,
            points_low=None,
            points_high=None,
        )


def compare(package: Package) -> Comparison:
    """Return every change of every series between any two reporting years."""
    years = package.years
    pairs = [(base, year) for base in years for year in years if base < year]
    frame = compare_years(package.observations, package.breaks, package.rules, pairs=pairs, country=package.country)
    changes: dict[SeriesKey, dict[tuple[int, int], Change]] = {}
    for change in _changes(frame):
        series = (change.indicator, change.place, change.breakdown)
        changes.setdefault(series, {})[change.base_year, change.year] = change
    return Comparison(package, changes)


def _changes(frame: pd.DataFrame) -> list[Change]:
    """Return the rows of `compare_years` as records, with None where the table has a missing number."""
    names = {"blocking_break": "break_note"}
    reasons = {str(reason): reason for reason in Reason}
    columns = {
        names.get(name, name): [None if value != value else value for value in frame[name].tolist()]
        for name in frame.columns
    }
    columns["reason"] = [reasons[reason] for reason in frame["reason"].tolist()]
    return [Change(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)]
