"""Sums that hold in a foreign table: totals of breakdowns, and columns that add up to another one.

What holds everywhere becomes an identity of the package, which `reportgen check` watches from then on; what nearly
holds is told with the cells where it does not. A figure of which only a bound is given, such as `<5`, proves no sum,
and disproves one only where no value within the bound makes it hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.intake.found import Proof
from reportgen.intake.sums import DERIVED
from reportgen.measure import OPEN_QUALIFIERS, Qualifier
from reportgen.periods import Period, parse_period, parts_of
from reportgen.precision import possible, printed_unit
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.intake.found import Fact, Measure

    Bounded = tuple[Decimal, Qualifier]
    """A figure, and how the source words it."""

ADDED = ("count", "currency", "number")
"""Kinds of units whose figures add up."""
LEAST = 2
"""Cases in which a sum has to be seen."""
NEARLY = Decimal("0.75")
"""Of the cases; a sum that holds in fewer was never meant."""
HALF = Decimal("0.5")
"""Of the cases of a sum that calls itself one: of two years one may be wrong."""
MOST = 16
"""Measures among which sums of columns are looked for."""
NAMED = 3
"""Cells that are named where a sum does not hold."""
TOTALS = re.compile(r"(?i)(?<![a-z])(total|all|sum|gesamt|insgesamt|summe)(?![a-z])")


def proofs(
    facts: Sequence[Fact],
    dimensions: Mapping[str, Sequence[str]],
    measures: Mapping[str, Measure],
    *,
    summed: Mapping[str, str],
) -> list[Proof]:
    """Return the sums that hold in all cases, or in nearly all.

    `summed` says of a measure of longer periods which measure has the shorter ones.
    """
    read = [fact for fact in facts if fact.value is not None and fact.status != DERIVED]
    added = {name: measure for name, measure in measures.items() if measure.unit.kind in ADDED}
    found = [
        _over_members(read, dimension, members, measure)
        for dimension, members in dimensions.items()
        for measure in added.values()
    ]
    over = [_over_periods(read, measure, added[summed[name]]) for name, measure in added.items() if name in summed]
    return [proof for proof in (*found, *_of_columns(read, added), *over) if proof is not None]


def _over_periods(facts: Sequence[Fact], longer: Measure, measure: Measure) -> Proof | None:
    """Return that a quarter is the sum of its months: it calls itself one, so that half of the cases are enough."""
    parts: dict[tuple[object, ...], dict[Period, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.measure == measure.identifier:
            parts[fact.place, fact.breakdown][parse_period(fact.period)] = fact
    cases = []
    for fact in facts:
        if fact.measure == longer.identifier:
            period, within = parse_period(fact.period), parts[fact.place, fact.breakdown]
            found = parts_of(period, within)
            cases += [(fact, [within[part] for part in found])] if found else []
    text = f"{longer.title}: what lies within each adds up to it"
    return _proof(cases, longer.identifier, "", measure.identifier, text, kind="periods", nearly=HALF)


def _over_members(facts: Iterable[Fact], dimension: str, members: Sequence[str], measure: Measure) -> Proof | None:
    groups: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.measure == measure.identifier:
            code = dict(fact.breakdown).get(dimension, TOTAL)
            others = tuple(pair for pair in fact.breakdown if pair[0] != dimension)
            groups[fact.period, fact.place, others][code] = fact
    cases = [
        (group[TOTAL], [group[member] for member in members])
        for group in groups.values()
        if TOTAL in group and all(member in group for member in members)
    ]
    return _proof(
        cases,
        measure.identifier,
        dimension,
        "",
        f"{measure.title}: the members of {dimension.replace('_', ' ')} add up to the total",
    )


def _of_columns(facts: Iterable[Fact], measures: Mapping[str, Measure]) -> Iterator[Proof]:
    """Yield for each column that is called a total the two or three others that add up to it."""
    rows: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.measure in measures:
            rows[fact.period, fact.place, fact.breakdown][fact.measure] = fact
    names = list(measures)[:MOST]
    for total in names:
        if not TOTALS.search(measures[total].title):
            continue
        others = [name for name in names if name != total]
        found = (parts for size in (2, 3) for parts in combinations(others, size) if _fits(rows.values(), total, parts))
        proofs_of_total = (_of_parts(rows.values(), measures, total, parts) for parts in found)
        held = [proof for proof in proofs_of_total if proof is not None]
        if held:
            yield max(held, key=lambda proof: (proof.holds, proof.held))


def _of_parts(
    rows: Iterable[Mapping[str, Fact]], measures: Mapping[str, Measure], total: str, parts: Sequence[str]
) -> Proof | None:
    cases = [(row[total], [row[part] for part in parts]) for row in rows if {total, *parts} <= set(row)]
    titles = list_of([measures[part].title for part in parts])
    return _proof(cases, total, "", " + ".join(parts), f"{measures[total].title} is {titles} together")


def _fits(rows: Iterable[Mapping[str, Fact]], total: str, parts: Sequence[str]) -> bool:
    """Say whether a sum holds in one of the first rows in which all of it is there, is exact and is not zero."""
    seen = 0
    for row in rows:
        found = [row[name] for name in (total, *parts) if name in row]
        if len(found) > len(parts) and row[total].value and not any(is_bound(fact.qualifier) for fact in found):
            seen += 1
            if _difference(row[total], [row[part] for part in parts]) == 0:
                return True
            if seen == NAMED:
                return False
    return False


def _proof(
    cases: Sequence[tuple[Fact, list[Fact]]],
    indicator: str,
    dimension: str,
    operands: str,
    text: str,
    *,
    kind: str = "",
    nearly: Decimal = NEARLY,
) -> Proof | None:
    exact = [case for case in cases if not any(is_bound(fact.qualifier) for fact in (case[0], *case[1]))]
    differences = [(total, _difference(total, parts)) for total, parts in cases]
    failed = tuple((total, by) for total, by in differences if by)
    fitting = len(cases) - len(failed)
    # a bound that leaves room for a sum says nothing for it
    held = sum(not _difference(*case) for case in exact)
    has_sums = any(total.value for total, _ in exact)
    if len(exact) < LEAST or not has_sums or held < nearly * len(exact) or fitting < nearly * len(cases):
        return None
    is_rounded = any(_is_off(*case) for case in exact if not _difference(*case))
    return Proof(indicator, dimension, operands, text, held, failed, is_rounded, kind)


def _is_off(total: Fact, parts: Sequence[Fact]) -> bool:
    """Say whether a total is not to the digit the sum of its parts."""
    values = [fact.value for fact in (total, *parts) if fact.value is not None]
    return bool(values) and values[0] != sum(values[1:], start=Decimal(0))


def is_bound(qualifier: Qualifier) -> bool:
    """Say whether a source gives only a bound of a figure, or about how much it is."""
    return qualifier in OPEN_QUALIFIERS or qualifier == Qualifier.ABOUT


def _difference(total: Fact, parts: Sequence[Fact]) -> Decimal:
    """Return by how much a total is larger than its parts, at least; nothing where they can be its parts."""
    known = [(fact.value, fact.qualifier) for fact in (total, *parts) if fact.value is not None]
    return least_difference(known[0], known[1:])


def least_difference(total: Bounded, parts: Sequence[Bounded]) -> Decimal:
    """Return by how much a total is larger than its parts, at the least; nothing where bounds leave room for a sum."""
    if not any(is_bound(qualifier) for _, qualifier in (total, *parts)):
        found = difference(total[0], [value for value, _ in parts])
        return found if abs(found) > _of_magnitudes((total, *parts)) else Decimal(0)
    is_whole = all(value == value.to_integral_value() for value, _ in (total, *parts))
    ends = [possible(value, qualifier, is_whole=is_whole) for value, qualifier in (total, *parts)]
    (least, most), others = ends[0], ends[1:]
    slack = _slack([value for value, _ in (total, *parts)])
    above = least - sum((high for _, high in others), start=Decimal(0))
    below = most - sum((low for low, _ in others), start=Decimal(0))
    return above if above > slack else below if below < -slack else Decimal(0)


def _of_magnitudes(figures: Iterable[Bounded]) -> Decimal:
    """Return by how much a sum may be off because some figures are written as `1.2M`, to their last digit."""
    steps = (printed_unit(float(value)) for value, qualifier in figures if qualifier == Qualifier.ROUNDED)
    return sum((Decimal(repr(step)) / 2 for step in steps), start=Decimal(0))


def difference(total: Decimal, values: Sequence[Decimal]) -> Decimal:
    """Return by how much a total is larger than its parts; nothing where rounding explains it."""
    found = total - sum(values, start=Decimal(0))
    return found if abs(found) > _slack((total, *values)) else Decimal(0)


def _slack(values: Sequence[Decimal]) -> Decimal:
    """Return by how much a sum of figures may be off, each of which may be rounded by half of its last digit."""
    places = max(_decimals(value) for value in values)
    return len(values) * Decimal(5).scaleb(-places - 1) if places else Decimal(0)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
