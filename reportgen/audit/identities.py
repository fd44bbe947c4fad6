"""Test the identities that a package declares, in every cell where all their figures are published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise
from math import isfinite
from operator import add
from typing import TYPE_CHECKING

from reportgen.audit.check import Check, Outcome, agreement, leeway, slack
from reportgen.audit.expressions import (
    Expression,
    Number,
    Operand,
    Operation,
    check_names,
    evaluate,
    evaluator,
    operand_cell,
    operands_of,
    parse,
    shown,
)
from reportgen.audit.figures import PLACE, Cell, Figure, Figures, with_member, without
from reportgen.audit.finding import Finding
from reportgen.audit.wordings import restated, worded
from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.errors import DataError, did_you_mean
from reportgen.language import message, say
from reportgen.measure import MeasureType
from reportgen.periods import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from reportgen.audit.figures import Line
    from reportgen.audit.finding import Part
    from reportgen.dataset import Identity, Package
    from reportgen.periods import Period

    _Group = tuple[Period, str, tuple[tuple[str, str], ...]]
    """Figures that differ in one dimension only: their period, place and other members."""

MINIMUM_PARTS = 2
"""A total is tested against its parts when at least so many of them are published."""

BEFORE = -1
"""The year before that of the check."""

NO_YEAR = message("there is no year in which all its figures are published")
"""Why an identity is never tested."""

OWN_ARITHMETIC = message("it was derived here from the same figures")
"""Why a figure is not counted as checked."""


def check_identities(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a check for every cell in which an identity can be tested, and one for each that never can.

    Raises DataError for an identity whose kind or operands cannot be read.
    """
    for identity in package.identities.values():
        is_tested = False
        for finding in findings_of(identity, figures):
            if identity.is_about(finding.cell.year):
                is_tested = True
                yield from checks_of(identity, finding, figures)
        if not is_tested:
            yield _skipped(identity)


def findings_of(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield what an identity finds. Raises DataError where its kind or its operands cannot be read."""
    if identity.kind not in KINDS:
        message = f"field `kind`: expected a kind of identity, found `{identity.kind}`"
        raise DataError(message, where=identity.where, hint=did_you_mean(identity.kind, KINDS))
    try:
        yield from KINDS[identity.kind](identity, figures)
    except DataError as error:
        if error.where:
            raise
        raise DataError(error.message, where=identity.where, hint=error.hint) from None


def checks_of(identity: Identity, finding: Finding, figures: Figures) -> Iterator[Check]:
    """Yield the check of a finding; of a figure derived from the same ones, those of its printed forms instead."""
    if identity.kind in ("derived", "grows") or not _is_own_arithmetic(finding, figures):
        yield _check(identity, finding, figures)
        return
    printed = [
        replace(finding, left=figure, where=where)
        for figure, where in figures.printed_again(finding.indicator, finding.cell)
    ]
    for one in printed:
        yield _check(identity, one, figures)
    if not printed:
        untested = _check(identity, finding, figures)
        yield replace(untested, outcome=Outcome.SKIPPED, explanation="", message=say(OWN_ARITHMETIC))


def _is_own_arithmetic(finding: Finding, figures: Figures) -> bool:
    """Return whether a figure was derived here from those it would be checked with, so that they cannot but agree."""
    if not figures.is_derived(*finding.part):
        return False
    observation = figures.observation(*finding.part)
    assert observation is not None, "what was derived is there"
    if any(figures.is_derived(*part) for part in finding.parts):
        return True
    return _keys(finding.parts) == _keys(_derived_parts(observation.derived_from, finding.cell))


def _derived_parts(derived_from: str, cell: Cell) -> tuple[Part, ...]:
    try:
        return _parts_of(parse(derived_from), Cell(cell.year, cell.place))
    except DataError:
        # Some derivations are told in words, which name no figures.
        return ()


def _keys(parts: tuple[Part, ...]) -> set[tuple[str, Period, str, str]]:
    return {(indicator, cell.year, cell.place, cell.breakdown) for indicator, cell in parts}


def _parts_of(expression: Expression, cell: Cell) -> tuple[Part, ...]:
    return tuple((operand.indicator, operand_cell(operand, cell)) for operand in operands_of(expression))


def _check(identity: Identity, finding: Finding, figures: Figures) -> Check:
    left, right, cell = finding.left, finding.right, finding.cell
    outcome, explanation = finding.verdict or agreement(left, right, identity.tolerance)
    return Check(
        identity=identity.identity,
        kind=identity.kind,
        indicator=finding.indicator,
        year=cell.year,
        place=cell.place,
        breakdown=cell.breakdown,
        left=left.value,
        right=right.value,
        difference=left.value - right.value,
        tolerance=_allowed(left, right) if identity.tolerance is None else identity.tolerance,
        outcome=outcome,
        explanation=explanation,
        message=finding.message,
        where=finding.where or figures.where(finding.indicator, cell),
    )


def _allowed(left: Figure, right: Figure) -> float | None:
    """Return how far two figures may be apart; None where one of them has no upper end."""
    allowed = slack(left, right)
    return allowed if isfinite(allowed) else None


def _skipped(identity: Identity) -> Check:
    return Check(
        identity=identity.identity,
        kind=identity.kind,
        indicator=identity.indicator,
        year=None,
        place="",
        breakdown="",
        left=None,
        right=None,
        difference=None,
        tolerance=None,
        outcome=Outcome.SKIPPED,
        explanation="",
        message=say(NO_YEAR),
        where=identity.where,
    )


def _sum(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each total with the sum of its members, and each member that has parts with the sum of these."""
    figures.package.indicator(identity.indicator)
    parents = _parents(figures.package, identity.dimension)
    dimension = PLACE if figures.package.levels.is_level(identity.dimension) else identity.dimension
    groups: dict[_Group, dict[str, Figure]] = {}
    for line, code, rest in figures.parted(identity.indicator, dimension):
        members = tuple(sorted(rest.members.items()))
        for year, figure in line.figures.items():
            groups.setdefault((year, rest.place, members), {})[code] = figure
    lacking = _lacking(identity.indicator, dimension, figures)
    sums: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, list[str]]]] = {}
    for (year, place, members), published in groups.items():
        # which are the parts depends on the codes alone, and most groups have the same
        asked = (tuple(published), lacking.get((year, place, members), ()))
        if asked not in sums:
            sums[asked] = list(_wholes(published, parents, asked[1]))
        rest_cell = Cell(year, place, dict(members))
        for whole, parts in sums[asked]:
            right = reduce(add, (published[part] for part in parts))
            cell = with_member(rest_cell, dimension, whole)
            cells = partial(_cells_of, identity.indicator, rest_cell, dimension, parts)
            yield Finding(identity.indicator, cell, published[whole], right, message("the parts add up to {}"), cells)


def _cells_of(indicator: str, rest: Cell, dimension: str, codes: Sequence[str]) -> tuple[Part, ...]:
    return tuple((indicator, with_member(rest, dimension, code)) for code in codes)


def _lacking(indicator: str, dimension: str, figures: Figures) -> Mapping[_Group, tuple[str, ...]]:
    """Return the codes of each group whose figures are hidden: without them there is no sum to test."""
    found: dict[_Group, tuple[str, ...]] = {}
    for name, year, place, breakdown in figures.package.hidden:
        if name == indicator:
            code, rest = without(Cell(year, place, breakdown_members(breakdown)), dimension, figures.package.country)
            key = (rest.year, rest.place, tuple(sorted(rest.members.items())))
            found[key] = (*found.get(key, ()), code)
    return found


def _parents(package: Package, dimension: str) -> Mapping[str, str]:
    if dimension == PLACE:
        return _places_above(package)
    if package.levels.is_level(dimension):
        return _places_of(package, dimension)
    return {code: record.parent for code, record in package.codelist(dimension).items()}


def _places_of(package: Package, level: str) -> Mapping[str, str]:
    """Return for each place of a level the one that it is a part of, empty for the whole."""
    above = {code: package.levels.parent(code) for code, place in package.places.items() if place.level == level}
    return {code: "" if whole == package.country else whole for code, whole in above.items()}


def _places_above(package: Package) -> Mapping[str, str]:
    """Return for each place the one whose sum it counts for, empty for the whole; places of a lower level without any
    count for none.
    """
    levels = package.levels
    first = levels.level_listed(package.country)
    above = {code: levels.parent(code) for code in package.places if code != package.country}
    return {
        code: "" if whole == package.country else whole
        for code, whole in above.items()
        if whole != package.country or not levels.is_ranked(code) or package.places[code].level == first
    }


def _wholes(
    published: Mapping[str, Figure], parents: Mapping[str, str], hidden: Collection[str] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Yield each published whole with its published parts; a part of an unpublished whole counts one level up.

    A whole of which a part is hidden has no sum.
    """
    parts: dict[str, list[str]] = {}
    for code in (*published, *hidden):
        if code != TOTAL and code in parents:
            parent = parents.get(code, "")
            while parent and parent not in published and parent not in hidden:
                parent = parents.get(parent, "")
            parts.setdefault(parent or TOTAL, []).append(code)
    for whole, codes in parts.items():
        if whole in published and len(codes) >= MINIMUM_PARTS and not set(codes) & set(hidden):
            yield whole, codes


def by_expression(identity: Identity, figures: Figures, *, expression: Expression, told: str) -> Iterator[Finding]:
    """Yield each figure of the identity's indicator for which the expression has a value.

    With a dimension, only figures of one of its members are meant.
    """
    figures.package.indicator(identity.indicator)
    check_names(expression, figures.package)
    for line in figures.lines(identity.indicator):
        code = line.members.get(identity.dimension, "")
        if identity.dimension and (not code or (identity.member and code != identity.member)):
            continue
        value = evaluator(expression, figures, place=line.place, members=line.members)
        for year, left in line.figures.items():
            right = value(year)
            if right is not None:
                cell = line.cell(year)
                yield Finding(identity.indicator, cell, left, right, told, partial(_parts_of, expression, cell))


def _parts(identity: Identity, figures: Figures) -> Iterator[Finding]:
    return by_expression(identity, figures, expression=parse(identity.operands), told=message("the parts add up to {}"))


def _equal(identity: Identity, figures: Figures) -> Iterator[Finding]:
    return by_expression(identity, figures, expression=parse(identity.operands), told=message("elsewhere it is {}"))


def _share(identity: Identity, figures: Figures) -> Iterator[Finding]:
    expression = Operation("*", Number(100), parse(identity.operands))
    return by_expression(identity, figures, expression=expression, told=message("the counts give {}%"))


def _stock_flow(identity: Identity, figures: Figures) -> Iterator[Finding]:
    before = Operand(identity.indicator, {}, BEFORE)
    expression = Operation("+", before, parse(identity.operands))
    return by_expression(
        identity, figures, expression=expression, told=message("the year before and the additions give {}")
    )


def _periods(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each figure of a longer period with the sum of the shorter ones that make it up, where all are there."""
    figures.package.indicator(identity.indicator)
    operand = _one_operand(identity, "name in `operands` the indicator that has the shorter periods")
    check_names(operand, figures.package)
    for line in figures.lines(identity.indicator):
        members = {**line.members, **operand.members}
        shorter = figures.published(operand.indicator, line.place, breakdown_string(members))
        for year, left in line.figures.items():
            parts = parts_of(year, shorter)
            if parts:
                right = reduce(add, (shorter[part] for part in parts))
                cells = partial(_cells_over, operand.indicator, line.place, members, parts)
                told = message("what lies within it adds up to {}")
                yield Finding(identity.indicator, line.cell(year), left, right, told, cells)


def _cells_over(indicator: str, place: str, members: Mapping[str, str], periods: Sequence[Period]) -> tuple[Part, ...]:
    return tuple((indicator, Cell(period, place, members)) for period in periods)


def _one_operand(identity: Identity, hint: str) -> Operand:
    """Return the only indicator among the operands. Raises DataError where there is anything else."""
    operand = parse(identity.operands)
    if not isinstance(operand, Operand):
        raise DataError(f"expected one indicator, found `{shown(identity.operands)}`", hint=hint)
    return operand


def _change(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each printed change with the one computed; its member says how many years before the base lies."""
    operand = _one_operand(identity, "name in `operands` the indicator whose figures the change is computed from")
    check_names(operand, figures.package)
    base_periods = figures.package.codelist(identity.dimension)
    for cell in figures.cells(identity.indicator):
        code, rest = without(cell, identity.dimension, figures.package.country)
        years_back = base_periods[code].years_back
        if years_back is None:
            continue
        base = Operand(operand.indicator, operand.members, -years_back)
        expression = Operation("*", Number(100), Operation("/", Operation("-", operand, base), base))
        left, right = figures.figure(identity.indicator, cell), evaluate(expression, figures, rest)
        if left is not None and right is not None:
            parts = partial(_parts_of, expression, rest)
            yield Finding(identity.indicator, cell, left, right, message("the figures give {}%"), parts)


def _at_least(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each figure with what it must not be under; a part of it, or a figure that cannot be larger."""
    expression = parse(identity.operands)
    for finding in by_expression(identity, figures, expression=expression, told=message("{found} is under {}")):
        left, right = finding.left, finding.right
        if left.is_bound or right.is_bound:
            yield replace(finding, verdict=_at_least_by_bounds(left, right))
        elif left.value >= right.value:
            yield replace(finding, verdict=(Outcome.PASSED, ""))
        else:
            yield finding


def _at_least_by_bounds(left: Figure, right: Figure) -> tuple[Outcome, str]:
    if left.low >= right.high:
        return Outcome.PASSED, ""
    return (Outcome.EXPLAINED, leeway(left, right, None)) if left.high >= right.low else (Outcome.FAILED, "")


def _grows(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each figure since the beginning with the one before it, which must be smaller by its printed digits."""
    wanted = [identity.indicator] if identity.indicator else _cumulative(figures.package)
    for indicator in wanted:
        figures.package.indicator(indicator)
        for line in figures.lines(indicator):
            yield from _growth(line)


def _cumulative(package: Package) -> list[str]:
    return [name for name, one in package.indicators.items() if one.measure_type == MeasureType.CUMULATIVE]


def _growth(line: Line) -> Iterator[Finding]:
    for before, year in pairwise(sorted(line.figures)):
        left, right = line.figures[year], line.figures[before]
        outcome = Outcome.PASSED if left.value > right.value else Outcome.FAILED
        told = say("{found} is not more than the {before} of {year}", found="{found}", before="{}", year=before)
        parts = partial(_line_part, line, before)
        yield Finding(line.indicator, line.cell(year), left, right, told, parts, verdict=(outcome, ""))


def _line_part(line: Line, year: Period) -> tuple[Part, ...]:
    return ((line.indicator, line.cell(year)),)


def _derived(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each derived figure with what its `derived_from` gives, where that can be computed."""
    for indicator in [identity.indicator] if identity.indicator else figures.package.indicators:
        for cell in figures.cells(indicator) if figures.derived else ():
            if not figures.is_derived(indicator, cell):
                continue
            left, right = figures.figure(indicator, cell), _derivation(indicator, cell, figures)
            if left is not None and right is not None:
                yield Finding(indicator, cell, left, right, message("its parts give {}"))


def _derivation(indicator: str, cell: Cell, figures: Figures) -> Figure | None:
    observation = figures.observation(indicator, cell)
    assert observation is not None, "what was derived is there"
    try:
        expression = parse(observation.derived_from)
    except DataError:
        # Some derivations are told in words, which nothing can compute.
        return None
    check_names(expression, figures.package)
    return evaluate(expression, figures, Cell(cell.year, cell.place))


KINDS: dict[str, Callable[[Identity, Figures], Iterator[Finding]]] = {
    "sum": _sum,
    "parts": _parts,
    "equal": _equal,
    "share": _share,
    "periods": _periods,
    "stock_flow": _stock_flow,
    "cumulative_flow": _stock_flow,
    "change": _change,
    "at_least": _at_least,
    "grows": _grows,
    "derived": _derived,
    "restated": restated,
    "wording": worded,
}
