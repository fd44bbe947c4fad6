"""Find the rates and shares that the figures themselves give, though no indicator says of which counts they are.

A percentage tells a count to whoever knows the whole; so it has to be known where small counts are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.breakdown import breakdown_members, breakdown_string
from reportgen.precision import printed_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset.records import Indicator
    from reportgen.periods import Period

    FigureKey = tuple[str, Period, str, str]
    """Indicator, period, place and breakdown."""
    Values = Mapping[FigureKey, float | None]

EACH = (1, 100, 1_000, 10_000, 100_000, 1_000_000)
"""For how many a rate may be."""
SAMPLE = 200
"""Figures of an indicator that are tried."""
ENOUGH = 4
"""Figures above zero that have to be right, so that it is no chance."""
DIFFERENT = 3
RIGHT = 0.95
"""How many of them have to be right: of real tables some are not."""
MOST_COUNTS = 12
"""Indicators that are tried as the parts of a quotient; those of larger packages have to be declared."""
PLACE = "place"


@dataclass(frozen=True, slots=True)
class Quotient:
    """A count by another one: which, and in which cell the other stands beside that of the quotient."""

    part: str
    whole: str
    at_total: str = ""
    """The dimension of which the whole is the total, or `place`; empty for the same cell."""
    country: str = ""

    def keys(self, key: FigureKey) -> tuple[FigureKey, FigureKey]:
        """Return the figures that one is the quotient of."""
        _, year, place, breakdown = key
        whole = (self.whole, year, place, breakdown)
        if self.at_total == PLACE:
            whole = (self.whole, year, self.country, breakdown)
        elif self.at_total:
            members = breakdown_members(breakdown)
            members.pop(self.at_total, None)
            whole = (self.whole, year, place, breakdown_string(members))
        return (self.part, year, place, breakdown), whole


def quotients_found(values: Values, indicators: Mapping[str, Indicator], country: str) -> dict[str, Quotient]:
    """Return which undeclared rates and shares are quotients of counts, by the figures."""
    counts = [name for name, one in indicators.items() if one.measured_in.is_counted]
    if len(counts) > MOST_COUNTS:
        counts = []
    asked = undeclared(indicators)
    found: dict[str, Quotient] = {}
    samples: dict[str, list[FigureKey]] = {}
    for key, value in values.items():
        if key[0] in asked and value and len(samples.setdefault(key[0], [])) < SAMPLE:
            samples[key[0]].append(key)
    for name, sample in samples.items():
        right = (one for one in _candidates(counts, sample, country) if _holds(one, sample, values))
        first = next(right, None)
        if first is not None:
            found[name] = first
    return found


def undeclared(indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the indicators that count nothing, and do not say of which counts they are the quotient."""
    return {
        name for name, one in indicators.items() if not (one.measured_in.is_counted or one.numerator or one.denominator)
    }


def _candidates(counts: Sequence[str], sample: Iterable[FigureKey], country: str) -> Iterator[Quotient]:
    cuts = sorted({name for key in sample for name in breakdown_members(key[3])})
    for part in counts:
        for total in (*cuts, PLACE):
            yield Quotient(part, part, total, country)
        for whole in counts:
            if whole != part:
                yield from (Quotient(part, whole, total, country) for total in ("", *cuts, PLACE))


def _holds(quotient: Quotient, sample: Sequence[FigureKey], values: Values) -> bool:
    """Say whether a quotient gives the figures of a sample, each as it is rounded."""
    triples = []
    for key in sample:
        part, whole = (values.get(each) for each in quotient.keys(key))
        value = values[key]
        if part and whole and value and quotient.keys(key)[1] != quotient.keys(key)[0]:
            triples.append((value, part / whole))
    if len(triples) < ENOUGH or len({value for value, _ in triples}) < DIFFERENT:
        return False
    step = 0.51 * min(printed_unit(value) for value, _ in triples)
    return any(
        sum(abs(value - each * ratio) <= step + 1e-6 * abs(value) for value, ratio in triples) >= RIGHT * len(triples)
        for each in EACH
    )
