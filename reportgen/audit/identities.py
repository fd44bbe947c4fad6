"""Test the identities that a package declares, in every cell where all their figures are published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from reportgen.audit.check import Check, Outcome, as_text, holds, slack
from reportgen.audit.expressions import (
    Expression,
    Number,
    Operand,
    Operation,
    check_names,
    evaluate,
    parse,
)
from reportgen.audit.figures import PLACE, Cell, Figure, Figures, with_member, without
from reportgen.breakdown import TOTAL
from reportgen.errors import DataError, did_you_mean
from reportgen.measure import ObservationStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportgen.dataset import Identity, Package

MINIMUM_PARTS = 2
"""A total is tested against its parts when at least so many of them are published."""

BEFORE = -1
"""The year before that of the check."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure, what it should be by its identity, and how a message tells the second."""

    indicator: str
    cell: Cell
    left: Figure
    right: Figure
    told: str
    """`the parts add up to {}`."""


def check_identities(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a check for every cell in which an identity can be tested, and one for each that never can.

    Raises DataError for an identity whose kind or operands cannot be read.
    """
    for identity in package.identities.values():
        findings = list(_findings(identity, figures))
        for finding in findings:
            yield _check(identity, finding, figures)
        if not findings:
            yield _skipped(identity)


def _findings(identity: Identity, figures: Figures) -> Iterator[Finding]:
    if identity.kind not in KINDS:
        message = f"field `kind`: expected a kind of identity, found `{identity.kind}`"
        raise DataError(message, where=identity.where, hint=did_you_mean(identity.kind, KINDS))
    try:
        yield from KINDS[identity.kind](identity, figures)
    except DataError as error:
        if error.where:
            raise
        raise DataError(error.message, where=identity.where, hint=error.hint) from None


def _check(identity: Identity, finding: Finding, figures: Figures) -> Check:
    left, right, cell = finding.left, finding.right, finding.cell
    passed = holds(left, right, identity.tolerance)
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
        tolerance=slack(left, right) if identity.tolerance is None else identity.tolerance,
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        explanation="",
        message=f"{finding.told.format(as_text(right.value))}, found {as_text(left.value)}",
        where=figures.where(finding.indicator, cell),
    )


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
        message="there is no year in which all its figures are published",
        where=identity.where,
    )


def _sum(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each total with the sum of its members, and each member that has parts with the sum of these."""
    dimension = identity.dimension
    figures.package.indicator(identity.indicator)
    parents = _parents(figures.package, dimension)
    groups: dict[tuple[int, str, tuple[tuple[str, str], ...]], dict[str, Figure]] = {}
    for cell in figures.cells(identity.indicator):
        code, rest = without(cell, dimension, figures.package.country)
        key = (rest.year, rest.place, tuple(sorted(rest.members.items())))
        figure = figures.figure(identity.indicator, cell)
        if figure is not None:
            groups.setdefault(key, {})[code] = figure
    for (year, place, members), published in groups.items():
        for whole, parts in _wholes(published, parents):
            cell = with_member(Cell(year, place, dict(members)), dimension, whole)
            right = reduce(add, (published[part] for part in parts))
            yield Finding(identity.indicator, cell, published[whole], right, "the parts add up to {}")


def _parents(package: Package, dimension: str) -> Mapping[str, str]:
    if dimension == PLACE:
        return dict.fromkeys(package.places, "")
    return {code: record.parent for code, record in package.codelist(dimension).items()}


def _wholes(published: Mapping[str, Figure], parents: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each published whole with its published parts; a part of an unpublished whole counts one level up."""
    parts: dict[str, list[str]] = {}
    for code in published:
        if code != TOTAL:
            parent = parents.get(code, "")
            while parent and parent not in published:
                parent = parents.get(parent, "")
            parts.setdefault(parent or TOTAL, []).append(code)
    for whole, codes in parts.items():
        if whole in published and len(codes) >= MINIMUM_PARTS:
            yield whole, codes


def _by_expression(identity: Identity, figures: Figures, *, expression: Expression, told: str) -> Iterator[Finding]:
    """Yield each figure of the identity's indicator for which the expression has a value.

    With a dimension, only figures of one of its members are meant.
    """
    figures.package.indicator(identity.indicator)
    check_names(expression, figures.package)
    for cell in figures.cells(identity.indicator):
        if identity.dimension and identity.dimension not in cell.members:
            continue
        left, right = figures.figure(identity.indicator, cell), evaluate(expression, figures, cell)
        if left is not None and right is not None:
            yield Finding(identity.indicator, cell, left, right, told)


def _parts(identity: Identity, figures: Figures) -> Iterator[Finding]:
    return _by_expression(identity, figures, expression=parse(identity.operands), told="the parts add up to {}")


def _equal(identity: Identity, figures: Figures) -> Iterator[Finding]:
    return _by_expression(identity, figures, expression=parse(identity.operands), told="elsewhere it is {}")


def _share(identity: Identity, figures: Figures) -> Iterator[Finding]:
    expression = Operation("*", Number(100), parse(identity.operands))
    return _by_expression(identity, figures, expression=expression, told="the counts give {}%")


def _stock_flow(identity: Identity, figures: Figures) -> Iterator[Finding]:
    before = Operand(identity.indicator, {}, BEFORE)
    expression = Operation("+", before, parse(identity.operands))
    return _by_expression(identity, figures, expression=expression, told="the year before and the additions give {}")


def _change(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each printed change with the one computed; its member says how many years before the base lies."""
    operand = parse(identity.operands)
    if not isinstance(operand, Operand):
        raise DataError(f"expected one indicator, found `{identity.operands}`")
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
            yield Finding(identity.indicator, cell, left, right, "the figures give {}%")


def _derived(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each derived figure with what its `derived_from` gives, where that can be computed."""
    for indicator in [identity.indicator] if identity.indicator else figures.package.indicators:
        for cell in figures.cells(indicator):
            left, right = figures.figure(indicator, cell), _derivation(indicator, cell, figures)
            if left is not None and right is not None:
                yield Finding(indicator, cell, left, right, "its parts give {}")


def _derivation(indicator: str, cell: Cell, figures: Figures) -> Figure | None:
    observation = figures.observation(indicator, cell)
    if observation is None or observation.obs_status != ObservationStatus.ESTIMATED:
        return None
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
    "stock_flow": _stock_flow,
    "cumulative_flow": _stock_flow,
    "change": _change,
    "derived": _derived,
}
