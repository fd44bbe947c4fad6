"""Take away the figures that are too small to be shown, before anything else of the program sees them.

A figure is hidden in all of its rows, also those that repeat or round it, with everything that a row says of its value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.dataset.named import counts_named
from reportgen.dataset.observations import COLUMNS, ObservationRows
from reportgen.dataset.quotients import quotients_found, undeclared
from reportgen.errors import DataError, ReportErrors
from reportgen.measure import OPEN_QUALIFIERS, ObservationStatus, Qualifier
from reportgen.periods import Period, year_period
from reportgen.precision import is_masked
from reportgen.suppression import Hidden, SmallNumbers, small_numbers
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.dataset.records import Code, Identity, Indicator, SuppressedFigure

    FigureKey = tuple[str, Period, str, str]
    """Indicator, period, place and breakdown."""

KEY = ("indicator", "year", "place", "breakdown")
BLANK: Mapping[str, Any] = {
    "value": None,
    "qualifier": str(Qualifier.EXACT),
    "obs_status": str(ObservationStatus.SUPPRESSED),
    "printed": "",
    "derived_from": "",
    "correction": "",
    "note": "",
}
"""What a row says of a figure that is not shown; the columns that are not named here do not tell its value."""
EACH: Mapping[UnitKind, float] = {UnitKind.PERCENT: 100, UnitKind.PROPORTION: 1}
QUOTIENTS = ("share", "change")
"""Kinds of identities whose figure gives a count away to whoever knows the others."""
OPERAND = re.compile(r"(?P<name>[a-z_]\w*)(?:\{(?P<members>[^}]*)\})?(?:@(?P<year>-?\d+))?")
PLACE = "place"
FIRST_YEAR = 1000
"""Numbers from here on are years; smaller ones count from the year of the figure."""


@dataclass(frozen=True, slots=True)
class SuppressionRules:
    """Which counts are small: of the package, of one file, of one indicator; the nearest one holds."""

    package: SmallNumbers | None
    files: Mapping[str, SmallNumbers | None]
    """By the file as messages name it."""
    indicators: Mapping[str, SmallNumbers | None]

    def of(self, indicator: Indicator, file: str) -> SmallNumbers | None:
        """Return the rule for figures of an indicator in a file; None where all of them are shown.

        The rule of a package or a file is about what is counted. An indicator of any kind may have one of its own.
        """
        if indicator.indicator in self.indicators:
            return self.indicators[indicator.indicator]
        if not indicator.measured_in.is_counted:
            return None
        return self.files.get(file, self.package)

    def __bool__(self) -> bool:
        return any(rule is not None for rule in (self.package, *self.files.values(), *self.indicators.values()))


def indicator_rules(indicators: Iterable[Indicator]) -> dict[str, SmallNumbers | None]:
    """Return the rules that indicators have of their own; they were checked when the table was."""
    return {one.indicator: small_numbers(one.suppress) for one in indicators if one.suppress}


def without_small_numbers(
    rows: ObservationRows,
    rules: SuppressionRules,
    *,
    indicators: Mapping[str, Indicator],
    identities: Iterable[Identity],
    codelists: Mapping[str, Mapping[str, Code]],
    further: Sequence[SuppressedFigure],
    country: str,
) -> tuple[ObservationRows, dict[FigureKey, Hidden]]:
    """Return the rows without what must not be shown, and the figures that are hidden, with why.

    Raises ReportErrors for a figure that is to be hidden and is not there.
    """
    if not rules and not further:
        return rows, {}
    hidden = dict(_small(rows, rules, indicators))
    for key, why in _listed(further, rows, country):
        hidden.setdefault(key, why)
    finder = _Related(rows, rules, indicators, identities, codelists, country)
    masked = dict.fromkeys(_masked(rows, indicators), Hidden.BOUNDED)
    # a rate of rates hides with them, so it is looked again until nothing is added
    while found := [key for key in finder.related({**masked, **hidden}) if key not in hidden and key not in masked]:
        hidden.update(dict.fromkeys(found, Hidden.RELATED))
    return ObservationRows(_blanked(table, hidden) for table in rows.tables), hidden


def _small(
    rows: ObservationRows, rules: SuppressionRules, indicators: Mapping[str, Indicator]
) -> Iterator[tuple[FigureKey, Hidden]]:
    """Yield the figures that any of their rows shows to be small, and those of which it gives such a bound."""
    for table in rows.tables:
        file = str(table["resource"][0]) if table["line"] else ""
        found = {name: rules.of(indicators[name], file) for name in set(table["indicator"])}
        if any(rule is not None for rule in found.values()):
            for *key, value, qualifier in zip(*(table[name] for name in (*KEY, "value", "qualifier")), strict=True):
                rule = found[key[0]]
                if rule is not None and value in rule:
                    is_bound = qualifier in OPEN_QUALIFIERS
                    yield (key[0], key[1], key[2], key[3]), Hidden.BOUNDED if is_bound else Hidden.SMALL


def _masked(rows: ObservationRows, indicators: Mapping[str, Indicator]) -> Iterator[FigureKey]:
    """Yield the counts that the source does not show itself, or of which it gives a bound."""
    asked = (*KEY, "value", "obs_status", "qualifier", "printed", "preferred")
    for indicator, year, place, breakdown, value, status, qualifier, printed, is_preferred in rows.cells(asked):
        if not is_preferred or not indicators[indicator].measured_in.is_counted:
            continue
        if status == ObservationStatus.SUPPRESSED if value is None else is_masked(qualifier, printed, is_counted=True):
            yield (indicator, year, place, breakdown)


def _listed(
    further: Sequence[SuppressedFigure], rows: ObservationRows, country: str
) -> Iterator[tuple[FigureKey, Hidden]]:
    """Yield the figures that a file lists to be hidden, too."""
    if not further:
        return
    known = {(name, year, place, cut): value == 0 for name, year, place, cut, value in rows.cells((*KEY, "value"))}
    errors = []
    for one in further:
        key = (one.indicator, one.year, one.place or country, breakdown_string(breakdown_members(one.breakdown)))
        if key in known:
            yield key, Hidden.ZERO if known[key] else Hidden.FURTHER
        else:
            named = ", ".join(str(part) for part in key if part)
            message = f"expected a figure of the package, found none of `{named}`"
            errors.append(DataError(message, where=one.where, hint="take the row out, or correct what it names"))
    if errors:
        raise ReportErrors(errors)


class _Related:
    """Finds the rates, shares and printed changes from which a hidden count could be worked out."""

    def __init__(
        self,
        rows: ObservationRows,
        rules: SuppressionRules,
        indicators: Mapping[str, Indicator],
        identities: Iterable[Identity],
        codelists: Mapping[str, Mapping[str, Code]],
        country: str,
    ) -> None:
        self.rules = rules
        self.codelists = codelists
        self.indicators = indicators
        self.quotients = {name: one for name, one in indicators.items() if one.numerator or one.denominator}
        self.identities: dict[str, list[Identity]] = {}
        for one in identities:
            if one.kind in QUOTIENTS:
                self.identities.setdefault(one.indicator, []).append(one)
        self.named = counts_named(indicators)
        asked = self.quotients.keys() | self.identities.keys() | undeclared(indicators) | self.named.keys()
        self.values: dict[FigureKey, float | None] = {}
        self.keys: list[FigureKey] = []
        if asked:
            # a bound is no figure of which another one could be the quotient
            used = rows.cells((*KEY, "value", "qualifier", "preferred"))
            self.values = {
                (name, year, place, cut): None if qualifier in OPEN_QUALIFIERS else value
                for name, year, place, cut, value, qualifier, is_used in used
                if is_used
            }
            self.keys = [key for key in self.values if key[0] in asked]
        self.found = quotients_found(self.values, indicators, country)

    def related(self, hidden: Mapping[FigureKey, Hidden]) -> Iterator[FigureKey]:
        """Yield the figures that hide with those that are hidden."""
        for key in self.keys:
            rate, declared = self.quotients.get(key[0]), self.identities.get(key[0], ())
            ends = [each for identity in declared for each in self._operands(identity, key)]
            ends += self.found[key[0]].keys(key) if key[0] in self.found else ()
            ends += self._named(key)
            if (rate is not None and self._gives_away(rate, key, hidden)) or any(each in hidden for each in ends):
                yield key

    def _gives_away(self, rate: Indicator, key: FigureKey, hidden: Mapping[FigureKey, Hidden]) -> bool:
        parts = [self._part(name, key) for name in (rate.numerator, rate.denominator) if name]
        return any(part in hidden for part in parts) or self._is_small(rate, key)

    def _named(self, key: FigureKey) -> Iterator[FigureKey]:
        """Yield the counts that the title of a rate names; of a change also that of the period before."""
        is_change = self.indicators[key[0]].measured_in.kind is UnitKind.CHANGE
        for count in self.named.get(key[0], ()):
            yield self._part(count, key)
            if is_change:
                yield self._part(count, (key[0], key[1].before(1), *key[2:]))

    def _part(self, indicator: str, key: FigureKey) -> FigureKey:
        """Return the count of a rate: with the breakdown of the rate, or its total where it is not divided so."""
        own = (indicator, *key[1:])
        return own if own in self.values else (indicator, key[1], key[2], "")

    def _is_small(self, rate: Indicator, key: FigureKey) -> bool:
        """Say whether a rate and what it is of give a small count that stands in no row."""
        counted = self.indicators.get(rate.numerator)
        each = EACH.get(rate.measured_in.kind, rate.per)
        if counted is None or not each or (rate.numerator, *key[1:]) in self.values:
            return False
        rule = self.rules.of(counted, "")
        value = self.values[key]
        whole = self.values.get((rate.denominator, *key[1:]))
        return rule is not None and value is not None and whole is not None and round(value * whole / each) in rule

    def _operands(self, identity: Identity, key: FigureKey) -> Iterator[FigureKey]:
        """Yield the counts of a share, or the two ends of a printed change."""
        _, year, place, breakdown = key
        own = breakdown_members(breakdown)
        base = own.pop(identity.dimension, "") if identity.kind == "change" else ""
        backs = (0, self._years_back(identity.dimension, base)) if base else (0,)
        for found in OPERAND.finditer(identity.operands):
            members = {**own, **breakdown_members(found["members"] or "")}
            at = members.pop(PLACE, place)
            cut = breakdown_string({name: code for name, code in members.items() if code != TOTAL})
            for back in backs:
                when = year.before(back) if not found["year"] else _when(year, int(found["year"]))
                yield (found["name"], when, at, cut)

    def _years_back(self, dimension: str, code: str) -> int:
        """Return how many years lie between the two ends of a printed change."""
        found = self.codelists.get(dimension, {}).get(code)
        return (found.years_back if found else None) or 1


def _when(year: Period, told: int) -> Period:
    return year_period(told) if told >= FIRST_YEAR else year.before(-told)


def _blanked(table: Mapping[str, Sequence[Any]], hidden: Mapping[FigureKey, Hidden]) -> Mapping[str, Sequence[Any]]:
    """Return the columns of a table without what it says of hidden figures."""
    taken = {at for at, key in enumerate(zip(*(table[name] for name in KEY), strict=True)) if key in hidden}
    if not taken:
        return table
    return {
        name: [BLANK[name] if at in taken else cell for at, cell in enumerate(table[name])]
        if name in BLANK
        else table[name]
        for name in COLUMNS
    }
