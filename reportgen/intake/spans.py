"""Give sums of a longer period, as a quarter between its months, a measure of their own: a series has one sort.

The subtotal of a quarter is then compared with that of the year before, and tested against its months, and no chart of
months has a peak for each quarter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.language import message, say
from reportgen.periods import YEARS, Kind, parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.intake.found import Fact, Measure

SHORT = (Kind.MONTH, Kind.QUARTER)
"""Periods of which longer ones are the sums."""
NAMES = {"quarter": message("{title} (quarter)"), "year": message("{title} (year)")}
"""What the sums over a measure are called."""


def spans_apart(
    facts: Iterable[Fact], measures: Mapping[str, Measure]
) -> tuple[tuple[Fact, ...], tuple[Measure, ...], dict[str, str]]:
    """Return figures, measures, and of each measure of a longer period the one that it sums up.

    A longer period of which no figure is given in a series of shorter ones is left out: its row has a sum of others.
    """
    found = tuple(facts)
    usual = _usual_spans(found)
    spans = [_span_of(fact.period) for fact in found]
    longer = [_is_longer(span, usual[fact.measure]) for span, fact in zip(spans, found, strict=True)]
    named = dict.fromkeys(
        (span, fact.measure) for span, fact, is_apart in zip(spans, found, longer, strict=True) if is_apart
    )
    given = {
        (span, fact.measure) for span, fact in zip(spans, found, strict=True) if fact.value is not None or fact.printed
    }
    added = [_of_span(measures, name, span) for span, name in named if (span, name) in given and name in measures]
    kept = tuple(
        replace(fact, measure=_named(fact.measure, span)) if is_apart else fact
        for fact, span, is_apart in zip(found, spans, longer, strict=True)
        if not is_apart or fact.value is not None or fact.printed
    )
    return kept, (*measures.values(), *added), {_named(name, span): name for span, name in named}


def _span_of(period: str) -> str:
    """Return `month`, `quarter` or `year` of a period; empty for any other."""
    kind = parse_period(period).kind if period else None
    if kind in SHORT:
        return "month" if kind is Kind.MONTH else "quarter"
    return "year" if kind in YEARS else ""


ORDER = ("month", "quarter", "year")


def _is_longer(span: str, usual: str) -> bool:
    return usual in ("month", "quarter") and span in ORDER and ORDER.index(span) > ORDER.index(usual)


def _usual_spans(facts: Sequence[Fact]) -> dict[str, str]:
    """Return the span that most periods of each measure have; of equally many the longer."""
    periods: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        periods[fact.measure].add(fact.period)
    counted = {name: Counter(map(_span_of, found)) for name, found in periods.items()}
    return {name: max(sorted(spans), key=lambda span: (spans[span], span)) for name, spans in counted.items()}


def _named(measure: str, span: str) -> str:
    return f"{measure}_{span}"


def _of_span(measures: Mapping[str, Measure], name: str, span: str) -> Measure:
    one = measures[name]
    over = {part: _named(part, span) if part else "" for part in (one.numerator, one.denominator)}
    return replace(
        one, identifier=_named(name, span), title=say(NAMES[span], title=one.title),
        numerator=over[one.numerator], denominator=over[one.denominator],
    )  # fmt: skip
