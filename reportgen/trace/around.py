"""What stands around a figure: its series over the periods of a document, and the identities that it fulfils."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportgen.audit.check import Outcome, agreement
from reportgen.audit.figures import figures_of_place
from reportgen.audit.identities import findings_of
from reportgen.breakdown import breakdown_members
from reportgen.document.inlines import mark_sign
from reportgen.language import say
from reportgen.measure import MISSING_MARKS, OPEN_QUALIFIERS, Qualifier
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reportgen.audit.finding import Finding
    from reportgen.dataset import Identity, Observation, Package
    from reportgen.periods import Period

    Sum = tuple[Identity, Finding]
    Checks = Mapping[tuple[Period, str], Sum]
    """The sums of one indicator and place, by period and breakdown of the figures in them."""

WORDS = re.compile(r"[^\W\d_]|[<>]")
"""Of a figure that its source prints not in digits alone."""
MOST_PARTS = 6
"""That such a line writes out."""
MOST_YEARS, MOST_OTHERS = 6, 4
"""Periods that a series is told of; the names of months and quarters are longer."""


Series = dict[str, Any]


def series_around(
    cell: Observation, periods: Sequence[Period], package: Package, found: dict[tuple[object, ...], Series]
) -> Series:
    """Return the figures of a cell's series in these periods, as printed, and before which of them it begins anew.

    Nothing where there is no other figure. `values` has a mark in place of a figure that there is none of. `found`
    keeps what was found for the other cells of a series.
    """
    shown = _shown(cell.year, periods)
    if cell.year not in shown:
        return {}
    asked = (cell.indicator, cell.place, cell.breakdown, shown[0])
    if asked not in found:
        found[asked] = _series(cell, shown, package)
    return found[asked]


def _series(cell: Observation, shown: Sequence[Period], package: Package) -> Series:
    figures = package.series.get((cell.indicator, cell.place, cell.breakdown), {})
    if sum(each in figures for each in shown) < 2:
        return {}
    anew = package.breaks_for(cell.indicator, cell.breakdown, shown, place=cell.place)
    breaks = [place for place, years in enumerate(pairwise(shown), start=1) if any(each.parts(years) for each in anew)]
    values = [_value(figures.get(period), cell, period, package) for period in shown]
    return {"periods": [str(period) for period in shown], "values": values, "breaks": breaks}


def _shown(period: Period, periods: Sequence[Period]) -> Sequence[Period]:
    """Return the periods up to a figure's own, or the first ones where there are not as many before it."""
    if len(periods) <= MOST_OTHERS or period not in periods:
        return periods
    most = MOST_YEARS if all(str(each).isdecimal() for each in periods[:1]) else MOST_OTHERS
    if len(periods) <= most:
        return periods
    end = max(periods.index(period) + 1, most)
    return periods[end - most : end]


def _value(found: Observation | None, cell: Observation, period: Period, package: Package) -> str:
    if found is not None and found.value is not None:
        # a source may print it in words: `more than 21.7 million`
        text = found.printed if found.printed and not WORDS.search(found.printed) else f"{exact_number(found.value)}"
        sign = "<" if found.qualifier is Qualifier.LESS_THAN else ">"
        return f"{sign}{text}" if found.qualifier in OPEN_QUALIFIERS else text
    dimensions = tuple(breakdown_members(cell.breakdown))
    return mark_sign(
        MISSING_MARKS[package.why_missing(found, cell.indicator, period, place=cell.place, dimensions=dimensions)]
    )


def checks_of_place(indicator: str, place: str, package: Package) -> Checks:
    """Return the sums that the figures of an indicator for a place are parts of, or wholes, the first one of each.

    Nothing where something is hidden, which has no sums. The sum over places is not among them: it is one of the whole
    package.
    """

    def find() -> Checks:
        return _checks(indicator, place, package)

    # those of the country are asked for by every document on a place
    return package.known(("sums", indicator), find) if place == package.country else find()


def _checks(indicator: str, place: str, package: Package) -> Checks:
    breakdowns = package.breakdowns(indicator, place)
    dimensions = {dimension for breakdown in breakdowns for dimension in breakdown_members(breakdown)}
    identities = [each for each in package.identities.values() if _is_told(each, indicator, package, dimensions)]
    if package.hidden or not identities:
        return {}
    figures = figures_of_place(package, indicator, place)
    checks: dict[tuple[Period, str], Sum] = {}
    for identity in identities:
        for finding in findings_of(identity, figures):
            if identity.is_about(finding.cell.year):
                told = (identity, finding)
                for _, cell in (finding.part, *finding.parts):
                    checks.setdefault((cell.year, cell.breakdown), told)
    return checks


def _is_told(identity: Identity, indicator: str, package: Package, dimensions: Collection[str]) -> bool:
    if identity.indicator != indicator or package.levels.is_level(identity.dimension):
        return False
    return identity.kind == "parts" or (identity.kind == "sum" and identity.dimension in dimensions)


def sum_in_words(identity: Identity, finding: Finding, package: Package) -> str:
    """Return a sum in figures, and whether it holds: `Holds: 27,033 Resolved + 2,535 Active = 29,568`."""
    outcome, _ = finding.verdict or agreement(finding.left, finding.right, identity.tolerance)
    parts = [*_parts(finding, identity, package)]
    written = " + ".join(parts if len(parts) <= MOST_PARTS else [*parts[: MOST_PARTS - 1], "…", parts[-1]])
    whole, told = f"{exact_number(finding.left.value)}", f"{exact_number(finding.right.value)}"
    if outcome is Outcome.PASSED:
        return say("Holds: {parts} = {whole}", parts=written, whole=whole)
    if outcome is Outcome.FAILED:
        return say("Does not hold: {parts} = {sum}, printed {whole}", parts=written, sum=told, whole=whole)
    return say("Holds within rounding: {parts} = {sum}, printed {whole}", parts=written, sum=told, whole=whole)


def _parts(finding: Finding, identity: Identity, package: Package) -> Iterator[str]:
    """Yield each part with what tells it from the whole."""
    for indicator, cell in finding.parts:
        found = package.series.get((indicator, cell.place, cell.breakdown), {}).get(cell.year)
        value = f"{exact_number(found.value)}" if found is not None and found.value is not None else "?"
        own = {name: code for name, code in cell.members.items() if finding.cell.members.get(name) != code}
        names = [package.short_label(name, code) for name, code in own.items()]
        if indicator != identity.indicator:
            names.insert(0, package.indicator(indicator).short_title or package.indicator(indicator).title)
        yield " ".join([value, *names])
